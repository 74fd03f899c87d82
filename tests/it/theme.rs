//! What a theme's faults look like: the fixtures `tests/diagnostics/T…` hold only the files at fault of a theme `thu`;
//! the rest of a whole small theme is added here. A template `t.html` is rendered for an entry `tai-lieu/bai.md`.

use satcoso::config::SiteConfig;
use satcoso::diagnostics::Diags;
use satcoso::site::Route;
use satcoso::source::{Decoded, Snapshot};
use satcoso::theme::{self, Context, Lookup, Shared};
use std::sync::Arc;

const REST: &[(&str, &str)] = &[
    (
        "theme.yaml",
        "name: Thử\nversion: \"1.0\"\nengine: {min: \"0.1\", max: \"0.1\"}\n",
    ),
    (
        "strings/vi.yaml",
        "nav:\n  home: Trang chủ\nhello: Chào {name}\n",
    ),
    ("static/css/site.css", "body{margin:0}\n"),
    (
        "templates/base.html",
        "<title>{% block title %}{% endblock %}</title>\n{% block main %}{% endblock %}\n",
    ),
    ("templates/page.html", "{% extends \"base.html\" %}\n"),
    ("templates/index.html", ""),
    ("templates/section.html", ""),
    ("templates/taxonomy_list.html", ""),
    ("templates/taxonomy_single.html", ""),
    ("templates/404.html", ""),
    ("templates/components/image.html", ""),
];

struct Nothing;

impl Lookup for Nothing {
    fn page(&self, _: &str) -> Option<Shared> {
        None
    }
    fn section(&self, _: &str, _: &str) -> Option<Shared> {
        None
    }
    fn entry_route(&self, _: &str) -> Option<Route> {
        None
    }
    fn data(&self, path: &str) -> Option<Decoded> {
        (path == "so-lieu.json").then(|| "{\n  \"a\": [1, 2\n}\n".into())
    }
}

/// All that a project's theme says while it is loaded and while its `t.html` is rendered.
pub fn diagnose(snapshot: &mut Snapshot, config: &SiteConfig) -> Diags {
    for (path, text) in REST {
        snapshot.add_built_in(&format!("themes/thu/{path}"), text.as_bytes());
    }
    let (theme, mut diags) = theme::load(snapshot, config);
    if let Some(theme) = theme.filter(|t| !diags.has_errors() && t.has("t.html")) {
        let mut context = Context::new();
        context.insert("lang", Shared::text("vi"));
        context.insert("current_path", Shared::text("tai-lieu/bai.html"));
        let page = Shared::map([
            ("title", Shared::text("Bài")),
            ("relative_path", Shared::text("tai-lieu/bai.md")),
        ]);
        context.insert("page", page);
        let rendered = theme
            .engine(Arc::new(Nothing))
            .render("t.html", &context, &mut Vec::new());
        diags.extend(rendered.err().into_iter().collect());
    }
    diags
}
