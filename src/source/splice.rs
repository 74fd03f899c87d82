//! Corrections back into a file's bytes. Places are bytes of the decoded text; the file may have a byte-order mark, be
//! UTF-16, end its lines in CRLF or be in NFD, and stays so: every byte outside the places is as it was.

use super::decode::decode;
use crate::text::normalize::{begins_anew, nfc};
use std::ops::Range;

/// Why corrections cannot be put into a file's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmapped {
    /// The bytes are not text.
    NoText,
    /// A place begins or ends within what is one unit in the file, such as a letter with marks that do not compose. The
    /// offset is that of the decoded text.
    Within(usize),
    /// Places overlap, are out of order, or lie outside the text.
    Places,
    /// What was put in would join what stands beside it, so that the text became another than was meant.
    Joined,
}

/// How text is written as bytes.
#[derive(Clone, Copy)]
enum Form {
    Utf8,
    Utf16(fn(u16) -> [u8; 2]),
}

/// The bytes with places of their decoded text replaced. Places are in order and do not overlap; new line breaks become
/// those that the file has.
///
/// # Errors
/// Why that cannot be done exactly. The answer, where there is one, decodes to precisely the text that was meant.
pub fn splice(bytes: &[u8], edits: &[(Range<usize>, &str)]) -> Result<Vec<u8>, Unmapped> {
    let text = decode(bytes).map_err(|_| Unmapped::NoText)?;
    let mut meant = String::with_capacity(text.len());
    let mut at = 0;
    for (range, new) in edits {
        let kept = text.get(at..range.start).ok_or(Unmapped::Places)?;
        text.get(range.clone()).ok_or(Unmapped::Places)?;
        meant.push_str(kept);
        meant.push_str(new);
        at = range.end;
    }
    meant.push_str(text.get(at..).ok_or(Unmapped::Places)?);

    let wanted: Vec<usize> = edits.iter().flat_map(|(r, _)| [r.start, r.end]).collect();
    let (form, found, line_break) = locate(bytes, &wanted)?;
    let mut out = Vec::with_capacity(bytes.len() + meant.len().saturating_sub(text.len()));
    let mut at = 0;
    for ((_, new), place) in edits.iter().zip(found.as_chunks::<2>().0) {
        let [start, end] = *place;
        out.extend_from_slice(bytes.get(at..start).ok_or(Unmapped::Places)?);
        let new = match line_break {
            "\n" => new.to_string(),
            other => new.replace('\n', other),
        };
        match form {
            Form::Utf8 => out.extend_from_slice(new.as_bytes()),
            Form::Utf16(unit) => out.extend(new.encode_utf16().flat_map(unit)),
        }
        at = end;
    }
    out.extend_from_slice(bytes.get(at..).ok_or(Unmapped::Places)?);
    match decode(&out) {
        Ok(text) if *text == *meant => Ok(out),
        _ => Err(Unmapped::Joined),
    }
}

/// Where offsets of the decoded text (in order) are in the bytes, and the file's first line break.
fn locate(bytes: &[u8], wanted: &[usize]) -> Result<(Form, Vec<usize>, &'static str), Unmapped> {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => Ok(walk_utf16(
            rest,
            u16::from_le_bytes,
            u16::to_le_bytes,
            wanted,
        )?),
        [0xFE, 0xFF, rest @ ..] => Ok(walk_utf16(
            rest,
            u16::from_be_bytes,
            u16::to_be_bytes,
            wanted,
        )?),
        _ => {
            let rest = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            let mark = bytes.len() - rest.len();
            let text = super::utf8_text(rest).ok_or(Unmapped::NoText)?;
            let chars = text.char_indices().map(|(at, c)| (mark + at, c));
            let (found, line_break) = walk(chars, bytes.len(), wanted)?;
            Ok((Form::Utf8, found, line_break))
        }
    }
}

