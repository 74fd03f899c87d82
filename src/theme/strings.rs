//! The theme's texts: `strings/<language>.yaml`, flat or nested keys (`nav: {home: …}` is `nav.home`), with
//! placeholders `{name}` and plural forms `{one: …, other: …}`.

use super::document::Document;
use super::phrase::{Missing, Text, pattern, plural};
use crate::diagnostics::{Diagnostic, Diags, Span};
use crate::source::Snapshot;
use crate::yaml::{Map, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use tera::Value as TeraValue;

/// The language that missing texts fall back to.
const FALLBACK: &str = "vi";

/// Texts for staff, on pages such as the Facebook board.
const STAFF: &str = "staff.";

/// All texts, complete in every language: what a language lacks is taken from Vietnamese, else from any other.
#[derive(Clone, Debug, Default)]
pub(super) struct Strings {
    by_lang: HashMap<String, HashMap<String, Text>>,
    keys: BTreeSet<String>,
}

impl Strings {
    /// Reads the strings of a chain of themes (folders, child first). `languages` are the site's: what one of them
    /// lacks gives one warning at its file.
    pub fn read(
        snapshot: &Snapshot,
        chain: &[&str],
        languages: &[String],
        diags: &mut Diags,
    ) -> Self {
        let mut own: BTreeMap<String, BTreeMap<String, Text>> = BTreeMap::new();
        let mut files: BTreeMap<String, Span> = BTreeMap::new();
        for folder in chain.iter().rev() {
            let prefix = format!("themes/{folder}/strings/");
            for file in snapshot.below(&prefix) {
                let name = file.path.get(prefix.len()..).unwrap_or_default();
                let Some(lang) = name
                    .strip_suffix(".yaml")
                    .filter(|l| !l.is_empty() && !l.contains('/'))
                else {
                    diags.push(stray(&file.path));
                    continue;
                };
                files.insert(lang.to_owned(), Span::file(&file.path));
                if let Some(document) = Document::read(file, diags) {
                    let texts = own.entry(lang.to_owned()).or_default();
                    flatten(&document, &document.root, &mut Vec::new(), texts, diags);
                }
            }
        }
        let keys: BTreeSet<String> = own
            .values()
            .flat_map(|texts| texts.keys().cloned())
            .collect();
        let langs: BTreeSet<&str> = languages
            .iter()
            .chain(own.keys())
            .map(String::as_str)
            .chain([FALLBACK])
            .collect();
        let mut by_lang = HashMap::new();
        for lang in langs {
            let mine = own.get(lang);
            let find = |key: &String| {
                mine.and_then(|m| m.get(key))
                    .or_else(|| own.get(FALLBACK).and_then(|m| m.get(key)))
                    .or_else(|| own.values().find_map(|m| m.get(key)))
            };
            let texts: HashMap<String, Text> = keys
                .iter()
                .filter_map(|k| Some((k.clone(), find(k)?.clone())))
                .collect();
            // Staff see their pages in the site's own language only.
            let main = languages.first().is_none_or(|l| l == lang);
            let lacking: Vec<&str> = keys
                .iter()
                .filter(|k| main || !k.starts_with(STAFF))
                .filter(|k| mine.is_none_or(|m| !m.contains_key(*k)))
                .map(String::as_str)
                .collect();
            if languages.iter().any(|l| l == lang) && !lacking.is_empty() {
                diags.push(incomplete(lang, &lacking, files.get(lang).cloned()));
            }
            by_lang.insert(lang.to_owned(), texts);
        }
        Self { by_lang, keys }
    }

    /// All keys, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(String::as_str)
    }

    /// Whether any language has the key.
    pub fn has(&self, key: &str) -> bool {
        self.keys.contains(key)
    }

    /// The text in a language. `count` chooses the plural form; `argument` gives the placeholders' values.
    pub fn get(
        &self,
        lang: &str,
        key: &str,
        count: Option<f64>,
        argument: impl Fn(&str) -> Option<String>,
    ) -> Result<TeraValue, Missing> {
        let texts = self
            .by_lang
            .get(lang)
            .or_else(|| self.by_lang.get(FALLBACK));
        let text = texts.and_then(|t| t.get(key)).ok_or(Missing::Key)?;
        text.fill(lang, count, argument)
    }
}

