//! From the site's tables to the values that templates see.

use super::types::*;
use super::{json_ld, show};
use crate::content::{Common, Entry};
use crate::site::{EntryId, Route, Section, Site, TaxonomyPages, TermPages};
use crate::text::date::Instant;
use crate::yaml::Value;
use std::collections::BTreeMap;

/// What pictures and files become when the site is made; the view asks, the outputs know.
pub trait Media: Sync {
    /// The picture made from a source file (`content/…`).
    fn picture(&self, source: &str) -> Option<Picture>;
    /// Route and size of a file that is published as it is.
    fn file(&self, source: &str) -> Option<(Route, u64)>;
    /// The picture that link previews of an entry show.
    fn share_image(&self, id: EntryId) -> Option<ShareImage>;
    /// The picture that link previews of all other pages of a language show.
    fn site_image(&self, _lang: &str) -> Option<ShareImage> {
        None
    }
}

/// A picture for link previews.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareImage {
    /// Its route.
    pub route: Route,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Alt text.
    pub alt: String,
}

/// Builds views of one site.
#[derive(Clone, Copy)]
pub struct Views<'a> {
    /// The site.
    pub site: &'a Site,
    /// Its pictures and files.
    pub media: &'a dyn Media,
}

impl<'a> Views<'a> {
    /// The absolute address of a route, when the site has a `base_url`.
    pub fn permalink(&self, route: &Route) -> Option<String> {
        let mut path = String::new();
        crate::site::encode(route.pretty(), &mut path);
        self.site
            .config
            .base_url
            .as_ref()
            .map(|base| base.join(&path))
    }

    /// A moment, written out in a language.
    pub fn date(&self, at: Instant, lang: &str) -> DateView {
        let offset = self.site.config.timezone.offset();
        let date = at.date(offset);
        DateView {
            iso: at.rfc3339(offset),
            day: date.iso(),
            short: date.short(lang),
            long: date.long(lang),
            year: date.year,
            month: date.month,
        }
    }

    /// An entry as lists show it.
    pub fn card(&self, id: EntryId) -> Card {
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
            taxonomies: self.taxonomies_of(id),
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
        }
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

    fn taxonomies_of(&self, id: EntryId) -> BTreeMap<String, Vec<TermView>> {
        let mut out: BTreeMap<String, Vec<TermView>> = BTreeMap::new();
        for m in self.site.memberships(id) {
            let pages = &self.site.taxonomies[usize::from(m.taxonomy)];
            let key = &self.site.config.taxonomies[pages.config].key;
            let term = term_view(&pages.terms[m.term as usize]);
            match out.get_mut(key) {
                Some(terms) => terms.push(term),
                None => drop(out.insert(key.clone(), vec![term])),
            }
        }
        out
    }

    /// What an entry's page shows beyond its card.
    pub fn extras(&self, id: EntryId, card: &Card, social: &SocialView) -> FullExtras {
        let entry = self.site.entry(id);
        let breadcrumbs = self.breadcrumbs(self.site.ancestors(id));
        FullExtras {
            toc: toc(&entry.doc.toc),
            fields: show::fields(self, id),
            translations: self.translations_of(id),
            contact: self.contact_of(&entry.front.common, &entry.path.lang),
            has_code: entry.doc.has_code,
            word_count: entry.doc.syllables,
            json_ld: json_ld::page(self, id, card, &breadcrumbs, social),
            breadcrumbs,
        }
    }

    /// The kind's fields of an entry in the schema's order, with labels.
    pub fn fields(&self, id: EntryId) -> Vec<FieldView> {
        show::fields(self, id)
    }

