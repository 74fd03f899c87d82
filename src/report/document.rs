//! The report as headings, sentences, figures and tables, in one language; its writers know no more than this.

use crate::diagnostics::Lang;
use crate::text::number;

/// The whole report.
pub(super) struct Document {
    pub lang: Lang,
    /// Who reports.
    pub organization: String,
    pub title: String,
    /// Lines below the title: the day of the figures, the day on which the report is due.
    pub about: Vec<String>,
    /// The year in a few figures.
    pub figures: Vec<Figure>,
    pub sections: Vec<Section>,
}

/// One figure of the overview.
pub(super) struct Figure {
    pub label: String,
    pub value: usize,
    /// Of how many, where that is known.
    pub of: Option<usize>,
}

impl Figure {
    /// `14`, `12/47`.
    pub fn written(&self, lang: &str) -> String {
        let number = |n: usize| number::integer(i64::try_from(n).unwrap_or(i64::MAX), lang);
        match self.of {
            Some(all) => format!("{}/{}", number(self.value), number(all)),
            None => number(self.value),
        }
    }
}

/// A heading with what stands below it.
pub(super) struct Section {
    pub heading: String,
    pub parts: Vec<Part>,
    /// A list of single entries behind the report; tables for spreadsheets have it in a file of its own.
    pub appendix: bool,
}

impl Section {
    pub fn new(heading: impl Into<String>, parts: Vec<Part>) -> Section {
        Section {
            heading: heading.into(),
            parts,
            appendix: false,
        }
    }
}

/// A piece of a section.
pub(super) enum Part {
    /// A paragraph.
    Text(String),
    /// Paragraphs that belong together, each with the words it is about in front; these may be missing.
    Points(Vec<(String, String)>),
    Table(Table),
}

impl Part {
    pub fn text(text: impl Into<String>) -> Part {
        Part::Text(text.into())
    }
}

/// A table; the first cell of each row is what the row is about.
pub(super) struct Table {
    pub caption: String,
    pub head: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
    /// The last row is the sum of the others.
    pub total: bool,
}

impl Table {
    /// Whether a column holds numbers only.
    pub fn is_number(&self, at: usize) -> bool {
        let mut cells = self.rows.iter().filter_map(|r| r.get(at));
        cells.all(|c| matches!(c, Cell::Number(_)))
    }
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Words(String),
    Number(usize),
    /// Words that lead to an address.
    Link(String, String),
}

impl Cell {
    pub fn words(words: impl Into<String>) -> Cell {
        Cell::Words(words.into())
    }
}
