//! Numbers in running text: grouped, with decimals, ranges, units; fractions.

use super::Spoken;
use super::number::{cardinal, digit_by_digit, fraction as decimals, month, ordinal};
use super::place::{Place, after_spaces, digits_of, word_of};
use super::unit::{each, unit};
use crate::text::fold::fold;

/// A number as written, in words.
struct Number {
    length: usize,
    words: String,
    /// Its value when it is whole and written without marks.
    plain: Option<u64>,
}

/// Words before a spaced dash that make the numbers around it a range.
const RANGE_BEFORE: [&str; 9] = [
    "tu", "khoang", "doan", "ky", "nam", "khoa", "nhiem", "tuoi", "trong",
];

/// Words after the second number that do.
const RANGE_AFTER: [&str; 24] = [
    "nguoi", "ngay", "thang", "nam", "tuoi", "gio", "lan", "phut", "suat", "dong", "trieu", "ty",
    "tieng", "buoc", "cau", "dong", "tang", "ho", "tuan", "nghin", "ngan", "diem", "met", "trang",
];

/// A number, or a range of two, with its unit.
pub(super) fn quantity(place: &Place) -> Spoken {
    let minus = place.rest.starts_with(['-', '−']) && stands_alone(place.before);
    let sign = if minus {
        place.rest.chars().next()?.len_utf8()
    } else {
        0
    };
    let first = number(place.after(sign))?;
    let mut length = sign + first.length;
    let mut words = match (place.previous().as_str(), digits_of(place.rest)) {
        ("thu", digits) if digits.len() == length => ordinal(digits),
        ("thang", digits) if digits.len() == length => month(digits),
        _ if minus => format!("âm {}", first.words),
        _ => first.words.clone(),
    };
    if let Some((more, second)) = range(place, length, &first) {
        length += more;
        words = format!("{words} đến {second}");
    }
    if let Some((more, name)) = unit(place.after(length)) {
        length += more;
        words = format!("{words} {name}");
        // "10%-15%", "5 kg – 7 kg"
        let (gap, dash) = dash_of(place.after(length));
        let next = place.after(length + gap + dash);
        if dash > 0
            && let Some(second) = number(next)
            && let Some((more, name)) = unit(next.get(second.length..).unwrap_or_default())
        {
            length += gap + dash + second.length + more;
            words = format!("{words} đến {} {name}", second.words);
        }
    } else if let Some((more, name)) = each(place.after(length)) {
        length += more;
        words.push_str(&name);
    } else if let Some(by) = dimension(place.after(length)) {
        return Some((length + by, format!("{words} nhân")));
    }
    Some((length, words))
}

/// Two numbers with a stroke between: `2/3 số công nhân`, `15/20`. Dates have been tried before.
pub(super) fn fraction(place: &Place) -> Spoken {
    let above = digits_of(place.rest);
    let below = digits_of(place.after(above.len()).strip_prefix('/')?);
    if above.is_empty() || below.is_empty() || above.len() > 6 || below.len() > 6 {
        return None;
    }
    let length = above.len() + 1 + below.len();
    if place
        .after(length)
        .starts_with(|c: char| c == '/' || c.is_ascii_digit())
    {
        return None;
    }
    let between = if is_part(place, above, below, place.after(length)) {
        "phần"
    } else {
        "trên"
    };
    let below = match (between, below) {
        ("phần", "4") => "tư".to_owned(),
        _ => cardinal(below),
    };
    Some((length, format!("{} {between} {below}", cardinal(above))))
}

/// Words before a fraction.
const PART_BEFORE: [&str; 14] = [
    "chiem", "khoang", "hon", "gan", "nhat", "bang", "qua", "du", "toi", "con", "giam", "tang",
    "chi", "duoc",
];

/// Words after a fraction.
const PART_AFTER: [&str; 12] = [
    "so", "cong", "lao", "tong", "dien", "doan", "thanh", "thoi", "luong", "quan", "chang", "nguoi",
];

/// Whether `a/b` is a part of a whole rather than a day or a score.
pub(super) fn is_part(place: &Place, above: &str, below: &str, after: &str) -> bool {
    let (Ok(a), Ok(b)) = (above.parse::<u32>(), below.parse::<u32>()) else {
        return false;
    };
    let next = fold(word_of(after_spaces(after).1));
    let spoken_of =
        PART_BEFORE.contains(&place.previous().as_str()) || PART_AFTER.contains(&next.as_str());
    a < b && b <= 10 && !above.starts_with('0') && !below.starts_with('0') && spoken_of
}

/// Reads the number a text starts with.
fn number(text: &str) -> Option<Number> {
    let head = digits_of(text);
    if head.is_empty() {
        return None;
    }
    let rest = text.get(head.len()..).unwrap_or_default();
    // Groups of three after a stop, a comma (English) or a no-break space.
    for mark in ['.', ',', '\u{A0}', '\u{202F}', '\u{2009}'] {
        let groups = groups_of(rest, mark);
        let grouped = head.len() <= 3
            && !head.starts_with('0')
            && match mark {
                ',' => groups.len() > 1 || groups.first() == Some(&"000"),
                _ => !groups.is_empty(),
            };
        if !grouped {
            continue;
        }
        let digits = format!("{head}{}", groups.concat());
        let length = head.len() + groups.len() * (mark.len_utf8() + 3);
        let point = if mark == ',' { '.' } else { ',' };
        return Some(with_decimals(text, length, cardinal(&digits), point));
    }
    if rest
        .strip_prefix(',')
        .is_some_and(|r| !digits_of(r).is_empty())
    {
        return Some(with_decimals(text, head.len(), cardinal(head), ','));
    }
    // "mục 1.2.3", "phiên bản 2.0"
    let mut length = head.len();
    let mut words = cardinal(head);
    let mut plain = head.parse().ok();
    while let Some(part) = text
        .get(length..)
        .and_then(|rest| rest.strip_prefix('.'))
        .map(digits_of)
        .filter(|part| !part.is_empty())
    {
        length += 1 + part.len();
        words = format!("{words} chấm {}", cardinal(part));
        plain = None;
    }
    Some(Number {
        length,
        words,
        plain,
    })
}

