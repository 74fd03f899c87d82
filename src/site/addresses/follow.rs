//! What became of each address that the ledger knows.

use super::super::redirects::Redirect;
use super::super::{EntryId, Route, Section, TaxonomyPages, Withheld};
use super::heirs::Heirs;
use super::known::{Known, Who};
use super::{ADDRESSES, Addresses, Fact, Fate, Identity, Line, Past, faults};
use crate::config::SiteConfig;
use crate::content::Entry;
use crate::diagnostics::{Diagnostic, Diags, Severity};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// The site's pages, as far as they are known.
pub(in super::super) struct Pages<'a> {
    pub config: &'a SiteConfig,
    pub entries: &'a [Arc<Entry>],
    pub routes: &'a [Route],
    pub withheld: &'a [(Arc<Entry>, Withheld)],
    pub sections: &'a [Section],
    pub taxonomies: &'a [TaxonomyPages],
    /// From aliases and old names.
    pub redirects: &'a [Redirect],
}

/// Follows every address of the ledger: its fate, the redirects that come of it, and what is to be said.
pub(in super::super) fn follow(pages: &Pages, past: &Past) -> (Addresses, Vec<Redirect>, Diags) {
    let (mut out, mut diags) = (Vec::new(), Diags::new());
    let mut addresses = Addresses {
        ledger: past.ledger.clone(),
        ..Addresses::default()
    };
    if past.ledger.is_empty() {
        return (addresses, out, diags);
    }
    let live = live(pages);
    let taken = |route: &Route| {
        live.contains_key(route.as_str()) || (past.is_file)(&format!("content/static/{route}"))
    };
    let gone: Vec<(&Route, &[Line])> = past.ledger.routes().filter(|(r, _)| !taken(r)).collect();
    if gone.is_empty() {
        return (addresses, out, diags);
    }
    let mut search = Search {
        pages,
        past,
        known: Known::new(
            &past.ledger,
            pages.entries,
            pages.withheld.iter().map(|(e, _)| e),
        ),
        covered: pages.redirects.iter().map(|r| (&r.from, &r.to)).collect(),
        heirs: Heirs::new(pages, &past.ledger),
        live,
    };
    for (route, lines) in &gone {
        let (fate, fault) = search.fate(lines, &mut vec![*route]);
        for line in *lines {
            if let Fact::Entry(identity) = &line.fact {
                addresses.files.insert(identity.file.clone());
                addresses.marks.insert(identity.mark);
            }
        }
        if let Fate::Leads(to, entry) = &fate {
            let entry = entry.and_then(|id| pages.entries.get(id.0 as usize));
            addresses.files.extend(entry.map(|e| e.file.clone()));
            out.push(Redirect {
                from: (*route).clone(),
                to: to.clone(),
                title: entry.map_or_else(
                    || search.title(to),
                    |entry| entry.front.common.title.clone(),
                ),
                origin: ADDRESSES.into(),
            });
        }
        if let (Some(severity), Some(fault)) = (past.vanished, fault) {
            diags.push(search.told(fault, severity));
        }
        addresses.fates.insert((*route).clone(), fate);
    }
    (addresses, out, diags)
}

/// All pages that may take an address, those of entries with their index.
fn live<'a>(pages: &Pages<'a>) -> HashMap<&'a str, Option<usize>> {
    let mut live = HashMap::with_capacity(pages.entries.len() * 2);
    live.extend(pages.sections.iter().map(|s| (s.route.as_str(), None)));
    for taxonomy in pages.taxonomies {
        live.insert(taxonomy.route.as_str(), None);
        live.extend(taxonomy.terms.iter().map(|t| (t.route.as_str(), None)));
    }
    let entries = pages.routes.iter().enumerate();
    live.extend(entries.map(|(i, r)| (r.as_str(), Some(i))));
    live
}

/// What is wrong with an address, and the entries that may have been its own.
struct Fault<'a> {
    line: &'a Line,
    /// Where a decision leads to, if that is no page.
    to: Option<&'a Route>,
    candidates: Vec<Who>,
}

struct Search<'a> {
    pages: &'a Pages<'a>,
    past: &'a Past<'a>,
    known: Known<'a>,
    live: HashMap<&'a str, Option<usize>>,
    covered: HashMap<&'a Route, &'a Route>,
    heirs: Heirs<'a>,
}

impl<'a> Search<'a> {
    /// What became of an address that no page has. `on_the_way` are the addresses that led here.
    fn fate(
        &self,
        lines: &'a [Line],
        on_the_way: &mut Vec<&'a Route>,
    ) -> (Fate, Option<Fault<'a>>) {
        let Some(first) = lines.first() else {
            return (Fate::Vanished, None);
        };
        if self.covered.contains_key(&first.route) {
            return (Fate::Covered, None);
        }
        if self.past.withdrawn.named_in(first.route.as_str()) {
            return (Fate::Withdrawn, None);
        }
        if lines.iter().any(|l| l.fact == Fact::Retired) {
            return (Fate::Retired, None);
        }
        let decision = lines.iter().find_map(|line| match &line.fact {
            Fact::Leads(to) => Some((line, to)),
            _ => None,
        });
        match decision {
            Some((line, to)) => self.end_of(line, to, on_the_way),
            None => self.entry_of(lines, first),
        }
    }

