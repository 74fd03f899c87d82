//! Everything an entry refers to: links, pictures and files, in its body and its front matter, with places.

use crate::content::{Entry, FieldValue};
use crate::diagnostics::Span;
use crate::markdown::{Component, ComponentBody, Doc};
use crate::site::{EntryId, LinkFault, Site, Target};
use crate::yaml::Value;
use rayon::prelude::*;
use std::borrow::Cow;
use std::ops::Range;

/// What a reference is used as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// A link of the text.
    Link,
    /// A picture of the text.
    Image,
    /// The cover or a picture field.
    Picture,
    /// A file for download.
    File,
    /// A rich block's argument: whatever it names.
    Argument,
}

/// One reference.
#[derive(Clone, Debug)]
pub struct Reference<'a> {
    /// Use.
    pub used_as: Use,
    /// As written; percent-encoding in Markdown's pictures (`anh%20dep.jpg`) is undone.
    pub target: Cow<'a, str>,
    /// Alt text, for pictures.
    pub alt: Cow<'a, str>,
    /// Whether alt text may be missing.
    pub decorative: bool,
    /// Where in the body; `None` for the front matter.
    at: Option<Range<u32>>,
    entry: &'a Entry,
}

impl Reference<'_> {
    /// Where it stands. A value of the front matter: where its text first stands there.
    pub fn span(&self) -> Span {
        if let Some(at) = &self.at {
            return self.entry.span(at.clone());
        }
        let head = self.entry.text.get(..self.entry.body_at).unwrap_or("");
        let at = head.find(&*self.target).unwrap_or(0);
        Span::new(&self.entry.file, at..at + self.target.len())
    }

    /// The path, relative to the project, of the file that it names; `None` for what names none.
    pub fn file(&self) -> Option<String> {
        match self.used_as {
            Use::Link => crate::site::path_of(&self.entry.file, &self.target),
            _ => crate::site::join(&self.entry.file, &self.target),
        }
    }
}

/// Whether the title of a picture says that it only decorates: `![](anh.jpg "trang trí")`.
pub fn says_decorative(title: &str) -> bool {
    matches!(
        title.trim().to_lowercase().as_str(),
        "trang trí" | "trang tri" | "decorative"
    )
}

/// All references of an entry, in order: front matter, then body.
pub fn of(entry: &Entry) -> Vec<Reference<'_>> {
    let doc = &entry.doc;
    let most = doc.links.len() + doc.images.len() + doc.components.len() + 1;
    let mut out = Vec::with_capacity(most);
    if let Some(cover) = &entry.front.common.cover {
        let mut reference = front(entry, Use::Picture, &cover.image);
        reference.alt = cover.alt.as_str().into();
        reference.decorative = cover.decorative;
        out.push(reference);
    }
    entry
        .front
        .fields
        .iter()
        .for_each(|(_, value)| field(entry, value, &mut out));
    for image in super::facebook::images_of(&entry.front.facebook) {
        out.push(front(entry, Use::Picture, image));
    }
    body(entry, &entry.doc, &mut out);
    out
}

/// Whether two states of an entry refer to the same things in the same way, wherever in the text that may be.
pub fn same(a: &Entry, b: &Entry) -> bool {
    let (a, b) = (of(a), of(b));
    let same = |(a, b): (&Reference<'_>, &Reference<'_>)| {
        (a.used_as, a.decorative, &a.target, &a.alt) == (b.used_as, b.decorative, &b.target, &b.alt)
    };
    a.len() == b.len() && a.iter().zip(&b).all(same)
}

/// Entries that have a link to a heading of the entry `id`.
pub fn leading_to_headings(site: &Site, id: EntryId) -> Vec<EntryId> {
    let leads = |from: &Entry, target: &str| {
        target.find('#').is_some_and(|at| at > 0)
            && match site.resolve(from, target, &|_| false) {
                Ok(Target::Entry(to, _)) | Err(LinkFault::NoHeading(to, _)) => to == id,
                _ => false,
            }
    };
    site.ids()
        .collect::<Vec<_>>()
        .into_par_iter()
        .filter(|other| {
            let entry = site.entry(*other);
            let leads = |target: &str| leads(entry, target);
            any_link(&entry.doc, &leads)
                || entry.front.fields.iter().any(|(_, v)| any_field(v, &leads))
        })
        .collect()
}

