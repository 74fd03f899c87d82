use super::super::doc::{HoleKind, Word};
use super::super::slice::clamp32;
use super::{Render, Start};
use pulldown_cmark::{Alignment, BlockQuoteKind, Tag, TagEnd};
use std::ops::Range;

/// The table at hand.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// Where the cell's tag and its content begin.
    cell: (usize, usize),
}

impl<'s> Render<'_, '_, 's, '_> {
    pub(super) fn start(&mut self, tag: Tag<'s>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                self.begin_block();
                self.block = Start {
                    html: self.doc.html.len(),
                    words: self.words.len(),
                };
                self.doc.html.push_str("<p>");
            }
            Tag::Heading { .. } => self.start_heading(tag, range),
            Tag::Emphasis => self.doc.html.push_str("<em>"),
            Tag::Strong => self.doc.html.push_str("<strong>"),
            Tag::Strikethrough => self.doc.html.push_str("<del>"),
            Tag::Link { .. } => self.start_link(tag, range),
            Tag::Image { .. } => self.image(tag, range),
            Tag::List(start) => {
                self.begin_block();
                if self.nesting > 0 {
                    self.note_excerpt(self.block.words, false);
                    self.end_line();
                }
                match start {
                    None => self.doc.html.push_str("<ul>\n"),
                    Some(1) => self.doc.html.push_str("<ol>\n"),
                    Some(n) => {
                        self.doc.html.push_str("<ol");
                        self.attributes(&format!(" start=\"{n}\""));
                        self.doc.html.push_str(">\n");
                    }
                }
                self.nesting += 1;
            }
            Tag::Item => {
                self.begin_block();
                self.doc.html.push_str("<li>");
                self.item = Some(self.doc.html.len() - 1);
                self.block.words = self.words.len();
            }
            Tag::BlockQuote(kind) => self.start_quote(kind),
            Tag::CodeBlock(kind) => self.code_block(&kind, range),
            Tag::HtmlBlock => self.html_block(),
            Tag::FootnoteDefinition(label) => self.start_footnote(&label, range),
            Tag::DefinitionList => {
                self.begin_block();
                self.doc.html.push_str("<dl>\n");
                self.nesting += 1;
            }
            Tag::DefinitionListTitle => {
                self.begin_block();
                self.doc.html.push_str("<dt>");
            }
            Tag::DefinitionListDefinition => {
                self.begin_block();
                self.doc.html.push_str("<dd>");
            }
            Tag::Table(alignments) => {
                self.begin_block();
                self.table = Table {
                    alignments,
                    ..Table::default()
                };
                self.doc.html.push_str("<div");
                self.attributes(" class=\"table-scroll\" tabindex=\"0\"");
                self.doc.html.push_str("><table>");
            }
            Tag::TableHead => {
                self.table.in_head = true;
                self.table.column = 0;
                self.doc.html.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.table.column = 0;
                self.doc.html.push_str("<tr>");
            }
            Tag::TableCell => self.start_cell(),
            // Not switched on.
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {}
        }
    }

    pub(super) fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(level) => self.end_heading(level),
            TagEnd::Emphasis => self.doc.html.push_str("</em>"),
            TagEnd::Strong => self.doc.html.push_str("</strong>"),
            TagEnd::Strikethrough => self.doc.html.push_str("</del>"),
            TagEnd::Link => self.close_link(),
            TagEnd::List(ordered) => {
                self.nesting = self.nesting.saturating_sub(1);
                self.doc
                    .html
                    .push_str(if ordered { "</ol>\n" } else { "</ul>\n" });
            }
            TagEnd::Item => {
                self.close_label();
                self.note_excerpt(self.block.words, false);
                self.end_line();
                self.doc.html.push_str("</li>\n");
            }
            TagEnd::BlockQuote(kind) => {
                self.nesting = self.nesting.saturating_sub(1);
                self.doc.html.push_str(if kind.is_some() {
                    "</div>\n"
                } else {
                    "</blockquote>\n"
                });
            }
            TagEnd::FootnoteDefinition => self.end_footnote(),
            TagEnd::DefinitionList => {
                self.nesting = self.nesting.saturating_sub(1);
                self.doc.html.push_str("</dl>\n");
            }
            TagEnd::DefinitionListTitle => {
                self.close_label();
                self.end_line();
                self.doc.html.push_str("</dt>\n");
            }
            TagEnd::DefinitionListDefinition => {
                self.end_line();
                self.doc.html.push_str("</dd>\n");
            }
            TagEnd::Table => self.doc.html.push_str("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.table.in_head = false;
                self.doc.html.push_str("</tr></thead><tbody>\n");
            }
            TagEnd::TableRow => {
                self.end_line();
                self.doc.html.push_str("</tr>\n");
            }
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Image
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// Ends a line of the plain words, if one has begun.
    pub(super) fn end_line(&mut self) {
        if !self.words.is_empty() && !self.words.ends_with('\n') {
            self.words.push('\n');
        }
    }

    /// A paragraph that is nothing but a picture loses its tags.
    fn end_paragraph(&mut self) {
        let Start { html, words } = self.block;
        if self.doc.html.len() == html + "<p>".len() && self.set_alone(html) {
            self.doc.html.truncate(html);
            self.doc.html.push('\n');
            return;
        }
        self.close_label();
        self.doc.html.push_str("</p>\n");
        self.note_excerpt(words, true);
        self.end_line();
    }

    /// Whether one picture alone was put down since a byte of the HTML; it is put down there, and marked.
    fn set_alone(&mut self, at: usize) -> bool {
        let first = self
            .doc
            .holes
            .partition_point(|hole| (hole.at as usize) <= at);
        let Some([hole]) = self.doc.holes.get_mut(first..) else {
            return false;
        };
        let HoleKind::Image(index) = hole.what else {
            return false;
        };
        hole.at = clamp32(at);
        if let Some(image) = self.doc.images.get_mut(index as usize) {
            image.alone = true;
        }
        true
    }

    fn start_quote(&mut self, kind: Option<BlockQuoteKind>) {
        self.begin_block();
        self.nesting += 1;
        let (attributes, title) = match kind {
            None => {
                self.doc.html.push_str("<blockquote>\n");
                return;
            }
            Some(BlockQuoteKind::Note) => (" class=\"alert alert-note\" role=\"note\"", Word::Note),
            Some(BlockQuoteKind::Tip) => (" class=\"alert alert-tip\" role=\"note\"", Word::Tip),
            Some(BlockQuoteKind::Important) => (
                " class=\"alert alert-important\" role=\"note\"",
                Word::Important,
            ),
            Some(BlockQuoteKind::Warning) => (
                " class=\"alert alert-warning\" role=\"note\"",
                Word::Warning,
            ),
            Some(BlockQuoteKind::Caution) => (
                " class=\"alert alert-caution\" role=\"note\"",
                Word::Caution,
            ),
        };
        self.doc.html.push_str("<div");
        self.attributes(attributes);
        self.doc.html.push_str(">\n<p");
        self.attributes(" class=\"alert-title\"");
        self.doc.html.push('>');
        self.hole(HoleKind::Word(title));
        self.doc.html.push_str("</p>\n");
    }

    fn start_cell(&mut self) {
        let at = self.doc.html.len();
        self.doc
            .html
            .push_str(if self.table.in_head { "<th" } else { "<td" });
        let align = match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => " class=\"left\"",
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"right\"",
            _ => "",
        };
        if self.table.in_head {
            self.attributes(" scope=\"col\"");
        }
        if !align.is_empty() {
            self.attributes(align);
        }
        self.doc.html.push('>');
        self.table.cell = (at, self.doc.html.len());
    }

    fn end_cell(&mut self) {
        self.table.column += 1;
        let (tag, content) = self.table.cell;
        if !self.table.in_head {
            self.doc.html.push_str("</td>");
        } else if self.doc.html.len() == content
            && self
                .doc
                .holes
                .last()
                .is_none_or(|h| (h.at as usize) < content)
        {
            // A heading without words heads nothing.
            self.doc.html.truncate(tag);
            while self.own.last().is_some_and(|own| own.at >= tag) {
                self.own.pop();
            }
            self.doc.html.push_str("<td></td>");
        } else {
            self.doc.html.push_str("</th>");
        }
        self.words.push(' ');
    }
}
