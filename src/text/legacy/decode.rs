//! The tables of the old encodings, as they look when shown as Windows-1252.

use crate::text::letter::{self, Tone};
use std::iter::Peekable;
use std::str::Chars;

/// TCVN3: pairs of the character as shown and the letter meant.
#[rustfmt::skip]
const TCVN3: [(char, char); 74] = [
    ('µ', 'à'), ('¶', 'ả'), ('·', 'ã'), ('¸', 'á'), ('¹', 'ạ'),
    ('¨', 'ă'), ('»', 'ằ'), ('¼', 'ẳ'), ('½', 'ẵ'), ('¾', 'ắ'), ('Æ', 'ặ'),
    ('©', 'â'), ('Ç', 'ầ'), ('È', 'ẩ'), ('É', 'ẫ'), ('Ê', 'ấ'), ('Ë', 'ậ'),
    ('®', 'đ'),
    ('Ì', 'è'), ('Î', 'ẻ'), ('Ï', 'ẽ'), ('Ð', 'é'), ('Ñ', 'ẹ'),
    ('ª', 'ê'), ('Ò', 'ề'), ('Ó', 'ể'), ('Ô', 'ễ'), ('Õ', 'ế'), ('Ö', 'ệ'),
    ('×', 'ì'), ('Ø', 'ỉ'), ('Ü', 'ĩ'), ('Ý', 'í'), ('Þ', 'ị'),
    ('ß', 'ò'), ('á', 'ỏ'), ('â', 'õ'), ('ã', 'ó'), ('ä', 'ọ'),
    ('«', 'ô'), ('å', 'ồ'), ('æ', 'ổ'), ('ç', 'ỗ'), ('è', 'ố'), ('é', 'ộ'),
    ('¬', 'ơ'), ('ê', 'ờ'), ('ë', 'ở'), ('ì', 'ỡ'), ('í', 'ớ'), ('î', 'ợ'),
    ('ï', 'ù'), ('ñ', 'ủ'), ('ò', 'ũ'), ('ó', 'ú'), ('ô', 'ụ'),
    ('\u{AD}', 'ư'), ('õ', 'ừ'), ('ö', 'ử'), ('÷', 'ữ'), ('ø', 'ứ'), ('ù', 'ự'),
    ('ú', 'ỳ'), ('û', 'ỷ'), ('ü', 'ỹ'), ('ý', 'ý'), ('þ', 'ỵ'),
    ('¡', 'Ă'), ('¢', 'Â'), ('£', 'Ê'), ('¤', 'Ô'), ('¥', 'Ơ'), ('¦', 'Ư'), ('§', 'Đ'),
];

/// Reads a line as TCVN3. The encoding has no capitals with tones, so words whose plain letters are
/// all capitals get theirs back.
pub(super) fn tcvn3(line: &str) -> String {
    let all = is_capital(line);
    line.split_inclusive(char::is_whitespace)
        .map(|word| {
            let read: String = word.chars().map(tcvn3_letter).collect();
            if read != word && (all || is_capital(word)) {
                read.to_uppercase()
            } else {
                read
            }
        })
        .collect()
}

fn tcvn3_letter(c: char) -> char {
    TCVN3
        .iter()
        .find(|&&(shown, _)| shown == c)
        .map_or(c, |&(_, meant)| meant)
}

/// Two or more plain capitals and no plain small letter.
fn is_capital(text: &str) -> bool {
    let capitals = text.bytes().filter(u8::is_ascii_uppercase).count();
    capitals >= 2 && !text.bytes().any(|b| b.is_ascii_lowercase())
}

/// Reads text as VNI: a vowel and the sign after it are one letter, and a few letters stand alone.
pub(super) fn vni(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let capital = c.is_uppercase();
        let small = |c: char| c.to_lowercase().next().unwrap_or(c);
        let sign = chars.peek().copied().map(small);
        let (letter, takes_sign) = vni_letter(small(c), sign);
        if takes_sign {
            chars.next();
        }
        if capital {
            out.extend(letter.to_uppercase());
        } else {
            out.push(if letter == small(c) { c } else { letter });
        }
    }
    out
}

