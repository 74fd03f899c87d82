use super::*;

fn only(doc: &Doc) -> &Component {
    assert_eq!(doc.components.len(), 1);
    &doc.components[0]
}

#[test]
fn a_block_with_argument_options_and_markdown() {
    let text = "---\na: b\n---\nTrước.\n\n```{note} Lưu &amp; ý\n:kind: nhẹ\n:id: x\n\nThân *một* [hai](b.md).\n```\n\nSau.\n";
    let (doc, diags) = parse(text, 13..text.len(), &"content/a.md".into(), &dialect());
    assert!(diags.is_empty());
    let note = only(&doc);
    assert_eq!(
        (note.name.as_str(), note.argument.as_str()),
        ("note", "Lưu & ý")
    );
    assert_eq!(
        note.options,
        [("kind".into(), "nhẹ".into()), ("id".into(), "x".into())]
    );
    assert_eq!(at(text, note.span.clone()), "```{note} Lưu &amp; ý");
    assert!(text[note.body_at as usize..].starts_with("Thân"));
    let ComponentBody::Markdown(body) = &note.body else {
        panic!()
    };
    assert_eq!(at(text, body.links[0].span.clone()), "[hai](b.md)");
    assert_eq!(doc.html, "<p>Trước.</p>\n\n<p>Sau.</p>\n");
    assert!(doc.links.is_empty());
}

#[test]
fn places_are_right_inside_lists_and_quotations() {
    let text = "- mục\n\n  ```{note} A\n  xem [hai](b.md)\n\n  ![hình](c.jpg)\n  ```\n\n> ````{note}\n> ```{note}\n> # Đầu [ba](d.md)\n> ```\n> ````\n";
    let doc = clean(text);
    let ComponentBody::Markdown(first) = &doc.components[0].body else {
        panic!()
    };
    assert_eq!(at(text, first.links[0].span.clone()), "[hai](b.md)");
    assert_eq!(at(text, first.images[0].span.clone()), "![hình](c.jpg)");
    let ComponentBody::Markdown(second) = &doc.components[1].body else {
        panic!()
    };
    let ComponentBody::Markdown(inner) = &only(second).body else {
        panic!()
    };
    assert_eq!(at(text, inner.links[0].span.clone()), "[ba](d.md)");
    assert_eq!(at(text, inner.toc[0].span.clone()), "# Đầu [ba](d.md)");
    assert_eq!(at(text, only(second).span.clone()), "```{note}");
}

#[test]
fn text_bodies_stand_as_they_are() {
    let doc = clean("```{video} https://a.vn/x\n:title: Phim\nmột *hai*\n```\n");
    assert_eq!(only(&doc).body, ComponentBody::Text("một *hai*".into()));
    assert_eq!(only(&doc).argument, "https://a.vn/x");
    let doc = clean("```{video} x\n```\n");
    assert_eq!(only(&doc).body, ComponentBody::Text(String::new()));
}

#[test]
fn an_unknown_block_names_those_that_exist() {
    let (doc, diags) = read("```{nota} Lưu ý\nthân\n```\n");
    assert_eq!(
        said(&diags),
        ["M001: There is no block “nota”. This theme has: note, contact, steps, video."]
    );
    let fix = diags.iter().next().and_then(|d| d.fix.clone()).unwrap();
    assert_eq!(fix.line, "```{note} Lưu ý");
    assert!(doc.html.contains("thân"));
}

#[test]
fn unclosed_blocks() {
    assert_eq!(codes(&read("```{note}\nthân\n").1), ["M002"]);
    assert_eq!(codes(&read("```\nmã\n").1), ["M003"]);
    // The inner fence closes the outer block.
    assert_eq!(
        codes(&read("```{steps}\n```{note}\nthân\n```\n```\n").1),
        ["M002", "M003"]
    );
    assert_eq!(codes(&read("```{note Lưu ý\nthân\n```\n").1), ["M005"]);
}

#[test]
fn option_faults() {
    let (doc, diags) = read("```{video} a\n:title Phim hay\n:a: 1\n:a: 2\n```\n");
    assert_eq!(codes(&diags), ["M006", "M007"]);
    assert_eq!(
        diags
            .iter()
            .next()
            .and_then(|d| d.fix.clone())
            .unwrap()
            .line,
        ":title: Phim hay"
    );
    assert_eq!(only(&doc).options, [("a".into(), "1".into())]);
}

#[test]
fn nesting_has_a_limit() {
    let mut text = String::from("lõi\n");
    for depth in 0..9 {
        let fence = "`".repeat(3 + depth);
        text = format!("{fence}{{note}}\n{text}{fence}\n");
    }
    assert_eq!(codes(&read(&text).1), ["M004"]);
}

#[test]
fn yaml_bodies_are_data() {
    let text = "```{contact}\nname: Chị Ba\nphones: [1, 2]\n```\n\n- x\n\n  ```{contact}\n  name: Anh Tư\n  ```\n\n```{contact}\n```\n";
    let doc = clean(text);
    let bodies: Vec<_> = doc
        .components
        .iter()
        .map(|c| {
            serde_json::to_string(&match &c.body {
                ComponentBody::Yaml(value) => value.clone(),
                _ => panic!(),
            })
            .unwrap()
        })
        .collect();
    assert_eq!(
        bodies,
        [
            "{\"name\":\"Chị Ba\",\"phones\":[1,2]}",
            "{\"name\":\"Anh Tư\"}",
            "null"
        ]
    );
}

#[test]
fn faults_in_yaml_bodies_stand_in_the_file() {
    for text in [
        "---\na: b\n---\n\n```{contact}\nname: a\nname: b\n```\n",
        "> ```{contact}\n> name: a\n> name: b\n> ```\n",
    ] {
        let (_, diags) = read(text);
        let spans: Vec<_> = diags.iter().filter_map(|d| d.span.clone()).collect();
        assert!(
            !spans.is_empty()
                && spans
                    .iter()
                    .all(|s| s.start as usize >= text.find("name").unwrap()),
            "{spans:?}"
        );
    }
}

#[test]
fn places_are_right_in_blocks_in_blocks_with_other_line_breaks() {
    let text = "> ````{note} A\r\n> x\r\n> ```{note} B\r\n> [c](d.md)\r\n> ```\r\n> ````\r\n";
    let doc = clean(text);
    let ComponentBody::Markdown(outer) = &only(&doc).body else {
        panic!()
    };
    let inner = only(outer);
    assert_eq!(at(text, inner.span.clone()), "```{note} B");
    let ComponentBody::Markdown(inner) = &inner.body else {
        panic!()
    };
    assert_eq!(at(text, inner.links[0].span.clone()), "[c](d.md)");
}
