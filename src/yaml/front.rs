//! Front matter: the YAML between two lines of `---` at the top of an entry.

use crate::diagnostics::{Diagnostic, Edit, FilePath, Span};
use std::ops::Range;

/// An entry's two parts, as bytes of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The YAML, without its markers; empty where there is none.
    pub yaml: Range<usize>,
    /// The Markdown.
    pub body: Range<usize>,
    /// Whether there is front matter at all.
    pub marked: bool,
}

/// Splits an entry's text. Blank lines may stand before the first marker.
///
/// # Errors
/// When a marker is missing or mistyped. The parts are those that were meant, as far as one can guess.
pub fn split(file: &FilePath, text: &str) -> (Parts, Option<Diagnostic>) {
    let mut lines = Lines { text, at: 0 };
    let Some(first) = lines.find(|l| text.get(l.clone()).is_some_and(|t| !t.trim().is_empty()))
    else {
        return (unmarked(text), None);
    };
    let opening = text.get(first.clone()).unwrap_or("").trim_end();
    if opening == "---" {
        return after_opening(file, text, lines, None);
    }
    if is_mistyped(opening) {
        return after_opening(file, text, lines, Some(mistyped(file, first)));
    }
    if !looks_like_key(opening) {
        return (unmarked(text), None);
    }
    let rewound = Lines {
        text,
        at: first.start,
    };
    after_opening(
        file,
        text,
        rewound,
        Some(missing(
            file,
            first.start..first.start + opening.len(),
            opening,
        )),
    )
}

fn unmarked(text: &str) -> Parts {
    Parts {
        yaml: 0..0,
        body: 0..text.len(),
        marked: false,
    }
}

fn after_opening(
    file: &FilePath,
    text: &str,
    lines: Lines,
    fault: Option<Diagnostic>,
) -> (Parts, Option<Diagnostic>) {
    let start = lines.at;
    for line in lines {
        let next = (line.end + 1).min(text.len());
        let shown = text.get(line.clone()).unwrap_or("").trim_end();
        let fault = match shown {
            "---" | "..." => fault.clone(),
            mark if is_mistyped(mark) => {
                fault.clone().or_else(|| Some(mistyped(file, line.clone())))
            }
            _ => continue,
        };
        return (
            Parts {
                yaml: start..line.start,
                body: next..text.len(),
                marked: true,
            },
            fault,
        );
    }
    let end = end_of_keys(text, start);
    let parts = Parts {
        yaml: start..end,
        body: end..text.len(),
        marked: true,
    };
    (parts, fault.or_else(|| Some(unclosed(file, text, end))))
}

/// Where keys stop and text begins, when nothing marks it.
fn end_of_keys(text: &str, start: usize) -> usize {
    let mut end = start;
    for line in (Lines { text, at: start }) {
        let shown = text.get(line.clone()).unwrap_or("");
        let belongs = shown.starts_with([' ', '\t', '-'])
            || (shown.starts_with('#') && !shown.starts_with("# ") && !shown.starts_with("##"));
        if shown.trim().is_empty() {
            continue;
        }
        if !belongs && !looks_like_key(shown) {
            break;
        }
        end = (line.end + 1).min(text.len());
    }
    end
}

/// `——`, `----`, `– – –`: what Word and tired fingers make of `---`.
fn is_mistyped(line: &str) -> bool {
    if !line.starts_with(['-', '–', '—', '−']) {
        return false;
    }
    let marks = line.chars().filter(|c| !c.is_whitespace()).count();
    let dashes = line
        .chars()
        .filter(|c| matches!(c, '-' | '–' | '—' | '−'))
        .count();
    line != "---"
        && marks == dashes
        && (dashes > 3
            || (dashes > 0 && line.contains(['–', '—', '−']))
            || (dashes == 3 && line.contains(' ')))
}

/// Whether a line begins like `key:`.
fn looks_like_key(line: &str) -> bool {
    let Some((key, rest)) = line.split_once(':') else {
        return false;
    };
    !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
        && key.starts_with(|c: char| c.is_ascii_alphabetic())
        && (rest.is_empty() || rest.starts_with([' ', '\t']))
}

fn mistyped(file: &FilePath, line: Range<usize>) -> Diagnostic {
    let span = Span::new(file, line);
    Diagnostic::error(
        "Y006",
        span.clone(),
        "Dòng phân cách phải là đúng ba dấu gạch nối (---). Word hay đổi thành gạch dài.",
        "The separating line must be exactly three hyphens (---). Word turns them into dashes.",
    )
    .with_edit(
        "---",
        Edit {
            span,
            text: "---".to_owned(),
        },
    )
}

fn missing(file: &FilePath, line: Range<usize>, shown: &str) -> Diagnostic {
    Diagnostic::error(
        "Y006",
        Span::new(file, line),
        "Thiếu dòng --- ở đầu tệp, trước các dòng khai báo.",
        "The line --- at the top, before the keys, is missing.",
    )
    .with_fix(format!("---\n{shown}"))
}

fn unclosed(file: &FilePath, text: &str, at: usize) -> Diagnostic {
    let rest = text.get(at..).unwrap_or("");
    let next = rest.lines().find(|l| !l.trim().is_empty()).unwrap_or("");
    let start = at + rest.find(next).unwrap_or(0);
    let fix = if next.is_empty() {
        "---".to_owned()
    } else {
        format!("---\n{next}")
    };
    Diagnostic::error(
        "Y005",
        Span::new(file, start..start + next.len()),
        "Thiếu dòng --- đóng phần khai báo. Hãy thêm dòng --- vào trước dòng này.",
        "The line --- that closes the keys is missing. Add it before this line.",
    )
    .with_fix(fix)
}

/// Lines as ranges, without their line breaks.
struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let rest = self.text.get(self.at..).filter(|r| !r.is_empty())?;
        let len = rest.find('\n').unwrap_or(rest.len());
        let line = self.at..self.at + len;
        self.at = (line.end + 1).min(self.text.len());
        Some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (&str, &str, Option<&'static str>) {
        let (parts, fault) = split(&"a.md".into(), text);
        (&text[parts.yaml], &text[parts.body], fault.map(|d| d.code))
    }

    #[test]
    fn splits() {
        assert_eq!(parts("---\na: 1\n---\nBody\n"), ("a: 1\n", "Body\n", None));
        assert_eq!(parts("\n\n---  \na: 1\n---"), ("a: 1\n", "", None));
        assert_eq!(parts("---\n---\n"), ("", "", None));
        assert_eq!(parts("Just text\n"), ("", "Just text\n", None));
        assert_eq!(parts(""), ("", "", None));
        assert_eq!(
            parts("---\na: 1\nb:\n  - c\n\nBody\n"),
            ("a: 1\nb:\n  - c\n", "\nBody\n", Some("Y005"))
        );
        assert_eq!(
            parts("---\na: 1\n\n# Heading\n"),
            ("a: 1\n", "\n# Heading\n", Some("Y005"))
        );
        assert_eq!(
            parts("title: 1\n---\nBody\n"),
            ("title: 1\n", "Body\n", Some("Y006"))
        );
        assert_eq!(
            parts("—\na: 1\n---\nBody\n"),
            ("a: 1\n", "Body\n", Some("Y006"))
        );
        assert_eq!(
            parts("---\na: 1\n----\nBody\n"),
            ("a: 1\n", "Body\n", Some("Y006"))
        );
        assert_eq!(parts("---"), ("", "", Some("Y005")));
    }
}
