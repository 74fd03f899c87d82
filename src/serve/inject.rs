//! What the server adds to a page: the script that listens for changes, and the panel with errors. A built site has
//! neither.

/// Where the preview's own files are.
pub(super) const FOLDER: &str = "/_satcoso/";

/// The script.
pub(super) const SCRIPT: &str = include_str!("client/preview.js");
/// The panel's style.
pub(super) const STYLE: &str = include_str!("client/preview.css");

/// The page with the script and the panel before `</body>`, or at its end where it has none.
pub(super) fn page(mut bytes: Vec<u8>, state: &str, panel: &str) -> Vec<u8> {
    let mut added = String::new();
    if !panel.is_empty() {
        added.push_str(&format!(
            "<link rel=\"stylesheet\" href=\"{FOLDER}preview.css\">\n{panel}"
        ));
    }
    added.push_str(&format!(
        "<script src=\"{FOLDER}preview.js\" data-state=\"{state}\"></script>\n"
    ));
    let end = b"</body>";
    let at = bytes
        .windows(end.len())
        .rposition(|w| w.eq_ignore_ascii_case(end))
        .unwrap_or(bytes.len());
    bytes.splice(at..at, added.into_bytes());
    bytes
}

/// A page of our own, where there is none of the site's to show.
pub(super) fn bare(title: &str) -> Vec<u8> {
    format!(
        "<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n</head>\n<body>\n\
         <main><h1>{title}</h1></main>\n</body>\n</html>\n"
    )
    .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(page_: &str) -> String {
        String::from_utf8(page(page_.into(), "1-2", "")).unwrap()
    }

    #[test]
    fn the_script_stands_before_the_end_of_the_body() {
        let script = "<script src=\"/_satcoso/preview.js\" data-state=\"1-2\"></script>\n";
        assert_eq!(
            added("<body><pre>&lt;/body></pre></BODY></html>"),
            format!("<body><pre>&lt;/body></pre>{script}</BODY></html>")
        );
        assert_eq!(added("<p>ngắn"), format!("<p>ngắn{script}"));
    }
}