fn with_decimals(text: &str, length: usize, words: String, point: char) -> Number {
    let decimal = text
        .get(length..)
        .and_then(|rest| rest.strip_prefix(point))
        .map(digits_of)
        .filter(|digits| !digits.is_empty());
    match decimal {
        Some(digits) => Number {
            length: length + 1 + digits.len(),
            words: format!("{words} phẩy {}", decimals(digits)),
            plain: None,
        },
        None => Number {
            length,
            words,
            plain: None,
        },
    }
}

/// The groups of exactly three digits that follow, each after the mark.
fn groups_of(mut text: &str, mark: char) -> Vec<&str> {
    let mut groups = Vec::new();
    while let Some(rest) = text.strip_prefix(mark) {
        let group = digits_of(rest);
        if group.len() != 3 {
            // "1.234.56": no grouping at all.
            if mark == '.' && !group.is_empty() {
                groups.clear();
            }
            break;
        }
        groups.push(group);
        text = rest.get(3..).unwrap_or_default();
    }
    groups
}

/// The second number of a range, right after the first: how much it takes and its words.
fn range(place: &Place, length: usize, first: &Number) -> Option<(usize, String)> {
    let rest = place.after(length);
    let (gap, dash) = dash_of(rest);
    if dash == 0 {
        return None;
    }
    let tail = rest.get(gap + dash..).unwrap_or_default();
    let second = number(tail)?;
    let after = tail.get(second.length..).unwrap_or_default();
    let spaced = gap > 0 || dash > '—'.len_utf8();
    if after.starts_with('/') && each(after).is_none() {
        return None;
    }
    let is_range = match (first.plain, second.plain) {
        (Some(a), Some(b)) if !spaced => a < b,
        (Some(a @ 1900..=2100), Some(b @ 1900..=2100)) => a < b,
        (None, None) if !spaced => true,
        (Some(a), Some(b)) if a >= b => false,
        _ => {
            let next = fold(word_of(after_spaces(after).1));
            RANGE_BEFORE.contains(&place.previous().as_str())
                || RANGE_AFTER.contains(&next.as_str())
                || unit(after).is_some()
        }
    };
    is_range.then_some((gap + dash + second.length, second.words))
}

/// The spaces before a dash and the dash with the spaces after it; (_, 0) where there is none.
fn dash_of(text: &str) -> (usize, usize) {
    let (gap, rest) = after_spaces(text);
    let Some(dash) = rest.chars().next().filter(|c| matches!(c, '-' | '–' | '—')) else {
        return (0, 0);
    };
    let after = rest.get(dash.len_utf8()..).unwrap_or_default();
    let (more, _) = after_spaces(after);
    // Spaces on both sides or on none.
    if (gap > 0) == (more > 0) {
        (gap, dash.len_utf8() + more)
    } else {
        (0, 0)
    }
}

/// A minus sign belongs to the number when nothing stands before it but a space or bracket.
fn stands_alone(before: &str) -> bool {
    before
        .chars()
        .next_back()
        .is_none_or(|c| c == '(' || c == ' ' || c == '\u{A0}')
        && !before.trim_end().ends_with(|c: char| c.is_ascii_digit())
        && !before.ends_with('\n')
        && !before.is_empty()
}

/// `x` or `×` between two numbers.
fn dimension(text: &str) -> Option<usize> {
    let (gap, rest) = after_spaces(text);
    let by = rest.chars().next().filter(|c| matches!(c, 'x' | '×'))?;
    let after = rest.get(by.len_utf8()..).unwrap_or_default();
    let (more, after) = after_spaces(after);
    (after.starts_with(|c: char| c.is_ascii_digit())).then_some(gap + by.len_utf8() + more)
}

/// A word of digits alone.
pub(super) fn digits(word: &str) -> Option<String> {
    (!word.is_empty() && digits_of(word) == word).then(|| cardinal(word))
}

/// A word of letters and digits: its letters as they are, its numbers said (`B12` “B mười hai”).
pub(super) fn mixed(word: &str) -> Option<String> {
    if !word.contains(|c: char| c.is_ascii_digit()) || !word.contains(|c: char| c.is_alphabetic()) {
        return None;
    }
    let mut parts: Vec<String> = Vec::new();
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        let digits = digits_of(rest);
        let part = if digits.is_empty() {
            let end = rest
                .find(|c: char| c.is_ascii_digit())
                .unwrap_or(rest.len());
            rest.get(..end).unwrap_or_default()
        } else {
            digits
        };
        parts.push(match digits.len() {
            0 => part.to_owned(),
            1..=4 => cardinal(digits),
            _ => digit_by_digit(digits),
        });
        rest = rest.get(part.len().max(c.len_utf8())..).unwrap_or_default();
    }
    Some(parts.join(" "))
}
