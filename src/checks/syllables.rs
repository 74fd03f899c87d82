//! Words that cannot be Vietnamese syllables: slips of the hand, asked about rather than judged.

use super::{Check, Findings, Passage, Role, Rule, Subject};
use crate::diagnostics::Diagnostic;
use crate::text::fold::canonical_tones;
use crate::text::syllable::{Verdict, check};
use std::collections::BTreeSet;
use std::ops::Range;

/// Impossible syllables.
pub(super) struct Syllables;

impl Check for Syllables {
    fn rules(&self) -> &'static [Rule] {
        const { &[Rule::warning("E013", "impossible-syllable")] }
    }

    fn entry(&self, subject: &Subject<'_>, found: &mut Findings<'_>) {
        if !(subject.vietnamese && subject.survey.impossible && found.wants("E013")) {
            return;
        }
        let mut seen = BTreeSet::new();
        for passage in subject.passages().iter().filter(|p| p.role != Role::Name) {
            for (range, word) in passage.words() {
                if !subject.facts(word).impossible
                    || is_part(passage, &range)
                    || !seen.insert(word.to_owned())
                {
                    continue;
                }
                let verdict = check(word);
                if is_name(passage, &range, word) && !misplaced(word, &verdict) {
                    continue;
                }
                found.push(ask(subject, passage, range, word, verdict));
            }
        }
    }
}

fn ask(
    subject: &Subject<'_>,
    passage: &Passage,
    range: Range<usize>,
    word: &str,
    verdict: Verdict,
) -> Diagnostic {
    let at = range.clone();
    let place = subject.place(passage, range);
    let span = subject.span(&place);
    match verdict {
        Verdict::Likely(likely) => {
            let diagnostic = Diagnostic::warning(
                "E013",
                span,
                format!("Có phải “{word}” là “{likely}”?"),
                format!("Is “{word}” meant to be “{likely}”?"),
            );
            // The same letters with the same tone, in its place: nothing else can be meant. Names are asked about.
            let sure = canonical_tones(word) == canonical_tones(&likely);
            match sure && !is_name(passage, &at, word) {
                true => subject.mend(diagnostic, &place, &likely),
                false => subject.propose(diagnostic, &place, &likely),
            }
        }
        _ => Diagnostic::warning(
            "E013",
            span,
            format!("“{word}” có viết đúng không? Tiếng Việt không có âm tiết này."),
            format!("Is “{word}” spelled right? Vietnamese has no such syllable."),
        ),
    }
}

/// Whether the letters are part of something longer: a loanword with hyphens, an address, a code.
fn is_part(passage: &Passage, range: &Range<usize>) -> bool {
    let text = &passage.text;
    let before = text.get(..range.start).and_then(|t| t.chars().next_back());
    let mut after = text.get(range.end..).unwrap_or("").chars();
    let joins = |c: char| {
        matches!(c, '-' | '_' | '/' | '@' | '#' | '\'' | '’' | '&' | '+') || c.is_numeric()
    };
    let next = after.next();
    let dotted = next == Some('.') && after.next().is_some_and(char::is_alphabetic);
    before.is_some_and(joins) || next.is_some_and(joins) || dotted || passage.is_code(range)
}

/// Whether the word is a name: a capital where no sentence begins, in a word that is not all capitals.
fn is_name(passage: &Passage, range: &Range<usize>, word: &str) -> bool {
    let mut letters = word.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let shouted = word.chars().count() > 1 && letters.all(char::is_uppercase);
    let before = passage.text.get(..range.start).unwrap_or("").trim_end();
    let begins = before
        .chars()
        .next_back()
        .is_none_or(|c| matches!(c, '.' | '!' | '?' | '…' | ':' | '“' | '"' | '–' | '•' | '('));
    capital && !shouted && !begins
}

/// Whether only the tone mark stands on the wrong letter, which is wrong in names too.
fn misplaced(word: &str, verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Likely(likely) if canonical_tones(word) == canonical_tones(likely))
}
