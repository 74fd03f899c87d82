//! An entry's words, passage by passage, each with its place in the file.

mod find;

use crate::content::{Entry, FieldValue};
use crate::markdown::Dialect;
use crate::markdown::plain::{Block, Body, Inline};
use crate::yaml::Value;
use find::Found;
use std::ops::Range;

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The entry's title.
    Title,
    /// Its summary.
    Summary,
    /// Words of another field.
    Field,
    /// A name: of a person, a tag, an author. Names spell as they like.
    Name,
    /// A heading.
    Heading,
    /// A paragraph, an item of a list, the text of a rich block.
    Text,
    /// A table's cell.
    Cell,
}

/// A passage: words that are read in one go.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// What it is.
    pub role: Role,
    /// The words, without markup.
    pub text: String,
    pieces: Vec<Piece>,
}

/// Words that stand together in the file.
#[derive(Clone, Debug, PartialEq)]
struct Piece {
    /// Where they are in the passage.
    at: Range<usize>,
    /// Where they are in the file.
    place: Range<u32>,
    /// Code, which follows no rules of writing.
    code: bool,
    /// The place holds these words and nothing else; otherwise they stand somewhere within it.
    sure: bool,
    /// How their language is known.
    language: Language,
}

/// How the language of words is known to whoever reads the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Language {
    /// It is the page's; the engine marks other scripts.
    Marked,
    /// It is the page's, and nothing marks what is in another.
    Page,
    /// The author says which it is.
    Said,
}

/// Where words of a passage stand in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Bytes of the file's text.
    pub range: Range<u32>,
    /// Whether exactly these words stand there; else it is the piece of text that holds them.
    pub exact: bool,
    /// Whether they are those very words, and not the same ones at another place nearby.
    pub sure: bool,
}

impl Passage {
    fn new(role: Role) -> Self {
        Self {
            role,
            text: String::new(),
            pieces: Vec::new(),
        }
    }

    fn push(&mut self, text: &str, place: &Range<u32>, code: bool, sure: bool, language: Language) {
        let start = self.text.len();
        self.text.push_str(text);
        self.pieces.push(Piece {
            at: start..self.text.len(),
            place: place.clone(),
            code,
            sure,
            language,
        });
    }

    /// Where some of the words stand in the file, whose text is `source`.
    pub fn place(&self, source: &str, range: Range<usize>) -> Place {
        let holds = |p: &&Piece| p.at.start <= range.start && range.end <= p.at.end;
        let Some(piece) = self.pieces.iter().find(holds) else {
            let touches = |p: &&Piece| p.at.start < range.end && range.start < p.at.end;
            let touched: Vec<&Piece> = self.pieces.iter().filter(touches).collect();
            let start = touched.iter().map(|p| p.place.start).min().unwrap_or(0);
            let end = touched.iter().map(|p| p.place.end).max().unwrap_or(start);
            return Place {
                range: start..end,
                exact: false,
                sure: false,
            };
        };
        let whole = piece.place.start as usize..piece.place.end as usize;
        let inner = range.start - piece.at.start..range.end - piece.at.start;
        let (text, there) = (self.text.get(piece.at.clone()), source.get(whole.clone()));
        let found = text.zip(there).and_then(|(t, s)| nth(t, inner, s));
        match found {
            Some(at) => Place {
                range: (whole.start + at.start) as u32..(whole.start + at.end) as u32,
                exact: true,
                sure: piece.sure,
            },
            None => Place {
                range: piece.place.clone(),
                exact: false,
                sure: false,
            },
        }
    }

    /// Whether words are code.
    pub fn is_code(&self, range: &Range<usize>) -> bool {
        self.any(range, |p| p.code)
    }

    /// Whether the author says in which language words are.
    pub fn is_marked(&self, range: &Range<usize>) -> bool {
        self.any(range, |p| p.language == Language::Said)
    }

    /// Whether the page says in which language words are, if they are in another script than its own.
    pub fn says_language(&self, range: &Range<usize>) -> bool {
        !self.any(range, |p| p.language == Language::Page)
    }

    fn any(&self, range: &Range<usize>, is: impl Fn(&Piece) -> bool) -> bool {
        let touches = |p: &&Piece| p.at.start < range.end && range.start < p.at.end;
        self.pieces.iter().filter(touches).any(is)
    }

