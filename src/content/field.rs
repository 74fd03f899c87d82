//! The fields of a kind, by its schema.

use super::front::FrontReading;
use super::{FieldValue, Person};
use crate::config::{Field, FieldType};
use crate::diagnostics::Diagnostic;
use crate::text::date::{DateErrorKind, Moment, parse_moment};
use crate::yaml::{Part, Path, Value};

impl FrontReading<'_, '_> {
    /// A field's value; `None` where there is none or it is wrong, which has been reported.
    pub(super) fn field(
        &mut self,
        field: &Field,
        value: Value,
        path: &Path<'_>,
    ) -> Option<FieldValue> {
        if value.is_null() {
            return None;
        }
        Some(match &field.field_type {
            FieldType::String => {
                let text = self.one_line(value, path)?;
                FieldValue::Text(self.limited(text, field, path))
            }
            FieldType::Text => {
                let text = self.reader.words(value, path)?;
                FieldValue::Text(self.limited(text, field, path))
            }
            FieldType::Date => {
                let moment = self.moment(value, path)?;
                FieldValue::Date(moment.instant, moment.date_only)
            }
            FieldType::Integer => {
                let n = self.reader.integer(&value, path)?;
                self.within(n as f64, field, path)?;
                FieldValue::Integer(n)
            }
            FieldType::Number => {
                let n = self.reader.number(&value, path)?;
                self.ambiguous(&value, path);
                self.within(n, field, path)?;
                FieldValue::Number(n)
            }
            FieldType::Boolean => FieldValue::Boolean(self.reader.boolean(&value, path)?),
            FieldType::Choice(choices) => FieldValue::Text(self.choice(choices, value, path)?),
            FieldType::Term(taxonomy) => {
                let term = self.one_line(value, path)?;
                if !self.schema.has_term(taxonomy, &term) {
                    self.undeclared(taxonomy, &term, path);
                    return None;
                }
                FieldValue::Term(taxonomy.clone(), term)
            }
            FieldType::File => FieldValue::File(self.file_path(value, path)?),
            FieldType::Image => FieldValue::Image(self.file_path(value, path)?),
            FieldType::Link => FieldValue::Link(self.link(value, path)?),
            FieldType::Person => FieldValue::Person(self.person(field, value, path)?),
            FieldType::List(item) => FieldValue::List(self.items(field, item, value, path)?),
            FieldType::Record(fields) => FieldValue::Record(self.record(fields, value, path)?),
        })
    }

    /// Says that a required field is missing, with the line to add.
    pub(super) fn required(&mut self, field: &Field) {
        let name = &field.name;
        let label = field.label.get("vi");
        let shown = if label.is_empty() {
            String::new()
        } else {
            format!(" ({label})")
        };
        let help = field.help.get("vi");
        let help = if help.is_empty() {
            String::new()
        } else {
            format!(" {help}.")
        };
        let en = field
            .label
            .0
            .get("en")
            .map_or(String::new(), |l| format!(" ({l})"));
        let span = match self.reader.line_of(&Path::Root.key(name)) {
            Some(_) => self.reader.span(&Path::Root.key(name), Part::Key),
            None => self.reader.whole(),
        };
        let diagnostic = Diagnostic::error(
            "F004",
            span,
            format!("Thiếu trường bắt buộc “{name}”{shown}.{help}"),
            format!("The required field “{name}”{en} is missing."),
        );
        let example = super::scaffold::example(field, self.schema, "");
        self.incomplete(diagnostic.with_fix(example));
    }

    /// A moment; a day alone is its midnight in the site's time zone.
    pub(super) fn moment(&mut self, value: Value, path: &Path<'_>) -> Option<Moment> {
        let text = self.reader.words(value, path)?;
        let offset = self.schema.config.timezone.offset();
        let error = match parse_moment(&text, offset) {
            Ok(moment) => return Some(moment),
            Err(error) => error,
        };
        let bare = text.trim_matches(|c: char| matches!(c, '“' | '”' | '‘' | '’' | '"' | '\''));
        let meant = match &error.kind {
            _ if parse_moment(bare, offset).is_ok() => Some(bare.to_owned()),
            DateErrorKind::Month(month) => error.likely.clone().or_else(|| {
                let near = text.replacen(&month.to_string(), "12", 1);
                parse_moment(&near, offset).is_ok().then_some(near)
            }),
            _ => error.likely.clone(),
        };
        let (mut vi, mut en) = (
            format!("“{path}”: {}", error.vi()),
            format!("“{path}”: {}", error.en()),
        );
        if meant.is_some()
            && error.likely.is_none()
            && matches!(error.kind, DateErrorKind::Month(_))
        {
            vi.push_str(" (dòng dưới chỉ là gợi ý, hãy kiểm tra lại)");
            en.push_str(" (the line below is only a guess, check it)");
        }
        self.reader.fault(
            "F006",
            path,
            Part::Value,
            (format!("{vi}."), format!("{en}.")),
            meant.as_deref(),
        );
        None
    }

