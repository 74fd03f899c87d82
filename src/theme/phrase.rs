//! One text of a theme: fixed, with placeholders, or with plural forms.

use crate::yaml::{Map, Value};
use tera::Value as TeraValue;

/// One text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Text {
    /// Without placeholders: ready to be shown.
    Fixed(TeraValue),
    /// With placeholders.
    Pattern(Vec<Part>),
    /// Forms for one and for other counts.
    Plural(Box<Text>, Box<Text>),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    Text(String),
    Argument(String),
}

/// Why a text cannot be shown.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// No language has the key.
    Key,
    /// The text needs this argument.
    Argument(String),
}

impl Text {
    /// The text in a language. `count` chooses the plural form; `argument` gives the placeholders' values.
    pub fn fill(
        &self,
        lang: &str,
        count: Option<f64>,
        argument: impl Fn(&str) -> Option<String>,
    ) -> Result<TeraValue, Missing> {
        let parts = match self {
            Text::Fixed(value) => return Ok(value.clone()),
            Text::Plural(one, _) if has_singular(lang) && count == Some(1.0) => {
                return one.fill(lang, None, argument);
            }
            Text::Plural(_, other) => return other.fill(lang, None, argument),
            Text::Pattern(parts) => parts,
        };
        let mut out = String::new();
        for part in parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Argument(name) => {
                    out.push_str(&argument(name).ok_or_else(|| Missing::Argument(name.clone()))?)
                }
            }
        }
        Ok(TeraValue::from(out))
    }
}

/// Vietnamese and Khmer nouns have one form (CLDR plural rules: only `other`).
fn has_singular(lang: &str) -> bool {
    !matches!(
        lang.split(['-', '_']).next(),
        Some("vi" | "km" | "lo" | "th" | "zh" | "ja" | "ko")
    )
}

/// `{one: …, other: …}` or `{other: …}`.
pub(super) fn plural(map: &Map) -> Option<Text> {
    let known = map
        .iter()
        .all(|(k, v)| matches!(k, "one" | "other") && v.as_str().is_some());
    let other = pattern(map.get("other").filter(|_| known)?.as_str()?);
    let one = map
        .get("one")
        .and_then(Value::as_str)
        .map_or_else(|| other.clone(), pattern);
    Some(Text::Plural(Box::new(one), Box::new(other)))
}

/// `{name}` is a placeholder where the name has only letters, digits and `_`; other braces are text.
pub(super) fn pattern(text: &str) -> Text {
    let mut parts = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        plain.push_str(before);
        let name = after.split_once('}').filter(|(n, _)| {
            !n.is_empty() && n.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        });
        match name {
            Some((name, tail)) => {
                if !plain.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut plain)));
                }
                parts.push(Part::Argument(name.to_owned()));
                rest = tail;
            }
            None => {
                plain.push('{');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    if parts.is_empty() {
        return Text::Fixed(TeraValue::from(plain));
    }
    if !plain.is_empty() {
        parts.push(Part::Text(plain));
    }
    Text::Pattern(parts)
}
