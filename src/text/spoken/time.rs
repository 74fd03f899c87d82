//! Times of day: 7h30, 7 giờ 30, 14:30, 7g.

use super::Spoken;
use super::number::cardinal;
use super::place::{Place, after_spaces, digits_of, is_word};

/// A time of day, “phút” always said.
pub(super) fn time(place: &Place) -> Spoken {
    let (length, words) = clock(place.rest)?;
    // "7h30-9h", "7h–9h"
    let (gap, rest) = after_spaces(place.after(length));
    if let Some(dash) = rest.chars().next().filter(|c| matches!(c, '-' | '–')) {
        let (more, rest) = after_spaces(rest.get(dash.len_utf8()..).unwrap_or_default());
        if let Some((second, until)) = clock(rest) {
            let length = length + gap + dash.len_utf8() + more + second;
            return Some((length, format!("{words} đến {until}")));
        }
    }
    Some((length, words))
}

fn clock(text: &str) -> Spoken {
    let hour = digits_of(text);
    if !(1..=2).contains(&hour.len()) || hour.parse::<u8>().ok()? > 24 {
        return None;
    }
    let rest = text.get(hour.len()..)?;
    let (mark, lone) = [
        ("h", true),
        ("g", false),
        ("H", true),
        (":", false),
        (" giờ ", false),
        ("giờ", true),
    ]
    .into_iter()
    .find(|(mark, _)| rest.starts_with(mark))?;
    let rest = rest.get(mark.len()..)?;
    let minute = digits_of(rest);
    let known = minute.len() == 2 && minute.parse::<u8>().is_ok_and(|m| m < 60);
    if !known {
        let ends = lone && !rest.starts_with(is_word);
        return ends.then(|| (hour.len() + mark.len(), format!("{} giờ", cardinal(hour))));
    }
    let mut length = hour.len() + mark.len() + 2;
    let mut rest = rest.get(2..)?;
    // A word that grows out of it, or "1:30.000".
    if rest.starts_with(|c| is_word(c) && c != 'p') || is_longer_number(rest) {
        return None;
    }
    let (gap, after) = after_spaces(rest);
    for said in ["phút", "ph", "p", "’", "'"] {
        if let Some(end) = after.strip_prefix(said)
            && !end.starts_with(is_word)
        {
            length += gap + said.len();
            rest = end;
            break;
        }
    }
    if rest.starts_with(is_word) {
        return None;
    }
    // "7 giờ 30 người" is no time.
    if mark == " giờ " && after.starts_with(is_word) && gap > 0 && rest.len() == after.len() + gap
    {
        let next = crate::text::fold::fold(super::place::word_of(after));
        let counted = matches!(
            next.as_str(),
            "nguoi" | "cong" | "dai" | "doan" | "can" | "suat"
        );
        if counted {
            return None;
        }
    }
    let words = if minute == "00" {
        format!("{} giờ", cardinal(hour))
    } else {
        format!("{} giờ {} phút", cardinal(hour), cardinal(minute))
    };
    Some((length, words))
}

fn is_longer_number(rest: &str) -> bool {
    let mut chars = rest.chars();
    matches!(chars.next(), Some('.' | ',' | ':' | '/'))
        && chars.next().is_some_and(|c| c.is_ascii_digit())
}
