//! Addresses that last: what became of every address that was ever published.

use crate::site::Site;
use satcoso::diagnostics::{Diagnostic, Severity};
use satcoso::site::ADDRESSES;
use std::process::{Command, Output};

const HAI: &str = "content/tai-lieu/bai-hai.md";
const BA: &str = "content/tai-lieu/bai-ba.md";

/// A published site.
fn site() -> Site {
    let site = Site::of("nho");
    // Nobody links to the entries that are going to move, and any kind may have them.
    let links = "content/tai-lieu/an-toan/index.md";
    site.edit(links, "Xem [bài hai](../bai-hai.md).", "")
        .edit(links, " và [đơn vị](../../don-vi/mot.md)", "")
        .edit(HAI, "place: long-xuyen\n", "");
    site.publish();
    site
}

/// Where a published page leads on to; `None` for one that is no redirect. Missing pages are the test's failure.
fn leads(site: &Site, route: &str) -> Option<String> {
    let page = site.page(route);
    let at = page.find("http-equiv=\"refresh\" content=\"0; url=")?;
    let href = page[at..].split("url=").nth(1)?.split('"').next()?;
    let mut parts: Vec<&str> = route.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn is_there(site: &Site, route: &str) -> bool {
    site.public().join(route).exists()
}

fn vanished(site: &Site) -> Vec<Diagnostic> {
    let outcome = site.try_publish();
    let found = outcome.diags.iter().filter(|d| d.code == "R005");
    let found: Vec<Diagnostic> = found.cloned().collect();
    let blocks = found.iter().any(|d| d.severity == Severity::Error);
    assert_eq!(outcome.report.is_none(), blocks, "{:#?}", outcome.diags);
    found
}

fn satcoso(site: &Site, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_satcoso"))
        .arg("--root")
        .arg(site.root())
        .args(["--lang", "vi"])
        .args(args)
        .output()
        .unwrap()
}

/// Runs a command that must succeed, and gives what it said.
fn done(site: &Site, args: &[&str]) -> String {
    let output = satcoso(site, args);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let faults = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{args:?}: {said}{faults}");
    said
}

/// Runs a command that must be refused, and gives why.
fn refused(site: &Site, args: &[&str]) -> String {
    let before = site.read(ADDRESSES);
    let output = satcoso(site, args);
    assert!(!output.status.success(), "{args:?}: {output:?}");
    assert_eq!(site.read(ADDRESSES), before);
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_ledger_has_a_line_for_every_page_of_an_entry_and_stays_as_it_is() {
    let site = site();
    let ledger = site.read(ADDRESSES);
    let lines: Vec<&str> = ledger.lines().filter(|l| !l.starts_with('#')).collect();
    let routes: Vec<&str> = lines
        .iter()
        .map(|l| l.split('\t').next().unwrap())
        .collect();
    assert_eq!(
        routes,
        [
            "cu/an-toan.html",
            "don-vi/index.html",
            "don-vi/mot.html",
            "en/gioi-thieu.html",
            "gioi-thieu.html",
            "index.html",
            "tai-lieu/an-toan.html",
            "tai-lieu/bai-ba.html",
            "tai-lieu/bai-hai.html",
        ]
    );
    assert!(lines[8].starts_with("tai-lieu/bai-hai.html\tcontent/tai-lieu/bai-hai.md\t"));
    assert!(site.publish().ledgers.is_empty());
    // What an edit of the text does not touch; nor is it written by anything but a publication.
    site.edit(HAI, "Nội dung", "Lời khác");
    assert!(site.publish().ledgers.is_empty());
    site.rename(HAI, "content/tai-lieu/hai-moi.md");
    site.build();
    assert_eq!(site.read(ADDRESSES), ledger);
    // Windows editors.
    site.write(
        ADDRESSES,
        format!("\u{feff}{}", ledger.replace('\n', "\r\n")),
    );
    site.publish();
    assert_eq!(
        leads(&site, "tai-lieu/bai-hai.html").as_deref(),
        Some("tai-lieu/hai-moi.html")
    );
    assert!(!site.read(ADDRESSES).contains('\r'));
}

#[test]
fn a_rename_leads_on_by_itself_and_so_do_the_next_ones() {
    let site = site();
    site.rename(HAI, "content/tai-lieu/hai-moi.md");
    let said = done(&site, &["build", "--now", "2026-11-22"]);
    let told =
        "Địa chỉ cũ tự dẫn sang địa chỉ mới: /tai-lieu/bai-hai.html → /tai-lieu/hai-moi.html";
    assert!(said.contains(told), "{said}");
    site.publish();
    let old = "tai-lieu/bai-hai.html";
    assert_eq!(leads(&site, old).as_deref(), Some("tai-lieu/hai-moi.html"));
    let page = site.page(old);
    assert!(page.contains("<title>Bài hai</title>"), "{page}");
    assert!(
        page.contains("rel=\"canonical\" href=\"https://nho.example/a/b/tai-lieu/hai-moi.html\"")
    );
    assert!(
        site.page("_redirects")
            .contains("/tai-lieu/bai-hai.html /tai-lieu/hai-moi.html 301")
    );
    let said = done(&site, &["explain", old, "--now", "2026-11-22"]);
    assert!(
        said.contains(ADDRESSES) && said.contains("to = tai-lieu/hai-moi.html"),
        "{said}"
    );
    let said = done(&site, &["build", "--now", "2026-11-22"]);
    assert!(
        !said.contains("tự dẫn sang"),
        "told when it was new: {said}"
    );
    // Another title, another kind, another name: one after the other.
    site.edit("content/tai-lieu/hai-moi.md", "Bài hai", "Bài thứ hai");
    site.publish();
    site.rename("content/tai-lieu/hai-moi.md", "content/linh-tinh/hai.md");
    site.publish();
    site.edit("content/linh-tinh/hai.md", "tags:", "slug: cuoi\ntags:");
    site.publish();
    for route in [old, "tai-lieu/hai-moi.html", "linh-tinh/hai.html"] {
        assert_eq!(
            leads(&site, route).as_deref(),
            Some("linh-tinh/cuoi.html"),
            "{route}"
        );
    }
    // Back again: the address is the entry's own.
    site.edit(
        "content/linh-tinh/cuoi.md".replace("cuoi", "hai").as_str(),
        "slug: cuoi\n",
        "",
    );
    site.rename("content/linh-tinh/hai.md", HAI);
    site.publish();
    assert_eq!(leads(&site, old), None);
    assert_eq!(leads(&site, "linh-tinh/cuoi.html").as_deref(), Some(old));
}

#[test]
fn an_id_is_known_whatever_else_changes() {
    let site = site();
    site.edit(HAI, "tags:", "id: mu-bao-ho\ntags:");
    site.publish();
    site.edit(HAI, "Bài hai", "Mũ bảo hộ");
    site.edit(HAI, "2026-11-02", "2026-11-20");
    site.rename(HAI, "content/don-vi/mu.md");
    site.edit("content/don-vi/mu.md", "tags:", "members: 3\ntags:");
    site.publish();
    assert_eq!(
        leads(&site, "tai-lieu/bai-hai.html").as_deref(),
        Some("don-vi/mu.html")
    );
}

#[test]
fn entries_that_change_places_keep_their_own_addresses() {
    let site = site();
    // Addresses exchanged: both are taken, and nothing leads anywhere.
    site.edit(HAI, "tags:", "slug: bai-ba\ntags:");
    site.edit(BA, "tags:", "slug: bai-hai\ntags:");
    site.publish();
    assert_eq!(leads(&site, "tai-lieu/bai-hai.html"), None);
    // Each takes a new one: the old one leads to the entry that had it last.
    site.edit(HAI, "slug: bai-ba", "slug: hai-moi");
    site.edit(BA, "slug: bai-hai", "slug: ba-moi");
    site.publish();
    assert_eq!(
        leads(&site, "tai-lieu/bai-ba.html").as_deref(),
        Some("tai-lieu/hai-moi.html")
    );
    assert_eq!(
        leads(&site, "tai-lieu/bai-hai.html").as_deref(),
        Some("tai-lieu/ba-moi.html")
    );
    // Files exchanged and addresses changed at once: title and date say more than the file's name.
    site.rename(HAI, "content/tai-lieu/tam.md");
    site.rename(BA, HAI);
    site.rename("content/tai-lieu/tam.md", BA);
    site.edit(HAI, "ba-moi", "ba-ba");
    site.edit(BA, "hai-moi", "hai-hai");
    site.publish();
    assert_eq!(
        leads(&site, "tai-lieu/hai-moi.html").as_deref(),
        Some("tai-lieu/hai-hai.html")
    );
    assert_eq!(
        leads(&site, "tai-lieu/ba-moi.html").as_deref(),
        Some("tai-lieu/ba-ba.html")
    );
}

#[test]
fn a_chain_of_names_moved_up_by_one() {
    let site = site();
    // ba → hai, hai → moi: the address of hai is taken, that of ba leads to where hai was.
    site.rename(HAI, "content/tai-lieu/moi.md");
    site.rename(BA, HAI);
    site.publish();
    assert_eq!(
        leads(&site, "tai-lieu/bai-ba.html").as_deref(),
        Some("tai-lieu/bai-hai.html")
    );
    assert_eq!(leads(&site, "tai-lieu/bai-hai.html"), None);
}

#[test]
fn another_form_of_addresses_or_another_main_language_moves_all() {
    let site = site();
    site.edit(
        "content/site.yaml",
        "page_size",
        "permalinks: folder\npage_size",
    );
    site.publish();
    for (old, new) in [
        ("tai-lieu/bai-hai.html", "tai-lieu/bai-hai/index.html"),
        ("en/gioi-thieu.html", "en/gioi-thieu/index.html"),
        ("gioi-thieu.html", "gioi-thieu/index.html"),
    ] {
        assert_eq!(leads(&site, old).as_deref(), Some(new));
    }
    assert_eq!(leads(&site, "tai-lieu/index.html"), None);
    // English becomes the main language: files get other endings, pages other folders.
    let site = self::site();
    site.edit(
        "content/site.yaml",
        "languages:\n  en: {title: Small site, description: A site for tests.}",
        "language: en\nlanguages:\n  vi: {title: Trang nhỏ}",
    );
    for (file, language) in [("gioi-thieu.md", "vi"), ("gioi-thieu.en.md", "en")] {
        let to = match language {
            "vi" => "gioi-thieu.vi.md".to_owned(),
            _ => "gioi-thieu.md".to_owned(),
        };
        site.rename(&format!("content/{file}"), &format!("content/{to}"));
    }
    site.edit("content/site.yaml", "to: gioi-thieu.md", "to: tai-lieu/");
    site.publish();
    assert_eq!(
        leads(&site, "en/gioi-thieu.html").as_deref(),
        Some("gioi-thieu.html")
    );
    assert_eq!(
        leads(&site, "gioi-thieu.html"),
        None,
        "the English page has it now"
    );
}

#[test]
fn a_deletion_blocks_until_somebody_decides() {
    let site = site();
    let before = site.files();
    site.remove(HAI);
    let found = vanished(&site);
    assert_eq!(found.len(), 1, "{found:#?}");
    let span = found[0].span.as_ref().unwrap();
    assert_eq!(&*span.file, ADDRESSES);
    let line = &site.read(ADDRESSES)[span.range()];
    assert!(line.starts_with("tai-lieu/bai-hai.html\t"), "{line}");
    for text in [&found[0].vi, &found[0].en] {
        assert!(
            text.contains("/tai-lieu/bai-hai.html") && text.contains(HAI),
            "{text}"
        );
    }
    assert_eq!(
        found[0].commands,
        [
            "satcoso redirect /tai-lieu/bai-hai.html /tai-lieu/bai-ba.html",
            "satcoso retire /tai-lieu/bai-hai.html"
        ]
    );
    assert!(crate::site::differences(&before, &site.files()).is_empty());
    let check = satcoso(&site, &["check", "--now", "2026-11-22"]);
    assert_eq!(check.status.code(), Some(1));
    let said = String::from_utf8_lossy(&check.stderr).into_owned();
    assert!(
        said.contains("= gõ lệnh: satcoso redirect") && said.contains("= hoặc: satcoso retire"),
        "{said}"
    );
    assert!(
        said.contains(&format!("{ADDRESSES}:")),
        "the line's number: {said}"
    );
    let rooted = format!("bai-ba.html --root {}\n", site.root().display());
    assert!(said.contains(&rooted), "{said}");
    // The commands can be pasted as they are.
    let words: Vec<&str> = found[0].commands[0].split(' ').skip(1).collect();
    let said = done(&site, &words);
    assert!(
        said.contains("/tai-lieu/bai-hai.html → /tai-lieu/bai-ba.html"),
        "{said}"
    );
    site.publish();
    assert_eq!(
        leads(&site, "tai-lieu/bai-hai.html").as_deref(),
        Some("tai-lieu/bai-ba.html")
    );
    // The decision goes with the entry that it leads to.
    site.rename(BA, "content/tai-lieu/ba-moi.md");
    site.publish();
    assert_eq!(
        leads(&site, "tai-lieu/bai-hai.html").as_deref(),
        Some("tai-lieu/ba-moi.html")
    );
    // Given up, it has no page, and Apache may say so.
    done(
        &site,
        &["retire", "/tai-lieu/bai-hai.html", "tai-lieu/bai-ba"],
    );
    site.publish();
    assert!(!is_there(&site, "tai-lieu/bai-hai.html") && !is_there(&site, "tai-lieu/bai-ba.html"));
    let apache = site.page("htaccess.txt");
    assert!(
        apache.contains("RedirectMatch gone \"^/a/b/tai-lieu/bai-hai\\.html$\""),
        "{apache}"
    );
    assert!(!site.page("_redirects").contains("bai-hai"));
    let said = done(&site, &["explain", "/tai-lieu/bai-hai.html"]);
    assert!(said.contains("Đã bỏ hẳn"), "{said}");
    // Whoever writes a new entry there has the address again.
    site.write(
        HAI,
        "---\ntitle: Bài hai khác\ndate: 2026-11-09\n---\nLời.\n",
    );
    site.publish();
    assert_eq!(leads(&site, "tai-lieu/bai-hai.html"), None);
    assert!(!site.page("htaccess.txt").contains("bai-hai"));
    assert!(
        site.read(ADDRESSES)
            .contains(&format!("tai-lieu/bai-hai.html\t{HAI}\t"))
    );
}

#[test]
fn whoever_is_in_a_hurry_is_only_warned() {
    let mut site = site();
    site.remove(HAI);
    site.allow_vanished = true;
    let found = vanished(&site);
    assert_eq!((found.len(), found[0].severity), (1, Severity::Warning));
    assert!(!is_there(&site, "tai-lieu/bai-hai.html"));
    // It is not forgotten.
    site.allow_vanished = false;
    assert_eq!(vanished(&site)[0].severity, Severity::Error);
    for command in ["build", "check"] {
        let output = satcoso(&site, &[command, "--allow-vanished", "--now", "2026-11-22"]);
        assert!(output.status.success(), "{output:?}");
    }
}

#[test]
fn a_preview_says_nothing_of_it() {
    let site = site();
    site.remove(HAI);
    let preview = crate::serve_law::open(&site);
    assert!(!preview.diags().iter().any(|d| d.code == "R005"));
}

#[test]
fn what_is_withheld_keeps_its_address() {
    let mut site = site();
    site.edit(HAI, "tags:", "draft: true\ntags:");
    site.edit(BA, "tags:", "expires: 2026-11-04\ntags:");
    let ledger = site.read(ADDRESSES);
    assert!(vanished(&site).is_empty());
    assert!(!is_there(&site, "tai-lieu/bai-hai.html"));
    assert_eq!(site.read(ADDRESSES), ledger);
    let said = done(&site, &["explain", "tai-lieu/bai-hai.html"]);
    assert!(
        said.contains("Bài chưa đăng: content/tai-lieu/bai-hai.md"),
        "{said}"
    );
    // Renamed and retitled while nobody sees it, in two steps.
    site.rename(HAI, "content/tai-lieu/hai-moi.md");
    site.publish();
    site.edit("content/tai-lieu/hai-moi.md", "Bài hai", "Bài thứ hai");
    site.publish();
    site.edit("content/tai-lieu/hai-moi.md", "draft: true\n", "");
    site.publish();
    assert_eq!(
        leads(&site, "tai-lieu/bai-hai.html").as_deref(),
        Some("tai-lieu/hai-moi.html")
    );
    // A day before an entry's date is not the day after its address vanished.
    site.now = satcoso::text::date::Instant(site.now.0 - 60 * 86_400);
    assert!(!site.try_build().diags.iter().any(|d| d.code == "R005"));
}

#[test]
fn unions_that_merge() {
    let site = site();
    site.write(
        "content/don-vi/hai.md",
        "---\ntitle: Đơn vị hai\ndate: 2026-10-05\nmembers: 5\n---\nLời.\n",
    );
    site.publish();
    // By an alias in the entry that stays …
    site.remove("content/don-vi/hai.md");
    site.edit(
        "content/don-vi/mot.md",
        "members",
        "aliases: [/don-vi/hai.html]\nmembers",
    );
    site.publish();
    assert_eq!(
        leads(&site, "don-vi/hai.html").as_deref(),
        Some("don-vi/mot.html")
    );
    // … which need not stay there for ever, and goes where the entry goes.
    site.edit("content/don-vi/mot.md", "aliases: [/don-vi/hai.html]\n", "");
    site.rename("content/don-vi/mot.md", "content/don-vi/hop-nhat.md");
    site.publish();
    for old in ["don-vi/hai.html", "don-vi/mot.html"] {
        assert_eq!(leads(&site, old).as_deref(), Some("don-vi/hop-nhat.html"));
    }
}

#[test]
fn an_alias_is_an_address_too() {
    let site = site();
    site.edit(HAI, "tags:", "aliases: [/cu/mu]\ntags:");
    site.publish();
    site.remove(HAI);
    let found = vanished(&site);
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].vi.contains("/cu/mu/ "), "{}", found[0].vi);
}

