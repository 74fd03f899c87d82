//! Photos as officers bring them, and what a reader is sent.

use crate::site::Site;
use satcoso::diagnostics::{Lang, Severity};
use satcoso::{Earlier, Outcome, prepare};
use std::collections::BTreeMap;
use std::path::Path;

const ENTRY: &str = "content/tai-lieu/anh/index.md";
const TEMPLATE: &str = "themes/nho/templates/components/image.html";

/// A small site with one entry that has that body, and beside it those pictures.
fn site(body: &str, pictures: &[(&str, Vec<u8>)]) -> Site {
    let site = Site::of("nho");
    // Posts have tests of their own.
    let config = site.read("content/site.yaml") + "outputs: {off: [facebook]}\n";
    site.write("content/site.yaml", config);
    let template = concat!(
        "<img src=\"{{ picture.src | url }}\" alt=\"{{ picture.alt }}\" title=\"{{ title }}\" ",
        "width=\"{{ picture.width }}\" height=\"{{ picture.height }}\" ",
        "srcset=\"{% for f in picture.modern %}{{ f.path | url }} {{ f.width }}w,{% endfor %}\">"
    );
    site.write(TEMPLATE, template);
    site.write(
        ENTRY,
        format!("---\ntitle: Ảnh\ndate: 2026-11-01\n---\nLời đầu.\n\n{body}\n"),
    );
    for (name, bytes) in pictures {
        site.write(&format!("content/tai-lieu/anh/{name}"), bytes);
    }
    site
}

