//! What a page costs a reader: the bytes of its first view, as a host sends them, against the site's `budgets`.
//!
//! Counted are the page itself, the style sheets and scripts that it names, and the pictures that load at once, each at
//! the width a cheap phone takes. Text counts compressed (gzip, level 6), photos as they are. A picture further down
//! (`loading="lazy"`) and a script that comes with a touch belong to no first view; sheets for the printer and pages for
//! staff (`noindex`) are nobody's first view.

mod first_view;
mod words;

use super::{Check, Findings, Page, Rule};
use crate::config::Budgets;
use crate::outputs::World;
use crate::site::Route;
use first_view::{Eyes, FirstView};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::OnceLock;

/// Weights of pages.
pub(super) struct Weights;

/// The scale of one run: the theme's files are weighed once, when the first page is.
pub struct Scale {
    eyes: Eyes,
    assets: OnceLock<BTreeMap<String, u64>>,
}

/// Name and bytes of one thing that loads.
type Part = (String, u64);

/// A page on the scale.
struct Load {
    /// The page itself under its own route, style sheets, drawings.
    parts: Vec<Part>,
    scripts: Vec<Part>,
    photos: Vec<Part>,
}

impl Check for Weights {
    fn rules(&self) -> &'static [Rule] {
        const {
            &[
                Rule::warning("B001", "heavy-page"),
                Rule::warning("B002", "heavy-photos"),
                Rule::warning("B003", "heavy-script"),
            ]
        }
    }

    fn page(&self, page: &Page<'_>, found: &mut Findings<'_>) {
        let wanted = self.rules().iter().any(|rule| found.wants(rule.code));
        if !wanted || page.scale.eyes.is_internal(page.html) {
            return;
        }
        let budgets = &page.world.config.budgets;
        if let Some(load) = page.scale.weigh(page, budgets) {
            load.judge(budgets, page, found);
        }
    }
}

impl Scale {
    /// A scale on which nothing lies yet.
    pub(super) fn new() -> Scale {
        Scale {
            eyes: Eyes::new(),
            assets: OnceLock::new(),
        }
    }

    /// Weighs a page; `None` when it is surely light enough. Compressing is costly, so it is done only where the page
    /// would be too heavy at 2.5 : 1; measured on our pages it is 2.9 to 3.4 : 1.
    fn weigh(&self, page: &Page<'_>, budgets: &Budgets) -> Option<Load> {
        let FirstView {
            styles,
            scripts,
            pictures,
            inline,
        } = self.eyes.look(page.route, page.html);
        let assets = self.assets.get_or_init(|| of_theme(page.world));
        let weigh = |path: String| {
            let bytes = assets.get(&path).copied().unwrap_or_default();
            (path, bytes)
        };
        let mut parts: Vec<Part> = styles.into_iter().map(weigh).collect();
        let mut scripts: Vec<Part> = scripts.into_iter().map(weigh).collect();
        let most = page.html.len() as u64 * 2 / 5;
        let script = sum(&scripts) + inline / 2;
        let light = most + sum(&parts) + sum(&scripts) <= budgets.page && script <= budgets.script;
        if light && pictures.is_empty() {
            return None;
        }
        parts.push((page.route.to_owned(), most));
        if inline > 0 {
            scripts.push((page.route.to_owned(), inline / 2));
        }
        let mut photos = Vec::new();
        for route in pictures {
            let bytes = page
                .world
                .gallery
                .weight(page.world, &Route::new(route.clone()));
            match route.ends_with(".svg") {
                // A drawing is text: it takes a third to a half when compressed.
                true => parts.push((route, bytes.unwrap_or_default() / 2)),
                false => photos.push((route, bytes.unwrap_or_default())),
            }
        }
        let enough = sum(&parts) + sum(&scripts) <= budgets.page;
        let all = sum(&parts) + sum(&scripts) + sum(&photos);
        if !enough || all > budgets.page_with_photo {
            let exact = compressed(page.html.as_bytes());
            parts.retain(|(name, _)| name != page.route);
            parts.push((page.route.to_owned(), exact));
        }
        Some(Load {
            parts,
            scripts,
            photos,
        })
    }
}

impl Load {
    /// What is too much.
    fn judge(&self, budgets: &Budgets, page: &Page<'_>, found: &mut Findings<'_>) {
        let files = self.scripts.iter().filter(|(name, _)| name != page.route);
        let text = sum(&self.parts) + files.map(|(_, bytes)| bytes).sum::<u64>();
        if text > budgets.page {
            let heaviest = heaviest(self.parts.iter().chain(&self.scripts));
            found.push(words::page(page, text, budgets.page, heaviest));
        }
        let all = text + sum(&self.photos);
        if !self.photos.is_empty() && all > budgets.page_with_photo {
            let photo = heaviest(&self.photos);
            found.push(words::photos(page, all, budgets.page_with_photo, photo));
        }
        let script = sum(&self.scripts);
        if script > budgets.script {
            let heaviest = heaviest(&self.scripts);
            found.push(words::script(page, budgets.script, heaviest));
        }
    }
}

/// The theme's style sheets and scripts, compressed, by route.
fn of_theme(world: &World) -> BTreeMap<String, u64> {
    let texts = world
        .theme
        .assets()
        .filter(|a| a.logical.ends_with(".css") || a.logical.ends_with(".js"));
    let weighed = texts.filter_map(|asset| {
        let bytes = world.theme.asset_bytes(&asset.logical).ok()?;
        Some((asset.route.as_str().to_owned(), compressed(&bytes)))
    });
    weighed.collect()
}

fn sum(parts: &[Part]) -> u64 {
    parts.iter().map(|(_, bytes)| bytes).sum()
}

fn heaviest<'p>(parts: impl IntoIterator<Item = &'p Part>) -> (&'p str, u64) {
    parts
        .into_iter()
        .max_by_key(|(_, bytes)| *bytes)
        .map_or(("", 0), |(name, bytes)| (name.as_str(), *bytes))
}

/// Bytes after gzip at level 6, which is what hosts use.
fn compressed(bytes: &[u8]) -> u64 {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::new(6));
    // Writing into memory does not fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().map_or(0, |out| out.len() as u64)
}
