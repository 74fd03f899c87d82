//! What is known of a word by its letters alone. A language has few thousand words and a site millions, so each is
//! judged once.

use super::abbreviations::is_common;
use crate::text::fold::fold;
use crate::text::letter::{self, Tone};
use crate::text::spoken::in_full;
use crate::text::syllable;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use xxhash_rust::xxh3::xxh3_64;

/// More words than this are not a language: start anew, to bound memory.
const MOST: usize = 50_000;

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Meant as Vietnamese and no possible syllable.
    pub impossible: bool,
    /// Not a syllable, whatever it is meant as; only said of words with letters beyond ASCII.
    pub strange: bool,
    /// A tone mark in the older habit's place where the newer one differs (hòa).
    pub older: bool,
    /// A tone mark in the newer habit's place where the older one differs (hoà).
    pub newer: bool,
    /// Part of the words for a bank account (tài khoản).
    pub account: bool,
    /// In Khmer letters.
    pub khmer: bool,
    /// An abbreviation whose full form is known, and that not everybody reads without thinking.
    pub abbreviation: bool,
}

/// How many words are looked up without a search; a power of two.
const RECENT: usize = 4096;

/// Facts by the hash of a word.
pub struct Lexicon {
    known: HashMap<u64, Facts, BuildHasherDefault<Given>>,
    /// The word that came last of all with the same end of its hash.
    recent: Vec<(u64, Facts)>,
}

impl Default for Lexicon {
    fn default() -> Self {
        Self {
            known: HashMap::default(),
            recent: vec![(0, Facts::default()); RECENT],
        }
    }
}

impl Lexicon {
    /// What is known of a word.
    pub fn facts(&mut self, word: &str) -> Facts {
        // Zero stands for no word.
        let key = xxh3_64(word.as_bytes()).max(1);
        let place = key as usize % RECENT;
        match self.recent.get(place) {
            Some((known, facts)) if *known == key => *facts,
            _ => {
                let facts = self.search(key, word);
                if let Some(recent) = self.recent.get_mut(place) {
                    *recent = (key, facts);
                }
                facts
            }
        }
    }

    fn search(&mut self, key: u64, word: &str) -> Facts {
        if let Some(facts) = self.known.get(&key) {
            return *facts;
        }
        if self.known.len() > MOST {
            self.known.clear();
        }
        let facts = facts(word);
        self.known.insert(key, facts);
        facts
    }
}

fn facts(word: &str) -> Facts {
    let valid = syllable::is_valid(word);
    let habit = if valid { habit(word) } else { None };
    Facts {
        impossible: !valid && syllable::looks_vietnamese(word),
        strange: !valid && !word.is_ascii(),
        older: habit == Some(Habit::Older),
        newer: habit == Some(Habit::Newer),
        account: fold(word) == "khoan",
        khmer: word.contains(letter::is_khmer),
        abbreviation: in_full(word).is_some() && !is_common(word),
    }
}

/// Where the tone of final oa, oe, uy stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Habit {
    /// hòa, khỏe, thủy.
    Older,
    /// hoà, khoẻ, thuỷ.
    Newer,
}

/// The habit that a syllable shows, where the two differ. `quý` is the same in both.
pub fn habit(word: &str) -> Option<Habit> {
    let mut back = word.chars().rev().flat_map(letter::small_split);
    let (last, second) = (back.next()?, back.next()?);
    let before = back.next().map(|(c, _)| c);
    let pair = matches!((second.0, last.0), ('o', 'a') | ('o', 'e') | ('u', 'y'));
    if !pair || (second.0 == 'u' && before == Some('q')) {
        return None;
    }
    match (second.1, last.1) {
        (Tone::Ngang, Tone::Ngang) => None,
        (_, Tone::Ngang) => Some(Habit::Older),
        (Tone::Ngang, _) => Some(Habit::Newer),
        _ => None,
    }
}

/// Keys are hashes already.
#[derive(Default)]
pub struct Given(u64);

impl Hasher for Given {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn habits() {
        for (word, want) in [
            ("hòa", Some(Habit::Older)),
            ("Hoà", Some(Habit::Newer)),
            ("THUỶ", Some(Habit::Newer)),
            ("khỏe", Some(Habit::Older)),
            ("quý", None),
            ("hoàn", None),
            ("hoa", None),
            ("toán", None),
            ("a", None),
        ] {
            assert_eq!(habit(word), want, "{word}");
        }
    }

    #[test]
    fn facts_of_words() {
        let mut lexicon = Lexicon::default();
        for _ in 0..2 {
            assert!(lexicon.facts("nghành").impossible);
            assert!(lexicon.facts("NLĐ").abbreviation);
            assert!(lexicon.facts("café").strange);
            assert_eq!(lexicon.facts("công"), Facts::default());
        }
    }
}
