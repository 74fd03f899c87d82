//! What was probably meant by a word that is no possible syllable.

use super::{LONGEST, is_possible, is_valid, onset};
use crate::text::letter::{self, Tone};
use crate::text::normalize::nfc;
use crate::text::tone;
use std::collections::BTreeSet;

/// The judgement on one word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// A possible syllable.
    Valid,
    /// Not possible, and this was probably meant; capitals as in the word.
    Likely(String),
    /// Not possible, and nothing is clearly nearer than the rest.
    Impossible,
}

/// Judges a word: `nghành` is likely `ngành`, `qúy` `quý`, `thuơng` `thương`, `nhưgn` `nhưng`.
///
/// Spelling rules come first (place of the mark, c/k/q, g/gh, ng/ngh, ươ, yê), then two letters
/// swapped or one too many, the latter only when exactly one syllable is that near.
pub fn check(word: &str) -> Verdict {
    if is_valid(word) {
        return Verdict::Valid;
    }
    let word = nfc(word);
    let letters: Vec<char> = word.chars().collect();
    let Some((bare, tone)) = bare_of(&letters) else {
        return Verdict::Impossible;
    };
    let ruled = respell(&bare);
    let found = [bare.clone(), ruled.clone()]
        .into_iter()
        .find(|candidate| is_possible(candidate, tone))
        .or_else(|| only_neighbour(&bare, tone))
        .or_else(|| only_neighbour(&ruled, tone));
    match found.and_then(|bare| compose(&bare, tone)) {
        Some(likely) if is_valid(&likely) => Verdict::Likely(as_written(&likely, &letters)),
        _ => Verdict::Impossible,
    }
}

/// The small letters without tone and the tone; the same mark twice counts once.
fn bare_of(letters: &[char]) -> Option<(String, Tone)> {
    if letters.len() > LONGEST + 2 {
        return None;
    }
    let mut tone = Tone::Ngang;
    let mut bare = String::new();
    for &c in letters {
        let (base, mark) = letter::small_split(c)?;
        if mark != Tone::Ngang {
            if tone != Tone::Ngang && tone != mark {
                return None;
            }
            tone = mark;
        }
        bare.push(base);
    }
    Some((bare, tone))
}

/// The word spelled by the rules: kông→công, nghành→ngành, gế→ghế, thuơng→thương, iên→yên.
fn respell(bare: &str) -> String {
    let mut bare = bare.to_owned();
    for pair in ["uơ", "ưo"] {
        // "thuở" and "huơ" end in uơ; before a consonant or i, u it is ươ.
        if let Some(at) = bare.find(pair)
            && at + pair.len() < bare.len()
            && !bare.starts_with("qu")
        {
            bare.replace_range(at..at + pair.len(), "ươ");
        }
    }
    if bare.starts_with("iê") {
        bare.replace_range(..1, "y");
    }
    let written = onset::written_onset(&bare);
    let sound = match written {
        "c" | "k" | "q" => "c",
        "g" | "gh" => "g",
        "ng" | "ngh" => "ng",
        _ => return bare,
    };
    onset::join(sound, bare.get(written.len()..).unwrap_or_default())
}

/// The one syllable reached by swapping two neighbouring letters or leaving one out; `None` when
/// there are several or none.
fn only_neighbour(bare: &str, tone: Tone) -> Option<String> {
    let letters: Vec<char> = bare.chars().collect();
    let mut swapped = BTreeSet::new();
    let mut shorter = BTreeSet::new();
    for i in 0..letters.len() {
        let mut fewer = letters.clone();
        fewer.remove(i);
        let doubled = letters.get(i) == i.checked_sub(1).and_then(|i| letters.get(i));
        shorter.insert((!doubled, fewer.into_iter().collect::<String>()));
        if i + 1 < letters.len() {
            let mut other = letters.clone();
            other.swap(i, i + 1);
            swapped.insert(other.into_iter().collect::<String>());
        }
    }
    let possible = |set: Vec<String>| -> Vec<String> {
        set.into_iter().filter(|b| is_possible(b, tone)).collect()
    };
    let doubled: Vec<String> = shorter
        .iter()
        .filter(|s| !s.0)
        .map(|s| s.1.clone())
        .collect();
    for set in [
        possible(doubled),
        possible(swapped.into_iter().collect()),
        possible(shorter.into_iter().map(|s| s.1).collect()),
    ] {
        match set.as_slice() {
            [] => {}
            [one] => return Some(one.clone()),
            _ => return None,
        }
    }
    None
}

/// Puts the tone on the letters, in the older habit's place.
pub(super) fn compose(bare: &str, tone: Tone) -> Option<String> {
    let letters: Vec<char> = bare.chars().collect();
    let at = tone::place(bare)?;
    let mark = |(i, &c): (usize, &char)| {
        if i == at {
            letter::with_tone(c, tone)
        } else {
            c
        }
    };
    Some(letters.iter().enumerate().map(mark).collect())
}

/// Capitals as the author had them: all, the first, or none.
fn as_written(small: &str, letters: &[char]) -> String {
    let capitals = letters.iter().filter(|c| c.is_uppercase()).count();
    if capitals > 1 && capitals == letters.len() {
        return small.to_uppercase();
    }
    let mut chars = small.chars();
    match chars.next() {
        Some(first) if letters.first().is_some_and(|c| c.is_uppercase()) => {
            first.to_uppercase().chain(chars).collect()
        }
        _ => small.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_was_meant() {
        for (word, want) in [
            ("nghành", "ngành"),
            ("Nghành", "Ngành"),
            ("NGHÀNH", "NGÀNH"),
            ("qúy", "quý"),
            ("qũy", "quỹ"),
            ("Qúi", "Quí"),
            ("hòan", "hoàn"),
            ("tòan", "toàn"),
            ("ngề", "nghề"),
            ("gế", "ghế"),
            ("kông", "công"),
            ("cể", "kể"),
            ("thuơng", "thương"),
            ("truờng", "trường"),
            ("trưòng", "trường"),
            ("nguời", "người"),
            ("Đuờng", "Đường"),
            ("iến", "yến"),
            ("nhưgn", "nhưng"),
            ("đòan", "đoàn"),
            ("đoànn", "đoàn"),
            ("đoààn", "đoàn"),
            ("ngưòi", "người"),
            ("chuơng", "chương"),
        ] {
            assert_eq!(check(word), Verdict::Likely(want.to_owned()), "{word}");
        }
        for word in ["Facebook", "bcd", "x", "12", "", "hòá", "đươc"] {
            assert_eq!(check(word), Verdict::Impossible, "{word}");
        }
        assert_eq!(check("công"), Verdict::Valid);
    }
}
