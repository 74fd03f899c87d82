//! What is said about cards.

use super::super::World;
use super::markup::Fault;
use crate::diagnostics::{Diagnostic, FilePath, Span};

/// A card that cannot be drawn.
pub(super) fn of(fault: Fault, template: &str, span: Span) -> Diagnostic {
    match fault {
        Fault::Markup(what) => Diagnostic::error(
            "K002",
            span,
            format!("Không vẽ được thẻ chia sẻ từ mẫu {template}: {what}."),
            format!("The share card cannot be drawn from the template {template}: {what}."),
        ),
        Fault::Glyph(letter, text) => Diagnostic::error(
            "K003",
            span,
            format!(
                "Thẻ chia sẻ không viết được ký tự “{letter}” (U+{:04X}) trong “{text}”: không phông chữ nào của giao diện \
                 có ký tự này. Hãy bỏ ký tự ấy, hoặc thêm phông có nó vào thư mục fonts của giao diện.",
                u32::from(letter)
            ),
            format!(
                "The share card cannot show the letter “{letter}” (U+{:04X}) of “{text}”: no font of the theme has it. \
                 Leave it out, or add a font that has it to the theme's folder fonts.",
                u32::from(letter)
            ),
        ),
    }
}

/// The cover's data are broken.
pub(super) fn bad_cover(path: &FilePath, error: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "K004",
        span,
        format!("Không đọc được ảnh bìa {path} để vẽ thẻ chia sẻ ({error})."),
        format!("The cover {path} cannot be read for the share card ({error})."),
    )
}

/// The theme has no cards.
pub(super) fn no_template(world: &World) -> Diagnostic {
    let path: FilePath = format!("themes/{}/theme.yaml", world.theme.name()).into();
    Diagnostic::error(
        "K005",
        Span::file(&path),
        "Giao diện thiếu mẫu thẻ chia sẻ templates/cards/default.svg.",
        "The theme lacks the share card's template templates/cards/default.svg.",
    )
}
