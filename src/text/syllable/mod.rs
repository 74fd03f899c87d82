//! Which words are possible Vietnamese syllables.
//!
//! A syllable is an onset, a rime and a tone. Each of 166 rimes lists the onsets it is found with;
//! the spelling rules of c/k/q, g/gh and ng/ngh, the place of the tone mark, and the tones a final
//! stop allows (sắc and nặng) do the rest. Loanwords, abbreviations, names and numbers are the
//! caller's business: see [`looks_vietnamese`].

mod check;
mod onset;
mod rimes;

pub use check::{Verdict, check};

use super::letter::{self, Tone};
use super::normalize::nfc;
use super::tone;
use rimes::RIMES;
use std::collections::BTreeSet;

/// The longest syllable, nghiêng, has seven letters.
const LONGEST: usize = 7;

/// Whether the word is one well-formed syllable: known onset and rime, spelled by the rules, the
/// tone mark in its place (`hòa` and `hoà` both), no tone that its final consonant forbids.
/// Capitals and NFD are fine.
pub fn is_valid(word: &str) -> bool {
    let word = nfc(word);
    let mut bare = String::with_capacity(2 * LONGEST);
    let Some((tone, at)) = take_tone(&word, &mut bare) else {
        return false;
    };
    is_possible(&bare, tone) && at.is_none_or(|at| may_stand(&bare, at))
}

/// Fills `bare` with the small letters without tone; gives the tone and where its mark stands. `None`
/// for anything but a few letters with at most one mark.
fn take_tone(word: &str, bare: &mut String) -> Option<(Tone, Option<usize>)> {
    let mut tone = Tone::Ngang;
    let mut at = None;
    for (i, c) in word.chars().enumerate() {
        if i >= LONGEST {
            return None;
        }
        let (base, mark) = letter::small_split(c)?;
        if mark != Tone::Ngang {
            if at.is_some() {
                return None;
            }
            tone = mark;
            at = Some(i);
        }
        bare.push(base);
    }
    (!bare.is_empty()).then_some((tone, at))
}

/// Whether the letters without tone make a syllable that can bear the tone.
fn is_possible(bare: &str, tone: Tone) -> bool {
    let Some((onset, rime)) = onset::split(bare) else {
        return false;
    };
    let stopped = rime.ends_with(['c', 'p', 't']) || rime.ends_with("ch");
    if stopped && !matches!(tone, Tone::Sac | Tone::Nang) {
        return false;
    }
    RIMES
        .binary_search_by(|(known, _)| (*known).cmp(rime))
        .ok()
        .and_then(|i| RIMES.get(i))
        .is_some_and(|(_, onsets)| onsets & (1 << onset) != 0)
}

/// The tone's place: the older habit's, or the newer one's in final oa, oe, uy.
fn may_stand(bare: &str, at: usize) -> bool {
    let Some(place) = tone::place(bare) else {
        return false;
    };
    let open_pair = bare.ends_with("oa") || bare.ends_with("oe") || bare.ends_with("uy");
    let last = place + 2 == bare.chars().count();
    at == place || (open_pair && last && at == place + 1)
}

/// Whether a word, valid or not, is meant as Vietnamese: short, only letters of the alphabet (no f,
/// j, w, z), a vowel among them, and at least one with a Vietnamese mark. `nghành` is, `Facebook`
/// and `LĐLĐ` are not.
/// Check only such words, and names and loans rarely raise a false alarm.
pub fn looks_vietnamese(word: &str) -> bool {
    let word = nfc(word);
    let mut marked = false;
    let mut letters = 0;
    let mut consonants = 0;
    for c in word.chars() {
        if !letter::is_letter(c) || matches!(c.to_ascii_lowercase(), 'f' | 'j' | 'w' | 'z') {
            return false;
        }
        marked |= !c.is_ascii();
        letters += 1;
        consonants = if letter::vowel(c).is_some() {
            0
        } else {
            consonants + 1
        };
        if consonants > 3 {
            return false;
        }
    }
    marked && letters <= LONGEST + 1 && word.contains(|c| letter::vowel(c).is_some())
}

