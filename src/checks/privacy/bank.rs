//! Bank accounts: six to nineteen digits that words announce.

use super::Hit;
use super::phone::groups;
use crate::text::fold::fold;

/// Words that announce an account, folded.
const WORDS: [&str; 7] = [
    "stk",
    "so tai khoan",
    "tai khoan so",
    "so tk",
    "tk ngan hang",
    "tai khoan ngan hang",
    "chuyen khoan vao",
];
/// How many characters before the number the words may stand.
const NEAR: usize = 40;

/// All accounts of a text.
pub(super) fn find(text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    for group in groups(text) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else {
            continue;
        };
        let at = first.start..last.end;
        let digits = text
            .get(at.clone())
            .unwrap_or("")
            .bytes()
            .filter(u8::is_ascii_digit)
            .count();
        if (6..=19).contains(&digits) && announced(text, at.start) {
            hits.push(Hit { code: "D003", at });
        }
    }
    hits
}

fn announced(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    let line = before.rsplit('\n').next().unwrap_or("");
    let start = line.char_indices().rev().nth(NEAR).map_or(0, |(i, _)| i);
    let near = fold(line.get(start..).unwrap_or(""));
    let has = |word: &str| {
        near.match_indices(word).any(|(i, w)| {
            let part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let before = near.get(..i).and_then(|t| t.chars().next_back());
            let after = near.get(i + w.len()..).and_then(|t| t.chars().next());
            !part(before) && !part(after)
        })
    };
    WORDS.iter().any(|w| has(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_found_where_they_are_announced() {
        for (text, want) in [
            ("STK 0123456789 Vietcombank", Some("0123456789")),
            ("số tài khoản: 6700 2050 12345", Some("6700 2050 12345")),
            ("Chuyển khoản vào số TK 18000123", Some("18000123")),
            ("số tài khoản là chuyện riêng", None),
            ("đóng 450.000 đồng", None),
            ("tài khoản Zalo, gọi trước 10 giờ", None),
        ] {
            let found = find(text).first().map(|h| &text[h.at.clone()]);
            assert_eq!(found, want, "{text}");
        }
    }
}
