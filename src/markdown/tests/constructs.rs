//! What the extensions look like on the page, and what is noted beside the HTML.

use super::*;

#[track_caller]
fn shows(text: &str, html: &str) {
    assert_eq!(filled(&clean(text)), html);
}

#[test]
fn words_in_another_script_say_their_language() {
    let html = |lang: &str, text: &str| {
        let file = "a.md".into();
        let dialect = super::super::Dialect::default();
        super::super::parse_in(
            lang,
            text,
            0..text.len(),
            &file,
            &dialect,
            super::super::Wanted::All,
        )
        .0
        .html
    };
    assert_eq!(
        html("vi", "Gọi **សហជីព** & [សហជីព នេះ](a.md)."),
        "<p>Gọi <strong><span lang=\"km\">សហជីព</span></strong> &amp; <a><span lang=\"km\">សហជីព នេះ</span></a>.</p>\n"
    );
    assert_eq!(
        html("km", "សូម *Công đoàn* ឬ An Giang"),
        "<p>សូម <em><span lang=\"vi\">Công đoàn</span></em> ឬ An Giang</p>\n"
    );
    // A page that is all in one language has no such marks.
    assert_eq!(html("km", "សហជីព Zalo"), "<p>សហជីព Zalo</p>\n");
    assert_eq!(html("vi", "Công đoàn"), "<p>Công đoàn</p>\n");
}

#[test]
fn tables_scroll_and_name_their_columns() {
    shows(
        "| Việc | Ngày | |\n|:--|--:|:-:|\n| a \\| b | 1 | **x** |\n",
        "<div class=\"table-scroll\" tabindex=\"0\"><table><thead><tr><th scope=\"col\" class=\"left\">Việc</th>\
         <th scope=\"col\" class=\"right\">Ngày</th><td></td></tr></thead><tbody>\n\
         <tr><td class=\"left\">a | b</td><td class=\"right\">1</td><td class=\"center\"><strong>x</strong></td></tr>\n\
         </tbody></table></div>\n",
    );
}

#[test]
fn tasks_have_labels() {
    shows(
        "- [ ] một\n- [x] **hai**\n  - [ ] con\n",
        "<ul>\n<li class=\"task\"><label><input type=\"checkbox\" disabled> một</label></li>\n\
         <li class=\"task\"><label><input type=\"checkbox\" checked disabled> <strong>hai</strong></label>\n\
         <ul>\n<li class=\"task\"><label><input type=\"checkbox\" disabled> con</label></li>\n</ul>\n</li>\n</ul>\n",
    );
    shows(
        "- [x] một\n\n  hai\n",
        "<ul>\n<li class=\"task\">\n<p><label><input type=\"checkbox\" checked disabled> một</label></p>\n<p>hai</p>\n</li>\n</ul>\n",
    );
}

#[test]
fn labels_of_tasks_end_with_their_words() {
    shows(
        "- [ ] một\n    : nghĩa\n",
        "<ul>\n<li class=\"task\">\n<dl>\n<dt><label><input type=\"checkbox\" disabled> một</label></dt>\n<dd>nghĩa</dd>\n</dl>\n</li>\n</ul>\n",
    );
    shows(
        "- [ ] một\n  ===\n",
        "<ul>\n<li class=\"task\">\n<h1 id=\"mot\"><label><input type=\"checkbox\" disabled> một</label></h1>\n</li>\n</ul>\n",
    );
    for block in [
        "một {.a #b}\n  ===",
        "# một",
        "| một |\n  |--|\n  | hai |",
        "> một",
        "- một",
        "một\n\n  ```\n  hai\n  ```",
        "---",
        "<p>một</p>",
    ] {
        let html = filled(&clean(&format!("- [ ] {block}\n")));
        assert_eq!(properties::well_formed(&html), Ok(()), "{block}");
    }
}

#[test]
fn tasks_in_a_block_can_be_ticked() {
    shows(
        "```{steps}\n- [ ] một\n```\n",
        "<div class=\"steps\">\n<ul>\n<li class=\"task\"><label><input type=\"checkbox\"> một</label></li>\n</ul>\n</div>\n",
    );
}

#[test]
fn alerts_have_titles_in_the_pages_language() {
    shows(
        "> [!WARNING]\n> Cẩn *thận*.\n",
        "<div class=\"alert alert-warning\" role=\"note\">\n<p class=\"alert-title\">alert_warning</p>\n<p>Cẩn <em>thận</em>.</p>\n</div>\n",
    );
}

#[test]
fn strikethrough_and_definitions() {
    shows("~~bỏ~~\n", "<p><del>bỏ</del></p>\n");
    shows(
        "CĐCS\n: Công đoàn cơ sở\n",
        "<dl>\n<dt>CĐCS</dt>\n<dd>Công đoàn cơ sở</dd>\n</dl>\n",
    );
}

#[test]
fn punctuation_stays_as_it_is_typed() {
    shows("\"a\" -- 'b'...\n", "<p>\"a\" -- 'b'...</p>\n");
}

