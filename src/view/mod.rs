//! What templates may see, as plain serialisable values: `Card` for lists, `Full` for a page of its own. Addresses in
//! them are paths below the site's root; templates turn them into relative references with the `url` filter.
//! `themes/README.md` explains every field to authors of themes.

mod build;
mod types;

pub use build::Views;
pub use types::*;
