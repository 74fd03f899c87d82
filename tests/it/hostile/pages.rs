//! What may not stand in a page, whatever its author wrote.

use super::read::{Token, tokens};

/// Elements that our theme never needs in content and that run, load or hide something.
const NEVER: &[&str] = &[
    "iframe",
    "object",
    "embed",
    "applet",
    "frame",
    "frameset",
    "portal",
    "fencedframe",
    "math",
    "foreignobject",
    "base",
    "marquee",
    "template",
    "textarea",
    "xmp",
    "plaintext",
    "noembed",
    "noframes",
    "video",
    "audio",
    "canvas",
    "dialog",
    "animate",
    "set",
    "use",
    "image",
    "area",
    "map",
    "keygen",
    "isindex",
    "bgsound",
    "layer",
    "ilayer",
    "handler",
    "font",
    "center",
    "spacer",
    "blink",
    "custom-element",
    "xss",
    "model",
];

/// Attributes that hold an address.
const ADDRESSES: &[&str] = &[
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "poster",
    "cite",
    "background",
    "xlink:href",
    "ping",
    "srcset",
    "manifest",
    "longdesc",
    "usemap",
    "codebase",
    "profile",
    "icon",
    "dynsrc",
    "lowsrc",
];

pub fn html(route: &str, text: &str, wrong: &mut Vec<String>) {
    let mut say = |what: String| wrong.push(format!("{route}: {what}"));
    let tokens = tokens(text);
    let is_404 = route == "404.html";
    for token in &tokens {
        match token {
            Token::Open(name, attributes) => {
                let get = |key: &str| {
                    attributes
                        .iter()
                        .find(|(k, _)| k == key)
                        .map(|(_, v)| v.as_str())
                };
                if NEVER.contains(&name.as_str()) {
                    say(format!("<{name}>"));
                }
                for (key, value) in attributes {
                    if key.starts_with("on")
                        || matches!(
                            key.as_str(),
                            "style" | "srcdoc" | "formaction" | "ping" | "is" | "popover"
                        )
                    {
                        say(format!("<{name} {key}={value:?}>"));
                    }
                    if ADDRESSES.contains(&key.as_str()) {
                        let icon = name == "link" && get("rel") == Some("icon");
                        if let Some(what) = address(value).filter(|_| !icon) {
                            say(format!("<{name} {key}> leads to {what}"));
                        }
                        if value.contains("evil.example") && name != "a" {
                            say(format!("<{name} {key}={value:?}> loads from elsewhere"));
                        }
                    }
                }
                let refresh = get("http-equiv").is_some_and(|h| h.eq_ignore_ascii_case("refresh"));
                if refresh
                    && get("content").is_none_or(|c| {
                        c.contains("evil")
                            || address(c.trim_start_matches("0;").trim().trim_start_matches("url="))
                                .is_some()
                    })
                {
                    say(format!("a refresh to {:?}", get("content")));
                }
                if name == "form"
                    && get("class").is_none_or(|c| !c.starts_with("find") && !c.contains("filter"))
                    && route.starts_with("tai-lieu/")
                {
                    say(format!("a form {attributes:?}"));
                }
            }
            Token::Raw(name, body) if matches!(name.as_str(), "script" | "style") => {
                let bad = [
                    "alert(",
                    "<!--",
                    "<script",
                    "*{display:none}",
                    "evil.example",
                ];
                // Data of schema.org is no script; it must only not end the element.
                let data = body.starts_with("{\"@context\"");
                if (data && body.contains('<')) || (!data && bad.iter().any(|b| body.contains(b))) {
                    say(format!(
                        "<{name}> with {}",
                        body.chars().take(120).collect::<String>()
                    ));
                }
            }
            _ => {}
        }
    }
    // The page's frame is whole, and nobody else's ids hide ours.
    let count = |tag: &str| {
        tokens
            .iter()
            .filter(|t| matches!(t, Token::Open(n, _) if n == tag))
            .count()
    };
    let ends = |tag: &str| {
        tokens
            .iter()
            .filter(|t| matches!(t, Token::Close(n) if n == tag))
            .count()
    };
    for tag in ["html", "head", "body", "main", "title"] {
        if count(tag) > 1 || ends(tag) > 1 || count(tag) != ends(tag) {
            say(format!("{} <{tag}>, {} </{tag}>", count(tag), ends(tag)));
        }
    }
    for tag in [
        "div", "section", "article", "p", "a", "ul", "ol", "table", "span", "b", "svg",
    ] {
        if count(tag) != ends(tag) {
            say(format!("{} <{tag}>, {} </{tag}>", count(tag), ends(tag)));
        }
    }
    if !is_404
        && tokens
            .iter()
            .any(|t| matches!(t, Token::Open(n, _) if n == "base"))
    {
        say("a base".to_owned());
    }
    let mut ids: Vec<&str> = tokens
        .iter()
        .filter_map(|t| match t {
            Token::Open(_, attributes) => attributes
                .iter()
                .find(|(k, _)| k == "id")
                .map(|(_, v)| v.as_str()),
            _ => None,
        })
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() != all && !route.starts_with("facebook/") {
        say("an id stands twice".to_owned());
    }
    json_ld(&tokens, &mut say);
}

