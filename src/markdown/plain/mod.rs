//! The same Markdown as a small tree, for channels that are not web pages: posts, messages, loudspeakers, search.
//!
//! What an author wrote is all there, with its place in the file, so that a channel can say which of it it cannot show.
//! Nothing is reported here: [`parse`](super::parse) has done that. Nesting deeper than 64 levels is flattened.

mod build;
mod component;
mod inlines;
mod words;

pub use build::blocks;
pub use words::{inline_text, text};

use super::Word;
use crate::yaml::Value;
use std::ops::Range;

/// A place in the file: bytes of its whole text.
pub type Place = Range<u32>;

/// A block of text.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading, of level 1 to 6.
    Heading {
        level: u8,
        inlines: Vec<Inline>,
        span: Place,
    },
    /// A paragraph; also the words of a list item or table cell that has no paragraph of its own.
    Paragraph { inlines: Vec<Inline>, span: Place },
    /// A list; `start` is the first number of an ordered one.
    List {
        start: Option<u64>,
        items: Vec<Item>,
        span: Place,
    },
    /// A quotation, or a GitHub alert.
    Quote {
        alert: Option<Word>,
        blocks: Vec<Block>,
        span: Place,
    },
    /// A table: cells of the header and of each row.
    Table {
        header: Vec<Vec<Inline>>,
        rows: Vec<Vec<Vec<Inline>>>,
        span: Place,
    },
    /// A code block; `language` is empty when none is given.
    Code {
        language: String,
        text: String,
        span: Place,
    },
    /// A block of HTML; `text` is what is left without tags and comments.
    Html { text: String, span: Place },
    /// A picture alone in its paragraph.
    Image {
        alt: String,
        target: String,
        span: Place,
    },
    /// A rich block. `span` is its opening line.
    Component {
        name: String,
        argument: String,
        options: Vec<(String, String)>,
        body: Body,
        span: Place,
    },
    /// The text of a footnote.
    FootnoteDef {
        label: String,
        blocks: Vec<Block>,
        span: Place,
    },
    /// A horizontal rule.
    Rule { span: Place },
    /// Terms with what they mean.
    Definitions { items: Vec<Definition>, span: Place },
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Whether it is done, for an item of a task list.
    pub task: Option<bool>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A term and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// The term.
    pub term: Vec<Inline>,
    /// Its meanings.
    pub meanings: Vec<Vec<Block>>,
}

/// A rich block's body, read as the theme says.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// Markdown.
    Blocks(Vec<Block>),
    /// YAML.
    Yaml(Value),
    /// Plain text.
    Text(String),
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Words. Line breaks of the source are spaces.
    Text { text: String, span: Place },
    /// A link. Those to targets that no page may link to are plain words instead.
    Link {
        inlines: Vec<Inline>,
        target: String,
        span: Place,
    },
    /// Strongly emphasised.
    Strong { inlines: Vec<Inline>, span: Place },
    /// Emphasised.
    Emphasis { inlines: Vec<Inline>, span: Place },
    /// Code.
    Code { text: String, span: Place },
    /// The mark of a footnote.
    FootnoteRef { label: String, span: Place },
    /// Struck through.
    Strike { inlines: Vec<Inline>, span: Place },
    /// A picture in running text.
    Image {
        alt: String,
        target: String,
        span: Place,
    },
    /// A line break that the author wants.
    Break { span: Place },
    /// An HTML tag.
    Html { span: Place },
}