#[test]
fn twins_are_not_taken_for_one_another() {
    let site = site();
    let twin = "---\ntitle: Thăm cơ sở\ndate: 2026-11-05\n---\nLời.\n";
    site.write("content/tai-lieu/tham-a.md", twin)
        .write("content/tai-lieu/tham-b.md", twin);
    site.publish();
    site.remove("content/tai-lieu/tham-a.md");
    let found = vanished(&site);
    assert_eq!(
        found.len(),
        1,
        "the one that stays is not the one that went"
    );
    // Two new ones that look the same: nobody knows which, and both are offered.
    site.rename("content/tai-lieu/tham-b.md", "content/tai-lieu/c.md");
    site.write("content/tai-lieu/d.md", twin);
    let found = vanished(&site);
    assert_eq!(found.len(), 2);
    assert_eq!(
        found[0].commands[..2],
        [
            "satcoso redirect /tai-lieu/tham-a.html /tai-lieu/c.html",
            "satcoso redirect /tai-lieu/tham-a.html /tai-lieu/d.html"
        ]
    );
}

#[test]
fn an_entry_with_errors_has_not_vanished() {
    let site = site();
    site.write(HAI, b"---\ntitle: H\xE0\n---\n");
    let outcome = site.try_publish();
    let codes: Vec<&str> = outcome.diags.iter().map(|d| d.code).collect();
    assert!(
        codes.contains(&"S001") && !codes.contains(&"R005"),
        "{codes:?}"
    );
}

