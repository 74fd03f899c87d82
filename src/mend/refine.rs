//! The least that a correction changes: of a line put in quotes, the two quotation marks.

use std::ops::Range;

/// A replacement as several smaller ones, in order, which together do the same. `at` is where `old` stands.
pub(super) fn refine(at: usize, old: &str, new: &str) -> Vec<(Range<usize>, String)> {
    let same = |(a, b): &(char, char)| a == b;
    let width = |(c, _): (char, char)| c.len_utf8();
    let head: usize = old
        .chars()
        .zip(new.chars())
        .take_while(same)
        .map(width)
        .sum();
    let (old_rest, new_rest) = (old.get(head..).unwrap_or(""), new.get(head..).unwrap_or(""));
    let tails = old_rest.chars().rev().zip(new_rest.chars().rev());
    let tail: usize = tails.take_while(same).map(width).sum();
    let old = old_rest.get(..old_rest.len() - tail).unwrap_or("");
    let new = new_rest.get(..new_rest.len() - tail).unwrap_or("");
    let at = at + head;
    if old.is_empty() && new.is_empty() {
        return Vec::new();
    }
    if let Some(runs) = inserted(old, new) {
        let insert = |(place, text): (usize, &str)| (at + place..at + place, text.to_owned());
        return runs.into_iter().map(insert).collect();
    }
    if let Some(runs) = inserted(new, old) {
        let mut before = 0;
        let delete = |(place, text): (usize, &str)| {
            let start = at + place + before;
            before += text.len();
            (start..start + text.len(), String::new())
        };
        return runs.into_iter().map(delete).collect();
    }
    vec![(at..at + old.len(), new.to_owned())]
}

/// What must be inserted into `less` to make `more`, each with its place in `less`; `None` where that is not all.
fn inserted<'a>(less: &str, more: &'a str) -> Option<Vec<(usize, &'a str)>> {
    let mut kept = less.char_indices().peekable();
    let mut runs: Vec<(usize, Range<usize>)> = Vec::new();
    for (i, c) in more.char_indices() {
        if kept.next_if(|(_, k)| *k == c).is_some() {
            continue;
        }
        let place = kept.peek().map_or(less.len(), |(at, _)| *at);
        match runs.last_mut() {
            Some((at, run)) if *at == place && run.end == i => run.end += c.len_utf8(),
            _ => runs.push((place, i..i + c.len_utf8())),
        }
    }
    if kept.next().is_some() {
        return None;
    }
    let text = |(at, run): (usize, Range<usize>)| more.get(run).map(|text| (at, text));
    runs.into_iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn quotes_are_two_insertions() {
        let edits = refine(10, "title: Công: 10", "title: \"Công: 10\"");
        assert_eq!(
            edits,
            [(17..17, "\"".to_owned()), (26..26, "\"".to_owned())]
        );
        assert_eq!(refine(0, " ,", ","), [(0..1, String::new())]);
        assert_eq!(refine(0, "hoà", "hòa"), [(1..4, "òa".to_owned())]);
        assert_eq!(refine(3, "a", "a"), []);
    }

    proptest! {
        #[test]
        fn together_they_do_the_same(before in "[abơ]{0,4}", old in "[abơ\"]{0,8}", new in "[abơ\"]{0,8}") {
            let text = format!("{before}{old}x");
            let (mut made, mut at) = (String::new(), 0);
            for (range, new) in refine(before.len(), &old, &new) {
                made.push_str(&text[at..range.start]);
                made.push_str(&new);
                at = range.end;
            }
            made.push_str(&text[at..]);
            prop_assert_eq!(made, format!("{before}{new}x"));
        }
    }
}