    /// Where a decision leads in the end.
    fn end_of(
        &self,
        line: &'a Line,
        to: &'a Route,
        on_the_way: &mut Vec<&'a Route>,
    ) -> (Fate, Option<Fault<'a>>) {
        let nowhere = Fault {
            line,
            to: Some(to),
            candidates: Vec::new(),
        };
        let next = self.covered.get(to).copied().unwrap_or(to);
        if let Some(entry) = self.live.get(next.as_str()) {
            let entry = entry.map(|i| EntryId(i as u32));
            return (Fate::Leads(next.clone(), entry), None);
        }
        if (self.past.is_file)(&format!("content/static/{next}")) {
            return (Fate::Leads(next.clone(), None), None);
        }
        let lines = self.past.ledger.of(next);
        let Some(known) = lines.first().map(|l| &l.route) else {
            return (Fate::Vanished, Some(nowhere));
        };
        if on_the_way.contains(&known) {
            return (Fate::Vanished, Some(nowhere));
        }
        on_the_way.push(known);
        match self.fate(lines, on_the_way) {
            (Fate::Vanished | Fate::Retired | Fate::Withdrawn | Fate::Covered, _) => {
                (Fate::Vanished, Some(nowhere))
            }
            (fate, _) => (fate, None),
        }
    }

    fn entry_of(&self, lines: &'a [Line], first: &'a Line) -> (Fate, Option<Fault<'a>>) {
        let identities: Vec<&Identity> = lines
            .iter()
            .filter_map(|line| match &line.fact {
                Fact::Entry(identity) => Some(identity),
                _ => None,
            })
            .collect();
        let (mut found, mut doubtful) = (BTreeSet::new(), BTreeSet::new());
        for identity in &identities {
            match self.known.entry(identity) {
                Ok(who) => drop(found.insert(who)),
                Err(candidates) => doubtful.extend(candidates),
            }
        }
        if let (Some(who), 1) = (found.first(), found.len()) {
            return (self.fate_of(*who), None);
        }
        let unread = |i: &&Identity| !self.known.has_file(&i.file) && (self.past.is_file)(&i.file);
        if found.is_empty() && identities.iter().any(unread) {
            return (Fate::Unread, None);
        }
        found.append(&mut doubtful);
        let fault = Fault {
            line: first,
            to: None,
            candidates: found.into_iter().collect(),
        };
        (Fate::Vanished, Some(fault))
    }

    fn fate_of(&self, who: Who) -> Fate {
        match who {
            Who::Shown(i) => match self.pages.routes.get(i) {
                Some(route) => Fate::Leads(route.clone(), Some(EntryId(i as u32))),
                None => Fate::Vanished,
            },
            Who::Withheld(i) => match self.pages.withheld.get(i) {
                Some((entry, why)) => Fate::Withheld(entry.file.clone(), *why),
                None => Fate::Vanished,
            },
        }
    }

    /// The name of a page that is no entry's.
    fn title(&self, route: &Route) -> String {
        let section = self.pages.sections.iter().find(|s| s.route == *route);
        let term = self.pages.taxonomies.iter().flat_map(|t| &t.terms);
        let term = term.filter(|t| t.route == *route).map(|t| t.name.clone());
        let kind = section.and_then(|s| {
            let kind = self.pages.config.kind(&s.folder)?;
            Some(kind.plural.get(&s.lang).to_owned())
        });
        let named = term.chain(kind).find(|name| !name.is_empty());
        let language = self.pages.config.languages.first();
        named.unwrap_or_else(|| language.map_or(String::new(), |l| l.title.clone()))
    }

    fn told(&mut self, fault: Fault<'a>, severity: Severity) -> Diagnostic {
        let shown = fault.candidates.iter().filter_map(|who| match who {
            Who::Shown(i) => self.pages.routes.get(*i).cloned(),
            Who::Withheld(_) => None,
        });
        let mut heirs: Vec<Route> = shown.collect();
        if heirs.is_empty() {
            heirs.extend(self.heirs.likely(fault.to.unwrap_or(&fault.line.route)));
        }
        match (fault.to, &fault.line.fact) {
            (Some(to), _) => faults::leads_nowhere(fault.line, to, severity, &heirs),
            (None, Fact::Entry(identity)) => {
                faults::vanished(fault.line, severity, &identity.file, &heirs)
            }
            (None, _) => faults::vanished(fault.line, severity, "?", &heirs),
        }
    }
}
