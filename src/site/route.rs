use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// The path of a made file below the output folder, without a leading slash: `tai-lieu/ten-bai.html`. A site is a
/// function from these to bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Route(Arc<str>);

impl Route {
    /// A route from its path.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        Self(path.into())
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path as a web server shows it: without a final `index.html`.
    pub fn pretty(&self) -> &str {
        match self.0.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => &self.0,
        }
    }

    /// Whether a computer with Windows can hold a file of this path: no part has the name of a device (`con`, `aux`, also
    /// with an ending) or a character that Windows has other uses for, or ends in a dot or space (Microsoft, “Naming
    /// Files, Paths, and Namespaces”).
    pub fn works_on_windows(&self) -> bool {
        self.0.split('/').all(|part| {
            let stem = part.split('.').next().unwrap_or_default().trim_end();
            let device = match stem.len() {
                3 => ["con", "prn", "aux", "nul"]
                    .iter()
                    .any(|d| stem.eq_ignore_ascii_case(d)),
                4 => {
                    let port = stem.get(..3).unwrap_or_default();
                    stem.ends_with(|c: char| c.is_ascii_digit() && c != '0')
                        && ["com", "lpt"].iter().any(|d| port.eq_ignore_ascii_case(d))
                }
                _ => false,
            };
            let odd =
                |c: char| matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\') || c < ' ';
            !device && !part.ends_with(['.', ' ']) && !part.contains(odd)
        })
    }

    /// The reference to this route from a page at `from`: relative, naming a file, percent-encoded where needed.
    pub fn relative_to(&self, from: &Route) -> String {
        relative(&from.0, &self.0)
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", self.0)
    }
}

/// The relative reference from the page `from` to the file `to`, both paths below the site's root.
pub fn relative(from: &str, to: &str) -> String {
    let folder = &from[..from.rfind('/').map_or(0, |i| i + 1)];
    let mut common = 0;
    for (i, (a, b)) in folder.bytes().zip(to.bytes()).enumerate() {
        if a != b {
            break;
        }
        if a == b'/' {
            common = i + 1;
        }
    }
    let ups = folder[common..].bytes().filter(|b| *b == b'/').count();
    let rest = &to[common..];
    let mut out = String::with_capacity(ups * 3 + rest.len() + 2);
    for _ in 0..ups {
        out.push_str("../");
    }
    let mut first = rest.bytes().take_while(|b| *b != b'/');
    if ups == 0 && first.any(|b| b == b':') {
        out.push_str("./");
    }
    encode(rest, &mut out);
    out
}

/// Percent-encodes what RFC 3986 does not allow in a path; `/` stays.
pub fn encode(path: &str, out: &mut String) {
    if path.bytes().all(|b| PLAIN[usize::from(b)]) {
        out.push_str(path);
    } else {
        out.extend(utf8_percent_encode(path, ENCODED));
    }
}

/// Adds a place in the page or file to an address, if there is one: `#`, and what may not stand behind it percent-encoded
/// (WHATWG URL, “fragment percent-encode set”); what is encoded already stays so.
pub fn push_place(place: &str, address: &mut String) {
    if !place.is_empty() {
        address.push('#');
        address.extend(utf8_percent_encode(place, NOT_IN_PLACES));
    }
}

const NOT_IN_PLACES: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`');

/// The bytes that nearly all paths are made of, none of which is encoded.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut b = 0;
    while b < 256 {
        plain[b] = (b as u8).is_ascii_alphanumeric() || matches!(b as u8, b'-' | b'.' | b'/');
        b += 1;
    }
    plain
};

/// All but the unreserved characters, `/` and what may stand in a path's part (RFC 3986, 3.3); `&` and `'` are encoded, so
/// that a reference needs no escaping in HTML.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/')
    .remove(b'!')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@');

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_windows_cannot_keep() {
        for path in [
            "con.html",
            "a/AUX.tar.gz",
            "nul",
            "com1.html",
            "a:b",
            "a./b",
            "a /b",
            "x?.html",
        ] {
            assert!(!Route::new(path).works_on_windows(), "{path}");
        }
        for path in [
            "con-duong.html",
            "com0.html",
            "tai-lieu/index.html",
            "aux-1.html",
            "công đoàn.pdf",
            "com.html",
        ] {
            assert!(Route::new(path).works_on_windows(), "{path}");
        }
    }

    #[test]
    fn references_are_relative_and_name_a_file() {
        for (from, to, want) in [
            ("index.html", "tai-lieu/a.html", "tai-lieu/a.html"),
            ("tai-lieu/a.html", "tai-lieu/b.html", "b.html"),
            ("tai-lieu/a.html", "index.html", "../index.html"),
            ("tai-lieu/a.html", "tai-nan/b.html", "../tai-nan/b.html"),
            ("a/b/c/d.html", "a/x/y.css", "../../x/y.css"),
            ("a.html", "a.html", "a.html"),
            (
                "en/a.html",
                "km/ទំព័រ.html",
                "../km/%E1%9E%91%E1%9F%86%E1%9E%96%E1%9F%90%E1%9E%9A.html",
            ),
            ("a.html", "b:c.html", "./b:c.html"),
        ] {
            assert_eq!(relative(from, to), want, "{from} → {to}");
        }
    }

    #[test]
    fn places_in_files_keep_what_may_stand_there() {
        for (place, want) in [
            ("page=2&view=fit", "page=2&view=fit"),
            ("tìm kiếm", "t%C3%ACm%20ki%E1%BA%BFm"),
            ("a%20b", "a%20b"),
            ("<\"`>", "%3C%22%60%3E"),
        ] {
            let mut out = String::new();
            push_place(place, &mut out);
            assert_eq!(out, format!("#{want}"));
        }
        let mut out = "a.pdf".to_owned();
        push_place("", &mut out);
        assert_eq!(out, "a.pdf");
    }

    #[test]
    fn a_server_shows_folders_without_index() {
        assert_eq!(Route::new("tai-lieu/index.html").pretty(), "tai-lieu/");
        assert_eq!(Route::new("index.html").pretty(), "");
        assert_eq!(Route::new("xindex.html").pretty(), "xindex.html");
    }
}
