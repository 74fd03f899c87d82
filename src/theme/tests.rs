//! What authors of themes and readers of pages would notice, on small themes in memory.

use super::*;
use crate::config::*;
use crate::diagnostics::{Diags, Lang};
use crate::site::Route;
use crate::source::{Decoded, Limits, Snapshot};
use crate::yaml::Value;
use proptest::prelude::*;
use serde_json::json;
use std::path::Path;

fn config(theme: &str) -> SiteConfig {
    let language = |code: &str, prefix: &str| Language {
        code: code.to_owned(),
        title: format!("Trang {code}"),
        description: String::new(),
        prefix: prefix.to_owned(),
    };
    SiteConfig {
        title: "Sát cơ sở".to_owned(),
        description: String::new(),
        base_url: Some(BaseUrl("https://cd.example/ag".to_owned())),
        language: "vi".to_owned(),
        languages: vec![language("vi", ""), language("en", "en/")],
        timezone: crate::text::date::Timezone::default(),
        theme: theme.to_owned(),
        organization: "LĐLĐ tỉnh An Giang".to_owned(),
        ..SiteConfig::default()
    }
}

const MANIFEST: &str = "name: Mẹ\nversion: \"1\"\nengine: {min: \"0.1\", max: \"0.1\"}\n\
    settings: {accent: {type: color, default: \"#b3121d\"}}\ncomponents: {note: {body: markdown, argument: none}}\n";

/// A whole small theme `me`, with `files` added or put in the place of its own.
fn project(files: &[(&str, &str)]) -> Snapshot {
    let base = [
        ("themes/me/theme.yaml", MANIFEST),
        (
            "themes/me/strings/vi.yaml",
            "hi: 'Chào {who}'\nread: {one: 1 phút, other: '{count} phút'}\n",
        ),
        (
            "themes/me/strings/en.yaml",
            "hi: 'Hello {who}'\nread: {one: 1 minute, other: '{count} minutes'}\n",
        ),
        (
            "themes/me/static/css/site.css",
            "a{background:url(../x.svg)}",
        ),
        ("themes/me/static/x.svg", "<svg/>"),
        (
            "themes/me/templates/base.html",
            "<title>{% block title %}Mẹ{% endblock %}</title>{% block main %}{% endblock %}",
        ),
        (
            "themes/me/templates/page.html",
            "{% extends \"base.html\" %}{% block main %}{{ page.title }}{% endblock %}",
        ),
        ("themes/me/templates/index.html", "i"),
        ("themes/me/templates/section.html", "s"),
        ("themes/me/templates/taxonomy_list.html", "t"),
        ("themes/me/templates/taxonomy_single.html", "t"),
        (
            "themes/me/templates/404.html",
            "{{ \"tai-lieu/a.html\" | url }}",
        ),
        ("themes/me/templates/components/image.html", "m"),
        (
            "themes/me/templates/components/note.html",
            "<p>{{ body }}</p>",
        ),
    ];
    let mut snapshot = Snapshot::default();
    for (path, text) in files.iter().chain(&base) {
        snapshot.add_built_in(path, text.to_owned().to_owned().leak().as_bytes());
    }
    snapshot
}

fn template(source: &str) -> Snapshot {
    project(&[("themes/me/templates/t.html", source)])
}

struct Site;

impl Lookup for Site {
    fn page(&self, path: &str) -> Option<Shared> {
        (path == "tai-lieu/a.md")
            .then(|| Shared::new(&json!({"title": "Bài A", "path": "tai-lieu/a.html"})))
    }
    fn section(&self, path: &str, lang: &str) -> Option<Shared> {
        (path == "tai-lieu/_index.md").then(|| Shared::new(&json!({"title": lang, "pages": []})))
    }
    fn entry_route(&self, path: &str) -> Option<Route> {
        (path == "tai-lieu/a.md").then(|| Route::new("tai-lieu/a.html"))
    }
    fn data(&self, path: &str) -> Option<Decoded> {
        (path == "so.csv").then(|| "tên,số\nA,1\n".into())
    }
}

