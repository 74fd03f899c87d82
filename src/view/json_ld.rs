//! schema.org data of a page: the entry itself, its publisher, and the way down to it.

use super::types::{Card, LinkView, SocialView};
use super::views::Views;
use crate::site::{EntryId, Route};
use serde_json::{Value, json};

/// JSON-LD of an entry's page, safe inside `<script>`; empty without a `base_url`, since it needs absolute addresses.
pub(super) fn page(
    views: &Views,
    id: EntryId,
    card: &Card,
    breadcrumbs: &[LinkView],
    social: &SocialView,
) -> String {
    let Some(url) = &card.permalink else {
        return String::new();
    };
    let site = views.site;
    let kind = site.kind(id);
    let publisher = organization(views, &card.lang);
    let is_a = kind.map_or("WebPage", |k| k.schema_org.as_str());
    // Articles have headlines, other works names (Google's guide to structured data).
    let title = if is_a.ends_with("Article") {
        "headline"
    } else {
        "name"
    };
    let mut main = json!({
        "@type": is_a,
        "url": url,
        title: card.title,
        "description": card.summary,
        "inLanguage": card.lang,
        "publisher": publisher,
    });
    if let Some(fields) = main.as_object_mut() {
        if let Some(date) = &card.date {
            fields.insert("datePublished".into(), json!(date.iso));
        }
        if let Some(date) = &card.updated {
            fields.insert("dateModified".into(), json!(date.iso));
        }
        // Its size stands in the page's Open Graph data.
        if let Some(image) = &social.image {
            fields.insert("image".into(), json!(image));
        }
        let authors: Vec<Value> = card
            .authors
            .iter()
            .map(|a| json!({"@type": "Organization", "name": a}))
            .collect();
        let author = if authors.is_empty() {
            publisher
        } else {
            Value::Array(authors)
        };
        fields.insert("author".into(), author);
        if matches!(is_a, "LearningResource" | "HowTo") {
            fields.insert(
                "timeRequired".into(),
                json!(format!("PT{}M", card.reading_time)),
            );
        }
    }
    safe(
        &json!({"@context": "https://schema.org", "@graph": [main, crumbs(views, card, breadcrumbs)]}),
    )
}

fn organization(views: &Views, lang: &str) -> Value {
    let config = &views.site.config;
    let name = if config.organization.is_empty() {
        views.site.language(lang).title.clone()
    } else {
        config.organization.clone()
    };
    let mut out = json!({"@type": "Organization", "name": name});
    if let (Some(base), Some(fields)) = (&config.base_url, out.as_object_mut()) {
        fields.insert("url".into(), json!(base.join("")));
    }
    out
}

fn crumbs(views: &Views, card: &Card, breadcrumbs: &[LinkView]) -> Value {
    let mut items: Vec<Value> = Vec::new();
    for (i, crumb) in breadcrumbs.iter().enumerate() {
        items.push(json!({
            "@type": "ListItem",
            "position": i + 1,
            "name": crumb.title,
            "item": views.permalink(&Route::new(crumb.path.as_str())),
        }));
    }
    // The last one is the page itself and needs no address.
    items.push(json!({"@type": "ListItem", "position": items.len() + 1, "name": card.title}));
    json!({"@type": "BreadcrumbList", "itemListElement": items})
}

/// JSON that cannot end the script element it stands in.
fn safe(value: &Value) -> String {
    value
        .to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
}
