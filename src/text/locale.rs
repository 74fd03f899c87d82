//! The languages whose habits of writing numbers and dates this floor knows.

use serde::{Deserialize, Serialize};

/// A language with its habits of writing. Functions take `impl Into<Locale>`, so `"vi"` does too.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub enum Locale {
    /// Vietnamese, also the fallback.
    #[default]
    Vi,
    /// English, day before month as in the rest of the site.
    En,
    /// Khmer.
    Km,
}

impl From<&str> for Locale {
    /// Reads a language tag such as `km` or `en-GB`; an unknown language gets Vietnamese habits.
    fn from(tag: &str) -> Locale {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("en") {
            Locale::En
        } else if language.eq_ignore_ascii_case("km") {
            Locale::Km
        } else {
            Locale::Vi
        }
    }
}

impl From<&String> for Locale {
    fn from(tag: &String) -> Locale {
        Locale::from(tag.as_str())
    }
}
