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
    let pages = Arc::new(pages(world, packs));
    for (index, page) in pages.iter().enumerate() {
        let route = Route::new(format!("{}{}", packs.root, page.file));
        let (packs, pages) = (packs.clone(), pages.clone());
        plan.claim(
            route,
            &origin,
            Board {
                packs,
                pages,
                index,
            },
        );
    }
}

/// Where the board is, when it is made and lies in the output folder.
pub(in crate::outputs) fn route(world: &World) -> Option<Route> {
    let packs = Packs::of(world);
    let made = world.config.outputs.on(super::NAME) && world.theme.has(TEMPLATE);
    (made && packs.beside.is_none() && !packs.items().is_empty())
        .then(|| Route::new(format!("{}index.html", packs.root)))
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
    let offset = world.config.timezone.offset();
    let date = world.site.entry(item.id).front.common.date;
    date.map_or_else(String::new, |d| {
        let date = d.date(offset);
        format!("{}-{:02}", date.year, date.month)
    })
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

/// One page of the board, of all its pages.
struct Board {
    packs: Arc<Packs>,
    pages: Arc<Vec<Page>>,
    index: usize,
}

impl Board {
    fn file(&self) -> &str {
        self.pages.get(self.index).map_or("", |p| p.file.as_str())
    }

    fn items(&self) -> impl Iterator<Item = &Item> {
        let members = self.pages.get(self.index).map(|page| page.members.iter());
        let items = self.packs.items();
        members.into_iter().flatten().filter_map(|i| items.get(*i))
    }

    fn links(&self) -> Vec<PageLink> {
        let link = |(i, page): (usize, &Page)| PageLink {
            path: format!("{}{}", self.packs.root, page.file),
            part: part_of(&page.file),
            count: page.members.len(),
            active: i == self.index,
            month: match page.month.split_once('-') {
                Some((year, month)) => format!("{}/{year}", month.trim_start_matches('0')),
                None => String::new(),
            },
        };
        self.pages.iter().enumerate().map(link).collect()
    }
}

impl Recipe for Board {
    fn key(&self, world: &World, key: &mut Key) {
        key.number("base", world.base_hash(world.default_lang()));
        for link in self.links() {
            key.text("page", &link.path);
            key.number("entries", link.count as u128);
        }
        for item in self.items() {
            key.number("pack", self.packs.key(world, item));
        }
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        let route = Route::new(format!("{}{}", self.packs.root, self.file()));
        let entries: Vec<Shared> = self
            .items()
            .map(|item| Shared::new(&view::entry(world, &self.packs, item)))
            .collect();
        let mut kinds: Vec<view::Kind> = Vec::new();
        for kind in self.items().filter_map(|item| world.site.kind(item.id)) {
            if !kinds.iter().any(|k| k.key == kind.folder) {
                let label = kind.label.get(world.default_lang());
                kinds.push(view::Kind {
                    key: &kind.folder,
                    label,
                });
            }
        }
        let mut context = world.context(&route, world.default_lang(), Vec::new());
        context.insert(
            "board",
            Shared::map([
                ("pages", Shared::new(&self.links())),
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
