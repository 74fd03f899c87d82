//! Cards and terms made once and shared by every page that shows them, and what templates may look up.

use super::image::Gallery;
use crate::site::{EntryId, Membership, Route, Site, TermPages};
use crate::source::{Snapshot, fingerprint};
use crate::theme::{Lookup, Shared};
use crate::view::{Card, Views, term_view};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// Bytes that most views take at most.
const VIEW: usize = 1024;

/// All that a view says, as bytes to hash.
fn written(view: &impl Serialize) -> Vec<u8> {
    postcard::to_extend(view, Vec::with_capacity(VIEW)).unwrap_or_default()
}

/// One term, as templates see it.
struct Term {
    shared: Shared,
    /// Hash of all that it says.
    hash: u128,
}

impl Term {
    fn new(term: &TermPages) -> Term {
        let view = term_view(term);
        Term {
            shared: Shared::new(&view),
            hash: fingerprint(&written(&view)),
        }
    }
}

/// The cards of all entries as templates see them, each made when first wanted, and their hashes, for which no card is
/// made: a build in which little changed wants all hashes and few cards.
pub struct Shelf {
    site: Arc<Site>,
    gallery: Arc<Gallery>,
    snapshot: Arc<Snapshot>,
    cards: Vec<OnceLock<Shared>>,
    hashes: Vec<OnceLock<u128>>,
    /// By taxonomy, as the site numbers them.
    terms: Vec<Vec<OnceLock<Term>>>,
}

impl Shelf {
    /// An empty shelf for a site.
    pub fn new(site: Arc<Site>, gallery: Arc<Gallery>, snapshot: Arc<Snapshot>) -> Self {
        let cards = site.ids().map(|_| OnceLock::new()).collect();
        let hashes = site.ids().map(|_| OnceLock::new()).collect();
        let places = |terms: &[TermPages]| terms.iter().map(|_| OnceLock::new()).collect();
        let terms = site.taxonomies.iter().map(|t| places(&t.terms)).collect();
        Self {
            terms,
            site,
            gallery,
            snapshot,
            cards,
            hashes,
        }
    }

    fn views(&self) -> Views<'_> {
        Views {
            site: &self.site,
            media: &*self.gallery,
        }
    }

    /// An entry's card, with its terms.
    pub fn get(&self, id: EntryId) -> &Shared {
        self.cards[id.0 as usize].get_or_init(|| {
            let mut terms: BTreeMap<&str, Vec<Shared>> = BTreeMap::new();
            for membership in self.site.memberships(id) {
                let (taxonomy, term) = self.term(*membership);
                terms.entry(taxonomy).or_default().push(term.shared.clone());
            }
            let terms = terms.into_iter().map(|(key, t)| (key, Shared::list(t)));
            Shared::new(&self.views().card_with(id, Shared::by_name(terms)))
        })
    }

    /// Hash of all that an entry's card and its terms say.
    pub fn hash(&self, id: EntryId) -> u128 {
        *self.hashes[id.0 as usize].get_or_init(|| {
            let mut all = written(&self.views().card_key(id));
            for membership in self.site.memberships(id) {
                let (_, term) = self.term(*membership);
                all.extend(term.hash.to_le_bytes());
            }
            fingerprint(&all)
        })
    }

    /// A term that an entry has, with the key of its taxonomy.
    fn term(&self, at: Membership) -> (&str, &Term) {
        let (taxonomy, term) = self.site.term(at);
        let place = &self.terms[usize::from(at.taxonomy)][at.term as usize];
        let made = place.get_or_init(|| Term::new(term));
        (&self.site.config.taxonomies[taxonomy.config].key, made)
    }

    /// An entry's card itself, made anew: it is large, and not kept.
    pub fn card(&self, id: EntryId) -> Card {
        self.views().card(id)
    }

    /// Cards of several entries, as a list for templates.
    pub fn list(&self, ids: &[EntryId]) -> Shared {
        Shared::list(ids.iter().map(|id| self.get(*id).clone()))
    }

    /// Hash over everything that `get_page`, `get_section` and `load_data` can reach.
    pub fn everything(&self) -> u128 {
        let mut all = Vec::with_capacity(self.cards.len() * 16);
        for id in self.site.ids() {
            all.extend(self.hash(id).to_le_bytes());
        }
        for file in self
            .snapshot
            .below("content/")
            .filter(|f| f.text().is_some())
        {
            all.extend(file.hash.to_le_bytes());
        }
        fingerprint(&all)
    }
}

impl Lookup for Shelf {
    fn page(&self, path: &str) -> Option<Shared> {
        let id = self.site.by_file(&format!("content/{path}"))?;
        Some(self.get(id).clone())
    }

    fn section(&self, path: &str, lang: &str) -> Option<Shared> {
        let folder = path.trim_end_matches("_index.md").trim_end_matches('/');
        let section = self.site.section(lang, folder)?;
        let view = self
            .views()
            .section(section, &section.route, Vec::new(), None);
        Some(Shared::new(&view).with("pages", self.list(&section.entries)))
    }

    fn data(&self, path: &str) -> Option<Arc<str>> {
        self.snapshot
            .get(&format!("content/{path}"))
            .and_then(|f| f.text().cloned())
    }

    fn entry_route(&self, path: &str) -> Option<Route> {
        let id = self.site.by_file(&format!("content/{path}"))?;
        Some(self.site.route(id).clone())
    }
}
