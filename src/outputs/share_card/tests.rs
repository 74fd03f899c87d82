//! What a reader of a card would notice.

use super::draw::{Cover, LARGEST, draw, pixels};
use super::fonts::Fonts;
use super::markup::{Area, Fault, Laid, lay_out};
use super::wrap::{Fitted, Hand, Room};
use crate::source::Snapshot;
use proptest::prelude::*;
use resvg::usvg::{Node, Options, Tree};
use std::sync::{Arc, LazyLock};

const FAMILIES: [&str; 2] = ["Be Vietnam Pro", "Noto Sans Khmer"];
const SIZE: (u32, u32) = (1200, 630);
/// All vowels with all tones, đ, and the consonants that carry nothing.
const MARKS: &str = "Ắ Ằ Ẳ Ẵ Ặ Ấ Ầ Ẩ Ẫ Ậ Ế Ề Ể Ễ Ệ Ố Ồ Ổ Ỗ Ộ Ớ Ờ Ở Ỡ Ợ Ứ Ừ Ử Ữ Ự Ỳ Ý Ỷ Ỹ Ỵ Đ Ă Â Ê Ô Ơ Ư Á À Ả Ã Ạ É È Ẻ Ẽ Ẹ Í Ì Ỉ Ĩ Ị Ó Ò Ỏ Õ Ọ Ú Ù Ủ Ũ Ụ";
const KHMER: &str = "សហជីពខេត្តអានយ៉ាង";

static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let mut snapshot = Snapshot::default();
    crate::theme::built_in::add_to(&mut snapshot);
    let (fonts, faults) = Fonts::load(&snapshot, &["gan-cong-nhan".to_owned()]);
    assert!(faults.is_empty(), "{faults:?}");
    fonts
});

fn hand(weight: u16) -> Hand<'static> {
    Hand {
        fonts: &FONTS,
        families: &FAMILIES,
        weight,
    }
}

fn room(width: f32) -> Room {
    Room {
        width,
        height: 0.0,
        lines: 4,
        largest: 60.0,
        smallest: 30.0,
        leading: 1.3,
    }
}

fn card(inside: &str) -> String {
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" font-family="Be Vietnam Pro" fill="#000">{inside}</svg>"##
    )
}

fn laid(inside: &str) -> Laid {
    lay_out(&card(inside), &FONTS).unwrap()
}

fn area<'a>(laid: &'a Laid, id: &str) -> &'a (String, Area, Fitted) {
    laid.boxes.iter().find(|(i, ..)| i == id).unwrap()
}

/// How wide the renderer sets a line.
fn rendered_width(svg: &str) -> f32 {
    let options = Options {
        fontdb: FONTS.database.clone(),
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).unwrap();
    let [Node::Text(text)] = tree.root().children() else {
        panic!("one text")
    };
    text.bounding_box().width()
}

#[test]
fn every_vietnamese_letter_is_in_both_weights() {
    for weight in [500, 700] {
        for letter in MARKS
            .chars()
            .chain(MARKS.to_lowercase().chars())
            .chain("“”‘’–—…•·₫%°²×".chars())
        {
            let face = FONTS.face(&FAMILIES[..1], weight, letter);
            let family = face.map(|f| (f.family.as_str(), f.weight));
            assert_eq!(family, Some(("Be Vietnam Pro", weight)), "{letter:?}");
        }
    }
}

#[test]
fn text_is_as_wide_as_it_is_measured() {
    for text in [
        MARKS,
        KHMER,
        "Lương, thưởng 1.234.567,5 ₫",
        "AV To Tr Vă Yế",
        "Công đoàn សហជីព An Giang",
    ] {
        let svg = format!(
            r#"<text x="0" y="50" data-width="9000" data-size="50" font-weight="700">{text}</text>"#
        );
        let laid = laid(&svg);
        let measured = laid.boxes[0].2.widths[0];
        let rendered = rendered_width(&laid.svg);
        assert!(
            (measured - rendered).abs() < rendered * 0.01,
            "{text}: {measured} and {rendered}"
        );
    }
}

