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
        format!("không có khối “{name}”; giao diện này có: {list}"),
        format!("there is no block “{name}”; this theme has: {list}"),
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
            "; hàng rào của khối bao ngoài phải dài hơn hàng rào của khối bên trong",
            "; the fence of the block around it must be longer than the fence of the one inside",
        )
    } else {
        ("", "")
    };
    Diagnostic::error(
        "M002",
        span,
        format!("khối “{name}” chưa được đóng: thêm một dòng {fence} vào cuối khối{hint_vi}"),
        format!("block “{name}” is not closed: add a line {fence} at its end{hint_en}"),
    )
    .with_fix(fence)
}

/// A code block whose closing fence is missing.
pub(super) fn unclosed_code(span: Span, fence: &str) -> Diagnostic {
    Diagnostic::warning(
        "M003",
        span,
        format!("khối mã chưa được đóng nên nuốt hết phần còn lại: thêm một dòng {fence} vào cuối khối"),
        format!("the code block is not closed and takes in all that follows: add a line {fence} at its end"),
    )
    .with_fix(fence)
}

/// Rich blocks inside one another past the limit.
pub(super) fn too_deep(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "M004",
        span,
        format!("các khối lồng nhau quá {limit} tầng"),
        format!("blocks are nested more than {limit} deep"),
    )
}

/// An opening line without its closing brace.
pub(super) fn open_brace(span: Span, name: &str, line: &str) -> Diagnostic {
    Diagnostic::error(
        "M005",
        span,
        format!("thiếu dấu }} sau tên khối “{name}”"),
        format!("the closing }} after the block's name “{name}” is missing"),
    )
    .with_fix(line.replacen(name, &format!("{name}}}"), 1))
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
        format!("dòng tùy chọn viết là “:tên: giá trị”; thiếu dấu hai chấm sau “{key}”"),
        format!("an option line is written “:key: value”; the colon after “{key}” is missing"),
    )
    .with_edit(fix.trim_end(), edit)
}

/// An option given twice.
pub(super) fn repeated_option(span: Span, key: &str) -> Diagnostic {
    Diagnostic::error(
        "M007",
        span,
        format!("tùy chọn “{key}” có hai lần; bỏ bớt một"),
        format!("option “{key}” is given twice; remove one"),
    )
}

/// A link or picture whose target may not reach a page.
pub(super) fn refused_target(span: Span, refusal: Refusal, is_image: bool) -> Diagnostic {
    match (refusal, is_image) {
        (Refusal::Unsafe, false) => Diagnostic::error(
            "M008",
            span,
            "liên kết này chạy mã hoặc mang dữ liệu nhúng (javascript:, data:, …), không được phép; hãy dẫn tới một trang https:// hoặc một tệp trong content/",
            "this link runs code or carries embedded data (javascript:, data:, …), which is not allowed; link to an https:// page or a file in content/",
        ),
        (Refusal::Unsafe, true) => Diagnostic::error(
            "M009",
            span,
            "hình này là dữ liệu nhúng hoặc mã (data:, javascript:, …), không được phép; hãy lưu hình thành tệp cạnh bài viết",
            "this picture is embedded data or code (data:, javascript:, …), which is not allowed; save the picture as a file beside the entry",
        ),
        (Refusal::OwnComputer, _) => Diagnostic::error(
            "M010",
            span,
            "đường dẫn này chỉ có trên máy của bạn, người khác không mở được; hãy chép tệp vào cạnh bài viết rồi ghi tên tệp",
            "this path exists on your computer only, nobody else can open it; copy the file beside the entry and write its name",
        ),
    }
}

/// A reference link without its definition.
pub(super) fn undefined_reference(span: Span, label: &str) -> Diagnostic {
    Diagnostic::warning(
        "M011",
        span,
        format!("liên kết tham chiếu tới “{label}”, nhưng không có dòng “[{label}]: địa chỉ”"),
        format!("the link refers to “{label}”, but there is no line “[{label}]: address”"),
    )
    .with_fix(format!("[{label}]: https://…"))
}

