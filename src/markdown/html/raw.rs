//! What authors write as HTML, before the sanitiser: which tags stand in it, and what to leave out at once because it
//! would swallow the text after it.

use super::TAGS;
use std::ops::Range;

/// Elements whose content is not text for readers, or is not read as HTML; they go with all that is in them.
const DROPPED: [&str; 18] = [
    "applet", "audio", "canvas", "embed", "iframe", "math", "noembed", "noframes", "noscript",
    "object", "script", "select", "style", "svg", "template", "textarea", "title", "xmp",
];

/// Elements without an end tag.
const VOID: [&str; 5] = ["br", "col", "hr", "wbr", "img"];

/// A piece of HTML as an author wrote it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::markdown) struct Raw {
    /// What may go on to the sanitiser.
    pub kept: String,
    /// Tags that were left out: name and where it stands.
    pub refused: Vec<(String, Range<usize>)>,
    /// Targets of links that only Markdown can write: where the tag stands.
    pub relative: Vec<(String, Range<usize>)>,
    /// Opening tags less closing ones.
    pub open: isize,
}

/// Reads a block of HTML or one inline tag. Comments go without a word; tags that are not allowed go, and are noted;
/// what is not finished at the end is cut off.
pub(in crate::markdown) fn read(text: &str) -> Raw {
    let mut raw = Raw::default();
    let mut at = 0;
    while let Some(found) = text
        .get(at..)
        .and_then(|rest| rest.find('<'))
        .map(|i| at + i)
    {
        raw.kept.push_str(text.get(at..found).unwrap_or_default());
        let rest = text.get(found..).unwrap_or_default();
        at = found + element(rest, found, &mut raw).max(1);
    }
    raw.kept.push_str(text.get(at..).unwrap_or_default());
    raw
}

/// The words of a piece of HTML: without tags, comments and what is not text.
pub(in crate::markdown) fn words(html: &str) -> String {
    let kept = read(html).kept;
    let mut out = String::with_capacity(kept.len());
    let mut rest = kept.as_str();
    while let Some((text, tag)) = rest.split_once('<') {
        out.push_str(text);
        // Two words that only a tag parts stay two words.
        if !out.ends_with(char::is_whitespace) && !out.is_empty() {
            out.push(' ');
        }
        rest = tag_length(tag)
            .and_then(|length| tag.get(length..))
            .unwrap_or_default();
    }
    out.push_str(rest);
    let out = ["&nbsp;", "&lt;", "&gt;", "&quot;", "&amp;"]
        .into_iter()
        .zip([" ", "<", ">", "\"", "&"])
        .fold(out, |out, (reference, text)| out.replace(reference, text));
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads what begins with `<`; gives its length.
fn element(rest: &str, at: usize, raw: &mut Raw) -> usize {
    if let Some(inner) = rest.strip_prefix("<!--") {
        // `<!-->` and `<!--->` are comments too.
        let end = if inner.starts_with('>') {
            Some(1)
        } else {
            inner.find("-->").map(|i| i + 3)
        };
        return end.map_or(rest.len(), |end| end + 4);
    }
    let closing = rest.starts_with("</");
    let name_at = if closing { 2 } else { 1 };
    let after = rest.get(name_at..).unwrap_or_default();
    if !after.starts_with(|c: char| c.is_ascii_alphabetic()) {
        if rest.starts_with("<!") || rest.starts_with("<?") || closing {
            return rest.find('>').map_or(rest.len(), |i| i + 1);
        }
        raw.kept.push_str("&lt;");
        return 1;
    }
    let name_len = after
        .find(|c: char| c.is_whitespace() || matches!(c, '/' | '>'))
        .unwrap_or(after.len());
    let name = after
        .get(..name_len)
        .unwrap_or_default()
        .to_ascii_lowercase();
    let Some(length) = tag_length(rest) else {
        return rest.len();
    };
    let tag = rest.get(..length).unwrap_or_default();
    if TAGS.contains(&name.as_str()) || name == "wbr" {
        if name == "a" && !closing {
            raw.relative
                .extend(relative_target(tag).map(|target| (target, at..at + length)));
        }
        if !VOID.contains(&name.as_str()) {
            raw.open += if closing { -1 } else { 1 };
        }
        raw.kept.push_str(tag);
        return length;
    }
    if !closing {
        raw.refused.push((name.clone(), at..at + length));
    }
    if closing || !DROPPED.contains(&name.as_str()) || tag.ends_with("/>") {
        return length;
    }
    // With its content, to its end tag.
    let content = rest.get(length..).unwrap_or_default();
    let Some(end) = find_end_tag(content, &name) else {
        return rest.len();
    };
    let end_tag = content.get(end..).unwrap_or_default();
    length + end + tag_length(end_tag).unwrap_or(end_tag.len())
}

/// The length of the tag at the start, to its `>`; quoted values may hold one.
fn tag_length(tag: &str) -> Option<usize> {
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (Some(q), _) if c == q => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if before == '=' => quote = Some(c),
            (None, '>') => return Some(at + 1),
            _ => {}
        }
        if !c.is_ascii_whitespace() {
            before = c;
        }
    }
    None
}

