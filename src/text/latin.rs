//! Counting syllables by bytes: text in Latin letters, which nearly all text is, many times faster than by characters.
//! Whole blocks of bytes are looked at in plain loops without branches, which compilers turn into vector instructions.

use memchr::memchr_iter;
use std::ops::Range;

/// Bytes looked at together.
const BLOCK: usize = 256;

/// How far back from a byte is looked: nine bytes tell of a word of eight letters, and each shows by the two before it what it
/// is.
const BACK: usize = 8 + 2;

/// A block with what stands before it.
const WHOLE: usize = BACK + BLOCK;

/// No Vietnamese syllable has more letters than `nghiêng`.
pub(super) const LONGEST_SYLLABLE: usize = 7;

/// The number of words, those of more letters than the longest syllable counted by `long`; `None` when some character is
/// neither a composed Latin letter nor common punctuation.
pub(super) fn count(text: &str, long: impl Fn(&str) -> usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut block = [b' '; WHOLE];
    let mut count = 0;
    let mut counted_to = 0;
    for (number, some) in bytes.chunks(BLOCK).enumerate() {
        block.copy_within(BLOCK.., 0);
        block
            .get_mut(BACK..BACK + some.len())?
            .copy_from_slice(some);
        block.get_mut(BACK + some.len()..)?.fill(b' ');
        let found = look(&block);
        if !found.latin {
            return None;
        }
        count += found.words;
        for at in memchr_iter(1, &found.ends) {
            let at = number * BLOCK + at;
            if at >= counted_to {
                let word = word_at(bytes, at);
                counted_to = word.end;
                let letters = bytes
                    .get(word.clone())?
                    .iter()
                    .filter(|b| **b & 0xC0 != 0x80);
                if letters.count() > LONGEST_SYLLABLE {
                    count += long(text.get(word)?) - 1;
                }
            }
        }
    }
    Some(count)
}

/// What is in a block.
struct Found {
    /// Nothing but Latin letters and common punctuation.
    latin: bool,
    /// How many words begin in it.
    words: usize,
    /// Which bytes end what may be part of a long word.
    ends: [u8; BLOCK],
}

fn look(block: &[u8; WHOLE]) -> Found {
    // Truth is 0 or 1 in a byte: of those, vectors hold most.
    let mut odd = 0u8;
    // Bytes of words, and those of them that are ASCII.
    let (mut of_words, mut ascii) = ([0u8; WHOLE], [0u8; WHOLE]);
    let truth = u8::from;
    for i in 2..WHOLE {
        let (b, before, earlier) = (block[i], block[i - 1], block[i - 2]);
        let alphanumeric =
            truth((b | 0x20).wrapping_sub(b'a') < 26) | truth(b.wrapping_sub(b'0') < 10);
        // U+00C0–01BF without × ÷; U+1E80–1EFF, the Vietnamese letters; U+2000–203F: dashes, quotation marks, the ellipsis.
        let begins = truth(b.wrapping_sub(0xC3) < 4) | truth(b == 0xE1) | truth(b == 0xE2);
        let sign = truth(before == 0xC3) & (truth(b == 0x97) | truth(b == 0xB7));
        let other = (truth(before == 0xE1) & truth(b & 0xFE != 0xBA))
            | (truth(before == 0xE2) & truth(b != 0x80));
        odd |= (truth(b >= 0xC0) & (1 - begins)) | sign | other;
        let punctuation = truth(b == 0xE2) | truth(before == 0xE2) | truth(earlier == 0xE2);
        of_words[i] = (alphanumeric | (b >> 7)) & (1 - punctuation);
        ascii[i] = alphanumeric;
    }
    let mut words = 0u8;
    for i in BACK..WHOLE {
        words += of_words[i] & (1 - of_words[i - 1]);
    }
    // Eight letters are eight bytes of ASCII, or nine bytes or more.
    let (eight_ascii, eight) = (eight_in_a_row(&ascii), eight_in_a_row(&of_words));
    let mut ends = [0u8; BLOCK];
    for i in 0..BLOCK {
        let nine = eight[i + BACK] & of_words[i + BACK - 8];
        ends[i] = eight_ascii[i + BACK] | nine;
    }
    Found {
        latin: odd == 0,
        words: usize::from(words),
        ends,
    }
}

/// Where eight bytes that are true end; among the first seven bytes there may be others.
fn eight_in_a_row(truth: &[u8; WHOLE]) -> [u8; WHOLE] {
    let mut all = *truth;
    for step in [1, 2, 4] {
        let before = all;
        for i in step..WHOLE {
            all[i] = before[i] & before[i - step];
        }
    }
    all
}

/// The word in which a byte is the first that ends eight of its letters, or nine of its bytes.
fn word_at(bytes: &[u8], at: usize) -> Range<usize> {
    let part = |i: usize| {
        let b = bytes.get(i).copied().unwrap_or_default();
        b.is_ascii_alphanumeric() || b >= 0x80 && !bytes[i.saturating_sub(2)..=i].contains(&0xE2)
    };
    let nine = at >= 8 && part(at - 8);
    let start = (at + 1).saturating_sub(8 + usize::from(nine));
    let end = (at + 1..bytes.len()).find(|i| !part(*i));
    start..end.unwrap_or(bytes.len())
}
