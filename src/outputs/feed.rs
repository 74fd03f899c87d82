//! Atom and JSON feeds of the site, of each kind and of each term. They need absolute addresses, so without a
//! `base_url` there are none.

use super::{Key, Made, Output, Plan, Recipe, World};
use crate::diagnostics::{Diags, FilePath};
use crate::site::{EntryId, Route, Section, TaxonomyPages, TermPages};
use crate::text::date::Instant;
use serde_json::json;
use std::cmp::Reverse;
use std::fmt::Write;

/// How many entries a feed holds.
const MOST: usize = 20;

/// The output of feeds.
pub struct Feeds;

impl Output for Feeds {
    fn name(&self) -> &'static str {
        "feed"
    }

    fn plan(&self, world: &World, plan: &mut Plan) -> Diags {
        let site = &world.site;
        let origin: FilePath = crate::config::SITE_FILE.into();
        let mut feeds: Vec<(Route, Feed)> = Vec::new();
        for section in site.sections.iter() {
            let title = world.views().section_title(section);
            let (route, entries) = if section.folder.is_empty() {
                let all = site.pages().filter(|id| {
                    let path = &site.entry(*id).path;
                    path.lang == section.lang && !path.kind.is_empty()
                });
                (site_feed(world, &section.lang), newest(world, all))
            } else {
                (
                    section_feed(world, section),
                    newest(world, section.entries.iter().copied()),
                )
            };
            let home = section.route.clone();
            if let Some(route) = route {
                feeds.push((
                    route,
                    Feed {
                        title,
                        home,
                        lang: section.lang.clone(),
                        entries,
                        json: false,
                    },
                ));
            }
        }
        for pages in site.taxonomies.iter() {
            for term in &pages.terms {
                if let Some(route) = term_feed(world, pages, term) {
                    let (title, home) = (term.name.clone(), term.route.clone());
                    let entries = newest(world, term.entries.iter().copied());
                    feeds.push((
                        route,
                        Feed {
                            title,
                            home,
                            lang: pages.lang.clone(),
                            entries,
                            json: false,
                        },
                    ));
                }
            }
        }
        for (route, feed) in feeds {
            plan.claim(
                json_route(&route),
                &origin,
                Feed {
                    json: true,
                    ..feed.clone()
                },
            );
            plan.claim(route, &origin, feed);
        }
        Diags::new()
    }
}

fn on(world: &World) -> bool {
    world.config.base_url.is_some() && world.config.outputs.on("feed")
}

/// The feed of a language's newest entries.
pub(super) fn site_feed(world: &World, lang: &str) -> Option<Route> {
    on(world).then(|| Route::new(format!("{}feed.xml", world.site.language(lang).prefix)))
}

/// The feed of a section.
pub(super) fn section_feed(world: &World, section: &Section) -> Option<Route> {
    on(world).then(|| Route::new(section.route.as_str().replace("index.html", "feed.xml")))
}

/// The feed of a term.
pub(super) fn term_feed(world: &World, pages: &TaxonomyPages, term: &TermPages) -> Option<Route> {
    let folder = pages.route.as_str().trim_end_matches("index.html");
    on(world).then(|| Route::new(format!("{folder}{}/feed.xml", term.slug)))
}

fn json_route(atom: &Route) -> Route {
    Route::new(atom.as_str().replace("feed.xml", "feed.json"))
}

/// The newest of some entries, the newest first.
fn newest(world: &World, ids: impl Iterator<Item = EntryId>) -> Vec<EntryId> {
    let date = |id: EntryId| Reverse(world.site.entry(id).front.common.date);
    let mut dated: Vec<_> = ids.map(|id| (date(id), id)).collect();
    if dated.len() > MOST {
        dated.select_nth_unstable(MOST);
        dated.truncate(MOST);
    }
    dated.sort_unstable();
    dated.into_iter().map(|(_, id)| id).collect()
}

#[derive(Clone)]
struct Feed {
    title: String,
    home: Route,
    lang: String,
    entries: Vec<EntryId>,
    json: bool,
}

