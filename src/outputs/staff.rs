//! The staff page, `kenh/index.html`: every entry with its files for every channel, newest first. No public page leads
//! there.

use super::channel::{CHANNELS, Channel};
use super::facebook::board;
use super::{Key, Made, Output, Plan, Recipe, World};
use crate::diagnostics::{Diags, FilePath};
use crate::site::{EntryId, Route};
use crate::theme::Shared;
use std::cmp::Reverse;

const TEMPLATE: &str = "channels.html";

/// The output of the staff page. It is there when the theme has its template and at least one channel is on.
pub struct StaffPage;

impl Output for StaffPage {
    fn name(&self) -> &'static str {
        "channels"
    }

    fn plan(&self, world: &World, plan: &mut Plan) -> Diags {
        if world.theme.has(TEMPLATE) && !entries(world).is_empty() {
            let origin: FilePath = crate::config::SITE_FILE.into();
            plan.claim(Route::new("kenh/index.html"), &origin, Index);
        }
        Diags::new()
    }
}

/// Entries that go on any channel, newest first.
fn entries(world: &World) -> Vec<EntryId> {
    let on: Vec<Channel> = made(world);
    let mut ids: Vec<EntryId> = world
        .site
        .pages()
        .filter(|id| on.iter().any(|c| c.takes(world, *id)))
        .collect();
    ids.sort_by_key(|id| (Reverse(world.site.entry(*id).front.common.date), *id));
    ids
}

fn made(world: &World) -> Vec<Channel> {
    CHANNELS
        .into_iter()
        .filter(|c| !c.made(world).is_empty())
        .collect()
}

struct Index;

impl Recipe for Index {
    fn key(&self, world: &World, key: &mut Key) {
        key.text("template", TEMPLATE);
        key.number("base", world.base_hash(world.default_lang()));
        for id in entries(world) {
            key.number("card", world.shelf.hash(id));
            for channel in made(world) {
                key.number("takes", u128::from(channel.takes(world, id)));
            }
        }
        if let Some(board) = board::route(world) {
            key.text("board", board.as_str());
        }
        if world.theme.uses_site(TEMPLATE) {
            key.number("everything", world.shelf.everything());
        }
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        let channels = made(world);
        let entries = entries(world).into_iter().map(|id| {
            let files = channels
                .iter()
                .filter(|c| c.takes(world, id))
                .flat_map(|c| {
                    c.made(world).into_iter().map(move |template| {
                        let (name, format) = template.split_once('.').unwrap_or((template, ""));
                        Shared::map([
                            ("channel", Shared::text(name)),
                            ("format", Shared::text(format)),
                            ("path", Shared::text(c.route(world, id, template).as_str())),
                        ])
                    })
                });
            Shared::map([
                ("page", world.shelf.get(id).clone()),
                ("files", Shared::list(files)),
            ])
        });
        let route = Route::new("kenh/index.html");
        let mut context = world.context(&route, world.default_lang(), Vec::new());
        context.insert("entries", Shared::list(entries));
        let board = board::route(world);
        context.insert("board", Shared::new(&board.as_ref().map(Route::as_str)));
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
