//! Share cards: the pictures that Facebook, Zalo and others show beside a link, one for each entry and one for the site.
//! The theme's `cards/*.svg` say what a card shows; here their text is put into lines, drawn and encoded.
//!
//! Other outputs ask [`image()`] for a card's address, and [`bytes`] for its bytes in either format.

mod cover;
mod deck;
mod draw;
mod faults;
mod fonts;
mod ledger;
mod make;
mod markup;
mod sheet;
mod wrap;

#[cfg(test)]
mod tests;

pub use deck::{Deck, hash, image};
pub use ledger::{LEDGER, renewed, without};
pub use make::{bytes, prune};
pub use sheet::Subject;

use super::{Claims, Key, Made, Output, Plan, Recipe, World};
use crate::diagnostics::{Diagnostic, Diags};
use crate::site::{EntryId, Route};
use deck::wanted;
use std::collections::BTreeMap;

/// The output's name.
const NAME: &str = "share_card";
/// Folder of the cards.
const FOLDER: &str = "the/";

/// The two forms of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// 1200×630, for link previews (Meta: aim at 1200×630).
    Wide,
    /// 1080×1350, for photo posts (4:5, the tallest that feeds show whole).
    Tall,
}

impl Format {
    /// Width and height in pixels.
    pub fn size(self) -> (u32, u32) {
        match self {
            Format::Wide => (1200, 630),
            Format::Tall => (1080, 1350),
        }
    }

    /// As templates know it (`card.format`).
    pub fn name(self) -> &'static str {
        match self {
            Format::Wide => "wide",
            Format::Tall => "tall",
        }
    }
}

/// The output of cards.
pub struct ShareCards;

impl Output for ShareCards {
    fn name(&self) -> &'static str {
        NAME
    }

    fn plan_entry(&self, world: &World, id: EntryId, claims: &mut Claims) -> Diags {
        let entry = world.site.entry(id);
        if world.config.base_url.is_none() || entry.path.is_section {
            return Diags::new();
        }
        let subject = Subject::Entry(id);
        match planned(world, &subject) {
            Ok(Some(route)) => claims.claim(route, &entry.file, Card(subject)),
            Ok(None) => {}
            Err(fault) => return fault.into(),
        }
        Diags::new()
    }

    fn plan(&self, world: &World, plan: &mut Plan) -> Diags {
        let (old, mut diags) = ledger::read(&world.snapshot);
        let mut by_page = BTreeMap::new();
        for (subject, page) in ledger::subjects(world) {
            if matches!(subject, Subject::Entry(_)) {
                by_page.insert(page, subject);
                continue;
            }
            match planned(world, &subject) {
                Ok(Some(route)) => {
                    plan.claim(route, &crate::config::SITE_FILE.into(), Card(subject));
                }
                Ok(None) => {}
                Err(fault) => diags.push(fault),
            }
        }
        let origin = ledger::LEDGER.into();
        for (card, page) in old {
            let subject = ledger::heir(world, &page, &by_page);
            if hash(world, &subject, Format::Wide).is_some() {
                plan.claim_if_free(card, &origin, Card(subject));
            }
        }
        diags
    }
}

/// The route of a subject's card; none where it has no card.
fn planned(world: &World, subject: &Subject) -> Result<Option<Route>, Diagnostic> {
    match image(world, subject) {
        None if wanted(world, subject) => sheet::sheet(world, subject, Format::Wide).map(|_| None),
        found => Ok(found.map(|image| image.route)),
    }
}

/// One card.
struct Card(Subject);

impl Recipe for Card {
    fn key(&self, world: &World, key: &mut Key) {
        key.number(
            "card",
            hash(world, &self.0, Format::Wide).unwrap_or_default(),
        );
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        out.extend(bytes(world, &self.0, Format::Wide)?);
        Ok(Diags::new())
    }

    fn templates(&self, world: &World) -> Vec<String> {
        let sheet = sheet::sheet(world, &self.0, Format::Wide).ok().flatten();
        sheet.map(|s| s.template).into_iter().collect()
    }
}
