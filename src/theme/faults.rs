//! Tera's errors as diagnostics: its places become spans, its words get a Vietnamese companion.

use crate::diagnostics::{Diagnostic, FilePath, Span};
use crate::text::similar::nearest;
use std::collections::BTreeMap;
use std::ops::Range;
use tera::{Error, ErrorKind};

/// Where templates come from: Tera's name → the source file.
pub(super) type Files = BTreeMap<String, (FilePath, crate::source::Decoded)>;

/// Parts code, Vietnamese and English text in the message of an error of our own functions and filters.
const PART: char = '\u{1f}';

/// An error of one of our functions or filters, with its texts in both languages.
pub(super) fn fault(code: &'static str, vi: impl AsRef<str>, en: impl AsRef<str>) -> Error {
    Error::message(format!("{code}{PART}{}{PART}{}", vi.as_ref(), en.as_ref()))
}

/// The code of an error of our own, one of those that [`fault`] is called with.
fn own_code(text: &str) -> &'static str {
    ["T018", "T019", "T023", "T025", "T026"]
        .into_iter()
        .find(|c| *c == text)
        .unwrap_or("T022")
}

/// A syntax error of one template.
pub(super) fn syntax(files: &Files, name: &str, error: &Error) -> Option<Diagnostic> {
    let ErrorKind::SyntaxError(report) = error.kind() else {
        return None;
    };
    let span = span(files, name, report.span().range.clone());
    let message = report.message();
    let (vi, en) = match translate(message) {
        Some(vi) => (
            format!("Sai cú pháp khuôn mẫu: {vi}"),
            format!("Template syntax: {message}"),
        ),
        None => (
            format!("Sai cú pháp khuôn mẫu: {message}"),
            format!("Template syntax: {message}"),
        ),
    };
    Some(Diagnostic::error("T011", span, vi, en))
}

/// What went wrong while a template was rendered for an entry (or, where there is none, a route).
pub(super) fn rendering(files: &Files, template: &str, entry: &str, error: &Error) -> Diagnostic {
    let (at, message) = match error.kind() {
        ErrorKind::RenderingError(report) => (
            span(files, report.filename(), report.span().range.clone()),
            report.message().to_owned(),
        ),
        ErrorKind::TemplateNotFound(name) => {
            let near = nearest(name, files.keys().map(String::as_str)).unwrap_or_default();
            let (hint_vi, hint_en) = match near {
                "" => (String::new(), String::new()),
                near => (
                    format!(" Có phải “{near}”?"),
                    format!(" Did you mean “{near}”?"),
                ),
            };
            return Diagnostic::error(
                "T024",
                None,
                format!("Giao diện không có khuôn mẫu “{name}” (khi dựng {entry}).{hint_vi}"),
                format!("The theme has no template “{name}” (while rendering {entry}).{hint_en}"),
            );
        }
        _ => (
            files.get(template).map(|(file, _)| Span::file(file)),
            error.to_string(),
        ),
    };
    let mut parts = message.splitn(3, PART);
    let (code, vi, en) = match (parts.next(), parts.next(), parts.next()) {
        (Some(code), Some(vi), Some(en)) => (own_code(code), vi.to_owned(), en.to_owned()),
        _ if message.contains("not defined") || message.contains("undefined") => (
            "T023",
            translate(&message).unwrap_or_else(|| message.clone()),
            message,
        ),
        _ => (
            "T022",
            translate(&message).unwrap_or_else(|| message.clone()),
            message,
        ),
    };
    Diagnostic::error(
        code,
        at,
        format!("{vi} (khi dựng {entry})"),
        format!("{en} (while rendering {entry})"),
    )
}

