//! Values that a `#` cuts: to YAML it begins a comment, to an officer a hashtag or a number.

use super::line::{Line, quote};
use super::refuse::{At, line_range};
use super::{parse::Document, parse::value, value::Value};
use crate::diagnostics::{Diagnostic, Diags};

/// Each suspicion costs one more reading of the text.
const MOST_SUSPICIONS: usize = 32;

/// Finds each ` #word` that YAML took for a comment though it cuts a value or leaves none. A comment written with a
/// space after its `#` is never meant. Where something was found, the document is given as it was meant too.
pub(super) fn cut_values(at: &At, yaml: &str, whole: &Value) -> (Diags, Option<Document>) {
    let mut diags = Diags::new();
    let mut mended = String::new();
    let mut copied = 0;
    for i in suspicions(yaml).take(MOST_SUSPICIONS) {
        let line = line_range(yaml, i);
        if line.start < copied || value(&blanked(yaml, i..line.end)).ok().as_ref() != Some(whole) {
            continue;
        }
        let text = yaml.get(line.clone()).unwrap_or("");
        let Some((diagnostic, fix)) = cut(at, line.start, text, i - line.start) else {
            continue;
        };
        mended.push_str(yaml.get(copied..line.start).unwrap_or(""));
        mended.push_str(&fix);
        copied = line.end;
        diags.push(diagnostic);
    }
    mended.push_str(yaml.get(copied..).unwrap_or(""));
    let document = if diags.is_empty() {
        None
    } else {
        value(&mended).ok()
    };
    (
        diags,
        document.map(|value| Document {
            value,
            mended: Some(mended),
        }),
    )
}

/// Offsets of `#` that follow a space and are followed by a letter or digit, not alone on their line.
fn suspicions(yaml: &str) -> impl Iterator<Item = usize> + '_ {
    yaml.match_indices('#').map(|(i, _)| i).filter(|&i| {
        let before = yaml.get(line_range(yaml, i).start..i).unwrap_or("");
        let after = yaml.get(i + 1..).and_then(|r| r.chars().next());
        before.ends_with([' ', '\t'])
            && !before.trim().is_empty()
            && after.is_some_and(char::is_alphanumeric)
    })
}

fn blanked(yaml: &str, range: std::ops::Range<usize>) -> String {
    let before = yaml.get(..range.start).unwrap_or("");
    let after = yaml.get(range.end..).unwrap_or("");
    format!("{before}{after}")
}

/// What to say of a `#` that ends a line's value, and the line as it was meant.
fn cut(at: &At, start: usize, text: &str, hash: usize) -> Option<(Diagnostic, String)> {
    let line = Line::new(text);
    let lost = text.get(hash..)?.trim_end();
    let kept = text.get(line.value.start..hash).unwrap_or("").trim();
    // What is quoted or bracketed is whole, and a number needs no hashtag: there it is a comment in a hurry.
    if kept.starts_with(['"', '\'', '[', '{', '|', '>'])
        || (!kept.is_empty() && !kept.contains(char::is_alphabetic))
    {
        return None;
    }
    let meant = text.get(line.value.start.min(hash)..)?.trim();
    let span = at.span(start + hash..start + hash + lost.len());
    let fix = line.with(line.value.start.min(hash)..text.len(), &quote(meant));
    let (vi, en) = if kept.is_empty() {
        let (item_vi, item_en) = match line.key() {
            "" => ("mục này".to_owned(), "this item".to_owned()),
            key => (format!("“{key}”"), format!("“{key}”")),
        };
        (
            format!(
                "Dấu # làm {item_vi} thành trống: từ dấu # trở đi YAML coi là ghi chú. Hãy đặt cả giá trị trong ngoặc kép."
            ),
            format!(
                "The # leaves {item_en} empty: to YAML everything from # on is a comment. Put the whole value in quotes."
            ),
        )
    } else {
        (
            format!(
                "Phần “{lost}” bị bỏ mất: từ dấu # trở đi YAML coi là ghi chú. Hãy đặt cả giá trị trong ngoặc kép, hoặc nếu là ghi chú thì viết cách ra: “# …”."
            ),
            format!(
                "“{lost}” is lost: to YAML everything from # on is a comment. Put the whole value in quotes, or write a comment with a space: “# …”."
            ),
        )
    };
    let diagnostic = Diagnostic::error("Y002", span, vi, en);
    if line.key.is_none() && line.content == line.indent {
        // The middle of a text of several lines: quoting this line alone would not help.
        return Some((diagnostic, text.to_owned()));
    }
    Some((diagnostic.with_fix(fix.clone()), fix))
}
