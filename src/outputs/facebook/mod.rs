//! Posts for the union's Facebook page: for each published entry of a kind, in each language, a folder with what an
//! officer needs to post it (texts, pictures, alt texts, the first comment) and `post.json` for programs; the board, a
//! page from which it is all copied by a tap; and tables of all posts. `README.md` describes the files.
//!
//! Nothing is posted from here, and no token is asked for.

pub(super) mod board;
mod body;
mod bundle;
mod compose;
mod facts;
mod faults;
mod fold;
mod graph;
mod hashtag;
mod images;
mod json;
mod pack;
mod packs;
mod piece;
mod settings;
mod tables;
mod trim;
mod view;
mod words;

use faults::form;
pub(super) use packs::Desk;
pub(super) use settings::images as images_of;
pub use settings::{Posted, posted};

use super::{Output, Plan, World};
use crate::diagnostics::{Diags, FilePath};
use crate::site::Route;
use packs::Packs;
use std::sync::Arc;

/// The output's name, by which `site.yaml`, kinds and entries switch it off.
const NAME: &str = "facebook";

/// The output of Facebook packs.
pub struct Facebook;

impl Output for Facebook {
    fn name(&self) -> &'static str {
        NAME
    }

    fn plan(&self, world: &World, plan: &mut Plan) -> Diags {
        let packs = Arc::new(Packs::of(world));
        if packs.items().is_empty() {
            return Diags::new();
        }
        let plan = match &packs.beside {
            Some(folder) => plan.beside(folder),
            None => plan,
        };
        for (index, item) in packs.items().iter().enumerate() {
            let folder = format!("{}{}/", packs.root, item.folder);
            let bundle = bundle::Folder {
                packs: packs.clone(),
                index,
            };
            plan.claim_bundle(folder, &world.site.entry(item.id).file, bundle);
        }
        let origin: FilePath = crate::config::SITE_FILE.into();
        let route = |name: &str| Route::new(format!("{}{name}", packs.root));
        plan.claim(route("posts.json"), &origin, tables::Json(packs.clone()));
        plan.claim(route("posts.csv"), &origin, tables::Csv(packs.clone()));
        board::plan(world, &packs, plan);
        Diags::new()
    }
}