/// The small letter meant by a character and the sign after it, and whether the sign is part of it.
fn vni_letter(c: char, sign: Option<char>) -> (char, bool) {
    let alone = match c {
        'ñ' => 'đ',
        'í' => 'í',
        'ì' => 'ì',
        'æ' => 'ỉ',
        'ó' => 'ĩ',
        'ò' => 'ị',
        'î' => 'ỵ',
        'ô' => 'ơ',
        'ö' => 'ư',
        other => other,
    };
    let Some(sign) = sign else {
        return (alone, false);
    };
    let tone = match sign {
        'ù' | 'á' | 'é' => Tone::Sac,
        'ø' | 'à' | 'è' => Tone::Huyen,
        'û' | 'å' | 'ú' => Tone::Hoi,
        'õ' | 'ã' | 'ü' => Tone::Nga,
        'ï' | 'ä' | 'ë' => Tone::Nang,
        _ => Tone::Ngang,
    };
    let base = match (c, sign) {
        ('a', 'â' | 'á' | 'à' | 'å' | 'ã' | 'ä') => 'â',
        ('e', 'â' | 'á' | 'à' | 'å' | 'ã' | 'ä') => 'ê',
        ('o', 'â' | 'á' | 'à' | 'å' | 'ã' | 'ä') => 'ô',
        ('a', 'ê' | 'é' | 'è' | 'ú' | 'ü' | 'ë') => 'ă',
        ('a' | 'e' | 'o' | 'u' | 'y' | 'ô' | 'ö', 'ù' | 'ø' | 'û' | 'õ' | 'ï') => alone,
        _ => return (alone, false),
    };
    (letter::with_tone(base, tone), true)
}

/// The characters Windows-1252 shows for the bytes 80–9F; the five undefined ones as controls.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// The byte Windows-1252 (or Latin-1) has for a character.
fn byte_of(c: char) -> Option<u8> {
    if let Some(at) = WINDOWS_1252.iter().position(|&w| w == c) {
        return u8::try_from(0x80 + at).ok();
    }
    u8::try_from(u32::from(c)).ok()
}

/// Whether some character may be the first byte of a broken letter and the next its second: rare
/// in sound text, and cheap to see.
pub(super) fn may_be_broken(line: &str) -> bool {
    let mut lead = '\0';
    line.chars().any(|c| {
        let follows = match c {
            ' ' => lead == 'Ã',
            '\u{80}'..='\u{BF}' => is_lead(lead),
            '\u{152}'..='\u{2122}' => is_lead(lead) && WINDOWS_1252.contains(&c),
            _ => false,
        };
        lead = c;
        follows
    })
}

/// Whether the character may be the first byte of a broken letter: Ã, Ä, Æ, á, â and their like.
fn is_lead(c: char) -> bool {
    ('\u{C2}'..='\u{F4}').contains(&c)
}

/// Reads characters that are really the bytes of UTF-8. What is no such sequence stays.
pub(super) fn mojibake(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match sequence(c, &chars) {
            Some((letter, used)) => {
                out.push(letter);
                for _ in 0..used {
                    chars.next();
                }
            }
            None => out.push(c),
        }
    }
    out
}

/// The letter whose bytes start with `first`, and how many more characters it takes. A space may
/// stand for the no-break space (byte A0) it was changed from.
fn sequence(first: char, rest: &Peekable<Chars<'_>>) -> Option<(char, usize)> {
    if !is_lead(first) {
        return None;
    }
    let lead = byte_of(first)?;
    let more = match lead {
        0xC2..=0xDF => 1,
        0xE0..=0xEF => 2,
        _ => 3,
    };
    let mut bytes = vec![lead];
    for c in rest.clone().take(more) {
        bytes.push(if c == ' ' { 0xA0 } else { byte_of(c)? });
    }
    let letter = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    Some((letter, more))
}

/// Breaks sound text as a careless program does, for tests.
#[cfg(test)]
pub(super) fn break_utf8(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            0x80..=0x9F => WINDOWS_1252[usize::from(b) - 0x80],
            b => char::from(b),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_table_has_every_letter_once() {
        let mut meant: Vec<char> = TCVN3.iter().map(|p| p.1).collect();
        meant.sort_unstable();
        meant.dedup();
        assert_eq!(meant.len(), TCVN3.len());
        // 12 vowels × 6 tones and đ, less the six bare ASCII vowels, and seven capitals.
        assert_eq!(meant.len(), 12 * 6 + 1 - 6 + 7);
    }

    proptest! {
        #[test]
        fn broken_text_reads_again(text in "[a-zăâđêôơưàáảãạềếểễệòóỏõọ–“” ]*") {
            prop_assert_eq!(mojibake(&break_utf8(&text)), text);
        }
    }
}
