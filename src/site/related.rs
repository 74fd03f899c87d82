//! Entries that are close to one another: those that share the most terms, the nearest in time first.

use super::{EntryId, Site};
use std::cmp::Reverse;

/// How far along each term's list is looked, to either side: enough to find the close ones, and independent of how
/// long the list is.
const REACH: usize = 6;

impl Site {
    /// At most `most` related entries, the closest first; the neighbours on the page anyway are not among them.
    pub fn related(&self, id: EntryId, most: usize) -> Vec<EntryId> {
        let mut near: Vec<EntryId> = Vec::new();
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
            let end = term.entries.len().min(from + 2 * REACH + 1);
            let around = term.entries.get(from..end);
            near.extend(around.unwrap_or_default());
        }
        let (older, newer) = self.neighbours(id);
        near.retain(|other| *other != id && Some(*other) != older && Some(*other) != newer);
        near.sort_unstable();
        let mut found: Vec<(usize, EntryId)> = near
            .chunk_by(|a, b| a == b)
            .filter_map(|same| Some((same.len(), *same.first()?)))
            .collect();
        // Most share one term, and are not looked at when enough share two.
        found.sort_by_key(|(shared, _)| Reverse(*shared));
        let least = found.iter().take(most).next_back();
        let least = least.map_or(0, |(shared, _)| *shared);
        found.truncate(found.partition_point(|(shared, _)| *shared >= least));
        let kind = &self.entry(id).path.kind;
        found.sort_by_cached_key(|(shared, other)| {
            let entry = self.entry(*other);
            (
                Reverse(*shared),
                entry.path.kind != *kind,
                Reverse(entry.front.common.date),
                *other,
            )
        });
        found.truncate(most);
        found.into_iter().map(|(_, other)| other).collect()
    }
}
