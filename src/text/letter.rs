//! The Vietnamese letters: which letter a character is, without its tone, and its tone.

/// The six tones, in dictionary order (ngang, huyền, hỏi, ngã, sắc, nặng).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tone {
    /// No mark.
    Ngang,
    /// Grave accent.
    Huyen,
    /// Hook above.
    Hoi,
    /// Tilde.
    Nga,
    /// Acute accent.
    Sac,
    /// Dot below.
    Nang,
}

impl Tone {
    /// All tones in dictionary order.
    pub const ALL: [Tone; 6] = [
        Tone::Ngang,
        Tone::Huyen,
        Tone::Hoi,
        Tone::Nga,
        Tone::Sac,
        Tone::Nang,
    ];

    /// The tone a combining mark stands for in NFD text.
    pub fn of_mark(c: char) -> Option<Tone> {
        match c {
            '\u{300}' | '\u{340}' => Some(Tone::Huyen),
            '\u{309}' => Some(Tone::Hoi),
            '\u{303}' => Some(Tone::Nga),
            '\u{301}' | '\u{341}' => Some(Tone::Sac),
            '\u{323}' => Some(Tone::Nang),
            _ => None,
        }
    }
}

/// One vowel per row, one tone per column, small letters.
const SMALL: [[char; 6]; 12] = [
    ['a', 'à', 'ả', 'ã', 'á', 'ạ'],
    ['ă', 'ằ', 'ẳ', 'ẵ', 'ắ', 'ặ'],
    ['â', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ'],
    ['e', 'è', 'ẻ', 'ẽ', 'é', 'ẹ'],
    ['ê', 'ề', 'ể', 'ễ', 'ế', 'ệ'],
    ['i', 'ì', 'ỉ', 'ĩ', 'í', 'ị'],
    ['o', 'ò', 'ỏ', 'õ', 'ó', 'ọ'],
    ['ô', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ'],
    ['ơ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ'],
    ['u', 'ù', 'ủ', 'ũ', 'ú', 'ụ'],
    ['ư', 'ừ', 'ử', 'ữ', 'ứ', 'ự'],
    ['y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'],
];

/// The same in capitals.
const CAPITAL: [[char; 6]; 12] = [
    ['A', 'À', 'Ả', 'Ã', 'Á', 'Ạ'],
    ['Ă', 'Ằ', 'Ẳ', 'Ẵ', 'Ắ', 'Ặ'],
    ['Â', 'Ầ', 'Ẩ', 'Ẫ', 'Ấ', 'Ậ'],
    ['E', 'È', 'Ẻ', 'Ẽ', 'É', 'Ẹ'],
    ['Ê', 'Ề', 'Ể', 'Ễ', 'Ế', 'Ệ'],
    ['I', 'Ì', 'Ỉ', 'Ĩ', 'Í', 'Ị'],
    ['O', 'Ò', 'Ỏ', 'Õ', 'Ó', 'Ọ'],
    ['Ô', 'Ồ', 'Ổ', 'Ỗ', 'Ố', 'Ộ'],
    ['Ơ', 'Ờ', 'Ở', 'Ỡ', 'Ớ', 'Ợ'],
    ['U', 'Ù', 'Ủ', 'Ũ', 'Ú', 'Ụ'],
    ['Ư', 'Ừ', 'Ử', 'Ữ', 'Ứ', 'Ự'],
    ['Y', 'Ỳ', 'Ỷ', 'Ỹ', 'Ý', 'Ỵ'],
];

/// `row * 6 + tone`, plus 72 for capitals, plus one; zero where the character is no Vietnamese vowel.
const LOW: [u8; 0x1B1] = index::<0x1B1>(0);
const HIGH: [u8; 0x60] = index::<0x60>(0x1EA0);

const fn index<const N: usize>(first: u32) -> [u8; N] {
    let mut table = [0u8; N];
    let mut row = 0;
    while row < 12 {
        let mut tone = 0;
        while tone < 6 {
            let mut capital = 0;
            while capital < 2 {
                let c = if capital == 0 {
                    SMALL[row][tone] as u32
                } else {
                    CAPITAL[row][tone] as u32
                };
                if c >= first && ((c - first) as usize) < N {
                    table[(c - first) as usize] = (capital * 72 + row * 6 + tone + 1) as u8;
                }
                capital += 1;
            }
            tone += 1;
        }
        row += 1;
    }
    table
}

/// What a pair of tables, as long as [`LOW`] and [`HIGH`], says of a character; `None` for zero and for all others.
fn entry(low: &[u8; LOW.len()], high: &[u8; HIGH.len()], c: char) -> Option<u8> {
    let n = c as usize;
    let found = if n < low.len() {
        low.get(n)
    } else {
        n.checked_sub(0x1EA0).and_then(|n| high.get(n))
    };
    found.copied().filter(|found| *found > 0)
}

fn vowel_index(c: char) -> Option<usize> {
    entry(&LOW, &HIGH, c).map(|i| usize::from(i) - 1)
}

/// A Vietnamese vowel taken apart: `Ể` is (`Ê`, hỏi). `None` for any other character.
pub fn vowel(c: char) -> Option<(char, Tone)> {
    let i = vowel_index(c)?;
    let tone = *Tone::ALL.get(i % 6)?;
    let rows = if i < 72 { &SMALL } else { &CAPITAL };
    Some((*rows.get(i % 72 / 6)?.first()?, tone))
}

/// A letter of Vietnamese words (f j w z included) made small and parted from its tone: `Ể` is (`ê`, hỏi).
pub fn small_split(c: char) -> Option<(char, Tone)> {
    if c.is_ascii_alphabetic() {
        return Some((c.to_ascii_lowercase(), Tone::Ngang));
    }
    if matches!(c, 'đ' | 'Đ') {
        return Some(('đ', Tone::Ngang));
    }
    let i = vowel_index(c)?;
    Some((*SMALL.get(i % 72 / 6)?.first()?, *Tone::ALL.get(i % 6)?))
}

/// The letter without its tone and the tone; characters that are no Vietnamese vowel stay as they are.
pub fn split(c: char) -> (char, Tone) {
    vowel(c).unwrap_or((c, Tone::Ngang))
}

/// Puts a tone on a vowel (replacing the tone it has); other characters stay as they are.
pub fn with_tone(c: char, tone: Tone) -> char {
    let Some(i) = vowel_index(c) else { return c };
    let rows = if i < 72 { &SMALL } else { &CAPITAL };
    rows.get(i % 72 / 6)
        .and_then(|row| row.get(tone as usize))
        .copied()
        .unwrap_or(c)
}

/// The bare letter of each character of the tables above, and of the other letters of Vietnamese words; zero where there
/// is none.
const BARE_LOW: [u8; LOW.len()] = bare(&LOW, 0);
const BARE_HIGH: [u8; HIGH.len()] = bare(&HIGH, 0x1EA0);

const fn bare<const N: usize>(vowels: &[u8; N], first: usize) -> [u8; N] {
    let rows = *b"aaaeeiooouuy";
    let mut table = [0; N];
    let mut n = 0;
    while n < N {
        let c = first + n;
        if vowels[n] > 0 {
            table[n] = rows[(vowels[n] as usize - 1) % 72 / 6];
        } else if c == 'đ' as usize || c == 'Đ' as usize || c == 'ð' as usize || c == 'Ð' as usize
        {
            table[n] = b'd';
        } else if c < 0x80 && (c as u8).is_ascii_alphabetic() {
            table[n] = (c as u8).to_ascii_lowercase();
        }
        n += 1;
    }
    table
}

/// The bare ASCII letter under a Vietnamese letter, small: `Ể` is `e`, `Đ` is `d`.
/// `None` for characters that are not used in Vietnamese words.
pub fn ascii(c: char) -> Option<char> {
    entry(&BARE_LOW, &BARE_HIGH, c).map(char::from)
}

/// Whether the character is a letter of Vietnamese words (with any tone), f j w z of loanwords included.
pub fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || c == 'đ' || c == 'Đ' || vowel_index(c).is_some()
}

/// Whether the character is a mark that decorates the letter before it (NFD text): U+0300–036F.
pub fn is_latin_mark(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c)
}

