//! What was wrong with a date, in both languages.

use std::fmt;

/// A date that could not be read: what was found, why not, and what was probably meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateError {
    /// The kind of fault.
    pub kind: DateErrorKind,
    /// The text as it stood.
    pub found: String,
    /// A correction, where a likely one is known, in the form 22/11/2026 or as the author wrote it.
    pub likely: Option<String>,
}

/// The kinds of fault in a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateErrorKind {
    /// Nothing was written.
    Empty,
    /// None of the known ways to write a date.
    Unreadable,
    /// A year outside 1–9999, or of two digits.
    Year(i32),
    /// A month outside 1–12.
    Month(u32),
    /// A day the month does not have.
    Day {
        /// The day as written.
        day: u32,
        /// The month it was to be in.
        month: u32,
        /// That month's last day.
        last: u32,
    },
    /// An hour, minute or second that does not exist.
    Time,
    /// An offset from UTC that is not like `+07:00`.
    Offset,
}

impl DateError {
    pub(super) fn new(kind: DateErrorKind, found: &str) -> DateError {
        DateError {
            kind,
            found: found.to_owned(),
            likely: None,
        }
    }

    pub(super) fn likely(mut self, likely: Option<String>) -> DateError {
        self.likely = likely;
        self
    }

    /// The message in Vietnamese, without the correction.
    pub fn vi(&self) -> String {
        let found = &self.found;
        match &self.kind {
            DateErrorKind::Empty => "chưa ghi ngày; viết như 22/11/2026".to_owned(),
            DateErrorKind::Unreadable => {
                format!("“{found}” không phải là ngày; viết như 22/11/2026 hoặc 22/11/2026 14:30")
            }
            DateErrorKind::Year(year) => {
                format!("“{found}”: năm {year} không hợp lệ; viết đủ bốn chữ số, như 22/11/2026")
            }
            DateErrorKind::Month(month) => {
                format!("“{found}”: không có tháng {month}; viết ngày trước, tháng sau")
            }
            DateErrorKind::Day { day, month, last } => {
                format!("“{found}”: không có ngày {day}, tháng {month} chỉ có {last} ngày")
            }
            DateErrorKind::Time => format!("“{found}”: giờ không đúng; viết như 14:30"),
            DateErrorKind::Offset => {
                format!("“{found}”: múi giờ không đúng; viết như +07:00 hoặc Asia/Ho_Chi_Minh")
            }
        }
    }

    /// The message in English, without the correction.
    pub fn en(&self) -> String {
        let found = &self.found;
        match &self.kind {
            DateErrorKind::Empty => "no date given; write it like 22/11/2026".to_owned(),
            DateErrorKind::Unreadable => {
                format!("“{found}” is not a date; write it like 22/11/2026 or 22/11/2026 14:30")
            }
            DateErrorKind::Year(year) => {
                format!(
                    "“{found}”: the year {year} is not valid; write four digits, like 22/11/2026"
                )
            }
            DateErrorKind::Month(month) => {
                format!("“{found}”: there is no month {month}; the day comes first, then the month")
            }
            DateErrorKind::Day { day, month, last } => {
                format!("“{found}”: there is no day {day}, month {month} has {last} days")
            }
            DateErrorKind::Time => format!("“{found}”: no such time; write it like 14:30"),
            DateErrorKind::Offset => {
                format!("“{found}”: not a time zone; write +07:00 or Asia/Ho_Chi_Minh")
            }
        }
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en())
    }
}

impl std::error::Error for DateError {}
