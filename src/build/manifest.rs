//! What earlier builds wrote, so that the next one knows its own files, and which of them are still good.

use crate::kept;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::UNIX_EPOCH;

/// Folder inside the output where the program keeps its own notes; a deploy may leave it out.
pub const STATE: &str = ".satcoso";
/// The plain list of the program's own files, which every version can read.
pub(super) const FILES: &str = "files.txt";
/// Changes whenever the form below changes.
const FORM: &str = "manifest 5";

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Written {
    /// Key of the recipe.
    pub key: u128,
    /// xxh3-128 of the bytes.
    pub hash: u128,
    /// Size in bytes.
    pub len: u64,
    /// Time of last change in nanoseconds since the epoch, to notice that somebody else changed the file.
    pub modified: u128,
    /// Whether making it gave warnings: then it is made anew, so that they are given again.
    pub warned: bool,
}

impl Written {
    /// Whether the file at `path` is still as it was written, by size and time.
    pub(super) fn stands_at(&self, path: &Path) -> bool {
        std::fs::symlink_metadata(path)
            .is_ok_and(|m| m.is_file() && m.len() == self.len && modified(&m) == self.modified)
    }
}

/// Time of last change in nanoseconds since the epoch; 0 where the file system does not know.
pub(super) fn modified(meta: &std::fs::Metadata) -> u128 {
    meta.modified()
        .ok()
        .and_then(|t| t.duration_since(UNIX_EPOCH).ok())
        .map_or(0, |d| d.as_nanos())
}

/// All files of the last build, by route.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Files by route.
    pub files: BTreeMap<String, Written>,
    /// Bundles by folder: key, and how many files they have.
    pub bundles: BTreeMap<String, (u128, usize)>,
}

impl Manifest {
    /// Reads the note; a damaged one, or one of another version of the program, counts as none.
    pub(super) fn load(path: &Path) -> Option<Manifest> {
        postcard::from_bytes(&kept::load(path, FORM)?).ok()
    }

    /// Writes the note beside its final name and renames it into place.
    pub(super) fn save(&self, path: &Path) -> std::io::Result<()> {
        let body = postcard::to_stdvec(self).map_err(std::io::Error::other)?;
        let list: String = self
            .files
            .keys()
            .flat_map(|route| [route.as_str(), "\n"])
            .collect();
        kept::replace(&path.with_file_name(FILES), list.as_bytes())?;
        kept::save(path, FORM, [body])
    }
}
