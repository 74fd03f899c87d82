//! What is said about pictures.

use super::super::references::Reference;
use super::fault::Fault;
use super::probe::MAX_PIXELS;
use crate::content::Entry;
use crate::diagnostics::{Diagnostic, Span};
use crate::source::SourceFile;
use std::collections::BTreeSet;

/// What a corrected line shows as alt text.
const EXAMPLE: &str = "Ai, đang làm gì, ở đâu";

/// The path as an officer knows it: below `content/`.
fn name(file: &SourceFile) -> &str {
    file.path.strip_prefix("content/").unwrap_or(&file.path)
}

/// A picture that cannot be used, at the place that wants it.
pub fn fault(fault: &Fault, span: &Span, file: &SourceFile) -> Diagnostic {
    let name = name(file);
    let error = |code, vi: String, en: String| Diagnostic::error(code, span.clone(), vi, en);
    match fault {
        Fault::Unreadable(why) => unreadable(file, why),
        Fault::Changed => error(
            "I014",
            format!("Ảnh “{name}” vừa thay đổi trong lúc dựng trang. Hãy chạy lại."),
            format!("The picture “{name}” changed while the site was being built. Run again."),
        ),
        Fault::Heic => error(
            "I004",
            format!(
                "“{name}” là ảnh HEIC của iPhone, trình duyệt không hiện được. Gửi ảnh cho chính mình qua Zalo rồi tải về (ảnh thành JPG), hoặc mở ảnh và lưu thành JPG. Để lần sau iPhone chụp ra JPG: Cài đặt > Camera > Định dạng > Tương thích nhất."
            ),
            format!(
                "“{name}” is an iPhone's HEIC photo, which browsers do not show. Send it to yourself by Zalo and download it (that makes it a JPG), or open it and save it as JPG. To take JPGs from now on: Settings > Camera > Formats > Most Compatible."
            ),
        ),
        Fault::Unsupported(kind) => error(
            "I005",
            format!(
                "“{name}” là ảnh {kind}, chưa dùng được. Mở ảnh (bằng Paint hoặc ứng dụng Ảnh), chọn Lưu thành, rồi chọn JPG hoặc PNG."
            ),
            format!(
                "“{name}” is a {kind} picture, which is not supported. Open it (in Paint or Photos), choose Save as, then JPG or PNG."
            ),
        ),
        Fault::NotAPicture(kind) => error(
            "I005",
            format!(
                "“{name}” không phải là ảnh ({kind}), dù tên tệp giống ảnh. Dùng ảnh JPG, PNG, WebP, GIF hoặc SVG."
            ),
            format!(
                "“{name}” is not a picture ({kind}), whatever its name says. Use JPG, PNG, WebP, GIF or SVG."
            ),
        ),
        Fault::Empty | Fault::Truncated => error(
            "I006",
            format!("Ảnh “{name}” bị cụt: tệp chưa tải hoặc chép xong. Hãy tải hoặc chép lại ảnh."),
            format!(
                "The picture “{name}” is incomplete: it was not fully downloaded or copied. Get it again."
            ),
        ),
        Fault::Corrupt(why) => error(
            "I006",
            format!(
                "Ảnh “{name}” bị hỏng, không đọc được ({why}). Hãy lấy lại ảnh gốc, hoặc mở ảnh và lưu thành tệp JPG mới."
            ),
            format!(
                "The picture “{name}” is damaged and cannot be read ({why}). Get the original again, or open it and save it as a new JPG."
            ),
        ),
        Fault::TooManyPixels(width, height) => error(
            "I007",
            format!(
                "Ảnh “{name}” quá lớn: {width} × {height} điểm ảnh, giới hạn là {} triệu. Hãy thu nhỏ ảnh rồi chép lại.",
                MAX_PIXELS / 1_000_000
            ),
            format!(
                "The picture “{name}” is too large: {width} × {height} pixels, the limit is {} million. Make it smaller and copy it again.",
                MAX_PIXELS / 1_000_000
            ),
        ),
        Fault::NoSize => error(
            "I010",
            format!(
                "Hình “{name}” không ghi kích thước. Thêm viewBox=\"0 0 RỘNG CAO\" vào thẻ <svg>, hoặc xuất hình ra PNG."
            ),
            format!(
                "The drawing “{name}” tells no size. Add viewBox=\"0 0 WIDTH HEIGHT\" to its <svg> tag, or export it as PNG."
            ),
        ),
        Fault::TooComplex => error(
            "I015",
            format!(
                "Hình “{name}” quá nặng hoặc quá phức tạp cho điện thoại (hơn 2 MB hoặc lồng quá sâu). Hãy xuất hình ra PNG."
            ),
            format!(
                "The drawing “{name}” is too heavy or too complex for phones (over 2 MB, or nested too deeply). Export it as PNG."
            ),
        ),
    }
}

/// A file that was there when the project was read, and is not now.
pub fn unreadable(file: &SourceFile, why: &str) -> Diagnostic {
    Diagnostic::error(
        "O001",
        Span::file(&file.path),
        format!("Không đọc được tệp này nữa ({why}). Tệp vừa bị xóa hoặc đổi tên? Hãy chạy lại."),
        format!(
            "This file can no longer be read ({why}). Was it just deleted or renamed? Run again."
        ),
    )
}

