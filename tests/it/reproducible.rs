//! The same sources give the same site, byte for byte, whatever the machine: another folder, language, time zone, number of
//! threads, order and age of files. Each build is a process of its own.

use crate::site::{differences, files};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

/// The project's own content and theme, copied file by file in the order given, so that the folder lists them otherwise.
fn copy(to: &Path, backwards: bool) {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut all: Vec<PathBuf> = ["content", "themes"]
        .iter()
        .flat_map(|folder| walkdir::WalkDir::new(root.join(folder)))
        .map(Result::unwrap)
        .filter(|e| e.file_type().is_file())
        .map(|e| e.into_path())
        .collect();
    all.sort();
    if backwards {
        all.reverse();
    }
    for (n, path) in all.iter().enumerate() {
        let target = to.join(path.strip_prefix(&root).unwrap());
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::copy(path, &target).unwrap();
        if backwards {
            let old = SystemTime::now() - Duration::from_secs(86_400 * (n as u64 + 1));
            std::fs::File::options()
                .write(true)
                .open(&target)
                .unwrap()
                .set_modified(old)
                .unwrap();
        }
    }
}

/// Builds with a machine's settings; the hash that the program tells, and the files.
fn build(root: &Path, machine: &[(&str, &str)]) -> (String, BTreeMap<String, Vec<u8>>) {
    let public = root.join("public");
    let output = Command::new(env!("CARGO_BIN_EXE_satcoso"))
        .current_dir(std::env::temp_dir())
        .arg("--root")
        .arg(root)
        .args([
            "build",
            "--now",
            "2026-11-22T12:00",
            "--format",
            "json",
            "--output",
        ])
        .arg(&public)
        .envs(machine.iter().copied())
        .output()
        .unwrap();
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["ok"], true, "{document}");
    (
        document["report"]["hash"].as_str().unwrap().to_owned(),
        files(&public),
    )
}

#[test]
fn two_machines_build_the_same_site() {
    let here = TempDir::new().unwrap();
    copy(here.path(), false);
    let one = [
        ("RAYON_NUM_THREADS", "1"),
        ("LC_ALL", "C"),
        ("TZ", "Pacific/Kiritimati"),
    ];
    let (hash, first) = build(here.path(), &one);
    assert!(
        first.len() > 500 && hash.len() == 64,
        "{} {hash}",
        first.len()
    );

    let there = TempDir::new().unwrap();
    let root = there.path().join("Ổ đĩa của chị/sâu/trang web");
    copy(&root, true);
    let other = [
        ("RAYON_NUM_THREADS", "8"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("LANG", "en_US.UTF-8"),
        ("TZ", "America/St_Johns"),
        ("HOME", "/nonexistent"),
        ("SOURCE_DATE_EPOCH", "1"),
    ];
    let (second_hash, second) = build(&root, &other);
    let wrong = differences(&first, &second);
    assert!(wrong.is_empty() && hash == second_hash, "{wrong:?}");

    // What the last build left behind changes nothing either.
    let (again, third) = build(&root, &one);
    assert!(differences(&first, &third).is_empty() && again == hash);
    std::fs::write(
        root.join("content/gioi-thieu.md"),
        "---\ntitle: Giới thiệu\n---\nKhác.\n",
    )
    .unwrap();
    assert_ne!(build(&root, &one).0, hash, "another site has another hash");
}
