//! Text → tokens: folded syllables with their spelling, Khmer clusters, numbers.
//!
//! A token is a run of letters and digits; everything else separates (`30/2020/NĐ-CP` is `30 2020 nd cp`).
//! Khmer, which writes no spaces, is cut into orthographic clusters: a base letter with its subscripts,
//! vowels and signs; pairs of clusters then find words.

use super::hash;
use super::letters::{Kind, Letter, Letters};

/// One token of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Token {
    /// Hash of the folded token.
    pub hash: u32,
    /// How it is spelled: vowel marks and tone in one number, zero where nothing is marked. The place of
    /// the tone mark does not count, so `hòa` and `hoà` are one spelling.
    pub spelling: u8,
}

/// Longest token in UTF-16 units; what follows is not looked at.
const LONGEST: usize = 32;

/// Cuts texts into tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tokenizer<'a> {
    letters: &'a Letters,
}

impl<'a> Tokenizer<'a> {
    pub(super) fn new(letters: &'a Letters) -> Tokenizer<'a> {
        Tokenizer { letters }
    }

    /// Hands each token and its folded UTF-16 units to `take`, in order.
    pub(super) fn each(self, text: &str, mut take: impl FnMut(Token, &[u16])) {
        let mut word = Word::new();
        let mut finish = |word: &mut Word| {
            if word.len > 0 {
                let hash = word.hash();
                let spelling = word.spelling();
                take(Token { hash, spelling }, word.units());
                *word = Word::new();
            }
        };
        for c in text.chars() {
            let letter = self.letters.of(c);
            match letter.kind {
                Kind::Letter => {
                    if word.khmer {
                        finish(&mut word);
                    }
                    word.push(letter);
                }
                Kind::Separator => finish(&mut word),
                Kind::KhmerBase => {
                    if !word.subscript {
                        finish(&mut word);
                    }
                    word.push(letter);
                    word.khmer = true;
                    word.subscript = false;
                }
                Kind::KhmerSign => {
                    if !word.khmer {
                        finish(&mut word);
                    }
                    word.push(letter);
                    word.khmer = true;
                    word.subscript = letter.base == COENG;
                }
                Kind::Nothing => {}
            }
        }
        finish(&mut word);
    }
}

/// The token being read.
#[derive(Clone, Copy)]
struct Word {
    units: [u16; LONGEST],
    len: usize,
    hash: u32,
    /// The hash without the last unit.
    hash_before: u32,
    marks: u32,
    tone: u8,
    khmer: bool,
    /// A subscript sign waits for its letter.
    subscript: bool,
}

impl Word {
    fn new() -> Word {
        Word {
            units: [0; LONGEST],
            len: 0,
            hash: hash::START,
            hash_before: hash::START,
            marks: 0,
            tone: 0,
            khmer: false,
            subscript: false,
        }
    }

    fn push(&mut self, letter: Letter) {
        let Some(slot) = self.units.get_mut(self.len) else {
            return;
        };
        *slot = letter.base;
        self.len += 1;
        self.hash_before = self.hash;
        self.hash = hash::step(self.hash, letter.base);
        if letter.bears_marks {
            self.marks = self
                .marks
                .wrapping_mul(3)
                .wrapping_add(u32::from(letter.quality));
        }
        // One tone a syllable: the last mark holds.
        if letter.tone > 0 {
            self.tone = letter.tone;
        }
    }

    fn units(&self) -> &[u16] {
        self.units.get(..self.len).unwrap_or(&[])
    }

    fn spelling(&self) -> u8 {
        (self
            .marks
            .wrapping_mul(6)
            .wrapping_add(u32::from(self.tone))
            & 0xFF) as u8
    }

    /// The token's hash, after bringing together spellings that mean the same: `kỹ`/`kĩ`, `quy`/`qui`.
    fn hash(&mut self) -> u32 {
        match *self.units.get_mut(..self.len).unwrap_or(&mut []) {
            [first, ref mut last] if *last == Y && SINGLE.contains(&first) => *last = I,
            [Q, U, ref mut last] if *last == Y => *last = I,
            _ => return hash::finish(self.hash),
        }
        hash::finish(hash::step(self.hash_before, I))
    }
}

const COENG: u16 = 0x17D2;
const I: u16 = b'i' as u16;
const Q: u16 = b'q' as u16;
const U: u16 = b'u' as u16;
const Y: u16 = b'y' as u16;
/// Initials after which a lone `y` is also written `i`.
const SINGLE: [u16; 6] = [
    b'h' as u16,
    b'k' as u16,
    b'l' as u16,
    b'm' as u16,
    b's' as u16,
    b't' as u16,
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<(String, u8)> {
        let letters = Letters::new();
        let mut out = Vec::new();
        Tokenizer::new(&letters).each(text, |t, units| {
            out.push((String::from_utf16_lossy(units), t.spelling));
        });
        out
    }

    fn words(text: &str) -> String {
        let list: Vec<String> = read(text).into_iter().map(|t| t.0).collect();
        list.join(" ")
    }

    #[test]
    fn vietnamese() {
        assert_eq!(words("Nghị định 30/2020/NĐ-CP"), "nghi dinh 30 2020 nd cp");
        assert_eq!(words("ĐƯỜNG 1.234,5 đồng"), "duong 1 234 5 dong");
        assert_eq!(words("kỹ thuật, Quý Quy lý yêu"), "ki thuat qui qui li yeu");
    }

    #[test]
    fn spelling_tells_words_apart_but_not_the_place_of_the_tone() {
        let spelling = |word: &str| read(word).first().map(|t| t.1);
        assert_eq!(spelling("hòa"), spelling("hoà"));
        assert_eq!(spelling("hoa"), Some(0));
        let all = ["công", "cộng", "cong", "còng", "cống", "cõng"].map(spelling);
        for (i, a) in all.iter().enumerate() {
            assert!(all.iter().skip(i + 1).all(|b| a != b));
        }
        assert_ne!(spelling("đo"), spelling("do"));
        assert_ne!(spelling("mơ"), spelling("mô"));
    }

    #[test]
    fn khmer_clusters() {
        assert_eq!(words("សហជីព"), "ស ហ ជី ព");
        assert_eq!(words("ខ្មែរ ៣០ ngày"), "ខ្មែ រ 30 ngay");
        assert_eq!(words("ខ្មែរ\u{200B}ខ្មែរ"), "ខ្មែ រ ខ្មែ រ");
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC*") {
            read(&text);
        }
    }
}
