//! Diagnostics about documents that are refused as a whole, and about keys.

use super::line::Line;
use super::path::{Part, Path, locate_in};
use crate::diagnostics::{Diagnostic, FilePath, Span};
use std::ops::Range;

/// Where a YAML text stands in its file.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub file: &'a FilePath,
    pub text: &'a str,
    pub start: usize,
}

impl At<'_> {
    /// A range of the YAML text as a place in the file.
    pub fn span(&self, range: Range<usize>) -> Span {
        let limit = self.text.len();
        Span::new(
            self.file,
            (self.start + range.start).min(limit)..(self.start + range.end).min(limit),
        )
    }

    /// Number of the file's line (from 1) at an offset of the YAML text.
    pub fn line_number(&self, at: usize) -> usize {
        self.text
            .get(..(self.start + at).min(self.text.len()))
            .map_or(1, |t| t.matches('\n').count() + 1)
    }
}

/// The whole line at an offset, as a range.
pub(super) fn line_range(yaml: &str, at: usize) -> Range<usize> {
    let at = floor(yaml, at);
    let start = yaml
        .get(..at)
        .and_then(|t| t.rfind('\n'))
        .map_or(0, |i| i + 1);
    let end = yaml
        .get(at..)
        .and_then(|t| t.find('\n'))
        .map_or(yaml.len(), |i| at + i);
    start..end
}

/// The nearest character boundary at or before an offset.
pub(super) fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while at > 0 && !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The part of a line that carries its words, as a range of the YAML text.
pub(super) fn words_range(yaml: &str, at: usize) -> Range<usize> {
    let line = line_range(yaml, at);
    let text = yaml.get(line.clone()).unwrap_or("");
    let shown = Line::new(text);
    line.start + shown.indent..line.start + text.trim_end().len().max(shown.indent)
}

pub(super) fn too_large(at: &At, len: usize, limit: usize) -> Diagnostic {
    let kb = |n: usize| n.div_ceil(1024);
    Diagnostic::error(
        "Y011",
        at.span(0..3),
        format!(
            "Phần khai báo dài {} kB, quá giới hạn {} kB. Hãy chuyển bớt nội dung xuống phần bài viết.",
            kb(len),
            kb(limit)
        ),
        format!(
            "This YAML is {} kB long, over the limit of {} kB. Move some of it into the text below.",
            kb(len),
            kb(limit)
        ),
    )
}

pub(super) fn too_deep(at: &At, offset: usize) -> Diagnostic {
    Diagnostic::error(
        "Y010",
        at.span(offset..offset + 1),
        "Dấu ngoặc hoặc danh sách lồng nhau quá 64 tầng. Hãy viết đơn giản lại.",
        "Brackets or lists are nested more than 64 deep. Write it more simply.",
    )
}

pub(super) fn bomb(at: &At, offset: usize) -> Diagnostic {
    Diagnostic::error(
        "Y009",
        at.span(offset..offset + 1),
        "Các tham chiếu (*tên) lặp lại nội dung quá nhiều lần nên tệp bị từ chối. Hãy viết thẳng nội dung ra.",
        "References (*name) repeat so much content that the file is refused. Write the content out.",
    )
}

pub(super) fn duplicate(at: &At, yaml: &str, offset: usize, key: &str) -> Diagnostic {
    let first = first_of(yaml, offset, key).map(|o| at.line_number(o));
    let (first_vi, first_en) = match first {
        Some(line) => (
            format!("đã có ở dòng {line}"),
            format!("is already on line {line}"),
        ),
        None => ("đã có ở trên".to_owned(), "is already above".to_owned()),
    };
    Diagnostic::error(
        "Y007",
        at.span(offset..offset + key.len().max(1)),
        format!("“{key}” {first_vi}. Mỗi khóa chỉ được viết một lần; hãy xóa bớt hoặc gộp lại."),
        format!("“{key}” {first_en}. Each key may stand only once: delete one or join them."),
    )
}

/// The first place of a key that stands twice: the nearest line above of the same indentation and key.
fn first_of(yaml: &str, offset: usize, key: &str) -> Option<usize> {
    let column = offset - line_range(yaml, offset).start;
    let top = locate_in(yaml, &Path::Root.key(key), Part::Key)
        .filter(|r| column == 0 && r.start < offset);
    if let Some(range) = top {
        return Some(range.start);
    }
    let mut at = 0;
    let mut found = None;
    for line in yaml.lines() {
        let parts = Line::new(line);
        if at + parts.content < offset && parts.content == column && parts.key() == key {
            found = Some(at);
        }
        at += line.len() + 1;
    }
    found
}

pub(super) fn odd_key(at: &At, yaml: &str, offset: usize) -> Diagnostic {
    Diagnostic::error(
        "Y022",
        at.span(words_range(yaml, offset)),
        "Tên khóa phải là chữ, không thể là danh sách hay nhóm. Nếu đây là chữ có dấu ngoặc, hãy đặt trong ngoặc kép.",
        "A key must be text, not a list or a group. If it is text with brackets, put it in quotes.",
    )
}
