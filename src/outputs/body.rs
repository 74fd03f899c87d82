//! An entry's body as HTML: the holes of its [`Doc`] filled in for the page at hand.

use super::World;
use super::image::is_picture;
use super::references::says_decorative;
use crate::content::Entry;
use crate::diagnostics::{Diagnostic, Diags};
use crate::markdown::{Component, ComponentBody, Doc, HoleKind, Image, Link};
use crate::site::{EntryId, Route, Target};
use crate::theme::{Context, Shared};
use crate::view::{Media, Picture, contact_view, file_view};
use std::cell::{Cell, OnceCell, RefCell};

/// Fills bodies for one page.
pub struct Filler<'a> {
    world: &'a World,
    id: EntryId,
    entry: &'a Entry,
    /// The page that shows the body; links are relative to it.
    route: &'a Route,
    /// The next picture is the page's first, which is not loaded lazily.
    eager: Cell<bool>,
    faults: RefCell<Diags>,
    context: OnceCell<Context>,
}

impl<'a> Filler<'a> {
    /// For an entry's body shown on the page at `route`. `eager` says that no picture stands before it.
    pub fn new(world: &'a World, id: EntryId, route: &'a Route, eager: bool) -> Self {
        Self {
            world,
            id,
            entry: world.site.entry(id),
            route,
            eager: Cell::new(eager),
            faults: RefCell::default(),
            context: OnceCell::new(),
        }
    }

    /// The HTML of the entry's body.
    pub fn html(&self) -> String {
        let doc = self.entry.whole_doc(&self.world.dialect);
        let mut out = String::with_capacity(doc.html.len() * 5 / 4);
        self.fill(&doc, &mut out);
        out
    }

    /// What went wrong on the way.
    pub fn into_faults(self) -> Diags {
        self.faults.into_inner()
    }

    fn fill(&self, doc: &Doc, out: &mut String) {
        let mut from = 0;
        for hole in &doc.holes {
            let at = hole.at as usize;
            out.push_str(doc.html.get(from..at).unwrap_or(""));
            from = at;
            match hole.what {
                HoleKind::Link(i) => {
                    if let Some(link) = doc.links.get(i as usize) {
                        self.link(link, out);
                    }
                }
                HoleKind::Image(i) => {
                    if let Some(image) = doc.images.get(i as usize) {
                        self.image(image, out);
                    }
                }
                HoleKind::Word(word) => {
                    let text =
                        self.world
                            .theme
                            .string(&self.entry.path.lang, word.key(), None, &[]);
                    escape(&text.unwrap_or_default(), out);
                }
                HoleKind::Component(i) => {
                    if let Some(component) = doc.components.get(i as usize) {
                        self.component(component, out);
                    }
                }
            }
        }
        out.push_str(doc.html.get(from..).unwrap_or(""));
    }

    /// The attributes of an `<a>`; none for a link that leads nowhere yet, so that only its words remain.
    fn link(&self, link: &Link, out: &mut String) {
        let Some(href) = self.href(&link.target) else {
            return;
        };
        out.push_str(" href=\"");
        escape(&href, out);
        out.push('"');
        if !link.title.is_empty() {
            out.push_str(" title=\"");
            escape(&link.title, out);
            out.push('"');
        }
    }

    fn href(&self, target: &str) -> Option<String> {
        let world = self.world;
        let is_file = |path: &str| world.snapshot.get(path).is_some();
        match world.site.resolve(self.entry, target, &is_file).ok()? {
            Target::External => Some(target.to_owned()),
            Target::Heading(id) if world.site.route(self.id) == self.route => {
                Some(format!("#{}", encoded(&id)))
            }
            Target::Heading(id) => Some(self.entry_href(self.id, &id)),
            Target::Entry(id, heading) => Some(self.entry_href(id, &heading)),
            Target::File(path, place) => {
                let (route, _) = world.gallery.file(&path)?;
                let mut href = route.relative_to(self.route);
                crate::site::push_place(&place, &mut href);
                Some(href)
            }
        }
    }

    fn entry_href(&self, id: EntryId, heading: &str) -> String {
        let href = self.world.site.route(id).relative_to(self.route);
        if heading.is_empty() {
            href
        } else {
            format!("{href}#{}", encoded(heading))
        }
    }

    fn image(&self, image: &Image, out: &mut String) {
        let Some(picture) = self.picture(&crate::site::decode(&image.target), &image.alt) else {
            return;
        };
        let mut context = self.context();
        context.insert("picture", Shared::new(&picture));
        let title = Some(image.title.as_str()).filter(|title| !says_decorative(title));
        context.insert("title", Shared::text(title.unwrap_or("")));
        context.insert("alone", Shared::new(&image.alone));
        context.insert("eager", Shared::new(&self.eager.replace(false)));
        self.render("components/image.html", &context, image.span.clone(), out);
    }

