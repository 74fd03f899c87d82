//! What the ledger becomes when the site is published.

use super::super::{EntryId, Route, Site, Withheld};
use super::{Fact, Fate, Identity, Line, write};
use std::collections::BTreeMap;

/// The ledger with all addresses that this site has, each with its entry as it is known now, as text; `None` where it
/// says all that already. Former addresses go with their entries, so that each step of a chain of renames is followed
/// from the one before, and nothing has to be remembered of the steps.
pub fn renewed(site: &Site) -> Option<String> {
    let ledger = &site.addresses.ledger;
    if ledger.is_faulty() {
        return None;
    }
    let mut facts: BTreeMap<Route, Vec<Fact>> = BTreeMap::new();
    for (route, id) in pages(site) {
        if let Some(fact) = fact(site, &route, id) {
            facts.insert(route, vec![fact]);
        }
    }
    for (route, lines) in ledger.routes() {
        let said = match site.addresses.fate(route) {
            None if facts.contains_key(route) => continue,
            Some(Fate::Withdrawn) => continue,
            Some(Fate::Retired | Fate::Withheld(_, Withheld::Withdrawn)) => Some(Fact::Retired),
            Some(Fate::Leads(_, Some(id))) => fact(site, route, *id),
            Some(Fate::Covered) => site
                .redirect(route)
                .and_then(|r| fact(site, route, site.by_file(&r.origin)?)),
            Some(Fate::Withheld(file, _)) => site
                .withheld_from(file)
                .map(|(entry, _)| Fact::Entry(Identity::of(entry))),
            None | Some(Fate::Leads(_, None) | Fate::Unread | Fate::Vanished) => None,
        };
        facts.insert(
            route.clone(),
            said.map_or_else(|| kept(site, lines), |f| vec![f]),
        );
    }
    let after: Vec<(&Route, &Fact)> = facts
        .iter()
        .flat_map(|(route, facts)| facts.iter().map(move |fact| (route, fact)))
        .collect();
    let before = ledger.lines.iter().map(|l| (&l.route, &l.fact));
    (!before.eq(after.iter().copied())).then(|| write::text(&ledger.remarks, after))
}

/// Every address of an entry: its page, and the aliases that lead there.
fn pages(site: &Site) -> impl Iterator<Item = (Route, EntryId)> {
    let aliases = site.redirects.iter().filter_map(|redirect| {
        let id = site.by_file(&redirect.origin)?;
        Some((redirect.from.clone(), id))
    });
    let own = site.ids().map(|id| (site.route(id).clone(), id));
    aliases.chain(own)
}

/// That an address is an entry's; `None` for what only a preview shows, and for names that the ledger cannot hold.
fn fact(site: &Site, route: &Route, id: EntryId) -> Option<Fact> {
    let entry = site.entry(id);
    let holds = site.mark(id).is_none() && write::fits(route, &entry.file);
    holds.then(|| Fact::Entry(Identity::of(entry)))
}

/// What stays of an address of which nothing new is known: a decision, or else all that was known, without repeats and
/// without the names of those who withdrew.
fn kept(site: &Site, lines: &[Line]) -> Vec<Fact> {
    let decision = lines.iter().find(|l| !matches!(l.fact, Fact::Entry(_)));
    if let Some(decision) = decision {
        return vec![decision.fact.clone()];
    }
    let mut facts: Vec<Fact> = lines
        .iter()
        .map(|line| match &line.fact {
            Fact::Entry(identity) if site.withdrawn.named_in(&identity.file) => Fact::Retired,
            fact => fact.clone(),
        })
        .collect();
    facts.sort();
    facts.dedup();
    facts
}
