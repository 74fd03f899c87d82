//! Writing the ledger of share cards, the only file below `content/` that a build changes.

use crate::diagnostics::Lang;
use crate::outputs::share_card::LEDGER;
use std::fs;
use std::io::Error;
use std::path::Path;

/// Puts the ledger in place: whole, old or new, whatever happens.
///
/// # Errors
/// When it cannot be written.
pub(super) fn write(root: &Path, text: &str) -> Result<(), Error> {
    let path = root.join(LEDGER);
    let new = path.with_extension("moi");
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&new, text).and_then(|()| fs::rename(&new, &path))
}

/// What to say when it could not be written.
pub(super) fn failed(error: &Error, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!(
            "Trang đã dựng xong, nhưng không ghi được sổ thẻ chia sẻ {LEDGER} ({error}). Hãy đóng chương trình đang mở tệp ấy rồi dựng lại."
        ),
        Lang::En => format!(
            "The site is built, but the ledger of share cards {LEDGER} cannot be written ({error}). Close what has it open and build again."
        ),
    }
}
