//! Where entries and menus link to other sites, to the very bytes of the address.

use crate::content::Entry;
use crate::diagnostics::{FilePath, Span};
use crate::markdown::{ComponentBody, Dialect, Doc};
use crate::online::{Address, Wanted};
use crate::outputs::{World, references};
use crate::yaml::{Part, Path, Value};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A link to another site.
pub(super) struct WebLink {
    /// As written.
    pub target: String,
    /// Where the address stands.
    pub span: Span,
    /// The text of that file.
    pub text: Arc<str>,
}

/// The links of an entry, in order.
pub(super) fn of(entry: &Entry, dialect: &Dialect) -> Vec<WebLink> {
    if !entry.text.contains("//") {
        return Vec::new();
    }
    let mut all: Vec<WebLink> = references(entry)
        .into_iter()
        .filter(|r| is_web(&r.target))
        .map(|r| WebLink {
            span: narrow(&entry.text, &r.span(), &r.target),
            target: r.target.into_owned(),
            text: entry.text.clone(),
        })
        .collect();
    let mut others = Vec::new();
    // Of bodies without tags the outline says all.
    let doc = match entry.body().contains("href") {
        true => entry.whole_doc(dialect),
        false => Cow::Borrowed(&entry.doc),
    };
    in_doc(&doc, &entry.span(0..0), &mut others);
    for (span, target) in others.into_iter().filter(|(_, t)| is_web(t)) {
        // An ampersand in HTML may be written out.
        let written = [target.clone(), target.replace('&', "&amp;")];
        let body = Span::new(&entry.file, entry.body_at..entry.text.len());
        let span = if span.end > 0 { span } else { body };
        let mut narrowed = written.iter().map(|w| narrow(&entry.text, &span, w));
        let span = narrowed
            .rfind(|s| *s != span)
            .unwrap_or_else(|| entry.span(0..0));
        all.push(WebLink {
            target,
            span,
            text: entry.text.clone(),
        });
    }
    let mut seen = BTreeSet::new();
    all.retain(|l| seen.insert((l.span.clone(), l.target.clone())));
    all
}

/// Links of a body that are none of Markdown: in HTML, in the data of rich blocks. With the place of the block.
fn in_doc(doc: &Doc, around: &Span, out: &mut Vec<(Span, String)>) {
    out.extend(in_html(&doc.html).map(|target| (around.clone(), target)));
    for component in &doc.components {
        let span = Span {
            start: component.span.start,
            end: component.span.end,
            ..around.clone()
        };
        match &component.body {
            ComponentBody::Markdown(inner) => in_doc(inner, &span, out),
            ComponentBody::Yaml(value) => in_yaml(value, &span, out),
            ComponentBody::Text(_) => {}
        }
    }
}

/// Targets of tags; Markdown's own links are not in this HTML yet.
fn in_html(html: &str) -> impl Iterator<Item = String> + '_ {
    let tags = html
        .split('<')
        .skip(1)
        .filter_map(|piece| piece.split('>').next());
    tags.filter_map(|tag| {
        let value = tag.split_once("href=")?.1;
        let value = match value.chars().next()? {
            quote @ ('"' | '\'') => value.get(1..)?.split(quote).next()?,
            _ => value.split_whitespace().next()?,
        };
        Some(value.replace("&amp;", "&"))
    })
}

fn in_yaml(value: &Value, around: &Span, out: &mut Vec<(Span, String)>) {
    match value {
        Value::String(text) => out.push((around.clone(), text.clone())),
        Value::List(items) => items.iter().for_each(|v| in_yaml(v, around, out)),
        Value::Map(map) => map.iter().for_each(|(_, v)| in_yaml(v, around, out)),
        _ => {}
    }
}

/// The links of the whole site: of shown entries and of menus.
pub(super) fn all(world: &World) -> Vec<WebLink> {
    let entries = world.site.entries.iter();
    let mut out: Vec<WebLink> = entries.flat_map(|e| of(e, &world.dialect)).collect();
    let (root, config) = (Path::Root, &world.config);
    let menus = root.key("menus");
    for (name, items) in &config.menus {
        let menu = menus.key(name);
        for (i, item) in items
            .iter()
            .enumerate()
            .filter(|(_, item)| is_web(&item.to))
        {
            out.push(WebLink {
                target: item.to.clone(),
                span: config.span(&menu.index(i).key("to"), Part::Value),
                text: config.text.clone(),
            });
        }
    }
    out
}

/// What to ask other sites for.
pub fn wanted(world: &World) -> Wanted {
    let mut wanted = Wanted::new();
    for link in all(world) {
        if let Ok(address) = Address::parse(&link.target) {
            let places = wanted.entry(address.page.into()).or_default();
            if is_place(&address.place) {
                places.insert(address.place);
            }
        }
    }
    wanted
}

/// Whether what stands behind `#` names a place in a page: not words to mark (`:~:text=`), nor what only the page's own
/// script understands.
pub(super) fn is_place(place: &str) -> bool {
    !place.is_empty()
        && !place.starts_with([':', '!', '/'])
        && !place.contains(['=', '&', '"', '\''])
}

fn is_web(target: &str) -> bool {
    let target = target.trim_start();
    let starts = |with: &str| {
        let head = target.get(..with.len());
        head.is_some_and(|h| h.eq_ignore_ascii_case(with))
    };
    starts("http://") || starts("https://") || starts("//")
}

/// The place of an address inside that of its link; of a link that names its address elsewhere (`[words][name]`), that
/// other place.
fn narrow(text: &str, span: &Span, target: &str) -> Span {
    let file: &FilePath = &span.file;
    let (start, end) = (span.start as usize, span.end as usize);
    let inside = text.get(start..end).and_then(|link| link.rfind(target));
    let at = inside.map(|at| start + at).or_else(|| {
        let definition = format!("]: {target}");
        text.find(&definition).map(|at| at + 3)
    });
    match at {
        Some(at) => Span::new(file, at..at + target.len()),
        None => span.clone(),
    }
}
