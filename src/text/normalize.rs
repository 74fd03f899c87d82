//! Unicode normal form C, the only form text has past the reading of files.

use std::borrow::Cow;
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc, is_nfc_quick};

/// The text in NFC. Text that is NFC already, the usual case, is borrowed and costs one scan.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        IsNormalized::Maybe if is_nfc(text) => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    }
}

/// Whether a character joins nothing that stands before it: text may be cut here and each part brought to NFC by itself
/// (Unicode Standard Annex #15, “stable code points”).
pub fn begins_anew(c: char) -> bool {
    let stable = |first: char| {
        canonical_combining_class(first) == 0
            && is_nfc_quick(std::iter::once(first)) == IsNormalized::Yes
    };
    c < '\u{300}' || std::iter::once(c).nfd().next().is_some_and(stable)
}

/// Whether every character is one that can neither compose nor be reordered: below U+0300, the
/// Vietnamese block U+1EA0–1EF9, general punctuation, currency signs.
fn is_plain(text: &str) -> bool {
    // By bytes and without branches: every file is looked at. The last two bytes of a text begin nothing that is not
    // plain, unless it is cut off.
    let bytes = text.as_bytes();
    bytes.windows(3).fold(true, |plain, three| {
        let &[a, b, c] = three else { return plain };
        // U+1E80–1EFF, Vietnamese among them; U+2002–203F; U+2080–20BF.
        let vietnamese = (a == 0xE1) & ((b == 0xBA) | (b == 0xBB));
        let punctuation = (a == 0xE2) & (((b == 0x80) & (c > 0x81)) | (b == 0x82));
        plain & ((a < 0xCC) | vietnamese | punctuation)
    }) && bytes.iter().rev().take(2).all(|b| *b < 0xCC)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn composes_and_borrows() {
        let nfd: String = "Công đoàn cơ sở".nfd().collect();
        assert_eq!(nfc(&nfd), "Công đoàn cơ sở");
        for text in ["", "abc", "Công đoàn – “An Giang” 5 ₫", "សហជីព"] {
            assert!(matches!(nfc(text), Cow::Borrowed(t) if t == text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn equals_the_library(text in "\\PC*") {
            prop_assert_eq!(nfc(&text).into_owned(), text.nfc().collect::<String>());
        }

        #[test]
        fn parts_are_normalised_alone(text in "[a-eơư\u{300}-\u{345}\u{1100}-\u{1112}\u{1161}-\u{1175}\u{11A8}-\u{11C2}\u{212A}\u{212B}\u{958}\u{1780}-\u{17D3}]*") {
            let mut parts: Vec<String> = Vec::new();
            for c in text.chars() {
                match parts.last_mut() {
                    Some(part) if !begins_anew(c) => part.push(c),
                    _ => parts.push(c.to_string()),
                }
            }
            let joined: String = parts.iter().map(|p| nfc(p).into_owned()).collect();
            prop_assert_eq!(nfc(&text).into_owned(), joined);
        }

        #[test]
        fn plain_means_nfc(text in "[ -\u{300}\u{1E90}-\u{1F00}\u{2000}-\u{20D0}\u{1780}-\u{17F0}]*") {
            prop_assert_eq!(nfc(&text).into_owned(), text.nfc().collect::<String>());
        }
    }
}
