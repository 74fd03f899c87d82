//! Provisional reading of entries, without diagnostics; gives way to the real one.
#![allow(missing_docs, clippy::all)]
use super::*;
use crate::config::*;
use crate::diagnostics::*;
use crate::markdown::Dialect;
use crate::source::*;
use crate::text::date::*;
use crate::yaml::{self, Value};
use rayon::prelude::*;
use std::sync::Arc;
pub fn parse_all(
    s: &Snapshot,
    c: &SiteConfig,
    d: &Dialect,
    _p: Option<&[Arc<Entry>]>,
) -> (Vec<Arc<Entry>>, Diags) {
    let files: Vec<_> = s
        .below("content/")
        .filter(|f| f.path.ends_with(".md"))
        .collect();
    let out: Vec<(Entry, Diags)> = files.par_iter().map(|f| one(f, c, d)).collect();
    let mut diags = Diags::new();
    let mut v = vec![];
    for (e, x) in out {
        diags.extend(x);
        v.push(Arc::new(e));
    }
    (v, diags)
}
fn val(f: &Field, v: &Value, off: Offset) -> FieldValue {
    let s = || match v {
        Value::String(s) => s.clone(),
        o => serde_json::to_string(o).unwrap_or_default(),
    };
    match &f.field_type {
        FieldType::Date => FieldValue::Date(
            parse_moment(&s(), off)
                .map(|m| m.instant)
                .unwrap_or(Instant(0)),
            true,
        ),
        FieldType::Integer => FieldValue::Integer(match v {
            Value::Integer(n) => *n,
            _ => 0,
        }),
        FieldType::Number => FieldValue::Number(0.0),
        FieldType::Boolean => FieldValue::Boolean(v == &Value::Bool(true)),
        FieldType::List(of) => FieldValue::List(
            v.as_list()
                .unwrap_or(&[])
                .iter()
                .map(|x| val(of, x, off))
                .collect(),
        ),
        FieldType::Term(t) => FieldValue::Term(t.clone(), s()),
        FieldType::File => FieldValue::File(s()),
        FieldType::Image => FieldValue::Image(s()),
        FieldType::Person => FieldValue::Person(match v {
            Value::Map(m) => Person {
                name: m.get("name").and_then(Value::as_str).unwrap_or("").into(),
                role: m.get("role").and_then(Value::as_str).unwrap_or("").into(),
            },
            _ => Person {
                name: s(),
                role: String::new(),
            },
        }),
        FieldType::Link => FieldValue::Link(s()),
        FieldType::Record(fs) => FieldValue::Record(
            fs.iter()
                .filter_map(|f| {
                    v.as_map()?
                        .get(&f.name)
                        .map(|x| (f.name.clone(), val(f, x, off)))
                })
                .collect(),
        ),
        _ => FieldValue::Text(s()),
    }
}
fn one(f: &SourceFile, c: &SiteConfig, d: &Dialect) -> (Entry, Diags) {
    let text = f.text().cloned().unwrap_or_else(|| "".into());
    let end = text[4..].find("\n---").map_or(0, |i| i + 4);
    let body_at = text[end + 1..]
        .find('\n')
        .map_or(text.len(), |i| end + 2 + i);
    let v = yaml::parse(&f.path, &text, 4..end + 1).unwrap_or_default();
    let m = v.as_map().cloned().unwrap_or_default();
    let off = c.timezone.offset();
    let s = |k: &str| {
        m.get(k).map(|v| match v {
            Value::String(s) => s.clone(),
            o => serde_json::to_string(o).unwrap(),
        })
    };
    let date = |k: &str| {
        s(k).and_then(|t| parse_moment(&t, off).ok())
            .map(|m| m.instant)
    };
    let list = |k: &str| {
        m.get(k)
            .and_then(Value::as_list)
            .unwrap_or(&[])
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let rel = f
        .path
        .strip_prefix("content/")
        .unwrap()
        .strip_suffix(".md")
        .unwrap();
    let (folder, name) = rel.rsplit_once('/').unwrap_or(("", rel));
    let (name, lang) = match name.rsplit_once('.') {
        Some((n, l)) if c.languages.iter().any(|x| x.code == l) => (n, l.to_owned()),
        _ => (name, c.language.clone()),
    };
    let (mut folder, mut name) = (folder.to_owned(), name.to_owned());
    let key = if folder.is_empty() {
        name.clone()
    } else {
        format!("{folder}/{name}")
    };
    let is_bundle = name == "index";
    if is_bundle {
        let (a, b) = folder.rsplit_once('/').unwrap_or(("", &folder));
        (name, folder) = (b.to_owned(), a.to_owned());
    }
    let is_section = name == "_index";
    let kind = folder.split('/').next().unwrap_or("").to_owned();
    let kind = if c.kinds.iter().any(|k| k.folder == kind) {
        kind
    } else {
        String::new()
    };
    let fields = c
        .kinds
        .iter()
        .find(|k| k.folder == kind)
        .map(|k| {
            k.fields
                .iter()
                .filter_map(|f| m.get(&f.name).map(|v| (f.name.clone(), val(f, v, off))))
                .collect()
        })
        .unwrap_or_default();
    let cover = m.get("cover").and_then(Value::as_map).map(|c| Cover {
        image: c.get("image").and_then(Value::as_str).unwrap_or("").into(),
        alt: c.get("alt").and_then(Value::as_str).unwrap_or("").into(),
        credit: c.get("credit").and_then(Value::as_str).unwrap_or("").into(),
        decorative: false,
    });
    let common = Common {
        title: s("title").unwrap_or_default(),
        slug: s("slug"),
        date: date("date"),
        updated: date("updated"),
        expires: date("expires"),
        draft: m.get("draft") == Some(&Value::Bool(true)),
        summary: s("summary"),
        cover,
        tags: list("tags"),
        aliases: list("aliases"),
        authors: list("authors"),
        illustrative: m.get("illustrative") == Some(&Value::Bool(true)),
        ..Common::default()
    };
    let (doc, diags) = crate::markdown::parse(&text, body_at..text.len(), &f.path, d);
    (
        Entry {
            file: f.path.clone(),
            path: EntryPath {
                folder,
                kind,
                name,
                is_bundle,
                is_section,
                lang,
                key,
            },
            hash: f.hash,
            front: Front {
                common,
                fields,
                ..Front::default()
            },
            doc,
            text,
            body_at,
        },
        diags,
    )
}
pub fn scaffold(_k: &Kind, _c: &SiteConfig, _t: &str, _l: Lang, _d: Date) -> String {
    String::new()
}
