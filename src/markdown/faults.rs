//! The diagnostics of Markdown, `M001` and following, each in both languages.

use super::target::Refusal;
use crate::diagnostics::{Diagnostic, Edit, Span};
use crate::text::similar::nearest;

/// A rich block that the theme does not have. `known` are the names it has; `line` the opening line; `name_span` where
/// the name stands.
pub(super) fn unknown_component(span: Span, name: &str, known: &[&str], line: &str) -> Diagnostic {
    let near = nearest(name, known.iter().copied());
    let mut names: Vec<&str> = near.into_iter().collect();
    names.extend(known.iter().copied().filter(|&k| Some(k) != near));
    let list = if names.is_empty() {
        "–".to_owned()
    } else {
        names.join(", ")
    };
    let d = Diagnostic::error(
        "M001",
        span,
        format!("Không có khối “{name}”. Giao diện này có: {list}."),
        format!("There is no block “{name}”. This theme has: {list}."),
    );
    match near {
        Some(near) => d.with_fix(line.replacen(name, near, 1)),
        None => d,
    }
}

/// A rich block whose closing fence is missing.
pub(super) fn unclosed_component(span: Span, name: &str, fence: &str, inside: bool) -> Diagnostic {
    let (hint_vi, hint_en) = if inside {
        (
            " Hàng rào của khối bao ngoài phải dài hơn hàng rào của khối bên trong.",
            " The fence of the block around it must be longer than the fence of the one inside.",
        )
    } else {
        ("", "")
    };
    Diagnostic::error(
        "M002",
        span,
        format!("Khối “{name}” chưa được đóng. Thêm một dòng {fence} vào cuối khối.{hint_vi}"),
        format!("Block “{name}” is not closed. Add a line {fence} at its end.{hint_en}"),
    )
    .with_fix(fence)
}

/// A code block whose closing fence is missing.
pub(super) fn unclosed_code(span: Span, fence: &str) -> Diagnostic {
    Diagnostic::warning(
        "M003",
        span,
        format!("Khối mã chưa được đóng nên nuốt hết phần còn lại. Thêm một dòng {fence} vào cuối khối."),
        format!("The code block is not closed and takes in all that follows. Add a line {fence} at its end."),
    )
    .with_fix(fence)
}

/// Rich blocks inside one another past the limit.
pub(super) fn too_deep(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "M004",
        span,
        format!("Các khối lồng nhau quá {limit} tầng."),
        format!("Blocks are nested more than {limit} deep."),
    )
}

/// An opening line without its closing brace; `known` where the theme has a block of that name.
pub(super) fn open_brace(span: Span, name: &str, line: &str, known: bool) -> Diagnostic {
    let fix = line.replacen(name, &format!("{name}}}"), 1);
    let end = line
        .find(name)
        .and_then(|at| u32::try_from(at + name.len()).ok());
    let edit = end.filter(|_| known).map(|end| Edit {
        span: Span {
            start: span.start + end,
            end: span.start + end,
            ..span.clone()
        },
        text: "}".to_owned(),
    });
    let diagnostic = Diagnostic::error(
        "M005",
        span,
        format!("Thiếu dấu }} sau tên khối “{name}”."),
        format!("The closing }} after the block’s name “{name}” is missing."),
    );
    match edit {
        Some(edit) => diagnostic.with_edit(fix, edit),
        None => diagnostic.with_fix(fix),
    }
}

/// An option line that lacks the colon after its key.
pub(super) fn malformed_option(span: Span, key: &str, value: &str) -> Diagnostic {
    let fix = format!(":{key}: {value}");
    let edit = Edit {
        span: span.clone(),
        text: fix.trim_end().to_owned(),
    };
    Diagnostic::error(
        "M006",
        span,
        format!("Thiếu dấu hai chấm sau “{key}”. Dòng tùy chọn viết là “:tên: giá trị”."),
        format!("The colon after “{key}” is missing. An option line is written “:key: value”."),
    )
    .with_edit(fix.trim_end(), edit)
}

/// An option given twice.
pub(super) fn repeated_option(span: Span, key: &str) -> Diagnostic {
    Diagnostic::error(
        "M007",
        span,
        format!("Tùy chọn “{key}” có hai lần. Bỏ bớt một."),
        format!("Option “{key}” is given twice. Remove one."),
    )
}

/// A link or picture whose target may not reach a page.
pub(super) fn refused_target(span: Span, refusal: Refusal, is_image: bool) -> Diagnostic {
    match (refusal, is_image) {
        (Refusal::Unsafe, false) => Diagnostic::error(
            "M008",
            span,
            "Liên kết này chạy mã hoặc mang dữ liệu nhúng (javascript:, data:, …), không được phép. Hãy dẫn tới một trang https:// hoặc một tệp cạnh bài viết.",
            "This link runs code or carries embedded data (javascript:, data:, …), which is not allowed. Link to an https:// page or a file beside the entry.",
        ),
        (Refusal::Unsafe, true) => Diagnostic::error(
            "M009",
            span,
            "Hình này là dữ liệu nhúng hoặc mã (data:, javascript:, …), không được phép. Hãy lưu hình thành tệp cạnh bài viết.",
            "This picture is embedded data or code (data:, javascript:, …), which is not allowed. Save the picture as a file beside the entry.",
        ),
        (Refusal::OwnComputer, _) => Diagnostic::error(
            "M010",
            span,
            "Đường dẫn này chỉ có trên máy của bạn, người khác không mở được. Hãy chép tệp vào cạnh bài viết rồi ghi tên tệp.",
            "This path exists on your computer only, nobody else can open it. Copy the file beside the entry and write its name.",
        ),
    }
}

