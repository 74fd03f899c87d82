//! All checks of a site, entries in parallel.

use super::levels::{Levels, unknown};
use super::lexicon::Lexicon;
use super::{Check, Findings, Memory, Subject};
use crate::content::Entry;
use crate::diagnostics::{Diagnostic, Diags};
use crate::outputs::{Plan, World};
use crate::source::fingerprint;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Findings of one rule in one entry that are shown; the rest is counted.
const MOST: usize = 12;

/// Checks every shown entry and the site as a whole. What `memory` knows of unchanged entries is not looked for again.
/// In a preview the site as a whole is left out: it would be looked through again after every keystroke.
pub fn run(world: &World, plan: &Plan, memory: &Memory) -> Diags {
    let levels = Levels::of(&world.config);
    let mut diags = unknown(&world.config);
    let families = levels.families();
    diags.extend(entries(world, &families, &levels, memory));
    if !world.options.preview {
        let whole: Vec<Diags> = families
            .par_iter()
            .map(|check| {
                let mut found = Findings::new(&levels);
                check.site(world, plan, &mut found);
                found.into_diags()
            })
            .collect();
        whole.into_iter().for_each(|d| diags.extend(d));
    }
    diags
}

fn entries(
    world: &World,
    families: &[&'static dyn Check],
    levels: &Levels,
    memory: &Memory,
) -> Diags {
    if families.is_empty() {
        return Diags::new();
    }
    let surroundings = [world.config.hash, world.theme.hash()].map(u128::to_le_bytes);
    let key = |entry: &Entry| {
        let mut all = surroundings.concat();
        all.extend(entry.hash.to_le_bytes());
        all.extend(entry.file.as_bytes());
        fingerprint(&all)
    };
    let entries: Vec<&Arc<Entry>> = world.site.entries.iter().collect();
    let looked: Vec<(u128, bool, Diags)> = entries
        .par_iter()
        // A lexicon for few entries would learn the language again and again.
        .with_min_len(64)
        .map_init(Lexicon::default, |lexicon, entry| {
            let key = key(entry);
            if let Some(known) = memory.get(key) {
                return (key, false, known);
            }
            let subject = Subject::new(&world.config, entry, &world.dialect, lexicon);
            let mut found = Findings::new(levels);
            families
                .iter()
                .for_each(|check| check.entry(&subject, &mut found));
            (key, true, limited(found.into_diags()))
        })
        .collect();
    let current: Vec<u128> = looked.iter().map(|(key, ..)| *key).collect();
    let (mut fresh, mut diags) = (Vec::new(), Diags::new());
    for (key, is_fresh, said) in looked {
        if is_fresh {
            fresh.push((key, said.clone()));
        }
        diags.extend(said);
    }
    memory.put(fresh, &current);
    diags
}

/// The first findings of each rule; the last of them says how many more there are. Those that `check --fix` can mend
/// are all kept.
fn limited(diags: Diags) -> Diags {
    let mut all: Vec<Diagnostic> = diags.into_iter().collect();
    all.sort_by(|a, b| (a.code, &a.span).cmp(&(b.code, &b.span)));
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    all.iter()
        .for_each(|d| *count.entry(d.code).or_default() += 1);
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    all.retain_mut(|d| {
        let (n, of) = (seen.entry(d.code).or_default(), count.get(d.code).copied());
        *n += 1;
        let more = of.unwrap_or(0).saturating_sub(MOST);
        let mendable = d.fix.as_ref().is_some_and(|f| f.edit.is_some());
        if *n == MOST && more > 0 && !mendable {
            d.vi.push_str(&format!(" (và {more} chỗ nữa trong bài này)"));
            d.en.push_str(&format!(" (and {more} more in this entry)"));
        }
        *n <= MOST || mendable
    });
    all.into_iter().collect()
}
