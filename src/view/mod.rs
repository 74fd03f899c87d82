//! What templates may see, as plain serialisable values: `Card` for lists, `FullExtras` for a page of its own.
//! Addresses in them are paths below the site's root; templates turn them into relative references with the `url`
//! filter. `themes/README.md` explains every field to authors of themes.

mod build;
mod json_ld;
mod show;
mod social;
mod types;

pub use build::{Media, ShareImage, Views, contact_view, language_name, pages_of, term_view};
pub(crate) use show::file_view;
pub use types::*;