/// The faults that Tera found when all templates were put together. It gives them as one text of reports, each
/// `error: …`, ` --> name:line:column`, and the line with carets under the place.
pub(super) fn assembly(files: &Files, error: &Error, known: &[&str]) -> Vec<Diagnostic> {
    let text = error.to_string();
    let mut lines = text.lines().peekable();
    let mut out = Vec::new();
    while let Some(line) = lines.next() {
        let Some(message) = line.strip_prefix("error: ") else {
            continue;
        };
        let Some((name, row, column)) = lines.peek().and_then(|l| place(l)) else {
            continue;
        };
        let carets = lines.clone().nth(3).map_or(1, |l| l.matches('^').count());
        let range = files
            .get(name)
            .map_or(0..0, |(_, source)| bytes_of(source, row, column, carets));
        out.push(reference(message, span(files, name, range), known));
    }
    if out.is_empty() {
        out.push(reference(&text, None, known));
    }
    out
}

/// ` --> name:line:column`
fn place(line: &str) -> Option<(&str, usize, usize)> {
    let rest = line.trim_start().strip_prefix("--> ")?;
    let (rest, column) = rest.rsplit_once(':')?;
    let (name, row) = rest.rsplit_once(':')?;
    Some((name, row.parse().ok()?, column.parse().ok()?))
}

fn bytes_of(source: &str, row: usize, column: usize, len: usize) -> Range<usize> {
    let before: usize = source
        .split_inclusive('\n')
        .take(row.saturating_sub(1))
        .map(str::len)
        .sum();
    let line = source
        .get(before..)
        .and_then(|s| s.lines().next())
        .unwrap_or_default();
    let byte = |chars: usize| {
        line.char_indices()
            .nth(chars)
            .map_or(line.len(), |(i, _)| i)
    };
    let start = column.saturating_sub(1);
    before + byte(start)..before + byte(start + len)
}

fn reference(message: &str, at: Option<Span>, known: &[&str]) -> Diagnostic {
    let name = message.split('`').nth(1).unwrap_or_default();
    let (hint_vi, hint_en) = match nearest(name, known.iter().copied()) {
        Some(near) => (
            format!(" Có phải “{near}”?"),
            format!(" Did you mean “{near}”?"),
        ),
        None => (String::new(), String::new()),
    };
    let kinds = [
        (
            "Unknown filter",
            "T012",
            "Không có bộ lọc",
            "There is no filter",
        ),
        (
            "Unknown function",
            "T012",
            "Không có hàm",
            "There is no function",
        ),
        (
            "Unknown test",
            "T012",
            "Không có phép thử",
            "There is no test",
        ),
        (
            "Unknown component",
            "T012",
            "Không có thành phần Tera",
            "There is no Tera component",
        ),
    ];
    if let Some((_, code, vi, en)) = kinds
        .into_iter()
        .find(|(start, ..)| message.starts_with(start))
    {
        return Diagnostic::error(
            code,
            at,
            format!("{vi} “{name}”.{hint_vi}"),
            format!("{en} “{name}”.{hint_en}"),
        );
    }
    let vi = match message {
        m if m.starts_with("Block ") => {
            format!(
                "Không khuôn mẫu cha nào có khối “{name}”, nên nội dung khối này sẽ mất. Hãy sửa tên khối."
            )
        }
        m if m.starts_with("Component ") => {
            format!("Thành phần Tera “{name}” được khai báo hai lần. {m}")
        }
        m => translate(m).unwrap_or_else(|| m.to_owned()),
    };
    Diagnostic::error("T015", at, vi, message)
}

/// A place in a template's file.
pub(super) fn span(files: &Files, name: &str, range: Range<usize>) -> Option<Span> {
    files.get(name).map(|(file, _)| Span::new(file, range))
}

