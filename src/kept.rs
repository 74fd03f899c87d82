//! Notes that one run leaves to the next on disk. A note is read back whole or not at all: a damaged one, one that
//! another version wrote, and a missing one are the same. Every note may be deleted at any time.

use std::fs::{self, File};
use std::io::{Error, Read, Result, Seek, Write};
use std::path::Path;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// Reads a note of this `form`; `None` where there is none that is whole. A note begins with the sum of all that follows
/// and a hash of its form, eight bytes each.
pub fn load(path: &Path, form: &str) -> Option<Vec<u8>> {
    let mut file = File::open(path).ok()?;
    let (mut sum, mut form_of) = ([0; 8], [0; 8]);
    file.read_exact(&mut sum).ok()?;
    file.read_exact(&mut form_of).ok()?;
    if form_of != mark(form) {
        return None;
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).ok()?;
    let mut all = Xxh3::new();
    all.update(&form_of);
    all.update(&bytes);
    (u64::from_le_bytes(sum) == all.digest()).then_some(bytes)
}

/// Writes a note of this `form`, part by part, so that a large one need never be in memory as a whole.
///
/// # Errors
/// When the folder cannot be written to.
pub fn save(path: &Path, form: &str, parts: impl IntoIterator<Item = Vec<u8>>) -> Result<()> {
    exchange(path, |file| {
        let (mut sum, mark) = (Xxh3::new(), mark(form));
        sum.update(&mark);
        file.write_all(&[0; 8])?;
        file.write_all(&mark)?;
        for part in parts {
            sum.update(&part);
            file.write_all(&part)?;
        }
        file.rewind()?;
        file.write_all(&sum.digest().to_le_bytes())
    })
}

/// Replaces a file as a whole, or makes it, with its folder.
///
/// # Errors
/// When the folder cannot be written to; nothing is left of the attempt.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    exchange(path, |file| file.write_all(bytes))
}

/// Writes beside a file's name and renames into place: whoever reads sees the old file or the new one, also where two
/// programs write at once.
fn exchange(path: &Path, write: impl FnOnce(&mut File) -> Result<()>) -> Result<()> {
    let folder = path.parent().ok_or_else(|| Error::other("no folder"))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Hidden: nobody takes it for content.
    let part = path.with_file_name(format!(".{name}.{}.new", std::process::id()));
    // Nearly always the folder is there.
    let made = File::create(&part)
        .or_else(|_| fs::create_dir_all(folder).and_then(|()| File::create(&part)));
    let written = made
        .and_then(|mut file| write(&mut file))
        .and_then(|()| fs::rename(&part, path));
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
        save(&path, "a", [b"one".to_vec()]).unwrap();
        save(&path, "a", [b"th".to_vec(), Vec::new(), b"ree".to_vec()]).unwrap();
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
