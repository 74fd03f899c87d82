//! What to do when a file cannot be written.

use std::io::{Error, ErrorKind};

/// Advice in Vietnamese and English: for a full disk always the same, else what the caller has for a file that may not
/// be written (`denied`) or for the `rest`.
pub fn hint<'a>(
    error: &Error,
    denied: (&'a str, &'a str),
    rest: (&'a str, &'a str),
) -> (&'a str, &'a str) {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => (
            "Ổ đĩa đã đầy: hãy xóa bớt tệp rồi chạy lại.",
            "The disk is full: free some space and run again.",
        ),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => denied,
        _ => rest,
    }
}