fn loaded(snapshot: &Snapshot) -> (Theme, Diags) {
    let (theme, diags) = load(snapshot, &config("me"));
    (theme.expect("a theme"), diags)
}

fn context(path: &str) -> Context {
    let mut context = Context::new();
    context.insert("lang", Shared::text("vi"));
    context.insert("current_path", Shared::text(path));
    context.insert(
        "page",
        Shared::new(&json!({"title": "A & B", "relative_path": "tai-lieu/b.md"})),
    );
    context
}

fn rendered_at(source: &str, path: &str) -> Result<String, Diagnostic> {
    let (theme, diags) = loaded(&template(source));
    assert!(!diags.has_errors(), "{diags:?}");
    let mut out = b"before ".to_vec();
    let result = theme
        .engine(Arc::new(Site))
        .render("t.html", &context(path), &mut out);
    let text = String::from_utf8(out).expect("UTF-8");
    match result {
        Ok(()) => Ok(text["before ".len()..].to_owned()),
        Err(error) => {
            assert_eq!(text, "before ", "a failed rendering leaves nothing");
            Err(error)
        }
    }
}

fn rendered(source: &str) -> String {
    rendered_at(source, "tai-lieu/b.html").expect(source)
}

/// What stands at each diagnostic's place, with its code.
fn told(snapshot: &Snapshot, diags: &Diags) -> Vec<(&'static str, String)> {
    let at = |d: &Diagnostic| {
        let span = d.span.as_ref()?;
        Some(
            snapshot
                .get(&span.file)?
                .text()?
                .get(span.range())?
                .to_owned(),
        )
    };
    diags
        .iter()
        .map(|d| (d.code, at(d).unwrap_or_default()))
        .collect()
}

#[test]
fn filters_and_functions_do_what_the_contract_says() {
    for (source, want) in [
        (
            "{{ \"don-vi/c.html\" | url }} {{ \"https://a.b/?c\" | url }}",
            "../don-vi/c.html https://a.b/?c",
        ),
        (
            "{{ \"tai-lieu/b.html#x\" | url }} {{ \"tel:0296\" | url }} {{ \"#y\" | url }}",
            "b.html#x tel:0296 #y",
        ),
        (
            "{{ \"tai-lieu/index.html\" | absolute_url }}",
            "https://cd.example/ag/tai-lieu/",
        ),
        (
            "{{ 1234567 | number }} {{ 1234.56 | number(decimals=1) }} {{ 2.5 | number }}",
            "1.234.567 1.234,6 2,5",
        ),
        (
            "{{ \"2026-11-22\" | date_short }} {{ \"2026-11-21T20:00:00Z\" | date_long }}",
            "22/11/2026 ngày 22 tháng 11 năm 2026",
        ),
        ("{{ {\"short\": \"nay\"} | date_short }}", "nay"),
        (
            "{{ \"một hai ba bốn\" | truncate_text(length=8) }}|{{ \"một hai\" | truncate_text(length=7) }}",
            "một hai…|một hai",
        ),
        (
            "{{ \"Đối thoại\" | slugify }} {{ \"a b&ê\" | urlencode }} {{ \"+84 296.1\" | tel }}",
            "doi-thoai a%20b%26%C3%AA +842961",
        ),
        (
            "{{ {\"a\": \"</script>\", \"b\": [1, none]} | json }}",
            r#"{"a":"\u003c/script\u003e","b":[1,null]}"#,
        ),
        ("{{ 1234567 | file_size }}", "1,2\u{a0}MB"),
        (
            "{% for x in [\"Bạ\", \"An\", \"Ba Chúc\"] | sort_vi %}{{ x }},{% endfor %}",
            "An,Ba Chúc,Bạ,",
        ),
        (
            "{% for x in [{\"n\": {\"t\": \"Đ\"}}, {\"n\": {}}, {\"n\": {\"t\": \"Dương\"}}] | sort_vi(attribute=\"n.t\") %}{{ x.n?.t | default(value=\"-\") }},{% endfor %}",
            "Dương,Đ,-,",
        ),
        (
            "{% for g in [{\"date\": {\"year\": 2026}}, {\"date\": {\"year\": 2026}}, {\"date\": none}] | group_by_year %}{{ g.year }}:{{ g.pages | length }} {% endfor %}",
            "2026:2 :1 ",
        ),
        (
            "{{ \"a<\nb\n\nc\" | linebreaks }}",
            "<p>a&lt;<br>b</p><p>c</p>",
        ),
        ("{{ page.title }}", "A &amp; B"),
        (
            "{{ trans(key=\"hi\", who=\"<b>\") }} {{ trans(key=\"hi\", who=1, lang=\"en\") }}",
            "Chào &lt;b&gt; Hello 1",
        ),
        (
            "{{ trans(key=\"read\", count=1) }} {{ trans(key=\"read\", count=1, lang=\"en\") }} {{ trans(key=\"read\", count=1200, lang=\"en\") }}",
            "1 phút 1 minute 1,200 minutes",
        ),
        (
            "{% set p = get_page(path=\"tai-lieu/a.md\") %}{{ p.title }} {% set s = get_section(path=\"tai-lieu/_index.md\") %}{{ s.title }}",
            "Bài A vi",
        ),
        (
            "{{ get_url(path=\"@/tai-lieu/a.md#m\") }} {{ get_url(path=\"don-vi/x.html\") }}",
            "a.html#m ../don-vi/x.html",
        ),
        (
            "{% set d = load_data(path=\"so.csv\") %}{{ d.records[0][1] }}",
            "1",
        ),
        (
            "{{ config.extra.accent }} {{ config.languages[1].code }} {{ config.timezone }}",
            "#b3121d en +07:00",
        ),
        (
            "{% component c(x, @current_path) %}{{ x | url }}{% endcomponent %}{{ <c x=\"i.html\" /> }}",
            "../i.html",
        ),
    ] {
        assert_eq!(rendered(source), want, "{source}");
    }
}

