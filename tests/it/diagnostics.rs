//! Every diagnostic has a fixture: `tests/diagnostics/<CODE>-<name>/` is a small project (or one entry, `bai.md`) with
//! `expected.vi.txt` and `expected.en.txt`, what an officer is shown. `SATCOSO_ACCEPT=1 cargo test` writes them anew,
//! for review. What only shows on a whole site is checked on `tests/sites/kiem-tra` with the fixture's files on top.

use crate::site::Site;
use satcoso::diagnostics::{Diags, Emitter, Lang};
use satcoso::markdown::{BodyKind, Dialect};
use satcoso::source::{Limits, Snapshot};
use satcoso::{config, content};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Codes whose fixtures stand elsewhere, with the place.
const ELSEWHERE: &[(&str, &str)] = &[
    (
        "T021",
        "src/theme/tests/faults.rs: a file must vanish between two readings",
    ),
    (
        "T024",
        "src/theme/tests/faults.rs: only an output can ask for a template that is not there",
    ),
    ("Y011", "src/yaml/parse.rs: a fixture would be a large file"),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The rich blocks of the theme that comes with the program.
fn dialect() -> Dialect {
    use BodyKind::{Markdown, Yaml};
    let components = [
        ("checklist", Markdown),
        ("contact", Yaml),
        ("download", Markdown),
        ("figure", Markdown),
        ("gallery", Yaml),
        ("lang", Markdown),
        ("legal-basis", Yaml),
        ("note", Markdown),
        ("steps", Markdown),
        ("video", Markdown),
        ("warning", Markdown),
    ];
    Dialect {
        components: components
            .map(|(name, body)| (name.to_owned(), body))
            .into(),
        ..Dialect::default()
    }
}

/// All that a project says while it is read.
fn diagnose(project: &Path) -> (Snapshot, Diags) {
    let folders = ["content", "themes"];
    let (mut snapshot, mut diags) = Snapshot::read(project, &folders, Limits::default(), None);
    let (config, faults) = config::read(&snapshot);
    diags.extend(faults);
    let (_, faults) = content::parse_all(&snapshot, &config, &dialect(), None);
    diags.extend(faults);
    if project.join("themes").is_dir() || project.ends_with("T001-no-theme") {
        diags.extend(super::theme::diagnose(&mut snapshot, &config));
    }
    diags.sort();
    (snapshot, diags)
}

/// All that is said about a whole site.
fn check(project: &Path) -> (Arc<Snapshot>, Diags) {
    let site = Site::of("kiem-tra");
    site.add(&root().join("tests/sites/nho/themes"), "themes");
    site.add(project, "");
    let outcome = satcoso::check(&site.request(&site.public()), &|_, _| {});
    (outcome.sources, outcome.diags)
}

/// Letters of the rooms that look at a whole site, and codes of other rooms that do.
fn needs_a_whole_site(name: &str) -> bool {
    name.starts_with(['A', 'D', 'E']) || name.starts_with("C020") || name.starts_with("R01")
}

/// What an officer is shown, in both languages, and the codes.
fn shown(project: &Path, name: &str) -> ([String; 2], Vec<&'static str>) {
    let (sources, diags) = if needs_a_whole_site(name) {
        check(project)
    } else {
        let (snapshot, diags) = diagnose(project);
        (Arc::new(snapshot), diags)
    };
    let texts = [Lang::Vi, Lang::En].map(|lang| {
        let emitter = Emitter {
            lang,
            colour: false,
            sources: &*sources,
        };
        emitter.all(&diags)
    });
    (texts, diags.iter().map(|d| d.code).collect())
}

fn fixtures() -> Vec<PathBuf> {
    let folder = root().join("tests/diagnostics");
    let mut all: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.is_dir())
        .collect();
    all.sort();
    all
}

#[test]
fn every_fixture_says_what_is_expected() {
    let accept = std::env::var_os("SATCOSO_ACCEPT").is_some();
    let mut wrong = Vec::new();
    for fixture in fixtures() {
        let name = fixture.file_name().unwrap().to_string_lossy().into_owned();
        let code = name.split('-').next().unwrap();
        let (texts, codes) = shown(&fixture, &name);
        if !codes.contains(&code) {
            wrong.push(format!(
                "{name}: expected {code}, got {codes:?}\n{}",
                texts[0]
            ));
            continue;
        }
        for (text, suffix) in texts.into_iter().zip(["vi", "en"]) {
            let expected = fixture.join(format!("expected.{suffix}.txt"));
            if accept {
                std::fs::write(&expected, &text).unwrap();
            } else if std::fs::read_to_string(&expected).unwrap_or_default() != text {
                wrong.push(format!("{name} ({suffix}) is now:\n{text}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The codes named in the program's source, outside its tests.
fn codes_in_source() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for item in std::fs::read_dir(folder).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let text = text.split("#[cfg(test)]").next().unwrap();
                codes.extend(text.split('"').filter(|s| is_code(s)).map(str::to_owned));
            }
        }
    }
    codes
}

fn is_code(text: &str) -> bool {
    let mut chars = text.chars();
    text.len() == 4
        && chars.next().is_some_and(|c| c.is_ascii_uppercase())
        && chars.all(|c| c.is_ascii_digit())
}

/// Rooms whose codes have their fixtures here.
const ROOMS: [&str; 8] = ["A0", "C0", "D0", "E0", "F0", "M0", "T0", "Y0"];

#[test]
fn every_code_has_a_fixture() {
    let shown: BTreeSet<String> = fixtures()
        .iter()
        .map(|f| {
            f.file_name()
                .unwrap()
                .to_string_lossy()
                .chars()
                .take(4)
                .collect()
        })
        .collect();
    let missing: Vec<String> = codes_in_source()
        .into_iter()
        .filter(|c| ROOMS.iter().any(|r| c.starts_with(r)))
        .filter(|c| !shown.contains(c) && !ELSEWHERE.iter().any(|(code, _)| code == c))
        .collect();
    assert!(missing.is_empty(), "without a fixture: {missing:?}");
}

#[test]
fn our_own_front_matter_and_configuration_are_clean() {
    let (sources, diags) = diagnose(&root());
    let emitter = Emitter {
        lang: Lang::Vi,
        colour: false,
        sources: &sources,
    };
    let ours: Diags = diags
        .into_iter()
        .filter(|d| ROOMS.iter().any(|r| d.code.starts_with(r)))
        .collect();
    assert!(ours.is_empty(), "{}", emitter.all(&ours));
}
