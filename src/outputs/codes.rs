//! QR codes of pages' addresses, for those who print: `ma-qr/<hash of the address>.svg`. Each is a file of its own, since
//! codes hardly compress and few readers print.

use super::qr::Code;
use super::{Key, Made, Plan, Recipe, World};
use crate::diagnostics::Diags;
use crate::site::{EntryId, Route};
use std::collections::BTreeSet;

/// Folder of the drawings.
const FOLDER: &str = "ma-qr";

/// Claims the codes of all pages. Two pages of one address are a fault that is told of the pages.
pub(super) fn claim(world: &World, plan: &mut Plan) {
    let mut seen = BTreeSet::new();
    for id in world.site.ids() {
        let entry = world.site.entry(id);
        if !entry.path.is_section
            && let Some((route, drawing)) = of(world, id)
            && seen.insert(route.clone())
        {
            plan.claim(route, &entry.file, drawing);
        }
    }
}

/// Where the QR code of a page's address lies, and how it is drawn; none where the theme shows none, or the page has no
/// absolute address.
pub(super) fn of(world: &World, id: EntryId) -> Option<(Route, Drawing)> {
    let route = world.site.route(id);
    let address = world
        .views()
        .permalink(route)
        .filter(|_| world.shown.codes)?;
    let hash = blake3::hash(address.as_bytes()).to_hex();
    let name = hash.get(..12).unwrap_or_default();
    Some((
        Route::new(format!("{FOLDER}/{name}.svg")),
        Drawing { address },
    ))
}

/// The QR code of an address.
pub(super) struct Drawing {
    address: String,
}

impl Recipe for Drawing {
    fn key(&self, _world: &World, key: &mut Key) {
        key.text("address", &self.address);
    }

    fn make(&self, _world: &World, out: &mut Vec<u8>) -> Made {
        if let Some(code) = Code::of_address(&self.address) {
            out.extend(code.file().as_bytes());
        }
        Ok(Diags::new())
    }
}