#[test]
fn assets_have_names_of_their_content() {
    let href = rendered("{{ get_url(path=\"css/site.css\") }}");
    assert!(
        href.starts_with("../assets/site.") && href.ends_with(".css"),
        "{href}"
    );
    let (theme, _) = loaded(&template(""));
    let routes: Vec<&str> = theme.assets().map(|a| a.route.as_str()).collect();
    assert!(routes.contains(&&href[3..]));
    let svg = theme
        .asset("x.svg")
        .expect("x.svg")
        .route
        .as_str()
        .to_owned();
    assert_eq!(
        rendered("{{ asset_text(path=\"css/site.css\") }}"),
        format!("a{{background:url(../{svg})}}")
    );
    assert_eq!(
        theme.asset_bytes("css/site.css").expect("bytes"),
        format!("a{{background:url({})}}", &svg[7..]).as_bytes()
    );
}

#[test]
fn the_404_page_links_from_the_root_of_the_site() {
    let at = |source: &str| rendered_at(source, "404.html").expect(source);
    assert_eq!(
        at("{{ \"tai-lieu/a.html\" | url }} {{ \"index.html\" | url }}"),
        "/ag/tai-lieu/a.html /ag/"
    );
    assert!(at("{{ get_url(path=\"css/site.css\") }}").starts_with("/ag/assets/site."));
}

