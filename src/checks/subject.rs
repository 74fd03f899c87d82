//! One entry as checks look at it.

use super::lexicon::{Facts, Lexicon};
use super::passage::{self, Passage, Place};
use super::sentences::LONGEST;
use super::survey::{Survey, survey};
use crate::config::SiteConfig;
use crate::content::Entry;
use crate::diagnostics::{Diagnostic, Edit, Span, line_with};
use crate::markdown::Dialect;
use crate::text::legacy::{Repair, repair};
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
    /// What Markdown may contain on this site.
    pub dialect: &'a Dialect,
    lexicon: RefCell<&'a mut Lexicon>,
    passages: OnceCell<Vec<Passage>>,
    legacy: OnceCell<Option<Repair>>,
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
            legacy: OnceCell::new(),
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
        let range = place.range.start as usize..place.range.end as usize;
        line_with(&self.entry.text, range, new)
    }

    /// Adds the corrected line, to be looked at by a person.
    pub fn propose(&self, found: Diagnostic, place: &Place, new: &str) -> Diagnostic {
        match self.line_with(place, new) {
            Some(line) => found.with_fix(line),
            None => found,
        }
    }

    /// Adds the corrected line, to be applied by program where that is safe: where these very words stand, outside of
    /// addresses, in a line that is not in an old encoding (whose letters only look like these).
    pub fn mend(&self, found: Diagnostic, place: &Place, new: &str) -> Diagnostic {
        let Some(line) = self.line_with(place, new) else {
            return found;
        };
        let range = place.range.start as usize..place.range.end as usize;
        if !place.sure || self.is_address(&range) || self.is_legacy(&range) {
            return found.with_fix(line);
        }
        let edit = Edit {
            span: self.span(place),
            text: new.to_owned(),
        };
        found.with_edit(line, edit)
    }

    /// The entry's text brought to Unicode, where it is in an old encoding.
    pub fn legacy(&self) -> Option<&Repair> {
        let repaired = || self.survey.strange.then(|| repair(&self.entry.text))?;
        self.legacy.get_or_init(repaired).as_ref()
    }

    /// Whether a line is in an old encoding, or may be.
    fn is_legacy(&self, range: &Range<usize>) -> bool {
        let Some(repaired) = self.legacy() else {
            return false;
        };
        let line = |text: &str| {
            let lines = text.get(..range.start).map(|t| t.matches('\n').count());
            lines.and_then(|n| {
                self.entry
                    .text
                    .lines()
                    .nth(n)
                    .zip(repaired.text.lines().nth(n))
            })
        };
        line(&self.entry.text).is_none_or(|(old, new)| old != new)
    }

    /// Whether a place is part of an address, a name of a file or a hashtag, which lead elsewhere when spelled otherwise.
    fn is_address(&self, range: &Range<usize>) -> bool {
        let text = &self.entry.text;
        let part = |c: char| !(c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '"'));
        let before = text.get(..range.start).unwrap_or("");
        let start = before.trim_end_matches(part).len();
        let after = text.get(range.end..).unwrap_or("");
        let end = range.end + (after.len() - after.trim_start_matches(part).len());
        let token = text.get(start..end).unwrap_or("");
        let mut letters = token
            .chars()
            .zip(token.chars().skip(1))
            .zip(token.chars().skip(2));
        token.contains(['/', '@', '\\', '#'])
            || letters.any(|((a, b), c)| {
                matches!(b, '.' | '_') && a.is_alphanumeric() && c.is_alphanumeric()
            })
    }
}
