//! The custom properties of a style sheet's root, in light and in dark.

use std::collections::BTreeMap;

/// What a reader's system asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scheme {
    /// Dark on light, and what is printed.
    Light,
    /// Light on dark.
    Dark,
}

/// Custom properties by name (`--ink`), as they are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Palette {
    light: BTreeMap<String, String>,
    dark: BTreeMap<String, String>,
}

impl Palette {
    /// Reads the rules for `:root` and `html`, at the top and within `@media (prefers-color-scheme: …)`. Other media, such
    /// as print, have colours of their own, which are not looked at.
    pub fn read(css: &str) -> Palette {
        let css = without_comments(css);
        let mut palette = Palette::default();
        palette.rules(&css, None);
        palette
    }

    /// Whether the sheet knows two sets of colours.
    pub fn has_dark(&self) -> bool {
        !self.dark.is_empty()
    }

    /// What a property says; in dark, what it says in light where nothing else is said.
    pub fn get(&self, name: &str, scheme: Scheme) -> Option<&str> {
        let own = match scheme {
            Scheme::Light => None,
            Scheme::Dark => self.dark.get(name),
        };
        own.or_else(|| self.light.get(name)).map(String::as_str)
    }

    /// All names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.light
            .keys()
            .chain(self.dark.keys())
            .map(String::as_str)
    }

    fn rules(&mut self, css: &str, within: Option<Scheme>) {
        let mut rest = css;
        while let Some(open) = rest.find('{') {
            let (head, after) = rest.split_at(open);
            let head = head.rsplit([';', '}']).next().unwrap_or("").trim();
            let end = block_end(after);
            let body = after.get(1..end).unwrap_or("");
            if let Some(media) = head.strip_prefix("@media") {
                let media: String = media.chars().filter(|c| !c.is_whitespace()).collect();
                match media.to_ascii_lowercase().as_str() {
                    "(prefers-color-scheme:dark)" | "screenand(prefers-color-scheme:dark)" => {
                        self.rules(body, Some(Scheme::Dark));
                    }
                    "(prefers-color-scheme:light)" | "screen" | "all" => self.rules(body, within),
                    _ => {}
                }
            } else if head.starts_with("@layer") || head.starts_with("@supports") {
                self.rules(body, within);
            } else if head
                .split(',')
                .any(|s| matches!(s.trim(), ":root" | "html"))
            {
                self.declarations(body, within.unwrap_or(Scheme::Light));
            }
            rest = after.get(end + 1..).unwrap_or("");
        }
    }

    fn declarations(&mut self, body: &str, scheme: Scheme) {
        let set = match scheme {
            Scheme::Light => &mut self.light,
            Scheme::Dark => &mut self.dark,
        };
        for declaration in body.split(';') {
            if let Some((name, value)) = declaration.split_once(':')
                && name.trim().starts_with("--")
            {
                let value = value.trim().trim_end_matches("!important").trim_end();
                set.insert(name.trim().to_owned(), value.to_owned());
            }
        }
    }
}

/// Where the block that opens at the start closes.
fn block_end(text: &str) -> usize {
    let mut depth = 0usize;
    let mut quote = None;
    for (i, c) in text.char_indices() {
        match (quote, c) {
            (Some(q), c) if c == q => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return i;
                }
            }
            _ => {}
        }
    }
    text.len()
}

fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find("/*") {
        out.push_str(rest.get(..at).unwrap_or(""));
        out.push(' ');
        let after = rest.get(at + 2..).unwrap_or("");
        rest = after.split_once("*/").map_or("", |(_, rest)| rest);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn light_dark_and_nothing_else() {
        let css = "@charset \"utf-8\";/* :root{--a:#111} */:root{color-scheme:light dark;--a:#fff;--b: var(--a) !important}\n\
                   a::before{content:\"}\"}@media (prefers-color-scheme: dark){:root{--a:#000}b{--a:#222}}\n\
                   @media print{:root{--a:#333}}html,body{--c:red}";
        let palette = Palette::read(css);
        assert!(palette.has_dark());
        for (name, light, dark) in [
            ("--a", "#fff", "#000"),
            ("--b", "var(--a)", "var(--a)"),
            ("--c", "red", "red"),
        ] {
            let got = [Scheme::Light, Scheme::Dark].map(|s| palette.get(name, s));
            assert_eq!(got, [Some(light), Some(dark)], "{name}");
        }
        assert_eq!(palette.get("color-scheme", Scheme::Light), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read(css in "(:root|html|@media|\\(prefers-color-scheme:dark\\)|--a|[{};:\"'/* ,#0-9a-fđ])*") {
            let _ = Palette::read(&css);
        }
    }
}
