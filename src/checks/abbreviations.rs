//! Abbreviations that the entry never spells out.

use super::{Check, Findings, Role, Rule, Subject};
use crate::diagnostics::Diagnostic;
use crate::text::fold::canonical_tones;
use crate::text::spoken::in_full;
use std::collections::BTreeSet;

/// Abbreviations that everybody reads without thinking, or that belong to names and numbers of documents.
const COMMON: [&str; 24] = [
    "CN", "CNCH", "CT", "HCM", "MTV", "NĐ", "NQ", "PPE", "QL", "QĐ", "STT", "SĐT", "THCS", "THPT",
    "TNHH", "TP", "TPHCM", "TU", "TW", "TX", "TƯ", "VN", "ĐT", "ĐTN",
];

/// Whether an abbreviation needs no words.
pub(super) fn is_common(word: &str) -> bool {
    COMMON.contains(&word)
}

/// Abbreviations.
pub(super) struct Abbreviations;

impl Check for Abbreviations {
    fn rules(&self) -> &'static [Rule] {
        const { &[Rule::warning("E011", "abbreviation")] }
    }

    fn entry(&self, subject: &Subject<'_>, found: &mut Findings<'_>) {
        if !(subject.vietnamese && subject.survey.abbreviation && found.wants("E011")) {
            return;
        }
        let all = canonical_tones(&subject.entry.text.to_lowercase());
        let mut seen = BTreeSet::new();
        let words = |role| !matches!(role, Role::Name);
        for passage in subject.passages().iter().filter(|p| words(p.role)) {
            for (range, word) in passage.words() {
                let Some(full) = in_full(word).filter(|_| !is_common(word)) else {
                    continue;
                };
                let before = passage
                    .text
                    .get(..range.start)
                    .unwrap_or("")
                    .chars()
                    .next_back();
                let after = passage.text.get(range.end..).unwrap_or("").chars().next();
                // 30/2020/NĐ-CP, BHXH-CĐ: parts of a document's number; #CĐCS: a hashtag.
                let part = |c: Option<char>| {
                    c.is_some_and(|c| {
                        matches!(c, '/' | '-' | '#' | '_' | '@') || c.is_alphanumeric()
                    })
                };
                if part(before) || part(after) || passage.is_code(&range) {
                    continue;
                }
                if all.contains(&canonical_tones(&full.to_lowercase()))
                    || !seen.insert(word.to_owned())
                {
                    continue;
                }
                let place = subject.place(passage, range);
                let diagnostic = Diagnostic::warning(
                    "E011",
                    subject.span(&place),
                    format!(
                        "Bài không giải thích chữ viết tắt “{word}” ở đâu cả. Lần đầu hãy viết đủ: {full} ({word})."
                    ),
                    format!(
                        "The abbreviation “{word}” is never spelled out. Write it in full the first time: {full} ({word})."
                    ),
                );
                found.push(subject.propose(diagnostic, &place, &format!("{full} ({word})")));
            }
        }
    }
}
