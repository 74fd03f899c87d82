//! Lists of sections: the home page of each language, the kinds' lists page by page, and the lists narrowed to one term.

mod home;
mod narrow;

use super::body::Filler;
use super::{Key, Made, Output, Plan, Recipe, World};
use crate::diagnostics::{Diagnostic, Diags, FilePath};
use crate::site::{EntryId, Route, Section};
use crate::theme::Shared;
use crate::view::pages_of;
use home::Home;
use narrow::{Narrowed, filters, narrowed_route, narrowings};

/// The output of sections' lists.
pub struct Lists;

impl Output for Lists {
    fn name(&self) -> &'static str {
        "list"
    }

    fn plan(&self, world: &World, plan: &mut Plan) -> Diags {
        let site = &world.site;
        let mut diags = Diags::new();
        for (number, section) in site.sections.iter().enumerate() {
            let origin = origin(world, section);
            if section.folder.is_empty() {
                match world.theme.pick(&["index.html".to_owned()]) {
                    Some(_) => plan.claim(section.route.clone(), &origin, Home { section: number }),
                    None => diags.push(no_template("index.html")),
                }
                continue;
            }
            let Some(template) = template(world, section) else {
                diags.push(no_template("section.html"));
                continue;
            };
            for n in 1..=pages_of(section.entries.len(), world.config.page_size) {
                let route = section.page_route(&section.lang, n);
                let list = List {
                    section: number,
                    narrowed: None,
                    n,
                    template: template.clone(),
                };
                plan.claim(route, &origin, list);
            }
            for narrowed in narrowings(world, section) {
                let first = narrowed_route(world, section, &narrowed);
                for n in 1..=pages_of(narrowed.entries.len(), world.config.page_size) {
                    let route = list_page(&first, &section.lang, n);
                    let list = List {
                        section: number,
                        narrowed: Some(narrowed.clone()),
                        n,
                        template: template.clone(),
                    };
                    plan.claim(route, &origin, list);
                }
            }
        }
        diags
    }
}

fn no_template(name: &str) -> Diagnostic {
    Diagnostic::error(
        "O003",
        None,
        format!("Giao diện thiếu mẫu {name}. Thêm tệp này vào thư mục templates của giao diện."),
        format!("The theme has no template {name}. Add it to the theme's templates folder."),
    )
}

fn origin(world: &World, section: &Section) -> FilePath {
    match section.index {
        Some(id) => world.site.entry(id).file.clone(),
        None => format!("content/{}", section.folder).into(),
    }
}

fn template(world: &World, section: &Section) -> Option<String> {
    let kind = section.folder.split('/').next().unwrap_or("");
    let mut wanted: Vec<String> = Vec::new();
    wanted.extend(
        section
            .index
            .and_then(|i| world.site.entry(i).front.common.template.clone()),
    );
    wanted.extend(
        world
            .site
            .kind_named(kind)
            .and_then(|k| k.list_template.clone()),
    );
    wanted.push(format!("section-{kind}.html"));
    wanted.push("section.html".to_owned());
    world.theme.pick(&wanted)
}

pub(super) fn list_page(first: &Route, lang: &str, n: usize) -> Route {
    crate::site::list_page(first, lang, n)
}

/// One page of a list.
struct List {
    section: usize,
    narrowed: Option<Narrowed>,
    n: usize,
    template: String,
}

impl List {
    fn section<'a>(&self, world: &'a World) -> &'a Section {
        &world.site.sections[self.section]
    }

    fn entries<'a>(&'a self, world: &'a World) -> &'a [EntryId] {
        self.narrowed
            .as_ref()
            .map_or(&self.section(world).entries, |n| &n.entries)
    }

    fn first(&self, world: &World) -> Route {
        let section = self.section(world);
        self.narrowed.as_ref().map_or_else(
            || section.route.clone(),
            |n| narrowed_route(world, section, n),
        )
    }

    fn shown<'a>(&'a self, world: &'a World) -> &'a [EntryId] {
        page_of(self.entries(world), world.config.page_size, self.n)
    }
}

