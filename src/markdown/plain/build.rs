use super::{Block, Body, Definition, Inline, Item, Place};
use crate::diagnostics::FilePath;
use crate::markdown::directive::{self, OptionLine};
use crate::markdown::doc::{BodyKind, Dialect, Word};
use crate::markdown::events::Events;
use crate::markdown::html::raw;
use crate::markdown::slice::Slice;
use crate::markdown::{autolink, target};
use crate::yaml::Value;
use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, DefaultBrokenLinkCallback, Event, LinkType, Tag, TagEnd,
};
use std::ops::Range;

/// Levels of nesting that are kept; what is deeper joins the level above it.
const DEPTH_LIMIT: usize = 64;
/// Rich blocks in rich blocks that are read.
const COMPONENT_LIMIT: usize = 8;

/// The blocks of a file's body, as [`parse`](crate::markdown::parse) reads them. All places are bytes of the whole file.
pub fn blocks(text: &str, body: Range<usize>, dialect: &Dialect) -> Vec<Block> {
    build(&Slice::of_file(text, body), dialect, 0, 0)
}

fn build(slice: &Slice<'_>, dialect: &Dialect, components: usize, depth: usize) -> Vec<Block> {
    let events = Events::new(slice, None::<DefaultBrokenLinkCallback>);
    Builder {
        events,
        slice,
        dialect,
        components,
        in_link: false,
    }
    .blocks(depth)
}

struct Builder<'s, 'd> {
    events: Events<'s, DefaultBrokenLinkCallback>,
    slice: &'s Slice<'s>,
    dialect: &'d Dialect,
    /// Rich blocks around.
    components: usize,
    /// Whether a link is open; there is none inside it.
    in_link: bool,
}

