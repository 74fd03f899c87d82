//! How large the type of a notice-board sheet can be so that all of it stands on one A4 side.
//!
//! Nobody asks a browser here: lines are counted by the widths of letters, between those of bold Noto Sans (the widest font
//! that the sheet names) and of bold DejaVu Sans. `.ci/checks/poster` prints every sheet and looks.
//!
//! How large is large enough: black letters on white are read at 29 feet for every inch of a capital's height (United
//! States Sign Council, 1998), 5.8 mm at two metres; capitals of these fonts are 0.71 em high, so 8.1 mm or 23 points.

use crate::text::excerpt::{graphemes, truncate};
use crate::text::letter;
use std::borrow::Cow;

/// Sizes in points, largest first: title, points. The last is the smallest that can be read at two metres.
const SIZES: [(f64, f64); 10] = [
    (66.0, 44.0),
    (62.0, 40.0),
    (58.0, 36.0),
    (54.0, 34.0),
    (50.0, 32.0),
    (46.0, 30.0),
    (42.0, 28.0),
    (38.0, 26.0),
    (34.0, 25.0),
    (30.0, 24.0),
];
/// Millimetres of a point.
const MM: f64 = 0.352_78;
/// Width of the text, and of a point beside its number, in millimetres.
const WIDTH: f64 = 186.0;
const POINT_WIDTH: f64 = 168.0;
/// Height for title, summary and points: A4 less the margins (24), the head (17), the foot (64) and the gaps.
const HEIGHT: f64 = 297.0 - 24.0 - 17.0 - 64.0 - 8.0;
/// Line heights of title and text; of Khmer, whose signs stand above and below.
const TITLE_LINE: f64 = 1.25;
const LINE: f64 = 1.32;
const KHMER_LINE: f64 = 1.9;
/// Gaps below the title, the summary and the label, and between points, in millimetres.
const GAP: f64 = 5.0;
/// The label's height.
const LABEL: f64 = 9.0;
/// Size of the summary against that of the points.
const SUMMARY: f64 = 0.8;
/// Graphemes of a title that could ever fit.
const TITLE: usize = 300;
/// Least height of a picture that is worth its ink.
const PICTURE: f64 = 42.0;

/// What a sheet shows, and how large.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::outputs) struct Fitted {
    /// The title, cut where the smallest size is still too large.
    pub title: String,
    /// Size of the title in points.
    pub title_size: f64,
    /// Size of the points in points.
    pub text_size: f64,
    /// Whether there is room for the summary.
    pub summary: bool,
    /// Height in millimetres that is left for a picture; `None` where that is too little.
    pub picture: Option<u32>,
    /// The points, likewise.
    pub points: Vec<String>,
    /// Whether any of them was cut.
    pub cut: bool,
}

/// Fits title, summary and points. The points are made as large as they can be; the summary stays if it costs no more
/// than one size.
pub(in crate::outputs) fn fit(title: &str, summary: &str, points: &[String]) -> Fitted {
    // At the smallest size the longest text gives way, a word or two at a time.
    let title = truncate(title, TITLE);
    let mut cut = matches!(title, Cow::Owned(_));
    let mut texts: Vec<String> = points.to_vec();
    texts.push(title.into_owned());
    loop {
        let (title, points) = match texts.split_last() {
            Some((title, points)) => (title.as_str(), points),
            None => ("", &[][..]),
        };
        if let Some(fitted) = best(title, summary, points) {
            return Fitted { cut, ..fitted };
        }
        let Some(longest) = texts.iter_mut().max_by_key(|t| t.len()) else {
            return Fitted::default();
        };
        cut = true;
        let most = graphemes(longest).saturating_sub(6);
        *longest = truncate(longest, most).into_owned();
    }
}

fn best(title: &str, summary: &str, points: &[String]) -> Option<Fitted> {
    let left = |size: &(f64, f64), summary: &str| HEIGHT - height(title, summary, points, *size);
    let largest = SIZES.iter().position(|size| left(size, "") >= 0.0)?;
    let with_summary = SIZES
        .iter()
        .enumerate()
        .skip(largest)
        .take(2)
        .find(|(_, size)| !summary.is_empty() && left(size, summary) >= 0.0);
    let (size, summary) = match with_summary {
        Some((_, size)) => (size, summary),
        None => (SIZES.get(largest)?, ""),
    };
    let room = left(size, summary) - GAP;
    Some(Fitted {
        title: title.to_owned(),
        title_size: size.0,
        text_size: size.1,
        summary: !summary.is_empty(),
        picture: (room >= PICTURE).then_some(room.min(110.0) as u32),
        points: points.to_vec(),
        cut: false,
    })
}

