//! Pictures of a post: alt text, size, format.

use crate::content::Entry;
use crate::diagnostics::{Diagnostic, Diags};
use crate::outputs::facebook::images::PostImage;
use crate::outputs::facebook::piece::{Origin, span};

/// Below this the picture is refused, and below the second shown small (Meta's sharing guide, FACTS §5).
const LEAST: (u32, u32) = (200, 200);
const LARGE: (u32, u32) = (600, 315);

/// Looks at the pictures of a post.
pub(in crate::outputs::facebook) fn check(entry: &Entry, images: &[PostImage], out: &mut Diags) {
    for image in images {
        let place = || span(&image.origin, entry, &image.target);
        let (target, width, height) = (&image.target, image.width, image.height);
        if image.alt.trim().is_empty() {
            out.push(Diagnostic::error(
                "P030",
                place(),
                format!("Ảnh “{target}” chưa có lời mô tả (alt) cho người không nhìn thấy ảnh."),
                format!("The picture “{target}” has no text (alt) for people who cannot see it."),
            ));
        }
        if width < LEAST.0 || height < LEAST.1 {
            out.push(Diagnostic::error(
                "P031",
                place(),
                format!("Ảnh “{target}” chỉ {width} × {height} điểm, Facebook cần ít nhất 200 × 200. Hãy dùng ảnh gốc, đừng dùng ảnh tải từ Zalo đã bị thu nhỏ."),
                format!("The picture “{target}” has only {width} × {height} pixels; Facebook needs at least 200 × 200. Use the original."),
            ));
        } else if (width < LARGE.0 && !is_cover(image)) || height < LARGE.1 {
            out.push(Diagnostic::warning(
                "P032",
                place(),
                format!("Ảnh “{target}” {width} × {height} điểm sẽ hiện nhỏ và mờ. Nên dùng ảnh từ 600 × 315 trở lên."),
                format!("The picture “{target}” of {width} × {height} pixels will be small and blurred. Use at least 600 × 315."),
            ));
        }
    }
}

/// Of a narrow cover the page says so already.
fn is_cover(image: &PostImage) -> bool {
    matches!(&image.origin, Origin::Field(name) if name == "cover")
}

/// A picture that was chosen for the post and cannot be one.
pub(in crate::outputs::facebook) fn wrong_format(
    entry: &Entry,
    target: &str,
    origin: &Origin,
) -> Diagnostic {
    Diagnostic::error(
        "P033",
        span(origin, entry, target),
        format!("Facebook chỉ nhận ảnh JPEG hoặc PNG, “{target}” thì không. Hãy chọn ảnh chụp."),
        format!("Facebook takes JPEG or PNG pictures, which “{target}” is not. Choose a photo."),
    )
}
