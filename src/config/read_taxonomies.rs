//! Taxonomies and their terms.

use super::read::{Reading, take};
use super::types::{Labels, SiteConfig, Taxonomy, Term};
use crate::text::slug::slugify;
use crate::yaml::{Map, Part, Path, Value};
use std::collections::BTreeMap;

impl Reading<'_> {
    /// Taxonomies in the order of the file; `tags` is always there, open when it is not declared.
    pub(super) fn taxonomies(&mut self, map: &mut Map, site: &mut SiteConfig) {
        let root = Path::Root;
        let path = root.key("taxonomies");
        let declared = take(map, "taxonomies")
            .and_then(|v| self.reader.map(v, &path))
            .unwrap_or_default();
        for (key, value) in declared {
            let taxonomy = self.taxonomy(key.clone(), value, &path.key(&key));
            site.taxonomies.push(taxonomy);
        }
        if !site.taxonomies.iter().any(|t| t.key == "tags") {
            let label = BTreeMap::from([
                ("vi".to_owned(), "Chủ đề".to_owned()),
                ("en".to_owned(), "Tags".to_owned()),
            ]);
            let slug = if site.language == "vi" {
                "chu-de"
            } else {
                "tags"
            };
            site.taxonomies.push(Taxonomy {
                key: "tags".into(),
                label: Labels(label),
                slug: slug.into(),
                open: true,
                terms: Vec::new(),
            });
        }
    }

    fn taxonomy(&mut self, key: String, value: Value, path: &Path<'_>) -> Taxonomy {
        let open = key == "tags";
        let mut taxonomy = Taxonomy {
            slug: slugify(&key),
            label: Labels::default(),
            open,
            terms: Vec::new(),
            key,
        };
        let Some(mut map) = self
            .reader
            .record(value, path, &["label", "slug", "open", "terms"])
        else {
            return taxonomy;
        };
        if let Some(label) = take(&mut map, "label") {
            taxonomy.label = self.labels(label, &path.key("label"));
        }
        if let Some(slug) = self.take_words(&mut map, path, "slug")
            && self.address(&slug, &path.key("slug"), Part::Value)
        {
            taxonomy.slug = slug;
        }
        if let Some(open) = take(&mut map, "open") {
            taxonomy.open = self
                .reader
                .boolean(&open, &path.key("open"))
                .unwrap_or(taxonomy.open);
        }
        let terms = take(&mut map, "terms");
        let path = path.key("terms");
        let terms = terms
            .map(|v| self.reader.list(v, &path))
            .unwrap_or_default();
        for (i, term) in terms.into_iter().enumerate() {
            let path = path.index(i);
            if let Some(term) = self.term(term, &path) {
                self.term_collisions(&taxonomy.terms, &term, &path);
                taxonomy.terms.push(term);
            }
        }
        taxonomy
    }

    /// `{name, slug, old, note}`, or the name alone.
    fn term(&mut self, value: Value, path: &Path<'_>) -> Option<Term> {
        let mut map = match value {
            Value::Map(_) => self
                .reader
                .record(value, path, &["name", "slug", "old", "note"])?,
            Value::Null => return None,
            name => [("name".to_owned(), name)].into_iter().collect(),
        };
        let name = take(&mut map, "name")
            .map(|v| self.labels(v, &path.key("name")))
            .unwrap_or_default();
        if name.0.is_empty() {
            self.missing(path, "name", "- {name: Tên mục, slug: ten-muc}");
            return None;
        }
        let first = self.languages.first().map_or("vi", String::as_str);
        let mut slug = slugify(name.get(first));
        if let Some(written) = self.take_words(&mut map, path, "slug")
            && self.address(&written, &path.key("slug"), Part::Value)
        {
            slug = written;
        }
        let old = take(&mut map, "old")
            .map(|v| self.reader.texts(v, &path.key("old")))
            .unwrap_or_default();
        let note = self.take_words(&mut map, path, "note").unwrap_or_default();
        Some(Term {
            name,
            slug,
            old,
            note,
        })
    }

    fn term_collisions(&mut self, before: &[Term], term: &Term, path: &Path<'_>) {
        let names =
            |t: &Term| -> Vec<String> { t.name.0.values().chain(&t.old).cloned().collect() };
        let mine = names(term);
        for other in before {
            let shown = other
                .name
                .get(self.languages.first().map_or("vi", String::as_str))
                .to_owned();
            let same_name = mine.iter().find(|n| names(other).contains(n));
            if other.slug != term.slug && same_name.is_none() {
                continue;
            }
            let (vi, en) = match same_name {
                Some(name) if other.slug != term.slug => (
                    format!("Tên “{name}” đã thuộc về mục “{shown}”. Mỗi tên chỉ chỉ một mục."),
                    format!(
                        "The name “{name}” belongs to “{shown}” already. A name may mean one term only."
                    ),
                ),
                _ => (
                    format!(
                        "Địa chỉ “{}” trùng với mục “{shown}”. Hãy ghi slug khác cho một trong hai.",
                        term.slug
                    ),
                    format!(
                        "The address “{}” is also that of “{shown}”. Give one of them another slug.",
                        term.slug
                    ),
                ),
            };
            let place = path.key("slug");
            self.reader.fault(
                "C009",
                if same_name.is_some() { path } else { &place },
                Part::Value,
                (vi, en),
                None,
            );
            return;
        }
    }
}