impl Feed {
    /// The time of the newest change among the entries: a feed's own time does not depend on when it was made.
    fn updated(&self, world: &World) -> Instant {
        let times = self.entries.iter().filter_map(|id| {
            let common = &world.site.entry(*id).front.common;
            common.updated.max(common.date)
        });
        times.max().unwrap_or(Instant(0))
    }

    fn atom(&self, world: &World, out: &mut String) {
        let views = world.views();
        let offset = world.config.timezone.offset();
        let address = |route: &Route| views.permalink(route).unwrap_or_default();
        let own = Route::new(self.home.as_str().to_owned());
        let mut line = |name: &str, text: &str| {
            let _ = write!(out, "<{name}>");
            xml(text, out);
            let _ = writeln!(out, "</{name}>");
        };
        line("title", &self.title);
        line("id", &address(&own));
        line("updated", &self.updated(world).rfc3339(offset));
        let name = &world.config.organization;
        let name = if name.is_empty() {
            &world.config.title
        } else {
            name
        };
        let _ = write!(out, "<author><name>");
        xml(name, out);
        let _ = writeln!(out, "</name></author>");
        let _ = writeln!(
            out,
            "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>",
            attr(&address(&own))
        );
        for id in &self.entries {
            let card = &world.shelf.card(*id);
            let common = &world.site.entry(*id).front.common;
            let url = address(world.site.route(*id));
            let updated = common
                .updated
                .max(common.date)
                .unwrap_or(Instant(0))
                .rfc3339(offset);
            let _ = write!(out, "<entry>\n<title>");
            xml(&card.title, out);
            let _ = write!(
                out,
                "</title>\n<id>{0}</id>\n<link href=\"{0}\"/>\n",
                attr(&url)
            );
            let _ = writeln!(out, "<updated>{updated}</updated>");
            if let Some(date) = common.date {
                let _ = writeln!(out, "<published>{}</published>", date.rfc3339(offset));
            }
            let _ = write!(out, "<summary>");
            xml(&card.summary, out);
            let _ = writeln!(out, "</summary>\n</entry>");
        }
    }

    fn json_feed(&self, world: &World) -> serde_json::Value {
        let views = world.views();
        let offset = world.config.timezone.offset();
        let items: Vec<_> = self
            .entries
            .iter()
            .map(|id| {
                let card = &world.shelf.card(*id);
                let common = &world.site.entry(*id).front.common;
                let mut item = json!({
                    "id": card.permalink,
                    "url": card.permalink,
                    "title": card.title,
                    "content_text": card.summary,
                    "summary": card.summary,
                    "language": card.lang,
                });
                if let (Some(date), Some(fields)) = (common.date, item.as_object_mut()) {
                    fields.insert("date_published".into(), json!(date.rfc3339(offset)));
                    let changed = common.updated.max(common.date).unwrap_or(date);
                    fields.insert("date_modified".into(), json!(changed.rfc3339(offset)));
                }
                item
            })
            .collect();
        json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.title,
            "home_page_url": views.permalink(&self.home),
            "language": self.lang,
            "items": items,
        })
    }
}

impl Recipe for Feed {
    fn key(&self, world: &World, key: &mut Key) {
        key.number("config", world.config.hash);
        key.text("title", &self.title);
        key.text("home", self.home.as_str());
        for id in &self.entries {
            key.number("card", world.shelf.hash(*id));
        }
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        if self.json {
            let text = serde_json::to_string_pretty(&self.json_feed(world)).unwrap_or_default();
            out.extend(text.as_bytes());
        } else {
            let mut text = format!(
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n",
                attr(&self.lang)
            );
            self.atom(world, &mut text);
            text.push_str("</feed>\n");
            out.extend(text.as_bytes());
        }
        Ok(Diags::new())
    }
}

/// Text for XML; characters that XML 1.0 does not allow are left out.
pub(super) fn xml(text: &str, out: &mut String) {
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let instead = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\t' | '\n' | '\r' => continue,
            '\0'..' ' | '\u{FFFE}' | '\u{FFFF}' => "",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(instead);
        from = at + c.len_utf8();
    }
    out.push_str(&text[from..]);
}

fn attr(text: &str) -> String {
    let mut out = String::new();
    xml(text, &mut out);
    out
}
