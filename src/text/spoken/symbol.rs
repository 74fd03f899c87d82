//! Signs between words, and words of letters and digits.

use super::Spoken;
use super::place::{Place, after_spaces, is_word};
use super::quantity::mixed;
use super::unit::each;

/// Signs that are said.
const SAID: &[(&str, &str)] = &[
    ("&", "và"),
    ("≥", "từ"),
    ("≤", "đến"),
    (">=", "từ"),
    ("<=", "đến"),
    (">", "trên"),
    ("<", "dưới"),
    ("=", "bằng"),
    ("±", "cộng trừ"),
    ("~", "khoảng"),
    ("≈", "khoảng"),
    ("№", "số"),
    ("§", "mục"),
    ("@", "a còng"),
    ("%", "phần trăm"),
    ("₫", "đồng"),
    ("→", ","),
    ("×", "nhân"),
    ("÷", "chia"),
];

/// Signs that only show how a text is laid out.
const SILENT: [char; 16] = [
    '•', '▪', '◦', '●', '■', '☐', '☑', '✓', '✔', '★', '#', '*', '_', '|', '®', '™',
];

/// A sign in words or left out; `B12`, `4a` with their numbers said; `và/hoặc` with a pause.
pub(super) fn symbol(place: &Place) -> Spoken {
    if place.rest.starts_with(is_word) {
        let word = place.word();
        return mixed(word).map(|words| (word.len(), words));
    }
    let c = place.rest.chars().next()?;
    let after = place.after(c.len_utf8());
    if SILENT.contains(&c) || is_emoji(c) {
        return Some((c.len_utf8(), String::new()));
    }
    let between_words = place.before.ends_with(is_word) && after.starts_with(is_word);
    match c {
        '/' if between_words => return each(place.rest).or_else(|| Some((1, ",".to_owned()))),
        '+' if after_spaces(after)
            .1
            .starts_with(|c: char| c.is_ascii_digit()) =>
        {
            return Some((1, "cộng".to_owned()));
        }
        // "Covid-19", "Xanh-Sạch-Đẹp"
        '-' | '–' if between_words && after.starts_with(|c: char| c.is_ascii_digit()) => {
            return Some((c.len_utf8(), String::new()));
        }
        _ => {}
    }
    SAID.iter()
        .filter(|(sign, _)| place.rest.starts_with(sign))
        .max_by_key(|(sign, _)| sign.len())
        .map(|(sign, words)| (sign.len(), (*words).to_owned()))
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FBFF}' | '\u{2600}'..='\u{27BF}' | '\u{FE0F}' | '\u{200D}' | '\u{20E3}')
}