/// A reference link without its definition.
pub(super) fn undefined_reference(span: Span, label: &str) -> Diagnostic {
    Diagnostic::warning(
        "M011",
        span,
        format!("Liên kết nhắc tới “{label}”, nhưng không có dòng “[{label}]: địa chỉ”."),
        format!("The link refers to “{label}”, but there is no line “[{label}]: address”."),
    )
    .with_fix(format!("[{label}]: https://…"))
}

/// A footnote's mark without its text.
pub(super) fn undefined_footnote(span: Span, label: &str) -> Diagnostic {
    Diagnostic::warning(
        "M012",
        span,
        format!("Chú thích “{label}” không có nội dung. Thêm một dòng “[^{label}]: …”."),
        format!("Footnote “{label}” has no text. Add a line “[^{label}]: …”."),
    )
    .with_fix(format!("[^{label}]: …"))
}

/// A footnote's text that nothing refers to.
pub(super) fn unused_footnote(span: Span, label: &str) -> Diagnostic {
    Diagnostic::warning(
        "M013",
        span,
        format!(
            "Không có chỗ nào trong bài nhắc tới chú thích “{label}” nên nó không hiện ra. Đặt [^{label}] vào chỗ cần chú thích."
        ),
        format!(
            "Nothing in the text refers to footnote “{label}”, so it is not shown. Put [^{label}] where it belongs."
        ),
    )
}

/// Two texts for one footnote.
pub(super) fn repeated_footnote(span: Span, label: &str) -> Diagnostic {
    Diagnostic::warning(
        "M014",
        span,
        format!("Chú thích “{label}” có hai nội dung. Chỉ nội dung đầu được dùng."),
        format!("Footnote “{label}” has two texts. Only the first is used."),
    )
}

/// An id that another heading has already.
pub(super) fn repeated_id(span: Span, id: &str, given: &str) -> Diagnostic {
    Diagnostic::warning(
        "M015",
        span,
        format!("Một tiêu đề khác đã có mã “{id}”. Tiêu đề này nhận mã “{given}”."),
        format!("Another heading has the id “{id}”. This one gets “{given}”."),
    )
}

/// A heading's attribute that is not passed on.
pub(super) fn ignored_attribute(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "M016",
        span,
        format!(
            "Thuộc tính “{name}” của tiêu đề bị bỏ qua. Chỉ dùng được #mã, .lớp, lang, dir và data-*."
        ),
        format!(
            "The heading’s attribute “{name}” is ignored. Only #id, .class, lang, dir and data-* are allowed."
        ),
    )
}

/// HTML tags that are left out.
pub(super) fn refused_tag(span: Span, name: &str) -> Diagnostic {
    let (hint_vi, hint_en) = match name {
        "img" => (
            " Hãy viết ![mô tả](tệp.jpg).",
            " Write ![description](file.jpg).",
        ),
        "video" | "audio" | "iframe" | "embed" | "object" => {
            (" Hãy dùng khối ```{video}.", " Use a block ```{video}.")
        }
        _ => ("", ""),
    };
    Diagnostic::warning(
        "M017",
        span,
        format!("Thẻ HTML <{name}> không được dùng trong bài nên bị bỏ.{hint_vi}"),
        format!("The HTML tag <{name}> may not be used in entries and is left out.{hint_en}"),
    )
}

/// A link written in HTML to something of the site's own.
pub(super) fn relative_html_link(span: Span, target: &str) -> Diagnostic {
    Diagnostic::warning(
        "M018",
        span,
        format!(
            "Liên kết viết bằng HTML tới “{target}” bị bỏ vì không kiểm tra được. Hãy viết [chữ]({target})."
        ),
        format!(
            "The link to “{target}” written in HTML is left out because it cannot be checked. Write [words]({target})."
        ),
    )
}

/// HTML that is nested or long beyond measure.
pub(super) fn too_much_html(span: Span) -> Diagnostic {
    Diagnostic::error(
        "M019",
        span,
        "Bài có quá nhiều HTML, nhiều thẻ HTML mở mà không đóng, hoặc quá dài (trên 500 kB) mà có HTML. Hãy viết bằng Markdown.",
        "The entry has too much HTML, many HTML tags that are opened and not closed, or HTML although it is very long (over 500 kB). Write Markdown.",
    )
}

/// A code block in a language whose parts cannot be marked.
pub(super) fn unknown_language(
    span: Span,
    language: &str,
    near: Option<&str>,
    line: &str,
) -> Diagnostic {
    let (hint_vi, hint_en) = match near {
        Some(near) => (
            format!(" Có phải “{near}”?"),
            format!(" Did you mean “{near}”?"),
        ),
        None => (
            " Nếu không phải mã thì ghi “text”.".to_owned(),
            " Write “text” if it is no code.".to_owned(),
        ),
    };
    Diagnostic::warning(
        "M020",
        span,
        format!("Không biết ngôn ngữ “{language}” nên đoạn mã không được tô màu.{hint_vi}"),
        format!("Language “{language}” is not known, so the code is not coloured.{hint_en}"),
    )
    .with_fix(line.replacen(language, near.unwrap_or("text"), 1))
}
