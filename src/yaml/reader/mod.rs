//! Typed reading of a [`Value`](super::Value): what `site.yaml` and front matter have in common. Nothing costs more
//! than a match on the good way; places are looked up only when there is something to say.

mod groups;
mod scalars;

use super::line::Line;
use super::path::{Part, Path, locate_in};
use super::refuse::{floor, line_range};
use super::value::Value;
use crate::diagnostics::{Diagnostic, Diags, Edit, FilePath, Span};
use std::cell::Cell;
use std::ops::Range;

/// Faults reported for one document; hostile input could otherwise make each byte one.
const MOST_FAULTS: usize = 100;

/// Places looked up in one document; each costs one more reading of it, so that long ones have fewer.
const MOST_PLACES: usize = 300;
/// Bytes read again for places, in all.
const MOST_READ: usize = 4 << 20;

/// The codes that a room gives to the faults found here.
#[derive(Clone, Copy, Debug)]
pub struct Codes {
    /// A key that is not known.
    pub unknown_key: &'static str,
    /// A value of another type than wanted.
    pub wrong_type: &'static str,
}

/// Reads the values of one document and collects what is wrong with them.
pub struct Reader<'a> {
    file: &'a FilePath,
    text: &'a str,
    range: Range<usize>,
    mended: Option<String>,
    codes: Codes,
    places_left: Cell<usize>,
    diags: Diags,
}

impl<'a> Reader<'a> {
    /// A reader of the document that stands in `range` of a file's text (as [`super::read`] gave it).
    pub fn new(
        file: &'a FilePath,
        text: &'a str,
        range: Range<usize>,
        mended: Option<String>,
        codes: Codes,
    ) -> Self {
        let places = (MOST_READ / range.len().max(1)).min(MOST_PLACES);
        Self {
            file,
            text,
            range,
            mended,
            codes,
            places_left: Cell::new(places),
            diags: Diags::new(),
        }
    }

