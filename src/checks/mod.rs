//! What is said about a site that could be made: one file a family of rules, one line in [`ALL`] each.
//!
//! A check reads the site, the plan or a page's bytes and leaves diagnostics. How grave they are is `site.yaml`'s
//! business (`checks: {long-sentence: off, E012: error}`), by code or by name. Checks of one entry depend on nothing but
//! the entry, the configuration and the theme, so what they found is remembered for as long as those stay.

mod abbreviations;
mod contrast;
mod duplicates;
mod encoding;
mod findings;
mod guidance;
mod headings;
mod html;
mod languages;
mod letters;
mod levels;
mod lexicon;
mod link_words;
mod memory;
mod pages;
mod passage;
mod privacy;
mod reach;
mod run;
mod sentences;
mod spacing;
mod subject;
mod summary;
mod survey;
mod syllables;
mod tones;
mod web;
mod weight;

pub use findings::Findings;
pub use levels::{Level, Levels, Rule};
pub use memory::Memory;
pub use pages::{Page, Pages, condense};
pub use passage::{Passage, Role};
pub use run::run;
pub use subject::Subject;
pub use web::{judge as judge_links, wanted as wanted_links};

use crate::outputs::{Plan, World};

/// A family of rules. Only what a family looks at need be written.
pub trait Check: Sync {
    /// Its rules, by which `site.yaml` makes them graver or switches them off.
    fn rules(&self) -> &'static [Rule];

    /// Looks at one entry, and at nothing else of the site. Called for shown entries only.
    fn entry(&self, _subject: &Subject<'_>, _found: &mut Findings<'_>) {}

    /// Looks at the site as a whole. Not called in previews.
    fn site(&self, _world: &World, _plan: &Plan, _found: &mut Findings<'_>) {}

    /// Looks at a page that was made.
    fn page(&self, _page: &Page<'_>, _found: &mut Findings<'_>) {}
}

/// All families.
pub const ALL: &[&dyn Check] = &[
    &summary::Summary,
    &guidance::Guidance,
    &reach::Reach,
    &duplicates::Duplicates,
    &sentences::Sentences,
    &abbreviations::Abbreviations,
    &letters::Letters,
    &syllables::Syllables,
    &tones::Tones,
    &spacing::Spacing,
    &encoding::Encodings,
    &link_words::LinkWords,
    &web::WebLinks,
    &headings::Headings,
    &languages::Languages,
    &html::Html,
    &weight::Weights,
    &contrast::Contrast,
    &privacy::Numbers,
    &privacy::Names,
    &privacy::Left,
];
