//! The hashes in a page's Content-Security-Policy (CSP level 3, 2.3.1). A template writes `<script{{ csp_mark() }}>` or
//! `<style{{ csp_mark() }}>` for what it puts into the page, and `{{ csp_hashes() }}` where its policy names what may run.
//! When the page stands, the marks give way to nothing and the place to the hashes of just those elements. A script that
//! comes into the page by any other way has no mark, so browsers refuse it.

use memchr::memmem::{Finder, find};
use sha2::{Digest, Sha256};

/// The policy is named within so many bytes of a page's beginning: before anything that it is to watch over.
const REACH: usize = 2048;

/// Marks of one theme. They are long, differ with every theme, and never reach a reader.
#[derive(Clone, Debug)]
pub(super) struct Seal {
    mark: String,
    place: String,
    marks: Finder<'static>,
    places: Finder<'static>,
}

impl Seal {
    /// For the theme of a hash.
    pub fn new(theme: u128) -> Self {
        let key = blake3::derive_key("satcoso content security policy", &theme.to_le_bytes());
        let key = blake3::Hash::from_bytes(key).to_hex();
        let (mark, place) = (format!(" nonce=\"{key}\""), format!("{key}-hashes"));
        Self {
            marks: Finder::new(&mark).into_owned(),
            places: Finder::new(&place).into_owned(),
            mark,
            place,
        }
    }

    /// What stands in the tag of an element that may run or style.
    pub fn mark(&self) -> &str {
        &self.mark
    }

    /// What stands in the policy.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// Puts the hashes into a page that was rendered from byte `from` on. What names no policy stays as it is.
    pub fn close(&self, out: &mut Vec<u8>, from: usize) {
        let page = out.get(from..).unwrap_or_default();
        let head = page.get(..page.len().min(REACH)).unwrap_or_default();
        let Some(at) = self.places.find(head) else {
            return;
        };
        let mut hashes: Vec<String> = Vec::new();
        let mut rest = Vec::with_capacity(page.len());
        let mut left = page.get(at + self.place.len()..).unwrap_or_default();
        while let Some(marked) = self.marks.find(left) {
            rest.extend_from_slice(left.get(..marked).unwrap_or_default());
            left = left.get(marked + self.mark.len()..).unwrap_or_default();
            if let Some(hash) = body(left).map(hash)
                && !hashes.contains(&hash)
            {
                hashes.push(hash);
            }
        }
        rest.extend_from_slice(left);
        out.truncate(from + at);
        out.extend_from_slice(hashes.join(" ").as_bytes());
        out.extend_from_slice(&rest);
    }
}

/// What is inside an element whose opening tag goes on with `rest`. Scripts and styles hold no other elements.
fn body(rest: &[u8]) -> Option<&[u8]> {
    let start = rest.iter().position(|b| *b == b'>')? + 1;
    let rest = rest.get(start..)?;
    rest.get(..find(rest, b"</")?)
}

fn hash(body: &[u8]) -> String {
    let mut out = String::from("'sha256-");
    base64(&Sha256::digest(body), &mut out);
    out.push('\'');
    out
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8], out: &mut String) {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for three in bytes.chunks(3) {
        let number = (0..3).fold(0u32, |n, i| {
            n << 8 | u32::from(three.get(i).copied().unwrap_or(0))
        });
        for i in 0..4 {
            let letter = LETTERS.get((number >> (18 - 6 * i) & 63) as usize).copied();
            out.push(letter.filter(|_| i <= three.len()).map_or('=', char::from));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_names_what_the_template_marked_and_nothing_else() {
        let seal = Seal::new(7);
        let (mark, place) = (seal.mark(), seal.place());
        let mut page = format!(
            "before<meta content=\"script-src {place}\"><style{mark}>a{{}}</style><script>evil()</script><script{mark} defer>go()</script>"
        )
        .into_bytes();
        seal.close(&mut page, 6);
        // Hashes by `openssl dgst -sha256 -binary | base64`.
        assert_eq!(
            String::from_utf8(page).unwrap(),
            "before<meta content=\"script-src STYLE SCRIPT\"><style>a{}</style><script>evil()</script><script defer>go()</script>"
                .replace("STYLE", &hash(b"a{}"))
                .replace("SCRIPT", &hash(b"go()"))
        );
        assert_eq!(
            hash(b""),
            "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
        );
        let mut page = b"<p>x".to_vec();
        seal.close(&mut page, 0);
        assert_eq!(page, b"<p>x");
    }

    #[test]
    fn base64_as_the_rfc_has_it() {
        for (text, want) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            let mut out = String::new();
            base64(text.as_bytes(), &mut out);
            assert_eq!(out, want);
        }
    }
}
