use super::super::doc::{HoleKind, Image, Link};
use super::super::html::escape;
use super::super::slice::clamp32;
use super::super::{autolink, faults, target};
use super::Render;
use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};
use std::ops::Range;

impl Render<'_, '_, '_, '_> {
    pub(super) fn text(&mut self, text: CowStr<'_>, range: Range<usize>) {
        if !self.addresses.is_empty() && self.links.is_empty() {
            let next = self.addresses.partition_point(|&at| at < range.start);
            if self.addresses.get(next).is_some_and(|&at| at < range.end) {
                return self.text_with_addresses(&text, range);
            }
        }
        if text.starts_with('^') && self.links.is_empty() {
            self.check_footnote_mark(&text, range);
        }
        self.plain_text(&text);
    }

    /// `[^label]` that came as text: there is no such footnote.
    fn check_footnote_mark(&mut self, text: &str, range: Range<usize>) {
        let source = self.slice.text().as_bytes();
        let before = range.start.checked_sub(1).and_then(|at| source.get(at));
        let label = text.trim_start_matches('^');
        if before == Some(&b'[') && source.get(range.end) == Some(&b']') && !label.is_empty() {
            let span = self.span(range.start - 1..range.end + 1);
            self.report(faults::undefined_footnote(span, label));
        }
    }

    pub(super) fn plain_text(&mut self, text: &str) {
        escape::text(&mut self.doc.html, text);
        self.words.push_str(text);
    }

    /// Text in which an address may stand. The parser splits text at characters that might have meant something, so
    /// the pieces that follow are taken in first.
    fn text_with_addresses(&mut self, text: &str, range: Range<usize>) {
        let before = self
            .slice
            .text()
            .get(..range.start)
            .and_then(|t| t.chars().next_back());
        let mut merged = text.to_owned();
        let mut pieces = vec![(0, text.len(), range)];
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Text(more) => {
                    pieces.push((merged.len(), more.len(), range));
                    merged.push_str(&more);
                }
                other => {
                    self.events.back = Some((other, range));
                    break;
                }
            }
        }
        let mut done = 0;
        while let Some(found) = autolink::first(&merged, done, before) {
            self.plain_text(merged.get(done..found.start).unwrap_or_default());
            let address = merged.get(found.clone()).unwrap_or_default();
            let span = place(&pieces, found.start, false)..place(&pieces, found.end, true);
            self.open_link(autolink::target(address), String::new(), span);
            self.plain_text(address);
            self.close_link();
            done = found.end;
        }
        self.plain_text(merged.get(done..).unwrap_or_default());
    }

    pub(super) fn inline_code(&mut self, code: &str) {
        self.doc.html.push_str("<code>");
        self.plain_text(code);
        self.doc.html.push_str("</code>");
    }

    pub(super) fn start_link(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let Tag::Link {
            link_type,
            dest_url,
            title,
            ..
        } = tag
        else {
            return;
        };
        let target = match link_type {
            LinkType::Email => format!("mailto:{dest_url}"),
            _ => dest_url.into_string(),
        };
        self.open_link(target, title.into_string(), range);
    }

    fn open_link(&mut self, target: String, title: String, range: Range<usize>) {
        let words = self.words.len();
        if let Some(refusal) = target::refusal(&target) {
            let span = self.span(range);
            self.report(faults::refused_target(span, refusal, false));
            self.links.push((None, words));
            return;
        }
        let index = self.doc.links.len();
        self.doc.html.push_str("<a");
        self.hole(HoleKind::Link(clamp32(index)));
        self.doc.html.push('>');
        self.doc.links.push(Link {
            target,
            title,
            text: String::new(),
            span: self.slice.place32(range),
        });
        self.links.push((Some(index), words));
    }

    pub(super) fn close_link(&mut self) {
        let Some((Some(index), from)) = self.links.pop() else {
            return;
        };
        self.doc.html.push_str("</a>");
        if let (Some(link), Some(words)) = (self.doc.links.get_mut(index), self.words.get(from..)) {
            words.trim().clone_into(&mut link.text);
        }
    }

    /// A picture: its alternative text is what stands in the brackets, without markup.
    pub(super) fn image(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let Tag::Image {
            dest_url, title, ..
        } = tag
        else {
            return;
        };
        let mut alt = String::new();
        self.drain(TagEnd::Image, |event, _| match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => alt.push_str(&text),
            Event::SoftBreak | Event::HardBreak => alt.push(' '),
            _ => {}
        });
        if let Some(refusal) = target::refusal(&dest_url) {
            let span = self.span(range);
            self.report(faults::refused_target(span, refusal, true));
            self.plain_text(&alt);
            return;
        }
        if self.heading.is_open() {
            self.words.push_str(&alt);
        }
        self.hole(HoleKind::Image(clamp32(self.doc.images.len())));
        self.doc.images.push(Image {
            target: dest_url.into_string(),
            alt,
            title: title.into_string(),
            alone: false,
            span: self.slice.place32(range),
        });
    }
}

/// Where a byte of merged text stands in the slice; `end` for the end of a range.
fn place(pieces: &[(usize, usize, Range<usize>)], at: usize, end: bool) -> usize {
    let after = pieces.partition_point(|(start, ..)| if end { *start < at } else { *start <= at });
    let Some((start, len, range)) = pieces.get(after.saturating_sub(1)) else {
        return 0;
    };
    match at - start {
        into if *len == range.len() => range.start + into,
        0 => range.start,
        _ => range.end,
    }
}
