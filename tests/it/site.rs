//! A small site in a temporary folder: build → look → change a file → build.

use satcoso::diagnostics::Severity;
use satcoso::outputs::Options;
use satcoso::text::date::Instant;
use satcoso::{Outcome, Request, build, publish};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// 22 November 2026, noon in Vietnam.
pub const NOW: Instant = Instant(1_795_323_600);

/// The site.
pub struct Site {
    folder: TempDir,
    pub now: Instant,
    pub drafts: bool,
    pub base_url: Option<String>,
    pub allow_vanished: bool,
}

impl Site {
    /// A copy of `tests/sites/<name>`.
    pub fn of(name: &str) -> Site {
        let site = Site::empty();
        copy(
            &PathBuf::from(env!("CARGO_MANIFEST_DIR"))
                .join("tests/sites")
                .join(name),
            site.folder.path(),
        );
        site
    }

    /// Nothing but a folder.
    pub fn empty() -> Site {
        Site {
            folder: TempDir::new().unwrap(),
            now: NOW,
            drafts: false,
            base_url: None,
            allow_vanished: false,
        }
    }

    /// Copies a folder from elsewhere onto one of the site's.
    pub fn add(&self, from: &Path, to: &str) {
        copy(from, &self.root().join(to));
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn public(&self) -> PathBuf {
        self.root().join("public")
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.root().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    /// Replaces text in a file; the text must be there.
    pub fn edit(&self, path: &str, from: &str, to: &str) -> &Self {
        let text = self.read(path);
        assert!(text.contains(from), "{path} has no {from:?}");
        self.write(path, text.replace(from, to))
    }

    pub fn remove(&self, path: &str) -> &Self {
        std::fs::remove_file(self.root().join(path)).unwrap();
        self
    }

    pub fn rename(&self, from: &str, to: &str) -> &Self {
        let to = self.root().join(to);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::rename(self.root().join(from), to).unwrap();
        self
    }

    pub fn request(&self, output: &Path) -> Request {
        Request {
            root: self.root().to_path_buf(),
            output: output.to_path_buf(),
            base_url: self.base_url.clone(),
            drafts: self.drafts,
            now: self.now,
            options: Options {
                preview: false,
                allow_vanished: self.allow_vanished,
                cache: Some(self.root().join(".satcoso-cache")),
            },
        }
    }

    /// Builds into `public/`.
    pub fn try_build(&self) -> Outcome {
        build(&self.request(&self.public()), &|_, _| {})
    }

    /// Builds into `public/`; errors are the test's failure.
    pub fn build(&self) -> Outcome {
        let outcome = self.try_build();
        let errors: Vec<_> = outcome
            .diags
            .iter()
            .filter(|d| d.severity == Severity::Error)
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
        outcome
    }

    /// Builds into `public/` for publication, and keeps the ledgers as the command does.
    pub fn try_publish(&self) -> Outcome {
        let outcome = publish(&self.request(&self.public()), &|_, _| {});
        for (file, text) in &outcome.ledgers {
            self.write(file, text);
        }
        outcome
    }

    /// As [`Site::try_publish`]; errors are the test's failure.
    pub fn publish(&self) -> Outcome {
        let outcome = self.try_publish();
        assert!(outcome.report.is_some(), "{:#?}", outcome.diags);
        outcome
    }

    /// What a clean build of the present sources gives: route → bytes.
    pub fn clean(&self) -> BTreeMap<String, Vec<u8>> {
        let output = TempDir::new().unwrap();
        let mut request = self.request(output.path());
        request.options.cache = None;
        let outcome = build(&request, &|_, _| {});
        assert!(outcome.report.is_some(), "{:#?}", outcome.diags);
        files(output.path())
    }

    /// What stands in `public/`, the program's own notes left out.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        files(&self.public())
    }

    pub fn page(&self, route: &str) -> String {
        self.read(&format!("public/{route}"))
    }
}

/// All files below a folder, by path.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|e| e.file_type().is_file())
    {
        let path = entry
            .path()
            .strip_prefix(folder)
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/");
        if !path.starts_with(".satcoso/") {
            out.insert(path, std::fs::read(entry.path()).unwrap());
        }
    }
    out
}

/// The routes in which two outputs differ.
pub fn differences(a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let all: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    all.into_iter()
        .filter(|k| a.get(*k) != b.get(*k))
        .cloned()
        .collect()
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from)
        .into_iter()
        .filter_map(Result::ok)
    {
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target).unwrap();
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
