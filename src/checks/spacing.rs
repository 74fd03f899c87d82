//! Spaces before punctuation, which leave a mark alone at the start of a line on a phone.

use super::{Check, Findings, Role, Rule, Subject};
use crate::diagnostics::Diagnostic;
use std::ops::Range;

/// Spaces before punctuation.
pub(super) struct Spacing;

impl Check for Spacing {
    fn rules(&self) -> &'static [Rule] {
        const { &[Rule::warning("E015", "space-before-mark")] }
    }

    fn entry(&self, subject: &Subject<'_>, found: &mut Findings<'_>) {
        // French and others put a space there; Vietnamese, English and Khmer sites are what this one has.
        if !(subject.vietnamese && subject.survey.spaced && found.wants("E015")) {
            return;
        }
        for passage in subject.passages().iter().filter(|p| p.role != Role::Name) {
            for range in spaces(&passage.text) {
                if passage.is_code(&range) {
                    continue;
                }
                let mark = passage
                    .text
                    .get(range.end..)
                    .and_then(|t| t.chars().next())
                    .unwrap_or('.');
                let place = subject.place(passage, range.start..range.end + mark.len_utf8());
                let diagnostic = Diagnostic::warning(
                    "E015",
                    subject.span(&place),
                    format!("Thừa dấu cách trước “{mark}”."),
                    format!("There is a space before “{mark}”."),
                );
                // “1 . Gom ý kiến” and “1 ) …” would become items of a list.
                let before = passage.text.get(..range.start).unwrap_or("");
                let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
                let number = !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
                let new = mark.to_string();
                found.push(match number || is_address(word) {
                    true => subject.propose(diagnostic, &place, &new),
                    false => subject.mend(diagnostic, &place, &new),
                });
            }
        }
    }
}

/// Whether a mark that stands right behind the word would seem part of an address.
fn is_address(word: &str) -> bool {
    word.contains("://") || word.starts_with("www.") || word.contains('@')
}

/// Spaces between a word and a mark that belongs to it.
fn spaces(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, mark) in text.char_indices() {
        if !matches!(mark, ',' | '.' | ';' | ':' | '!' | '?' | ')') {
            continue;
        }
        let before = text.get(..at).unwrap_or("");
        let word = before.trim_end_matches([' ', '\u{A0}']);
        let last = word.chars().next_back();
        let rest = text.get(at + 1..).unwrap_or("");
        let next = rest.chars().next();
        let close =
            next.is_none_or(|c| c.is_whitespace() || matches!(c, '”' | '"' | '’' | ')' | ']'));
        // “1 : 10” is a ratio, “( )” a box to tick, “:)” a smile.
        let of_numbers = last.is_some_and(char::is_numeric)
            && rest.trim_start().starts_with(char::is_numeric)
            && mark == ':';
        let after_word =
            last.is_some_and(|c| c.is_alphanumeric() || matches!(c, '”' | '"' | ')' | '%'));
        let smile = mark == ':' && next == Some(')');
        if word.len() < before.len() && close && after_word && !of_numbers && !smile {
            found.push(word.len()..at);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_that_do_not_belong() {
        for (text, want) in [
            ("xong , rồi .", "xong, rồi."),
            ("thật sao  ?", "thật sao?"),
            ("(như vậy )", "(như vậy)"),
            ("tỉ lệ 1 : 10", "tỉ lệ 1 : 10"),
            ("vào trang .vn", "vào trang .vn"),
            ("cười :) nhé", "cười :) nhé"),
            ("[ ] và ( )", "[ ] và ( )"),
            ("chờ ... nhé", "chờ ... nhé"),
            ("đủ, rồi. “Vâng.”", "đủ, rồi. “Vâng.”"),
        ] {
            let mut mended = text.to_owned();
            for range in spaces(text).into_iter().rev() {
                mended.replace_range(range, "");
            }
            assert_eq!(mended, want);
        }
    }
}
