//! Tables: small ones are told row by row; larger ones are for readers.

use super::{Kind, Reader, said};
use crate::markdown::plain::Inline;
use crate::text::excerpt::graphemes;

/// Rows that a listener can follow.
const ROWS: usize = 4;
/// Columns, with that of the names.
const COLUMNS: usize = 3;
/// Graphemes of one row.
const ROW: usize = 160;

impl Reader<'_> {
    pub(super) fn table(&mut self, header: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) {
        let header: Vec<String> = header.iter().map(|cell| small(&said(cell))).collect();
        let lines: Vec<String> = rows.iter().filter_map(|row| line(&header, row)).collect();
        if rows.len() > ROWS || header.len() > COLUMNS || lines.iter().any(|l| graphemes(l) > ROW) {
            self.announce_nothing();
            return;
        }
        self.push(Kind::List, lines);
    }
}

/// `Ngày thường: ban ngày 150%; ban đêm 200%`.
fn line(header: &[String], row: &[Vec<Inline>]) -> Option<String> {
    let (first, rest) = row.split_first()?;
    let named = rest.len() > 1;
    let values: Vec<String> = rest
        .iter()
        .map(|cell| said(cell))
        .zip(header.iter().skip(1))
        .filter(|(cell, _)| !cell.is_empty())
        .map(|(cell, name)| {
            if named && !name.is_empty() {
                format!("{name} {cell}")
            } else {
                cell
            }
        })
        .collect();
    let first = said(first);
    let values = values.join("; ");
    match (first.is_empty(), values.is_empty()) {
        (true, true) => None,
        (true, false) => Some(values),
        (false, true) => Some(first),
        (false, false) => Some(format!("{}: {values}", first.trim_end_matches(':'))),
    }
}

/// Without the capital that begins a heading; abbreviations keep theirs.
fn small(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if !chars.clone().next().is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}
