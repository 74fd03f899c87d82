//! `theme.yaml`: what a theme says of itself.

use super::document::Document;
use super::nearest::nearest;
use super::version::{self, Version};
use crate::config::Labels;
use crate::diagnostics::{Diagnostic, Diags, Span};
use crate::markdown::BodyKind;
use crate::source::SourceFile;
use crate::yaml::{Map, Value};
use std::collections::BTreeMap;

/// Whether a rich block takes an argument after its name (` ```{video} URL `).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument {
    /// It must be there.
    Required,
    /// It may be there.
    Optional,
    /// There must be none.
    None,
}

/// A rich block that the theme offers: `components: {note: {body: markdown, argument: optional, label: Lưu ý}}`. Its
/// template is `components/<name>.html`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComponentSpec {
    /// How its body is written. Default `markdown`.
    pub body: BodyKind,
    /// Whether it takes an argument. Default `optional`.
    pub argument: Argument,
    /// Its name for people, by language.
    pub label: Labels,
}

/// What a setting of the theme may hold.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum SettingType {
    String,
    Integer,
    Number,
    Boolean,
    /// `#b3121d` or `#fff`.
    Color,
    /// One of `choices`.
    Choice(Vec<String>),
    /// A list of texts.
    List,
}

/// A setting: `settings: {accent: {type: color, default: "#b3121d", label: Màu nhấn}}`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Setting {
    pub kind: SettingType,
    pub default: Value,
}

/// One theme's `theme.yaml`.
pub(super) struct Manifest {
    /// Its folder below `themes/`.
    pub folder: String,
    /// The parent theme's folder.
    pub extends: Option<String>,
    pub settings: Vec<(String, Setting)>,
    pub components: BTreeMap<String, ComponentSpec>,
    pub document: Document,
}

const KEYS: [&str; 9] = [
    "name",
    "version",
    "description",
    "license",
    "author",
    "engine",
    "extends",
    "settings",
    "components",
];

/// Reads a `theme.yaml` whole; every fault in it goes to `diags`.
pub(super) fn read(
    folder: &str,
    file: &SourceFile,
    engine: Version,
    diags: &mut Diags,
) -> Option<Manifest> {
    let document = Document::read(file, diags)?;
    let mut reader = Reader {
        document: &document,
        diags,
    };
    let root = &document.root;
    reader.known_keys(root, &[], &KEYS);
    for key in ["name", "version"] {
        if root.get(key).is_none_or(|v| *v == Value::Null) {
            let line = if key == "name" {
                format!("name: {folder}")
            } else {
                "version: \"1.0\"".to_owned()
            };
            reader.missing(&[], key, &line);
        }
    }
    reader.engine(root, engine);
    let extends = match root.get("extends") {
        None | Some(Value::Null) => None,
        Some(value) => reader.text(value, &["extends"]),
    };
    let settings = reader.settings(root);
    let components = reader.components(root);
    Some(Manifest {
        folder: folder.to_owned(),
        extends,
        settings,
        components,
        document,
    })
}

struct Reader<'a> {
    document: &'a Document,
    diags: &'a mut Diags,
}

