//! Runs of text between spaces and punctuation, and which neighbours belong together.
//!
//! The same few thousand words make up all texts of a site, so what a run says is remembered; only new runs go through
//! the tokenizer. Sentences and lines part neighbours: no pair reaches from one into the next.

use super::tokens::{Token, Tokenizer};
use super::words;

/// Remembered runs. A run that falls on another's slot takes its place.
const SLOTS: usize = 1 << 13;

/// Runs up to this many bytes are remembered.
const LONGEST: usize = 16;

/// A run that is one token.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// The run's bytes, filled up with zeros (which no run contains).
    run: u128,
    token: Token,
    /// The token packed as a word; zero if it is none.
    word: u64,
    /// The document that had this word last.
    document: u32,
}

/// Cuts texts into tokens, remembering.
#[derive(Debug)]
pub(super) struct Runs<'a> {
    tokenizer: Tokenizer<'a>,
    slots: Vec<Slot>,
    document: u32,
    words: Vec<u64>,
}

impl<'a> Runs<'a> {
    pub(super) fn new(tokenizer: Tokenizer<'a>) -> Runs<'a> {
        Runs {
            tokenizer,
            slots: vec![Slot::default(); SLOTS],
            document: 0,
            words: Vec::new(),
        }
    }

    /// A new document begins.
    pub(super) fn start(&mut self) {
        self.document = self.document.wrapping_add(1);
    }

    /// The document's words, packed; a word may be there more than once.
    pub(super) fn take_words(&mut self) -> Vec<u64> {
        let room = Vec::with_capacity(self.words.len());
        std::mem::replace(&mut self.words, room)
    }

    /// Hands the tokens of at most `most` runs to `take`, each with whether it is parted from the one before.
    pub(super) fn each(&mut self, text: &str, most: usize, mut take: impl FnMut(Token, bool)) {
        let mut rest = text.as_bytes();
        let (mut left, mut parted) = (most, true);
        // "TP." and "1." end no sentence.
        let (mut short, mut full_stop) = (false, false);
        while let Some((&byte, after)) = rest.split_first() {
            if !in_run(byte) {
                match byte {
                    b' ' => parted |= full_stop,
                    b'\n' => parted = true,
                    b'.' if short => {}
                    b'.' | b'!' | b'?' => full_stop = true,
                    _ => full_stop = false,
                }
                rest = after;
                continue;
            }
            if left == 0 {
                break;
            }
            left -= 1;
            let len = rest.iter().position(|&b| !in_run(b)).unwrap_or(rest.len());
            let number = number(rest, len);
            if let Some(token) = self.remembered(number) {
                take(token, parted);
                parted = false;
            } else {
                self.look(rest.get(..len).unwrap_or(&[]), number, |token| {
                    take(token, parted);
                    parted = false;
                });
            }
            (short, full_stop) = (len <= 2, false);
            rest = rest.get(len..).unwrap_or(&[]);
        }
    }

    fn remembered(&mut self, run: u128) -> Option<Token> {
        let slot = self.slots.get_mut(place(run))?;
        if slot.run != run || run == 0 {
            return None;
        }
        if slot.document != self.document {
            slot.document = self.document;
            if slot.word != 0 {
                self.words.push(slot.word);
            }
        }
        Some(slot.token)
    }

    /// Reads a run that is not remembered, and remembers it if it is one token.
    fn look(&mut self, run: &[u8], number: u128, mut take: impl FnMut(Token)) {
        let (mut one, mut tokens) = (Slot::default(), 0);
        let words = &mut self.words;
        // Runs end at ASCII bytes, so they are whole characters.
        let text = std::str::from_utf8(run).unwrap_or("");
        self.tokenizer.each(text, |token, units| {
            let word = words::pack(units);
            words.extend(word);
            one.token = token;
            one.word = word.unwrap_or(0);
            tokens += 1;
            take(token);
        });
        if tokens == 1
            && number != 0
            && let Some(slot) = self.slots.get_mut(place(number))
        {
            one.run = number;
            one.document = self.document;
            *slot = one;
        }
    }
}

/// Whether the byte belongs to a run: an ASCII letter or digit, or part of any other character.
fn in_run(byte: u8) -> bool {
    IN_RUN.get(usize::from(byte)).copied().unwrap_or(false)
}

const IN_RUN: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = (byte as u8).is_ascii_alphanumeric() || byte >= 0x80;
        byte += 1;
    }
    table
};

/// The first `len` bytes as a number; zero if they are too many to be remembered.
fn number(bytes: &[u8], len: usize) -> u128 {
    if len > LONGEST {
        return 0;
    }
    let whole = bytes.first_chunk::<LONGEST>().copied().unwrap_or_else(|| {
        let mut padded = [0; LONGEST];
        padded
            .iter_mut()
            .zip(bytes)
            .for_each(|(to, &from)| *to = from);
        padded
    });
    u128::from_le_bytes(whole) & MASKS.get(len).copied().unwrap_or(0)
}

/// The first `len` bytes of a number.
const MASKS: [u128; LONGEST + 1] = {
    let mut masks = [0; LONGEST + 1];
    let mut len = 1;
    while len <= LONGEST {
        masks[len] = masks[len - 1] << 8 | 0xFF;
        len += 1;
    }
    masks
};

fn place(run: u128) -> usize {
    let mixed =
        (run as u64 ^ ((run >> 64) as u64).rotate_left(23)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 51) as usize
}

#[cfg(test)]
mod tests {
    use super::super::letters::Letters;
    use super::*;
    use proptest::prelude::*;

    fn read(runs: &mut Runs, text: &str) -> Vec<(Token, bool)> {
        let mut out = Vec::new();
        runs.each(text, 1000, |token, parted| out.push((token, parted)));
        out
    }

    #[test]
    fn sentences_part_neighbours() {
        let letters = Letters::new();
        let mut runs = Runs::new(Tokenizer::new(&letters));
        let mut parted =
            |text: &str| -> Vec<bool> { read(&mut runs, text).iter().map(|t| t.1).collect() };
        assert_eq!(parted("Một hai. Ba"), [true, false, true]);
        assert_eq!(parted("TP. Hồ, Chí: Minh"), [true, false, false, false]);
        assert_eq!(parted("1.000 đồng\nHai"), [true, false, false, true]);
        assert_eq!(parted("30/2020/NĐ-CP"), [true, false, false, false]);
    }

    proptest! {
        #[test]
        fn memory_changes_nothing(text in "[a-zđêÀ \\.“”ក្ម0-9\u{200B}]{0,60}|\\PC*") {
            let letters = Letters::new();
            let tokenizer = Tokenizer::new(&letters);
            let mut runs = Runs::new(tokenizer);
            let first = read(&mut runs, &text);
            prop_assert_eq!(&first, &read(&mut runs, &text));
            let mut tokens = Vec::new();
            tokenizer.each(&text, |token, _| tokens.push(token));
            prop_assert_eq!(first.into_iter().map(|t| t.0).collect::<Vec<_>>(), tokens);
        }
    }
}