#[test]
fn bare_addresses_become_links() {
    let text = "Xem https://congdoan.vn/a_b_c?x=1&amp;y=2, (www.angiang.gov.vn). Không: `https://x.vn` [https://y.vn](z.md)\n";
    let doc = clean(text);
    assert_eq!(
        filled(&doc),
        "<p>Xem <a href=\"https://congdoan.vn/a_b_c?x=1&amp;y=2\">https://congdoan.vn/a_b_c?x=1&amp;y=2</a>, \
         (<a href=\"https://www.angiang.gov.vn\">www.angiang.gov.vn</a>). Không: <code>https://x.vn</code> \
         <a href=\"z.md\">https://y.vn</a></p>\n"
    );
    assert_eq!(
        at(text, doc.links[0].span.clone()),
        "https://congdoan.vn/a_b_c?x=1&amp;y=2"
    );
    assert_eq!(at(text, doc.links[1].span.clone()), "www.angiang.gov.vn");
}

#[test]
fn footnotes_are_numbered_as_they_are_met_and_lead_back() {
    shows(
        "Hai[^b] một[^a] hai[^b].\n\n[^a]: Nội dung a.\n\n[^b]: Nội [dung](x.md) b.\n",
        "<p>Hai<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1\" role=\"doc-noteref\">1</a></sup> \
         một<sup class=\"footnote-ref\"><a href=\"#fn-2\" id=\"fnref-2\" role=\"doc-noteref\">2</a></sup> \
         hai<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1-2\" role=\"doc-noteref\">1</a></sup>.</p>\n\
         <section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"footnotes\">\n<ol>\n\
         <li id=\"fn-1\"><p>Nội <a href=\"x.md\">dung</a> b. \
         <a href=\"#fnref-1\" class=\"footnote-back\" role=\"doc-backlink\" aria-label=\"footnote_back 1\">↩</a> \
         <a href=\"#fnref-1-2\" class=\"footnote-back\" role=\"doc-backlink\" aria-label=\"footnote_back 1\">↩</a></p>\n</li>\n\
         <li id=\"fn-2\"><p>Nội dung a. \
         <a href=\"#fnref-2\" class=\"footnote-back\" role=\"doc-backlink\" aria-label=\"footnote_back 2\">↩</a></p>\n</li>\n\
         </ol>\n</section>\n",
    );
}

#[test]
fn footnotes_in_blocks_go_on_counting() {
    let doc = clean("A[^1]\n\n```{note}\nB[^1]\n\n[^1]: trong\n```\n\n[^1]: ngoài\n");
    let html = filled(&doc);
    assert!(
        html.contains("id=\"fn-2\"") && html.contains("<ol start=\"2\">"),
        "{html}"
    );
    assert_eq!(html.matches("id=\"fn-1\"").count(), 1);
}

