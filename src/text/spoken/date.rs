//! Dates: 22/11/2026, 15/12, 5/2020, 2026-11-22, 15–20/12.

use super::Spoken;
use super::number::{cardinal, month};
use super::place::{Place, digits_of, is_word};
use super::quantity::is_part;
use crate::text::date::Date;

/// Words that stand for “ngày” before a day.
const DAY_BEFORE: [&str; 14] = [
    "ngay", "sang", "trua", "chieu", "toi", "dem", "hom", "mung", "mong", "le", "ram", "khuya",
    "den", "dip",
];

/// Words before a document's number and year: `Thông tư 10/2020`.
const DOCUMENT_BEFORE: [&str; 8] = ["dinh", "quyet", "tu", "luat", "thi", "hoach", "so", "van"];

/// A date in figures, with “ngày” or “tháng” where the text has not said it.
pub(super) fn date(place: &Place) -> Spoken {
    iso(place)
        .or_else(|| full(place))
        .or_else(|| day_range(place))
        .or_else(|| month_year(place))
        .or_else(|| day_month(place))
}

/// `22/11/2026`, also with `-` or `.`.
fn full(place: &Place) -> Spoken {
    let (length, [day, month, year]) = parts(place.rest, |c| matches!(c, '/' | '-' | '.'))?;
    if year.len() != 4 && !(year.len() == 2 && place.rest.contains('/')) {
        return None;
    }
    check(day, month, year)?;
    ends(place.after(length))?;
    let words = format!("{} năm {}", of_month(day, month), cardinal(year));
    Some((length, with_day(place, &words)))
}

/// `2026-11-22`.
fn iso(place: &Place) -> Spoken {
    let (length, [year, month, day]) = parts(place.rest, |c| c == '-')?;
    if year.len() != 4 {
        return None;
    }
    check(day, month, year)?;
    ends(place.after(length))?;
    let words = format!("{} năm {}", of_month(day, month), cardinal(year));
    Some((length, with_day(place, &words)))
}

/// `15/12`, unless it is a part of a whole.
fn day_month(place: &Place) -> Spoken {
    let day = digits_of(place.rest);
    let month = digits_of(place.after(day.len()).strip_prefix('/')?);
    let length = day.len() + 1 + month.len();
    let after = place.after(length);
    check(day, month, "2024")?;
    ends(after)?;
    let label = place.previous();
    let counted = matches!(
        label.as_str(),
        "so" | "lo" | "hem" | "kiet" | "ty" | "diem" | "dat"
    );
    if counted || is_part(place, day, month, after) || after.starts_with(" điểm") {
        return None;
    }
    Some((length, with_day(place, &of_month(day, month))))
}

/// `15-20/12` and `15–20/12/2026`: the first day of two in one month.
fn day_range(place: &Place) -> Spoken {
    let first = digits_of(place.rest);
    let rest = place.after(first.len());
    let dash = rest.chars().next().filter(|c| matches!(c, '-' | '–'))?;
    let second = rest.get(dash.len_utf8()..)?;
    let day = digits_of(second);
    let month = digits_of(second.get(day.len()..)?.strip_prefix('/')?);
    check(first, month, "2024")?;
    check(day, month, "2024")?;
    if first.parse::<u8>().ok()? >= day.parse::<u8>().ok()? {
        return None;
    }
    // The second day follows as a date of its own, after "đến".
    let words = format!("{} đến", cardinal(first));
    Some((first.len() + dash.len_utf8(), with_day(place, &words)))
}

/// `5/2020`; after a document's name its number and year.
fn month_year(place: &Place) -> Spoken {
    let number = digits_of(place.rest);
    let year = digits_of(place.after(number.len()).strip_prefix('/')?);
    let length = number.len() + 1 + year.len();
    if year.len() != 4 || !(1900..=2100).contains(&year.parse::<u32>().ok()?) {
        return None;
    }
    ends(place.after(length))?;
    let said = cardinal(year);
    let before = place.previous();
    let numbered = DOCUMENT_BEFORE.contains(&before.as_str()) || before == "quy";
    if numbered || !(1..=12).contains(&number.parse::<u32>().ok()?) {
        return Some((length, format!("{} năm {said}", cardinal(number))));
    }
    let month = month(number);
    Some(if before == "thang" {
        (length, format!("{month} năm {said}"))
    } else {
        (length, format!("tháng {month} năm {said}"))
    })
}

/// Three numbers with the same mark between.
fn parts(text: &str, is_mark: impl Fn(char) -> bool) -> Option<(usize, [&str; 3])> {
    let first = digits_of(text);
    let mark = text
        .get(first.len()..)?
        .chars()
        .next()
        .filter(|&c| is_mark(c))?;
    let rest = text.get(first.len() + 1..)?;
    let second = digits_of(rest);
    let rest = rest.get(second.len()..)?.strip_prefix(mark)?;
    let third = digits_of(rest);
    let short = |part: &str, most| (1..=most).contains(&part.len());
    (short(first, 4) && short(second, 2) && short(third, 4)).then(|| {
        (
            first.len() + second.len() + third.len() + 2,
            [first, second, third],
        )
    })
}

/// Whether the day exists.
fn check(day: &str, month: &str, year: &str) -> Option<Date> {
    if day.len() > 2 || month.len() > 2 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A date does not run on into a longer number or word.
fn ends(after: &str) -> Option<()> {
    let mut chars = after.chars();
    let ends = match chars.next() {
        Some('/') => false,
        Some(c) if is_word(c) => false,
        Some('.' | ',') => !chars.next().is_some_and(|c| c.is_ascii_digit()),
        Some('%') => false,
        _ => true,
    };
    ends.then_some(())
}

fn of_month(day: &str, month_number: &str) -> String {
    format!("{} tháng {}", cardinal(day), month(month_number))
}

fn with_day(place: &Place, words: &str) -> String {
    let before = place.previous();
    let after_dash = place.before.trim_end().ends_with(['-', '–']);
    let range = after_dash
        && place
            .before
            .trim_end()
            .trim_end_matches(['-', '–'])
            .ends_with(|c: char| c.is_ascii_digit());
    if range {
        words.to_owned()
    } else if before == "den" || !DAY_BEFORE.contains(&before.as_str()) {
        format!("ngày {words}")
    } else {
        words.to_owned()
    }
}