    fn person(&mut self, field: &Field, value: Value, path: &Path<'_>) -> Option<Person> {
        if !matches!(value, Value::Map(_)) {
            let name = self.one_line(value, path)?;
            return Some(Person {
                name: self.limited(name, field, path),
                role: String::new(),
            });
        }
        let mut map = self.reader.record(value, path, &["name", "role"])?;
        let name = map
            .remove("name")
            .and_then(|v| self.one_line(v, &path.key("name")));
        let role = map
            .remove("role")
            .and_then(|v| self.one_line(v, &path.key("role")))
            .unwrap_or_default();
        let Some(name) = name else {
            let message = (
                format!("“{path}” thiếu tên người (name)."),
                format!("“{path}” has no name."),
            );
            let diagnostic = Diagnostic::error(
                "F004",
                self.reader.span(path, Part::Key),
                message.0,
                message.1,
            );
            self.incomplete(diagnostic.with_fix("name: Họ và tên"));
            return None;
        };
        Some(Person { name, role })
    }

    fn items(
        &mut self,
        field: &Field,
        item: &Field,
        value: Value,
        path: &Path<'_>,
    ) -> Option<Vec<FieldValue>> {
        // A single group where a list of groups is wanted counts as a list of one, like a single word.
        let single = matches!(
            (&value, &item.field_type),
            (Value::Map(_), FieldType::Record(_) | FieldType::Person)
        );
        let whole = !matches!(value, Value::List(_));
        let values = if single {
            vec![value]
        } else {
            self.reader.list(value, path)
        };
        if values.is_empty() && whole {
            return None;
        }
        if let Some(most) = field.limits.max_items
            && values.len() > most
        {
            let count = values.len();
            let message = (
                format!("“{path}” có {count} mục, quá giới hạn {most}."),
                format!("“{path}” has {count} items, over the limit of {most}."),
            );
            self.reader
                .fault("F008", &path.index(most), Part::Value, message, None);
        }
        if let FieldType::Term(taxonomy) = &item.field_type {
            return Some(self.terms(taxonomy, values, path, whole));
        }
        let mut out = Vec::with_capacity(values.len());
        for (i, value) in values.into_iter().enumerate() {
            let at = path.index(i);
            out.extend(self.field(item, value, if whole { path } else { &at }));
        }
        Some(out)
    }

    fn record(
        &mut self,
        fields: &[Field],
        value: Value,
        path: &Path<'_>,
    ) -> Option<Vec<(String, FieldValue)>> {
        let known: Vec<&str> = fields.iter().map(|f| f.name.as_str()).collect();
        let mut map = self.reader.record(value, path, &known)?;
        let mut out = Vec::with_capacity(fields.len());
        for field in fields {
            let at = path.key(&field.name);
            match map.remove(&field.name).filter(|v| !v.is_null()) {
                Some(value) => out.extend(
                    self.field(field, value, &at)
                        .map(|v| (field.name.clone(), v)),
                ),
                None if field.required => self.required_in(field, path),
                None => {}
            }
        }
        Some(out)
    }

    fn required_in(&mut self, field: &Field, path: &Path<'_>) {
        let name = &field.name;
        let diagnostic = Diagnostic::error(
            "F004",
            self.reader.span(path, Part::Key),
            format!("“{path}” thiếu trường bắt buộc “{name}”."),
            format!("“{path}” lacks the required field “{name}”."),
        );
        let example = super::scaffold::example(field, self.schema, "");
        self.incomplete(diagnostic.with_fix(example));
    }
}
