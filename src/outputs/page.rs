//! Pages of entries.

use super::body::Filler;
use super::codes;
use super::image::is_remote;
use super::references::{self, Reference, Use};
use super::{Claims, Key, Made, Output, Plan, Recipe, World};
use crate::diagnostics::{Diagnostic, Diags};
use crate::site::{EntryId, LinkFault};
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
        let mut diags = check_references(world, id);
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
    fn related(&self, world: &World) -> &[EntryId] {
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
        key.number("card", world.shelf.get(self.id).hash);
        let (older, newer) = site.neighbours(self.id);
        for other in older.into_iter().chain(newer) {
            key.number("neighbour", world.shelf.get(other).hash);
        }
        for other in self.related(world) {
            key.number("related", world.shelf.get(*other).hash);
        }
        for other in site.translations(self.id) {
            key.number("translation", world.shelf.get(*other).hash);
        }
        for section in site.ancestors(self.id) {
            key.text("section", &world.views().section_title(section));
        }
        body_key(world, self.id, key);
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
        let shelved = world.shelf.get(self.id);
        let social = views.social(self.id);
        let mut extras = views.extras(self.id);
        if world.shown.fields {
            extras.fields = views.fields(self.id);
        }
        if world.shown.contact {
            extras.contact = views.contact_of(&entry.front.common, &entry.path.lang);
        }
        if world.shown.json_ld {
            let card = world.shelf.card(self.id);
            extras.json_ld = views.json_ld(self.id, &card, &extras.breadcrumbs, &social);
        }
        let alternates = super::special::alternates(world, self.id);
        let no_cover = shelved
            .shared
            .get("cover")
            .is_none_or(|cover| cover.is_none());
        let filler = Filler::new(world, self.id, route, no_cover);
        let content = Shared::html(&filler.html());
        let faults = filler.into_faults();
        if faults.has_errors() {
            return Err(faults);
        }
        let (older, newer) = site.neighbours(self.id);
        let neighbour = |id: Option<EntryId>| {
            id.map_or_else(Shared::none, |id| world.shelf.get(id).shared.clone())
        };
        let qr = codes::of(world, self.id);
        let qr = qr.map_or_else(Shared::none, |(route, _)| Shared::text(route.as_str()));
        let parts = [
            ("content", content),
            ("lower", neighbour(older)),
            ("higher", neighbour(newer)),
            ("related", world.shelf.list(self.related(world))),
            ("qr", qr),
        ];
        let page = shelved.shared.clone().merge(Shared::new(&extras), parts);
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

/// What a body depends on besides its own file: where its links lead, and its pictures and files.
pub(super) fn body_key(world: &World, id: EntryId, key: &mut Key) {
    let entry = world.site.entry(id);
    let is_file = |path: &str| world.snapshot.get(path).is_some();
    for reference in references::of(entry) {
        let path = crate::site::join(&entry.file, &reference.target).unwrap_or_default();
        let is_entry = path.ends_with(".md");
        if !is_entry && let Some(file) = world.snapshot.get(&path) {
            key.number("file", file.hash);
            if let Some(picture) = world.gallery.picture(&path) {
                key.text("picture", &picture.src);
            }
        } else if reference.used_as == Use::Link
            && let Ok(crate::site::Target::Entry(to, _)) =
                world.site.resolve(entry, &reference.target, &is_file)
        {
            key.text("link", world.site.route(to).as_str());
        }
    }
    if world.theme.bodies_use_site() {
        key.number("everything", world.shelf.everything());
    }
}

/// Every link, picture and file of an entry must lead somewhere.
fn check_references(world: &World, id: EntryId) -> Diags {
    let entry = world.site.entry(id);
    let is_file = |path: &str| world.snapshot.get(path).is_some();
    let mut diags = Diags::new();
    for reference in references::of(entry) {
        let fault = match reference.used_as {
            Use::Argument => continue,
            // Said by the pictures' own room.
            Use::Image | Use::Picture if is_remote(&reference.target) => continue,
            Use::Link => match world.site.resolve(entry, &reference.target, &is_file) {
                Ok(_) => None,
                Err(fault) => Some(link_fault(world, &reference, fault)),
            },
            Use::Image | Use::Picture | Use::File => missing_file(world, entry, &reference),
        };
        fault.into_iter().for_each(|f| diags.push(f));
    }
    diags
}

fn missing_file(
    world: &World,
    entry: &crate::content::Entry,
    reference: &Reference,
) -> Option<Diagnostic> {
    let path = crate::site::join(&entry.file, &reference.target);
    if path
        .as_ref()
        .is_some_and(|p| p.starts_with("content/") && world.snapshot.get(p).is_some())
    {
        return None;
    }
    let target = &reference.target;
    let near = path.as_deref().and_then(|p| nearest_file(world, p));
    let found = Diagnostic::error(
        "L004",
        reference.span.clone(),
        format!(
            "Không tìm thấy tệp “{target}”. Hãy chép tệp vào cạnh bài, hoặc sửa tên cho đúng (phân biệt chữ hoa, chữ thường)."
        ),
        format!(
            "There is no file “{target}”. Copy it beside the entry, or correct its name (capitals matter)."
        ),
    );
    Some(match near {
        Some(near) => found.with_fix(relative_source(&entry.file, &near)),
        None => found,
    })
}

fn link_fault(world: &World, reference: &Reference, fault: LinkFault) -> Diagnostic {
    let (target, span) = (&reference.target, reference.span.clone());
    let file = span.file.clone();
    match fault {
        LinkFault::Missing(path) => {
            let found = Diagnostic::error(
                "L001",
                span,
                format!("Liên kết “{target}” trỏ tới bài hoặc tệp không có ({path})."),
                format!(
                    "The link “{target}” leads to an entry or file that does not exist ({path})."
                ),
            );
            match nearest_file(world, &path) {
                Some(near) => found.with_fix(relative_source(&file, &near)),
                None => found,
            }
        }
        LinkFault::Withheld(path, _) => Diagnostic::warning(
            "L002",
            span,
            format!("Bài {path} chưa đăng, nên chỗ này chỉ hiện chữ, chưa thành liên kết."),
            format!(
                "{path} is not published yet, so only the words are shown here, without a link."
            ),
        ),
        LinkFault::NoHeading(id, heading) => {
            let entry = world.site.entry(id);
            let known: Vec<&str> = entry.doc.toc.iter().map(|h| h.id.as_str()).collect();
            let found = Diagnostic::error(
                "L003",
                span,
                format!(
                    "Bài {} không có đề mục “#{heading}”. Các đề mục: {}.",
                    entry.file,
                    known.join(", ")
                ),
                format!(
                    "{} has no heading “#{heading}”. Its headings: {}.",
                    entry.file,
                    known.join(", ")
                ),
            );
            match crate::text::similar::nearest(&heading, known.iter().copied()) {
                Some(near) => {
                    found.with_fix(format!("{}#{near}", target.split('#').next().unwrap_or("")))
                }
                None => found,
            }
        }
        LinkFault::Outside => Diagnostic::error(
            "L005",
            span,
            format!(
                "Liên kết “{target}” dẫn ra ngoài thư mục content. Hãy chép tệp vào trong content."
            ),
            format!("The link “{target}” leaves the content folder. Copy the file into it."),
        ),
        LinkFault::Absolute => Diagnostic::error(
            "L006",
            span,
            format!(
                "Liên kết “{target}” bắt đầu bằng “/” nên sẽ hỏng khi đổi máy chủ. Viết đường dẫn tương đối tới tệp .md."
            ),
            format!(
                "The link “{target}” starts with “/”, which breaks elsewhere. Write a relative path to the .md file."
            ),
        ),
    }
}

/// The entry or file whose name is closest to a path that does not exist.
fn nearest_file(world: &World, path: &str) -> Option<String> {
    let name = path.rsplit('/').next()?;
    let candidates: Vec<&str> = world.snapshot.below("content/").map(|f| &*f.path).collect();
    if let Some(same) = candidates
        .iter()
        .find(|c| c.rsplit('/').next() == Some(name))
    {
        return Some((*same).to_owned());
    }
    if candidates.len() > 5000 {
        return None;
    }
    crate::text::similar::nearest(path, candidates.iter().copied()).map(str::to_owned)
}

/// The relative path from one source file to another.
fn relative_source(from: &str, to: &str) -> String {
    crate::site::relative(from, to)
}
