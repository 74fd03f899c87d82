//! What became of the addresses of the ledger.

use super::super::{EntryId, Route, Withheld};
use super::{Ledger, Mark};
use crate::content::Entry;
use crate::diagnostics::FilePath;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What became of an address that no page has any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It leads to a page, an entry's or another.
    Leads(Route, Option<EntryId>),
    /// An entry's `aliases:` or a term's old name lead on from it.
    Covered,
    /// Its entry is not published now: file and reason.
    Withheld(FilePath, Withheld),
    /// It was given up.
    Retired,
    /// It has the name of a person who withdrew consent; nothing may lead on from it.
    Withdrawn,
    /// Its entry's file is there and could not be read, which is told elsewhere.
    Unread,
    /// Nobody knows.
    Vanished,
}

/// The ledger, and what became of the addresses that no page has any more.
#[derive(Debug, Default)]
pub struct Addresses {
    /// What was known before.
    pub ledger: Arc<Ledger>,
    pub(super) fates: BTreeMap<Route, Fate>,
    /// Files and marks on which the fates depend.
    pub(super) files: BTreeSet<FilePath>,
    pub(super) marks: BTreeSet<Mark>,
}

impl Addresses {
    /// What became of an address of the ledger; `None` where a page has it, or the ledger does not know it.
    pub fn fate(&self, route: &Route) -> Option<&Fate> {
        self.fates.get(route)
    }

    /// Addresses that no page has any more, in order.
    pub fn gone(&self) -> impl Iterator<Item = (&Route, &Fate)> {
        self.fates.iter()
    }

    /// Addresses that lead to one that was never published before: former ones of entries that have just moved.
    pub fn moved(&self) -> impl Iterator<Item = (&Route, &Route)> {
        self.fates.iter().filter_map(|(route, fate)| match fate {
            Fate::Leads(to, Some(_)) if self.ledger.of(to).is_empty() => Some((route, to)),
            _ => None,
        })
    }

    /// Whether something may become of some address if an entry is exchanged for another of the same file that differs in
    /// title, summary and body.
    pub(in super::super) fn depend_on(&self, old: &Entry, new: &Entry) -> bool {
        !self.fates.is_empty()
            && old.front.common.title != new.front.common.title
            && (self.files.contains(&old.file)
                || [old, new].iter().any(|e| self.marks.contains(&Mark::of(e))))
    }
}
