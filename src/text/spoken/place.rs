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

    /// A whole word here that no rule can know: small letters, perhaps after a capital, with a space,
    /// comma or the like behind. Most of a text.
    pub fn plain_word(&self) -> Option<&'a str> {
        if self.before.ends_with(is_word) {
            return None;
        }
        let mut chars = self.rest.char_indices();
        let (_, first) = chars.next()?;
        if !first.is_alphabetic() {
            return None;
        }
        let (end, behind) = chars
            .find(|&(_, c)| !c.is_lowercase())
            .unwrap_or((self.rest.len(), '\n'));
        let plain = match behind {
            ' ' | ',' | ';' | '\n' | '”' | ')' | '!' | '?' => true,
            '.' => self.rest.get(end + 1..)?.starts_with([' ', '\n']) && end > 4,
            _ => false,
        };
        let capital = first.is_uppercase();
        let word = self.rest.get(..end)?;
        let known = capital && (end <= first.len_utf8() || matches!(word, "Cty" | "Covid"));
        (plain && !known && word != "đ" && word != "v").then_some(word)
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

/// The word a text ends with.
pub(super) fn last_word(text: &str) -> &str {
    let start = text
        .char_indices()
        .rev()
        .take_while(|&(_, c)| is_word(c))
        .last()
        .map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or_default()
}