#[test]
fn lists_terms_and_files_take_addresses_too() {
    let site = site();
    site.remove(HAI);
    // A file put there by hand.
    site.write(
        "content/static/tai-lieu/bai-hai.html",
        "<!DOCTYPE html><title>Cũ</title>",
    );
    site.publish();
    assert_eq!(leads(&site, "tai-lieu/bai-hai.html"), None);
    site.remove("content/static/tai-lieu/bai-hai.html");
    // To a list, to a term by its old name, to an address that itself leads on.
    for (new, to) in [
        ("/tai-lieu/", "tai-lieu/index.html"),
        ("dia-ban/thi-xa-chau-doc.html", "dia-ban/chau-doc.html"),
    ] {
        site.edit(
            ADDRESSES,
            "tai-lieu/bai-hai.html\t",
            "tai-lieu/bai-hai.html -> gi.html # ",
        );
        let ledger = site.read(ADDRESSES);
        let kept: Vec<&str> = ledger.lines().filter(|l| !l.contains(" -> ")).collect();
        let text = kept.join("\n")
            + &format!(
                "\ntai-lieu/bai-hai.html -> {}\n",
                if new == "/tai-lieu/" {
                    "/tai-lieu/index.html"
                } else {
                    new
                }
            );
        site.write(ADDRESSES, text);
        site.publish();
        assert_eq!(leads(&site, "tai-lieu/bai-hai.html").as_deref(), Some(to));
        site.write(
            ADDRESSES,
            ledger.replace(
                "tai-lieu/bai-hai.html -> gi.html # ",
                "tai-lieu/bai-hai.html\t",
            ),
        );
    }
}