impl<'s> Builder<'s, '_> {
    fn place(&self, range: Range<usize>) -> Place {
        self.slice.place32(range)
    }

    /// Blocks up to the end of the element that holds them.
    fn blocks(&mut self, depth: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        // Elements open whose content joins this level, being too deep.
        let mut joined = 0usize;
        while let Some((event, range)) = self.events.next() {
            let span = self.place(range.clone());
            let tag = match event {
                Event::End(_) if joined == 0 => break,
                Event::End(_) => {
                    joined -= 1;
                    continue;
                }
                Event::Rule => {
                    blocks.push(Block::Rule { span });
                    continue;
                }
                Event::Start(tag) if is_block(&tag) => tag,
                // Words without a paragraph of their own: a tight list item's.
                other => {
                    self.events.put_back(other, range);
                    let inlines = self.inlines(depth, true);
                    let span = span.start..inlines.last().map_or(span.end, |last| last.span().end);
                    push_paragraph(&mut blocks, inlines, span);
                    continue;
                }
            };
            match tag {
                Tag::Paragraph => {
                    let inlines = self.inlines(depth, false);
                    push_paragraph(&mut blocks, inlines, span);
                }
                Tag::Heading { level, .. } => {
                    let inlines = self.inlines(depth, false);
                    blocks.push(Block::Heading {
                        level: level as u8,
                        inlines,
                        span,
                    });
                }
                Tag::CodeBlock(kind) => blocks.push(self.code(&kind, range, depth)),
                Tag::HtmlBlock => blocks.push(self.html_block(span)),
                _ if depth >= DEPTH_LIMIT => joined += 1,
                Tag::BlockQuote(kind) => {
                    let inner = self.blocks(depth + 1);
                    blocks.push(Block::Quote {
                        alert: kind.map(alert),
                        blocks: inner,
                        span,
                    });
                }
                Tag::List(start) => {
                    let items = self.items(depth + 1);
                    blocks.push(Block::List { start, items, span });
                }
                Tag::FootnoteDefinition(label) => {
                    let inner = self.blocks(depth + 1);
                    blocks.push(Block::FootnoteDef {
                        label: label.into_string(),
                        blocks: inner,
                        span,
                    });
                }
                Tag::DefinitionList => {
                    let items = self.definitions(depth + 1);
                    blocks.push(Block::Definitions { items, span });
                }
                Tag::Table(_) => blocks.push(self.table(depth + 1, span)),
                // Parts of a list or table whose own level was joined to this one.
                _ => joined += 1,
            }
        }
        blocks
    }

    fn items(&mut self, depth: usize) -> Vec<Item> {
        let mut items = Vec::new();
        while let Some((Event::Start(Tag::Item), _)) = self.events.next() {
            let mut task = None;
            match self.events.next() {
                Some((Event::TaskListMarker(done), _)) => task = Some(done),
                Some((Event::Start(Tag::Paragraph), range)) => match self.events.next() {
                    Some((Event::TaskListMarker(done), _)) => {
                        task = Some(done);
                        self.events.put_back(Event::Start(Tag::Paragraph), range);
                    }
                    other => {
                        // The paragraph has begun; read it here.
                        if let Some((event, at)) = other {
                            self.events.put_back(event, at);
                        }
                        let span = self.place(range);
                        let inlines = self.inlines(depth, false);
                        let mut blocks = Vec::new();
                        push_paragraph(&mut blocks, inlines, span);
                        blocks.extend(self.blocks(depth));
                        items.push(Item { task: None, blocks });
                        continue;
                    }
                },
                Some((event, range)) => self.events.put_back(event, range),
                None => break,
            }
            items.push(Item {
                task,
                blocks: self.blocks(depth),
            });
        }
        items
    }

    fn definitions(&mut self, depth: usize) -> Vec<Definition> {
        let mut items: Vec<Definition> = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::DefinitionListTitle) => {
                    items.push(Definition {
                        term: self.inlines(depth, false),
                        meanings: Vec::new(),
                    });
                }
                Event::Start(Tag::DefinitionListDefinition) => {
                    let meaning = self.blocks(depth);
                    if let Some(item) = items.last_mut() {
                        item.meanings.push(meaning);
                    }
                }
                _ => break,
            }
        }
        items
    }

    fn table(&mut self, depth: usize, span: Place) -> Block {
        let mut header = Vec::new();
        let mut rows = Vec::new();
        let mut row = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::TableCell) => row.push(self.inlines(depth, false)),
                Event::End(TagEnd::TableHead) => header = std::mem::take(&mut row),
                Event::End(TagEnd::TableRow) => rows.push(std::mem::take(&mut row)),
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        Block::Table { header, rows, span }
    }

    fn html_block(&mut self, span: Place) -> Block {
        let mut html = String::new();
        self.events.drain(TagEnd::HtmlBlock, |event, _| {
            if let Event::Html(text) | Event::Text(text) = event {
                html.push_str(&text);
            }
        });
        Block::Html {
            text: raw::words(&html),
            span,
        }
    }

    fn code(&mut self, kind: &CodeBlockKind<'s>, range: Range<usize>, depth: usize) -> Block {
        let mut lines = Vec::new();
        self.events.drain(TagEnd::CodeBlock, |event, range| {
            if let Event::Text(text) = event {
                lines.push((text, range));
            }
        });
        let info = match kind {
            CodeBlockKind::Fenced(info) => info,
            CodeBlockKind::Indented => "",
        };
        let opening = directive::opening(info);
        let kind = opening
            .as_ref()
            .and_then(|o| self.dialect.components.get(o.name));
        let (Some(opening), Some(&kind)) = (opening, kind) else {
            return Block::Code {
                language: info.split(' ').next().unwrap_or_default().to_owned(),
                text: lines.iter().map(|(text, _)| &**text).collect(),
                span: self.place(range),
            };
        };
        let source = self.slice.text().get(range.clone()).unwrap_or_default();
        let first = range.start..range.start + source.find('\n').unwrap_or(source.len());
        let outer = self.slice;
        let body = Slice::of_pieces(
            outer,
            lines.iter().map(|(text, range)| (&**text, range.clone())),
        );
        let (options, rest) = directive::options(body.text());
        let options = options
            .into_iter()
            .filter_map(|(_, line)| match line {
                OptionLine::Option(key, value) => Some((key.to_owned(), value.to_owned())),
                OptionLine::Malformed(..) => None,
            })
            .collect();
        let body = body.skip(rest);
        Block::Component {
            name: opening.name.to_owned(),
            argument: opening.argument.to_owned(),
            options,
            body: self.body(&body, kind, depth),
            span: self.place(first),
        }
    }

    fn body(&self, body: &Slice<'_>, kind: BodyKind, depth: usize) -> Body {
        let text = body.text();
        match kind {
            BodyKind::Markdown if self.components < COMPONENT_LIMIT => {
                Body::Blocks(build(body, self.dialect, self.components + 1, depth + 1))
            }
            BodyKind::Yaml if text.trim().is_empty() => Body::Yaml(Value::Null),
            BodyKind::Yaml => {
                let nowhere = FilePath::from("");
                Body::Yaml(crate::yaml::parse(&nowhere, text, 0..text.len()).unwrap_or_default())
            }
            BodyKind::Markdown | BodyKind::Text => {
                Body::Text(text.trim_end_matches('\n').to_owned())
            }
        }
    }

    /// Inlines up to the end of the element that holds them; a `run` without an element of its own ends before the next
    /// block, or before the end of what is around it.
    fn inlines(&mut self, depth: usize, run: bool) -> Vec<Inline> {
        let mut inlines = Vec::new();
        let mut joined = 0usize;
        while let Some((event, range)) = self.events.next() {
            let span = self.place(range.clone());
            match event {
                Event::End(end) if joined == 0 => {
                    if run {
                        self.events.put_back(Event::End(end), range);
                    }
                    break;
                }
                Event::End(_) => joined -= 1,
                Event::Start(tag) if run && is_block(&tag) => {
                    self.events.put_back(Event::Start(tag), range);
                    break;
                }
                Event::Rule => {
                    self.events.put_back(Event::Rule, range);
                    break;
                }
                Event::Text(text) if !self.in_link && self.events.may_hold_address(&range) => {
                    for part in self.events.parted(text, range) {
                        let span = self.place(part.range);
                        let target = autolink::target(&part.text);
                        push_text(&mut inlines, &part.text, span.clone());
                        if part.is_address
                            && let Some(words) = inlines.pop()
                        {
                            // The words before it are one piece with it by now.
                            let (before, address) = split_tail(words, part.text.len(), &span);
                            inlines.extend(before);
                            inlines.push(Inline::Link {
                                inlines: vec![address],
                                target,
                                span,
                            });
                        }
                    }
                }
                Event::Text(text) => push_text(&mut inlines, &text, span),
                Event::SoftBreak => push_text(&mut inlines, " ", span),
                Event::HardBreak => inlines.push(Inline::Break { span }),
                Event::Code(text) => inlines.push(Inline::Code {
                    text: text.into_string(),
                    span,
                }),
                Event::InlineHtml(_) | Event::Html(_) => inlines.push(Inline::Html { span }),
                Event::FootnoteReference(label) => {
                    inlines.push(Inline::FootnoteRef {
                        label: label.into_string(),
                        span,
                    });
                }
                Event::Start(Tag::Image { dest_url, .. }) => {
                    let alt = self.alternative_text();
                    match target::refusal(&dest_url) {
                        Some(_) => push_text(&mut inlines, &alt, span),
                        None => inlines.push(Inline::Image {
                            alt,
                            target: dest_url.into_string(),
                            span,
                        }),
                    }
                }
                Event::Start(_) if depth >= DEPTH_LIMIT => joined += 1,
                Event::Start(tag) => self.element(tag, depth + 1, span, &mut inlines),
                Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
            }
        }
        inlines
    }

    fn element(&mut self, tag: Tag<'s>, depth: usize, span: Place, out: &mut Vec<Inline>) {
        self.in_link = matches!(tag, Tag::Link { .. }) || self.in_link;
        let inlines = self.inlines(depth, false);
        self.in_link &= !matches!(tag, Tag::Link { .. });
        match tag {
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let target = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.into_string(),
                };
                match target::refusal(&target) {
                    Some(_) => out.extend(inlines),
                    None => out.push(Inline::Link {
                        inlines,
                        target,
                        span,
                    }),
                }
            }
            Tag::Strong => out.push(Inline::Strong { inlines, span }),
            Tag::Emphasis => out.push(Inline::Emphasis { inlines, span }),
            Tag::Strikethrough => out.push(Inline::Strike { inlines, span }),
            _ => out.extend(inlines),
        }
    }

    fn alternative_text(&mut self) -> String {
        let mut alt = String::new();
        self.events.drain(TagEnd::Image, |event, _| match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => alt.push_str(&text),
            Event::SoftBreak | Event::HardBreak => alt.push(' '),
            _ => {}
        });
        alt
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

