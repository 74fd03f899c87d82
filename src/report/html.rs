//! The report as one page that needs no other file: to read on a phone, to print on A4, to hand in.

use super::code;
use super::document::{Cell, Document, Part, Section, Table};
use crate::text::number;
use std::fmt::Write;

/// How it looks; inside the page, so that the file can be sent by itself.
const STYLE: &str = include_str!("page.css");

/// The page.
pub(super) fn page(document: &Document) -> String {
    let lang = code(document.lang);
    let title = escape(&document.title);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<header>\n"
    );
    let mut line = |html: String| {
        out.push_str(&html);
        out.push('\n');
    };
    if !document.organization.is_empty() {
        line(format!(
            "<p class=\"org\">{}</p>",
            escape(&document.organization)
        ));
    }
    line(format!("<h1>{title}</h1>"));
    for about in document.about.iter().filter(|l| !l.is_empty()) {
        line(format!("<p class=\"about\">{}</p>", escape(about)));
    }
    line("</header>".to_owned());
    line("<ul class=\"figures\">".to_owned());
    for figure in &document.figures {
        let (value, label) = (figure.written(lang), escape(&figure.label));
        line(format!("<li><b>{value}</b> <span>{label}</span></li>"));
    }
    line("</ul>".to_owned());
    let mut tables = 0;
    let (appendices, sections): (Vec<_>, Vec<_>) =
        document.sections.iter().partition(|s| s.appendix);
    for section in sections {
        line(section_html(section, lang, &mut tables));
    }
    let (made, approved) = document.lang.pick(
        ("Người lập báo cáo", "Người duyệt"),
        ("Prepared by", "Approved by"),
    );
    line(format!(
        "<div class=\"sign\"><p>{made}</p><p>{approved}</p></div>"
    ));
    for section in appendices {
        line(section_html(section, lang, &mut tables));
    }
    line("</main>\n</body>\n</html>".to_owned());
    out
}

fn section_html(section: &Section, lang: &str, tables: &mut usize) -> String {
    let class = if section.appendix {
        " class=\"appendix\""
    } else {
        ""
    };
    let mut out = format!("<section{class}>\n<h2>{}</h2>\n", escape(&section.heading));
    for part in &section.parts {
        match part {
            Part::Text(text) => {
                let _ = writeln!(out, "<p>{}</p>", escape(text));
            }
            Part::Points(points) => {
                out.push_str("<ul>\n");
                for (about, text) in points {
                    let about = match about.as_str() {
                        "" => String::new(),
                        about => format!("<strong>{}:</strong> ", escape(about)),
                    };
                    let _ = writeln!(out, "<li>{about}{}</li>", escape(text));
                }
                out.push_str("</ul>\n");
            }
            Part::Table(table) => {
                *tables += 1;
                let same = table.caption == section.heading;
                table_html(table, lang, *tables, same, &mut out);
            }
        }
    }
    out.push_str("</section>");
    out
}

/// A table in a frame of its own, which scrolls where the screen is narrower: by finger and by arrow keys.
fn table_html(table: &Table, lang: &str, number: usize, same: bool, out: &mut String) {
    let sr = if same { " class=\"sr\"" } else { "" };
    let total = if table.total { " class=\"total\"" } else { "" };
    let _ = writeln!(
        out,
        "<div class=\"scroll\" role=\"region\" aria-labelledby=\"bang-{number}\" tabindex=\"0\">\n<table{total}>\n\
         <caption id=\"bang-{number}\"><span{sr}>{}</span></caption>\n<thead><tr>",
        escape(&table.caption)
    );
    for (at, head) in table.head.iter().enumerate() {
        let class = if table.is_number(at) {
            " class=\"n\""
        } else {
            ""
        };
        let _ = write!(out, "<th scope=\"col\"{class}>{}</th>", escape(head));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (at, cell) in row.iter().enumerate() {
            let html = cell_html(cell, lang);
            let _ = match (at, cell) {
                (0, _) => write!(out, "<th scope=\"row\">{html}</th>"),
                (_, Cell::Number(0)) => write!(out, "<td class=\"n none\">{html}</td>"),
                (_, Cell::Number(_)) => write!(out, "<td class=\"n\">{html}</td>"),
                _ => write!(out, "<td>{html}</td>"),
            };
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
}

fn cell_html(cell: &Cell, lang: &str) -> String {
    match cell {
        Cell::Words(words) => escape(words),
        Cell::Number(n) => number::integer(i64::try_from(*n).unwrap_or(i64::MAX), lang),
        Cell::Link(words, url) => format!("<a href=\"{}\">{}</a>", escape(url), escape(words)),
    }
}

/// Text inside elements and quoted attributes; characters that no HTML document may hold are left out.
fn escape(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    let mut out = String::with_capacity(text.len());
    crate::outputs::escape(&text, &mut out);
    out
}
