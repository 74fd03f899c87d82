//! `post.json` and `posts.json`: the pack for programs. The schema is described in `README.md` beside this file.

use super::fold::{self, Fold};
use super::graph;
use super::packs::{Item, Packs};
use crate::diagnostics::Diagnostic;
use crate::outputs::World;
use crate::site::Route;
use crate::text::excerpt::graphemes;
use serde::Serialize;
use serde_json::{Value, json};

/// Version of the schema: rises when a field changes its meaning or goes.
const SCHEMA: u32 = 1;

/// A picture as it lies in the pack.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ImageFile {
    /// Name in the folder.
    pub file: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Bytes.
    pub bytes: usize,
    /// SHA-256, hexadecimal.
    pub sha256: String,
    /// Alt text.
    pub alt: String,
    /// Caption.
    pub caption: String,
    /// Absolute address, when the site has one and the pack lies in it.
    pub url: Option<String>,
}

/// A text with its measures.
#[derive(Serialize)]
struct Text<'a> {
    text: &'a str,
    graphemes: usize,
    utf16: usize,
    fold: Folds,
}

#[derive(Serialize)]
struct Folds {
    mobile: Option<Fold>,
    desktop: Option<Fold>,
}

fn text(text: &str) -> Text<'_> {
    Text {
        text,
        graphemes: graphemes(text),
        utf16: fold::utf16(text),
        fold: Folds {
            mobile: fold::phone(text),
            desktop: fold::desktop(text),
        },
    }
}

/// `post.json` of a pack.
pub(super) fn post(world: &World, packs: &Packs, item: &Item, images: &[ImageFile]) -> Value {
    let pack = packs.pack(world, item);
    let mut out = summary(world, packs, item);
    let urls: Vec<Option<String>> = images.iter().map(|i| i.url.clone()).collect();
    if let Some(map) = out.as_object_mut() {
        map.insert("images".into(), json!(images));
        map.insert(
            "graph".into(),
            graph::requests(pack, &urls, pack.social.url.as_deref()),
        );
    }
    out
}

/// What `posts.json` says of a pack: all but the pictures' hashes and the requests.
pub(super) fn summary(world: &World, packs: &Packs, item: &Item) -> Value {
    let pack = packs.pack(world, item);
    let entry = world.site.entry(item.id);
    let common = &entry.front.common;
    let social = &pack.social;
    let offset = world.config.timezone.offset();
    let schedule = pack.settings.schedule.map(|at| {
        json!({"at": at.rfc3339(offset), "unix": at.0, "in_window": pack.window == Some(super::form::Window::Open)})
    });
    let posted: Vec<Value> = pack
        .settings
        .posted
        .iter()
        .map(|p| json!({"date": p.date.date(offset).iso(), "url": p.url, "title": p.title}))
        .collect();
    json!({
        "schema": SCHEMA,
        "id": item.folder,
        "status": if pack.ready { "ready" } else { "blocked" },
        "mode": pack.mode.name(),
        "entry": {
            "file": &*entry.file,
            "title": common.title,
            "kind": entry.path.kind,
            "lang": entry.path.lang,
            "date": common.date.map(|d| d.rfc3339(offset)),
            "path": world.site.route(item.id).as_str(),
            "url": social.url,
        },
        "hook": pack.hook,
        "message": text(&pack.photo),
        "link_message": text(&pack.link),
        "comment": text(&pack.comment),
        "hashtags": pack.hashtags,
        "images": pack.images.iter().map(|i| json!({"file": i.name, "width": i.width, "height": i.height, "alt": i.alt})).collect::<Vec<_>>(),
        "og": {
            "url": social.url,
            "title": social.title,
            "description": social.description,
            "image": social.image,
            "image_width": social.image_width,
            "image_height": social.image_height,
            "image_alt": social.image_alt,
            "locale": social.locale,
        },
        "schedule": schedule,
        "posted": posted,
        "problems": pack.problems().into_iter().map(|(level, d)| problem(world, level, d)).collect::<Vec<_>>(),
    })
}

fn problem(world: &World, level: &str, d: &Diagnostic) -> Value {
    json!({
        "level": level,
        "code": d.code,
        "file": d.span.as_ref().map(|s| s.file.to_string()),
        "line": line(world, d),
        "vi": d.vi,
        "en": d.en,
    })
}

/// The line a diagnostic speaks of, from 1.
pub(super) fn line(world: &World, d: &Diagnostic) -> Option<usize> {
    let span = d.span.as_ref()?;
    let text = world.snapshot.get(&span.file)?.text()?;
    let before = text.get(..span.start as usize)?;
    Some(before.matches('\n').count() + 1)
}

/// The absolute address of a file of the packs.
pub(super) fn address(world: &World, packs: &Packs, route: &Route) -> Option<String> {
    world
        .views()
        .permalink(route)
        .filter(|_| packs.beside.is_none())
}

/// JSON for people to read, ending in a line break.
pub(super) fn pretty(value: &Value) -> Vec<u8> {
    let mut out = serde_json::to_vec_pretty(value).unwrap_or_default();
    out.push(b'\n');
    out
}
