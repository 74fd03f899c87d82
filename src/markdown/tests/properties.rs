use super::*;
use proptest::prelude::*;

/// Markdown of many kinds, put together at random.
pub(super) fn markdown() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => "[a-zđơệ ]{1,8}",
        2 => Just("\n".to_owned()),
        2 => Just("\n\n".to_owned()),
        6 => proptest::sample::select(vec![
            "# ", "## ", "> ", "- ", "1. ", "    ", "  ", "\t", "- [ ] ", "- [x] ", "* ", "*", "**", "_", "`", "~~", "|",
            "| a | b |\n|--|--|\n", "[^1]", "[^1]: ", "[^đ]", ": ", "```", "````", "```{note} ", "```{video}", "```{contact}\n",
            "  ===\n", "  |--|\n", "  : ", "```rust\n", "[a](b.md)", "![a](b.jpg)", "[", "](", ")", "![", "<b>", "</b>", "<div>", "</div>", "<!--", "<p", "&amp;", "\\",
            "https://a.vn/x_y", "www.b.vn", "> [!NOTE]\n", "{#a}", "{.b c=d}", "---\n", "===\n", "\u{80}", "\u{feff}", "<a@b.vn>", "[a]: c\n", "\r\n",
        ]).prop_map(str::to_owned),
    ];
    proptest::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

/// Every document in a document.
fn docs<'d>(doc: &'d Doc, all: &mut Vec<&'d Doc>) {
    all.push(doc);
    for component in &doc.components {
        if let ComponentBody::Markdown(inner) = &component.body {
            docs(inner, all);
        }
    }
}

/// Whether tags nest well and have attributes as HTML wants them.
pub(super) fn well_formed(html: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    for piece in html.split('<').skip(1) {
        let tag = piece.split('>').next().unwrap_or_default();
        // Every second part stands in quotes; before it there is a space, a name and `=`.
        let parts: Vec<&str> = tag.split('"').collect();
        let named = |part: &&str| part.contains([' ', '\n']);
        let ends = parts.iter().step_by(2).take(parts.len() / 2);
        let glued = parts
            .iter()
            .skip(2)
            .step_by(2)
            .any(|rest| !matches!(rest.chars().next(), None | Some(' ' | '\n' | '/')));
        if glued || !ends.clone().all(|part| part.ends_with('=')) || !ends.clone().all(named) {
            return Err(format!("<{tag}> in {html}"));
        }
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> in {html}"));
            }
        } else if !tag.ends_with('/')
            && !tag.starts_with("input ")
            && !matches!(tag, "hr" | "br" | "wbr" | "col")
        {
            open.push(tag.split([' ', '\n']).next().unwrap_or_default());
        }
    }
    if open.is_empty() {
        Ok(())
    } else {
        Err(format!("{open:?} left open in {html}"))
    }
}

/// Whether the letters of some words are all in a source, in this order (markup may part them).
fn holds(source: &str, words: &str) -> bool {
    let mut source = source.chars();
    words
        .chars()
        .filter(|c| c.is_alphanumeric())
        .all(|c| source.any(|s| s == c))
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let padded = format!("---\ntitle: đ\n---\n{text}");
    let (doc, _) = parse(
        &padded,
        18..padded.len(),
        &"content/a.md".into(),
        &dialect(),
    );
    let mut all = Vec::new();
    docs(&doc, &mut all);
    let slice = |span: &std::ops::Range<u32>| padded.get(span.start as usize..span.end as usize);
    let mut ids = std::collections::BTreeSet::new();
    for doc in all {
        for link in &doc.links {
            let Some(source) = slice(&link.span) else {
                return Err(TestCaseError::fail("span off a boundary"));
            };
            prop_assert!(
                holds(source, &link.text),
                "{:?} not in {source:?}",
                link.text
            );
            let is_reference = source.ends_with(']');
            let target = link
                .target
                .trim_start_matches("mailto:")
                .trim_start_matches("https://");
            prop_assert!(
                is_reference || source.contains(target) || source.contains(['&', '\\']),
                "{target:?} not in {source:?}"
            );
        }
        for image in &doc.images {
            let source = slice(&image.span).unwrap_or_default();
            prop_assert!(source.starts_with("!["), "{source:?}");
        }
        for heading in &doc.toc {
            let source = slice(&heading.span).unwrap_or_default();
            prop_assert!(
                holds(source, &heading.text),
                "{:?} not in {source:?}",
                heading.text
            );
        }
        for component in &doc.components {
            let source = slice(&component.span).unwrap_or_default();
            prop_assert!(source.contains(&component.name), "{source:?}");
        }
    }
    let html = filled(&doc);
    for id in html
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
    {
        prop_assert!(ids.insert(id.to_owned()), "id {id} twice in {html}");
    }
    prop_assert_eq!(well_formed(&html), Ok(()), "{:?}", text);
    Ok(())
}

proptest! {
    #![proptest_config(super::cases(800))]

    #[test]
    fn markdown_keeps_its_promises(text in markdown()) {
        check(&text)?;
    }

    #[test]
    fn any_text_at_all(text in "\\PC*") {
        check(&text)?;
    }

    #[test]
    fn any_range(text in markdown(), from in 0usize..80, to in 0usize..80) {
        let _ = parse(&text, from..to, &"content/a.md".into(), &dialect());
    }
}
