//! Text from before Unicode: TCVN3 (`C«ng ®oµn ViÖt Nam`), VNI (`Coâng ñoaøn Vieät Nam`), and UTF-8 read
//! as Windows-1252 (`CÃ´ng Ä‘oÃ n`). Found and repaired by the rise in valid syllables.

mod decode;
mod sure;

pub use sure::is_sure;

use super::letter;
use super::normalize::nfc;
use super::syllable::is_valid;
use decode::{mojibake, tcvn3, vni};
use std::collections::BTreeSet;

/// An old way to write Vietnamese.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Encoding {
    /// TCVN 5712:1993, third set, of the `.VnTime` fonts (“ABC”).
    Tcvn3,
    /// VNI for Windows, of the `VNI-Times` fonts.
    Vni,
    /// UTF-8 that was read as Windows-1252, once or more.
    Mojibake,
}

impl Encoding {
    /// The name officers know it by: `TCVN3 (ABC)`, `VNI Windows`, `UTF-8`.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Tcvn3 => "TCVN3 (ABC)",
            Encoding::Vni => "VNI Windows",
            Encoding::Mojibake => "UTF-8",
        }
    }
}

/// Text brought to Unicode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The encoding most of the faulty text was in.
    pub encoding: Encoding,
    /// The whole text with its faulty lines repaired, in NFC.
    pub text: String,
}

/// Repairs text in an old encoding, line by line, so that a pasted paragraph is found between
/// sound ones. `None` for sound text, Vietnamese or foreign.
pub fn repair(text: &str) -> Option<Repair> {
    if text.is_ascii() {
        return None;
    }
    let text = nfc(text);
    let (encoding, decoder) = [
        (Encoding::Mojibake, mojibake as Decoder),
        (Encoding::Tcvn3, tcvn3),
        (Encoding::Vni, vni),
    ]
    .into_iter()
    .filter_map(|(encoding, decoder)| {
        let gain = evidence(&text, encoding, decoder)?;
        Some((gain, encoding, decoder))
    })
    .max_by_key(|&(gain, encoding, _)| (gain, std::cmp::Reverse(encoding)))
    .map(|(_, encoding, decoder)| (encoding, decoder))?;
    let text: String = text
        .split_inclusive('\n')
        .map(|line| better(line, encoding, decoder).unwrap_or_else(|| line.to_owned()))
        .collect();
    Some(Repair {
        encoding,
        text: nfc(&text).into_owned(),
    })
}

type Decoder = fn(&str) -> String;

/// How many words become syllables in the lines that an encoding may have written; `None` when
/// that is too few, or too few words are syllables afterwards, to be sure.
fn evidence(text: &str, encoding: Encoding, decoder: Decoder) -> Option<usize> {
    let (mut gained, mut spoiled, mut after, mut words) = (0, 0, 0, 0);
    let mut strange = BTreeSet::new();
    for line in text.lines().filter(|line| is_candidate(line, encoding)) {
        let decoded = decode_fully(line, encoding, decoder);
        let (was, _) = valid_words(line);
        let (is, of) = valid_words(&decoded);
        if is <= was {
            continue;
        }
        after += is;
        words += of;
        if encoding == Encoding::Mojibake {
            // Its words may part at a no-break space, so they can't be compared one by one.
            gained += is - was;
            strange.extend(line.chars().filter(|c| !c.is_ascii()));
            continue;
        }
        for (word, new) in line.split_whitespace().zip(decoded.split_whitespace()) {
            if word == new {
                continue;
            }
            let bare = word.trim_matches(|c: char| c.is_ascii_punctuation() || is_typographic(c));
            if is_valid(bare) {
                spoiled += 1;
            } else if valid_words(new).0 > 0 {
                gained += 1;
                strange.extend(word.chars().filter(|c| !c.is_ascii()));
            }
        }
    }
    let many = gained >= 2 && after * 5 >= words * 3;
    let sure = (many || (gained >= 1 && after == words)) && gained > 2 * spoiled;
    // One sign alone, like the µ in "5 µm", proves nothing.
    (sure && strange.len() >= 2).then_some(gained)
}

/// The line decoded, if it may be in the encoding and has no fewer syllables then.
fn better(line: &str, encoding: Encoding, decoder: Decoder) -> Option<String> {
    if !is_candidate(line, encoding) {
        return None;
    }
    let decoded = decode_fully(line, encoding, decoder);
    (decoded != line && valid_words(&decoded).0 >= valid_words(line).0).then_some(decoded)
}

/// Decodes; mojibake again and again, as it was made.
fn decode_fully(line: &str, encoding: Encoding, decoder: Decoder) -> String {
    let mut decoded = decoder(line);
    if encoding == Encoding::Mojibake && decoded != line {
        for _ in 0..2 {
            let again = decoder(&decoded);
            if valid_words(&again).0 <= valid_words(&decoded).0 {
                break;
            }
            decoded = again;
        }
    }
    decoded
}

/// Whether the line has a character outside ASCII and, for the one-byte encodings, no Vietnamese
/// letter they cannot contain.
fn is_candidate(line: &str, encoding: Encoding) -> bool {
    if line.is_ascii() {
        return false;
    }
    match encoding {
        Encoding::Mojibake => decode::may_be_broken(line),
        Encoding::Tcvn3 | Encoding::Vni => {
            !line.chars().any(|c| c > '\u{FF}' && letter::is_letter(c))
        }
    }
}

/// Quotation marks and dashes, which the old encodings leave alone.
fn is_typographic(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '…' | '–' | '—')
}