#[test]
fn blocks_may_refer_to_the_pages_footnotes() {
    let doc = clean("```{note}\nA[^a] *b*[^A]\n```\n\nC[^c], [^a].\n\n[^a]: một\n\n[^c]: hai\n");
    let html = filled(&doc);
    for part in [
        "<p>A<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1\"",
        "id=\"fnref-1-2\"",
        "<li id=\"fn-1\"><p>một",
        "<a href=\"#fnref-1-3\"",
        "<li id=\"fn-2\"><p>hai",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    // What only looks like a footnote leads nowhere, and is reported.
    let (doc, diags) = read("```{note}\nA[^a]\n```\n\n    [^a]: mã\n");
    assert_eq!(codes(&diags), ["M012"]);
    assert!(filled(&doc).contains("<li id=\"fn-1\">"));
}

#[test]
fn footnotes_that_do_not_meet_are_reported() {
    assert_eq!(codes(&read("a\n\n[^x]: không ai nhắc\n").1), ["M013"]);
    assert_eq!(
        codes(&read("a[^x]\n\n[^x]: một\n\n[^X]: hai\n").1),
        ["M014"]
    );
    assert_eq!(codes(&read("a[^x] [^y](b.md) \\[^z]\n").1), ["M012"]);
    assert_eq!(codes(&read("[chữ][không có]\n").1), ["M011"]);
}

#[test]
fn headings_have_vietnamese_safe_unique_ids() {
    let text = "---\nx: y\n---\n# Đối thoại tại *nơi làm việc*\n\n## Thủ tục\n\nThủ tục\n-------\n\n## Khác {#rieng .do lang=en}\n\n## 🎉\n";
    let (doc, diags) = parse(text, 13..text.len(), &"content/a.md".into(), &dialect());
    assert!(diags.is_empty());
    let toc: Vec<_> = doc
        .toc
        .iter()
        .map(|h| {
            (
                h.level,
                h.id.as_str(),
                h.text.as_str(),
                at(text, h.span.clone()),
            )
        })
        .collect();
    assert_eq!(
        toc,
        [
            (
                1,
                "doi-thoai-tai-noi-lam-viec",
                "Đối thoại tại nơi làm việc",
                "# Đối thoại tại *nơi làm việc*"
            ),
            (2, "thu-tuc", "Thủ tục", "## Thủ tục"),
            (2, "thu-tuc-2", "Thủ tục", "Thủ tục\n-------"),
            (2, "rieng", "Khác", "## Khác {#rieng .do lang=en}"),
            (2, "muc", "🎉", "## 🎉"),
        ]
    );
    assert!(
        doc.html
            .contains("<h2 id=\"rieng\" class=\"do\" lang=\"en\">Khác</h2>"),
        "{}",
        doc.html
    );
}

#[test]
fn headings_keep_no_scripts() {
    let (doc, diags) = read("# A {#a onclick=alert(1)}\n\n# B {#a}\n");
    assert_eq!(codes(&diags), ["M016", "M015"]);
    assert!(!doc.html.contains("onclick"));
    assert_eq!(doc.toc[1].id, "a-2");
}

#[test]
fn links_and_pictures_keep_their_places() {
    let text = "---\nt: x\n---\n\nXem [bài *hai*](../b.md#c \"T\") và ![hình *một*](a.jpg).\n\n![một mình](b.jpg)\n";
    let (doc, _) = parse(text, 14..text.len(), &"content/a.md".into(), &dialect());
    let link = &doc.links[0];
    assert_eq!(
        (
            link.target.as_str(),
            link.title.as_str(),
            link.text.as_str()
        ),
        ("../b.md#c", "T", "bài hai")
    );
    assert_eq!(at(text, link.span.clone()), "[bài *hai*](../b.md#c \"T\")");
    let images: Vec<_> = doc
        .images
        .iter()
        .map(|i| (i.alt.as_str(), i.alone, at(text, i.span.clone())))
        .collect();
    assert_eq!(
        images,
        [
            ("hình một", false, "![hình *một*](a.jpg)"),
            ("một mình", true, "![một mình](b.jpg)")
        ]
    );
}

#[test]
fn dangerous_targets_are_errors_where_they_stand() {
    for (text, code) in [
        ("[a](javascript:alert(1))", "M008"),
        ("[a](JAVASCRIPT&colon;alert(1))", "M008"),
        ("[a](java&#10;script:alert(1))", "M008"),
        ("[a](&#1;javascript:x)", "M008"),
        ("[a][b]\n\n[b]: vbscript:x", "M008"),
        ("<javascript:alert(1)>", "M008"),
        ("[a](feed:javascript:alert(1))", "M008"),
        ("```{note} javascript:alert(1)\n```", "M008"),
        ("```{note}\n:href: data:text/html,x\n```", "M008"),
        ("```{contact}\n- {source: 'javascript:x'}\n```", "M008"),
        ("![a](data:image/png;base64,AAAA)", "M009"),
        ("![a](C:\\anh\\a.jpg)", "M010"),
        ("[a](file:///C:/a.docx)", "M010"),
    ] {
        let (doc, diags) = read(text);
        assert_eq!(codes(&diags), [code], "{text}");
        assert!(doc.links.is_empty() && doc.images.is_empty(), "{text}");
        let span = diags.iter().next().and_then(|d| d.span.clone()).unwrap();
        assert_eq!(span.start, 0);
    }
}

#[test]
fn excerpts_are_the_first_words() {
    for (text, want) in [
        (
            "# Đầu\n\n![a](b.jpg)\n\nĐoạn **một** [có](x.md)\nhai dòng.\n\nĐoạn hai.",
            "Đoạn một có hai dòng.",
        ),
        ("# Đầu\n\n- mục *một*\n  - con\n- mục hai\n", "mục một"),
        ("> trích\n\nđoạn", "đoạn"),
        ("# Đầu\n\n```{note}\ntrong khối\n```\n", "trong khối"),
        ("# Đầu\n", ""),
    ] {
        assert_eq!(clean(text).excerpt, want, "{text}");
    }
    let long = "công đoàn ".repeat(60);
    let excerpt = clean(&long).excerpt;
    assert!(
        excerpt.ends_with("…") && excerpt.chars().count() <= 300,
        "{excerpt}"
    );
}

#[test]
fn syllables_of_all_words() {
    assert_eq!(
        clean("# Công đoàn\n\nCơ **sở** `mã` [gần](x.md).\n\n```{note} Lưu ý\nba từ nữa\n```\n")
            .syllables,
        11
    );
}

#[test]
fn code_is_marked_where_the_language_is_known() {
    let (doc, diags) = read("```rust\nlet a = \"<\";\n```\n\n```pyton\nx\n```\n");
    assert!(doc.has_code);
    assert!(doc.html.starts_with(
        "<pre><code class=\"language-rust\"><span class=\"k\">let</span> a = <span class=\"s\">\"&lt;\"</span>;\n</code></pre>\n"
    ), "{}", doc.html);
    assert_eq!(
        said(&diags),
        [
            "M020: Language “pyton” is not known, so the code is not coloured. Did you mean “Python”?"
        ]
    );
    assert_eq!(
        diags
            .iter()
            .next()
            .and_then(|d| d.fix.clone())
            .unwrap()
            .line,
        "```Python"
    );
    assert!(!clean("```text\nx\n```\n").has_code);
}
