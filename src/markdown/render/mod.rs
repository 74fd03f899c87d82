//! One pass over the parser's events: HTML, holes, table of contents, excerpt, length.

mod code;
mod footnotes;
mod headings;
mod inline;
mod raw;
mod tags;
mod tasks;
mod words;

use super::doc::{Dialect, Doc, Hole, HoleKind};
use super::events::Events;
use super::html::{Own, OwnKind};
use super::ids::Ids;
use super::slice::{Slice, clamp32};
use super::{Wanted, faults, labels};
use crate::diagnostics::{Diagnostic, Diags, FilePath, Span};
use crate::text::script::may_be_foreign;
use pulldown_cmark::{BrokenLink, BrokenLinkCallback, CowStr, Event, LinkType};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

/// How deep rich blocks may stand in one another.
const DEPTH_LIMIT: usize = 8;

/// What a page's document and the documents of its rich blocks share.
pub(super) struct Page<'a> {
    /// The whole file.
    text: &'a str,
    file: &'a FilePath,
    dialect: &'a Dialect,
    wanted: Wanted,
    /// The page's language, where its text may have words of another.
    mixed: Option<&'a str>,
    diags: Diags,
    ids: Ids,
    /// Footnotes numbered so far.
    footnotes: u32,
    /// What the page's text and its rich blocks refer to of the page's footnotes.
    references: footnotes::References,
    /// Labels of the page's footnotes, once a rich block has asked.
    footnote_labels: Option<BTreeSet<String>>,
    /// How many rich blocks are around.
    depth: usize,
}

impl<'a> Page<'a> {
    pub(super) fn new(
        lang: &'a str,
        text: &'a str,
        file: &'a FilePath,
        dialect: &'a Dialect,
        wanted: Wanted,
    ) -> Self {
        Self {
            wanted,
            mixed: may_be_foreign(text, lang).then_some(lang),
            text,
            file,
            dialect,
            diags: Diags::new(),
            ids: Ids::default(),
            footnotes: 0,
            references: footnotes::References::default(),
            footnote_labels: None,
            depth: 0,
        }
    }

    /// Whether the page's own text has a footnote of this folded label.
    fn knows_footnote(&mut self, label: &str) -> bool {
        self.footnote_labels
            .get_or_insert_with(|| labels::of_footnotes(self.text))
            .contains(label)
    }

    pub(super) fn into_diags(self) -> Diags {
        self.diags
    }
}

/// Renders a slice; rich blocks inside it are rendered on the way.
pub(super) fn render(slice: &Slice<'_>, page: &mut Page<'_>) -> Doc {
    let broken = RefCell::new(Vec::new());
    let text = slice.text();
    let mut render = Render {
        page,
        slice,
        events: Events::new(slice, Some(BrokenLinks(&broken))),
        doc: Doc {
            html: String::with_capacity(text.len() * 3 / 2),
            ..Doc::default()
        },
        own: Vec::new(),
        words: String::with_capacity(text.len()),
        links: Vec::new(),
        nesting: 0,
        block: Start::default(),
        item: None,
        open_label: false,
        table: tags::Table::default(),
        excerpt: words::Excerpt::default(),
        heading: headings::Open::default(),
        notes: footnotes::Notes::default(),
        raw: raw::State::default(),
    };
    render.run();
    let mut doc = render.finish();
    // Shrinking in place would keep the room that was taken in advance, and all bodies are in memory at once.
    doc.html = doc.html.as_str().to_owned();
    let mut reported = BTreeSet::new();
    for (range, label) in broken.into_inner() {
        if !reported.insert(label.clone()) {
            continue;
        }
        page.diags.push(faults::undefined_reference(
            Span::new(page.file, slice.place(range)),
            &label,
        ));
    }
    doc
}

/// Notes `[text][label]` without a definition; it stays the text that it is.
struct BrokenLinks<'b>(&'b RefCell<Vec<(Range<usize>, String)>>);

impl<'i> BrokenLinkCallback<'i> for BrokenLinks<'_> {
    fn handle_broken_link(&mut self, link: BrokenLink<'i>) -> Option<(CowStr<'i>, CowStr<'i>)> {
        if link.link_type == LinkType::Reference {
            self.0
                .borrow_mut()
                .push((link.span, link.reference.to_string()));
        }
        None
    }
}

