//! Counting syllables by bytes: text in Latin letters, which nearly all text is, many times faster than by characters.

const GAP: u8 = 0;
const LETTER: u8 = 1;
/// A further byte of a character.
const TAIL: u8 = 2;
/// The first byte of something else than a Latin letter.
const OTHER: u8 = 3;

/// What each byte of UTF-8 text is.
const CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut classes = [OTHER; 256];
    let mut b = 0;
    while b < 256 {
        classes[b] = match b as u8 {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            0..=0x7F => GAP,
            0x80..=0xBF => TAIL,
            // U+00C0–01BF, and with the second bytes BA and BB U+1E80–1EFF: the Vietnamese letters.
            0xC3..=0xC6 | 0xE1 => LETTER,
            // With the second byte 80: dashes, quotation marks, the ellipsis.
            0xE2 => GAP,
            _ => OTHER,
        };
        b += 1;
    }
    classes
}

/// The number of words, those of more than `limit` letters counted by `long`; `None` when some character is neither a
/// composed Latin letter nor common punctuation.
///
/// Without branches that depend on single bytes: those cost more than all the rest.
pub(super) fn count(text: &str, limit: usize, long: impl Fn(&str) -> usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let next = bytes.get(1..).unwrap_or_default();
    let latin = bytes.iter().zip(next);
    if !latin.fold(true, |latin, (&b, &next)| latin & is_latin(b, next)) {
        return None;
    }
    let (mut count, mut letters, mut start) = (0, 0, 0);
    for (at, &b) in bytes.iter().enumerate() {
        let class = *CLASSES.get(usize::from(b))?;
        let gap = class == GAP;
        if gap & (letters > limit) {
            count += long(text.get(start..at)?) - 1;
        }
        count += usize::from(gap & (letters > 0));
        start = if letters == 0 { at } else { start };
        letters = if gap {
            0
        } else {
            letters + usize::from(class == LETTER)
        };
    }
    if letters > limit {
        count += long(text.get(start..)?);
    } else {
        count += usize::from(letters > 0);
    }
    Some(count)
}

/// Whether the first of two bytes can begin, go on or part Latin words. (The second may be anything; every text ends in
/// ASCII or a further byte.)
#[inline]
fn is_latin(b: u8, next: u8) -> bool {
    let ascii_or_tail = b < 0xC0;
    // U+00C0–01BF without × ÷.
    let latin = (0xC3..=0xC6).contains(&b) & !((b == 0xC3) & ((next == 0x97) | (next == 0xB7)));
    let vietnamese = (b == 0xE1) & ((next == 0xBA) | (next == 0xBB));
    let punctuation = (b == 0xE2) & (next == 0x80);
    ascii_or_tail | latin | vietnamese | punctuation
}