#[test]
fn addresses_are_taken_as_people_paste_them_and_nonsense_is_refused() {
    let site = site();
    site.remove(HAI);
    for (old, new) in [
        (
            "https://nho.example/a/b/tai-lieu/bai-hai.html?fbclid=x",
            "/tai-lieu/bai-ba",
        ),
        ("/a/b/tai-lieu/bai-hai", "content/tai-lieu/bai-ba.md"),
        (
            "tai-lieu\\bai-hai.html",
            "https://nho.example/a/b/tai-lieu/bai-ba.html#x",
        ),
        (HAI, "public/tai-lieu/bai-ba.html"),
    ] {
        let before = site.read(ADDRESSES);
        let said = done(&site, &["redirect", old, new]);
        assert!(
            said.contains("/tai-lieu/bai-hai.html → /tai-lieu/bai-ba.html"),
            "{said}"
        );
        site.write(ADDRESSES, before);
    }
    let said = done(&site, &["redirect", "tai-lieu/bai-hai.html", "/"]);
    assert!(said.contains("/tai-lieu/bai-hai.html → /\n"), "{said}");
    site.edit("content/don-vi/mot.md", "members", "draft: true\nmembers");
    for (args, part) in [
        (
            &["redirect", "/tai-lieu/bai-hia.html", "/"][..],
            "Có phải: /tai-lieu/bai-hai.html?",
        ),
        (
            &[
                "redirect",
                "/tai-lieu/bai-hai.html",
                "/tai-lieu/bai-baa.html",
            ],
            "Có phải: /tai-lieu/bai-ba.html?",
        ),
        (
            &[
                "redirect",
                "/tai-lieu/bai-hai.html",
                "content/don-vi/mot.md",
            ],
            "chưa đăng",
        ),
        (&["redirect", "/tai-lieu/bai-ba.html", "/"], "đang có trang"),
        (&["retire", "/tai-lieu/bai-ba.html"], "đang có trang"),
        (&["retire", "../../etc/passwd"], "không có trong sổ"),
        (
            &[
                "redirect",
                "/tai-lieu/bai-hai.html",
                "/tai-lieu/bai-hai.html",
            ],
            "không phải trang đang có",
        ),
    ] {
        let why = refused(&site, args);
        assert!(why.contains(part), "{args:?}: {why}");
    }
}

