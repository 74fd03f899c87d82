//! When a repaired line may replace the old one without anybody looking.

use super::super::{letter, syllable::is_valid};
use super::is_typographic;

/// Words that must have become syllables: one alone may be a foreign word.
const FEWEST: usize = 2;

/// Whether a line that [`repair`](super::repair) changed is certainly what was written: every word that changed became a
/// syllable, none had been one, and nothing strange is left.
pub fn is_sure(old: &str, new: &str) -> bool {
    let known = |c: char| {
        c.is_ascii()
            || letter::is_letter(c)
            || is_typographic(c)
            || matches!(c, '\u{A0}' | '•' | '°' | '₫')
    };
    if !new.chars().all(known) {
        return false;
    }
    let changed: Vec<&str> = words(new).filter(|w| !w.is_ascii()).collect();
    let good = changed.len() >= FEWEST && changed.iter().all(|w| is_valid(w));
    // Syllables that the old line has already must all be in the new one, as often.
    let mut kept: Vec<&str> = words(new).collect();
    let lost = old
        .split_whitespace()
        .map(|w| w.trim_matches(|c: char| c.is_ascii_punctuation() || is_typographic(c)))
        .filter(|w| w.chars().count() > 1 && is_valid(w))
        .any(|w| match kept.iter().position(|k| *k == w) {
            Some(at) => {
                kept.swap_remove(at);
                false
            }
            None => true,
        });
    good && !lost
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphabetic() && !is_old_letter(c))
        .filter(|w| !w.is_empty())
}

/// Signs of Latin-1 that are letters in old encodings.
fn is_old_letter(c: char) -> bool {
    ('\u{A1}'..='\u{BF}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::super::repair;
    use super::*;

    #[test]
    fn only_what_became_vietnamese_altogether_is_sure() {
        for (text, want) in [
            ("C«ng ®oµn ViÖt Nam", true),
            ("Coâng ñoaøn Vieät Nam", true),
            ("CÃ´ng Ä‘oÃ n cÆ¡ sá»Ÿ gáº§n cÃ´ng nhÃ¢n.", true),
            ("ng\u{AD}êi lao ®éng, l\u{AD}¬ng", true),
            // A foreign word among them, which the repair spoils or leaves strange.
            ("C«ng ®oµn ViÖt Nam, caf\u{E9} Mu\u{F1}oz", false),
        ] {
            let repaired = repair(text).unwrap();
            assert_eq!(
                is_sure(text, &repaired.text),
                want,
                "{text} → {}",
                repaired.text
            );
        }
    }
}
