//! Reading dates and times as officers and machines write them.

use super::calendar::Date;
use super::error::{DateError, DateErrorKind};
use super::zone::{Instant, Offset};
use serde::{Deserialize, Serialize};

/// A moment as written: a day alone stands for its first second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Moment {
    /// The moment.
    pub instant: Instant,
    /// Whether only a day was written, without a time.
    pub date_only: bool,
}

/// Reads a day: see [`parse_moment`] for the forms. A time after it is an error.
///
/// # Errors
/// Says what was wrong, with a likely correction where one is known.
pub fn parse_date(text: &str) -> Result<Date, DateError> {
    let moment = parse_moment(text, Offset::UTC)?;
    if moment.date_only {
        Ok(moment.instant.date(Offset::UTC))
    } else {
        Err(DateError::new(DateErrorKind::Unreadable, text.trim()))
    }
}

/// Reads `2026-11-22`, `22/11/2026` (also with `-` or `.`), `ngày 22 tháng 11 năm 2026`, each
/// optionally followed by `T` or a space and `14:30`, `14:30:05`, `14h30`, and an offset
/// (RFC 3339). Without an offset the time is that of `offset`.
///
/// # Errors
/// Says what was wrong (no such day, month, time), with a likely correction where one is known.
pub fn parse_moment(text: &str, offset: Offset) -> Result<Moment, DateError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(DateError::new(DateErrorKind::Empty, text));
    }
    let in_words = words(text);
    let text_form = in_words.as_deref().unwrap_or(text);
    let split = text_form
        .char_indices()
        .find(|&(_, c)| matches!(c, 'T' | 't' | ' ' | '\u{A0}'));
    let (day, time) = match split {
        Some((at, c)) => (
            text_form.get(..at).unwrap_or_default(),
            Some(
                text_form
                    .get(at + c.len_utf8()..)
                    .unwrap_or_default()
                    .trim(),
            ),
        ),
        None => (text_form, None),
    };
    let as_found = |mut error: DateError| {
        error.likely = error.likely.map(|likely| match time {
            Some(time) => format!("{likely} {time}"),
            None => likely,
        });
        error.found = text.to_owned();
        error
    };
    let date = day_of(day).map_err(as_found)?;
    let Some(time) = time else {
        return Ok(Moment {
            instant: Instant::from_local(date, 0, 0, 0, offset),
            date_only: true,
        });
    };
    let (clock, zone) = split_zone(time);
    let offset = match zone {
        None => offset,
        Some(zone) => {
            Offset::parse(zone).ok_or_else(|| DateError::new(DateErrorKind::Offset, text))?
        }
    };
    let (hour, minute, second) =
        clock_of(clock).ok_or_else(|| DateError::new(DateErrorKind::Time, text))?;
    Ok(Moment {
        instant: Instant::from_local(date, hour, minute, second, offset),
        date_only: false,
    })
}

/// `ngày 22 tháng 11 năm 2026` as `22/11/2026`.
fn words(text: &str) -> Option<String> {
    let lower = super::super::fold::fold(text);
    let mut parts = lower.split_whitespace();
    let mut next_number = |name: &str| -> Option<String> {
        (parts.next()? == name).then(|| parts.next().map(str::to_owned))?
    };
    let day = next_number("ngay")?;
    let month = next_number("thang")?;
    let year = next_number("nam")?;
    parts
        .next()
        .is_none()
        .then(|| format!("{day}/{month}/{year}"))
}

fn day_of(day: &str) -> Result<Date, DateError> {
    let unreadable = || DateError::new(DateErrorKind::Unreadable, day);
    let separator = day
        .chars()
        .find(|c| !c.is_ascii_digit())
        .filter(|c| matches!(c, '-' | '/' | '.'))
        .ok_or_else(unreadable)?;
    let parts: Vec<&str> = day.split(separator).collect();
    let &[first, second, third] = parts.as_slice() else {
        return Err(unreadable());
    };
    let number = |part: &str, longest: usize| {
        let fits = (1..=longest).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| fits)
    };
    let year_of = |part: &str| number(part, 4).and_then(|y| i32::try_from(y).ok());
    if first.len() == 4 {
        let (Some(year), Some(month), Some(day)) =
            (year_of(first), number(second, 2), number(third, 2))
        else {
            return Err(unreadable());
        };
        // The correction in the author's own order.
        return Date::new(year, month, day).map_err(|mut error| {
            error.likely = error.likely.map(|likely| reversed(&likely));
            error
        });
    }
    let (Some(day), Some(month), Some(year)) =
        (number(first, 2), number(second, 2), year_of(third))
    else {
        return Err(unreadable());
    };
    if third.len() == 2 {
        let full = Date::new(2000 + year, month, day).ok();
        let likely = full.map(|_| format!("{day:02}/{month:02}/{}", 2000 + year));
        return Err(DateError::new(DateErrorKind::Year(year), first).likely(likely));
    }
    Date::new(year, month, day)
}

/// `22/11/2026` as `2026-11-22`.
fn reversed(date: &str) -> String {
    date.rsplit('/').collect::<Vec<_>>().join("-")
}

