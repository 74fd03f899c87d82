//! Numbers and tags as printable ASCII, so that a shard is a plain JavaScript string that gzip packs well.
//!
//! Values 0–39 are a number's leading digits, 40–79 its last digit, 80–90 tags. A value is written as one
//! character from `#` to `~`, leaving out `\`; `"` is below the range.

/// Weight `w` (0–3) with a spelling that follows as a number: tag `SPELLED + w`.
pub(super) const SPELLED: u8 = 80;
/// Weight `w` (0–3) of the same spelling as the group before: tag `SAME + w`.
pub(super) const SAME: u8 = 84;
/// A new key; its distance from the key before follows as a number.
pub(super) const KEY: u8 = 88;
/// Not every document that has this key is listed.
pub(super) const CUT: u8 = 89;

/// Writes one value (0–90).
pub(super) fn push_value(out: &mut Vec<u8>, value: u8) {
    out.push(byte(value));
}

const fn byte(value: u8) -> u8 {
    let byte = value.wrapping_add(35);
    if byte < b'\\' {
        byte
    } else {
        byte.wrapping_add(1)
    }
}

/// Writes a number, most significant digit first, base 40.
pub(super) fn push_number(out: &mut Vec<u8>, number: u32) {
    let last = byte(40 + (number % 40) as u8);
    match number / 40 {
        0 => out.push(last),
        digit @ 1..40 => out.extend_from_slice(&[byte(digit as u8), last]),
        more => {
            push_leading(out, more / 40);
            out.extend_from_slice(&[byte((more % 40) as u8), last]);
        }
    }
}

fn push_leading(out: &mut Vec<u8>, number: u32) {
    if number >= 40 {
        push_leading(out, number / 40);
    }
    push_value(out, (number % 40) as u8);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> Option<u32> {
        let mut n = 0u32;
        for &b in bytes {
            let value = u32::from(b) - if b < b'\\' { 35 } else { 36 };
            n = n * 40 + value % 40;
            if value >= 40 {
                return Some(n);
            }
        }
        None
    }

    proptest! {
        #[test]
        fn a_number_comes_back_and_is_printable(n in any::<u32>()) {
            let mut out = Vec::new();
            push_number(&mut out, n);
            prop_assert!(out.iter().all(|b| (b'#'..=b'~').contains(b) && *b != b'\\'));
            prop_assert_eq!(read(&out), Some(n));
        }
    }
}
