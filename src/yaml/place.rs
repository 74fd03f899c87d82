//! Where a key or value that starts somewhere ends, in the text.

/// Where a key that starts at `start` ends.
pub(super) fn key_end(yaml: &str, start: usize, in_flow: bool) -> usize {
    let rest = yaml.get(start..).unwrap_or("");
    if let Some(quote @ ('"' | '\'')) = rest.chars().next() {
        return start + quoted_len(rest, quote);
    }
    let line = rest.lines().next().unwrap_or("");
    let bytes = line.as_bytes();
    let end = (0..bytes.len()).find(|&i| match bytes.get(i) {
        Some(b':') => bytes.get(i + 1).is_none_or(|b| matches!(b, b' ' | b'\t')),
        Some(b',' | b']' | b'}') => in_flow,
        _ => false,
    });
    start
        + line
            .get(..end.unwrap_or(line.len()))
            .map_or(0, |l| l.trim_end().len())
}

/// Where a node that starts at `start` ends, on its first line unless it is quoted.
pub(super) fn node_end(yaml: &str, start: usize, in_flow: bool) -> usize {
    let rest = yaml.get(start..).unwrap_or("");
    let line = rest.lines().next().unwrap_or("");
    let len = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => quoted_len(rest, quote),
        Some('[' | '{') => bracketed_len(rest),
        _ => plain_len(line, in_flow),
    };
    start + len
}

/// Length of a plain scalar on its line: to a comment, in flow style also to a comma or bracket, without spaces at its end.
fn plain_len(line: &str, in_flow: bool) -> usize {
    let bytes = line.as_bytes();
    let blank = |at: usize| bytes.get(at).is_none_or(|b| matches!(b, b' ' | b'\t'));
    let end = (0..bytes.len()).find(|&i| match bytes.get(i) {
        Some(b'#') => i == 0 || blank(i - 1),
        Some(b',' | b']' | b'}') => in_flow,
        Some(b':') => in_flow && blank(i + 1),
        _ => false,
    });
    line.get(..end.unwrap_or(line.len()))
        .map_or(0, |l| l.trim_end().len())
}

/// Length of a quoted scalar with its quotes; the rest of its line when it is not closed.
pub(super) fn quoted_len(rest: &str, quote: char) -> usize {
    let mut chars = rest.char_indices().skip(1).peekable();
    while let Some((i, c)) = chars.next() {
        if c == '\\' && quote == '"' {
            chars.next();
        } else if c == quote {
            if quote == '\'' && chars.peek().is_some_and(|(_, next)| *next == '\'') {
                chars.next();
            } else {
                return i + c.len_utf8();
            }
        }
    }
    rest.lines().next().map_or(0, str::len)
}

/// Length of a flow list or map with its brackets, at most to the end of its line.
fn bracketed_len(rest: &str) -> usize {
    let line = rest.lines().next().unwrap_or("");
    let mut depth = 0usize;
    for (i, c) in line.char_indices() {
        match c {
            '[' | '{' => depth += 1,
            ']' | '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return i + 1;
                }
            }
            _ => {}
        }
    }
    line.trim_end().len()
}
