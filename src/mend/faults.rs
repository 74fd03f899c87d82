//! Why a file was not corrected, said plainly.

use crate::diagnostics::{Diagnostic, FilePath, Span, hint};
use std::io::Error;
use std::path::Path;

/// The file may only be read.
pub(super) fn read_only(path: &FilePath) -> Diagnostic {
    Diagnostic::error(
        "W005",
        Span::file(path),
        "Tệp chỉ cho đọc nên không sửa được, vẫn còn nguyên. Bấm chuột phải vào tệp, chọn Properties, bỏ dấu Read-only rồi chạy lại.",
        "The file may only be read, so it was left as it is. Take away its read-only mark and run again.",
    )
}

/// The file is not what it was when it was looked at.
pub(super) fn changed(path: &FilePath) -> Diagnostic {
    Diagnostic::error(
        "W006",
        Span::file(path),
        "Tệp vừa được sửa ở chương trình khác nên không đụng vào. Lưu lại ở đó rồi chạy lại.",
        "The file was changed by another program in the meantime, so it was left alone. Save it there and run again.",
    )
}

/// The place is not one of its own in the file's bytes.
pub(super) fn unmapped(fault: &Diagnostic) -> Diagnostic {
    Diagnostic::warning(
        "W007",
        fault.span.clone(),
        format!(
            "Chỗ này bị [{}] nhưng tệp ghi dấu theo cách lạ nên không tự sửa được. Hãy gõ lại chữ này bằng tay.",
            fault.code
        ),
        format!(
            "[{}] here cannot be corrected by program, since the file writes its marks in an odd way. Type the word anew.",
            fault.code
        ),
    )
}

/// A source file or its backup could not be written.
pub(super) fn io(path: &Path, error: &Error) -> Diagnostic {
    let shown = path.display();
    let (hint_vi, hint_en) = hint(
        error,
        (
            "Không có quyền ghi: hãy đóng Word, Notepad hay chương trình đang mở tệp rồi chạy lại.",
            "No permission to write: close the program that holds the file and run again.",
        ),
        ("Tệp vẫn còn nguyên như cũ.", "The file is as it was."),
    );
    Diagnostic::error(
        "W008",
        None,
        format!("Không ghi được {shown}: {error}. {hint_vi}"),
        format!("Cannot write {shown}: {error}. {hint_en}"),
    )
}
