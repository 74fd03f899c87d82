//! Persons who have withdrawn their consent: entries that name them are no longer published.

use crate::content::Entry;
use crate::text::fold::{canonical_tones, fold};

/// The list: a line each with a day and, behind a tab, the name as it is written; `#` begins a remark.
pub const WITHDRAWN: &str = "content/du-lieu/rut-lai.txt";

/// The names on the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Withdrawn(Vec<Name>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Name {
    /// Its words, small, tones in one place.
    words: Vec<String>,
    /// The same without marks.
    bare: Vec<String>,
    /// All in one, as in file names and hashtags.
    joined: String,
}

impl Withdrawn {
    /// Reads the list. A line without a day is a name all the same.
    pub fn read(text: &str) -> Withdrawn {
        let lines = text.lines().map(str::trim).filter(|l| !l.starts_with('#'));
        let names = lines.map(|l| l.split_once('\t').map_or(l, |(_, name)| name));
        Withdrawn(names.filter_map(Name::new).collect())
    }

    /// Whether nobody is on the list.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a text names one of them: with marks in either place, without marks, in capitals, in one word.
    pub fn named_in(&self, text: &str) -> bool {
        if self.is_empty() {
            return false;
        }
        let squeezed: String = fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
        let mut near = self
            .0
            .iter()
            .filter(|n| squeezed.contains(&n.joined))
            .peekable();
        if near.peek().is_none() {
            return false;
        }
        let small = canonical_tones(&text.to_lowercase());
        let words: Vec<&str> = small
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .collect();
        near.any(|name| name.is_in(&words))
    }

    /// Whether an entry names one of them, in its file or in the file's name.
    pub fn named_by(&self, entry: &Entry) -> bool {
        self.named_in(&entry.text) || self.named_in(&entry.file)
    }
}

impl Name {
    fn new(name: &str) -> Option<Name> {
        let small = canonical_tones(&name.to_lowercase());
        let words: Vec<String> = small
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_owned)
            .collect();
        let bare: Vec<String> = words.iter().map(|w| fold(w)).collect();
        let joined = bare.concat();
        (!joined.is_empty()).then_some(Name {
            words,
            bare,
            joined,
        })
    }

    fn is_in(&self, words: &[&str]) -> bool {
        let one = |word: &&str| fold(word) == self.joined;
        // With marks or without, but not mixed: “Võ Thị Hoa” is somebody else than “Võ Thị Hoà”.
        let here = |window: &[&str]| {
            let same = |name: &[String]| window.iter().zip(name).all(|(w, n)| w == n);
            same(&self.words) || same(&self.bare)
        };
        words.windows(self.words.len()).any(here) || words.iter().any(one)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_however_it_is_written() {
        let list = Withdrawn::read("# rút lại\n2026-11-22\tVõ Thị Hoà\n");
        for text in [
            "Chị Võ Thị Hoà kể.",
            "CHỊ VÕ THỊ HÒA",
            "vo-thi-hoa.jpg",
            "#VoThiHoa",
            "**Võ** Thị\nHòa",
            "vo thi hoa",
        ] {
            assert!(list.named_in(text), "{text}");
        }
        for text in ["Võ Thị Hoa", "Chị Hoà", "vỏ thị hòa", ""] {
            assert!(!list.named_in(text), "{text}");
        }
        assert!(!Withdrawn::default().named_in("ai"));
    }
}
