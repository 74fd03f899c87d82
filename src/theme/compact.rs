//! Style sheets and scripts of a theme without what only their authors need: comments, indentation, blank lines. Every
//! reader pays for these files. Nothing is renamed or reordered, so that what a browser shows in its tools is still
//! the author's code.

/// A style sheet without comments (`/*! … */` stays) and without white space that means nothing.
pub(super) fn style(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    let mut gap = false;
    while let Some(c) = rest.chars().next() {
        if rest.starts_with("/*") && !rest.starts_with("/*!") {
            let end = rest.find("*/").map_or(rest.len(), |i| i + 2);
            rest = rest.get(end..).unwrap_or_default();
            // A comment parts two words without being a space between them.
            let next = rest.chars().next();
            if !gap && out.ends_with(is_word) && next.is_some_and(is_word) {
                out.push_str("/**/");
            }
            continue;
        }
        if c.is_ascii_whitespace() {
            gap = true;
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
            continue;
        }
        if gap && !out.is_empty() && !out.ends_with(['{', '}', ';', ',']) {
            let keeps = !matches!(c, '{' | '}' | ';' | ',') || out.ends_with(':');
            if keeps {
                out.push(' ');
            }
        }
        gap = false;
        if c == '}' && out.ends_with(';') {
            out.pop();
        }
        let end = whole(rest, c);
        out.push_str(rest.get(..end).unwrap_or_default());
        rest = rest.get(end..).unwrap_or_default();
    }
    out
}

/// Length of what must be copied as it is: a string, an address without quotes, a kept comment, or one letter.
fn whole(rest: &str, c: char) -> usize {
    let is_address = rest
        .as_bytes()
        .get(..4)
        .is_some_and(|head| head.eq_ignore_ascii_case(b"url("));
    if c == '"' || c == '\'' {
        string_len(rest, c)
    } else if is_address {
        let inside = rest.get(4..).unwrap_or_default().trim_start();
        match inside.starts_with(['"', '\'']) {
            true => 4,
            false => rest.find(')').map_or(rest.len(), |i| i + 1),
        }
    } else if rest.starts_with("/*") {
        rest.find("*/").map_or(rest.len(), |i| i + 2)
    } else {
        c.len_utf8()
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '#' | '.' | '%') || !c.is_ascii()
}

/// Length of the string that a text starts with, its quotes included.
fn string_len(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if c == quote && !escaped {
            return at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    text.len()
}

/// A script without lines that are only a comment (`//! …` stays), without indentation and blank lines. Scripts with
/// strings over several lines are left as they are.
pub fn script(js: &str) -> String {
    let over_lines = |line: &str| line.matches('`').count() % 2 == 1 || line.ends_with('\\');
    if js.lines().any(over_lines) {
        return js.to_owned();
    }
    let mut out = String::with_capacity(js.len());
    for line in js.lines().map(str::trim) {
        let comment = line.starts_with("//") && !line.starts_with("//!") && !line.contains("*/");
        if !line.is_empty() && !comment {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_what_authors_need_is_taken_from_a_style_sheet() {
        let css = "/* màu */\n:root { --a: 1px ; --b: }\n@media (min-width: 3rem) , print {\n  a :hover > b, p::after { content: \"/* x */ ; \" ; margin: calc( 1px + 2px ) 0; background: url( a b.png ) }\n}\n/*! giấy phép */ .x/**/y{}";
        assert_eq!(
            style(css),
            ":root{--a: 1px;--b: }@media (min-width: 3rem),print{a :hover > b,p::after{content: \"/* x */ ; \";margin: calc( 1px + 2px ) 0;background: url( a b.png )}}/*! giấy phép */ .x/**/y{}"
        );
    }

    #[test]
    fn only_what_authors_need_is_taken_from_a_script() {
        assert_eq!(
            script("// đầu\nvar a = 1;\n\n  // hai\n  b('// x');\n//! giữ\n"),
            "var a = 1;\nb('// x');\n//! giữ\n"
        );
        for kept in ["var a = `\n  // chữ\n`;\n", "var a = 'x\\\n   y';\n"] {
            assert_eq!(script(kept), kept);
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_compacted(text in "(/\\*|\\*/|//|[\"'`\\\\{};:, \nađ(]|url\\()*") {
            let once = style(&text);
            prop_assert!(once.len() <= text.len() + text.matches("/*").count() * 4);
            script(&text);
        }
    }
}
