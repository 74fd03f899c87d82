//! Fields of a kind as templates see them.

use super::types::*;
use super::views::Views;
use crate::config::FieldType;
use crate::content::{Entry, FieldValue};
use crate::site::EntryId;
use crate::text::number;
use serde::Serialize;

/// The value of a field.
pub(super) fn shown(views: &Views, entry: &Entry, value: &FieldValue) -> Shown {
    let lang = entry.path.lang.as_str();
    match value {
        FieldValue::Text(text) => Shown::Text(text.clone()),
        FieldValue::Date(at, _) => Shown::Date(views.date(*at, lang)),
        FieldValue::Integer(n) => Shown::Number {
            value: *n as f64,
            text: number::integer(*n, lang),
        },
        FieldValue::Number(n) => Shown::Number {
            value: *n,
            text: number::decimal(*n, lang),
        },
        FieldValue::Boolean(b) => Shown::Boolean(*b),
        FieldValue::List(items) => {
            Shown::List(items.iter().map(|v| shown(views, entry, v)).collect())
        }
        FieldValue::Term(taxonomy, term) => term_of(views, entry, taxonomy, term),
        FieldValue::File(path) => file(views, entry, path),
        FieldValue::Image(path) => picture(views, entry, path),
        FieldValue::Person(p) => Shown::Person {
            name: p.name.clone(),
            role: p.role.clone(),
        },
        FieldValue::Link(to) => link(views, entry, to),
        FieldValue::Record(fields) => Shown::Record(
            fields
                .iter()
                .map(|(n, v)| (n.clone(), shown(views, entry, v)))
                .collect(),
        ),
    }
}

/// What the fields of an entry are made of, for a key: values that say the same wherever they are shown are not made.
pub(super) fn fields_key<'a>(views: &Views, entry: &'a Entry) -> Vec<(&'a str, FieldKey<'a>)> {
    let key = |value: &'a FieldValue| match value {
        FieldValue::Text(_)
        | FieldValue::Date(..)
        | FieldValue::Integer(_)
        | FieldValue::Number(_)
        | FieldValue::Boolean(_)
        | FieldValue::Person(_) => FieldKey::Written(value),
        _ => FieldKey::Shown(shown(views, entry, value)),
    };
    let fields = entry.front.fields.iter();
    fields
        .map(|(name, value)| (name.as_str(), key(value)))
        .collect()
}

/// One field in a key.
#[derive(Serialize)]
pub(super) enum FieldKey<'a> {
    /// As it is written.
    Written(&'a FieldValue),
    /// As it is shown: it depends on other entries or files.
    Shown(Shown),
}

fn term_of(views: &Views, entry: &Entry, taxonomy: &str, written: &str) -> Shown {
    let site = views.site;
    let pages = site
        .taxonomies
        .iter()
        .find(|t| t.lang == entry.path.lang && site.config.taxonomies[t.config].key == taxonomy);
    let slug = site
        .config
        .taxonomies
        .iter()
        .find(|t| t.key == taxonomy)
        .and_then(|t| t.find(written))
        .map_or_else(|| crate::text::slug::slugify(written), |t| t.slug.clone());
    match pages.and_then(|p| p.terms.iter().find(|t| t.slug == slug)) {
        Some(term) => Shown::Term(super::section::term_view(term)),
        None => Shown::Text(written.to_owned()),
    }
}

fn file(views: &Views, entry: &Entry, path: &str) -> Shown {
    let source = crate::site::join(&entry.file, path).unwrap_or_default();
    match views.media.file(&source) {
        Some((route, size)) => {
            Shown::File(file_view(&source, route.as_str(), size, &entry.path.lang))
        }
        None => Shown::Text(path.to_owned()),
    }
}

/// A file for download as it is shown.
pub(crate) fn file_view(source: &str, path: &str, size: u64, lang: &str) -> FileView {
    let name = source.rsplit('/').next().unwrap_or(source);
    FileView {
        path: path.to_owned(),
        name: name.to_owned(),
        kind: name
            .rsplit_once('.')
            .map_or(String::new(), |(_, e)| e.to_uppercase()),
        size: number::file_size(size, lang),
    }
}

fn picture(views: &Views, entry: &Entry, path: &str) -> Shown {
    let source = crate::site::join(&entry.file, path).unwrap_or_default();
    match views.media.picture(&source) {
        Some(picture) => Shown::Picture(Box::new(picture)),
        None => Shown::Text(path.to_owned()),
    }
}

fn link(views: &Views, entry: &Entry, to: &str) -> Shown {
    let view = |title: &str, path: String, external| {
        Shown::Link(LinkView {
            title: title.to_owned(),
            path,
            external,
        })
    };
    match crate::site::path_of(&entry.file, to).and_then(|file| views.site.by_file(&file)) {
        Some(id) => {
            let mut path = views.site.route(id).as_str().to_owned();
            let (_, heading) = to.split_once('#').unwrap_or_default();
            crate::site::push_place(heading, &mut path);
            view(&views.site.entry(id).front.common.title, path, false)
        }
        None => view(to, to.to_owned(), true),
    }
}

/// The kind's fields in the order of its schema, those without a value left out.
pub(super) fn fields(views: &Views, id: EntryId) -> Vec<FieldView> {
    let entry = views.site.entry(id);
    let Some(kind) = views.site.kind(id) else {
        return Vec::new();
    };
    kind.fields
        .iter()
        .filter_map(|field| {
            let value = entry.front.field(&field.name)?;
            Some(FieldView {
                name: field.name.clone(),
                label: field.label.get(&entry.path.lang).to_owned(),
                kind: type_name(&field.field_type),
                unit: field.unit.clone(),
                value: shown(views, entry, value),
            })
        })
        .collect()
}

fn type_name(field_type: &FieldType) -> &'static str {
    match field_type {
        FieldType::String => "string",
        FieldType::Text => "text",
        FieldType::Date => "date",
        FieldType::Integer => "integer",
        FieldType::Number => "number",
        FieldType::Boolean => "boolean",
        FieldType::List(_) => "list",
        FieldType::Choice(_) => "choice",
        FieldType::Term(_) => "term",
        FieldType::File => "file",
        FieldType::Image => "image",
        FieldType::Person => "person",
        FieldType::Link => "link",
        FieldType::Record(_) => "record",
    }
}
