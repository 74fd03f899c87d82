//! Facebook packs: the text of each Markdown construct, every fault, and what an officer finds in the folder and on the
//! board. `SATCOSO_ACCEPT=1 cargo test` writes the expected files of `tests/posts/` anew, for review.

use crate::site::{NOW, Site, differences};
use satcoso::diagnostics::{Diags, Emitter, Lang, Severity};
use satcoso::text::date::Instant;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn posts() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/posts")
}

/// Files of a folder with an extension, by name without it.
fn with_extension(folder: &Path, extension: &str) -> BTreeMap<String, PathBuf> {
    let files = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    files
        .filter(|p| p.extension().is_some_and(|e| e == extension))
        .map(|p| (p.file_stem().unwrap().to_string_lossy().into_owned(), p))
        .collect()
}

/// A site with the configuration of `tests/posts/` and no entries.
fn site() -> Site {
    let site = Site::empty();
    site.write(
        "content/site.yaml",
        fs::read(posts().join("site.yaml")).unwrap(),
    );
    site
}

/// A photo of one colour.
fn photo(width: u32, height: u32, shade: u8) -> Vec<u8> {
    let image = image::RgbImage::from_pixel(width, height, image::Rgb([shade, 90, 60]));
    let mut out = std::io::Cursor::new(Vec::new());
    image.write_to(&mut out, image::ImageFormat::Jpeg).unwrap();
    out.into_inner()
}

fn json(site: &Site, route: &str) -> Value {
    serde_json::from_str(&site.page(route)).unwrap()
}

fn compare(path: &Path, found: &str, wrong: &mut Vec<String>) {
    if std::env::var_os("SATCOSO_ACCEPT").is_some() {
        fs::write(path, found).unwrap();
    } else if fs::read_to_string(path).unwrap_or_default() != found {
        wrong.push(format!("{} is now:\n{found}", path.display()));
    }
}

