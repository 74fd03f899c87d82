//! What a link written in an entry leads to.

use super::{EntryId, Route, Site, Withheld};
use crate::content::Entry;
use crate::text::normalize::nfc;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Another entry's page, perhaps at a heading.
    Entry(EntryId, String),
    /// A heading of the same page.
    Heading(String),
    /// A file below `content/`, by its path, perhaps at a place in it, as written (`#page=2`).
    File(String, String),
    /// Another site, an e-mail address, a telephone number.
    External,
}

/// Why a link leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkFault {
    /// No entry or file of that path: the path that was looked for.
    Missing(String),
    /// The entry exists but is not published.
    Withheld(String, Withheld),
    /// The entry has no such heading: entry and heading.
    NoHeading(EntryId, String),
    /// The path leaves the content folder.
    Outside,
    /// An absolute path, which would break on a subpath or from disk.
    Absolute,
}

impl Site {
    /// Resolves a link written in `entry`. `is_file` tells whether a file of that path exists below the project.
    ///
    /// # Errors
    /// Says why it leads nowhere.
    pub fn resolve(
        &self,
        entry: &Entry,
        target: &str,
        is_file: &dyn Fn(&str) -> bool,
    ) -> Result<Target, LinkFault> {
        if leaves(target) {
            return Ok(Target::External);
        }
        let (path, place) = target.split_once('#').unwrap_or((target, ""));
        let heading = decode(place);
        if path.is_empty() {
            let known = heading.is_empty() || has_heading(entry, &heading);
            return if known {
                Ok(Target::Heading(heading.into_owned()))
            } else {
                Err(self.no_heading(entry, heading.into_owned()))
            };
        }
        if path.starts_with('/') {
            return Err(LinkFault::Absolute);
        }
        let wanted = path_of(&entry.file, target)
            .filter(|path| path.starts_with("content/"))
            .ok_or(LinkFault::Outside)?;
        let wanted = if wanted.ends_with('/') {
            format!("{wanted}_index.md")
        } else {
            wanted
        };
        if let Some(id) = self.by_file(&wanted) {
            let known = heading.is_empty() || has_heading(self.entry(id), &heading);
            return if known {
                Ok(Target::Entry(id, heading.into_owned()))
            } else {
                Err(LinkFault::NoHeading(id, heading.into_owned()))
            };
        }
        if let Some(at) = self.tables.withheld_files.get(wanted.as_str()) {
            return Err(LinkFault::Withheld(wanted, self.withheld[*at].1));
        }
        if !wanted.ends_with(".md") && is_file(&wanted) {
            return Ok(Target::File(wanted, place.to_owned()));
        }
        Err(LinkFault::Missing(wanted))
    }

    fn no_heading(&self, entry: &Entry, heading: String) -> LinkFault {
        match self.by_file(&entry.file) {
            Some(id) => LinkFault::NoHeading(id, heading),
            None => LinkFault::Missing(heading),
        }
    }

    /// The route of a file below `content/` that is published as it is: its path, each part made fit for addresses.
    pub fn file_route(path: &str) -> Route {
        let below = path.strip_prefix("content/").unwrap_or(path);
        let mut out = String::new();
        for (i, part) in below.split('/').enumerate() {
            if i > 0 {
                out.push('/');
            }
            let (stem, ext) = part.rsplit_once('.').unwrap_or((part, ""));
            let slug = crate::text::slug::slugify(stem);
            out.push_str(if slug.is_empty() { stem } else { &slug });
            if !ext.is_empty() {
                out.push('.');
                out.push_str(&ext.to_ascii_lowercase());
            }
        }
        Route::new(out)
    }
}

/// Whether the page of an entry has an element of that id that links may lead to.
fn has_heading(entry: &Entry, id: &str) -> bool {
    entry.doc.toc.iter().any(|h| h.id == id) || id.starts_with("fn-") || id.starts_with("fnref-")
}

