//! Sentences that are too long to follow.

use super::{Check, Findings, Role, Rule, Subject};
use crate::diagnostics::Diagnostic;
use crate::text::sentence::{sentences, syllables};

/// The most syllables of a sentence that is read without going back.
pub(super) const LONGEST: usize = 30;

/// Long sentences.
pub(super) struct Sentences;

impl Check for Sentences {
    fn rules(&self) -> &'static [Rule] {
        const { &[Rule::warning("E010", "long-sentence")] }
    }

    fn entry(&self, subject: &Subject<'_>, found: &mut Findings<'_>) {
        if !(subject.vietnamese && subject.survey.long && found.wants("E010")) {
            return;
        }
        let running = |role| matches!(role, Role::Text | Role::Summary | Role::Field);
        for passage in subject.passages().iter().filter(|p| running(p.role)) {
            for range in sentences(&passage.text) {
                let sentence = passage.text.get(range.clone()).unwrap_or("");
                let length = syllables(sentence);
                if length <= LONGEST {
                    continue;
                }
                let place = subject.place(passage, range);
                found.push(Diagnostic::warning(
                    "E010",
                    subject.span(&place),
                    format!("Câu dài {length} tiếng, khó theo. Hãy tách thành hai, ba câu, mỗi câu không quá {LONGEST} tiếng."),
                    format!("This sentence has {length} syllables and is hard to follow. Split it; {LONGEST} are enough for one."),
                ));
            }
        }
    }
}
