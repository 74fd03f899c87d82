//! The theme's files for browsers: everything below `static/`, under names that change with their content, so that a
//! host may let browsers keep them for ever.

use super::hint::did_you_mean;
use super::{compact, css};
use crate::diagnostics::{Diagnostic, Diags, FilePath, Span};
use crate::site::Route;
use crate::source::{Snapshot, SourceFile};
use crate::text::similar::nearest;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Assets up to this size are kept in memory, larger ones are read again when wanted.
const KEPT: u64 = 1 << 20;

/// One file of the theme for browsers.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Its path below `static/`, by which templates name it: `css/site.css`.
    pub logical: String,
    /// Where it is published: `assets/site.1a2b3c4d.css`.
    pub route: Route,
    /// The source file.
    pub file: FilePath,
    source: Arc<SourceFile>,
    bytes: Option<Arc<[u8]>>,
}

/// All assets of a chain of themes, by logical path.
#[derive(Clone, Debug, Default)]
pub(super) struct Assets(BTreeMap<String, Asset>);

impl Assets {
    /// Collects the assets of a chain of themes (folders, child first; a child's file hides its parent's), reads and
    /// names them. A style sheet's name depends on the files that it refers to.
    pub fn read(snapshot: &Snapshot, chain: &[&str], diags: &mut Diags) -> Self {
        let mut sources: BTreeMap<String, Arc<SourceFile>> = BTreeMap::new();
        for folder in chain.iter().rev() {
            let prefix = format!("themes/{folder}/static/");
            for file in snapshot.below(&prefix) {
                sources.insert(
                    file.path.get(prefix.len()..).unwrap_or_default().to_owned(),
                    file.clone(),
                );
            }
        }
        let mut naming = Naming {
            sources: &sources,
            done: BTreeMap::new(),
            open: Vec::new(),
            diags,
        };
        for logical in sources.keys() {
            naming.name(logical);
        }
        Self(naming.done)
    }

    /// The asset of a logical path.
    pub fn get(&self, logical: &str) -> Option<&Asset> {
        self.0.get(logical)
    }

    /// The logical path that a wrong one was probably meant to be.
    pub fn nearest(&self, wrong: &str) -> Option<&str> {
        nearest(wrong, self.0.keys().map(String::as_str))
    }

    /// One asset for each route: two files of one name and content are published once.
    pub fn published(&self) -> impl Iterator<Item = &Asset> {
        let mut seen = BTreeSet::new();
        self.0
            .values()
            .filter(move |a| seen.insert(a.route.clone()))
    }

    /// What is published for an asset: the file's bytes; style sheets with references to the published names and, like
    /// scripts, without comments and indentation.
    pub fn bytes(&self, asset: &Asset) -> Result<Vec<u8>, Diagnostic> {
        if let Some(bytes) = &asset.bytes {
            return Ok(bytes.to_vec());
        }
        asset
            .source
            .bytes()
            .map_err(|e| unreadable(&asset.source, &e.to_string()))
    }

    /// An asset's text for being put into a page: in style sheets, references become what `href` makes of the
    /// published routes.
    pub fn text(
        &self,
        asset: &Asset,
        href: impl Fn(&Route) -> String,
    ) -> Result<String, Diagnostic> {
        let bytes = match is_css(&asset.logical) {
            true => asset
                .source
                .bytes()
                .map_err(|e| unreadable(&asset.source, &e.to_string()))?,
            false => self.bytes(asset)?,
        };
        let text = String::from_utf8_lossy(&bytes);
        if !is_css(&asset.logical) {
            return Ok(text.into_owned());
        }
        let text = css::rewrite(&text, |reference, _| {
            let (path, suffix) = css::split_suffix(reference);
            let target = self.get(&css::resolve(&asset.logical, path)?)?;
            Some(href(&target.route) + suffix)
        });
        Ok(compact::style(&text))
    }
}

fn is_css(logical: &str) -> bool {
    logical.to_ascii_lowercase().ends_with(".css")
}

fn is_script(logical: &str) -> bool {
    logical.to_ascii_lowercase().ends_with(".js")
}

struct Naming<'a> {
    sources: &'a BTreeMap<String, Arc<SourceFile>>,
    done: BTreeMap<String, Asset>,
    open: Vec<String>,
    diags: &'a mut Diags,
}