/// A footnote's mark without its text.
pub(super) fn undefined_footnote(span: Span, label: &str) -> Diagnostic {
    Diagnostic::warning(
        "M012",
        span,
        format!("chú thích “{label}” không có nội dung; thêm một dòng “[^{label}]: …”"),
        format!("footnote “{label}” has no text; add a line “[^{label}]: …”"),
    )
    .with_fix(format!("[^{label}]: …"))
}

/// A footnote's text that nothing refers to.
pub(super) fn unused_footnote(span: Span, label: &str) -> Diagnostic {
    Diagnostic::warning(
        "M013",
        span,
        format!(
            "không có chỗ nào trong bài nhắc tới chú thích “{label}” nên chú thích này không hiện ra; đặt [^{label}] vào chỗ cần chú thích"
        ),
        format!(
            "nothing in the text refers to footnote “{label}”, so it is not shown; put [^{label}] where it belongs"
        ),
    )
}

/// Two texts for one footnote.
pub(super) fn repeated_footnote(span: Span, label: &str) -> Diagnostic {
    Diagnostic::warning(
        "M014",
        span,
        format!("chú thích “{label}” có hai nội dung; chỉ nội dung đầu được dùng"),
        format!("footnote “{label}” has two texts; only the first is used"),
    )
}

/// An id that another heading has already.
pub(super) fn repeated_id(span: Span, id: &str, given: &str) -> Diagnostic {
    Diagnostic::warning(
        "M015",
        span,
        format!("một tiêu đề khác đã có mã “{id}”; tiêu đề này nhận mã “{given}”"),
        format!("another heading has the id “{id}”; this one gets “{given}”"),
    )
}

/// A heading's attribute that is not passed on.
pub(super) fn ignored_attribute(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "M016",
        span,
        format!(
            "thuộc tính “{name}” của tiêu đề bị bỏ qua; dùng được: #mã, .lớp, lang, dir, data-…"
        ),
        format!(
            "the heading's attribute “{name}” is ignored; allowed are #id, .class, lang, dir, data-…"
        ),
    )
}

/// HTML tags that are left out.
pub(super) fn refused_tag(span: Span, name: &str) -> Diagnostic {
    let (hint_vi, hint_en) = match name {
        "img" => (
            "; hãy viết ![mô tả](tệp.jpg)",
            "; write ![description](file.jpg)",
        ),
        "video" | "audio" | "iframe" | "embed" | "object" => {
            ("; hãy dùng khối ```{video}", "; use a block ```{video}")
        }
        _ => ("", ""),
    };
    Diagnostic::warning(
        "M017",
        span,
        format!("thẻ HTML <{name}> không được dùng trong bài nên bị bỏ{hint_vi}"),
        format!("the HTML tag <{name}> may not be used in entries and is left out{hint_en}"),
    )
}

/// A link written in HTML to something of the site's own.
pub(super) fn relative_html_link(span: Span, target: &str) -> Diagnostic {
    Diagnostic::warning(
        "M018",
        span,
        format!(
            "liên kết viết bằng HTML tới “{target}” bị bỏ vì không kiểm tra được; hãy viết [chữ]({target})"
        ),
        format!(
            "the link to “{target}” written in HTML is left out because it cannot be checked; write [words]({target})"
        ),
    )
}

/// HTML that is nested or long beyond measure.
pub(super) fn too_much_html(span: Span) -> Diagnostic {
    Diagnostic::error(
        "M019",
        span,
        "bài có quá nhiều HTML, hoặc HTML lồng nhau quá sâu mà không đóng thẻ; hãy viết bằng Markdown",
        "the entry has too much HTML, or HTML nested too deep without closing its tags; write Markdown",
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
            format!("; có phải là “{near}”?"),
            format!("; is it “{near}”?"),
        ),
        None => (
            "; nếu không phải mã thì ghi “text”".to_owned(),
            "; write “text” if it is no code".to_owned(),
        ),
    };
    Diagnostic::warning(
        "M020",
        span,
        format!("không biết ngôn ngữ “{language}” nên đoạn mã không được tô màu{hint_vi}"),
        format!("language “{language}” is not known, so the code is not coloured{hint_en}"),
    )
    .with_fix(line.replacen(language, near.unwrap_or("text"), 1))
}
