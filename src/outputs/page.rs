//! Pages of entries.

use super::body::Filler;
use super::codes;
use super::leads;
use super::{Claims, Key, Made, Output, Plan, Recipe, World};
use crate::diagnostics::{Diagnostic, Diags};
use crate::site::EntryId;
use crate::theme::Shared;
use crate::view::Media;
use std::sync::OnceLock;

/// How many related entries a page names.
const RELATED: usize = 4;

/// The output of entries' pages.
pub struct Pages;

impl Output for Pages {
    fn name(&self) -> &'static str {
        "page"
    }

    fn plan_entry(&self, world: &World, id: EntryId, claims: &mut Claims) -> Diags {
        let mut diags = leads::look(world, id);
        let entry = world.site.entry(id);
        if entry.path.is_section {
            return diags;
        }
        match template(world, id) {
            Ok(template) => claims.claim(
                world.site.route(id).clone(),
                &entry.file,
                Page {
                    id,
                    template,
                    related: OnceLock::new(),
                },
            ),
            Err(fault) => diags.push(fault),
        }
        diags
    }

    fn plan(&self, world: &World, plan: &mut Plan) -> Diags {
        codes::claim(world, plan);
        Diags::new()
    }
}

/// The template of an entry's page. One that is asked for by name must be there.
fn template(world: &World, id: EntryId) -> Result<String, Diagnostic> {
    let entry = world.site.entry(id);
    let kind = world.site.kind(id);
    let asked = entry.front.common.template.as_ref();
    if let Some(name) = asked.or(kind.and_then(|k| k.template.as_ref())) {
        return if world.theme.has(name) {
            Ok(name.clone())
        } else {
            Err(no_template(entry, name))
        };
    }
    let own = kind.map(|_| format!("page-{}.html", entry.path.kind));
    let wanted: Vec<String> = own.into_iter().chain(["page.html".to_owned()]).collect();
    world
        .theme
        .pick(&wanted)
        .ok_or_else(|| no_template(entry, "page.html"))
}

fn no_template(entry: &crate::content::Entry, name: &str) -> Diagnostic {
    let head = entry.text.get(..entry.body_at).unwrap_or("");
    let span = match head.find(name) {
        Some(at) => crate::diagnostics::Span::new(&entry.file, at..at + name.len()),
        None => entry.front_span(),
    };
    Diagnostic::error(
        "O003",
        span,
        format!(
            "Giao diện không có mẫu “{name}” cho trang này. Sửa tên, hoặc bỏ dòng template để dùng mẫu của loại bài."
        ),
        format!(
            "The theme has no template “{name}” for this page. Correct the name, or leave `template` out to use the kind's."
        ),
    )
}

/// One entry's page.
struct Page {
    id: EntryId,
    template: String,
    /// Related entries, once the key or the page has asked.
    related: OnceLock<Vec<EntryId>>,
}

impl Page {
    /// None where the theme shows none.
    fn related(&self, world: &World) -> &[EntryId] {
        if !world.shown.related {
            return &[];
        }
        self.related
            .get_or_init(|| world.site.related(self.id, RELATED))
    }
}

impl Recipe for Page {
    fn key(&self, world: &World, key: &mut Key) {
        let site = &world.site;
        let entry = site.entry(self.id);
        key.text("template", &self.template);
        key.number("base", world.base_hash(&entry.path.lang));
        key.number("entry", entry.hash);
        key.number("card", world.shelf.hash(self.id));
        let (older, newer) = site.neighbours(self.id);
        for other in older.into_iter().chain(newer) {
            key.number("neighbour", world.shelf.hash(other));
        }
        for other in self.related(world) {
            key.number("related", world.shelf.hash(*other));
        }
        for other in site.translations(self.id) {
            key.number("translation", world.shelf.hash(*other));
        }
        for section in site.ancestors(self.id) {
            key.text("section", &world.views().section_title(section));
        }
        leads::body_key(world, self.id, key);
        if let Some(image) = world.share_image(self.id) {
            key.text("share image", image.route.as_str());
        }
        if world.theme.uses_site(&self.template) {
            key.number("everything", world.shelf.everything());
        }
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        let site = &world.site;
        let entry = site.entry(self.id);
        let route = site.route(self.id);
        let views = world.views();
        let shown = world.shelf.get(self.id);
        let social = views.social(self.id);
        let mut extras = views.extras(self.id);
        if world.shown.fields {
            extras.fields = views.fields(self.id);
        }
        if world.shown.contact {
            let contact = views.contact_of(&entry.front.common, &entry.path.lang);
            extras.contact = Some(contact);
        }
        if world.shown.json_ld {
            let card = world.shelf.card(self.id);
            extras.json_ld = views.json_ld(self.id, &card, &extras.breadcrumbs, &social);
        }
        let alternates = super::special::alternates(world, self.id);
        let no_cover = shown.get("cover").is_none_or(|cover| cover.is_none());
        let filler = Filler::new(world, self.id, route, no_cover);
        let content = Shared::html(&filler.html());
        let faults = filler.into_faults();
        if faults.has_errors() {
            return Err(faults);
        }
        let (older, newer) = site.neighbours(self.id);
        let neighbour =
            |id: Option<EntryId>| id.map_or_else(Shared::none, |id| world.shelf.get(id).clone());
        let qr = codes::of(world, self.id);
        let qr = qr.map_or_else(Shared::none, |(route, _)| Shared::text(route.as_str()));
        let parts = [
            ("content", content),
            ("lower", neighbour(older)),
            ("higher", neighbour(newer)),
            ("related", world.shelf.list(self.related(world))),
            ("qr", qr),
        ];
        let page = shown.clone().merge(Shared::new(&extras), parts);
        let mut context = world.context(route, &entry.path.lang, alternates);
        context.insert("page", page);
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