impl Naming<'_> {
    fn name(&mut self, logical: &str) -> Option<Route> {
        if let Some(asset) = self.done.get(logical) {
            return Some(asset.route.clone());
        }
        let source = self.sources.get(logical)?.clone();
        let mut bytes = match source.bytes() {
            Ok(bytes) => bytes,
            Err(error) => {
                self.diags.push(unreadable(&source, &error.to_string()));
                return None;
            }
        };
        if is_css(logical) {
            self.open.push(logical.to_owned());
            bytes = self.rewritten(logical, &source, bytes);
            self.open.pop();
        } else if is_script(logical)
            && let Ok(text) = std::str::from_utf8(&bytes)
        {
            bytes = compact::script(text).into_bytes();
        }
        let route = route(logical, &bytes);
        let changed = is_css(logical) || is_script(logical);
        let bytes = (source.len <= KEPT || changed).then(|| Arc::from(bytes));
        let file = source.path.clone();
        let asset = Asset {
            logical: logical.to_owned(),
            route: route.clone(),
            file,
            source,
            bytes,
        };
        self.done.insert(logical.to_owned(), asset);
        Some(route)
    }

    /// A style sheet with references to published names, which lie beside it.
    fn rewritten(&mut self, logical: &str, source: &SourceFile, bytes: Vec<u8>) -> Vec<u8> {
        let Ok(text) = std::str::from_utf8(&bytes) else {
            return bytes;
        };
        let mut faults = Vec::new();
        let new = css::rewrite(text, |reference, at| {
            let line = text.get(..at).map_or(1, |t| t.matches('\n').count() + 1);
            let (path, suffix) = css::split_suffix(reference);
            let target = css::resolve(logical, path)?;
            if self.open.contains(&target) {
                faults.push(circular(source, line, reference));
                return None;
            }
            let Some(route) = self
                .sources
                .contains_key(&target)
                .then(|| self.name(&target))
                .flatten()
            else {
                let near = nearest(&target, self.sources.keys().map(String::as_str));
                faults.push(missing(source, line, reference, near));
                return None;
            };
            let name = route.as_str().rsplit('/').next().unwrap_or_default();
            let mut href = String::new();
            crate::site::encode(name, &mut href);
            Some(href + suffix)
        });
        self.diags.extend(faults.into_iter().collect());
        compact::style(&new).into_bytes()
    }
}

/// `assets/<stem>.<8 hex digits of the content's BLAKE3>.<extension>`.
fn route(logical: &str, bytes: &[u8]) -> Route {
    let name = logical.rsplit('/').next().unwrap_or(logical);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let hash = blake3::hash(bytes).to_hex();
    let hash = hash.as_str().get(..8).unwrap_or_default();
    let dot = if extension.is_empty() { "" } else { "." };
    Route::new(format!("assets/{stem}.{hash}{dot}{extension}"))
}

fn unreadable(source: &SourceFile, why: &str) -> Diagnostic {
    Diagnostic::error(
        "T021",
        Span::file(&source.path),
        format!("Không đọc được tệp này của giao diện ({why})."),
        format!("Cannot read this file of the theme ({why})."),
    )
}

// Style sheets are not text to the snapshot, so that the line is told in words.

fn missing(source: &SourceFile, line: usize, reference: &str, near: Option<&str>) -> Diagnostic {
    let near = near.map(|near| format!("static/{near}"));
    let (vi, en) = did_you_mean(near.as_deref());
    Diagnostic::error(
        "T019",
        Span::file(&source.path),
        format!("Dòng {line} nhắc đến “{reference}” nhưng giao diện không có tệp đó.{vi}"),
        format!("Line {line} refers to “{reference}”, which the theme does not have.{en}"),
    )
}

fn circular(source: &SourceFile, line: usize, reference: &str) -> Diagnostic {
    Diagnostic::error(
        "T020",
        Span::file(&source.path),
        format!(
            "Dòng {line}: các tệp kiểu dáng nhập lẫn nhau thành vòng (“{reference}”). Hãy bỏ một dòng @import."
        ),
        format!(
            "Line {line}: style sheets import each other in a circle (“{reference}”). Remove one @import."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assets(files: &[(&'static str, &'static str)]) -> (Assets, Diags) {
        let mut snapshot = Snapshot::default();
        for (path, text) in files {
            snapshot.add_built_in(path, text.as_bytes());
        }
        let mut diags = Diags::new();
        (Assets::read(&snapshot, &["con", "me"], &mut diags), diags)
    }

    #[test]
    fn a_style_sheet_is_named_after_all_that_it_shows() {
        let css = "a{background:url(../img/x.svg)}";
        let (one, diags) = assets(&[
            ("themes/me/static/css/a.css", css),
            ("themes/me/static/img/x.svg", "<svg/>"),
        ]);
        assert!(diags.is_empty());
        let (two, _) = assets(&[
            ("themes/me/static/css/a.css", css),
            ("themes/me/static/img/x.svg", "<svg/>"),
            ("themes/con/static/img/x.svg", "<svg id='con'/>"),
        ]);
        let route = |a: &Assets, p: &str| {
            a.get(p)
                .map(|a| a.route.as_str().to_owned())
                .unwrap_or_default()
        };
        assert_ne!(
            route(&one, "css/a.css"),
            route(&two, "css/a.css"),
            "another picture, another name"
        );
        let name = route(&two, "img/x.svg");
        let bytes = two
            .bytes(two.get("css/a.css").expect("a.css"))
            .expect("bytes");
        assert_eq!(
            String::from_utf8_lossy(&bytes),
            format!("a{{background:url({})}}", &name["assets/".len()..])
        );
        assert!(name.starts_with("assets/x.") && name.len() == "assets/x.12345678.svg".len());
    }

    #[test]
    fn a_missing_file_and_a_circle_are_told() {
        let (_, diags) = assets(&[
            (
                "themes/me/static/a.css",
                "@import 'b.css';x{y:url(img/logo.png)}",
            ),
            ("themes/me/static/b.css", "@import 'a.css';"),
            ("themes/me/static/img/lgoo.png", ""),
        ]);
        let codes: Vec<_> = diags.iter().map(|d| d.code).collect();
        assert_eq!(codes, ["T020", "T019"]);
        assert!(diags.iter().any(|d| d.vi.contains("static/img/lgoo.png")));
    }
}
