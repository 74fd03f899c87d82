//! One quick look through a file's text, to know which checks need look closer. It may suspect too much, hardly ever too
//! little: what it suspects is looked at again with the Markdown taken apart.

use super::languages::PASSAGE;
use super::lexicon::Lexicon;
use super::privacy::{GAPS, HOUSES};
use crate::text::letter::is_khmer;
use std::ops::Range;

/// What may be wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// A word meant as Vietnamese that is no possible syllable.
    pub impossible: bool,
    /// Words or signs as old encodings leave them.
    pub strange: bool,
    /// Tone marks in the older place.
    pub older: bool,
    /// Tone marks in the newer place.
    pub newer: bool,
    /// An abbreviation.
    pub abbreviation: bool,
    /// Letters of other scripts that look like Latin ones.
    pub look_alike: bool,
    /// A space before a punctuation mark.
    pub spaced: bool,
    /// More words than `long` without the end of a sentence.
    pub long: bool,
    /// Digits enough for a telephone or identity-card number.
    pub digits: bool,
    /// Digits enough for a bank account, and a word that announces one.
    pub account: bool,
    /// A number after a word that announces a house or a group of houses.
    pub house: bool,
    /// Khmer, or many words in a row without a Vietnamese letter.
    pub foreign: bool,
}

impl Survey {
    /// Nothing.
    pub const NONE: Survey = Survey {
        impossible: false,
        strange: false,
        older: false,
        newer: false,
        abbreviation: false,
        look_alike: false,
        spaced: false,
        long: false,
        digits: false,
        account: false,
        house: false,
        foreign: false,
    };
}

/// What a byte begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A letter.
    Letter,
    /// A letter of another script, or one that may be.
    Foreign,
    /// A sign of Latin-1.
    Latin1,
    Digit,
    Other,
}

#[inline]
fn class(bytes: &[u8], at: usize) -> Class {
    let byte = bytes.get(at).copied().unwrap_or(0);
    match PLAIN.get(usize::from(byte)) {
        Some(Some(class)) => *class,
        _ => closer(bytes, at),
    }
}

/// What a byte begins that tells it alone.
const PLAIN: [Option<Class>; 256] = {
    let mut plain = [None; 256];
    let mut b = 0;
    while b < 256 {
        plain[b] = match b as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | 0xC4 | 0xC5 | 0xE1 => Some(Class::Letter),
            b'0'..=b'9' => Some(Class::Digit),
            0..=0x7F | 0xE2 => Some(Class::Other),
            _ => None,
        };
        b += 1;
    }
    plain
};

/// What a byte begins that its neighbours tell.
fn closer(bytes: &[u8], at: usize) -> Class {
    let next = |n: usize| bytes.get(at + n).copied().unwrap_or(0);
    match next(0) {
        // U+00A0–00BF; the no-break space, quotation marks, degree, powers and the middle dot are common, though not
        // between letters.
        0xC2 if matches!(next(1), 0xA0 | 0xAB | 0xBB | 0xB0 | 0xB2 | 0xB3 | 0xB7) => {
            let before = at.checked_sub(1).and_then(|i| bytes.get(i));
            let within =
                before.is_some_and(u8::is_ascii_alphabetic) && next(2).is_ascii_alphabetic();
            if within && next(1) != 0xA0 {
                Class::Latin1
            } else {
                Class::Other
            }
        }
        0xC2 => Class::Latin1,
        // Ð, ð and the signs × ÷.
        0xC3 if matches!(next(1), 0x97 | 0xB7) => Class::Other,
        0xC3 if matches!(next(1), 0x90 | 0xB0) => Class::Foreign,
        // Ɖ; Greek and Cyrillic; full-width and mathematical letters.
        0xC6 if next(1) == 0x89 => Class::Foreign,
        0xCD..=0xD4 => Class::Foreign,
        0xEF if next(1) == 0xBC || next(1) == 0xBD => Class::Foreign,
        0xF0 if next(1) == 0x9D => Class::Foreign,
        0xEF | 0xF0.. => Class::Other,
        _ => Class::Letter,
    }
}

