//! The site as a whole, immutable: entries with their routes, sections, terms, neighbours and redirects as side
//! tables keyed by [`EntryId`]. It knows no template engine and no file system.

mod addresses;
mod assemble;
mod consent;
mod links;
mod order;
mod redirects;
mod related;
mod route;
mod sections;
mod standing;
mod terms;
mod withdrawn;

pub use addresses::{
    ADDRESSES, Addresses, Fact, Fate, Identity, Ledger, Line, Mark, Past, Pasted, forget, renewed,
};
pub use consent::{CONSENT, Consent, consent};
pub use links::{LinkFault, Target};
pub(crate) use links::{decode, join, leaves, parted, path_of};
pub use redirects::Redirect;
pub use route::{Route, encode, push_place, relative};
pub use sections::Section;
pub(crate) use sections::list_page;
pub use standing::same_standing;
pub use terms::{TaxonomyPages, TermPages};
pub use withdrawn::{WITHDRAWN, Withdrawn};

use crate::config::{Kind, Language, SiteConfig};
use crate::content::Entry;
use crate::diagnostics::FilePath;
use crate::text::date::Instant;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// An entry's number in its site: its place in the order of paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct EntryId(pub u32);

/// Why an entry is not published now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Withheld {
    /// `draft: true`.
    Draft,
    /// Its date lies in the future: that date.
    Future(Instant),
    /// It expired: that date.
    Expired(Instant),
    /// A person is named and no consent to the website is recorded.
    NoConsent,
    /// The person named has withdrawn consent.
    Withdrawn,
}

impl Withheld {
    /// The word that marks it in previews.
    pub fn mark(self) -> &'static str {
        match self {
            Withheld::Draft => "draft",
            Withheld::Future(_) => "future",
            Withheld::Expired(_) => "expired",
            Withheld::NoConsent => "consent",
            Withheld::Withdrawn => "withdrawn",
        }
    }
}

/// What decides which entries are shown.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// The build's one “now”.
    pub now: Instant,
    /// Whether drafts, future and expired entries are shown as well, marked.
    pub drafts: bool,
}

/// Where a term is listed: indices into [`Site::taxonomies`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Membership {
    /// Taxonomy.
    pub taxonomy: u16,
    /// Term within it.
    pub term: u32,
    /// The entry's place in the term's list.
    pub place: u32,
}

/// The whole site.
#[derive(Debug)]
pub struct Site {
    /// Configuration.
    pub config: Arc<SiteConfig>,
    /// The build's “now”.
    pub moment: Moment,
    /// Entries that are shown, in order of path; sections' own texts (`_index.md`) among them.
    pub entries: Vec<Arc<Entry>>,
    /// Entries that are not, and why.
    pub withheld: Vec<(Arc<Entry>, Withheld)>,
    /// Sections, home pages first.
    pub sections: Arc<Vec<Section>>,
    /// Taxonomies of each language, in the order of `site.yaml`.
    pub taxonomies: Arc<Vec<TaxonomyPages>>,
    /// Addresses that lead on, in order.
    pub redirects: Arc<Vec<Redirect>>,
    /// Addresses that were published before.
    pub addresses: Arc<Addresses>,
    /// Persons whose entries are not published.
    pub withdrawn: Withdrawn,
    tables: Arc<Tables>,
}

/// What is known of each entry. It stays when entries are exchanged for others of the same standing.
#[derive(Debug)]
struct Tables {
    routes: Vec<Route>,
    marks: Vec<Option<Withheld>>,
    by_file: HashMap<FilePath, EntryId>,
    withheld_files: HashMap<FilePath, usize>,
    section_of: Vec<Option<u32>>,
    place_in_section: Vec<u32>,
    memberships: Vec<Vec<Membership>>,
    translations: BTreeMap<String, Vec<EntryId>>,
}

impl Site {
    /// The entry of that number.
    pub fn entry(&self, id: EntryId) -> &Arc<Entry> {
        &self.entries[id.0 as usize]
    }

    /// Numbers of all entries that are shown.
    pub fn ids(&self) -> impl Iterator<Item = EntryId> + use<> {
        (0..self.entries.len() as u32).map(EntryId)
    }

