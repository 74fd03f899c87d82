//! What lists, search results and link previews show of an entry: its title and summary.

use super::{Check, Findings, Rule, Subject};
use crate::diagnostics::Diagnostic;
use crate::text::excerpt::graphemes;
use crate::yaml::{Part, Path};

/// Longer titles do not fit on share cards or in lists on a phone.
const TITLE: usize = 90;
/// Longer summaries are cut by search engines and in link previews.
const SUMMARY: usize = 200;

/// Titles and summaries.
pub(super) struct Summary;

impl Check for Summary {
    fn rules(&self) -> &'static [Rule] {
        const {
            &[
                Rule::warning("E001", "summary-missing"),
                Rule::warning("E002", "summary-long"),
                Rule::warning("E003", "title-long"),
            ]
        }
    }

    fn entry(&self, subject: &Subject<'_>, found: &mut Findings<'_>) {
        let entry = subject.entry;
        if entry.broken {
            return;
        }
        let common = &entry.front.common;
        let summary = common.summary.as_deref().unwrap_or("");
        if summary.trim().is_empty() && !entry.path.is_section {
            found.push(
                Diagnostic::warning(
                    "E001",
                    entry.front_span(),
                    "Bài chưa có tóm tắt (summary). Danh sách, kết quả tìm kiếm và bài chia sẻ sẽ lấy tạm đoạn đầu.",
                    "The entry has no summary. Lists, search results and shared links make do with its first words.",
                )
                .with_fix("summary: Một hai câu nói bài này giúp gì cho người đọc."),
            );
        }
        let length = graphemes(summary);
        if length > SUMMARY {
            let span = entry.field_span(&Path::Root.key("summary"), Part::Value);
            found.push(Diagnostic::warning(
                "E002",
                span,
                format!(
                    "Tóm tắt dài {length} ký tự, nên dưới {SUMMARY}: phần sau sẽ bị cắt khi chia sẻ và trong kết quả tìm kiếm."
                ),
                format!(
                    "The summary has {length} characters; keep it under {SUMMARY}, the rest is cut when shared and in search results."
                ),
            ));
        }
        let length = graphemes(&common.title);
        if length > TITLE {
            let span = entry.field_span(&Path::Root.key("title"), Part::Value);
            found.push(Diagnostic::warning(
                "E003",
                span,
                format!("Tên bài dài {length} ký tự, không vừa ảnh chia sẻ và danh sách. Rút còn dưới {TITLE}."),
                format!("The title has {length} characters and does not fit share cards and lists. Keep it under {TITLE}."),
            ));
        }
    }
}
