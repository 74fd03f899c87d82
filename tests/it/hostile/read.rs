//! Reads HTML as a browser's tokeniser does (HTML standard, 13.2.5), apart from the program's own reader: tags with their
//! attributes, and the text of raw elements.

/// A tag, or the text inside `<script>` and `<style>`.
#[derive(Debug)]
pub enum Token {
    Open(String, Vec<(String, String)>),
    Close(String),
    Raw(String, String),
}

pub fn tokens(html: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = after_comment(comment);
        } else if rest.starts_with(['!', '?']) {
            rest = rest.split_once('>').map_or("", |(_, r)| r);
        } else if rest.starts_with('/') && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic())
        {
            let (name, _, after) = tag(&rest[1..]);
            out.push(Token::Close(name));
            rest = after;
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (name, attributes, after) = tag(rest);
            rest = after;
            let raw = matches!(
                name.as_str(),
                "script"
                    | "style"
                    | "textarea"
                    | "title"
                    | "xmp"
                    | "iframe"
                    | "noembed"
                    | "noframes"
            );
            out.push(Token::Open(name.clone(), attributes));
            if raw {
                let end = rest
                    .to_ascii_lowercase()
                    .find(&format!("</{name}"))
                    .unwrap_or(rest.len());
                out.push(Token::Raw(name, rest[..end].to_owned()));
                rest = &rest[end..];
            }
        }
    }
    out
}

fn after_comment(text: &str) -> &str {
    if let Some(rest) = text.strip_prefix('>').or_else(|| text.strip_prefix("->")) {
        return rest;
    }
    let ends = ["-->", "--!>"].map(|end| text.find(end).map(|at| at + end.len()));
    let end = ends.into_iter().flatten().min().unwrap_or(text.len());
    &text[end..]
}

fn tag(text: &str) -> (String, Vec<(String, String)>, &str) {
    let end = text
        .find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'))
        .unwrap_or(text.len());
    let name = text[..end].to_ascii_lowercase();
    let mut rest = &text[end..];
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            return (name, attributes, rest.strip_prefix('>').unwrap_or(""));
        }
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest[first..]
            .find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '='))
            .map_or(rest.len(), |at| at + first);
        let key = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start_matches(|c: char| c.is_ascii_whitespace());
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start_matches(|c: char| c.is_ascii_whitespace());
            (value, rest) = match after.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    after[1..].split_once(quote).unwrap_or((&after[1..], ""))
                }
                _ => after.split_at(
                    after
                        .find(|c: char| c.is_ascii_whitespace() || c == '>')
                        .unwrap_or(after.len()),
                ),
            };
        }
        attributes.push((key, decoded(value)));
    }
}

/// The references that our own output uses, and those by which a scheme could hide.
pub fn decoded(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        rest = after;
        let named = [
            ("amp;", '&'),
            ("lt;", '<'),
            ("gt;", '>'),
            ("quot;", '"'),
            ("colon;", ':'),
            ("Tab;", '\t'),
            ("NewLine;", '\n'),
            ("apos;", '\''),
        ];
        if let Some((name, c)) = named.iter().find(|(name, _)| after.starts_with(name)) {
            out.push(*c);
            rest = &after[name.len()..];
        } else if let Some(number) = after.strip_prefix('#') {
            let (digits, radix) = number
                .strip_prefix(['x', 'X'])
                .map_or((number, 10), |d| (d, 16));
            let end = digits
                .find(|c: char| !c.is_digit(radix))
                .unwrap_or(digits.len());
            match u32::from_str_radix(&digits[..end], radix)
                .ok()
                .and_then(char::from_u32)
            {
                Some(c) => {
                    out.push(c);
                    rest = digits[end..].strip_prefix(';').unwrap_or(&digits[end..]);
                }
                None => out.push('&'),
            }
        } else {
            out.push('&');
        }
    }
    out + rest
}
