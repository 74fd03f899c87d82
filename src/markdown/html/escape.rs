//! Writing text into HTML.

/// Writes text between tags: `<`, `>` and `&` as character references, as CommonMark's own renderings do.
pub(in crate::markdown) fn text(html: &mut String, text: &str) {
    escape(html, text, |b| matches!(b, b'<' | b'>' | b'&'));
}

/// Writes text inside a quoted attribute.
pub(in crate::markdown) fn attribute(html: &mut String, text: &str) {
    escape(html, text, |b| matches!(b, b'<' | b'>' | b'&' | b'"'));
}

fn escape(html: &mut String, text: &str, special: impl Fn(u8) -> bool + Copy) {
    // Without early exit, so that the compiler tests many bytes at once; most text has nothing to escape.
    if !text.bytes().fold(false, |found, b| found | special(b)) {
        html.push_str(text);
        return;
    }
    let mut rest = text;
    while let Some(at) = rest.bytes().position(special) {
        let (plain, tail) = rest.split_at(at);
        html.push_str(plain);
        let (reference, tail) = match tail.as_bytes().first() {
            Some(b'<') => ("&lt;", tail.get(1..)),
            Some(b'>') => ("&gt;", tail.get(1..)),
            Some(b'&') => ("&amp;", tail.get(1..)),
            _ => ("&quot;", tail.get(1..)),
        };
        html.push_str(reference);
        rest = tail.unwrap_or_default();
    }
    html.push_str(rest);
}

#[cfg(test)]
mod tests {
    #[test]
    fn escapes() {
        let mut html = String::new();
        super::text(&mut html, "a < b && “c” > \"d\"");
        assert_eq!(html, "a &lt; b &amp;&amp; “c” &gt; \"d\"");
        html.clear();
        super::attribute(&mut html, "\"<Đoàn>&");
        assert_eq!(html, "&quot;&lt;Đoàn&gt;&amp;");
    }
}
