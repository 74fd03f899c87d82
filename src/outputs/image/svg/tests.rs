use super::*;
use proptest::prelude::*;

fn clean(inner: &str) -> Clean {
    sanitise(
        format!("<svg xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\" viewBox=\"0 0 9 9\">{inner}</svg>")
            .as_bytes(),
    )
    .unwrap()
}

#[test]
fn drawings_come_through() {
    let drawing = "<title>Mũ bảo hộ &amp; khiên</title><defs><linearGradient id=\"a\"><stop offset=\"0\" \
        stop-color=\"#B3261E\"/></linearGradient><path id=\"p\" d=\"M0 0h9\"/></defs><style>.x{fill:url(#a)}</style>\
        <g transform=\"rotate(3)\" class=\"x\"><use href=\"#p\"/><use xlink:href=\"#p\"/><text x=\"1\">An <tspan>Giang</tspan></text></g>";
    let clean = clean(drawing);
    assert!(clean.text.contains(drawing), "{}", clean.text);
    assert!(clean.removed.is_empty() && clean.lost.is_empty());
}

#[test]
fn what_runs_is_removed_and_named() {
    for (attack, named) in [
        ("<script>alert(1)</script>", "script"),
        ("<script xlink:href=\"https://x/a.js\"/>", "script"),
        ("<g onclick=\"alert(1)\"/>", "onclick"),
        ("<path d=\"M0 0\" ONLOAD=\"alert(1)\"/>", "ONLOAD"),
        (
            "<a><animate attributeName=\"href\" to=\"javascript:alert(1)\"/></a>",
            "animate",
        ),
        (
            "<set attributeName=\"onmouseover\" to=\"alert(1)\"/>",
            "set",
        ),
    ] {
        let clean = clean(attack);
        assert!(
            clean.removed.contains(named),
            "{attack} → {:?}",
            clean.removed
        );
        assert!(
            !clean.text.contains("alert") && !clean.text.contains("https://x"),
            "{}",
            clean.text
        );
    }
}

#[test]
fn what_reaches_out_is_left_out_and_missed() {
    for attack in [
        "<foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\"><script>alert(1)</script></body></foreignObject>",
        "<image href=\"https://evil.example/a.png\"/>",
        "<image xlink:href=\"data:image/png;base64,AAAA\"/>",
        "<use href=\"https://evil.example/a.svg#b\"/>",
        "<use xlink:href=\"data:image/svg+xml,%3Csvg\"/>",
        "<style>@import url(https://evil.example/a.css);</style>",
        "<style>@font-face{font-family:a;src:url(data:font/woff2;base64,AAAA)}</style>",
        "<rect fill=\"url(https://evil.example/a.svg#b)\"/>",
        "<rect style=\"fill:url('//evil.example/a')\"/>",
        "<filter><feImage href=\"https://evil.example/a.png\"/></filter>",
        "<iframe src=\"https://evil.example\"/>",
    ] {
        let clean = clean(attack);
        assert!(!clean.lost.is_empty(), "{attack}");
        for trace in ["evil", "alert", "data:", "AAAA"] {
            assert!(!clean.text.contains(trace), "{attack} → {}", clean.text);
        }
    }
}

#[test]
fn links_are_opened_and_notes_of_editors_forgotten() {
    let svg = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY ns \"http://ns.adobe.com/\">]><!-- by Lan -->\
         <svg xmlns=\"{SVG}\" xmlns:i=\"&ns;\" xmlns:sodipodi=\"http://s\" sodipodi:docname=\"/home/lan/a.svg\" width=\"20\" height=\"10mm\" data-who=\"Lan\">\
         <metadata>Lan</metadata><sodipodi:namedview>Lan</sodipodi:namedview><i:pgf>Lan</i:pgf>\n\
         <a href=\"javascript:alert(1)\"><path d=\"M1 1\"/></a></svg>"
    );
    let clean = sanitise(svg.as_bytes()).unwrap();
    assert!(
        !clean.text.to_lowercase().contains("lan") && !clean.text.contains("javascript"),
        "{}",
        clean.text
    );
    assert!(
        clean.text.contains("<path d=\"M1 1\"/>") && clean.text.contains("viewBox=\"0 0 20 37.79"),
        "{}",
        clean.text
    );
    assert!(clean.removed.is_empty() && clean.lost.is_empty());
}

#[test]
fn html_in_a_switch_has_a_substitute() {
    let clean = clean("<switch><foreignObject><div/></foreignObject><text>Bước 1</text></switch>");
    assert!(clean.lost.is_empty() && clean.text.contains("<switch><text>Bước 1</text></switch>"));
}

#[test]
fn bombs_and_what_is_no_svg_are_refused() {
    let deep = format!(
        "<svg xmlns=\"{SVG}\">{}{}</svg>",
        "<g>".repeat(5000),
        "</g>".repeat(5000)
    );
    assert_eq!(sanitise(deep.as_bytes()).err(), Some(Fault::TooComplex));
    let laughs = format!(
        "<!DOCTYPE svg [<!ENTITY a \"{}\">]><svg xmlns=\"{SVG}\"><text>{}</text></svg>",
        "x".repeat(9000),
        "&a;".repeat(9000)
    );
    assert_eq!(sanitise(laughs.as_bytes()).err(), Some(Fault::TooComplex));
    let doubling: String = (0..30)
        .map(|i| {
            format!(
                "<g id='g{i}'><use href='#g{0}'/><use href='#g{0}'/></g>",
                i + 1
            )
        })
        .collect();
    let uses = format!("<svg xmlns='{SVG}'>{doubling}<path id='g30'/></svg>");
    assert_eq!(sanitise(uses.as_bytes()).err(), Some(Fault::TooComplex));
    let circle = format!("<svg xmlns='{SVG}'><g id='a'><use href='#a'/></g></svg>");
    assert!(sanitise(circle.as_bytes()).is_ok());
    assert_eq!(
        sanitise(&vec![b' '; MOST_BYTES + 1]).err(),
        Some(Fault::TooComplex)
    );
    assert!(matches!(
        sanitise(b"<svg><g></svg>").err(),
        Some(Fault::Corrupt(_))
    ));
    assert!(matches!(
        sanitise(b"<rss/>").err(),
        Some(Fault::NotAPicture(_))
    ));
    assert!(matches!(
        sanitise(b"<svg>\xff</svg>").err(),
        Some(Fault::Corrupt(_))
    ));
}

proptest! {
    /// What comes out is well-formed, and cleaning it again changes nothing.
    #[test]
    fn cleaning_is_stable(parts in prop::collection::vec(prop::sample::select(vec![
        "<g>", "</g>", "<path d='M0'/>", "<script>", "</script>", "<text>a &lt; b", "</text>", "<a href='x'>", "</a>",
        "<![CDATA[<script>]]>", "<style>.a{fill:red}", "</style>", "<x:y xmlns:x='z'/>", "<g onload='a' fill='&quot;'/>", "&#10;",
    ]), 0..12)) {
        if let Ok(once) = sanitise(format!("<svg xmlns='{SVG}' viewBox='0 0 1 1'>{}</svg>", parts.concat()).as_bytes()) {
            let twice = sanitise(once.text.as_bytes()).unwrap();
            prop_assert_eq!(&once.text, &twice.text);
            prop_assert!(twice.removed.is_empty() && twice.lost.is_empty());
        }
    }
}
