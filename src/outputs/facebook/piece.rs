//! A post's text as pieces that remember where their words come from, so that a fault in the text is shown where the
//! author can mend it.

use crate::content::Entry;
use crate::diagnostics::Span;
use crate::markdown::plain::Place;
use crate::yaml::{Part, Path};

/// Where words come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The program's own.
    Ours,
    /// The entry's body.
    Body(Place),
    /// A field of the front matter.
    Field(String),
    /// A key of the front matter's `facebook:`.
    Facebook(&'static str),
}

/// Words with their origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The words.
    pub text: String,
    /// Where they come from.
    pub origin: Origin,
    /// Whether the next piece follows on the next line.
    pub tight: bool,
}

impl Piece {
    /// Words that stand in a paragraph of their own.
    pub fn new(text: impl Into<String>, origin: Origin) -> Self {
        Self {
            text: text.into(),
            origin,
            tight: false,
        }
    }

    /// The place of some of its words in the entry's file.
    pub fn span(&self, entry: &Entry, words: &str) -> Span {
        span(&self.origin, entry, words)
    }
}

/// The place of some words of a piece: exactly where they stand literally in the source, else the piece as a whole.
pub(super) fn span(origin: &Origin, entry: &Entry, words: &str) -> Span {
    let root = Path::Root;
    let (whole, within) = match origin {
        Origin::Ours => return entry.front_span(),
        Origin::Body(place) => {
            let span = entry.span(place.clone());
            let range = span.range();
            (span, range)
        }
        Origin::Field(name) => field(entry, &root.key(name)),
        Origin::Facebook(key) => field(entry, &root.key("facebook").key(key)),
    };
    let found = entry
        .text
        .get(within.clone())
        .filter(|_| !words.is_empty())
        .and_then(|text| text.find(words));
    match found {
        Some(at) => {
            let start = within.start + at;
            Span::new(&entry.file, start..start + words.len())
        }
        None => whole,
    }
}

/// A field's place, and the rest of the front matter from there: a value of several lines is located by its first.
fn field(entry: &Entry, path: &Path<'_>) -> (Span, std::ops::Range<usize>) {
    let span = entry.field_span(path, Part::Value);
    let end = (entry.front_at.end as usize).max(span.range().end);
    let range = span.range().start..end;
    (span, range)
}

/// The text of pieces: paragraphs parted by an empty line.
pub(super) fn join(pieces: &[Piece]) -> String {
    let mut out = String::new();
    let mut tight = true;
    for piece in pieces.iter().filter(|p| !p.text.is_empty()) {
        if !out.is_empty() {
            out.push_str(if tight { "\n" } else { "\n\n" });
        }
        out.push_str(&piece.text);
        tight = piece.tight;
    }
    out
}
