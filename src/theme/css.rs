//! References in style sheets: `url(…)` and `@import "…"`.

use std::ops::Range;

/// Places of references in a style sheet, in order, without their quotes. Comments and other strings are skipped.
pub(super) fn references(css: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = css[at..].chars().next() {
        let rest = &css[at..];
        if rest.starts_with("/*") {
            at += rest.find("*/").map_or(rest.len(), |i| i + 2);
        } else if c == '"' || c == '\'' {
            at = string_end(css, at, c).1;
        } else if let Some(inside) = strip_word(rest, "url(") {
            let start = at + 4 + (inside.len() - inside.trim_start().len());
            let (range, end) = match css[start..].chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    let (close, after) = string_end(css, start, quote);
                    (start + 1..close, after)
                }
                _ => {
                    let close = css[start..].find(')').map_or(css.len(), |i| start + i);
                    (start..start + css[start..close].trim_end().len(), close)
                }
            };
            found.push(range);
            at = end;
        } else if let Some(inside) = strip_word(rest, "@import") {
            let start = at + 7 + (inside.len() - inside.trim_start().len());
            at = start;
            if let Some(quote @ ('"' | '\'')) = css[start..].chars().next() {
                let (close, after) = string_end(css, start, quote);
                found.push(start + 1..close);
                at = after;
            }
        } else {
            at += c.len_utf8();
        }
    }
    found
}

/// Whether a reference names a file beside the style sheet: no address of its own, no data, no fragment.
pub(super) fn is_local(reference: &str) -> bool {
    let has_scheme = reference
        .split(['/', '?', '#'])
        .next()
        .is_some_and(|first| first.contains(':'));
    !reference.is_empty() && !reference.starts_with(['#', '/']) && !has_scheme
}

/// The style sheet with each local reference replaced by what `replace` makes of it and of its offset; `None` leaves
/// it as it is.
pub(super) fn rewrite(css: &str, mut replace: impl FnMut(&str, usize) -> Option<String>) -> String {
    let mut out = String::with_capacity(css.len() + 64);
    let mut at = 0;
    for range in references(css) {
        let Some(reference) = css.get(range.clone()).filter(|r| is_local(r)) else {
            continue;
        };
        if let Some(new) = replace(reference, range.start) {
            out.push_str(&css[at..range.start]);
            out.push_str(&new);
            at = range.end;
        }
    }
    out.push_str(&css[at..]);
    out
}

/// A reference without `?…` and `#…`, and what was cut off.
pub(super) fn split_suffix(reference: &str) -> (&str, &str) {
    reference.split_at(reference.find(['?', '#']).unwrap_or(reference.len()))
}

/// The path of a reference from the file at `from`, both paths below one root; `None` when it climbs out of it.
pub(super) fn resolve(from: &str, reference: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in reference.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop()?,
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let head = text.as_bytes().get(..word.len())?;
    if head.eq_ignore_ascii_case(word.as_bytes()) {
        text.get(word.len()..)
    } else {
        None
    }
}

/// Where the string that opens at `open` closes, and where it is over.
fn string_end(css: &str, open: usize, quote: char) -> (usize, usize) {
    let mut escaped = false;
    for (i, c) in css[open + 1..].char_indices() {
        if c == quote && !escaped {
            return (open + 1 + i, open + 2 + i);
        }
        escaped = c == '\\' && !escaped;
    }
    (css.len(), css.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_references_to_files_change() {
        let css = r#"@import "base.css";/* url(no.png) */a{background:url( "../img/a b.svg#x" ) ,URL(c.png) , url(data:image/png;base64,AA==);content:"url(no)"}
b{src:url(https://x.example/y.woff2);mask:url(#m);z:url(/abs.png);w:url('d.woff2?v=1')}"#;
        let seen: Vec<&str> = references(css).into_iter().map(|r| &css[r]).collect();
        assert_eq!(seen[..3], ["base.css", "../img/a b.svg#x", "c.png"]);
        let new = rewrite(css, |r, _| Some(format!("<{r}>")));
        assert_eq!(new.matches('<').count(), 4);
        assert!(
            new.contains("@import \"<base.css>\"") && new.contains("url( \"<../img/a b.svg#x>\" )")
        );
        assert!(
            new.contains("url(no.png)")
                && new.contains("\"url(no)\"")
                && new.contains("url('<d.woff2?v=1>')")
        );
    }

    #[test]
    fn paths_resolve_within_the_theme() {
        assert_eq!(
            resolve("css/site.css", "../img/a.svg").as_deref(),
            Some("img/a.svg")
        );
        assert_eq!(
            resolve("css/site.css", "./b.css").as_deref(),
            Some("css/b.css")
        );
        assert_eq!(resolve("site.css", "../a.svg"), None);
        assert_eq!(split_suffix("a.svg?v#x"), ("a.svg", "?v#x"));
    }

    proptest! {
        #[test]
        fn any_text_can_be_rewritten(css in "(url\\(|@import|/\\*|\\*/|[\"'()\\\\ a.đ/#:;])*") {
            prop_assert_eq!(rewrite(&css, |r, _| Some(r.to_owned())), css);
        }
    }
}