/// Length in bytes of the character that begins with a byte.
fn width(byte: u8) -> usize {
    match byte {
        0..=0xBF => 1,
        0xC0..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0.. => 4,
    }
}

/// Looks through a file's text, whose body begins at `body_at`; `long` is the number of words that a sentence may have.
pub fn survey(text: &str, body_at: usize, long: usize, lexicon: &mut Lexicon) -> Survey {
    let bytes = text.as_bytes();
    let mut found = Survey::default();
    let (mut at, mut words, mut digits) = (0, 0, 0);
    let (mut many, mut code, mut target) = (false, is_fence(bytes, 0), false);
    // Words in a row that are ASCII alone.
    let mut plain = 0;
    // The word before, for the stops of abbreviations.
    let mut last = 0..0;
    while let Some(&byte) = bytes.get(at) {
        match class(bytes, at) {
            Class::Digit => {
                let end = at + bytes.get(at..).map_or(1, run_of_digits);
                words += usize::from(!target);
                found.house |= announces_house(text, last.clone(), at);
                if is_day(bytes.get(at..).unwrap_or_default()) {
                    (at, digits) = (at + DAY, 0);
                } else {
                    digits += end - at;
                    many |= digits >= 6;
                    found.digits |= digits >= 9;
                    at = end;
                }
            }
            kind @ (Class::Letter | Class::Foreign) => {
                let start = at;
                let mut kind = kind;
                while let kinds @ (Class::Letter | Class::Foreign) = class(bytes, at) {
                    if kinds == Class::Foreign {
                        kind = Class::Foreign;
                    }
                    at += bytes.get(at).map_or(1, |b| width(*b));
                }
                digits = 0;
                words += usize::from(!target);
                last = start..at;
                found.look_alike |= kind == Class::Foreign;
                let is_part = |byte: Option<&u8>| {
                    byte.is_some_and(|b| {
                        b.is_ascii_digit() || matches!(b, b'/' | b'-' | b'#' | b'_' | b'@')
                    })
                };
                let before = start.checked_sub(1).and_then(|i| bytes.get(i));
                let part = is_part(before) || is_part(bytes.get(at));
                let ascii = bytes.get(start..at).is_some_and(<[u8]>::is_ascii);
                plain = if ascii {
                    plain + usize::from(!target)
                } else {
                    0
                };
                found.foreign |= plain >= PASSAGE && !code;
                word(text.get(start..at).unwrap_or(""), part, &mut found, lexicon);
            }
            Class::Latin1 => {
                found.strange = true;
                at += 2;
            }
            Class::Other => {
                let next = bytes.get(at + 1).copied().unwrap_or(b'\n');
                match byte {
                    b'.' | b'!' | b'?' if next.is_ascii_whitespace() => {
                        let short = last.end == at && is_short(bytes.get(last.clone()));
                        if byte != b'.' || !short {
                            words = 0;
                        }
                    }
                    b'\n' if is_fence(bytes, at + 1) => {
                        code = !code;
                        (words, digits, plain) = (0, 0, 0);
                    }
                    b'\n'
                        if code || begins_anew(bytes, at + 1) || (at < body_at && next != b' ') =>
                    {
                        (words, digits, plain) = (0, 0, 0);
                    }
                    // Paths, options, data: no sentence.
                    b'/' | b'_' | b'=' | b'{' | b'[' | b'@' | b'#' => plain = 0,
                    b' ' if matches!(next, b',' | b'.' | b';' | b':' | b'!' | b'?' | b')') => {
                        found.spaced = true;
                    }
                    0xE2 if bytes.get(at + 1..at + 3) == Some(&[0x80, 0xA6]) => words = 0,
                    _ => {}
                }
                // Where a link leads is not read.
                target = match byte {
                    b'(' => at > 0 && bytes.get(at - 1) == Some(&b']'),
                    b')' | b' ' | b'\n' => false,
                    _ => target,
                };
                if !matches!(byte, b' ' | b'.' | b'-' | b'(' | b')' | b'+' | 0xC2) {
                    digits = 0;
                }
                at += width(byte);
            }
        }
        found.long |= words > long && !code;
    }
    found.account &= many;
    found
}

