//! Diagnostics as text for people: the message, the source line with a caret, and the corrected line or
//! the commands that settle it.

use super::{Diagnostic, Diags, Lang, Severity};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// Gives the decoded text of a source file, for showing its lines.
pub trait SourceText {
    /// The text, or `None` where the file is not text or is gone.
    fn text(&self, file: &str) -> Option<std::sync::Arc<str>>;
}

/// Writes diagnostics for people.
pub struct Emitter<'a> {
    /// Language of the messages.
    pub lang: Lang,
    /// Whether the output is a terminal that shows colours.
    pub colour: bool,
    /// Where source lines come from.
    pub sources: &'a dyn SourceText,
}

impl Emitter<'_> {
    /// All of them, in their present order, with a blank line between.
    pub fn all(&self, diags: &Diags) -> String {
        diags
            .iter()
            .map(|d| self.one(d))
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// One diagnostic, ending in a line break.
    pub fn one(&self, d: &Diagnostic) -> String {
        let renderer = if self.colour {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let level = match d.severity {
            Severity::Error => Level::ERROR.with_name(self.lang.pick("lỗi", "error")),
            Severity::Warning => Level::WARNING.with_name(self.lang.pick("cảnh báo", "warning")),
        };
        let title = level.primary_title(d.message(self.lang)).id(d.code);
        let fix_name = self.lang.pick("sửa thành", "write");
        let text = d.span.as_ref().and_then(|s| self.sources.text(&s.file));
        let mut out = match (&d.span, &text) {
            (Some(span), Some(text)) if span.end > 0 || span.start > 0 => {
                let range = clamp(text, span.range());
                let (window, offset, first_line) = lines_around(text, range.clone());
                let local = range.start - offset..(range.end - offset).min(window.len());
                let snippet = Snippet::source(window)
                    .path(&*span.file)
                    .line_start(first_line)
                    .annotation(AnnotationKind::Primary.span(local));
                renderer.render(&[title.element(snippet)])
            }
            (Some(span), _) => {
                let line = format!(" --> {}", span.file);
                format!("{}\n{line}", renderer.render(&[Group::with_title(title)]))
            }
            (None, _) => renderer.render(&[Group::with_title(title)]),
        };
        if let Some(fix) = &d.fix {
            for (i, line) in fix.line.lines().enumerate() {
                let head = if i == 0 {
                    format!("  = {fix_name}: ")
                } else {
                    " ".repeat(6 + fix_name.chars().count())
                };
                out.push_str(&format!("\n{head}{line}"));
            }
        }
        for (i, command) in d.commands.iter().enumerate() {
            let head = match i {
                0 => self.lang.pick("gõ lệnh", "run"),
                _ => self.lang.pick("hoặc", "or"),
            };
            out.push_str(&format!("\n  = {head}: {command}"));
        }
        out.push('\n');
        out
    }
}

/// Line and column (both from 1, columns in characters) of a byte offset.
pub(super) fn line_column(text: &str, at: usize) -> (usize, usize) {
    let at = floor_boundary(text, at);
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    (
        text[..at].matches('\n').count() + 1,
        text[start..at].chars().count() + 1,
    )
}

impl super::Span {
    /// Line and column (both from 1, columns in characters) of the span's start in its file's text.
    pub fn line_column(&self, text: &str) -> (usize, usize) {
        line_column(text, self.start as usize)
    }
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The range on character boundaries, within the text, and not past its first line.
fn clamp(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let start = floor_boundary(text, range.start);
    let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
    let end = floor_boundary(text, range.end).clamp(start, line_end.max(start));
    start..end
}

/// Bytes of a line, beyond which only the part around the fault is laid out (which takes time that grows with the line).
const LONG_LINE: usize = 2_000;
/// Bytes shown before and after the fault's beginning in such a line; more than any terminal is wide.
const AROUND: usize = 400;

/// The lines that hold the range, their offset and the number of the first: huge files are not laid out whole.
fn lines_around(text: &str, range: std::ops::Range<usize>) -> (&str, usize, usize) {
    let start = text[..range.start].rfind('\n').map_or(0, |i| i + 1);
    let end = text[range.end..]
        .find('\n')
        .map_or(text.len(), |i| range.end + i);
    let number = line_column(text, start).0;
    let (start, end) = match end - start > LONG_LINE {
        true => (
            floor_boundary(text, range.start.saturating_sub(AROUND)).max(start),
            floor_boundary(text, range.start + AROUND).min(end),
        ),
        false => (start, end),
    };
    (&text[start..end], start, number)
}
