//! Rich blocks: a title line and the body; pictures and videos are collected; what the post has elsewhere (whom to call,
//! the legal basis) or cannot have (files) is left out.

use super::{Paragraph, Pictured, Writer, push};
use crate::markdown::Word;
use crate::markdown::plain::{Body, Place, text};
use crate::yaml::Value;

impl Writer<'_> {
    pub(super) fn component(
        &mut self,
        name: &str,
        argument: &str,
        options: &[(String, String)],
        body: &Body,
        place: Place,
        out: &mut Vec<Paragraph>,
    ) {
        let option = |key: &str| {
            options
                .iter()
                .find(|(k, _)| k == key)
                .map_or("", |(_, v)| v.as_str())
        };
        match name {
            "contact" | "download" | "legal-basis" => {}
            "video" => {
                let title = option("title");
                self.link(if title.is_empty() { "Video" } else { title }, argument);
            }
            "figure" => {
                let caption = match body {
                    Body::Blocks(blocks) => text(blocks),
                    _ => String::new(),
                };
                self.body.pictures.push(Pictured {
                    target: argument.to_owned(),
                    alt: option("alt").trim().to_owned(),
                    decorative: options.iter().any(|(k, _)| k == "decorative"),
                    caption: caption.trim().to_owned(),
                    place,
                });
            }
            "gallery" => self.gallery(body, &place),
            _ => {
                let title = match (name, argument.trim()) {
                    ("note", "") => self.words.alert(Word::Note),
                    ("warning", "") => self.words.alert(Word::Warning),
                    (_, argument) if is_title(argument) => argument,
                    _ => "",
                };
                push(out, title.to_owned(), place.clone(), true);
                match body {
                    Body::Blocks(blocks) => self.blocks(blocks, out),
                    Body::Text(words) => push(out, words.trim().to_owned(), place, false),
                    Body::Yaml(_) => {}
                }
            }
        }
    }

    fn gallery(&mut self, body: &Body, place: &Place) {
        let Body::Yaml(Value::List(items)) = body else {
            return;
        };
        for item in items.iter().filter_map(Value::as_map) {
            let words = |key: &str| item.get(key).and_then(Value::as_str).unwrap_or("").trim();
            if !words("image").is_empty() {
                self.body.pictures.push(Pictured {
                    target: words("image").to_owned(),
                    alt: words("alt").to_owned(),
                    decorative: item.get("decorative") == Some(&Value::Bool(true)),
                    caption: String::new(),
                    place: place.clone(),
                });
            }
        }
    }
}

/// Whether an argument is words for people rather than a file or an address.
fn is_title(argument: &str) -> bool {
    !argument.is_empty() && (argument.contains(' ') || !argument.contains(['.', '/', ':']))
}