fn flatten<'m>(
    document: &Document,
    map: &'m Map,
    path: &mut Vec<&'m str>,
    texts: &mut BTreeMap<String, Text>,
    diags: &mut Diags,
) {
    for (key, value) in map.iter() {
        path.push(key);
        match value {
            Value::Map(inner) => match plural(inner) {
                Some(text) => _ = texts.insert(path.join("."), text),
                None => flatten(document, inner, path, texts, diags),
            },
            Value::String(text) => _ = texts.insert(path.join("."), pattern(text)),
            Value::Integer(n) => _ = texts.insert(path.join("."), pattern(&n.to_string())),
            Value::Number(_) | Value::Bool(_) | Value::Null | Value::List(_) => {
                let name = path.join(".");
                diags.push(Diagnostic::error(
                    "T016",
                    document.key(path),
                    format!("“{name}” phải là chữ. Nếu là yes, no, on, off, null, hãy đặt trong ngoặc kép."),
                    format!("“{name}” must be text. Put words like yes, no, on, off, null in quotes."),
                ));
            }
        }
        path.pop();
    }
}

fn stray(path: &crate::diagnostics::FilePath) -> Diagnostic {
    Diagnostic::warning(
        "T016",
        Span::file(path),
        "Thư mục strings chỉ chứa các tệp <mã ngôn ngữ>.yaml, như vi.yaml; tệp này bị bỏ qua.",
        "The strings folder holds only files <language code>.yaml such as vi.yaml; this one is ignored.",
    )
}

fn incomplete(lang: &str, lacking: &[&str], span: Option<Span>) -> Diagnostic {
    let n = lacking.len();
    let texts = if n == 1 { "text" } else { "texts" };
    let (other_vi, other_en) = match lang {
        FALLBACK => ("câu của ngôn ngữ khác", "those of another language"),
        _ => ("câu tiếng Việt", "the Vietnamese ones"),
    };
    let mut list = lacking
        .iter()
        .take(5)
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    if n > 5 {
        list.push_str(", …");
    }
    Diagnostic::warning(
        "T017",
        span,
        format!(
            "Giao diện còn thiếu {n} câu bằng ngôn ngữ “{lang}” ({list}); trang tạm dùng {other_vi}. Hãy thêm vào strings/{lang}.yaml."
        ),
        format!(
            "The theme lacks {n} {texts} in the language “{lang}” ({list}); pages show {other_en}. Add them to strings/{lang}.yaml."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings() -> (Strings, Diags) {
        let mut snapshot = Snapshot::default();
        let mut add = |path: &str, text: &'static str| snapshot.add_built_in(path, text.as_bytes());
        add("themes/con/strings/vi.yaml", "nav: {home: Trang nhà}\n");
        add(
            "themes/me/strings/vi.yaml",
            "nav: {home: Trang chủ, back: 'Về {where}'}\nread: {one: '1 phút', other: '{count} phút'}\nbrace: '{ x } {y'\n",
        );
        add(
            "themes/me/strings/en.yaml",
            "nav.home: Home\nread: {one: '1 minute', other: '{count} minutes'}\n",
        );
        let mut diags = Diags::new();
        let langs = ["vi".to_owned(), "en".to_owned(), "km".to_owned()];
        let read = Strings::read(&snapshot, &["con", "me"], &langs, &mut diags);
        (read, diags)
    }

    #[test]
    fn a_child_overrides_and_gaps_fall_back_to_vietnamese() {
        let (strings, diags) = strings();
        let get = |lang: &str, key: &str, count: Option<f64>| {
            let text = strings.get(lang, key, count, |name| match name {
                "where" => Some("nhà".to_owned()),
                "count" => Some("2".to_owned()),
                _ => None,
            });
            text.map(|v| v.as_str().unwrap_or_default().to_owned())
        };
        assert_eq!(get("vi", "nav.home", None), Ok("Trang nhà".to_owned()));
        assert_eq!(get("en", "nav.home", None), Ok("Home".to_owned()));
        assert_eq!(get("en", "nav.back", None), Ok("Về nhà".to_owned()));
        assert_eq!(get("fr", "nav.home", None), Ok("Trang nhà".to_owned()));
        assert_eq!(get("en", "read", Some(1.0)), Ok("1 minute".to_owned()));
        assert_eq!(get("en", "read", Some(2.0)), Ok("2 minutes".to_owned()));
        assert_eq!(
            get("vi", "read", Some(1.0)),
            Ok("2 phút".to_owned()),
            "Vietnamese has one form"
        );
        assert_eq!(get("vi", "brace", None), Ok("{ x } {y".to_owned()));
        assert_eq!(get("vi", "nav.hoem", None), Err(Missing::Key));
        assert_eq!(
            strings.get("vi", "nav.back", None, |_| None),
            Err(Missing::Argument("where".to_owned()))
        );
        let warned: Vec<_> = diags
            .iter()
            .map(|d| (d.code, d.en.contains("“km”"), d.en.contains("2 texts")))
            .collect();
        assert_eq!(warned, [("T017", false, true), ("T017", true, false)]);
    }
}
