//! The fields that every entry may have.

use super::Front;
use super::front::FrontReading;
use crate::config::OUTPUTS;
use crate::diagnostics::Diagnostic;
use crate::text::date::Instant;
use crate::text::similar::nearest;
use crate::text::slug::slugify;
use crate::yaml::{Part, Path, Value, scalar};
use std::collections::BTreeMap;

const CONTACT_KEYS: [&str; 7] = ["name", "role", "phone", "zalo", "email", "address", "note"];

impl FrontReading<'_, '_> {
    pub(super) fn common(&mut self, key: &str, value: Value, path: &Path<'_>, front: &mut Front) {
        let common = &mut front.common;
        match key {
            "title" => common.title = self.one_line(value, path).unwrap_or_default(),
            "date" => common.date = self.instant(value, path),
            "updated" => common.updated = self.instant(value, path),
            "expires" => common.expires = self.instant(value, path),
            "draft" => common.draft = self.reader.boolean(&value, path).unwrap_or(false),
            "illustrative" => {
                common.illustrative = self.reader.boolean(&value, path).unwrap_or(false)
            }
            "summary" => common.summary = self.one_line(value, path),
            "slug" => common.slug = self.slug(value, path),
            "id" => common.id = self.id(value, path),
            "template" => common.template = self.reader.words(value, path),
            "weight" => common.weight = self.reader.integer(&value, path),
            "authors" => common.authors = self.reader.texts(value, path),
            "tags" => common.tags = self.tags(value, path),
            "aliases" => common.aliases = self.aliases(value, path),
            "cover" => common.cover = self.cover(value, path),
            "contact" => common.contact = self.contact(value, path),
            "outputs" => front.off = self.outputs_off(value, path),
            "facebook" => {
                front.facebook = self.reader.map(value, path).map_or(Value::Null, Value::Map)
            }
            "poster" => front.points = self.points(value, path),
            "allow" => front.allow = self.reader.texts(value, path),
            _ => {}
        }
    }

    /// Text as one line: line breaks of a folded value become spaces.
    pub(super) fn one_line(&mut self, value: Value, path: &Path<'_>) -> Option<String> {
        let text = self.reader.words(value, path)?;
        Some(if text.contains('\n') {
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        } else {
            text
        })
    }

    fn instant(&mut self, value: Value, path: &Path<'_>) -> Option<Instant> {
        self.moment(value, path).map(|m| m.instant)
    }

    fn slug(&mut self, value: Value, path: &Path<'_>) -> Option<String> {
        let text = self.reader.words(value, path)?;
        let right = slugify(&text);
        if right == text {
            return Some(text);
        }
        let message = (
            format!(
                "“{text}” không dùng làm địa chỉ được: chỉ dùng chữ thường không dấu, số và dấu gạch nối."
            ),
            format!(
                "“{text}” cannot be an address: use small letters without marks, digits and hyphens."
            ),
        );
        self.reader.fault(
            "F012",
            path,
            Part::Value,
            message,
            Some(&right).filter(|r| !r.is_empty()).map(String::as_str),
        );
        Some(right).filter(|r| !r.is_empty())
    }

    fn id(&mut self, value: Value, path: &Path<'_>) -> Option<String> {
        let text = self.reader.words(value, path)?;
        if text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
        {
            return Some(text);
        }
        let right = slugify(&text);
        let message = (
            format!(
                "“{text}” không dùng làm mã bài (id) được: chỉ dùng chữ không dấu, số và dấu gạch nối."
            ),
            format!("“{text}” cannot be an id: use letters without marks, digits and hyphens."),
        );
        self.reader.fault(
            "F012",
            path,
            Part::Value,
            message,
            Some(&right).filter(|r| !r.is_empty()).map(String::as_str),
        );
        None
    }

