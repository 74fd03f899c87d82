//! The laws of the house, each as a reader or an officer would notice that it is broken.

use crate::site::{NOW, Site, differences};
use satcoso::diagnostics::Severity;
use satcoso::text::date::Instant;
use std::collections::BTreeMap;

/// A step of editing, by name.
type Edit = (&'static str, fn(&mut Site));

/// Every kind of edit that an officer makes, one after the other on the same site.
const EDITS: &[Edit] = &[
    ("body", |s| {
        s.edit(
            "content/tai-lieu/bai-hai.md",
            "Nội dung",
            "Nội dung mới của",
        );
    }),
    ("title", |s| {
        s.edit("content/tai-lieu/bai-hai.md", "Bài hai", "Bài thứ hai");
    }),
    ("tag", |s| {
        s.edit("content/tai-lieu/bai-ba.md", "[mũ]", "[mũ, giày]");
    }),
    ("date into the future", |s| {
        s.edit("content/tai-lieu/bai-ba.md", "2026-11-03", "2027-01-03");
    }),
    ("time passes", |s| s.now = Instant(NOW.0 + 60 * 86_400)),
    ("draft", |s| {
        s.edit("content/don-vi/mot.md", "members", "draft: true\nmembers");
    }),
    ("published again", |s| {
        s.edit("content/don-vi/mot.md", "draft: true\n", "");
    }),
    ("new", |s| {
        s.write(
            "content/don-vi/hai.md",
            "---\ntitle: Đơn vị hai\ndate: 2026-10-05\nmembers: 5\n---\nMới.\n",
        );
    }),
    ("rename", |s| {
        s.rename("content/don-vi/hai.md", "content/don-vi/hai-moi.md");
    }),
    ("move to another kind", |s| {
        s.rename("content/tai-lieu/bai-ba.md", "content/don-vi/bai-ba.md");
        s.edit("content/don-vi/bai-ba.md", "place: chau-doc", "members: 3");
    }),
    ("delete", |s| {
        s.remove("content/don-vi/hai-moi.md");
    }),
    ("section's text", |s| {
        s.edit(
            "content/don-vi/_index.md",
            "Những đơn vị hay",
            "Đơn vị rất hay",
        );
    }),
    ("template", |s| {
        s.edit(
            "themes/nho/templates/page.html",
            "<h1>",
            "<h1 class=\"to\">",
        );
    }),
    ("string", |s| {
        s.edit("themes/nho/strings/vi.yaml", "Chân trang", "Cuối trang");
    }),
    ("style", |s| {
        s.write("themes/nho/static/site.css", "body{line-height:1.7}");
    }),
    ("site.yaml", |s| {
        s.edit("content/site.yaml", "page_size: 2", "page_size: 1");
    }),
    ("picture", |s| {
        s.edit("content/tai-lieu/an-toan/mu.svg", "#a00", "#0a0");
    }),
    ("download", |s| {
        s.write(
            "content/tai-lieu/an-toan/mau.txt",
            "Mẫu đơn dài hơn trước\n",
        );
    }),
    ("translation", |s| {
        s.write(
            "content/tai-lieu/bai-hai.en.md",
            "---\ntitle: Second\ndate: 2026-11-02\n---\nText.\n",
        );
    }),
];

#[test]
fn incremental_equals_clean() {
    let mut site = Site::of("nho");
    site.build();
    for (name, edit) in EDITS {
        edit(&mut site);
        site.build();
        let wrong = differences(&site.files(), &site.clean());
        assert!(wrong.is_empty(), "after “{name}”: {wrong:?}");
    }
}

#[test]
fn only_what_changed_is_written() {
    let site = Site::of("nho");
    let first = site.build().report.unwrap();
    assert_eq!(first.written, first.files);
    let second = site.build().report.unwrap();
    assert_eq!(
        (second.written, second.made, second.removed),
        (0, 0, 0),
        "{second:?}"
    );
    assert_eq!(first.hash, second.hash);
    let before = site.files();
    site.edit(
        "content/tai-lieu/bai-hai.md",
        "Nội dung bài",
        "Nội dung khác của bài",
    );
    let third = site.build().report.unwrap();
    let changed = differences(&before, &site.files());
    assert_eq!(third.written, changed.len());
    assert!(
        changed.contains(&"tai-lieu/bai-hai.html".to_owned()),
        "{changed:?}"
    );
}

#[test]
fn one_thread_and_many_give_the_same_bytes() {
    let site = Site::of("nho");
    let build = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| site.clean())
    };
    let one = build(1);
    for threads in [2, 7] {
        assert!(differences(&one, &build(threads)).is_empty());
    }
}

