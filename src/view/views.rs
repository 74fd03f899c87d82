//! From the site's tables to the values that templates see.

use super::types::{DateView, Picture};
use crate::site::{EntryId, Route, Site};
use crate::text::date::Instant;

/// What pictures and files become when the site is made; the view asks, the outputs know.
pub trait Media: Sync {
    /// The picture made from a source file (`content/…`).
    fn picture(&self, source: &str) -> Option<Picture>;
    /// Route and size of a file that is published as it is.
    fn file(&self, source: &str) -> Option<(Route, u64)>;
    /// The picture that link previews of an entry show.
    fn share_image(&self, id: EntryId) -> Option<ShareImage>;
    /// The picture that link previews of all other pages of a language show.
    fn site_image(&self, _lang: &str) -> Option<ShareImage> {
        None
    }
}

/// A picture for link previews.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareImage {
    /// Its route.
    pub route: Route,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Alt text.
    pub alt: String,
}

/// Builds views of one site.
#[derive(Clone, Copy)]
pub struct Views<'a> {
    /// The site.
    pub site: &'a Site,
    /// Its pictures and files.
    pub media: &'a dyn Media,
}

impl<'a> Views<'a> {
    /// The absolute address of a route, when the site has a `base_url`.
    pub fn permalink(&self, route: &Route) -> Option<String> {
        let mut path = String::new();
        crate::site::encode(route.pretty(), &mut path);
        self.site
            .config
            .base_url
            .as_ref()
            .map(|base| base.join(&path))
    }

    /// A moment, written out in a language.
    pub fn date(&self, at: Instant, lang: &str) -> DateView {
        let offset = self.site.config.timezone.offset();
        let date = at.date(offset);
        DateView {
            iso: at.rfc3339(offset),
            day: date.iso(),
            short: date.short(lang),
            long: date.long(lang),
            year: date.year,
            month: date.month,
        }
    }
}

/// A language's own name.
pub fn language_name(code: &str) -> &str {
    match code {
        "vi" => "Tiếng Việt",
        "en" => "English",
        "km" => "ភាសាខ្មែរ",
        other => other,
    }
}

pub(super) fn home_word(lang: &str) -> &'static str {
    match lang {
        "en" => "Home",
        "km" => "ទំព័រដើម",
        _ => "Trang chủ",
    }
}