fn alert(kind: BlockQuoteKind) -> Word {
    match kind {
        BlockQuoteKind::Note => Word::Note,
        BlockQuoteKind::Tip => Word::Tip,
        BlockQuoteKind::Important => Word::Important,
        BlockQuoteKind::Warning => Word::Warning,
        BlockQuoteKind::Caution => Word::Caution,
    }
}

/// A paragraph; one that is nothing but a picture is the picture.
fn push_paragraph(blocks: &mut Vec<Block>, mut inlines: Vec<Inline>, span: Place) {
    if let [Inline::Image { .. }] = inlines.as_slice()
        && let Some(Inline::Image { alt, target, span }) = inlines.pop()
    {
        blocks.push(Block::Image { alt, target, span });
    } else if !inlines.is_empty() {
        blocks.push(Block::Paragraph { inlines, span });
    }
}

/// Adds words; the parser gives them in pieces.
fn push_text(inlines: &mut Vec<Inline>, text: &str, place: Place) {
    if let Some(Inline::Text { text: before, span }) = inlines.last_mut() {
        before.push_str(text);
        span.end = place.end;
    } else if !text.is_empty() {
        inlines.push(Inline::Text {
            text: text.to_owned(),
            span: place,
        });
    }
}

/// Parts the last bytes off a piece of text.
fn split_tail(words: Inline, tail: usize, tail_span: &Place) -> (Option<Inline>, Inline) {
    let Inline::Text { mut text, span } = words else {
        return (None, words);
    };
    let address = text.split_off(text.len().saturating_sub(tail));
    let before = (!text.is_empty()).then_some(Inline::Text {
        text,
        span: span.start..tail_span.start,
    });
    (
        before,
        Inline::Text {
            text: address,
            span: tail_span.clone(),
        },
    )
}
