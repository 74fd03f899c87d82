//! Parts of a text that are certainly in another language than the text around them, told by their letters: voices that
//! read aloud need to know, and fonts of phones choose by it.

use super::letter::{is_khmer, is_latin_mark};
use super::syllable::is_valid;
use std::ops::Range;

/// Whether [`foreign`] may find anything in a text of this language; quick, for texts of any length.
pub fn may_be_foreign(text: &str, lang: &str) -> bool {
    match lang {
        // Composed letters, or marks that stand by themselves (U+0300–036F).
        "km" => text
            .bytes()
            .any(|b| matches!(b, 0xC3..=0xC6 | 0xCC | 0xCD | 0xE1)),
        // U+1780–17FF are E1 9E … and E1 9F …; few other letters have these second bytes.
        _ => {
            let bytes = text.as_bytes();
            let before = |at: usize| at.checked_sub(1).and_then(|at| bytes.get(at));
            memchr::memchr2_iter(0x9E, 0x9F, bytes).any(|at| before(at) == Some(&0xE1))
        }
    }
}

/// Parts in another language than `lang`, in order, each with the code of its language: Khmer letters in a text that is
/// not Khmer; in a Khmer text, syllables with Vietnamese marks and what may be Vietnamese beside them. Other Latin words
/// in Khmer may be names of anything and are left alone.
pub fn foreign(text: &str, lang: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found: Vec<(Range<usize>, &'static str)> = Vec::new();
    // The part at hand: where it began, where its last word ended, whether it is certain.
    let mut open: Option<(Range<usize>, bool)> = None;
    let mut close = |open: &mut Option<(Range<usize>, bool)>| {
        let code = if lang == "km" { "vi" } else { "km" };
        if let Some((range, true)) = open.take() {
            found.push((range, code));
        }
    };
    for word in words(text) {
        let letters = text.get(word.clone()).unwrap_or("");
        let kind = match lang {
            "km" => vietnamese(letters),
            _ => letters.contains(is_khmer).then_some(true),
        };
        let Some(sure) = kind else {
            close(&mut open);
            continue;
        };
        let joined = open.as_ref().is_some_and(|(range, _)| {
            let gap = text.get(range.end..word.start).unwrap_or("\n");
            !gap.contains('\n')
        });
        match open.as_mut().filter(|_| joined) {
            Some((range, certain)) => {
                range.end = word.end;
                *certain |= sure;
            }
            None => {
                close(&mut open);
                open = Some((word, sure));
            }
        }
    }
    close(&mut open);
    joined(text, found)
}

/// Bytes between two parts of one language that may be a name within it: “tiếng Khmer này”.
const NAME: usize = 24;

/// The parts, those joined that only a short name parts from one another.
fn joined(
    text: &str,
    parts: Vec<(Range<usize>, &'static str)>,
) -> Vec<(Range<usize>, &'static str)> {
    let mut out: Vec<(Range<usize>, &'static str)> = Vec::with_capacity(parts.len());
    for (range, code) in parts {
        let near = |last: &&mut (Range<usize>, &'static str)| {
            let between = text.get(last.0.end..range.start).unwrap_or("\n");
            let own = between.contains(|c: char| {
                c == '\n' || is_khmer(c) || (c.is_alphabetic() && !c.is_ascii())
            });
            code == "vi" && between.len() <= NAME && !own
        };
        match out.last_mut().filter(near) {
            Some(last) => last.0.end = range.end,
            None => out.push((range, code)),
        }
    }
    out
}

/// Whether a word is certainly a Vietnamese syllable, or may be one; `None` where it is none.
fn vietnamese(word: &str) -> Option<bool> {
    let latin = word
        .chars()
        .all(|c| c.is_alphabetic() && !is_khmer(c) || is_latin_mark(c));
    (latin && is_valid(word)).then(|| !word.is_ascii())
}

/// Runs of letters with their marks; a Khmer word ends where its script does.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let part = |c: char| c.is_alphabetic() || is_khmer(c) || is_latin_mark(c);
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text.get(rest..)?.find(part)?;
        let tail = text.get(start..)?;
        let khmer = tail.chars().next().is_some_and(is_khmer);
        let ends = |c: char| !part(c) || is_khmer(c) != khmer;
        rest = start + tail.find(ends).unwrap_or(tail.len());
        Some(start..rest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marked(text: &str, lang: &str) -> String {
        let (mut out, mut at) = (String::new(), 0);
        for (range, code) in foreign(text, lang) {
            out.push_str(&text[at..range.start]);
            out.push_str(&format!("<{code} {}>", &text[range.clone()]));
            at = range.end;
        }
        out + &text[at..]
    }

    #[test]
    fn khmer_in_vietnamese_and_vietnamese_in_khmer() {
        for (text, lang, want) in [
            ("Công đoàn cơ sở", "vi", "Công đoàn cơ sở"),
            ("Gọi សហជីព នេះ nhé.", "vi", "Gọi <km សហជីព នេះ> nhé."),
            ("សហជីព: ១២, កម្មករ។ Xong", "vi", "<km សហជីព: ១២, កម្មករ>។ Xong"),
            ("Union សហជីព", "en", "Union <km សហជីព>"),
            ("សូម Zalo ឬ Facebook", "km", "សូម Zalo ឬ Facebook"),
            (
                "សូម Liên đoàn Lao động An Giang ២",
                "km",
                "សូម <vi Liên đoàn Lao động An Giang> ២",
            ),
            ("Facebook Công đoàn", "km", "Facebook <vi Công đoàn>"),
            ("Bản tiếng Khmer này", "km", "<vi Bản tiếng Khmer này>"),
            ("Bản ក này", "km", "<vi Bản> ក <vi này>"),
            ("An Giang", "km", "An Giang"),
            ("café ក", "km", "café ក"),
            ("bo\u{301} ក", "km", "<vi bo\u{301}> ក"),
        ] {
            assert_eq!(marked(text, lang), want);
            assert!(want == text || may_be_foreign(text, lang), "{text}");
        }
    }

    proptest! {
        #[test]
        fn parts_are_in_order_and_end_with_letters(text in "[a-zđộệ \u{301}\u{1780}-\u{17DD}។.,\n]{0,40}", km in any::<bool>()) {
            let lang = if km { "km" } else { "vi" };
            let mut at = 0;
            for (range, _) in foreign(&text, lang) {
                prop_assert!(at <= range.start && range.start < range.end);
                let part = &text[range.clone()];
                prop_assert_eq!(part.trim(), part);
                prop_assert!(!part.contains('\n'));
                at = range.end;
            }
            prop_assert!(at == 0 || may_be_foreign(&text, lang));
        }
    }
}
