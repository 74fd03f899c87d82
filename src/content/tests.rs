//! What an officer would notice of reading entries as a whole.

use super::*;
use crate::config::{self, SiteConfig};
use crate::diagnostics::{Diags, Lang};
use crate::markdown::{BodyKind, ComponentBody, Dialect};
use crate::source::{FileKind, Limits, Snapshot, SourceFile, fingerprint};
use crate::text::date::Date;
use proptest::prelude::*;
use std::sync::Arc;

const SITE: &str = include_str!("../../content/site.yaml");

fn site() -> SiteConfig {
    let (site, diags) = config::parse(&"content/site.yaml".into(), &SITE.into());
    assert!(diags.is_empty(), "{diags:?}");
    site
}

fn file(path: &str, text: &str) -> SourceFile {
    SourceFile {
        path: path.into(),
        disk: std::path::PathBuf::new(),
        hash: fingerprint(text.as_bytes()),
        len: text.len() as u64,
        modified: None,
        kind: FileKind::Text(text.into()),
        built_in: None,
    }
}

fn read(path: &str, text: &str) -> (Entry, Diags) {
    let (entry, diags) = parse(&file(path, text), &site(), &Dialect::default());
    (entry.unwrap(), diags)
}

#[test]
fn a_whole_entry() {
    let text = "---\ntitle: 2026.10\ndate: 22/11/2026\ntags: lương\nweight: 3\ncover: {image: ./anh.jpg, alt: Ảnh}\n\
        skill: Tư vấn pháp luật\naudience: Người lao động\nduration: 30\nreviewed: 2026-11-01\n\
        legal: {title: Bộ luật Lao động, date: 2019-11-20}\nfacebook: {hook: Chào}\n---\nNội dung.\n";
    let (entry, diags) = read("content/tai-lieu/bai.en.md", text);
    assert!(diags.is_empty(), "{diags:?}");
    let common = &entry.front.common;
    assert_eq!(common.title, "2026.10");
    assert_eq!(common.tags, ["lương"]);
    assert_eq!(common.cover.as_ref().unwrap().image, "anh.jpg");
    assert_eq!(
        common.date.unwrap().date(site().timezone.offset()),
        Date::new(2026, 11, 22).unwrap()
    );
    assert_eq!(entry.path.lang, "en");
    assert_eq!(entry.front.terms("audience"), ["Người lao động"]);
    let names: Vec<&str> = entry.front.fields.iter().map(|(n, _)| n.as_str()).collect();
    assert_eq!(
        names,
        ["skill", "audience", "duration", "legal", "reviewed"],
        "in the order of the schema"
    );
    let Some(FieldValue::List(legal)) = entry.front.field("legal") else {
        panic!()
    };
    assert_eq!(legal.len(), 1, "one group counts as a list of one");
    assert_eq!(entry.body(), "Nội dung.\n");
    let hook = crate::yaml::Path::Root;
    let span = entry.field_span(&hook.key("facebook").key("hook"), crate::yaml::Part::Value);
    assert_eq!(&entry.text[span.range()], "Chào");
}

#[test]
fn an_entry_that_cannot_be_read_still_exists() {
    let (entry, diags) = read(
        "content/tai-lieu/bai.md",
        "---\ntitle: a\ntitle: b\n---\n[x](y.md)\n",
    );
    assert!(entry.broken && diags.has_errors());
    assert_eq!(entry.front.common.title, "bai");
    assert_eq!(entry.doc.links.len(), 1);
}

