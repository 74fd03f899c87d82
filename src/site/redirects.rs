//! Former addresses that lead to present ones.

use super::sections::{folder_route, page_route};
use super::{Route, TaxonomyPages};
use crate::config::SiteConfig;
use crate::content::Entry;
use crate::diagnostics::{Diagnostic, Diags, FilePath, Span};
use crate::text::slug::slugify;
use std::sync::Arc;

/// A former address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The former address.
    pub from: Route,
    /// The present one.
    pub to: Route,
    /// What the reader sees while being led on.
    pub title: String,
    /// The file that says so.
    pub origin: FilePath,
}

/// Redirects from entries' `aliases:` and from terms' old names.
pub(super) fn collect(
    config: &SiteConfig,
    config_file: &FilePath,
    entries: &[Arc<Entry>],
    routes: &[Route],
    taxonomies: &[TaxonomyPages],
) -> (Vec<Redirect>, Diags) {
    let mut diags = Diags::new();
    let mut out = Vec::new();
    for (entry, route) in entries.iter().zip(routes) {
        for alias in &entry.front.common.aliases {
            match alias_route(alias) {
                Some(from) => out.push(Redirect {
                    from,
                    to: route.clone(),
                    title: entry.front.common.title.clone(),
                    origin: entry.file.clone(),
                }),
                None => diags.push(bad_alias(entry, alias)),
            }
        }
    }
    for pages in taxonomies {
        let taxonomy = &config.taxonomies[pages.config];
        let prefix = config
            .languages
            .iter()
            .find(|l| l.code == pages.lang)
            .map_or("", |l| l.prefix.as_str());
        let folder = folder_route(prefix, &taxonomy.slug);
        for term in &pages.terms {
            for old in taxonomy
                .terms
                .iter()
                .filter(|t| t.slug == term.slug)
                .flat_map(|t| &t.old)
            {
                let from = page_route(config, &folder, &slugify(old));
                if from != term.route {
                    let (to, title) = (term.route.clone(), term.name.clone());
                    out.push(Redirect {
                        from,
                        to,
                        title,
                        origin: config_file.clone(),
                    });
                }
            }
        }
    }
    (out, diags)
}

/// An alias as written (`/cu/bai.html`, `cu/bai/`, `cu/bai`) as a route; `None` where it cannot be one.
pub(super) fn alias_route(alias: &str) -> Option<Route> {
    let path = alias.trim().trim_start_matches('/');
    let sound = !path.contains("://")
        && !path.contains(['\\', '?', '#', ':', '<', '>', '"', '|', '*'])
        && !path.chars().any(char::is_control)
        && path.split('/').all(|p| p != ".." && p != ".")
        && !path.contains("//");
    if !sound || path.is_empty() {
        return None;
    }
    let last = path.rsplit('/').next().unwrap_or(path);
    Some(Route::new(if last.is_empty() {
        format!("{path}index.html")
    } else if last.contains('.') {
        path.to_owned()
    } else {
        format!("{path}/index.html")
    }))
}

fn bad_alias(entry: &Entry, alias: &str) -> Diagnostic {
    let at = entry.text.find(alias).unwrap_or(0);
    Diagnostic::error(
        "R003",
        Span::new(&entry.file, at..at + alias.len()),
        format!(
            "Địa chỉ cũ “{alias}” không hợp lệ. Viết đường dẫn tính từ gốc trang, ví dụ /tai-lieu/ten-cu.html"
        ),
        format!(
            "The former address “{alias}” is not valid. Write a path from the site's root, such as /tai-lieu/old-name.html"
        ),
    )
}
