//! Markdown as a person would read it aloud: headings and items become sentences, numbered items say their number, small
//! tables are told row by row, and what cannot be heard (pictures, files, code, notes of law) is left out. One example
//! of each construct stands in `tests/spoken/`.

mod component;
mod quote;
mod table;

use crate::markdown::Word;
use crate::markdown::plain::{Block, Inline, Item};
use crate::text::sentence::sentences;
use crate::text::spoken::{cardinal, speak};

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::outputs) enum Kind {
    /// A heading.
    Heading,
    /// Running text.
    Prose,
    /// A list or table, one item a line.
    List,
}

/// A passage of the text: lines of whole sentences, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::outputs) struct Passage {
    /// What it is.
    pub kind: Kind,
    /// Its lines.
    pub lines: Vec<String>,
}

/// The words that are said though nobody wrote them.
#[derive(Clone, Debug)]
pub(in crate::outputs) struct Words {
    /// The language.
    pub lang: String,
    /// Before a numbered item; `{number}` is its number.
    pub item: String,
    /// Before a step; likewise.
    pub step: String,
    /// Titles of alerts and of notes without a title: note, tip, important, warning, caution.
    pub alerts: [String; 5],
}

impl Default for Words {
    /// Those of Vietnamese.
    fn default() -> Self {
        Self {
            lang: "vi".to_owned(),
            item: "Thứ {number}".to_owned(),
            step: "Bước {number}".to_owned(),
            alerts: ["Ghi chú", "Mẹo nhỏ", "Quan trọng", "Cẩn thận", "Nguy hiểm"]
                .map(str::to_owned),
        }
    }
}

impl Words {
    fn alert(&self, word: Word) -> &str {
        let [note, tip, important, warning, caution] = &self.alerts;
        match word {
            Word::Tip => tip,
            Word::Important => important,
            Word::Warning => warning,
            Word::Caution => caution,
            _ => note,
        }
    }

    /// `Thứ nhất`, `Bước hai`: the number in words in Vietnamese, in digits elsewhere.
    fn numbered(&self, pattern: &str, number: u64) -> String {
        let is_vietnamese = self.lang == "vi";
        let ordinal = is_vietnamese && pattern == self.item;
        let words = match number {
            1 if ordinal => "nhất".to_owned(),
            4 if ordinal => "tư".to_owned(),
            n if is_vietnamese => cardinal(&n.to_string()),
            n => n.to_string(),
        };
        pattern.replace("{number}", &words)
    }

    /// An item with its number before it. Two colons in one breath confuse: a full stop stands for the first.
    pub fn item(&self, pattern: &str, number: u64, item: &str) -> String {
        let stop = if item.contains(':') { '.' } else { ':' };
        format!("{}{stop} {item}", self.numbered(pattern, number))
    }

    /// A text in spoken words. Only Vietnamese is known; other languages are read as they are written.
    pub fn speak(&self, text: &str) -> String {
        match self.lang.as_str() {
            "vi" => speak(text),
            _ => text.to_owned(),
        }
    }
}

/// The passages of a text.
pub(in crate::outputs) fn passages(blocks: &[Block], words: &Words) -> Vec<Passage> {
    let mut reader = Reader {
        words,
        out: Vec::new(),
    };
    reader.blocks(blocks);
    reader.announce_nothing();
    reader.out
}

struct Reader<'w> {
    words: &'w Words,
    out: Vec<Passage>,
}

