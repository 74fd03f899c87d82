//! Bytes to text: UTF-8 with or without a byte-order mark, UTF-16 either way round, CRLF, NFD.

use memchr::memchr;
use std::sync::Arc;

/// Text as the rest of the program sees it: UTF-8, NFC, `\n`, no byte-order mark.
pub type Decoded = Arc<str>;

/// Why bytes are not text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undecodable {
    /// Not UTF-8 (and no UTF-16 mark): the offset of the first bad byte.
    NotUtf8(usize),
    /// UTF-16 with a lone surrogate or an odd number of bytes.
    BadUtf16,
    /// NUL bytes: a binary file under a text file's name.
    Binary,
}

/// Bytes as text, where they are UTF-8. Several times faster than the standard library for text that is not ASCII.
pub fn utf8_text(bytes: &[u8]) -> Option<&str> {
    simdutf8::basic::from_utf8(bytes).ok()
}

/// Decodes a file's bytes. Clean UTF-8 is validated once and copied once.
///
/// # Errors
/// Says why the bytes are not text.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Undecodable> {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        _ => utf8(bytes),
    }
}

fn utf8(bytes: &[u8]) -> Result<Decoded, Undecodable> {
    match simdutf8::basic::from_utf8(bytes) {
        Ok(_) if memchr(0, bytes).is_some() => Err(Undecodable::Binary),
        Ok(text) => Ok(tidy(text)),
        Err(_) if memchr(0, bytes).is_some() => Err(Undecodable::Binary),
        Err(_) => {
            let at = std::str::from_utf8(bytes)
                .err()
                .map_or(0, |e| e.valid_up_to());
            Err(Undecodable::NotUtf8(at))
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Decoded, Undecodable> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(Undecodable::BadUtf16);
    }
    let text: String = char::decode_utf16(pairs.iter().map(|p| unit(*p)))
        .collect::<Result<_, _>>()
        .map_err(|_| Undecodable::BadUtf16)?;
    if text.contains('\0') {
        Err(Undecodable::Binary)
    } else {
        Ok(tidy(&text))
    }
}

fn tidy(text: &str) -> Decoded {
    let text = crate::text::normalize::nfc(text);
    if memchr(b'\r', text.as_bytes()).is_some() {
        text.replace("\r\n", "\n").replace('\r', "\n").into()
    } else {
        text.as_ref().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_the_same_text_is_one_text() {
        let want = "Công đoàn\ncơ sở\n";
        let nfd = "Co\u{302}ng đoa\u{300}n\r\nco\u{31b} so\u{31b}\u{309}\r\n";
        let utf16: Vec<u8> = nfd.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut little = vec![0xFF, 0xFE];
        little.extend(&utf16);
        let mut big = vec![0xFE, 0xFF];
        big.extend(utf16.chunks(2).flat_map(|p| [p[1], p[0]]));
        let mut marked = vec![0xEF, 0xBB, 0xBF];
        marked.extend(want.as_bytes());
        for bytes in [want.as_bytes(), nfd.as_bytes(), &little, &big, &marked] {
            assert_eq!(decode(bytes).as_deref(), Ok(want));
        }
    }

    #[test]
    fn what_is_not_text_says_why() {
        assert_eq!(decode(b"abc\xC0def"), Err(Undecodable::NotUtf8(3)));
        assert_eq!(decode(b"ab\0c"), Err(Undecodable::Binary));
        assert_eq!(
            decode(&[0xFF, 0xFE, 0x00, 0xD8]),
            Err(Undecodable::BadUtf16)
        );
        assert_eq!(decode(&[0xFF, 0xFE, 0x61]), Err(Undecodable::BadUtf16));
    }
}
