//! Notes that one run leaves to the next on disk. A note is read back whole or not at all: a damaged one, one that
//! another version wrote, and a missing one are the same. Every note may be deleted at any time.

use std::fs;
use std::io::{Error, Result};
use std::path::Path;
use xxhash_rust::xxh3::xxh3_64;

/// Sum of all that follows, then the note's form.
const HEAD: usize = 16;

/// Reads a note of this `form`; `None` where there is none that is whole.
pub fn load(path: &Path, form: &str) -> Option<Vec<u8>> {
    let mut bytes = fs::read(path).ok()?;
    let (sum, rest) = bytes.split_first_chunk::<8>()?;
    let whole = u64::from_le_bytes(*sum) == xxh3_64(rest) && rest.starts_with(&mark(form));
    whole.then(|| bytes.split_off(HEAD))
}

/// Writes a note beside its name and renames it into place, so that a reader sees the old one or the new one, also
/// where two programs write at once.
///
/// # Errors
/// When the folder cannot be written to.
pub fn save(path: &Path, form: &str, body: &[u8]) -> Result<()> {
    let mut bytes = Vec::with_capacity(HEAD + body.len());
    bytes.extend([0; 8]);
    bytes.extend(mark(form));
    bytes.extend(body);
    if let Some((sum, rest)) = bytes.split_first_chunk_mut::<8>() {
        *sum = xxh3_64(rest).to_le_bytes();
    }
    replace(path, &bytes)
}

/// Replaces a file as a whole, or makes it, with its folder: whoever reads sees the old one or the new one.
///
/// # Errors
/// When the folder cannot be written to; nothing is left of the attempt.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = path.parent().ok_or_else(|| Error::other("no folder"))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Hidden: nobody takes it for content.
    let part = path.with_file_name(format!(".{name}.{}.new", std::process::id()));
    let write = || fs::write(&part, bytes).and_then(|()| fs::rename(&part, path));
    // Nearly always the folder is there.
    let written = write().or_else(|_| fs::create_dir_all(folder).and_then(|()| write()));
    if written.is_err() {
        let _ = fs::remove_file(&part);
    }
    written
}

fn mark(form: &str) -> [u8; 8] {
    xxh3_64(form.as_bytes()).to_le_bytes()
}

/// A name for forms that change with the program itself: its version, and what tells this very program file from
/// another build of the same version.
pub fn program() -> String {
    let file = std::env::current_exe().and_then(fs::metadata).ok();
    let stamp = file.map(|meta| (meta.len(), meta.modified().ok()));
    format!("{} {stamp:?}", env!("CARGO_PKG_VERSION"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_note_of_the_same_form_is_read() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("deep/note");
        assert_eq!(load(&path, "a"), None);
        save(&path, "a", b"one").unwrap();
        save(&path, "a", b"three").unwrap();
        assert_eq!(load(&path, "a").as_deref(), Some(&b"three"[..]));
        assert_eq!(load(&path, "b"), None);
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            fs::write(&path, damaged).unwrap();
            assert_eq!(load(&path, "a"), None, "a bit at {at}");
            fs::write(&path, &whole[..at]).unwrap();
            assert_eq!(load(&path, "a"), None, "cut at {at}");
        }
        let names: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().collect();
        assert_eq!(names.len(), 1, "{names:?}");
    }
}
