//! Telephone numbers, e-mail and web addresses.

use super::Spoken;
use super::number::digit_by_digit;
use super::place::{Place, digits_of, is_word};

/// Words (folded) before a number to call, which is said digit by digit however short.
const CALL: [&str; 12] = [
    "goi", "thoai", "dai", "nong", "hotline", "zalo", "sdt", "dt", "tel", "phone", "fax", "dong",
];

/// A telephone number, digit by digit with a pause between its groups.
pub(super) fn phone(place: &Place) -> Spoken {
    let groups = groups(place.rest)?;
    let label = place.label();
    let labelled = CALL.contains(&label.as_str());
    let digits: String = groups.parts.concat();
    let plus = place.rest.starts_with('+');
    let national = digits.starts_with('0') && (9..=11).contains(&digits.len());
    let hotline = (digits.starts_with("1800") || digits.starts_with("1900"))
        && (8..=10).contains(&digits.len());
    let short =
        labelled && (3..=8).contains(&digits.len()) && groups.parts.len() <= 3 && label != "dong";
    let abroad = plus && (9..=13).contains(&digits.len());
    if !(national || hotline || short || abroad) {
        return None;
    }
    let said = match groups.parts.as_slice() {
        // Written in one: in groups of four, three, three.
        [one] if one.len() >= 9 => [one.get(..4), one.get(4..7), one.get(7..)]
            .into_iter()
            .flatten()
            .map(digit_by_digit)
            .collect::<Vec<_>>(),
        parts => parts.iter().map(|part| digit_by_digit(part)).collect(),
    };
    let sign = if plus { "cộng " } else { "" };
    Some((groups.length, format!("{sign}{}", said.join(", "))))
}

struct Groups<'a> {
    length: usize,
    parts: Vec<&'a str>,
}

/// Groups of digits with a space, stop or hyphen between, the area code perhaps in brackets.
fn groups(text: &str) -> Option<Groups<'_>> {
    let mut length = usize::from(text.starts_with(['+', '(']));
    let bracket = text.starts_with('(');
    let mut parts: Vec<&str> = Vec::new();
    let mut total = 0;
    loop {
        let part = digits_of(text.get(length..)?);
        if part.is_empty() || total + part.len() > 13 {
            break;
        }
        total += part.len();
        length += part.len();
        parts.push(part);
        let rest = text.get(length..)?;
        let close = usize::from(bracket && parts.len() == 1 && rest.starts_with(')'));
        let rest = rest.get(close..)?;
        let mark = rest
            .chars()
            .next()
            .filter(|c| matches!(c, ' ' | '.' | '-' | '\u{A0}'));
        let gap = mark.map_or(0, char::len_utf8) + close;
        let next = text.get(length + gap..).unwrap_or_default();
        // "1900 1234 2 người": a single digit ends no number but "0296 3 852 …".
        if gap == 0 || !next.starts_with(|c: char| c.is_ascii_digit()) || total >= 10 {
            break;
        }
        length += gap;
    }
    // Give back the last group if the number grows into a word, a date or a decimal.
    let rest = text.get(length..)?;
    let runs_on = rest.starts_with(is_word)
        || rest
            .strip_prefix(['/', ',', '.', '-'])
            .is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()));
    (!parts.is_empty() && !runs_on).then_some(Groups { length, parts })
}

/// An e-mail address or web address. The way into a site is left out: an ear can't keep it.
pub(super) fn address(place: &Place) -> Spoken {
    let end = place
        .rest
        .find(|c: char| {
            c.is_whitespace() || matches!(c, ',' | ';' | ')' | '”' | '"' | '<' | '>' | '»')
        })
        .unwrap_or(place.rest.len());
    let written = place
        .rest
        .get(..end)?
        .trim_end_matches(['.', '!', '?', ':', '…']);
    let bare = written
        .strip_prefix("https://")
        .or_else(|| written.strip_prefix("http://"));
    let plain = bare.unwrap_or(written);
    let plain = plain.strip_prefix("www.").unwrap_or(plain);
    if let Some((user, host)) = plain.split_once('@') {
        let known = is_host(host) && !user.is_empty() && user.chars().all(is_address);
        return known.then(|| {
            (
                written.len(),
                format!("{} a còng {}", dots(user), dots(host)),
            )
        });
    }
    let host = plain.split(['/', '?', '#']).next().unwrap_or_default();
    let www = plain.len() != bare.unwrap_or(written).len();
    let known = is_host(host) && (bare.is_some() || www || has_known_end(host));
    known.then(|| (written.len(), dots(host)))
}

fn is_address(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+')
}

fn is_host(host: &str) -> bool {
    let mut parts = host.split('.');
    host.contains('.')
        && parts.all(|part| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        })
        && host
            .rsplit('.')
            .next()
            .is_some_and(|end| end.len() >= 2 && end.chars().all(|c| c.is_ascii_lowercase()))
}

fn has_known_end(host: &str) -> bool {
    host.starts_with(|c: char| c.is_ascii_lowercase())
        && host
            .rsplit('.')
            .next()
            .is_some_and(|end| matches!(end, "vn" | "com" | "org" | "net" | "info" | "edu" | "gov"))
}

fn dots(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let digits = digits_of(rest);
        let (used, words) = if digits.is_empty() {
            let words = match c {
                '.' => " chấm ".to_owned(),
                '-' => " gạch ngang ".to_owned(),
                '_' => " gạch dưới ".to_owned(),
                '+' => " cộng ".to_owned(),
                c => c.to_string(),
            };
            (c.len_utf8(), words)
        } else {
            (digits.len(), format!(" {} ", digit_by_digit(digits)))
        };
        out.push_str(&words);
        rest = rest.get(used..).unwrap_or_default();
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