impl Reader<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { inlines, .. } => {
                self.announce_nothing();
                self.push(Kind::Heading, vec![said(inlines)]);
            }
            Block::Paragraph { inlines, .. } => self.push(Kind::Prose, vec![said(inlines)]),
            Block::List { start, items, .. } => {
                let lines = self.list(*start, items, &self.words.item);
                self.push(Kind::List, lines);
            }
            Block::Quote {
                alert: Some(word),
                blocks,
                ..
            } => {
                self.push(Kind::Heading, vec![self.words.alert(*word).to_owned()]);
                self.blocks(blocks);
            }
            Block::Quote { blocks, .. } => self.quote(blocks),
            Block::Table { header, rows, .. } => self.table(header, rows),
            Block::Component {
                name,
                argument,
                body,
                ..
            } => self.component(name, argument, body),
            Block::Definitions { items, .. } => {
                let lines = items.iter().map(|item| {
                    let meanings: Vec<String> =
                        item.meanings.iter().map(|m| self.joined(m)).collect();
                    format!("{}: {}", said(&item.term), meanings.join(" "))
                });
                let lines = lines.collect();
                self.push(Kind::List, lines);
            }
            // Nobody hears a picture or a file; a note of law is for readers.
            Block::Code { .. } | Block::Html { .. } | Block::Image { .. } => {
                self.announce_nothing()
            }
            Block::FootnoteDef { .. } | Block::Rule { .. } => {}
        }
    }

    /// Adds a passage of lines made whole sentences; empty ones are left out.
    fn push(&mut self, kind: Kind, lines: Vec<String>) {
        let lines: Vec<String> = lines.iter().filter_map(|line| sentence(line)).collect();
        if !lines.is_empty() {
            self.out.push(Passage { kind, lines });
        }
    }

    /// What was to follow a colon is not read, so the sentence that announces it is not read either.
    fn announce_nothing(&mut self) {
        let Some(line) = self.out.last_mut().and_then(|p| p.lines.last_mut()) else {
            return;
        };
        if !line.ends_with(':') {
            return;
        }
        let before = match sentences(line).as_slice() {
            [.., before, _] => before.end,
            _ => 0,
        };
        line.truncate(before);
        if let Some(passage) = self.out.last_mut() {
            passage.lines.retain(|line| !line.is_empty());
            if passage.lines.is_empty() {
                self.out.pop();
            }
        }
    }

    /// A list's lines, those of nested lists after their item.
    fn list(&self, start: Option<u64>, items: &[Item], pattern: &str) -> Vec<String> {
        let mut lines = Vec::new();
        for (i, item) in items.iter().enumerate() {
            let mut inner = Reader {
                words: self.words,
                out: Vec::new(),
            };
            inner.blocks(&item.blocks);
            let mut said: Vec<String> = Vec::new();
            for passage in inner.out {
                // Paragraphs of one item are one line; nested lists have theirs.
                match (passage.kind, said.last_mut()) {
                    (Kind::Prose, Some(line)) => {
                        line.push(' ');
                        line.push_str(&passage.lines.join(" "));
                    }
                    _ => said.extend(passage.lines),
                }
            }
            if let (Some(first), Some(line)) = (start, said.first_mut()) {
                let number = first.saturating_add(i as u64);
                *line = self.words.item(pattern, number, line);
            }
            lines.extend(said);
        }
        lines
    }

    /// Blocks as one line.
    fn joined(&self, blocks: &[Block]) -> String {
        let mut inner = Reader {
            words: self.words,
            out: Vec::new(),
        };
        inner.blocks(blocks);
        let lines: Vec<String> = inner.out.into_iter().flat_map(|p| p.lines).collect();
        lines.join(" ")
    }
}

/// Words of inlines as they are said: links by their words, nothing of pictures, marks of notes and what is struck out.
fn said(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push(inlines, &mut out);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn push(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text { text, .. } | Inline::Code { text, .. } => out.push_str(text),
            Inline::Link { inlines, .. }
            | Inline::Strong { inlines, .. }
            | Inline::Emphasis { inlines, .. } => push(inlines, out),
            Inline::Break { .. } => out.push(' '),
            Inline::FootnoteRef { .. }
            | Inline::Image { .. }
            | Inline::Html { .. }
            | Inline::Strike { .. } => {}
        }
    }
}

/// A line that begins and ends as a sentence does; `None` for one without a word.
pub(in crate::outputs) fn sentence(line: &str) -> Option<String> {
    let line = line.trim();
    if !line.contains(char::is_alphanumeric) {
        return None;
    }
    let bare = line.trim_end_matches([',', ';', ' ']);
    let mut letters = bare.chars();
    let mut out: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    out.push_str(letters.as_str());
    let closers = ['”', '’', ')', '"', '»'];
    let last = out.trim_end_matches(closers).chars().next_back();
    if !last.is_some_and(|c| matches!(c, '.' | '!' | '?' | '…' | ':' | '។' | '៕' | '៖')) {
        out.push('.');
    }
    Some(out)
}

#[cfg(test)]
mod tests;