    /// The words of the passage: runs of letters, with their places in it.
    pub fn words(&self) -> impl Iterator<Item = (Range<usize>, &str)> {
        let mut rest = 0;
        std::iter::from_fn(move || {
            let from = self.text.get(rest..)?;
            let start = rest + from.find(char::is_alphabetic)?;
            let tail = self.text.get(start..)?;
            let len = tail
                .find(|c: char| !c.is_alphabetic())
                .unwrap_or(tail.len());
            rest = start + len;
            Some((start..rest, tail.get(..len)?))
        })
    }
}

/// Where part of a text stands in the source it was made from: at the same offset where the two are of one length, else
/// by counting how often it stands before.
fn nth(text: &str, range: Range<usize>, source: &str) -> Option<Range<usize>> {
    let needle = text.get(range.clone()).filter(|n| !n.is_empty())?;
    if text.len() == source.len() && source.get(range.clone()) == Some(needle) {
        return Some(range);
    }
    let before = text.get(..range.start)?.matches(needle).count();
    let (at, _) = source.match_indices(needle).nth(before)?;
    Some(at..at + needle.len())
}

/// All passages of an entry: front matter, then body.
pub(super) fn of(entry: &Entry, dialect: &Dialect) -> Vec<Passage> {
    let mut reader = Reader {
        entry,
        said: 0,
        passages: Vec::new(),
    };
    let front = &entry.front;
    if !entry.broken {
        reader.front(Role::Title, &front.common.title);
        if let Some(summary) = &front.common.summary {
            reader.front(Role::Summary, summary);
        }
        if let Some(cover) = &front.common.cover {
            reader.front(Role::Field, &cover.alt);
        }
        let names = front.common.tags.iter().chain(&front.common.authors);
        names.for_each(|name| reader.front(Role::Name, name));
        front
            .fields
            .iter()
            .for_each(|(_, value)| reader.field(value));
    }
    reader.blocks(&entry.blocks(dialect));
    reader.passages
}

struct Reader<'a> {
    entry: &'a Entry,
    /// Blocks around that say their language.
    said: usize,
    passages: Vec<Passage>,
}

impl Reader<'_> {
    /// A value of the front matter: its place is where its words stand there, as far as that can be told.
    fn front(&mut self, role: Role, text: &str) {
        if !text.is_empty() {
            self.within(role, text, &(0..self.entry.body_at as u32));
        }
    }

    /// Words that stand somewhere within a place.
    fn within(&mut self, role: Role, text: &str, place: &Range<u32>) {
        let source = &self.entry.text;
        let (start, end) = (place.start as usize, place.end as usize);
        let around = source.get(start..end).unwrap_or("");
        let html = around.starts_with('<') && around.contains(" lang=");
        let language = match self.said > 0 || html {
            true => Language::Said,
            false => Language::Page,
        };
        let mut passage = Passage::new(role);
        match find::only(around, text) {
            Found::Once(at) => {
                let place = (start + at.start) as u32..(start + at.end) as u32;
                passage.push(text, &place, false, true, language);
            }
            Found::First(at) => {
                let place = (start + at.start) as u32..(start + at.end) as u32;
                passage.push(text, &place, false, false, language);
            }
            Found::Nowhere => {
                let front = self.entry.front_span();
                let place = match start {
                    0 => front.start..front.end,
                    _ => place.clone(),
                };
                passage.push(text, &place, false, false, language);
            }
        }
        self.passages.push(passage);
    }

    fn field(&mut self, value: &FieldValue) {
        match value {
            FieldValue::Text(text) => self.front(Role::Field, text),
            FieldValue::Person(person) => {
                self.front(Role::Name, &person.name);
                self.front(Role::Field, &person.role);
            }
            FieldValue::List(items) => items.iter().for_each(|v| self.field(v)),
            FieldValue::Record(fields) => fields.iter().for_each(|(_, v)| self.field(v)),
            _ => {}
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|b| self.block(b));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { inlines, .. } => self.inlines(Role::Heading, inlines),
            Block::Paragraph { inlines, .. } => self.inlines(Role::Text, inlines),
            Block::List { items, .. } => items.iter().for_each(|i| self.blocks(&i.blocks)),
            Block::Quote { blocks, .. } | Block::FootnoteDef { blocks, .. } => self.blocks(blocks),
            Block::Table { header, rows, .. } => {
                let rows = std::iter::once(header).chain(rows);
                rows.flatten()
                    .for_each(|cell| self.inlines(Role::Cell, cell));
            }
            Block::Component {
                name,
                argument,
                body,
                span,
                ..
            } => {
                // ```{lang} en: the block's own template says it.
                let says = usize::from(name == "lang");
                self.said += says;
                if argument.contains(' ') {
                    self.words(Role::Heading, argument, span);
                }
                match body {
                    Body::Blocks(blocks) => self.blocks(blocks),
                    Body::Yaml(value) => self.value(value, span),
                    Body::Text(text) => self.words(Role::Text, text, span),
                }
                self.said -= says;
            }
            Block::Definitions { items, .. } => {
                for item in items {
                    self.inlines(Role::Heading, &item.term);
                    item.meanings.iter().for_each(|m| self.blocks(m));
                }
            }
            Block::Html { text, span } => self.words(Role::Text, text, span),
            Block::Image { alt, span, .. } => self.words(Role::Field, alt, span),
            Block::Code { .. } | Block::Rule { .. } => {}
        }
    }

    fn words(&mut self, role: Role, text: &str, place: &Range<u32>) {
        if !text.trim().is_empty() {
            self.within(role, text, place);
        }
    }

    fn value(&mut self, value: &Value, place: &Range<u32>) {
        match value {
            Value::String(text) if text.contains(' ') => self.words(Role::Field, text, place),
            Value::List(items) => items.iter().for_each(|v| self.value(v, place)),
            Value::Map(map) => map.iter().for_each(|(_, v)| self.value(v, place)),
            _ => {}
        }
    }

    fn inlines(&mut self, role: Role, inlines: &[Inline]) {
        let mut passage = Passage::new(role);
        let mut tags = Tags {
            source: &self.entry.text,
            said: self.said > 0,
            open: Vec::new(),
        };
        push(inlines, &mut passage, &mut tags);
        if !passage.text.trim().is_empty() {
            self.passages.push(passage);
        }
    }
}

