use super::*;
use crate::markdown::plain::{Block, Body, Inline, blocks, text as words};
use proptest::prelude::*;

fn tree(text: &str) -> Vec<Block> {
    blocks(text, 0..text.len(), &dialect())
}

#[test]
fn words_of_everything() {
    let text = "# Tiêu *đề*\n\nĐoạn **một**\nhai[^1] [liên kết](a.md) `mã`\\\nxuống dòng.\n\n![ảnh](a.jpg)\n\n- a\n- b\n\n  c\n  1. d\n\n\
                > trích\n\n| x | y |\n|--|--|\n| 1 | 2 |\n\n```\nmã\n```\n\n```{note} Lưu ý\nthân\n```\n\n```{contact}\nname: Chị Ba\n```\n\n\
                <div>html</div>\n\nCĐCS\n: cơ sở\n\n---\n\n[^1]: chú thích\n";
    assert_eq!(
        words(&tree(text)),
        "Tiêu đề\n\nĐoạn một hai liên kết mã\nxuống dòng.\n\na\nb\nc\nd\n\ntrích\n\nx, y\n1, 2\n\nLưu ý\n\nthân\n\nChị Ba\n\nhtml\n\nCĐCS\ncơ sở\n\nchú thích"
    );
}

#[test]
fn tasks_and_numbers() {
    let tree = tree("3. [x] a\n4. [ ] b\n\n   c\n5. d\n");
    let [
        Block::List {
            start: Some(3),
            items,
            ..
        },
    ] = tree.as_slice()
    else {
        panic!("{tree:?}")
    };
    assert_eq!(
        items
            .iter()
            .map(|i| (i.task, i.blocks.len()))
            .collect::<Vec<_>>(),
        [(Some(true), 1), (Some(false), 2), (None, 1)]
    );
}

#[test]
fn places_and_targets() {
    let text = "Xem https://a.vn/x_y, [hai *ba*](b.md) và ~~bỏ~~ [xấu](javascript:x) <b>c</b>\n";
    let tree = tree(text);
    let [Block::Paragraph { inlines, .. }] = tree.as_slice() else {
        panic!("{tree:?}")
    };
    let seen: Vec<_> = inlines
        .iter()
        .map(|i| {
            let kind = match i {
                Inline::Link { target, .. } => target.as_str(),
                Inline::Strike { .. } => "~",
                Inline::Html { .. } => "<>",
                _ => "",
            };
            (kind, at(text, i.span().clone()))
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("", "Xem "),
            ("https://a.vn/x_y", "https://a.vn/x_y"),
            ("", ", "),
            ("b.md", "[hai *ba*](b.md)"),
            ("", " và "),
            ("~", "~~bỏ~~"),
            ("", " "),
            ("", "xấu](javascript:x) "),
            ("<>", "<b>"),
            ("", "c"),
            ("<>", "</b>"),
        ]
    );
}

#[test]
fn an_address_as_a_links_words_is_one_link() {
    let tree = tree("[https://a.vn](b.md)\n");
    let [Block::Paragraph { inlines, .. }] = tree.as_slice() else {
        panic!()
    };
    let [
        Inline::Link {
            inlines, target, ..
        },
    ] = inlines.as_slice()
    else {
        panic!()
    };
    assert!(
        target == "b.md" && matches!(inlines.as_slice(), [Inline::Text { .. }]),
        "{inlines:?}"
    );
}

#[test]
fn deep_nesting_is_flattened_and_keeps_its_words() {
    let text = format!(
        "{}cuối\n\n{}trong{}\n",
        "> ".repeat(3000),
        "*a ".repeat(3000),
        " b*".repeat(3000)
    );
    let words = words(&tree(&text));
    assert!(words.contains("cuối") && words.contains("trong"));
}

#[test]
fn marks_of_the_pages_footnotes_in_blocks() {
    let tree = tree("```{note}\nA[^1] b[^2].\n```\n\n[^1]: một\n");
    assert_eq!(words(&tree), "A b[^2].\n\nmột");
}

#[test]
fn places_in_blocks_in_lists() {
    let text = "- x\n\n  ```{note} A\n  - [b](c.md)\n  ```\n";
    let tree = tree(text);
    let [Block::List { items, .. }] = tree.as_slice() else {
        panic!()
    };
    let [
        _,
        Block::Component {
            body: Body::Blocks(inner),
            span,
            ..
        },
    ] = items[0].blocks.as_slice()
    else {
        panic!("{items:?}")
    };
    assert_eq!(at(text, span.clone()), "```{note} A");
    let [Block::List { items, .. }] = inner.as_slice() else {
        panic!()
    };
    let [Block::Paragraph { inlines, .. }] = items[0].blocks.as_slice() else {
        panic!()
    };
    assert_eq!(at(text, inlines[0].span().clone()), "[b](c.md)");
}

proptest! {
    #![proptest_config(super::cases(300))]

    /// Both readings of a text see the same words.
    #[test]
    fn the_tree_and_the_page_have_the_same_words(text in super::properties::markdown()) {
        let (doc, _) = read(&text);
        let tree = tree(&text);
        let letters = |t: &str| t.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let all = letters(&words(&tree));
        for heading in &doc.toc {
            let heading: String = letters(&heading.text);
            // A heading may have the words of a picture.
            prop_assert!(all.contains(&heading) || text.contains("!["), "{heading:?} in {all:?}");
        }
        for link in &doc.links {
            prop_assert!(all.contains(&letters(&link.text)), "{:?} in {all:?}", link.text);
        }
    }

    #[test]
    fn any_text_and_range(text in "\\PC*", from in 0usize..80, to in 0usize..80) {
        let _ = words(&blocks(&text, from..to, &dialect()));
    }
}
