//! What a broken line may have meant: guesses in the order of likelihood, each with its explanation.

use super::line::{Line, quote};
use super::path::quoted_len;
use super::repair::is_hidden;
use std::ops::Range;

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
    /// Whether a program may apply it without asking.
    pub safe: bool,
}

fn proposal(
    code: &'static str,
    new: String,
    span: Range<usize>,
    vi: impl Into<String>,
    en: impl Into<String>,
) -> Proposal {
    let safe = matches!(
        code,
        "Y001" | "Y003" | "Y004" | "Y013" | "Y015" | "Y018" | "Y019"
    );
    Proposal {
        line: 0,
        new,
        code,
        span,
        vi: vi.into(),
        en: en.into(),
        safe,
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
    ));
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
    for spaces in [indent.replace('\t', "  ").len(), above, above + 2, 0] {
        out.push(proposal(
            "Y004",
            format!("{}{rest}", " ".repeat(spaces)),
            at..line.indent,
            "YAML không cho thụt lề bằng phím Tab. Hãy dùng dấu cách.",
            "YAML does not allow tabs for indentation. Use spaces.",
        ));
    }
}

fn smart_quotes(line: &Line, out: &mut Vec<Proposal>) {
    let value = line.value();
    let inner = value
        .trim_start_matches(is_smart)
        .trim_end_matches(is_smart);
    if !value.starts_with(is_smart) || !value.ends_with(is_smart) || inner.contains(['“', '”'])
    {
        return;
    }
    out.push(proposal(
        "Y013",
        line.with_value(&quote(inner)),
        line.value.clone(),
        "Ngoặc kép cong “ ” (do Word tự đổi) không giữ được giá trị. Hãy gõ ngoặc kép thẳng \" \".",
        "Curly quotes “ ” (made by Word) do not hold a value together. Type straight quotes \" \".",
    ));
}

fn is_smart(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '″')
}

fn quotes(line: &Line, message: &str, out: &mut Vec<Proposal>) {
    // The whole rest of the line: a `#` may stand inside what was meant to be quoted.
    let value = line.text.get(line.value.start..).unwrap_or("").trim_end();
    let Some(mark @ ('"' | '\'')) = value.chars().next() else {
        return;
    };
    let all = line.value.start..line.value.start + value.len();
    let closes = value.len() > 1 && value.ends_with(mark);
    let inner = value
        .get(1..value.len() - usize::from(closes))
        .unwrap_or("");
    let tail = line.text.get(all.end..).unwrap_or("");
    let with = |new: String| format!("{}{new}{tail}", line.text.get(..all.start).unwrap_or(""));
    if mark == '"' && inner.contains('\\') && message.contains("escape") {
        out.push(proposal(
            "Y018",
            with(quote(inner)),
            all.clone(),
            "Trong ngoặc kép, dấu \\ có nghĩa riêng. Hãy dùng ngoặc đơn ' ', hoặc viết / thay cho \\.",
            "Inside double quotes a \\ has a meaning of its own. Use single quotes, or / instead of \\.",
        ));
    }
    if closes {
        out.push(proposal(
            "Y003",
            with(quote(&unescaped(inner, mark))),
            all.clone(),
            format!("Dấu {mark} nằm bên trong giá trị làm nó kết thúc sớm. Hãy dùng loại ngoặc khác ở ngoài."),
            format!("The {mark} inside the value ends it too soon. Use the other kind of quotes around it."),
        ));
        return;
    }
    if quoted_len(value, mark) < value.len() {
        out.push(proposal(
            "Y003",
            with(quote(value)),
            all.clone(),
            format!("Sau dấu {mark} đóng lại còn chữ. Hãy đặt cả giá trị trong một cặp ngoặc."),
            format!(
                "There is text after the closing {mark}. Put the whole value in one pair of quotes."
            ),
        ));
    }
    out.push(proposal(
        "Y016",
        with(quote(inner)),
        all,
        format!("Thiếu dấu {mark} đóng ở cuối giá trị."),
        format!("The closing {mark} at the end of the value is missing."),
    ));
}

/// What stands between quotes, with its escaped quotes as they were meant.
fn unescaped(inner: &str, mark: char) -> String {
    if mark == '"' {
        inner.replace("\\\"", "\"")
    } else {
        inner.replace("''", "'")
    }
}

