//! Sections, taxonomies, terms and the pages of their lists.

use super::types::{FilterView, LinkView, PaginatorView, SectionView, TaxonomyView, TermView};
use super::views::Views;
use crate::site::{Route, Section, TaxonomyPages, TermPages};

/// How many list pages before and after the one at hand a list page links to.
const NEAR: usize = 3;

impl Views<'_> {
    /// A section's heading: its own text's title, else the kind's, else the site's, else the folder's name.
    pub fn section_title(&self, section: &Section) -> String {
        if let Some(index) = section.index {
            return self.site.entry(index).front.common.title.clone();
        }
        if section.folder.is_empty() {
            return self.site.language(&section.lang).title.clone();
        }
        match self.site.kind_named(&section.folder) {
            Some(kind) if !kind.plural.get(&section.lang).is_empty() => {
                kind.plural.get(&section.lang).to_owned()
            }
            _ => section.folder.rsplit('/').next().unwrap_or("").to_owned(),
        }
    }

    /// A section; `path` is the list page at hand.
    pub fn section(
        &self,
        section: &Section,
        path: &Route,
        filters: Vec<FilterView>,
        filter: Option<TermView>,
    ) -> SectionView {
        let site = self.site;
        let summary = section
            .index
            .map(|i| &site.entry(i).front.common)
            .and_then(|c| c.summary.clone());
        let mut ancestors = Vec::new();
        let mut folder = section.folder.as_str();
        while let Some(at) = folder.rfind('/') {
            folder = &folder[..at];
            ancestors.extend(site.section(&section.lang, folder));
        }
        if !section.folder.is_empty() {
            ancestors.extend(site.section(&section.lang, ""));
        }
        ancestors.reverse();
        let below = format!("{}/", section.folder);
        SectionView {
            title: self.section_title(section),
            path: section.route.as_str().to_owned(),
            permalink: self.permalink(path),
            kind: section.folder.split('/').next().unwrap_or("").to_owned(),
            lang: section.lang.clone(),
            summary: summary.unwrap_or_else(|| {
                if section.folder.is_empty() {
                    site.language(&section.lang).description.clone()
                } else {
                    String::new()
                }
            }),
            breadcrumbs: self.breadcrumbs(ancestors),
            subsections: site
                .sections
                .iter()
                .filter(|s| {
                    s.lang == section.lang
                        && !section.folder.is_empty()
                        && s.folder.starts_with(&below)
                })
                .map(|s| LinkView {
                    title: self.section_title(s),
                    path: s.route.as_str().to_owned(),
                    external: false,
                })
                .collect(),
            count: section.entries.len(),
            filters,
            filter,
            feed: None,
            translations: section
                .index
                .map(|i| self.translations_of(i))
                .unwrap_or_default(),
        }
    }

    /// A taxonomy.
    pub fn taxonomy(&self, pages: &TaxonomyPages) -> TaxonomyView {
        let config = &self.site.config.taxonomies[pages.config];
        TaxonomyView {
            key: config.key.clone(),
            label: config.label.get(&pages.lang).to_owned(),
            path: pages.route.as_str().to_owned(),
            breadcrumbs: self.breadcrumbs(self.site.section(&pages.lang, "").into_iter().collect()),
        }
    }

    /// One page of a list: page `n` of `total` entries, `size` on each.
    pub fn paginator(
        &self,
        total: usize,
        size: usize,
        n: usize,
        route: &dyn Fn(usize) -> Route,
    ) -> PaginatorView {
        let count = pages_of(total, size);
        let path = |n: usize| route(n).as_str().to_owned();
        PaginatorView {
            current_index: n,
            number_pagers: count,
            first: path(1),
            last: path(count),
            previous: (n > 1).then(|| path(n - 1)),
            next: (n < count).then(|| path(n + 1)),
            pagers: (1..=count)
                .filter(|i| [1, count].contains(i) || i.abs_diff(n) <= NEAR)
                .map(|i| LinkView {
                    title: i.to_string(),
                    path: path(i),
                    external: false,
                })
                .collect(),
            total_pages: total,
        }
    }
}

/// How many list pages a list takes; at least one.
pub fn pages_of(total: usize, size: usize) -> usize {
    if size == 0 {
        1
    } else {
        total.div_ceil(size).max(1)
    }
}

/// A term as it is shown.
pub fn term_view(term: &TermPages) -> TermView {
    TermView {
        name: term.name.clone(),
        slug: term.slug.clone(),
        path: term.route.as_str().to_owned(),
        count: term.entries.len(),
        note: term.note.clone(),
        active: false,
    }
}
