//! Tera's errors as diagnostics: its places become spans, its words get a Vietnamese companion.

use super::hint::{corrected, did_you_mean};
use super::words;
use crate::diagnostics::{Diagnostic, FilePath, Span};
use crate::source::Decoded;
use crate::text::similar::nearest;
use std::collections::BTreeMap;
use std::ops::Range;
use tera::{Error, ErrorKind};

/// Where templates come from: Tera's name → the source file.
pub(super) type Files = BTreeMap<String, (FilePath, Decoded)>;

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
    let (vi, en) = words::both(report.message());
    let (vi, en) = (
        format!("Sai cú pháp khuôn mẫu: {vi}"),
        format!("Template syntax: {en}"),
    );
    Some(Diagnostic::error("T011", span, vi, en))
}

/// An `{% if %}` with more branches than Tera can take.
pub(super) fn endless(files: &Files, template: &str, range: Range<usize>) -> Diagnostic {
    let most = super::scan::MOST_ELIFS;
    Diagnostic::error(
        "T011",
        span(files, template, range),
        format!(
            "Sai cú pháp khuôn mẫu: một {{% if %}} có quá {most} nhánh {{% elif %}}. Hãy tách ra, hoặc tra trong một bảng ({{% set %}})."
        ),
        format!(
            "Template syntax: one {{% if %}} has more than {most} branches {{% elif %}}. Take it apart, or look it up in a map ({{% set %}})."
        ),
    )
}

/// What went wrong while a template was rendered for an entry (or, where there is none, a route).
pub(super) fn rendering(files: &Files, template: &str, entry: &str, error: &Error) -> Diagnostic {
    let (at, message) = match error.kind() {
        ErrorKind::RenderingError(report) => (
            span(files, report.filename(), report.span().range.clone()),
            report.message().to_owned(),
        ),
        ErrorKind::TemplateNotFound(name) => {
            let (hint_vi, hint_en) = did_you_mean(nearest(name, files.keys().map(String::as_str)));
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
    let (code, (vi, en)) = match (parts.next(), parts.next(), parts.next()) {
        (Some(code), Some(vi), Some(en)) => (own_code(code), (vi.to_owned(), en.to_owned())),
        _ if message.contains("not defined") || message.contains("undefined") => {
            ("T023", words::both(&message))
        }
        _ => ("T022", words::both(&message)),
    };
    let (through_vi, through_en) = callers(error);
    let fix = words::hint(&message).and_then(|near| {
        let place = at.as_ref()?;
        let source = files
            .values()
            .find(|(file, _)| *file == place.file)
            .map(|(_, source)| source)?;
        corrected(source, place.range(), near)
    });
    let diagnostic = Diagnostic::error(
        code,
        at,
        format!("{vi} (khi dựng {entry}{through_vi})"),
        format!("{en} (while rendering {entry}{through_en})"),
    );
    match fix {
        Some(line) => diagnostic.with_fix(line),
        None => diagnostic,
    }
}

/// Through which templates the faulty one was called, innermost first: Tera tells it only in its whole report, as
/// lines `note: called from name:line:column`.
fn callers(error: &Error) -> (String, String) {
    let report = error.to_string();
    let places: Vec<&str> = report
        .lines()
        .filter_map(|line| {
            line.strip_prefix("note: called from ")?
                .rsplit_once(':')
                .map(|(place, _)| place)
        })
        .collect();
    match places.is_empty() {
        true => (String::new(), String::new()),
        false => (
            format!(", gọi từ {}", places.join(" ← ")),
            format!(", called from {}", places.join(" ← ")),
        ),
    }
}

/// Names that templates may use, for hints.
pub(super) struct Known<'a> {
    /// Of filters, tests and functions.
    pub names: Vec<&'a str>,
    /// Of blocks.
    pub blocks: Vec<&'a str>,
    /// Of Tera components.
    pub components: Vec<&'a str>,
}

/// The faults that Tera found when all templates were put together. It gives them as one text of reports, each
/// `error: …`, ` --> name:line:column`, and the line with carets under the place.
pub(super) fn assembly(files: &Files, error: &Error, known: &Known) -> Vec<Diagnostic> {
    let text = error.to_string();
    let mut lines = text.lines().peekable();
    let mut out = Vec::new();
    let mut told = false;
    while let Some(line) = lines.next() {
        let Some(message) = line.strip_prefix("error: ") else {
            continue;
        };
        let Some((name, row, column)) = lines.peek().and_then(|l| place(l)) else {
            continue;
        };
        let carets = lines.clone().nth(3).map_or(1, |l| l.matches('^').count());
        let at = files
            .get(name)
            .map(|(file, source)| (file, source, bytes_of(source, row, column, carets)));
        told = true;
        // A template looked at by itself lacks the components of the others.
        let name = message.split('`').nth(1).unwrap_or_default();
        if !(message.starts_with("Unknown component") && known.components.contains(&name)) {
            out.push(reference(message, at, known));
        }
    }
    if !told {
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

/// A name that means nothing, at its place.
fn reference(
    message: &str,
    at: Option<(&FilePath, &Decoded, Range<usize>)>,
    known: &Known,
) -> Diagnostic {
    let name = message.split('`').nth(1).unwrap_or_default();
    let kinds = [
        (
            "Unknown filter",
            "Không có bộ lọc",
            "There is no filter",
            &known.names,
        ),
        (
            "Unknown function",
            "Không có hàm",
            "There is no function",
            &known.names,
        ),
        (
            "Unknown test",
            "Không có phép thử",
            "There is no test",
            &known.names,
        ),
        (
            "Unknown component",
            "Không có thành phần Tera",
            "There is no Tera component",
            &known.components,
        ),
        (
            "Block",
            "Không khuôn mẫu cha nào có khối",
            "No parent template has the block",
            &known.blocks,
        ),
    ];
    let kind = kinds
        .into_iter()
        .find(|(start, ..)| message.starts_with(start));
    let near =
        kind.and_then(|(.., names)| nearest(name, names.iter().copied().filter(|n| *n != name)));
    let (hint_vi, hint_en) = did_you_mean(near);
    let code = if message.starts_with("Unknown") {
        "T012"
    } else {
        "T015"
    };
    let (vi, en) = match kind {
        Some((_, vi, en, _)) => (
            format!("{vi} “{name}”.{hint_vi}"),
            format!("{en} “{name}”.{hint_en}"),
        ),
        None => words::both(message),
    };
    let Some((file, source, range)) = at else {
        return Diagnostic::error(code, None, vi, en);
    };
    let diagnostic = Diagnostic::error(code, Span::new(file, range.clone()), vi, en);
    // The place may be a whole call: the name is somewhere in it.
    let start = source
        .get(range.clone())
        .and_then(|text| text.find(name))
        .map(|i| range.start + i);
    match near.and_then(|near| corrected(source, start?..start? + name.len(), near)) {
        Some(line) => diagnostic.with_fix(line),
        None => diagnostic,
    }
}

/// A place in a template's file.
pub(super) fn span(files: &Files, name: &str, range: Range<usize>) -> Option<Span> {
    files.get(name).map(|(file, _)| Span::new(file, range))
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
}
