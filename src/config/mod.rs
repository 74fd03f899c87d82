//! `content/site.yaml`: the site, its languages, taxonomies and kinds, every key typed.

mod kind;
mod names;
mod read;
mod read_address;
mod read_fields;
mod read_kinds;
mod read_languages;
mod read_parts;
mod read_report;
mod read_taxonomies;
mod read_words;
mod report;
mod types;

pub use kind::{Field, FieldType, Kind, Limits};
pub use names::{COMMON_FIELDS, OUTPUTS, SITE_FILE, is_address, is_language_code};
pub use read::{parse, read};
pub use report::{Report, Visits};
pub use types::{
    BaseUrl, Budgets, CheckLevel, Contacts, FacebookPage, Labels, Language, MenuItem, Outputs,
    Permalinks, SiteConfig, Taxonomy, Term,
};
