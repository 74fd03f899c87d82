//! Numbers in words.

const DIGITS: [&str; 10] = [
    "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín",
];

/// A digit in words; other characters give nothing.
fn digit(c: char) -> &'static str {
    c.to_digit(10)
        .and_then(|d| DIGITS.get(d as usize))
        .copied()
        .unwrap_or_default()
}

/// Every digit by its name, as telephone numbers are said.
pub fn digit_by_digit(digits: &str) -> String {
    digits
        .chars()
        .filter(char::is_ascii_digit)
        .map(digit)
        .collect::<Vec<_>>()
        .join(" ")
}

/// A whole number in words, from its digits: 105 “một trăm lẻ năm”, 2020 “hai nghìn không trăm hai
/// mươi”. One zero before two digits (`04`, as officials write) is not said; more, or more than
/// 18 digits, are said digit by digit.
pub fn cardinal(digits: &str) -> String {
    let significant = digits.trim_start_matches('0');
    let zeros = digits.len() - significant.len();
    let official = zeros == 1 && digits.len() == 2;
    if significant.len() > 18 || (zeros > 0 && digits.len() > 1 && !official) {
        return digit_by_digit(digits);
    }
    match significant.parse::<u64>() {
        Ok(n) if n > 0 => {
            let mut words = Vec::new();
            say(n, false, &mut words);
            words.join(" ")
        }
        _ => digit_by_digit("0"),
    }
}

/// As [`cardinal`], but a leading zero is said: 04 “không bốn”, for the numbers of documents.
pub(super) fn reference(digits: &str) -> String {
    if digits.starts_with('0') {
        digit_by_digit(digits)
    } else {
        cardinal(digits)
    }
}

/// The digits after the decimal comma: two at most as a number, more one by one.
pub(super) fn fraction(digits: &str) -> String {
    if digits.len() <= 2 && !digits.starts_with('0') {
        cardinal(digits)
    } else {
        digit_by_digit(digits)
    }
}

/// After “thứ”: nhất and tư are irregular.
pub(super) fn ordinal(digits: &str) -> String {
    match digits.trim_start_matches('0') {
        "1" => "nhất".to_owned(),
        "4" => "tư".to_owned(),
        _ => cardinal(digits),
    }
}

/// After “tháng”: the fourth is tư.
pub(super) fn month(digits: &str) -> String {
    match digits.trim_start_matches('0') {
        "4" => "tư".to_owned(),
        _ => cardinal(digits),
    }
}

/// `full`: say the zero hundreds too, as everywhere but at the beginning of a number.
fn say(n: u64, full: bool, words: &mut Vec<&'static str>) {
    for (unit, name) in [
        (1_000_000_000, "tỷ"),
        (1_000_000, "triệu"),
        (1_000, "nghìn"),
    ] {
        if n >= unit {
            say(n / unit, full, words);
            words.push(name);
            if !n.is_multiple_of(unit) {
                say(n % unit, true, words);
            }
            return;
        }
    }
    let name = |d: u64| {
        usize::try_from(d)
            .ok()
            .and_then(|d| DIGITS.get(d))
            .copied()
            .unwrap_or_default()
    };
    let (hundreds, tens, units) = (n / 100, n / 10 % 10, n % 10);
    let hundred = full || hundreds > 0;
    if hundred {
        words.extend([name(hundreds), "trăm"]);
    }
    match tens {
        0 if hundred && units > 0 => words.push("lẻ"),
        0 => {}
        1 => words.push("mười"),
        _ => words.extend([name(tens), "mươi"]),
    }
    match (tens, units) {
        (_, 0) => {}
        (2.., 1) => words.push("mốt"),
        (1.., 5) => words.push("lăm"),
        _ => words.push(name(units)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cardinals() {
        for (digits, want) in [
            ("0", "không"),
            ("1", "một"),
            ("5", "năm"),
            ("10", "mười"),
            ("11", "mười một"),
            ("15", "mười lăm"),
            ("20", "hai mươi"),
            ("21", "hai mươi mốt"),
            ("24", "hai mươi bốn"),
            ("55", "năm mươi lăm"),
            ("100", "một trăm"),
            ("101", "một trăm lẻ một"),
            ("110", "một trăm mười"),
            ("115", "một trăm mười lăm"),
            ("1000", "một nghìn"),
            ("1005", "một nghìn không trăm lẻ năm"),
            ("1050", "một nghìn không trăm năm mươi"),
            ("2020", "hai nghìn không trăm hai mươi"),
            ("10500", "mười nghìn năm trăm"),
            ("1000000", "một triệu"),
            ("1000005", "một triệu không trăm lẻ năm"),
            ("1200000", "một triệu hai trăm nghìn"),
            ("1020000", "một triệu không trăm hai mươi nghìn"),
            ("5000000000", "năm tỷ"),
            ("12000000000000", "mười hai nghìn tỷ"),
            ("04", "bốn"),
            ("007", "không không bảy"),
            ("00", "không không"),
            ("", "không"),
        ] {
            assert_eq!(cardinal(digits), want, "{digits}");
        }
        assert_eq!(reference("04"), "không bốn");
        assert_eq!(fraction("25"), "hai mươi lăm");
        assert_eq!(fraction("05"), "không năm");
    }

    proptest! {
        #[test]
        fn different_numbers_sound_different(a in 0u64..2_000_000_000, b in 0u64..2_000_000_000) {
            prop_assume!(a != b);
            prop_assert_ne!(cardinal(&a.to_string()), cardinal(&b.to_string()));
        }

        #[test]
        fn never_panics(digits in "[0-9]{0,40}") {
            let _ = cardinal(&digits);
        }
    }
}
