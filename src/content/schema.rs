//! What front matter is read against, made ready once for all entries.

use crate::config::{Kind, SiteConfig};
use std::collections::{BTreeMap, HashSet};

/// The configuration with its closed taxonomies as sets.
pub(super) struct Schema<'a> {
    pub config: &'a SiteConfig,
    terms: BTreeMap<&'a str, HashSet<&'a str>>,
}

impl<'a> Schema<'a> {
    pub fn new(config: &'a SiteConfig) -> Self {
        let closed = config.taxonomies.iter().filter(|t| !t.open);
        let terms = closed.map(|taxonomy| {
            let names = taxonomy.terms.iter().flat_map(|t| {
                t.name
                    .0
                    .values()
                    .chain(&t.old)
                    .map(String::as_str)
                    .chain(std::iter::once(t.slug.as_str()))
            });
            (taxonomy.key.as_str(), names.collect())
        });
        Self {
            config,
            terms: terms.collect(),
        }
    }

    /// Whether an entry may name this term. Open taxonomies take any.
    pub fn has_term(&self, taxonomy: &str, written: &str) -> bool {
        self.terms
            .get(taxonomy)
            .is_none_or(|terms| terms.contains(written))
    }

    /// The names of a taxonomy's terms in the site's own language.
    pub fn term_names(&self, taxonomy: &str) -> Vec<&'a str> {
        let language = &self.config.language;
        let terms = self.config.taxonomy(taxonomy).map_or(&[][..], |t| &t.terms);
        terms.iter().map(|t| t.name.get(language)).collect()
    }

    /// Everything by which a term may be named.
    pub fn all_names(&self, taxonomy: &str) -> Vec<&'a str> {
        let mut names = self.term_names(taxonomy);
        let terms = self.config.taxonomy(taxonomy).map_or(&[][..], |t| &t.terms);
        names.extend(
            terms
                .iter()
                .flat_map(|t| t.name.0.values().map(String::as_str)),
        );
        names.extend(terms.iter().map(|t| t.slug.as_str()));
        names
    }

    /// The kind of a folder.
    pub fn kind(&self, folder: &str) -> Option<&'a Kind> {
        self.config.kind(folder)
    }
}
