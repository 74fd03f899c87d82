//! Sentences and syllables: where a sentence ends, how long a text takes to read.

use super::latin::{self, LONGEST_SYLLABLE};
use super::letter;
use std::ops::Range;

/// What people write with a full stop in the middle of a sentence, small and without the last
/// stop. Single letters (TP. Long Xuyên, Q. 1, Nguyễn V. A) need no entry.
const ABBREVIATIONS: [&str; 46] = [
    "bs", "bscki", "bsckii", "cki", "ckii", "cn", "dr", "ds", "gs", "gs.ts", "hđ", "ks", "kt",
    "ls", "mr", "mrs", "ncs", "no", "nxb", "pct", "pgs", "pgs.ts", "st", "stt", "sđt", "t.s",
    "tel", "th", "th.s", "ths", "tl", "tm", "tp", "tr", "ts", "tt", "tuq", "tx", "v.v", "vd", "vs",
    "vv", "www", "đ/c", "đc", "đt",
];

/// Reading speed in silence, syllables a minute (FACTS, Vietnamese).
const READING_RATE: usize = 220;
/// Reading speed aloud, syllables a minute (FACTS, Vietnamese).
const ALOUD_RATE: usize = 190;

/// The sentences of plain text as byte ranges, without the white space between them. A line break
/// ends a sentence: the text is expected with one block per line.
///
/// Never splits after TP., Tr., ThS., TS., TM., KT., v.v., Đ/c, PGS., BS., Q., P. and the like, inside
/// numbers and addresses, after a list's `1.` or `a.`, or where the next word starts small.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = at + c.len_utf8();
        if c == '\n' {
            push_trimmed(text, start..at, &mut found);
            start = after;
            continue;
        }
        if !is_terminator(c) {
            continue;
        }
        // The whole group of marks and the closing quotes belong to the sentence.
        let mut end = after;
        while let Some((at, c)) = chars.next_if(|&(_, c)| is_terminator(c) || is_closing(c)) {
            end = at + c.len_utf8();
        }
        let before = text.get(start..at).unwrap_or_default();
        let rest = text.get(end..).unwrap_or_default();
        if ends_here(c, before, rest) {
            push_trimmed(text, start..end, &mut found);
            start = end;
        }
    }
    push_trimmed(text, start..text.len(), &mut found);
    found
}

fn is_terminator(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '។' | '៕' | '៖')
}

fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '"' | '\'' | '»' | ')' | ']')
}

fn ends_here(mark: char, before: &str, rest: &str) -> bool {
    if matches!(mark, '។' | '៕') {
        return true;
    }
    if mark == '៖' || !rest.starts_with(char::is_whitespace) {
        return false;
    }
    let next = rest
        .chars()
        .find(|c| !c.is_whitespace() && !matches!(c, '“' | '‘' | '"' | '\'' | '«' | '(' | '['));
    if next.is_none_or(char::is_lowercase) {
        return false;
    }
    mark != '.' || !is_abbreviated(before, next)
}

/// Whether the stop after `before` belongs to a word or number rather than to the sentence.
fn is_abbreviated(before: &str, next: Option<char>) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '–' | ',' | ';'))
        .next()
        .unwrap_or_default();
    if word.is_empty() {
        return false;
    }
    let digits = word.chars().all(|c| c.is_ascii_digit());
    // "22. 11. 2026" and a list's "1. Nội dung", "a. Nội dung", "IV. Nội dung".
    let alone = before.trim().len() == word.len();
    if digits {
        return alone || next.is_some_and(|c| c.is_ascii_digit());
    }
    let roman = word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L'));
    if alone && roman {
        return true;
    }
    // An initial, or a list's letter; “ý”, “ạ” and “ở” may end a sentence.
    let mut letters = word.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return letter.is_uppercase() || (alone && letter.is_alphabetic());
    }
    let small = word.to_lowercase();
    ABBREVIATIONS.binary_search(&small.as_str()).is_ok() || is_initials(word)
}

/// `N.V`, `U.S`: single capitals with stops between.
fn is_initials(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| {
            let mut chars = part.chars();
            chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
        })
}

fn push_trimmed(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let sentence = text.get(range.clone()).unwrap_or_default();
    let start = range.start + (sentence.len() - sentence.trim_start().len());
    let end = start + sentence.trim().len();
    if end > start {
        found.push(start..end);
    }
}

/// The number of syllables: one for each Vietnamese word, one per vowel group of longer foreign words, one
/// for each number, and about three for every four Khmer letter groups (Khmer writes no spaces).
pub fn syllables(text: &str) -> usize {
    latin::count(text, word_syllables).unwrap_or_else(|| any_syllables(text))
}

fn any_syllables(text: &str) -> usize {
    let khmer = khmer_groups(text);
    let words: usize = text
        .split(|c: char| !(c.is_alphanumeric() || letter::is_latin_mark(c)) || letter::is_khmer(c))
        .filter(|word| !word.is_empty())
        .map(word_syllables)
        .sum();
    words + (khmer * 3).div_ceil(4)
}

fn word_syllables(word: &str) -> usize {
    if word.chars().filter(|c| !letter::is_latin_mark(*c)).count() <= LONGEST_SYLLABLE {
        return 1;
    }
    let mut groups = 0;
    let mut in_group = false;
    for c in word.chars() {
        let vowel = matches!(letter::ascii(c), Some('a' | 'e' | 'i' | 'o' | 'u' | 'y'));
        groups += usize::from(vowel && !in_group);
        in_group = vowel;
    }
    groups.max(1)
}