    fn picture(&self, target: &str, alt: &str) -> Option<Picture> {
        let source = crate::site::join(&self.entry.file, target)?;
        Some(Picture {
            alt: alt.to_owned(),
            ..self.world.gallery.picture(&source)?
        })
    }

    fn component(&self, component: &Component, out: &mut String) {
        let world = self.world;
        let option = |name: &str| {
            component
                .options
                .iter()
                .find(|(k, _)| k == name)
                .map_or("", |(_, v)| v.as_str())
        };
        let mut context = self.context();
        context.insert("argument", Shared::text(&component.argument));
        let options: std::collections::BTreeMap<_, _> =
            component.options.iter().map(|(k, v)| (k, v)).collect();
        context.insert("options", Shared::new(&options));
        let source = crate::site::join(&self.entry.file, &component.argument).unwrap_or_default();
        let file = world.gallery.file(&source).filter(|_| !is_picture(&source));
        context.insert(
            "file",
            file.map_or_else(Shared::none, |(route, size)| {
                Shared::new(&file_view(
                    &source,
                    route.as_str(),
                    size,
                    &self.entry.path.lang,
                ))
            }),
        );
        let picture = self.picture(&component.argument, option("alt"));
        let picture = picture.map(|p| Picture {
            credit: option("credit").to_owned(),
            ..p
        });
        context.insert(
            "picture",
            picture.map_or_else(Shared::none, |p| Shared::new(&p)),
        );
        let views = world.views();
        let mut contact = views.contact_of(&self.entry.front.common, &self.entry.path.lang);
        let mut pictures = Vec::new();
        let body = match &component.body {
            ComponentBody::Markdown(doc) => {
                let mut inner = String::new();
                self.fill(doc, &mut inner);
                Shared::html(&inner)
            }
            ComponentBody::Yaml(data) => {
                if let Some(named) = contact_view(data).filter(|_| component.name == "contact") {
                    contact = named;
                }
                pictures = self.pictures(data);
                Shared::new(data)
            }
            ComponentBody::Text(text) => Shared::text(text),
        };
        context.insert("body", body);
        context.insert("contact", Shared::new(&contact));
        context.insert("pictures", Shared::new(&pictures));
        context.insert("eager", Shared::new(&false));
        let template = format!("components/{}.html", component.name);
        self.render(&template, &context, component.span.clone(), out);
    }

    /// The pictures that a YAML list names: `- {image: …, alt: …}`.
    fn pictures(&self, data: &crate::yaml::Value) -> Vec<Picture> {
        let Some(items) = data.as_list() else {
            return Vec::new();
        };
        let text = |item: &crate::yaml::Map, key: &str| {
            item.get(key)
                .and_then(|v| v.as_str())
                .unwrap_or("")
                .to_owned()
        };
        items
            .iter()
            .filter_map(|item| {
                let item = item.as_map()?;
                let picture = self.picture(&text(item, "image"), &text(item, "alt"))?;
                Some(Picture {
                    credit: text(item, "credit"),
                    ..picture
                })
            })
            .collect()
    }

    /// The variables that every block of the body has.
    fn context(&self) -> Context {
        let new = || {
            let (lang, world) = (&self.entry.path.lang, self.world);
            let mut context = world.context(self.route, lang, Vec::new());
            context.insert("page", world.shelf.get(self.id).clone());
            context
        };
        self.context.get_or_init(new).clone()
    }

    fn render(
        &self,
        template: &str,
        context: &Context,
        span: std::ops::Range<u32>,
        out: &mut String,
    ) {
        let mut bytes = Vec::new();
        match self.world.engine.render(template, context, &mut bytes) {
            Ok(()) => out.push_str(&String::from_utf8_lossy(&bytes)),
            Err(fault) => {
                self.faults.borrow_mut().push(fault);
                self.faults
                    .borrow_mut()
                    .push(used_here(self.entry, template, span));
            }
        }
    }
}

fn used_here(entry: &Entry, template: &str, span: std::ops::Range<u32>) -> Diagnostic {
    Diagnostic::error(
        "O002",
        entry.span(span),
        format!("Khối này dùng mẫu {template} đang bị lỗi (xem lỗi của mẫu)."),
        format!("This block uses the template {template}, which has an error (see there)."),
    )
}

fn encoded(heading: &str) -> String {
    let mut out = String::new();
    crate::site::encode(heading, &mut out);
    out
}

/// Escapes text for an attribute value in double quotes.
pub(crate) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}
