//! Moments and the fixed offsets they are shown in.

use super::calendar::Date;
use super::error::{DateError, DateErrorKind};
use crate::text::similar::nearest;
use serde::{Deserialize, Serialize};

/// A moment: seconds since 1 January 1970, 00:00 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Instant(
    /// Seconds since the Unix epoch.
    pub i64,
);

impl Instant {
    /// The moment a local clock shows that time. Values past the clock (25 h) run on.
    pub fn from_local(date: Date, hour: u8, minute: u8, second: u8, offset: Offset) -> Instant {
        let of_day = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
        Instant(date.days_since_epoch() * 86_400 + of_day - offset.seconds())
    }

    /// The day and the hour, minute and second on a local clock.
    pub fn to_local(self, offset: Offset) -> (Date, u8, u8, u8) {
        let local = self.0.saturating_add(offset.seconds());
        let of_day = local.rem_euclid(86_400);
        let part = |n: i64| u8::try_from(n).unwrap_or(0);
        (
            Date::from_days_since_epoch(local.div_euclid(86_400)),
            part(of_day / 3600),
            part(of_day / 60 % 60),
            part(of_day % 60),
        )
    }

    /// The day on a local calendar.
    pub fn date(self, offset: Offset) -> Date {
        self.to_local(offset).0
    }
}

/// A fixed difference from UTC in minutes, east positive, at most 18 hours either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Offset(i16);

impl Offset {
    /// Coordinated universal time.
    pub const UTC: Offset = Offset(0);
    /// Vietnam's time, UTC+7.
    pub const VIETNAM: Offset = Offset(7 * 60);

    /// An offset of so many minutes east of UTC; `None` past 18 hours.
    pub fn from_minutes(minutes: i32) -> Option<Offset> {
        i16::try_from(minutes)
            .ok()
            .filter(|m| m.abs() <= 18 * 60)
            .map(Offset)
    }

    /// Minutes east of UTC.
    pub fn minutes(self) -> i32 {
        i32::from(self.0)
    }

    /// Seconds east of UTC.
    pub fn seconds(self) -> i64 {
        i64::from(self.0) * 60
    }

    /// Reads `Z`, `+07:00`, `+0700` or `+07`.
    pub fn parse(text: &str) -> Option<Offset> {
        if matches!(text, "Z" | "z") {
            return Some(Offset::UTC);
        }
        let (sign, rest) = match text.strip_prefix('+') {
            Some(rest) => (1, rest),
            None => (-1, text.strip_prefix(['-', '−'])?),
        };
        if !rest.chars().all(|c| c.is_ascii_digit() || c == ':') {
            return None;
        }
        let (hours, minutes) = match (rest.split_once(':'), rest.len()) {
            (Some((h, m)), _) if m.len() == 2 => (h, m),
            (None, 4) => rest.split_at_checked(2)?,
            (None, 1 | 2) => (rest, "0"),
            _ => return None,
        };
        let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
        if hours > 18 || minutes > 59 {
            return None;
        }
        Offset::from_minutes(sign * (hours * 60 + minutes))
    }
}

/// The time zone of a site: a name with its fixed offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Timezone {
    /// The zone's offset, the same all year.
    pub offset: Offset,
}

/// Zones without summer time that a site of the region may name (IANA names), in minutes.
const ZONES: [(&str, i16); 15] = [
    ("Asia/Ho_Chi_Minh", 420),
    ("Asia/Saigon", 420),
    ("Asia/Hanoi", 420),
    ("Asia/Bangkok", 420),
    ("Asia/Phnom_Penh", 420),
    ("Asia/Vientiane", 420),
    ("Asia/Jakarta", 420),
    ("Asia/Kuala_Lumpur", 480),
    ("Asia/Singapore", 480),
    ("Asia/Manila", 480),
    ("Asia/Taipei", 480),
    ("Asia/Shanghai", 480),
    ("Asia/Tokyo", 540),
    ("Asia/Seoul", 540),
    ("UTC", 0),
];

impl Timezone {
    /// Reads a zone's name (`Asia/Ho_Chi_Minh`, a few neighbours, `UTC`) or an offset (`+07:00`).
    ///
    /// # Errors
    /// [`DateErrorKind::Offset`] with the nearest known name, if one is near.
    pub fn parse(text: &str) -> Result<Timezone, DateError> {
        let text = text.trim();
        let named = ZONES
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(text))
            .map(|&(_, minutes)| Offset(minutes));
        match named.or_else(|| Offset::parse(text)) {
            Some(offset) => Ok(Timezone { offset }),
            None => {
                let names = ZONES.iter().map(|(name, _)| *name);
                let likely = nearest(text, names).map(str::to_owned);
                Err(DateError::new(DateErrorKind::Offset, text).likely(likely))
            }
        }
    }

    /// The zone's offset from UTC.
    pub fn offset(self) -> Offset {
        self.offset
    }
}

impl Default for Timezone {
    /// Asia/Ho_Chi_Minh.
    fn default() -> Timezone {
        Timezone {
            offset: Offset::VIETNAM,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn zones() {
        for (text, minutes) in [
            ("Asia/Ho_Chi_Minh", 420),
            ("asia/ho_chi_minh", 420),
            ("+07:00", 420),
            ("-03:30", -210),
            ("+0700", 420),
            ("+7", 420),
            ("UTC", 0),
            ("Z", 0),
        ] {
            assert_eq!(
                Timezone::parse(text).unwrap().offset().minutes(),
                minutes,
                "{text}"
            );
        }
        let misspelt = Timezone::parse("Asia/Ho_Chi_Min").unwrap_err();
        assert_eq!(misspelt.likely.as_deref(), Some("Asia/Ho_Chi_Minh"));
        for text in ["", "Hà Nội", "+25:00", "+07:75", "7", "++7", "+7:0"] {
            assert_eq!(
                Timezone::parse(text).unwrap_err().kind,
                DateErrorKind::Offset,
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn local_time_round_trips(seconds in -60_000_000_000i64..250_000_000_000, minutes in -1080i32..=1080) {
            let offset = Offset::from_minutes(minutes).unwrap();
            let (date, h, m, s) = Instant(seconds).to_local(offset);
            prop_assert_eq!(Instant::from_local(date, h, m, s, offset), Instant(seconds));
        }

        #[test]
        fn never_panics(seconds: i64, text in "\\PC*") {
            let _ = Instant(seconds).to_local(Offset::VIETNAM);
            let _ = Timezone::parse(&text);
        }
    }
}
