//! What keeps a post back although nothing is wrong with it: invented content, and people who have not agreed.

use crate::content::{Entry, FieldValue};
use crate::diagnostics::Diagnostic;
use crate::text::fold::fold;
use crate::yaml::{Part, Path};

/// Why the pack is blocked. Their severity is that of a warning: the build goes on.
pub(in crate::outputs::facebook) fn blocks(entry: &Entry) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let root = Path::Root;
    if entry.front.common.illustrative {
        out.push(Diagnostic::warning(
            "P050",
            entry.field_span(&root.key("illustrative"), Part::Key),
            "Nội dung minh họa (illustrative: true), không phải người thật, việc thật. Đừng đăng lên Facebook.",
            "Invented for demonstration (illustrative: true). Do not post it on Facebook.",
        ));
    }
    let named = entry
        .front
        .fields
        .iter()
        .find(|(_, value)| names_person(value));
    if let Some((field, _)) = named
        && !agreed(entry.front.field("consent"))
    {
        out.push(Diagnostic::warning(
            "P051",
            entry.field_span(&root.key(field), Part::Value),
            "Bài nêu tên một người mà chưa ghi người đó đồng ý cho đăng Facebook (consent, scope có “facebook”).",
            "A person is named, and no consent to Facebook is recorded (consent, with “facebook” in its scope).",
        ));
    }
    out
}

fn names_person(value: &FieldValue) -> bool {
    match value {
        FieldValue::Person(person) => !person.name.is_empty(),
        FieldValue::List(items) => items.iter().any(names_person),
        FieldValue::Record(fields) => fields.iter().any(|(_, v)| names_person(v)),
        _ => false,
    }
}

/// Whether consent is recorded that covers Facebook: a record that names who agreed and, where it has a scope, Facebook
/// in it; or `consent: true`.
fn agreed(consent: Option<&FieldValue>) -> bool {
    match consent {
        Some(FieldValue::Boolean(yes)) => *yes,
        Some(FieldValue::Record(fields)) => {
            let get = |name: &str| fields.iter().find(|(n, _)| n == name).map(|(_, v)| v);
            let withdrawn = get("withdrawn").is_some_and(|v| *v != FieldValue::Boolean(false));
            let by = matches!(get("by"), Some(FieldValue::Text(name)) if !name.trim().is_empty());
            let covers = match get("scope") {
                Some(FieldValue::List(items)) if !items.is_empty() => items
                    .iter()
                    .any(|v| matches!(v, FieldValue::Text(t) if fold(t) == "facebook")),
                Some(FieldValue::Text(one)) => fold(one) == "facebook",
                _ => true,
            };
            by && covers && !withdrawn
        }
        _ => false,
    }
}
