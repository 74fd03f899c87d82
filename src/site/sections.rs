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
    for some in by_folder(entries) {
        let path = &some[0].path;
        let lang = rank(&path.lang);
        if lang > 0 {
            want(lang, "");
        }
        let is_kind = config.kinds.iter().any(|k| k.folder == path.kind);
        if is_kind && some.iter().any(|e| !e.path.is_section) {
            want(lang, &path.kind);
        }
        if some.iter().any(|e| e.path.is_section) {
            want(lang, &path.folder);
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

/// Entries in parts: those that follow one another in one folder and language.
pub(super) fn by_folder(entries: &[Arc<Entry>]) -> impl Iterator<Item = &[Arc<Entry>]> {
    let beside = |a: &Arc<Entry>, b: &Arc<Entry>| {
        a.path.folder == b.path.folder && a.path.lang == b.path.lang
    };
    entries.chunk_by(beside)
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
    let mut next = 0;
    for some in by_folder(entries) {
        let ids = next..next + some.len() as u32;
        next = ids.end;
        let own = some[0].path.folder.as_str();
        let mut key = (some[0].path.lang.clone(), own.to_owned());
        for (id, _) in ids.clone().zip(some).filter(|(_, e)| e.path.is_section) {
            if let Some(section) = place.get(&key).map(|s| &mut sections[*s]) {
                section.index = Some(EntryId(id));
            }
        }
        let listed = || ids.clone().zip(some).filter(|(_, e)| !e.path.is_section);
        let mut folder = own;
        loop {
            if let Some(section) = place.get(&key).map(|s| &mut sections[*s])
                && (!folder.is_empty() || own.is_empty())
            {
                section.entries.extend(listed().map(|(id, _)| EntryId(id)));
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
