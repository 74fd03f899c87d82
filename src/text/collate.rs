//! Vietnamese dictionary order.
//!
//! Syllable by syllable: first the letters (a ă â b c d đ e ê … o ô ơ … u ư …), then the tone
//! (ngang, huyền, hỏi, ngã, sắc, nặng), and only then the next syllable. ICU compares tones after
//! the whole string and puts Bạ before Ba Chúc. Numbers count as numbers: Xã 9 before Xã 10.

use super::letter::{self, Tone};
use super::normalize::nfc;
use std::cmp::Ordering;

const CASE: u8 = 0x00;
const END: u8 = 0x01;
const NUMBER: u8 = 0x08;
const LETTERS: u8 = 0x20;
const FOREIGN: u8 = 0xF0;

/// A key whose byte order is Vietnamese dictionary order. Punctuation parts words and counts for
/// nothing else; capitals decide only between otherwise equal keys; `hòa` and `hoà` have the same
/// key, as NFC and NFD have.
pub fn sort_key(text: &str) -> Vec<u8> {
    let text = nfc(text);
    let mut key = Vec::with_capacity(text.len() * 2);
    let mut case = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(&c) = chars.peek() {
        if c.is_ascii_digit() {
            let mut digits = Vec::new();
            while let Some(d) = chars.next_if(char::is_ascii_digit) {
                digits.push(d as u8);
            }
            push_number(&digits, &mut key, &mut case);
        } else if c.is_alphanumeric() || letter::is_khmer(c) {
            let mut tones = Vec::new();
            while let Some(c) = chars.next_if(|c| {
                !c.is_ascii_digit()
                    && (c.is_alphanumeric() || letter::is_khmer(*c) || letter::is_latin_mark(*c))
            }) {
                push_letter(c, &mut key, &mut tones, &mut case);
            }
            key.push(END);
            key.extend(tones);
            key.push(END);
        } else {
            chars.next();
        }
    }
    // Trailing small letters say nothing.
    let significant = case.iter().rposition(|&b| b > 1).map_or(0, |i| i + 1);
    case.truncate(significant);
    key.push(CASE);
    key.extend(case);
    key
}

/// Compares two texts in Vietnamese dictionary order. For sorting many, make each [`sort_key`] once.
pub fn compare(a: &str, b: &str) -> Ordering {
    sort_key(a).cmp(&sort_key(b))
}

/// The length of the number without leading zeros, then its digits; leading zeros only break ties.
fn push_number(digits: &[u8], key: &mut Vec<u8>, case: &mut Vec<u8>) {
    let zeros = digits.iter().take_while(|&&d| d == b'0').count();
    let significant = digits.get(zeros..).unwrap_or_default();
    let length = u16::try_from(significant.len()).unwrap_or(u16::MAX);
    key.push(NUMBER);
    key.extend(length.to_be_bytes());
    key.extend(significant);
    key.push(END);
    case.push(u8::try_from(zeros + 1).unwrap_or(u8::MAX));
}

fn push_letter(c: char, key: &mut Vec<u8>, tones: &mut Vec<u8>, case: &mut Vec<u8>) {
    let (base, tone) = letter::split(c);
    if tone != Tone::Ngang {
        tones.push(0x02 + tone as u8);
    }
    let capital = if base.is_uppercase() { 2 } else { 1 };
    for small in base.to_lowercase() {
        if let Some(weight) = weight(small) {
            key.push(weight);
        } else {
            match super::fold::fold_char(small) {
                // A mark of NFD text that composes with nothing.
                None => continue,
                Some(bare) => match weight(bare) {
                    Some(weight) => key.push(weight),
                    None => {
                        key.push(FOREIGN);
                        key.extend(small.to_string().bytes());
                    }
                },
            }
        }
        case.push(capital);
    }
}

/// The place of a small letter in the alphabet a ă â b c d đ e ê … o ô ơ … u ư …
fn weight(small: char) -> Option<u8> {
    let at = match small {
        'ă' => 1,
        'â' => 2,
        'đ' => 6,
        'ê' => 8,
        'ô' => 19,
        'ơ' => 20,
        'ư' => 27,
        _ => {
            let at = u8::try_from(small)
                .ok()?
                .checked_sub(b'a')
                .filter(|&n| n < 26)?;
            // The letters with marks that come before it.
            let marked = match at {
                0 => 0,
                1..=3 => 2,
                4 => 3,
                5..=14 => 4,
                15..=20 => 6,
                _ => 7,
            };
            at + marked
        }
    };
    Some(LETTERS + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn dictionary_order() {
        for list in [
            vec!["Ba Chúc", "Bà Rịa", "Bả vai", "Bã mía", "Bá Thước", "Bạ"],
            vec!["An", "Ăn", "Ân", "Dương", "Đại", "Xã 9", "Xã 10"],
            vec!["An", "an giang", "An Giang", "An Giang 2", "Án", "Anh"],
            vec!["Điều 2", "Điều 9a", "Điều 10", "Điều 10a", "Điều 010b"],
            vec!["10 điều", "An", "Zalo", "សហជីព"],
            vec!["hoa", "hòa", "hóa", "họa", "hoan"],
            vec!["Châu Đốc", "Châu Phú", "Châu Thành", "Chợ Mới"],
            vec!["Thoại Sơn", "Tịnh Biên", "Tri Tôn", "Trí"],
            vec!["la", "Là"],
            vec!["", "a"],
        ] {
            let mut sorted = list.clone();
            sorted.reverse();
            sorted.sort_by(|a, b| compare(a, b));
            assert_eq!(sorted, list);
        }
    }

    #[test]
    fn the_alphabet() {
        let alphabet = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
        let places: Vec<u8> = alphabet.chars().filter_map(weight).collect();
        let wanted: Vec<u8> = (LETTERS..).take(alphabet.chars().count()).collect();
        assert_eq!(places, wanted);
    }

    #[test]
    fn equal_keys() {
        for (a, b) in [
            ("hòa", "hoà"),
            ("Thủy", "Thuỷ"),
            ("“An”", "An"),
            ("An - Giang", "An Giang"),
        ] {
            assert_eq!(compare(a, b), Ordering::Equal, "{a} {b}");
        }
    }

    proptest! {
        #[test]
        fn normal_forms_agree(text in "[\u{C0}-\u{24F}\u{1E00}-\u{1EFF}a-zA-Z0-9 ]*") {
            prop_assert_eq!(sort_key(&text), sort_key(&text.nfd().collect::<String>()));
        }

        #[test]
        fn never_panics(text in "\\PC*") {
            let _ = sort_key(&text);
        }
    }
}
