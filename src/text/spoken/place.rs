//! A place in the text and what stands around it.

use crate::text::fold::fold;
use crate::text::letter::is_latin_mark;

/// A place at which rules are tried.
pub(super) struct Place<'a> {
    /// Everything before.
    pub before: &'a str,
    /// Everything from here on.
    pub rest: &'a str,
}

/// Whether the character belongs to a word or number.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_latin_mark(c)
}

impl<'a> Place<'a> {
    /// The place at a byte offset; `None` at the end.
    pub fn new(text: &'a str, at: usize) -> Option<Place<'a>> {
        let (before, rest) = text.split_at_checked(at)?;
        (!rest.is_empty()).then_some(Place { before, rest })
    }

    /// A later place in the same text.
    pub fn after(&self, bytes: usize) -> &'a str {
        self.rest.get(bytes..).unwrap_or_default()
    }

    /// The word that starts here, without marks around it.
    pub fn word(&self) -> &'a str {
        word_of(self.rest)
    }

    /// The word just before, folded, with only spaces between; empty if there is none.
    pub fn previous(&self) -> String {
        fold(last_word(self.before.trim_end_matches([' ', '\u{A0}'])))
    }

    /// The word before, folded, with spaces, a colon or a bracket between.
    pub fn label(&self) -> String {
        fold(last_word(
            self.before.trim_end_matches([' ', '\u{A0}', ':', '(']),
        ))
    }

    /// The last hundred letters of this sentence before here, folded.
    pub fn sentence_so_far(&self) -> String {
        let start = self.before.rfind(['.', ';', '\n']).map_or(0, |at| at + 1);
        let sentence = self.before.get(start..).unwrap_or_default();
        let skip = sentence.chars().count().saturating_sub(100);
        fold(&sentence.chars().skip(skip).collect::<String>())
    }
}

/// The word a text starts with.
pub(super) fn word_of(text: &str) -> &str {
    let end = text.find(|c| !is_word(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// The digits a text starts with.
pub(super) fn digits_of(text: &str) -> &str {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// The text after spaces (no line breaks), and how many bytes they were.
pub(super) fn after_spaces(text: &str) -> (usize, &str) {
    let rest = text.trim_start_matches([' ', '\u{A0}', '\u{202F}']);
    (text.len() - rest.len(), rest)
}

fn last_word(text: &str) -> &str {
    let start = text
        .char_indices()
        .rev()
        .take_while(|&(_, c)| is_word(c))
        .last()
        .map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or_default()
}
