//! One line of YAML as people see it: indentation, dashes, a key, a value. Good enough to say what was meant when the
//! real parser refuses it; whatever is proposed from here is given to the real parser before it is shown.

use super::place::quoted_len;
use std::ops::Range;

/// A line taken apart. Ranges are bytes of the line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line<'a> {
    /// The whole line, without its line break.
    pub text: &'a str,
    /// Length of the white space at its start.
    pub indent: usize,
    /// Where its key or value starts, after list dashes.
    pub content: usize,
    /// The key, where there is one.
    pub key: Option<Range<usize>>,
    /// The value with a comment cut off; empty at the line's end where nothing is given.
    pub value: Range<usize>,
}

impl<'a> Line<'a> {
    pub fn new(text: &'a str) -> Self {
        let indent = text.len() - text.trim_start_matches([' ', '\t']).len();
        let mut content = indent;
        while let Some(after) = text.get(content..).and_then(|r| r.strip_prefix("- ")) {
            content = text.len() - after.trim_start_matches(' ').len();
        }
        if text.get(content..) == Some("-") {
            content = text.len();
        }
        let key = key_of(text.get(content..).unwrap_or("")).map(|len| content..content + len);
        let after = key.as_ref().map_or(content, |k| k.end + 1);
        let rest = text.get(after..).unwrap_or("");
        let start = after + (rest.len() - rest.trim_start_matches([' ', '\t']).len());
        let value = text.get(start..).unwrap_or("");
        let end = start + without_comment(value).trim_end().len();
        Self {
            text,
            indent,
            content,
            key,
            value: start..end,
        }
    }

    /// The key as written.
    pub fn key(&self) -> &'a str {
        self.key
            .clone()
            .and_then(|k| self.text.get(k))
            .unwrap_or("")
    }

    /// The value as written.
    pub fn value(&self) -> &'a str {
        self.text.get(self.value.clone()).unwrap_or("")
    }

    /// Whether nothing but white space or a comment stands here.
    pub fn is_blank(&self) -> bool {
        let rest = self.text.trim_start();
        rest.is_empty() || rest.starts_with('#')
    }

    /// The line with some bytes replaced.
    pub fn with(&self, range: Range<usize>, new: &str) -> String {
        let before = self.text.get(..range.start).unwrap_or("");
        let after = self.text.get(range.end..).unwrap_or("");
        format!("{before}{new}{after}")
    }

    /// The line with another value.
    pub fn with_value(&self, new: &str) -> String {
        self.with(self.value.clone(), new)
    }
}

/// Length of a key at the start of `text`: what stands before the first `:` that is followed by a space or nothing.
fn key_of(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if matches!(first, '[' | '{' | '#' | '|' | '>') {
        return None;
    }
    let from = if matches!(first, '"' | '\'') {
        quoted_len(text, first)
    } else {
        0
    };
    let blank = |at: usize| {
        text.as_bytes()
            .get(at)
            .is_none_or(|b| matches!(b, b' ' | b'\t'))
    };
    let colon = text
        .match_indices(':')
        .map(|(i, _)| i)
        .find(|i| *i >= from && blank(i + 1))?;
    if from > 0 && colon != from {
        return None;
    }
    Some(colon)
}

/// The value without a comment (` #` to the end) that stands outside quotes.
fn without_comment(value: &str) -> &str {
    let from = match value.chars().next() {
        Some(quote @ ('"' | '\'')) => quoted_len(value, quote),
        _ => 0,
    };
    let bytes = value.as_bytes();
    let blank = |at: usize| bytes.get(at).is_some_and(|b| matches!(b, b' ' | b'\t'));
    let at = (from..bytes.len()).find(|&i| bytes.get(i) == Some(&b'#') && (i == 0 || blank(i - 1)));
    at.and_then(|at| value.get(..at)).unwrap_or(value)
}

/// A text as a quoted YAML scalar on one line: double quotes where nothing needs escaping, else single ones.
pub fn quote(text: &str) -> String {
    let control = text.chars().any(char::is_control);
    if !control && !text.contains(['"', '\\']) {
        format!("\"{text}\"")
    } else if !control && !text.contains('\'') {
        format!("'{text}'")
    } else {
        let mut out = String::from("\"");
        for c in text.chars() {
            match c {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\t' => out.push_str("\\t"),
                c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
                c => out.push(c),
            }
        }
        out.push('"');
        out
    }
}

/// Whether YAML, or one of its versions, reads a word as something else than text.
pub(super) fn is_no_text(word: &str) -> bool {
    ["true", "false", "null", "yes", "no", "on", "off"]
        .iter()
        .any(|other| word.eq_ignore_ascii_case(other))
}

/// A text as a YAML scalar: bare where that is safe and reads back as the same text, else quoted.
pub fn scalar(text: &str) -> String {
    let plain = !text.is_empty()
        && text.trim() == text
        && !text.chars().any(char::is_control)
        && !text.starts_with([
            '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', '[', ']', '{', '}', ',', '?',
            '-', ':', '=', '<', '~', '.',
        ])
        && !text.starts_with(|c: char| c.is_ascii_digit() || c == '+')
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !text.contains([',', '[', ']', '{', '}'])
        && !is_no_text(text);
    if plain { text.to_owned() } else { quote(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_lines_apart() {
        let line = Line::new("  - tên: Công đoàn: 10 # ghi chú");
        assert_eq!(
            (line.indent, line.key(), line.value()),
            (2, "tên", "Công đoàn: 10")
        );
        let line = Line::new("title:");
        assert_eq!(
            (line.key(), line.value(), line.value.start),
            ("title", "", 6)
        );
        let line = Line::new("- \"a: b\" # c");
        assert_eq!((line.key.clone(), line.value()), (None, "\"a: b\""));
        assert_eq!(Line::new("title: #GuongSang").value(), "");
        assert_eq!(Line::new("url: http://a.b/c#d").value(), "http://a.b/c#d");
        assert_eq!(Line::new("-").value(), "");
    }

    #[test]
    fn quoted_text_reads_back() {
        for text in [
            "a",
            "a: b",
            "Ông \"Ba\"",
            "'x' \"y\" \\z",
            "#a",
            "true",
            "12",
            "a, b",
            "- x",
            "x\ny",
            "\u{7}",
        ] {
            for yaml in [quote(text), scalar(text)] {
                let back: String = serde_yaml::from_str(&yaml).unwrap();
                assert_eq!(back, text, "{yaml}");
            }
        }
    }
}
