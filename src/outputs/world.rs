//! Everything a recipe may look at, complete and immutable.

use super::Shelf;
use super::facebook::Desk;
use super::image::Gallery;
use super::leads::Leads;
use super::loudspeaker::Spoken;
use super::share_card::{self, Deck, Subject};
use crate::config::SiteConfig;
use crate::markdown::Dialect;
use crate::site::{EntryId, Route, Site};
use crate::source::Snapshot;
use crate::theme::{Context, Engine, Shared, Theme};
use crate::view::{Media, Picture, ShareImage, TranslationView, Views};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// How this run differs from a plain build.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// A preview: drafts are marked.
    pub preview: bool,
    /// It is only a warning that a published address has vanished ([`crate::site::Addresses`]).
    pub allow_vanished: bool,
    /// Folder of the disk cache; `None` for no cache.
    pub cache: Option<PathBuf>,
}

/// The site with its theme, ready for making any of its routes.
pub struct World {
    /// Source files.
    pub snapshot: Arc<Snapshot>,
    /// Configuration.
    pub config: Arc<SiteConfig>,
    /// The site.
    pub site: Arc<Site>,
    /// Its theme.
    pub theme: Arc<Theme>,
    /// What Markdown may contain here.
    pub dialect: Dialect,
    /// The theme's templates with the functions bound to this site.
    pub engine: Engine,
    /// Pictures and files.
    pub gallery: Arc<Gallery>,
    /// Cards, made once and shared.
    pub shelf: Arc<Shelf>,
    /// Where references lead, looked at once.
    pub(super) leads: Leads,
    /// What all share cards have in common.
    pub deck: Deck,
    /// Posts for Facebook, made once and shared.
    pub(super) desk: Desk,
    /// Scripts for loudspeakers, made once for an entry's two files.
    pub(super) spoken: Spoken,
    /// Of this run.
    pub options: Options,
    languages: BTreeMap<String, LanguageParts>,
    /// Names of the outputs that are on.
    on: Shared,
    /// What the theme speaks of.
    pub(super) shown: Shown,
}

/// Parts of pages that take long to make, and whether any template of the theme shows them.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    /// QR codes of pages' addresses.
    pub codes: bool,
    /// schema.org data.
    pub json_ld: bool,
    /// The kind's fields with their labels.
    pub fields: bool,
    /// Whom to ask.
    pub contact: bool,
    /// Related entries.
    pub related: bool,
}

/// What all pages of one language share.
#[derive(Clone)]
struct LanguageParts {
    site: Shared,
    hash: u128,
}

impl World {
    /// Brings the parts together.
    pub fn new(
        snapshot: Arc<Snapshot>,
        config: Arc<SiteConfig>,
        site: Arc<Site>,
        theme: Arc<Theme>,
        gallery: Arc<Gallery>,
        options: Options,
    ) -> World {
        let shelf = Arc::new(Shelf::new(site.clone(), gallery.clone(), snapshot.clone()));
        let engine = theme.engine(shelf.clone());
        let on: Vec<&str> = super::ALL
            .iter()
            .map(|o| o.name())
            .filter(|o| config.outputs.on(o))
            .collect();
        let on = Shared::new(&on);
        let codes = config.languages.iter().map(|l| l.code.clone());
        let deck = Deck::new(&snapshot, theme.chain(), site.entries.len(), codes);
        let mut world = World {
            dialect: theme.dialect(config.trust_html),
            desk: Desk::new(site.entries.len()),
            spoken: Spoken::default(),
            leads: Leads::new(&site),
            deck,
            on,
            shown: Shown {
                codes: theme.speaks_of("qr"),
                json_ld: theme.speaks_of("json_ld"),
                fields: theme.speaks_of("fields"),
                contact: theme.speaks_of("contact"),
                related: theme.speaks_of("related"),
            },
            snapshot,
            config,
            site,
            theme,
            engine,
            gallery,
            shelf,
            options,
            languages: BTreeMap::new(),
        };
        world.languages = world
            .config
            .languages
            .iter()
            .map(|l| (l.code.clone(), world.language_parts(&l.code)))
            .collect();
        // The site's card is drawn from what is known of the language by now, and shown by its pages.
        let cards: BTreeMap<String, u128> = world
            .languages
            .iter()
            .map(|(code, parts)| {
                let mut key = super::Key::new();
                key.number("language", parts.hash);
                if let Some(card) = world.site_image(code) {
                    key.text("card", card.route.as_str());
                }
                (code.clone(), key.finish())
            })
            .collect();
        for (code, parts) in &mut world.languages {
            parts.hash = cards.get(code).copied().unwrap_or(parts.hash);
        }
        world
    }

