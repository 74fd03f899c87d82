//! Raw HTML: what stays, what goes, and that it takes nothing of ours with it.

use super::*;

#[test]
fn allowed_html_stays_and_ours_stays_whole() {
    let text = "# Đầu\n\n<details open onclick=x>\n<summary>Thêm</summary>\n\nXem [hai](b.md) và ![hình](c.jpg)[^1].\n\n\
                ```{video} x\n```\n\n![một mình](d.jpg)\n\n| a |\n|-:|\n| 1 |\n\n- [ ] x\n\n> [!NOTE]\n> y\n\n</details>\n\n[^1]: chú\n";
    let doc = clean(text);
    let trusted = {
        let dialect = Dialect {
            trust_html: true,
            ..dialect()
        };
        parse(text, 0..text.len(), &"content/a.md".into(), &dialect).0
    };
    let expected = filled(&trusted).replace("<details open onclick=x>", "<details open=\"\">");
    assert_eq!(filled(&doc), expected);
    assert_eq!(doc.holes.len(), trusted.holes.len());
}

#[test]
fn scripts_and_handlers_go() {
    for (text, html) in [
        ("a <script>alert(1)</script> b\n", "<p>a alert(1) b</p>\n"),
        (
            "<script>\nalert(1)\n\nx\n</script>\n\nchữ\n",
            "<p>chữ</p>\n",
        ),
        ("<b onmouseover=x>đậm</b>\n", "<p><b>đậm</b></p>\n"),
        ("<a href='javascript:x'>a</a>\n", "<p><a>a</a></p>\n"),
        ("<a href='java&#10;script:x'>a</a>\n", "<p><a>a</a></p>\n"),
        (
            "<div style='position:fixed' class='alert' id='x'>\n\nchữ\n\n</div>\n",
            "<div>\n<p>chữ</p>\n</div>\n",
        ),
        (
            "<div><textarea>\n\n**chữ**\n",
            "<div>\n<p><strong>chữ</strong></p>\n</div>",
        ),
        (
            "<svg><style><img src=x onerror=alert(1)></style></svg>x\n",
            "<p>x</p>\n",
        ),
    ] {
        assert_eq!(filled(&read(text).0), html, "{text}");
    }
}

#[test]
fn what_goes_is_reported_once() {
    let text = "<font>a</font> <font>b</font> <img src=x> <a href='../b.md'>c</a>\n";
    let (_, diags) = read(text);
    assert_eq!(codes(&diags), ["M017", "M017", "M018"]);
    let spans: Vec<_> = diags
        .iter()
        .filter_map(|d| d.span.clone())
        .map(|s| at(text, s.start..s.end))
        .collect();
    assert_eq!(spans, ["<font>", "<img src=x>", "<a href='../b.md'>"]);
}

#[test]
fn comments_never_reach_the_page() {
    for text in ["a<!-- giấu -->b\n", "ab\n\n<!--\ngiấu\n\n**x**\n-->\n"] {
        assert_eq!(clean(text).html, "<p>ab</p>\n");
    }
}

#[test]
fn line_breaks_in_cells() {
    assert!(
        clean("| a |\n|--|\n| b<br>c<BR/>d |\n")
            .html
            .contains("<td>b<br />c<br />d</td>")
    );
}

#[test]
fn nobody_can_write_our_marks() {
    let doc = clean("<b>\u{80}0\u{80} &#128;0&#128;</b> [a](b.md)\n");
    assert_eq!(filled(&doc), "<p><b>0 0</b> <a href=\"b.md\">a</a></p>\n");
}

#[test]
fn html_beyond_measure_is_refused() {
    let many = "<b>".repeat(40) + "x\n";
    assert_eq!(codes(&read(&many).1), ["M019"]);
    let long = format!("<b title='{}'>x</b>\n", "a".repeat(70_000));
    assert_eq!(codes(&read(&long).1), ["M019"]);
}