/// A JPEG with a light top and a dark bottom, stored with that orientation, with a place in its Exif block.
fn photo(width: u16, height: u16, orientation: u8) -> Vec<u8> {
    let mut jpeg = Vec::new();
    let (w, h) = (u32::from(width), u32::from(height));
    let pixels: Vec<u8> = (0..w * h)
        .flat_map(|i| [if i / w < h / 2 { 220 } else { 20 }, 90, (i % w) as u8])
        .collect();
    let mut tiff = b"MM\0*\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    tiff.extend([orientation, 0, 0]);
    tiff.extend(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0GPSLatitude 10.386N Nguyen Van A");
    let mut encoder = jpeg_encoder::Encoder::new(&mut jpeg, 85);
    encoder
        .add_app_segment(1, [b"Exif\0\0".as_slice(), &tiff].concat())
        .unwrap();
    encoder
        .encode(&pixels, width, height, jpeg_encoder::ColorType::Rgb)
        .unwrap();
    jpeg
}

/// The files of `anh/` but the drawing that the small site has: name → bytes.
fn made(site: &Site) -> BTreeMap<String, Vec<u8>> {
    site.files()
        .into_iter()
        .filter_map(|(path, bytes)| {
            Some((
                path.strip_prefix("anh/")
                    .filter(|name| !name.starts_with("mu-"))?
                    .to_owned(),
                bytes,
            ))
        })
        .collect()
}

fn said(outcome: &Outcome, severity: Severity) -> Vec<(&str, &str)> {
    let chosen = outcome.diags.iter().filter(|d| d.severity == severity);
    chosen.map(|d| (d.code, d.message(Lang::Vi))).collect()
}

/// The one error of a site with that body and picture.
fn error(body: &str, picture: &str, bytes: Vec<u8>) -> (String, String) {
    let site = site(body, &[(picture, bytes)]);
    let outcome = site.try_build();
    let errors = said(&outcome, Severity::Error);
    let [(code, text)] = errors[..] else {
        panic!("{errors:#?}")
    };
    assert!(outcome.report.is_none());
    (code.to_owned(), text.to_owned())
}

#[test]
fn a_phone_photo_becomes_a_responsive_picture_without_its_place() {
    let site = site("![Tổ may đội mũ](IMG%20dep.jpg)", &[]);
    site.edit(ENTRY, "IMG%20dep.jpg", "<Ảnh đẹp.JPG>");
    site.write("content/tai-lieu/anh/Ảnh đẹp.JPG", photo(900, 1100, 6));
    site.build();
    let files = made(&site);
    let names: Vec<String> = files
        .keys()
        .map(|n| format!("{}{}", &n[..7], &n[16..]))
        .collect();
    assert_eq!(
        names,
        [
            "anh-dep-1080.jpg",
            "anh-dep-1080.webp",
            "anh-dep-360.webp",
            "anh-dep-540.jpg",
            "anh-dep-540.webp",
            "anh-dep-720.webp",
            "anh-dep-nhe.webp"
        ]
    );
    for (name, bytes) in site.files() {
        for trace in ["GPS", "10.386N", "Nguyen Van A", "Exif"] {
            assert!(
                !bytes.windows(trace.len()).any(|w| w == trace.as_bytes()),
                "{name} has {trace}"
            );
        }
    }
    let (_, wide) = files
        .iter()
        .find(|(name, _)| name.ends_with("1080.webp"))
        .unwrap();
    let wide = image::load_from_memory(wide).unwrap().to_rgb8();
    assert_eq!(wide.dimensions(), (1080, 884));
    // Turned by 90° to the right, the light top is on the right.
    assert!(wide.get_pixel(1000, 500)[0] > 180 && wide.get_pixel(80, 500)[0] < 60);
    // As other editors write it.
    site.edit(ENTRY, "<Ảnh đẹp.JPG>", "%E1%BA%A2nh%20đẹp.JPG");
    site.build();
    let page = site.page("tai-lieu/anh.html");
    assert!(
        page.contains("width=\"1080\" height=\"884\"") && page.contains("alt=\"Tổ may đội mũ\""),
        "{page}"
    );
    assert!(
        page.contains("../anh/anh-dep-") && page.contains("360w,") && page.contains("720w,"),
        "{page}"
    );
}

#[test]
fn a_second_build_encodes_nothing() {
    let site = site(
        "![Một](mot.jpg) ![Hai](hai.jpg)",
        &[
            ("mot.jpg", photo(700, 300, 1)),
            ("hai.jpg", photo(400, 300, 1)),
        ],
    );
    let run = || {
        let request = site.request(&site.public());
        let prepared = prepare(&request, &Earlier::default());
        let world = prepared.world.unwrap();
        satcoso::build::run(&world, &prepared.plan, &request.output, &|_, _| {}).unwrap();
        world.gallery.encoded()
    };
    assert_eq!(run(), 2);
    let first = site.files();
    assert_eq!(run(), 0);
    std::fs::remove_dir_all(site.public()).unwrap();
    assert_eq!(run(), 0);
    assert_eq!(site.files(), first);
    // A broken cache is made again, and a changed photo has a new address.
    for pack in std::fs::read_dir(site.root().join(".satcoso-cache/images")).unwrap() {
        std::fs::write(pack.unwrap().path(), b"SCI1 nonsense").unwrap();
    }
    std::fs::remove_dir_all(site.public()).unwrap();
    assert_eq!(run(), 2);
    assert_eq!(site.files(), first);
    site.write("content/tai-lieu/anh/hai.jpg", photo(410, 300, 1));
    assert_eq!(run(), 1);
    assert!(
        site.files()
            .keys()
            .all(|name| !name.contains("hai-") || !first.contains_key(name))
    );
}

#[test]
fn two_copies_of_one_photo_are_published_once() {
    let site = site(
        "![Một](a/mot.jpg) ![Một](b/mot.jpg)",
        &[
            ("a/mot.jpg", photo(300, 200, 1)),
            ("b/mot.jpg", photo(300, 200, 1)),
        ],
    );
    site.build();
    assert_eq!(made(&site).len(), 3);
}

#[test]
fn drawings_are_cleaned() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 120 63'><script>alert(1)</script><path d='M0 0h9'/></svg>";
    let site = site("![Sơ đồ](so-do.svg)", &[("so-do.svg", svg.into())]);
    let outcome = site.build();
    assert_eq!(
        said(&outcome, Severity::Warning)
            .iter()
            .map(|w| w.0)
            .collect::<Vec<_>>(),
        ["I008"]
    );
    let files = made(&site);
    let text = std::str::from_utf8(files.values().next().unwrap()).unwrap();
    assert!(
        text.contains("<path d=\"M0 0h9\"/>") && !text.contains("alert"),
        "{text}"
    );
    assert!(
        site.page("tai-lieu/anh.html")
            .contains("width=\"120\" height=\"63\"")
    );
    let (code, _) = error(
        "![Sơ đồ](a.svg)",
        "a.svg",
        svg.replace("<path", "<image href='data:image/png;base64,AA'/><path")
            .into(),
    );
    assert_eq!(code, "I009");
}

