//! Vietnamese telephone numbers: mobile 03, 05, 07, 08, 09 and eight digits; fixed 02, area code and seven or eight digits
//! (numbering plan, Thông tư 22/2014/TT-BTTTT as changed in 2017 and 2018). Service numbers (1900…, 114) are nobody's own.

use super::Hit;
use super::allowed::digits;
use std::ops::Range;

/// A run of digits with its place.
pub(super) type Run = Range<usize>;

/// Groups of digits that are parted by at most two separators, such as `0912 345 678` or `(0296) 3.123.456`.
pub(super) fn groups(text: &str) -> Vec<Vec<Run>> {
    let bytes = text.as_bytes();
    let mut out: Vec<Vec<Run>> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
            continue;
        }
        let start = at;
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        let run = start..at;
        let joins = out
            .last()
            .and_then(|group| group.last())
            .and_then(|last| text.get(last.end..start))
            .is_some_and(|between| {
                between.chars().count() <= 2
                    && between
                        .chars()
                        .all(|c| matches!(c, ' ' | '.' | '-' | '(' | ')' | '\u{A0}'))
            });
        match out.last_mut().filter(|_| joins) {
            Some(group) => group.push(run),
            None => out.push(vec![run]),
        }
    }
    out
}

/// All telephone numbers of a text.
pub(super) fn find(text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    for group in groups(text) {
        let mut from = 0;
        while from < group.len() {
            match longest(text, &group, from) {
                Some((at, next)) => {
                    hits.push(Hit { code: "D001", at });
                    from = next;
                }
                None => from += 1,
            }
        }
    }
    hits
}

/// Digits of the longest number, with the country's code; each run has at least one.
const MOST_DIGITS: usize = 12;

/// The longest number that begins with a run: its place and the run after it.
fn longest(text: &str, group: &[Run], from: usize) -> Option<(Range<usize>, usize)> {
    let first = group.get(from)?;
    let before = text.get(..first.start)?.chars().next_back();
    if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
        return None;
    }
    let plus = before == Some('+');
    let head = text.get(first.clone())?;
    // A day of the month is no area code.
    if !(plus || head.len() >= 3) || !(head.starts_with('0') || head.starts_with("84")) {
        return None;
    }
    let mut found = None;
    for (n, last) in group.iter().enumerate().skip(from).take(MOST_DIGITS) {
        let after = text.get(last.end..)?.chars().next();
        let ends = !after.is_some_and(|c| c.is_alphabetic() || c == '_');
        let written = text.get(first.start..last.end)?;
        if ends && is_number(&digits(written)) {
            let start = first.start - usize::from(plus);
            found = Some((start..last.end, n + 1));
        }
    }
    found
}

fn is_number(digits: &str) -> bool {
    let mut bytes = digits.bytes();
    let (zero, second) = (bytes.next(), bytes.next());
    if zero != Some(b'0') {
        return false;
    }
    match second {
        Some(b'3' | b'5' | b'7' | b'8' | b'9') => digits.len() == 10,
        Some(b'2') => matches!(digits.len(), 10 | 11),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn numbers(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|h| &text[h.at]).collect()
    }

    #[test]
    fn numbers_in_all_their_forms() {
        for (text, want) in [
            ("Gọi 0912345678 nhé", vec!["0912345678"]),
            ("Gọi 0912 345 678.", vec!["0912 345 678"]),
            (
                "0912.345.678 – 0296 3 123 456",
                vec!["0912.345.678", "0296 3 123 456"],
            ),
            ("(0296) 3.123.456", vec!["0296) 3.123.456"]),
            ("+84 912 345 678", vec!["+84 912 345 678"]),
            ("84912345678", vec!["84912345678"]),
            ("tel:0912345678", vec!["0912345678"]),
            ("zalo.me/0912345678", vec!["0912345678"]),
            (
                "0912 345 678 0987 654 321",
                vec!["0912 345 678", "0987 654 321"],
            ),
            ("từ 0912 345 678 2 người", vec!["0912 345 678"]),
        ] {
            assert_eq!(numbers(text), want, "{text}");
        }
    }

    #[test]
    fn other_numbers_are_left_alone() {
        for text in [
            "1900 1234 và 114",
            "ngày 02.09.2025 15 giờ",
            "1.000.000.000 đồng",
            "5.000.000",
            "docid=198540&pageid=27160",
            "mã SP0912345678",
            "0912345678a",
            "0912 345 67",
            "30.000 × 150% × 10 = 450.000",
            "2024-09-12 08:30:00",
            "",
        ] {
            assert_eq!(numbers(text), Vec::<&str>::new(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "[0-9 .()+a-]{0,40}", any in "\\PC*") {
            find(&text);
            find(&any);
        }
    }
}
