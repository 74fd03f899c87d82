//! Quotations: in “ ”, with their source on a line of its own.

use super::Writer;
use crate::markdown::plain::Block;

impl Writer<'_> {
    /// A quotation. Its source is a last line that begins with a dash, or a last paragraph outside quotation marks when
    /// what comes before stands in them.
    pub(super) fn quote(&mut self, blocks: &[Block]) -> String {
        let mut paragraphs = Vec::new();
        self.blocks(blocks, &mut paragraphs);
        let mut parts: Vec<String> = paragraphs.into_iter().map(|p| p.text).collect();
        let source = take_source(&mut parts);
        let said = parts.join("\n");
        let said = said.trim();
        let quoted = if said.is_empty() || is_quoted(said) {
            said.to_owned()
        } else {
            // Marks within become the inner ones.
            format!("“{}”", said.replace('“', "‘").replace('”', "’"))
        };
        match source {
            Some(source) if quoted.is_empty() => source,
            Some(source) => format!("{quoted}\n– {source}"),
            None => quoted,
        }
    }
}

fn take_source(parts: &mut Vec<String>) -> Option<String> {
    let last = parts.last()?.clone();
    let lone = parts.len() > 1 && !last.contains('\n') && !last.contains('“');
    if lone && parts.iter().rev().skip(1).all(|p| is_quoted(p)) {
        parts.pop();
        return Some(undashed(&last).unwrap_or(&last).to_owned());
    }
    let (before, line) = last.rsplit_once('\n').unwrap_or(("", &last));
    let source = undashed(line)?.to_owned();
    if before.is_empty() && parts.len() < 2 {
        return None;
    }
    parts.pop();
    if !before.is_empty() {
        parts.push(before.to_owned());
    }
    Some(source)
}

/// A line without the dash that it begins with.
fn undashed(line: &str) -> Option<&str> {
    let rest = ["— ", "– ", "-- ", "- "]
        .iter()
        .find_map(|d| line.strip_prefix(d))?;
    Some(rest.trim()).filter(|r| !r.is_empty())
}

fn is_quoted(text: &str) -> bool {
    text.starts_with('“') && text.trim_end_matches('.').ends_with('”')
        || text.starts_with('"') && text.ends_with('"')
}