/// Tags of the author's own that are open within a passage.
struct Tags<'a> {
    source: &'a str,
    /// A block around says its language.
    said: bool,
    /// Names, and whether each says its language.
    open: Vec<(&'a str, bool)>,
}

impl Tags<'_> {
    fn take(&mut self, span: &Range<u32>) {
        let tag = self.source.get(span.start as usize..span.end as usize);
        let inside = tag.and_then(|t| t.strip_prefix('<')).unwrap_or("");
        let name = |text: &'_ str| {
            text.find(|c: char| !c.is_ascii_alphanumeric())
                .unwrap_or(text.len())
        };
        if let Some(closing) = inside.strip_prefix('/') {
            let closing = closing.get(..name(closing)).unwrap_or("");
            if let Some(at) = self.open.iter().rposition(|(open, _)| *open == closing) {
                self.open.truncate(at);
            }
        } else if !inside.ends_with("/>") {
            let opening = inside.get(..name(inside)).unwrap_or("");
            self.open.push((opening, inside.contains(" lang=")));
        }
    }

    fn language(&self) -> Language {
        match self.said || self.open.iter().any(|(_, says)| *says) {
            true => Language::Said,
            false => Language::Marked,
        }
    }
}

fn push(inlines: &[Inline], passage: &mut Passage, tags: &mut Tags<'_>) {
    for inline in inlines {
        let language = tags.language();
        match inline {
            Inline::Text { text, span } => passage.push(text, span, false, true, language),
            Inline::Code { text, span } => passage.push(text, span, true, true, language),
            Inline::Link { inlines, .. }
            | Inline::Strong { inlines, .. }
            | Inline::Emphasis { inlines, .. }
            | Inline::Strike { inlines, .. } => push(inlines, passage, tags),
            Inline::Break { span } => passage.push(" ", span, false, true, language),
            Inline::Html { span } => tags.take(span),
            Inline::FootnoteRef { .. } | Inline::Image { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str, source: &str, word: &str) -> Vec<Option<Range<usize>>> {
        text.match_indices(word)
            .map(|(at, w)| nth(text, at..at + w.len(), source))
            .collect()
    }

    #[test]
    fn words_are_found_again_behind_escapes_and_line_breaks() {
        assert_eq!(places("a b a", "a b a", "a"), [Some(0..1), Some(4..5)]);
        assert_eq!(
            places("giá 5* rồi giá", "giá 5\\* rồi\n  giá", "giá"),
            [Some(0..4), Some(17..21)]
        );
        assert_eq!(places("& a", "&amp; a", "&"), [Some(0..1)]);
        assert_eq!(places("x", "y", "x"), [None]);
    }
}