/// Every possible syllable without marks, sorted: what a search can offer for a mistyped word.
pub fn vocabulary() -> impl Iterator<Item = String> {
    let mut all = BTreeSet::new();
    for (rime, onsets) in RIMES {
        for (n, onset) in onset::ONSETS.iter().enumerate() {
            if onsets & (1 << n) != 0 {
                all.insert(super::fold::fold(&onset::join(onset, rime)));
            }
        }
    }
    all.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    const GOOD: &str = "công đoàn cơ sở gần công nhân nghiêng nghĩa nghề ngành gì giếng già giữ giúp \
        ghế ghi gà gươm kể kính kỳ ky cá cô cũng quý quốc quyển quỳnh quét quả hòa hoà thủy thuỷ khuỷu \
        khuya ngoằn ngoèo ưu ước yêu yến ỷ uyên oan ông a à ở y An Giang Đại Hội ĐỒNG Óc Eo Thoại Sơn \
        Tri Tôn Giồng Riềng Phú Quốc Vưu Huỳnh Nguyễn phum sóc xoong buýt boong mướp rượu hươu nguệch \
        ngoạc huếch xuất thuở xuýt luật truyền tuyết hoẵng loắt choắt thoắt khoẻ khỏe dằng dặc duềnh";

    const BAD: &str = "nghành ngề gế kông cể qy qúy hòan tòan đươc cac nhưgn thuơng truờng nguời ưo iên \
        iêu zá fải jì w bb ng x xx đđ côngg âă ácc tòá hoạnh2 Facebook email nghiêngg quu gii kq ợc";

    #[test]
    fn tells_good_from_bad() {
        for word in GOOD.split_whitespace() {
            assert!(is_valid(word), "{word}");
            assert!(is_valid(&word.to_uppercase()), "{word}");
            assert!(is_valid(&word.nfd().collect::<String>()), "{word}");
        }
        for word in BAD.split_whitespace().chain([""]) {
            assert!(!is_valid(word), "{word}");
        }
    }

    #[test]
    fn rimes_are_sorted_and_join_inverts_split() {
        assert!(RIMES.is_sorted_by(|a, b| a.0 < b.0));
        for (rime, onsets) in RIMES {
            for (n, onset) in onset::ONSETS.iter().enumerate() {
                if onsets & (1 << n) != 0 {
                    let written = onset::join(onset, rime);
                    assert_eq!(onset::split(&written), Some((n, rime)), "{written}");
                    assert!(is_possible(&written, Tone::Sac), "{written}");
                }
            }
        }
    }

    #[test]
    fn meant_as_vietnamese() {
        for (word, want) in [
            ("nghành", true),
            ("đoàn", true),
            ("Facebook", false),
            ("ABC", false),
            ("LĐLĐ", false),
            ("TƯLĐTT", false),
            ("NGHÀNH", true),
            ("Štěpán", false),
            ("fải", false),
            ("Đoànthanh", false),
            ("", false),
        ] {
            assert_eq!(looks_vietnamese(word), want, "{word}");
        }
    }

    #[test]
    fn the_vocabulary() {
        let all: Vec<String> = vocabulary().collect();
        assert!((1_550..1_700).contains(&all.len()), "{}", all.len());
        for word in ["cong", "doan", "nghieng", "quyen", "gi", "y", "phum"] {
            assert!(all.binary_search(&word.to_owned()).is_ok(), "{word}");
        }
        assert!(
            all.iter()
                .all(|w| w.bytes().all(|b| b.is_ascii_lowercase()))
        );
    }

    proptest! {
        #[test]
        fn never_panics(word in "\\PC*", like in "[a-zăâđêôơưàáảãạềếểễệòóỏõọ]{0,9}") {
            for word in [word, like] {
                if is_valid(&word) {
                    prop_assert_eq!(check(&word), Verdict::Valid);
                    prop_assert!(is_valid(&super::tone::canonical_tones(&word)));
                }
                if let Verdict::Likely(likely) = check(&word) {
                    prop_assert!(is_valid(&likely), "{} → {}", word, likely);
                }
            }
        }
    }
}