impl Reader<'_> {
    fn error(&mut self, code: &'static str, span: Span, vi: String, en: String) {
        self.diags.push(Diagnostic::error(code, span, vi, en));
    }

    fn known_keys(&mut self, map: &Map, path: &[&str], known: &[&str]) {
        for key in map.keys().filter(|k| !known.contains(k)) {
            let mut at = path.to_vec();
            at.push(key);
            let span = self.document.key(&at);
            let list = known.join(", ");
            let hint = nearest(key, known.iter().copied());
            let (vi, en) = match hint {
                Some(near) => (
                    format!(" Có phải “{near}”?"),
                    format!(" Did you mean “{near}”?"),
                ),
                None => (String::new(), String::new()),
            };
            self.error(
                "T003",
                span,
                format!("Không có mục “{key}” ở đây.{vi} Các mục dùng được: {list}."),
                format!("There is no key “{key}” here.{en} Known keys: {list}."),
            );
        }
    }

    fn missing(&mut self, path: &[&str], key: &str, line: &str) {
        let span = if path.is_empty() {
            Span::new(&self.document.file, 0..0)
        } else {
            self.document.key(path)
        };
        self.diags.push(
            Diagnostic::error(
                "T003",
                span,
                format!("Thiếu mục “{key}”."),
                format!("The key “{key}” is missing."),
            )
            .with_fix(line),
        );
    }

    fn wrong_type(&mut self, path: &[&str], vi: &str, en: &str) {
        let name = path.join(".");
        let span = self.document.value(path);
        self.error(
            "T003",
            span,
            format!("Mục “{name}” phải là {vi}."),
            format!("“{name}” must be {en}."),
        );
    }

    fn text(&mut self, value: &Value, path: &[&str]) -> Option<String> {
        match value {
            Value::String(text) => Some(text.clone()),
            _ => {
                self.wrong_type(path, "một dòng chữ", "text");
                None
            }
        }
    }

    fn map<'v>(&mut self, value: Option<&'v Value>, path: &[&str]) -> Option<&'v Map> {
        match value {
            None | Some(Value::Null) => None,
            Some(Value::Map(map)) => Some(map),
            Some(_) => {
                self.wrong_type(
                    path,
                    "một nhóm các dòng “tên: giá trị”",
                    "a group of lines of the form “name: value”",
                );
                None
            }
        }
    }

    fn labels(&mut self, value: Option<&Value>, path: &[&str]) -> Labels {
        match value {
            None | Some(Value::Null) => Labels::default(),
            Some(Value::String(text)) => Labels([("vi".to_owned(), text.clone())].into()),
            Some(Value::Map(map)) if map.iter().all(|(_, v)| v.as_str().is_some()) => Labels(
                map.iter()
                    .map(|(k, v)| (k.to_owned(), v.as_str().unwrap_or_default().to_owned()))
                    .collect(),
            ),
            Some(_) => {
                self.wrong_type(path, "chữ, hoặc {vi: …, en: …}", "text, or {vi: …, en: …}");
                Labels::default()
            }
        }
    }

    fn engine(&mut self, root: &Map, engine: Version) {
        let Some(range) = self.map(root.get("engine"), &["engine"]) else {
            if root.get("engine").is_none_or(|v| *v == Value::Null) {
                self.missing(
                    &[],
                    "engine",
                    &format!("engine: {{min: \"{engine}\", max: \"{engine}\"}}"),
                );
            }
            return;
        };
        self.known_keys(range, &["engine"], &["min", "max"]);
        let mut bounds = [None, None];
        for (bound, key) in bounds.iter_mut().zip(["min", "max"]) {
            let path = ["engine", key];
            match range.get(key).map(|v| version::of(v)) {
                Some(Some(version)) => *bound = Some(version),
                Some(None) => self.wrong_type(
                    &path,
                    "số phiên bản trong ngoặc kép, như \"0.1\"",
                    "a quoted version such as \"0.1\"",
                ),
                None => self.missing(
                    &["engine"],
                    &format!("engine.{key}"),
                    &format!("  {key}: \"{engine}\""),
                ),
            }
        }
        let [min, max] = bounds;
        let too_old = min.is_some_and(|min| engine.is_before(min));
        let too_new = max.is_some_and(|max| engine.is_after(max));
        if too_old || too_new {
            let span = self.document.key(&["engine"]);
            let range = |v: Option<Version>| v.map_or("…".to_owned(), |v| v.to_string());
            let range = format!("{}–{}", range(min), range(max));
            self.error(
                "T006",
                span,
                format!("Giao diện này dành cho satcoso {range}, chương trình đang chạy là {engine}. Hãy lấy bản giao diện hợp với chương trình, hoặc thử lại rồi sửa mục “engine”."),
                format!("This theme is made for satcoso {range}; the program at hand is {engine}. Take a fitting version of the theme, or try it out and then change “engine”."),
            );
        }
    }

    fn settings(&mut self, root: &Map) -> Vec<(String, Setting)> {
        let Some(map) = self.map(root.get("settings"), &["settings"]) else {
            return Vec::new();
        };
        map.iter()
            .filter_map(|(name, value)| Some((name.to_owned(), self.setting(name, value)?)))
            .collect()
    }

    fn setting(&mut self, name: &str, value: &Value) -> Option<Setting> {
        let at = ["settings", name];
        let map = self.map(Some(value), &at)?;
        self.known_keys(map, &at, &["type", "default", "label", "help", "choices"]);
        self.labels(map.get("label"), &["settings", name, "label"]);
        self.labels(map.get("help"), &["settings", name, "help"]);
        let kind = self.setting_type(name, map)?;
        let default = map.get("default").cloned().unwrap_or_default();
        if default != Value::Null
            && let Err((vi, en)) = super::settings::check(&kind, &default)
        {
            self.wrong_type(&["settings", name, "default"], &vi, &en);
        }
        Some(Setting { kind, default })
    }

    fn setting_type(&mut self, name: &str, map: &Map) -> Option<SettingType> {
        const TYPES: &str = "string, integer, number, boolean, color, choice, list";
        let path = ["settings", name, "type"];
        match map.get("type").and_then(Value::as_str) {
            Some("string") => Some(SettingType::String),
            Some("integer") => Some(SettingType::Integer),
            Some("number") => Some(SettingType::Number),
            Some("boolean") => Some(SettingType::Boolean),
            Some("color") => Some(SettingType::Color),
            Some("list") => Some(SettingType::List),
            Some("choice") => {
                let choices = map
                    .get("choices")
                    .and_then(Value::as_list)
                    .unwrap_or_default();
                let choices: Vec<String> = choices
                    .iter()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect();
                if choices.is_empty() {
                    self.missing(&["settings", name], "choices", "choices: [một, hai]");
                }
                Some(SettingType::Choice(choices))
            }
            _ => {
                self.wrong_type(
                    &path,
                    &format!("một trong: {TYPES}"),
                    &format!("one of: {TYPES}"),
                );
                None
            }
        }
    }

    fn components(&mut self, root: &Map) -> BTreeMap<String, ComponentSpec> {
        let Some(map) = self.map(root.get("components"), &["components"]) else {
            return BTreeMap::new();
        };
        map.iter()
            .filter_map(|(name, value)| Some((name.to_owned(), self.component(name, value)?)))
            .collect()
    }

    fn component(&mut self, name: &str, value: &Value) -> Option<ComponentSpec> {
        let empty = Map::new();
        let at = ["components", name];
        let map = if *value == Value::Null {
            &empty
        } else {
            self.map(Some(value), &at)?
        };
        self.known_keys(map, &at, &["body", "argument", "label", "help"]);
        let body = match map.get("body").map(Value::as_str) {
            None | Some(Some("markdown")) => BodyKind::Markdown,
            Some(Some("yaml")) => BodyKind::Yaml,
            Some(Some("text")) => BodyKind::Text,
            Some(_) => {
                self.wrong_type(
                    &["components", name, "body"],
                    "markdown, yaml hoặc text",
                    "markdown, yaml or text",
                );
                BodyKind::Markdown
            }
        };
        let argument = match map.get("argument").map(Value::as_str) {
            None | Some(Some("optional")) => Argument::Optional,
            Some(Some("required")) => Argument::Required,
            Some(Some("none")) => Argument::None,
            Some(_) => {
                self.wrong_type(
                    &["components", name, "argument"],
                    "optional, required hoặc none",
                    "optional, required or none",
                );
                Argument::Optional
            }
        };
        let label = self.labels(map.get("label"), &["components", name, "label"]);
        Some(ComponentSpec {
            body,
            argument,
            label,
        })
    }
}