#[test]
fn a_failed_build_changes_nothing() {
    let site = Site::of("nho");
    site.build();
    let before = site.files();
    for (file, bad) in [
        (
            "content/tai-lieu/bai-hai.md",
            "---\ntitle: Công đoàn: 10 mô hình\n---\n",
        ),
        (
            "content/tai-lieu/bai-hai.md",
            "---\ntitle: A\n---\n[hỏng](khong-co.md)\n",
        ),
        (
            "themes/nho/templates/page.html",
            "{% extends \"base.html\" %}{% block main %}{{ page.khong_co }}{% endblock main %}",
        ),
        ("themes/nho/templates/page.html", "{% if %}"),
    ] {
        let good = site.read(file);
        site.write(file, bad);
        let outcome = site.try_build();
        assert!(
            outcome.report.is_none() && outcome.diags.has_errors(),
            "{bad}"
        );
        assert!(differences(&before, &site.files()).is_empty(), "{bad}");
        site.write(file, good);
    }
    site.build();
    assert!(differences(&before, &site.files()).is_empty());
}

#[test]
fn files_of_others_are_never_touched() {
    let site = Site::of("nho");
    site.write("public/CNAME", "nho.example\n")
        .write("public/.git/HEAD", "ref\n")
        .write("public/tai-lieu/cua-toi.txt", "x");
    site.build();
    site.remove("content/tai-lieu/bai-hai.md").edit(
        "content/tai-lieu/an-toan/index.md",
        "Xem [bài hai](../bai-hai.md).",
        "",
    );
    site.build();
    assert!(!site.public().join("tai-lieu/bai-hai.html").exists());
    for (path, text) in [
        ("CNAME", "nho.example\n"),
        (".git/HEAD", "ref\n"),
        ("tai-lieu/cua-toi.txt", "x"),
    ] {
        assert_eq!(site.page(path), text);
    }
    // A page that would overwrite somebody's file stops the build and names both.
    site.write("public/tai-lieu/bai-moi.html", "của người khác");
    site.write(
        "content/tai-lieu/bai-moi.md",
        "---\ntitle: Mới\ndate: 2026-11-02\n---\n",
    );
    let outcome = site.try_build();
    assert!(
        outcome
            .diags
            .iter()
            .any(|d| d.code == "W002" && d.vi.contains("tai-lieu/bai-moi.html")),
        "{:#?}",
        outcome.diags
    );
    assert_eq!(site.page("tai-lieu/bai-moi.html"), "của người khác");
}

#[test]
fn a_build_that_was_killed_is_finished_by_the_next() {
    let site = Site::of("nho");
    site.build();
    let whole = site.files();
    // As a kill in the middle of the renames leaves it: some files are new, the note of what was about to be written
    // stands, the manifest is that of the build before.
    site.edit("content/tai-lieu/bai-hai.md", "Nội dung", "Lời");
    let expected = site.clean();
    site.write(
        "public/tai-lieu/bai-hai.html",
        &expected["tai-lieu/bai-hai.html"],
    );
    site.write(
        "public/.satcoso/intent",
        "tai-lieu/bai-hai.html\ntai-lieu/chua-ghi.html\n",
    );
    site.write("public/.satcoso/stage/tai-lieu/chua-ghi.html", "nửa");
    site.edit("content/tai-lieu/bai-hai.md", "Lời", "Nội dung");
    site.build();
    assert!(differences(&whole, &site.files()).is_empty());
    assert!(!site.public().join(".satcoso/intent").exists());
}

#[test]
fn a_damaged_note_is_noticed() {
    let site = Site::of("nho");
    site.build();
    let whole = site.files();
    site.write("public/.satcoso/manifest", "rác");
    site.edit("content/tai-lieu/bai-hai.md", "Nội dung", "Lời");
    site.build();
    assert!(differences(&site.clean(), &site.files()).is_empty());
    site.edit("content/tai-lieu/bai-hai.md", "Lời", "Nội dung");
    site.build();
    assert!(differences(&whole, &site.files()).is_empty());
    // A page that somebody changed by hand is put right.
    site.write("public/gioi-thieu.html", "hỏng");
    let report = site.build().report.unwrap();
    assert_eq!(report.written, 1);
    assert!(differences(&whole, &site.files()).is_empty());
}

/// `href` and `src` values of a page, tags only.
fn references(html: &str) -> Vec<String> {
    let mut out = Vec::new();
    for name in ["href=\"", "src=\""] {
        for (at, _) in html.match_indices(name) {
            let rest = &html[at + name.len()..];
            out.push(rest[..rest.find('"').unwrap()].replace("&amp;", "&"));
        }
    }
    out
}

