//! Writing dates: short, long, for machines.

use super::calendar::{Date, Weekday};
use super::zone::{Instant, Offset};
use crate::text::locale::Locale;

const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const KHMER_MONTHS: [&str; 12] = [
    "មករា",
    "កុម្ភៈ",
    "មីនា",
    "មេសា",
    "ឧសភា",
    "មិថុនា",
    "កក្កដា",
    "សីហា",
    "កញ្ញា",
    "តុលា",
    "វិច្ឆិកា",
    "ធ្នូ",
];

const WEEKDAYS: [[&str; 3]; 7] = [
    ["thứ Hai", "Monday", "ថ្ងៃចន្ទ"],
    ["thứ Ba", "Tuesday", "ថ្ងៃអង្គារ"],
    ["thứ Tư", "Wednesday", "ថ្ងៃពុធ"],
    ["thứ Năm", "Thursday", "ថ្ងៃព្រហស្បតិ៍"],
    ["thứ Sáu", "Friday", "ថ្ងៃសុក្រ"],
    ["thứ Bảy", "Saturday", "ថ្ងៃសៅរ៍"],
    ["Chủ nhật", "Sunday", "ថ្ងៃអាទិត្យ"],
];

impl Weekday {
    /// The day's name in running text: `thứ Hai`, `Monday`.
    pub fn name(self, lang: impl Into<Locale>) -> &'static str {
        let column = match lang.into() {
            Locale::Vi => 0,
            Locale::En => 1,
            Locale::Km => 2,
        };
        WEEKDAYS
            .get(self as usize)
            .and_then(|names| names.get(column))
            .copied()
            .unwrap_or_default()
    }
}

impl Date {
    /// `22/11/2026` in every language: the day first, two digits each.
    pub fn short(self, _lang: impl Into<Locale>) -> String {
        let mut out = String::with_capacity("22/11/2026".len());
        for number in [self.day, self.month] {
            push_two(number, &mut out);
            out.push('/');
        }
        self.push_year(&mut out);
        out
    }

    /// The date in words and figures: `ngày 22 tháng 11 năm 2026`, days below 10 and months 1 and 2
    /// with a zero before (NĐ 30/2020/NĐ-CP, Appendix I); `22 November 2026`;
    /// `ថ្ងៃទី២២ ខែវិច្ឆិកា ឆ្នាំ២០២៦`.
    pub fn long(self, lang: impl Into<Locale>) -> String {
        let Date { year, month, day } = self;
        let named = |months: [&'static str; 12]| {
            let index = usize::from(month).saturating_sub(1);
            months.get(index).copied().unwrap_or_default()
        };
        match lang.into() {
            Locale::Vi if month <= 2 => format!("ngày {day:02} tháng {month:02} năm {year}"),
            Locale::Vi => format!("ngày {day:02} tháng {month} năm {year}"),
            Locale::En => format!("{day} {} {year}", named(ENGLISH_MONTHS)),
            Locale::Km => format!(
                "ថ្ងៃទី{} ខែ{} ឆ្នាំ{}",
                khmer_digits(&day.to_string()),
                named(KHMER_MONTHS),
                khmer_digits(&year.to_string())
            ),
        }
    }

    /// Month and year, for archives: `tháng 11 năm 2026`, `November 2026`.
    pub fn month_year(self, lang: impl Into<Locale>) -> String {
        let lang = lang.into();
        let long = self.long(lang);
        match lang {
            Locale::Vi => format!("tháng {} năm {}", self.month, self.year),
            Locale::En | Locale::Km => long
                .split_once(' ')
                .map(|(_, rest)| rest.to_owned())
                .unwrap_or_default(),
        }
    }

    /// `2026-11-22` (ISO 8601).
    pub fn iso(self) -> String {
        // With room for the time of the day.
        let mut out = String::with_capacity("2026-11-22T14:30:00+07:00".len());
        self.push_year(&mut out);
        for number in [self.month, self.day] {
            out.push('-');
            push_two(number, &mut out);
        }
        out
    }

    fn push_year(self, out: &mut String) {
        match (u8::try_from(self.year / 100), u8::try_from(self.year % 100)) {
            (Ok(hundreds @ 0..=99), Ok(years)) => {
                push_two(hundreds, out);
                push_two(years, out);
            }
            _ => out.push_str(&format!("{:04}", self.year)),
        }
    }
}

