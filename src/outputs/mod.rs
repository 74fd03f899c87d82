//! What the site consists of: each output claims its routes and leaves a recipe for each; nothing is made before it is
//! wanted. A new output is one file here and one line in [`ALL`].

mod asset;
mod body;
mod channel;
mod codes;
mod facebook;
mod feed;
mod headers;
pub mod image;
mod leads;
mod ledgers;
mod list;
mod loudspeaker;
mod offline;
mod page;
mod plan;
mod planning;
mod poster;
mod press;
mod qr;
mod recipe;
mod redirect;
pub(crate) mod references;
pub mod search;
pub mod share_card;
mod shelf;
mod sitemap;
mod special;
mod staff;
mod taxonomy;
mod world;
mod zalo;

pub(crate) use body::escape;
pub use facebook::{Posted, posted};
pub use image::Gallery;
pub(crate) use image::is_picture;
pub(crate) use ledgers::{is_ledger, renewed_ledgers};
pub use plan::{Claims, Plan, Planned, PlannedBundle};
pub use planning::{PlanFaults, plan, replan};
pub use recipe::{Bundle, Files, Key, Made, Recipe};
pub(crate) use references::{Use, of as references};
pub use shelf::Shelf;
pub use world::{Options, World};

use crate::diagnostics::Diags;
use crate::site::EntryId;

/// A kind of output.
pub trait Output: Sync {
    /// Its name, by which `site.yaml`, kinds and entries switch it off.
    fn name(&self) -> &'static str;

    /// Claims what is made of one entry, and says what is wrong with it. Of other entries it may know only their
    /// addresses and headings, of the site what all entries share: in a preview only the entry that was edited is asked
    /// for again.
    fn plan_entry(&self, _world: &World, _id: EntryId, _claims: &mut Claims) -> Diags {
        Diags::new()
    }

    /// Claims all else, and says what is wrong with what it was given. It may look at everything but entries' titles,
    /// summaries and bodies (sections' own texts excepted): in a preview it is not asked again when only those were
    /// edited. Recipes may look at everything when they make.
    fn plan(&self, _world: &World, _plan: &mut Plan) -> Diags {
        Diags::new()
    }
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
    &offline::Offline,
    &redirect::Redirects,
    &headers::Headers,
];
