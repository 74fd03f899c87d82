//! The tags and words of a page, one after the other. Pages come from templates, so their HTML is sound on the whole; what
//! is not is passed over.

/// A piece of a page.
pub(super) enum Token<'p> {
    /// A tag that opens.
    Start(Tag<'p>),
    /// The name of a tag that closes.
    End(&'p str),
    /// Words.
    Text(&'p str),
}

/// A tag with its attributes.
pub(super) struct Tag<'p> {
    /// Its name as written; templates write them small.
    pub name: &'p str,
    rest: &'p str,
}

impl<'p> Tag<'p> {
    /// Whether it has no attributes.
    pub fn is_bare(&self) -> bool {
        self.rest.is_empty()
    }

    /// An attribute's value; empty where it has none.
    pub fn attribute(&self, name: &str) -> Option<&'p str> {
        let bytes = self.rest.as_bytes();
        let from = |at: usize, stop: &dyn Fn(u8) -> bool| {
            let rest = bytes.get(at..).unwrap_or_default();
            at + rest.iter().position(|b| stop(*b)).unwrap_or(rest.len())
        };
        let mut at = 0;
        loop {
            let start = from(at, &|b| !b.is_ascii_whitespace() && b != b'/');
            let end = from(start, &|b| {
                b.is_ascii_whitespace() || matches!(b, b'=' | b'/')
            });
            let sign = from(end, &|b| !b.is_ascii_whitespace());
            let (value, next) = match bytes.get(sign) {
                Some(b'=') => {
                    let open = from(sign + 1, &|b| !b.is_ascii_whitespace());
                    match bytes.get(open) {
                        Some(quote @ (b'"' | b'\'')) => {
                            let close = from(open + 1, &|b| b == *quote);
                            (open + 1..close, close + 1)
                        }
                        _ => {
                            let close = from(open, &|b| b.is_ascii_whitespace());
                            (open..close, close)
                        }
                    }
                }
                _ => (end..end, end),
            };
            if self.rest.get(start..end) == Some(name) {
                return self.rest.get(value);
            }
            if start >= bytes.len() {
                return None;
            }
            // A stray sign is stepped over, so that this ends.
            at = next.max(start + 1);
        }
    }
}

/// Gives every piece of a page to `take`. Comments, scripts and styles are left out.
pub(super) fn tokens<'p>(html: &'p str, take: &mut dyn FnMut(Token<'p>)) {
    let mut rest = html;
    while let Some(open) = memchr::memchr(b'<', rest.as_bytes()) {
        let (text, tail) = rest.split_at_checked(open).unwrap_or((rest, ""));
        if !text.is_empty() {
            take(Token::Text(text));
        }
        let inner = tail.get(1..).unwrap_or("");
        if let Some(comment) = inner.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, r)| r);
            continue;
        }
        let end = tag_end(inner);
        let tag = inner.get(..end).unwrap_or("");
        rest = inner.get(end + 1..).unwrap_or("");
        if let Some(name) = tag.strip_prefix('/') {
            take(Token::End(name.trim()));
        } else if tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let name_end = tag
                .find(|c: char| c.is_whitespace() || c == '/')
                .unwrap_or(tag.len());
            let (name, attributes) = tag.split_at_checked(name_end).unwrap_or((tag, ""));
            take(Token::Start(Tag {
                name,
                rest: attributes,
            }));
            if matches!(name, "script" | "style" | "template") {
                let close = format!("</{name}");
                rest = rest
                    .find(&close)
                    .and_then(|at| rest.get(at..))
                    .unwrap_or("");
            }
        }
    }
}

/// Where a tag ends: the first `>` outside quotation marks.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    tag.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(html: &str) -> Vec<String> {
        let mut out = Vec::new();
        tokens(html, &mut |token| {
            out.push(match token {
                Token::Start(tag) => format!("<{} id={:?}", tag.name, tag.attribute("id")),
                Token::End(name) => format!("/{name}"),
                Token::Text(text) => text.to_owned(),
            });
        });
        out
    }

    #[test]
    fn pieces_of_a_page() {
        assert_eq!(
            read(
                "a<!-- <b> --><p class=x id='y' >c</p><script>if (a<b) {}</script><img id=\"a>b\"/>"
            ),
            [
                "a",
                "<p id=Some(\"y\")",
                "c",
                "/p",
                "<script id=None",
                "/script",
                "<img id=Some(\"a>b\")"
            ]
        );
    }

    proptest! {
        #[test]
        fn never_panics_and_ends(html in "[<>!/a-c \"'=-]{0,40}", any in "\\PC*") {
            read(&html);
            read(&any);
        }
    }
}
