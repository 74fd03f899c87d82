//! What a broken line may have meant: guesses in the order of likelihood, each with its explanation.

mod values;

use super::line::Line;
use super::repair::is_hidden;
use std::ops::Range;

pub(super) use values::COLON;
use values::{brackets, colon, quotes, smart_quotes, special_start};

/// A line as it may have been meant.
pub(super) struct Proposal {
    /// Number of the line, from 0; filled in by the caller.
    pub line: usize,
    /// The corrected line; empty to leave it out.
    pub new: String,
    pub code: &'static str,
    /// What to point at, in bytes of the line.
    pub span: Range<usize>,
    pub vi: String,
    pub en: String,
    /// Whether a program may apply it without asking: it says in YAML what the line says to any reader, nothing more.
    pub safe: bool,
}

impl Proposal {
    fn safe_if(mut self, sure: bool) -> Proposal {
        self.safe = sure;
        self
    }
}

fn proposal(
    code: &'static str,
    new: String,
    span: Range<usize>,
    vi: impl Into<String>,
    en: impl Into<String>,
) -> Proposal {
    Proposal {
        line: 0,
        new,
        code,
        span,
        vi: vi.into(),
        en: en.into(),
        safe: false,
    }
}

/// Everything a line may have meant, the likeliest first. `above` are the lines before it that are not blank.
pub(super) fn for_line(text: &str, above: &[Line], message: &str) -> Vec<Proposal> {
    let line = Line::new(text);
    let mut out = Vec::new();
    hidden(text, &mut out);
    if message.contains("more than one document") {
        second_document(&line, &mut out);
        return out;
    }
    tabs(&line, above, &mut out);
    smart_quotes(&line, &mut out);
    quotes(&line, message, &mut out);
    brackets(&line, &mut out);
    special_start(&line, &mut out);
    colon(&line, &mut out);
    missing_space(&line, &mut out);
    indentation(&line, above, &mut out);
    out
}

fn hidden(text: &str, out: &mut Vec<Proposal>) {
    let Some((i, c)) = text.char_indices().find(|(_, c)| is_hidden(*c)) else {
        return;
    };
    let code = u32::from(c);
    out.push(proposal(
        "Y019",
        text.chars().filter(|c| !is_hidden(*c)).collect(),
        i..i + c.len_utf8(),
        format!(
            "Dòng này có ký tự ẩn (U+{code:04X}), thường do chép từ chương trình khác. Hãy xóa nó."
        ),
        format!("This line has a hidden character (U+{code:04X}), often from copying. Remove it."),
    )
    // Word's own line breaks part words, and U+0080–009F are what is left of quotation marks.
    .safe_if(text.chars().filter(|c| is_hidden(*c)).all(|c| c < ' ' && !matches!(c, '\u{B}' | '\u{C}'))));
}

fn second_document(line: &Line, out: &mut Vec<Proposal>) {
    if line.text.starts_with("---") || line.text.starts_with("...") {
        out.push(proposal(
            "Y012",
            String::new(),
            0..3,
            "Tệp chỉ được có một phần YAML. Hãy xóa dòng này.",
            "The file may hold only one YAML document. Remove this line.",
        ));
    } else if line.indent > 0 {
        out.push(indented(line, 0));
    }
}

fn tabs(line: &Line, above: &[Line], out: &mut Vec<Proposal>) {
    let indent = line.text.get(..line.indent).unwrap_or("");
    let Some(at) = indent.find('\t') else { return };
    let rest = line.text.get(line.indent..).unwrap_or("");
    let above = above.last().map_or(0, |l| l.indent);
    let even = indent.replace('\t', "  ").len();
    for spaces in [even, above, above + 2, 0] {
        let tabless = proposal(
            "Y004",
            format!("{}{rest}", " ".repeat(spaces)),
            at..line.indent,
            "YAML không cho thụt lề bằng phím Tab. Hãy dùng dấu cách.",
            "YAML does not allow tabs for indentation. Use spaces.",
        );
        // Further in or out than it looks, the line may belong to another key.
        out.push(tabless.safe_if(spaces == even || (spaces == above && above > 0)));
    }
}

fn missing_space(line: &Line, out: &mut Vec<Proposal>) {
    let rest = line.text.get(line.content..).unwrap_or("");
    let word = rest.len()
        - rest
            .trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-')
            .len();
    let after = rest.get(word..).unwrap_or("");
    let at = line.content + word;
    if line.key.is_none() && word > 0 && after.starts_with(':') && !after.starts_with("://") {
        out.push(
            proposal(
                "Y015",
                line.with(at..at + 1, ": "),
                at..at + 1,
                "Thiếu dấu cách sau dấu hai chấm.",
                "The space after the colon is missing.",
            )
            .safe_if(true),
        );
    } else if line.key.is_none()
        && after.starts_with(' ')
        && COMMON.contains(&rest.get(..word).unwrap_or(""))
    {
        out.push(proposal(
            "Y015",
            line.with(at..at, ":"),
            line.content..at,
            "Thiếu dấu hai chấm sau tên khóa.",
            "The colon after the key is missing.",
        ));
    }
    if let Some(item) = rest
        .strip_prefix('-')
        .filter(|r| r.starts_with(|c: char| c.is_alphanumeric() || c == '"'))
    {
        out.push(
            proposal(
                "Y015",
                format!("{}- {item}", line.text.get(..line.content).unwrap_or("")),
                line.content..line.content + 1,
                "Thiếu dấu cách sau dấu gạch đầu dòng.",
                "The space after the list dash is missing.",
            )
            .safe_if(true),
        );
    }
}

/// Keys that stand in nearly every entry: a line that begins with one and has no colon has lost it.
const COMMON: [&str; 9] = [
    "title", "date", "summary", "tags", "cover", "draft", "updated", "slug", "image",
];

fn indentation(line: &Line, above: &[Line], out: &mut Vec<Proposal>) {
    let text = line.text.get(line.content..).unwrap_or("");
    let is_text =
        text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '“' | '"' | '(' | '…'));
    if line.key.is_none() && line.content == line.indent && !is_text {
        return;
    }
    let Some(last) = above.last() else {
        if line.indent > 0 {
            out.push(indented(line, 0));
        }
        return;
    };
    let mut depths: Vec<usize> = vec![last.indent, last.content];
    if last.value().is_empty() || line.key.is_none() && line.content == line.indent {
        depths.push(last.content + 2);
    }
    depths.extend(
        above
            .iter()
            .rev()
            .map(|l| l.indent)
            .filter(|i| *i < last.indent),
    );
    depths.push(0);
    let mut seen = std::collections::BTreeSet::from([line.indent]);
    depths.retain(|d| seen.insert(*d));
    out.extend(depths.into_iter().take(6).map(|d| indented(line, d)));
}

fn indented(line: &Line, spaces: usize) -> Proposal {
    let rest = line.text.get(line.indent..).unwrap_or("");
    let (vi, en) = if line.key.is_none() && line.content == line.indent {
        (
            "Dòng này không có tên khóa. Nếu là phần tiếp của dòng trên, hãy thụt vào bằng dấu cách.",
            "This line has no key. If it continues the line above, indent it with spaces.",
        )
    } else {
        (
            "Thụt lề sai: các khóa cùng cấp phải thẳng hàng, bắt đầu cùng một cột.",
            "Wrong indentation: keys of the same level must begin in the same column.",
        )
    };
    proposal(
        "Y014",
        format!("{}{rest}", " ".repeat(spaces)),
        0..line.text.trim_end().len(),
        vi,
        en,
    )
}
