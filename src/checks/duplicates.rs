//! Entries that say nearly the same.
//!
//! Whoever copies an entry and changes a little leaves at least one paragraph as it was. So only entries with a long line
//! in common are compared in full: for a site of distinct entries this costs one hash a line.

use super::{Check, Findings, Rule};
use crate::diagnostics::Diagnostic;
use crate::outputs::{Plan, World};
use crate::site::EntryId;
use crate::text::similarity::{Fingerprint, fingerprint, pairs};
use rayon::prelude::*;
use std::collections::BTreeSet;
use xxhash_rust::xxh3::xxh3_64;

/// Likeness from which two entries count as one written twice: seven of ten runs of words in common.
const ALIKE: f64 = 0.7;
/// Shorter lines are alike by chance.
const LINE: usize = 80;
/// Entries that share a line; more are a template's doing.
const COMMON: usize = 30;

/// Near-duplicates.
pub(super) struct Duplicates;

impl Check for Duplicates {
    fn rules(&self) -> &'static [Rule] {
        const { &[Rule::warning("E008", "near-duplicate")] }
    }

    fn site(&self, world: &World, _plan: &Plan, found: &mut Findings<'_>) {
        if !found.wants("E008") {
            return;
        }
        let candidates = candidates(world);
        let prints: Vec<Fingerprint> = candidates
            .par_iter()
            .map(|id| fingerprint(world.site.entry(*id).body()))
            .collect();
        for (a, b, alike) in pairs(&prints, ALIKE) {
            let (Some(a), Some(b)) = (candidates.get(a), candidates.get(b)) else {
                continue;
            };
            let (first, second) = (world.site.entry(*a), world.site.entry(*b));
            let percent = (alike * 100.0).round();
            found.push(Diagnostic::warning(
                "E008",
                second.front_span(),
                format!(
                    "Bài này giống bài {} tới {percent}%. Nếu là một bài chép lại, hãy giữ một bài và thêm aliases cho địa chỉ kia.",
                    first.file
                ),
                format!(
                    "This entry is {percent}% the same as {}. If it is a copy, keep one and add the other's address to its aliases.",
                    first.file
                ),
            ));
        }
    }
}

/// Entries that share a long line with another of the same language.
fn candidates(world: &World) -> Vec<EntryId> {
    let ids: Vec<EntryId> = world.site.pages().collect();
    let mut lines: Vec<(u64, EntryId)> = ids
        .par_iter()
        .flat_map_iter(|id| {
            let long = world.site.entry(*id).body().lines();
            long.filter(|l| l.len() >= LINE)
                .map(|l| (xxh3_64(l.trim().as_bytes()), *id))
        })
        .collect();
    lines.par_sort_unstable();
    lines.dedup();
    let shared = lines
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|holders| (2..=COMMON).contains(&holders.len()));
    let all: BTreeSet<EntryId> = shared.flatten().map(|(_, id)| *id).collect();
    all.into_iter().collect()
}
