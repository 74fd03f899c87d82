//! What the outputs for people without a screen share (Zalo, notice board, loudspeaker, press): which entries each is
//! made of, what its files are called, and the recipe that all of them are.
//!
//! An entry goes on a channel when its kind and its front matter do not switch it off and, where a person is named, the
//! consent that the person gave covers it. Nothing here is linked from public pages, listed in the sitemap, feeds or
//! search; the staff page (`kenh/index.html`) lists all of it.

pub(super) mod aloud;
pub(super) mod ask;
pub(super) mod bulletin;
mod faults;
pub(super) mod fit;
pub(super) mod points;
mod sheet;

pub(super) use sheet::claim;

use super::World;
use crate::content::{Entry, FieldValue};
use crate::site::{EntryId, Route};
use crate::view::ContactView;

/// A channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Channel {
    /// Messages for Zalo groups.
    Zalo,
    /// Sheets for notice boards.
    Poster,
    /// Scripts for loudspeakers.
    Loudspeaker,
    /// Notes for the press.
    Press,
}

/// All channels, in the order in which staff see them.
pub(super) const CHANNELS: [Channel; 4] = [
    Channel::Poster,
    Channel::Zalo,
    Channel::Loudspeaker,
    Channel::Press,
];

impl Channel {
    /// The output's name in `site.yaml` and front matter.
    pub fn name(self) -> &'static str {
        match self {
            Channel::Zalo => "zalo",
            Channel::Poster => "poster",
            Channel::Loudspeaker => "loudspeaker",
            Channel::Press => "press",
        }
    }

    /// Folder, below that of the language.
    fn folder(self) -> &'static str {
        match self {
            Channel::Zalo => "zalo",
            Channel::Poster => "bang-tin",
            Channel::Loudspeaker => "loa",
            Channel::Press => "bao-chi",
        }
    }

    /// What `consent.scope` calls it.
    fn consent(self) -> &'static str {
        match self {
            Channel::Zalo => "zalo",
            Channel::Poster => "bảng tin",
            Channel::Loudspeaker => "loa",
            Channel::Press => "báo chí",
        }
    }

    /// Templates of its files, each with the extension of the file it makes.
    pub fn templates(self) -> &'static [&'static str] {
        match self {
            Channel::Zalo => &["zalo.txt"],
            Channel::Poster => &["poster.html"],
            Channel::Loudspeaker => &["loudspeaker.html", "loudspeaker.txt"],
            Channel::Press => &["press.html", "press.txt"],
        }
    }

    /// Those of its templates that the theme has, when the output is on.
    pub fn made(self, world: &World) -> Vec<&'static str> {
        let on = world.config.outputs.on(self.name());
        let has = |t: &&&str| on && world.theme.has(t);
        self.templates().iter().filter(has).copied().collect()
    }

    /// Entries of kinds that go on this channel.
    pub fn entries(self, world: &World) -> Vec<EntryId> {
        world
            .site
            .pages()
            .filter(|id| self.takes(world, *id))
            .collect()
    }

    /// Whether an entry goes on this channel.
    pub fn takes(self, world: &World, id: EntryId) -> bool {
        self.wanted(world, id) && self.consented(world.site.entry(id))
    }

    /// Whether kind and front matter want an entry on this channel.
    fn wanted(self, world: &World, id: EntryId) -> bool {
        let entry = world.site.entry(id);
        let off = |names: &[String]| names.iter().any(|n| n == self.name());
        let kind = world.site.kind(id);
        kind.is_some_and(|k| !off(&k.off)) && !off(&entry.front.off) && !entry.broken
    }

    /// Whether the consent of the person named, where its scope is recorded, covers this channel.
    fn consented(self, entry: &Entry) -> bool {
        let Some(FieldValue::Record(consent)) = entry.front.field("consent") else {
            return true;
        };
        match consent.iter().find(|(name, _)| name == "scope") {
            Some((_, FieldValue::List(scope))) if !scope.is_empty() => scope
                .iter()
                .any(|s| matches!(s, FieldValue::Text(word) if word == self.consent())),
            _ => true,
        }
    }

    /// Where the file of an entry lies: `bang-tin/tai-lieu-luong.html`, in another language `en/bang-tin/…`.
    pub fn route(self, world: &World, id: EntryId, template: &str) -> Route {
        let entry = world.site.entry(id);
        let prefix = &world.site.language(&entry.path.lang).prefix;
        let route = world.site.route(id).pretty();
        let name = route
            .strip_prefix(prefix.as_str())
            .unwrap_or(route)
            .trim_end_matches('/');
        let name = name.strip_suffix(".html").unwrap_or(name).replace('/', "-");
        let extension = template.rsplit('.').next().unwrap_or("html");
        Route::new(format!("{prefix}{}/{name}.{extension}", self.folder()))
    }
}

/// Folders of all that is made for staff, with a slash at their ends: crawlers keep out.
pub(super) fn folders(world: &World) -> Vec<String> {
    let of = |prefix: &str| CHANNELS.map(|c| format!("{prefix}{}/", c.folder()));
    let mut out = vec!["kenh/".to_owned()];
    out.extend(world.config.languages.iter().flat_map(|l| of(&l.prefix)));
    out
}

/// Whom to call about an entry.
pub(super) fn contact(world: &World, entry: &Entry) -> ContactView {
    world
        .views()
        .contact_of(&entry.front.common, &entry.path.lang)
}

/// A text of the theme; empty where it has none.
pub(super) fn string(world: &World, lang: &str, key: &str, args: &[(&str, &str)]) -> String {
    world
        .theme
        .string(lang, key, None, args)
        .unwrap_or_default()
}
