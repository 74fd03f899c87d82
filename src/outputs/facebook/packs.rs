//! All packs of a site, each made when it is first wanted and shared by its own folder, the board and the tables.

use super::pack::Pack;
use super::{form, images, settings};
use crate::content::Entry;
use crate::outputs::share_card::{self, Format, Subject};
use crate::outputs::{Key, World, leads, references};
use crate::site::{EntryId, Route};
use crate::view::Media;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// The packs of a site, newest entry first.
pub(super) struct Packs {
    /// Folder of all of them below the output, with a slash at its end; empty where they lie beside the site.
    pub root: String,
    /// The folder beside the site's in which they lie instead.
    pub beside: Option<String>,
    /// How the theme has Markdown read.
    dialect: String,
    items: Vec<Item>,
}

/// One entry of [`Packs`].
pub(super) struct Item {
    /// The entry.
    pub id: EntryId,
    /// Its folder below the root, without slashes at its ends: `tai-lieu-luong-lam-them-gio`.
    pub folder: String,
}

/// The packs of one world, each made when it is first wanted.
pub(in crate::outputs) struct Desk(Vec<Drawer>);

#[derive(Default)]
struct Drawer {
    pack: OnceLock<Box<Pack>>,
    key: OnceLock<u128>,
}

impl Desk {
    /// For a site of so many entries.
    pub fn new(entries: usize) -> Desk {
        Desk((0..entries).map(|_| Drawer::default()).collect())
    }
}

impl Packs {
    /// The entries that have a pack: published, of a kind, and not switched off.
    pub fn of(world: &World) -> Packs {
        let site = &world.site;
        let has_pack = |id: &EntryId| {
            let entry = site.entry(*id);
            let off = |names: &[String]| names.iter().any(|n| n == super::NAME);
            site.mark(*id).is_none()
                && site.kind(*id).is_some_and(|kind| !off(&kind.off))
                && !off(&entry.front.off)
                && !entry.broken
        };
        let mut ids: Vec<EntryId> = site.pages().filter(has_pack).collect();
        let mut taken = BTreeSet::new();
        let folders: Vec<String> = ids
            .iter()
            .map(|id| folder(world, *id, &mut taken))
            .collect();
        let mut items: Vec<Item> = ids
            .drain(..)
            .zip(folders)
            .map(|(id, folder)| Item { id, folder })
            .collect();
        items.sort_by_key(|item| {
            (
                std::cmp::Reverse(site.entry(item.id).front.common.date),
                item.id,
            )
        });
        let output = world.config.facebook.output.trim_end_matches('/');
        let beside = output.strip_prefix("../").map(str::to_owned);
        Packs {
            root: beside
                .as_ref()
                .map_or_else(|| format!("{output}/"), |_| String::new()),
            beside,
            dialect: format!("{:?}", world.dialect.components),
            items,
        }
    }

    /// All of them.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// A pack.
    pub fn pack<'a>(&self, world: &'a World, item: &Item) -> &'a Pack {
        world.desk.0[item.id.0 as usize]
            .pack
            .get_or_init(|| Box::new(Pack::of(world, item.id)))
    }

    /// The route of a file of a pack.
    pub fn route(&self, item: &Item, file: &str) -> Route {
        Route::new(format!("{}{}/{file}", self.root, item.folder))
    }

    /// Hash of everything that a pack depends on.
    pub fn key(&self, world: &World, item: &Item) -> u128 {
        *world.desk.0[item.id.0 as usize].key.get_or_init(|| {
            let mut key = Key::new();
            self.fields(world, item, &mut key);
            key.finish()
        })
    }

    fn fields(&self, world: &World, item: &Item, key: &mut Key) {
        let id = item.id;
        let entry = world.site.entry(id);
        key.text("root", &self.root);
        key.text("beside", self.beside.as_deref().unwrap_or(""));
        key.text("folder", &item.folder);
        key.text("dialect", &self.dialect);
        key.number("config", world.config.hash);
        key.number("entry", entry.hash);
        key.number("card", world.shelf.hash(id));
        leads::body_key(world, id, key);
        if let Some(image) = world.share_image(id) {
            key.text("share image", image.route.as_str());
            if !has_photo(world, entry) {
                let tall = share_card::hash(world, &Subject::Entry(id), Format::Tall);
                key.number("tall card", tall.unwrap_or_default());
            }
        }
        if !entry.front.facebook.is_null() {
            let (settings, _) = settings::read(entry, world.config.timezone.offset());
            let window = settings
                .schedule
                .map(|at| form::window(at, world.site.moment.now));
            key.text("schedule", &format!("{window:?}"));
        }
    }
}

/// Whether an entry names a picture that a post can have, so that its card is not asked for.
fn has_photo(world: &World, entry: &Entry) -> bool {
    references::of(entry)
        .iter()
        .filter_map(references::Reference::file)
        .filter_map(|source| world.gallery.picture(&source))
        .any(|picture| images::extension(&picture.src).is_some())
}

/// `en/tai-lieu-luong`: language, folders and the last part of the address. Two that would be the same are numbered.
fn folder(world: &World, id: EntryId, taken: &mut BTreeSet<String>) -> String {
    let entry = world.site.entry(id);
    let prefix = &world.site.language(&entry.path.lang).prefix;
    let route = world.site.route(id).pretty();
    let route = route.trim_end_matches('/').trim_end_matches(".html");
    let slug = route.rsplit('/').next().unwrap_or(route);
    let name = format!("{prefix}{}-{slug}", entry.path.folder.replace('/', "-"));
    let mut numbered = name.clone();
    let mut n = 2;
    while !taken.insert(numbered.clone()) {
        numbered = format!("{name}-{n}");
        n += 1;
    }
    numbered
}