#[test]
fn every_reference_is_relative_and_names_a_file() {
    let site = Site::of("nho");
    site.build();
    let files = site.files();
    let mut seen = 0;
    for (route, bytes) in files.iter().filter(|(r, _)| r.ends_with(".html")) {
        for reference in references(&String::from_utf8_lossy(bytes)) {
            if reference.starts_with("https://nho.example/") {
                continue;
            }
            let path = reference.split('#').next().unwrap();
            if path.is_empty() {
                continue;
            }
            assert!(
                !path.starts_with('/') && !path.contains(':') && !path.ends_with('/'),
                "{route}: {reference}"
            );
            let mut at: Vec<&str> = route.split('/').collect();
            at.pop();
            for part in path.split('/') {
                match part {
                    ".." => assert!(at.pop().is_some(), "{route}: {reference} climbs out"),
                    part => at.push(part),
                }
            }
            assert!(
                files.contains_key(&at.join("/")),
                "{route}: {reference} → {}",
                at.join("/")
            );
            seen += 1;
        }
    }
    assert!(seen > 60, "only {seen} references");
    // The page for missing addresses is shown at any depth: before its first reference stands the script that names the
    // site's root as their base.
    let missing = site.page("404.html");
    let script = missing.find("createElement(\"base\")").expect("the script");
    assert!(script < missing.find("href=\"").unwrap());
    assert!(
        missing.contains("(document,location,\"/a/b/\")"),
        "{missing}"
    );
}

#[test]
fn two_sources_for_one_address_are_named_both() {
    let site = Site::of("nho");
    site.write(
        "content/tai-lieu/khac.md",
        "---\ntitle: Khác\nslug: bai-hai\ndate: 2026-11-02\n---\n",
    );
    let outcome = site.try_build();
    let collision = outcome
        .diags
        .iter()
        .find(|d| d.code == "R001")
        .expect("a collision");
    for name in ["tai-lieu/bai-hai.md", "tai-lieu/khac.md"] {
        assert!(
            collision.vi.contains(name) && collision.en.contains(name),
            "{collision:?}"
        );
    }
}

#[test]
fn what_is_not_published_is_told_with_its_reason() {
    let mut site = Site::of("nho");
    site.write(
        "content/tai-lieu/nhap.md",
        "---\ntitle: Nháp\ndraft: true\n---\n",
    );
    site.write(
        "content/tai-lieu/mai.md",
        "---\ntitle: Mai\ndate: 2026-11-23\n---\n",
    );
    site.write(
        "content/tai-lieu/qua.md",
        "---\ntitle: Qua\ndate: 2026-01-01\nexpires: 2026-02-01\n---\n",
    );
    let outcome = site.build();
    let told: BTreeMap<String, &str> = outcome
        .site
        .as_ref()
        .unwrap()
        .withheld
        .iter()
        .map(|(e, w)| (e.path.name.clone(), w.mark()))
        .collect();
    assert_eq!(
        told,
        BTreeMap::from([
            ("mai".into(), "future"),
            ("nhap".into(), "draft"),
            ("qua".into(), "expired")
        ])
    );
    assert!(
        !site
            .files()
            .keys()
            .any(|r| r.contains("nhap") || r.contains("mai.html") || r.contains("qua"))
    );
    site.drafts = true;
    site.build();
    assert!(site.public().join("tai-lieu/nhap.html").exists());
}

#[test]
fn a_link_to_what_is_not_published_yet_keeps_its_words_only() {
    let site = Site::of("nho");
    site.edit("content/tai-lieu/bai-hai.md", "tags:", "draft: true\ntags:");
    let outcome = site.build();
    let warning = outcome
        .diags
        .iter()
        .find(|d| d.code == "L002")
        .expect("a warning");
    assert_eq!(warning.severity, Severity::Warning);
    let page = site.page("tai-lieu/an-toan.html");
    assert!(
        page.contains("bài hai") && !page.contains("bai-hai.html"),
        "{page}"
    );
}

#[test]
fn two_builds_at_once_do_not_disturb_each_other() {
    let site = Site::of("nho");
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..3)
            .map(|_| scope.spawn(|| site.build().report.unwrap().hash))
            .collect();
        let hashes: Vec<_> = runs.into_iter().map(|r| r.join().unwrap()).collect();
        assert!(hashes.windows(2).all(|w| w[0] == w[1]));
    });
    assert!(differences(&site.files(), &site.clean()).is_empty());
}

#[test]
fn sources_are_never_written_into() {
    let site = Site::of("nho");
    for folder in ["", "content", "content/tai-lieu", "themes/nho"] {
        let outcome = satcoso::build(&site.request(&site.root().join(folder)), &|_, _| {});
        assert!(outcome.diags.iter().any(|d| d.code == "W004"), "{folder}");
    }
}
