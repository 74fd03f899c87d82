use super::build::{Builder, build};
use super::{Block, Body};
use crate::diagnostics::FilePath;
use crate::markdown::directive::{self, OptionLine};
use crate::markdown::doc::BodyKind;
use crate::markdown::slice::Slice;
use crate::yaml::Value;
use pulldown_cmark::{CodeBlockKind, Event, TagEnd};
use std::ops::Range;

/// Rich blocks in rich blocks that are read.
const COMPONENT_LIMIT: usize = 8;

impl<'s> Builder<'s, '_> {
    /// A code block or a rich block.
    pub(super) fn code(
        &mut self,
        kind: &CodeBlockKind<'s>,
        range: Range<usize>,
        depth: usize,
    ) -> Block {
        let mut lines = Vec::new();
        self.events.drain(TagEnd::CodeBlock, |event, range| {
            if let Event::Text(text) = event {
                lines.push((text, range));
            }
        });
        let info = match kind {
            CodeBlockKind::Fenced(info) => info,
            CodeBlockKind::Indented => "",
        };
        let opening = directive::opening(info);
        let kind = opening
            .as_ref()
            .and_then(|o| self.page.dialect.components.get(o.name));
        let (Some(opening), Some(&kind)) = (opening, kind) else {
            return Block::Code {
                language: info.split(' ').next().unwrap_or_default().to_owned(),
                text: lines.iter().map(|(text, _)| &**text).collect(),
                span: self.place(range),
            };
        };
        let source = self.slice.text().get(range.clone()).unwrap_or_default();
        let first = range.start..range.start + source.find('\n').unwrap_or(source.len());
        let outer = self.slice;
        let body = Slice::of_pieces(
            outer,
            lines.iter().map(|(text, range)| (&**text, range.clone())),
        );
        let (options, rest) = directive::options(body.text());
        let options = options
            .into_iter()
            .filter_map(|(_, line)| match line {
                OptionLine::Option(key, value) => Some((key.to_owned(), value.to_owned())),
                OptionLine::Malformed(..) => None,
            })
            .collect();
        let body = body.skip(rest);
        Block::Component {
            name: opening.name.to_owned(),
            argument: opening.argument.to_owned(),
            options,
            body: self.body(&body, kind, depth),
            span: self.place(first),
        }
    }

    fn body(&self, body: &Slice<'_>, kind: BodyKind, depth: usize) -> Body {
        let text = body.text();
        match kind {
            BodyKind::Markdown if self.components < COMPONENT_LIMIT => {
                Body::Blocks(build(body, self.page, self.components + 1, depth + 1))
            }
            BodyKind::Yaml if text.trim().is_empty() => Body::Yaml(Value::Null),
            BodyKind::Yaml => {
                let nowhere = FilePath::from("");
                Body::Yaml(crate::yaml::parse(&nowhere, text, 0..text.len()).unwrap_or_default())
            }
            BodyKind::Markdown | BodyKind::Text => {
                Body::Text(text.trim_end_matches('\n').to_owned())
            }
        }
    }
}
