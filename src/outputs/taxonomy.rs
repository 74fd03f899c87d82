//! Pages of taxonomies and of their terms.

use super::list::page_of;
use super::{Key, Made, Output, Plan, Recipe, World};
use crate::diagnostics::{Diags, FilePath};
use crate::site::{TaxonomyPages, TermPages};
use crate::theme::Shared;
use crate::view::{TermView, pages_of, term_view};

/// The output of taxonomies.
pub struct Terms;

const LIST: &str = "taxonomy_list.html";
const SINGLE: &str = "taxonomy_single.html";

impl Output for Terms {
    fn name(&self) -> &'static str {
        "taxonomy"
    }

    fn plan(&self, world: &World, plan: &mut Plan) -> Diags {
        let origin: FilePath = crate::config::SITE_FILE.into();
        for (number, pages) in world.site.taxonomies.iter().enumerate() {
            if world.theme.has(LIST) {
                plan.claim(pages.route.clone(), &origin, All { taxonomy: number });
            }
            if !world.theme.has(SINGLE) {
                continue;
            }
            for (at, term) in pages.terms.iter().enumerate() {
                for n in 1..=pages_of(term.entries.len(), world.config.page_size) {
                    plan.claim(
                        term.page_route(&pages.lang, n),
                        &origin,
                        One {
                            taxonomy: number,
                            term: at,
                            n,
                        },
                    );
                }
            }
        }
        Diags::new()
    }
}

fn view(pages: &TaxonomyPages) -> Vec<TermView> {
    pages.terms.iter().map(term_view).collect()
}

/// All terms of a taxonomy.
struct All {
    taxonomy: usize,
}

impl Recipe for All {
    fn key(&self, world: &World, key: &mut Key) {
        let pages = &world.site.taxonomies[self.taxonomy];
        key.number("base", world.base_hash(&pages.lang));
        for term in &pages.terms {
            key.text(
                "term",
                &format!(
                    "{}:{}:{}:{}",
                    term.name,
                    term.route,
                    term.entries.len(),
                    term.note
                ),
            );
        }
        breadcrumb_key(world, pages, key);
        if world.theme.uses_site(LIST) {
            key.number("everything", world.shelf.everything());
        }
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        let pages = &world.site.taxonomies[self.taxonomy];
        let taxonomy = world.views().taxonomy(pages);
        let description = &world.site.language(&pages.lang).description;
        let social =
            world
                .views()
                .social_of(&pages.route, &pages.lang, &taxonomy.label, description);
        let mut context = world.context(&pages.route, &pages.lang, Vec::new());
        context.insert("taxonomy", Shared::new(&taxonomy));
        context.insert("terms", Shared::new(&view(pages)));
        context.insert("social", Shared::new(&social));
        world
            .engine
            .render(LIST, &context, out)
            .map_err(Diags::from)?;
        Ok(Diags::new())
    }

    fn templates(&self, _world: &World) -> Vec<String> {
        vec![LIST.to_owned()]
    }
}

fn breadcrumb_key(world: &World, pages: &TaxonomyPages, key: &mut Key) {
    if let Some(home) = world.site.section(&pages.lang, "") {
        key.text("home", &world.views().section_title(home));
    }
}

/// One page of a term's list.
struct One {
    taxonomy: usize,
    term: usize,
    n: usize,
}

impl One {
    fn parts<'a>(&self, world: &'a World) -> (&'a TaxonomyPages, &'a TermPages) {
        let pages = &world.site.taxonomies[self.taxonomy];
        (pages, &pages.terms[self.term])
    }
}

impl Recipe for One {
    fn key(&self, world: &World, key: &mut Key) {
        let (pages, term) = self.parts(world);
        key.number("base", world.base_hash(&pages.lang));
        key.text(
            "term",
            &format!("{}:{}:{}", term.name, term.note, term.entries.len()),
        );
        key.number("page", self.n as u128);
        for id in page_of(&term.entries, world.config.page_size, self.n) {
            key.number("card", world.shelf.hash(*id));
        }
        breadcrumb_key(world, pages, key);
        if world.theme.uses_site(SINGLE) {
            key.number("everything", world.shelf.everything());
        }
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        let (pages, term) = self.parts(world);
        let views = world.views();
        let route = term.page_route(&pages.lang, self.n);
        let taxonomy = views.taxonomy(pages);
        let at = |n: usize| term.page_route(&pages.lang, n);
        let paginator = views.paginator(term.entries.len(), world.config.page_size, self.n, &at);
        let shown = page_of(&term.entries, world.config.page_size, self.n);
        let title = format!("{}: {}", taxonomy.label, term.name);
        let social = views.social_of(
            &route,
            &pages.lang,
            &title,
            &world.site.language(&pages.lang).description,
        );
        let mut context = world.context(&route, &pages.lang, Vec::new());
        let feed = super::feed::term_feed(world, pages, term).map(|r| r.as_str().to_owned());
        context.insert("taxonomy", Shared::new(&taxonomy));
        context.insert(
            "term",
            Shared::new(&term_view(term)).with("feed", Shared::new(&feed)),
        );
        context.insert(
            "paginator",
            Shared::new(&paginator).with("pages", world.shelf.list(shown)),
        );
        context.insert("social", Shared::new(&social));
        world
            .engine
            .render(SINGLE, &context, out)
            .map_err(Diags::from)?;
        Ok(Diags::new())
    }

    fn templates(&self, _world: &World) -> Vec<String> {
        vec![SINGLE.to_owned()]
    }
}
