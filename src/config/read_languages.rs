//! Languages of the site, and labels in them.

use super::names::is_language_code;
use super::read::{Reading, take};
use super::types::{Labels, Language, SiteConfig};
use crate::diagnostics::Diagnostic;
use crate::text::similar::nearest;
use crate::yaml::{Map, Part, Path, Value};
use std::collections::BTreeMap;

impl Reading<'_> {
    /// The default language and the others, with the site's title in each.
    pub(super) fn languages(&mut self, map: &mut Map, site: &mut SiteConfig) {
        let root = Path::Root;
        let path = root.key("language");
        if let Some(code) = self.take_words(map, &root, "language")
            && self.is_code(&code, &path, Part::Value)
        {
            site.language = code;
        }
        let default = Language {
            code: site.language.clone(),
            title: site.title.clone(),
            description: site.description.clone(),
            prefix: String::new(),
        };
        let mut all = vec![default];
        let path = root.key("languages");
        match take(map, "languages") {
            Some(Value::List(codes)) => {
                for (i, code) in codes.into_iter().enumerate() {
                    let path = path.index(i);
                    if let Some(code) = self.reader.words(code, &path)
                        && self.is_code(&code, &path, Part::Value)
                    {
                        all.push(language(code, site));
                    }
                }
            }
            Some(other) => {
                for (code, value) in self.reader.map(other, &path).unwrap_or_default() {
                    let path = path.key(&code);
                    if !self.is_code(&code, &path, Part::Key) {
                        continue;
                    }
                    let mut made = language(code.clone(), site);
                    if let Some(mut map) =
                        self.reader.record(value, &path, &["title", "description"])
                    {
                        made.title = self
                            .take_words(&mut map, &path, "title")
                            .unwrap_or(made.title);
                        made.description = self
                            .take_words(&mut map, &path, "description")
                            .unwrap_or(made.description);
                    }
                    all.push(made);
                }
            }
            None => {}
        }
        // The default language may be listed again, to keep all titles together.
        if let Some(again) = all
            .iter()
            .skip(1)
            .find(|l| l.code == site.language)
            .cloned()
            && let Some(first) = all.first_mut()
        {
            first.title = again.title;
            first.description = again.description;
        }
        let mut seen = std::collections::BTreeSet::new();
        all.retain(|l| seen.insert(l.code.clone()));
        self.languages = all.iter().map(|l| l.code.clone()).collect();
        site.languages = all;
    }

    fn is_code(&mut self, code: &str, path: &Path<'_>, part: Part) -> bool {
        let good = is_language_code(code);
        if !good {
            let near = match code.to_lowercase().as_str() {
                "vn" | "vie" | "tiếng việt" | "vietnamese" => Some("vi"),
                "eng" | "english" | "us" | "gb" => Some("en"),
                "kh" | "khmer" => Some("km"),
                lower if is_language_code(lower) => Some(lower),
                _ => None,
            }
            .map(str::to_owned);
            let message = (
                format!("“{code}” không phải mã ngôn ngữ. Hãy viết hai chữ thường như vi, en, km."),
                format!(
                    "“{code}” is not a language code. Write two small letters such as vi, en, km."
                ),
            );
            self.reader
                .fault("C008", path, part, message, near.as_deref());
        }
        good
    }

    /// Text by language: a map of codes, or one text in the site's own language.
    pub fn labels(&mut self, value: Value, path: &Path<'_>) -> Labels {
        let mut labels = BTreeMap::new();
        match value {
            Value::Map(mut map) => {
                let known: Vec<String> = self.languages.clone();
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                self.reader.join_cut_values(&mut map, path, &known);
                for (code, value) in map {
                    let path = path.key(&code);
                    self.label_language(&code, &path);
                    if let Some(text) = self.reader.words(value, &path) {
                        labels.insert(code.clone(), text);
                    }
                }
            }
            other => {
                if let Some(text) = self.reader.words(other, path) {
                    let code = self.languages.first().map_or("vi", String::as_str);
                    labels.insert(code.to_owned(), text);
                }
            }
        }
        Labels(labels)
    }

    fn label_language(&mut self, code: &str, path: &Path<'_>) {
        if self.languages.iter().any(|l| l == code) {
            return;
        }
        let known = self.languages.join(", ");
        let near = nearest(code, &self.languages)
            .or_else(|| (code == "vn").then_some("vi"))
            .map(str::to_owned);
        let mut diagnostic = Diagnostic::warning(
            "C019",
            self.reader.span(path, Part::Key),
            format!(
                "“{code}” không phải ngôn ngữ của trang ({known}), nên chữ này không dùng đến."
            ),
            format!("“{code}” is not a language of this site ({known}), so this text is not used."),
        );
        if let Some(line) = near.and_then(|near| self.reader.line_with(path, Part::Key, &near)) {
            diagnostic = diagnostic.with_fix(line);
        }
        self.reader.push(diagnostic);
    }
}

fn language(code: String, site: &SiteConfig) -> Language {
    Language {
        prefix: format!("{code}/"),
        title: site.title.clone(),
        description: site.description.clone(),
        code,
    }
}
