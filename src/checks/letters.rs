//! Letters of other alphabets that only look like the right ones: they are not found by search, and are read out wrongly.

use super::{Check, Findings, Rule, Subject};
use crate::diagnostics::Diagnostic;
use unicode_normalization::UnicodeNormalization;

/// Look-alike letters.
pub(super) struct Letters;

impl Check for Letters {
    fn rules(&self) -> &'static [Rule] {
        const { &[Rule::warning("E012", "look-alike-letter")] }
    }

    fn entry(&self, subject: &Subject<'_>, found: &mut Findings<'_>) {
        if !(subject.survey.look_alike && found.wants("E012")) {
            return;
        }
        for passage in subject.passages() {
            for (range, word) in passage.words() {
                let Some(right) = respelled(word, subject.vietnamese) else {
                    continue;
                };
                if passage.is_code(&range) {
                    continue;
                }
                let strange: String = word.chars().filter(|c| likeness(*c).is_some()).collect();
                let place = subject.place(passage, range);
                let diagnostic = Diagnostic::warning(
                    "E012",
                    subject.span(&place),
                    format!(
                        "Chữ “{strange}” trong “{word}” là chữ của bảng chữ cái khác, chỉ giống bề ngoài: tìm kiếm sẽ không thấy. Viết “{right}”."
                    ),
                    format!(
                        "“{strange}” in “{word}” belongs to another alphabet and only looks right: search will not find it. Write “{right}”."
                    ),
                );
                found.push(subject.mend(diagnostic, &place, &right));
            }
        }
    }
}

/// The word in Latin letters, where it has some that only look Latin. Whole words of another alphabet are left alone.
fn respelled(word: &str, vietnamese: bool) -> Option<String> {
    let strange = word.chars().filter(|c| likeness(*c).is_some()).count();
    if strange == 0 {
        return None;
    }
    let latin = word.chars().any(|c| {
        c.is_ascii_alphabetic()
            || ('\u{C0}'..'\u{250}').contains(&c)
            || ('\u{1E00}'..'\u{1F00}').contains(&c)
    });
    let styled = word.chars().any(is_styled);
    // Ð is a letter of Icelandic too.
    let icelandic = word.chars().all(|c| !matches!(c, 'Ð' | 'ð')) || vietnamese;
    if !(latin || styled) || !icelandic {
        return None;
    }
    let all_known = word
        .chars()
        .all(|c| likeness(c).is_some() || !matches!(c, '\u{370}'..='\u{52F}'));
    let spelled: String = word
        .chars()
        .map(|c| likeness(c).unwrap_or(c))
        .nfc()
        .collect();
    all_known.then_some(spelled)
}

/// Full-width and mathematical letters, as “fancy text” makers give them.
fn is_styled(c: char) -> bool {
    matches!(c, '\u{FF21}'..='\u{FF5A}' | '\u{1D400}'..='\u{1D7CB}')
}

/// The Latin letter that another letter looks like.
fn likeness(c: char) -> Option<char> {
    Some(match c {
        'Ð' | 'Ɖ' => 'Đ',
        'ð' => 'đ',
        // Cyrillic.
        'А' => 'A',
        'В' => 'B',
        'С' => 'C',
        'Е' => 'E',
        'Н' => 'H',
        'І' => 'I',
        'Ј' => 'J',
        'К' => 'K',
        'М' => 'M',
        'О' => 'O',
        'Р' => 'P',
        'Ѕ' => 'S',
        'Т' => 'T',
        'Х' => 'X',
        'У' => 'Y',
        'а' => 'a',
        'с' => 'c',
        'е' => 'e',
        'і' => 'i',
        'ј' => 'j',
        'о' => 'o',
        'р' => 'p',
        'ѕ' => 's',
        'х' => 'x',
        'у' => 'y',
        // Greek.
        'Α' => 'A',
        'Β' => 'B',
        'Ε' => 'E',
        'Ζ' => 'Z',
        'Η' => 'H',
        'Ι' => 'I',
        'Κ' => 'K',
        'Μ' => 'M',
        'Ν' => 'N',
        'Ο' => 'O',
        'Ρ' => 'P',
        'Τ' => 'T',
        'Υ' => 'Y',
        'Χ' => 'X',
        'ο' => 'o',
        'ν' => 'v',
        _ if is_styled(c) => std::iter::once(c)
            .nfkc()
            .next()
            .filter(char::is_ascii_alphabetic)?,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_alikes_are_respelled_and_foreign_words_left_alone() {
        for (word, want) in [
            ("Ðoàn", Some("Đoàn")),
            ("ðoàn", Some("đoàn")),
            ("Сông", Some("Công")),
            ("cоng", Some("cong")),
            ("𝐂ông", Some("Công")),
            ("ＣＯＮＧ", Some("CONG")),
            ("Москва", None),
            ("Ελλάδα", None),
            ("công", None),
            ("смех", None),
        ] {
            assert_eq!(respelled(word, true).as_deref(), want, "{word}");
        }
        assert_eq!(respelled("Davíð", false), None);
    }
}
