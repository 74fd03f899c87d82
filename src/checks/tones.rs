//! Tone marks in the older place (hòa) and the newer one (hoà) within one entry. Both are right; a mixture looks careless
//! and is hard to search by eye.

use super::lexicon::{Habit, habit};
use super::{Check, Findings, Passage, Role, Rule, Subject};
use crate::diagnostics::Diagnostic;
use crate::text::letter;
use std::ops::Range;

/// Mixed tone places.
pub(super) struct Tones;

impl Check for Tones {
    fn rules(&self) -> &'static [Rule] {
        const { &[Rule::warning("E014", "mixed-tones")] }
    }

    fn entry(&self, subject: &Subject<'_>, found: &mut Findings<'_>) {
        let both = subject.survey.older && subject.survey.newer;
        if !(subject.vietnamese && both && found.wants("E014")) {
            return;
        }
        let (mut older, mut newer) = (Vec::new(), Vec::new());
        for passage in subject.passages().iter().filter(|p| p.role != Role::Name) {
            for (range, word) in passage.words() {
                // Names spell as their bearers like.
                let small = word.chars().next().is_some_and(char::is_lowercase);
                if !small || passage.is_code(&range) {
                    continue;
                }
                let facts = subject.facts(word);
                if facts.older {
                    older.push((passage, range, word));
                } else if facts.newer {
                    newer.push((passage, range, word));
                }
            }
        }
        if older.is_empty() || newer.is_empty() {
            return;
        }
        let (few, many) = if newer.len() <= older.len() {
            (&newer, &older)
        } else {
            (&older, &newer)
        };
        let like = many.first().map_or("", |(_, _, w)| w);
        for (passage, range, word) in few {
            found.push(mixed(subject, passage, range.clone(), word, like));
        }
    }
}

fn mixed(
    subject: &Subject<'_>,
    passage: &Passage,
    range: Range<usize>,
    word: &str,
    like: &str,
) -> Diagnostic {
    let moved = moved(word);
    let place = subject.place(passage, range);
    let diagnostic = Diagnostic::warning(
        "E014",
        subject.span(&place),
        format!(
            "Bài đặt dấu theo hai kiểu: “{word}” ở đây, còn phần lớn theo kiểu “{like}”. Cả hai đều đúng, nhưng nên dùng một: “{moved}”."
        ),
        format!(
            "The entry puts tone marks in two places: “{word}” here, mostly as in “{like}”. Both are right; keep to one: “{moved}”."
        ),
    );
    subject.mend(diagnostic, &place, &moved)
}

/// The word with its tone on the other of its last two letters.
fn moved(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let (from, to) = match habit(word) {
        Some(Habit::Older) => (2, 1),
        Some(Habit::Newer) => (1, 2),
        None => return word.to_owned(),
    };
    let at = |n: usize| letters.len().checked_sub(n);
    let (Some(from), Some(to)) = (at(from), at(to)) else {
        return word.to_owned();
    };
    let tone = letters.get(from).map(|c| letter::split(*c).1);
    if let (Some(tone), Some(c)) = (tone, letters.get_mut(to)) {
        *c = letter::with_tone(*c, tone);
    }
    if let Some(c) = letters.get_mut(from) {
        *c = letter::split(*c).0;
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tone_moves_over() {
        for (word, want) in [
            ("hoà", "hòa"),
            ("hòa", "hoà"),
            ("thuỷ", "thủy"),
            ("khỏe", "khoẻ"),
            ("hoa", "hoa"),
        ] {
            assert_eq!(moved(word), want);
        }
    }
}