#[test]
fn what_cannot_be_shown_is_refused_by_name_with_what_to_do() {
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    let mut bomb =
        b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\x01\x86\xa0\0\x01\x86\xa0\x08\x02\0\0\0\0\0\0\0"
            .to_vec();
    bomb.extend(b"\0\0\0\0IDAT");
    let whole = photo(64, 64, 1);
    for (name, bytes, code, words) in [
        ("a.heic", heic.clone(), "I004", "Tương thích nhất"),
        ("a.jpg", heic, "I004", "Zalo"),
        (
            "b.avif",
            b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf".to_vec(),
            "I005",
            "AVIF",
        ),
        ("c.png", b"BM1234567".to_vec(), "I005", "BMP"),
        ("d.jpg", b"%PDF-1.7".to_vec(), "I005", "PDF"),
        ("e.png", bomb, "I007", "100000 × 100000"),
        ("f.jpg", whole[..whole.len() - 9].to_vec(), "I006", "cụt"),
        (
            "g.jpg",
            b"\xff\xd8\xff\xe0\0\x04\0\0nonsense".to_vec(),
            "I006",
            "hỏng",
        ),
        (
            "h.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(),
            "I010",
            "viewBox",
        ),
    ] {
        let (found, text) = error(&format!("![Ảnh đẹp]({name})"), name, bytes);
        assert_eq!(found, code, "{name}: {text}");
        assert!(
            text.contains(name) && text.contains(words),
            "{name}: {text}"
        );
    }
}

#[test]
fn a_wrong_extension_does_not_matter() {
    let site = site(
        "![Ảnh từ Zalo](zalo.png)",
        &[("zalo.png", photo(320, 200, 1))],
    );
    site.build();
    assert!(made(&site).keys().any(|name| name.ends_with("320.jpg")));
}

#[test]
fn missing_text_is_an_error_unless_the_picture_only_decorates() {
    let (code, _) = error("Lời.\n\n![](a.jpg)", "a.jpg", photo(20, 20, 1));
    assert_eq!(code, "I001");
    let site = site(
        "![](a.jpg \"trang trí\") ![Có lời](a.jpg \"Chú thích\")",
        &[("a.jpg", photo(20, 20, 1))],
    );
    site.build();
    let page = site.page("tai-lieu/anh.html");
    assert!(
        page.contains("alt=\"\" title=\"\"") && page.contains("alt=\"Có lời\" title=\"Chú thích\""),
        "{page}"
    );
    site.edit(ENTRY, "Có lời", "IMG_20240501_080000");
    assert_eq!(said(&site.build(), Severity::Warning)[0].0, "I002");
}

#[test]
fn pictures_of_other_sites_are_refused() {
    for target in ["https://example.com/a.jpg", "//example.com/a.jpg"] {
        let (code, text) = error(&format!("![Ảnh]({target})"), "x.txt", Vec::new());
        assert_eq!(code, "I003", "{text}");
    }
}

#[test]
fn a_moving_picture_is_shown_still_with_a_warning() {
    let mut gif = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut gif);
    for shade in [250, 10] {
        let frame = image::RgbaImage::from_pixel(60, 30, image::Rgba([shade, shade, shade, 255]));
        encoder.encode_frame(image::Frame::new(frame)).unwrap();
    }
    drop(encoder);
    let site = site("![Động](dong.gif)", &[("dong.gif", gif)]);
    assert_eq!(said(&site.build(), Severity::Warning)[0].0, "I011");
    let files = made(&site);
    assert_eq!(files.len(), 3);
    for bytes in files.values() {
        assert!(
            image::load_from_memory(bytes)
                .unwrap()
                .to_rgb8()
                .get_pixel(30, 15)[0]
                > 240
        );
    }
}

