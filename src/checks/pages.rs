//! Checks of pages as they were made, whichever template made them.

use super::levels::Levels;
use super::weight::Scale;
use super::{ALL, Check, Findings};
use crate::diagnostics::{Diagnostic, Diags, FilePath};
use crate::outputs::World;
use std::collections::{BTreeMap, BTreeSet};

/// A page that was made.
pub struct Page<'a> {
    /// The site.
    pub world: &'a World,
    /// Its route.
    pub route: &'a str,
    /// The file it was made from.
    pub origin: &'a FilePath,
    /// Its HTML.
    pub html: &'a str,
    /// What pages are weighed on.
    pub(super) scale: &'a Scale,
}

/// Checks pages; made once a run.
pub struct Pages {
    families: Vec<&'static dyn Check>,
    levels: Levels,
    scale: Scale,
}

impl Pages {
    /// For a site.
    pub fn new(world: &World) -> Self {
        let levels = Levels::of(&world.config);
        Self {
            families: levels.families(),
            levels,
            scale: Scale::new(),
        }
    }

    /// What is to be said about a page; nothing about files that are no pages.
    pub fn check(&self, world: &World, route: &str, origin: &FilePath, bytes: &[u8]) -> Diags {
        if self.families.is_empty() || !route.ends_with(".html") {
            return Diags::new();
        }
        let Some(html) = crate::source::utf8_text(bytes) else {
            return Diags::new();
        };
        let page = Page {
            world,
            route,
            origin,
            html,
            scale: &self.scale,
        };
        let mut found = Findings::new(&self.levels);
        self.families
            .iter()
            .for_each(|check| check.page(&page, &mut found));
        found.into_diags()
    }
}

/// Posts look for personal data too; what an entry was told already is not told again of its post.
const OF_POSTS: [(&str, &str); 3] = [("P020", "D001"), ("P021", "D002"), ("P022", "D005")];

/// Says once what is wrong on many pages alike, which is the template's fault: the first of them, with their number. Says
/// once, too, what both an entry and its post were found to disclose.
pub fn condense(diags: &mut Diags) {
    let file = |d: &Diagnostic| d.span.as_ref().map(|s| s.file.clone());
    let told: BTreeSet<(&str, Option<FilePath>)> = diags
        .iter()
        .filter(|d| d.code.starts_with('D'))
        .map(|d| (d.code, file(d)))
        .collect();
    diags.retain_mut(|d| {
        let own = OF_POSTS.iter().find(|(post, _)| *post == d.code);
        !own.is_some_and(|(_, entry)| told.contains(&(*entry, file(d))))
    });
    let is_page = |d: &Diagnostic| {
        let rule = |c: &&dyn super::Check| c.rules().iter().any(|r| r.code == d.code);
        (d.code.starts_with("A01") || d.code.starts_with('B')) && ALL.iter().any(rule)
    };
    let mut times: BTreeMap<(&'static str, String), usize> = BTreeMap::new();
    for d in diags.iter().filter(|d| is_page(d)) {
        *times.entry((d.code, d.vi.clone())).or_default() += 1;
    }
    let mut said: BTreeMap<(&'static str, String), bool> = BTreeMap::new();
    diags.retain_mut(|d| {
        if !is_page(d) {
            return true;
        }
        let key = (d.code, d.vi.clone());
        let more = times.get(&key).map_or(0, |n| n - 1);
        if said.insert(key, true).is_some() {
            return false;
        }
        if more > 0 {
            d.vi.push_str(&format!(" (và {more} trang nữa)"));
            d.en.push_str(&format!(" (and {more} more pages)"));
        }
        true
    });
}
