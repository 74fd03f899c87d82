//! Footnotes, after GitHub: numbered in the order in which the text refers to them, gathered at the end, each with links
//! back. Numbers run on through rich blocks, so that ids are unique in the page.

use super::super::doc::{Hole, HoleKind, Word};
use super::super::faults;
use super::super::html::{Own, OwnKind};
use super::super::slice::clamp32;
use super::Render;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

#[derive(Default)]
pub(super) struct Notes {
    /// In the order in which they were first met.
    notes: Vec<Note>,
    /// Index by label.
    labels: BTreeMap<String, usize>,
    /// Labels without a text that have been reported.
    pub(super) missing: BTreeSet<String>,
    /// Those being written, with what the page had so far.
    open: Vec<(usize, Piece)>,
}

struct Note {
    label: String,
    number: Option<u32>,
    references: u32,
    text: Option<Piece>,
    span: Range<usize>,
}

#[derive(Default)]
struct Piece {
    html: String,
    holes: Vec<Hole>,
    own: Vec<Own>,
}

impl Notes {
    /// Labels differ neither by case nor by how much white space stands between their words.
    fn index(&mut self, label: &str, span: &Range<usize>) -> usize {
        let folded = label
            .split_whitespace()
            .map(str::to_lowercase)
            .collect::<Vec<_>>()
            .join(" ");
        *self.labels.entry(folded).or_insert_with(|| {
            self.notes.push(Note {
                label: label.to_owned(),
                number: None,
                references: 0,
                text: None,
                span: span.clone(),
            });
            self.notes.len() - 1
        })
    }
}

impl Render<'_, '_, '_, '_> {
    pub(super) fn footnote_reference(&mut self, label: &str, range: Range<usize>) {
        let index = self.notes.index(label, &range);
        let Some(note) = self.notes.notes.get_mut(index) else {
            return;
        };
        let number = *note.number.get_or_insert_with(|| {
            self.page.footnotes += 1;
            self.page.footnotes
        });
        note.references += 1;
        let id = reference_id(number, note.references);
        self.doc.html.push_str("<sup");
        self.attributes(" class=\"footnote-ref\"");
        self.doc.html.push_str("><a");
        self.attributes(&format!(
            " href=\"#fn-{number}\" id=\"{id}\" role=\"doc-noteref\""
        ));
        self.doc.html.push_str(&format!(">{number}</a></sup>"));
    }

    pub(super) fn start_footnote(&mut self, label: &str, range: Range<usize>) {
        self.close_label();
        let index = self.notes.index(label, &range);
        if let Some(note) = self.notes.notes.get_mut(index) {
            note.span = range;
        }
        self.nesting += 1;
        let before = Piece {
            html: std::mem::take(&mut self.doc.html),
            holes: std::mem::take(&mut self.doc.holes),
            own: std::mem::take(&mut self.own),
        };
        self.notes.open.push((index, before));
    }

    pub(super) fn end_footnote(&mut self) {
        self.close_label();
        self.end_line();
        self.nesting = self.nesting.saturating_sub(1);
        let Some((index, before)) = self.notes.open.pop() else {
            return;
        };
        let text = Piece {
            html: std::mem::replace(&mut self.doc.html, before.html),
            holes: std::mem::replace(&mut self.doc.holes, before.holes),
            own: std::mem::replace(&mut self.own, before.own),
        };
        let Some(note) = self.notes.notes.get_mut(index) else {
            return;
        };
        if note.text.is_none() {
            note.text = Some(text);
        } else {
            let (label, range) = (note.label.clone(), note.span.clone());
            let span = self.span(range);
            self.report(faults::repeated_footnote(span, &label));
        }
    }

    /// The list at the end.
    pub(super) fn write_footnotes(&mut self) {
        let mut notes = std::mem::take(&mut self.notes.notes);
        for note in notes.iter().filter(|note| note.number.is_none()) {
            let source = self.slice.text().get(note.span.clone()).unwrap_or_default();
            let end = note.span.start + source.lines().next().map_or(0, str::len);
            let span = self.span(note.span.start..end);
            self.report(faults::unused_footnote(span, &note.label));
        }
        notes.retain(|note| note.number.is_some());
        notes.sort_by_key(|note| note.number);
        let Some(first) = notes.first().and_then(|note| note.number) else {
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
        for note in notes {
            self.write_footnote(note);
        }
        self.doc.html.push_str("</ol>\n</section>\n");
    }

    fn write_footnote(&mut self, note: Note) {
        let Some(number) = note.number else { return };
        self.doc.html.push_str("<li");
        self.attributes(&format!(" id=\"fn-{number}\""));
        self.doc.html.push('>');
        let text = note.text.unwrap_or_default();
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
        for reference in 1..=note.references {
            let id = reference_id(number, reference);
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
fn reference_id(number: u32, reference: u32) -> String {
    if reference == 1 {
        format!("fnref-{number}")
    } else {
        format!("fnref-{number}-{reference}")
    }
}
