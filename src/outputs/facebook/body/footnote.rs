//! Footnotes: legal citations stand inline as “(theo …)”, once each; other notes are left to the article.

use crate::markdown::plain::{Block, text};
use crate::text::excerpt::whole_sentences;
use crate::text::fold::fold;
use std::collections::BTreeMap;

/// Graphemes of a citation at most.
const LONGEST: usize = 140;

/// The citations of one text that have not been used yet, by label.
#[derive(Default)]
pub(super) struct Footnotes(BTreeMap<String, String>);

impl Footnotes {
    /// Of all blocks of a text.
    pub fn of(blocks: &[Block]) -> Self {
        let mut notes = BTreeMap::new();
        for block in blocks {
            if let Block::FootnoteDef { label, blocks, .. } = block {
                let words = text(blocks).replace('\n', " ");
                if is_legal(&words) {
                    notes
                        .entry(label.clone())
                        .or_insert_with(|| citation(&words));
                }
            }
        }
        Self(notes)
    }

    /// The citation of a label, the first time it is asked for.
    pub fn cite(&mut self, label: &str) -> Option<String> {
        let citation = self.0.remove(label)?;
        // The same law cited under another label says nothing new.
        self.0.retain(|_, other| *other != citation);
        Some(citation)
    }
}

/// Whether a note names a legal document.
fn is_legal(note: &str) -> bool {
    const NAMES: [&str; 18] = [
        "hien phap",
        "bo luat",
        "luat ",
        "phap lenh",
        "nghi dinh",
        "nghi quyet",
        "quyet dinh",
        "thong tu",
        "chi thi",
        "cong van",
        "huong dan so",
        "ke hoach so",
        "labour code",
        "labor code",
        "law on",
        "decree",
        "circular",
        "resolution",
    ];
    let folded = fold(note);
    NAMES.iter().any(|name| folded.contains(name)) || note.contains("Điều ") || has_number(note)
}

/// Whether it has a document's number: `145/2020/NĐ-CP` (form by NĐ 30/2020/NĐ-CP, Appendix I).
fn has_number(note: &str) -> bool {
    note.split_whitespace().any(|word| {
        let mut parts = word.splitn(3, '/');
        let is_digits = |p: Option<&str>| {
            p.is_some_and(|p| !p.is_empty() && p.chars().all(|c| c.is_ascii_digit()))
        };
        is_digits(parts.next())
            && is_digits(parts.next())
            && parts
                .next()
                .is_some_and(|p| p.starts_with(char::is_uppercase))
    })
}

fn citation(note: &str) -> String {
    let note = note.trim();
    let bare = [
        "Theo ", "theo ", "Xem ", "xem ", "Under ", "under ", "See ", "see ",
    ]
    .iter()
    .find_map(|p| note.strip_prefix(p))
    .unwrap_or(note);
    whole_sentences(bare, LONGEST)
        .trim_end_matches(['.', ' '])
        .to_owned()
}