    /// The same world with other entries of the same standing ([`crate::site::same_standing`]) that refer to the same
    /// files, and the sources they come from.
    pub(crate) fn with_entries(&self, snapshot: Arc<Snapshot>, site: Arc<Site>) -> World {
        let gallery = self.gallery.clone();
        let shelf = Arc::new(Shelf::new(site.clone(), gallery.clone(), snapshot.clone()));
        World {
            deck: self.deck.for_others(site.entries.len()),
            desk: Desk::new(site.entries.len()),
            spoken: Spoken::default(),
            leads: Leads::new(&site),
            engine: self.theme.engine(shelf.clone()),
            on: self.on.clone(),
            shown: self.shown,
            config: self.config.clone(),
            theme: self.theme.clone(),
            dialect: self.dialect.clone(),
            options: self.options.clone(),
            languages: self.languages.clone(),
            snapshot,
            site,
            gallery,
            shelf,
        }
    }

    fn language_parts(&self, lang: &str) -> LanguageParts {
        let feed = super::feed::site_feed(self, lang);
        let search = super::special::search_route(self, lang);
        let view = self.views().site_view(lang, feed.as_ref(), search.as_ref());
        let mut key = super::Key::new();
        key.number("theme", self.theme.hash());
        key.number("config", self.config.hash);
        key.text("site", &serde_json::to_string(&view).unwrap_or_default());
        key.number("preview", u128::from(self.options.preview));
        LanguageParts {
            site: Shared::new(&view),
            hash: key.finish(),
        }
    }

    /// Views of the site.
    pub fn views(&self) -> Views<'_> {
        Views {
            site: &self.site,
            media: self,
        }
    }

    /// Hash of what all pages of a language depend on: theme, configuration, menus, kinds.
    pub fn base_hash(&self, lang: &str) -> u128 {
        self.languages.get(lang).map_or(0, |l| l.hash)
    }

    /// The variables that every page has.
    pub fn context(&self, route: &Route, lang: &str, alternates: Vec<TranslationView>) -> Context {
        let mut context = Context::new();
        context.insert("lang", Shared::text(lang));
        context.insert("current_path", Shared::text(route.as_str()));
        context.insert(
            "site",
            self.languages
                .get(lang)
                .map_or_else(Shared::none, |l| l.site.clone()),
        );
        context.insert("canonical", Shared::new(&self.views().permalink(route)));
        context.insert("alternates", Shared::new(&alternates));
        context.insert("preview", Shared::new(&self.options.preview));
        context.insert("outputs", self.on.clone());
        context
    }

    /// The default language's code.
    pub fn default_lang(&self) -> &str {
        &self.config.language
    }
}

impl Media for World {
    fn picture(&self, source: &str) -> Option<Picture> {
        self.gallery.picture(source)
    }

    fn file(&self, source: &str) -> Option<(Route, u64)> {
        self.gallery.file(source)
    }

    fn share_image(&self, id: EntryId) -> Option<ShareImage> {
        share_card::image(self, &Subject::Entry(id)).or_else(|| self.gallery.share_image(id))
    }

    fn site_image(&self, lang: &str) -> Option<ShareImage> {
        share_card::image(self, &Subject::Site(lang.to_owned()))
    }
}
