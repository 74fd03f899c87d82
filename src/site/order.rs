//! In which order lists show their entries.

use super::EntryId;
use crate::content::Entry;
use std::cmp::Reverse;
use std::sync::Arc;

/// Those with a weight first, the lightest first; then the newest; then by path, so that the order is always the same.
pub(super) fn sort(ids: &mut [EntryId], entries: &[Arc<Entry>]) {
    ids.sort_by_cached_key(|id| {
        let common = &entries[id.0 as usize].front.common;
        (
            common.weight.is_none(),
            common.weight,
            Reverse(common.date),
            *id,
        )
    });
}
