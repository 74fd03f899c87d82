//! The ledgers below `content/`, the only files there that a build changes.

use super::World;
use super::share_card;
use crate::site::{self, ADDRESSES};
use std::collections::BTreeMap;

/// Whether a path is that of a ledger. What is made from one does not depend on its bytes but on what they come to.
pub(crate) fn is_ledger(path: &str) -> bool {
    matches!(path, ADDRESSES | share_card::LEDGER)
}

/// What the ledgers have to become when this site is published; those that say all already are left out.
pub(crate) fn renewed_ledgers(world: &World) -> BTreeMap<&'static str, String> {
    let addresses = site::renewed(&world.site).map(|text| (ADDRESSES, text));
    let cards = share_card::renewed(world).map(|text| (share_card::LEDGER, text));
    addresses.into_iter().chain(cards).collect()
}