/// Height of title, summary and points in millimetres.
fn height(title: &str, summary: &str, points: &[String], (title_size, size): (f64, f64)) -> f64 {
    let block = |text: &str, size: f64, width: f64, line: f64| {
        let line = if text.chars().any(letter::is_khmer) {
            KHMER_LINE
        } else {
            line
        };
        lines(text, width / (size * MM)) as f64 * size * MM * line
    };
    let mut total = block(title, title_size, WIDTH, TITLE_LINE) + GAP;
    if !summary.is_empty() {
        total += block(summary, size * SUMMARY, WIDTH, LINE) + GAP;
    }
    if !points.is_empty() {
        total += LABEL;
    }
    for point in points {
        total += block(point, size, POINT_WIDTH, LINE) + GAP;
    }
    total
}

/// How many lines a text takes in a column of so many ems.
fn lines(text: &str, width: f64) -> usize {
    let mut lines = 1;
    let mut column = 0.0;
    for word in text.split_inclusive(' ') {
        let word_width: f64 = word.chars().map(advance).sum();
        let seen: f64 = word.trim_end().chars().map(advance).sum();
        if column + seen > width && column > 0.0 {
            lines += 1;
            column = 0.0;
        }
        // A word wider than the column is broken.
        let whole = (word_width / width).floor();
        lines += whole as usize;
        column += word_width - whole * width;
    }
    lines
}

/// Width of a letter in ems, of a wide bold sans serif.
fn advance(c: char) -> f64 {
    let base = letter::ascii(c).unwrap_or(c);
    if c.is_uppercase() {
        return match base {
            'i' | 'j' => 0.4,
            'm' | 'w' => 1.0,
            _ => 0.77,
        };
    }
    match base {
        c if letter::is_latin_mark(c) => 0.0,
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '!' | '|' | '’' | '‘' | ' ' => 0.33,
        'f' | 't' | 'r' | '(' | ')' | '-' | '“' | '”' | '/' => 0.43,
        'm' | 'w' | '%' => 0.96,
        // Khmer vowels and signs stand above, below or beside their consonant.
        '\u{17B4}'..='\u{17D3}' => 0.2,
        _ => 0.67,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fit_of(title: &str, summary: &str, points: &[&str]) -> Fitted {
        let points: Vec<String> = points.iter().map(|p| (*p).to_owned()).collect();
        fit(title, summary, &points)
    }

    #[test]
    fn a_title_alone_leaves_room_for_a_picture() {
        assert!(
            fit_of("Buổi tối ở khu nhà trọ", "", &[])
                .picture
                .is_some_and(|mm| mm >= 42)
        );
    }

    #[test]
    fn short_sheets_are_large() {
        let short = fit_of(
            "Lương làm thêm giờ tính sao?",
            "",
            &[
                "Ngày thường ít nhất 150%",
                "Ngày nghỉ ít nhất 200%",
                "Ngày lễ ít nhất 300%",
            ],
        );
        assert!(short.title_size >= 58.0 && short.text_size >= 36.0);
        assert!(short.picture.is_none() && !short.cut);
    }

    #[test]
    fn long_sheets_are_small_and_at_last_cut() {
        let point =
            "Trả lời đúng hẹn, kể cả khi chưa có kết quả, và nói rõ khi nào thì có kết quả đó. "
                .repeat(4);
        let long = fit_of(
            "Đối thoại và thương lượng tập thể tại nơi làm việc",
            "Tóm tắt dài.",
            &[&point, &point, &point],
        );
        assert!(long.cut && long.text_size == 24.0 && !long.summary);
        assert!(long.points.iter().any(|p| p.ends_with('…')));
        let title = fit(&"dài ".repeat(400), "", &[]);
        assert!(title.cut && title.title.ends_with('…'));
    }

    #[test]
    fn lines_are_counted_as_a_browser_breaks_them() {
        assert_eq!(lines("", 10.0), 1);
        assert_eq!(lines("công đoàn công đoàn", 6.0), 2);
        assert_eq!(lines(&"a".repeat(40), 10.0), 3);
    }

    proptest! {
        #[test]
        fn never_panics_nor_grows(title in "\\PC{0,120}", summary in "\\PC{0,200}", points in prop::collection::vec("\\PC{0,160}", 0..4)) {
            let fitted = fit(&title, &summary, &points);
            prop_assert_eq!(fitted.points.len(), points.len());
            prop_assert!(fitted.text_size >= 24.0);
        }
    }
}
