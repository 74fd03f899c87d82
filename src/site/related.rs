//! Entries that are close to one another: those that share the most terms, the nearest in time first.

use super::{EntryId, Site};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How far along each term's list is looked, to either side: enough to find the close ones, and independent of how
/// long the list is.
const REACH: usize = 6;

impl Site {
    /// At most `most` related entries, the closest first; the neighbours on the page anyway are not among them.
    pub fn related(&self, id: EntryId, most: usize) -> Vec<EntryId> {
        let mut shared: BTreeMap<EntryId, u32> = BTreeMap::new();
        for m in self.memberships(id) {
            let Some(term) = self
                .taxonomies
                .get(usize::from(m.taxonomy))
                .and_then(|t| t.terms.get(m.term as usize))
            else {
                continue;
            };
            let place = m.place as usize;
            let from = place.saturating_sub(REACH);
            for other in term
                .entries
                .iter()
                .skip(from)
                .take(2 * REACH + 1)
                .filter(|o| **o != id)
            {
                *shared.entry(*other).or_default() += 1;
            }
        }
        let (older, newer) = self.neighbours(id);
        let kind = &self.entry(id).path.kind;
        let mut found: Vec<(EntryId, u32)> = shared
            .into_iter()
            .filter(|(other, _)| Some(*other) != older && Some(*other) != newer)
            .collect();
        found.sort_by_key(|(other, n)| {
            let entry = self.entry(*other);
            (
                Reverse(*n),
                entry.path.kind != *kind,
                Reverse(entry.front.common.date),
                *other,
            )
        });
        found
            .into_iter()
            .take(most)
            .map(|(other, _)| other)
            .collect()
    }
}
