//! Notice boards, Zalo groups, loudspeakers, newspapers: what an officer prints, sends and reads out.

use crate::site::{NOW, Site};
use satcoso::outputs::{Options, Plan, World};
use satcoso::site::EntryId;
use satcoso::text::sentence::{aloud_seconds, syllables};
use satcoso::{Earlier, Request, prepare};
use std::path::PathBuf;
use std::sync::Arc;

/// The site of this repository, nothing made yet.
struct Real {
    world: Arc<World>,
    plan: Plan,
}

impl Real {
    fn prepare() -> Real {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let request = Request {
            output: root.join("public"),
            root,
            base_url: None,
            drafts: false,
            now: NOW,
            options: Options::default(),
        };
        let prepared = prepare(&request, &Earlier::default());
        assert!(!prepared.diags.has_errors(), "{:#?}", prepared.diags);
        Real {
            world: prepared.world.unwrap(),
            plan: prepared.plan,
        }
    }

    fn make(&self, route: &str) -> String {
        let planned = self
            .plan
            .get(route)
            .unwrap_or_else(|| panic!("{route} is not planned"));
        let mut out = Vec::new();
        let said = planned.recipe.make(&self.world, &mut out).unwrap();
        assert_eq!(said.iter().count(), 0, "{route}: {said:#?}");
        String::from_utf8(out).unwrap()
    }

    /// Published entries of a kind, with the names of their files.
    fn entries(&self) -> Vec<(EntryId, String)> {
        let site = &self.world.site;
        site.pages()
            .filter(|id| site.kind(*id).is_some())
            .map(|id| {
                let name = site
                    .route(id)
                    .as_str()
                    .trim_end_matches(".html")
                    .replace('/', "-");
                (id, name)
            })
            .collect()
    }
}

/// A text file without its byte order mark.
fn plain(text: &str) -> &str {
    text.strip_prefix('\u{FEFF}')
        .expect("a mark, so that browsers read UTF-8 from disk")
}

/// What the words of a QR code's SVG are, by another library's eyes.
fn decode(svg: &str) -> String {
    let svg = svg.replacen("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 1);
    let tree = resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default()).unwrap();
    let side = 400;
    let mut pixels = resvg::tiny_skia::Pixmap::new(side, side).unwrap();
    pixels.fill(resvg::tiny_skia::Color::WHITE);
    let scale = side as f32 / tree.size().width();
    resvg::render(
        &tree,
        resvg::tiny_skia::Transform::from_scale(scale, scale),
        &mut pixels.as_mut(),
    );
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(side as usize, side as usize, |x, y| {
            pixels.pixel(x as u32, y as u32).unwrap().red()
        });
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1);
    let (meta, words) = grids[0].decode().unwrap();
    // Numbers of the standard: M is 0.
    assert_eq!(meta.ecc_level, 0, "level M");
    words
}

fn svg(html: &str) -> &str {
    let start = html.find("<svg").expect("a code");
    &html[start..start + html[start..].find("</svg>").unwrap() + 6]
}

/// `href` values of a page.
fn hrefs(html: &str) -> impl Iterator<Item = &str> {
    html.match_indices("href=\"").map(|(at, _)| {
        let rest = &html[at + 6..];
        &rest[..rest.find('"').unwrap()]
    })
}

#[test]
fn every_entry_has_all_its_channels() {
    let real = Real::prepare();
    let entries = real.entries();
    assert!(entries.len() >= 20, "{}", entries.len());
    let staff = real.make("kenh/index.html");
    assert!(staff.contains("noindex"));
    for (id, name) in &entries {
        let entry = real.world.site.entry(*id);
        let everything = [
            "zalo/{}.txt",
            "loa/{}.txt",
            "loa/{}.html",
            "bang-tin/{}.html",
            "bao-chi/{}.html",
            "bao-chi/{}.txt",
        ];
        let wanted = match entry.path.kind.as_str() {
            "di-co-so" => &everything[..3],
            "tai-lieu" => &everything[..4],
            _ => &everything[..],
        };
        let title = &entry.front.common.title;
        for file in everything.map(|f| f.replace("{}", name)) {
            if !wanted.iter().any(|w| w.replace("{}", name) == file) {
                assert!(real.plan.get(&file).is_none(), "{file}");
                continue;
            }
            let made = real.make(&file);
            let escaped = title.replace('&', "&amp;");
            assert!(
                made.contains(title) || made.contains(&escaped),
                "{file} without its title"
            );
            assert_eq!(
                made.contains("Nội dung minh họa"),
                entry.front.common.illustrative,
                "{file}: the mark"
            );
            assert!(
                staff.contains(&format!("href=\"../{file}\"")),
                "{file} is not on the staff page"
            );
            if file.ends_with(".html") {
                assert!(
                    made.contains("<meta name=\"robots\" content=\"noindex\">"),
                    "{file}"
                );
                for href in hrefs(&made).filter(|h| !h.contains(':')) {
                    let path = href.trim_start_matches("../");
                    assert!(
                        href.starts_with("../") && real.plan.get(path).is_some(),
                        "{file}: {href}"
                    );
                }
            } else {
                assert!(
                    !plain(&made).contains("\n\n\n") && !made.contains(['<', '{']),
                    "{file}:\n{made}"
                );
            }
        }
    }
}