fn brackets(line: &Line, out: &mut Vec<Proposal>) {
    let value = line.text.get(line.value.start..).unwrap_or("").trim_end();
    let Some(open @ ('[' | '{')) = value.chars().next() else {
        return;
    };
    let start = line.value.start;
    let with = |new: String| format!("{}{new}", line.text.get(..start).unwrap_or(""));
    if value.contains("[#") || value.contains(", #") || value.contains(",#") {
        out.push(proposal(
            "Y002",
            with(map_items(value, |item| item.starts_with('#').then(|| quote(item)))),
            start..start + value.len(),
            "Dấu # trong danh sách làm mất phần còn lại của dòng. Hãy đặt từng mục có dấu # trong ngoặc kép.",
            "The # in this list hides the rest of the line. Put each item that has a # in quotes.",
        ));
    }
    let mended = map_items(value, |item| {
        let (key, text) = item.split_once(": ")?;
        (text.contains(": ") && !text.starts_with(['"', '\'', '[', '{']))
            .then(|| format!("{key}: {}", quote(text)))
    });
    out.push(proposal(
        "Y001",
        mended,
        start..start + value.len(),
        COLON.0,
        COLON.1,
    ));
    if let Some(p) = out.last_mut() {
        p.new = with(std::mem::take(&mut p.new));
    }
    let opened = value.matches(['[', '{']).count();
    let closed = value.matches([']', '}']).count();
    if opened > closed {
        let close = if open == '[' { ']' } else { '}' };
        out.push(proposal(
            "Y017",
            with(format!("{value}{close}")),
            start..start + value.len(),
            format!("Thiếu dấu {close} để đóng dấu {open}."),
            format!("The {close} that closes the {open} is missing."),
        ));
    }
    if !value.ends_with([']', '}']) || closed > opened {
        out.push(special(line, open, value));
    }
}

/// A flow list or map with some of its innermost items replaced.
fn map_items(value: &str, change: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(value.len() + 8);
    for piece in value.split_inclusive(['[', ']', '{', '}', ',']) {
        let end = piece
            .strip_suffix(['[', ']', '{', '}', ','])
            .map_or(piece.len(), str::len);
        let (item, sign) = piece.split_at_checked(end).unwrap_or((piece, ""));
        let trimmed = item.trim();
        let lead = item.len() - item.trim_start().len();
        match change(trimmed) {
            Some(new) => {
                out.push_str(item.get(..lead).unwrap_or(""));
                out.push_str(&new);
                out.push_str(item.get(lead + trimmed.len()..).unwrap_or(""));
            }
            None => out.push_str(item),
        }
        out.push_str(sign);
    }
    out
}

fn special_start(line: &Line, out: &mut Vec<Proposal>) {
    let value = line.value();
    let Some(first) = value.chars().next() else {
        return;
    };
    let dash = first == '-' && (value == "-" || value.starts_with("- "));
    if dash
        || matches!(
            first,
            '@' | '`' | '%' | '*' | '&' | '!' | '|' | '>' | '?' | ',' | ']' | '}'
        )
    {
        out.push(special(line, first, value));
    }
}

fn special(line: &Line, first: char, value: &str) -> Proposal {
    proposal(
        "Y008",
        format!(
            "{}{}",
            line.text.get(..line.value.start).unwrap_or(""),
            quote(value)
        ),
        line.value.start..line.value.start + value.len(),
        format!(
            "Giá trị bắt đầu bằng dấu {first}, dấu này có nghĩa riêng trong YAML. Hãy đặt cả giá trị trong ngoặc kép."
        ),
        format!(
            "The value begins with {first}, which has a meaning of its own in YAML. Put the whole value in quotes."
        ),
    )
}

/// What to say of a colon that YAML takes for the end of a key.
pub(super) const COLON: (&str, &str) = (
    "Trong giá trị có dấu hai chấm và dấu cách (“: ”), YAML tưởng là một khóa mới. Hãy đặt cả giá trị trong ngoặc kép.",
    "The value holds a colon and a space (“: ”), which to YAML begins a new key. Put the whole value in quotes.",
);

fn colon(line: &Line, out: &mut Vec<Proposal>) {
    let value = line.value();
    let found = value
        .find(": ")
        .or_else(|| value.ends_with(':').then(|| value.len() - 1));
    let Some(at) = found.filter(|_| !value.starts_with(['"', '\'', '[', '{'])) else {
        return;
    };
    let at = line.value.start + at;
    out.push(proposal(
        "Y001",
        line.with_value(&quote(value)),
        at..at + 1,
        COLON.0,
        COLON.1,
    ));
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
        out.push(proposal(
            "Y015",
            line.with(at..at + 1, ": "),
            at..at + 1,
            "Thiếu dấu cách sau dấu hai chấm.",
            "The space after the colon is missing.",
        ));
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
        out.push(proposal(
            "Y015",
            format!("{}- {item}", line.text.get(..line.content).unwrap_or("")),
            line.content..line.content + 1,
            "Thiếu dấu cách sau dấu gạch đầu dòng.",
            "The space after the list dash is missing.",
        ));
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
