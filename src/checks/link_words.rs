//! Words of links: read out one after the other by a screen reader, they must say where each leads.

use super::{Check, Findings, Rule, Subject};
use crate::diagnostics::Diagnostic;
use crate::markdown::{ComponentBody, Doc, Link};
use crate::text::fold::canonical_tones;

/// Words of links.
pub(super) struct LinkWords;

/// Words that say nothing of where a link leads (WCAG 2.4.4).
const VAGUE: [&str; 24] = [
    "bấm vào",
    "bấm vào đây",
    "chi tiết",
    "click",
    "click here",
    "click vào đây",
    "here",
    "link",
    "liên kết",
    "nhấn vào đây",
    "nhấp vào đây",
    "read more",
    "this link",
    "tại đây",
    "vào đây",
    "xem",
    "xem chi tiết",
    "xem thêm",
    "xem thêm tại đây",
    "xem tại đây",
    "đường dẫn",
    "đường link",
    "ở đây",
    "đây",
];

impl Check for LinkWords {
    fn rules(&self) -> &'static [Rule] {
        const {
            &[
                Rule::warning("A001", "vague-link"),
                Rule::warning("A002", "empty-link"),
            ]
        }
    }

    fn entry(&self, subject: &Subject<'_>, found: &mut Findings<'_>) {
        doc(subject, &subject.entry.doc, found);
    }
}

fn doc(subject: &Subject<'_>, doc: &Doc, found: &mut Findings<'_>) {
    doc.links.iter().for_each(|link| look(subject, link, found));
    for component in &doc.components {
        if let ComponentBody::Markdown(inner) = &component.body {
            self::doc(subject, inner, found);
        }
    }
}

fn look(subject: &Subject<'_>, link: &Link, found: &mut Findings<'_>) {
    let entry = subject.entry;
    let source = entry
        .text
        .get(link.span.start as usize..link.span.end as usize)
        .unwrap_or("");
    if link.text.trim().is_empty() {
        if !source.contains("![") {
            found.push(
                Diagnostic::warning(
                    "A002",
                    entry.span(link.span.clone()),
                    format!(
                        "Liên kết tới “{}” không có chữ nào, người đọc không thấy để bấm.",
                        link.target
                    ),
                    format!(
                        "The link to “{}” has no words, so nobody can see or press it.",
                        link.target
                    ),
                )
                .with_fix(format!("[Tên trang hoặc bài]({})", link.target)),
            );
        }
        return;
    }
    let words = canonical_tones(&link.text.to_lowercase());
    let words = words.trim_matches(|c: char| !c.is_alphanumeric());
    if VAGUE.contains(&words) {
        found.push(Diagnostic::warning(
            "A001",
            entry.span(link.span.clone()),
            format!("Chữ “{}” không cho biết liên kết dẫn tới đâu. Hãy đặt liên kết lên tên bài hoặc tên trang.", link.text),
            format!("The words “{}” do not say where the link leads. Link the name of the page instead.", link.text),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_in_one_form() {
        for words in VAGUE {
            assert_eq!(canonical_tones(words), words);
        }
    }
}
