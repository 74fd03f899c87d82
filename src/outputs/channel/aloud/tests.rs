//! `tests/spoken/`: one Markdown file for each construct, and beside it how it is read aloud. `SATCOSO_ACCEPT=1 cargo
//! test` writes the readings anew, for review.

use super::{Passage, Words, passages};
use crate::markdown::{BodyKind, Dialect, plain};
use proptest::prelude::*;
use std::path::PathBuf;

fn dialect() -> Dialect {
    let markdown = [
        "note",
        "warning",
        "steps",
        "checklist",
        "download",
        "figure",
    ];
    let components = markdown
        .map(|name| (name.to_owned(), BodyKind::Markdown))
        .into_iter()
        .chain([("contact".to_owned(), BodyKind::Yaml)])
        .collect();
    Dialect {
        components,
        ..Dialect::default()
    }
}

fn read(text: &str) -> String {
    let blocks = plain::blocks(text, 0..text.len(), &dialect());
    let words = Words::default();
    let spoken = |p: Passage| words.speak(&p.lines.join("\n"));
    let all: Vec<String> = passages(&blocks, &words).into_iter().map(spoken).collect();
    all.join("\n\n") + "\n"
}

#[test]
fn every_construct_is_read_as_expected() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/spoken");
    let accept = std::env::var_os("SATCOSO_ACCEPT").is_some();
    let mut seen = 0;
    let mut wrong = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|e| e != "md") {
            continue;
        }
        seen += 1;
        let reading = read(&std::fs::read_to_string(&path).unwrap());
        let expected = path.with_extension("txt");
        if accept {
            std::fs::write(&expected, &reading).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != reading {
            wrong.push(format!("{} is now:\n{reading}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen >= 20, "only {seen} constructs");
}

proptest! {
    #[test]
    fn every_line_is_a_sentence(text in "(\\PC|[-#>|*_`~: \n0-9.]|\n\n|1\\. |- \\[ \\] ){0,120}") {
        let blocks = plain::blocks(&text, 0..text.len(), &dialect());
        for line in passages(&blocks, &Words::default()).iter().flat_map(|p| &p.lines) {
            let end = line.trim_end_matches(['”', '’', ')', '"', '»']).chars().next_back();
            prop_assert!(end.is_some_and(|c| ".!?…:។៕៖".contains(c)), "{line:?}");
        }
    }
}
