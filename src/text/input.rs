//! Text typed while the keyboard program was off: Telex (`coong ddoanf`) and VNI (`co6ng d9oa2n`).

use super::letter::{self, Tone};
use super::syllable::is_valid;
use super::tone;

/// Reads keys typed for Telex; `None` when no word becomes a Vietnamese syllable by it. Words that
/// are syllables already stay, as do foreign words. Marks may be typed anywhere after their letter
/// (`duongdwf`), as Unikey allows.
pub fn decode_telex(text: &str) -> Option<String> {
    decode(text, telex_key)
}

/// Reads keys typed for VNI, digits after letters; `None` when no word becomes a Vietnamese
/// syllable by it.
pub fn decode_vni(text: &str) -> Option<String> {
    decode(text, vni_key)
}

/// What one key does.
enum Key {
    Letter,
    Tone(Tone),
    /// â, ê, ô from the nearest of the letters.
    Roof(&'static [char]),
    /// ơ, ư, ươ, and ă where `breve`.
    Horn {
        breve: bool,
    },
    Breve,
    Stroke,
}

fn telex_key(c: char) -> Key {
    match c {
        's' => Key::Tone(Tone::Sac),
        'f' => Key::Tone(Tone::Huyen),
        'r' => Key::Tone(Tone::Hoi),
        'x' => Key::Tone(Tone::Nga),
        'j' => Key::Tone(Tone::Nang),
        'z' => Key::Tone(Tone::Ngang),
        'a' => Key::Roof(&['a']),
        'e' => Key::Roof(&['e']),
        'o' => Key::Roof(&['o']),
        'w' => Key::Horn { breve: true },
        'd' => Key::Stroke,
        _ => Key::Letter,
    }
}

fn vni_key(c: char) -> Key {
    match c {
        '1' => Key::Tone(Tone::Sac),
        '2' => Key::Tone(Tone::Huyen),
        '3' => Key::Tone(Tone::Hoi),
        '4' => Key::Tone(Tone::Nga),
        '5' => Key::Tone(Tone::Nang),
        '0' => Key::Tone(Tone::Ngang),
        '6' => Key::Roof(&['a', 'e', 'o']),
        '7' => Key::Horn { breve: false },
        '8' => Key::Breve,
        '9' => Key::Stroke,
        _ => Key::Letter,
    }
}

fn decode(text: &str, key: fn(char) -> Key) -> Option<String> {
    if !text.is_ascii() {
        return None;
    }
    let words = || {
        text.split_inclusive(|c: char| !c.is_ascii_alphanumeric())
            .map(|word| {
                let bare = word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
                (bare, word.get(bare.len()..).unwrap_or_default())
            })
    };
    if !words().any(|(bare, _)| !is_valid(bare) && decode_word(bare, key).is_some()) {
        return None;
    }
    let mut out = String::with_capacity(text.len() + 8);
    for (bare, rest) in words() {
        // "xoong" is a syllable, yet xông where others are typed in keys too.
        let decoded = Some(bare)
            .filter(|bare| bare.contains("oo") || !is_valid(bare))
            .and_then(|bare| decode_word(bare, key));
        out.push_str(decoded.as_deref().unwrap_or(bare));
        out.push_str(rest);
    }
    Some(out)
}

fn decode_word(word: &str, key: fn(char) -> Key) -> Option<String> {
    // nghiêng takes eleven keys at most.
    if word.len() > 12 {
        return None;
    }
    let mut typed = Typed {
        letters: Vec::new(),
        tone: Tone::Ngang,
    };
    for c in word.chars() {
        if !typed.press(c, key(c.to_ascii_lowercase())) {
            typed.letters.push(c);
        }
    }
    let decoded = typed.compose()?;
    (decoded != word && is_valid(&decoded)).then_some(decoded)
}

struct Typed {
    letters: Vec<char>,
    tone: Tone,
}

impl Typed {
    /// Applies a key; `false` when it is only a letter here.
    fn press(&mut self, c: char, key: Key) -> bool {
        let has_vowel = self.letters.iter().any(|&l| letter::vowel(l).is_some());
        match key {
            Key::Letter => false,
            Key::Tone(tone) => {
                if has_vowel {
                    self.tone = tone;
                }
                has_vowel
            }
            Key::Roof(letters) => self.change(|l| match l {
                'a' | 'e' | 'o' if letters.contains(&l) => Some(match l {
                    'a' => 'â',
                    'e' => 'ê',
                    _ => 'ô',
                }),
                _ => None,
            }),
            Key::Horn { breve } => {
                if self.horn_pair() {
                    return true;
                }
                let changed = self.change(|l| match l {
                    'a' if breve => Some('ă'),
                    'o' => Some('ơ'),
                    'u' => Some('ư'),
                    _ => None,
                });
                if !changed && breve && !has_vowel {
                    // A lone w is ư.
                    self.letters.push(if c == 'W' { 'Ư' } else { 'ư' });
                    return true;
                }
                changed
            }
            Key::Breve => self.change(|l| (l == 'a').then_some('ă')),
            Key::Stroke => match self.letters.first_mut() {
                Some(first @ 'd') => {
                    *first = 'đ';
                    true
                }
                Some(first @ 'D') => {
                    *first = 'Đ';
                    true
                }
                _ => false,
            },
        }
    }

