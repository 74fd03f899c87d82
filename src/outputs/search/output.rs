//! The search index as an output: one bundle for each language that has a search page.

use super::{Options, SearchDoc, build};
use crate::diagnostics::{Diags, FilePath};
use crate::markdown::plain;
use crate::outputs::{Bundle, Files, Key, Output, Plan, World, special};
use crate::site::EntryId;
use rayon::prelude::*;

/// The output of search indexes.
pub struct SearchIndex;

impl Output for SearchIndex {
    fn name(&self) -> &'static str {
        "search"
    }

    fn plan(&self, world: &World, plan: &mut Plan) -> Diags {
        let origin: FilePath = crate::config::SITE_FILE.into();
        for section in world.site.sections.iter().filter(|s| s.folder.is_empty()) {
            if special::search_route(world, &section.lang).is_some() {
                let folder = special::search_folder(world, &section.lang);
                plan.claim_bundle(
                    folder,
                    &origin,
                    OfLanguage {
                        lang: section.lang.clone(),
                    },
                );
            }
        }
        Diags::new()
    }
}

/// The index of one language: its entries, and those of the default language that are not translated into it.
struct OfLanguage {
    lang: String,
}

impl OfLanguage {
    fn entries(&self, world: &World) -> Vec<EntryId> {
        let site = &world.site;
        let lang = |id: &EntryId| site.entry(*id).path.lang.as_str();
        let translated = |id: &EntryId| site.translations(*id).iter().any(|t| lang(t) == self.lang);
        let wanted = |id: &EntryId| {
            lang(id) == self.lang || (lang(id) == world.default_lang() && !translated(id))
        };
        site.pages().filter(wanted).collect()
    }

    fn doc(&self, world: &World, id: EntryId) -> SearchDoc {
        let entry = world.site.entry(id);
        let card = &world.shelf.card(id);
        let memberships = world.site.memberships(id).iter();
        SearchDoc {
            id: id.0,
            title: card.title.clone(),
            route: card.path.clone(),
            kind: card.kind.clone(),
            kind_label: card.kind_label.clone(),
            lang: card.lang.clone(),
            headings: entry.doc.toc.iter().map(|h| h.text.clone()).collect(),
            size: entry.body().len(),
            summary: card.summary.clone(),
            terms: memberships
                .map(|m| world.site.term(*m).1.name.clone())
                .collect(),
            date: card
                .date
                .as_ref()
                .map_or_else(String::new, |d| d.day.clone()),
        }
    }
}

impl Bundle for OfLanguage {
    fn key(&self, world: &World, key: &mut Key) {
        key.text("lang", &self.lang);
        key.number("theme", world.theme.hash());
        for id in self.entries(world) {
            key.number("entry", world.site.entry(id).hash);
            key.number("card", world.shelf.hash(id));
        }
    }

    fn make(&self, world: &World) -> Result<(Files, Diags), Diags> {
        let ids = self.entries(world);
        let docs: Vec<SearchDoc> = ids.par_iter().map(|id| self.doc(world, *id)).collect();
        let options = Options {
            lang: self.lang.clone(),
        };
        let index = build(&docs, &options, |doc| {
            let entry = world.site.entry(EntryId(doc.id));
            plain::text(&entry.blocks(&world.dialect)).into()
        });
        Ok((index.into_files(), Diags::new()))
    }
}