#[test]
fn a_letter_that_no_font_has_is_named() {
    let fault = lay_out(
        &card(r#"<text data-width="500" data-size="40">Chào 漢 bạn</text>"#),
        &FONTS,
    )
    .err();
    assert_eq!(fault, Some(Fault::Glyph('漢', "Chào 漢 bạn".to_owned())));
    // Also where the text is not ours to lay out, and inside a drawing.
    let plain = laid(r#"<text x="9" y="99" font-size="40">Ăn 😀</text>"#);
    assert!(matches!(
        draw(&plain, SIZE, None, &FONTS),
        Err(Fault::Glyph('😀', _))
    ));
    let cover = Cover::Drawing(Arc::new(
        card(r#"<text y="50" font-family="Arial">漢</text>"#).into_bytes(),
    ));
    let slot = laid(r#"<image href="cover" width="600" height="300"/>"#);
    assert!(matches!(
        draw(&slot, SIZE, Some(&cover), &FONTS),
        Err(Fault::Glyph('漢', _))
    ));
}

#[test]
fn letters_shrink_before_words_are_left_out() {
    let short = hand(700).fit("Họp tổ", room(500.0)).unwrap();
    assert_eq!((short.size, short.lines.len(), short.cut), (60.0, 1, false));
    let title =
        "Tổ chức đối thoại và thương lượng tập thể tại nơi làm việc cho cán bộ công đoàn cơ sở";
    let long = hand(700).fit(title, room(500.0)).unwrap();
    assert!(long.size < 60.0 && !long.cut, "{long:?}");
    assert_eq!(long.lines.join(" "), title);
    let endless = hand(700).fit(&[title; 4].join(" "), room(500.0)).unwrap();
    assert_eq!(
        (endless.size, endless.lines.len(), endless.cut),
        (30.0, 4, true)
    );
    let last = endless.lines.last().unwrap();
    assert!(last.ends_with('…') && !last.ends_with(",…"), "{last}");
}

#[test]
fn lines_are_even() {
    let fitted = hand(700)
        .fit("Một buổi họp tổ công đoàn thật ngắn gọn", room(620.0))
        .unwrap();
    let (least, most) = fitted
        .widths
        .iter()
        .fold((f32::MAX, 0.0_f32), |(a, b), w| (a.min(*w), b.max(*w)));
    assert!(fitted.lines.len() > 1 && least > most * 0.6, "{fitted:?}");
}

#[test]
fn khmer_breaks_at_zero_width_spaces_and_else_between_letters() {
    let marked = hand(700)
        .fit("សហជីព\u{200B}ខេត្ត\u{200B}អានយ៉ាង", room(300.0))
        .unwrap();
    assert_eq!(marked.lines.concat(), "សហជីពខេត្តអានយ៉ាង");
    assert!(
        marked.lines.len() > 1
            && marked
                .lines
                .iter()
                .any(|l| l.ends_with("ខេត្ត") || l.starts_with("ខេត្ត")),
        "{marked:?}"
    );
    let unmarked = hand(700)
        .fit(
            KHMER,
            Room {
                smallest: 60.0,
                ..room(120.0)
            },
        )
        .unwrap();
    assert!(unmarked.lines.len() > 1);
    for line in &unmarked.lines {
        // A coeng (U+17D2) and the letter below it stay together, and no line begins with a vowel sign.
        assert!(
            !line.ends_with('\u{17D2}')
                && !line.starts_with(|c| ('\u{17B6}'..='\u{17D3}').contains(&c)),
            "{unmarked:?}"
        );
    }
}

#[test]
fn boxes_stand_below_one_another() {
    let laid = laid(
        r##"<text id="a" x="40" y="30" data-width="400" data-size="40 20" data-lines="3" data-pad="10 5" data-fill="#fc0">Một hai ba bốn năm sáu bảy tám chín</text>
        <text id="b" x="40" data-below="a" data-gap="12" data-width="400" data-size="20">Dưới</text>
        <text id="none" x="40" data-below="b" data-gap="12" data-width="400" data-size="20"> </text>
        <text id="c" x="40" data-below="none" data-gap="12" data-width="400" data-size="20">Cuối</text>
        <text id="right" x="1160" y="20" text-anchor="end" data-width="400" data-size="20">Phải</text>"##,
    );
    let place = |id| area(&laid, id).1;
    assert_eq!((place("a").left, place("a").top), (40.0, 30.0));
    assert!((place("b").top - place("a").bottom - 12.0).abs() < 0.01);
    assert!(
        (place("c").top - place("b").bottom - 12.0).abs() < 0.01,
        "an empty box takes no room"
    );
    assert!((place("right").right - 1160.0).abs() < 0.01);
    assert!(laid.svg.contains("<rect x=\"40\" y=\"30\"") && !laid.svg.contains("data-"));
}

#[test]
fn markup_that_cannot_be_read_is_named() {
    for (inside, what) in [
        (
            r#"<text id="t" data-width="0" data-size="20">a</text>"#,
            "data-width",
        ),
        (
            r#"<text id="t" data-width="90" data-size="lớn">a</text>"#,
            "data-size",
        ),
        (
            r#"<text id="t" data-width="90" data-size="20" data-below="z">a</text>"#,
            "data-below",
        ),
        ("<text", ""),
    ] {
        match lay_out(&card(inside), &FONTS) {
            Err(Fault::Markup(text)) => assert!(text.contains(what), "{text}"),
            other => panic!("{inside}: {:?}", other.err()),
        }
    }
}

#[test]
fn khmer_and_stacked_marks_leave_ink_above_and_below() {
    let ink = |text: &str| {
        let svg = format!(
            r#"<text x="20" y="20" data-width="1100" data-size="60" data-leading="2">{text}</text>"#
        );
        let drawn = pixels(&laid(&svg), SIZE, None, &FONTS).unwrap();
        let rows: Vec<usize> = (0..200)
            .filter(|y| {
                drawn.pixels()[y * 1200..(y + 1) * 1200]
                    .iter()
                    .any(|p| p.red() < 128)
            })
            .collect();
        (*rows.first().unwrap(), *rows.last().unwrap())
    };
    let (plain, marked, khmer) = (ink("EO"), ink("ẾỖỆ"), ink("ខេត្ត"));
    assert!(
        marked.0 + 12 < plain.0 && marked.1 > plain.1 + 6,
        "{plain:?} {marked:?}"
    );
    assert!(
        khmer.1 > plain.1 + 10,
        "the letter below the line: {plain:?} {khmer:?}"
    );
}

#[test]
fn a_card_is_a_small_jpeg_and_always_the_same() {
    let text = format!(
        r#"<text x="20" y="20" data-width="1100" data-size="60 20" data-lines="6">{MARKS} {KHMER}</text>"#
    );
    let laid = laid(&text);
    let once = draw(&laid, SIZE, None, &FONTS).unwrap();
    assert_eq!(once, draw(&laid, SIZE, None, &FONTS).unwrap());
    let read = image::load_from_memory(&once).unwrap();
    assert_eq!(
        (read.width(), read.height(), once.len() <= LARGEST),
        (1200, 630, true)
    );
}

#[test]
fn even_the_busiest_photo_stays_within_300_kb() {
    let mut state = 1_u32;
    let noise = image::RgbaImage::from_fn(1080, 1350, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        image::Rgba([
            (state >> 24) as u8,
            (state >> 16) as u8,
            (state >> 8) as u8,
            255,
        ])
    });
    let mut png = Vec::new();
    noise
        .write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png)
        .unwrap();
    let laid = laid(
        r#"<image href="cover" width="1200" height="630" preserveAspectRatio="xMidYMid slice"/>"#,
    );
    let slot = laid.slot.unwrap();
    let cover = Cover::Photo(super::cover::sized(&png, slot).unwrap().into());
    let jpeg = draw(&laid, SIZE, Some(&cover), &FONTS).unwrap();
    assert!(jpeg.len() <= LARGEST, "{}", jpeg.len());
}

fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-zA-ZđĐăâêôơưĂÂÊÔƠƯắằẳẵặấầẩẫậếềểễệ]{1,9}",
        "[ក-អ]{1,6}",
        "[0-9.,]{1,12}",
        Just("Nghiêngnghiêngnghiêngnghiêngnghiêngnghiêngnghiêng".to_owned()),
    ];
    proptest::collection::vec(word, 0..40).prop_map(|w| w.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_written_fits_its_box(text in words(), width in 90.0_f32..1100.0, lines in 1..6_usize, height in 0.0_f32..400.0) {
        let room = Room { width, height, lines, ..room(width) };
        let fitted = hand(700).fit(&text, room).unwrap();
        prop_assert!(fitted.lines.len() <= lines);
        prop_assert!(fitted.size >= 30.0 && fitted.size <= 60.0);
        for (line, wide) in fitted.lines.iter().zip(&fitted.widths) {
            // A single letter may be wider than a box of three letters; nothing else.
            prop_assert!(*wide <= width + 0.5 || line.chars().count() <= 2, "{line} is {wide} wide");
        }
        if !fitted.cut {
            prop_assert_eq!(fitted.lines.concat().replace(' ', ""), text.replace(' ', ""));
        }
    }

    #[test]
    fn no_markup_makes_it_panic(inside in ".{0,200}", x in ".{0,8}", size in ".{0,8}") {
        let _ = lay_out(&inside, &FONTS);
        let safe = |t: &str| t.replace(['<', '&', '"'], "");
        let svg = card(&format!(r#"<text x="{}" data-width="300" data-size="{}" data-lines="2">{}</text>"#, safe(&x), safe(&size), safe(&inside)));
        let _ = lay_out(&svg, &FONTS);
    }
}
