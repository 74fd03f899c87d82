//! The report as Markdown (with the tables that GitHub, VS Code and Word's converters know), to paste and to edit.

use super::code;
use super::document::{Cell, Document, Part, Table};
use crate::text::number;

/// The file.
pub(super) fn text(document: &Document) -> String {
    let mut out = String::new();
    if !document.organization.is_empty() {
        out.push_str(&format!("**{}**\n\n", plain(&document.organization)));
    }
    out.push_str(&format!("# {}\n\n", plain(&document.title)));
    for line in document.about.iter().filter(|l| !l.is_empty()) {
        out.push_str(&format!("{}  \n", plain(line)));
    }
    out.push('\n');
    for figure in &document.figures {
        let (value, label) = (figure.written(code(document.lang)), plain(&figure.label));
        out.push_str(&format!("- **{value}** {label}\n"));
    }
    for section in &document.sections {
        out.push_str(&format!("\n## {}\n", plain(&section.heading)));
        for part in &section.parts {
            out.push('\n');
            match part {
                Part::Text(text) => out.push_str(&format!("{}\n", plain(text))),
                Part::Points(points) => {
                    for (about, text) in points {
                        let about = match about.as_str() {
                            "" => String::new(),
                            about => format!("**{}:** ", plain(about)),
                        };
                        out.push_str(&format!("- {about}{}\n", plain(text)));
                    }
                }
                Part::Table(table) => rows(table, code(document.lang), &mut out),
            }
        }
    }
    out
}

fn rows(table: &Table, lang: &str, out: &mut String) {
    let mut line = |cells: &mut dyn Iterator<Item = String>| {
        out.push('|');
        cells.for_each(|c| out.push_str(&format!(" {c} |")));
        out.push('\n');
    };
    line(&mut table.head.iter().map(|h| plain(h)));
    let mark = |at: usize| if table.is_number(at) { "---:" } else { "---" };
    line(&mut (0..table.head.len()).map(|at| mark(at).to_owned()));
    for (i, row) in table.rows.iter().enumerate() {
        let strong = table.total && i + 1 == table.rows.len();
        line(&mut row.iter().map(|c| match cell(c, lang) {
            text if strong && !text.is_empty() => format!("**{text}**"),
            text => text,
        }));
    }
}

fn cell(cell: &Cell, lang: &str) -> String {
    match cell {
        Cell::Words(words) => plain(words),
        Cell::Number(n) => number::integer(i64::try_from(*n).unwrap_or(i64::MAX), lang),
        Cell::Link(words, url) => {
            let url = url
                .replace('<', "%3C")
                .replace('>', "%3E")
                .replace('\\', "%5C")
                .replace('|', "%7C");
            format!("[{}](<{url}>)", plain(words))
        }
    }
}

/// Text that is text in Markdown, too: on one line, and marks stand for themselves (CommonMark 2.4).
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_whitespace() && c != crate::text::number::NO_BREAK => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::plain;
    use pulldown_cmark::{Event, Parser};

    #[test]
    fn text_stays_text() {
        let hostile = "<script>|*a*_b_ ~~x~~ # c [d](e) &lt; ![f](g) `h` \\ <!-- -->";
        let read: String = Parser::new(&plain(hostile))
            .map(|event| match event {
                Event::Text(text) => text.to_string(),
                Event::Start(_) | Event::End(_) => String::new(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(read, hostile);
        assert_eq!(plain("a\nb"), "a b");
    }
}