/// The number of valid syllables of two letters or more, and of words with a letter.
fn valid_words(line: &str) -> (usize, usize) {
    let mut valid = 0;
    let mut words = 0;
    for word in line.split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphabetic());
        // "Xanh-Sạch" and "LĐ/CĐ" are several.
        for part in word.split(['-', '/', '.', ',']) {
            if part.chars().any(char::is_alphabetic) {
                words += 1;
                valid += usize::from(part.chars().count() > 1 && is_valid(part));
            }
        }
    }
    (valid, words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::letter::Tone;
    use proptest::prelude::*;

    #[test]
    fn repairs() {
        use Encoding::{Mojibake, Tcvn3, Vni};
        for (text, encoding, want) in [
            ("C«ng ®oµn ViÖt Nam", Tcvn3, "Công đoàn Việt Nam"),
            ("LI£N §OµN LAO §éNG", Tcvn3, "LIÊN ĐOÀN LAO ĐỘNG"),
            (
                "Céng hßa x· héi chñ nghÜa ViÖt Nam\n§éc lËp - Tù do - H¹nh phóc",
                Tcvn3,
                "Cộng hòa xã hội chủ nghĩa Việt Nam\nĐộc lập - Tự do - Hạnh phúc",
            ),
            (
                "ng\u{AD}êi lao ®éng, l\u{AD}¬ng",
                Tcvn3,
                "người lao động, lương",
            ),
            ("Coâng ñoaøn Vieät Nam", Vni, "Công đoàn Việt Nam"),
            ("COÂNG ÑOAØN CÔ SÔÛ", Vni, "CÔNG ĐOÀN CƠ SỞ"),
            (
                "Ngöôøi lao ñoäng ñöôïc höôûng löông, thöôûng vaø nghæ leã",
                Vni,
                "Người lao động được hưởng lương, thưởng và nghỉ lễ",
            ),
            ("CÃ´ng Ä‘oÃ\u{A0}n", Mojibake, "Công đoàn"),
            ("CÃ´ng Ä‘oÃ n", Mojibake, "Công đoàn"),
            (
                "NgÆ°á»\u{9D}i lao Ä‘á»™ng â€“ “gáº§n cÃ´ng nhÃ¢n”",
                Mojibake,
                "Người lao động – “gần công nhân”",
            ),
            (
                "Tin hôm nay: ổn.\nC«ng ®oµn c¬ së\nHết.",
                Tcvn3,
                "Tin hôm nay: ổn.\nCông đoàn cơ sở\nHết.",
            ),
        ] {
            let repair = repair(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((repair.encoding, repair.text.as_str()), (encoding, want));
        }
    }

    #[test]
    fn repairs_text_broken_twice() {
        let twice = decode::break_utf8(&decode::break_utf8("Công đoàn cơ sở gần công nhân"));
        let repair = repair(&twice).unwrap();
        assert_eq!(repair.text, "Công đoàn cơ sở gần công nhân");
    }

    #[test]
    fn sound_text_raises_no_alarm() {
        for text in [
            "",
            "abc",
            "Công đoàn Việt Nam",
            "Cô ý là bà Hoà, cụ Tú ốm",
            "HỢP TÁC XÃ” và “ĐÃ…",
            "XÃ HỘI",
            "µm",
            "5 µm và 10 µm",
            "«An Giang» © 2026 – § 5, 3 × 4 = 12 m², ½ ngày ®",
            "Le café où naïf, français, garçon, déjà vu, maïs",
            "Señor Núñez está en São Paulo, não é?",
            "Müller, Göteborg, Ångström",
            "សហជីពកម្មករ",
            "☎ 0296 3 123 456 – 📞",
        ] {
            assert_eq!(repair(text), None, "{text}");
        }
    }

    /// Clean Vietnamese: real syllables with any tone, punctuation between.
    fn clean() -> impl Strategy<Value = String> {
        let words: Vec<String> =
            "công đoàn cơ sở nghề lương thưởng quý hoà thuỷ ăn ân yêu ý ở giờ gì \
            tôi cô bà là và tú cụ xã đã nhé thế độ í ờ ừ Ô Ê XÃ ĐÃ NHÀ É ÔNG TÔ"
                .split_whitespace()
                .map(str::to_owned)
                .collect();
        let word = prop::sample::select(words);
        let mark = prop::sample::select(vec![
            " ", " ", " ", ", ", ". ", "” ", " – ", "… ", " “", "\n", " ½ ", " § ", " © ", "™ ",
            "€ ",
        ]);
        prop::collection::vec((word, mark), 0..12)
            .prop_map(|parts| parts.into_iter().map(|(w, m)| w + m).collect())
    }

    proptest! {
        #[test]
        fn clean_text_raises_no_alarm(text in clean()) {
            prop_assert_eq!(repair(&text), None);
        }

        #[test]
        fn any_tone_raises_no_alarm(vowels in "[aăâeêioôơuưy]{1,6}", tone in 0usize..6) {
            let toned: String = vowels
                .chars()
                .map(|c| format!("t{} ", letter::with_tone(c, Tone::ALL[tone])))
                .filter(|word| is_valid(word.trim()))
                .collect();
            prop_assert_eq!(repair(&toned), None);
        }

        #[test]
        fn never_panics(text in "\\PC*", like in "[Ã¡ºÆá»a-z«®µ\u{AD}ñøùûõï \n]*") {
            let _ = repair(&text);
            let _ = repair(&like);
        }
    }
}
