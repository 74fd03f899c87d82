//! HTML in the author's text.

use super::super::faults;
use super::super::html::{raw, sanitise};
use super::super::slice::Slice;
use super::Render;
use crate::diagnostics::Span;
use pulldown_cmark::{Event, TagEnd};
use std::collections::BTreeSet;
use std::ops::Range;

/// Bytes of HTML an author may write in one document; the parser of HTML takes time that grows with the square of some
/// inputs.
const RAW_LIMIT: usize = 64 << 10;
/// Tags an author may have open at once, and blocks of Markdown around them.
const OPEN_LIMIT: isize = 32;
const NESTING_LIMIT: usize = 256;
/// Bytes of a document that is to be sanitised.
const DOCUMENT_LIMIT: usize = 512 << 10;

/// What was met of HTML so far.
#[derive(Default)]
pub(super) struct State {
    /// Whether any of it reached the document, so that it must be sanitised.
    used: bool,
    bytes: usize,
    open: isize,
    /// Tags refused so far; each is reported once.
    refused: BTreeSet<String>,
    /// Where it went beyond the limits.
    excess: Option<Span>,
}

impl Render<'_, '_, '_, '_> {
    pub(super) fn inline_html(&mut self, html: &str, range: Range<usize>) {
        if self.page.dialect.trust_html {
            self.doc.html.push_str(html);
        } else if is_line_break(html) {
            self.doc.html.push_str("<br />");
            self.words.push(' ');
        } else {
            let outer = self.slice;
            self.filtered(&Slice::of_pieces(outer, std::iter::once((html, range))));
        }
    }

    /// A block of HTML, whose start was just taken.
    pub(super) fn html_block(&mut self) {
        self.close_label();
        let mut lines = Vec::new();
        self.events.drain(TagEnd::HtmlBlock, |event, range| {
            if let Event::Html(text) | Event::Text(text) = event {
                lines.push((text, range));
            }
        });
        if self.page.dialect.trust_html {
            lines
                .iter()
                .for_each(|(text, _)| self.doc.html.push_str(text));
            return;
        }
        let outer = self.slice;
        self.filtered(&Slice::of_pieces(
            outer,
            lines.iter().map(|(text, range)| (&**text, range.clone())),
        ));
    }

    /// Writes what is allowed of a piece of HTML and reports the rest.
    fn filtered(&mut self, html: &Slice<'_>) {
        let read = raw::read(html.text());
        let span = |range| Span::new(self.page.file, html.place(range));
        let mut refused = read.refused;
        refused.retain(|(name, _)| self.raw.refused.insert(name.clone()));
        let refused = refused
            .into_iter()
            .map(|(name, range)| faults::refused_tag(span(range), &name));
        let relative = read
            .relative
            .into_iter()
            .map(|(target, range)| faults::relative_html_link(span(range), &target));
        let reports: Vec<_> = refused.chain(relative).collect();
        let whole = span(0..html.text().len());
        reports.into_iter().for_each(|report| self.report(report));

        self.raw.bytes += html.text().len();
        self.raw.open += read.open;
        if read.kept.trim().is_empty() {
            return;
        }
        self.raw.used = true;
        if self.raw.bytes > RAW_LIMIT || self.raw.open > OPEN_LIMIT || self.nesting > NESTING_LIMIT
        {
            self.raw.excess.get_or_insert(whole);
        }
        self.doc.html.push_str(&read.kept);
    }

    /// Sanitises the document, if there is anything in it to sanitise.
    pub(super) fn finish_html(&mut self) {
        if !self.raw.used {
            return;
        }
        if self.doc.html.len() > DOCUMENT_LIMIT || deepest(&self.doc.html) > NESTING_LIMIT {
            self.raw.excess.get_or_insert(self.span(0..0));
        }
        if let Some(span) = self.raw.excess.take() {
            self.report(faults::too_much_html(span));
            self.doc.html.clear();
            self.doc.holes.clear();
            return;
        }
        let images = &self.doc.images;
        let alone = |image: u32| images.get(image as usize).is_some_and(|image| image.alone);
        (self.doc.html, self.doc.holes) =
            sanitise(&self.doc.html, &self.doc.holes, &self.own, alone);
    }
}

/// How deep lists, quotations and boxes stand in one another.
fn deepest(html: &str) -> usize {
    let mut depth = 0usize;
    let mut most = 0;
    for piece in html.split('<').skip(1) {
        let (name, closes) = piece
            .strip_prefix('/')
            .map_or((piece, false), |rest| (rest, true));
        let name = name.split([' ', '>', '\n']).next().unwrap_or_default();
        if matches!(name, "ul" | "ol" | "dl" | "blockquote" | "div") {
            depth = match closes {
                true => depth.saturating_sub(1),
                false => depth + 1,
            };
            most = most.max(depth);
        }
    }
    most
}

/// `<br>`, the one tag that people need in table cells.
fn is_line_break(html: &str) -> bool {
    let inner = html
        .strip_prefix('<')
        .and_then(|h| h.strip_suffix('>'))
        .unwrap_or_default();
    inner
        .trim_end_matches(['/', ' '])
        .eq_ignore_ascii_case("br")
}
