//! Which link targets may never reach a page.

/// Why a target is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// A scheme by which a page would run the author's (or somebody's) code, or hold a whole file.
    Unsafe,
    /// A file on the author's own computer.
    OwnComputer,
}

/// Looks at the target as a browser would: the URL standard drops control characters and spaces around it and tab
/// and line breaks anywhere. Invisible characters are looked through as well. Character references are gone already.
pub(super) fn refusal(target: &str) -> Option<Refusal> {
    let colon = target.find(':')?;
    let head = target.get(..colon).unwrap_or_default();
    if head.contains(['/', '?', '#']) {
        return None;
    }
    let mut scheme = String::new();
    for c in head.chars().filter(|&c| !is_ignored(c)) {
        scheme.push(c.to_ascii_lowercase());
        if scheme.len() > 16 {
            return None;
        }
    }
    match scheme.as_str() {
        "javascript" | "vbscript" | "data" | "livescript" | "jscript" | "mocha" | "blob"
        | "about" | "view-source" | "filesystem" | "feed" | "jar" | "wyciwyg" | "its"
        | "ms-its" | "mk" | "mhtml" | "intent" | "resource" | "chrome" => Some(Refusal::Unsafe),
        "file" => Some(Refusal::OwnComputer),
        drive if drive.len() == 1 && drive.starts_with(|c: char| c.is_ascii_alphabetic()) => {
            Some(Refusal::OwnComputer)
        }
        _ => None,
    }
}

/// Looks at a text that a theme may use as a target, or show: words may stand before a colon (`Data: cách đọc`), with a
/// space after it.
pub(super) fn refusal_of_text(text: &str) -> Option<Refusal> {
    let (_, after) = text.split_once(':')?;
    match refusal(text)? {
        Refusal::Unsafe if after.starts_with(char::is_whitespace) => None,
        Refusal::OwnComputer if !after.starts_with(['/', '\\']) => None,
        refusal => Some(refusal),
    }
}

fn is_ignored(c: char) -> bool {
    c.is_control()
        || c.is_whitespace()
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses() {
        for target in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " \u{1}javascript:x",
            "java\nscript:x",
            "java\tscript\r:x",
            "java\u{200B}script:x",
            "data:text/html,x",
            "vbscript:x",
            "feed:javascript:x",
            "intent://x#Intent;scheme=javascript;end",
        ] {
            assert_eq!(refusal(target), Some(Refusal::Unsafe), "{target:?}");
        }
        for target in ["file:///C:/a.docx", "C:\\Users\\chi\\a.jpg", "d:/anh.png"] {
            assert_eq!(refusal(target), Some(Refusal::OwnComputer), "{target:?}");
        }
        for target in [
            "https://a.vn",
            "mailto:a@b.vn",
            "tel:+84",
            "a.md#b:c",
            "../x/data:1",
            "#javascript:x",
            "?a=data:",
            "zalo:1",
            "javascript",
            "Luật: 2024.pdf",
        ] {
            assert_eq!(refusal(target), None, "{target:?}");
        }
        for (text, refused) in [
            ("Data: cách đọc", false),
            ("A:b", false),
            ("https://a.vn", false),
            ("data:text/html,x", true),
            ("C:\\Users\\a.mp4", true),
            ("java\tscript:x", true),
        ] {
            assert_eq!(refusal_of_text(text).is_some(), refused, "{text:?}");
        }
    }
}
