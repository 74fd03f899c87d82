//! `satcoso report`: a site with known counts (`tests/sites/bao-cao`), and what the report says of it
//! (`tests/report/`; `SATCOSO_ACCEPT=1 cargo test` writes those anew, for review).

use crate::cli::{satcoso, text};
use crate::site::Site;
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/report")
}

/// The report of a site as the command writes it.
fn report(site: &Site, options: &[&str]) -> PathBuf {
    let out = site.root().join("ra");
    let mut args = vec!["report", "--now", "2026-11-22", "--output", "ra"];
    args.extend(options);
    let made = in_root(site, &args);
    assert!(made.status.success(), "{}", text(&made.stderr));
    out
}

/// Runs the program where the site is, so that relative folders are those of the site.
fn in_root(site: &Site, args: &[&str]) -> std::process::Output {
    std::process::Command::new(env!("CARGO_BIN_EXE_satcoso"))
        .current_dir(site.root())
        .args(args)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "en_US.UTF-8")
        .output()
        .unwrap()
}

#[test]
fn known_counts_in_every_form() {
    let site = Site::of("bao-cao");
    let vi = report(&site, &[]);
    report(&site, &["--lang", "en"]);
    let accept = std::env::var_os("SATCOSO_ACCEPT").is_some();
    for name in [
        "bao-cao-2026.md",
        "bao-cao-2026.csv",
        "danh-sach-2026.csv",
        "bao-cao-2026.en.md",
        "danh-sach-2026.en.csv",
    ] {
        let made = std::fs::read_to_string(vi.join(name)).unwrap();
        let expected = folder().join(name);
        if accept {
            std::fs::write(expected, &made).unwrap();
            continue;
        }
        assert_eq!(
            made,
            std::fs::read_to_string(expected).unwrap_or_default(),
            "{name}"
        );
    }
    // What is certain of this site, whatever the words around it.
    let md = std::fs::read_to_string(vi.join("bao-cao-2026.md")).unwrap();
    for line in [
        // Guides of 1 and 10 January (with its translation, once), two units, three visits.
        "- **7** bài đã đăng",
        // One address is written twice; one post is of 2025's guide, one of an entry that is over.
        "- **5** bài Facebook đã ghi lại",
        // 30 December lies in the first week; the invented visit of 20 January does not count.
        "- **2/46** tuần đạt mức đi cơ sở",
        "- **Tuần 2:** 05/01/2026 – 11/01/2026",
        "- **Tuần 4–46:** 19/01/2026 – 15/11/2026",
        "| Công ty A | 1 | 1 | 2 | 1 | 0 |",
        "- **Kỹ năng (2/3):** Tư vấn. Chỉ có bài từ trước năm 2026: An toàn, vệ sinh (1).",
        "- **Địa bàn (1/3):** Chỉ có bài minh họa: Châu Đốc.",
    ] {
        assert!(md.lines().any(|l| l == line), "{line}\n{md}");
    }
}

#[test]
fn hostile_words_stay_words() {
    let site = Site::of("bao-cao");
    let out = report(&site, &[]);
    let html = std::fs::read_to_string(out.join("bao-cao-2026.html")).unwrap();
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; | *đậm*"));
    assert!(
        !html.contains("<script") && !html.contains("<img"),
        "{html}"
    );
    assert!(html.contains("default-src 'none'"), "nothing may be loaded");
    let md = std::fs::read_to_string(out.join("bao-cao-2026.md")).unwrap();
    let mut events = pulldown_cmark::Parser::new_ext(&md, pulldown_cmark::Options::all());
    use pulldown_cmark::Event::{Html, InlineHtml};
    assert!(!events.any(|e| matches!(e, Html(_) | InlineHtml(_))));
    for name in ["bao-cao-2026.csv", "danh-sach-2026.csv"] {
        let csv = std::fs::read_to_string(out.join(name)).unwrap();
        assert!(csv.starts_with('\u{FEFF}'), "{name}");
        assert!(csv.contains("'=cmd() | <img"), "{name}");
        let cells = csv.split(['\n', ',', '"']);
        let formula =
            |c: &&str| c.starts_with(['=', '+', '@']) || c.starts_with("-") && c.len() > 1;
        assert_eq!(cells.filter(formula).collect::<Vec<_>>(), [""; 0], "{name}");
    }
}

