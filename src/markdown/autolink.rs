//! Addresses written without any markup, after GitHub's “extended autolinks”, less e-mail addresses.

use std::ops::Range;

/// Where `://` and `www.` stand in a text, in order; nearly always nowhere, so that nothing more need be looked at.
pub(super) fn marks(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let follows =
        |at: usize, what: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(what));
    memchr::memchr2_iter(b':', b'w', bytes)
        .filter(|&at| follows(at, b"://") || follows(at, b"www."))
        .collect()
}

/// The first address in a text at or after `from`. `before` is the character before the text.
pub(super) fn first(text: &str, from: usize, before: Option<char>) -> Option<Range<usize>> {
    let mut at = from;
    while let Some(found) = text
        .get(at..)
        .and_then(|rest| rest.find(['h', 'H', 'w']))
        .map(|i| at + i)
    {
        at = found + 1;
        let rest = text.get(found..).unwrap_or_default();
        let Some(host) = scheme_length(rest).and_then(|n| rest.get(n..)) else {
            continue;
        };
        let previous = text
            .get(..found)
            .and_then(|t| t.chars().next_back())
            .or(before);
        if previous.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '@' | ':' | '.' | '-'))
        {
            continue;
        }
        if !host.starts_with(|c: char| c.is_alphanumeric() || c == '[') {
            continue;
        }
        let length = trimmed(rest, rest.find(ends_address).unwrap_or(rest.len()));
        let scheme = rest.len() - host.len();
        let named = rest
            .get(scheme..length)
            .is_some_and(|host| scheme > 4 || host.contains('.'));
        if length > scheme && named {
            return Some(found..found + length);
        }
    }
    None
}

/// What a browser is told to open.
pub(super) fn target(address: &str) -> String {
    if address.starts_with("www.") {
        format!("https://{address}")
    } else {
        address.to_owned()
    }
}

fn scheme_length(text: &str) -> Option<usize> {
    if text.starts_with("www.") {
        return Some(4);
    }
    ["https://", "http://"].into_iter().find_map(|scheme| {
        text.get(..scheme.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(scheme))
            .then_some(scheme.len())
    })
}

fn ends_address(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '<' | '>' | '"' | '“' | '”' | '„' | '‘' | '’' | '«' | '»' | '|' | '`'
        )
}

/// Leaves out punctuation at the end that belongs to the sentence; a closing parenthesis stays when it has its opening
/// one within the address.
fn trimmed(text: &str, mut end: usize) -> usize {
    let address = text.get(..end).unwrap_or_default();
    let mut open = address.matches('(').count() as isize - address.matches(')').count() as isize;
    for c in address.chars().rev() {
        match c {
            ')' if open < 0 => open += 1,
            '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | ']' | '…' => {}
            _ => break,
        }
        end -= c.len_utf8();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_addresses() {
        for (text, want) in [
            (
                "xem https://congdoan.vn/tin?a=1&b=2.",
                Some("https://congdoan.vn/tin?a=1&b=2"),
            ),
            ("(www.congdoan.vn)", Some("www.congdoan.vn")),
            (
                "https://vi.wikipedia.org/wiki/Long_Xuy%C3%AAn_(th%C3%A0nh)",
                Some("https://vi.wikipedia.org/wiki/Long_Xuy%C3%AAn_(th%C3%A0nh)"),
            ),
            ("“https://a.vn”, rồi", Some("https://a.vn")),
            ("HTTP://A.VN!", Some("HTTP://A.VN")),
            (
                "https://tiếng-việt.vn/đường…",
                Some("https://tiếng-việt.vn/đường"),
            ),
            ("http://", None),
            ("https://, www.", None),
            ("www.vn a.b", None),
            ("xhttp://a.vn", None),
            ("whttps https://b.vn", Some("https://b.vn")),
        ] {
            assert_eq!(first(text, 0, None).map(|r| &text[r]), want, "{text}");
        }
        assert_eq!(first("www.a.vn", 0, Some('@')), None);
    }

    #[test]
    fn marks_in_order() {
        assert_eq!(marks("www.a http://b ww c: www.d"), [0, 10, 21]);
        assert_eq!(marks("không có gì: cả"), Vec::<usize>::new());
    }
}