fn walk_utf16(
    rest: &[u8],
    read: fn([u8; 2]) -> u16,
    write: fn(u16) -> [u8; 2],
    wanted: &[usize],
) -> Result<(Form, Vec<usize>, &'static str), Unmapped> {
    let units = rest.as_chunks::<2>().0.iter().map(|pair| read(*pair));
    let chars: Vec<char> = char::decode_utf16(units)
        .collect::<Result<_, _>>()
        .map_err(|_| Unmapped::NoText)?;
    let mut at = 2;
    let places = chars.into_iter().map(|c| {
        let place = (at, c);
        at += 2 * c.len_utf16();
        place
    });
    let (found, line_break) = walk(places, 2 + rest.len(), wanted)?;
    Ok((Form::Utf16(write), found, line_break))
}

/// Goes through the characters, each with its offset in the bytes, unit by unit: a unit is what becomes text by itself.
fn walk(
    chars: impl Iterator<Item = (usize, char)>,
    end: usize,
    wanted: &[usize],
) -> Result<(Vec<usize>, &'static str), Unmapped> {
    let mut wanted = wanted.iter().copied().peekable();
    let mut found = Vec::new();
    let mut unit = String::new();
    let mut in_text = 0;
    let mut line_break = None;
    let mut pass = |in_text: usize, raw: usize| -> Result<(), Unmapped> {
        while let Some(at) = wanted.next_if(|at| *at <= in_text) {
            if at < in_text {
                return Err(Unmapped::Within(at));
            }
            found.push(raw);
        }
        Ok(())
    };
    for (raw, c) in chars {
        let last = unit.chars().next_back();
        if c == '\n' && last == Some('\r') {
            line_break.get_or_insert("\r\n");
            unit.push(c);
            continue;
        }
        if begins_anew(c) {
            line_break = line_break.or(match (last, c) {
                (Some('\r'), _) => Some("\r"),
                (_, '\n') => Some("\n"),
                _ => None,
            });
            in_text += decoded_len(&unit);
            unit.clear();
            pass(in_text, raw)?;
        }
        unit.push(c);
    }
    if unit.ends_with('\r') {
        line_break.get_or_insert("\r");
    }
    in_text += decoded_len(&unit);
    pass(in_text, end)?;
    match wanted.next() {
        Some(_) => Err(Unmapped::Places),
        None => Ok((found, line_break.unwrap_or("\n"))),
    }
}

