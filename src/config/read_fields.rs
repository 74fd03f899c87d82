//! The schema of a kind's fields.

use super::kind::{Field, FieldType, Limits};
use super::read::{Reading, take};
use super::types::SiteConfig;
use crate::text::similar::nearest;
use crate::yaml::{Map, Part, Path, Value};

const FIELD_KEYS: [&str; 13] = [
    "type",
    "required",
    "label",
    "help",
    "unit",
    "of",
    "choices",
    "taxonomy",
    "fields",
    "min",
    "max",
    "max_length",
    "max_items",
];

const TYPES: [&str; 14] = [
    "string", "text", "date", "integer", "number", "boolean", "list", "choice", "term", "file",
    "image", "person", "link", "record",
];

/// Fields within fields within fields: more is a mistake, and recursion needs an end.
const MOST_LEVELS: usize = 8;

impl Reading<'_> {
    pub(super) fn fields(
        &mut self,
        value: Value,
        path: &Path<'_>,
        site: &SiteConfig,
        level: usize,
    ) -> Vec<Field> {
        let mut fields = Vec::new();
        for (name, value) in self.reader.map(value, path).unwrap_or_default() {
            let path = path.key(&name);
            let good = name.starts_with(|c: char| c.is_ascii_alphabetic())
                && name
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
            if !good {
                let meant = crate::text::slug::slugify(&name).replace('-', "_");
                let message = (
                    format!(
                        "“{name}” không dùng làm tên trường được: chỉ dùng chữ không dấu, số và dấu gạch dưới."
                    ),
                    format!(
                        "“{name}” cannot be a field's name: use letters without marks, digits and underscores."
                    ),
                );
                let meant =
                    Some(meant).filter(|m| m.starts_with(|c: char| c.is_ascii_alphabetic()));
                self.reader
                    .fault("C014", &path, Part::Key, message, meant.as_deref());
                continue;
            }
            fields.extend(self.field(name.clone(), value, &path, site, level));
        }
        fields
    }

    /// A field: `{type: …}`, or the name of a type alone.
    fn field(
        &mut self,
        name: String,
        value: Value,
        path: &Path<'_>,
        site: &SiteConfig,
        level: usize,
    ) -> Option<Field> {
        if level > MOST_LEVELS {
            let message = (
                "Trường lồng nhau quá nhiều tầng.".to_owned(),
                "Fields are nested too deep.".to_owned(),
            );
            self.reader.fault("C016", path, Part::Key, message, None);
            return None;
        }
        let mut map = match value {
            Value::Map(_) => self.reader.record(value, path, &FIELD_KEYS)?,
            Value::Null => Map::new(),
            word => [("type".to_owned(), word)].into_iter().collect(),
        };
        let written = match map.get("type") {
            Some(_) => self.take_words(&mut map, path, "type").unwrap_or_default(),
            None => "string".to_owned(),
        };
        self.foreign_keys(&map, &written, path);
        let field_type = self.field_type(&written, &mut map, path, site, level)?;
        let required =
            take(&mut map, "required").and_then(|v| self.reader.boolean(&v, &path.key("required")));
        let label = take(&mut map, "label")
            .map(|v| self.labels(v, &path.key("label")))
            .unwrap_or_default();
        let help = take(&mut map, "help")
            .map(|v| self.labels(v, &path.key("help")))
            .unwrap_or_default();
        let unit = self.take_words(&mut map, path, "unit").unwrap_or_default();
        let limits = self.limits(&mut map, path);
        Some(Field {
            name,
            field_type,
            required: required.unwrap_or(false),
            label,
            help,
            unit,
            limits,
        })
    }

    fn field_type(
        &mut self,
        written: &str,
        map: &mut Map,
        path: &Path<'_>,
        site: &SiteConfig,
        level: usize,
    ) -> Option<FieldType> {
        Some(match written {
            "string" => FieldType::String,
            "text" => FieldType::Text,
            "date" => FieldType::Date,
            "integer" => FieldType::Integer,
            "number" => FieldType::Number,
            "boolean" => FieldType::Boolean,
            "file" => FieldType::File,
            "image" => FieldType::Image,
            "person" => FieldType::Person,
            "link" => FieldType::Link,
            "list" => {
                let of = take(map, "of").unwrap_or_default();
                FieldType::List(Box::new(self.field(
                    String::new(),
                    of,
                    &path.key("of"),
                    site,
                    level + 1,
                )?))
            }
            "choice" => {
                let choices = take(map, "choices")
                    .map(|v| self.reader.texts(v, &path.key("choices")))
                    .unwrap_or_default();
                if choices.is_empty() {
                    self.missing(path, "choices", "choices: [cơ bản, nâng cao]");
                    return None;
                }
                FieldType::Choice(choices)
            }
            "term" => FieldType::Term(self.taxonomy_of(map, path, site)?),
            "record" => {
                let fields = take(map, "fields")
                    .map(|v| self.fields(v, &path.key("fields"), site, level + 1))
                    .unwrap_or_default();
                if fields.is_empty() {
                    self.missing(
                        path,
                        "fields",
                        "fields: {title: {type: string, required: true}}",
                    );
                    return None;
                }
                FieldType::Record(fields)
            }
            other => {
                self.unknown_type(other, path);
                return None;
            }
        })
    }

    fn unknown_type(&mut self, written: &str, path: &Path<'_>) {
        let meant = match written.to_lowercase().as_str() {
            "str" | "chữ" => "string",
            "int" | "số" => "integer",
            "float" | "double" | "decimal" => "number",
            "bool" | "yes/no" => "boolean",
            "array" | "strings" => "list",
            "enum" | "select" | "option" => "choice",
            "tag" | "taxonomy" => "term",
            "url" | "email" => "link",
            "datetime" | "day" | "ngày" => "date",
            "object" | "map" | "group" => "record",
            "photo" | "picture" | "ảnh" => "image",
            _ => written,
        };
        let at_type = path.key("type");
        let short = self.reader.written(&at_type).is_none();
        let place = if short { path } else { &at_type };
        let near = nearest(meant, TYPES);
        let list = TYPES.join(", ");
        let message = (
            format!("Không có kiểu trường “{written}”. Có thể dùng: {list}."),
            format!("There is no type of field “{written}”. Possible are: {list}."),
        );
        self.reader.fault("C005", place, Part::Value, message, near);
    }

    fn taxonomy_of(&mut self, map: &mut Map, path: &Path<'_>, site: &SiteConfig) -> Option<String> {
        let Some(key) = self.take_words(map, path, "taxonomy") else {
            self.missing(path, "taxonomy", "taxonomy: skills");
            return None;
        };
        if site.taxonomy(&key).is_some() {
            return Some(key);
        }
        let known: Vec<&str> = site.taxonomies.iter().map(|t| t.key.as_str()).collect();
        let list = known.join(", ");
        let message = (
            format!("Không có hệ phân loại “{key}” trong taxonomies. Đã khai báo: {list}."),
            format!("There is no taxonomy “{key}”. Declared are: {list}."),
        );
        self.reader.fault(
            "C011",
            &path.key("taxonomy"),
            Part::Value,
            message,
            nearest(&key, known.iter().copied()),
        );
        None
    }

    fn limits(&mut self, map: &mut Map, path: &Path<'_>) -> Limits {
        let min = take(map, "min").and_then(|v| self.reader.number(&v, &path.key("min")));
        let max = take(map, "max").and_then(|v| self.reader.number(&v, &path.key("max")));
        if let (Some(least), Some(most)) = (min, max)
            && least > most
        {
            let message = (
                format!("min ({least}) lớn hơn max ({most})."),
                format!("min ({least}) is greater than max ({most})."),
            );
            self.reader.fault(
                "C016",
                &path.key("min"),
                Part::Value,
                message,
                Some(&most.to_string()),
            );
        }
        let count = |n: Option<i64>| n.and_then(|n| usize::try_from(n).ok());
        let max_length = count(self.take_integer(map, path, "max_length", 1, 1_000_000));
        let max_items = count(self.take_integer(map, path, "max_items", 1, 100_000));
        Limits {
            min,
            max,
            max_length,
            max_items,
        }
    }

    /// Keys that mean nothing for the field's type, such as `max_length` of a date.
    fn foreign_keys(&mut self, map: &Map, field_type: &str, path: &Path<'_>) {
        if !TYPES.contains(&field_type) {
            return;
        }
        let belongs = |key: &str| match key {
            "of" | "max_items" => field_type == "list",
            "choices" => field_type == "choice",
            "taxonomy" => field_type == "term",
            "fields" => field_type == "record",
            "min" | "max" => matches!(field_type, "integer" | "number"),
            "max_length" => matches!(field_type, "string" | "text" | "person"),
            _ => true,
        };
        let foreign: Vec<String> = map
            .keys()
            .filter(|k| !belongs(k))
            .map(str::to_owned)
            .collect();
        for key in foreign {
            let message = (
                format!("“{key}” không dùng với trường kiểu “{field_type}”."),
                format!("“{key}” has no meaning for a field of type “{field_type}”."),
            );
            self.reader
                .fault("C016", &path.key(&key), Part::Key, message, None);
        }
    }
}
