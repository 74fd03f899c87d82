//! What a result shows: title, address, date, summary and the text that excerpts are cut from.

use super::index::SearchDoc;
use serde::Serialize;

/// Uncompressed size a block aims at, in bytes; ten results then cost about ten times 1.2 kB.
const BLOCK: usize = 2800;

/// Bytes of a document that are not its text, roughly.
const FRAME: usize = 150;

/// Documents per block: one on small sites (whole texts, exact excerpts), up to four on large ones (so that
/// writing the blocks stays a small part of the build).
pub(super) fn size(documents: usize) -> usize {
    match documents {
        0..=400 => 1,
        401..=1500 => 2,
        _ => 4,
    }
}

/// One document as the client reads it: `[title, route, summary, text, lang]`; `lang` is empty when it is the
/// index's own.
#[derive(Serialize)]
pub(super) struct Shown<'a>(&'a str, &'a str, &'a str, String, &'a str);

impl<'a> Shown<'a> {
    /// Of a document with its text, in an index with so many documents a block.
    pub(super) fn new(doc: &'a SearchDoc, body: &str, size: usize, lang: &str) -> Shown<'a> {
        let used = FRAME + doc.title.len() + doc.summary.len();
        let room = (BLOCK / size.max(1)).saturating_sub(used).max(200);
        let other = if doc.lang == lang { "" } else { &doc.lang };
        Shown(
            &doc.title,
            &doc.route,
            &doc.summary,
            beginning(body, room),
            other,
        )
    }
}

/// The first words, at most `room` bytes, with one space between them.
fn beginning(text: &str, room: usize) -> String {
    let mut out = String::with_capacity(room.min(text.len()));
    for word in text.split_ascii_whitespace() {
        let left = room - out.len();
        if word.len() < left {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        } else {
            if out.is_empty() {
                out.extend(word.chars().take(room / 4));
            }
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_between_words() {
        assert_eq!(beginning("  công  đoàn\ncơ sở ", 15), "công đoàn");
        assert_eq!(beginning("សហជីពសហជីព", 8), "សហ");
        assert_eq!(beginning("ngắn", 100), "ngắn");
    }
}
