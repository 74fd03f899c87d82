//! Home addresses: a house's number with its street, or a group with its hamlet. Seats of organisations are no homes: those
//! that a word such as “trụ sở” announces are left alone.

use super::Hit;
use std::ops::Range;

/// Words before an address that say it is an organisation's, small.
const SEATS: [&str; 20] = [
    "trụ sở",
    "văn phòng",
    "công ty",
    "bệnh viện",
    "trường",
    "liên đoàn",
    "công đoàn",
    "nhà văn hóa",
    "nhà văn hoá",
    "ủy ban",
    "uỷ ban",
    "ubnd",
    "chợ",
    "trung tâm",
    "xí nghiệp",
    "nhà máy",
    "cơ quan",
    "bảo hiểm xã hội",
    "trạm y tế",
    "tòa án",
];
/// Words before a house's or a group's number.
pub(in crate::checks) const HOUSES: [&str; 6] = ["số", "Số", "nhà", "Nhà", "tổ", "Tổ"];
/// What may stand between them and the number.
pub(in crate::checks) const GAPS: [char; 3] = [' ', '\u{A0}', ':'];
/// Words after a house's number.
const STREETS: [&str; 6] = ["đường", "hẻm", "ấp", "khóm", "thôn", "khu phố"];
/// Words after a group's number.
const HAMLETS: [&str; 5] = ["ấp", "khóm", "thôn", "khu phố", "tổ dân phố"];
/// How many characters before the address the words may stand.
const NEAR: usize = 90;

/// All home addresses of a text.
pub(super) fn find(text: &str) -> Vec<Hit> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for word in HOUSES {
        for (at, _) in text.match_indices(word) {
            let before = text.get(..at).and_then(|t| t.chars().next_back());
            let begins = !before.is_some_and(char::is_alphanumeric);
            let end = text.get(at..).filter(|_| begins).and_then(address);
            if let Some(end) = end.filter(|_| !is_seat(text, at)) {
                found.push(at..at + end);
            }
        }
    }
    found.sort_by_key(|r| (r.start, std::cmp::Reverse(r.end)));
    let mut end = 0;
    found.retain(|r| {
        let fresh = r.start >= end;
        end = end.max(r.end);
        fresh
    });
    let hit = |at| Hit { code: "D004", at };
    found.into_iter().map(hit).collect()
}

/// The length of the address that a text begins with.
fn address(text: &str) -> Option<usize> {
    let mut reader = Reader { text, at: 0 };
    if reader.take(&["tổ", "Tổ"]) {
        reader.number()?;
        reader.comma();
        return reader.take(&HAMLETS).then(|| reader.name());
    }
    let house = reader.take(&["số nhà", "Số nhà", "nhà số", "Nhà số"]);
    if !house && !reader.take(&["số", "Số"]) {
        return None;
    }
    reader.number()?;
    let end = reader.at;
    reader.comma();
    match reader.take(&STREETS) {
        true => Some(reader.name()),
        false => house.then_some(end),
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn spaces(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(GAPS).len();
    }

    fn comma(&mut self) {
        self.spaces();
        if self.rest().starts_with(',') {
            self.at += 1;
        }
    }

    /// Steps over one of the words.
    fn take(&mut self, words: &[&str]) -> bool {
        self.spaces();
        let rest = self.rest();
        let ends = |w: &str| {
            rest.strip_prefix(w)
                .is_some_and(|r| !r.starts_with(char::is_alphanumeric))
        };
        let found = words.iter().find(|w| ends(w)).map(|w| w.len());
        self.at += found.unwrap_or(0);
        found.is_some()
    }

    /// Steps over `12`, `12A`, `12/3B`.
    fn number(&mut self) -> Option<()> {
        self.spaces();
        let rest = self.rest();
        if !rest.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let end = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '/'))
            .unwrap_or(rest.len());
        self.at += end;
        // “số 12/2020/NĐ-CP” is a document, “số 5.000” an amount, “số 12%” a share.
        let plain = end <= 10 && !self.rest().starts_with(['-', '.', '%', 'Đ'])
            || self.rest().starts_with(". ");
        plain.then_some(())
    }

    /// Steps over the name that follows: to the next comma or full stop, at most forty characters.
    fn name(&mut self) -> usize {
        let rest = self.rest();
        let stop = rest
            .find([',', '.', ';', '\n', ')', '”', '"', '*', '|'])
            .unwrap_or(rest.len());
        let most = rest.char_indices().nth(40).map_or(rest.len(), |(i, _)| i);
        self.at + rest.get(..stop.min(most)).unwrap_or("").trim_end().len()
    }
}

/// Whether the words before say that an organisation sits there.
fn is_seat(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    let line = before.rsplit('\n').next().unwrap_or("");
    let start = line.char_indices().rev().nth(NEAR).map_or(0, |(i, _)| i);
    let near = line.get(start..).unwrap_or("").to_lowercase();
    SEATS.iter().any(|w| near.contains(w))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn homes_are_told_from_seats_and_documents() {
        for (text, want) in [
            ("chị ở số nhà 12/3, gọi cửa", Some("số nhà 12/3")),
            (
                "chị ở số 12/3 đường Trần Hưng Đạo, Long Xuyên",
                Some("số 12/3 đường Trần Hưng Đạo"),
            ),
            (
                "nhà anh ở tổ 5, ấp Tân Lợi, xã Núi Tô",
                Some("tổ 5, ấp Tân Lợi"),
            ),
            ("Nhà số 7 hẻm 3.", Some("Nhà số 7 hẻm 3")),
            ("Trụ sở: số 12 đường Lê Lợi", None),
            ("Công ty ở số 4 đường Lê Lợi", None),
            ("Nghị định số 145/2020/NĐ-CP", None),
            ("tổ 5 họp lúc 7 giờ", None),
            ("dưới băng chuyền số 3", None),
            ("một số đường đi", None),
            ("số 5.000 đồng", None),
        ] {
            let found = find(text).first().map(|h| &text[h.at.clone()]);
            assert_eq!(found, want, "{text}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "(số|nhà|tổ|ấp|đường| |,|1|/|A){0,12}", any in "\\PC*") {
            find(&text);
            find(&any);
        }
    }
}
