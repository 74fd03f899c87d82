//! The order of an entry's headings: its outline is how people who cannot see the page find their way.

use super::{Check, Findings, Rule, Subject};
use crate::diagnostics::{Diagnostic, Span};

/// Order of headings.
pub(super) struct Headings;

impl Check for Headings {
    fn rules(&self) -> &'static [Rule] {
        const { &[Rule::warning("A003", "heading-order")] }
    }

    fn entry(&self, subject: &Subject<'_>, found: &mut Findings<'_>) {
        let entry = subject.entry;
        // The page's title is level 1.
        let mut last = 1;
        for heading in &entry.doc.toc {
            let level = heading.level;
            let most = last + 1;
            let right = level.clamp(2, most);
            last = right.max(2);
            if level == right {
                continue;
            }
            let start = heading.span.start as usize;
            let source = entry
                .text
                .get(start..heading.span.end as usize)
                .unwrap_or("");
            let line = source.lines().next().unwrap_or("");
            let span = Span::new(&entry.file, start..start + line.len());
            let (vi, en) = if level == 1 {
                (
                    format!(
                        "Đề mục “{}” ngang hàng với tên bài. Trong bài, đề mục bắt đầu từ hai dấu #.",
                        heading.text
                    ),
                    format!(
                        "The heading “{}” is on a level with the entry's title. Headings in an entry begin with two #.",
                        heading.text
                    ),
                )
            } else {
                (
                    format!(
                        "Đề mục “{}” nhảy bậc: viết {} dấu # thay vì {level}.",
                        heading.text, right
                    ),
                    format!(
                        "The heading “{}” skips a level: write {} # instead of {level}.",
                        heading.text, right
                    ),
                )
            };
            let diagnostic = Diagnostic::warning("A003", span, vi, en);
            let words = line.trim_start_matches('#');
            found.push(if words.len() < line.len() {
                diagnostic.with_fix(format!("{}{words}", "#".repeat(usize::from(right))))
            } else {
                diagnostic
            });
        }
    }
}
