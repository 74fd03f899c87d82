//! A light reading of template sources, without parsing them: which templates they name, which functions they call
//! and with which literal arguments. Tera knows this too, but does not tell.

use std::ops::Range;

/// What one template's source names.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Scan {
    /// Templates it extends or includes, in order.
    pub targets: Vec<Target>,
    /// Functions it calls, in order.
    pub calls: Vec<Call>,
    /// Tera components (`<Name …>`) it uses.
    pub uses: Vec<String>,
    /// Tera components it defines.
    pub defines: Vec<String>,
    /// Blocks it has.
    pub blocks: Vec<String>,
    /// The first `{% elif %}` beyond [`MOST_ELIFS`] of one `{% if %}`.
    pub endless: Option<Range<usize>>,
    /// How many `{% elif %}` each open `{% if %}` has.
    open: Vec<usize>,
}

/// Tera takes each `{% elif %}` for one more level, and knows no end of them but that of its stack.
pub(super) const MOST_ELIFS: usize = 60;

/// A template's name in an `extends` or `include` tag.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Target {
    /// The name.
    pub name: String,
    /// Whether it is extended; else included.
    pub extends: bool,
    /// Where the name stands, with its quotes.
    pub range: Range<usize>,
}

/// A function call.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call {
    /// The function's name.
    pub name: String,
    /// Arguments that are literal texts: name, text, and where the text stands, with its quotes.
    pub literals: Vec<(String, String, Range<usize>)>,
}

impl Call {
    /// The literal text of an argument and its place.
    pub fn literal(&self, argument: &str) -> Option<(&str, Range<usize>)> {
        self.literals
            .iter()
            .find(|(name, _, _)| name == argument)
            .map(|(_, text, range)| (text.as_str(), range.clone()))
    }
}

/// Reads a source. Never fails: what is not well-formed is read as far as it makes sense.
pub(super) fn scan(source: &str) -> Scan {
    let mut found = Scan::default();
    let mut at = 0;
    while let Some(open) = next_opening(source, at) {
        let inside = open + 2;
        at = match source.as_bytes().get(open + 1) {
            Some(b'#') => source[inside..]
                .find("#}")
                .map_or(source.len(), |i| inside + i + 2),
            Some(b'%') => match after_raw(source, inside) {
                Some(end) => end,
                None => {
                    let (tokens, end) = tokenize(source, inside, "%}");
                    read_tag(&tokens, &mut found);
                    count_elifs(&tokens, open..end, &mut found);
                    read_expression(&tokens, &mut found);
                    end
                }
            },
            _ => {
                let (tokens, end) = tokenize(source, inside, "}}");
                read_expression(&tokens, &mut found);
                end
            }
        };
    }
    found
}

fn next_opening(source: &str, from: usize) -> Option<usize> {
    let bytes = source.as_bytes().get(from..)?;
    bytes
        .windows(2)
        .position(|w| w[0] == b'{' && matches!(w[1], b'{' | b'%' | b'#'))
        .map(|i| from + i)
}

/// The end of a `{% raw %} … {% endraw %}` whose opening tag's inside starts at `inside`.
fn after_raw(source: &str, inside: usize) -> Option<usize> {
    let body = after_word_tag(source, inside, "raw")?;
    let mut at = body;
    while let Some(i) = source[at..].find("{%") {
        at += i + 2;
        if let Some(end) = after_word_tag(source, at, "endraw") {
            return Some(end);
        }
    }
    Some(source.len())
}

/// The end of the tag that holds only `word`, if that is what starts at `inside`.
fn after_word_tag(source: &str, inside: usize, word: &str) -> Option<usize> {
    let rest = &source[inside..];
    let rest = rest.strip_prefix('-').unwrap_or(rest).trim_start();
    let rest = rest.strip_prefix(word)?.trim_start();
    let rest = rest.strip_prefix('-').unwrap_or(rest).strip_prefix("%}")?;
    Some(source.len() - rest.len())
}

#[derive(Debug, PartialEq)]
enum Token<'a> {
    Word(&'a str),
    Text(&'a str, Range<usize>),
    Sign(char),
}

fn tokenize<'a>(source: &'a str, from: usize, close: &str) -> (Vec<Token<'a>>, usize) {
    let mut tokens = Vec::new();
    let mut at = from;
    while let Some(c) = source[at..].chars().next() {
        if source[at..].starts_with(close) {
            return (tokens, at + close.len());
        }
        let mut end = at + c.len_utf8();
        match c {
            '"' | '\'' | '`' => {
                let mut escaped = false;
                let close_at = source[end..].char_indices().find(|&(_, d)| {
                    let closes = d == c && !escaped;
                    escaped = d == '\\' && !escaped;
                    closes
                });
                let text_end = close_at.map_or(source.len(), |(i, _)| end + i);
                let after = (text_end + 1).min(source.len());
                tokens.push(Token::Text(&source[end..text_end], at..after));
                end = after;
            }
            _ if c.is_alphanumeric() || c == '_' => {
                let word_end = source[at..].find(|d: char| !d.is_alphanumeric() && d != '_');
                end = word_end.map_or(source.len(), |i| at + i);
                tokens.push(Token::Word(&source[at..end]));
            }
            _ if c.is_whitespace() => {}
            _ => tokens.push(Token::Sign(c)),
        }
        at = end;
    }
    (tokens, source.len())
}