/// How long a unit is once decoded.
fn decoded_len(unit: &str) -> usize {
    nfc(unit).len() - usize::from(unit.starts_with("\r\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    #[derive(Clone, Copy, Debug)]
    enum Coding {
        Utf8,
        Marked,
        Little,
        Big,
    }

    fn encode(coding: Coding, text: &str) -> Vec<u8> {
        let units = text.encode_utf16();
        match coding {
            Coding::Utf8 | Coding::Marked => text.as_bytes().to_vec(),
            Coding::Little => units.flat_map(u16::to_le_bytes).collect(),
            Coding::Big => units.flat_map(u16::to_be_bytes).collect(),
        }
    }

    fn mark(coding: Coding) -> &'static [u8] {
        match coding {
            Coding::Utf8 => b"",
            Coding::Marked => b"\xEF\xBB\xBF",
            Coding::Little => b"\xFF\xFE",
            Coding::Big => b"\xFE\xFF",
        }
    }

    #[test]
    fn all_forms_keep_their_form() {
        let nfd: String = "Công đoàn , cơ sở\r\nhoà\r\n".nfd().collect();
        for coding in [Coding::Utf8, Coding::Marked, Coding::Little, Coding::Big] {
            let file = [mark(coding), &encode(coding, &nfd)].concat();
            let text = decode(&file).unwrap();
            let place = |word: &str| {
                let at = text.find(word).unwrap();
                at..at + word.len()
            };
            let edits = [(place(" ,"), ","), (place("hoà"), "hòa\nhai")];
            let new = splice(&file, &edits).unwrap();
            let want = format!(
                "{}hòa\r\nhai\r\n",
                "Công đoàn, cơ sở\r\n".nfd().collect::<String>()
            );
            assert_eq!(new, [mark(coding), &encode(coding, &want)].concat());
        }
    }

    #[test]
    fn what_cannot_be_exact_is_refused() {
        // A dot below that composes with nothing: one unit of two characters.
        let odd = "x\u{323}\u{304} a".as_bytes();
        assert_eq!(splice(odd, &[(1..3, "")]), Err(Unmapped::Within(1)));
        assert_eq!(
            splice(b"xb", &[(1..1, "\u{300}")]).unwrap(),
            "x\u{300}b".as_bytes()
        );
        assert_eq!(splice(b"eb", &[(1..1, "\u{300}")]), Err(Unmapped::Joined));
        assert_eq!(
            splice(b"ab", &[(1..2, ""), (0..1, "")]),
            Err(Unmapped::Places)
        );
        assert_eq!(splice(b"ab", &[(1..9, "")]), Err(Unmapped::Places));
        assert_eq!(splice(b"\xC3(", &[]), Err(Unmapped::NoText));
        assert_eq!(splice(b"a\rb", &[(2..3, "\n")]).unwrap(), b"a\r\r");
    }

    /// Units of text: as they stand in a file, and what they are decoded to.
    fn unit() -> impl Strategy<Value = (String, String)> {
        let forms = prop::sample::select(vec![
            ("a", "a"),
            (" ", " "),
            ("ệ", "ệ"),
            ("e\u{323}\u{302}", "ệ"),
            ("e\u{302}\u{323}", "ệ"),
            ("o\u{31B}\u{309}", "ở"),
            ("đ", "đ"),
            ("\r\n", "\n"),
            ("\n", "\n"),
            ("\rx", "\nx"),
            ("\u{212B}", "Å"),
            ("ស\u{17B6}", "ស\u{17B6}"),
            ("😀", "😀"),
            ("x\u{323}\u{304}", "x\u{323}\u{304}"),
            ("—", "—"),
        ]);
        forms.prop_map(|(raw, text)| (raw.to_owned(), text.to_owned()))
    }

    proptest! {
        #[test]
        fn bytes_outside_the_places_stay(
            coding in prop::sample::select(vec![Coding::Utf8, Coding::Marked, Coding::Little, Coding::Big]),
            units in prop::collection::vec(unit(), 0..60),
            cuts in prop::collection::vec((0usize..60, 0usize..4, "[a-zđộ —😀]{0,6}"), 0..6),
        ) {
            let raw: String = units.iter().map(|(r, _)| r.as_str()).collect();
            let file = [mark(coding), &encode(coding, &raw)].concat();
            let text = decode(&file).unwrap();
            // Where each unit begins, in the text and in the bytes.
            let mut begins = vec![(0, mark(coding).len())];
            for (r, t) in &units {
                let (at, byte) = begins[begins.len() - 1];
                begins.push((at + t.len(), byte + encode(coding, r).len()));
            }
            prop_assert_eq!(begins[units.len()], (text.len(), file.len()));
            let mut cuts: Vec<_> = cuts
                .iter()
                .map(|(at, len, new)| (at % (units.len() + 1), *len, new.as_str()))
                .collect();
            cuts.sort();
            let (mut edits, mut want, mut done, mut byte) = (Vec::new(), Vec::new(), 0, 0);
            for (first, len, new) in cuts {
                let last = (first + len).min(units.len());
                if first < done {
                    continue;
                }
                edits.push((begins[first].0..begins[last].0, new));
                want.extend_from_slice(&file[byte..begins[first].1]);
                want.extend(encode(coding, new));
                (done, byte) = (last, begins[last].1);
            }
            want.extend_from_slice(&file[byte..]);
            // A mark put behind another letter than before may join it; such an edit is refused, never done wrongly.
            match splice(&file, &edits) {
                Ok(new) => prop_assert_eq!(new, want),
                Err(why) => prop_assert_eq!(why, Unmapped::Joined),
            }
        }

        #[test]
        fn any_bytes_are_spliced_exactly_or_refused(
            file in prop::collection::vec(any::<u8>(), 0..40),
            start in 0usize..40,
            len in 0usize..10,
            new in "\\PC{0,5}",
        ) {
            if let Ok(spliced) = splice(&file, &[(start..start + len, &new)]) {
                let text = decode(&file).unwrap();
                let meant = format!("{}{new}{}", &text[..start], &text[start + len..]);
                prop_assert_eq!(&*decode(&spliced).unwrap(), meant);
            }
        }
    }
}
