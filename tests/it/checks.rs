//! Checks of content, as an officer meets them.

use crate::site::{NOW, Site, files};
use satcoso::diagnostics::{Diagnostic, Severity};
use satcoso::outputs::Options;
use satcoso::outputs::share_card::LEDGER;
use satcoso::site::ADDRESSES;
use satcoso::{Outcome, Request};
use std::path::PathBuf;

/// A check of the content that comes with the program.
fn our_own() -> Outcome {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let request = Request {
        output: root.join("public"),
        root,
        base_url: None,
        drafts: false,
        now: NOW,
        options: Options::default(),
    };
    satcoso::check(&request, &|_, _| {})
}

fn codes(outcome: &Outcome, code: &str) -> Vec<Diagnostic> {
    let found = outcome.diags.iter().filter(|d| d.code == code);
    found.cloned().collect()
}

#[test]
fn our_own_content_has_no_errors_and_raises_no_false_alarms_about_syllables() {
    let outcome = our_own();
    let errors: Vec<_> = outcome
        .diags
        .iter()
        .filter(|d| d.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let site = outcome.site.as_ref().unwrap();
    let syllables: u32 = site.entries.iter().map(|e| e.doc.syllables).sum();
    let alarms = codes(&outcome, "E013");
    assert!(syllables > 10_000);
    assert!(
        alarms.len() as u32 * 1000 <= syllables,
        "{} in {syllables}: {alarms:#?}",
        alarms.len()
    );
}

/// A site with one entry of a kind.
fn one(folder: &str, front: &str, body: &str) -> Site {
    let site = Site::of("kiem-tra");
    site.add(
        &PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/sites/nho/themes"),
        "themes",
    );
    site.write(
        &format!("content/{folder}/bai.md"),
        format!("---\ntitle: Bài\ndate: 2026-11-01\nsummary: Tóm tắt.\n{front}---\n\n{body}\n"),
    );
    site
}

#[test]
fn the_site_decides_how_grave_a_finding_is() {
    let site = one("tai-lieu", "", "Mọi nghành đều cần.");
    let level = |level: &str| {
        let config = site.read("content/site.yaml");
        let config = config.split("checks:").next().unwrap();
        site.write(
            "content/site.yaml",
            format!("{config}checks: {{impossible-syllable: {level}}}\n"),
        );
        let outcome = site.try_build();
        codes(&outcome, "E013").first().map(|d| d.severity)
    };
    assert_eq!(level("warning"), Some(Severity::Warning));
    assert_eq!(level("error"), Some(Severity::Error));
    assert!(!site.public().join("tai-lieu/bai.html").exists() || level("off").is_none());
    assert_eq!(level("off"), None);
    assert!(site.public().join("tai-lieu/bai.html").exists());
}

/// What `tests/bench/compare` calls “without checks” is without all of them, and a family that is off does not look.
#[test]
fn the_comparison_without_checks_names_every_rule() {
    let list = include_str!("../bench/satcoso/no-checks.yaml");
    for rule in satcoso::checks::ALL.iter().flat_map(|c| c.rules()) {
        assert!(
            list.contains(&format!("\n  {}: off\n", rule.name)),
            "{}",
            rule.name
        );
    }
    let site = one("tai-lieu", "", "Gọi 0912 345 678 nhé ,bạn.\n");
    assert_ne!(site.try_build().diags.iter().count(), 0);
    let config = site.read("content/site.yaml");
    let config = config.split("checks:").next().unwrap();
    site.write("content/site.yaml", format!("{config}\n{list}"));
    assert_eq!(site.build().diags.iter().count(), 0);
}

#[test]
fn a_number_stops_the_build_until_the_entry_allows_it_by_name() {
    let site = one("tai-lieu", "", "Gọi chị tổ trưởng 0912 345 678.");
    let outcome = site.try_build();
    assert!(outcome.report.is_none());
    assert_eq!(codes(&outcome, "D001").len(), 1);
    site.edit(
        "content/tai-lieu/bai.md",
        "summary:",
        "allow: [\"0912.345.678\"]\nsummary:",
    );
    site.build();
    // What an entry says of its own contact it says on purpose.
    site.edit(
        "content/tai-lieu/bai.md",
        "allow: [\"0912.345.678\"]",
        "contact: {name: Chị tổ trưởng, phone: \"+84 912 345 678\"}",
    );
    site.build();
}

#[test]
fn a_person_is_not_published_without_consent() {
    let site = one("cau-chuyen", "person: Trần Thị Bông\n", "Chị Bông cười.");
    let why = |outcome: &Outcome| {
        let withheld = &outcome.site.as_ref().unwrap().withheld;
        withheld.first().map(|(_, why)| why.mark())
    };
    let shown = || site.public().join("cau-chuyen/bai.html").exists();
    assert_eq!(why(&site.build()), Some("consent"));
    assert!(!shown());
    let file = "content/cau-chuyen/bai.md";
    let consent = "consent: {by: Trần Thị Bông, date: 2026-10-30, scope: [facebook]}\nsummary:";
    site.edit(file, "summary:", consent);
    assert_eq!(why(&site.build()), Some("consent"));
    site.edit(file, "[facebook]", "[trang web, facebook]");
    assert_eq!(why(&site.build()), None);
    assert!(shown());
    site.edit(file, "date: 2026-10-30, ", "");
    assert_eq!(why(&site.build()), Some("consent"));
    site.edit(file, "summary:", "illustrative: true\nsummary:");
    assert_eq!(why(&site.build()), None);
}

#[test]
fn the_same_fault_of_a_template_is_told_once() {
    let site = one("tai-lieu", "", "Nội dung.");
    site.write(
        "content/tai-lieu/hai.md",
        "---\ntitle: Bài hai\ndate: 2026-11-02\nsummary: Tóm tắt.\n---\n\nKhác.\n",
    );
    site.edit(
        "themes/nho/templates/page.html",
        "<h1>",
        "<p id=\"a\"></p><p id=\"a\"></p><h1>",
    );
    let outcome = site.build();
    let found = codes(&outcome, "A010");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(
        found[0].en.ends_with("(and 1 more pages)"),
        "{}",
        found[0].en
    );
}

#[test]
fn a_person_who_withdraws_is_gone_from_everything() {
    use std::process::Command;
    let front = "person: Võ Thị Hoà\nillustrative: true\ntags: [Võ Thị Hòa]\ncover: {image: vo-thi-hoa.svg, alt: Chân dung}\n\
                 facebook:\n  posted:\n    - {date: 2026-11-02, url: 'https://www.facebook.com/vidu/posts/1', title: Bài}\n";
    let site = one("cau-chuyen", front, "Chị Võ Thị Hoà kể.");
    site.write(
        "content/cau-chuyen/vo-thi-hoa.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"><title>Võ Thị Hoà</title></svg>\n",
    );
    site.write(
        "content/tai-lieu/nhac.md",
        "---\ntitle: Nhắc qua\ndate: 2026-11-02\nsummary: Có nhắc chị VO THI HOA.\n---\n\nMột câu.\n",
    );
    site.write(
        "content/tai-lieu/khac.md",
        "---\ntitle: Bài khác\ndate: 2026-11-03\nsummary: Không nhắc ai.\n---\n\nMột câu khác.\n",
    );
    let config = site.read("content/site.yaml");
    let on = config
        .replace("theme: nho\n", "") // the theme that comes with the program has cards
        .replace("facebook: false", "facebook: true")
        .replace("share_card: false", "share_card: true")
        .replace("zalo: false", "zalo: true");
    site.write(
        "content/site.yaml",
        format!("{on}facebook: {{output: ../bai-facebook}}\n"),
    );
    site.write(
        "content/cau-chuyen/vo-thi-hoa.md",
        "---\ntitle: Chị Hoà\ndate: 2026-11-04\nsummary: Một ngày của Võ Thị Hoà.\nillustrative: true\n---\n\nMột câu.\n",
    );
    let publish = || drop(site.publish());
    publish();
    assert!(site.read(LEDGER).contains("the/vo-thi-hoa-"));
    // The entry had other addresses before: one with the name in it, one without.
    for (from, to) in [("vo-thi-hoa", "chi-hoa"), ("chi-hoa", "chi-vo-thi-hoa")] {
        let path = |name: &str| format!("content/cau-chuyen/{name}.md");
        site.rename(&path(from), &path(to));
        publish();
    }
    assert!(
        site.read(ADDRESSES)
            .contains("cau-chuyen/chi-hoa.html\tcontent/cau-chuyen/chi-vo-thi-hoa.md")
    );
    let list = satcoso::site::Withdrawn::read("Võ Thị Hòa");
    let hits = || {
        let holds = |(route, bytes): &(&String, &Vec<u8>)| {
            list.named_in(route) || list.named_in(&String::from_utf8_lossy(bytes))
        };
        let packs = files(&site.root().join("bai-facebook"));
        assert!(!packs.is_empty(), "a plain build writes the packs, too");
        site.files().iter().chain(&packs).filter(holds).count()
    };
    assert!(hits() > 6);
    let withdraw = |name: &str| {
        Command::new(env!("CARGO_BIN_EXE_satcoso"))
            .args(["withdraw", "--person", name, "--lang", "vi", "--root"])
            .arg(site.root())
            .output()
            .unwrap()
    };
    assert_eq!(withdraw("Không Có Ai").status.code(), Some(1));
    let said = withdraw("Võ Thị Hoà");
    assert!(said.status.success(), "{said:?}");
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    for part in [
        "cau-chuyen/bai.md",
        "tai-lieu/nhac.md",
        "facebook.com/vidu/posts/1",
        "vo-thi-hoa.svg",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let in_ledgers = || [LEDGER, ADDRESSES].map(|ledger| list.named_in(&site.read(ledger)));
    assert_eq!(in_ledgers(), [false, false]);
    publish();
    assert_eq!(hits(), 0);
    assert_eq!(
        in_ledgers(),
        [false, false],
        "nor does the next build write it there"
    );
    assert!(site.read(ADDRESSES).contains("cau-chuyen/chi-hoa.html x\n"));
    assert!(site.read(LEDGER).contains("the/khac-"));
    assert!(site.public().join("tai-lieu/khac.html").exists());
    // Whoever deletes the files then is asked nothing.
    for file in [
        "cau-chuyen/chi-vo-thi-hoa.md",
        "cau-chuyen/bai.md",
        "tai-lieu/nhac.md",
    ] {
        site.remove(&format!("content/{file}"));
    }
    publish();
    // A list that was written by hand does the same to addresses; of its card the officer is told.
    site.write(
        "content/tai-lieu/le-van-an.md",
        "---\ntitle: Lê Văn An\ndate: 2026-11-03\n---\n\nMột câu.\n",
    );
    publish();
    let by_hand = site.read("content/du-lieu/rut-lai.txt") + "2026-11-22\tLê Văn An\n";
    site.write("content/du-lieu/rut-lai.txt", by_hand);
    assert_eq!(codes(&site.try_build(), "D010").len(), 1);
    site.remove(LEDGER);
    publish();
    assert!(!site.read(ADDRESSES).contains("le-van-an"));
    // What is published beside entries stops the build.
    site.write("content/static/danh-sach.txt", "vo thi hoa\n");
    assert_eq!(codes(&site.try_build(), "D010").len(), 1);
}

#[test]
fn passages_in_another_language_say_so_on_the_page() {
    let english = "the employer shall provide every worker with a safe and healthy workplace";
    let body = format!(
        "Gọi សហជីព nhé.\n\n```{{lang}} en\n{english}\n```\n\n<span lang=\"en\">{english}</span>"
    );
    let site = one("tai-lieu", "", &body);
    site.edit("content/site.yaml", "theme: nho\n", "");
    let outcome = site.build();
    assert_eq!(codes(&outcome, "A017"), []);
    let page = site.page("tai-lieu/bai.html");
    for part in [
        "Gọi <span lang=\"km\">សហជីព</span> nhé.",
        "<div lang=\"en\">",
        &format!("<span lang=\"en\">{english}</span>"),
    ] {
        assert!(page.contains(part), "{part} is missing");
    }
    // Without a mark it is told, with the line that has one.
    site.edit("content/tai-lieu/bai.md", "```{lang} en\n", "\n");
    site.edit("content/tai-lieu/bai.md", "\n```\n", "\n");
    let found = codes(&site.build(), "A017");
    let line = found
        .first()
        .and_then(|d| d.fix.as_ref())
        .map(|f| f.line.as_str());
    assert_eq!(
        line,
        Some(format!("<span lang=\"en\">{english}</span>").as_str()),
        "{found:#?}"
    );
}

#[test]
fn our_own_content_needs_no_marks_of_language_and_has_enough_contrast() {
    let outcome = our_own();
    assert_eq!(
        [codes(&outcome, "A016"), codes(&outcome, "A017")],
        [vec![], vec![]]
    );
}
