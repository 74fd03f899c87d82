//! The command line as its users meet it.

use crate::site::{Site, files};
use std::path::Path;
use std::process::{Command, Output};

pub fn satcoso(root: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_satcoso"));
    command
        .arg("--root")
        .arg(root)
        .args(args)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "vi_VN.UTF-8");
    command.output().unwrap()
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_new_site_builds_at_once_and_every_page_is_there() {
    let folder = tempfile::TempDir::new().unwrap();
    let site = folder.path().join("trang-moi");
    let init = Command::new(env!("CARGO_BIN_EXE_satcoso"))
        .arg("init")
        .arg(&site)
        .output()
        .unwrap();
    assert!(init.status.success(), "{}", text(&init.stderr));
    let build = satcoso(&site, &["build", "--now", "2026-11-22"]);
    assert!(
        build.status.success(),
        "{}{}",
        text(&build.stdout),
        text(&build.stderr)
    );
    let made = files(&site.join("public"));
    for route in [
        "index.html",
        "tai-lieu/chuan-bi-doi-thoai.html",
        "don-vi/cong-doan-mau.html",
        "cau-chuyen/to-truong-mau.html",
        "di-co-so/chuyen-di-mau.html",
    ] {
        assert!(made.contains_key(route), "{route} is missing");
    }
    // Without base_url that is said once, and absolute addresses are left out.
    assert!(text(&build.stderr).contains("C100"));
    assert!(!text(&made["index.html"]).contains("rel=\"canonical\""));
    // A second init refuses to touch the folder.
    let again = Command::new(env!("CARGO_BIN_EXE_satcoso"))
        .arg("init")
        .arg(&site)
        .output()
        .unwrap();
    assert_eq!(again.status.code(), Some(2));
}

#[test]
fn a_new_entry_of_every_kind_passes_the_check_and_is_never_overwritten() {
    let folder = tempfile::TempDir::new().unwrap();
    let site = folder.path().join("s");
    Command::new(env!("CARGO_BIN_EXE_satcoso"))
        .arg("init")
        .arg(&site)
        .output()
        .unwrap();
    for kind in ["tai-lieu", "don-vi", "cau-chuyen", "di-co-so"] {
        let new = satcoso(&site, &["new", kind, "Đối thoại: hỏi & đáp"]);
        assert!(new.status.success(), "{}", text(&new.stderr));
        let path = text(&new.stdout).trim().to_owned();
        assert!(
            path.ends_with(&format!("{kind}/doi-thoai-hoi-dap.md")),
            "{path}"
        );
        let before = std::fs::read_to_string(&path).unwrap();
        assert!(before.contains("draft: true"));
        assert_eq!(
            satcoso(&site, &["new", kind, "Đối thoại: hỏi & đáp"])
                .status
                .code(),
            Some(2)
        );
        assert_eq!(std::fs::read_to_string(&path).unwrap(), before);
    }
    let check = satcoso(&site, &["check", "--now", "2026-11-22"]);
    assert!(check.status.success(), "{}", text(&check.stderr));
    assert!(!site.join("public").exists(), "check writes nothing");
    let unknown = satcoso(&site, &["new", "tai-lieeu", "A"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(
        text(&unknown.stderr).contains("tai-lieu"),
        "{}",
        text(&unknown.stderr)
    );
}

#[test]
fn exit_codes_and_languages() {
    let site = Site::of("nho");
    let good = satcoso(site.root(), &["build", "--now", "2026-11-22"]);
    assert_eq!(good.status.code(), Some(0), "{}", text(&good.stderr));
    assert!(
        text(&good.stdout).contains("Xong:"),
        "{}",
        text(&good.stdout)
    );
    let english = satcoso(
        site.root(),
        &["build", "--lang", "en", "--now", "2026-11-22"],
    );
    assert!(
        text(&english.stdout).contains("Done:"),
        "{}",
        text(&english.stdout)
    );
    site.write(
        "content/tai-lieu/hong.md",
        "---\ntitle: Công đoàn: 10 mô hình\n---\n",
    );
    let bad = satcoso(site.root(), &["build"]);
    assert_eq!(bad.status.code(), Some(1));
    assert!(
        text(&bad.stderr).contains("title: \"Công đoàn: 10 mô hình\""),
        "{}",
        text(&bad.stderr)
    );
    for wrong in [
        &["bulid"][..],
        &["build", "--khong-co"],
        &["build", "--now", "hôm qua"],
        &["build", "--base-url", "x"],
        &[],
    ] {
        assert_eq!(
            satcoso(site.root(), wrong).status.code(),
            Some(2),
            "{wrong:?}"
        );
    }
    let typo = satcoso(site.root(), &["bulid"]);
    assert!(
        text(&typo.stderr).contains("build"),
        "{}",
        text(&typo.stderr)
    );
    for command in [
        "build",
        "check",
        "new",
        "init",
        "explain",
        "completions",
        "report",
    ] {
        let vi = text(&satcoso(site.root(), &[command, "--help"]).stdout);
        let en = text(&satcoso(site.root(), &[command, "--help", "--lang", "en"]).stdout);
        assert!(
            vi.contains("Cách dùng") && en.contains("Usage") && !vi.contains("Usage"),
            "{vi}\n{en}"
        );
    }
}

#[test]
fn json_is_one_document_with_figures_and_places() {
    let site = Site::of("nho");
    site.write(
        "content/tai-lieu/mai.md",
        "---\ntitle: Mai\ndate: 2027-01-01\n---\n",
    );
    let build = satcoso(
        site.root(),
        &["build", "--format", "json", "--now", "2026-11-22"],
    );
    let document: serde_json::Value = serde_json::from_slice(&build.stdout).unwrap();
    assert_eq!(document["ok"], true);
    assert_eq!(
        document["not_published"][0]["file"],
        "content/tai-lieu/mai.md"
    );
    assert_eq!(document["report"]["hash"].as_str().unwrap().len(), 64);
    site.write(
        "content/tai-lieu/hong.md",
        "---\ntitle: A\ndate: 15/13/2026\n---\n",
    );
    let build = satcoso(site.root(), &["build", "--format", "json"]);
    assert_eq!(build.status.code(), Some(1));
    let document: serde_json::Value = serde_json::from_slice(&build.stdout).unwrap();
    let fault = &document["diagnostics"][0];
    assert_eq!(
        (&fault["code"], &fault["place"]["line"]),
        (&"F006".into(), &3.into()),
        "{fault}"
    );
}

#[test]
fn explain_names_source_recipe_and_reason() {
    let site = Site::of("nho");
    let explain = |route: &str| {
        text(
            &satcoso(
                site.root(),
                &["explain", route, "--now", "2026-11-22", "--lang", "en"],
            )
            .stdout,
        )
    };
    assert!(explain("tai-lieu/bai-hai.html").contains("the last build did not have it"));
    satcoso(site.root(), &["build", "--now", "2026-11-22"]);
    let same = explain("/tai-lieu/bai-hai.html");
    for part in [
        "Source: content/tai-lieu/bai-hai.md",
        "Template: page.html",
        "entry = ",
        "no: everything",
    ] {
        assert!(same.contains(part), "{part} is missing from\n{same}");
    }
    site.edit("content/tai-lieu/bai-hai.md", "Nội dung", "Lời");
    assert!(explain("tai-lieu/bai-hai.html").contains("one of the fields of its key has changed"));
    let missing = satcoso(site.root(), &["explain", "tai-lieu/bai-hia.html"]);
    assert!(
        text(&missing.stderr).contains("tai-lieu/bai-hai.html"),
        "{}",
        text(&missing.stderr)
    );
}
