//! Cutting a post's body to length: after a paragraph, else after a sentence, never inside a grapheme.

use super::body::Paragraph;
use crate::text::excerpt::{graphemes, truncate};
use crate::text::sentence::sentences;

/// A body a little over the limit is not worth cutting: it may be longer by this part of it.
const TOLERANCE: usize = 10;
/// Shortest tail of a cut paragraph that is worth keeping, in graphemes.
const TAIL: usize = 60;

/// Cuts paragraphs to about `most` graphemes; whether something was cut.
pub(super) fn trim(paragraphs: Vec<Paragraph>, most: usize) -> (Vec<Paragraph>, bool) {
    let lengths: Vec<usize> = paragraphs.iter().map(|p| graphemes(&p.text)).collect();
    let gaps: usize = paragraphs.iter().rev().skip(1).map(gap).sum();
    let total: usize = lengths.iter().sum::<usize>() + gaps;
    if total <= most + most / TOLERANCE {
        return (paragraphs, false);
    }
    let mut kept: Vec<Paragraph> = Vec::new();
    let mut used = 0;
    let mut rest = paragraphs.into_iter().zip(lengths);
    let mut over = None;
    for (paragraph, length) in rest.by_ref() {
        let length = length + kept.last().map_or(0, gap);
        if used + length > most {
            over = Some(paragraph);
            break;
        }
        used += length;
        kept.push(paragraph);
    }
    // Most of the room is filled: the paragraph's end is the better place. Else some sentences of the next one follow.
    if used * 3 < most * 2
        && let Some(mut paragraph) = over
    {
        let room = most.saturating_sub(used);
        if let Some(text) =
            whole(&paragraph.text, room).filter(|t| kept.is_empty() || graphemes(t) >= TAIL)
        {
            paragraph.text = text;
            kept.push(paragraph);
        } else if kept.iter().all(|p| p.heading) {
            paragraph.text = truncate(&paragraph.text, room).into_owned();
            kept.push(paragraph);
        }
    }
    // What announces something must not stand last: a heading, a line that ends in a colon.
    while kept.len() > 1
        && kept
            .last()
            .is_some_and(|p| p.heading || p.text.ends_with(':'))
    {
        kept.pop();
    }
    (kept, true)
}

/// Line breaks after a paragraph: one after a heading, two after anything else.
fn gap(paragraph: &Paragraph) -> usize {
    if paragraph.heading { 1 } else { 2 }
}

/// As many whole sentences or lines as fit; `None` when not even one does.
fn whole(text: &str, most: usize) -> Option<String> {
    let end = sentences(text)
        .into_iter()
        .map(|s| s.end)
        .take_while(|end| text.get(..*end).is_some_and(|t| graphemes(t) <= most))
        .last()?;
    text.get(..end).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn paragraph(text: &str) -> Paragraph {
        Paragraph {
            text: text.to_owned(),
            place: 0..0,
            heading: false,
        }
    }

    fn cut(texts: &[&str], most: usize) -> (Vec<String>, bool) {
        let (kept, cut) = trim(texts.iter().map(|t| paragraph(t)).collect(), most);
        (kept.into_iter().map(|p| p.text).collect(), cut)
    }

    #[test]
    fn what_fits_stays_whole() {
        assert_eq!(
            cut(&["một", "hai"], 8),
            (vec!["một".into(), "hai".into()], false)
        );
        // One grapheme over 20 is within the tenth.
        assert!(!cut(&["mười chín chữ cái nhé"], 20).1);
    }

    #[test]
    fn cuts_after_a_paragraph_that_fills_most_of_the_room() {
        let long = "Câu thứ nhất dài vừa phải. ".repeat(4);
        let (kept, was_cut) = cut(&[&long, &long], 130);
        assert_eq!((kept.len(), was_cut), (1, true));
    }

    #[test]
    fn else_after_a_sentence_never_after_an_abbreviation() {
        let text = "Công đoàn ở TP. Long Xuyên và Tr. Tân Châu họp mặt đoàn viên đầu năm. Sau đó mọi người cùng đi thăm xưởng may số 2. Hết.";
        let (kept, _) = cut(&[text], 80);
        assert_eq!(
            kept,
            ["Công đoàn ở TP. Long Xuyên và Tr. Tân Châu họp mặt đoàn viên đầu năm."]
        );
        let (kept, _) = cut(
            &["Một câu quá dài để giữ lại trọn vẹn trong chỗ còn trống này"],
            20,
        );
        assert_eq!(kept, ["Một câu quá dài để…"]);
    }

    #[test]
    fn a_heading_never_stands_last() {
        let mut heading = paragraph("Đầu đề");
        heading.heading = true;
        let all = vec![
            paragraph(&"chữ ".repeat(20)),
            heading,
            paragraph(&"chữ ".repeat(50)),
        ];
        let (kept, _) = trim(all, 100);
        assert_eq!(kept.len(), 1);
    }

    proptest! {
        #[test]
        fn never_much_longer(texts in prop::collection::vec("(\\PC|\n|\\. |ក្រ|👨‍👩‍👧){0,80}", 0..8), most in 30usize..200) {
            let all: Vec<Paragraph> = texts.iter().map(|t| paragraph(t)).collect();
            let (kept, _) = trim(all, most);
            let sum: usize = kept.iter().map(|p| graphemes(&p.text)).sum();
            prop_assert!(sum <= most + most / TOLERANCE);
        }
    }
}
