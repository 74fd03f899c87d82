//! Footnotes, after GitHub: numbered in the order in which the text refers to them, gathered at the end, each with links
//! back. Numbers run on through rich blocks, so that ids are unique in the page.
//!
//! A rich block may refer to the page's footnotes, and have footnotes of its own, which stand at its end.

use super::super::doc::{Hole, HoleKind, Word};
use super::super::faults;
use super::super::html::{Own, OwnKind};
use super::super::labels::folded;
use super::super::slice::clamp32;
use super::Render;
use crate::diagnostics::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The footnotes that some text refers to, by folded label.
#[derive(Default)]
pub(super) struct References(BTreeMap<String, Reference>);

struct Reference {
    label: String,
    number: u32,
    /// How many places refer to it.
    count: u32,
    /// The first of them.
    span: Span,
}

/// The footnotes of a document.
#[derive(Default)]
pub(super) struct Notes {
    /// What the text of a rich block refers to of its own footnotes; the page's are in the page.
    references: References,
    texts: Vec<Note>,
    /// Labels without a text that have been reported.
    missing: BTreeSet<String>,
    /// Those being written, with what the page had so far.
    open: Vec<(Note, Piece)>,
}

struct Note {
    label: String,
    text: Piece,
    span: Range<usize>,
}

#[derive(Default)]
struct Piece {
    html: String,
    holes: Vec<Hole>,
    own: Vec<Own>,
}

impl Render<'_, '_, '_, '_> {
    /// The mark of a footnote of this document.
    pub(super) fn footnote_reference(&mut self, label: &str, range: Range<usize>) {
        self.refer(label, range, self.page.depth == 0);
    }

    fn refer(&mut self, label: &str, range: Range<usize>, to_page: bool) {
        let span = self.span(range);
        let page = &mut *self.page;
        let references = if to_page {
            &mut page.references
        } else {
            &mut self.notes.references
        };
        let reference = references.0.entry(folded(label)).or_insert_with(|| {
            page.footnotes += 1;
            Reference {
                label: label.to_owned(),
                number: page.footnotes,
                count: 0,
                span,
            }
        });
        reference.count += 1;
        let (number, id) = (
            reference.number,
            reference_id(reference.number, reference.count),
        );
        self.doc.html.push_str("<sup");
        self.attributes(" class=\"footnote-ref\"");
        self.doc.html.push_str("><a");
        self.attributes(&format!(
            " href=\"#fn-{number}\" id=\"{id}\" role=\"doc-noteref\""
        ));
        self.doc.html.push_str(&format!(">{number}</a></sup>"));
    }

    /// `[^label]` that came as text (this is what stands between the brackets): in a rich block it may mean a footnote
    /// of the page, else there is no such footnote. True when it was written.
    pub(super) fn footnote_mark(&mut self, text: &str, range: &Range<usize>) -> bool {
        let source = self.slice.text().as_bytes();
        let before = range.start.checked_sub(1).and_then(|at| source.get(at));
        let label = text.trim_start_matches('^');
        if before != Some(&b'[') || source.get(range.end) != Some(&b']') || label.is_empty() {
            return false;
        }
        let whole = range.start - 1..range.end + 1;
        if self.page.depth > 0
            && self.page.knows_footnote(&folded(label))
            && self.doc.html.ends_with('[')
        {
            self.doc.html.pop();
            self.words.pop();
            // The closing bracket.
            self.events.next();
            self.refer(label, whole, true);
            return true;
        }
        if self.notes.missing.insert(folded(label)) {
            let span = self.span(whole);
            self.report(faults::undefined_footnote(span, label));
        }
        false
    }

    pub(super) fn start_footnote(&mut self, label: &str, span: Range<usize>) {
        self.close_label();
        self.nesting += 1;
        let before = Piece {
            html: std::mem::take(&mut self.doc.html),
            holes: std::mem::take(&mut self.doc.holes),
            own: std::mem::take(&mut self.own),
        };
        let note = Note {
            label: label.to_owned(),
            text: Piece::default(),
            span,
        };
        self.notes.open.push((note, before));
    }

