//! Front matter as most of it is: a `key: value` on each line, the value a word or sentence, a number, a date, a text in double
//! quotes, or a list of those in brackets. It is read as serde_yaml would, many times faster; everything else is left to
//! that library.

use super::de::SMALL;
use super::line::is_no_text;
use super::value::{Map, Value};

/// The value of a whole text; `None` where anything in it is not of the kind that is read here.
pub(super) fn value(yaml: &str) -> Option<Value> {
    let mut map = Map::with_capacity(8);
    for line in yaml.strip_suffix('\n').unwrap_or(yaml).split('\n') {
        let (key, rest) = line.split_once(": ")?;
        // More keys are left to the library, which looks for repeated ones faster.
        if !is_key(key) || map.len() == SMALL || map.get(key).is_some() {
            return None;
        }
        map.push(key.to_owned(), one_line(rest.trim_matches(' '))?);
    }
    Some(Value::Map(map))
}

fn is_key(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && !is_no_text(text)
}

fn one_line(text: &str) -> Option<Value> {
    let Some(rest) = text.strip_prefix('[') else {
        return scalar(text, true);
    };
    let inside = rest.strip_suffix(']')?.trim_matches(' ');
    if inside.is_empty() {
        return Some(Value::List(Vec::new()));
    }
    let items = inside
        .split(',')
        .map(|item| scalar(item.trim_matches(' '), false));
    items.collect::<Option<_>>().map(Value::List)
}

/// A value that is no list. Times of the day have colons, which mean something else in lists.
fn scalar(text: &str, colons: bool) -> Option<Value> {
    if let Some(rest) = text.strip_prefix('"') {
        let inside = rest.strip_suffix('"')?;
        let fits = |c: char| (is_plain(c) || matches!(c, ':' | '#' | '[' | ']')) && c != '"';
        return inside
            .chars()
            .all(fits)
            .then(|| Value::String(inside.to_owned()));
    }
    let mut chars = text.chars().peekable();
    let first = *chars.peek()?;
    while let Some(c) = chars.next() {
        let inner_colon = c == ':' && colons && chars.peek().is_some_and(|c| c.is_alphanumeric());
        if !is_plain(c) && !inner_colon {
            return None;
        }
    }
    if first.is_ascii_digit() {
        return number_or_text(text);
    }
    let is_text = first.is_alphabetic() && !is_no_text(text);
    is_text.then(|| Value::String(text.to_owned()))
}

/// What a text without quotes may hold. Not `#`, which may begin a comment; `:` is seen to where it is allowed.
fn is_plain(c: char) -> bool {
    match c {
        'a'..='z' | ' ' | 'A'..='Z' | '0'..='9' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ƿ' | 'Ạ'..='ỹ' => {
            true
        }
        '.' | ',' | ';' | '(' | ')' | '/' | '!' | '?' | '%' | '+' | '-' | '_' | '&' | '*' | '='
        | '\'' | '"' => true,
        '–' | '—' | '“' | '”' | '‘' | '’' | '…' | '°' | '₫' => true,
        other => other.is_alphanumeric(),
    }
}

/// A text that begins with a digit: a whole number, a date, or words.
fn number_or_text(text: &str) -> Option<Value> {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if digits(text) && text.len() < 18 && (text.len() == 1 || !text.starts_with('0')) {
        return text.parse().ok().map(Value::Integer);
    }
    let is_date = text.get(..10).is_some_and(|date| {
        let mut parts = date.split('-');
        [4, 2, 2]
            .iter()
            .all(|n| parts.next().is_some_and(|p| p.len() == *n && digits(p)))
    });
    (is_date || text.contains(' ')).then(|| Value::String(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::parse::value as by_library;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_most_entries_have_is_read_here() {
        let yaml = "title: Đối thoại – “ba việc”, một buổi\ndate: 2014-03-20T07:00:00+07:00\nday: 2014-03-20\nsummary: \"Nghe: #1, rồi [làm].\"\n\
                    tags: [nhà trọ, \"an toàn\", 30]\nweight: 20\ndraft_of:   10 mô hình  \nnothing: []\n";
        let value = value(yaml).unwrap();
        assert_eq!(Some(value), by_library(yaml).ok());
    }

    #[test]
    fn words_that_look_like_numbers_are_texts() {
        for yaml in [
            "a: y",
            "a: N",
            "a: nan",
            "a: inf",
            "a: Infinity",
            "y: a",
            "inf: a",
        ] {
            assert_eq!(value(yaml).unwrap(), by_library(yaml).unwrap(), "{yaml}");
        }
    }

    #[test]
    fn the_rest_is_left_to_the_library() {
        for yaml in [
            "",
            "\n",
            "a",
            "a:",
            "a: ",
            "a: |\n  b",
            "a: b\n  c",
            "a: b\n\nc: d",
            "a: b # c",
            "a: b: c",
            "a: 'b'",
            "a: \"b\\n\"",
            "a: [b, [c]]",
            "a: [b: c]",
            "a: [b,]",
            "a: {b: c}",
            "a: *b",
            "a: !b",
            "a: true",
            "a: Null",
            "a: 012",
            "a: 1.5",
            "a: 0x1",
            "a: 1e3",
            "a: 1\na: 2",
            "- a",
            "a: b\r\n",
            "a: \tb",
            "a: .inf",
            "a: \u{feff}b",
            "true: a",
            "a: b:",
            "? a",
        ] {
            assert_eq!(value(yaml), None, "{yaml:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn what_is_read_here_is_read_alike(
            yaml in "((a|b|title|null|on)(: |:|  )(\\[|\"|)([a-c]|đ|[0-9]{1,5}|2026-11-2[0-9]|T0[0-9]:00|true|No|nan|0x|1e3|\\.|, | |:|: |#| #|\"|\\[|\\]|\\{|'|&|\\*|!|%|–|\\\\|-|\\+|_){0,8}(\\]|\"|)\n?){1,4}"
        ) {
            if let Some(value) = value(&yaml) {
                prop_assert_eq!(Some(value), by_library(&yaml).ok());
            }
        }
    }
}