fn json_ld(tokens: &[Token], say: &mut impl FnMut(String)) {
    for pair in tokens.windows(2) {
        if let [Token::Open(name, attributes), Token::Raw(_, body)] = pair
            && name == "script"
            && attributes.iter().any(|(_, v)| v == "application/ld+json")
            && serde_json::from_str::<serde_json::Value>(body).is_err()
        {
            say(format!("JSON-LD is none: {body}"));
        }
    }
}

/// The scheme of an address that may not stand in a page, as the URL standard reads it.
fn address(value: &str) -> Option<String> {
    let seen: String = value
        .trim_matches(|c: char| c <= ' ')
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect();
    let (scheme, _) = seen.split_once(':')?;
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    let scheme = scheme.to_ascii_lowercase();
    (valid
        && !matches!(
            scheme.as_str(),
            "http" | "https" | "mailto" | "tel" | "sms" | "geo" | "zalo"
        ))
    .then_some(seen)
}

/// Feeds, the sitemap and drawings.
pub fn xml(route: &str, text: &str, wrong: &mut Vec<String>) {
    let document = match roxmltree::Document::parse(text) {
        Ok(document) => document,
        Err(error) => return wrong.push(format!("{route}: {error}")),
    };
    for node in document.descendants() {
        if node.is_pi() {
            wrong.push(format!("{route}: an instruction"));
        }
        let name = node.tag_name().name().to_ascii_lowercase();
        if matches!(
            name.as_str(),
            "script"
                | "foreignobject"
                | "iframe"
                | "handler"
                | "listener"
                | "set"
                | "animate"
                | "image"
                | "feimage"
                | "a"
        ) {
            wrong.push(format!("{route}: <{name}>"));
        }
        for attribute in node.attributes() {
            let value = attribute.value();
            if attribute.name().to_ascii_lowercase().starts_with("on") {
                wrong.push(format!("{route}: {}={value:?}", attribute.name()));
            }
            let outside = route.ends_with(".svg")
                && (value.contains("//") || value.contains("url(") && !value.contains("url(#"));
            if address(value)
                .filter(|_| matches!(attribute.name(), "href" | "src"))
                .is_some()
                || outside
            {
                wrong.push(format!("{route}: {}={value:?}", attribute.name()));
            }
        }
        let text = node.text().unwrap_or_default();
        if name == "style"
            && (text.contains("@import") || text.contains("//") || text.contains("<"))
        {
            wrong.push(format!("{route}: style {text:?}"));
        }
        // A feed's content is HTML again.
        if matches!(name.as_str(), "content" | "summary") && node.attribute("type") == Some("html")
        {
            let mut inner = Vec::new();
            html(route, text, &mut inner);
            inner.retain(|fault| !fault.contains("stands twice"));
            wrong.append(&mut inner);
        }
    }
}