#[test]
fn messages_keep_to_what_zalo_takes() {
    let real = Real::prepare();
    for (id, name) in real.entries() {
        let message = real.make(&format!("zalo/{name}.txt"));
        let message = plain(&message);
        let lines: Vec<&str> = message.lines().collect();
        let address = real
            .world
            .views()
            .permalink(real.world.site.route(id))
            .unwrap();
        assert!(message.encode_utf16().count() <= 2_000, "{message}");
        assert!(
            lines[0]
                .trim_start_matches("[Nội dung minh họa] ")
                .chars()
                .count()
                <= 150,
            "{message}"
        );
        assert!(lines[2].chars().count() <= 300, "{message}");
        assert!(
            lines.contains(&address.as_str()),
            "the link on a line of its own: {message}"
        );
    }
}

#[test]
fn scripts_are_read_in_one_to_two_minutes_and_say_how_long() {
    let real = Real::prepare();
    for (_, name) in real.entries() {
        let script = real.make(&format!("loa/{name}.txt"));
        let rule = "----------------------------------------";
        let read = script.split(rule).nth(1).unwrap();
        let seconds = aloud_seconds(read);
        assert!((60..=120).contains(&seconds), "{name} takes {seconds} s");
        let stated = format!(
            "{} phút {} giây ({} tiếng",
            seconds / 60,
            seconds % 60,
            syllables(read)
        );
        assert!(script.contains(&stated), "{stated}:\n{script}");
        assert!(
            !read.contains(|c: char| c.is_ascii_digit() || "•%/|*#[]".contains(c)),
            "{read}"
        );
        assert!(
            read.trim_start().starts_with("Kính thưa")
                && read.contains("anh chị em gọi số không hai chín sáu"),
            "{read}"
        );
        // Nothing is announced that does not come.
        for pair in read.trim().split("\n\n").collect::<Vec<_>>().windows(2) {
            let next_is_list = pair[1].contains('\n') || pair[1].starts_with(['“', 'B', 'T']);
            assert!(!pair[0].ends_with(':') || next_is_list, "{pair:?}");
        }
    }
}

#[test]
fn codes_on_sheets_lead_to_the_entry() {
    let real = Real::prepare();
    let mut read = 0;
    for (id, name) in real.entries() {
        let route = format!("bang-tin/{name}.html");
        if real.plan.get(&route).is_none() {
            continue;
        }
        let sheet = real.make(&route);
        let address = real
            .world
            .views()
            .permalink(real.world.site.route(id))
            .unwrap();
        assert_eq!(decode(svg(&sheet)), address);
        assert!(
            sheet.contains(address.trim_start_matches("https://")),
            "the address beside it"
        );
        let points = sheet.matches("<li>").count();
        assert!((1..=3).contains(&points), "{name}: {points} points");
        assert!(sheet.contains("0296 000 0000"));
        read += 1;
    }
    assert!(read >= 18, "{read} codes");
}

const CHANNELS: [&str; 5] = ["zalo/", "bang-tin/", "loa/", "bao-chi/", "kenh/"];

#[test]
fn no_public_page_feed_or_map_leads_to_a_channel() {
    let site = Site::of("nho");
    site.build();
    let mut sheets = 0;
    for (route, bytes) in site.files() {
        if CHANNELS.iter().any(|c| route.contains(c)) {
            sheets += 1;
            continue;
        }
        let text = String::from_utf8_lossy(&bytes);
        for channel in CHANNELS.iter().filter(|_| route != "robots.txt") {
            assert!(!text.contains(channel), "{route} names {channel}");
        }
    }
    // Four entries with six files each, and the staff page.
    assert_eq!(sheets, 4 * 6 + 1);
    for channel in CHANNELS {
        assert!(
            site.page("robots.txt")
                .contains(&format!("Disallow: /{channel}"))
        );
    }
}

