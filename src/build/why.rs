//! Why the next build would make a route anew.

use super::manifest::{Manifest, STATE};
use std::path::Path;

/// Whether the next build would make a route anew, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It would not.
    Same,
    /// The last build did not have it.
    New,
    /// Something that it depends on has changed.
    KeyChanged,
    /// The file was changed or removed since.
    FileChanged,
}

/// Compares a route's present key with the last build into `output`.
pub fn why(output: &Path, route: &str, key: u128) -> Why {
    let Some(before) = Manifest::load(&output.join(STATE).join("manifest")) else {
        return Why::New;
    };
    match before.files.get(route) {
        None => Why::New,
        Some(written) if written.key != key => Why::KeyChanged,
        Some(written) if written.stands_at(&output.join(route)) => Why::Same,
        Some(_) => Why::FileChanged,
    }
}
