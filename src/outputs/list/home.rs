//! The home page of each language.

use super::{section_text, section_text_key};
use crate::diagnostics::Diags;
use crate::outputs::{Key, Made, Recipe, World, feed, special};
use crate::site::{EntryId, Section};
use crate::theme::Shared;
use crate::view::KindView;

/// How many of the newest entries the home page shows.
const LATEST: usize = 6;
/// How many of each kind the home page shows.
const PER_KIND: usize = 3;

/// The home page of a language.
pub(super) struct Home {
    pub(super) section: usize,
}

impl Home {
    /// Each kind's section with its newest entries, and the newest of all.
    fn parts<'a>(&self, world: &'a World) -> (Vec<(&'a Section, Vec<EntryId>)>, Vec<EntryId>) {
        let site = &world.site;
        let home = &site.sections[self.section];
        let newest = |ids: &[EntryId], most: usize| {
            let mut ids = ids.to_vec();
            ids.sort_by_key(|id| (std::cmp::Reverse(site.entry(*id).front.common.date), *id));
            ids.truncate(most);
            ids
        };
        let kinds: Vec<_> = site
            .sections
            .iter()
            .filter(|s| s.lang == home.lang && site.kind_named(&s.folder).is_some())
            .map(|s| (s, newest(&s.entries, PER_KIND.max(LATEST))))
            .collect();
        let all: Vec<EntryId> = kinds
            .iter()
            .flat_map(|(_, ids)| ids.iter().copied())
            .collect();
        let latest = newest(&all, LATEST);
        (
            kinds
                .into_iter()
                .map(|(s, ids)| (s, ids.into_iter().take(PER_KIND).collect()))
                .collect(),
            latest,
        )
    }
}

impl Recipe for Home {
    fn key(&self, world: &World, key: &mut Key) {
        let home = &world.site.sections[self.section];
        key.number("base", world.base_hash(&home.lang));
        let (kinds, latest) = self.parts(world);
        for id in kinds
            .iter()
            .flat_map(|(_, ids)| ids)
            .chain(&latest)
            .chain(&home.entries)
        {
            key.number("card", world.shelf.hash(*id));
        }
        section_text_key(world, home, key);
        if world.theme.uses_site("index.html") {
            key.number("everything", world.shelf.everything());
        }
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        let site = &world.site;
        let home = &site.sections[self.section];
        let views = world.views();
        let (kinds, latest) = self.parts(world);
        let (content, faults) = section_text(world, home, &home.route);
        if faults.has_errors() {
            return Err(faults);
        }
        let mut view = views.section(home, &home.route, Vec::new(), None);
        view.feed = feed::site_feed(world, &home.lang).map(|r| r.as_str().to_owned());
        let language = site.language(&home.lang);
        let social = views.social_of(
            &home.route,
            &home.lang,
            &language.title,
            &language.description,
        );
        let alternates = special::home_alternates(world);
        let mut context = world.context(&home.route, &home.lang, alternates);
        let pages = world.shelf.list(&home.entries);
        context.insert(
            "section",
            Shared::new(&view)
                .with("content", Shared::html(&content))
                .with("pages", pages),
        );
        context.insert("latest", world.shelf.list(&latest));
        context.insert(
            "kinds",
            Shared::list(kinds.iter().map(|(section, ids)| {
                let kind = KindView {
                    key: section.folder.clone(),
                    title: views.section_title(section),
                    path: section.route.as_str().to_owned(),
                    count: section.entries.len(),
                };
                Shared::map([
                    ("kind", Shared::new(&kind)),
                    ("pages", world.shelf.list(ids)),
                ])
            })),
        );
        context.insert("social", Shared::new(&social));
        world
            .engine
            .render("index.html", &context, out)
            .map_err(Diags::from)?;
        Ok(faults)
    }

    fn templates(&self, _world: &World) -> Vec<String> {
        vec!["index.html".to_owned()]
    }
}