/// Two digits; dates are written so often that the general way of writing numbers shows.
fn push_two(number: u8, out: &mut String) {
    out.push(char::from(b'0' + number / 10 % 10));
    out.push(char::from(b'0' + number % 10));
}

impl Instant {
    /// `2026-11-22T14:30:00+07:00` (RFC 3339).
    pub fn rfc3339(self, offset: Offset) -> String {
        let (date, h, m, s) = self.to_local(offset);
        let mut out = date.iso();
        for (mark, number) in [('T', h), (':', m), (':', s)] {
            out.push(mark);
            push_two(number, &mut out);
        }
        push_offset(offset, ":", &mut out);
        out
    }

    /// `Sun, 22 Nov 2026 14:30:00 +0700` (RFC 822 with four-digit years, as RSS 2.0 asks).
    pub fn rfc822(self, offset: Offset) -> String {
        let (date, h, m, s) = self.to_local(offset);
        let weekday = date.weekday().name(Locale::En);
        let month = ENGLISH_MONTHS
            .get(usize::from(date.month).saturating_sub(1))
            .copied()
            .unwrap_or_default();
        let mut out = format!(
            "{}, {:02} {} {:04} {h:02}:{m:02}:{s:02} ",
            weekday.get(..3).unwrap_or_default(),
            date.day,
            month.get(..3).unwrap_or_default(),
            date.year,
        );
        push_offset(offset, "", &mut out);
        out
    }

    /// `22/11/2026`.
    pub fn short(self, offset: Offset, lang: impl Into<Locale>) -> String {
        self.date(offset).short(lang)
    }

    /// `ngày 22 tháng 11 năm 2026`.
    pub fn long(self, offset: Offset, lang: impl Into<Locale>) -> String {
        self.date(offset).long(lang)
    }

    /// The time on a local clock, `14:30`.
    pub fn clock(self, offset: Offset) -> String {
        let (_, h, m, _) = self.to_local(offset);
        format!("{h:02}:{m:02}")
    }
}

fn push_offset(offset: Offset, between: &str, out: &mut String) {
    let minutes = offset.minutes();
    out.push(if minutes < 0 { '-' } else { '+' });
    let two = |number: u32| u8::try_from(number).unwrap_or(99);
    push_two(two(minutes.unsigned_abs() / 60), out);
    out.push_str(between);
    push_two(two(minutes.unsigned_abs() % 60), out);
}

fn khmer_digits(digits: &str) -> String {
    digits
        .chars()
        .map(|c| {
            c.to_digit(10)
                .and_then(|d| char::from_u32(0x17E0 + d))
                .unwrap_or(c)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_forms_follow_the_decree() {
        for (y, m, d, want) in [
            (2026, 11, 22, "ngày 22 tháng 11 năm 2026"),
            (2020, 3, 5, "ngày 05 tháng 3 năm 2020"),
            (2026, 1, 9, "ngày 09 tháng 01 năm 2026"),
            (2026, 2, 10, "ngày 10 tháng 02 năm 2026"),
            (2026, 12, 1, "ngày 01 tháng 12 năm 2026"),
        ] {
            assert_eq!(Date::new(y, m, d).unwrap().long("vi"), want);
        }
    }

    #[test]
    fn other_forms() {
        let date = Date::new(2026, 3, 2).unwrap();
        assert_eq!(date.short("vi"), "02/03/2026");
        assert_eq!(date.long("en"), "2 March 2026");
        assert_eq!(date.long("km"), "ថ្ងៃទី២ ខែមីនា ឆ្នាំ២០២៦");
        assert_eq!(date.month_year("vi"), "tháng 3 năm 2026");
        assert_eq!(date.month_year("en"), "March 2026");
        assert_eq!(date.month_year("km"), "ខែមីនា ឆ្នាំ២០២៦");
        assert_eq!(date.weekday().name("vi"), "thứ Hai");
        let moment = Instant::from_local(date, 14, 5, 9, Offset::VIETNAM);
        assert_eq!(moment.rfc3339(Offset::VIETNAM), "2026-03-02T14:05:09+07:00");
        assert_eq!(moment.rfc3339(Offset::UTC), "2026-03-02T07:05:09+00:00");
        assert_eq!(
            moment.rfc822(Offset::VIETNAM),
            "Mon, 02 Mar 2026 14:05:09 +0700"
        );
        assert_eq!(moment.clock(Offset::VIETNAM), "14:05");
    }
}
