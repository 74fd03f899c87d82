//! Words of a value found again in the text it was read from.

use std::ops::Range;

/// Where words stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// At one place only.
    Once(Range<usize>),
    /// At several; this is the first.
    First(Range<usize>),
    /// Not as they are: escaped, or put together from several values.
    Nowhere,
}

/// Finds words in a source, whose white space may be another (a value on several lines). Where they stand as a whole value
/// once, that is the place, though they be part of other values too.
pub(super) fn only(source: &str, words: &str) -> Found {
    let all = occurrences(source, words);
    let whole: Vec<&Range<usize>> = all.iter().filter(|at| is_value(source, at)).collect();
    match (all.as_slice(), whole.as_slice()) {
        ([], _) => Found::Nowhere,
        ([at], _) => Found::Once(at.clone()),
        (_, [at]) => Found::Once((*at).clone()),
        ([at, ..], _) => Found::First(at.clone()),
    }
}

/// Occurrences that are told apart; more than these make a place doubtful anyway.
const MOST: usize = 64;

fn occurrences(source: &str, words: &str) -> Vec<Range<usize>> {
    let plain = source.match_indices(words).take(MOST);
    let plain: Vec<Range<usize>> = plain.map(|(at, w)| at..at + w.len()).collect();
    let mut parts = words.split_whitespace();
    let Some(first) = parts.next().filter(|_| plain.is_empty()) else {
        return plain;
    };
    let starts = source.match_indices(first).take(MOST);
    let along = |(at, _): (usize, &str)| {
        let mut end = at + first.len();
        for part in parts.clone() {
            let rest = source.get(end..)?;
            let next = rest.trim_start();
            end += rest.len() - next.len() + next.strip_prefix(part).map(|_| part.len())?;
        }
        Some(at..end)
    };
    starts.filter_map(along).collect()
}

/// Whether nothing else belongs to the value that stands there.
fn is_value(source: &str, at: &Range<usize>) -> bool {
    let quote = |c: char| matches!(c, '"' | '\'');
    let before = source.get(..at.start).unwrap_or("");
    let before = before.trim_end_matches(quote).trim_end_matches([' ', '\t']);
    let after = source.get(at.end..).unwrap_or("");
    let after = after
        .trim_start_matches(quote)
        .trim_start_matches([' ', '\t']);
    let begins = before
        .chars()
        .next_back()
        .is_none_or(|c| matches!(c, ':' | '-' | '[' | '{' | ',' | '\n'));
    let ends = after
        .chars()
        .next()
        .is_none_or(|c| matches!(c, '\n' | ']' | '}' | ',' | '#'));
    begins && ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_they_are_meant() {
        let front = "authors: [Võ Thị Hoà]\ntitle: Hoà\nsummary: >\n  Hai bên\n  hoà giải\nsame: Một\nalso: Một\n";
        let found = |words: &str| match only(front, words) {
            Found::Once(at) => front[..at.start].rsplit('\n').next().unwrap().to_owned(),
            Found::First(_) => "several".to_owned(),
            Found::Nowhere => "nowhere".to_owned(),
        };
        assert_eq!(found("Hoà"), "title: ");
        assert_eq!(found("Võ Thị Hoà"), "authors: [");
        assert_eq!(found("Hai bên hoà giải"), "  ");
        assert_eq!(found("Một"), "several");
        assert_eq!(found("Hai bên khác"), "nowhere");
    }
}