fn any_field(value: &FieldValue, wanted: &dyn Fn(&str) -> bool) -> bool {
    match value {
        FieldValue::Link(to) => wanted(to),
        FieldValue::List(items) => items.iter().any(|v| any_field(v, wanted)),
        FieldValue::Record(fields) => fields.iter().any(|(_, v)| any_field(v, wanted)),
        _ => false,
    }
}

fn any_link(doc: &Doc, wanted: &dyn Fn(&str) -> bool) -> bool {
    doc.links.iter().any(|link| wanted(&link.target))
        || doc.components.iter().any(|c| match &c.body {
            ComponentBody::Markdown(inner) => any_link(inner, wanted),
            _ => false,
        })
}

fn front<'a>(entry: &'a Entry, used_as: Use, target: &'a str) -> Reference<'a> {
    Reference {
        used_as,
        target: target.into(),
        alt: Cow::default(),
        decorative: true,
        at: None,
        entry,
    }
}

fn field<'a>(entry: &'a Entry, value: &'a FieldValue, out: &mut Vec<Reference<'a>>) {
    match value {
        FieldValue::File(path) => out.push(front(entry, Use::File, path)),
        FieldValue::Image(path) => out.push(front(entry, Use::Picture, path)),
        FieldValue::Link(to)
            if to.ends_with(".md") || to.contains(".md#") || to.starts_with("http") =>
        {
            out.push(front(entry, Use::Link, to))
        }
        FieldValue::List(items) => items.iter().for_each(|v| field(entry, v, out)),
        FieldValue::Record(fields) => fields.iter().for_each(|(_, v)| field(entry, v, out)),
        _ => {}
    }
}

fn body<'a>(entry: &'a Entry, doc: &'a Doc, out: &mut Vec<Reference<'a>>) {
    for link in &doc.links {
        out.push(Reference {
            used_as: Use::Link,
            target: link.target.as_str().into(),
            alt: Cow::default(),
            decorative: true,
            at: Some(link.span.clone()),
            entry,
        });
    }
    for image in &doc.images {
        out.push(Reference {
            used_as: Use::Image,
            target: crate::site::decode(&image.target),
            alt: image.alt.as_str().into(),
            decorative: says_decorative(&image.title),
            at: Some(image.span.clone()),
            entry,
        });
    }
    for component in &doc.components {
        of_component(entry, component, out);
    }
}

fn of_component<'a>(entry: &'a Entry, component: &'a Component, out: &mut Vec<Reference<'a>>) {
    let at = Some(component.span.clone());
    if !component.argument.is_empty() {
        let option = |name: &str| {
            component
                .options
                .iter()
                .find(|(k, _)| k == name)
                .map(|(_, v)| v.as_str())
        };
        out.push(Reference {
            used_as: Use::Argument,
            target: component.argument.as_str().into(),
            alt: option("alt").unwrap_or_default().into(),
            decorative: option("decorative").is_some(),
            at: at.clone(),
            entry,
        });
    }
    match &component.body {
        ComponentBody::Markdown(doc) => body(entry, doc, out),
        ComponentBody::Yaml(Value::List(items)) => {
            for item in items.iter().filter_map(Value::as_map) {
                if let Some(target) = item.get("image").and_then(Value::as_str) {
                    out.push(Reference {
                        used_as: Use::Image,
                        target: target.into(),
                        alt: item.get("alt").and_then(Value::as_str).unwrap_or("").into(),
                        decorative: item.get("decorative") == Some(&Value::Bool(true)),
                        at: at.clone(),
                        entry,
                    });
                }
            }
        }
        ComponentBody::Yaml(_) | ComponentBody::Text(_) => {}
    }
}
