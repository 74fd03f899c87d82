//! The site in one language, and its menus.

use super::types::{KindView, LinkView, SiteView, TranslationView};
use super::views::{Views, language_name};
use crate::site::Route;

impl Views<'_> {
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
