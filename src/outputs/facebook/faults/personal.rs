//! Personal data in a post: telephone numbers, numbers of identity cards, e-mail addresses that nobody has allowed.

use crate::config::SiteConfig;
use crate::content::Entry;
use crate::diagnostics::{Diagnostic, Diags};
use crate::outputs::facebook::piece::Piece;
use std::collections::BTreeSet;

/// What a run of signs is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::outputs::facebook) enum Kind {
    /// A telephone number.
    Phone,
    /// The number of an identity card: 12 digits, or 9 of the older card (Luật Căn cước 2023).
    Identity,
    /// An e-mail address.
    Email,
}

/// What may be named: the site's contacts, `allowed_contacts`, the entry's own contact and its `allow`.
pub(in crate::outputs::facebook) struct Allowed(BTreeSet<String>);

impl Allowed {
    /// For an entry.
    pub fn of(config: &SiteConfig, entry: &Entry) -> Self {
        let contacts = &config.contacts;
        let all = [&contacts.phone, &contacts.zalo, &contacts.email];
        let all = all
            .into_iter()
            .chain(&config.allowed_contacts)
            .chain(&entry.front.allow);
        let own = entry.front.common.contact.as_map();
        let own = own
            .into_iter()
            .flat_map(|map| map.iter().filter_map(|(_, v)| v.as_str()));
        Self(all.map(|text| bare(text)).chain(own.map(bare)).collect())
    }

    fn has(&self, found: &str) -> bool {
        self.0.contains(&bare(found))
    }
}

/// A number as its digits, from 0; an address in small letters.
fn bare(text: &str) -> String {
    if text.contains('@') {
        return text.trim().to_lowercase();
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix("84").filter(|rest| rest.len() >= 9) {
        Some(rest) => format!("0{rest}"),
        None => digits,
    }
}

/// Looks at the pieces of a text.
pub(in crate::outputs::facebook) fn check(
    entry: &Entry,
    allowed: &Allowed,
    pieces: &[Piece],
    out: &mut Diags,
) {
    for piece in pieces {
        for (kind, found) in find(&piece.text) {
            if allowed.has(found) {
                continue;
            }
            let (code, vi, en) = match kind {
                Kind::Phone => ("P020", "Số điện thoại", "The telephone number"),
                Kind::Identity => ("P021", "Số giấy tờ", "The identity number"),
                Kind::Email => ("P022", "Địa chỉ thư", "The e-mail address"),
            };
            let diagnostic = Diagnostic::error(
                code,
                piece.span(entry, found),
                format!(
                    "{vi} “{found}” chưa được phép đăng công khai. Nếu người đó đồng ý, thêm vào “allow” của bài hoặc “allowed_contacts” trong site.yaml."
                ),
                format!(
                    "{en} “{found}” is not allowed in public. If its owner agrees, add it to the entry's “allow” or to “allowed_contacts” in site.yaml."
                ),
            );
            out.push(match kind {
                // Nobody should publish one: no correction invites to.
                Kind::Identity => diagnostic,
                _ => diagnostic.with_fix(format!("allow: [\"{found}\"]")),
            });
        }
    }
}

/// All personal data of a text.
pub(in crate::outputs::facebook) fn find(text: &str) -> Vec<(Kind, &str)> {
    let mut out = emails(text);
    out.extend(numbers(text));
    out
}

fn emails(text: &str) -> Vec<(Kind, &str)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%');
    let mut out = Vec::new();
    for (at, _) in text.match_indices('@') {
        let before = text.get(..at).unwrap_or("");
        let after = text.get(at + 1..).unwrap_or("");
        let name = before.len() - before.trim_end_matches(is_part).len();
        let host = after.len() - after.trim_start_matches(is_part).len();
        let host = after.get(..host).unwrap_or("").trim_end_matches(['.', '-']);
        if name > 0 && host.contains('.') {
            out.extend(
                text.get(at - name..at + 1 + host.len())
                    .map(|found| (Kind::Email, found)),
            );
        }
    }
    out
}

/// Runs of digits, with what people put between them.
fn numbers(text: &str) -> Vec<(Kind, &str)> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some((start, len)) = next_run(text, from) {
        from = start + len;
        let run = text.get(start..from).unwrap_or("");
        out.extend(kind_of(run).map(|kind| (kind, run)));
    }
    out
}

