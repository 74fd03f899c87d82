//! The parser's events, and the addresses that stand in text without markup.

use super::slice::Slice;
use super::{autolink, options};
use pulldown_cmark::{BrokenLinkCallback, CowStr, Event, OffsetIter, Parser, TagEnd};
use std::ops::Range;

/// Events with their ranges in the slice; the last one taken can be put back.
pub(super) struct Events<'s, B> {
    iter: OffsetIter<'s, B>,
    back: Option<(Event<'s>, Range<usize>)>,
    text: &'s str,
    /// Where `://` and `www.` stand.
    addresses: Vec<usize>,
}

impl<'s, B: BrokenLinkCallback<'s>> Events<'s, B> {
    pub(super) fn new(slice: &'s Slice<'_>, broken: Option<B>) -> Self {
        let text = slice.text();
        let iter =
            Parser::new_with_broken_link_callback(text, options(), broken).into_offset_iter();
        Self {
            iter,
            back: None,
            text,
            addresses: autolink::marks(text),
        }
    }

    /// Puts an event back; it comes next.
    pub(super) fn put_back(&mut self, event: Event<'s>, range: Range<usize>) {
        self.back = Some((event, range));
    }

    /// Takes events up to the end of the element just started; `f` sees them.
    pub(super) fn drain(&mut self, end: TagEnd, mut f: impl FnMut(Event<'s>, Range<usize>)) {
        let mut depth = 0usize;
        for (event, range) in self.by_ref() {
            match &event {
                Event::End(e) if *e == end && depth == 0 => return,
                Event::End(e) if *e == end => depth -= 1,
                Event::Start(tag) if tag.to_end() == end => depth += 1,
                _ => {}
            }
            f(event, range);
        }
    }

    /// Whether an address may stand in a piece of text.
    pub(super) fn may_hold_address(&self, range: &Range<usize>) -> bool {
        if self.addresses.is_empty() {
            return false;
        }
        let next = self.addresses.partition_point(|&at| at < range.start);
        self.addresses.get(next).is_some_and(|&at| at < range.end)
    }

    /// Text with the pieces that follow it, parted at its addresses. The parser splits text at characters that might
    /// have meant something, and an address may hold such characters.
    pub(super) fn parted(&mut self, text: CowStr<'s>, range: Range<usize>) -> Vec<Part> {
        let before = self
            .text
            .get(..range.start)
            .and_then(|t| t.chars().next_back());
        let mut merged = text.into_string();
        let mut pieces = vec![(0, merged.len(), range)];
        while let Some((event, range)) = self.next() {
            match event {
                Event::Text(more) => {
                    pieces.push((merged.len(), more.len(), range));
                    merged.push_str(&more);
                }
                other => {
                    self.put_back(other, range);
                    break;
                }
            }
        }
        let mut parts = Vec::new();
        let mut done = 0;
        let mut push = |range: Range<usize>, is_address| {
            let text = merged.get(range.clone()).unwrap_or_default().to_owned();
            let range = place(&pieces, range.start, false)..place(&pieces, range.end, true);
            if !text.is_empty() {
                parts.push(Part {
                    text,
                    range,
                    is_address,
                });
            }
        };
        while let Some(found) = autolink::first(&merged, done, before) {
            push(done..found.start, false);
            done = found.end;
            push(found, true);
        }
        push(done..merged.len(), false);
        parts
    }
}

/// A piece of text, or an address in it.
pub(super) struct Part {
    pub(super) text: String,
    pub(super) range: Range<usize>,
    pub(super) is_address: bool,
}

impl<'s, B: BrokenLinkCallback<'s>> Iterator for Events<'s, B> {
    type Item = (Event<'s>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        self.back.take().or_else(|| self.iter.next())
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
