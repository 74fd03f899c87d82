//! The ledger read from its file.

use super::super::Route;
use super::facts::{Fact, Identity, Ledger, Line, Mark};
use super::{ADDRESSES, faults};
use crate::diagnostics::{Diags, FilePath, Span};

impl Ledger {
    /// Reads the ledger. A line that cannot be read is an error; so are two decisions about one address.
    pub fn read(text: &str) -> (Ledger, Diags) {
        let file: FilePath = ADDRESSES.into();
        let (mut ledger, mut diags) = (Ledger::default(), Diags::new());
        let mut start = 0;
        for written in text.split_inclusive('\n') {
            let line = written.trim();
            let from = start + (written.len() - written.trim_start().len());
            start += written.len();
            if line.is_empty() {
                continue;
            }
            if line.starts_with('#') {
                if !ledger.remarks.iter().any(|r| r == line) {
                    ledger.remarks.push(line.to_owned());
                }
                continue;
            }
            let at = (from, from + line.len());
            match parse(line) {
                Ok((route, fact)) => ledger.lines.push(Line { route, fact, at }),
                Err(right) => {
                    ledger.faulty = true;
                    diags.push(faults::bad_line(Span::new(&file, at.0..at.1), line, right));
                }
            }
        }
        // Lines as the program writes them stand in this order already.
        ledger.lines.sort_by(|a, b| a.route.cmp(&b.route));
        let mut contradictions = Vec::new();
        for (_, lines) in ledger.routes() {
            let mut decisions = lines.iter().filter(|l| !matches!(l.fact, Fact::Entry(_)));
            let Some(first) = decisions.next() else {
                continue;
            };
            for other in decisions.filter(|l| l.fact != first.fact) {
                let span = Span::new(&file, other.at.0..other.at.1);
                let number = text
                    .get(..first.at.0)
                    .map_or(0, |t| t.matches('\n').count())
                    + 1;
                contradictions.push(faults::two_decisions(span, &first.route, number));
            }
        }
        ledger.faulty |= !contradictions.is_empty();
        contradictions.into_iter().for_each(|d| diags.push(d));
        (ledger, diags)
    }
}

impl Ledger {
    /// A ledger whose file cannot be read.
    pub fn unreadable(error: &std::io::Error) -> (Ledger, Diags) {
        let ledger = Ledger {
            faulty: true,
            ..Ledger::default()
        };
        (ledger, faults::unreadable(error).into())
    }
}

/// One line; where it cannot be read, what may have been meant.
fn parse(line: &str) -> Result<(Route, Fact), Option<String>> {
    if let Some((from, to)) = line.split_once("->") {
        let (from, to) = (route(from), route(to));
        return match (page(from), page(to)) {
            (Some(from), Some(to)) => Ok((from, Fact::Leads(to))),
            _ => Err(both(from, to)),
        };
    }
    let tabs: Vec<&str> = line.split('\t').map(str::trim).collect();
    // Some editors write spaces instead of tabs.
    let words: Vec<&str> = match tabs.len() {
        1 => line.split_whitespace().collect(),
        _ => tabs.into_iter().filter(|w| !w.is_empty()).collect(),
    };
    let Some((first, rest)) = words.split_first() else {
        return Err(None);
    };
    let first = route(first);
    match *rest {
        ["x" | "X"] => match page(first) {
            Some(route) => Ok((route, Fact::Retired)),
            None => Err(completed(first).map(|r| format!("{r} x"))),
        },
        [file, mark] | [file, mark, _] if is_entry(file) => {
            let (route, mark) = (page(first).ok_or(None)?, Mark::parse(mark).ok_or(None)?);
            let name = rest.get(2).map(|n| (*n).to_owned());
            let file = file.into();
            Ok((route, Fact::Entry(Identity { file, mark, name })))
        }
        [to] => Err(both(first, route(to))),
        _ => Err(None),
    }
}

/// An address as it is written, without the slash that it may begin with.
fn route(written: &str) -> &str {
    written.trim().trim_start_matches('/')
}

fn page(path: &str) -> Option<Route> {
    is_page(path).then(|| Route::new(path))
}

/// Whether a path below the site's root may be a page's: it stays inside the site and ends in `.html`.
pub(super) fn is_page(path: &str) -> bool {
    let odd = |b: &u8| b.is_ascii_control() || b"\\?#:<>\"|*".contains(b);
    path.ends_with(".html")
        && !path.starts_with(|c: char| c == '.' || c.is_whitespace())
        && !path.as_bytes().iter().any(odd)
        && path.split('/').all(|p| !matches!(p, "" | "." | ".."))
}

fn is_entry(file: &str) -> bool {
    file.starts_with("content/") && file.ends_with(".md")
}

/// `tai-lieu/ten` as the page it probably is.
fn completed(path: &str) -> Option<String> {
    let path = path.trim_end_matches('/');
    let whole = match is_page(path) {
        true => path.to_owned(),
        false => format!("{path}.html"),
    };
    is_page(&whole).then_some(whole)
}

fn both(from: &str, to: &str) -> Option<String> {
    Some(format!("{} -> {}", completed(from)?, completed(to)?))
}
