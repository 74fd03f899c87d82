//! Where the tone mark stands in a syllable.
//!
//! Both the older habit (hòa, thủy) and the newer one (hoà, thuỷ) are right and authors' text is
//! never changed; keys for comparing and searching are brought to one form, the older, which most
//! newspapers use.

use super::letter::{self, Tone};
use super::normalize::nfc;

/// The text with every tone mark moved to its one canonical place (`hoà`→`hòa`, `thuỷ`→`thủy`,
/// `hòan`→`hoàn`, `qúy`→`quý`), marks kept, result in NFC. For keys, not for showing.
pub fn canonical_tones(text: &str) -> String {
    let text = nfc(text);
    if text.is_ascii() {
        return text.into_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut word: Vec<char> = Vec::new();
    for c in text.chars() {
        if letter::is_letter(c) {
            word.push(c);
        } else {
            push_canonical(&mut word, &mut out);
            out.push(c);
        }
    }
    push_canonical(&mut word, &mut out);
    out
}

fn push_canonical(word: &mut Vec<char>, out: &mut String) {
    if let Some(tone) = single_tone(word) {
        let bare: Vec<char> = word.iter().map(|&c| letter::split(c).0).collect();
        match place(&bare) {
            Some(at) => out.extend(bare.iter().enumerate().map(|(i, &c)| {
                if i == at {
                    letter::with_tone(c, tone)
                } else {
                    c
                }
            })),
            None => out.extend(word.iter()),
        }
    } else {
        out.extend(word.iter());
    }
    word.clear();
}

/// The tone of a word that carries exactly one mark.
fn single_tone(word: &[char]) -> Option<Tone> {
    let mut marks = word
        .iter()
        .map(|&c| letter::split(c).1)
        .filter(|&tone| tone != Tone::Ngang);
    let tone = marks.next()?;
    marks.next().is_none().then_some(tone)
}

/// The index of the letter that carries the tone, older habit, in a syllable without its tone;
/// `None` when the letters are not one group of vowels between consonants.
pub fn place(bare: &[char]) -> Option<usize> {
    let small: Vec<char> = bare.iter().flat_map(|c| c.to_lowercase()).collect();
    if small.len() != bare.len() {
        return None;
    }
    let is_vowel = |c: &char| letter::vowel(*c).is_some();
    let mut start = small.iter().position(is_vowel)?;
    let end = start
        + small
            .get(start..)?
            .iter()
            .take_while(|c| is_vowel(c))
            .count();
    if small.get(end..)?.iter().any(is_vowel) {
        return None;
    }
    // "qu" and "gi" belong to the onset when a vowel follows.
    let onset = small.get(..start)?;
    let first = small.get(start).copied();
    let glide = (onset == ['q'] && first == Some('u')) || (onset == ['g'] && first == Some('i'));
    if glide && end > start + 1 {
        start += 1;
    }
    let vowels = small.get(start..end)?;
    let closed = end < small.len();
    if let Some(marked) = vowels
        .iter()
        .rposition(|c| matches!(c, 'ă' | 'â' | 'ê' | 'ô' | 'ơ'))
        .or_else(|| vowels.iter().position(|&c| c == 'ư'))
    {
        return Some(start + marked);
    }
    let within = match vowels {
        [_] => 0,
        [_, _] if closed => 1,
        [_, _] => 0,
        [_, _, _] => 1,
        _ => return None,
    };
    Some(start + within)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_form() {
        for (text, want) in [
            ("hoà", "hòa"),
            ("hòa", "hòa"),
            ("Thuỷ", "Thủy"),
            ("UỶ BAN", "ỦY BAN"),
            ("hòan thành", "hoàn thành"),
            ("qúy", "quý"),
            ("quý", "quý"),
            ("già gì giếng", "già gì giếng"),
            ("khuỷu ngoài người", "khuỷu ngoài người"),
            ("mưa, mứa, cửa", "mưa, mứa, cửa"),
            ("thuở quở", "thuở quở"),
            ("khoẻ", "khỏe"),
            ("quả quỳnh toán", "quả quỳnh toán"),
            ("Nghị định số 30", "Nghị định số 30"),
            ("résumé", "résumé"),
        ] {
            assert_eq!(canonical_tones(text), want);
        }
    }

    proptest! {
        #[test]
        fn is_idempotent(text in "\\PC*") {
            let once = canonical_tones(&text);
            prop_assert_eq!(canonical_tones(&once), once);
        }

        #[test]
        fn only_moves_marks(text in "[a-zăâđêôơưàáảãạòóỏõọùúủũụỳýỷỹỵ ]{0,12}") {
            prop_assert_eq!(super::super::fold::fold(&canonical_tones(&text)), super::super::fold::fold(&text));
        }
    }
}
