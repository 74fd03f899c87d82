//! `sitemap.xml` and `robots.txt`.

use super::feed::xml;
use super::{Key, Made, Output, Plan, Recipe, World};
use crate::diagnostics::{Diagnostic, Diags, FilePath, Span};
use crate::site::Route;
use crate::text::date::Instant;
use rayon::prelude::*;

/// The output of what search engines read first.
pub struct Sitemap;

/// Addresses in one file at most; sitemaps.org allows 50,000 and 50 MB.
const MOST: usize = 40_000;

/// An address of the sitemap.
struct Place {
    route: Route,
    /// When it was last changed.
    changed: Option<Instant>,
}

/// Every page that readers can reach: entries, lists with their later pages and narrowed forms, terms, search, A–Z. They
/// say themselves which translations they have: the schema of sitemaps.org knows no links. The pages for missing
/// addresses and for reading without a network are no places to arrive at.
fn places(world: &World, plan: &Plan) -> Vec<Place> {
    let mut changes: Vec<(&Route, Option<Instant>)> = Vec::new();
    for id in world.site.pages() {
        let common = &world.site.entry(id).front.common;
        changes.push((world.site.route(id), common.updated.max(common.date)));
    }
    for section in world.site.sections.iter() {
        let dates = section.entries.iter();
        let newest = dates.filter_map(|id| world.site.entry(*id).front.common.date);
        changes.push((&section.route, newest.max()));
    }
    changes.par_sort_unstable();
    let mut changes = changes.into_iter().peekable();
    let pages = plan.iter().filter(|(route, planned)| {
        let is_page = matches!(planned.output, "page" | "list" | "taxonomy" | "special");
        is_page && route.as_str().ends_with(".html") && !super::special::is_notice(world, route)
    });
    // Both are in the order of routes.
    let mut changed = |route: &Route| {
        while changes.next_if(|(other, _)| *other < route).is_some() {}
        changes.next_if(|(other, _)| *other == route)?.1
    };
    pages
        .map(|(route, _)| Place {
            route: route.clone(),
            changed: changed(route),
        })
        .collect()
}

impl Output for Sitemap {
    fn name(&self) -> &'static str {
        "sitemap"
    }

    /// Comes after the outputs of pages, whose routes it lists.
    fn plan(&self, world: &World, plan: &mut Plan) -> Diags {
        let origin: FilePath = crate::config::SITE_FILE.into();
        plan.claim_if_free(Route::new("robots.txt"), &origin, Robots);
        if world.config.base_url.is_none() {
            return Diagnostic::warning(
                "C100",
                Span::file(&origin),
                "Chưa khai báo base_url, nên trang không có sitemap, feed, canonical và ảnh xem trước khi chia sẻ.",
                "No base_url is set, so there is no sitemap, feed, canonical address or share preview.",
            )
            .with_fix("base_url: https://ten-mien-cua-ban.vn")
            .into();
        }
        let mut all = places(world, plan);
        if all.len() <= MOST {
            plan.claim(Route::new("sitemap.xml"), &origin, Map(all));
            return Diags::new();
        }
        let mut parts = Vec::new();
        while !all.is_empty() {
            let rest = all.split_off(all.len().min(MOST));
            let route = Route::new(format!("sitemap-{}.xml", parts.len() + 1));
            parts.push(route.clone());
            plan.claim(route, &origin, Map(all));
            all = rest;
        }
        plan.claim(Route::new("sitemap.xml"), &origin, Parts(parts));
        Diags::new()
    }
}

/// Addresses of pages.
struct Map(Vec<Place>);

impl Recipe for Map {
    fn key(&self, world: &World, key: &mut Key) {
        key.number("config", world.config.hash);
        for place in &self.0 {
            key.text("route", place.route.as_str());
            let at = place.changed.map(|at| 1 << 64 | u128::from(at.0 as u64));
            key.number("changed", at.unwrap_or(0));
        }
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        let offset = world.config.timezone.offset();
        let mut text = open("urlset");
        for place in &self.0 {
            text.push_str("<url>");
            address(world, &place.route, &mut text);
            if let Some(changed) = place.changed {
                text.push_str("<lastmod>");
                text.push_str(&changed.rfc3339(offset));
                text.push_str("</lastmod>");
            }
            text.push_str("</url>\n");
        }
        text.push_str("</urlset>\n");
        out.extend(text.as_bytes());
        Ok(Diags::new())
    }
}

/// Addresses of sitemaps, where there are more pages than one may hold.
struct Parts(Vec<Route>);

impl Recipe for Parts {
    fn key(&self, world: &World, key: &mut Key) {
        key.number("config", world.config.hash);
        key.number("parts", self.0.len() as u128);
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        let mut text = open("sitemapindex");
        for part in &self.0 {
            text.push_str("<sitemap>");
            address(world, part, &mut text);
            text.push_str("</sitemap>\n");
        }
        text.push_str("</sitemapindex>\n");
        out.extend(text.as_bytes());
        Ok(Diags::new())
    }
}

fn open(element: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<{element} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
    )
}

fn address(world: &World, route: &Route, text: &mut String) {
    text.push_str("<loc>");
    xml(&world.views().permalink(route).unwrap_or_default(), text);
    text.push_str("</loc>");
}

struct Robots;

impl Recipe for Robots {
    fn key(&self, world: &World, key: &mut Key) {
        key.number("config", world.config.hash);
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        out.extend(b"User-agent: *\nDisallow: /facebook/\n");
        for folder in super::channel::folders(world) {
            out.extend(format!("Disallow: /{folder}\n").as_bytes());
        }
        if let Some(base) = &world.config.base_url {
            out.extend(format!("\nSitemap: {}\n", base.join("sitemap.xml")).as_bytes());
        }
        Ok(Diags::new())
    }
}