    /// What was found.
    pub fn into_diags(self) -> Diags {
        self.diags
    }

    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.diags.iter().len() < MOST_FAULTS {
            self.diags.push(diagnostic);
        }
    }

    /// Whether anything was found.
    pub fn is_clean(&self) -> bool {
        self.diags.is_empty()
    }

    fn yaml(&self) -> &str {
        self.mended
            .as_deref()
            .or_else(|| self.text.get(self.range.clone()))
            .unwrap_or("")
    }

    /// Bytes of a node in the YAML that was read.
    fn place(&self, path: &Path<'_>, part: Part) -> Option<Range<usize>> {
        let left = self.places_left.get().checked_sub(1)?;
        self.places_left.set(left);
        locate_in(self.yaml(), path, part)
    }

    /// A node's place in the file; that of the node around it when it is not there itself.
    pub fn span(&self, path: &Path<'_>, part: Part) -> Span {
        match self.place(path, part) {
            Some(place) => Span::new(
                self.file,
                self.in_file(place.start)..self.in_file(place.end),
            ),
            None => match path.parent() {
                Some(parent @ (Path::Key(..) | Path::Index(..))) => self.span(parent, part),
                _ => self.whole(),
            },
        }
    }

    /// The document as a whole, for what is missing from it: its opening marker, else its first line.
    pub fn whole(&self) -> Span {
        let before = self.range.start.saturating_sub(1);
        let line = line_range(self.text, if self.range.start > 0 { before } else { 0 });
        Span::new(
            self.file,
            line.start..line.end.max((line.start + 1).min(self.text.len())),
        )
    }

    fn in_file(&self, at: usize) -> usize {
        let yaml = self.yaml();
        if self.mended.is_none() {
            return self.range.start + at;
        }
        let at = floor(yaml, at);
        let number = yaml.get(..at).map_or(0, |t| t.matches('\n').count());
        let column = at - line_range(yaml, at).start;
        let original = self.text.get(self.range.clone()).unwrap_or("");
        let start = original
            .match_indices('\n')
            .nth(number.wrapping_sub(1))
            .filter(|_| number > 0)
            .map_or(0, |(i, _)| i + 1);
        floor(
            self.text,
            self.range.start + (start + column).min(line_range(original, start).end),
        )
    }

    /// A value as it is written in the file.
    pub fn written(&self, path: &Path<'_>) -> Option<String> {
        let place = self.place(path, Part::Value)?;
        let text = self.yaml().get(place)?;
        Some(text.to_owned())
    }

    /// The node's line with the node replaced by other text.
    pub fn line_with(&self, path: &Path<'_>, part: Part, new: &str) -> Option<String> {
        let place = self.place(path, part)?;
        self.replaced(place, new)
    }

    fn replaced(&self, place: Range<usize>, new: &str) -> Option<String> {
        let yaml = self.yaml();
        let line = line_range(yaml, place.start);
        let before = yaml.get(line.start..place.start)?;
        let after = yaml.get(place.end.min(line.end)..line.end)?;
        Some(format!("{before}{new}{after}").trim_end().to_owned())
    }

    /// An error at a node, with the node replaced in its line as the correction.
    pub fn fault(
        &mut self,
        code: &'static str,
        path: &Path<'_>,
        part: Part,
        message: (String, String),
        new: Option<&str>,
    ) {
        let mut diagnostic = Diagnostic::error(code, self.span(path, part), message.0, message.1);
        if let Some(line) = new.and_then(|new| self.line_with(path, part, new)) {
            diagnostic = diagnostic.with_fix(line);
        }
        self.push(diagnostic);
    }

    /// An error from the start of one node to the end of another on its line, with all that replaced as the correction.
    pub fn fault_across(
        &mut self,
        code: &'static str,
        first: &Path<'_>,
        last: &Path<'_>,
        message: (String, String),
        new: &str,
    ) {
        let (Some(a), Some(b)) = (
            self.place(first, Part::Value),
            self.place(last, Part::Value),
        ) else {
            return self.fault(code, first, Part::Value, message, None);
        };
        self.fault_on(code, a.start..b.end.max(a.end), message, new, false);
    }

    /// An error at some bytes of the YAML that was read, with them replaced as the correction; `sure` where nothing else
    /// can be meant.
    fn fault_on(
        &mut self,
        code: &'static str,
        place: Range<usize>,
        message: (String, String),
        new: &str,
        sure: bool,
    ) {
        let span = Span::new(
            self.file,
            self.in_file(place.start)..self.in_file(place.end),
        );
        let diagnostic = Diagnostic::error(code, span.clone(), message.0, message.1);
        // In a document that was mended to be read, places are only near.
        let edit = (sure && self.mended.is_none()).then(|| Edit {
            span,
            text: new.to_owned(),
        });
        self.push(match self.replaced(place, new) {
            Some(line) => match edit {
                Some(edit) => diagnostic.with_edit(line, edit),
                None => diagnostic.with_fix(line),
            },
            None => diagnostic,
        });
    }

    /// Says that a value has the wrong type. `expected` is what it should be, in both languages.
    pub fn wrong_type(
        &mut self,
        path: &Path<'_>,
        found: &Value,
        expected: (&str, &str),
        new: Option<&str>,
    ) {
        let (vi, en) = found.kind_name();
        let message = (
            format!("“{path}” phải là {}, nhưng ở đây là {vi}.", expected.0),
            format!("“{path}” must be {}, but here it is {en}.", expected.1),
        );
        self.fault(self.codes.wrong_type, path, Part::Value, message, new);
    }

    /// The whole line on which a key stands, as written.
    pub fn line_of(&self, path: &Path<'_>) -> Option<String> {
        let place = self.place(path, Part::Key)?;
        let line = Line::new(self.yaml().get(line_range(self.yaml(), place.start))?);
        Some(line.text.to_owned())
    }
}
