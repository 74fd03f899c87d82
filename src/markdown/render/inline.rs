use super::super::doc::{HoleKind, Image, Link};
use super::super::html::escape;
use super::super::slice::clamp32;
use super::super::{autolink, faults, target};
use super::Render;
use crate::text::script::foreign;
use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};
use std::ops::Range;

impl<'s> Render<'_, '_, 's, '_> {
    pub(super) fn text(&mut self, text: CowStr<'s>, range: Range<usize>) {
        if self.links.is_empty() && self.events.may_hold_address(&range) {
            for part in self.events.parted(text, range) {
                if part.is_address {
                    self.open_link(autolink::target(&part.text), String::new(), part.range);
                    self.plain_text(&part.text);
                    self.close_link();
                } else {
                    self.plain_text(&part.text);
                }
            }
            return;
        }
        if text.starts_with('^') && self.links.is_empty() && self.footnote_mark(&text, &range) {
            return;
        }
        self.plain_text(&text);
    }

    pub(super) fn plain_text(&mut self, text: &str) {
        match self.page.mixed {
            None => escape::text(&mut self.doc.html, text),
            Some(lang) => self.in_languages(text, lang),
        }
        self.words.push_str(text);
    }

    /// Text whose parts in other languages than the page's say so (WCAG 2.2, 3.1.2).
    fn in_languages(&mut self, text: &str, lang: &str) {
        let html = &mut self.doc.html;
        let mut at = 0;
        for (range, code) in foreign(text, lang) {
            escape::text(html, text.get(at..range.start).unwrap_or(""));
            html.push_str("<span lang=\"");
            html.push_str(code);
            html.push_str("\">");
            escape::text(html, text.get(range.clone()).unwrap_or(""));
            html.push_str("</span>");
            at = range.end;
        }
        escape::text(html, text.get(at..).unwrap_or(""));
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
        self.events.drain(TagEnd::Image, |event, _| match event {
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
