//! Quotations: who says it comes first, as on the radio.

use super::{Kind, Reader};
use crate::markdown::plain::Block;

impl Reader<'_> {
    /// `Lời một ủy viên: “Chúng tôi không cần thắng ai.”`
    pub(super) fn quote(&mut self, blocks: &[Block]) {
        let mut inner = Reader {
            words: self.words,
            out: Vec::new(),
        };
        inner.blocks(blocks);
        let mut lines: Vec<String> = inner.out.into_iter().flat_map(|p| p.lines).collect();
        let source = take_source(&mut lines);
        let text = lines.join(" ");
        let quoted = if text.is_empty() || is_quoted(&text) {
            text
        } else {
            format!("“{}”", text.replace('“', "‘").replace('”', "’"))
        };
        let line = match source {
            Some(source) if quoted.is_empty() => source,
            Some(source) => format!("{}: {quoted}", source.trim_end_matches(['.', ':'])),
            None => quoted,
        };
        self.push(Kind::Prose, vec![line]);
    }
}

/// The last paragraph, where it begins with a dash, or stands outside the marks that hold all before it.
fn take_source(lines: &mut Vec<String>) -> Option<String> {
    let last = lines.last()?;
    let undashed = ["— ", "– ", "- "].iter().find_map(|d| last.strip_prefix(d));
    let outside = lines.len() > 1
        && !last.contains('“')
        && lines.iter().rev().skip(1).all(|line| is_quoted(line));
    if undashed.is_none() && !outside {
        return None;
    }
    let source = undashed.unwrap_or(last).to_owned();
    lines.pop();
    Some(source)
}

fn is_quoted(text: &str) -> bool {
    text.starts_with('“') && text.trim_end_matches('.').ends_with('”')
}
