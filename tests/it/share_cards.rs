//! Share cards of a small site with the theme that comes with the program.

use crate::site::{Site, files};
use satcoso::check;
use satcoso::diagnostics::Severity;
use satcoso::outputs::share_card::LEDGER;
use std::collections::BTreeMap;

const LUONG: &str = "content/tai-lieu/luong.md";
const CONFIG: &str = "\
title: Gần công nhân
base_url: https://nho.example/a
organization: Công đoàn mẫu
languages: {km: {title: សហជីព}}
kinds:
  tai-lieu: {label: Tài liệu}
";

fn site() -> Site {
    let site = Site::empty();
    site.write("content/site.yaml", CONFIG)
        .write("content/_index.md", "---\ntitle: Trang chủ\n---\n")
        .write("content/_index.km.md", "---\ntitle: សហជីព\n---\n")
        .write("content/tai-lieu/bia.svg", drawing("#c00"))
        .write(LUONG, "---\ntitle: Lương làm thêm giờ\ndate: 2026-11-02\nsummary: Cách tính.\ncover: {image: bia.svg, alt: Chiếc đồng hồ}\n---\nBài.\n")
        .write("content/tai-lieu/nghi.md", "---\ntitle: Nghỉ phép\ndate: 2026-11-01\n---\nBài.\n")
        .write("content/tai-lieu/luong.km.md", "---\ntitle: ប្រាក់ឈ្នួល\ndate: 2026-11-02\n---\nអត្ថបទ។\n");
    site
}

fn drawing(colour: &str) -> String {
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630"><path fill="{colour}" d="M0 0h1200v630H0z"/></svg>"#
    )
}

/// All cards of the output folder.
fn cards(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let all = files(&site.public());
    all.into_iter()
        .filter(|(route, _)| route.starts_with("the/"))
        .collect()
}

/// What a page's `<meta property=…>` or `name=…` says.
fn meta(page: &str, name: &str) -> Option<String> {
    let at = page.find(&format!("=\"{name}\" content=\""))?;
    page[at..].split('"').nth(3).map(str::to_owned)
}

/// Builds for publication, and keeps the ledger as the command does.
fn publish_and_note(site: &Site) -> Option<String> {
    let outcome = site.publish();
    outcome.ledgers.get(LEDGER).cloned()
}

#[test]
fn every_page_shows_a_card_that_is_there() {
    let site = site();
    site.build();
    let cards = cards(&site);
    let (mut pages, mut shown) = (0, BTreeMap::new());
    for (route, bytes) in files(&site.public())
        .iter()
        .filter(|(r, _)| r.ends_with(".html"))
    {
        let page = String::from_utf8(bytes.clone()).unwrap();
        if page.contains("noindex") {
            continue; // for staff
        }
        let image = meta(&page, "og:image").unwrap_or_else(|| panic!("{route} has no picture"));
        let card = image
            .strip_prefix("https://nho.example/a/")
            .unwrap()
            .to_owned();
        assert!(
            cards.contains_key(&card),
            "{route}: {card} of {:?}",
            cards.keys()
        );
        assert_eq!(meta(&page, "og:image:width").as_deref(), Some("1200"));
        assert_eq!(meta(&page, "og:image:height").as_deref(), Some("630"));
        assert_eq!(
            meta(&page, "twitter:card").as_deref(),
            Some("summary_large_image")
        );
        assert!(
            meta(&page, "og:image:alt").is_some_and(|alt| !alt.is_empty()),
            "{route}"
        );
        shown.insert(route.clone(), card);
        pages += 1;
    }
    assert!(pages > 6);
    let luong = &shown["tai-lieu/luong.html"];
    assert!(
        luong.starts_with("the/luong-") && luong.ends_with(".jpg"),
        "{luong}"
    );
    assert_ne!(
        luong, &shown["km/tai-lieu/luong.html"],
        "one card for each language"
    );
    assert_eq!(
        shown["index.html"], shown["tai-lieu/index.html"],
        "the site's card"
    );
    let page = site.read("public/tai-lieu/luong.html");
    assert_eq!(
        meta(&page, "og:image:alt").as_deref(),
        Some("Lương làm thêm giờ. Chiếc đồng hồ")
    );
    assert!(
        page.contains(&format!("\"image\":\"https://nho.example/a/{luong}\"")),
        "JSON-LD"
    );
    for (card, bytes) in &cards {
        let size = image::ImageReader::new(std::io::Cursor::new(bytes))
            .with_guessed_format()
            .unwrap()
            .into_dimensions()
            .unwrap();
        assert_eq!(size, (1200, 630), "{card}");
        assert!(bytes.len() <= 300_000, "{card}");
    }
}

#[test]
fn a_card_changes_its_address_with_what_it_shows_and_only_then() {
    let site = site();
    let name = |site: &Site| {
        cards(site)
            .into_keys()
            .find(|c| c.starts_with("the/luong-"))
            .unwrap()
    };
    let all = |site: &Site| {
        site.build();
        cards(site).into_keys().collect::<Vec<_>>()
    };
    let first = all(&site);
    site.edit(LUONG, "Bài.", "Bài dài hơn.")
        .edit(LUONG, "date:", "tags: [lương]\ndate:");
    assert_eq!(all(&site), first, "the text is not on the card");
    let before = name(&site);
    site.write("content/tai-lieu/bia.svg", drawing("#0c0"));
    let second = all(&site);
    assert_eq!(second.len(), first.len());
    assert_ne!(name(&site), before, "the cover is");
    let before = name(&site);
    site.edit(LUONG, "Lương làm", "Tiền làm");
    all(&site);
    assert_ne!(name(&site), before, "the title is");
}

