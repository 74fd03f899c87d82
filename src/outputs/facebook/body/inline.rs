//! Words within a line.

use super::{Unshowable, Writer};
use crate::markdown::plain::Inline;

impl Writer<'_> {
    /// Words of inlines: emphasis plain, links as their words, marks of footnotes as the citation they stand for.
    pub(super) fn inlines(&mut self, inlines: &[Inline]) -> String {
        let mut out = String::new();
        self.push(inlines, &mut out);
        tidy(&out)
    }

    fn push(&mut self, inlines: &[Inline], out: &mut String) {
        for inline in inlines {
            match inline {
                Inline::Text { text, .. } | Inline::Code { text, .. } => out.push_str(text),
                Inline::Strong { inlines, .. } | Inline::Emphasis { inlines, .. } => {
                    self.push(inlines, out)
                }
                Inline::Link {
                    inlines, target, ..
                } => {
                    let mut words = String::new();
                    self.push(inlines, &mut words);
                    self.link(&words, target);
                    out.push_str(&words);
                }
                Inline::Strike { inlines, span } => {
                    self.body
                        .unshowable
                        .push((Unshowable::Strike, span.clone()));
                    self.push(inlines, out);
                }
                Inline::FootnoteRef { label, .. } => {
                    if let Some(citation) = self.notes.cite(label) {
                        self.cite(&citation, out);
                    }
                }
                Inline::Image { alt, target, span } => self.picture(target, alt, span.clone()),
                Inline::Break { .. } => out.push('\n'),
                Inline::Html { span } => self.html(span.clone()),
            }
        }
    }

    /// ` (theo …)`, before a full stop or comma that stands there already. Citations side by side share one pair of
    /// brackets.
    fn cite(&self, citation: &str, out: &mut String) {
        out.truncate(out.trim_end().len());
        let last = out.chars().next_back();
        let mark = last.filter(|c| matches!(c, '.' | ',' | ';' | ':'));
        out.truncate(out.len() - mark.map_or(0, char::len_utf8));
        if out.ends_with(CITED) {
            out.truncate(out.len() - CITED.len());
            out.push_str(&format!("; {citation}{CITED}"));
        } else {
            out.push_str(&format!(" ({} {citation}{CITED}", self.words.under));
        }
        out.extend(mark);
    }
}

/// The end of a citation in the making: the bracket and a private character that `tidy` takes out again.
const CITED: &str = ")\u{E000}";

/// Lines without spaces at their ends and without double spaces.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split('\n') {
        if !out.is_empty() {
            out.push('\n');
        }
        let mut gap = false;
        for c in line.trim().chars() {
            // The no-break space is the author's wish.
            if c == '\u{E000}' {
                continue;
            }
            if c == ' ' || c == '\t' {
                gap = true;
                continue;
            }
            if gap {
                out.push(' ');
                gap = false;
            }
            out.push(c);
        }
    }
    out
}
