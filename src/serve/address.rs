//! From the path of a request to a route.

/// The route that a path asks for: percent-decoded, without the leading slash, `index.html` added to folders. `None`
/// for paths that no browser sends in good faith: `..`, NUL and other control characters, backslashes, encoded slashes,
/// broken encoding.
pub fn route(path: &str) -> Option<String> {
    let path = path.strip_prefix('/')?;
    let mut decoded = Vec::with_capacity(path.len() + 10);
    let mut rest = path.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        rest = tail;
        if first != b'%' {
            decoded.push(first);
            continue;
        }
        let (hex, tail) = rest.split_at_checked(2)?;
        let digits = std::str::from_utf8(hex)
            .ok()
            .filter(|h| h.bytes().all(|b| b.is_ascii_hexdigit()))?;
        match u8::from_str_radix(digits, 16).ok()? {
            b'/' | b'\\' => return None,
            byte => decoded.push(byte),
        }
        rest = tail;
    }
    let mut route = String::from_utf8(decoded).ok()?;
    let sound = !route.contains('\\')
        && !route.chars().any(char::is_control)
        && !route.contains("//")
        && !route.starts_with('/')
        && route.split('/').all(|part| part != "." && part != "..");
    if !sound {
        return None;
    }
    if route.is_empty() || route.ends_with('/') {
        route.push_str("index.html");
    }
    Some(route)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folders_and_encoded_names_find_their_file() {
        for (path, want) in [
            ("/", "index.html"),
            ("/tai-lieu/", "tai-lieu/index.html"),
            ("/tai-lieu/a.html", "tai-lieu/a.html"),
            ("/km/%E1%9E%91.html", "km/ទ.html"),
            ("/a%20b.pdf", "a b.pdf"),
        ] {
            assert_eq!(route(path).as_deref(), Some(want), "{path}");
        }
    }

    #[test]
    fn ways_out_are_refused() {
        for path in [
            "/../etc/passwd",
            "/a/../../b",
            "/%2e%2e/a",
            "/%2E%2e%2fa",
            "/a%2fb",
            "/a%5c..%5cb",
            "/a\\b",
            "/a%00.html",
            "/a%0d%0aSet-Cookie:x",
            "/%",
            "/%zz",
            "/%+1",
            "/%c3",
            "//a.vn/x",
            "/a//b",
            "/./a",
            "a",
            "*",
            "",
        ] {
            assert_eq!(route(path), None, "{path}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_let_in_stays_inside(path in "/[ -~]{0,40}") {
            if let Some(route) = route(&path) {
                prop_assert!(!route.split('/').any(|p| p == ".." || p == "." || p.is_empty()));
                prop_assert!(!route.contains('\\') && !route.starts_with('/'));
            }
        }
    }
}
