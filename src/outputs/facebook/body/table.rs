//! Tables: small ones as lines `• A: B`, long ones cut with a pointer to the article.

use super::Writer;
use crate::markdown::plain::Inline;
use crate::text::excerpt::graphemes;

/// Rows of a table that a post shows.
const ROWS: usize = 6;
/// Columns above which a row is no longer a line that can be read.
const COLUMNS: usize = 4;
/// Graphemes of one line above which a table is left to the article.
const LINE: usize = 160;

impl Writer<'_> {
    /// A table's lines.
    pub(super) fn table(&mut self, header: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> String {
        let header: Vec<String> = header.iter().map(|cell| self.inlines(cell)).collect();
        let mut lines = Vec::new();
        for row in rows.iter().take(ROWS) {
            let cells: Vec<String> = row
                .iter()
                .map(|cell| self.inlines(cell).replace('\n', " "))
                .collect();
            lines.extend(line(&header, &cells));
        }
        let unreadable = |l: &String| graphemes(l) > LINE;
        if header.len() > COLUMNS || lines.is_empty() || lines.iter().any(unreadable) {
            return self.words.table_left_out.to_owned();
        }
        if rows.len() > ROWS {
            lines.push(self.words.table_cut.to_owned());
        }
        lines.join("\n")
    }
}

/// `• A: B` for two columns; `• A: Tuần 2 giờ; Tháng 8 giờ` with the names of the columns for more.
fn line(header: &[String], cells: &[String]) -> Option<String> {
    let (first, rest) = cells.split_first()?;
    let named = rest.len() > 1;
    let values: Vec<String> = rest
        .iter()
        .zip(
            header
                .iter()
                .skip(1)
                .map(String::as_str)
                .chain(std::iter::repeat("")),
        )
        .filter(|(cell, _)| !cell.is_empty())
        .map(|(cell, name)| match name {
            name if named && !name.is_empty() => format!("{name} {cell}"),
            _ => cell.clone(),
        })
        .collect();
    match (first.is_empty(), values.is_empty()) {
        (true, true) => None,
        (true, false) => Some(format!("• {}", values.join("; "))),
        (false, true) => Some(format!("• {first}")),
        (false, false) => Some(format!(
            "• {}: {}",
            first.trim_end_matches(':'),
            values.join("; ")
        )),
    }
}
