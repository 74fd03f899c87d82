//! Whether the persons that an entry names agreed to it.

use crate::config::{FieldType, Kind};
use crate::content::{Entry, FieldValue};
use crate::text::fold::fold;
use crate::yaml::Value;

/// The field, a record, in which consent is written down: by whom, when, and for which channels.
pub const CONSENT: &str = "consent";

/// What is known of the consent of the persons in an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// The kind does not ask for consent, or the entry is invented.
    NotAsked,
    /// No field names a person, and no consent is recorded.
    NobodyNamed,
    /// A person is named, and no consent (or none to the website) is recorded.
    Missing,
    /// Recorded, for the website among others.
    Given,
}

/// The consent of the persons an entry names. A kind asks for it by declaring a record field `consent`.
pub fn consent(entry: &Entry, kind: &Kind) -> Consent {
    let asked = kind
        .fields
        .iter()
        .any(|f| f.name == CONSENT && matches!(f.field_type, FieldType::Record(_)));
    if !asked || entry.front.common.illustrative || entry.broken {
        return Consent::NotAsked;
    }
    if given(entry.front.field(CONSENT)) {
        return Consent::Given;
    }
    if names_person(entry) {
        Consent::Missing
    } else {
        Consent::NobodyNamed
    }
}

/// Whether a field, or the entry's own contact, names a person.
fn names_person(entry: &Entry) -> bool {
    fn holds(value: &FieldValue) -> bool {
        match value {
            FieldValue::Person(person) => !person.name.trim().is_empty(),
            FieldValue::List(items) => items.iter().any(holds),
            FieldValue::Record(fields) => fields.iter().any(|(_, v)| holds(v)),
            _ => false,
        }
    }
    let contact = match &entry.front.common.contact {
        Value::Map(map) => map.get("name").and_then(Value::as_str),
        _ => None,
    };
    let front = &entry.front;
    contact.is_some_and(|name| !name.trim().is_empty())
        || front.fields.iter().any(|(_, v)| holds(v))
}

/// Whether a record says who agreed, when, and, where it lists channels, that the website is one of them.
fn given(value: Option<&FieldValue>) -> bool {
    let Some(FieldValue::Record(fields)) = value else {
        return false;
    };
    let field = |name: &str| fields.iter().find(|(n, _)| n == name).map(|(_, v)| v);
    let by = match field("by") {
        Some(FieldValue::Text(by)) => !by.trim().is_empty(),
        Some(FieldValue::Person(by)) => !by.name.trim().is_empty(),
        _ => false,
    };
    let date = matches!(field("date"), Some(FieldValue::Date(..)));
    let website = match field("scope") {
        Some(FieldValue::List(items)) => items.iter().any(is_website),
        Some(other) => is_website(other),
        None => false,
    };
    by && date && website
}

fn is_website(value: &FieldValue) -> bool {
    matches!(value, FieldValue::Text(text) if matches!(fold(text).as_str(), "trang web" | "website" | "web"))
}
