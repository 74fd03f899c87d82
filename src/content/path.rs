//! What an entry's path says: kind, name, language.

use super::EntryPath;
use crate::config::{SiteConfig, is_language_code};
use crate::diagnostics::{Diagnostic, FilePath, Span};

/// Takes the path of an entry's file apart. Only configured languages count as a suffix.
pub(super) fn entry_path(file: &FilePath, config: &SiteConfig) -> (EntryPath, Option<Diagnostic>) {
    let below = file.strip_prefix("content/").unwrap_or(file);
    let (folder, name) = below.rsplit_once('/').unwrap_or(("", below));
    let stem = name.get(..name.len().saturating_sub(3)).unwrap_or(name);
    let (stem, suffix) = match stem.rsplit_once('.') {
        Some((before, suffix)) if !before.is_empty() => (before, Some(suffix)),
        _ => (stem, None),
    };
    let known = suffix.and_then(|s| config.languages.iter().find(|l| l.code == s));
    let (stem, fault) = match (suffix, known) {
        (Some(suffix), None) => {
            let whole = name.get(..name.len().saturating_sub(3)).unwrap_or(name);
            (whole, unknown_language(file, suffix, config))
        }
        _ => (stem, None),
    };
    let lang = known.map_or(&config.language, |l| &l.code).clone();
    let is_section = stem == "_index";
    let is_bundle = stem == "index" && !folder.is_empty();
    let top = folder.split('/').next().unwrap_or("");
    let kind = config.kind(top).map_or(String::new(), |k| k.folder.clone());
    let (folder, name) = match folder.rsplit_once('/') {
        Some((above, last)) if is_bundle => (above, last),
        None if is_bundle => ("", folder),
        _ => (folder, stem),
    };
    // `tai-lieu/index.md` would be an entry that is its own kind's list.
    let misplaced = (stem == "index"
        && (below.matches('/').count() == 0 || (folder.is_empty() && !kind.is_empty())))
    .then(|| misplaced_index(file, below));
    let key = match (folder.is_empty(), is_section) {
        (true, _) => name.to_owned(),
        (false, _) => format!("{folder}/{name}"),
    };
    let path = EntryPath {
        kind: if folder.is_empty() && is_bundle {
            String::new()
        } else {
            kind
        },
        folder: folder.to_owned(),
        name: name.to_owned(),
        is_bundle,
        is_section,
        lang,
        key,
    };
    (path, misplaced.or(fault))
}

fn unknown_language(file: &FilePath, suffix: &str, config: &SiteConfig) -> Option<Diagnostic> {
    if suffix.len() != 2 || !is_language_code(suffix) {
        return None;
    }
    let known = config
        .languages
        .iter()
        .map(|l| l.code.as_str())
        .collect::<Vec<_>>()
        .join(", ");
    Some(Diagnostic::warning(
        "F021",
        Span::file(file),
        format!(
            "Đuôi “.{suffix}” của tên tệp không phải ngôn ngữ của trang ({known}), nên được coi là một phần của tên. Hãy khai báo ngôn ngữ trong site.yaml, hoặc đổi tên tệp."
        ),
        format!(
            "The suffix “.{suffix}” is not a language of this site ({known}), so it counts as part of the name. Declare the language in site.yaml, or rename the file."
        ),
    ))
}

fn misplaced_index(file: &FilePath, below: &str) -> Diagnostic {
    let right = below.replacen("index", "_index", 1);
    Diagnostic::error(
        "F022",
        Span::file(file),
        format!(
            "Lời giới thiệu của một mục phải tên là _index.md. Hãy đổi tên tệp thành content/{right}."
        ),
        format!(
            "The text of a section must be named _index.md. Rename the file to content/{right}."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(path: &str) -> (EntryPath, Option<&'static str>) {
        let text = "title: T\nlanguages: [en, km]\nkinds:\n  tai-lieu: {}\n";
        let (config, diags) = crate::config::parse(&"content/site.yaml".into(), &text.into());
        assert!(diags.is_empty(), "{diags:?}");
        let (path, fault) = entry_path(&path.into(), &config);
        (path, fault.map(|d| d.code))
    }

    fn shown(path: &str) -> (String, String, String, String, String) {
        let p = of(path).0;
        (p.folder, p.kind, p.name, p.lang, p.key)
    }

    fn five(
        a: &str,
        b: &str,
        c: &str,
        d: &str,
        e: &str,
    ) -> (String, String, String, String, String) {
        (a.into(), b.into(), c.into(), d.into(), e.into())
    }

    #[test]
    fn paths() {
        assert_eq!(
            shown("content/gioi-thieu.md"),
            five("", "", "gioi-thieu", "vi", "gioi-thieu")
        );
        assert_eq!(
            shown("content/tai-lieu/a.en.md"),
            five("tai-lieu", "tai-lieu", "a", "en", "tai-lieu/a")
        );
        assert_eq!(
            shown("content/tai-lieu/x/a.md"),
            five("tai-lieu/x", "tai-lieu", "a", "vi", "tai-lieu/x/a")
        );
        assert_eq!(
            shown("content/tai-lieu/a/index.km.md"),
            five("tai-lieu", "tai-lieu", "a", "km", "tai-lieu/a")
        );
        assert_eq!(
            shown("content/_index.km.md"),
            five("", "", "_index", "km", "_index")
        );
        assert_eq!(
            shown("content/tai-lieu/_index.md"),
            five("tai-lieu", "tai-lieu", "_index", "vi", "tai-lieu/_index")
        );
        assert_eq!(
            shown("content/khac/a.md"),
            five("khac", "", "a", "vi", "khac/a")
        );
        assert_eq!(
            shown("content/khac/index.md"),
            five("", "", "khac", "vi", "khac")
        );
        assert_eq!(shown("content/30.4.md"), five("", "", "30.4", "vi", "30.4"));
        let (path, fault) = of("content/tai-lieu/a.fr.md");
        assert_eq!((path.name.as_str(), fault), ("a.fr", Some("F021")));
        assert_eq!(of("content/tai-lieu/index.md").1, Some("F022"));
        assert_eq!(of("content/index.en.md").1, Some("F022"));
        assert_eq!(of("content/tai-lieu/x/index.md").1, None);
    }
}
