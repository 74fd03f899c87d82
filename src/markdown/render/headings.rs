use super::super::doc::Heading;
use super::super::faults;
use super::super::html::escape;
use super::{Render, Start};
use pulldown_cmark::{CowStr, HeadingLevel, Tag};
use std::ops::Range;

/// The heading at hand.
#[derive(Default)]
pub(super) struct Open {
    /// Where its attributes go.
    pub(super) at: usize,
    id: Option<String>,
    /// Classes and further attributes, written out.
    attributes: String,
    span: Range<usize>,
}

impl Open {
    pub(super) fn is_open(&self) -> bool {
        self.at > 0
    }
}

impl Render<'_, '_, '_, '_> {
    pub(super) fn start_heading(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let Tag::Heading {
            level,
            id,
            classes,
            attrs,
        } = tag
        else {
            return;
        };
        self.begin_block();
        self.doc.html.push_str(opening(level));
        let mut attributes = String::new();
        if !classes.is_empty() {
            attributes.push_str(" class=\"");
            escape::attribute(&mut attributes, &classes.join(" "));
            attributes.push('"');
        }
        for (name, value) in attrs {
            self.heading_attribute(&mut attributes, &name, value, range.clone());
        }
        let source = self.slice.text().get(range.clone()).unwrap_or_default();
        let span = range.start..range.start + source.trim_end().len();
        self.heading = Open {
            at: self.doc.html.len(),
            id: id.map(|id| id.to_string()),
            attributes,
            span,
        };
        self.doc.html.push('>');
        self.block = Start {
            html: self.doc.html.len(),
            words: self.words.len(),
        };
    }

    fn heading_attribute(
        &mut self,
        out: &mut String,
        name: &str,
        value: Option<CowStr<'_>>,
        range: Range<usize>,
    ) {
        let name = name.to_ascii_lowercase();
        let data = name.strip_prefix("data-").is_some_and(|rest| {
            !rest.is_empty()
                && rest
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        });
        if !data && !matches!(name.as_str(), "lang" | "dir") {
            let span = self.span(range);
            self.report(faults::ignored_attribute(span, &name));
            return;
        }
        out.push(' ');
        out.push_str(&name);
        out.push_str("=\"");
        escape::attribute(out, value.as_deref().unwrap_or_default());
        out.push('"');
    }

    pub(super) fn end_heading(&mut self, level: HeadingLevel) {
        let Open {
            at,
            id,
            attributes,
            span,
        } = std::mem::take(&mut self.heading);
        let text = self
            .words
            .get(self.block.words..)
            .unwrap_or_default()
            .trim()
            .to_owned();
        let id = match id.filter(|id| !id.is_empty()) {
            Some(wish) => {
                let given = self.page.ids.unique(wish.clone());
                if given != wish {
                    let span = self.span(span.clone());
                    self.report(faults::repeated_id(span, &wish, &given));
                }
                given
            }
            None => self.page.ids.of_words(&text),
        };
        let mut written = String::with_capacity(id.len() + attributes.len() + 6);
        written.push_str(" id=\"");
        escape::attribute(&mut written, &id);
        written.push('"');
        written.push_str(&attributes);
        self.insert_attributes(at, &written);
        self.close_label();
        self.doc.html.push_str(closing(level));
        self.words.push('\n');
        self.doc.toc.push(Heading {
            level: level as u8,
            id,
            text,
            span: self.slice.place32(span),
        });
    }
}

fn opening(level: HeadingLevel) -> &'static str {
    match level {
        HeadingLevel::H1 => "<h1",
        HeadingLevel::H2 => "<h2",
        HeadingLevel::H3 => "<h3",
        HeadingLevel::H4 => "<h4",
        HeadingLevel::H5 => "<h5",
        HeadingLevel::H6 => "<h6",
    }
}

fn closing(level: HeadingLevel) -> &'static str {
    match level {
        HeadingLevel::H1 => "</h1>\n",
        HeadingLevel::H2 => "</h2>\n",
        HeadingLevel::H3 => "</h3>\n",
        HeadingLevel::H4 => "</h4>\n",
        HeadingLevel::H5 => "</h5>\n",
        HeadingLevel::H6 => "</h6>\n",
    }
}