/// Where something began, in the HTML and in the words.
#[derive(Clone, Copy, Default)]
struct Start {
    html: usize,
    words: usize,
}

struct Render<'p, 'a, 's, 'b> {
    page: &'p mut Page<'a>,
    slice: &'s Slice<'s>,
    events: Events<'s, BrokenLinks<'b>>,
    doc: Doc,
    own: Vec<Own>,
    /// All words without markup, one block a line.
    words: String,
    /// Open links: index, or `None` for a refused one, and where their words began.
    links: Vec<(Option<usize>, usize)>,
    /// Open quotations, lists, footnotes, definition lists.
    nesting: usize,
    /// The paragraph or heading at hand.
    block: Start,
    /// Where attributes of the list item just opened would go.
    item: Option<usize>,
    /// Whether the label of a task is to be closed.
    open_label: bool,
    table: tags::Table,
    excerpt: words::Excerpt,
    heading: headings::Open,
    notes: footnotes::Notes,
    raw: raw::State,
}

impl<'s> Render<'_, '_, 's, '_> {
    fn run(&mut self) {
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Text(text) => self.text(text, range),
                Event::Start(tag) => self.start(tag, range),
                Event::End(end) => self.end(end),
                Event::SoftBreak => {
                    self.doc.html.push('\n');
                    self.words.push(' ');
                }
                Event::HardBreak => {
                    self.doc.html.push_str("<br />\n");
                    self.words.push(' ');
                }
                Event::Code(code) => self.inline_code(&code),
                Event::InlineHtml(html) => self.inline_html(&html, range),
                // Blocks of HTML are taken in whole where they start.
                Event::Html(_) => {}
                Event::Rule => {
                    self.begin_block();
                    self.doc.html.push_str("<hr />\n");
                }
                Event::FootnoteReference(label) => self.footnote_reference(&label, range),
                Event::TaskListMarker(done) => self.task_marker(done),
                // Not switched on.
                Event::InlineMath(_) | Event::DisplayMath(_) => {}
            }
        }
    }

    fn finish(mut self) -> Doc {
        self.write_footnotes();
        self.finish_html();
        self.finish_words();
        self.doc
    }

    /// A new line for a block, unless one has just begun; a task's label ends here.
    fn begin_block(&mut self) {
        self.close_label();
        let html = &self.doc.html;
        let at_hole = self
            .doc
            .holes
            .last()
            .is_some_and(|hole| hole.at as usize == html.len());
        if at_hole || !(html.is_empty() || html.ends_with('\n')) {
            self.doc.html.push('\n');
        }
    }

    fn hole(&mut self, what: HoleKind) {
        self.doc.holes.push(Hole {
            at: clamp32(self.doc.html.len()),
            what,
        });
    }

    /// Writes attributes of our own markup.
    fn attributes(&mut self, attributes: &str) {
        self.own.push(Own {
            at: self.doc.html.len(),
            len: attributes.len(),
            kind: OwnKind::Attributes,
        });
        self.doc.html.push_str(attributes);
    }

    /// Marks what was written since `at` as ours.
    fn mark_own(&mut self, at: usize, kind: OwnKind) {
        self.own.push(Own {
            at,
            len: self.doc.html.len() - at,
            kind,
        });
    }

    /// Inserts attributes of our own markup into a tag already written; what stands after them moves on.
    fn insert_attributes(&mut self, at: usize, attributes: &str) {
        if !self.doc.html.is_char_boundary(at) {
            return;
        }
        self.doc.html.insert_str(at, attributes);
        for hole in self
            .doc
            .holes
            .iter_mut()
            .rev()
            .take_while(|hole| hole.at as usize >= at)
        {
            hole.at += clamp32(attributes.len());
        }
        for place in [&mut self.heading.at, &mut self.block.html] {
            if *place >= at {
                *place += attributes.len();
            }
        }
        let after = self.own.partition_point(|own| own.at < at);
        for own in self.own.iter_mut().skip(after) {
            own.at += attributes.len();
        }
        self.own.insert(
            after,
            Own {
                at,
                len: attributes.len(),
                kind: OwnKind::Attributes,
            },
        );
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.page.file, self.slice.place(range))
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.page.diags.push(diagnostic);
    }
}