#[test]
fn channels_are_switched_off_for_the_site_a_kind_or_an_entry() {
    let site = Site::of("nho");
    site.edit(
        "content/site.yaml",
        "page_size: 2",
        "page_size: 2\noutputs: {press: false}",
    );
    site.edit(
        "content/site.yaml",
        "    plural: Các đơn vị",
        "    plural: Các đơn vị\n    outputs: {poster: false}",
    );
    site.edit(
        "content/tai-lieu/bai-ba.md",
        "tags:",
        "outputs: {zalo: false}\ntags:",
    );
    site.build();
    let made: Vec<String> = site
        .files()
        .into_keys()
        .filter(|r| CHANNELS[..4].iter().any(|c| r.starts_with(c)))
        .collect();
    let has = |route: &str| made.iter().any(|r| r == route);
    assert!(!made.iter().any(|r| r.starts_with("bao-chi/")));
    assert!(has("bang-tin/tai-lieu-bai-ba.html") && !has("bang-tin/don-vi-mot.html"));
    assert!(has("zalo/don-vi-mot.txt") && !has("zalo/tai-lieu-bai-ba.txt"));
    assert!(
        !site
            .page("kenh/index.html")
            .contains("zalo/tai-lieu-bai-ba.txt")
    );
}

#[test]
fn every_language_has_its_own() {
    let site = Site::of("nho");
    site.write(
        "content/tai-lieu/bai-hai.en.md",
        "---\ntitle: Second\ndate: 2026-11-02\n---\nThere are 12 helmets.\n",
    );
    site.build();
    let script = site.page("en/loa/tai-lieu-bai-hai.txt");
    assert!(
        script.contains("Today: Second.") && script.contains("There are 12 helmets."),
        "{script}"
    );
    assert!(
        site.page("en/zalo/tai-lieu-bai-hai.txt")
            .contains("https://nho.example/a/b/en/tai-lieu/bai-hai.html")
    );
}

#[test]
fn without_an_address_there_is_no_code() {
    let site = Site::of("nho");
    site.edit(
        "content/site.yaml",
        "base_url: https://nho.example/a/b\n",
        "",
    );
    let outcome = site.build();
    assert_eq!(outcome.diags.iter().filter(|d| d.code == "N001").count(), 1);
    assert!(!site.page("bang-tin/don-vi-mot.html").contains("<svg"));
    assert!(!site.page("zalo/don-vi-mot.txt").contains("http"));
}

#[test]
fn a_person_decides_on_which_channels_the_story_goes() {
    let site = Site::of("nho");
    site.edit(
        "content/site.yaml",
        "      members: {type: integer",
        "      consent: {type: record, fields: {by: {type: string, label: Ai}, scope: {type: list, of: {type: choice, choices: [trang web, loa]}, label: Phạm vi}}, label: Đồng ý}\n      members: {type: integer",
    );
    site.edit(
        "content/don-vi/mot.md",
        "members:",
        "consent: {by: Chị Hoa, scope: [trang web, loa]}\nmembers:",
    );
    let outcome = site.build();
    let files = site.files();
    assert!(files.contains_key("loa/don-vi-mot.txt"));
    for route in [
        "zalo/don-vi-mot.txt",
        "bang-tin/don-vi-mot.html",
        "bao-chi/don-vi-mot.html",
    ] {
        assert!(!files.contains_key(route), "{route}");
    }
    let told: Vec<_> = outcome.diags.iter().filter(|d| d.code == "N004").collect();
    assert!(
        told.len() == 1 && told[0].vi.contains("bảng tin, zalo, báo chí"),
        "{told:#?}"
    );
}

#[test]
fn points_are_the_authors_else_those_of_the_kind_else_the_steps_else_the_headings() {
    let site = Site::of("nho");
    let points = |site: &Site| -> Vec<String> {
        site.build();
        let sheet = site.page("bang-tin/tai-lieu-bai-hai.html");
        sheet
            .match_indices("<li>")
            .map(|(at, _)| sheet[at + 4..].split('<').next().unwrap().to_owned())
            .collect()
    };
    let file = "content/tai-lieu/bai-hai.md";
    site.edit(
        file,
        "Nội dung",
        "Nội dung\n\n## Một\n\n## Hai\n\n## Ba\n\n## Bốn\n\nNội dung",
    );
    assert_eq!(points(&site), ["Một", "Hai", "Ba"]);
    site.edit(
        file,
        "## Bốn",
        "1. **Lấy mũ.** Ở kho.\n2. Cài quai. Cho chặt.\n",
    );
    assert_eq!(points(&site), ["Lấy mũ", "Cài quai"]);
    site.edit(
        "content/site.yaml",
        "      downloads:",
        "      lessons: {type: list, of: {type: string}, label: Bài học}\n      downloads:",
    );
    site.edit(file, "tags:", "lessons: [Đội mũ.]\ntags:");
    assert_eq!(points(&site), ["Đội mũ"]);
    site.edit(file, "tags:", "poster: {points: [Mũ cứu mạng]}\ntags:");
    assert_eq!(points(&site), ["Mũ cứu mạng"]);
}
