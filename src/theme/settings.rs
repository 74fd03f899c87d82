//! The theme's own settings: defaults from `theme.yaml`, values from `theme_settings` in `site.yaml`.

use super::manifest::{Manifest, Setting, SettingType};
use crate::diagnostics::{Diagnostic, Diags, Span};
use crate::text::similar::nearest;
use crate::yaml::{Map, Value};

/// Merges the settings of a chain of themes (child first; a child's declaration replaces its parent's) and puts the
/// site's values over the defaults. `place` finds a key of `theme_settings` in `site.yaml`.
pub(super) fn merge(
    chain: &[Manifest],
    given: &Map,
    place: impl Fn(&str) -> Option<Span>,
    diags: &mut Diags,
) -> Map {
    let mut declared: Vec<(&str, &Setting)> = Vec::new();
    for (name, setting) in chain.iter().rev().flat_map(|m| &m.settings) {
        match declared.iter_mut().find(|(n, _)| n == name) {
            Some(old) => old.1 = setting,
            None => declared.push((name, setting)),
        }
    }
    let mut values: Map = declared
        .iter()
        .map(|(n, s)| ((*n).to_owned(), s.default.clone()))
        .collect();
    for (name, value) in given.iter() {
        match declared.iter().find(|(n, _)| *n == name) {
            None => diags.push(unknown(name, declared.iter().map(|(n, _)| *n), place(name))),
            Some((_, setting)) => match check(&setting.kind, value) {
                Ok(()) => values.insert(name, value.clone()),
                Err((vi, en)) => diags.push(Diagnostic::error(
                    "T008",
                    place(name),
                    format!("Thiết lập giao diện “{name}” phải là {vi}."),
                    format!("The theme's setting “{name}” must be {en}."),
                )),
            },
        }
    }
    values
}

fn unknown<'a>(
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
    span: Option<Span>,
) -> Diagnostic {
    let list = known.clone().collect::<Vec<_>>().join(", ");
    let (vi, en) = match nearest(name, known) {
        Some(near) => (
            format!(" Có phải “{near}”?"),
            format!(" Did you mean “{near}”?"),
        ),
        None => (String::new(), String::new()),
    };
    Diagnostic::error(
        "T007",
        span,
        format!("Giao diện không có thiết lập “{name}”.{vi} Các thiết lập: {list}."),
        format!("The theme has no setting “{name}”.{en} Its settings: {list}."),
    )
}

/// Whether a value fits the setting's type; else what it must be, in both languages.
pub(super) fn check(kind: &SettingType, value: &Value) -> Result<(), (String, String)> {
    let (fits, vi, en) = match (kind, value) {
        (SettingType::String, v) => (v.as_str().is_some(), "chữ".to_owned(), "text".to_owned()),
        (SettingType::Integer, v) => (
            matches!(v, Value::Integer(_)),
            "số nguyên".to_owned(),
            "a whole number".to_owned(),
        ),
        (SettingType::Number, v) => (
            matches!(v, Value::Integer(_) | Value::Number(_)),
            "số".to_owned(),
            "a number".to_owned(),
        ),
        (SettingType::Boolean, v) => (
            matches!(v, Value::Bool(_)),
            "true (có) hoặc false (không)".to_owned(),
            "true or false".to_owned(),
        ),
        (SettingType::Color, v) => (
            v.as_str().is_some_and(is_color),
            "mã màu trong ngoặc kép, như \"#b3121d\"".to_owned(),
            "a quoted colour such as \"#b3121d\"".to_owned(),
        ),
        (SettingType::Choice(choices), v) => {
            let list = choices.join(", ");
            let text = v.as_str().unwrap_or_default();
            let near = nearest(text, choices.iter().map(String::as_str));
            let (near_vi, near_en) = match near {
                Some(near) => (
                    format!(" (có phải “{near}”?)"),
                    format!(" (did you mean “{near}”?)"),
                ),
                None => (String::new(), String::new()),
            };
            (
                choices.iter().any(|c| c == text),
                format!("một trong: {list}{near_vi}"),
                format!("one of: {list}{near_en}"),
            )
        }
        (SettingType::List, v) => (
            v.as_list()
                .is_some_and(|l| l.iter().all(|i| i.as_str().is_some())),
            "danh sách chữ, như [một, hai]".to_owned(),
            "a list of texts such as [one, two]".to_owned(),
        ),
    };
    if fits { Ok(()) } else { Err((vi, en)) }
}

fn is_color(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|hex| matches!(hex.len(), 3 | 6) && hex.bytes().all(|b| b.is_ascii_hexdigit()))
}
