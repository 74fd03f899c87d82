//! Markdown as the plain text of a post: what Facebook shows has no headings, bold letters, tables or links, so each
//! construct becomes words by a fixed rule. `tests/posts/` has one example for each.

mod component;
mod footnote;
mod inline;
mod list;
mod quote;
mod table;

use super::words::Words;
use crate::markdown::plain::{Block, Place};
use footnote::Footnotes;

/// A paragraph of a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Its words; lines of a list or table are parted by line breaks.
    pub text: String,
    /// Where it comes from, bytes of the file.
    pub place: Place,
    /// Whether the next paragraph follows on the next line, without an empty line between.
    pub heading: bool,
}

/// A link that a post cannot show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Linked {
    /// Its words.
    pub words: String,
    /// Target as written.
    pub target: String,
}

/// A picture of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pictured {
    /// Target as written.
    pub target: String,
    /// Text for those who do not see it.
    pub alt: String,
    /// Whether it only decorates.
    pub decorative: bool,
    /// Caption.
    pub caption: String,
    /// Where it stands.
    pub place: Place,
}

/// What no post can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unshowable {
    /// Words struck through: plain, they would say the opposite.
    Strike,
    /// A code block.
    Code,
    /// Raw HTML.
    Html,
}

/// A body as a post has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Body {
    /// In order.
    pub paragraphs: Vec<Paragraph>,
    /// Links in order, without repeats.
    pub links: Vec<Linked>,
    /// Pictures in order.
    pub pictures: Vec<Pictured>,
    /// What cannot be shown.
    pub unshowable: Vec<(Unshowable, Place)>,
}

/// The post's body from an entry's blocks. `source` is the file's text, to which all places refer.
pub(super) fn of(blocks: &[Block], source: &str, words: &'static Words) -> Body {
    let mut writer = Writer {
        source,
        words,
        notes: Footnotes::of(blocks),
        body: Body::default(),
    };
    let mut paragraphs = Vec::new();
    writer.blocks(blocks, &mut paragraphs);
    // A heading at the end announces nothing.
    while paragraphs.last().is_some_and(|p| p.heading) {
        paragraphs.pop();
    }
    writer.body.paragraphs = paragraphs;
    writer.body
}

/// Writes one body.
struct Writer<'a> {
    source: &'a str,
    words: &'static Words,
    notes: Footnotes,
    body: Body,
}

impl Writer<'_> {
    fn blocks(&mut self, blocks: &[Block], out: &mut Vec<Paragraph>) {
        for block in blocks {
            self.block(block, out);
        }
    }

    fn block(&mut self, block: &Block, out: &mut Vec<Paragraph>) {
        let place = block.span().clone();
        match block {
            Block::Heading { inlines, .. } => {
                let text = self.inlines(inlines);
                push(out, text, place, true);
            }
            Block::Paragraph { inlines, .. } => {
                let text = self.inlines(inlines);
                push(out, text, place, false);
            }
            Block::List { start, items, .. } => {
                let lines = self.list(*start, items, 0);
                push(out, lines.join("\n"), place, false);
            }
            Block::Quote {
                alert: Some(word),
                blocks,
                ..
            } => {
                push(out, self.words.alert(*word).to_owned(), place, true);
                self.blocks(blocks, out);
            }
            Block::Quote { blocks, .. } => {
                let text = self.quote(blocks);
                push(out, text, place, false);
            }
            Block::Table { header, rows, .. } => {
                let text = self.table(header, rows);
                push(out, text, place, false);
            }
            Block::Code { .. } => self.body.unshowable.push((Unshowable::Code, place)),
            Block::Html { .. } => self.html(place),
            Block::Image { alt, target, .. } => self.picture(target, alt, place),
            Block::Component {
                name,
                argument,
                options,
                body,
                ..
            } => self.component(name, argument, options, body, place, out),
            Block::Definitions { items, .. } => {
                let lines = self.definitions(items);
                push(out, lines.join("\n"), place, false);
            }
            // Texts of footnotes stand where they are cited; a rule parts paragraphs, which are parted already.
            Block::FootnoteDef { .. } | Block::Rule { .. } => {}
        }
    }

    /// Raw HTML, unless it is a comment, which nobody sees anyway.
    fn html(&mut self, place: Place) {
        let source = self
            .source
            .get(place.start as usize..place.end as usize)
            .unwrap_or("");
        if !source.trim_start().starts_with("<!--") {
            self.body.unshowable.push((Unshowable::Html, place));
        }
    }

    fn picture(&mut self, target: &str, alt: &str, place: Place) {
        self.body.pictures.push(Pictured {
            target: target.to_owned(),
            alt: alt.trim().to_owned(),
            decorative: false,
            caption: String::new(),
            place,
        });
    }

    fn link(&mut self, words: &str, target: &str) {
        let known = self.body.links.iter().any(|l| l.target == target);
        if !known && !words.trim().is_empty() {
            self.body.links.push(Linked {
                words: words.trim().to_owned(),
                target: target.to_owned(),
            });
        }
    }
}

fn push(out: &mut Vec<Paragraph>, text: String, place: Place, heading: bool) {
    if !text.trim().is_empty() {
        out.push(Paragraph {
            text,
            place,
            heading,
        });
    }
}