    pub(super) fn end_footnote(&mut self) {
        self.close_label();
        self.end_line();
        self.nesting = self.nesting.saturating_sub(1);
        let Some((mut note, before)) = self.notes.open.pop() else {
            return;
        };
        note.text = Piece {
            html: std::mem::replace(&mut self.doc.html, before.html),
            holes: std::mem::replace(&mut self.doc.holes, before.holes),
            own: std::mem::replace(&mut self.own, before.own),
        };
        self.notes.texts.push(note);
    }

    /// The list at the end.
    pub(super) fn write_footnotes(&mut self) {
        let is_page = self.page.depth == 0;
        let references = if is_page {
            &mut self.page.references
        } else {
            &mut self.notes.references
        };
        let mut references = std::mem::take(&mut references.0);
        let mut notes: Vec<(Reference, Piece)> = Vec::new();
        let mut written = BTreeSet::new();
        for note in std::mem::take(&mut self.notes.texts) {
            let label = folded(&note.label);
            let source = self.slice.text().get(note.span.clone()).unwrap_or_default();
            let line = note.span.start..note.span.start + source.lines().next().map_or(0, str::len);
            if let Some(reference) = references.remove(&label) {
                notes.push((reference, note.text));
            } else {
                let span = self.span(line);
                self.report(match written.contains(&label) {
                    true => faults::repeated_footnote(span, &note.label),
                    false => faults::unused_footnote(span, &note.label),
                });
            }
            written.insert(label);
        }
        // What only looked like a footnote's text: nothing in the page may lead nowhere.
        for reference in references.into_values() {
            self.report(faults::undefined_footnote(
                reference.span.clone(),
                &reference.label,
            ));
            notes.push((reference, Piece::default()));
        }
        notes.sort_by_key(|(reference, _)| reference.number);
        let Some(first) = notes.first().map(|(reference, _)| reference.number) else {
            return;
        };
        self.begin_block();
        self.doc.html.push_str("<section");
        let at = self.doc.html.len();
        self.doc
            .html
            .push_str(" class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
        self.hole(HoleKind::Word(Word::Footnotes));
        self.doc.html.push('"');
        self.mark_own(at, OwnKind::Attributes);
        self.doc.html.push_str(">\n<ol");
        if first > 1 {
            self.attributes(&format!(" start=\"{first}\""));
        }
        self.doc.html.push_str(">\n");
        let mut expected = first;
        for (reference, text) in notes {
            self.write_footnote(&reference, &text, reference.number != expected);
            expected = reference.number + 1;
        }
        self.doc.html.push_str("</ol>\n</section>\n");
    }

    /// One item; `numbered` where others, of a rich block, come between it and the one before it.
    fn write_footnote(&mut self, reference: &Reference, text: &Piece, numbered: bool) {
        let number = reference.number;
        self.doc.html.push_str("<li");
        self.attributes(&format!(" id=\"fn-{number}\""));
        if numbered {
            self.attributes(&format!(" value=\"{number}\""));
        }
        self.doc.html.push('>');
        // The links back stand at the end of the last paragraph.
        let (body, tail) = match text.html.strip_suffix("</p>\n") {
            Some(body) => (body, "</p>\n"),
            None => (text.html.as_str(), "\n"),
        };
        let shift = self.doc.html.len();
        self.doc.html.push_str(body);
        self.doc.holes.extend(text.holes.iter().map(|hole| Hole {
            at: hole.at + clamp32(shift),
            ..*hole
        }));
        self.own.extend(text.own.iter().map(|own| Own {
            at: own.at + shift,
            ..*own
        }));
        for count in 1..=reference.count {
            let id = reference_id(number, count);
            self.doc.html.push_str(" <a");
            let at = self.doc.html.len();
            self.doc.html.push_str(&format!(
                " href=\"#{id}\" class=\"footnote-back\" role=\"doc-backlink\" aria-label=\""
            ));
            self.hole(HoleKind::Word(Word::FootnoteBack));
            self.doc.html.push_str(&format!(" {number}\""));
            self.mark_own(at, OwnKind::Attributes);
            self.doc.html.push_str(">↩</a>");
        }
        self.doc.html.push_str(tail);
        self.doc.html.push_str("</li>\n");
    }
}

/// Id of the n-th place that refers to a footnote.
fn reference_id(number: u32, count: u32) -> String {
    if count == 1 {
        format!("fnref-{number}")
    } else {
        format!("fnref-{number}-{count}")
    }
}
