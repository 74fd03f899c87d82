//! Cards and terms made once and shared by every page that shows them, and what templates may look up.

use super::image::Gallery;
use crate::site::{EntryId, Membership, Route, Site, TermPages};
use crate::source::{Snapshot, fingerprint};
use crate::theme::{Lookup, Shared};
use crate::view::{Card, Views, term_view};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// One entry's card, or one term, as templates see it. The card itself is not kept: it is large, and soon made again.
pub struct Shelved {
    /// For templates.
    pub shared: Shared,
    /// Hash of all that it says.
    pub hash: u128,
}

impl Shelved {
    fn new(view: &impl Serialize) -> Shelved {
        Shelved {
            shared: Shared::new(view),
            hash: fingerprint(&postcard::to_stdvec(view).unwrap_or_default()),
        }
    }
}

/// The cards of all entries, each made when first wanted.
pub struct Shelf {
    site: Arc<Site>,
    gallery: Arc<Gallery>,
    snapshot: Arc<Snapshot>,
    cards: Vec<OnceLock<Box<Shelved>>>,
    /// By taxonomy, as the site numbers them.
    terms: Vec<Vec<OnceLock<Shelved>>>,
}

impl Shelf {
    /// An empty shelf for a site.
    pub fn new(site: Arc<Site>, gallery: Arc<Gallery>, snapshot: Arc<Snapshot>) -> Self {
        let cards = site.ids().map(|_| OnceLock::new()).collect();
        let places = |terms: &[TermPages]| terms.iter().map(|_| OnceLock::new()).collect();
        let terms = site.taxonomies.iter().map(|t| places(&t.terms)).collect();
        Self {
            terms,
            site,
            gallery,
            snapshot,
            cards,
        }
    }

    fn views(&self) -> Views<'_> {
        Views {
            site: &self.site,
            media: &*self.gallery,
        }
    }

    /// An entry's card, with its terms.
    pub fn get(&self, id: EntryId) -> &Shelved {
        self.cards[id.0 as usize].get_or_init(|| {
            let card = Shelved::new(&self.card(id));
            let mut hashes = card.hash.to_le_bytes().to_vec();
            let mut terms: BTreeMap<&str, Vec<Shared>> = BTreeMap::new();
            for membership in self.site.memberships(id) {
                let (taxonomy, term) = self.term(*membership);
                hashes.extend(term.hash.to_le_bytes());
                terms.entry(taxonomy).or_default().push(term.shared.clone());
            }
            let terms = terms.into_iter().map(|(key, t)| (key, Shared::list(t)));
            Box::new(Shelved {
                shared: card.shared.with("taxonomies", Shared::by_name(terms)),
                hash: fingerprint(&hashes),
            })
        })
    }

    /// A term that an entry has, with the key of its taxonomy.
    fn term(&self, at: Membership) -> (&str, &Shelved) {
        let (taxonomy, term) = self.site.term(at);
        let place = &self.terms[usize::from(at.taxonomy)][at.term as usize];
        let shelved = place.get_or_init(|| Shelved::new(&term_view(term)));
        (&self.site.config.taxonomies[taxonomy.config].key, shelved)
    }

    /// An entry's card itself, made anew.
    pub fn card(&self, id: EntryId) -> Card {
        self.views().card(id)
    }

    /// Cards of several entries, as a list for templates.
    pub fn list(&self, ids: &[EntryId]) -> Shared {
        Shared::list(ids.iter().map(|id| self.get(*id).shared.clone()))
    }

    /// Hash over everything that `get_page`, `get_section` and `load_data` can reach.
    pub fn everything(&self) -> u128 {
        let mut all = Vec::with_capacity(self.cards.len() * 16);
        for id in self.site.ids() {
            all.extend(self.get(id).hash.to_le_bytes());
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
        Some(self.get(id).shared.clone())
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
