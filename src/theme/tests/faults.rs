//! What authors of themes are told.

use super::*;
use std::path::Path;

#[test]
fn all_faults_of_all_templates_are_told_at_once() {
    let snapshot = project(&[
        ("themes/me/templates/a.html", "đầu\n{{ page. }}"),
        (
            "themes/me/templates/b.html",
            "đầu\n{{ \"ô\" | ulr }}{{ get_pgae(path=\"x\") }}{% if 1 is evn %}{% endif %}",
        ),
        ("themes/me/templates/c.html", "{% extends \"bsae.html\" %}"),
        ("themes/me/templates/d.html", "{% include \"e.html\" %}"),
        ("themes/me/templates/e.html", "{% include \"d.html\" %}"),
        (
            "themes/me/templates/f.html",
            "{{ trans(key=\"hì\") }}{{ asset_text(path=\"css/stie.css\") }}",
        ),
    ]);
    let (_, diags) = loaded(&snapshot);
    let told = told(&snapshot, &diags);
    let want = [
        ("T011", "}}"),
        ("T012", "ulr"),
        ("T012", "get_pgae(path=\"x\")"),
        ("T012", "evn"),
        ("T013", "\"bsae.html\""),
        ("T014", "\"d.html\""),
        ("T018", "\"hì\""),
        ("T019", "\"css/stie.css\""),
    ];
    assert_eq!(
        told.iter()
            .map(|(c, t)| (*c, t.as_str()))
            .collect::<Vec<_>>(),
        want,
        "{diags:?}"
    );
    let all: String = diags
        .iter()
        .map(|d| format!("{} {}\n", d.message(Lang::Vi), d.message(Lang::En)))
        .collect();
    for near in [
        "“url”",
        "“get_page”",
        "“even”",
        "“base.html”",
        "“css/site.css”",
    ] {
        assert!(all.contains(near), "{near} in {all}");
    }
}

#[test]
fn a_block_that_no_parent_has_is_told() {
    let snapshot = template("{% extends \"base.html\" %}{% block mian %}{% endblock %}");
    let (_, diags) = loaded(&snapshot);
    assert_eq!(told(&snapshot, &diags), [("T015", "mian".to_owned())]);
}

#[test]
fn a_failed_rendering_names_the_place_and_the_entry() {
    let source = "đầu\n{{ page.titel }}";
    let error = rendered_at(source, "b.html").expect_err("an error");
    let span = error.span.as_ref().expect("a place");
    assert_eq!(
        (error.code, &*span.file, &source[span.range()]),
        ("T023", "themes/me/templates/t.html", "titel")
    );
    assert!(
        error.vi.contains("“titel”") && error.vi.contains("khi dựng content/tai-lieu/b.md"),
        "{}",
        error.vi
    );
    assert!(error.en.contains("while rendering content/tai-lieu/b.md"));
    for (source, code, vi) in [
        (
            "{{ get_page(path=\"x.md\") }}",
            "T026",
            "Không có bài “x.md”",
        ),
        (
            "{{ get_url(path=\"@/x.md\") }}",
            "T026",
            "Không có bài “x.md”",
        ),
        (
            "{{ load_data(path=\"x.csv\") }}",
            "T025",
            "Không có tệp dữ liệu “x.csv”",
        ),
        (
            "{{ trans(key=\"h\" ~ \"o\") }}",
            "T018",
            "Không có câu “ho”",
        ),
        ("{{ trans(key=\"hi\") }}", "T018", "who=…"),
        ("{{ 5 | url }}", "T022", "url"),
        ("{{ \"31/02/2026\" | date_short }}", "T022", "2026"),
        (
            "{% component c(x) %}{{ x | url }}{% endcomponent %}{{ <c x=\"i.html\" /> }}",
            "T023",
            "@current_path",
        ),
        ("{{ throw(message=\"hỏng\") }}", "T022", "hỏng"),
        ("{{ 1 + \"a\" }}", "T022", "khi dựng"),
    ] {
        let error = rendered_at(source, "b.html").expect_err(source);
        assert_eq!(error.code, code, "{error:?}");
        assert!(
            error.vi.to_lowercase().contains(&vi.to_lowercase()),
            "{source}: {}",
            error.vi
        );
    }
}