/// The n-th page (from 1) of a list.
pub(super) fn page_of(ids: &[EntryId], size: usize, n: usize) -> &[EntryId] {
    if size == 0 {
        return ids;
    }
    ids.chunks(size).nth(n - 1).unwrap_or(&[])
}

impl Recipe for List {
    fn key(&self, world: &World, key: &mut Key) {
        let section = self.section(world);
        key.text("template", &self.template);
        key.number("base", world.base_hash(&section.lang));
        key.text("title", &world.views().section_title(section));
        key.number("page", self.n as u128);
        key.number("total", self.entries(world).len() as u128);
        for id in self.shown(world) {
            key.number("card", world.shelf.hash(*id));
        }
        for filter in filters(world, section, self.narrowed.as_ref()) {
            for term in filter.terms {
                key.text(
                    "filter",
                    &format!(
                        "{}:{}:{}:{}",
                        filter.label, term.name, term.path, term.count
                    ),
                );
            }
        }
        section_text_key(world, section, key);
        if world.theme.uses_site(&self.template) {
            key.number("everything", world.shelf.everything());
        }
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        let section = self.section(world);
        let views = world.views();
        let route = list_page(&self.first(world), &section.lang, self.n);
        let filters = filters(world, section, self.narrowed.as_ref());
        let active = filters
            .iter()
            .flat_map(|f| &f.terms)
            .find(|t| t.active)
            .cloned();
        let mut view = views.section(section, &route, filters, active.clone());
        view.feed = super::feed::section_feed(world, section).map(|r| r.as_str().to_owned());
        let pages = world.shelf.list(self.shown(world));
        let first = self.first(world);
        let at = |n: usize| list_page(&first, &section.lang, n);
        let paginator = views.paginator(
            self.entries(world).len(),
            world.config.page_size,
            self.n,
            &at,
        );
        let (content, faults) = section_text(world, section, &route);
        if faults.has_errors() {
            return Err(faults);
        }
        let title = active.as_ref().map_or_else(
            || view.title.clone(),
            |t| format!("{}: {}", view.title, t.name),
        );
        let social = views.social_of(&route, &section.lang, &title, &view.summary);
        let alternates = section
            .index
            .filter(|_| self.n == 1 && self.narrowed.is_none());
        let alternates = alternates
            .map(|i| super::special::alternates(world, i))
            .unwrap_or_default();
        let mut context = world.context(&route, &section.lang, alternates);
        let content = if self.n == 1 {
            Shared::html(&content)
        } else {
            Shared::html("")
        };
        context.insert(
            "section",
            Shared::new(&view)
                .with("content", content)
                .with("pages", pages.clone()),
        );
        context.insert("paginator", Shared::new(&paginator).with("pages", pages));
        context.insert("social", Shared::new(&social));
        world
            .engine
            .render(&self.template, &context, out)
            .map_err(Diags::from)?;
        Ok(faults)
    }

    fn templates(&self, _world: &World) -> Vec<String> {
        vec![self.template.clone()]
    }
}

/// What a section's own text adds to a key.
fn section_text_key(world: &World, section: &Section, key: &mut Key) {
    if let Some(index) = section.index {
        key.number("text", world.site.entry(index).hash);
        super::leads::body_key(world, index, key);
        for other in world.site.translations(index) {
            key.number("translation", world.shelf.hash(*other));
        }
    }
    for nested in world
        .site
        .sections
        .iter()
        .filter(|s| s.lang == section.lang)
    {
        key.text("section", &world.views().section_title(nested));
    }
}

/// A section's own text for a page.
fn section_text(world: &World, section: &Section, route: &Route) -> (String, Diags) {
    match section.index {
        Some(index) => {
            let filler = Filler::new(world, index, route, true);
            let html = filler.html();
            (html, filler.into_faults())
        }
        None => (String::new(), Diags::new()),
    }
}
