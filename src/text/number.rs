//! Numbers as they are written: 1.234,5 · 5.000.000 ₫ · 1,2 MB.
//!
//! The space before a unit is a no-break space (U+00A0), so a line never ends between the two.

use super::locale::Locale;

/// No-break space, between a number and its unit.
pub const NO_BREAK: char = '\u{A0}';

/// A whole number with groups of three: `1.234.567` (English `1,234,567`).
pub fn integer(n: i64, lang: impl Into<Locale>) -> String {
    let (group, _) = marks(lang.into());
    grouped(&n.unsigned_abs().to_string(), n < 0, group)
}

/// A number with at most three decimals, trailing zeros dropped: `1.234,5`.
pub fn decimal(x: f64, lang: impl Into<Locale>) -> String {
    decimal_with(x, 3, lang)
}

/// A number rounded to at most `places` decimals, trailing zeros dropped.
pub fn decimal_with(x: f64, places: usize, lang: impl Into<Locale>) -> String {
    if !x.is_finite() {
        return if x.is_nan() {
            "–"
        } else if x > 0.0 {
            "∞"
        } else {
            "-∞"
        }
        .to_owned();
    }
    let (group, point) = marks(lang.into());
    let plain = format!("{:.*}", places.min(15), x.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let fraction = fraction.trim_end_matches('0');
    let zero = fraction.is_empty() && whole.bytes().all(|b| b == b'0');
    let mut out = grouped(whole, x < 0.0 && !zero, group);
    if !fraction.is_empty() {
        out.push(point);
        out.push_str(fraction);
    }
    out
}

/// An amount in đồng: `5.000.000 ₫` (English `₫5,000,000`).
pub fn money(dong: i64, lang: impl Into<Locale>) -> String {
    let lang = lang.into();
    let number = integer(dong, lang);
    match lang {
        Locale::En => match number.strip_prefix('-') {
            Some(number) => format!("-₫{number}"),
            None => format!("₫{number}"),
        },
        Locale::Vi | Locale::Km => format!("{number}{NO_BREAK}₫"),
    }
}

/// A percentage, `x` being 12.5 for 12,5%: no space, as Vietnamese documents write it.
pub fn percent(x: f64, lang: impl Into<Locale>) -> String {
    decimal_with(x, 1, lang) + "%"
}

/// The size of a file in decimal units (1 kB = 1,000 bytes, as mobile data is sold): `1,2 MB`.
/// One decimal below ten, none above.
pub fn file_size(bytes: u64, lang: impl Into<Locale>) -> String {
    let lang = lang.into();
    let mut size = bytes as f64;
    let mut unit = "B";
    for next in ["kB", "MB", "GB", "TB"] {
        // What would be shown as 1000 is shown in the next unit.
        if size < 999.5 {
            break;
        }
        size /= 1000.0;
        unit = next;
    }
    let places = usize::from(unit != "B" && size < 9.95);
    format!("{}{NO_BREAK}{unit}", decimal_with(size, places, lang))
}

/// The mark between groups of three and the decimal mark. Khmer as in CLDR.
fn marks(lang: Locale) -> (char, char) {
    match lang {
        Locale::Vi | Locale::Km => ('.', ','),
        Locale::En => (',', '.'),
    }
}

fn grouped(digits: &str, negative: bool, group: char) -> String {
    let mut out = String::with_capacity(digits.len() * 4 / 3 + 1);
    if negative {
        out.push('-');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(group);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn written_numbers() {
        assert_eq!(integer(0, "vi"), "0");
        assert_eq!(integer(999, "vi"), "999");
        assert_eq!(integer(1_234_567, "vi"), "1.234.567");
        assert_eq!(integer(-1_000, "en"), "-1,000");
        assert_eq!(integer(i64::MIN, "vi"), "-9.223.372.036.854.775.808");
        assert_eq!(decimal(1234.5, "vi"), "1.234,5");
        assert_eq!(decimal(1234.5, "en-GB"), "1,234.5");
        assert_eq!(decimal(-0.0001, "vi"), "0");
        assert_eq!(decimal(2.0, "km"), "2");
        assert_eq!(percent(12.54, "vi"), "12,5%");
        assert_eq!(money(5_000_000, "vi"), "5.000.000\u{A0}₫");
        assert_eq!(money(5_000_000, "en"), "₫5,000,000");
    }

    #[test]
    fn sizes() {
        for (bytes, want) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1 kB"),
            (1_240, "1,2 kB"),
            (45_300, "45 kB"),
            (999_600, "1 MB"),
            (1_200_000, "1,2 MB"),
            (3_000_000_000, "3 GB"),
        ] {
            assert_eq!(file_size(bytes, "vi"), want.replace(' ', "\u{A0}"));
        }
    }

    proptest! {
        #[test]
        fn never_panics(x: f64, places in 0usize..40, bytes: u64) {
            let _ = decimal_with(x, places, Locale::Vi);
            let _ = file_size(bytes, Locale::En);
        }
    }
}