#[test]
fn faults_of_theme_yaml_are_told_where_they_stand() {
    let fault = |manifest: &str| {
        let snapshot = project(&[("themes/me/theme.yaml", manifest)]);
        let (_, diags) = load(&snapshot, &config("me"));
        diags.iter().map(|d| d.code).collect::<Vec<_>>()
    };
    let with = |more: &str| MANIFEST.replace("settings: ", &format!("{more}\nsettings: "));
    assert_eq!(fault(&with("")), [""; 0]);
    assert_eq!(fault(&with("extend: x")), ["T003"]);
    assert_eq!(fault(&with("extends: me")), ["T004"]);
    assert_eq!(fault(&with("extends: mee")), ["T001"]);
    assert_eq!(
        fault(&MANIFEST.replace("max: \"0.1\"", "max: \"0.0.9\"")),
        ["T006"]
    );
    assert_eq!(
        fault(&MANIFEST.replace("min: \"0.1\"", "min: \"0.2\"")),
        ["T006"]
    );
    assert_eq!(fault(&MANIFEST.replace("#b3121d", "red")), ["T003"]);
    assert_eq!(fault(&MANIFEST.replace("note: {", "step: {")), ["T010"]);
    assert_eq!(fault("- a"), ["T003"]);
    assert_eq!(fault("name: a"), ["T003", "T003"]);
}

#[test]
fn settings_of_the_site_are_checked() {
    let mut config = config("me");
    config
        .theme_settings
        .insert("accent", Value::String("#ffF".to_owned()));
    let (theme, diags) = load(&project(&[]), &config);
    assert!(diags.is_empty(), "{diags:?}");
    assert_eq!(
        theme.and_then(|t| t.config.get("extra")?.get("accent")),
        Some(Shared::text("#ffF"))
    );
    config.theme_settings.insert("accent", Value::Integer(3));
    config.theme_settings.insert("acent", Value::Null);
    let (_, diags) = load(&project(&[]), &config);
    let mut codes: Vec<_> = diags.iter().map(|d| d.code).collect();
    codes.sort();
    assert_eq!(codes, ["T007", "T008"]);
    assert!(diags.iter().any(|d| d.vi.contains("Có phải “accent”?")));
}

#[test]
fn missing_templates_are_told() {
    let mut snapshot = Snapshot::default();
    snapshot.add_built_in("themes/me/theme.yaml", MANIFEST.as_bytes());
    let (_, diags) = load(&snapshot, &config("me"));
    assert_eq!(diags.iter().filter(|d| d.code == "T009").count(), 7);
    let (theme, diags) = load(&snapshot, &config("mé"));
    assert!(
        theme.is_none()
            && diags
                .iter()
                .all(|d| d.code == "T001" && d.vi.contains("Có phải “me”?"))
    );
}

#[test]
fn the_examples_for_authors_of_themes_compile() {
    let readme =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/README.md"))
            .expect("README");
    let examples: Vec<&str> = readme
        .split("```jinja\n")
        .skip(1)
        .filter_map(|e| e.split("```").next())
        .collect();
    assert!(examples.len() > 8);
    for example in examples {
        let snapshot = template(example);
        let (_, diags) = loaded(&snapshot);
        let wrong: Vec<_> = diags
            .iter()
            .filter(|d| matches!(d.code, "T011" | "T012" | "T015"))
            .collect();
        assert!(wrong.is_empty(), "{example}: {wrong:?}");
    }
}

#[test]
fn the_theme_of_the_project_has_no_fault() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (snapshot, mut diags) = Snapshot::read(root, &["themes"], Limits::default(), None);
    let (theme, faults) = load(&snapshot, &config("gan-cong-nhan"));
    diags.extend(faults);
    let emitted: Vec<String> = diags
        .iter()
        .map(|d| {
            crate::diagnostics::Emitter {
                lang: Lang::Vi,
                sources: &snapshot,
                colour: false,
            }
            .one(d)
        })
        .collect();
    assert!(
        theme.is_some() && diags.is_empty(),
        "{}",
        emitted.join("\n")
    );
}

#[test]
fn a_template_that_an_output_misses_is_told() {
    let (theme, _) = loaded(&project(&[]));
    let error = theme
        .engine(Arc::new(Site))
        .render("pgae.html", &context("b.html"), &mut Vec::new())
        .expect_err("no such template");
    assert_eq!(error.code, "T024");
    assert!(
        error.vi.contains("khi dựng content/tai-lieu/b.md") && error.vi.contains("“page.html”")
    );
    assert!(error.en.contains("There is no template") || error.en.contains("has no template"));
}

#[test]
fn an_asset_that_vanishes_between_two_readings_is_told() {
    let root = tempfile::tempdir().expect("a folder");
    let folder = root.path().join("themes/me/static");
    std::fs::create_dir_all(&folder).expect("made");
    std::fs::write(folder.join("a.css"), "a{}").expect("written");
    let (snapshot, _) = Snapshot::read(root.path(), &["themes"], Limits::default(), None);
    std::fs::remove_file(folder.join("a.css")).expect("removed");
    let mut diags = Diags::new();
    assets::Assets::read(&snapshot, &["me"], &mut diags);
    assert_eq!(diags.iter().map(|d| d.code).collect::<Vec<_>>(), ["T021"]);
}