    /// Two vowels that one w changes together: uo→ươ, and ua, uu, ui, where the u has the horn.
    fn horn_pair(&mut self) -> bool {
        let small: String = self.letters.iter().flat_map(|c| c.to_lowercase()).collect();
        if small.starts_with("qu") {
            return false;
        }
        for (pair, both) in [("uo", true), ("ua", false), ("uu", false), ("ui", false)] {
            let Some(at) = small
                .find(pair)
                .map(|byte| small.get(..byte).unwrap_or_default().chars().count())
            else {
                continue;
            };
            for (i, l) in self.letters.iter_mut().enumerate() {
                if i == at || (both && i == at + 1) {
                    *l = like(*l, if i == at { 'ư' } else { 'ơ' });
                }
            }
            return true;
        }
        false
    }

    /// Changes the last letter that the rule knows.
    fn change(&mut self, rule: impl Fn(char) -> Option<char>) -> bool {
        for l in self.letters.iter_mut().rev() {
            if let Some(new) = rule(l.to_ascii_lowercase()) {
                *l = like(*l, new);
                return true;
            }
        }
        false
    }

    fn compose(&self) -> Option<String> {
        let small: String = self.letters.iter().flat_map(|c| c.to_lowercase()).collect();
        let at = tone::place(&small)?;
        let mark = |(i, &c): (usize, &char)| {
            if i == at {
                letter::with_tone(c, self.tone)
            } else {
                c
            }
        };
        Some(self.letters.iter().enumerate().map(mark).collect())
    }
}

/// The new letter, capital if the old one is.
fn like(old: char, new: char) -> char {
    if old.is_uppercase() {
        new.to_uppercase().next().unwrap_or(new)
    } else {
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::canonical_tones;
    use proptest::prelude::*;

    #[test]
    fn telex() {
        for (typed, want) in [
            ("coong ddoanf", "công đoàn"),
            ("Coong DDoanf An Giang", "Công Đoàn An Giang"),
            ("DDUWOWNGF", "ĐƯỜNG"),
            ("dduongwf", "đường"),
            ("duongdwf", "đường"),
            ("thuwowngr", "thưởng"),
            ("nguwowif lao ddoongj", "người lao động"),
            ("muaw", "mưa"),
            ("quawng", "quăng"),
            ("hoawcj", "hoặc"),
            ("nghieepj", "nghiệp"),
            ("hoaf", "hòa"),
            ("khuyeens", "khuyến"),
            ("huwu", "hưu"),
            ("huuw", "hưu"),
            ("wowcs", "ước"),
            ("guwir, gawpj!", "gửi, gặp!"),
            ("ddieeuf 5", "điều 5"),
            ("tooi", "tôi"),
            ("xoong nhaf", "xông nhà"),
        ] {
            assert_eq!(decode_telex(typed).as_deref(), Some(want), "{typed}");
        }
        for typed in [
            "cong doan",
            "an giang",
            "facebook",
            "công",
            "",
            "2026",
            "xoong",
        ] {
            assert_eq!(decode_telex(typed), None, "{typed}");
        }
    }

    #[test]
    fn vni() {
        for (typed, want) in [
            ("co6ng d9oa2n", "công đoàn"),
            ("Co6ng D9oa2n", "Công Đoàn"),
            ("d9u7o7ng2", "đường"),
            ("d9uong72", "đường"),
            ("nguo7i2 lao d9o65ng", "người lao động"),
            ("ga85p", "gặp"),
            ("hoa2", "hòa"),
            ("quy61", "quy61"),
        ] {
            let decoded = decode_vni(typed);
            assert_eq!(decoded.as_deref().unwrap_or(typed), want, "{typed}");
        }
        for typed in ["cong doan", "2026", "a 15", "covid19"] {
            assert_eq!(decode_vni(typed), None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC*", keys in "[a-zA-Z0-9 ]*") {
            for text in [text, keys] {
                let _ = decode_telex(&text);
                let _ = decode_vni(&text);
            }
        }

        /// Any syllable spelled in keys reads back.
        #[test]
        fn syllables_read_back(at in 0usize..1500, tone in 0usize..6) {
            let all: Vec<String> = crate::text::syllable::vocabulary().collect();
            let word = &all[at % all.len()];
            let key = ["", "f", "r", "x", "s", "j"][tone];
            if let Some(decoded) = decode_telex(&format!("{word}{key}")) {
                prop_assert!(is_valid(&decoded));
                prop_assert_eq!(canonical_tones(&decoded), decoded);
            }
        }
    }
}
