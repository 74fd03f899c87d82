use super::build::{Builder, DEPTH_LIMIT, is_block};
use super::{Inline, Place};
use crate::markdown::labels::folded;
use crate::markdown::{autolink, target};
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use std::ops::Range;

impl<'s> Builder<'s, '_> {
    /// Inlines up to the end of the element that holds them; a `run` without an element of its own ends before the next
    /// block, or before the end of what is around it.
    pub(super) fn inlines(&mut self, depth: usize, run: bool) -> Vec<Inline> {
        let mut inlines = Vec::new();
        let mut joined = 0usize;
        while let Some((event, range)) = self.events.next() {
            let span = self.place(range.clone());
            match event {
                Event::End(end) if joined == 0 => {
                    if run {
                        self.events.put_back(Event::End(end), range);
                    }
                    break;
                }
                Event::End(_) => joined -= 1,
                Event::Start(tag) if run && is_block(&tag) => {
                    self.events.put_back(Event::Start(tag), range);
                    break;
                }
                Event::Rule => {
                    self.events.put_back(Event::Rule, range);
                    break;
                }
                Event::Text(text) if !self.in_link && self.events.may_hold_address(&range) => {
                    for part in self.events.parted(text, range) {
                        let span = self.place(part.range);
                        if part.is_address {
                            let target = autolink::target(&part.text);
                            let words = Inline::Text {
                                text: part.text,
                                span: span.clone(),
                            };
                            inlines.push(Inline::Link {
                                inlines: vec![words],
                                target,
                                span,
                            });
                        } else {
                            push_text(&mut inlines, &part.text, span);
                        }
                    }
                }
                Event::Text(text) if text.starts_with('^') && self.is_mark(&text, &range) => {
                    // The brackets came as text too.
                    pop_bracket(&mut inlines);
                    self.events.next();
                    let label = text.trim_start_matches('^').to_owned();
                    inlines.push(Inline::FootnoteRef {
                        label,
                        span: self.place(range.start - 1..range.end + 1),
                    });
                }
                Event::Text(text) => push_text(&mut inlines, &text, span),
                Event::SoftBreak => push_text(&mut inlines, " ", span),
                Event::HardBreak => inlines.push(Inline::Break { span }),
                Event::Code(text) => inlines.push(Inline::Code {
                    text: text.into_string(),
                    span,
                }),
                Event::InlineHtml(_) | Event::Html(_) => inlines.push(Inline::Html { span }),
                Event::FootnoteReference(label) => {
                    inlines.push(Inline::FootnoteRef {
                        label: label.into_string(),
                        span,
                    });
                }
                Event::Start(Tag::Image { dest_url, .. }) => {
                    let alt = self.alternative_text();
                    match target::refusal(&dest_url) {
                        Some(_) => push_text(&mut inlines, &alt, span),
                        None => inlines.push(Inline::Image {
                            alt,
                            target: dest_url.into_string(),
                            span,
                        }),
                    }
                }
                Event::Start(_) if depth >= DEPTH_LIMIT => joined += 1,
                Event::Start(tag) => self.element(tag, depth + 1, span, &mut inlines),
                Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
            }
        }
        inlines
    }

    fn element(&mut self, tag: Tag<'s>, depth: usize, span: Place, out: &mut Vec<Inline>) {
        self.in_link = matches!(tag, Tag::Link { .. }) || self.in_link;
        let inlines = self.inlines(depth, false);
        self.in_link &= !matches!(tag, Tag::Link { .. });
        match tag {
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let target = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.into_string(),
                };
                match target::refusal(&target) {
                    Some(_) => out.extend(inlines),
                    None => out.push(Inline::Link {
                        inlines,
                        target,
                        span,
                    }),
                }
            }
            Tag::Strong => out.push(Inline::Strong { inlines, span }),
            Tag::Emphasis => out.push(Inline::Emphasis { inlines, span }),
            Tag::Strikethrough => out.push(Inline::Strike { inlines, span }),
            _ => out.extend(inlines),
        }
    }

    /// Whether text in brackets is, in a rich block, the mark of a footnote of the page.
    fn is_mark(&self, text: &str, range: &Range<usize>) -> bool {
        let source = self.slice.text().as_bytes();
        let before = range.start.checked_sub(1).and_then(|at| source.get(at));
        self.components > 0
            && !self.in_link
            && before == Some(&b'[')
            && source.get(range.end) == Some(&b']')
            && self
                .page
                .footnotes
                .contains(&folded(text.trim_start_matches('^')))
    }

    fn alternative_text(&mut self) -> String {
        let mut alt = String::new();
        self.events.drain(TagEnd::Image, |event, _| match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => alt.push_str(&text),
            Event::SoftBreak | Event::HardBreak => alt.push(' '),
            _ => {}
        });
        alt
    }
}

/// Adds words; the parser gives them in pieces.
fn push_text(inlines: &mut Vec<Inline>, text: &str, place: Place) {
    if let Some(Inline::Text { text: before, span }) = inlines.last_mut() {
        before.push_str(text);
        span.end = place.end;
    } else if !text.is_empty() {
        inlines.push(Inline::Text {
            text: text.to_owned(),
            span: place,
        });
    }
}

/// Takes back the bracket before a footnote's label.
fn pop_bracket(inlines: &mut Vec<Inline>) {
    if let Some(Inline::Text { text, span }) = inlines.last_mut()
        && text.ends_with('[')
    {
        text.pop();
        span.end -= 1;
        if text.is_empty() {
            inlines.pop();
        }
    }
}