#[test]
fn a_cover_is_shared_as_jpeg_and_small_ones_are_warned_of() {
    let site = site("Lời.", &[("bia.jpg", photo(800, 400, 1))]);
    site.edit(
        ENTRY,
        "title: Ảnh",
        "title: Ảnh\ncover: {image: bia.jpg, alt: Tổ may}",
    );
    assert_eq!(said(&site.build(), Severity::Warning), []);
    let id = |world: &satcoso::outputs::World| world.site.by_file(ENTRY).unwrap();
    let share = |site: &Site| {
        let world = prepare(&site.request(&site.public()), &Earlier::default())
            .world
            .unwrap();
        satcoso::view::Media::share_image(&*world.gallery, id(&world))
    };
    let image = share(&site).unwrap();
    assert!(image.route.as_str().ends_with("-800.jpg") && image.alt == "Tổ may");
    assert_eq!((image.width, image.height), (800, 400));
    assert!(made(&site).contains_key(image.route.as_str().strip_prefix("anh/").unwrap()));
    site.write("content/tai-lieu/anh/bia.jpg", photo(500, 400, 1));
    assert_eq!(said(&site.build(), Severity::Warning)[0].0, "I012");
    assert!(share(&site).is_none());
}

#[test]
fn downloads_lose_metadata_and_links_to_photos_lead_to_the_published_ones() {
    let site = site(
        "[Ảnh tổ](to.jpg)",
        &[
            ("to.jpg", photo(640, 480, 1)),
            ("ap-phich.jpg", photo(1500, 900, 3)),
        ],
    );
    site.edit(ENTRY, "title: Ảnh", "title: Ảnh\ndownloads: [ap-phich.jpg]");
    site.build();
    let files = site.files();
    let poster = &files["tai-lieu/anh/ap-phich.jpg"];
    let header = satcoso::outputs::image::probe::probe(std::io::Cursor::new(poster)).unwrap();
    assert_eq!(
        (header.width, header.gps, header.orientation.value()),
        (1500, false, 3)
    );
    assert!(!poster.windows(7).any(|w| w == b"10.386N"));
    assert!(!files.contains_key("tai-lieu/anh/to.jpg"));
    let page = site.page("tai-lieu/anh.html");
    assert!(page.contains("-640.jpg\">Ảnh tổ</a>"), "{page}");
}

#[test]
fn links_lead_to_files_with_spaces_in_their_names_and_to_places_in_files() {
    let site = site(
        "[Đơn](mau%20don.pdf), [trang hai](ban-in.pdf#page=2&view=fit), [bản in](ban-in.pdf?x=1), [ảnh](anh%20to.jpg).",
        &[
            ("mau don.pdf", b"%PDF-1.4".to_vec()),
            ("ban-in.pdf", b"%PDF-1.7".to_vec()),
            ("anh to.jpg", photo(640, 480, 1)),
        ],
    );
    let outcome = site.build();
    assert!(outcome.diags.is_empty(), "{:?}", outcome.diags);
    let files = site.files();
    assert!(files.contains_key("tai-lieu/anh/mau-don.pdf"));
    assert!(files.contains_key("tai-lieu/anh/ban-in.pdf"));
    let page = site.page("tai-lieu/anh.html");
    for link in [
        "<a href=\"anh/mau-don.pdf\">Đơn</a>",
        "<a href=\"anh/ban-in.pdf#page=2&amp;view=fit\">trang hai</a>",
        "<a href=\"anh/ban-in.pdf\">bản in</a>",
        "-640.jpg\">ảnh</a>",
    ] {
        assert!(page.contains(link), "{link}: {page}");
    }
}

#[test]
fn a_link_follows_a_photo_that_another_entry_offers_for_download() {
    let site = site("[Ảnh tổ](to.jpg)", &[("to.jpg", photo(640, 480, 1))]);
    site.build();
    let page = site.page("tai-lieu/anh.html");
    assert!(page.contains("-640.jpg\">Ảnh tổ</a>"), "{page}");
    site.write(
        "content/tai-lieu/khac.md",
        "---\ntitle: Khác\ndate: 2026-11-02\ndownloads: [anh/to.jpg]\n---\nLời.\n",
    );
    site.build();
    let page = site.page("tai-lieu/anh.html");
    assert!(page.contains("<a href=\"anh/to.jpg\">Ảnh tổ</a>"), "{page}");
    assert_eq!(site.files(), site.clean());
}

#[test]
fn a_place_in_a_static_photo_is_warned_of() {
    let site = site("Lời.", &[]);
    site.write("content/static/anh.jpg", photo(20, 20, 1));
    let outcome = site.build();
    assert_eq!(said(&outcome, Severity::Warning)[0].0, "I013");
}