#[test]
fn each_construct_becomes_its_words() {
    let site = site();
    let cases = with_extension(&posts(), "md");
    for (name, path) in &cases {
        site.write(&format!("content/bai/{name}.md"), fs::read(path).unwrap());
    }
    site.write(
        "content/bai/hinh.svg",
        fs::read(posts().join("hinh.svg")).unwrap(),
    );
    site.build();
    let mut wrong = Vec::new();
    for (name, path) in &cases {
        let folder = match name.rsplit_once('.') {
            Some((name, lang)) => format!("facebook/{lang}/bai-{name}"),
            None => format!("facebook/bai-{name}"),
        };
        let found = format!(
            "{}\n=== {}\n\n{}",
            site.page(&format!("{folder}/post.txt")),
            "comment.txt",
            site.page(&format!("{folder}/comment.txt"))
        );
        compare(&path.with_extension("txt"), &found, &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// What the packs have to say of a site.
fn said(site: &Site) -> (Diags, Box<dyn Fn(Lang) -> String>) {
    let outcome = satcoso::check(&site.request(&site.public()), &|_, _| {});
    let ours: Diags = outcome
        .diags
        .into_iter()
        .filter(|d| d.code.starts_with('P'))
        .collect();
    let (sources, diags) = (outcome.sources, ours.clone());
    let show = move |lang| {
        Emitter {
            lang,
            colour: false,
            sources: &*sources,
        }
        .all(&diags)
    };
    (ours, Box::new(show))
}

#[test]
fn every_fault_is_shown_where_it_is() {
    let mut wrong = Vec::new();
    for (name, path) in with_extension(&posts().join("faults"), "md") {
        let site = site();
        site.write("content/bai/bai.md", fs::read(&path).unwrap());
        let (diags, show) = said(&site);
        let code = name.get(..4).unwrap();
        if diags.iter().any(|d| d.code != code) || diags.is_empty() {
            wrong.push(format!(
                "{name}: only {code} expected, found\n{}",
                show(Lang::En)
            ));
            continue;
        }
        for (lang, suffix) in [(Lang::Vi, "vi"), (Lang::En, "en")] {
            compare(
                &path.with_extension(format!("{suffix}.txt")),
                &show(lang),
                &mut wrong,
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Codes without a fixture, with the test that shows them.
const ELSEWHERE: [&str; 10] = [
    // pictures_that_facebook_refuses
    "P030", "P031", "P032", "P033",
    // unit test of `faults/form.rs`: the two addresses are made from one route
    "P034", // two_entries_with_one_text
    "P044", // what_keeps_a_post_back
    "P050", "P051", "P052", "P053",
];

#[test]
fn every_code_has_a_fixture() {
    let mut codes = BTreeSet::new();
    let mut folders = vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/outputs/facebook")];
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(folder).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let is_code = |s: &&str| {
                s.len() == 4 && s.starts_with("P0") && s[1..].bytes().all(|b| b.is_ascii_digit())
            };
            codes.extend(text.split('"').filter(is_code).map(str::to_owned));
        }
    }
    let shown: BTreeSet<String> = with_extension(&posts().join("faults"), "md")
        .keys()
        .map(|name| name[..4].to_owned())
        .chain(ELSEWHERE.map(str::to_owned))
        .collect();
    assert_eq!(codes, shown);
}

#[test]
fn nothing_is_said_where_the_output_is_off() {
    let faulty = "Gọi ~~0912 345 678~~.";
    let off = "outputs: {facebook: false}\n";
    let with = |front: &str| format!("---\ntitle: Bài\n{front}---\n{faulty}\n");
    let site = site();
    site.write("content/bai/bai.md", with(""));
    assert!(said(&site).0.has_errors());
    site.write("content/bai/bai.md", with(off));
    assert!(said(&site).0.is_empty());
    site.write("content/bai/bai.md", with(""));
    site.edit(
        "content/site.yaml",
        "kinds:\n  bai:\n",
        "kinds:\n  bai:\n    outputs: {facebook: false}\n",
    );
    assert!(said(&site).0.is_empty());
    site.edit("content/site.yaml", "    outputs: {facebook: false}\n", "");
    site.edit(
        "content/site.yaml",
        "{off: [search",
        "{off: [facebook, search",
    );
    assert!(said(&site).0.is_empty());
}

#[test]
fn pictures_that_facebook_refuses() {
    let site = site();
    site.write("content/bai/nho.jpg", photo(150, 300, 1))
        .write("content/bai/thap.jpg", photo(700, 220, 2))
        .write("content/bai/lon.jpg", photo(640, 360, 3))
        .write(
            "content/bai/ve.svg",
            fs::read(posts().join("hinh.svg")).unwrap(),
        );
    site.write(
        "content/bai/bai.md",
        "---\ntitle: Bài\nfacebook:\n  images:\n    - {image: nho.jpg, alt: Nhỏ}\n    - {image: thap.jpg, alt: Thấp}\n    - lon.jpg\n    - ve.svg\n---\nChữ.\n",
    );
    let (diags, show) = said(&site);
    let found: Vec<_> = diags.iter().map(|d| (d.code, d.severity)).collect();
    use Severity::{Error, Warning};
    assert_eq!(
        found,
        [
            ("P031", Error),
            ("P032", Warning),
            ("P030", Error),
            ("P033", Error)
        ],
        "{}",
        show(Lang::En)
    );
    for (file, line) in [
        ("nho.jpg", ":5:"),
        ("thap.jpg", ":6:"),
        ("lon.jpg", ":7:"),
        ("ve.svg", ":8:"),
    ] {
        assert!(
            show(Lang::En).contains(line),
            "{file} is named at its line:\n{}",
            show(Lang::En)
        );
    }
}

#[test]
fn two_entries_with_one_text() {
    let site = site();
    let text = "Chị em trong tổ hẹn nhau mỗi chiều thứ Sáu ngồi lại nửa giờ, ai có chuyện gì vướng thì nói ra cho cả tổ cùng tính.";
    for (name, day) in [("mot", 1), ("hai", 2)] {
        site.write(
            &format!("content/bai/{name}.md"),
            format!("---\ntitle: Bài {name}\ndate: 2026-11-0{day}\n---\n{text}\n"),
        );
    }
    let (diags, _) = said(&site);
    let found: Vec<_> = diags
        .iter()
        .map(|d| (d.code, &*d.span.as_ref().unwrap().file))
        .collect();
    assert_eq!(
        found,
        [("P044", "content/bai/hai.md")],
        "said at the newer one"
    );
    // A warning is said in every build, not only in the first.
    site.build();
    let again = site.build().diags;
    assert!(again.iter().any(|d| d.code == "P044"), "{again:#?}");
}

#[test]
fn what_keeps_a_post_back() {
    let site = site();
    let consent = |scope: &str| {
        format!(
            "person: Võ Thị Hạnh\nconsent: {{by: Võ Thị Hạnh, date: 2026-10-01, scope: [{scope}]}}\n"
        )
    };
    let cases = [
        ("vo-danh", String::new(), None),
        ("minh-hoa", "illustrative: true\n".to_owned(), Some("P050")),
        ("chi-web", consent("trang web"), Some("P051")),
        ("dong-y", consent("trang web, facebook"), None),
        (
            "thieu-anh",
            "facebook: {mode: photo}\n".to_owned(),
            Some("P053"),
        ),
    ];
    for (name, front, _) in &cases {
        site.write(
            &format!("content/bai/{name}.md"),
            format!("---\ntitle: Bài {name}\n{front}---\nNội dung riêng của bài {name}.\n"),
        );
    }
    site.build();
    let board = site.page("facebook/index.html");
    for (name, _, code) in &cases {
        let post = json(&site, &format!("facebook/bai-{name}/post.json"));
        let codes: Vec<&str> = post["problems"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| p["code"].as_str().unwrap())
            .collect();
        assert_eq!(codes, code.iter().copied().collect::<Vec<_>>(), "{name}");
        assert_eq!(
            post["status"],
            if code.is_some() { "blocked" } else { "ready" },
            "{name}"
        );
        assert_eq!(
            board.contains(&format!("data-copy=\"bai-{name}-text\"")),
            code.is_none(),
            "{name}: copying is offered for ready posts only"
        );
        assert!(
            board.contains(&format!("id=\"bai-{name}-text\"")),
            "{name}: the text is shown all the same"
        );
    }
    site.edit("content/site.yaml", "base_url: https://thu.example\n", "");
    site.build();
    let post = json(&site, "facebook/bai-vo-danh/post.json");
    assert_eq!(
        (&post["status"], &post["problems"][0]["code"]),
        (&"blocked".into(), &"P052".into())
    );
}

#[test]
fn a_fault_that_site_yaml_only_warns_of_blocks_the_post() {
    let site = site();
    site.write(
        "content/bai/bai.md",
        "---\ntitle: Bài\n---\nGọi 0912 345 678.\n",
    );
    assert!(
        site.try_build().report.is_none(),
        "an error stops the build"
    );
    let text = site.read("content/site.yaml");
    site.write(
        "content/site.yaml",
        text.replace("{D001: off", "{P020: warning, D001: off"),
    );
    site.build();
    let post = json(&site, "facebook/bai-bai/post.json");
    assert_eq!(post["status"], "blocked");
    assert_eq!(post["problems"][0]["line"], 4);
    site.write("content/site.yaml", text);
    site.edit(
        "content/bai/bai.md",
        "title: Bài\n",
        "title: Bài\nallow: [\"0912.345.678\"]\n",
    );
    site.build();
    assert_eq!(json(&site, "facebook/bai-bai/post.json")["status"], "ready");
}

/// A site with photos, a schedule and a post that was published.
fn site_with_photos() -> Site {
    let site = site();
    site.write("content/bai/co-anh/bia.jpg", photo(640, 480, 200))
        .write("content/bai/co-anh/hai.png", photo(620, 800, 120))
        .write(
            "content/bai/co-anh/index.md",
            "---\ntitle: Bài có ảnh\ndate: 2026-11-10\ncover: {image: bia.jpg, alt: Chị Lan phát biểu}\nfacebook: {schedule: 2026-11-23 19:30}\n---\nMở đầu.\n\n![Anh Ba ký tên](hai.png)\n",
        )
        .write(
            "content/bai/da-dang.md",
            "---\ntitle: =Bài đã đăng\ndate: 2026-10-10\nfacebook:\n  posted:\n    - {date: 2026-10-11, url: \"https://www.facebook.com/a/posts/1\", title: =Bài đã đăng}\n---\nMột nội dung khác hẳn.\n",
        );
    site
}

#[test]
fn a_pack_has_what_an_officer_needs() {
    let site = site_with_photos();
    site.build();
    let folder = site.public().join("facebook/bai-co-anh");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "01.jpg",
            "02.jpg",
            "alt.txt",
            "comment.txt",
            "post-link.txt",
            "post.json",
            "post.txt"
        ]
    );
    assert_eq!(
        site.page("facebook/bai-co-anh/alt.txt"),
        "01.jpg: Chị Lan phát biểu\n02.jpg: Anh Ba ký tên\n"
    );
    let url = "https://thu.example/bai/co-anh.html";
    assert!(!site.page("facebook/bai-co-anh/post.txt").contains("http"));
    assert!(site.page("facebook/bai-co-anh/post-link.txt").contains(url));
    assert_eq!(
        site.page("facebook/bai-co-anh/comment.txt"),
        format!("Đọc trọn bài: {url}\n")
    );
    let post = json(&site, "facebook/bai-co-anh/post.json");
    assert_eq!(post["mode"], "photo");
    assert_eq!(
        post["images"][0]["url"],
        "https://thu.example/facebook/bai-co-anh/01.jpg"
    );
    let bytes = fs::read(folder.join("01.jpg")).unwrap();
    assert_eq!(post["images"][0]["bytes"], bytes.len());
    assert!(bytes.starts_with(&[0xFF, 0xD8]), "a JPEG");
    use sha2::Digest;
    let sha: String = sha2::Sha256::digest(&bytes)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    assert_eq!(post["images"][0]["sha256"], sha);
    // The requests: pictures first, then the post, which Meta publishes at the time given.
    let requests = post["graph"]["photo"].as_array().unwrap();
    let paths: Vec<&str> = requests
        .iter()
        .map(|r| r["path"].as_str().unwrap())
        .collect();
    assert_eq!(
        paths,
        ["/{page-id}/photos", "/{page-id}/photos", "/{page-id}/feed"]
    );
    assert_eq!(requests[0]["body"]["alt_text_custom"], "Chị Lan phát biểu");
    assert_eq!(requests[0]["body"]["temporary"], true);
    assert_eq!(requests[2]["body"]["published"], false);
    assert_eq!(requests[2]["body"]["scheduled_publish_time"], 1_795_437_000);
    assert_eq!(requests[2]["body"]["message"], post["message"]["text"]);
    assert_eq!(post["graph"]["link"][0]["body"]["link"], url);
    assert!(!site.page("facebook/bai-co-anh/post.json").contains("token"));
}

#[test]
fn tables_open_in_a_spreadsheet_and_calculate_nothing() {
    let site = site_with_photos();
    site.build();
    let csv = site.page("facebook/posts.csv");
    assert!(
        csv.starts_with("\u{FEFF}id,status,mode,"),
        "Excel knows it for UTF-8"
    );
    assert!(csv.contains(",'=Bài đã đăng,"), "no formula: {csv}");
    let all = json(&site, "facebook/posts.json");
    let ids: Vec<&str> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["bai-co-anh", "bai-da-dang"], "newest first");
    assert_eq!(
        all[1]["posted"][0]["url"],
        "https://www.facebook.com/a/posts/1"
    );
}

#[test]
fn the_board_is_for_staff_only() {
    let site = site_with_photos();
    site.edit(
        "content/site.yaml",
        "off: [search, feed, sitemap, ",
        "off: [",
    );
    site.build();
    let board = site.page("facebook/index.html");
    assert!(board.contains("<meta name=\"robots\" content=\"noindex, nofollow\">"));
    assert!(
        board.contains("data-posted"),
        "a post that was published says so"
    );
    assert!(
        board.contains("href=\"thang-2026-10.html\""),
        "months are links"
    );
    assert!(
        site.page("facebook/thang-2026-10.html")
            .contains("Bài đã đăng")
    );
    assert!(
        !site
            .page("facebook/thang-2026-10.html")
            .contains("Bài có ảnh")
    );
    assert!(
        !board.contains("<link rel=\"stylesheet\""),
        "it needs no other file"
    );
    for file in site.files().keys().filter(|f| {
        f.ends_with("sitemap.xml") || f.ends_with("feed.xml") || f.contains("tim-kiem/")
    }) {
        assert!(
            !site.page(file).contains("facebook/"),
            "{file} leads to the board"
        );
    }
    let public: Vec<String> = site
        .files()
        .into_keys()
        .filter(|f| f.ends_with(".html") && !f.starts_with("facebook/"))
        .collect();
    for page in public {
        assert!(
            !site.page(&page).contains("facebook/index.html"),
            "{page} leads to the board"
        );
    }
}

#[test]
fn the_pack_can_move() {
    let site = site_with_photos();
    site.edit(
        "content/site.yaml",
        "hashtags: [CongDoanThu]}",
        "hashtags: [CongDoanThu], output: noi-bo/fb}",
    );
    site.build();
    assert!(
        site.page("noi-bo/fb/index.html")
            .contains("bai-co-anh/01.jpg")
    );
    let post = json(&site, "noi-bo/fb/bai-co-anh/post.json");
    assert_eq!(
        post["images"][0]["url"],
        "https://thu.example/noi-bo/fb/bai-co-anh/01.jpg"
    );
    // Beside the site: not deployed with it.
    site.edit("content/site.yaml", "output: noi-bo/fb}", "output: ../fb}");
    site.build();
    let inside = |f: &String| f.contains("fb/") || f.starts_with("facebook/");
    assert!(!site.files().keys().any(inside));
    let board = site.read("fb/index.html");
    assert!(
        board.contains("src=\"bai-co-anh/01.jpg\""),
        "pictures are found from there"
    );
    assert!(
        board.contains("href=\"https://thu.example/bai/co-anh.html\""),
        "articles by their addresses"
    );
    let post: Value = serde_json::from_str(&site.read("fb/bai-co-anh/post.json")).unwrap();
    assert_eq!(
        post["images"][0]["url"],
        Value::Null,
        "no address that nobody can open"
    );
    assert_eq!(post["graph"]["photo"][0]["body"]["source"], "@01.jpg");
    assert_eq!(site.build().report.unwrap().written, 0);
    // What fails there leaves the site as it is.
    let before = site.files();
    site.edit("content/bai/co-anh/index.md", "Mở đầu", "Mở đầu ~~sai~~");
    assert!(site.try_build().report.is_none());
    assert_eq!(site.files(), before);
    site.edit("content/site.yaml", "output: ../fb}", "output: ../content}");
    site.edit("content/bai/co-anh/index.md", " ~~sai~~", "");
    assert!(
        site.try_build().report.is_none(),
        "sources are never written into"
    );
}

#[test]
fn packs_follow_every_edit() {
    let mut site = site_with_photos();
    site.build();
    let same = site.build().report.unwrap();
    assert_eq!((same.made, same.written), (0, 0), "nothing changed");
    type Edit = (&'static str, fn(&mut Site));
    let edits: [Edit; 7] = [
        ("body", |s| {
            s.edit("content/bai/co-anh/index.md", "Mở đầu", "Mở đầu mới");
        }),
        ("photo", |s| {
            s.write("content/bai/co-anh/bia.jpg", photo(640, 400, 50));
        }),
        ("alt", |s| {
            s.edit(
                "content/bai/co-anh/index.md",
                "Anh Ba ký",
                "Anh Ba và chị Lan ký",
            );
        }),
        ("contact", |s| {
            s.edit("content/site.yaml", "0296 000 0000", "0296 111 1111");
        }),
        ("time passes", |s| s.now = Instant(NOW.0 + 3 * 86_400)),
        ("another entry of the month", |s| {
            s.write(
                "content/bai/moi.md",
                "---\ntitle: Mới\ndate: 2026-11-12\n---\nXem [bài có ảnh](co-anh/index.md).\n",
            );
        }),
        ("address", |s| {
            s.rename("content/bai/co-anh/index.md", "content/bai/co-anh/bo.md")
                .edit("content/bai/moi.md", "index.md", "bo.md");
        }),
    ];
    for (name, edit) in edits {
        edit(&mut site);
        site.build();
        let wrong = differences(&site.files(), &site.clean());
        assert!(wrong.is_empty(), "after “{name}”: {wrong:?}");
    }
}

#[test]
fn every_entry_of_the_real_content_has_a_pack() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let output = tempfile::TempDir::new().unwrap();
    let site = Site::empty();
    let mut request = site.request(output.path());
    request.root = root;
    let prepared = satcoso::prepare(&request, &satcoso::Earlier::default());
    let world = prepared.world.unwrap();
    let bundles: BTreeSet<&str> = prepared.plan.bundles().map(|(folder, _)| folder).collect();
    let mut count = 0;
    for id in world
        .site
        .pages()
        .filter(|id| world.site.kind(*id).is_some())
    {
        let entry = world.site.entry(id);
        if entry.front.off.iter().any(|o| o == "facebook") {
            continue;
        }
        let slug = &world.shelf.card(id).slug;
        let prefix = &world.site.language(&entry.path.lang).prefix;
        let folder = format!("facebook/{prefix}{}-{slug}/", entry.path.kind);
        assert!(
            bundles.contains(folder.as_str()),
            "{} has no pack",
            entry.file
        );
        count += 1;
    }
    assert!(count >= 20, "only {count} entries");
}
