//! What earlier builds wrote, so that the next one knows its own files, and which of them are still good.

use crate::diagnostics::{Diagnostic, Diags, Edit, Fix, Severity, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::UNIX_EPOCH;
use xxhash_rust::xxh3::xxh3_64;

/// Folder inside the output where the program keeps its own notes; a deploy may leave it out.
pub const STATE: &str = ".satcoso";
/// Changes whenever the form below changes.
const VERSION: u32 = 3;

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
    /// Warnings that making it gave, so that a page that is not made anew still warns.
    pub warnings: Vec<StoredWarning>,
}

impl Written {
    /// Whether the file at `path` is still as it was written, by size and time.
    pub(super) fn stands_at(&self, path: &Path) -> bool {
        std::fs::symlink_metadata(path).is_ok_and(|m| m.is_file() && m.len() == self.len && modified(&m) == self.modified)
    }
}

/// Time of last change in nanoseconds since the epoch; 0 where the file system does not know.
pub(super) fn modified(meta: &std::fs::Metadata) -> u128 {
    meta.modified().ok().and_then(|t| t.duration_since(UNIX_EPOCH).ok()).map_or(0, |d| d.as_nanos())
}

/// A warning as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredWarning {
    code: String,
    span: Option<(String, u32, u32)>,
    vi: String,
    en: String,
    fix: Option<String>,
}

/// All files of the last build, by route.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    version: u32,
    /// Files by route.
    pub files: BTreeMap<String, Written>,
}

/// What a damaged or missing note is treated as.
pub(super) enum Loaded {
    /// The last build's.
    Whole(Manifest),
    /// There is none: a fresh folder, or one of another program.
    None,
}

impl Manifest {
    /// An empty one.
    pub(super) fn new() -> Self {
        Self { version: VERSION, files: BTreeMap::new() }
    }

    /// Reads the note; a damaged one counts as none.
    pub(super) fn load(path: &Path) -> Loaded {
        let Ok(bytes) = std::fs::read(path) else { return Loaded::None };
        let Some((head, body)) = bytes.split_first_chunk::<8>() else { return Loaded::None };
        if u64::from_le_bytes(*head) != xxh3_64(body) {
            return Loaded::None;
        }
        match postcard::from_bytes::<Manifest>(body) {
            Ok(manifest) if manifest.version == VERSION => Loaded::Whole(manifest),
            _ => Loaded::None,
        }
    }

    /// Writes the note beside its final name and renames it into place.
    pub(super) fn save(&self, path: &Path) -> std::io::Result<()> {
        let body = postcard::to_stdvec(self).map_err(std::io::Error::other)?;
        let mut bytes = xxh3_64(&body).to_le_bytes().to_vec();
        bytes.extend(body);
        let new = path.with_extension("new");
        std::fs::write(&new, bytes)?;
        std::fs::rename(&new, path)
    }
}

/// Warnings for keeping.
pub(super) fn store(diags: &Diags) -> Vec<StoredWarning> {
    diags
        .iter()
        .map(|d| StoredWarning {
            code: d.code.to_string(),
            span: d.span.as_ref().map(|s| (s.file.to_string(), s.start, s.end)),
            vi: d.vi.clone(),
            en: d.en.clone(),
            fix: d.fix.as_ref().map(|f| f.line.clone()),
        })
        .collect()
}

/// Kept warnings, as they were given.
pub(super) fn restore(stored: &[StoredWarning]) -> Diags {
    stored
        .iter()
        .map(|w| Diagnostic {
            code: w.code.clone().into(),
            severity: Severity::Warning,
            span: w.span.as_ref().map(|(f, s, e)| Span { file: f.as_str().into(), start: *s, end: *e }),
            vi: w.vi.clone(),
            en: w.en.clone(),
            fix: w.fix.as_ref().map(|line| Fix { line: line.clone(), edit: None::<Edit> }),
        })
        .collect()
}
