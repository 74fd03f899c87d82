//! What pages show.

use super::*;

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
            "doi-thoai a%20b%26ê +842961",
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
        assert!(!theme.bodies_use_site());
    }
}

#[test]
fn asking_the_site_is_seen_in_components_of_bodies() {
    let source = "{% set p = get_page(path=\"tai-lieu/a.md\") %}{{ p.title }}";
    let (theme, _) = loaded(&project(&[(
        "themes/me/templates/components/note.html",
        source,
    )]));
    assert!(theme.bodies_use_site());
}
