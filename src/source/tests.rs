//! A refreshed snapshot is the one that a whole reading gives.

use super::{Limits, Snapshot};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const FOLDERS: [&str; 2] = ["content", "themes"];
/// Names that meet one another: files in folders that are files at other times, ignored ones, one with marks (NFD).
const NAMES: [&str; 10] = [
    "content/a.md",
    "content/a",
    "content/a/b.md",
    "content/a/b.md/c.txt",
    "content/a.md/x.png",
    "content/.an/b.md",
    "content/b.md~",
    "content/ba\u{300}i.md",
    "themes/t/theme.yaml",
    "public/a.md",
];

/// Writes a file (making way for it) or removes what is there.
fn step(root: &Path, name: &str, text: Option<&str>) {
    let path = root.join(name);
    if path.is_dir() {
        std::fs::remove_dir_all(&path).unwrap();
    } else {
        let _ = std::fs::remove_file(&path);
    }
    let Some(text) = text else { return };
    for above in path.ancestors().skip(1) {
        if above.is_file() {
            std::fs::remove_file(above).unwrap();
        }
    }
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, text).unwrap();
}

fn content(snapshot: &Snapshot) -> Vec<(String, u128, String)> {
    let files = snapshot
        .iter()
        .map(|f| (f.path.to_string(), f.hash, format!("{:?}", f.kind)));
    let faults = snapshot.faults();
    let faults = faults
        .iter()
        .map(|d| (format!("{:?}", d.span), 0, d.code.to_owned()));
    files.chain(faults).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn refreshed_equals_read_anew(
        steps in proptest::collection::vec(
            (0..NAMES.len(), proptest::option::of(prop_oneof!["[ab]{1,2}", Just("\0".to_owned())])),
            1..12,
        )
    ) {
        let folder = tempfile::TempDir::new().unwrap();
        let root = folder.path();
        let read = || Snapshot::read(root, &FOLDERS, Limits::default(), None).0;
        let mut kept = read();
        for (name, text) in steps {
            let before = kept.clone();
            step(root, NAMES[name], text.as_deref());
            // Events name the file, and the folder that came or went with it.
            let hints: BTreeSet<PathBuf> = Path::new(NAMES[name])
                .ancestors()
                .map(Path::to_path_buf)
                .take_while(|p| p.components().count() > 1)
                .collect();
            let stale = kept.stale(root, &FOLDERS);
            kept = kept.refresh(root, &FOLDERS, Limits::default(), &hints);
            let whole = read();
            prop_assert_eq!(content(&kept), content(&whole));
            prop_assert!(kept.changes(&whole).is_empty());
            prop_assert!(kept.stale(root, &FOLDERS).is_empty());
            // Whoever compares sizes and times finds every change of size, and nothing else.
            let by_time = before.refresh(root, &FOLDERS, Limits::default(), &stale);
            let missed = by_time.changes(&whole);
            prop_assert!(missed.iter().all(|p| before.get(p).is_some() && whole.get(p).is_some()), "{missed:?}");
        }
    }
}

#[test]
fn a_link_that_leaves_the_project_is_not_followed() {
    #[cfg(unix)]
    {
        let (folder, outside) = (
            tempfile::TempDir::new().unwrap(),
            tempfile::TempDir::new().unwrap(),
        );
        let root = folder.path();
        step(outside.path(), "mat.md", Some("bí mật"));
        step(root, "content/a.md", Some("a"));
        std::os::unix::fs::symlink(outside.path(), root.join("content/ra")).unwrap();
        std::os::unix::fs::symlink(outside.path().join("mat.md"), root.join("content/mat.md"))
            .unwrap();
        let (snapshot, faults) = Snapshot::read(root, &FOLDERS, Limits::default(), None);
        assert_eq!(
            snapshot.iter().map(|f| &*f.path).collect::<Vec<_>>(),
            ["content/a.md"]
        );
        assert_eq!(
            faults.iter().map(|d| d.code).collect::<Vec<_>>(),
            ["S004", "S004"]
        );
        // A hint from inside the linked folder changes nothing.
        let hints = BTreeSet::from([PathBuf::from("content/ra/mat.md")]);
        let after = snapshot.refresh(root, &FOLDERS, Limits::default(), &hints);
        assert_eq!(content(&after), content(&snapshot));
    }
}

/// A Mac writes names apart, other systems composed: then two files on disk are one of the project.
#[test]
#[cfg(target_os = "linux")]
fn of_two_names_that_are_one_path_always_the_same_is_read() {
    let root = tempfile::TempDir::new().unwrap();
    step(root.path(), "content/a\u{309}.md", Some("apart"));
    step(root.path(), "content/\u{1EA3}.md", Some("composed"));
    for n in 0..300 {
        step(root.path(), &format!("content/b{n}.md"), Some("b"));
    }
    for _ in 0..20 {
        let (snapshot, _) = Snapshot::read(root.path(), &FOLDERS, Limits::default(), None);
        let file = snapshot.get("content/\u{1EA3}.md").unwrap();
        assert_eq!(file.text().unwrap().as_ref(), "composed");
    }
}
