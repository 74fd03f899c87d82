//! Personal data that may stand in public: the site's contacts, and what an entry names under `allow:`.

use crate::config::SiteConfig;
use crate::content::Entry;
use crate::text::fold::fold;
use crate::yaml::Value;

/// What may be published.
pub(super) struct Allowed {
    /// Digits of numbers, `+84` as `0`.
    numbers: Vec<String>,
    /// Letters and digits of texts, folded.
    texts: Vec<String>,
}

impl Allowed {
    /// By the site and by some entries.
    pub fn of(config: &SiteConfig, entries: &[&Entry]) -> Allowed {
        let contacts = &config.contacts;
        let mut words: Vec<&str> = vec![
            &contacts.phone,
            &contacts.zalo,
            &contacts.email,
            &contacts.address,
        ];
        words.extend(config.allowed_contacts.iter().map(String::as_str));
        for entry in entries {
            words.extend(entry.front.allow.iter().map(String::as_str));
            if let Value::Map(map) = &entry.front.common.contact {
                words.extend(map.iter().filter_map(|(_, v)| v.as_str()));
            }
        }
        let words = || words.iter().filter(|w| !w.trim().is_empty());
        Allowed {
            numbers: words()
                .map(|w| digits(w))
                .filter(|d| d.len() >= 6)
                .collect(),
            texts: words().map(|w| bare(w)).filter(|b| b.len() >= 4).collect(),
        }
    }

    /// Whether a finding may stand.
    pub fn permits(&self, code: &str, words: &str) -> bool {
        match code {
            "D004" | "D005" => self.names(words),
            _ => {
                let number = digits(words);
                self.numbers.contains(&number)
            }
        }
    }

    /// Whether the words are among the texts, or part of one.
    pub fn names(&self, words: &str) -> bool {
        let words = bare(words);
        self.texts
            .iter()
            .any(|text| text.contains(&words) || words.contains(text.as_str()))
    }
}

/// The digits of a number, a leading 84 as 0.
pub(super) fn digits(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix("84") {
        Some(rest) if rest.len() >= 9 => format!("0{rest}"),
        _ => digits,
    }
}

/// Letters and digits, folded.
fn bare(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}
