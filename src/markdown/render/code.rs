use super::super::directive::{self, OptionLine};
use super::super::doc::{BodyKind, Component, ComponentBody, HoleKind};
use super::super::faults;
use super::super::html::{OwnKind, escape};
use super::super::marked::Known;
use super::super::slice::{Slice, clamp32};
use super::super::{Wanted, target};
use super::{DEPTH_LIMIT, Render, render};
use crate::diagnostics::Span;
use crate::yaml::Value;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, TagEnd};
use std::collections::BTreeSet;
use std::ops::Range;

/// The lines of a code block, each with its range in the slice.
type Lines<'s> = Vec<(CowStr<'s>, Range<usize>)>;

impl<'s> Render<'_, '_, 's, '_> {
    pub(super) fn code_block(&mut self, kind: &CodeBlockKind<'s>, range: Range<usize>) {
        let mut lines: Lines<'s> = Vec::new();
        self.events.drain(TagEnd::CodeBlock, |event, range| {
            if let Event::Text(text) = event {
                lines.push((text, range));
            }
        });
        self.begin_block();
        let CodeBlockKind::Fenced(info) = kind else {
            return self.code("", &lines, range);
        };
        let source = self.slice.text().get(range.clone()).unwrap_or_default();
        let first = range.start..range.start + source.find('\n').unwrap_or(source.len());
        let fence = directive::fence(source)
            .map(|(mark, length, closed)| (mark.to_string().repeat(length), closed));
        let unclosed = fence.filter(|(_, closed)| !closed).map(|(fence, _)| fence);
        let Some(opening) = directive::opening(info) else {
            if let Some(fence) = unclosed {
                let span = self.span(first.clone());
                self.report(faults::unclosed_code(span, &fence));
            }
            return self.code(info.split(' ').next().unwrap_or_default(), &lines, first);
        };
        if let Some(fence) = unclosed {
            let span = self.span(first.clone());
            let inside = self.page.depth > 0;
            self.report(faults::unclosed_component(
                span,
                opening.name,
                &fence,
                inside,
            ));
        }
        if !self.component(&opening, first.clone(), &lines) {
            self.code("", &lines, first);
        }
    }

    fn marked(&self, language: &str, code: &str) -> Known {
        match self.page.wanted {
            Wanted::Outline => Known::unmarked(language, code),
            Wanted::All | Wanted::Html => self.page.dialect.marked.highlight(language, code),
        }
    }

    /// A code block, its parts marked where the language is known. `first` is the opening line.
    fn code(&mut self, language: &str, lines: &Lines<'_>, first: Range<usize>) {
        let code: String = lines.iter().map(|(line, _)| &**line).collect();
        let marked = match self.marked(language, &code) {
            Known::Html(html) => Some(html),
            Known::Plain => None,
            Known::Unknown(near) => {
                let span = self.span(first);
                let line = self.page.text.get(span.range()).unwrap_or_default();
                self.report(faults::unknown_language(span, language, near, line));
                None
            }
        };
        let at = self.doc.html.len();
        self.doc.html.push_str("<pre><code");
        if !language.is_empty() {
            self.doc.html.push_str(" class=\"language-");
            escape::attribute(&mut self.doc.html, language);
            self.doc.html.push('"');
        }
        self.doc.html.push('>');
        match marked {
            Some(marked) => {
                self.doc.html.push_str(&marked);
                self.doc.has_code = true;
            }
            None => escape::text(&mut self.doc.html, &code),
        }
        self.doc.html.push_str("</code></pre>");
        self.mark_own(at, OwnKind::Block);
        self.doc.html.push('\n');
    }

    /// Makes a rich block; false when there is none of that name.
    fn component(
        &mut self,
        opening: &directive::Opening<'_>,
        first: Range<usize>,
        lines: &Lines<'s>,
    ) -> bool {
        let span = self.span(first.clone());
        let line = self.page.text.get(span.range()).unwrap_or_default();
        if !opening.closed {
            let known = self.page.dialect.components.contains_key(opening.name);
            self.report(faults::open_brace(span.clone(), opening.name, line, known));
        }
        let Some(&kind) = self.page.dialect.components.get(opening.name) else {
            let known: Vec<&str> = self
                .page
                .dialect
                .components
                .keys()
                .map(String::as_str)
                .collect();
            self.report(faults::unknown_component(span, opening.name, &known, line));
            return false;
        };
        let outer = self.slice;
        let body = match lines.first() {
            Some(_) => Slice::of_pieces(
                outer,
                lines.iter().map(|(text, range)| (&**text, range.clone())),
            ),
            // Nothing in it: its place is the line after the opening one.
            None => Slice::of_pieces(outer, std::iter::once(("", first.end..first.end))),
        };
        let (mut options, rest) = self.component_options(&body);
        let body = body.skip(rest);
        let mut argument = opening.argument;
        if self.refuses(argument, &span) {
            argument = "";
        }
        options.retain(|(_, value)| !self.refuses(value, &span));
        let body_at = clamp32(body.place(0..0).start);
        let body = match kind {
            BodyKind::Markdown if self.page.depth >= DEPTH_LIMIT => {
                self.report(faults::too_deep(span, DEPTH_LIMIT));
                ComponentBody::Text(body.text().to_owned())
            }
            BodyKind::Markdown => {
                self.page.depth += 1;
                let doc = render(&body, self.page);
                self.page.depth -= 1;
                self.doc.syllables += doc.syllables;
                self.doc.has_code |= doc.has_code;
                ComponentBody::Markdown(Box::new(doc))
            }
            BodyKind::Yaml => match self.yaml_body(&body) {
                ComponentBody::Yaml(value) if self.refuses_any(&value, &span) => {
                    ComponentBody::Yaml(Value::Null)
                }
                body => body,
            },
            BodyKind::Text => {
                let text = body.text().trim_end_matches('\n').to_owned();
                self.count_syllables(&text);
                ComponentBody::Text(text)
            }
        };
        self.count_syllables(argument);
        self.hole(HoleKind::Component(clamp32(self.doc.components.len())));
        self.doc.html.push('\n');
        self.doc.components.push(Component {
            name: opening.name.to_owned(),
            argument: argument.to_owned(),
            options,
            body,
            span: self.slice.place32(first),
            body_at,
        });
        true
    }

    /// Whether a text must not come to the theme, which may make a link of it; says so.
    fn refuses(&mut self, text: &str, span: &Span) -> bool {
        let refusal = target::refusal_of_text(text);
        if let Some(refusal) = refusal {
            self.report(faults::refused_target(span.clone(), refusal, false));
        }
        refusal.is_some()
    }

    fn refuses_any(&mut self, value: &Value, span: &Span) -> bool {
        match value {
            Value::String(text) => self.refuses(text, span),
            Value::List(items) => items.iter().any(|item| self.refuses_any(item, span)),
            Value::Map(map) => map.iter().any(|(_, value)| self.refuses_any(value, span)),
            Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Number(_) => false,
        }
    }

    fn component_options(&mut self, body: &Slice<'_>) -> (Vec<(String, String)>, usize) {
        let text = body.text();
        let (lines, rest) = directive::options(text);
        let mut options: Vec<(String, String)> = Vec::with_capacity(lines.len());
        let mut keys = BTreeSet::new();
        for (at, line) in lines {
            let length = text
                .get(at..)
                .and_then(|t| t.lines().next())
                .map_or(0, |l| l.trim_end().len());
            let span = Span::new(self.page.file, body.place(at..at + length));
            match line {
                OptionLine::Option(key, _) if !keys.insert(key) => {
                    self.report(faults::repeated_option(span, key));
                }
                OptionLine::Option(key, value) => options.push((key.to_owned(), value.to_owned())),
                OptionLine::Malformed(key, value) => {
                    self.report(faults::malformed_option(span, key, value))
                }
            }
        }
        (options, rest)
    }

    fn yaml_body(&mut self, body: &Slice<'_>) -> ComponentBody {
        if body.text().trim().is_empty() {
            return ComponentBody::Yaml(Value::Null);
        }
        let read = match body.in_one_piece() {
            Some(range) => crate::yaml::parse(self.page.file, self.page.text, range),
            // In a list or quotation the lines of the file have more on them; what is said of the lines without it is
            // then placed in the file.
            None => crate::yaml::parse(self.page.file, body.text(), 0..body.text().len()).map_err(
                |mut diags| {
                    diags.retain_mut(|d| {
                        d.span = d
                            .span
                            .take()
                            .map(|span| Span::new(&span.file, body.place(span.range())));
                        if let Some(fix) = &mut d.fix {
                            fix.edit = None;
                        }
                        true
                    });
                    diags
                },
            ),
        };
        ComponentBody::Yaml(match read {
            Ok(value) => {
                self.count_value(&value);
                value
            }
            Err(diags) => {
                self.page.diags.extend(diags);
                Value::Null
            }
        })
    }

    fn count_value(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.count_syllables(text),
            Value::List(items) => items.iter().for_each(|item| self.count_value(item)),
            Value::Map(map) => map.iter().for_each(|(_, value)| self.count_value(value)),
            Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Number(_) => {}
        }
    }
}
