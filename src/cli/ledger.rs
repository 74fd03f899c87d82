//! Writing the ledgers, the only files below `content/` that a build changes.

use crate::diagnostics::Lang;
use crate::kept;
use std::fs;
use std::io::Error;
use std::path::Path;

/// Puts a ledger (its path below the project's folder) in place: whole, old or new, whatever happens.
///
/// # Errors
/// When it cannot be written.
pub(super) fn write(root: &Path, file: &str, text: &str) -> Result<(), Error> {
    kept::replace(&root.join(file), text.as_bytes())
}

/// Changes a ledger that is there, where `change` says how.
///
/// # Errors
/// When it cannot be read or written.
pub(super) fn change(
    root: &Path,
    file: &str,
    change: impl FnOnce(&str) -> Option<String>,
) -> Result<(), Error> {
    let bytes = match fs::read(root.join(file)) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        bytes => bytes?,
    };
    let odd = |_| Error::from(std::io::ErrorKind::InvalidData);
    let text = crate::source::decode(&bytes).map_err(odd)?;
    match change(&text) {
        Some(text) => write(root, file, &text),
        None => Ok(()),
    }
}

/// What to say when a ledger could not be written after a build.
pub(super) fn failed(file: &str, error: &Error, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!(
            "Trang đã dựng xong, nhưng không ghi được sổ {file} ({error}). Hãy đóng chương trình đang mở tệp ấy rồi dựng lại."
        ),
        Lang::En => format!(
            "The site is built, but the ledger {file} cannot be written ({error}). Close what has it open and build again."
        ),
    }
}