    fn tags(&mut self, value: Value, path: &Path<'_>) -> Vec<String> {
        if let Value::String(text) = &value
            && text.contains(',')
        {
            let parts: Vec<&str> = text
                .split(',')
                .map(str::trim)
                .filter(|p| !p.is_empty())
                .collect();
            let list = format!(
                "[{}]",
                parts
                    .iter()
                    .map(|p| scalar(p))
                    .collect::<Vec<_>>()
                    .join(", ")
            );
            let message = (
                "Nhiều chủ đề phải viết thành danh sách, trong ngoặc vuông.".to_owned(),
                "Several tags must be written as a list, in square brackets.".to_owned(),
            );
            self.reader
                .fault("F018", path, Part::Value, message, Some(&list));
            return parts.into_iter().map(str::to_owned).collect();
        }
        let tags = self.reader.texts(value, path);
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut out: Vec<String> = Vec::with_capacity(tags.len());
        for (i, tag) in tags.into_iter().enumerate() {
            if seen.len() < 200
                && let Some(first) = seen.insert(slugify(&tag), i)
            {
                seen.insert(slugify(&tag), first);
                let span = self.reader.span(&path.index(i), Part::Value);
                self.reader.push(Diagnostic::warning(
                    "F014",
                    span,
                    format!("Chủ đề “{tag}” đã có trong danh sách này. Hãy xóa bớt một."),
                    format!("The tag “{tag}” is in this list already. Delete one."),
                ));
                continue;
            }
            if self.reader_knows_tag(&tag, &path.index(i)) {
                out.push(tag);
            }
        }
        out
    }

    /// `tags` may be closed by `site.yaml`; then they are terms like any other.
    fn reader_knows_tag(&mut self, tag: &str, path: &Path<'_>) -> bool {
        self.schema.has_term("tags", tag) || {
            self.undeclared("tags", tag, path);
            false
        }
    }

    fn aliases(&mut self, value: Value, path: &Path<'_>) -> Vec<String> {
        let aliases = self.reader.texts(value, path);
        let mut out = Vec::with_capacity(aliases.len());
        for (i, alias) in aliases.into_iter().enumerate() {
            let bare = alias.trim_start_matches('/');
            let odd = bare.is_empty()
                || bare.contains(['\\', '?', '#', ':'])
                || bare.contains(char::is_whitespace)
                || bare.split('/').any(|p| p == ".." || p == ".");
            if !odd {
                out.push(bare.to_owned());
                continue;
            }
            let after_host = alias
                .split_once("://")
                .and_then(|(_, r)| r.split_once('/'))
                .map(|(_, p)| format!("/{p}"));
            let message = (
                format!(
                    "“{alias}” không dùng làm địa chỉ cũ được. Hãy viết phần sau tên miền, như /tai-lieu/ten-cu.html."
                ),
                format!(
                    "“{alias}” cannot be a former address. Write the part after the domain, like /tai-lieu/old-name.html."
                ),
            );
            self.reader.fault(
                "F017",
                &path.index(i),
                Part::Value,
                message,
                after_host.as_deref(),
            );
        }
        out
    }

    fn contact(&mut self, value: Value, path: &Path<'_>) -> Value {
        let Some(map) = self.reader.record(value, path, &CONTACT_KEYS) else {
            return Value::Null;
        };
        let pairs = map.into_iter().filter_map(|(key, value)| {
            let text = self.one_line(value, &path.key(&key))?;
            Some((key, Value::String(text)))
        });
        Value::Map(pairs.collect())
    }

    /// `outputs: {loudspeaker: false}`: names of outputs that are off.
    fn outputs_off(&mut self, value: Value, path: &Path<'_>) -> Vec<String> {
        let mut off = Vec::new();
        for (name, value) in self.reader.map(value, path).unwrap_or_default() {
            if !OUTPUTS.contains(&name.as_str()) {
                self.reader.unknown_key(
                    path,
                    &name,
                    nearest(&name, OUTPUTS.iter().copied()),
                    &OUTPUTS,
                    None,
                );
            } else if self.reader.boolean(&value, &path.key(&name)) == Some(false) {
                off.push(name);
            }
        }
        off.sort();
        off
    }
}
