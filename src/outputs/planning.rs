//! Asking all outputs for their claims: of each entry by itself, then of the site.

use super::{ALL, Claims, Output, Plan, World};
use crate::diagnostics::{Diags, FilePath};
use crate::site::EntryId;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Entries that one thread takes on at once.
const SHARE: usize = 256;

/// What was said while planning.
#[derive(Clone, Debug, Default)]
pub struct PlanFaults {
    /// Of single entries, by their files; those of which nothing was said are left out.
    pub entries: BTreeMap<FilePath, Diags>,
    /// Of all else.
    pub site: Diags,
}

impl PlanFaults {
    /// All of it.
    pub fn all(&self) -> Diags {
        let mut all = self.site.clone();
        for diags in self.entries.values() {
            all.extend(diags.clone());
        }
        all
    }
}

/// The plan of a whole site: route → recipe.
pub fn plan(world: &World) -> (Plan, PlanFaults) {
    let mut plan = Plan::default();
    let mut faults = PlanFaults::default();
    let ids: Vec<EntryId> = world.site.ids().collect();
    let each = ids.par_iter().with_max_len(SHARE);
    let claims: Vec<(Claims, Diags)> = each.map(|id| claims(world, *id)).collect();
    for (id, (claims, said)) in ids.iter().zip(claims) {
        plan.claim_all(claims);
        if !said.is_empty() {
            faults
                .entries
                .insert(world.site.entry(*id).file.clone(), said);
        }
    }
    for output in on(world) {
        plan.output = output.name();
        faults.site.extend(output.plan(world, &mut plan));
    }
    faults.site.extend(plan.take_faults());
    (plan, faults)
}

/// The plan after the entries `ids` were exchanged for others of the same standing ([`crate::site::same_standing`]), and
/// what is said of them and of `others`, whose claims are as they were. `None` where only planning the
/// whole can tell; with `fixed` also where routes change.
pub fn replan(
    plan: &Plan,
    before: &World,
    after: &World,
    ids: &[EntryId],
    others: &[EntryId],
    fixed: bool,
) -> Option<(Plan, BTreeMap<FilePath, Diags>)> {
    let mut plan = plan.clone();
    let mut said = BTreeMap::new();
    for id in ids {
        let (old, _) = claims(before, *id);
        let (new, diags) = claims(after, *id);
        plan = plan.exchanged(&old, new, fixed)?;
        said.insert(after.site.entry(*id).file.clone(), diags);
    }
    let checked: Vec<Diags> = others.par_iter().map(|id| claims(after, *id).1).collect();
    for (id, diags) in others.iter().zip(checked) {
        said.insert(after.site.entry(*id).file.clone(), diags);
    }
    Some((plan, said))
}

/// What all outputs claim for one entry, and say of it.
fn claims(world: &World, id: EntryId) -> (Claims, Diags) {
    let mut claims = Claims::default();
    let mut diags = Diags::new();
    for output in on(world) {
        claims.output = output.name();
        diags.extend(output.plan_entry(world, id, &mut claims));
    }
    (claims, diags)
}

fn on(world: &World) -> impl Iterator<Item = &'static dyn Output> {
    ALL.iter()
        .copied()
        .filter(|o| world.config.outputs.on(o.name()))
}
