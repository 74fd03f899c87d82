//! An address as people paste it: from the browser, from a message of the program, from the file manager.

use super::super::{Route, Site, decode};
use crate::config::BaseUrl;

/// What may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// The entry's file, where its path was pasted.
    pub file: Option<String>,
    /// Routes, likeliest first.
    pub routes: Vec<Route>,
}

impl Pasted {
    /// Understands `https://trang/a/tai-lieu/x.html?utm=1#y`, `/tai-lieu/x`, `tai-lieu/x/`, `tai-lieu\x.html`,
    /// `public/tai-lieu/x.html`, `content/tai-lieu/x.md`; percent-encoded or not. `base` is where the site is published.
    pub fn read(text: &str, base: Option<&BaseUrl>) -> Pasted {
        let quotes = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '“' | '”');
        let text = text.trim_matches(quotes);
        let path = text.split(['?', '#']).next().unwrap_or(text);
        let path = match path.split_once("://") {
            Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
            None => path,
        };
        let path = decode(path).replace('\\', "/");
        let path = path.trim_start_matches("./").trim_start_matches('/');
        for (folder, entry) in [("content/", true), ("public/", false)] {
            let Some(below) = after_folder(path, folder) else {
                continue;
            };
            if entry && below.ends_with(".md") {
                let file = Some(format!("{folder}{below}"));
                let routes = Vec::new();
                return Pasted { file, routes };
            }
            if !entry {
                return Pasted {
                    file: None,
                    routes: [variants(below), variants(path)].concat(),
                };
            }
        }
        let mut routes = variants(path);
        let base = base.map_or("", BaseUrl::path).trim_start_matches('/');
        let below = path.strip_prefix(base).filter(|_| !base.is_empty());
        if let Some(below) = below.filter(|b| b.is_empty() || b.starts_with('/')) {
            let mut inside = variants(below.trim_start_matches('/'));
            inside.append(&mut routes);
            routes = inside;
        }
        Pasted { file: None, routes }
    }

    /// The page that is meant, if it is one now: an entry's, or a list.
    pub fn page(&self, site: &Site) -> Option<Route> {
        if let Some(id) = self.file.as_ref().and_then(|f| site.by_file(f)) {
            return Some(site.route(id).clone());
        }
        let is_page = |route: &&Route| {
            let terms = site.taxonomies.iter().flat_map(|t| {
                let own = t.terms.iter().map(|t| &t.route);
                own.chain([&t.route])
            });
            let mut lists = site.sections.iter().map(|s| &s.route).chain(terms);
            site.ids().any(|id| site.route(id) == *route) || lists.any(|list| list == *route)
        };
        self.routes.iter().find(is_page).cloned()
    }

    /// The address of the ledger that is meant.
    pub fn former<'a>(&self, site: &'a Site) -> Option<&'a Route> {
        let ledger = &site.addresses.ledger;
        let of_file = || {
            let file = self.file.as_deref()?;
            let mut gone = site.addresses.gone().map(|(route, _)| route);
            gone.find(|route| {
                let mut lines = ledger.of(route).iter();
                lines.any(|line| matches!(&line.fact, super::Fact::Entry(of) if &*of.file == file))
            })
        };
        let mut known = self.routes.iter().filter_map(|r| ledger.of(r).first());
        known.next().map(|line| &line.route).or_else(of_file)
    }
}

/// What follows the last folder of that name.
fn after_folder<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    if let Some(below) = path.strip_prefix(folder) {
        return Some(below);
    }
    let at = path.rfind(&format!("/{folder}"))?;
    path.get(at + 1 + folder.len()..)
}

/// A path as a page: with its ending, with one added, as a folder.
fn variants(path: &str) -> Vec<Route> {
    let bare = path.trim_end_matches('/');
    let all = match bare {
        "" => vec!["index.html".to_owned()],
        _ if bare.ends_with(".html") => vec![bare.to_owned()],
        _ if path.ends_with('/') => vec![format!("{bare}/index.html"), format!("{bare}.html")],
        _ => vec![format!("{bare}.html"), format!("{bare}/index.html")],
    };
    let sound = all.into_iter().filter(|path| super::read::is_page(path));
    sound.map(Route::new).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_understood_however_they_are_pasted() {
        let base = BaseUrl("https://nho.example/a/b".to_owned());
        let first = |text: &str| {
            let pasted = Pasted::read(text, Some(&base));
            pasted.routes.first().map(|r| r.as_str().to_owned())
        };
        for text in [
            "https://nho.example/a/b/tai-lieu/x.html",
            "http://nho.example/a/b/tai-lieu/x.html?fbclid=1#y",
            "/a/b/tai-lieu/x.html",
            "tai-lieu/x.html",
            "/tai-lieu/x.html",
            "/tai-lieu/x",
            "tai-lieu\\x.html",
            "public/tai-lieu/x.html",
            "file:///D:/trang/public/tai-lieu/x.html",
            "C:\\trang\\public\\tai-lieu\\x.html",
            " “/tai-lieu/x.html” ",
            "<https://nho.example/a/b/tai-lieu/x.html>",
            "/tai-lieu/%78.html",
        ] {
            assert_eq!(first(text).as_deref(), Some("tai-lieu/x.html"), "{text}");
        }
        assert_eq!(
            first("tai-lieu/x/").as_deref(),
            Some("tai-lieu/x/index.html")
        );
        for home in [
            "/",
            "",
            "https://nho.example/a/b/",
            "https://nho.example/a/b",
        ] {
            assert_eq!(first(home).as_deref(), Some("index.html"), "{home:?}");
        }
        assert_eq!(
            first("km/%E1%9E%91%E1%9F%86.html").as_deref(),
            Some("km/ទំ.html")
        );
        let file = Pasted::read("D:\\trang\\content\\tai-lieu\\x.md", None).file;
        assert_eq!(file.as_deref(), Some("content/tai-lieu/x.md"));
        for nonsense in ["../x.html", "a//b.html", "a:b"] {
            assert_eq!(first(nonsense), None, "{nonsense}");
        }
    }
}
