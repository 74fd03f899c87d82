//! Writing tables for spreadsheets: CSV (RFC 4180) that Excel opens by a double click.

/// What a file begins with: Excel takes UTF-8 for what it is only with the mark.
pub const MARK: &str = "\u{FEFF}";

/// One line: cells quoted where needed, CRLF. No cell can become a formula or a row of its own.
pub fn row(cells: impl IntoIterator<Item = impl AsRef<str>>, out: &mut Vec<u8>) {
    for (i, cell) in cells.into_iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        let safe = neutral(cell.as_ref());
        if safe.contains(['"', ',', '\n', '\r', ';']) {
            out.extend(format!("\"{}\"", safe.replace('"', "\"\"")).as_bytes());
        } else {
            out.extend(safe.as_bytes());
        }
    }
    out.extend(b"\r\n");
}

/// A cell that a spreadsheet would calculate gets an apostrophe (OWASP, “CSV injection”).
fn neutral(cell: &str) -> String {
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠') => {
            format!("'{cell}")
        }
        _ => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_cannot_become_formulas_or_rows() {
        let mut out = Vec::new();
        row(["=1+1", "a,\"b\"\nc", "– gạch", "@chị"], &mut out);
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "'=1+1,\"a,\"\"b\"\"\nc\",– gạch,'@chị\r\n"
        );
    }
}
