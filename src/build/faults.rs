//! What can go wrong with the output folder, said plainly.

use crate::diagnostics::{Diagnostic, Span, hint};
use std::io::Error;
use std::path::Path;

/// A file operation on the output failed.
pub(super) fn io(what_vi: &str, what_en: &str, path: &Path, error: &Error) -> Diagnostic {
    let shown = path.display();
    let (hint_vi, hint_en) = hint(
        error,
        (
            "Không có quyền ghi: hãy đóng chương trình đang mở thư mục này, hoặc chọn thư mục khác bằng --output.",
            "No permission to write: close the program that holds this folder, or choose another with --output.",
        ),
        (
            "Trang cũ trong thư mục vẫn còn nguyên.",
            "The old site in the folder is as it was.",
        ),
    );
    Diagnostic::error(
        "W001",
        None,
        format!("{what_vi} {shown}: {error}. {hint_vi}"),
        format!("{what_en} {shown}: {error}. {hint_en}"),
    )
}

/// Somebody else's file stands where a page must go.
pub(super) fn foreign(route: &str, origin: &str) -> Diagnostic {
    Diagnostic::error(
        "W002",
        Span::file(&origin.into()),
        format!(
            "Thư mục xuất đã có tệp {route} không do chương trình này tạo. Hãy dời tệp đó đi, hoặc đổi địa chỉ của bài."
        ),
        format!(
            "The output folder holds a file {route} that this program did not write. Move it away, or change the entry's address."
        ),
    )
}

/// Another build is running.
pub(super) fn locked(path: &Path, holder: &str) -> Diagnostic {
    Diagnostic::error(
        "W003",
        None,
        format!(
            "Một lần dựng trang khác đang chạy ({holder}) và giữ {}. Hãy đợi nó xong rồi chạy lại.",
            path.display()
        ),
        format!(
            "Another build is running ({holder}) and holds {}. Wait until it is done and run again.",
            path.display()
        ),
    )
}

/// The output folder is one that must not be written into.
pub(super) fn unsafe_output(path: &Path) -> Diagnostic {
    Diagnostic::error(
        "W004",
        None,
        format!(
            "Không thể xuất trang vào {}: đó là thư mục nguồn của dự án. Hãy chọn thư mục khác bằng --output.",
            path.display()
        ),
        format!(
            "The site cannot be written to {}: that is a source folder of the project. Choose another with --output.",
            path.display()
        ),
    )
}

/// A file could not be written.
pub(crate) fn write_failed(path: &Path, error: &Error) -> Diagnostic {
    io("Không ghi được", "Cannot write", path, error)
}