#[test]
fn unchanged_cards_are_not_drawn_again() {
    let site = site();
    site.build();
    let cache = site.root().join(".satcoso-cache/cards");
    let drawn = || std::fs::read_dir(&cache).unwrap().count();
    let count = drawn();
    assert!(count >= 5);
    let again = site.build().report.unwrap();
    assert_eq!(again.made, 0);
    // A fresh output folder takes them from the cache.
    std::fs::remove_dir_all(site.public()).unwrap();
    let before = std::time::Instant::now();
    site.build();
    assert!(before.elapsed().as_secs() < 60);
    assert_eq!(drawn(), count);
}

#[test]
fn former_cards_stay_published() {
    let mut site = site();
    assert!(publish_and_note(&site).is_some());
    assert_eq!(publish_and_note(&site), None, "all cards are known");
    let first = cards(&site);
    let old = first
        .keys()
        .find(|c| c.starts_with("the/luong-") && !site.read(LEDGER).contains(&format!("{c} km/")))
        .unwrap();
    site.edit(LUONG, "Lương làm thêm giờ", "Tiền lương khi làm thêm");
    publish_and_note(&site);
    let second = cards(&site);
    assert_eq!(second.len(), first.len() + 1);
    let new = second.keys().find(|c| !first.contains_key(*c)).unwrap();
    assert_eq!(
        second[old], second[new],
        "the old address shows what the entry says now"
    );
    assert_ne!(second[old], first[old]);
    assert_eq!(
        crate::site::differences(&site.clean(), &site.files()),
        Vec::<String>::new()
    );
    // Moved: found by its alias. Gone: the site's card.
    site.rename(LUONG, "content/tai-lieu/tien.md").edit(
        "content/tai-lieu/tien.md",
        "date:",
        "aliases: [tai-lieu/luong.html]\ndate:",
    );
    publish_and_note(&site);
    let moved = cards(&site)
        .into_iter()
        .find(|(c, _)| c.starts_with("the/tien-"))
        .unwrap();
    assert_eq!(cards(&site)[old], moved.1);
    site.remove("content/tai-lieu/tien.md");
    site.allow_vanished = true;
    publish_and_note(&site);
    let whole = cards(&site)
        .into_iter()
        .find(|(c, _)| c.starts_with("the/vi-"))
        .unwrap();
    assert_eq!(cards(&site)[old], whole.1);
}

#[test]
fn versions_of_the_ledger_are_merged_by_keeping_all_lines() {
    let site = site();
    publish_and_note(&site);
    let ledger = site.read(LEDGER);
    let mut lines: Vec<&str> = ledger.lines().collect();
    lines.reverse();
    site.write(
        LEDGER,
        format!(
            "{}\nthe/cu-00000000.jpg tai-lieu/nghi.html\n{ledger}",
            lines.join("\r\n")
        ),
    );
    site.build();
    assert!(cards(&site).contains_key("the/cu-00000000.jpg"));
    for line in [
        "the/../index.html a.html",
        "the/.htaccess.jpg a",
        "khong",
        "the/a.jpg",
        "anh/a.jpg b",
    ] {
        site.write(LEDGER, line);
        let outcome = site.try_build();
        assert!(
            outcome.diags.iter().any(|d| d.code == "K006"),
            "{line}: {:#?}",
            outcome.diags
        );
    }
}

#[test]
fn checking_and_trying_leave_the_ledger_alone() {
    let site = site();
    assert!(
        check(&site.request(&site.public()), &|_, _| {})
            .ledgers
            .is_empty()
    );
    assert!(site.build().ledgers.is_empty());
    assert!(!site.root().join(LEDGER).exists());
}

#[test]
fn what_no_card_can_show_is_an_error_at_the_entry() {
    let site = site();
    site.edit(LUONG, "Lương làm", "Lương 漢 làm");
    let outcome = site.try_build();
    let fault = outcome.diags.iter().find(|d| d.code == "K003").unwrap();
    assert_eq!(
        (fault.severity, &*fault.span.as_ref().unwrap().file),
        (Severity::Error, LUONG)
    );
    assert!(
        fault.vi.contains("“漢” (U+6F22)") && fault.en.contains("“漢” (U+6F22)"),
        "{fault:?}"
    );
    assert!(outcome.report.is_none());
}

#[test]
fn cards_can_be_switched_off() {
    let site = site();
    site.edit(LUONG, "date:", "outputs: {share_card: false}\ndate:");
    site.build();
    assert!(
        !site
            .read("public/tai-lieu/luong.html")
            .contains("the/luong-")
    );
    assert!(site.read("public/tai-lieu/nghi.html").contains("the/nghi-"));
    site.edit(
        "content/site.yaml",
        "kinds:",
        "outputs: {off: [share_card]}\nkinds:",
    );
    site.build();
    assert!(cards(&site).is_empty());
}
