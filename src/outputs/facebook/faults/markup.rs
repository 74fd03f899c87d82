//! What Markdown leaves behind: constructs that a post cannot show, and marks that were never read as Markdown.

use crate::content::Entry;
use crate::diagnostics::{Diagnostic, Diags};
use crate::markdown::plain::Place;
use crate::outputs::facebook::body::Unshowable;
use crate::outputs::facebook::piece::{Origin, Piece};

/// Strike-through, code blocks, raw HTML.
pub(in crate::outputs::facebook) fn unshowable(
    entry: &Entry,
    found: &[(Unshowable, Place)],
    out: &mut Diags,
) {
    for (what, place) in found {
        let (code, vi, en) = match what {
            Unshowable::Strike => (
                "P017",
                "Facebook không có chữ gạch ngang: đăng lên, câu này sẽ nói ngược lại. Hãy xóa chữ bị gạch.",
                "Facebook cannot strike words through: posted, this would say the opposite. Delete the struck words.",
            ),
            Unshowable::Code => (
                "P018",
                "Bài đăng Facebook không hiện được khối mã. Hãy viết thành lời, hoặc viết riêng phần “message” trong “facebook:”.",
                "A Facebook post cannot show a code block. Say it in words, or write “message” under “facebook:”.",
            ),
            Unshowable::Html => (
                "P019",
                "Bài đăng Facebook không hiện được HTML. Hãy viết bằng Markdown, hoặc viết riêng phần “message” trong “facebook:”.",
                "A Facebook post cannot show HTML. Write Markdown, or write “message” under “facebook:”.",
            ),
        };
        out.push(Diagnostic::error(code, entry.span(place.clone()), vi, en));
    }
}

/// Marks of Markdown or HTML that would be read aloud: `**`, `[…](…)`, `# `, `<b>`, `&nbsp;`.
pub(in crate::outputs::facebook) fn left_over(entry: &Entry, pieces: &[Piece], out: &mut Diags) {
    for piece in pieces.iter().filter(|p| p.origin != Origin::Ours) {
        let Some(mark) = first_mark(&piece.text) else {
            continue;
        };
        out.push(Diagnostic::error(
            "P012",
            piece.span(entry, mark),
            format!("Còn sót dấu Markdown hoặc HTML “{mark}”, Facebook sẽ hiện nguyên như vậy. Hãy sửa hoặc xóa."),
            format!("A mark of Markdown or HTML is left: “{mark}”. Facebook would show it as it is. Mend or delete it."),
        ));
    }
}

/// The first mark of a text.
fn first_mark(text: &str) -> Option<&str> {
    let anywhere = ["**", "__", "~~", "``", "]("]
        .iter()
        .filter_map(|m| text.find(m).map(|at| (at, m.len())));
    let heading = text.split('\n').find_map(|line| {
        let hashes = line.len() - line.trim_start_matches('#').len();
        let is_heading = (1..=6).contains(&hashes) && line.get(hashes..)?.starts_with(' ');
        let is_quote = line.starts_with("> ");
        let is_table = line.starts_with("| ") || line.starts_with("|-");
        let len = if is_heading { hashes } else { 1 };
        let at = line.as_ptr() as usize - text.as_ptr() as usize;
        (is_heading || is_quote || is_table).then_some((at, len))
    });
    let (at, len) = anywhere
        .chain(heading)
        .chain(tag(text))
        .chain(entity(text))
        .min()?;
    text.get(at..at + len)
}

/// `<b>`, `</p>`, `<br/>`, `<!--`.
fn tag(text: &str) -> Option<(usize, usize)> {
    text.match_indices('<').find_map(|(at, _)| {
        let rest = text.get(at + 1..)?;
        let name = rest.trim_start_matches('/');
        let is_tag =
            name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.starts_with("http");
        let end = rest
            .find('>')
            .filter(|end| is_tag && !rest.get(..*end).is_some_and(|t| t.contains('\n')));
        match end {
            Some(end) => Some((at, end + 2)),
            None => rest.starts_with("!--").then_some((at, 4)),
        }
    })
}

/// `&nbsp;`, `&#8211;`.
fn entity(text: &str) -> Option<(usize, usize)> {
    text.match_indices('&').find_map(|(at, _)| {
        let rest = text.get(at + 1..)?;
        let end = rest.find(';').filter(|end| (2..=8).contains(end))?;
        let name = rest.get(..end)?;
        let good = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#');
        good.then_some((at, end + 2))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_marks_and_nothing_else() {
        for (text, want) in [
            ("**Đậm", Some("**")),
            ("xem [bài](a.md)", Some("](")),
            ("Một\n## Hai", Some("##")),
            ("> trích", Some(">")),
            ("a <b>đậm</b>", Some("<b>")),
            ("a&nbsp;b", Some("&nbsp;")),
            ("~~bỏ~~", Some("~~")),
            ("| a | b |", Some("|")),
            ("#TienLuong #CongDoan", None),
            ("5 < 6 và 7 > 3", None),
            ("Công ty A & B; rồi", None),
            ("2 * 3 * 4", None),
            ("ten_tep_anh", None),
        ] {
            assert_eq!(first_mark(text), want, "{text}");
        }
    }
}