#[test]
fn without_a_cache_the_same_files_come_out() {
    let site = site("![Một](mot.jpg)", &[("mot.jpg", photo(700, 300, 1))]);
    site.build();
    let mut request = site.request(&site.root().join("khac"));
    request.options.cache = None;
    let outcome = satcoso::build(&request, &|_, _| {});
    assert!(outcome.report.is_some(), "{:#?}", outcome.diags);
    assert_eq!(crate::site::files(&site.root().join("khac")), site.files());
}

/// A photo with detail at every size, as crowds and leaves have: eight layers of noise, each twice as fine as the one
/// before and weaker by a tenth.
fn detailed(width: u16, height: u16) -> Vec<u8> {
    let value = |x: i64, y: i64, layer: i64| {
        let mut n = (x * 374_761_393 + y * 668_265_263 + layer * 2_147_483_647) as u32;
        n = (n ^ (n >> 13)).wrapping_mul(1_274_126_177);
        f64::from((n ^ (n >> 16)) & 0xff) - 127.5
    };
    let smooth = |x: f64, y: f64, layer: i64| {
        let (left, top) = (x.floor(), y.floor());
        let (u, v) = (x - left, y - top);
        let at = |dx, dy| value(left as i64 + dx, top as i64 + dy, layer);
        let across = |dy| at(0, dy) * (1.0 - u) + at(1, dy) * u;
        across(0) * (1.0 - v) + across(1) * v
    };
    let mut pixels = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let light: f64 = (0..8)
                .map(|layer| {
                    let fine = f64::from(1 << layer) * 3.0 / f64::from(width);
                    smooth(f64::from(x) * fine, f64::from(y) * fine, i64::from(layer))
                        * 0.9_f64.powi(layer)
                })
                .sum();
            pixels.extend([0.9, 0.7, 0.5].map(|tint| (128.0 + light * tint / 3.0) as u8));
        }
    }
    let mut jpeg = Vec::new();
    jpeg_encoder::Encoder::new(&mut jpeg, 90)
        .encode(&pixels, width, height, jpeg_encoder::ColorType::Rgb)
        .unwrap();
    jpeg
}

#[test]
fn a_page_that_begins_with_a_photo_costs_a_phone_25_kilobytes() {
    let site = Site::empty();
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    site.add(&project.join("content"), "content");
    site.add(&project.join("themes"), "themes");
    let mut covers = 0;
    for (wide, high, entry) in [
        (1600, 1200, "tai-lieu/to-chuc-phong-trao-thi-dua"),
        (1600, 900, "cau-chuyen/cuon-so-bia-xanh"),
        (900, 1600, "don-vi/may-canh-co"),
        (1200, 1200, "di-co-so/khu-nha-tro-cay-gon"),
    ] {
        let entry = &format!("content/{entry}/index.md");
        let text = site.read(entry);
        let (_, drawing) = text.split_once("  image: ").unwrap();
        let drawing = format!("  image: {}\n", drawing.lines().next().unwrap());
        site.edit(entry, &drawing, "  image: anh.jpg\n");
        site.write(&entry.replace("index.md", "anh.jpg"), detailed(wide, high));
        covers += 1;
    }
    // Page, style sheet and photo, each with 290 bytes of a host's headers, are 25 kB.
    let budgets = "page_size: 12\nbudgets: {page_with_photo: 24130}\n";
    let off = "outputs: {off: [facebook, zalo, press, poster, loudspeaker, share_card]}\n";
    site.edit(
        "content/site.yaml",
        "page_size: 12",
        &(budgets.to_owned() + off),
    );
    let outcome = site.build();
    let heavy: Vec<_> = outcome
        .diags
        .iter()
        .filter(|d| d.code == "B002")
        .map(|d| d.message(Lang::En))
        .collect();
    assert!(heavy.is_empty(), "{heavy:#?}");
    let page = site.page("don-vi/may-canh-co.html");
    assert!(
        page.contains("-nhe.webp 540w\" sizes=\"100vw\">"),
        "as the Nu checker wants it"
    );
    let light: Vec<_> = site
        .files()
        .into_iter()
        .filter(|(path, _)| path.ends_with("-nhe.webp"))
        .collect();
    assert_eq!(light.len(), covers);
    for (path, bytes) in light {
        assert!(
            (13_000..=14_000).contains(&bytes.len()),
            "{path}: {}",
            bytes.len()
        );
    }
}
