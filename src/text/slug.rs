//! Addresses: `Số: 04a/NQ-TLĐ` becomes `so-04a-nq-tld`.

use super::letter::{self, is_khmer, is_latin_mark};
use super::normalize::nfc;

/// The slug of a title or heading: small ASCII letters and digits joined by single hyphens, Khmer
/// letters kept as they are, ₫ as `dong`, emoji left out. Empty when nothing remains: the caller
/// decides what then.
///
/// NFC and NFD give the same slug. Different titles may collide (công đoàn, công đoạn): see the
/// rule in `checks`.
pub fn slugify(text: &str) -> String {
    let mut slug = Slug(String::with_capacity(text.len()));
    for c in text.chars() {
        if !slug.push_common(c) {
            // Something rare: start again, composed, with the general rules.
            return slugify_any(&nfc(text));
        }
    }
    slug.finish()
}

fn slugify_any(text: &str) -> String {
    let mut slug = Slug(String::with_capacity(text.len()));
    let mut foreign = String::new();
    for c in text.chars() {
        if slug.knows(c) {
            slug.push_foreign(&mut foreign);
            slug.push_common(c);
        } else {
            foreign.push(c);
        }
    }
    slug.push_foreign(&mut foreign);
    slug.finish()
}

struct Slug(String);

impl Slug {
    fn knows(&self, c: char) -> bool {
        Slug(String::new()).push_common(c)
    }

    /// Adds a character of the common kinds; says whether it was one.
    fn push_common(&mut self, c: char) -> bool {
        if c.is_ascii_digit() {
            self.0.push(c);
        } else if let Some(letter) = letter::ascii(c) {
            self.0.push(letter);
        } else if c.is_ascii() || is_separator(c) {
            self.separate();
        } else if is_khmer(c) {
            self.0.push(c);
        } else if c == '₫' {
            self.0.push_str("dong");
        } else {
            return is_latin_mark(c) || is_invisible(c);
        }
        true
    }

    /// Adds letters of other alphabets as the `slug` crate writes them. The letters around them
    /// show whether it wants a hyphen at either end.
    fn push_foreign(&mut self, foreign: &mut String) {
        if foreign.is_empty() {
            return;
        }
        let framed = slug::slugify(format!("a{foreign}b"));
        let inner = framed.strip_prefix('a').unwrap_or(&framed);
        let inner = inner.strip_suffix('b').unwrap_or(inner);
        for c in inner.chars() {
            self.push_common(c);
        }
        foreign.clear();
    }

    fn separate(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with('-') {
            self.0.push('-');
        }
    }

    fn finish(mut self) -> String {
        if self.0.ends_with('-') {
            self.0.pop();
        }
        self.0
    }
}

/// Emoji, dashes, quotation marks and other signs that part words.
fn is_separator(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{A9}' | '\u{AB}'..='\u{AC}' | '\u{AE}'..='\u{AF}' | '\u{B4}' | '\u{B6}'..='\u{B8}' | '\u{BB}' | '\u{BF}'
        | '\u{D7}' | '\u{F7}'
        | '\u{17D4}'..='\u{17D6}' | '\u{17D8}'..='\u{17DB}'
        | '\u{2000}'..='\u{200A}' | '\u{2010}'..='\u{2029}' | '\u{202F}' | '\u{2039}'..='\u{205F}'
        | '\u{2122}' | '\u{2190}'..='\u{23FF}' | '\u{2500}'..='\u{27BF}' | '\u{2900}'..='\u{2BFF}'
        | '\u{3000}'..='\u{3003}' | '\u{FFFD}' | '\u{1F000}'..='\u{1FBFF}')
}

/// Characters without width: joiners, variation selectors, soft hyphen, keycap, tags, direction marks.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn slugs() {
        for (text, want) in [
            ("Số: 04a/NQ-TLĐ", "so-04a-nq-tld"),
            ("Công đoàn cơ sở", "cong-doan-co-so"),
            ("ĐƯỜNG ĐẾN Ở ĐÂY?", "duong-den-o-day"),
            ("5.000.000 ₫ mỗi tháng", "5-000-000-dong-moi-thang"),
            ("🎉 Chúc mừng 🎉 năm mới", "chuc-mung-nam-moi"),
            ("👨‍👩‍👧 gia đình", "gia-dinh"),
            ("“Sát cơ sở” – gần công nhân…", "sat-co-so-gan-cong-nhan"),
            ("m² và ½", "m2-va-1-2"),
            ("Straße Ærø", "strasse-aero"),
            ("北京 hotel", "bei-jing-hotel"),
            ("សហជីព កម្មករ", "សហជីព-កម្មករ"),
            ("សហជីព។ Công đoàn", "សហជីព-cong-doan"),
            ("Ðồng", "dong"),
            ("  -- ", ""),
            ("🎉", ""),
            ("", ""),
        ] {
            assert_eq!(slugify(text), want, "{text}");
            assert_eq!(
                slugify(&text.nfd().collect::<String>()),
                want,
                "NFD of {text}"
            );
        }
    }

    #[test]
    fn agrees_with_the_slug_crate_on_vietnamese() {
        for text in [
            "Nghị định số 145/2020/NĐ-CP",
            "Ưu đãi Ỵ ẵ ỡ: 3 điều_cần biết",
            "a  b--c",
        ] {
            assert_eq!(slugify(text), slug::slugify(text));
        }
    }

    proptest! {
        #[test]
        fn is_clean_and_idempotent(text in "\\PC*") {
            let once = slugify(&text);
            prop_assert_eq!(slugify(&once), once.clone());
            prop_assert!(once.chars().all(|c| c == '-' || c.is_ascii_lowercase() || c.is_ascii_digit() || is_khmer(c)));
            prop_assert!(!once.starts_with('-') && !once.ends_with('-') && !once.contains("--"));
        }

        #[test]
        fn normal_forms_agree(text in "[\u{C0}-\u{24F}\u{1E00}-\u{1EFF}a-z ]*") {
            prop_assert_eq!(slugify(&text), slugify(&text.nfd().collect::<String>()));
        }
    }
}
