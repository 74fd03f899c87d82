//! Hostile content: every vector of `tests/hostile/vectors/` at every place where words may enter, and what is left of it
//! in the site. `tests/hostile/run.mjs` loads the same site in a browser: `SATCOSO_HOSTILE=<folder>` leaves it there.

pub mod pages;
mod plant;
mod read;

use crate::site::{Site, files};
use plant::Planted;
use satcoso::diagnostics::Severity;
use std::collections::BTreeSet;
use std::path::Path;

/// The site as it is when all that the program refuses has been taken away, and the files it refused.
fn built() -> (Site, Vec<Planted>, BTreeSet<String>) {
    let site = Site::empty();
    let planted = plant::everything(&site);
    let mut refused = BTreeSet::new();
    for _ in 0..8 {
        let outcome = site.try_build();
        if outcome.report.is_some() {
            return (site, planted, refused);
        }
        let faulty: BTreeSet<String> = outcome
            .diags
            .iter()
            .filter(|d| d.severity == Severity::Error)
            .filter_map(|d| d.span.as_ref().map(|s| s.file.to_string()))
            .collect();
        let plain: Vec<_> = faulty
            .iter()
            .filter(|file| !planted.iter().any(|p| p.file == **file))
            .collect();
        assert!(
            plain.is_empty() && !faulty.is_empty(),
            "{plain:?} {:#?}",
            outcome.diags
        );
        for file in faulty {
            let path = site.root().join(&file);
            match path.file_name().is_some_and(|n| n == "index.md") {
                true => std::fs::remove_dir_all(path.parent().unwrap()).unwrap(),
                false => std::fs::remove_file(path).unwrap(),
            }
            refused.insert(file);
        }
    }
    panic!("the build never ends well");
}

#[test]
fn nothing_hostile_reaches_a_page() {
    let (site, planted, refused) = built();
    let mut wrong = Vec::new();
    for (route, bytes) in files(&site.public()) {
        let text = String::from_utf8_lossy(&bytes);
        match route.rsplit_once('.').map_or("", |(_, e)| e) {
            "html" => pages::html(&route, &text, &mut wrong),
            "xml" | "svg" => pages::xml(&route, &text, &mut wrong),
            "json" | "webmanifest" if serde_json::from_str::<serde_json::Value>(&text).is_err() => {
                wrong.push(format!("{route}: no JSON"));
            }
            _ => {}
        }
    }
    if let Some(folder) = std::env::var_os("SATCOSO_HOSTILE") {
        let folder = Path::new(&folder);
        std::fs::create_dir_all(folder).unwrap();
        for (route, bytes) in files(&site.public()) {
            let path = folder.join(route);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
    }
    let vectors: BTreeSet<&str> = planted.iter().map(|p| p.vector.as_str()).collect();
    let shown: BTreeSet<&str> = planted
        .iter()
        .filter(|p| !refused.contains(&p.file))
        .map(|p| p.vector.as_str())
        .collect();
    println!(
        "{} vectors in {} files; {} files refused, {} vectors shown somewhere",
        vectors.len(),
        planted.len(),
        refused.len(),
        shown.len()
    );
    assert!(vectors.len() >= 400 && shown.len() >= 350, "{refused:#?}");
    assert!(
        wrong.is_empty(),
        "{} faults:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
