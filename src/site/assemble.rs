//! Entries → site. Cheap beside parsing: ids in the order of paths, then one side table after the other.

use super::sections::{by_folder, folder_route, page_route};
use super::{
    Consent, EntryId, Moment, Past, Route, Site, Tables, Withdrawn, Withheld, addresses, consent,
    redirects, sections, terms,
};
use crate::config::SiteConfig;
use crate::content::Entry;
use crate::diagnostics::{Diags, FilePath};
use crate::text::slug::slugify;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

impl Site {
    /// Puts a site together from entries in the order of their paths, and from what is known of earlier days.
    pub fn assemble(
        config: Arc<SiteConfig>,
        config_file: &FilePath,
        entries: Vec<Arc<Entry>>,
        moment: Moment,
        past: Past,
    ) -> (Site, Diags) {
        let mut diags = addresses::same_ids(&entries);
        let (shown, withheld) = part(&config, entries, moment, &past.withdrawn);
        let (entries, marks): (Vec<_>, Vec<_>) = shown.into_iter().unzip();
        let ((sections, routes), (taxonomies, memberships, faults)) = rayon::join(
            || {
                (
                    sections::collect(&config, &entries),
                    routes(&config, &entries),
                )
            },
            || terms::collect(&config, &entries),
        );
        let (section_of, place_in_section) = places(&sections, entries.len());
        diags.extend(faults);
        let (mut redirects, faults) =
            redirects::collect(&config, config_file, &entries, &routes, &taxonomies);
        diags.extend(faults);
        let pages = addresses::Pages {
            config: &config,
            entries: &entries,
            routes: &routes,
            withheld: &withheld,
            sections: &sections,
            taxonomies: &taxonomies,
            redirects: &redirects,
        };
        let (addresses, former, faults) = addresses::follow(&pages, &past);
        diags.extend(faults);
        redirects.extend(former);
        redirects.sort_by(|a, b| a.from.cmp(&b.from));
        let number = |i: usize| EntryId(i as u32);
        let by_file: HashMap<FilePath, EntryId> = entries
            .iter()
            .enumerate()
            .map(|(i, e)| (e.file.clone(), number(i)))
            .collect();
        let withheld_files = withheld
            .iter()
            .enumerate()
            .map(|(i, (e, _))| (e.file.clone(), i))
            .collect();
        let translations = translations(&config, &entries);
        let tables = Tables {
            routes,
            marks,
            by_file,
            withheld_files,
            section_of,
            place_in_section,
            memberships,
            translations,
        };
        let site = Site {
            config,
            moment,
            entries,
            withheld,
            sections: Arc::new(sections),
            taxonomies: Arc::new(taxonomies),
            redirects: Arc::new(redirects),
            addresses: Arc::new(addresses),
            withdrawn: past.withdrawn,
            tables: Arc::new(tables),
        };
        (site, diags)
    }
}

type Shown = Vec<(Arc<Entry>, Option<Withheld>)>;

/// Parts what is shown from what is withheld.
fn part(
    config: &SiteConfig,
    entries: Vec<Arc<Entry>>,
    moment: Moment,
    withdrawn: &Withdrawn,
) -> (Shown, Vec<(Arc<Entry>, Withheld)>) {
    let (mut shown, mut withheld) = (Vec::with_capacity(entries.len()), Vec::new());
    for entry in entries {
        let why = if withdrawn.named_by(&entry) {
            Some(Withheld::Withdrawn)
        } else {
            reason(config, &entry, moment)
        };
        match why {
            Some(Withheld::Withdrawn) => withheld.push((entry, Withheld::Withdrawn)),
            Some(why) if !moment.drafts => withheld.push((entry, why)),
            why => shown.push((entry, why)),
        }
    }
    (shown, withheld)
}

fn reason(config: &SiteConfig, entry: &Entry, moment: Moment) -> Option<Withheld> {
    let common = &entry.front.common;
    if common.draft {
        return Some(Withheld::Draft);
    }
    let kind = config
        .kind(&entry.path.kind)
        .filter(|_| !entry.path.is_section);
    if kind.is_some_and(|kind| consent(entry, kind) == Consent::Missing) {
        return Some(Withheld::NoConsent);
    }
    if let Some(date) = common.date.filter(|d| *d > moment.now) {
        return Some(Withheld::Future(date));
    }
    common
        .expires
        .filter(|d| *d <= moment.now)
        .map(Withheld::Expired)
}

fn routes(config: &SiteConfig, entries: &[Arc<Entry>]) -> Vec<Route> {
    let mut routes = Vec::with_capacity(entries.len());
    for some in by_folder(entries) {
        let (lang, folder) = (&some[0].path.lang, &some[0].path.folder);
        let prefix = config
            .languages
            .iter()
            .find(|l| l.code == *lang)
            .map_or("", |l| l.prefix.as_str());
        let folder = folder_route(prefix, folder);
        routes.extend(some.iter().map(|entry| route(config, &folder, entry)));
    }
    routes
}

/// The route of an entry whose folder has that address.
fn route(config: &SiteConfig, folder: &str, entry: &Entry) -> Route {
    if entry.path.is_section {
        return Route::new(format!("{folder}index.html"));
    }
    let slug = entry
        .front
        .common
        .slug
        .clone()
        .unwrap_or_else(|| slugify(&entry.path.name));
    page_route(
        config,
        folder,
        if slug.is_empty() {
            &entry.path.name
        } else {
            &slug
        },
    )
}

/// For each entry the innermost section that lists it, and its place there. Sections come outermost first.
fn places(sections: &[sections::Section], entries: usize) -> (Vec<Option<u32>>, Vec<u32>) {
    let (mut of, mut place) = (vec![None; entries], vec![0; entries]);
    for (s, section) in sections.iter().enumerate() {
        for (p, id) in section.entries.iter().enumerate() {
            of[id.0 as usize] = Some(s as u32);
            place[id.0 as usize] = p as u32;
        }
    }
    (of, place)
}

/// Groups of entries that are one another's translations; lone ones are left out.
fn translations(config: &SiteConfig, entries: &[Arc<Entry>]) -> BTreeMap<String, Vec<EntryId>> {
    if config.languages.len() < 2 {
        return BTreeMap::new();
    }
    let mut groups: BTreeMap<String, Vec<EntryId>> = BTreeMap::new();
    for (i, entry) in entries.iter().enumerate() {
        groups
            .entry(entry.path.key.clone())
            .or_default()
            .push(EntryId(i as u32));
    }
    groups.retain(|_, ids| ids.len() > 1);
    let rank = |id: &EntryId| {
        config
            .languages
            .iter()
            .position(|l| l.code == entries[id.0 as usize].path.lang)
    };
    for ids in groups.values_mut() {
        ids.sort_by_key(rank);
    }
    groups
}
