//! Text from before Unicode, and text that was read with the wrong code: recognised because it has far more valid
//! syllables once decoded.

use super::{Check, Findings, Rule, Subject};
use crate::diagnostics::{Diagnostic, Edit, Span};
use crate::text::legacy::{Encoding, is_sure};

/// Old encodings.
pub(super) struct Encodings;

impl Check for Encodings {
    fn rules(&self) -> &'static [Rule] {
        const { &[Rule::error("E016", "legacy-encoding")] }
    }

    fn entry(&self, subject: &Subject<'_>, found: &mut Findings<'_>) {
        if !(subject.survey.strange && found.wants("E016")) {
            return;
        }
        let entry = subject.entry;
        let Some(repaired) = subject.legacy() else {
            return;
        };
        let (vi, en) = match repaired.encoding {
            Encoding::Mojibake => (
                "Chữ ở đây bị vỡ mã (UTF-8 đọc nhầm)".to_owned(),
                "The letters here are broken (UTF-8 that was read as something else)".to_owned(),
            ),
            old => (
                format!("Đoạn này viết bằng bảng mã cũ {}", old.name()),
                format!("This is written in the old encoding {}", old.name()),
            ),
        };
        let mut at = 0;
        for (old, new) in entry
            .text
            .split_inclusive('\n')
            .zip(repaired.text.split_inclusive('\n'))
        {
            let range = at..at + old.trim_end().len();
            at += old.len();
            if old == new {
                continue;
            }
            let span = Span::new(&entry.file, range);
            let new = new.trim_end();
            let diagnostic = Diagnostic::error(
                "E016",
                span.clone(),
                format!("{vi}, người đọc không đọc được. Thay bằng dòng đã chuyển sang Unicode."),
                format!("{en}; nobody can read it. Replace it with the line in Unicode."),
            );
            found.push(match is_sure(old.trim_end(), new) {
                true => {
                    let text = new.to_owned();
                    diagnostic.with_edit(new, Edit { span, text })
                }
                false => diagnostic.with_fix(new),
            });
        }
    }
}
