//! Where Facebook folds a text behind “Xem thêm”, and how long a text is.
//!
//! Meta publishes no figures. Three lines on phones (about 125 characters) and about 477 characters on desktop are what
//! several vendors of publishing tools report (FACTS §5, “third parties”); they may change without notice, so a post
//! should say what matters well before them.

use crate::text::excerpt::graphemes;
use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;

/// Lines that a phone shows.
pub(super) const PHONE_LINES: usize = 3;
/// Graphemes that a phone shows.
pub(super) const PHONE_CHARACTERS: usize = 125;
/// Graphemes on one line of a phone: 125 over three lines.
const PHONE_LINE: usize = 42;
/// Graphemes that a desktop shows.
const DESKTOP_CHARACTERS: usize = 477;

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Fold {
    /// Graphemes before it: what a reader calls characters.
    pub graphemes: usize,
    /// UTF-16 units before it: how JavaScript and the Graph API count.
    pub utf16: usize,
    /// Bytes before it.
    #[serde(skip)]
    pub bytes: usize,
}

/// UTF-16 units of a text.
pub(super) fn utf16(text: &str) -> usize {
    text.encode_utf16().count()
}

fn at(text: &str, bytes: usize) -> Fold {
    let shown = text.get(..bytes).unwrap_or(text).trim_end();
    Fold {
        graphemes: graphemes(shown),
        utf16: utf16(shown),
        bytes: shown.len(),
    }
}

/// Where a phone folds the text; `None` where it shows all of it.
pub(super) fn phone(text: &str) -> Option<Fold> {
    let by_lines = nth_line(text, PHONE_LINES);
    let by_length = word_end(text, PHONE_CHARACTERS);
    let bytes = [by_lines, by_length].into_iter().flatten().min()?;
    Some(at(text, bytes))
}

/// Where a desktop folds the text; `None` where it shows all of it.
pub(super) fn desktop(text: &str) -> Option<Fold> {
    word_end(text, DESKTOP_CHARACTERS).map(|bytes| at(text, bytes))
}

/// How many lines a text takes on a phone.
pub(super) fn phone_lines(text: &str) -> usize {
    let mut lines = 0;
    wrap(text, |_| {
        lines += 1;
        true
    });
    lines
}

/// Where line number `n` (from 0) starts on a phone; `None` where there are fewer.
fn nth_line(text: &str, n: usize) -> Option<usize> {
    let mut count = 0;
    let mut found = None;
    wrap(text, |start| {
        if count == n {
            found = Some(start);
        }
        count += 1;
        found.is_none()
    });
    found
}

/// Calls `line` with the start of each line as a phone breaks the text, while it says to go on.
fn wrap(text: &str, mut line: impl FnMut(usize) -> bool) {
    let mut at = 0;
    for written in text.split('\n') {
        if !line(at) {
            return;
        }
        let (mut column, mut offset) = (0, at);
        for word in written.split_inclusive(' ') {
            let whole = graphemes(word);
            let width = graphemes(word.trim_end());
            if column > 0 && column + width > PHONE_LINE {
                if !line(offset) {
                    return;
                }
                column = 0;
            }
            // A word longer than the line, or Khmer without spaces, breaks where the line ends.
            if width > PHONE_LINE {
                let breaks = word
                    .grapheme_indices(true)
                    .skip(PHONE_LINE)
                    .step_by(PHONE_LINE);
                for (inside, _) in breaks {
                    if !line(offset + inside) {
                        return;
                    }
                }
                column = width % PHONE_LINE;
            } else {
                column += whole;
            }
            offset += word.len();
        }
        at += written.len() + 1;
    }
}

/// The end of the last word that fits into so many graphemes; `None` where the whole text does.
fn word_end(text: &str, most: usize) -> Option<usize> {
    let (limit, _) = text.grapheme_indices(true).nth(most)?;
    let head = text.get(..limit)?;
    let next_is_gap = text.get(limit..)?.starts_with(char::is_whitespace);
    let end = match head.rfind(char::is_whitespace) {
        Some(at) if !next_is_gap && at * 2 > limit => at,
        _ => limit,
    };
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_phone_shows_three_lines() {
        assert_eq!(phone("Ngắn.\nHai.\nBa."), None);
        let fold = phone("Ngắn.\n\nHai.\nBa.").unwrap();
        assert_eq!((fold.graphemes, fold.utf16), (11, 11));
        let long = "công đoàn ".repeat(20);
        let fold = phone(&long).unwrap();
        assert!((100..=125).contains(&fold.graphemes), "{fold:?}");
        assert!(!long[..fold.bytes].ends_with("đo"), "never within a word");
    }

    #[test]
    fn counts_what_people_and_programs_count() {
        let family = "👨‍👩‍👧 công";
        assert_eq!((graphemes(family), utf16(family)), (6, 13));
        assert_eq!(desktop(&"a".repeat(477)), None);
        assert_eq!(desktop(&"a".repeat(478)).map(|f| f.graphemes), Some(477));
        assert_eq!(phone_lines(&"a".repeat(43)), 2);
        assert_eq!(phone_lines("Chị Hạnh\nanh Ba"), 2);
    }

    proptest! {
        #[test]
        fn folds_stand_between_graphemes(text in "(\\PC|\n|\u{200B}|ក្រ|👨‍👩‍👧| ){0,300}") {
            for fold in [phone(&text), desktop(&text)].into_iter().flatten() {
                prop_assert!(text.is_char_boundary(fold.bytes));
                prop_assert!(fold.graphemes <= 477);
            }
            prop_assert!(phone_lines(&text) >= 1);
        }
    }
}
