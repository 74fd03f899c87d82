//! Names that are fixed: of files, common fields, outputs; and the form that names in a configuration have.

use crate::text::slug::slugify;

/// The configuration's path.
pub const SITE_FILE: &str = "content/site.yaml";

/// Fields that every entry may have, whatever its kind. A kind cannot declare one of these.
pub const COMMON_FIELDS: [&str; 20] = [
    "title",
    "date",
    "summary",
    "cover",
    "tags",
    "draft",
    "updated",
    "expires",
    "slug",
    "id",
    "aliases",
    "weight",
    "authors",
    "contact",
    "illustrative",
    "template",
    "outputs",
    "facebook",
    "poster",
    "allow",
];

/// Outputs that can be switched off, for the site, a kind or an entry.
pub const OUTPUTS: [&str; 11] = [
    "feed",
    "sitemap",
    "search",
    "share_card",
    "facebook",
    "zalo",
    "poster",
    "loudspeaker",
    "press",
    "offline",
    "headers",
];

/// Whether a text can stand as one part of an address as it is.
pub fn is_address(text: &str) -> bool {
    !text.is_empty() && slugify(text) == text
}

/// Whether a text has the form of a language code: `vi`, `km`, `zh-Hant` (BCP 47, language and at most one subtag).
pub fn is_language_code(text: &str) -> bool {
    let (language, rest) = match text.split_once('-') {
        Some((language, rest)) => (language, Some(rest)),
        None => (text, None),
    };
    let subtag =
        |s: &str| (2..=8).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_alphanumeric());
    (2..=3).contains(&language.len())
        && language.bytes().all(|b| b.is_ascii_lowercase())
        && rest.is_none_or(subtag)
}