/// Whether a word may be an abbreviation, whose stop ends no sentence: Q., TP., ThS.; bs., st. – but not xe., em.
fn is_short(word: Option<&[u8]>) -> bool {
    let word = word.unwrap_or_default();
    let vowel = |b: &u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    match word.first() {
        Some(first) if first.is_ascii_uppercase() => word.len() <= 4,
        _ => word.len() <= 1 || (word.len() == 2 && word.is_ascii() && !word.iter().any(vowel)),
    }
}

/// Length of a day as `2026-11-22`.
const DAY: usize = 10;

/// Whether the text begins with a day as front matter writes it, which is no telephone number.
fn is_day(bytes: &[u8]) -> bool {
    let Some(day) = bytes.get(..DAY) else {
        return false;
    };
    let shaped = day.iter().enumerate().all(|(i, b)| match i {
        4 | 7 => *b == b'-',
        _ => b.is_ascii_digit(),
    });
    shaped && !bytes.get(DAY).is_some_and(u8::is_ascii_digit)
}

fn run_of_digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|b| b.is_ascii_digit()).count()
}

/// Whether the number at `at` is a house's or a group's, by the word before it.
fn announces_house(text: &str, word: Range<usize>, at: usize) -> bool {
    let between = text.get(word.end..at).unwrap_or("x");
    HOUSES.contains(&text.get(word).unwrap_or("")) && between.chars().all(|c| GAPS.contains(&c))
}

/// Looks at a word; as `part` of a document's number or a hashtag it is no abbreviation.
fn word(word: &str, part: bool, found: &mut Survey, lexicon: &mut Lexicon) {
    if word.is_ascii() {
        found.account |= ["tk", "stk", "khoan"]
            .iter()
            .any(|w| word.eq_ignore_ascii_case(w));
        let capitals = word.bytes().take(2).filter(u8::is_ascii_uppercase).count();
        if capitals == 2 && word.len() <= 12 {
            found.abbreviation |= !part && lexicon.facts(word).abbreviation;
        }
        return;
    }
    if word.len() > 40 {
        found.strange = true;
        found.foreign |= word.contains(is_khmer);
        return;
    }
    let facts = lexicon.facts(word);
    found.impossible |= facts.impossible;
    found.strange |= facts.strange;
    found.account |= facts.account;
    found.foreign |= facts.khmer;
    found.older |= facts.older;
    found.newer |= facts.newer;
    found.abbreviation |= !part && facts.abbreviation;
}

/// Whether the line that begins here opens or closes a block of code.
fn is_fence(bytes: &[u8], at: usize) -> bool {
    let line = bytes.get(at..).unwrap_or_default();
    let indent = line.iter().take_while(|b| **b == b' ').count();
    let line = line.get(indent..).unwrap_or_default();
    line.starts_with(b"```") || line.starts_with(b"~~~")
}

