//! Text that uses no extension renders as CommonMark says: the yardstick is pulldown-cmark with nothing switched on,
//! which passes CommonMark's own examples.

use super::*;
use proptest::prelude::*;

fn yardstick(text: &str) -> String {
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(text));
    html
}

/// Our HTML without what we add to headings.
fn ours(text: &str) -> String {
    let mut dialect = dialect();
    dialect.trust_html = true;
    let (doc, _) = parse(text, 0..text.len(), &"content/a.md".into(), &dialect);
    let mut html = filled(&doc);
    for heading in &doc.toc {
        html = html.replacen(
            &format!("<h{} id=\"{}\">", heading.level, heading.id),
            &format!("<h{}>", heading.level),
            1,
        );
    }
    html
}

#[test]
fn every_construct_of_commonmark() {
    for text in [
        "Một đoạn.\nDòng hai.\n\nĐoạn hai.  \nXuống dòng\\\nnữa.\n",
        "# Một\n\n## Hai ##\n\nBa\n===\n\nBốn\n---\n\n###### Sáu\n",
        "# *Nghiêng* và `mã`\n",
        "#\n\n## \n",
        "***\n\n- - -\n\n___\n",
        "    mã thụt lề <b>&amp;\n\n        sâu hơn\n",
        "```\nmã\n  <b>\n```\n",
        "```text ignore\nlet a = 1 < 2;\n```\n",
        "~~~\n```\n~~~\n",
        "> trích\n> dẫn\nlười\n\n> > hai tầng\n>\n> ```\n> mã\n> ```\n",
        "- a\n- b\n  - c\n\n    d\n- e\n",
        "- a\n\n- b\n\n      mã\n",
        "3. ba\n4. bốn\n   1) một\n",
        "1. a\n\n   > q\n2. b\n",
        "- # Tiêu đề trong mục\n- ```\n  mã\n  ```\n- > trích\n- ***\n",
        "*a* **b** ***c*** _d_ __e__ *a **b** c*, a*b*c, snake_case_x, 2*3*4\n",
        "`mã` ``a ` b`` ` a `\n",
        "\\*không\\* &lt; &copy; &#273; &amp;amp; < > \" '\n",
        "[a](b) [c](<d e> \"t\") [f](g.md 'x \"y\"') [h]() [đường](<đường dẫn.md#ơ>)\n",
        "[a][b] [b][] [b]\n\n[b]: https://a.vn/?x=1&y=2 \"Tiêu đề\"\n",
        "![ảnh *một*](a.jpg \"t\") và ![b][c]\n\n[c]: d.png\n",
        "![một mình](a.jpg)\n\nchữ\n![trong đoạn](b.jpg)\n\n- ![trong mục](c.jpg)\n- x\n\n  ![mục thưa](d.jpg)\n",
        "![](a.png)![](b.png)\n",
        "[![hình](a.jpg)](b.md)\n",
        "<https://a.vn/x?a=b> <mailto:a@b.vn> <a@b.vn>\n",
        "<div>\n*x*\n\n*y*\n</div>\n\nchữ <b class='x'>đậm</b> <!-- chú --> <br/>\n",
        "<!-- a -->\n\n<pre>\n\nx\n</pre>\n",
        "a\n\n\u{a0}b\n\tc\n",
        "- a\n > b\n  ```\n  c\n  ```\n# d\n",
        "text\n![i](x)\n> quote\n- ![i](x)\n  > q\n",
        "**Đậm:**chữ sau và **“trích”** nữa\n",
        "",
        "\n\n",
    ] {
        assert_eq!(ours(text), yardstick(text), "{text}");
    }
}

proptest! {
    #![proptest_config(super::cases(600))]

    /// Random text of CommonMark's own characters (without those that only an extension reads: `~ | : ^ { w h [ ]`
    /// pairs that make footnotes, tables, definition lists, tasks, addresses).
    #[test]
    fn random_text_renders_as_commonmark_says(
        parts in proptest::collection::vec(
            prop_oneof![
                "[a-gđơệ ]{1,6}", Just("\n".to_owned()), Just("\n\n".to_owned()), Just("* ".to_owned()), Just("*".to_owned()),
                Just("**".to_owned()), Just("_".to_owned()), Just("`".to_owned()), Just("```".to_owned()), Just("> ".to_owned()),
                Just("- ".to_owned()), Just("1. ".to_owned()), Just("    ".to_owned()), Just("  ".to_owned()), Just("\t".to_owned()),
                Just("# ".to_owned()), Just("## ".to_owned()), Just("---".to_owned()), Just("===".to_owned()), Just("<b>".to_owned()),
                Just("</b>".to_owned()), Just("<div>".to_owned()), Just("[a](b)".to_owned()), Just("![a](b)".to_owned()),
                Just("[a](".to_owned()), Just("![".to_owned()), Just(")".to_owned()), Just("\\".to_owned()), Just("&amp;".to_owned()),
                Just("<".to_owned()), Just("<!-- ".to_owned()), Just("-->".to_owned()),
            ],
            0..24,
        )
    ) {
        let text = parts.concat();
        prop_assert_eq!(ours(&text), yardstick(&text), "{:?}", text);
    }
}