#[test]
fn versions_of_the_ledger_are_merged_by_keeping_all_lines() {
    let site = site();
    let base = site.read(ADDRESSES);
    // One of two people renames, the other writes and retitles.
    site.rename(HAI, "content/tai-lieu/hai-moi.md");
    site.publish();
    let mine = site.read(ADDRESSES);
    let theirs = base.replace(
        "tai-lieu/bai-ba.html\t",
        "tai-lieu/bai-bon.html\tcontent/tai-lieu/bai-bon.md\t0123456789ab\ntai-lieu/bai-ba.html\t",
    );
    site.write(
        "content/tai-lieu/bai-bon.md",
        "---\ntitle: Bốn\n---\nLời.\n",
    );
    site.edit("content/tai-lieu/hai-moi.md", "Bài hai", "Bài thứ hai");
    site.write(ADDRESSES, format!("{theirs}{mine}"));
    site.publish();
    assert_eq!(
        leads(&site, "tai-lieu/bai-hai.html").as_deref(),
        Some("tai-lieu/hai-moi.html")
    );
    let merged = site.read(ADDRESSES);
    let mut lines: Vec<&str> = merged.lines().filter(|l| !l.starts_with('#')).collect();
    assert!(lines.is_sorted());
    lines.dedup_by_key(|l| l.split('\t').next().unwrap().to_owned());
    assert_eq!(lines.len(), 11, "one line an address: {merged}");
}

