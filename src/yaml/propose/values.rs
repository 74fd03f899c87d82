//! Guesses about a value: quotation marks, brackets, signs with a meaning of their own.

use super::super::line::{Line, quote};
use super::super::place::quoted_len;
use super::{Proposal, proposal};

pub(super) fn smart_quotes(line: &Line, out: &mut Vec<Proposal>) {
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

pub(super) fn quotes(line: &Line, message: &str, out: &mut Vec<Proposal>) {
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
        )
        .safe_if(!inner.contains(['"', '\'']) && !inner.contains("\\\\") && closes));
    }
    if closes {
        out.push(proposal(
            "Y003",
            with(quote(&unescaped(inner, mark))),
            all.clone(),
            format!("Dấu {mark} nằm bên trong giá trị làm nó kết thúc sớm. Hãy dùng loại ngoặc khác ở ngoài."),
            format!("The {mark} inside the value ends it too soon. Use the other kind of quotes around it."),
        )
        .safe_if(!inner.contains(" #") && !inner.contains('\\')));
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
        )
        .safe_if(!value.contains(['#', '\\'])));
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

pub(super) fn brackets(line: &Line, out: &mut Vec<Proposal>) {
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

pub(super) fn special_start(line: &Line, out: &mut Vec<Proposal>) {
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
    // No value may begin with these, so nothing else can be meant.
    .safe_if(matches!(first, '@' | '`' | '%'))
}

/// What to say of a colon that YAML takes for the end of a key.
pub(in crate::yaml) const COLON: (&str, &str) = (
    "Trong giá trị có dấu hai chấm và dấu cách (“: ”), YAML tưởng là một khóa mới. Hãy đặt cả giá trị trong ngoặc kép.",
    "The value holds a colon and a space (“: ”), which to YAML begins a new key. Put the whole value in quotes.",
);

pub(super) fn colon(line: &Line, out: &mut Vec<Proposal>) {
    let value = line.value();
    let found = value
        .find(": ")
        .or_else(|| value.ends_with(':').then(|| value.len() - 1));
    let Some(at) = found.filter(|_| !value.starts_with(['"', '\'', '[', '{'])) else {
        return;
    };
    let at = line.value.start + at;
    out.push(
        proposal(
            "Y001",
            line.with_value(&quote(value)),
            at..at + 1,
            COLON.0,
            COLON.1,
        )
        // `- Hỏi: đáp: …` may be one text, `cover: image: a.jpg` two keys that belong on two lines.
        .safe_if(
            is_like_a_key(line.key()) && !is_like_a_key(value.split(':').next().unwrap_or("")),
        ),
    );
}

/// Whether a word is written as keys are.
fn is_like_a_key(word: &str) -> bool {
    let is_part = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-');
    !word.is_empty() && word.bytes().all(is_part)
}
