//! The plain words gathered on the way: excerpt and length.

use super::super::slice::clamp32;
use super::{Render, Wanted};
use crate::text::{excerpt::truncate, sentence::syllables};
use std::ops::Range;

/// Characters in an excerpt, at most.
const EXCERPT: usize = 300;

/// Which words the excerpt is made of.
#[derive(Default)]
pub(super) struct Excerpt {
    /// The first paragraph that stands by itself.
    paragraph: Option<Range<usize>>,
    /// The first paragraph or list item anywhere.
    other: Option<Range<usize>>,
}

impl Render<'_, '_, '_, '_> {
    /// Notes the words of a paragraph (or of a list item that has none) for the excerpt.
    pub(super) fn note_excerpt(&mut self, from: usize, is_paragraph: bool) {
        let alone = is_paragraph && self.nesting == 0;
        if self.excerpt.paragraph.is_some() || (!alone && self.excerpt.other.is_some()) {
            return;
        }
        let words = self.words.get(from..).unwrap_or_default();
        if words.trim().is_empty() {
            return;
        }
        let end = from
            + words
                .trim_start()
                .find('\n')
                .map_or(words.len(), |i| words.len() - words.trim_start().len() + i);
        let range = Some(from..end);
        if alone {
            self.excerpt.paragraph = range;
        } else {
            self.excerpt.other = range;
        }
    }

    pub(super) fn finish_words(&mut self) {
        let range = self.excerpt.paragraph.take().or(self.excerpt.other.take());
        let own = range
            .and_then(|range| self.words.get(range))
            .map(excerpt)
            .filter(|e| !e.is_empty());
        if let Some(own) = own {
            self.doc.excerpt = own;
        } else if let Some(inner) = self.doc.components.iter().find_map(|c| c.body.excerpt()) {
            self.doc.excerpt = inner.to_owned();
        }
        let words = std::mem::take(&mut self.words);
        self.count_syllables(&words);
    }

    pub(super) fn count_syllables(&mut self, text: &str) {
        if self.page.wanted != Wanted::Html {
            self.doc.syllables += clamp32(syllables(text));
        }
    }
}

/// At most [`EXCERPT`] characters, cut between words.
fn excerpt(words: &str) -> String {
    let words = words.trim();
    let Some((limit, _)) = words.char_indices().nth(EXCERPT) else {
        return words.to_owned();
    };
    match words.get(..limit).and_then(|head| head.rsplit_once(' ')) {
        Some((head, _)) if head.len() * 2 > limit => {
            let head =
                head.trim_end_matches([',', ';', ':', '.', '…', '-', '–', '—', '(', '“', '/', ' ']);
            format!("{head}…")
        }
        _ => {
            // Only as much as can be needed: counting graphemes is slow.
            let near = words.char_indices().nth(EXCERPT + 40);
            let near = near.map_or(words.len(), |(at, _)| at);
            truncate(words.get(..near).unwrap_or(words), EXCERPT).into_owned()
        }
    }
}