/// Parts `14:30+07:00` into the clock's time and the zone.
fn split_zone(time: &str) -> (&str, Option<&str>) {
    match time.find(['Z', 'z', '+', '-', '−']) {
        Some(at) => (
            time.get(..at).unwrap_or_default().trim_end(),
            time.get(at..),
        ),
        None => (time, None),
    }
}

/// `14:30`, `14:30:05`, `14:30:05.123`, `14h30`, `14h`, `14 giờ 30`.
fn clock_of(clock: &str) -> Option<(u8, u8, u8)> {
    let clock = clock.replace(" giờ ", ":").replace(['h', 'H'], ":");
    let mut parts = clock.split(':');
    let number = |part: &str, most: u8| {
        let fits = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<u8>().ok().filter(|&n| fits && n <= most)
    };
    let hour = number(parts.next()?, 23)?;
    let minute = match parts.next()? {
        "" => 0,
        part => number(part, 59)?,
    };
    let second = match parts.next() {
        None => 0,
        Some(part) => {
            let (whole, fraction) = part.split_once('.').unwrap_or((part, "0"));
            if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            number(whole, 59)?
        }
    };
    parts.next().is_none().then_some((hour, minute, second))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads() {
        for (text, want) in [
            ("2026-11-22", "2026-11-22T00:00:00+07:00"),
            ("22/11/2026", "2026-11-22T00:00:00+07:00"),
            ("2/1/2026", "2026-01-02T00:00:00+07:00"),
            ("22-11-2026", "2026-11-22T00:00:00+07:00"),
            ("22.11.2026", "2026-11-22T00:00:00+07:00"),
            ("Ngày 05 tháng 3 năm 2020", "2020-03-05T00:00:00+07:00"),
            ("22/11/2026 14:30", "2026-11-22T14:30:00+07:00"),
            ("22/11/2026 14h30", "2026-11-22T14:30:00+07:00"),
            ("22/11/2026 7h", "2026-11-22T07:00:00+07:00"),
            ("22/11/2026 7 giờ 05", "2026-11-22T07:05:00+07:00"),
            ("2026-11-22T14:30", "2026-11-22T14:30:00+07:00"),
            ("2026-11-22 14:30:05", "2026-11-22T14:30:05+07:00"),
            ("2026-11-22T14:30:05Z", "2026-11-22T21:30:05+07:00"),
            ("2026-11-22T14:30:05.25+07:00", "2026-11-22T14:30:05+07:00"),
            ("2026-11-22 14:30 +09:00", "2026-11-22T12:30:00+07:00"),
        ] {
            let moment = parse_moment(text, Offset::VIETNAM).unwrap();
            assert_eq!(moment.instant.rfc3339(Offset::VIETNAM), want, "{text}");
            assert_eq!(moment.date_only, want.contains("T00:00:00"), "{text}");
        }
    }

    #[test]
    fn says_what_is_wrong() {
        use DateErrorKind as K;
        for (text, kind, likely) in [
            ("15/13/2026", K::Month(13), None),
            ("11/22/2026", K::Month(22), Some("22/11/2026")),
            ("2026-22-11", K::Month(22), Some("2026-11-22")),
            (
                "31/11/2026",
                K::Day {
                    day: 31,
                    month: 11,
                    last: 30,
                },
                Some("30/11/2026"),
            ),
            (
                "2026-02-29",
                K::Day {
                    day: 29,
                    month: 2,
                    last: 28,
                },
                Some("2026-02-28"),
            ),
            (
                "00/11/2026",
                K::Day {
                    day: 0,
                    month: 11,
                    last: 30,
                },
                None,
            ),
            ("11/22/2026 08:00", K::Month(22), Some("22/11/2026 08:00")),
            ("22/11/26", K::Year(26), Some("22/11/2026")),
            ("22/11/0000", K::Year(0), None),
            ("22/11/2026 25:00", K::Time, None),
            ("22/11/2026 mai", K::Time, None),
            ("2026-11-22T14:30+99:00", K::Offset, None),
            ("hôm qua", K::Unreadable, None),
            ("22/11", K::Unreadable, None),
            ("20261122", K::Unreadable, None),
            ("", K::Empty, None),
        ] {
            let error = parse_moment(text, Offset::VIETNAM).unwrap_err();
            assert_eq!(error.kind, kind, "{text}");
            assert_eq!(error.likely.as_deref(), likely, "{text}");
            assert_eq!(error.found, text);
            assert!(!error.vi().is_empty() && !error.en().is_empty());
            if let Some(likely) = likely {
                assert!(parse_moment(likely, Offset::VIETNAM).is_ok());
            }
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC*", like in "[0-9/:. TZ+hngàythámnă-]{0,30}") {
            let _ = parse_moment(&text, Offset::VIETNAM);
            let _ = parse_moment(&like, Offset::VIETNAM);
        }

        #[test]
        fn reads_what_is_written(seconds in 0i64..250_000_000_000) {
            let instant = Instant(seconds);
            let read = parse_moment(&instant.rfc3339(Offset::VIETNAM), Offset::UTC).unwrap();
            prop_assert_eq!(read.instant, instant);
            let date = instant.date(Offset::VIETNAM);
            prop_assert_eq!(parse_date(&date.short("vi")).unwrap(), date);
            prop_assert_eq!(parse_date(&date.long("vi")).unwrap(), date);
            prop_assert_eq!(parse_date(&date.iso()).unwrap(), date);
        }
    }
}
