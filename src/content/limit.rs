//! Limits of a kind's fields.

use super::front::FrontReading;
use crate::config::Field;
use crate::diagnostics::Diagnostic;
use crate::yaml::{Part, Path, Value};

impl FrontReading<'_, '_> {
    pub(super) fn limited(&mut self, text: String, field: &Field, path: &Path<'_>) -> String {
        if let Some(most) = field.limits.max_length
            && text.len() > most
        {
            let length = text.chars().count();
            if length > most {
                let message = (
                    format!(
                        "“{path}” dài {length} ký tự, quá giới hạn {most}. Hãy bớt {} ký tự.",
                        length - most
                    ),
                    format!(
                        "“{path}” has {length} characters, over the limit of {most}. Take {} away.",
                        length - most
                    ),
                );
                self.reader.fault("F007", path, Part::Value, message, None);
            }
        }
        text
    }

    pub(super) fn within(&mut self, n: f64, field: &Field, path: &Path<'_>) -> Option<()> {
        let (min, max) = (field.limits.min, field.limits.max);
        let below = min.is_some_and(|min| n < min);
        if !below && max.is_none_or(|max| n <= max) {
            return Some(());
        }
        let (vi, en) = match (min, max) {
            (Some(min), Some(max)) => (
                format!("từ {min} đến {max}"),
                format!("between {min} and {max}"),
            ),
            (Some(min), None) => (format!("từ {min} trở lên"), format!("at least {min}")),
            (_, max) => {
                let max = max.unwrap_or(n);
                (format!("không quá {max}"), format!("at most {max}"))
            }
        };
        let message = (
            format!("“{path}” phải {vi}, ở đây là {n}."),
            format!("“{path}” must be {en}, here it is {n}."),
        );
        self.reader.fault("F009", path, Part::Value, message, None);
        None
    }

    /// `1.250` as a number is 1,25 to YAML and 1250 to a Vietnamese reader.
    pub(super) fn ambiguous(&mut self, value: &Value, path: &Path<'_>) {
        if !matches!(value, Value::Number(_)) {
            return;
        }
        let Some(written) = self.reader.written(path) else {
            return;
        };
        let Some((whole, fraction)) = written.split_once('.') else {
            return;
        };
        if fraction.len() != 3
            || whole.len() > 3
            || whole == "0"
            || !written.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        {
            return;
        }
        let span = self.reader.span(path, Part::Value);
        let diagnostic = Diagnostic::warning(
            "F020",
            span,
            format!(
                "“{written}” được hiểu là {whole} phẩy {fraction}. Nếu là số nguyên {whole}{fraction}, hãy viết liền."
            ),
            format!(
                "“{written}” is read as {whole} point {fraction}. If {whole}{fraction} was meant, write it without the point."
            ),
        );
        let line = self
            .reader
            .line_with(path, Part::Value, &format!("{whole}{fraction}"));
        self.reader.push(match line {
            Some(line) => diagnostic.with_fix(line),
            None => diagnostic,
        });
    }
}
