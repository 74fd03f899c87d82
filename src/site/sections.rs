//! Sections: a kind's folder, a nested folder with a text of its own, the home page of each language.

use super::{EntryId, Route, order};
use crate::config::{Permalinks, SiteConfig};
use crate::content::Entry;
use crate::text::slug::slugify;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A folder's list of entries in one language.
#[derive(Clone, Debug)]
pub struct Section {
    /// Language code.
    pub lang: String,
    /// Folder below `content/`; empty for the home page.
    pub folder: String,
    /// The section's own text, `_index.md`.
    pub index: Option<EntryId>,
    /// Entries in the order of the list, those of nested folders included. Plain pages for the home page.
    pub entries: Vec<EntryId>,
    /// First page of the list.
    pub route: Route,
}

impl Section {
    /// Route of the n-th page of the list, from 1.
    pub fn page_route(&self, lang: &str, n: usize) -> Route {
        list_page(&self.route, lang, n)
    }
}

/// The n-th page of a list whose first page is `first` (`…/index.html` or `…/ten.html`).
pub(crate) fn list_page(first: &Route, lang: &str, n: usize) -> Route {
    if n <= 1 {
        return first.clone();
    }
    let word = if lang == "vi" { "trang" } else { "page" };
    let path = first.as_str();
    let base = path.strip_suffix("index.html").map_or_else(
        || format!("{}/", path.trim_end_matches(".html")),
        str::to_owned,
    );
    Route::new(format!("{base}{word}-{n}.html"))
}

/// A page's route: `tai-lieu/ten.html` or `tai-lieu/ten/index.html`.
pub(super) fn page_route(config: &SiteConfig, folder: &str, slug: &str) -> Route {
    let slash = if folder.is_empty() || folder.ends_with('/') {
        ""
    } else {
        "/"
    };
    Route::new(match config.permalinks {
        Permalinks::Html => format!("{folder}{slash}{slug}.html"),
        Permalinks::Folder => format!("{folder}{slash}{slug}/index.html"),
    })
}

/// A language's prefix and the folder's parts as they stand in addresses.
pub(super) fn folder_route(prefix: &str, folder: &str) -> String {
    let mut out = prefix.to_owned();
    for part in folder.split('/').filter(|p| !p.is_empty()) {
        let slug = slugify(part);
        out.push_str(if slug.is_empty() { part } else { &slug });
        out.push('/');
    }
    out
}

/// All sections: for each language the home page, each kind that has entries (every kind for the default
/// language), and each nested folder that has an `_index.md`. In the order of languages and kinds in `site.yaml`, the
/// home page first, a kind's nested folders right after it.
pub(super) fn collect(config: &SiteConfig, entries: &[Arc<Entry>]) -> Vec<Section> {
    let mut wanted: BTreeSet<(usize, usize, String)> = BTreeSet::new();
    let rank = |lang: &str| {
        config
            .languages
            .iter()
            .position(|l| l.code == lang)
            .unwrap_or(0)
    };
    let mut want = |lang: usize, folder: &str| {
        wanted.insert((lang, kind_rank(config, folder), folder.to_owned()));
    };
    want(0, "");
    for kind in &config.kinds {
        want(0, &kind.folder);
    }
    for entry in entries {
        let lang = rank(&entry.path.lang);
        if lang > 0 {
            want(lang, "");
        }
        if entry.path.is_section {
            want(lang, &entry.path.folder);
        } else if config.kinds.iter().any(|k| k.folder == entry.path.kind) {
            want(lang, &entry.path.kind);
        }
    }
    let mut sections: Vec<Section> = wanted
        .into_iter()
        .map(|(lang, _, folder)| {
            let language = &config.languages[lang];
            Section {
                route: Route::new(format!(
                    "{}index.html",
                    folder_route(&language.prefix, &folder)
                )),
                lang: language.code.clone(),
                folder,
                index: None,
                entries: Vec::new(),
            }
        })
        .collect();
    fill(&mut sections, entries);
    sections
}

/// Where a folder stands: the home page first, then the kinds as `site.yaml` lists them, then other folders.
fn kind_rank(config: &SiteConfig, folder: &str) -> usize {
    let kind = folder.split('/').next().unwrap_or_default();
    match config.kinds.iter().position(|k| k.folder == kind) {
        Some(place) => place + 1,
        None if folder.is_empty() => 0,
        None => usize::MAX,
    }
}

fn fill(sections: &mut [Section], entries: &[Arc<Entry>]) {
    let place: std::collections::HashMap<(String, String), usize> = sections
        .iter()
        .enumerate()
        .map(|(i, s)| ((s.lang.clone(), s.folder.clone()), i))
        .collect();
    for (i, entry) in entries.iter().enumerate() {
        let id = EntryId(i as u32);
        let mut folder = entry.path.folder.as_str();
        let mut key = (entry.path.lang.clone(), folder.to_owned());
        if entry.path.is_section {
            if let Some(section) = place.get(&key).map(|s| &mut sections[*s]) {
                section.index = Some(id);
            }
            continue;
        }
        loop {
            if let Some(section) = place.get(&key).map(|s| &mut sections[*s])
                && (!folder.is_empty() || entry.path.folder.is_empty())
            {
                section.entries.push(id);
            }
            match folder.rfind('/') {
                Some(at) => folder = &folder[..at],
                None => break,
            }
            key.1 = folder.to_owned();
        }
    }
    for section in sections {
        order::sort(&mut section.entries, entries);
    }
}
