use super::{Block, Definition, Inline, Item, Place};
use crate::markdown::doc::{Dialect, Word};
use crate::markdown::events::Events;
use crate::markdown::html::raw;
use crate::markdown::labels;
use crate::markdown::slice::Slice;
use pulldown_cmark::{BlockQuoteKind, DefaultBrokenLinkCallback, Event, Tag, TagEnd};
use std::collections::BTreeSet;
use std::ops::Range;

/// Levels of nesting that are kept; what is deeper joins the level above it.
pub(super) const DEPTH_LIMIT: usize = 64;

/// The blocks of a file's body, as [`parse`](crate::markdown::parse) reads them. All places are bytes of the whole file.
pub fn blocks(text: &str, body: Range<usize>, dialect: &Dialect) -> Vec<Block> {
    let page = Page {
        dialect,
        footnotes: labels::of_footnotes(text),
    };
    build(&Slice::of_file(text, body), &page, 0, 0)
}

/// What a page's text and its rich blocks share.
pub(super) struct Page<'d> {
    pub(super) dialect: &'d Dialect,
    /// Labels of the page's footnotes.
    pub(super) footnotes: BTreeSet<String>,
}

pub(super) fn build(
    slice: &Slice<'_>,
    page: &Page<'_>,
    components: usize,
    depth: usize,
) -> Vec<Block> {
    let events = Events::new(slice, None::<DefaultBrokenLinkCallback>);
    Builder {
        events,
        slice,
        page,
        components,
        in_link: false,
    }
    .blocks(depth)
}

pub(super) struct Builder<'s, 'd> {
    pub(super) events: Events<'s, DefaultBrokenLinkCallback>,
    pub(super) slice: &'s Slice<'s>,
    pub(super) page: &'d Page<'d>,
    /// Rich blocks around.
    pub(super) components: usize,
    /// Whether a link is open; there is none inside it.
    pub(super) in_link: bool,
}

impl<'s> Builder<'s, '_> {
    pub(super) fn place(&self, range: Range<usize>) -> Place {
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
}

pub(super) fn is_block(tag: &Tag<'_>) -> bool {
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
