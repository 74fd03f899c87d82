//! The onsets of syllables and how each is spelled.

/// The onsets by sound, in alphabetical order; `-` is none.
pub(super) const ONSETS: [&str; 25] = [
    "-", "b", "c", "ch", "d", "đ", "g", "gi", "h", "kh", "l", "m", "n", "ng", "nh", "p", "ph",
    "qu", "r", "s", "t", "th", "tr", "v", "x",
];

/// The set of onsets named in a list such as `"- b ch"`. A name that is no onset fails the build.
pub(super) const fn mask(names: &str) -> u32 {
    let bytes = names.as_bytes();
    let mut set = 0;
    let mut start = 0;
    let mut at = 0;
    while at <= bytes.len() {
        if at == bytes.len() || bytes[at] == b' ' {
            set |= 1 << number(bytes, start, at);
            start = at + 1;
        }
        at += 1;
    }
    set
}

const fn number(text: &[u8], start: usize, end: usize) -> usize {
    let mut n = 0;
    while n < ONSETS.len() {
        let name = ONSETS[n].as_bytes();
        if name.len() == end - start {
            let mut i = 0;
            while i < name.len() && name[i] == text[start + i] {
                i += 1;
            }
            if i == name.len() {
                return n;
            }
        }
        n += 1;
    }
    panic!("not an onset");
}

const NONE: usize = number(b"-", 0, 1);
const C: usize = number(b"c", 0, 1);
const G: usize = number(b"g", 0, 1);
const GI: usize = number(b"gi", 0, 2);
const NG: usize = number(b"ng", 0, 2);

/// Takes a syllable without its tone, in small letters, apart: the number of its onset, and its rime
/// (`giêng` has `iêng`, `gì` has `i`). `None` where the spelling rules of c/k/q, g/gh, ng/ngh
/// are broken.
pub(super) fn split(bare: &str) -> Option<(usize, &str)> {
    let written = written_onset(bare);
    let rest = bare.get(written.len()..)?;
    let front = rest.starts_with(['e', 'ê', 'i', 'y']);
    match written {
        "" => Some((NONE, rest)),
        "gi" if rest != "ê" && !rest.starts_with(is_other_vowel) => Some((GI, bare.get(1..)?)),
        "k" | "gh" | "ngh" if !front => None,
        "c" | "ng" | "g" if front => None,
        "q" => None,
        "k" => Some((C, rest)),
        "gh" => Some((G, rest)),
        "ngh" => Some((NG, rest)),
        name => Some((ONSETS.iter().position(|&o| o == name)?, rest)),
    }
}

/// Writes an onset before a rime: `c` before `iên` is `k`. The inverse of [`split`].
pub(super) fn join(onset: &str, rime: &str) -> String {
    let front = rime.starts_with(['e', 'ê', 'i', 'y']);
    let written = match onset {
        "-" => "",
        "c" if front => "k",
        "g" if front => "gh",
        "ng" if front => "ngh",
        "gi" if rime.starts_with('i') => "g",
        onset => onset,
    };
    format!("{written}{rime}")
}

/// The letters before the rime, as written.
pub(super) fn written_onset(bare: &str) -> &str {
    let length = match bare.as_bytes() {
        [b'n', b'g', b'h', ..] => 3,
        [b'c' | b'g' | b'k' | b'n' | b'p' | b't', b'h', ..] => 2,
        [b'n', b'g', ..] | [b'g', b'i', ..] | [b'q', b'u', ..] | [b't', b'r', ..] => 2,
        [b'a' | b'e' | b'i' | b'o' | b'u' | b'y', ..] => 0,
        [b'a'..=b'z', ..] => 1,
        // đ
        [0xC4, 0x91, ..] => 2,
        _ => 0,
    };
    bare.get(..length).unwrap_or_default()
}

fn is_other_vowel(c: char) -> bool {
    matches!(c, 'a' | 'ă' | 'â' | 'e' | 'o' | 'ô' | 'ơ' | 'u' | 'ư')
}
