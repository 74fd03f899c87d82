//! Hashtags: made of tags, without marks, and what makes one invalid.
//!
//! Letters, digits and underscores, not digits alone, no `&` (Meta's help pages, FACTS §5).

use crate::text::letter;

/// Hashtags made of an entry's tags at most; the page's own come on top.
pub(super) const FROM_TAGS: usize = 3;

/// The hashtag of a tag, without `#`: `an toàn lao động` → `AnToanLaoDong`. `None` where nothing fit remains.
pub(super) fn of_tag(tag: &str) -> Option<String> {
    let mut out = String::new();
    for word in tag.split(|c: char| !(c.is_alphanumeric() || is_mark(c))) {
        let mut first = true;
        for c in word.chars() {
            let plain = letter::ascii(c).map(|small| {
                if c.is_uppercase() || first {
                    small.to_ascii_uppercase()
                } else {
                    small
                }
            });
            match plain {
                Some(c) => out.push(c),
                // Marks of Latin letters go; signs of other alphabets (Khmer vowels) belong to them.
                None if letter::is_latin_mark(c) => continue,
                None => out.push(c),
            }
            first = false;
        }
    }
    is_valid(&out).then_some(out)
}

/// Combining signs: of Latin letters in NFD, of Khmer.
fn is_mark(c: char) -> bool {
    letter::is_latin_mark(c) || is_khmer_letter(c)
}

/// Khmer letters and vowels, without punctuation and currency (U+17D4–17DB).
fn is_khmer_letter(c: char) -> bool {
    letter::is_khmer(c) && !matches!(c, '\u{17D4}'..='\u{17DB}')
}

/// Whether Facebook takes it for a hashtag. Without `#`.
pub(super) fn is_valid(tag: &str) -> bool {
    !tag.is_empty()
        && tag
            .chars()
            .all(|c| c.is_alphanumeric() || c == '_' || is_khmer_letter(c))
        && !tag.chars().all(|c| c.is_ascii_digit())
}

/// The first three of the tags', then the page's own, without repeats (capitals make no difference to Facebook).
pub(super) fn collect(chosen: impl Iterator<Item = String>, own: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for tag in chosen.chain(own.iter().cloned()) {
        if !out.iter().any(|t| t.to_lowercase() == tag.to_lowercase()) {
            out.push(tag);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_become_hashtags() {
        for (tag, want) in [
            ("an toàn lao động", Some("AnToanLaoDong")),
            ("tiền lương", Some("TienLuong")),
            ("Đối thoại", Some("DoiThoai")),
            ("CĐCS vững mạnh", Some("CDCSVungManh")),
            (
                "“Lao động giỏi, Lao động sáng tạo”",
                Some("LaoDongGioiLaoDongSangTao"),
            ),
            ("Tết 2026", Some("Tet2026")),
            ("safety & health", Some("SafetyHealth")),
            ("សហជីព កម្មករ", Some("សហជីពកម្មករ")),
            ("a\u{302}n toa\u{300}n", Some("AnToan")),
            ("2026", None),
            ("&", None),
            ("", None),
        ] {
            assert_eq!(of_tag(tag).as_deref(), want, "{tag}");
        }
    }

    #[test]
    fn the_pages_own_come_last_and_once() {
        let own = ["CongDoanAnGiang".to_owned()];
        let chosen = ["TienLuong", "congdoanangiang"].map(str::to_owned);
        assert_eq!(
            collect(chosen.into_iter(), &own),
            ["TienLuong", "congdoanangiang"]
        );
    }
}
