//! Tests of parsing as a whole.

mod commonmark;
mod constructs;
mod directives;
mod html_by_authors;
mod limits;
mod plain_blocks;
mod properties;

use super::*;
use crate::diagnostics::Lang;

pub(super) fn dialect() -> Dialect {
    let components = [
        ("note", BodyKind::Markdown),
        ("steps", BodyKind::Markdown),
        ("contact", BodyKind::Yaml),
        ("video", BodyKind::Text),
    ];
    Dialect {
        components: components
            .map(|(name, kind)| (name.to_owned(), kind))
            .into(),
        ..Dialect::default()
    }
}

pub(super) fn read(text: &str) -> (Doc, Diags) {
    parse(text, 0..text.len(), &"content/a.md".into(), &dialect())
}

/// The document of a text that has no faults.
pub(super) fn clean(text: &str) -> Doc {
    let (doc, diags) = read(text);
    assert_eq!(said(&diags), Vec::<String>::new(), "{text}");
    doc
}

/// What the diagnostics say, as `code: text`.
pub(super) fn said(diags: &Diags) -> Vec<String> {
    diags
        .iter()
        .map(|d| format!("{}: {}", d.code, d.message(Lang::En)))
        .collect()
}

pub(super) fn codes(diags: &Diags) -> Vec<&'static str> {
    diags.iter().map(|d| d.code).collect()
}

/// HTML with the holes filled as a plain CommonMark renderer would, pictures alone back in their paragraphs.
pub(super) fn filled(doc: &Doc) -> String {
    let mut html = String::new();
    let mut done = 0;
    for hole in &doc.holes {
        let at = hole.at as usize;
        assert!(at >= done, "holes in order");
        html.push_str(&doc.html[done..at]);
        done = at;
        match hole.what {
            HoleKind::Link(i) => {
                let link = &doc.links[i as usize];
                html.push_str(&format!(" href=\"{}\"", href(&link.target)));
                if !link.title.is_empty() {
                    html.push_str(&format!(" title=\"{}\"", quoted(&link.title)));
                }
            }
            HoleKind::Image(i) => {
                let image = &doc.images[i as usize];
                let mut tag = format!(
                    "<img src=\"{}\" alt=\"{}\"",
                    href(&image.target),
                    quoted(&image.alt)
                );
                if !image.title.is_empty() {
                    tag.push_str(&format!(" title=\"{}\"", quoted(&image.title)));
                }
                tag.push_str(" />");
                html.push_str(&if image.alone {
                    format!("<p>{tag}</p>")
                } else {
                    tag
                });
            }
            HoleKind::Component(i) => {
                let component = &doc.components[i as usize];
                let body = match &component.body {
                    ComponentBody::Markdown(doc) => filled(doc),
                    ComponentBody::Yaml(value) => quoted(&format!("{value:?}")),
                    ComponentBody::Text(text) => quoted(text),
                };
                html.push_str(&format!("<div class=\"{}\">\n{body}</div>", component.name));
            }
            HoleKind::Word(word) => html.push_str(word.key()),
        }
    }
    html.push_str(&doc.html[done..]);
    html
}

fn quoted(text: &str) -> String {
    let mut out = String::new();
    html::escape::attribute(&mut out, text);
    out
}

fn href(target: &str) -> String {
    // As pulldown-cmark escapes addresses: by rendering one.
    let mut html = String::new();
    let tag = pulldown_cmark::Tag::Link {
        link_type: pulldown_cmark::LinkType::Inline,
        dest_url: target.into(),
        title: "".into(),
        id: "".into(),
    };
    pulldown_cmark::html::push_html(
        &mut html,
        std::iter::once(pulldown_cmark::Event::Start(tag)),
    );
    html.trim_start_matches("<a href=\"")
        .trim_end_matches("\">")
        .to_owned()
}

/// So many random cases, none kept on disk.
pub(super) fn cases(cases: u32) -> proptest::test_runner::Config {
    proptest::test_runner::Config {
        cases,
        failure_persistence: None,
        ..Default::default()
    }
}

/// What the file says at a place.
pub(super) fn at(text: &str, span: std::ops::Range<u32>) -> &str {
    &text[span.start as usize..span.end as usize]
}
