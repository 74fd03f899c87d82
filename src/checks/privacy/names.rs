//! Persons named in the text of an entry whose kind asks for consent.

use crate::checks::{Check, Findings, Role, Rule, Subject};
use crate::diagnostics::Diagnostic;
use crate::site::{Consent, consent};
use std::collections::BTreeSet;

/// Persons named without consent.
pub(in crate::checks) struct Names;

/// Words before a person's name.
const BEFORE: [&str; 14] = [
    "anh", "bà", "bác", "chú", "chị", "cô", "em", "ông", "Anh", "Bà", "Chị", "Cô", "Em", "Ông",
];

impl Check for Names {
    fn rules(&self) -> &'static [Rule] {
        const { &[Rule::warning("D006", "person-without-consent")] }
    }

    fn entry(&self, subject: &Subject<'_>, found: &mut Findings<'_>) {
        let entry = subject.entry;
        let kind = subject.config.kind(&entry.path.kind);
        let Some(kind) = kind.filter(|_| !entry.path.is_section && found.wants("D006")) else {
            return;
        };
        // Where a field names the person, the entry is held back as a whole.
        if consent(entry, kind) != Consent::NobodyNamed {
            return;
        }
        let mut seen = BTreeSet::new();
        for passage in subject.passages().iter().filter(|p| p.role != Role::Name) {
            let words: Vec<_> = passage.words().collect();
            for (n, (range, word)) in words.iter().enumerate() {
                if !BEFORE.contains(word) {
                    continue;
                }
                let capital = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
                let mut end = range.end;
                let mut parts = 0;
                for (next, part) in words.iter().skip(n + 1) {
                    if passage.text.get(end..next.start) != Some(" ") || !capital(part) {
                        break;
                    }
                    (end, parts) = (next.end, parts + 1);
                }
                let name = passage.text.get(range.start..end).unwrap_or("");
                if !(2..=5).contains(&parts) || !seen.insert(name.to_owned()) {
                    continue;
                }
                let place = subject.place(passage, range.start..end);
                found.push(
                    Diagnostic::warning(
                        "D006",
                        subject.span(&place),
                        format!("Bài nêu tên “{name}” mà chưa ghi người ấy đồng ý. Hãy hỏi rồi ghi consent, hoặc bỏ tên."),
                        format!("The entry names “{name}” and records no consent. Ask, then add consent, or leave the name out."),
                    )
                    .with_fix(format!("consent: {{by: {}, date: NGÀY, scope: [trang web]}}", crate::yaml::scalar(name))),
                );
            }
        }
    }
}