    /// Numbers of the entries that have a page of their own: all but sections' texts.
    pub fn pages(&self) -> impl Iterator<Item = EntryId> + '_ {
        self.ids().filter(|id| !self.entry(*id).path.is_section)
    }

    /// Where the entry's page (or, for a section's text, the section's list) is.
    pub fn route(&self, id: EntryId) -> &Route {
        &self.tables.routes[id.0 as usize]
    }

    /// Why a preview shows it although it is not published.
    pub fn mark(&self, id: EntryId) -> Option<Withheld> {
        self.tables.marks[id.0 as usize]
    }

    /// The entry made from a file.
    pub fn by_file(&self, file: &str) -> Option<EntryId> {
        self.tables.by_file.get(file).copied()
    }

    /// The innermost section that lists the entry.
    pub fn section_of(&self, id: EntryId) -> Option<&Section> {
        self.tables.section_of[id.0 as usize].map(|s| &self.sections[s as usize])
    }

    /// The section of a folder in a language.
    pub fn section(&self, lang: &str, folder: &str) -> Option<&Section> {
        self.sections
            .iter()
            .find(|s| s.lang == lang && s.folder == folder)
    }

    /// The kind of an entry, if its folder is one.
    pub fn kind(&self, id: EntryId) -> Option<&Kind> {
        self.kind_named(&self.entry(id).path.kind)
    }

    /// The kind of that folder.
    pub fn kind_named(&self, folder: &str) -> Option<&Kind> {
        self.config.kinds.iter().find(|k| k.folder == folder)
    }

    /// The language of that code; the default one for codes that are not configured.
    pub fn language(&self, code: &str) -> &Language {
        self.config
            .languages
            .iter()
            .find(|l| l.code == code)
            .unwrap_or(&self.config.languages[0])
    }

    /// The entry made from a file that is not published now, and why.
    pub fn withheld_from(&self, file: &str) -> Option<&(Arc<Entry>, Withheld)> {
        let at = self.tables.withheld_files.get(file)?;
        self.withheld.get(*at)
    }

    /// Where an address leads on to, if no page has it.
    pub fn redirect(&self, from: &Route) -> Option<&Redirect> {
        let at = self.redirects.binary_search_by(|r| r.from.cmp(from)).ok()?;
        self.redirects.get(at)
    }

    /// Where the entry is listed.
    pub fn memberships(&self, id: EntryId) -> &[Membership] {
        &self.tables.memberships[id.0 as usize]
    }

    /// A term that an entry is listed under, with its taxonomy.
    pub fn term(&self, at: Membership) -> (&TaxonomyPages, &TermPages) {
        let taxonomy = &self.taxonomies[usize::from(at.taxonomy)];
        (taxonomy, &taxonomy.terms[at.term as usize])
    }

    /// The neighbours in the section's order of dates: the older and the newer one.
    pub fn neighbours(&self, id: EntryId) -> (Option<EntryId>, Option<EntryId>) {
        let Some(section) = self.section_of(id) else {
            return (None, None);
        };
        let place = self.tables.place_in_section[id.0 as usize] as usize;
        let newer = place
            .checked_sub(1)
            .and_then(|p| section.entries.get(p))
            .copied();
        (section.entries.get(place + 1).copied(), newer)
    }

    /// The same entry in all languages it is in, this one included, in the order of the languages.
    pub fn translations(&self, id: EntryId) -> &[EntryId] {
        self.tables
            .translations
            .get(&self.entry(id).path.key)
            .map_or(&[], Vec::as_slice)
    }

    /// Sections from the home page down to the one that lists the entry.
    pub fn ancestors(&self, id: EntryId) -> Vec<&Section> {
        let mut chain = Vec::new();
        let entry = self.entry(id);
        let mut folder = entry.path.folder.as_str();
        loop {
            if let Some(section) = self.section(&entry.path.lang, folder)
                && section.index != Some(id)
            {
                chain.push(section);
            }
            match folder.rfind('/') {
                Some(at) => folder = &folder[..at],
                None if !folder.is_empty() => folder = "",
                None => break,
            }
        }
        chain.reverse();
        chain
    }
}