/// What a screen reader needs of each table, and that page and Markdown have the same figures.
#[test]
fn the_page_has_named_tables_with_the_figures_of_the_markdown() {
    let site = Site::of("bao-cao");
    let out = report(&site, &[]);
    let html = std::fs::read_to_string(out.join("bao-cao-2026.html")).unwrap();
    let md = std::fs::read_to_string(out.join("bao-cao-2026.md")).unwrap();
    let tables = md.lines().filter(|l| l.starts_with("| --- |")).count();
    assert_eq!(html.matches("<table").count(), tables);
    for table in html.split("<table").skip(1) {
        let table = table.split("</table>").next().unwrap();
        let caption = table.split("</caption>").next().unwrap();
        assert!(caption.contains("id=\"bang-") && !caption.ends_with("></span>"));
        assert!(!table.contains("<th>") && table.contains("<th scope=\"row\">"));
    }
    let of_html: Vec<&str> = html
        .split("<td class=\"n")
        .skip(1)
        .filter_map(|c| c.split_once('>')?.1.split('<').next())
        .collect();
    let mut of_md = Vec::new();
    let (mut aligned, mut row) = (Vec::new(), false);
    for line in md.lines() {
        let cells: Vec<&str> = line
            .split(" | ")
            .map(|c| c.trim_matches(['|', ' ', '*']))
            .collect();
        if line.starts_with("| --- |") {
            (aligned, row) = (cells, true);
        } else if row && line.starts_with('|') {
            let numbers = cells.iter().zip(&aligned).filter(|(_, a)| **a == "---:");
            of_md.extend(numbers.map(|(c, _)| *c));
        } else {
            row = false;
        }
    }
    assert!(of_html.len() > 150);
    assert_eq!(of_html, of_md);
    assert_eq!(html.matches("lang=\"vi\"").count(), 1);
}

#[test]
fn an_empty_year_a_year_to_come_and_the_present_one() {
    let site = Site::of("bao-cao");
    let out = report(&site, &["--year", "2019"]);
    let md = std::fs::read_to_string(out.join("bao-cao-2019.md")).unwrap();
    assert!(
        md.contains("- **0** bài đã đăng") && md.contains("- **0/52** tuần đạt"),
        "{md}"
    );
    assert!(
        md.contains("Loại bài (4/4)") && !md.contains("Phụ lục"),
        "{md}"
    );
    assert!(
        md.contains("Số liệu tính đến hết ngày 31 tháng 12 năm 2019"),
        "{md}"
    );
    let future = satcoso(
        site.root(),
        &["report", "--year", "2027", "--now", "2026-11-22"],
    );
    assert_eq!(future.status.code(), Some(2));
    assert!(text(&future.stderr).contains("Năm 2027 chưa đến"));
    assert!(!site.root().join("bao-cao").exists());
    // An hour after midnight in Vietnam it is still the old year elsewhere.
    let now = satcoso(site.root(), &["report", "--now", "2026-12-31T18:00:00Z"]);
    assert!(now.status.success(), "{}", text(&now.stderr));
    let files: Vec<String> = std::fs::read_dir(site.root().join("bao-cao/2027"))
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(files.len(), 4, "{files:?}");
    assert!(text(&now.stdout).contains("bao-cao-2027.html"));
}

#[test]
fn a_report_is_not_published_and_not_made_of_faulty_content() {
    let site = Site::of("bao-cao");
    for inside in ["public/bao-cao", "content/static", "themes", "x/../public"] {
        let refused = in_root(&site, &["report", "--lang", "vi", "--output", inside]);
        assert_eq!(refused.status.code(), Some(2), "{inside}");
        assert!(
            text(&refused.stderr).contains("sẽ bị đăng lên trang"),
            "{inside}"
        );
    }
    report(&site, &[]);
    site.build();
    let published = crate::site::files(&site.public());
    assert!(published.keys().all(|route| !route.contains("bao-cao")));
    let ignored = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/.gitignore"));
    assert!(ignored.unwrap().lines().any(|l| l == "/bao-cao"));
    site.write(
        "content/tai-lieu/hong.md",
        "---\ntitle: A\ndate: 15/13/2026\n---\n",
    );
    let faulty = satcoso(site.root(), &["report", "--now", "2026-11-22"]);
    assert_eq!(faulty.status.code(), Some(1));
    let said = text(&faulty.stderr);
    assert!(
        said.contains("F006") && said.contains("số liệu sẽ sai"),
        "{said}"
    );
    assert!(!site.root().join("bao-cao").exists());
}

/// Without `report:` in `site.yaml` there are no visits to judge, and the report says so.
#[test]
fn what_is_not_declared_is_not_measured() {
    let site = Site::of("bao-cao");
    let yaml = site.read("content/site.yaml");
    let (before, rest) = yaml.split_once("report:\n").unwrap();
    let (_, after) = rest.split_once("taxonomies:").unwrap();
    site.write("content/site.yaml", format!("{before}taxonomies:{after}"));
    let out = report(&site, &[]);
    let md = std::fs::read_to_string(out.join("bao-cao-2026.md")).unwrap();
    assert!(
        !md.contains("tuần đạt") && !md.contains("Theo đơn vị"),
        "{md}"
    );
    assert!(md.contains("site.yaml chưa khai báo report.visits"), "{md}");
    site.edit(
        "content/site.yaml",
        "taxonomies:",
        "report: {visits: {kind: di-co-so, per_week: 2}}\ntaxonomies:",
    );
    let out = report(&site, &[]);
    let md = std::fs::read_to_string(out.join("bao-cao-2026.md")).unwrap();
    // By the day of publication there is one visit in each of three weeks: too few for two a week.
    assert!(md.contains("- **0/46** tuần đạt mức đi cơ sở"), "{md}");
    assert!(md.contains("Tuần chưa đủ số lần đi cơ sở"), "{md}");
}
