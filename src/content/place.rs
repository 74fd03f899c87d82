//! Fields that point somewhere: files beside the entry, and links.

use super::front::FrontReading;
use crate::yaml::{Part, Path, Value, scalar};

impl FrontReading<'_, '_> {
    /// A path relative to the entry's file. Whether the file is there is looked up later, when all files are known.
    pub(super) fn file_path(&mut self, value: Value, path: &Path<'_>) -> Option<String> {
        let text = self.reader.words(value, path)?;
        let slashes = text.replace('\\', "/");
        let bare = slashes.trim_start_matches("./");
        let name = bare.rsplit('/').next().unwrap_or(bare);
        let drive = bare.as_bytes().get(1) == Some(&b':');
        let ((vi, en), meant) = if text.contains("://")
            || text.starts_with("//")
            || text.starts_with("data:")
        {
            (
                (
                    format!(
                        "“{text}” là địa chỉ trên mạng. Hãy tải tệp về, đặt cạnh bài viết và ghi tên tệp."
                    ),
                    format!(
                        "“{text}” is a web address. Download the file, put it beside the entry and write its name."
                    ),
                ),
                None,
            )
        } else if bare.starts_with('/') || drive {
            (
                (
                    format!(
                        "“{text}” là đường dẫn trên máy của bạn. Hãy chép tệp vào cạnh bài viết và chỉ ghi tên tệp."
                    ),
                    format!(
                        "“{text}” is a path on your computer. Copy the file beside the entry and write its name only."
                    ),
                ),
                Some(scalar(name)),
            )
        } else if text.contains('\\') {
            (
                (
                    format!("Trong “{text}”, hãy dùng dấu / thay cho dấu \\."),
                    format!("In “{text}”, use / instead of \\."),
                ),
                Some(scalar(bare)),
            )
        } else if climbs(bare) > self.depth {
            (
                (
                    format!(
                        "“{text}” dẫn ra ngoài thư mục content. Hãy chép tệp vào cạnh bài viết."
                    ),
                    format!(
                        "“{text}” leads out of the content folder. Copy the file beside the entry."
                    ),
                ),
                Some(scalar(name)),
            )
        } else {
            return Some(bare.to_owned()).filter(|b| !b.is_empty());
        };
        self.reader.fault(
            "F015",
            path,
            Part::Value,
            (vi, en),
            meant.as_deref().filter(|m| !m.is_empty()),
        );
        None
    }

    /// A web address, a telephone number as `tel:`, an e-mail address, or the relative path of an entry or file.
    pub(super) fn link(&mut self, value: Value, path: &Path<'_>) -> Option<String> {
        let text = self.reader.words(value, path)?;
        let meant = match fault_of(&text, self.depth) {
            None => return Some(text),
            Some(meant) => meant,
        };
        let message = (
            format!(
                "“{text}” không phải liên kết dùng được. Hãy viết https://…, một địa chỉ thư, hoặc đường dẫn tới tệp .md."
            ),
            format!(
                "“{text}” is not a link that can be used. Write https://…, an e-mail address, or the path of an .md file."
            ),
        );
        self.reader
            .fault("F016", path, Part::Value, message, meant.as_deref());
        None
    }
}

/// What is wrong with a link: `Some` with a correction where there is one.
fn fault_of(text: &str, depth: usize) -> Option<Option<String>> {
    if text.contains(char::is_whitespace) || text.contains(['<', '>', '"', '\\']) {
        return Some(None);
    }
    if let Some((scheme, rest)) = text.split_once(':') {
        return match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" if rest.starts_with("//") && rest.len() > 3 => None,
            "mailto" | "tel" if !rest.is_empty() => None,
            "http" | "https" => Some(
                Some(format!("{scheme}://{}", rest.trim_start_matches('/')))
                    .filter(|_| rest.contains('.')),
            ),
            _ => Some(None),
        };
    }
    if text.starts_with("www.") {
        return Some(Some(format!("https://{text}")));
    }
    if text.contains('@') {
        let good = text
            .split_once('@')
            .is_some_and(|(a, b)| !a.is_empty() && b.contains('.') && !b.contains('@'));
        return if good { None } else { Some(None) };
    }
    let first = text.split('/').next().unwrap_or("");
    let host = first.contains('.')
        && !first.starts_with('.')
        && [".vn", ".com", ".org", ".net"]
            .iter()
            .any(|d| first.ends_with(d));
    if host {
        return Some(Some(format!("https://{text}")));
    }
    (text.starts_with('/') || climbs(text) > depth).then_some(None)
}

/// How many folders above its own a relative path climbs at most.
fn climbs(path: &str) -> usize {
    let (mut down, mut worst) = (0i64, 0i64);
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => down -= 1,
            _ => down += 1,
        }
        worst = worst.min(down);
    }
    usize::try_from(-worst).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links() {
        for good in [
            "https://a.vn/b?c=d:e",
            "http://a.vn",
            "a@b.vn",
            "tel:0296000000",
            "../don-vi/a.md#x",
            "mailto:a@b.vn",
            "a.pdf",
        ] {
            assert_eq!(fault_of(good, 1), None, "{good}");
        }
        for (bad, meant) in [
            ("javascript:alert(1)", None),
            ("data:text/html,x", None),
            ("www.a.vn", Some("https://www.a.vn")),
            ("congdoan.vn/tin", Some("https://congdoan.vn/tin")),
            ("https:a.vn", Some("https://a.vn")),
            ("/tai-lieu/", None),
            ("../../a.md", None),
            ("hai từ", None),
        ] {
            assert_eq!(fault_of(bad, 1), Some(meant.map(str::to_owned)), "{bad}");
        }
    }

    #[test]
    fn climbing() {
        assert_eq!(climbs("a/../../b"), 1);
        assert_eq!(climbs("../../b"), 2);
        assert_eq!(climbs("a/b"), 0);
    }
}
