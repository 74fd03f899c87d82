//! One character as the index sees it: a folded letter with its marks set apart.

use crate::text::fold::fold_char;
use crate::text::letter;

/// What a character is to the tokenizer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Ends a token.
    Separator,
    /// A letter or digit of a word.
    Letter,
    /// Leaves no trace: zero-width space and joiners, soft hyphen, marks that belong to no letter
    /// (text is in NFC).
    Nothing,
    /// A Khmer letter that opens a new cluster, itself a token.
    KhmerBase,
    /// A Khmer sign that belongs to the cluster before it.
    KhmerSign,
}

/// A character taken apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letter {
    pub kind: Kind,
    /// The folded letter as a UTF-16 unit; characters outside the first plane are cut to their low bits.
    pub base: u16,
    /// 0 plain, 1 ă ê ô ư đ, 2 â ơ.
    pub quality: u8,
    /// Whether the letter is one of those that may have another quality: a d e o u.
    pub bears_marks: bool,
    /// 0 ngang, 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng.
    pub tone: u8,
}

const LOW: usize = 0x1B1;
const HIGH: usize = 0x1E00;

/// Lookup tables for the characters of Vietnamese text; others are worked out one by one.
#[derive(Debug, Clone)]
pub(super) struct Letters {
    low: Vec<Letter>,
    high: Vec<Letter>,
}

impl Letters {
    pub(super) fn new() -> Letters {
        let range = |first: u32, n: usize| {
            (first..)
                .take(n)
                .map(|c| char::from_u32(c).map_or(SEPARATOR, work_out))
                .collect()
        };
        Letters {
            low: range(0, LOW),
            high: range(HIGH as u32, 0x100),
        }
    }

    pub(super) fn of(&self, c: char) -> Letter {
        let n = c as usize;
        let found = if n < LOW {
            self.low.get(n)
        } else {
            n.checked_sub(HIGH).and_then(|n| self.high.get(n))
        };
        found.copied().unwrap_or_else(|| work_out(c))
    }
}

const SEPARATOR: Letter = Letter {
    kind: Kind::Separator,
    base: 0,
    quality: 0,
    bears_marks: false,
    tone: 0,
};

fn work_out(c: char) -> Letter {
    let plain = |kind, base| Letter {
        kind,
        base,
        quality: 0,
        bears_marks: false,
        tone: 0,
    };
    match c {
        '\u{AD}' | '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => {
            plain(Kind::Nothing, 0)
        }
        '\u{1780}'..='\u{17B3}' | '\u{17DC}' => plain(Kind::KhmerBase, c as u16),
        '\u{17B4}'..='\u{17D3}' | '\u{17DD}' => plain(Kind::KhmerSign, c as u16),
        // Khmer digits are searched as 0–9.
        '\u{17E0}'..='\u{17E9}' => plain(Kind::Letter, c as u16 - 0x17E0 + u16::from(b'0')),
        _ if c.is_alphanumeric() => {
            let (bare, tone) = letter::split(c);
            let bare = bare.to_lowercase().next().unwrap_or(bare);
            let base = letter::ascii(bare).or_else(|| fold_char(c)).unwrap_or(bare);
            Letter {
                kind: Kind::Letter,
                base: (base as u32 & 0xFFFF) as u16,
                quality: quality(bare),
                bears_marks: matches!(base, 'a' | 'd' | 'e' | 'o' | 'u'),
                tone: tone as u8,
            }
        }
        _ => SEPARATOR,
    }
}

fn quality(bare: char) -> u8 {
    match bare {
        'ă' | 'ê' | 'ô' | 'ư' | 'đ' | 'ð' => 1,
        'â' | 'ơ' => 2,
        _ => 0,
    }
}