#[test]
fn new_entries_can_be_read() {
    let site = site();
    for kind in &site.kinds {
        for lang in [Lang::Vi, Lang::En] {
            let today = Date::new(2026, 11, 22).unwrap();
            let text = scaffold(kind, &site, "Hỏi: đáp \"nhanh\" #1", lang, today);
            let (entry, diags) = read(&format!("content/{}/moi.md", kind.folder), &text);
            assert!(!diags.has_errors(), "{text}\n{diags:?}");
            assert!(entry.front.common.draft);
            assert_eq!(entry.front.common.title, "Hỏi: đáp \"nhanh\" #1");
            // What is commented out is good YAML of the right types too.
            let open: String = text
                .lines()
                .map(|l| {
                    l.strip_prefix('#')
                        .filter(|r| !r.starts_with([' ', '#']) || r.starts_with("  "))
                        .unwrap_or(l)
                })
                .filter(|l| {
                    !l.trim_start().starts_with("chọn trong")
                        && !l.trim_start().starts_with("choose from")
                })
                .map(|l| format!("{l}\n"))
                .collect();
            let (_, diags) = read(&format!("content/{}/moi.md", kind.folder), &open);
            let errors: Vec<_> = diags
                .iter()
                .filter(|d| d.code != "F004" && d.code != "Y007")
                .collect();
            assert!(errors.is_empty(), "{open}\n{errors:?}");
        }
    }
}

#[test]
fn unchanged_entries_are_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    std::fs::create_dir(&content).unwrap();
    for (name, text) in [
        ("a", "---\ntitle: A\n---\n"),
        ("b", "---\ntitle: B\n---\n"),
        ("c", "---\ntitle: C\nx: 1\n---\n"),
    ] {
        std::fs::write(content.join(format!("{name}.md")), text).unwrap();
    }
    let snapshot = |previous: Option<&Snapshot>| {
        Snapshot::read(folder.path(), &["content"], Limits::default(), previous).0
    };
    let (site, dialect) = (site(), Dialect::default());
    let first = snapshot(None);
    let (old, faults) = parse_all(&first, &site, &dialect, None);
    std::fs::write(content.join("b.md"), "---\ntitle: Bê\n---\n").unwrap();
    let second = snapshot(Some(&first));
    let (new, again) = parse_all(&second, &site, &dialect, Some(&old));
    let same: Vec<bool> = old
        .iter()
        .zip(&new)
        .map(|(a, b)| Arc::ptr_eq(a, b))
        .collect();
    assert_eq!(
        same,
        [true, false, false],
        "b has changed, and what is wrong with c is said again"
    );
    assert_eq!(faults, again);
    let other = SiteConfig {
        hash: 1,
        ..site.clone()
    };
    let (new, _) = parse_all(&second, &other, &dialect, Some(&old));
    assert!(
        !old.iter().zip(&new).any(|(a, b)| Arc::ptr_eq(a, b)),
        "the configuration has changed"
    );
}

/// A site too large for all its HTML has the same outlines, and the same HTML when a page wants it.
#[test]
fn without_room_for_html_it_is_on_disk_or_made_when_wanted() {
    let folder = tempfile::TempDir::new().unwrap();
    let content = folder.path().join("content");
    std::fs::create_dir(&content).unwrap();
    let body = "## Mục\n\nMột [câu](b.md) với ![ảnh](a.png).\n\n```rust\nfn a() {}\n```\n\n```{note}\nNhớ **kỹ**.\n```\n\n```pyton\nx\n```\n";
    std::fs::write(content.join("a.md"), format!("---\ntitle: A\n---\n{body}")).unwrap();
    let snapshot = Snapshot::read(folder.path(), &["content"], Limits::default(), None).0;
    let mut dialect = Dialect::default();
    dialect.components.insert("note".into(), BodyKind::Markdown);
    let read_after = |entries, bytes, folder| {
        let known = Known {
            entries,
            kept: None,
        };
        let room = Room { bytes, folder };
        parse_each(&snapshot, &site(), &dialect, known, room)
    };
    let read = |bytes, folder| read_after(&[], bytes, folder);
    let (roomy, faults) = read(u64::MAX, None);
    let (stowed, same) = read(1, Some(folder.path()));
    assert_eq!(faults, same);
    assert!(!stowed[0].whole && stowed[0].doc.html.is_empty() && stowed[0].stowed.is_some());
    assert_eq!(stowed[0].doc, roomy[0].doc.clone().outline());
    assert_eq!(*stowed[0].whole_doc(&dialect), roomy[0].doc);
    let names = || std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(names(), 1, "the file has a name");
    // The next run has no file of its own.
    let (next, _) = read_after(&stowed, 1, Some(folder.path()));
    let files = [&stowed, &next].map(|run| run[0].stowed.as_ref().unwrap().stow());
    assert!(Arc::ptr_eq(files[0], files[1]));
    // What cannot be put on disk is made again.
    let file = folder.path().join("content/a.md");
    assert_eq!(read(1, Some(&file)).0[0].stowed, None);
    let (tight, same) = read(1, None);
    assert_eq!(faults, same);
    assert!(!faults.is_empty(), "the language is no language");
    let (whole, outline) = (&roomy[0], &tight[0]);
    assert!(whole.whole && !outline.whole && outline.doc.has_code);
    assert_eq!(whole.doc.clone().outline(), outline.doc);
    let again = outline.whole_doc(&dialect);
    assert_eq!(whole.doc.html, again.html);
    assert_eq!(whole.doc.holes, again.holes);
    assert_eq!(whole.doc.components, {
        let mut components = again.components.clone();
        for component in &mut components {
            if let ComponentBody::Markdown(doc) = &mut component.body {
                assert_eq!(std::mem::replace(&mut doc.syllables, 2), 0);
            }
        }
        components
    });
}

