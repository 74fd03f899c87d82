//! `theme.yaml`: what a theme says of itself.

use super::contrast::{Declared, LISTS};
use super::document::Document;
use super::spec::{Argument, ComponentSpec, Setting, SettingType};
use super::version::{self, Version};
use crate::config::Labels;
use crate::diagnostics::{Diagnostic, Diags};
use crate::markdown::BodyKind;
use crate::source::SourceFile;
use crate::text::similar::nearest;
use crate::yaml::{Codes, Map, Part, Path, Reader, Value};
use std::collections::BTreeMap;

/// One theme's `theme.yaml`.
pub(super) struct Manifest {
    /// Its folder below `themes/`.
    pub folder: String,
    /// The parent theme's folder.
    pub extends: Option<String>,
    pub settings: Vec<(String, Setting)>,
    pub components: BTreeMap<String, ComponentSpec>,
    /// Colours that stand on one another.
    pub contrast: Vec<Declared>,
    pub document: Document,
}

const KEYS: [&str; 10] = [
    "name",
    "version",
    "description",
    "license",
    "author",
    "engine",
    "extends",
    "settings",
    "components",
    "contrast",
];
const SETTING_KEYS: [&str; 5] = ["type", "default", "label", "help", "choices"];
const SETTING_TYPES: [&str; 7] = [
    "string", "integer", "number", "boolean", "color", "choice", "list",
];
const COMPONENT_KEYS: [&str; 4] = ["body", "argument", "label", "help"];

/// Reads a `theme.yaml` whole; every fault in it goes to `diags`.
pub(super) fn read(
    folder: &str,
    file: &SourceFile,
    engine: Version,
    diags: &mut Diags,
) -> Option<Manifest> {
    let document = Document::read(file, diags)?;
    let codes = Codes {
        unknown_key: "T003",
        wrong_type: "T003",
    };
    let range = 0..document.text.len();
    let yaml = Reader::new(
        &document.file,
        &document.text,
        range,
        document.mended.clone(),
        codes,
    );
    let mut reading = Reading { yaml };
    let mut map = reading
        .yaml
        .record(Value::Map(document.root.clone()), &Path::Root, &KEYS)
        .unwrap_or_default();
    let mut take = |key: &str| map.remove(key).unwrap_or_default();
    for (key, line) in [
        ("name", format!("name: {folder}")),
        ("version", "version: \"1.0\"".to_owned()),
    ] {
        reading.required_text(key, take(key), &line);
    }
    for key in ["description", "license", "author"] {
        reading.yaml.text(take(key), &Path::Root.key(key));
    }
    reading.engine(take("engine"), engine);
    let extends = reading
        .yaml
        .words(take("extends"), &Path::Root.key("extends"));
    let settings = reading.settings(take("settings"));
    let components = reading.components(take("components"));
    let contrast = reading.contrast(take("contrast"));
    diags.extend(reading.yaml.into_diags());
    Some(Manifest {
        folder: folder.to_owned(),
        extends,
        settings,
        components,
        contrast,
        document,
    })
}

struct Reading<'a> {
    yaml: Reader<'a>,
}

