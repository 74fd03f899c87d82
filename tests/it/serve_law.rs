//! Law 1 in the preview: after any sequence of edits, every route answers what it would answer if the program were
//! started anew.

use crate::edits::{ALL, Desk};
use crate::site::{NOW, Site};
use proptest::prelude::*;
use proptest::sample::Index;
use satcoso::diagnostics::{Diags, Lang, Severity};
use satcoso::serve::{Answer, Preview, Settings};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

pub fn open(site: &Site) -> Preview {
    let settings = Settings {
        host: None,
        port: 0,
        poll: false,
        lang: Lang::Vi,
        clock: || NOW,
    };
    Preview::open(site.request(&site.public()), &settings)
}

/// What a route answers, for comparing.
fn answers(preview: &Preview) -> BTreeMap<String, String> {
    let state = preview.state();
    let shown = |route: String| {
        let answer = match state.answer(&route) {
            Answer::Made(bytes, origin) => {
                format!("{origin}\n{}", String::from_utf8_lossy(&bytes))
            }
            Answer::Failed(diags) | Answer::LastGood(_, diags) => format!("{diags:#?}"),
            other => format!("{other:?}"),
        };
        (route, answer)
    };
    state.routes().into_iter().map(shown).collect()
}

fn sorted(diags: &Diags) -> Diags {
    let mut diags = diags.clone();
    diags.sort();
    diags
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 60, ..ProptestConfig::default() })]
    #[test]
    fn the_preview_equals_a_fresh_one(
        edits in proptest::collection::vec((0..ALL.len(), any::<Index>(), any::<Index>(), 1u8..20), 1..14)
    ) {
        let mut desk = Desk::with_cards();
        let mut preview = open(&desk.site);
        for (kind, which, other, n) in edits {
            desk.apply(ALL[kind], &which, &other, n);
            preview.refresh(Some(&desk.touched));
            let fresh = open(&desk.site);
            prop_assert_eq!(sorted(preview.diags()), sorted(fresh.diags()), "after {:?}", ALL[kind]);
            prop_assert!(preview.refresh(None).is_none(), "something was overlooked after {:?}", ALL[kind]);
            prop_assert!(preview.stale().is_empty());
            // With errors the last good pages are shown, which a fresh preview does not know.
            if fresh.diags().iter().any(|d| d.severity == Severity::Error) {
                continue;
            }
            let (kept, clean) = (answers(&preview), answers(&fresh));
            for (route, answer) in &clean {
                prop_assert_eq!(kept.get(route), Some(answer), "{} after {:?}", route, ALL[kind]);
            }
            prop_assert_eq!(kept.len(), clean.len(), "after {:?}", ALL[kind]);
        }
    }
}

fn page(preview: &Preview, route: &str) -> String {
    match preview.state().answer(route) {
        Answer::Made(bytes, _) => String::from_utf8(bytes).unwrap(),
        other => panic!("{route}: {other:?}"),
    }
}

fn hints(path: &str) -> BTreeSet<PathBuf> {
    BTreeSet::from([path.into()])
}

#[test]
fn the_last_good_entry_stands_in_for_a_faulty_one() {
    let site = Site::of("nho");
    let mut preview = open(&site);
    let file = "content/tai-lieu/bai-hai.md";
    let good = page(&preview, "tai-lieu/bai-hai.html");
    let text = site.read(file);
    for bad in [
        text.replace("Bài hai", "Bài: hai: ba"),
        text.replace("Nội dung", "[hỏng](khong-co.md)"),
        text.replace("tags: [mũ]", "khong-co: 1"),
        "\0".to_owned(),
    ] {
        site.write(file, &bad);
        preview.refresh(Some(&hints(file)));
        assert!(
            preview
                .diags()
                .iter()
                .any(|d| d.severity == Severity::Error),
            "{bad}"
        );
        assert_eq!(page(&preview, "tai-lieu/bai-hai.html"), good, "{bad}");
        // Lists show it as it was, and other entries are edited as ever.
        assert!(page(&preview, "tai-lieu/index.html").contains("Bài hai"));
        let other = "content/tai-lieu/bai-ba.md";
        site.edit(other, "Nội dung", "Nội dung nữa");
        preview.refresh(Some(&hints(other)));
        assert!(page(&preview, "tai-lieu/bai-ba.html").contains("Nội dung nữa"));
        assert_eq!(page(&preview, "tai-lieu/bai-hai.html"), good, "{bad}");
        site.write(file, &text);
        preview.refresh(Some(&hints(file)));
        assert!(
            !preview
                .diags()
                .iter()
                .any(|d| d.severity == Severity::Error)
        );
    }
}

#[test]
fn a_broken_site_yaml_or_theme_leaves_the_last_site() {
    let site = Site::of("nho");
    let mut preview = open(&site);
    let good = page(&preview, "index.html");
    for (file, bad) in [
        ("content/site.yaml", "title: [\n"),
        ("themes/nho/theme.yaml", "name: [\n"),
        ("themes/nho/templates/page.html", "{% if %}"),
    ] {
        let text = site.read(file);
        site.write(file, bad);
        preview.refresh(Some(&hints(file)));
        assert_eq!(page(&preview, "index.html"), good, "{file}");
        site.write(file, &text);
        preview.refresh(Some(&hints(file)));
        assert!(
            preview
                .diags()
                .iter()
                .all(|d| d.severity != Severity::Error),
            "{file}"
        );
        assert_eq!(page(&preview, "index.html"), good, "{file}");
    }
}

#[test]
fn a_template_that_fails_for_a_page_leaves_the_page_as_it_was_seen() {
    let site = Site::of("nho");
    let mut preview = open(&site);
    let good = page(&preview, "tai-lieu/bai-hai.html");
    let template = "themes/nho/templates/page.html";
    site.edit(template, "<h1>", "{{ page.khong_co }}<h1>");
    preview.refresh(Some(&hints(template)));
    match preview.state().answer("tai-lieu/bai-hai.html") {
        Answer::LastGood(bytes, faults) => {
            assert_eq!(String::from_utf8_lossy(&bytes), good);
            assert!(faults.has_errors());
        }
        other => panic!("{other:?}"),
    }
    // One that nobody has looked at cannot be shown.
    let answer = preview.state().answer("tai-lieu/bai-ba.html");
    assert!(matches!(answer, Answer::Failed(_)), "{answer:?}");
    assert!(page(&preview, "tai-lieu/index.html").contains("Bài hai"));
}

#[test]
fn drafts_and_future_entries_are_shown_and_marked() {
    let site = Site::of("nho");
    site.edit(
        "themes/nho/templates/page.html",
        "<h1>",
        "{% if preview %}<b>{{ page.unpublished }}</b>{% endif %}<h1>",
    );
    site.edit("content/tai-lieu/bai-hai.md", "tags:", "draft: true\ntags:");
    site.edit("content/tai-lieu/bai-ba.md", "2026-11-03", "2027-01-01");
    let preview = open(&site);
    assert!(page(&preview, "tai-lieu/bai-hai.html").contains("<b>draft</b>"));
    assert!(page(&preview, "tai-lieu/bai-ba.html").contains("<b>future</b>"));
}