#[test]
fn a_child_overrides_templates_blocks_strings_settings_and_assets() {
    let snapshot = project(&[
        (
            "themes/con/theme.yaml",
            "name: Con\nversion: \"1\"\nengine: {min: \"0.1\", max: \"0.1\"}\nextends: me\n",
        ),
        ("themes/con/strings/vi.yaml", "hi: 'Ê {who}'\n"),
        ("themes/con/static/x.svg", "<svg id=\"con\"/>"),
        (
            "themes/con/templates/base.html",
            "{% extends \"me/base.html\" %}{% block title %}Con · {{ super() }}{% endblock %}",
        ),
    ]);
    let (theme, diags) = load(&snapshot, &config("con"));
    let theme = theme.expect("a theme");
    assert!(diags.is_empty(), "{diags:?}");
    let mut out = Vec::new();
    theme
        .engine(Arc::new(Site))
        .render("page.html", &context("b.html"), &mut out)
        .expect("rendered");
    assert_eq!(
        String::from_utf8_lossy(&out),
        "<title>Con · Mẹ</title>A &amp; B",
        "the parent's page extends the child's base"
    );
    assert_eq!(
        theme.string("vi", "hi", None, &[("who", "Lan")]).as_deref(),
        Some("Ê Lan")
    );
    assert_eq!(
        theme.string("vi", "read", Some(3), &[]).as_deref(),
        Some("3 phút")
    );
    assert!(theme.has("404.html") && theme.components().contains_key("note"));
    assert_eq!(
        theme.pick(&["page-x.html", "page.html"]).as_deref(),
        Some("page.html")
    );
    let (parent, _) = loaded(&snapshot);
    assert_ne!(parent.hash(), theme.hash());
    assert_ne!(
        parent.asset("css/site.css").map(|a| &a.route),
        theme.asset("css/site.css").map(|a| &a.route)
    );
}

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
fn asking_the_site_is_seen_through_extends_includes_and_components() {
    let snapshot = project(&[
        (
            "themes/me/templates/parts.html",
            "{% component c() %}{{ load_data(path=\"so.csv\") }}{% endcomponent %}",
        ),
        ("themes/me/templates/page-c.html", "{{ <c /> }}"),
        (
            "themes/me/templates/page-i.html",
            "{% extends \"mid.html\" %}",
        ),
        ("themes/me/templates/mid.html", "{% include \"get.html\" %}"),
        (
            "themes/me/templates/get.html",
            "{{ get_url(path=\"@/tai-lieu/a.md\") }}",
        ),
        (
            "themes/me/templates/page-n.html",
            "{{ get_url(path=\"css/site.css\") }}{# get_page( #}",
        ),
        (
            "themes/con/theme.yaml",
            "name: Con\nversion: \"1\"\nengine: {min: \"0.1\", max: \"0.1\"}\nextends: me\n",
        ),
    ]);
    for name in ["me", "con"] {
        let (theme, diags) = load(&snapshot, &config(name));
        let theme = theme.expect("a theme");
        assert!(diags.is_empty(), "{diags:?}");
        let asking: Vec<_> = ["page-c.html", "page-i.html", "page-n.html", "page.html"]
            .into_iter()
            .filter(|t| theme.uses_site(t))
            .collect();
        assert_eq!(asking, ["page-c.html", "page-i.html"], "{name}");
    }
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_template_panics(text in "(\\{\\{|\\}\\}|\\{%|%\\}|\\{#|#\\}|-| |\n|\"|'|`|<|>|/|\\(|\\)|\\[|\\]|\\||\\.|\\?|=|,|:|~|@|đ|1|x|if|endif|for|in|endfor|block|endblock|set|include|extends|raw|endraw|component|endcomponent|is|not|and|trans|url|page){0,40}") {
        let (theme, _) = loaded(&template(&text));
        if theme.has("t.html") {
            let _ = theme.engine(Arc::new(Site)).render("t.html", &context("a.html"), &mut Vec::new());
        }
    }

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        let mut snapshot = Snapshot::default();
        for path in ["themes/me/templates/t.html", "themes/me/theme.yaml", "themes/me/strings/vi.yaml", "themes/me/static/a.css"] {
            snapshot.add_built_in(path, bytes.clone().leak());
        }
        load(&snapshot, &config("me"));
    }

    #[test]
    fn no_yaml_panics(text in "(name|engine|settings|components|extends|strings|one|other|: |:|\n|  |- |\\{|\\}|\\[|\\]|\"|'|#|&a|\\*a|me|0\\.1|null){0,30}") {
        let snapshot = project(&[("themes/me/theme.yaml", &text), ("themes/me/strings/vi.yaml", &text)]);
        load(&snapshot, &config("me"));
    }
}
