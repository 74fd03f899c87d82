//! What is said of a page that is too heavy. Where a theme's file is the heaviest part, many pages have the same fault, so
//! its text is the same for all and is said once.

use crate::checks::Page;
use crate::diagnostics::{Diagnostic, Span};
use crate::text::number::file_size;

/// The name and bytes of the heaviest part.
type Heaviest<'a> = (&'a str, u64);

pub(super) fn page(
    page: &Page<'_>,
    bytes: u64,
    most: u64,
    (part, weight): Heaviest<'_>,
) -> Diagnostic {
    let (vi, en) = match part == page.route {
        true => (
            format!(
                "Mở trang {part} tốn {} dữ liệu chưa kể ảnh chụp, quá mức {}. Nặng nhất là chữ trong trang: {}. Hãy tách thành hai bài, hoặc chuyển phần phụ vào tệp tải về.",
                file_size(bytes, "vi"),
                file_size(most, "vi"),
                file_size(weight, "vi"),
            ),
            format!(
                "Opening {part} costs {} without its photos, more than {}. Its heaviest part is the page's own text: {}. Split it into two entries, or move what is secondary into a download.",
                file_size(bytes, "en"),
                file_size(most, "en"),
                file_size(weight, "en"),
            ),
        ),
        false => (
            format!(
                "Mở trang này tốn quá mức {} (chưa kể ảnh chụp). Nặng nhất là {part}: {}. Hãy làm tệp này gọn lại.",
                file_size(most, "vi"),
                file_size(weight, "vi"),
            ),
            format!(
                "Opening this page costs more than {} (photos not counted). Its heaviest part is {part}: {}. Make that file smaller.",
                file_size(most, "en"),
                file_size(weight, "en"),
            ),
        ),
    };
    Diagnostic::warning("B001", Span::file(page.origin), vi, en)
}

pub(super) fn photos(
    page: &Page<'_>,
    bytes: u64,
    most: u64,
    (photo, weight): Heaviest<'_>,
) -> Diagnostic {
    Diagnostic::warning(
        "B002",
        Span::file(page.origin),
        format!(
            "Mở trang {} tốn {} dữ liệu kể cả ảnh, quá mức {}. Ảnh nặng nhất: {photo}, {}. Hãy chọn ảnh ít chi tiết hơn làm ảnh đầu bài, hoặc đưa ảnh xuống dưới.",
            page.route,
            file_size(bytes, "vi"),
            file_size(most, "vi"),
            file_size(weight, "vi"),
        ),
        format!(
            "Opening {} costs {} with its photos, more than {}. The heaviest: {photo}, {}. Choose a picture with less detail for the head of the entry, or move it down.",
            page.route,
            file_size(bytes, "en"),
            file_size(most, "en"),
            file_size(weight, "en"),
        ),
    )
}

pub(super) fn script(page: &Page<'_>, most: u64, (script, weight): Heaviest<'_>) -> Diagnostic {
    let (name_vi, name_en) = match script == page.route {
        true => (
            "đoạn mã viết thẳng trong trang",
            "what is written into the page",
        ),
        false => (script, script),
    };
    Diagnostic::warning(
        "B003",
        Span::file(page.origin),
        format!(
            "JavaScript của trang này quá mức {}. Nặng nhất là {name_vi}: {}.",
            file_size(most, "vi"),
            file_size(weight, "vi"),
        ),
        format!(
            "This page carries more than {} of script. The heaviest is {name_en}: {}.",
            file_size(most, "en"),
            file_size(weight, "en"),
        ),
    )
}
