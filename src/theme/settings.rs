//! The theme's own settings: defaults from `theme.yaml`, values from `theme_settings` in `site.yaml`.

use super::document::Place;
use super::hint::did_you_mean;
use super::manifest::Manifest;
use super::spec::{Setting, SettingType};
use crate::diagnostics::{Diagnostic, Diags};
use crate::source::Snapshot;
use crate::text::similar::nearest;
use crate::yaml::{Map, Part, Value};

/// Where the site sets them.
const SITE: &str = "content/site.yaml";

/// Merges the settings of a chain of themes (child first; a child's declaration replaces its parent's) and puts the
/// site's values over the defaults.
pub(super) fn merge(
    chain: &[Manifest],
    given: &Map,
    snapshot: &Snapshot,
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
        let place = |part| Place::find(snapshot, SITE, &["theme_settings", name], part);
        let Some((_, setting)) = declared.iter().find(|(n, _)| *n == name) else {
            diags.push(unknown(name, &declared, place(Part::Key)));
            continue;
        };
        match check(&setting.kind, value) {
            Ok(()) => values.insert(name, value.clone()),
            Err((vi, en)) => {
                let vi = format!("Thiết lập giao diện “{name}” phải là {vi}.");
                let en = format!("The theme's setting “{name}” must be {en}.");
                let right = nearest_choice(&setting.kind, value);
                diags.push(Place::error(place(Part::Value), "T008", vi, en, right));
            }
        }
    }
    values
}

fn unknown(name: &str, declared: &[(&str, &Setting)], place: Option<Place>) -> Diagnostic {
    let known = || declared.iter().map(|(n, _)| *n);
    let list = known().collect::<Vec<_>>().join(", ");
    let near = nearest(name, known());
    let (vi, en) = did_you_mean(near);
    let (list_vi, list_en) = match list.as_str() {
        "" => (
            " Giao diện này không có thiết lập nào.".to_owned(),
            " This theme has no settings.".to_owned(),
        ),
        list => (
            format!(" Các thiết lập: {list}."),
            format!(" Its settings: {list}."),
        ),
    };
    let vi = format!("Giao diện không có thiết lập “{name}”.{vi}{list_vi}");
    let en = format!("The theme has no setting “{name}”.{en}{list_en}");
    Place::error(place, "T007", vi, en, near)
}

fn nearest_choice<'s>(kind: &'s SettingType, value: &Value) -> Option<&'s str> {
    match kind {
        SettingType::Choice(choices) => {
            nearest(value.as_str()?, choices.iter().map(String::as_str))
        }
        _ => None,
    }
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
            (
                choices.iter().any(|c| c == text),
                format!("một trong: {list}"),
                format!("one of: {list}"),
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