/// Khmer consonants and vowels that start a group: those not tied below another by U+17D2.
fn khmer_groups(text: &str) -> usize {
    let mut groups = 0;
    let mut tied = false;
    for c in text.chars() {
        let starts = matches!(c, '\u{1780}'..='\u{17B3}' | '\u{17E0}'..='\u{17E9}');
        groups += usize::from(starts && !tied);
        tied = c == '\u{17D2}';
    }
    groups
}

/// Minutes to read the text in silence at 220 syllables a minute, rounded up; 0 for no text.
pub fn reading_minutes(text: &str) -> u32 {
    minutes(syllables(text))
}

/// Minutes for a number of syllables already counted, rounded up.
pub fn minutes(syllables: usize) -> u32 {
    u32::try_from(syllables.div_ceil(READING_RATE)).unwrap_or(u32::MAX)
}

/// Seconds to read the text aloud at 190 syllables a minute, rounded up. Give it the text as it is
/// spoken (see `spoken`), else numbers count too little.
pub fn aloud_seconds(text: &str) -> u32 {
    let seconds = syllables(text).saturating_mul(60).div_ceil(ALOUD_RATE);
    u32::try_from(seconds).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn one_sentence_stays_whole() {
        for text in [
            "Hội nghị tại TP. Long Xuyên do ThS. Nguyễn Văn A. chủ trì.",
            "Xem tr. 15 và Tr. 20.",
            "TM. Ban Thường vụ",
            "KT. Chủ tịch",
            "Gồm nhà trẻ, xe đưa đón, v.v. Và các khoản khác.",
            "Đ/c. Trần Thị B phát biểu.",
            "PGS.TS. Lê C và GS. Đỗ D dự.",
            "BS. Hồ E khám cho Q. 1 và P. Mỹ Bình.",
            "Lương 5.000.000 đồng, tăng 1,5 lần.",
            "Ngày 22. 11. 2026 khai mạc.",
            "1. Nội dung thứ nhất",
            "a. Nội dung",
            "IV. Tổ chức thực hiện",
            "Vào cdangiang.vn để xem.",
            "Anh hỏi: “Sao vậy?” rồi đi.",
            "Chờ… rồi về.",
            "T.Ư. Đoàn gửi thư.",
        ] {
            assert_eq!(split(text), [text]);
        }
    }

    #[test]
    fn sentences_end() {
        for (text, want) in [
            (
                "Một. Hai! Ba? Bốn… Năm.",
                vec!["Một.", "Hai!", "Ba?", "Bốn…", "Năm."],
            ),
            (
                "Chị nói: “Được.” Anh gật.",
                vec!["Chị nói: “Được.”", "Anh gật."],
            ),
            (
                "Có 15 người. 3 người nghỉ.",
                vec!["Có 15 người.", "3 người nghỉ."],
            ),
            (
                "Từ năm 2020. Đến nay ổn.",
                vec!["Từ năm 2020.", "Đến nay ổn."],
            ),
            (
                "Ở TP. Châu Đốc. Ở đó đông.",
                vec!["Ở TP. Châu Đốc.", "Ở đó đông."],
            ),
            (
                "Dòng một\n• dòng hai\n\n  Dòng ba. ",
                vec!["Dòng một", "• dòng hai", "Dòng ba."],
            ),
            ("Đi!!! (Rồi về.) Xong.", vec!["Đi!!!", "(Rồi về.)", "Xong."]),
            (
                "Ai cũng đồng ý. Rồi ký.",
                vec!["Ai cũng đồng ý.", "Rồi ký."],
            ),
            ("សហជីព។ កម្មករ៕", vec!["សហជីព។", "កម្មករ៕"]),
            ("  ", vec![]),
        ] {
            assert_eq!(split(text), want);
        }
    }

    #[test]
    fn abbreviations_are_sorted() {
        assert!(ABBREVIATIONS.is_sorted());
    }

    #[test]
    fn counts() {
        for (text, want) in [
            ("", 0),
            ("Công đoàn cơ sở", 4),
            ("Xanh - Sạch - Đẹp, năm 2026", 5),
            ("nghiêng", 1),
            ("Marketing", 3),
            ("សហជីព", 3),
        ] {
            assert_eq!(syllables(text), want, "{text}");
        }
        assert_eq!(reading_minutes(""), 0);
        assert_eq!(reading_minutes(&"công ".repeat(220)), 1);
        assert_eq!(reading_minutes(&"công ".repeat(221)), 2);
        assert_eq!(aloud_seconds(&"công ".repeat(190)), 60);
    }

    #[test]
    fn words_are_counted_alike_wherever_they_stand() {
        for word in [
            "nghiêng",
            "ứng",
            "trưởngthành",
            "Facebook",
            "đđđđđđđđ",
            "automatic",
            "ườngườngường",
            "–",
            "10×2",
        ] {
            for before in 0..600 {
                let text = format!(
                    "{}{word} {word}",
                    "a ".repeat(before / 2) + &"–"[..3 * (before % 2)]
                );
                assert_eq!(syllables(&text), any_syllables(&text), "{text}");
            }
        }
    }

    proptest! {
        #[test]
        fn counting_by_bytes_agrees_with_counting_by_characters(text in "([a-zA-Zđơệạ]{1,12}|nghiêng |[ -–×²½“\u{300}\u{301}.0-9]|\\PC){0,120}") {
            prop_assert_eq!(syllables(&text), any_syllables(&text));
        }

        #[test]
        fn ranges_are_ordered_and_lose_only_space(text in "[A-zđ .!?…”“\n0-9\\PC]*") {
            let mut end = 0;
            let mut kept = String::new();
            for range in sentences(&text) {
                prop_assert!(range.start >= end && range.end > range.start);
                kept.push_str(&text[range.clone()]);
                end = range.end;
            }
            let strip = |t: &str| t.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(strip(&kept), strip(&text));
        }
    }
}