/// The next run that starts with a digit or `+` and is not part of a word.
fn next_run(text: &str, from: usize) -> Option<(usize, usize)> {
    let rest = text.get(from..)?;
    let offset = rest.find(|c: char| c.is_ascii_digit())?;
    let mut start = from + offset;
    let head = text.get(..start)?;
    if let Some(plus) = head.strip_suffix("(+").or_else(|| head.strip_suffix('+')) {
        start = plus.len();
    }
    let mut end = start;
    let mut gap = 0;
    for c in text.get(start..)?.chars() {
        match c {
            '0'..='9' => {
                end += gap + 1;
                gap = 0;
            }
            // At most two signs between digits: “0296) 3”, “ - ” would be a range.
            ' ' | '.' | '-' | '(' | ')' | '+' | '\u{A0}' | '–' if gap < 3 => gap += c.len_utf8(),
            _ => break,
        }
    }
    Some((start, end.max(start + 1) - start))
}

fn kind_of(run: &str) -> Option<Kind> {
    let digits: String = run.chars().filter(char::is_ascii_digit).collect();
    let is_plain = run.len() == digits.len();
    let from_abroad = run.trim_start_matches('(').starts_with("+84");
    let national = from_abroad || digits.starts_with('0');
    let significant = if from_abroad {
        digits.len() - 1
    } else {
        digits.len()
    };
    match significant {
        // A citizen's card: 12 digits that begin with a province's code (0xx).
        12 if digits.starts_with('0') && !from_abroad && (is_plain || !is_date_like(run)) => {
            Some(Kind::Identity)
        }
        9..=11 if national && !is_date_like(run) => Some(Kind::Phone),
        8 | 10
            if (digits.starts_with("1900") || digits.starts_with("1800")) && !is_date_like(run) =>
        {
            Some(Kind::Phone)
        }
        9 if is_plain => Some(Kind::Identity),
        _ => None,
    }
}

/// Dates and grouped numbers have points or dashes at places where no number of a person has them.
fn is_date_like(run: &str) -> bool {
    let parts: Vec<&str> = run
        .split(|c: char| !c.is_ascii_digit())
        .filter(|p| !p.is_empty())
        .collect();
    let is_years = parts.len() == 2
        && parts
            .iter()
            .all(|p| p.len() == 4 && (p.starts_with("19") || p.starts_with("20")));
    let is_day = parts.len() >= 3
        && parts.iter().take(2).all(|p| p.len() <= 2)
        && parts
            .get(2)
            .is_some_and(|p| p.len() == 4 && (p.starts_with("19") || p.starts_with("20")));
    is_years || is_day
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn finds_numbers_of_people_and_no_others() {
        use Kind::{Email, Identity, Phone};
        for (text, want) in [
            ("Gọi 0912 345 678 nhé", vec![(Phone, "0912 345 678")]),
            ("ĐT: 0296.3841.190.", vec![(Phone, "0296.3841.190")]),
            ("(+84) 912-345-678", vec![(Phone, "(+84) 912-345-678")]),
            ("gọi +84912345678", vec![(Phone, "+84912345678")]),
            (
                "tổng đài 1900 6054 và 18001567",
                vec![(Phone, "1900 6054"), (Phone, "18001567")],
            ),
            ("CCCD 089201001234", vec![(Identity, "089201001234")]),
            ("CMND 351234567", vec![(Identity, "351234567")]),
            (
                "thư tới chi.lan@gmail.com.",
                vec![(Email, "chi.lan@gmail.com")],
            ),
            ("1.234.567.890 đồng", vec![]),
            ("930.000.000 đồng", vec![]),
            ("ngày 20/11/2019 và 05.03.2020", vec![]),
            ("giai đoạn 2019-2025, năm 2019 – 2020", vec![]),
            ("Nghị định 145/2020/NĐ-CP", vec![]),
            ("từ 06 giờ đến 22 giờ", vec![]),
            ("@congdoan", vec![]),
            ("112/132 ý kiến", vec![]),
        ] {
            assert_eq!(find(text), want, "{text}");
        }
    }

    #[test]
    fn the_same_number_in_other_clothes_is_allowed() {
        assert_eq!(bare("+84 912 345 678"), bare("0912.345.678"));
        assert_eq!(bare(" Chi@A.vn"), "chi@a.vn");
    }

    proptest! {
        #[test]
        fn never_panics(text in "(\\PC|[0-9+()@. –]){0,60}") {
            for (_, found) in find(&text) {
                prop_assert!(text.contains(found));
            }
        }
    }
}
