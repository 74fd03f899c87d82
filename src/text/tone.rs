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
    let moved = single_tone(word).and_then(|tone| {
        let small = |&c: &char| letter::split(c).0.to_lowercase();
        let bare: String = word.iter().flat_map(small).collect();
        place(&bare).map(|at| (tone, at))
    });
    match moved {
        None => out.extend(word.iter()),
        Some((tone, place)) => out.extend(word.iter().enumerate().map(|(i, &c)| {
            let tone = if i == place { tone } else { Tone::Ngang };
            letter::with_tone(c, tone)
        })),
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

/// The number of the letter that carries the tone, older habit, in a syllable of small letters
/// without tone; `None` when its vowels are not one group between consonants.
pub fn place(bare: &str) -> Option<usize> {
    let is_vowel = |c: char| letter::vowel(c).is_some();
    // "qu" and "gi" belong to the onset when a vowel follows.
    let glide = (bare.starts_with("qu") || bare.starts_with("gi"))
        && bare.chars().nth(2).is_some_and(is_vowel);
    let start = if glide {
        2
    } else {
        bare.chars().position(is_vowel)?
    };
    let vowels = || bare.chars().skip(start).take_while(|&c| is_vowel(c));
    let count = vowels().count();
    let mut after = bare.chars().skip(start + count);
    let closed = after.next().is_some();
    if after.any(is_vowel) {
        return None;
    }
    let marked = vowels()
        .enumerate()
        .filter(|(_, c)| matches!(c, 'ă' | 'â' | 'ê' | 'ô' | 'ơ'))
        .last()
        .map(|(i, _)| i)
        .or_else(|| vowels().position(|c| c == 'ư'));
    let within = match (marked, count) {
        (Some(marked), _) => marked,
        (None, 1) => 0,
        (None, 2) => usize::from(closed),
        (None, 3) => 1,
        (None, _) => return None,
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
