//! Passages in another language that are not said to be: a voice reads them by the rules of the page's language, so that
//! nobody understands them. What the engine marks by itself (scripts in bodies, see `text::script`) is no fault.

use super::{Check, Findings, Passage, Role, Rule, Subject};
use crate::diagnostics::{Diagnostic, Span};
use crate::text::letter::is_khmer;
use crate::text::syllable::is_valid;
use std::ops::Range;

/// Passages in other languages.
pub(super) struct Languages;

/// Latin words in a row from which they are a passage: titles of books and names of programs are shorter.
pub(super) const PASSAGE: usize = 8;

impl Check for Languages {
    fn rules(&self) -> &'static [Rule] {
        const { &[Rule::warning("A017", "unmarked-language")] }
    }

    fn entry(&self, subject: &Subject<'_>, found: &mut Findings<'_>) {
        if !(subject.survey.foreign && found.wants("A017")) {
            return;
        }
        let lang = subject.entry.path.lang.as_str();
        for (place, argument) in blocks(&subject.entry.text) {
            if !is_code(argument) {
                let span = subject.entry.span(place.start as u32..place.end as u32);
                found.push(no_code(span, argument));
            }
        }
        for passage in subject.passages().iter().filter(|p| p.role != Role::Name) {
            if lang != "km"
                && let Some(range) = khmer(passage)
            {
                found.push(tell_khmer(subject, passage, range));
            }
            if matches!(lang, "vi" | "km") {
                for range in english(passage) {
                    found.push(tell_english(subject, passage, range));
                }
            }
        }
    }
}

/// What stands after the name of each block `{lang}`, with its place.
fn blocks(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    text.match_indices("{lang}").filter_map(|(at, name)| {
        let line = text.get(..at)?.rsplit('\n').next()?.trim();
        let fence = line.len() >= 3 && line.chars().all(|c| matches!(c, '`' | '~' | '>' | ' '));
        let rest = text.get(at + name.len()..)?.lines().next().unwrap_or("");
        let argument = rest.trim();
        let start = at + name.len() + (rest.len() - rest.trim_start().len());
        fence.then_some((start..start + argument.len(), argument))
    })
}

/// Whether a text is the code of a language as BCP 47 writes it: `en`, `km`, `zh-Hant`.
fn is_code(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or("");
    matches!(first.len(), 2 | 3)
        && first.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn no_code(span: Span, argument: &str) -> Diagnostic {
    Diagnostic::warning(
        "A017",
        span,
        format!(
            "“{argument}” không phải mã ngôn ngữ. Viết en (Anh), km (Khmer), zh (Hoa), fr (Pháp)…"
        ),
        format!("“{argument}” is no code of a language. Write en, km, zh, fr …"),
    )
}

/// The first Khmer letters that neither the engine nor the author marks.
fn khmer(passage: &Passage) -> Option<Range<usize>> {
    let start = passage.text.find(is_khmer)?;
    let tail = passage.text.get(start..)?;
    let last = tail.char_indices().rev().find(|(_, c)| is_khmer(*c));
    let end = start + last.map_or(tail.len(), |(at, c)| at + c.len_utf8());
    let range = start..end;
    (!passage.says_language(&range) && !passage.is_code(&range)).then_some(range)
}

/// Passages of English, or of another language in plain Latin letters: many words in a row without a Vietnamese letter,
/// of which most are no Vietnamese syllables and most begin small (else they are names).
fn english(passage: &Passage) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut run: Vec<Range<usize>> = Vec::new();
    let words: Vec<(Range<usize>, &str)> = passage.words().collect();
    for (range, word) in &words {
        let gap = run
            .last()
            .and_then(|last| passage.text.get(last.end..range.start))
            .unwrap_or("");
        // What a colon, a quotation mark or a bracket introduces begins there.
        let goes_on = gap.chars().all(|c| {
            c.is_whitespace()
                || matches!(
                    c,
                    ',' | '.' | ';' | '!' | '?' | '\'' | '’' | '-' | '–' | '…'
                )
        });
        let plain = word.is_ascii() && !passage.is_code(range) && !passage.is_marked(range);
        if !plain || !goes_on {
            found.extend(judged(passage, &run));
            run.clear();
        }
        if plain {
            run.push(range.clone());
        }
    }
    found.extend(judged(passage, &run));
    found
}

fn judged(passage: &Passage, run: &[Range<usize>]) -> Option<Range<usize>> {
    let words = || run.iter().filter_map(|r| passage.text.get(r.clone()));
    // “don't” is two runs of letters and one word.
    let long = words().filter(|w| w.len() > 1).count();
    let strange = words().filter(|w| w.len() > 1 && !is_valid(w)).count();
    let small = words()
        .filter(|w| w.starts_with(|c: char| c.is_ascii_lowercase()))
        .count();
    let is_passage = long >= PASSAGE && strange * 2 >= long && small * 2 >= long;
    let (first, last) = (run.first()?, run.last()?);
    is_passage.then_some(first.start..last.end)
}

fn tell_khmer(subject: &Subject<'_>, passage: &Passage, range: Range<usize>) -> Diagnostic {
    let place = subject.place(passage, range);
    Diagnostic::warning(
        "A017",
        subject.span(&place),
        "Chữ Khmer ở đây không được ghi là tiếng Khmer, nên máy đọc màn hình đọc sai. Hãy chuyển xuống phần nội dung (ở đó chương trình tự ghi), hoặc viết bài riêng bằng tiếng Khmer (tên tệp .km.md).",
        "The Khmer here is not said to be Khmer, so screen readers read it wrongly. Move it to the body (where the program marks it by itself), or write an entry in Khmer (a file .km.md).",
    )
}

fn tell_english(subject: &Subject<'_>, passage: &Passage, range: Range<usize>) -> Diagnostic {
    let words = passage.text.get(range.clone()).unwrap_or("").to_owned();
    let place = subject.place(passage, range);
    let diagnostic = Diagnostic::warning(
        "A017",
        subject.span(&place),
        "Đoạn này có vẻ là tiếng Anh mà không được ghi ngôn ngữ, nên máy đọc màn hình đọc sai. Hãy đặt trong khối ```{lang} en, hoặc viết <span lang=\"en\">…</span>.",
        "This seems to be English and is not said to be, so screen readers read it wrongly. Put it into a block ```{lang} en, or write <span lang=\"en\">…</span>.",
    );
    match passage.role {
        Role::Text | Role::Heading | Role::Cell => subject.propose(
            diagnostic,
            &place,
            &format!("<span lang=\"en\">{words}</span>"),
        ),
        _ => diagnostic,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_and_codes() {
        let text = "`{lang} x`\n```{lang} en\nHello.\n```\n> ````{lang}  tiếng Anh\n";
        let found: Vec<&str> = blocks(text)
            .map(|(place, argument)| {
                assert_eq!(&text[place], argument);
                argument
            })
            .collect();
        assert_eq!(found, ["en", "tiếng Anh"]);
        for (text, want) in [
            ("en", true),
            ("zh-Hant", true),
            ("english", false),
            ("", false),
            ("EN", false),
        ] {
            assert_eq!(is_code(text), want, "{text}");
        }
    }
}
