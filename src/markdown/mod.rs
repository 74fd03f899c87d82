//! Markdown text → [`Doc`], without knowing the site: HTML with holes where links, pictures and rich blocks go, and
//! what others want to know of the text (headings, links, pictures, excerpt, length).
//!
//! Beyond CommonMark: tables, footnotes, strikethrough, task lists, definition lists, heading attributes, GitHub
//! alerts, bare addresses as links, and rich blocks (` ```{name} argument `). Text that uses none of them renders as
//! CommonMark says, except that headings have ids and a picture alone in its paragraph stands without the paragraph.

mod autolink;
mod directive;
mod doc;
mod events;
mod faults;
mod highlight;
mod html;
mod ids;
mod labels;
mod marked;
pub mod plain;
mod render;
mod slice;
mod target;
#[cfg(test)]
mod tests;

pub use doc::{
    BodyKind, Component, ComponentBody, Dialect, Doc, Heading, Hole, HoleKind, Image, Link, Word,
};
pub use marked::Marked;

use crate::diagnostics::{Diags, FilePath};
use std::ops::Range;

/// Parses the body of a file. `text` is the whole file's, `body` the range of it that is Markdown; all places in the
/// [`Doc`] and the diagnostics are bytes of the whole file.
///
/// Reports unknown and unclosed rich blocks, targets that no page may link to, footnotes and references that lead
/// nowhere, and what sanitising takes out (codes `M001` and following).
pub fn parse(text: &str, body: Range<usize>, file: &FilePath, dialect: &Dialect) -> (Doc, Diags) {
    parse_in("vi", text, body, file, dialect, Wanted::All)
}

/// What of a [`Doc`] is wanted. The rest may be missing from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Everything.
    All,
    /// All but the HTML: code need not be marked.
    Outline,
    /// The HTML, of a body whose outline is known: syllables need not be counted.
    Html,
}

/// As [`parse`], for a page in the language of code `lang`: words that are certainly in another one are marked so.
pub fn parse_in(
    lang: &str,
    text: &str,
    body: Range<usize>,
    file: &FilePath,
    dialect: &Dialect,
    wanted: Wanted,
) -> (Doc, Diags) {
    let mut page = render::Page::new(lang, text, file, dialect, wanted);
    let doc = render::render(&slice::Slice::of_file(text, body), &mut page);
    (doc, page.into_diags())
}

/// The extensions of CommonMark that are on.
fn options() -> pulldown_cmark::Options {
    use pulldown_cmark::Options;
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}