/// Whether the character belongs to the Khmer block and is a letter, sign or digit (not punctuation).
pub fn is_khmer(c: char) -> bool {
    matches!(c, '\u{1780}'..='\u{17D3}' | '\u{17D7}' | '\u{17DC}'..='\u{17DD}' | '\u{17E0}'..='\u{17E9}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn the_table_agrees_with_unicode() {
        for (small, capital) in SMALL.iter().flatten().zip(CAPITAL.iter().flatten()) {
            assert_eq!(
                small.to_uppercase().collect::<String>(),
                capital.to_string()
            );
            for &c in [small, capital] {
                let (base, tone) = vowel(c).unwrap();
                assert_eq!(with_tone(base, tone), c);
                let marks: Vec<Tone> = c.nfd().filter_map(Tone::of_mark).collect();
                let want: Vec<Tone> = Some(tone)
                    .filter(|&t| t != Tone::Ngang)
                    .into_iter()
                    .collect();
                assert_eq!(marks, want, "{c}");
                let letter: String = c.nfd().filter(|m| !is_latin_mark(*m)).collect();
                assert_eq!(ascii(c).unwrap().to_string(), letter.to_lowercase());
            }
        }
    }

    #[test]
    fn other_characters_are_no_vowels() {
        for c in ['b', 'đ', 'Đ', 'ñ', '1', 'ក', '₫', '\u{1EFA}', '中'] {
            assert_eq!(vowel(c), None, "{c}");
            assert_eq!(with_tone(c, Tone::Sac), c);
        }
    }

    #[test]
    fn letters_of_vietnamese_words_have_a_bare_one() {
        for (c, want) in [
            ('a', Some('a')),
            ('Z', Some('z')),
            ('đ', Some('d')),
            ('Đ', Some('d')),
            ('ð', Some('d')),
            ('Ð', Some('d')),
            ('ñ', None),
            ('1', None),
            ('-', None),
            ('₫', None),
            ('ក', None),
        ] {
            assert_eq!(ascii(c), want, "{c}");
        }
    }
}