proptest! {
    #[test]
    fn any_bytes_as_an_entry(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(text) = crate::source::decode(&bytes) {
            let _ = read("content/tai-lieu/bai.md", &text);
        }
    }

    #[test]
    fn any_front_matter(lines in proptest::collection::vec(front_line(), 0..8)) {
        let text = format!("---\n{}---\nx\n", lines.concat());
        let (_, diags) = read("content/tai-lieu/bai.md", &text);
        for d in diags.iter() {
            let span = d.span.as_ref().map(|s| s.range());
            prop_assert!(span.is_none_or(|s| text.get(s).is_some()), "{:?}", d);
        }
    }

    #[test]
    fn any_bytes_as_a_configuration(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(text) = crate::source::decode(&bytes) {
            let (site, _) = config::parse(&"content/site.yaml".into(), &text);
            prop_assert!(!site.languages.is_empty());
        }
    }

    #[test]
    fn a_configuration_with_lines_lost(seed in any::<u64>()) {
        let keep = |i: usize| seed.rotate_left(u32::try_from(i % 64).unwrap_or(0)) & 7 != 0;
        let text: String = SITE.lines().enumerate().filter(|(i, _)| keep(*i)).map(|(_, l)| format!("{l}\n")).collect();
        let (site, _) = config::parse(&"content/site.yaml".into(), &text.into());
        prop_assert!(!site.languages.is_empty());
    }
}

/// A line that may stand in front matter, right or wrong.
fn front_line() -> impl Strategy<Value = String> {
    let key = prop_oneof![
        Just("title"),
        Just("date"),
        Just("tags"),
        Just("cover"),
        Just("skill"),
        Just("audience"),
        Just("legal"),
        Just("duration"),
        Just("contact"),
        Just("outputs"),
        Just("facebook"),
        Just("aliases"),
        Just("sumary"),
        Just("reviewed"),
    ];
    let value = prop_oneof![
        Just("Công đoàn: 10"),
        Just("#x"),
        Just("[a, b, a]"),
        Just("{a, b: c}"),
        Just("15/13/2026"),
        Just("1.250"),
        Just("“x”"),
        Just("[An toàn, vệ sinh lao động]"),
        Just("../../x\\y"),
        Just("true"),
        Just(""),
        Just("\n  - a: 1\n  - b"),
        Just("|\n  x"),
        Just("\"a\" b"),
        Just("{image: a, b, alt: c}"),
        Just("[[[{}]]]"),
        Just("&a [*a]"),
        Just("null"),
        Just("-9e99"),
        Just("999999999999999999999"),
    ];
    (key, value).prop_map(|(k, v)| format!("{k}: {v}\n"))
}
