//! What the ledger says, line by line.

use super::super::Route;
use super::write;
use crate::content::Entry;
use crate::diagnostics::FilePath;
use crate::source::fingerprint;
use std::fmt;

/// An entry's language, title and date as 48 bits: what is left of it when its file goes elsewhere. Twelve hexadecimal
/// digits in the ledger, so that no title stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark(u64);

impl Mark {
    /// The mark of an entry.
    pub fn of(entry: &Entry) -> Mark {
        let common = &entry.front.common;
        let date = common.date.map_or(String::new(), |d| d.0.to_string());
        let all = [&entry.path.lang, "\0", &common.title, "\0", &date].concat();
        Mark((fingerprint(all.as_bytes()) >> 80) as u64)
    }

    /// From its twelve digits.
    pub(super) fn parse(text: &str) -> Option<Mark> {
        let digits = text.len() == 12 && text.bytes().all(|b| b.is_ascii_hexdigit());
        digits
            .then(|| u64::from_str_radix(text, 16).ok().map(Mark))
            .flatten()
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012x}", self.0)
    }
}

/// What an entry is known by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity {
    /// Its file.
    pub file: FilePath,
    /// Its title and date.
    pub mark: Mark,
    /// Its `id` with its language before it (`vi:luong`), where it has one.
    pub name: Option<String>,
}

impl Identity {
    /// An entry's, as it stands.
    pub fn of(entry: &Entry) -> Identity {
        Identity {
            file: entry.file.clone(),
            mark: Mark::of(entry),
            name: name(entry),
        }
    }
}

/// An entry's `id`, which its translations may share, with its language.
pub(super) fn name(entry: &Entry) -> Option<String> {
    let id = entry.front.common.id.as_ref()?;
    Some(format!("{}:{id}", entry.path.lang))
}

/// What a line says of its address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// It is, or was, that entry's.
    Entry(Identity),
    /// It leads to another address: somebody decided so.
    Leads(Route),
    /// It is given up: somebody decided so.
    Retired,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The address.
    pub route: Route,
    /// What is said of it.
    pub fact: Fact,
    /// Number of its first byte, and of the one past its last.
    pub(super) at: (usize, usize),
}

/// The ledger. Order and repetition mean nothing, so that two people's versions are merged by keeping both sides' lines;
/// several lines of one address are different things known of it.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// Remarks, without repeats.
    pub(super) remarks: Vec<String>,
    /// In order of address; those of one address in the order of the file.
    pub(super) lines: Vec<Line>,
    /// Lines could not be read, or contradict one another: the file must not be written anew.
    pub(super) faulty: bool,
}

impl Ledger {
    /// What is said of each address, in order.
    pub fn routes(&self) -> impl Iterator<Item = (&Route, &[Line])> {
        self.lines
            .chunk_by(|a, b| a.route == b.route)
            .filter_map(|lines| Some((&lines.first()?.route, lines)))
    }

    /// What is said of one address.
    pub fn of(&self, route: &Route) -> &[Line] {
        let start = self.lines.partition_point(|l| l.route < *route);
        let rest = self.lines.get(start..).unwrap_or_default();
        let end = rest.partition_point(|l| l.route == *route);
        rest.get(..end).unwrap_or_default()
    }

    /// Whether it knows of no address.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Whether lines could not be read, or contradict one another.
    pub fn is_faulty(&self) -> bool {
        self.faulty
    }

    /// Puts a decision about an address in place of all that was known of it.
    pub fn decide(&mut self, route: &Route, fact: Fact) {
        self.lines.retain(|l| l.route != *route);
        let place = self.lines.partition_point(|l| l.route < *route);
        let (route, at) = (route.clone(), (0, 0));
        self.lines.insert(place, Line { route, fact, at });
    }

    /// The ledger as its file has it.
    pub fn text(&self) -> String {
        let all = self.lines.iter().map(|l| (&l.route, &l.fact)).collect();
        write::text(&self.remarks, all)
    }
}
