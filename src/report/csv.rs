//! The report for Excel: the same headings, figures and tables one below the other, numbers as plain digits.

use super::document::{Cell, Document, Part, Table};
use crate::text::csv;

/// The file.
pub(super) fn figures(document: &Document) -> Vec<u8> {
    let mut out = csv::MARK.as_bytes().to_vec();
    csv::row([&document.organization], &mut out);
    csv::row([&document.title], &mut out);
    for line in &document.about {
        csv::row([line], &mut out);
    }
    csv::row([""], &mut out);
    for figure in &document.figures {
        // Excel would take 2/47 for a month.
        let of = figure.of.map(|n| n.to_string()).unwrap_or_default();
        csv::row([&figure.label, &figure.value.to_string(), &of], &mut out);
    }
    for section in document.sections.iter().filter(|s| !s.appendix) {
        csv::row([""], &mut out);
        csv::row([&section.heading], &mut out);
        for part in &section.parts {
            match part {
                Part::Text(text) => csv::row([text], &mut out),
                Part::Points(points) => {
                    points
                        .iter()
                        .for_each(|(about, text)| match about.as_str() {
                            "" => csv::row([text], &mut out),
                            about => csv::row([about, text], &mut out),
                        })
                }
                Part::Table(table) => rows(table, &mut out),
            }
        }
    }
    out
}

fn rows(table: &Table, out: &mut Vec<u8>) {
    csv::row(&table.head, out);
    for row in &table.rows {
        csv::row(row.iter().map(cell), out);
    }
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Words(words) | Cell::Link(words, _) => words.clone(),
        Cell::Number(n) => n.to_string(),
    }
}
