//! Which cards there are, and their addresses.

use super::super::World;
use super::fonts::{self, Fonts};
use super::{FOLDER, Format, NAME, Subject, sheet};
use crate::diagnostics::Diags;
use crate::site::Route;
use crate::source::{Snapshot, fingerprint};
use crate::view::ShareImage;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, OnceLock};

/// What all cards of a run share: the fonts, and hashes once known.
pub struct Deck {
    themes: Vec<String>,
    fonts_hash: u128,
    fonts: Arc<OnceLock<(Fonts, Diags)>>,
    hashes: Vec<OnceLock<Option<u128>>>,
    site: BTreeMap<String, OnceLock<Option<u128>>>,
    drawn: AtomicUsize,
}

impl Deck {
    /// For a site of so many entries, in those languages, with a theme and its parents (child first).
    pub fn new(
        snapshot: &Snapshot,
        themes: &[String],
        entries: usize,
        languages: impl Iterator<Item = String>,
    ) -> Deck {
        let hashes: Vec<u8> = fonts::files(snapshot, themes)
            .flat_map(|file| file.hash.to_le_bytes())
            .collect();
        Deck {
            themes: themes.to_vec(),
            fonts_hash: fingerprint(&hashes),
            fonts: Arc::default(),
            hashes: (0..entries).map(|_| OnceLock::new()).collect(),
            site: languages.map(|l| (l, OnceLock::new())).collect(),
            drawn: AtomicUsize::new(0),
        }
    }

    /// The same fonts for a site of so many other entries.
    pub fn for_others(&self, entries: usize) -> Deck {
        Deck {
            themes: self.themes.clone(),
            fonts_hash: self.fonts_hash,
            fonts: self.fonts.clone(),
            hashes: (0..entries).map(|_| OnceLock::new()).collect(),
            site: self.site.clone(),
            drawn: AtomicUsize::new(0),
        }
    }

    pub(super) fn fonts_hash(&self) -> u128 {
        self.fonts_hash
    }

    pub(super) fn fonts(&self, snapshot: &Snapshot) -> &(Fonts, Diags) {
        self.fonts
            .get_or_init(|| Fonts::load(snapshot, &self.themes))
    }

    /// Counts a card that was drawn.
    pub(super) fn count(&self) {
        self.drawn.fetch_add(1, Relaxed);
    }

    /// How many cards were drawn so far, rather than found in the cache.
    pub fn drawn(&self) -> usize {
        self.drawn.load(Relaxed)
    }

    /// Hashes of the cards that were asked for.
    pub(super) fn used(&self) -> BTreeSet<u128> {
        let all = self.hashes.iter().chain(self.site.values());
        all.filter_map(OnceLock::get).copied().flatten().collect()
    }
}

/// Whether a subject has a card of its own.
pub(super) fn wanted(world: &World, subject: &Subject) -> bool {
    let on = world.config.outputs.on(NAME);
    let Subject::Entry(id) = subject else {
        return on;
    };
    let off = |list: &[String]| list.iter().any(|o| o == NAME);
    on && !off(&world.site.entry(*id).front.off)
        && !world.site.kind(*id).is_some_and(|k| off(&k.off))
}

/// Hash of all that a subject's card depends on; `None` where it has none or its template fails.
pub fn hash(world: &World, subject: &Subject, format: Format) -> Option<u128> {
    let make = || {
        let sheet = sheet::sheet(world, subject, format).ok().flatten();
        sheet.map(|s| s.hash)
    };
    match (format, subject) {
        (Format::Tall, _) => make(),
        (Format::Wide, Subject::Entry(id)) => {
            *world.deck.hashes.get(id.0 as usize)?.get_or_init(make)
        }
        (Format::Wide, Subject::Site(lang)) => *world.deck.site.get(lang)?.get_or_init(make),
    }
}

/// The published card of a subject. Its name changes with what it shows, since Facebook keeps pictures by address.
pub fn image(world: &World, subject: &Subject) -> Option<ShareImage> {
    world.config.base_url.as_ref()?;
    if !wanted(world, subject) {
        return None;
    }
    let short = hash(world, subject, Format::Wide)? as u32;
    let (name, alt) = match subject {
        Subject::Entry(id) => {
            let common = &world.site.entry(*id).front.common;
            let cover = common.cover.as_ref().map_or("", |c| c.alt.as_str());
            let title = common.title.trim_end_matches('.');
            let alt = match cover {
                "" => title.to_owned(),
                cover => format!("{title}. {cover}"),
            };
            (last_part(world.site.route(*id)), alt)
        }
        Subject::Site(lang) => (lang.as_str(), world.site.language(lang).title.clone()),
    };
    let (width, height) = Format::Wide.size();
    Some(ShareImage {
        route: Route::new(format!("{FOLDER}{name}-{short:08x}.jpg")),
        width,
        height,
        alt,
    })
}

/// The last part of a page's address, without its ending.
fn last_part(route: &Route) -> &str {
    let path = route.pretty().trim_end_matches('/');
    let path = path.strip_suffix(".html").unwrap_or(path);
    path.rsplit('/').next().unwrap_or(path)
}
