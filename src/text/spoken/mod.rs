//! Text as it is spoken in Vietnamese, for the loudspeaker script: numbers, dates, times, document
//! numbers, abbreviations, units, telephone numbers and addresses in words.
//!
//! A text is walked once; at the start of every word the rules are tried in order and the first
//! that knows the place says what is spoken there. Rules are tables and small grammars, one file
//! for each kind of thing. The reading is a southern announcer's: “nghìn”, “lẻ”, “hai mươi bốn”,
//! and days of the month without “mùng”.

mod abbreviation;
#[cfg(test)]
mod cases;
mod contact;
mod date;
mod legal;
mod number;
mod place;
mod quantity;
mod roman;
mod symbol;
mod time;
mod unit;

pub use abbreviation::in_full;

pub use number::{cardinal, digit_by_digit};

use super::normalize::nfc;
use place::{Place, is_word};

/// What a rule says: how many bytes of the text it covers and the words for them.
type Spoken = Option<(usize, String)>;

/// The rules, most particular first.
const RULES: [fn(&Place) -> Spoken; 10] = [
    contact::address,
    contact::phone,
    legal::document,
    date::date,
    time::time,
    roman::numeral,
    quantity::fraction,
    quantity::quantity,
    abbreviation::abbreviation,
    symbol::symbol,
];

/// The text in spoken words. Sentences, line breaks and quotation marks stay; the result is NFC.
pub fn speak(text: &str) -> String {
    speak_with(text, &[])
}

/// As [`speak`], with a site's own abbreviations (as written, as spoken), which go before all rules.
pub fn speak_with(text: &str, own: &[(&str, &str)]) -> String {
    let text = nfc(text);
    let mut out = Voice(String::with_capacity(text.len() * 2), false);
    let mut at = 0;
    let mut fresh = true;
    while let Some(place) = Place::new(&text, at) {
        if own.is_empty()
            && let Some(word) = place.plain_word()
        {
            out.copy(word);
            fresh = false;
            at += word.len();
            continue;
        }
        if let Some(mark) = place.rest.chars().next().filter(|&c| is_plain_mark(c)) {
            out.mark(mark);
            fresh = false;
            at += mark.len_utf8();
            continue;
        }
        let starts = fresh || !place.before.ends_with(is_word);
        let found = Some(&place)
            .filter(|_| starts)
            .and_then(|place| own_word(place, own))
            .or_else(|| {
                RULES
                    .iter()
                    .filter(|_| starts || !place.rest.starts_with(is_word))
                    .find_map(|rule| rule(&place).filter(|found| found.0 > 0))
            });
        fresh = found.is_some();
        if let Some((length, words)) = found {
            out.say(&words);
            at += length;
        } else if place.rest.starts_with(is_word) {
            let word = place.word();
            match quantity::mixed(word).or_else(|| quantity::digits(word)) {
                Some(words) => out.say(&words),
                None => out.copy(word),
            }
            at += word.len();
        } else {
            let mark = place.rest.chars().next().unwrap_or_default();
            out.mark(mark);
            at += mark.len_utf8();
        }
    }
    out.0
}

/// Marks that no rule begins with.
fn is_plain_mark(c: char) -> bool {
    matches!(
        c,
        ' ' | '\n' | ',' | '.' | ';' | ':' | '!' | '?' | '“' | '”' | '"' | ')'
    )
}

fn own_word(place: &Place, own: &[(&str, &str)]) -> Spoken {
    own.iter()
        .filter(|(written, _)| {
            place
                .rest
                .strip_prefix(written)
                .is_some_and(|rest| written.ends_with('.') || !rest.starts_with(is_word))
                && !written.is_empty()
        })
        .max_by_key(|(written, _)| written.len())
        .map(|&(written, spoken)| (written.len(), spoken.to_owned()))
}

/// The words said so far, kept well spaced, and whether the last of them replaced something.
struct Voice(String, bool);

impl Voice {
    /// Adds words that replace something, with a capital at the start of a sentence.
    fn say(&mut self, words: &str) {
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        if words.starts_with([',', '.']) {
            self.0.truncate(self.0.trim_end_matches(' ').len());
        } else {
            self.space();
        }
        self.1 = true;
        let starts = self.starts_sentence();
        let mut chars = words.chars();
        match chars.next() {
            Some(c) if starts => {
                self.0.extend(c.to_uppercase());
                self.0.push_str(chars.as_str());
            }
            _ => self.0.push_str(words),
        }
    }

    /// Adds a word as it stands.
    fn copy(&mut self, word: &str) {
        if self.1 {
            self.space();
        }
        self.0.push_str(word);
        self.1 = false;
    }

    /// Whether the next word begins a sentence, quotation or list item.
    fn starts_sentence(&self) -> bool {
        let line = self.0.rsplit('\n').next().unwrap_or_default().trim();
        let said = line.trim_end_matches(['“', '(', '‘']).trim_end();
        said.is_empty() || said.ends_with(['.', '!', '?', '…']) || matches!(said, "-" | "–")
    }

    /// Adds a mark or a space, no two spaces together and none before a comma or full stop.
    fn mark(&mut self, mark: char) {
        self.1 = false;
        let space = mark == ' ' || mark == '\u{A0}' || mark == '\u{202F}';
        if space {
            if !self.0.is_empty() && !self.0.ends_with(char::is_whitespace) {
                self.0.push(' ');
            }
            return;
        }
        if matches!(mark, ',' | '.' | ';' | '\n') {
            self.0.truncate(self.0.trim_end_matches(' ').len());
            // "…, ngày" after a dropped word, "v.v.." after an abbreviation.
            if matches!(mark, ',' | '.') && self.0.ends_with([',', '.']) {
                return;
            }
        }
        self.0.push(mark);
    }

    /// A space, if a word would otherwise grow together with the one before.
    fn space(&mut self) {
        if self
            .0
            .ends_with(|c: char| is_word(c) || matches!(c, ',' | ';' | '.'))
        {
            self.0.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_sites_own_abbreviations() {
        let own = [("KTX", "khu tập thể"), ("AGI", "An Giang")];
        assert_eq!(
            speak_with("KTX AGI, AGIS", &own),
            "Khu tập thể An Giang, AGIS"
        );
    }

    #[test]
    fn keeps_the_shape_of_the_text() {
        let text = "Kính thưa quý vị!\n\nHôm nay “vui”: hết.";
        assert_eq!(speak(text), text);
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC*", like in "[0-9/.,:hđ%–\\-@ a-dA-DĐQX₫+()\n]{0,40}") {
            let _ = speak(&text);
            let _ = speak(&like);
        }

        #[test]
        fn leaves_no_digit(like in "[0-9/.,:%–\\-mkgđNĐCP ]{0,30}") {
            prop_assert!(!speak(&like).contains(|c: char| c.is_ascii_digit()), "{}", speak(&like));
        }
    }
}
