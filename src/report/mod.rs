//! The year's report (`satcoso report`): what was published and posted, where nothing was, and how the weekly visits went.
//!
//! The review that the campaign's plan wants before 15 December each year (IV.2.2) starts from these figures. Only what
//! is published counts; invented entries are counted apart, translations once, and what cannot be known is said.
//! [`tally`](self) counts, the other files put the figures into a [`Document`], which is then written as a page to
//! print, as Markdown and as a table for Excel: no figure is put together twice.

mod cautions;
mod counts;
mod csv;
mod document;
mod gaps;
mod groups;
mod html;
mod list;
mod markdown;
mod overview;
mod tally;
mod visits;
mod weeks;

use crate::diagnostics::Lang;
use crate::site::Site;
use document::Document;
use tally::Tally;

/// A year's report, ready to be written.
pub struct Report {
    /// File names and contents.
    pub files: Vec<(String, Vec<u8>)>,
    /// Entries published, invented ones left out.
    pub published: usize,
    /// Posts on Facebook that entries record.
    pub posts: usize,
}

/// Puts together the report of a year that has begun, as the site stands at its “now”. The site must be one without
/// drafts.
pub fn of_year(site: &Site, year: i32, lang: Lang) -> Report {
    let tally = Tally::of(site, year);
    let document = document(&tally, lang);
    let suffix = lang.pick("", ".en");
    let name = |stem: &str, ending: &str| format!("{stem}-{year}{suffix}.{ending}");
    Report {
        files: vec![
            (name("bao-cao", "html"), html::page(&document).into_bytes()),
            (
                name("bao-cao", "md"),
                markdown::text(&document).into_bytes(),
            ),
            (name("bao-cao", "csv"), csv::figures(&document)),
            (name("danh-sach", "csv"), list::csv(&tally, lang)),
        ],
        published: tally.published().count(),
        posts: tally.posts().count(),
    }
}

/// The whole report in the order in which it is read.
fn document(tally: &Tally<'_>, lang: Lang) -> Document {
    let mut sections = Vec::new();
    sections.extend(gaps::section(tally, lang));
    sections.extend(visits::section(tally, lang));
    sections.extend(groups::sections(tally, lang));
    sections.push(cautions::section(tally, lang));
    sections.extend(list::section(tally, lang));
    Document {
        sections,
        ..overview::head(tally, lang)
    }
}

/// The code under which `text` knows a language of messages.
fn code(lang: Lang) -> &'static str {
    lang.pick("vi", "en")
}
