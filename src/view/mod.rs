//! What templates may see, as plain serialisable values: `Card` for lists, `FullExtras` for a page of its own.
//! Addresses in them are paths below the site's root; templates turn them into relative references with the `url`
//! filter. `themes/README.md` explains every field to authors of themes.

mod card;
mod contact;
mod json_ld;
mod section;
mod show;
mod site;
mod social;
mod types;
mod views;

pub use contact::contact_view;
pub use section::{pages_of, term_view};
pub(crate) use show::file_view;
pub use types::*;
pub use views::{Media, ShareImage, Views, language_name};
