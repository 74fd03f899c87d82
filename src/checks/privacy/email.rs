//! E-mail addresses.

use super::Hit;

/// All e-mail addresses of a text.
pub(super) fn find(text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, _) in text.match_indices('@') {
        let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
        let before = text.get(..at).unwrap_or("");
        let after = text.get(at + 1..).unwrap_or("");
        let start = before.trim_end_matches(name).len();
        let host = after.len()
            - after
                .trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
                .len();
        let host = after.get(..host).unwrap_or("").trim_end_matches(['.', '-']);
        let whole = host.split('.').count() >= 2 && host.split('.').all(|p| !p.is_empty());
        if start < at && whole {
            hits.push(Hit {
                code: "D005",
                at: start..at + 1 + host.len(),
            });
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for (text, want) in [
            ("gửi thư tới hanh.vo@vidu.vn.", Some("hanh.vo@vidu.vn")),
            ("mailto:a@b.example?subject=x", Some("a@b.example")),
            ("a @ b", None),
            ("@congdoan", None),
            ("a@b", None),
        ] {
            let found = find(text).first().map(|h| &text[h.at.clone()]);
            assert_eq!(found, want, "{text}");
        }
    }
}
