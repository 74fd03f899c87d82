use super::{Block, Body, Inline, Place};
use crate::yaml::Value;

impl Inline {
    /// Where it stands.
    pub fn span(&self) -> &Place {
        match self {
            Inline::Text { span, .. }
            | Inline::Link { span, .. }
            | Inline::Strong { span, .. }
            | Inline::Emphasis { span, .. }
            | Inline::Code { span, .. }
            | Inline::FootnoteRef { span, .. }
            | Inline::Strike { span, .. }
            | Inline::Image { span, .. }
            | Inline::Break { span }
            | Inline::Html { span } => span,
        }
    }
}

impl Block {
    /// Where it stands; of a rich block its opening line.
    pub fn span(&self) -> &Place {
        match self {
            Block::Heading { span, .. }
            | Block::Paragraph { span, .. }
            | Block::List { span, .. }
            | Block::Quote { span, .. }
            | Block::Table { span, .. }
            | Block::Code { span, .. }
            | Block::Html { span, .. }
            | Block::Image { span, .. }
            | Block::Component { span, .. }
            | Block::FootnoteDef { span, .. }
            | Block::Rule { span }
            | Block::Definitions { span, .. } => span,
        }
    }
}

/// Plain words, paragraphs parted by empty lines; items of a list, rows of a table and line breaks by line breaks.
/// Without pictures, code blocks and marks of footnotes; texts of footnotes stand where the author put them.
pub fn text(blocks: &[Block]) -> String {
    let mut out = String::new();
    push_blocks(blocks, &mut out);
    out.truncate(out.trim_end().len());
    out
}

/// Plain words of inlines.
pub fn inline_text(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_inlines(inlines, &mut out);
    out
}

fn push_blocks(blocks: &[Block], out: &mut String) {
    for block in blocks {
        push_block(block, out);
        end_paragraph(out);
    }
}

fn push_block(block: &Block, out: &mut String) {
    match block {
        Block::Heading { inlines, .. } | Block::Paragraph { inlines, .. } => {
            push_inlines(inlines, out)
        }
        Block::List { items, .. } => {
            for item in items {
                push_lines(&item.blocks, out);
            }
        }
        Block::Quote { blocks, .. } | Block::FootnoteDef { blocks, .. } => push_blocks(blocks, out),
        Block::Table { header, rows, .. } => {
            for row in std::iter::once(header).chain(rows) {
                for (i, cell) in row.iter().enumerate() {
                    if i > 0 {
                        out.push_str(", ");
                    }
                    push_inlines(cell, out);
                }
                end_line(out);
            }
        }
        Block::Html { text, .. } => out.push_str(text),
        Block::Component { argument, body, .. } => {
            out.push_str(argument);
            end_paragraph(out);
            match body {
                Body::Blocks(blocks) => push_blocks(blocks, out),
                Body::Yaml(value) => push_value(value, out),
                Body::Text(text) => out.push_str(text),
            }
        }
        Block::Definitions { items, .. } => {
            for item in items {
                push_inlines(&item.term, out);
                end_line(out);
                item.meanings
                    .iter()
                    .for_each(|meaning| push_lines(meaning, out));
            }
        }
        Block::Code { .. } | Block::Image { .. } | Block::Rule { .. } => {}
    }
}

/// Blocks that belong closely together.
fn push_lines(blocks: &[Block], out: &mut String) {
    for block in blocks {
        push_block(block, out);
        end_line(out);
    }
}

fn push_inlines(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text { text, .. } | Inline::Code { text, .. } => out.push_str(text),
            Inline::Link { inlines, .. }
            | Inline::Strong { inlines, .. }
            | Inline::Emphasis { inlines, .. }
            | Inline::Strike { inlines, .. } => push_inlines(inlines, out),
            Inline::Break { .. } => out.push('\n'),
            Inline::FootnoteRef { .. } | Inline::Image { .. } | Inline::Html { .. } => {}
        }
    }
}

fn push_value(value: &Value, out: &mut String) {
    match value {
        Value::String(text) => {
            out.push_str(text);
            end_line(out);
        }
        Value::List(items) => items.iter().for_each(|item| push_value(item, out)),
        Value::Map(map) => map.iter().for_each(|(_, value)| push_value(value, out)),
        Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Number(_) => {}
    }
}

fn end_line(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

fn end_paragraph(out: &mut String) {
    end_line(out);
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push('\n');
    }
}
