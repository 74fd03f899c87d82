//! Entries as lists show them, and what their own pages show beyond that.

use super::types::{
    Card, FieldView, FullExtras, LinkView, Picture, SocialView, TocView, TranslationView,
};
use super::views::{Views, home_word, language_name};
use super::{json_ld, show};
use crate::content::Entry;
use crate::site::{EntryId, Route, Section};
use serde::Serialize;

impl Views<'_> {
    /// An entry as lists show it, without its terms.
    pub fn card(&self, id: EntryId) -> Card {
        self.card_with(id, ())
    }

    /// An entry as lists show it, with these terms.
    pub fn card_with<T>(&self, id: EntryId, taxonomies: T) -> Card<T> {
        let entry = self.site.entry(id);
        let common = &entry.front.common;
        let lang = entry.path.lang.as_str();
        let route = self.site.route(id);
        Card {
            title: common.title.clone(),
            path: route.as_str().to_owned(),
            permalink: self.permalink(route),
            slug: slug(route).to_owned(),
            relative_path: entry
                .file
                .strip_prefix("content/")
                .unwrap_or(&entry.file)
                .to_owned(),
            kind: entry.path.kind.clone(),
            kind_label: self
                .site
                .kind(id)
                .map_or_else(String::new, |k| k.label.get(lang).to_owned()),
            lang: lang.to_owned(),
            date: common.date.map(|d| self.date(d, lang)),
            updated: common.updated.map(|d| self.date(d, lang)),
            summary: common
                .summary
                .clone()
                .unwrap_or_else(|| entry.doc.excerpt.clone()),
            cover: self.cover(entry),
            authors: common.authors.clone(),
            illustrative: common.illustrative,
            unpublished: self.site.mark(id).map_or("", |w| w.mark()),
            reading_time: reading_minutes(entry),
            extra: entry
                .front
                .fields
                .iter()
                .map(|(name, value)| (name.clone(), show::shown(self, entry, value)))
                .collect(),
            taxonomies,
        }
    }

    /// Everything that a [`Card`] is made of, to be hashed: entries of which it is equal have equal cards. Putting it
    /// together is much quicker than making the card; a field that a card gets belongs here too.
    pub fn card_key(&self, id: EntryId) -> impl Serialize {
        let entry = self.site.entry(id);
        let common = &entry.front.common;
        (
            // Names of kinds and languages, the zone of dates, the address of the site.
            self.site.config.hash,
            &*entry.file,
            self.site.route(id),
            &common.title,
            (common.date, common.updated),
            common.summary.as_ref().unwrap_or(&entry.doc.excerpt),
            self.cover(entry),
            &common.authors,
            common.illustrative,
            self.site.mark(id).map_or("", |w| w.mark()),
            reading_minutes(entry),
            show::fields_key(self, entry),
        )
    }

    fn cover(&self, entry: &Entry) -> Option<Picture> {
        let cover = entry.front.common.cover.as_ref()?;
        let source = crate::site::join(&entry.file, &cover.image)?;
        let picture = self.media.picture(&source)?;
        Some(Picture {
            alt: cover.alt.clone(),
            credit: cover.credit.clone(),
            ..picture
        })
    }

    /// What an entry's page shows beyond its card. What takes long (fields, contact, schema.org data) is empty yet: who
    /// knows that the theme shows it fills it in.
    pub fn extras(&self, id: EntryId) -> FullExtras {
        let entry = self.site.entry(id);
        let breadcrumbs = self.breadcrumbs(self.site.ancestors(id));
        FullExtras {
            toc: toc(&entry.doc.toc),
            translations: self.translations_of(id),
            has_code: entry.doc.has_code,
            word_count: entry.doc.syllables,
            breadcrumbs,
            ..FullExtras::default()
        }
    }

    /// The schema.org data of an entry's page, as [`FullExtras::json_ld`].
    pub fn json_ld(
        &self,
        id: EntryId,
        card: &Card,
        breadcrumbs: &[LinkView],
        social: &SocialView,
    ) -> String {
        json_ld::page(self, id, card, breadcrumbs, social)
    }

    /// The kind's fields of an entry in the schema's order, with labels.
    pub fn fields(&self, id: EntryId) -> Vec<FieldView> {
        show::fields(self, id)
    }

    pub(super) fn breadcrumbs(&self, sections: Vec<&Section>) -> Vec<LinkView> {
        sections
            .into_iter()
            .map(|s| LinkView {
                title: if s.folder.is_empty() {
                    home_word(&s.lang).to_owned()
                } else {
                    self.section_title(s)
                },
                path: s.route.as_str().to_owned(),
                external: false,
            })
            .collect()
    }

    /// An entry's translations, itself left out.
    pub fn translations_of(&self, id: EntryId) -> Vec<TranslationView> {
        self.site
            .translations(id)
            .iter()
            .filter(|t| **t != id)
            .map(|t| self.translation(*t))
            .collect()
    }

    fn translation(&self, id: EntryId) -> TranslationView {
        let entry = self.site.entry(id);
        let route = self.site.route(id);
        TranslationView {
            lang: entry.path.lang.clone(),
            name: language_name(&entry.path.lang).to_owned(),
            title: entry.front.common.title.clone(),
            path: route.as_str().to_owned(),
            permalink: self.permalink(route),
        }
    }
}

fn slug(route: &Route) -> &str {
    let path = route
        .pretty()
        .trim_end_matches('/')
        .trim_end_matches(".html");
    path.rsplit('/').next().unwrap_or(path)
}

/// Minutes to read at 220 syllables a minute, at least one.
fn reading_minutes(entry: &Entry) -> u32 {
    entry.doc.syllables.div_ceil(220).max(1)
}

/// Headings from the second level down, nested.
fn toc(headings: &[crate::markdown::Heading]) -> Vec<TocView> {
    let mut roots: Vec<TocView> = Vec::new();
    for heading in headings {
        let mut level = &mut roots;
        while level.last().is_some_and(|last| last.level < heading.level) {
            let last = level.len() - 1;
            level = &mut level[last].children;
        }
        level.push(TocView {
            level: heading.level,
            id: heading.id.clone(),
            title: heading.text.clone(),
            children: Vec::new(),
        });
    }
    roots
}
