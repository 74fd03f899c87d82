//! Folding: small letters without marks, so that `cong doan` meets `Công đoàn`.

use super::letter::{self, is_latin_mark};
use unicode_normalization::char::decompose_canonical;

pub use super::tone::canonical_tones;

/// Small letters, no marks, đ→d; NFC and NFD fold alike, and so do `hòa` and `hoà`.
/// Other scripts keep their letters and signs.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        push_folded(c, &mut out);
    }
    out
}

/// One character folded; `None` for the combining marks of NFD text, which disappear.
pub fn fold_char(c: char) -> Option<char> {
    if let Some(letter) = letter::ascii(c) {
        return Some(letter);
    }
    if c.is_ascii() {
        return Some(c);
    }
    let mut one = String::new();
    push_folded(c, &mut one);
    one.chars().next()
}

fn push_folded(c: char, out: &mut String) {
    if let Some(letter) = letter::ascii(c) {
        out.push(letter);
    } else if c.is_ascii() {
        out.push(c);
    } else if !is_latin_mark(c) {
        let mut marked = false;
        decompose_canonical(c, |part| marked |= is_latin_mark(part));
        if marked {
            decompose_canonical(c, |part| push_lower(part, out));
        } else {
            push_lower(c, out);
        }
    }
}

fn push_lower(c: char, out: &mut String) {
    out.extend(c.to_lowercase().filter(|&c| !is_latin_mark(c)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn folds() {
        for (text, want) in [
            ("Công đoàn An Giang", "cong doan an giang"),
            ("ĐƯỜNG Ở ĐÂU?", "duong o dau?"),
            ("Hòa = hoà, thủy = thuỷ", "hoa = hoa, thuy = thuy"),
            ("Ưu Ợ ẵ Ỵ", "uu o a y"),
            ("Café Zürich ñ", "cafe zurich n"),
            ("សហជីព", "សហជីព"),
            ("İ", "i"),
        ] {
            assert_eq!(fold(text), want);
            assert_eq!(fold(&text.nfd().collect::<String>()), want, "NFD of {text}");
        }
        assert_eq!(fold_char('Ặ'), Some('a'));
        assert_eq!(fold_char('\u{301}'), None);
    }

    proptest! {
        #[test]
        fn is_idempotent(text in "\\PC*") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