fn find_end_tag(content: &str, name: &str) -> Option<usize> {
    content.match_indices("</").map(|(at, _)| at).find(|at| {
        content
            .get(at + 2..at + 2 + name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name))
    })
}

/// The target of a link's tag, when it is neither absolute nor within the page.
fn relative_target(tag: &str) -> Option<String> {
    let at = tag.to_ascii_lowercase().find("href")? + "href".len();
    let value = tag.get(at..)?.trim_start().strip_prefix('=')?.trim_start();
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value.get(1..)?.split(quote).next()?,
        _ => value.split([' ', '>', '\n', '\t']).next()?,
    };
    let value = value.trim();
    (!keeps_target(value)).then(|| value.to_owned())
}

/// Whether a link written in HTML may keep its target: an address of its own, or a place within the page. The sanitiser
/// knows which schemes are allowed.
pub(super) fn keeps_target(target: &str) -> bool {
    let scheme = target.find(':').and_then(|colon| target.get(..colon));
    target.starts_with('#')
        || scheme.is_some_and(|s| {
            !s.is_empty()
                && s.bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_is_allowed() {
        for (text, kept) in [
            ("<b class=\"x\">a</b>", "<b class=\"x\">a</b>"),
            ("a <!-- b <b> --> c", "a  c"),
            ("a <!-- b", "a "),
            ("<!-->a", "a"),
            ("<script>alert('<b>')</script>x", "x"),
            ("<SCRIPT>\nx", ""),
            ("<o:p>x</o:p>", "x"),
            ("<div class='a", ""),
            ("<div class='a>'>x", "<div class='a>'>x"),
            ("1 < 2 <3", "1 &lt; 2 &lt;3"),
            ("<?php x ?>y<![CDATA[ z ]]>", "y"),
            ("<textarea><b></textarea>x", "x"),
            ("<br><wbr/>", "<br><wbr/>"),
        ] {
            assert_eq!(read(text).kept, kept, "{text}");
        }
    }

    #[test]
    fn words_without_tags() {
        assert_eq!(
            words("<div><b>Công</b>\n đoàn<br>An&nbsp;Giang &lt;3</div><!-- x --><style>y</style>"),
            "Công đoàn An Giang <3"
        );
    }

    #[test]
    fn notes_what_is_refused() {
        let raw =
            read("<font>a</font> <img src=x> <a href='../b.md'>c</a> <a href=https://a.vn>d</a>");
        assert_eq!(
            raw.refused,
            [("font".to_owned(), 0..6), ("img".to_owned(), 15..26)]
        );
        assert_eq!(raw.relative, [("../b.md".to_owned(), 27..45)]);
        assert_eq!(raw.open, 0);
    }
}
