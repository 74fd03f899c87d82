//! `sitemap.xml` and `robots.txt`.

use super::feed::xml;
use super::{Key, Made, Output, Plan, Recipe, World};
use crate::diagnostics::{Diagnostic, Diags, FilePath, Span};
use crate::site::Route;
use crate::view::pages_of;

/// The output of what search engines read first.
pub struct Sitemap;

/// An address of the sitemap: route, day of last change, other languages.
struct Place {
    route: Route,
    changed: Option<String>,
    alternates: Vec<(String, Route)>,
}

/// Everything that search engines should find: entries, lists, terms. Later list pages and notices are left out.
fn places(world: &World) -> Vec<Place> {
    let site = &world.site;
    let offset = world.config.timezone.offset();
    let mut out = Vec::new();
    for id in site.ids() {
        let entry = site.entry(id);
        let common = &entry.front.common;
        let alternates = site
            .translations(id)
            .iter()
            .map(|t| (site.entry(*t).path.lang.clone(), site.route(*t).clone()))
            .collect();
        if !entry.path.is_section {
            let changed = common.updated.max(common.date).map(|d| d.rfc3339(offset));
            out.push(Place {
                route: site.route(id).clone(),
                changed,
                alternates,
            });
        }
    }
    for section in &site.sections {
        let newest = section
            .entries
            .iter()
            .filter_map(|id| site.entry(*id).front.common.date)
            .max();
        let changed = newest.map(|d| d.rfc3339(offset));
        if pages_of(section.entries.len(), world.config.page_size) > 0 {
            out.push(Place {
                route: section.route.clone(),
                changed,
                alternates: Vec::new(),
            });
        }
    }
    for pages in &site.taxonomies {
        out.push(Place {
            route: pages.route.clone(),
            changed: None,
            alternates: Vec::new(),
        });
        for term in &pages.terms {
            out.push(Place {
                route: term.route.clone(),
                changed: None,
                alternates: Vec::new(),
            });
        }
    }
    out.sort_by(|a, b| a.route.cmp(&b.route));
    out.dedup_by(|a, b| a.route == b.route);
    out
}

impl Output for Sitemap {
    fn name(&self) -> &'static str {
        "sitemap"
    }

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
        plan.claim(Route::new("sitemap.xml"), &origin, Map);
        Diags::new()
    }
}

struct Map;

impl Recipe for Map {
    fn key(&self, world: &World, key: &mut Key) {
        key.number("config", world.config.hash);
        for place in places(world) {
            key.text("route", place.route.as_str());
            key.text("changed", place.changed.as_deref().unwrap_or(""));
            place.alternates.iter().for_each(|(lang, route)| {
                key.text(
                    if lang.is_empty() { "x" } else { "alternate" },
                    route.as_str(),
                )
            });
        }
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        let views = world.views();
        let mut text = String::from(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
        );
        for place in places(world) {
            text.push_str("<url><loc>");
            xml(
                &views.permalink(&place.route).unwrap_or_default(),
                &mut text,
            );
            text.push_str("</loc>");
            if let Some(changed) = &place.changed {
                text.push_str("<lastmod>");
                text.push_str(changed);
                text.push_str("</lastmod>");
            }
            for (lang, route) in &place.alternates {
                text.push_str("<xhtml:link rel=\"alternate\" hreflang=\"");
                xml(lang, &mut text);
                text.push_str("\" href=\"");
                xml(&views.permalink(route).unwrap_or_default(), &mut text);
                text.push_str("\"/>");
            }
            text.push_str("</url>\n");
        }
        text.push_str("</urlset>\n");
        out.extend(text.as_bytes());
        Ok(Diags::new())
    }
}

struct Robots;

impl Recipe for Robots {
    fn key(&self, world: &World, key: &mut Key) {
        key.number("config", world.config.hash);
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        out.extend(b"User-agent: *\nDisallow: /facebook/\n");
        if let Some(base) = &world.config.base_url {
            out.extend(format!("\nSitemap: {}\n", base.join("sitemap.xml")).as_bytes());
        }
        Ok(Diags::new())
    }
}