/// Whether a link names its own scheme (`https:`, `mailto:`, `tel:`).
fn has_scheme(target: &str) -> bool {
    let bytes = target.as_bytes();
    let of_scheme = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.');
    let end = bytes.iter().position(|b| !of_scheme(b));
    // A single letter is a drive.
    end.is_some_and(|end| end > 1 && bytes.get(end) == Some(&b':'))
        && bytes.first().is_some_and(u8::is_ascii_alphabetic)
}

/// Whether a link leads to another site, a mailbox, a telephone.
pub(crate) fn leaves(target: &str) -> bool {
    has_scheme(target) || target.starts_with("//")
}

/// The path, relative to the project, of what a link in the file `from` names: without its place and query, its
/// percent-encoding undone. `None` for what leads to another site or climbs out.
pub(crate) fn path_of(from: &str, target: &str) -> Option<String> {
    if leaves(target) {
        return None;
    }
    join(from, &decode(parted(target).0))
}

/// A path, and the query or the place in the page that follows it, with its sign.
pub(crate) fn parted(target: &str) -> (&str, &str) {
    let end = target.bytes().position(|b| matches!(b, b'#' | b'?'));
    target.split_at(end.unwrap_or(target.len()))
}

/// The path `target` seen from the file `from`, both relative to the project; `None` when it climbs out.
pub(crate) fn join(from: &str, target: &str) -> Option<String> {
    let folder = &from[..from.rfind('/').unwrap_or(0)];
    let mut out = String::with_capacity(folder.len() + target.len() + 1);
    out.push_str(folder);
    let mut rest = Some(target);
    while let Some(parts) = rest {
        let end = parts.bytes().position(|b| b == b'/');
        rest = end.map(|end| &parts[end + 1..]);
        match &parts[..end.unwrap_or(parts.len())] {
            "." | "" => {}
            ".." if out.is_empty() => return None,
            ".." => out.truncate(out.rfind('/').unwrap_or(0)),
            name => {
                if !out.is_empty() {
                    out.push('/');
                }
                out.push_str(name);
            }
        }
    }
    if target.ends_with('/') {
        out.push('/');
    }
    Some(out)
}

/// Undoes percent-encoding where it is valid UTF-8, else leaves the text as it is; and composes marks (NFC).
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.as_bytes().contains(&b'%') {
        return Cow::Borrowed(text);
    }
    match percent_decode_str(text).decode_utf8() {
        Ok(Cow::Borrowed(plain)) => nfc(plain),
        Ok(Cow::Owned(decoded)) => Cow::Owned(nfc(&decoded).into_owned()),
        Err(_) => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_told_from_file_names() {
        for (target, want) in [
            ("https://a.vn", true),
            ("mailto:a@b.vn", true),
            ("tel:0296", true),
            ("a/b:c.md", false),
            ("c:b", false),
        ] {
            assert_eq!(has_scheme(target), want, "{target}");
        }
    }

    #[test]
    fn paths_are_joined_and_may_not_climb_out() {
        assert_eq!(
            join("content/tai-lieu/a.md", "../don-vi/b.md").as_deref(),
            Some("content/don-vi/b.md")
        );
        assert_eq!(join("content/a.md", "./b/").as_deref(), Some("content/b/"));
        assert_eq!(join("content/a.md", "../../x"), None);
        for (target, want) in [
            ("b.pdf?x#y", Some("content/b.pdf")),
            ("b.pdf#x?y", Some("content/b.pdf")),
            ("b%23c.pdf", Some("content/b#c.pdf")),
            ("mau%20don.pdf", Some("content/mau don.pdf")),
            ("./c/../b.pdf", Some("content/b.pdf")),
            ("//h/x", None),
            ("mailto:a@b.vn", None),
            ("../../x", None),
        ] {
            assert_eq!(path_of("content/a.md", target).as_deref(), want, "{target}");
        }
        assert_eq!(decode("t%C3%A0i%20li%E1%BB%87u"), "tài liệu");
        assert_eq!(decode("100%"), "100%");
    }
}