/// Whether the line that begins here is no continuation of the one before.
fn begins_anew(bytes: &[u8], at: usize) -> bool {
    let line = bytes.get(at..).unwrap_or_default();
    let indent = line.iter().take_while(|b| **b == b' ').count();
    let first = line.get(indent).copied().unwrap_or(b'\n');
    matches!(
        first,
        b'\n' | b'#' | b'>' | b'|' | b'`' | b'-' | b'*' | b'+' | b':' | b'[' | b'<' | b'='
    ) || first.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn look(text: &str) -> Survey {
        survey(text, 0, 30, &mut Lexicon::default())
    }

    #[test]
    fn clean_text_is_above_suspicion() {
        let text = "Công đoàn cơ sở “gần công nhân” – 30 người; ngày 22/11/2026…\nGọi ngay!\n";
        assert_eq!(look(text), Survey::default());
    }

    #[test]
    fn suspicions() {
        let all = Survey::default();
        for (text, want) in [
            (
                "nghành",
                Survey {
                    impossible: true,
                    strange: true,
                    ..all
                },
            ),
            ("hoà", Survey { newer: true, ..all }),
            ("hòa", Survey { older: true, ..all }),
            (
                "gửi NLĐ nhé",
                Survey {
                    abbreviation: true,
                    ..all
                },
            ),
            (
                "gửi BHXH nhé",
                Survey {
                    abbreviation: true,
                    ..all
                },
            ),
            (
                "xong , rồi",
                Survey {
                    spaced: true,
                    ..all
                },
            ),
            (
                "gọi 0912 345 678",
                Survey {
                    digits: true,
                    ..all
                },
            ),
            (
                "C«ng",
                Survey {
                    strange: true,
                    ..all
                },
            ),
        ] {
            let mut found = look(text);
            // An abbreviation with Đ is no syllable either.
            found.strange &= want.strange;
            assert_eq!(found, want, "{text}");
        }
        for text in ["Сông", "Ðoàn", "𝐂ông"] {
            assert!(look(text).look_alike, "{text}");
        }
    }

    #[test]
    fn long_sentences() {
        let words = |n: usize| "một ".repeat(n);
        assert!(look(&words(31)).long);
        assert!(!look(&words(30)).long);
        assert!(!look(&format!("{}xong. {}", words(20), words(20))).long);
        assert!(!look(&format!("{}\n\n{}", words(20), words(20))).long);
        assert!(look(&format!("{}\n{}", words(20), words(20))).long);
        assert!(look(&format!("{}TP. Long {}", words(15), words(15))).long);
        assert!(!look(&format!("{}xe. Thi {}", words(20), words(20))).long);
        assert!(look(&format!("{}bs. Thi {}", words(20), words(20))).long);
        let link = "[đây](../mot/hai-ba-bon-nam-sau-bay.md)";
        assert!(!look(&format!("{}{link} {}", words(15), words(13))).long);
    }

    #[test]
    fn front_matter_is_no_sentence_and_days_are_no_numbers() {
        let line = "một ".repeat(20);
        let text = format!("---\ntitle: {line}\ndate: 2026-11-22\nsummary: {line}\n---\n\nXong.\n");
        let body_at = text.find("\nXong").unwrap_or(0);
        let found = survey(&text, body_at, 30, &mut Lexicon::default());
        assert_eq!(found, Survey::default());
        let folded = format!("---\nsummary: {line}\n  {line}\n---\n");
        assert!(survey(&folded, folded.len(), 30, &mut Lexicon::default()).long);
        assert!(look("2026-11-22567").digits);
    }

    #[test]
    fn code_is_no_sentence_and_accounts_are_announced() {
        let code = format!("```\n{}\n```\n", "một hai\n".repeat(20));
        assert_eq!(look(&code), Survey::default());
        assert!(look("STK: 180001").account);
        assert!(look("số tài khoản 18.0001").account);
        assert!(look("so tai khoan 180001").account);
        assert!(!look("bài 180001").account && !look("tài khoản Zalo").account);
    }

    #[test]
    fn houses_and_parts_of_numbers() {
        assert!(look("ở số nhà 12").house);
        assert!(look("Tổ: 5, ấp Tân Lợi").house);
        assert!(!look("một số người, 12 nhà").house);
        assert!(!look("Luật 01/2021/NLĐ-BHXH #NLĐ").abbreviation);
        assert!(!look("gần TP. Long Xuyên").abbreviation);
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC*", at in 0..40usize) {
            let _ = look(&text);
            let _ = survey(&text, at, 30, &mut Lexicon::default());
        }

        /// Whatever the search for addresses finds, the survey suspects.
        #[test]
        fn no_home_is_overlooked(text in "(số|Số|nhà|Nhà|tổ|Tổ|ấp|đường| |:|,|1|/2|A|\u{A0}|\\.){0,12}") {
            let any = crate::checks::privacy::has_home(&text);
            prop_assert!(look(&text).house || !any, "{text}");
        }
    }
}