/// A picture without text for those who do not see it.
pub fn no_alt(entry: &Entry, reference: &Reference) -> Diagnostic {
    let target = &reference.target;
    let written = entry.text.get(reference.span().range()).unwrap_or("");
    let fix = match written {
        _ if written.starts_with("![") => markdown(target),
        _ if written.contains("image:") => format!("alt: {EXAMPLE}"),
        _ => format!(":alt: {EXAMPLE}"),
    };
    Diagnostic::error(
        "I001",
        reference.span(),
        format!("Ảnh “{target}” chưa có lời mô tả cho người không nhìn thấy ảnh (và cho khi mạng yếu, ảnh không tải được). Nếu ảnh chỉ để trang trí: ![]({target} \"trang trí\")."),
        format!("The picture “{target}” has no text for people who cannot see it (or whose network is too slow for it). If it only decorates: ![]({target} \"decorative\")."),
    )
    .with_fix(fix)
}

/// Alt text that is a file's name.
pub fn alt_is_a_name(reference: &Reference) -> Diagnostic {
    let (alt, target) = (&reference.alt, &reference.target);
    Diagnostic::warning(
        "I002",
        reference.span(),
        format!(
            "Lời mô tả ảnh “{alt}” chỉ là tên tệp. Hãy viết trong ảnh có ai, đang làm gì, ở đâu."
        ),
        format!(
            "The picture's text “{alt}” is only a file name. Say who is in it, doing what, where."
        ),
    )
    .with_fix(markdown(target))
}

/// A picture with alt text, as it is written in Markdown.
fn markdown(target: &str) -> String {
    if target.contains([' ', '(', ')']) {
        format!("![{EXAMPLE}](<{target}>)")
    } else {
        format!("![{EXAMPLE}]({target})")
    }
}

/// A picture on another site.
pub fn remote(reference: &Reference) -> Diagnostic {
    let shown: String = reference.target.chars().take(80).collect();
    Diagnostic::error(
        "I003",
        reference.span(),
        format!("Ảnh “{shown}” nằm ở trang khác: người đọc sẽ bị trang đó theo dõi, và ảnh mất khi trang đó đổi. Tải ảnh về, chép vào cạnh bài, rồi ghi tên tệp."),
        format!("The picture “{shown}” is on another site, which would track your readers and may drop it any day. Download it, put it beside the entry and write its file name."),
    )
    .with_fix(format!("![{EXAMPLE}](anh.jpg)"))
}

/// A picture that moves: only its first frame is shown.
pub fn animated(span: &Span, file: &SourceFile) -> Diagnostic {
    let name = name(file);
    Diagnostic::warning(
        "I011",
        span.clone(),
        format!(
            "“{name}” là ảnh động: trang chỉ hiện hình đầu tiên, vì ảnh động nặng gấp nhiều lần và làm người đọc rối mắt. Nếu cần, hãy dùng vài ảnh tĩnh cho từng bước."
        ),
        format!(
            "“{name}” moves: only its first frame is shown, because moving pictures weigh many times more and distract. If needed, use a few still pictures, one for each step."
        ),
    )
}

/// A cover that is too small to look good, or to be a large card when it is shared.
pub fn small_cover(span: &Span, file: &SourceFile, width: u32) -> Diagnostic {
    let name = name(file);
    Diagnostic::warning(
        "I012",
        span.clone(),
        format!(
            "Ảnh bìa “{name}” chỉ rộng {width} điểm ảnh nên sẽ mờ, và không hiện thành ảnh lớn khi chia sẻ. Dùng ảnh gốc, rộng từ 600 điểm ảnh (nên 1200)."
        ),
        format!(
            "The cover “{name}” is only {width} pixels wide: it will look blurred, and small when shared. Use the original, at least 600 pixels wide (1200 is better)."
        ),
    )
}

/// A photo in `content/static/`, which is published as it is, says where it was taken.
pub fn place_in_static(file: &SourceFile) -> Diagnostic {
    Diagnostic::warning(
        "I013",
        Span::file(&file.path),
        "Ảnh này ghi tọa độ nơi chụp, và tệp trong content/static được đăng nguyên vẹn. Chuyển ảnh vào cạnh bài viết (tọa độ sẽ được xóa), hoặc xóa vị trí khỏi ảnh trước.",
        "This photo tells where it was taken, and files in content/static are published as they are. Move it beside an entry (its place will be removed), or remove the location from it first.",
    )
}

/// Something dangerous was left out of a drawing.
pub fn svg_cleaned(removed: &BTreeSet<String>, span: &Span, file: &SourceFile) -> Diagnostic {
    let (name, list) = (name(file), list(removed));
    Diagnostic::warning(
        "I008",
        span.clone(),
        format!(
            "Đã bỏ khỏi hình “{name}” những phần có thể chạy mã hoặc chuyển động: {list}. Hãy xem lại hình trên trang."
        ),
        format!(
            "Left out of the drawing “{name}” because it could run code or move: {list}. Look at it on the page."
        ),
    )
}

/// Something visible cannot be published with a drawing.
pub fn svg_lost(lost: &BTreeSet<String>, span: &Span, file: &SourceFile) -> Diagnostic {
    let (name, list) = (name(file), list(lost));
    Diagnostic::error(
        "I009",
        span.clone(),
        format!(
            "Hình “{name}” có phần không đăng được (ảnh nhúng, HTML hoặc liên kết ra ngoài): {list}. Hãy xuất hình ra PNG hoặc JPG rồi dùng tệp đó."
        ),
        format!(
            "The drawing “{name}” has parts that cannot be published (embedded photos, HTML or links to other sites): {list}. Export it as PNG or JPG and use that."
        ),
    )
}

fn list(names: &BTreeSet<String>) -> String {
    let names: Vec<&str> = names.iter().map(String::as_str).take(8).collect();
    names.join(", ")
}
