//! `content/site.yaml`: the site, its languages, taxonomies and kinds, every key typed.

mod kind;
mod types;

pub use kind::{Field, FieldType, Kind, Limits};
pub use types::{
    BaseUrl, Budgets, CheckLevel, Contacts, FacebookPage, Labels, Language, MenuItem, Outputs,
    Permalinks, SiteConfig, Taxonomy, Term,
};