fn read_tag(tokens: &[Token], found: &mut Scan) {
    let tokens = match tokens {
        [Token::Sign('-'), rest @ ..] => rest,
        all => all,
    };
    match tokens {
        [
            Token::Word(tag @ ("extends" | "include")),
            Token::Text(name, range),
            ..,
        ] => {
            found.targets.push(Target {
                name: (*name).to_owned(),
                extends: *tag == "extends",
                range: range.clone(),
            });
        }
        [Token::Word("component"), Token::Word(name), ..] => found.defines.push((*name).to_owned()),
        [Token::Word("block"), Token::Word(name), ..] => found.blocks.push((*name).to_owned()),
        _ => {}
    }
}

fn count_elifs(tokens: &[Token], range: Range<usize>, found: &mut Scan) {
    let word = tokens.iter().find_map(|token| match token {
        Token::Sign('-') => None,
        Token::Word(word) => Some(Some(*word)),
        _ => Some(None),
    });
    match word.flatten() {
        Some("if") => found.open.push(0),
        Some("endif") => {
            found.open.pop();
        }
        Some("elif") => {
            // Without its `if` it is a fault that Tera tells.
            let Some(count) = found.open.last_mut() else {
                return;
            };
            *count += 1;
            if *count > MOST_ELIFS {
                found.endless.get_or_insert(range);
            }
        }
        _ => {}
    }
}

fn read_expression(tokens: &[Token], found: &mut Scan) {
    for (i, pair) in tokens.windows(2).enumerate() {
        match pair {
            [Token::Word(name), Token::Sign('(')] => {
                let before = i.checked_sub(1).and_then(|b| tokens.get(b));
                let is_function = !matches!(
                    before,
                    Some(
                        Token::Sign('|' | '.') | Token::Word("is" | "not" | "component" | "filter")
                    )
                );
                if is_function {
                    let literals = literals(tokens.get(i + 2..).unwrap_or_default());
                    found.calls.push(Call {
                        name: (*name).to_owned(),
                        literals,
                    });
                }
            }
            [Token::Sign('<'), Token::Word(name)] => found.uses.push((*name).to_owned()),
            _ => {}
        }
    }
}

/// Arguments of the form `name="text"` up to the parenthesis that closes the call.
fn literals(tokens: &[Token]) -> Vec<(String, String, Range<usize>)> {
    let mut out = Vec::new();
    let mut depth = 0_usize;
    for (i, token) in tokens.iter().enumerate() {
        match token {
            Token::Sign('(' | '[' | '{') => depth += 1,
            Token::Sign(')' | ']' | '}') if depth == 0 => break,
            Token::Sign(')' | ']' | '}') => depth -= 1,
            Token::Word(name) if depth == 0 => {
                let rest = tokens.get(i + 1..).unwrap_or_default();
                if let [
                    Token::Sign('='),
                    Token::Text(text, range),
                    Token::Sign(',' | ')'),
                    ..,
                ] = rest
                {
                    out.push(((*name).to_owned(), (*text).to_owned(), range.clone()));
                }
            }
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_and_literals_are_found_where_they_stand() {
        let source = r#"{% extends "base.html" %}{# {{ get_page(path="no") }} #}{% raw %}{{ no() }}{% endraw %}
{%- block a -%}{{ page.x | filter(a=1) }}{{ trans(key="nav.home", n=f(x="y")) }}{% include 'x.html' %}{% endblock %}
{{ <Card page={p} /> }}{% if a is containing("b") %}{% endif %}{% set x = get_url(path="a" ~ b) %}"#;
        let found = scan(source);
        let targets: Vec<_> = found
            .targets
            .iter()
            .map(|t| (t.name.as_str(), t.extends, &source[t.range.clone()]))
            .collect();
        assert_eq!(
            targets,
            [
                ("base.html", true, "\"base.html\""),
                ("x.html", false, "'x.html'")
            ]
        );
        let calls: Vec<_> = found.calls.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(calls, ["trans", "f", "get_url"]);
        let (text, range) = found.calls[0].literal("key").expect("a literal key");
        assert_eq!((text, &source[range]), ("nav.home", "\"nav.home\""));
        assert_eq!(found.calls[0].literal("n"), None);
        assert_eq!(
            found.calls[2].literal("path"),
            None,
            "only a whole literal counts"
        );
        assert_eq!(found.uses, ["Card"]);
    }

    #[test]
    fn components_are_told_apart() {
        let found = scan("{% component card(page, @lang) %}{{ page.title }}{% endcomponent %}");
        assert_eq!(found.defines, ["card"]);
        assert!(found.calls.is_empty());
    }

    proptest! {
        #[test]
        fn any_text_can_be_scanned(text in "([{}%#\"'`<(=).,a-z \\\\]|raw|endraw|extends|đ)*") {
            scan(&text);
        }
    }
}
