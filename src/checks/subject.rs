//! One entry as checks look at it.

use super::lexicon::{Facts, Lexicon};
use super::passage::{self, Passage, Place};
use super::sentences::LONGEST;
use super::survey::{Survey, survey};
use crate::config::SiteConfig;
use crate::content::Entry;
use crate::diagnostics::{Diagnostic, Edit, Span};
use crate::markdown::Dialect;
use std::cell::{OnceCell, RefCell};
use std::ops::Range;

/// An entry with what checks want to know of it, each made when first asked for.
pub struct Subject<'a> {
    /// Configuration.
    pub config: &'a SiteConfig,
    /// The entry.
    pub entry: &'a Entry,
    /// Whether it is written in Vietnamese.
    pub vietnamese: bool,
    /// What a quick look made suspicious.
    pub survey: Survey,
    dialect: &'a Dialect,
    lexicon: RefCell<&'a mut Lexicon>,
    passages: OnceCell<Vec<Passage>>,
}

impl<'a> Subject<'a> {
    /// Looks through the entry's text once.
    pub fn new(
        config: &'a SiteConfig,
        entry: &'a Entry,
        dialect: &'a Dialect,
        lexicon: &'a mut Lexicon,
    ) -> Self {
        Self {
            config,
            entry,
            vietnamese: entry.path.lang == "vi",
            survey: survey(&entry.text, entry.body_at, LONGEST, lexicon),
            dialect,
            lexicon: RefCell::new(lexicon),
            passages: OnceCell::new(),
        }
    }

    /// The entry's words, passage by passage.
    pub fn passages(&self) -> &[Passage] {
        self.passages
            .get_or_init(|| passage::of(self.entry, self.dialect))
    }

    /// What is known of a word.
    pub fn facts(&self, word: &str) -> Facts {
        self.lexicon.borrow_mut().facts(word)
    }

    /// Where words of a passage stand.
    pub fn place(&self, passage: &Passage, range: Range<usize>) -> Place {
        passage.place(&self.entry.text, range)
    }

    /// A place as a span.
    pub fn span(&self, place: &Place) -> Span {
        self.entry.span(place.range.clone())
    }

    /// The line around a place with the place's text replaced; `None` where the words do not stand there exactly.
    pub fn line_with(&self, place: &Place, new: &str) -> Option<String> {
        if !place.exact {
            return None;
        }
        let text = &self.entry.text;
        let (start, end) = (place.range.start as usize, place.range.end as usize);
        let first = text.get(..start)?.rfind('\n').map_or(0, |i| i + 1);
        let last = text.get(end..)?.find('\n').map_or(text.len(), |i| end + i);
        Some(format!(
            "{}{new}{}",
            text.get(first..start)?,
            text.get(end..last)?
        ))
    }

    /// Adds the corrected line, to be looked at by a person.
    pub fn propose(&self, found: Diagnostic, place: &Place, new: &str) -> Diagnostic {
        match self.line_with(place, new) {
            Some(line) => found.with_fix(line),
            None => found,
        }
    }

    /// Adds the corrected line, safe to be applied by program.
    pub fn mend(&self, found: Diagnostic, place: &Place, new: &str) -> Diagnostic {
        let Some(line) = self.line_with(place, new) else {
            return found;
        };
        let edit = Edit {
            span: self.span(place),
            text: new.to_owned(),
        };
        found.with_edit(line, edit)
    }
}
