//! The floors of the house: imports go down only, and a library stays in its room.

use std::path::{Path, PathBuf};

/// Rooms from the ground up. A room may use those of lower floors, and itself.
const FLOORS: &[&[&str]] = &[
    &["diagnostics", "kept", "text"],
    &["source", "yaml", "online"],
    &["markdown"],
    &["config"],
    &["content"],
    &["site"],
    &["view"],
    &["theme"],
    &["outputs"],
    &["checks", "report"],
    &["build"],
    &["pipeline"],
    &["mend"],
    &["serve"],
    &["cli"],
];

/// Libraries and the rooms (or files) that may use them.
const LIBRARIES: &[(&str, &[&str])] = &[
    ("tera", &["theme"]),
    ("serde_yaml", &["yaml"]),
    ("pulldown_cmark", &["markdown"]),
    ("syntect", &["markdown/highlight"]),
    ("ammonia", &["markdown"]),
    ("walkdir", &["source"]),
    ("annotate_snippets", &["diagnostics"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("axum", &["serve"]),
    ("tokio", &["serve"]),
    ("notify", &["serve"]),
    (
        "image",
        &["outputs/image", "outputs/share_card", "outputs/mod"],
    ),
    (
        "fast_image_resize",
        &["outputs/image", "outputs/share_card"],
    ),
    ("jpeg_encoder", &["outputs/image", "outputs/share_card"]),
    ("webp", &["outputs/image"]),
    ("moxcms", &["outputs/image"]),
    ("roxmltree", &["outputs/image"]),
    ("resvg", &["outputs"]),
    ("harfrust", &["outputs/share_card"]),
    ("skrifa", &["outputs/share_card"]),
    ("qrcode", &["outputs"]),
    ("rustix", &["build"]),
    ("ureq", &["online"]),
    ("url", &["online"]),
];

fn sources() -> Vec<(String, String)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    walkdir::WalkDir::new(&root)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|e| e.path().extension().is_some_and(|x| x == "rs"))
        .map(|e| {
            (
                name(&root, e.path()),
                std::fs::read_to_string(e.path()).unwrap(),
            )
        })
        .collect()
}

fn name(root: &Path, path: &Path) -> String {
    path.strip_prefix(root)
        .unwrap()
        .to_string_lossy()
        .replace('\\', "/")
}

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

/// Code without its tests and comments.
fn code(text: &str) -> String {
    let end = text.find("#[cfg(test)]").unwrap_or(text.len());
    text[..end]
        .lines()
        .filter(|l| !l.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn is_test(file: &str) -> bool {
    file.contains("/tests/") || file.ends_with("tests.rs")
}

#[test]
fn imports_go_down_only() {
    let mut wrong = Vec::new();
    for (file, text) in sources()
        .iter()
        .filter(|(f, _)| !is_test(f) && f.contains('/'))
    {
        let room = file.split('/').next().unwrap();
        let own =
            floor(room).unwrap_or_else(|| panic!("{file}: the room {room} stands on no floor"));
        for (at, _) in code(text).match_indices("crate::") {
            let code = code(text);
            let used: String = code[at + 7..]
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            if let Some(other) = floor(&used)
                && used != room
                && other >= own
            {
                wrong.push(format!("{file} uses {used}"));
            }
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn libraries_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for (file, text) in sources().iter().filter(|(f, _)| !is_test(f)) {
        let code = code(text);
        for (library, rooms) in LIBRARIES {
            let used = code.match_indices(&format!("{library}::")).any(|(at, _)| {
                !code[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':'))
            });
            if used && !rooms.iter().any(|room| file.starts_with(room)) {
                wrong.push(format!("{file} uses {library}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// `forbid` cannot be taken back further down, as `deny` can.
#[test]
fn unsafe_code_is_forbidden() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for file in ["src/lib.rs", "src/main.rs"] {
        let text = std::fs::read_to_string(root.join(file)).unwrap();
        assert!(
            text.lines().any(|l| l == "#![forbid(unsafe_code)]"),
            "{file}"
        );
    }
}