    fn breadcrumbs(&self, sections: Vec<&Section>) -> Vec<LinkView> {
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

    /// Whom to ask about an entry: its own contact, else the site's.
    pub fn contact_of(&self, common: &Common, lang: &str) -> ContactView {
        match &common.contact {
            Value::Map(map) => contact_from(map),
            _ => self.contact(lang),
        }
    }

    /// The site's contacts.
    pub fn contact(&self, _lang: &str) -> ContactView {
        let c = &self.site.config.contacts;
        ContactView {
            phone: c.phone.clone(),
            phone_link: dialled(&c.phone),
            zalo: c.zalo.clone(),
            zalo_link: zalo_link(&c.zalo),
            email: c.email.clone(),
            address: c.address.clone(),
            note: c.note.clone(),
            ..ContactView::default()
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
                .map(|i| LinkView {
                    title: i.to_string(),
                    path: path(i),
                    external: false,
                })
                .collect(),
            total_pages: total,
        }
    }

    /// The site in one language. `search` and `feed` are the routes of what else is made.
    pub fn site_view(&self, lang: &str, feed: Option<&Route>, search: Option<&Route>) -> SiteView {
        let site = self.site;
        let language = site.language(lang);
        let home = site.section(lang, "");
        let resolve = |to: &str| self.menu_path(to, lang);
        SiteView {
            title: language.title.clone(),
            description: language.description.clone(),
            lang: lang.to_owned(),
            path: home.map_or_else(|| "index.html".to_owned(), |s| s.route.as_str().to_owned()),
            organization: site.config.organization.clone(),
            menus: site
                .config
                .menus
                .iter()
                .map(|(name, items)| {
                    let links = items.iter().filter_map(|item| {
                        let (path, external) = resolve(&item.to)?;
                        Some(LinkView {
                            title: item.label.get(lang).to_owned(),
                            path,
                            external,
                        })
                    });
                    (name.clone(), links.collect())
                })
                .collect(),
            contact: self.contact(lang),
            facebook: LinkView {
                title: site.config.facebook.name.clone(),
                path: site.config.facebook.page.clone(),
                external: true,
            },
            kinds: site
                .sections
                .iter()
                .filter(|s| s.lang == lang && site.kind_named(&s.folder).is_some())
                .map(|s| KindView {
                    key: s.folder.clone(),
                    title: self.section_title(s),
                    path: s.route.as_str().to_owned(),
                    count: s.entries.len(),
                })
                .collect(),
            taxonomies: site
                .taxonomies
                .iter()
                .filter(|t| t.lang == lang)
                .map(|t| self.taxonomy(t))
                .collect(),
            languages: site
                .sections
                .iter()
                .filter(|s| s.folder.is_empty())
                .map(|s| TranslationView {
                    lang: s.lang.clone(),
                    name: language_name(&s.lang).to_owned(),
                    title: site.language(&s.lang).title.clone(),
                    path: s.route.as_str().to_owned(),
                    permalink: self.permalink(&s.route),
                })
                .collect(),
            feed: feed.map(|r| r.as_str().to_owned()),
            search: search.map(|r| r.as_str().to_owned()),
        }
    }

    /// Where a menu's `to:` leads in a language; falls back to the default language's page, and is left out when
    /// there is none.
    pub fn menu_path(&self, to: &str, lang: &str) -> Option<(String, bool)> {
        if to.contains("://") || to.starts_with("mailto:") || to.starts_with("tel:") {
            return Some((to.to_owned(), true));
        }
        let site = self.site;
        if let Some(folder) = to.strip_suffix('/') {
            let section = site
                .section(lang, folder)
                .or_else(|| site.section(&site.config.language, folder))?;
            return Some((section.route.as_str().to_owned(), false));
        }
        let path = to.trim_start_matches("content/");
        let stem = path.strip_suffix(".md").unwrap_or(path);
        let id = site
            .by_file(&format!("content/{stem}.{lang}.md"))
            .or_else(|| site.by_file(&format!("content/{stem}.md")))
            .or_else(|| site.by_file(&format!("content/{stem}/index.md")))?;
        Some((site.route(id).as_str().to_owned(), false))
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

fn contact_from(map: &crate::yaml::Map) -> ContactView {
    let text = |key: &str| {
        map.get(key)
            .and_then(Value::as_str)
            .unwrap_or("")
            .to_owned()
    };
    let (phone, zalo) = (text("phone"), text("zalo"));
    ContactView {
        name: text("name"),
        role: text("role"),
        phone_link: dialled(&phone),
        phone,
        zalo_link: zalo_link(&zalo),
        zalo,
        email: text("email"),
        address: text("address"),
        note: text("note"),
    }
}

/// A contact given as YAML (front matter or a `contact` block).
pub fn contact_view(value: &Value) -> Option<ContactView> {
    value.as_map().map(contact_from)
}

/// A telephone number as it is dialled.
fn dialled(phone: &str) -> String {
    phone
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect()
}

fn zalo_link(zalo: &str) -> String {
    if zalo.is_empty() || zalo.starts_with("https://") {
        zalo.to_owned()
    } else {
        format!("https://zalo.me/{}", dialled(zalo))
    }
}

/// A language's own name.
pub fn language_name(code: &str) -> &str {
    match code {
        "vi" => "Tiếng Việt",
        "en" => "English",
        "km" => "ភាសាខ្មែរ",
        other => other,
    }
}

fn home_word(lang: &str) -> &'static str {
    match lang {
        "en" => "Home",
        "km" => "ទំព័រដើម",
        _ => "Trang chủ",
    }
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
