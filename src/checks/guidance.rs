//! Guidance that may be out of date, and law that is cited without its date.

use super::{Check, Findings, Rule, Subject};
use crate::content::{Entry, FieldValue};
use crate::diagnostics::{Diagnostic, Span};
use crate::markdown::{Component, ComponentBody, Doc};
use crate::outputs::{Plan, World};
use crate::text::date::{Date, Instant};
use crate::yaml::{Part, Path, Value};

/// The field with the day on which an entry was compared with the law.
const REVIEWED: &str = "reviewed";
/// The field, and the rich block, that lists the law.
const LEGAL: &str = "legal";
const LEGAL_BLOCK: &str = "legal-basis";

/// Guidance and its legal basis.
pub(super) struct Guidance;

impl Check for Guidance {
    fn rules(&self) -> &'static [Rule] {
        const {
            &[
                Rule::warning("E004", "review-old"),
                Rule::warning("E005", "law-undated"),
            ]
        }
    }

    fn entry(&self, subject: &Subject<'_>, found: &mut Findings<'_>) {
        let entry = subject.entry;
        if let Some(FieldValue::List(items)) = entry.front.field(LEGAL) {
            for (i, item) in items.iter().enumerate() {
                let FieldValue::Record(fields) = item else {
                    continue;
                };
                let has = |name: &str| fields.iter().any(|(n, _)| n == name);
                if has("title") && !has("date") {
                    let field = Path::Root.key(LEGAL);
                    let span = entry.field_span(&field.index(i), Part::Value);
                    found.push(undated(span, &title(fields)));
                }
            }
        }
        blocks(entry, &entry.doc, found);
    }

    fn site(&self, world: &World, _plan: &Plan, found: &mut Findings<'_>) {
        let offset = world.config.timezone.offset();
        let today = world.site.moment.now.date(offset);
        let months = world.config.review_months;
        if !found.wants("E004") {
            return;
        }
        for id in world.site.pages() {
            let entry = world.site.entry(id);
            let Some(FieldValue::Date(at, _)) = entry.front.field(REVIEWED) else {
                continue;
            };
            let reviewed = at.date(offset);
            if months_between(reviewed, today) < i64::from(months) {
                continue;
            }
            let span = entry.field_span(&Path::Root.key(REVIEWED), Part::Value);
            let day = |lang: &str| Instant::short(*at, offset, lang);
            found.push(Diagnostic::warning(
                "E004",
                span,
                format!(
                    "Bài được rà soát lần cuối ngày {}, đã quá {months} tháng. Hãy đối chiếu lại với luật rồi sửa ngày.",
                    day("vi")
                ),
                format!(
                    "This was last reviewed on {}, more than {months} months ago. Compare it with the law again, then change the date.",
                    day("en")
                ),
            ));
        }
    }
}

/// Whole months from one day to another.
fn months_between(from: Date, to: Date) -> i64 {
    let months = |d: Date| i64::from(d.year) * 12 + i64::from(d.month);
    months(to) - months(from) - i64::from(to.day < from.day)
}

fn title(fields: &[(String, FieldValue)]) -> String {
    let title = fields.iter().find(|(n, _)| n == "title").map(|(_, v)| v);
    match title {
        Some(FieldValue::Text(text)) => text.clone(),
        _ => String::new(),
    }
}

fn undated(span: Span, title: &str) -> Diagnostic {
    Diagnostic::warning(
        "E005",
        span,
        format!("Căn cứ “{title}” chưa ghi ngày ban hành (date), nên không biết là bản nào."),
        format!(
            "The law “{title}” is cited without its date, so nobody knows which version it is."
        ),
    )
}

/// Rich blocks that list law.
fn blocks(entry: &Entry, doc: &Doc, found: &mut Findings<'_>) {
    for component in &doc.components {
        match &component.body {
            ComponentBody::Markdown(inner) => blocks(entry, inner, found),
            ComponentBody::Yaml(Value::List(items)) if component.name == LEGAL_BLOCK => {
                block(entry, component, items, found);
            }
            _ => {}
        }
    }
}

fn block(entry: &Entry, component: &Component, items: &[Value], found: &mut Findings<'_>) {
    for item in items.iter().filter_map(Value::as_map) {
        let title = item.get("title").and_then(Value::as_str).unwrap_or("");
        if !title.is_empty() && item.get("date").is_none_or(Value::is_null) {
            found.push(undated(entry.span(component.span.clone()), title));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_whole() {
        let day = |y, m, d| Date::new(y, m, d).unwrap();
        for (from, to, want) in [
            (day(2025, 11, 22), day(2026, 11, 22), 12),
            (day(2025, 11, 23), day(2026, 11, 22), 11),
            (day(2026, 1, 31), day(2026, 2, 28), 0),
            (day(2026, 3, 1), day(2026, 2, 1), -1),
        ] {
            assert_eq!(months_between(from, to), want);
        }
    }
}
