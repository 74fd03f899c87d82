//! Numbers of identity cards: twelve digits (province 001–096, century and sex, year; Thông tư 59/2021/TT-BCA, article 4),
//! or the nine of the older card where words say so.

use super::Hit;
use super::phone::{Run, groups};
use crate::text::fold::fold;

/// Words that announce such a number, folded.
const WORDS: [&str; 8] = [
    "can cuoc",
    "cccd",
    "cmnd",
    "cmtnd",
    "chung minh",
    "dinh danh",
    "so the can cuoc",
    "giay to tuy than",
];
/// How many characters before the number the words may stand.
const NEAR: usize = 60;

/// All identity numbers of a text.
pub(super) fn find(text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    for group in groups(text) {
        let Some(first) = group.first() else {
            continue;
        };
        for run in group.iter().cloned().chain(whole(&group)) {
            let number: String = text
                .get(run.clone())
                .unwrap_or("")
                .chars()
                .filter(char::is_ascii_digit)
                .collect();
            let unbroken = number.len() == run.len();
            let sure = unbroken && is_card(&number);
            let told = matches!(number.len(), 9 | 12) && announced(text, first.start);
            if (sure || told) && stands_alone(text, &run) {
                hits.push(Hit {
                    code: "D002",
                    at: run,
                });
                break;
            }
        }
    }
    hits
}

/// All runs of a group as one number.
fn whole(group: &[Run]) -> Option<Run> {
    let (first, last) = (group.first()?, group.last()?);
    (group.len() > 1).then_some(first.start..last.end)
}

/// Whether twelve digits have the form of a card's number.
fn is_card(number: &str) -> bool {
    let province: u32 = number.get(..3).and_then(|p| p.parse().ok()).unwrap_or(0);
    let century = number.as_bytes().get(3).copied().unwrap_or(b'9');
    number.len() == 12 && (1..=96).contains(&province) && (b'0'..=b'3').contains(&century)
}

fn announced(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    let line = before.rsplit('\n').next().unwrap_or("");
    let start = line.char_indices().rev().nth(NEAR).map_or(0, |(i, _)| i);
    let near = fold(line.get(start..).unwrap_or(""));
    WORDS.iter().any(|w| near.contains(w))
}

fn stands_alone(text: &str, run: &Run) -> bool {
    let before = text.get(..run.start).and_then(|t| t.chars().next_back());
    let after = text.get(run.end..).and_then(|t| t.chars().next());
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '=' | '/' | '#' | '%');
    !before.is_some_and(part)
        && !after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_are_found_and_other_numbers_are_not() {
        for (text, want) in [
            ("CCCD: 089201004567", Some("089201004567")),
            ("số căn cước 089 201 004 567", Some("089 201 004 567")),
            ("CMND 351234567 cấp tại An Giang", Some("351234567")),
            ("mang theo 089201004567", Some("089201004567")),
            ("mã đơn 351234567", None),
            ("https://a.vn/?id=089201004567", None),
            ("123456789012 đồng", None),
            ("đem căn cước, số tiền 450.000", None),
        ] {
            let found = find(text).first().map(|h| &text[h.at.clone()]);
            assert_eq!(found, want, "{text}");
        }
    }
}