#[test]
fn lines_that_cannot_be_read_stop_everything_and_are_not_lost() {
    let site = site();
    let good = site.read(ADDRESSES);
    for (line, code, fix) in [
        (
            "tai-lieu/cu -> tai-lieu/bai-ba",
            "R006",
            Some("tai-lieu/cu.html -> tai-lieu/bai-ba.html"),
        ),
        (
            "tai-lieu/cu.html tai-lieu/bai-ba.html",
            "R006",
            Some("tai-lieu/cu.html -> tai-lieu/bai-ba.html"),
        ),
        ("/tai-lieu/cu x", "R006", Some("tai-lieu/cu.html x")),
        ("../../cu.html -> index.html", "R006", None),
        ("a.html\tcontent/a.md\tzzz", "R006", None),
        ("<<<<<<< HEAD", "R006", None),
        ("c.html x\nc.html -> index.html", "R007", None),
        ("c.html -> d.html", "R008", None),
        ("c.html -> d.html\nd.html -> c.html", "R008", None),
    ] {
        let text = format!("{good}{line}\n");
        site.write(ADDRESSES, &text);
        let outcome = site.try_publish();
        assert!(outcome.report.is_none(), "{line}");
        let fault = outcome.diags.iter().find(|d| d.code == code);
        let fault = fault.unwrap_or_else(|| panic!("{line}: {:#?}", outcome.diags));
        let span = fault.span.as_ref().unwrap();
        assert!(line.contains(&text[span.range()]), "{fault:?}");
        assert_eq!(fault.fix.as_ref().map(|f| f.line.as_str()), fix, "{line}");
        assert_eq!(site.read(ADDRESSES), text);
    }
    // Editors that write spaces, people who begin with a slash.
    let spaced = good.replace('\t', "   ") + "/cu.html   ->   /index.html\n/cu-2.html X\n";
    site.write(ADDRESSES, spaced);
    site.publish();
    assert_eq!(leads(&site, "cu.html").as_deref(), Some("index.html"));
    site.write(ADDRESSES, b"\xFF\x00\x01");
    assert!(site.try_publish().diags.iter().any(|d| d.code == "R006"));
}

#[test]
fn the_same_id_twice_is_told() {
    let site = site();
    site.edit(HAI, "tags:", "id: mu\ntags:")
        .edit(BA, "tags:", "id: mu\ntags:");
    let outcome = site.try_build();
    let fault = outcome.diags.iter().find(|d| d.code == "R009").unwrap();
    assert_eq!(
        &*fault.span.as_ref().unwrap().file,
        HAI,
        "the later one in the order of paths"
    );
    assert!(fault.vi.contains(BA));
    // Translations share it.
    site.edit(HAI, "id: mu", "id: hai");
    site.write(
        "content/tai-lieu/bai-ba.en.md",
        "---\ntitle: Three\nid: mu\n---\nText.\n",
    );
    site.build();
}
