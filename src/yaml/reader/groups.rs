//! Lists and groups of keys: keys that are not known, and commas that cut a value.

use super::super::line::quote;
use super::super::path::{Part, Path};
use super::super::value::{Map, Value};
use super::Reader;
use crate::diagnostics::{Diagnostic, Span};
use crate::text::similar::nearest;

impl Reader<'_> {
    /// The items of a list; a single value counts as a list of one.
    pub fn list(&mut self, value: Value, path: &Path<'_>) -> Vec<Value> {
        match value {
            Value::List(items) => items,
            Value::Null => Vec::new(),
            Value::Map(_) => {
                self.wrong_type(
                    path,
                    &value,
                    (
                        "danh sách, mỗi mục một dòng bắt đầu bằng “- ”",
                        "a list, each item on a line that begins with “- ”",
                    ),
                    None,
                );
                Vec::new()
            }
            one => vec![one],
        }
    }

    /// A list of texts; empty ones are left out.
    pub fn texts(&mut self, value: Value, path: &Path<'_>) -> Vec<String> {
        if let Value::List(items) = value {
            let read = items.into_iter().enumerate();
            return read
                .filter_map(|(i, item)| self.words(item, &path.index(i)))
                .collect();
        }
        if let Value::String(text) = &value
            && let Some(first) = lost_dash(text)
        {
            let message = (
                "Thiếu dấu cách sau dấu gạch đầu dòng, nên các dòng dính thành một.".to_owned(),
                "The space after the list dash is missing, so the lines run into one.".to_owned(),
            );
            let span = self.span(path, Part::Value);
            let fix = format!("  - {first}");
            self.push(Diagnostic::error("Y015", span, message.0, message.1).with_fix(fix));
            return text
                .split('-')
                .map(str::trim)
                .filter(|t| !t.is_empty())
                .map(str::to_owned)
                .collect();
        }
        if let Value::Map(_) = value {
            return self
                .list(value, path)
                .into_iter()
                .filter_map(|_| None)
                .collect();
        }
        self.words(value, path).into_iter().collect()
    }

    /// A map with any keys.
    pub fn map(&mut self, value: Value, path: &Path<'_>) -> Option<Map> {
        match value {
            Value::Map(map) => Some(map),
            Value::Null => None,
            other => {
                self.wrong_type(
                    path,
                    &other,
                    (
                        "nhóm các dòng “khóa: giá trị”",
                        "a group of “key: value” lines",
                    ),
                    None,
                );
                None
            }
        }
    }

    /// A map of which all keys are known; others are reported and left out.
    pub fn record(&mut self, value: Value, path: &Path<'_>, known: &[&str]) -> Option<Map> {
        let mut map = self.map(value, path)?;
        self.join_cut_values(&mut map, path, known);
        let unknown: Vec<String> = map
            .keys()
            .filter(|k| !known.contains(k))
            .map(str::to_owned)
            .collect();
        for key in unknown {
            self.unknown_key(
                path,
                &key,
                nearest(&key, known.iter().copied()),
                known,
                None,
            );
            map.remove(&key);
        }
        Some(map)
    }

    /// Says that a key is not known. `near` is the one that may have been meant; `hint` adds a sentence.
    pub fn unknown_key(
        &mut self,
        parent: &Path<'_>,
        key: &str,
        near: Option<&str>,
        known: &[&str],
        hint: Option<(String, String)>,
    ) {
        let path = parent.key(key);
        let (mut vi, mut en) = (
            format!("Không có khóa “{key}”"),
            format!("There is no key “{key}”"),
        );
        if !matches!(parent, Path::Root) {
            vi.push_str(&format!(" trong “{parent}”"));
            en.push_str(&format!(" in “{parent}”"));
        }
        match (near, hint) {
            (_, Some((hint_vi, hint_en))) => {
                vi.push_str(&format!(". {hint_vi}"));
                en.push_str(&format!(". {hint_en}"));
            }
            (Some(near), None) => {
                vi.push_str(&format!(". Có phải “{near}”?"));
                en.push_str(&format!(". Did you mean “{near}”?"));
            }
            (None, None) if known.is_empty() => {
                vi.push('.');
                en.push('.');
            }
            (None, None) => {
                vi.push_str(&format!(". Các khóa có thể dùng: {}.", known.join(", ")));
                en.push_str(&format!(". Keys that may be used: {}.", known.join(", ")));
            }
        }
        self.fault(self.codes.unknown_key, &path, Part::Key, (vi, en), near);
    }

    /// `{name: Bệnh viện, trạm y tế, slug: y-te}`: in braces a comma ends the value, and what follows becomes a key
    /// without a value. Reports it with the value quoted, and reads on as it was meant.
    pub fn join_cut_values(&mut self, map: &mut Map, path: &Path<'_>, known: &[&str]) {
        let stray = |key: &str, value: &Value| value.is_null() && !known.contains(&key);
        if !map.iter().skip(1).any(|(k, v)| stray(k, v)) {
            return;
        }
        let mut joined: Vec<(String, Value)> = Vec::with_capacity(map.len());
        let mut cut: Option<(usize, String)> = None;
        for (key, value) in std::mem::take(map) {
            let continues = match joined.last() {
                Some((before, Value::String(_))) if stray(&key, &value) => {
                    let last = cut
                        .as_ref()
                        .map_or(before.as_str(), |(_, last)| last.as_str());
                    self.only_comma_between(path, last, cut.is_some(), &key)
                }
                _ => false,
            };
            if continues && let Some((_, Value::String(text))) = joined.last_mut() {
                text.push_str(", ");
                text.push_str(&key);
                cut = Some((joined.len() - 1, key));
                continue;
            }
            self.report_cut(path, &joined, cut.take());
            joined.push((key, value));
        }
        self.report_cut(path, &joined, cut.take());
        *map = joined.into_iter().collect();
    }

    fn only_comma_between(
        &self,
        path: &Path<'_>,
        before: &str,
        before_is_key: bool,
        key: &str,
    ) -> bool {
        let part = if before_is_key {
            Part::Key
        } else {
            Part::Value
        };
        let (Some(a), Some(b)) = (
            self.place(&path.key(before), part),
            self.place(&path.key(key), Part::Key),
        ) else {
            return false;
        };
        self.yaml()
            .get(a.end..b.start)
            .is_some_and(|t| t.trim() == ",")
    }

    fn report_cut(
        &mut self,
        path: &Path<'_>,
        joined: &[(String, Value)],
        cut: Option<(usize, String)>,
    ) {
        let Some((at, last)) = cut else { return };
        let Some((key, Value::String(meant))) = joined.get(at) else {
            return;
        };
        let (Some(value), Some(end)) = (
            self.place(&path.key(key), Part::Value),
            self.place(&path.key(&last), Part::Key),
        ) else {
            return;
        };
        let whole = value.start..end.end.max(value.end);
        let span = Span::new(
            self.file,
            self.in_file(whole.start)..self.in_file(whole.end),
        );
        let diagnostic = Diagnostic::error(
            "Y021",
            span,
            format!(
                "Trong ngoặc {{ }}, dấu phẩy cắt giá trị của “{key}”. Hãy đặt cả giá trị trong ngoặc kép."
            ),
            format!(
                "Inside {{ }} a comma ends the value of “{key}”. Put the whole value in quotes."
            ),
        );
        let fix = self.replaced(whole, &quote(meant));
        self.push(match fix {
            Some(line) => diagnostic.with_fix(line),
            None => diagnostic,
        });
    }
}

/// The first item of a list whose dashes have lost their spaces: `-lương` read as one text.
fn lost_dash(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('-')?;
    let first = rest.split(" -").next().unwrap_or(rest).trim();
    rest.starts_with(char::is_alphabetic).then_some(first)
}