impl Reading<'_> {
    fn missing(&mut self, key: &str, line: &str) {
        let span = self.yaml.whole();
        let (vi, en) = (
            format!("Thiếu khóa “{key}”."),
            format!("The key “{key}” is missing."),
        );
        self.yaml
            .push(Diagnostic::error("T003", span, vi, en).with_fix(line));
    }

    fn required_text(&mut self, key: &str, value: Value, line: &str) {
        match value {
            Value::Null => self.missing(key, line),
            value => _ = self.yaml.text(value, &Path::Root.key(key)),
        }
    }

    /// One of several words, the first of which is the default.
    fn word<'w>(&mut self, value: Value, path: &Path<'_>, words: &[&'w str]) -> Option<&'w str> {
        if value == Value::Null {
            return words.first().copied();
        }
        let text = self.yaml.words(value, path)?;
        let found = words.iter().find(|w| **w == text).copied();
        if found.is_none() {
            let list = words.join(", ");
            let message = (
                format!("“{path}” phải là một trong: {list}."),
                format!("“{path}” must be one of: {list}."),
            );
            self.yaml.fault(
                "T003",
                path,
                Part::Value,
                message,
                nearest(&text, words.iter().copied()),
            );
        }
        found
    }

    fn labels(&mut self, value: Value, path: &Path<'_>) -> Labels {
        match value {
            Value::Null => Labels::default(),
            Value::Map(map) => {
                let words = map.into_iter().filter_map(|(lang, value)| {
                    let text = self.yaml.words(value, &path.key(&lang))?;
                    Some((lang, text))
                });
                Labels(words.collect())
            }
            value => Labels(
                self.yaml
                    .words(value, path)
                    .map(|text| ("vi".to_owned(), text))
                    .into_iter()
                    .collect(),
            ),
        }
    }

    fn engine(&mut self, value: Value, engine: Version) {
        let (path, series) = (Path::Root.key("engine"), engine.series());
        if value == Value::Null {
            return self.missing(
                "engine",
                &format!("engine: {{min: \"{series}\", max: \"{series}\"}}"),
            );
        }
        let Some(mut map) = self.yaml.record(value, &path, &["min", "max"]) else {
            return;
        };
        let [min, max] = ["min", "max"].map(|key| {
            let path = path.key(key);
            let value = map.remove(key).unwrap_or_default();
            if value == Value::Null {
                self.missing(&format!("engine.{key}"), &format!("  {key}: \"{series}\""));
            } else if version::of(&value).is_none() {
                let wanted = (
                    "số phiên bản trong ngoặc kép, như \"0.1\"",
                    "a quoted version such as \"0.1\"",
                );
                self.yaml
                    .wrong_type(&path, &value, wanted, Some(&format!("\"{series}\"")));
            }
            version::of(&value)
        });
        if min.is_some_and(|min| engine.is_before(min))
            || max.is_some_and(|max| engine.is_after(max))
        {
            let shown = |v: Option<Version>| v.map_or("…".to_owned(), |v| v.to_string());
            let range = format!("{}–{}", shown(min), shown(max));
            let message = (
                format!(
                    "Giao diện này dành cho satcoso {range}, chương trình đang chạy là {engine}. Hãy lấy bản giao diện \
                     hợp với chương trình, hoặc dựng thử rồi sửa khóa này."
                ),
                format!(
                    "This theme is made for satcoso {range}; the program at hand is {engine}. Take a fitting version \
                     of the theme, or try it and then change this key."
                ),
            );
            self.yaml.fault("T006", &path, Part::Key, message, None);
        }
    }

    fn settings(&mut self, value: Value) -> Vec<(String, Setting)> {
        let path = Path::Root.key("settings");
        let map = self.yaml.map(value, &path).unwrap_or_default();
        map.into_iter()
            .filter_map(|(name, value)| {
                let setting = self.setting(value, &path.key(&name))?;
                Some((name, setting))
            })
            .collect()
    }

    fn setting(&mut self, value: Value, path: &Path<'_>) -> Option<Setting> {
        let mut map = self.yaml.record(value, path, &SETTING_KEYS)?;
        let mut take = |key: &str| map.remove(key).unwrap_or_default();
        self.labels(take("label"), &path.key("label"));
        self.labels(take("help"), &path.key("help"));
        let choices = self.yaml.texts(take("choices"), &path.key("choices"));
        let kind = match self.word(take("type"), &path.key("type"), &SETTING_TYPES)? {
            "integer" => SettingType::Integer,
            "number" => SettingType::Number,
            "boolean" => SettingType::Boolean,
            "color" => SettingType::Color,
            "list" => SettingType::List,
            "choice" => SettingType::Choice(choices),
            _ => SettingType::String,
        };
        let default = take("default");
        if default != Value::Null
            && let Err((vi, en)) = super::settings::check(&kind, &default)
        {
            self.yaml
                .wrong_type(&path.key("default"), &default, (&vi, &en), None);
        }
        Some(Setting { kind, default })
    }

    fn components(&mut self, value: Value) -> BTreeMap<String, ComponentSpec> {
        let path = Path::Root.key("components");
        let map = self.yaml.map(value, &path).unwrap_or_default();
        map.into_iter()
            .filter_map(|(name, value)| {
                let component = self.component(value, &path.key(&name))?;
                Some((name, component))
            })
            .collect()
    }

    fn component(&mut self, value: Value, path: &Path<'_>) -> Option<ComponentSpec> {
        let value = if value == Value::Null {
            Value::Map(Map::new())
        } else {
            value
        };
        let mut map = self.yaml.record(value, path, &COMPONENT_KEYS)?;
        let mut take = |key: &str| map.remove(key).unwrap_or_default();
        let body = match self.word(
            take("body"),
            &path.key("body"),
            &["markdown", "yaml", "text"],
        )? {
            "yaml" => BodyKind::Yaml,
            "text" => BodyKind::Text,
            _ => BodyKind::Markdown,
        };
        let argument = match self.word(
            take("argument"),
            &path.key("argument"),
            &["optional", "required", "none"],
        )? {
            "required" => Argument::Required,
            "none" => Argument::None,
            _ => Argument::Optional,
        };
        self.labels(take("help"), &path.key("help"));
        let label = self.labels(take("label"), &path.key("label"));
        Some(ComponentSpec {
            body,
            argument,
            label,
        })
    }

    /// `contrast: [{sheet: css/site.css, on: --paper, text: [--ink], parts: [--edge]}]`.
    fn contrast(&mut self, value: Value) -> Vec<Declared> {
        let path = Path::Root.key("contrast");
        let items = self.yaml.list(value, &path);
        let read = items.into_iter().enumerate();
        read.filter_map(|(i, item)| self.pairs(item, &path.index(i)))
            .collect()
    }

    fn pairs(&mut self, value: Value, path: &Path<'_>) -> Option<Declared> {
        let keys: Vec<&str> = ["sheet", "on"]
            .into_iter()
            .chain(LISTS.map(|(key, _)| key))
            .collect();
        let mut map = self.yaml.record(value, path, &keys)?;
        let mut take = |key: &str| map.remove(key).unwrap_or_default();
        let sheet = self.yaml.words(take("sheet"), &path.key("sheet"));
        let on = self.yaml.words(take("on"), &path.key("on"));
        if on.is_none() {
            self.missing("contrast.on", "  - {on: --paper, text: [--ink]}");
        }
        let mut over = Vec::new();
        for (key, needs) in LISTS {
            let names = self.yaml.texts(take(key), &path.key(key)).into_iter();
            over.extend(names.enumerate().map(|(at, name)| (needs, name, at)));
        }
        let on = on?;
        Some(Declared { sheet, on, over })
    }
}
