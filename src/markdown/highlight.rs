//! Code with its parts marked for the theme's style sheet.
//!
//! One short class per token, chosen from its innermost telling scope: `k` keyword, `s` string, `c` comment, `n` number,
//! `l` other constant or escape, `f` function, `t` type, `v` variable, `g` tag or key, `a` attribute or property,
//! `i` inserted and `d` deleted line. Punctuation and operators stay plain, which keeps pages small.

use super::html::escape;
use super::marked::Memory;
use crate::text::similar::nearest;
use std::sync::OnceLock;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};
use xxhash_rust::xxh3::{xxh3_64, xxh3_128_with_seed};

/// Bytes of a code block, and of one of its lines, that are looked at; some grammars take very long on long lines.
const CODE_LIMIT: usize = 100 << 10;
const LINE_LIMIT: usize = 2_000;

/// What syntect calls otherwise than people do.
const ALIASES: [(&str, &str); 12] = [
    ("cmd", "bat"),
    ("console", "bash"),
    ("docker", "bash"),
    ("jsonc", "json"),
    ("jsx", "js"),
    ("shell", "bash"),
    ("ts", "js"),
    ("tsx", "js"),
    ("typescript", "js"),
    ("ini", "properties"),
    ("env", "properties"),
    ("svg", "xml"),
];

/// Languages whose code is shown as it is, without a word.
const PLAIN: [&str; 6] = ["", "text", "txt", "plain", "plaintext", "none"];

/// Which class a scope stands for, the more special scopes first; an empty class means: as plain text.
const RULES: [(&str, &str); 25] = [
    ("comment", "c"),
    ("punctuation.definition.comment", "c"),
    ("string", "s"),
    ("punctuation.definition.string", "s"),
    ("constant.numeric", "n"),
    ("constant", "l"),
    ("keyword.operator", "o"),
    ("keyword", "k"),
    ("storage", "k"),
    ("variable.language", "k"),
    ("variable.function", "f"),
    ("variable", "v"),
    ("entity.name.function", "f"),
    ("support.function", "f"),
    ("support.macro", "f"),
    ("entity.name.tag", "g"),
    ("entity.other.attribute-name", "a"),
    ("support.type.property-name", "a"),
    ("entity.name", "t"),
    ("entity.other.inherited-class", "t"),
    ("support", "t"),
    ("markup.heading", "k"),
    ("markup.inserted", "i"),
    ("markup.deleted", "d"),
    ("punctuation", ""),
];

/// syntect's tables: constants, read when the first code block needs them.
struct Tables {
    syntaxes: SyntaxSet,
    rules: Vec<(Scope, &'static str)>,
}

static TABLES: OnceLock<Tables> = OnceLock::new();

fn tables() -> &'static Tables {
    TABLES.get_or_init(|| Tables {
        syntaxes: SyntaxSet::load_defaults_newlines(),
        rules: RULES
            .iter()
            .filter_map(|(name, class)| Some((Scope::new(name).ok()?, *class)))
            .collect(),
    })
}

/// Why code is not marked.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unmarked {
    /// It is no language, or too long: to be shown as it is.
    Plain,
    /// The language is not known; the nearest one that is.
    Unknown(Option<&'static str>),
}

/// Escaped HTML of some code, with `<span class="…">` around its tokens. `lines` are those read before, of code that stands
/// between statements before and after them: the same lines stand in many blocks of code.
///
/// # Errors
/// Why they are not marked.
pub(super) fn highlight(
    language: &str,
    code: &str,
    lines: &Memory<[Token]>,
) -> Result<String, Unmarked> {
    let syntax = syntax(language, code)?;
    Ok(marked(code, syntax, lines).unwrap_or_else(|| {
        let mut html = String::new();
        escape::text(&mut html, code);
        html
    }))
}

