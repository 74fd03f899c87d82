//! A day of the Gregorian calendar.

use super::error::{DateError, DateErrorKind};
use serde::{Deserialize, Serialize};

/// A calendar day. Made by [`Date::new`], a value always exists in the calendar; years 1–9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date {
    /// The year, 1–9999.
    pub year: i32,
    /// The month, 1–12.
    pub month: u8,
    /// The day of the month, 1–31.
    pub day: u8,
}

/// A day of the week, Monday first as in ISO 8601.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Weekday {
    /// Thứ Hai.
    Monday,
    /// Thứ Ba.
    Tuesday,
    /// Thứ Tư.
    Wednesday,
    /// Thứ Năm.
    Thursday,
    /// Thứ Sáu.
    Friday,
    /// Thứ Bảy.
    Saturday,
    /// Chủ nhật.
    Sunday,
}

impl Weekday {
    /// The days in order, Monday first.
    pub const ALL: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];

    /// 1 for Monday to 7 for Sunday.
    pub fn iso_number(self) -> u8 {
        self as u8 + 1
    }
}

/// The number of days in a month; 0 for a month that does not exist.
pub(super) fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 0,
    }
}

impl Date {
    /// A day, checked against the calendar.
    ///
    /// # Errors
    /// [`DateErrorKind::Year`], [`Month`](DateErrorKind::Month) or [`Day`](DateErrorKind::Day),
    /// with a likely correction where one is known (day and month swapped, the month's last day).
    pub fn new(year: i32, month: u32, day: u32) -> Result<Date, DateError> {
        let found = || format!("{day:02}/{month:02}/{year:04}");
        if !(1..=9999).contains(&year) {
            return Err(DateError::new(DateErrorKind::Year(year), &found()));
        }
        let last = days_in_month(year, month);
        if last == 0 {
            let swapped = (1..=days_in_month(year, day)).contains(&month);
            let likely = swapped.then(|| format!("{month:02}/{day:02}/{year:04}"));
            return Err(DateError::new(DateErrorKind::Month(month), &found()).likely(likely));
        }
        if !(1..=last).contains(&day) {
            let likely = (29..=31)
                .contains(&day)
                .then(|| format!("{last:02}/{month:02}/{year:04}"));
            let kind = DateErrorKind::Day { day, month, last };
            return Err(DateError::new(kind, &found()).likely(likely));
        }
        match (u8::try_from(month), u8::try_from(day)) {
            (Ok(month), Ok(day)) => Ok(Date { year, month, day }),
            _ => Err(DateError::new(DateErrorKind::Unreadable, &found())),
        }
    }

    /// Days since 1 January 1970 (H. Hinnant, “chrono-compatible low-level date algorithms”).
    pub fn days_since_epoch(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month = (i64::from(self.month) + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The day that many days after 1 January 1970, held within the years 1–9999.
    pub fn from_days_since_epoch(days: i64) -> Date {
        let days = days.clamp(-719_162, 2_932_896) + 719_468;
        let era = days.div_euclid(146_097);
        let doe = days.rem_euclid(146_097);
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = doy - (153 * mp + 2) / 5 + 1;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        let year = yoe + era * 400 + i64::from(month <= 2);
        Date {
            year: i32::try_from(year).unwrap_or(1),
            month: u8::try_from(month).unwrap_or(1),
            day: u8::try_from(day).unwrap_or(1),
        }
    }

    /// The day `n` days later (earlier when negative).
    pub fn plus_days(self, n: i64) -> Date {
        Date::from_days_since_epoch(self.days_since_epoch().saturating_add(n))
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        let monday_based = (self.days_since_epoch() + 3).rem_euclid(7);
        usize::try_from(monday_based)
            .ok()
            .and_then(|i| Weekday::ALL.get(i).copied())
            .unwrap_or(Weekday::Monday)
    }

    /// The day's number in its year, from 1.
    pub fn ordinal(self) -> u16 {
        let first = Date {
            month: 1,
            day: 1,
            ..self
        };
        u16::try_from(self.days_since_epoch() - first.days_since_epoch() + 1).unwrap_or(1)
    }

    /// The ISO 8601 week: the year it belongs to and its number, 1–53.
    pub fn iso_week(self) -> (i32, u8) {
        let days = self.days_since_epoch();
        // The week belongs to the year of its Thursday.
        let thursday = days + 4 - i64::from(self.weekday().iso_number());
        let year = Date::from_days_since_epoch(thursday).year;
        let first = Date {
            year,
            month: 1,
            day: 1,
        }
        .days_since_epoch();
        (year, u8::try_from((thursday - first) / 7 + 1).unwrap_or(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn calendar() {
        let date = Date::new(2026, 11, 22).unwrap();
        assert_eq!(date.days_since_epoch(), 20_779);
        assert_eq!(date.weekday(), Weekday::Sunday);
        assert_eq!(date.iso_week(), (2026, 47));
        assert_eq!(date.ordinal(), 326);
        assert_eq!(date.plus_days(40), Date::new(2027, 1, 1).unwrap());
        assert_eq!(Date::new(2027, 1, 1).unwrap().iso_week(), (2026, 53));
        assert_eq!(Date::new(2024, 12, 30).unwrap().iso_week(), (2025, 1));
        assert!(Date::new(2024, 2, 29).is_ok());
        assert!(Date::new(1900, 2, 29).is_err());
    }

    proptest! {
        #[test]
        fn days_round_trip(days in -719_162i64..=2_932_896) {
            let date = Date::from_days_since_epoch(days);
            prop_assert_eq!(date.days_since_epoch(), days);
            prop_assert_eq!(Date::new(date.year, date.month.into(), date.day.into()).unwrap(), date);
        }

        #[test]
        fn never_panics(year: i32, month: u32, day: u32, days: i64) {
            let _ = Date::new(year, month, day);
            let _ = Date::from_days_since_epoch(days).plus_days(days).iso_week();
        }
    }
}
