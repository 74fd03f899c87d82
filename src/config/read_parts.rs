//! The smaller groups of `site.yaml`: contacts, the Facebook page, menus, outputs, budgets, checks.

use super::names::OUTPUTS;
use super::read::{Reading, take};
use super::types::{Budgets, CheckLevel, Contacts, FacebookPage, MenuItem, SiteConfig};
use crate::text::similar::nearest;
use crate::yaml::{Map, Part, Path, Value};
use std::collections::BTreeMap;

impl Reading<'_> {
    pub(super) fn parts(&mut self, map: &mut Map, site: &mut SiteConfig) {
        let root = Path::Root;
        if let Some(value) = take(map, "contacts") {
            site.contacts = self.contacts(value, &root.key("contacts"));
        }
        if let Some(value) = take(map, "facebook") {
            site.facebook = self.facebook(value, &root.key("facebook"));
        }
        if let Some(value) = take(map, "menus") {
            site.menus = self.menus(value, &root.key("menus"));
        }
        if let Some(value) = take(map, "outputs") {
            site.outputs.off = self.outputs_off(value, &root.key("outputs"));
        }
        if let Some(value) = take(map, "budgets") {
            site.budgets = self.budgets(value, &root.key("budgets"));
        }
        if let Some(value) = take(map, "checks") {
            site.checks = self.checks(value, &root.key("checks"));
        }
    }

    fn contacts(&mut self, value: Value, path: &Path<'_>) -> Contacts {
        let Some(mut map) =
            self.reader
                .record(value, path, &["phone", "zalo", "email", "address", "note"])
        else {
            return Contacts::default();
        };
        let mut get = |key: &str| self.take_words(&mut map, path, key).unwrap_or_default();
        Contacts {
            phone: get("phone"),
            zalo: get("zalo"),
            email: get("email"),
            address: get("address"),
            note: get("note"),
        }
    }

    fn facebook(&mut self, value: Value, path: &Path<'_>) -> FacebookPage {
        let mut page = SiteConfig::default().facebook;
        let Some(mut map) =
            self.reader
                .record(value, path, &["page", "name", "hashtags", "output"])
        else {
            return page;
        };
        page.page = self.take_words(&mut map, path, "page").unwrap_or_default();
        page.name = self.take_words(&mut map, path, "name").unwrap_or_default();
        if let Some(tags) = take(&mut map, "hashtags") {
            let path = path.key("hashtags");
            let tags = self.reader.texts(tags, &path);
            page.hashtags = tags
                .into_iter()
                .enumerate()
                .filter_map(|(i, t)| self.hashtag(&t, &path.index(i)))
                .collect();
        }
        if let Some(output) = self.take_words(&mut map, path, "output") {
            let tidy = output.trim_end_matches('/').to_owned();
            let inner = tidy.strip_prefix("../").unwrap_or(&tidy);
            let good = !inner.is_empty()
                && !inner.starts_with('/')
                && !inner.contains(['\\', ':'])
                && inner
                    .split('/')
                    .all(|p| !p.is_empty() && p != ".." && p != ".");
            if good {
                page.output = tidy;
            } else {
                let message = (
                    format!(
                        "“{output}” phải là một thư mục trong public/ (như facebook), hoặc bên cạnh nó (như ../facebook)."
                    ),
                    format!(
                        "“{output}” must be a folder in public/ (such as facebook) or beside it (such as ../facebook)."
                    ),
                );
                self.reader.fault(
                    "C017",
                    &path.key("output"),
                    Part::Value,
                    message,
                    Some("facebook"),
                );
            }
        }
        page
    }

    /// A hashtag without its `#`: letters, digits and underscores, not digits alone (Meta's rule).
    fn hashtag(&mut self, written: &str, path: &Path<'_>) -> Option<String> {
        let tag = written.trim_start_matches('#');
        let good = |t: &str| {
            !t.is_empty()
                && t.chars().all(|c| c.is_alphanumeric() || c == '_')
                && !t.chars().all(|c| c.is_ascii_digit())
        };
        if good(tag) {
            return Some(tag.to_owned());
        }
        let meant: String = tag
            .chars()
            .filter(|c| c.is_alphanumeric() || *c == '_')
            .collect();
        let message = (
            format!(
                "“{written}” không dùng làm hashtag được: viết liền, chỉ gồm chữ, số và dấu gạch dưới."
            ),
            format!(
                "“{written}” cannot be a hashtag: letters, digits and underscores only, without spaces."
            ),
        );
        let meant = Some(meant).filter(|m| good(m));
        self.reader
            .fault("C018", path, Part::Value, message, meant.as_deref());
        None
    }

    fn menus(&mut self, value: Value, path: &Path<'_>) -> BTreeMap<String, Vec<MenuItem>> {
        let mut menus = BTreeMap::new();
        for (name, items) in self.reader.map(value, path).unwrap_or_default() {
            let path = path.key(&name);
            let items = self.reader.list(items, &path);
            let items = items
                .into_iter()
                .enumerate()
                .filter_map(|(i, item)| self.menu_item(item, &path.index(i)));
            let items: Vec<MenuItem> = items.collect();
            menus.insert(name.clone(), items);
        }
        menus
    }

    fn menu_item(&mut self, value: Value, path: &Path<'_>) -> Option<MenuItem> {
        let mut map = self.reader.record(value, path, &["label", "to"])?;
        let label = take(&mut map, "label")
            .map(|v| self.labels(v, &path.key("label")))
            .unwrap_or_default();
        let to = self.take_words(&mut map, path, "to").unwrap_or_default();
        if to.is_empty() || label.0.is_empty() {
            let message = (
                "Mỗi mục của menu cần có chữ hiện ra (label) và nơi dẫn tới (to): tệp .md, thư mục có dấu / ở cuối, hoặc địa chỉ web.".to_owned(),
                "Each line of a menu needs its words (label) and where it leads (to): an .md file, a folder ending in /, or a web address.".to_owned(),
            );
            let label = label.get("vi").to_owned();
            let label = if label.is_empty() {
                "Giới thiệu".to_owned()
            } else {
                crate::yaml::scalar(&label)
            };
            let to = if to.is_empty() {
                "gioi-thieu.md"
            } else {
                to.as_str()
            };
            let span = self.reader.span(path, Part::Value);
            let diagnostic =
                crate::diagnostics::Diagnostic::error("C012", span, message.0, message.1);
            self.reader
                .push(diagnostic.with_fix(format!("- {{label: {label}, to: {to}}}")));
            return None;
        }
        Some(MenuItem { label, to })
    }

    /// `outputs: {off: [zalo]}` or `outputs: {zalo: false}`: names of outputs that are off.
    pub(super) fn outputs_off(&mut self, value: Value, path: &Path<'_>) -> Vec<String> {
        let mut off = Vec::new();
        for (name, value) in self.reader.map(value, path).unwrap_or_default() {
            let path = path.key(&name);
            if name == "off" {
                for (i, output) in self.reader.texts(value, &path).into_iter().enumerate() {
                    if OUTPUTS.contains(&output.as_str()) {
                        off.push(output);
                    } else {
                        self.not_one_of(&path.index(i), &output, &OUTPUTS);
                    }
                }
            } else if !OUTPUTS.contains(&name.as_str()) {
                let near = nearest(&name, OUTPUTS.iter().copied());
                self.reader.unknown_key(
                    path.parent().unwrap_or(&Path::Root),
                    &name,
                    near,
                    &OUTPUTS,
                    None,
                );
            } else if self.reader.boolean(&value, &path) == Some(false) {
                off.push(name.clone());
            }
        }
        off.sort();
        off.dedup();
        off
    }

    fn budgets(&mut self, value: Value, path: &Path<'_>) -> Budgets {
        let mut budgets = Budgets::default();
        let Some(mut map) = self
            .reader
            .record(value, path, &["page", "page_with_photo", "script"])
        else {
            return budgets;
        };
        for (key, place) in [
            ("page", &mut budgets.page),
            ("page_with_photo", &mut budgets.page_with_photo),
            ("script", &mut budgets.script),
        ] {
            let Some(value) = take(&mut map, key) else {
                continue;
            };
            let path = path.key(key);
            if let Some(size) = size(&value) {
                *place = size;
            } else {
                let expected = (
                    "số byte, hoặc như “15 kB”",
                    "a number of bytes, or like “15 kB”",
                );
                self.reader
                    .wrong_type(&path, &value, expected, Some("15 kB"));
            }
        }
        budgets
    }

    fn checks(&mut self, value: Value, path: &Path<'_>) -> BTreeMap<String, CheckLevel> {
        let levels = [
            ("error", CheckLevel::Error),
            ("warning", CheckLevel::Warning),
            ("off", CheckLevel::Off),
        ];
        let mut checks = BTreeMap::new();
        for (name, value) in self.reader.map(value, path).unwrap_or_default() {
            let level = match value {
                Value::Bool(false) => Some(CheckLevel::Off),
                other => self.choice(other, &path.key(&name), &levels),
            };
            if let Some(level) = level {
                checks.insert(name, level);
            }
        }
        checks
    }
}

/// Bytes: a number, or a text such as `15 kB`, `1 MB` (of 1,000 and 1,000,000).
fn size(value: &Value) -> Option<u64> {
    let text = match value {
        Value::Integer(n) => return u64::try_from(*n).ok(),
        Value::String(s) => s.trim().to_lowercase(),
        _ => return None,
    };
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let n: u64 = text.get(..digits)?.parse().ok()?;
    let unit = match text.get(digits..)?.trim() {
        "" | "b" => 1,
        "k" | "kb" => 1_000,
        "m" | "mb" => 1_000_000,
        _ => return None,
    };
    n.checked_mul(unit)
}
