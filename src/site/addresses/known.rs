//! The entries as they stand, found by what the ledger knows of them.

use super::facts::name;
use super::{Fact, Identity, Ledger, Mark, faults};
use crate::content::Entry;
use crate::diagnostics::Diags;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// An entry, shown or withheld: its index in the site's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    /// Index into the shown entries.
    Shown(usize),
    /// Index into those withheld.
    Withheld(usize),
}

/// All entries by file, title and date, and id.
pub(super) struct Known<'a> {
    all: HashMap<&'a str, (Who, Mark, Option<String>)>,
    by_mark: HashMap<Mark, Vec<&'a str>>,
    by_name: HashMap<String, &'a str>,
    /// Files that had a mark at the last publication: decisions made since then name no files.
    homes: HashMap<Mark, BTreeSet<&'a str>>,
}

impl<'a> Known<'a> {
    pub fn new(
        ledger: &'a Ledger,
        shown: &'a [Arc<Entry>],
        withheld: impl Iterator<Item = &'a Arc<Entry>>,
    ) -> Known<'a> {
        let mut known = Known {
            all: HashMap::with_capacity(shown.len()),
            by_mark: HashMap::with_capacity(shown.len()),
            by_name: HashMap::new(),
            homes: HashMap::with_capacity(ledger.lines.len()),
        };
        let shown = shown.iter().enumerate().map(|(i, e)| (Who::Shown(i), e));
        let withheld = withheld.enumerate().map(|(i, e)| (Who::Withheld(i), e));
        for (who, entry) in shown.chain(withheld) {
            let (file, mark, name) = (&*entry.file, Mark::of(entry), name(entry));
            known.by_mark.entry(mark).or_default().push(file);
            if let Some(name) = &name {
                known.by_name.insert(name.clone(), file);
            }
            known.all.insert(file, (who, mark, name));
        }
        for line in &ledger.lines {
            if let Fact::Entry(identity) = &line.fact {
                let files = known.homes.entry(identity.mark).or_default();
                files.insert(&identity.file);
            }
        }
        known
    }

    /// Whether an entry was read from that file.
    pub fn has_file(&self, file: &str) -> bool {
        self.all.contains_key(file)
    }

    /// The entry of an identity, where there is no doubt. An `id` says it for certain. Title and date together are
    /// stronger than the file's name, since files change places; but they are no proof for an entry that had them all
    /// along in a file of its own.
    pub fn entry(&self, identity: &Identity) -> Result<Who, Vec<Who>> {
        let named = identity.name.as_ref().and_then(|n| self.by_name.get(n));
        if let Some((who, ..)) = named.and_then(|file| self.all.get(file)) {
            return Ok(*who);
        }
        let there = self.all.get(&*identity.file);
        if let Some((who, mark, _)) = there
            && *mark == identity.mark
        {
            return Ok(*who);
        }
        let alike = self.by_mark.get(&identity.mark);
        let moved: Vec<Who> = alike
            .into_iter()
            .flatten()
            .filter(|file| !self.is_home(identity.mark, file))
            .filter_map(|file| self.all.get(file))
            .filter(|(.., name)| may_be(identity, name.as_ref()))
            .map(|(who, ..)| *who)
            .collect();
        match (moved.as_slice(), there) {
            ([one], _) => Ok(*one),
            (_, Some((who, mark, name)))
                if may_be(identity, name.as_ref()) && !self.is_elsewhere(*mark, &identity.file) =>
            {
                Ok(*who)
            }
            _ => Err(moved),
        }
    }

    /// Whether the ledger knows the entry of that file with that title and date.
    fn is_home(&self, mark: Mark, file: &str) -> bool {
        self.homes.get(&mark).is_some_and(|f| f.contains(file))
    }

    /// Whether the ledger knows title and date of another file: the entry has come from there.
    fn is_elsewhere(&self, mark: Mark, file: &str) -> bool {
        let homes = self.homes.get(&mark);
        homes.is_some_and(|files| files.iter().any(|f| *f != file))
    }
}

/// Two different ids are two entries.
fn may_be(identity: &Identity, name: Option<&String>) -> bool {
    match (&identity.name, name) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

/// Says which entries have the `id` of another one of their language.
pub(in super::super) fn same_ids(entries: &[Arc<Entry>]) -> Diags {
    let mut first: HashMap<(&str, &str), &Entry> = HashMap::new();
    let mut diags = Diags::new();
    for entry in entries {
        let Some(id) = &entry.front.common.id else {
            continue;
        };
        match first.entry((&entry.path.lang, id)) {
            std::collections::hash_map::Entry::Occupied(other) => {
                diags.push(faults::same_id(entry, other.get(), id));
            }
            std::collections::hash_map::Entry::Vacant(free) => drop(free.insert(entry)),
        }
    }
    diags
}
