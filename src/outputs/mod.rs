//! What the site consists of: each output claims its routes and leaves a recipe for each; nothing is made before it is
//! wanted. A new output is one file here and one line in [`ALL`].

mod asset;
mod body;
mod channel;
mod facebook;
mod feed;
pub mod image;
mod list;
mod loudspeaker;
mod page;
mod plan;
mod poster;
mod press;
mod qr;
mod recipe;
mod redirect;
mod references;
pub mod search;
pub mod share_card;
mod shelf;
mod sitemap;
mod special;
mod staff;
mod taxonomy;
mod world;
mod zalo;

pub use image::Gallery;
pub(crate) use image::is_picture;
pub use plan::{Plan, Planned, PlannedBundle};
pub use recipe::{Bundle, Files, Key, Made, Recipe};
pub(crate) use references::{Use, of as references};
pub use shelf::Shelf;
pub use world::{Options, World};

use crate::diagnostics::Diags;

/// A kind of output.
pub trait Output: Sync {
    /// Its name, by which `site.yaml`, kinds and entries switch it off.
    fn name(&self) -> &'static str;

    /// Claims routes and leaves recipes. Says what is wrong with what it was given.
    fn plan(&self, world: &World, plan: &mut Plan) -> Diags;
}

/// All outputs, in the order in which they claim routes.
pub const ALL: &[&dyn Output] = &[
    &page::Pages,
    &list::Lists,
    &taxonomy::Terms,
    &special::Specials,
    &search::SearchIndex,
    &poster::Posters,
    &zalo::Messages,
    &loudspeaker::Scripts,
    &press::Notes,
    &staff::StaffPage,
    &feed::Feeds,
    &sitemap::Sitemap,
    &facebook::Facebook,
    &image::Images,
    &share_card::ShareCards,
    &asset::Assets,
    &redirect::Redirects,
];

/// The plan of a whole site: route → recipe.
pub fn plan(world: &World) -> (Plan, Diags) {
    let mut plan = Plan::default();
    let mut diags = Diags::new();
    for output in ALL.iter().filter(|o| world.config.outputs.on(o.name())) {
        plan.output = output.name();
        diags.extend(output.plan(world, &mut plan));
    }
    diags.extend(plan.take_faults());
    (plan, diags)
}
