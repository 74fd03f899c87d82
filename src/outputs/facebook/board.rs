//! The board: the page from which staff post. The newest entries on `index.html`, each month on a page of its own, so
//! that narrowing to a month is a link and needs no script.

use super::packs::{Item, Packs};
use super::view;
use crate::diagnostics::{Diags, FilePath};
use crate::outputs::{Key, Made, Plan, Recipe, World};
use crate::site::Route;
use crate::theme::Shared;
use serde::Serialize;
use std::sync::Arc;

/// Its template.
const TEMPLATE: &str = "facebook/board.html";
/// Entries on one page.
const PAGE: usize = 40;

/// Claims the board's pages, where the theme has a template for them.
pub(super) fn plan(world: &World, packs: &Arc<Packs>, plan: &mut Plan) {
    if !world.theme.has(TEMPLATE) {
        return;
    }
    let origin: FilePath = format!("themes/{}/templates/{TEMPLATE}", world.config.theme).into();
    for page in pages(world, packs) {
        let route = Route::new(format!("{}{}", packs.root, page.file));
        plan.claim(
            route,
            &origin,
            Board {
                packs: packs.clone(),
                page,
            },
        );
    }
}

/// One page of the board.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Page {
    file: String,
    /// `2026-10`; empty for the newest of all months and for entries without a date.
    month: String,
    /// Positions in [`Packs::items`].
    members: Vec<usize>,
}

/// The newest entries, then each month; a month with many entries takes several pages.
fn pages(world: &World, packs: &Packs) -> Vec<Page> {
    let mut out = vec![Page {
        file: "index.html".to_owned(),
        month: String::new(),
        members: (0..packs.items().len().min(PAGE)).collect(),
    }];
    for (i, item) in packs.items().iter().enumerate() {
        let month = month_of(world, item);
        match out
            .last_mut()
            .filter(|p| p.file != "index.html" && p.month == month)
        {
            Some(page) if page.members.len() < PAGE => page.members.push(i),
            last => {
                let part = last.map_or(1, |page| part_of(&page.file) + 1);
                out.push(Page {
                    file: file(&month, part),
                    month,
                    members: vec![i],
                });
            }
        }
    }
    out
}

/// `thang-2026-10.html`, `thang-2026-10-trang-2.html`.
fn file(month: &str, part: usize) -> String {
    let name = match month {
        "" => "khong-ngay".to_owned(),
        month => format!("thang-{month}"),
    };
    match part {
        1 => format!("{name}.html"),
        n => format!("{name}-trang-{n}.html"),
    }
}

fn part_of(file: &str) -> usize {
    let number = file
        .rsplit_once("-trang-")
        .map(|(_, n)| n.trim_end_matches(".html"));
    number.and_then(|n| n.parse().ok()).unwrap_or(1)
}

/// `2026-10`; empty without a date.
fn month_of(world: &World, item: &Item) -> String {
    let date = &world.shelf.card(item.id).date;
    date.as_ref()
        .map_or_else(String::new, |d| format!("{}-{:02}", d.year, d.month))
}

/// A link to another page of the board.
#[derive(Serialize)]
struct PageLink {
    path: String,
    /// `10/2026`; empty for the newest.
    month: String,
    /// Which page of the month, from 1.
    part: usize,
    count: usize,
    active: bool,
}

struct Board {
    packs: Arc<Packs>,
    page: Page,
}

impl Board {
    fn items(&self) -> impl Iterator<Item = &Item> {
        self.page
            .members
            .iter()
            .filter_map(|i| self.packs.items().get(*i))
    }

    fn links(&self, world: &World) -> Vec<PageLink> {
        let link = |page: Page| PageLink {
            path: format!("{}{}", self.packs.root, page.file),
            part: part_of(&page.file),
            count: page.members.len(),
            active: page.file == self.page.file,
            month: match page.month.split_once('-') {
                Some((year, month)) => format!("{}/{year}", month.trim_start_matches('0')),
                None => String::new(),
            },
        };
        pages(world, &self.packs).into_iter().map(link).collect()
    }
}

impl Recipe for Board {
    fn key(&self, world: &World, key: &mut Key) {
        key.number("base", world.base_hash(world.default_lang()));
        for link in self.links(world) {
            key.text("page", &link.path);
            key.number("entries", link.count as u128);
        }
        for item in self.items() {
            key.number("pack", self.packs.key(world, item));
        }
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        let route = Route::new(format!("{}{}", self.packs.root, self.page.file));
        let entries: Vec<Shared> = self
            .items()
            .map(|item| Shared::new(&view::entry(world, &self.packs, item)))
            .collect();
        let mut kinds: Vec<(String, String)> = Vec::new();
        for item in self.items() {
            let card = &world.shelf.card(item.id);
            if !kinds.iter().any(|(k, _)| *k == card.kind) {
                kinds.push((card.kind.clone(), card.kind_label.clone()));
            }
        }
        let kinds: Vec<_> = kinds
            .iter()
            .map(|(key, label)| view::Kind { key, label })
            .collect();
        let mut context = world.context(&route, world.default_lang(), Vec::new());
        context.insert(
            "board",
            Shared::map([
                ("pages", Shared::new(&self.links(world))),
                ("kinds", Shared::new(&kinds)),
                ("entries", Shared::list(entries)),
                ("total", Shared::new(&self.packs.items().len())),
                ("name", Shared::text(&world.config.facebook.name)),
                ("address", Shared::text(&world.config.facebook.page)),
                ("root", Shared::text(&self.packs.root)),
            ]),
        );
        world
            .engine
            .render(TEMPLATE, &context, out)
            .map_err(Diags::from)?;
        Ok(Diags::new())
    }

    fn templates(&self, _world: &World) -> Vec<String> {
        vec![TEMPLATE.to_owned()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_pages() {
        assert_eq!(file("2026-10", 1), "thang-2026-10.html");
        assert_eq!(part_of(&file("2026-10", 3)), 3);
        assert_eq!(file("", 1), "khong-ngay.html");
    }
}
