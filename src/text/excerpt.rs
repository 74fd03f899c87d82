//! Cutting text to a length, between words, with an ellipsis.
//!
//! Lengths are in graphemes (what a reader calls a letter), so a Khmer cluster, an emoji family or a
//! letter in NFD is never cut apart. The one file of this floor that uses `unicode-segmentation`.

use super::sentence::sentences;
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;

/// The number of graphemes.
pub fn graphemes(text: &str) -> usize {
    if text.is_ascii() && !text.contains('\r') {
        return text.len();
    }
    text.graphemes(true).count()
}

/// The text, at most `most` graphemes long with the ellipsis that marks a cut. Cuts between words,
/// inside one only where no space is found in the last half (Khmer, a long address). Text that fits
/// is given back as it is.
pub fn truncate(text: &str, most: usize) -> Cow<'_, str> {
    // A grapheme has at least one byte.
    if text.len() <= most {
        return Cow::Borrowed(text);
    }
    let Some(limit) = boundary(text, most) else {
        return Cow::Borrowed(text);
    };
    if limit == text.len() {
        return Cow::Borrowed(text);
    }
    let room = boundary(text, most.saturating_sub(1)).unwrap_or(0);
    let head = text.get(..room).unwrap_or_default();
    let tail = text.get(room..).unwrap_or_default();
    let kept = if tail.starts_with(is_gap) {
        head
    } else {
        match head.char_indices().rfind(|&(_, c)| is_gap(c)) {
            Some((at, _)) if at * 2 >= head.len() => head.get(..at).unwrap_or_default(),
            _ => head,
        }
    };
    let kept = kept.trim_end_matches(|c: char| {
        is_gap(c)
            || matches!(
                c,
                ',' | ';' | ':' | '.' | '…' | '-' | '–' | '—' | '(' | '“' | '/'
            )
    });
    if most == 0 {
        return Cow::Borrowed("");
    }
    Cow::Owned(format!("{kept}…"))
}

/// As many whole sentences from the start as fit into `most` graphemes; when not even the first
/// does, the first cut by [`truncate`].
pub fn whole_sentences(text: &str, most: usize) -> Cow<'_, str> {
    let fit = boundary(text, most).unwrap_or(text.len());
    let end = sentences(text)
        .into_iter()
        .map(|sentence| sentence.end)
        .take_while(|&end| end <= fit)
        .last();
    match end.and_then(|end| text.get(..end)) {
        Some(kept) => Cow::Borrowed(kept.trim_start()),
        None => truncate(text, most),
    }
}

/// The byte offset after `count` graphemes; `None` when the text is shorter.
fn boundary(text: &str, count: usize) -> Option<usize> {
    if count == 0 {
        return Some(0);
    }
    text.grapheme_indices(true)
        .nth(count - 1)
        .map(|(at, grapheme)| at + grapheme.len())
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || c == '\u{200B}'
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cuts_between_words() {
        for (text, most, want) in [
            ("Công đoàn cơ sở", 15, "Công đoàn cơ sở"),
            ("Công đoàn cơ sở", 14, "Công đoàn cơ…"),
            ("Công đoàn cơ sở", 13, "Công đoàn cơ…"),
            ("Công đoàn cơ sở", 12, "Công đoàn…"),
            ("Công đoàn, cơ sở", 11, "Công đoàn…"),
            ("https://congdoan.vn/tin", 10, "https://c…"),
            ("👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", 2, "👨‍👩‍👧…"),
            ("Công", 0, ""),
            ("Công", 1, "…"),
            ("", 5, ""),
        ] {
            assert_eq!(truncate(text, most), want);
        }
    }

    #[test]
    fn keeps_whole_sentences() {
        let text = "Ở TP. Long Xuyên mưa. Công nhân nghỉ sớm. Xe đón.";
        assert_eq!(
            whole_sentences(text, 45),
            "Ở TP. Long Xuyên mưa. Công nhân nghỉ sớm."
        );
        assert_eq!(whole_sentences(text, 21), "Ở TP. Long Xuyên mưa.");
        assert_eq!(whole_sentences(text, 18), "Ở TP. Long Xuyên…");
        assert_eq!(whole_sentences(text, 100), text);
    }

    proptest! {
        #[test]
        fn never_longer_and_idempotent(text in "\\PC*", most in 0usize..40) {
            let cut = truncate(&text, most);
            prop_assert!(graphemes(&cut) <= most);
            prop_assert_eq!(truncate(&cut, most), cut.clone());
            prop_assert!(graphemes(&whole_sentences(&text, most)) <= most);
        }
    }
}
