//! Rich blocks: fenced code blocks whose info string starts with a name in braces.

/// The opening line of a rich block.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Opening<'a> {
    pub(super) name: &'a str,
    pub(super) argument: &'a str,
    /// Whether the closing brace is there.
    pub(super) closed: bool,
}

/// Reads a fence's info string; `None` when it does not name a rich block.
pub(super) fn opening(info: &str) -> Option<Opening<'_>> {
    let rest = info.trim_start().strip_prefix('{')?;
    let (name, argument, closed) = match rest.split_once('}') {
        Some((name, argument)) => (name, argument, true),
        None => {
            let (name, argument) = rest
                .trim_start()
                .split_once(char::is_whitespace)
                .unwrap_or((rest, ""));
            (name, argument, false)
        }
    };
    Some(Opening {
        name: name.trim(),
        argument: argument.trim(),
        closed,
    })
}

/// A line at the start of a rich block's body.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum OptionLine<'a> {
    /// `:key: value`.
    Option(&'a str, &'a str),
    /// Begins like an option, but the colon after the key is missing: key and value as they were probably meant.
    Malformed(&'a str, &'a str),
}

/// The option lines at the start of a body, each with where it begins, and where the rest of the body begins (one empty
/// line after the options is skipped).
pub(super) fn options(body: &str) -> (Vec<(usize, OptionLine<'_>)>, usize) {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        match option_line(line.trim()) {
            Some(option) => lines.push((at, option)),
            None if line.trim().is_empty() && !lines.is_empty() => return (lines, at + line.len()),
            None => break,
        }
        at += line.len();
    }
    (lines, at)
}

fn option_line(line: &str) -> Option<OptionLine<'_>> {
    let rest = line.strip_prefix(':')?;
    let length = rest
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-')))
        .unwrap_or(rest.len());
    let (key, rest) = rest.split_at_checked(length)?;
    if key.is_empty() {
        return None;
    }
    Some(match rest.strip_prefix(':') {
        Some(value) => OptionLine::Option(key, value.trim()),
        None => OptionLine::Malformed(key, rest.trim_start_matches([' ', '=']).trim()),
    })
}

/// The fence of a code block: its character and length, and whether it is closed. `source` is the block as written.
pub(super) fn fence(source: &str) -> Option<(char, usize, bool)> {
    let source = source.trim_start();
    let mark = source.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = source.len() - source.trim_start_matches(mark).len();
    let closed = source
        .trim_end()
        .rsplit_once('\n')
        .is_some_and(|(_, last)| {
            let last = last.trim_start_matches([' ', '\t', '>']);
            last.len() >= length && last.trim_start_matches(mark).is_empty()
        });
    Some((mark, length, closed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openings() {
        let read = |info| opening(info).map(|o| (o.name, o.argument, o.closed));
        assert_eq!(
            read("{video} https://a.vn/x"),
            Some(("video", "https://a.vn/x", true))
        );
        assert_eq!(read("{ note }"), Some(("note", "", true)));
        assert_eq!(read("{note Lưu ý"), Some(("note", "Lưu ý", false)));
        assert_eq!(read("rust"), None);
        assert_eq!(read(""), None);
    }

    #[test]
    fn option_lines() {
        let body = ":alt: Ảnh: một\n:rộng:50%\n\n\nthân\n";
        let (lines, at) = options(body);
        assert_eq!(
            lines,
            [
                (0, OptionLine::Option("alt", "Ảnh: một")),
                (19, OptionLine::Option("rộng", "50%"))
            ]
        );
        assert_eq!(&body[at..], "\nthân\n");
        assert_eq!(
            options(":src a.mp4\nx").0,
            [(0, OptionLine::Malformed("src", "a.mp4"))]
        );
        assert_eq!(options(": nghĩa\n"), (vec![], 0));
        assert_eq!(options("thân\n:a: b"), (vec![], 0));
    }

    #[test]
    fn fences() {
        assert_eq!(fence("```{a}\nx\n```\n"), Some(('`', 3, true)));
        assert_eq!(fence("````{a}\n```\n"), Some(('`', 4, false)));
        assert_eq!(fence("~~~\n> ~~~"), Some(('~', 3, true)));
        assert_eq!(fence("```"), Some(('`', 3, false)));
        assert_eq!(fence("    code"), None);
    }
}
