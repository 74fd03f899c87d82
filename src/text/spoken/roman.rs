//! Roman numerals: Đại hội XIII, quý IV/2026, vùng I–IV.

use super::Spoken;
use super::number::{cardinal, ordinal};
use super::place::{Place, digits_of, is_word};

/// The last word (folded) of what Roman numerals count.
const BEFORE: [&str; 22] = [
    "hoi", "khoa", "quy", "ky", "thu", "chuong", "phan", "muc", "loai", "hang", "vuc", "nhom",
    "cap", "luc", "vung", "doan", "bac", "dot", "lan", "tap", "kho", "so",
];

/// A Roman numeral: one letter only after a word it counts, longer ones anywhere.
pub(super) fn numeral(place: &Place) -> Spoken {
    let written = place.word();
    let value = value(written)?;
    let before = place.previous();
    let after_dash = place.before.ends_with(['-', '–']);
    if !BEFORE.contains(&before.as_str()) && (written.len() < 2 || after_dash) {
        return None;
    }
    let mut length = written.len();
    let mut words = if before == "thu" {
        ordinal(&value.to_string())
    } else {
        cardinal(&value.to_string())
    };
    // "I–IV"
    let rest = place.after(length);
    if let Some(dash) = rest.chars().next().filter(|c| matches!(c, '-' | '–')) {
        let second = super::place::word_of(rest.get(dash.len_utf8()..).unwrap_or_default());
        if let Some(end) = self::value(second).filter(|&end| end > value) {
            length += dash.len_utf8() + second.len();
            words = format!("{words} đến {}", cardinal(&end.to_string()));
        }
    }
    // "quý IV/2026"
    if let Some(year) = place.after(length).strip_prefix('/').map(digits_of)
        && year.len() == 4
        && !place.after(length + 5).starts_with(is_word)
    {
        length += 5;
        words = format!("{words} năm {}", cardinal(year));
    }
    Some((length, words))
}

/// The value of a well-formed numeral of I, V, X up to 39.
fn value(written: &str) -> Option<u32> {
    let tens = written.bytes().take_while(|&b| b == b'X').count();
    let units = written.get(tens..)?;
    let unit = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
        .iter()
        .position(|&u| u == units)?;
    let value = u32::try_from(tens * 10 + unit).ok()?;
    (tens <= 3 && value > 0).then_some(value)
}