/// The syntax of some code in a language, as a fence's info string names it.
///
/// # Errors
/// Why its tokens are not to be marked.
pub(super) fn syntax(language: &str, code: &str) -> Result<&'static SyntaxReference, Unmarked> {
    let name = language
        .split([',', '{', ';'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    if PLAIN.contains(&name.as_str()) {
        return Err(Unmarked::Plain);
    }
    let tables = tables();
    let known = ALIASES
        .iter()
        .find(|(alias, _)| *alias == name)
        .map_or(name.as_str(), |(_, known)| known);
    let Some(syntax) = tables.syntaxes.find_syntax_by_token(known) else {
        return Err(Unmarked::Unknown(nearest_language(&name, tables)));
    };
    if code.len() > CODE_LIMIT || code.lines().any(|line| line.len() > LINE_LIMIT) {
        return Err(Unmarked::Plain);
    }
    Ok(syntax)
}

fn nearest_language(name: &str, tables: &'static Tables) -> Option<&'static str> {
    let names = tables.syntaxes.syntaxes().iter().flat_map(|syntax| {
        let extensions = syntax
            .file_extensions
            .iter()
            .filter(|e| e.bytes().all(|b| b.is_ascii_lowercase()));
        let name = Some(&syntax.name).filter(|name| !name.contains(' '));
        name.into_iter().chain(extensions)
    });
    nearest(name, names)
}

fn marked(code: &str, syntax: &SyntaxReference, lines: &Memory<[Token]>) -> Option<String> {
    let mut out = Spans::default();
    let seed = xxh3_64(syntax.name.as_bytes());
    // `None` between statements: where the parser stands after an empty line.
    let mut inside: Option<State> = None;
    let mut between: Option<State> = None;
    for (number, line) in code.split_inclusive('\n').enumerate() {
        let seed = seed.wrapping_add(u64::from(number == 0));
        let key = inside
            .is_none()
            .then(|| xxh3_128_with_seed(line.as_bytes(), seed));
        if let Some(tokens) = key.and_then(|key| lines.get(key)) {
            out.line(line, &tokens)?;
            continue;
        }
        if between.is_none() {
            let mut state = State::start(syntax);
            state.line("\n")?;
            between = Some(state);
        }
        let mut state = match inside.take() {
            Some(state) => state,
            None if number == 0 => State::start(syntax),
            None => between.clone()?,
        };
        let tokens = state.line(line)?;
        out.line(line, &tokens)?;
        if between.as_ref() != Some(&state) {
            inside = Some(state);
        } else if let Some(key) = key {
            lines.keep(key, tokens.into());
        }
    }
    Some(out.finish())
}

/// Where the parser stands.
#[derive(Clone, PartialEq)]
struct State {
    parser: ParseState,
    scopes: ScopeStack,
}

/// A piece of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Token {
    /// Where it ends in the line; it begins where the one before ends.
    end: usize,
    /// Its class, perhaps an empty one; `None` for spaces, which need no colour of their own.
    class: Option<&'static str>,
}

impl State {
    /// Before the first line.
    fn start(syntax: &SyntaxReference) -> Self {
        Self {
            parser: ParseState::new(syntax),
            scopes: ScopeStack::new(),
        }
    }

    /// Reads a line; `None` where the grammar itself is at fault.
    fn line(&mut self, line: &str) -> Option<Vec<Token>> {
        let tables = tables();
        let operations = self.parser.parse_line(line, &tables.syntaxes).ok()?;
        let mut tokens: Vec<Token> = Vec::new();
        let mut done = 0;
        let mut token = |end: usize, scopes: &ScopeStack| {
            let text = line.get(done..end)?;
            if !text.is_empty() {
                let class = (!text.trim().is_empty()).then(|| class(text, scopes, tables));
                tokens.push(Token { end, class });
            }
            done = end;
            Some(())
        };
        for (at, operation) in operations {
            token(at, &self.scopes)?;
            self.scopes.apply(&operation).ok()?;
        }
        token(line.len(), &self.scopes)?;
        Some(tokens)
    }
}

/// HTML in the making; neighbours of one class share a span.
#[derive(Default)]
struct Spans {
    html: String,
    class: &'static str,
}

impl Spans {
    fn line(&mut self, line: &str, tokens: &[Token]) -> Option<()> {
        let mut done = 0;
        for token in tokens {
            self.push(
                line.get(done..token.end)?,
                token.class.unwrap_or(self.class),
            );
            done = token.end;
        }
        Some(())
    }

    fn push(&mut self, text: &str, class: &'static str) {
        if class != self.class {
            self.close();
            if !class.is_empty() {
                self.html.push_str("<span class=\"");
                self.html.push_str(class);
                self.html.push_str("\">");
            }
            self.class = class;
        }
        escape::text(&mut self.html, text);
    }

    fn close(&mut self) {
        if !self.class.is_empty() {
            // Space at the end belongs to what follows.
            let words = self.html.trim_end().len();
            self.html.insert_str(words, "</span>");
        }
    }

    fn finish(mut self) -> String {
        self.close();
        self.html
    }
}

/// The class of the innermost scope that has one.
fn class(text: &str, stack: &ScopeStack, tables: &Tables) -> &'static str {
    let class = stack.as_slice().iter().rev().find_map(|scope| {
        tables
            .rules
            .iter()
            .find(|(rule, _)| rule.is_prefix_of(*scope))
            .map(|(_, class)| *class)
    });
    match class.unwrap_or_default() {
        // Operators that are words.
        "o" if text.chars().all(char::is_alphabetic) => "k",
        "o" => "",
        class => class,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fresh(language: &str, code: &str) -> Result<String, Unmarked> {
        highlight(language, code, &Memory::default())
    }

    #[test]
    fn marks_tokens() {
        for (language, code, want) in [
            (
                "rust",
                "fn main() { let a: u32 = 1; } // <x>\n",
                "<span class=\"k\">fn</span> <span class=\"f\">main</span>() { <span class=\"k\">let</span> a: <span class=\"k\">u32</span> = <span class=\"n\">1</span>; } <span class=\"c\">// &lt;x&gt;</span>\n",
            ),
            (
                "yaml",
                "title: \"Công đoàn\" # chú\n",
                "<span class=\"g\">title</span>: <span class=\"s\">\"Công đoàn\"</span> <span class=\"c\"># chú</span>\n",
            ),
            (
                "Python",
                "return not x\n",
                "<span class=\"k\">return not</span> x\n",
            ),
        ] {
            assert_eq!(fresh(language, code), Ok(want.into()));
        }
    }

    #[test]
    fn plain_and_unknown() {
        assert_eq!(fresh("text", "a"), Err(Unmarked::Plain));
        assert_eq!(fresh("", "a"), Err(Unmarked::Plain));
        assert_eq!(fresh("pyton", "a"), Err(Unmarked::Unknown(Some("Python"))));
        assert_eq!(fresh("ngôn ngữ", "a"), Err(Unmarked::Unknown(None)));
        assert_eq!(fresh("rust", &"a".repeat(3_000)), Err(Unmarked::Plain));
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config { cases: 60, failure_persistence: None, ..Default::default() })]

        #[test]
        fn code_stays_the_same(language in "rust|yaml|html|bash|python|css|json|sql|js|md|diff|php", code in "([a-z<>&\"'`/*#:;{}()=+ đ-]|\n|fn |<p>|\\PC){0,40}") {
            let mut plain = String::new();
            escape::text(&mut plain, &code);
            // With lines that are known, in other places too, it is the same.
            let known = Memory::default();
            let html = highlight(&language, &code, &known);
            proptest::prop_assert_eq!(&html, &highlight(&language, &code, &known));
            let twice = format!("{code}\n{code}");
            proptest::prop_assert_eq!(highlight(&language, &twice, &known), fresh(&language, &twice));
            if let Ok(html) = html {
                let mut bare = html.replace("</span>", "");
                for (_, class) in RULES {
                    bare = bare.replace(&format!("<span class=\"{class}\">"), "");
                }
                proptest::prop_assert_eq!(bare, plain);
            }
        }
    }

    #[test]
    fn every_rule_is_a_scope() {
        assert_eq!(tables().rules.len(), RULES.len());
    }
}
