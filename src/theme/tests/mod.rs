//! What authors of themes and readers of pages would notice, on small themes in memory.

mod faults;
mod properties;
mod rendering;

use super::*;
use crate::config::*;
use crate::diagnostics::{Diags, Lang};
use crate::site::Route;
use crate::source::{Decoded, Limits, Snapshot};
use crate::yaml::Value;
use serde_json::json;

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