/// Vietnamese for what Tera says most often; the names in backticks stay as they are.
fn translate(message: &str) -> Option<String> {
    let mut names = message.split('`').skip(1).step_by(2);
    let first = names.next().unwrap_or_default();
    let second = names.next().unwrap_or_default();
    let tail = |from: &str| message.split_once(from).map_or("", |(_, t)| t).trim_start();
    let list = |from: &str, vi: &str| match tail(from) {
        "" => String::new(),
        names => format!(" {vi}: {names}."),
    };
    Some(match message {
        m if m.starts_with("Variable ") && m.contains("is not defined") => {
            format!(
                "Không có biến “{first}”.{}",
                list("Available variables:", "Các biến ở đây")
            )
        }
        m if m.starts_with("Field ") && m.contains("is not defined") => {
            let known = list("Available fields:", "Các trường ở đây");
            format!(
                "Không có trường “{first}”.{known} Nếu trường có thể vắng mặt, viết “?.” thay cho “.”, hoặc {{% if %}}."
            )
        }
        m if m.starts_with("Tried to render a variable that is undefined") => {
            "Giá trị cần hiện ở đây không có. Hãy dùng {% if %} hoặc bộ lọc default.".to_owned()
        }
        m if m.starts_with("Missing keyword argument") => format!("Thiếu đối số “{first}=”."),
        m if m.starts_with("Invalid type for the value") => {
            format!("Giá trị sai kiểu: cần {first}, nhận được {second}.")
        }
        m if m.starts_with("Iteration not possible") => {
            format!("Không lặp được trên giá trị kiểu {first}.")
        }
        m if m.starts_with("Unexpected end of input") => {
            "thiếu phần kết, như %}, }} hoặc {% endif %}.".to_owned()
        }
        m if m.starts_with("Found ") && m.contains("expected") => {
            let (found, wanted) = m
                .trim_start_matches("Found ")
                .split_once(" but ")
                .unwrap_or((m, ""));
            let wanted = wanted.rsplit("expect").next().unwrap_or_default();
            let wanted = wanted
                .trim_start_matches(|c: char| c.is_alphabetic())
                .trim()
                .trim_end_matches('.');
            format!("gặp {found} ở chỗ cần {wanted}.")
        }
        m if m.starts_with("Unknown tag") => "không có lệnh này.".to_owned(),
        m if m.starts_with("Closing comment tag") => {
            "chú thích {# chưa được đóng bằng #}.".to_owned()
        }
        m if m.starts_with("unexpected end of raw block") => {
            "{% raw %} chưa được đóng bằng {% endraw %}.".to_owned()
        }
        m if m.starts_with("`extends` needs to be the first tag") => {
            "{% extends %} phải đứng đầu tệp.".to_owned()
        }
        m if m.starts_with("This content would be ignored") => {
            "nội dung ngoài {% block %} ở khuôn mẫu con sẽ bị bỏ; hãy đặt vào một khối.".to_owned()
        }
        m if m.starts_with("Template already contains a block") => {
            format!("khối “{first}” có hai lần trong tệp này.")
        }
        m if m.starts_with("The expression is too complex") => "biểu thức lồng quá sâu.".to_owned(),
        m if m.starts_with("The template nesting is too deep") => {
            "các lệnh lồng nhau quá sâu.".to_owned()
        }
        m if m.starts_with("Math operations can only") => {
            format!("Chỉ tính toán được với số, ở đây là {first}.")
        }
        m if m.starts_with("Cannot compare") => format!("Không so sánh được {first} với {second}."),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_reports_become_bytes() {
        assert_eq!(place("  --> a:b.html:12:3"), Some(("a:b.html", 12, 3)));
        let source = "dòng một\nđây {{ x | no }}\n";
        let range = bytes_of(source, 2, 12, 2);
        assert_eq!(&source[range], "no");
        assert_eq!(bytes_of(source, 9, 9, 9), source.len()..source.len());
    }

    #[test]
    fn what_tera_says_is_said_in_vietnamese() {
        let vi = |m| translate(m).unwrap_or_default();
        assert_eq!(
            vi("Found `%}` but expected identifier."),
            "gặp `%}` ở chỗ cần identifier."
        );
        assert!(
            vi("Variable `a` is not defined. Available variables: b, c")
                .contains("Các biến ở đây: b, c.")
        );
        assert_eq!(
            vi("Missing keyword argument `path`"),
            "Thiếu đối số “path=”."
        );
    }
}
