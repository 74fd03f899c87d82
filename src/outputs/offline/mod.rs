//! Reading without a network: the service worker at the site's root, the web manifest and its icons.
//!
//! The worker's text changes with every deployment, which is how browsers notice one. Its shell is the page shown without
//! a network (`offline.html` of the theme) with the styles and scripts that page names.

mod icon;

use super::special::{offline_page, offline_pages};
use super::{Key, Made, Output, Plan, Recipe, World};
use crate::diagnostics::{Diags, FilePath};
use crate::site::Route;
use icon::{Icon, Purpose};
use serde_json::{Value, json};

/// The output of what browsers need for reading without a network.
pub struct Offline;

/// The worker, without what is put before it.
const WORKER: &str = include_str!("worker.js");
/// The drawing that icons are made from, in a theme's `static/`.
const DRAWING: &str = "icons/favicon.svg";
/// The theme's setting for the colour around the page and behind the icon.
const COLOUR: &str = "app_color";
/// The colour where the theme has no such setting.
const PLAIN: &str = "#b3261e";
/// Letters of a name under an icon, beyond which phones cut it off.
const SHORT: usize = 14;

impl Output for Offline {
    fn name(&self) -> &'static str {
        "offline"
    }

    fn plan(&self, world: &World, plan: &mut Plan) -> Diags {
        if offline_pages(world).next().is_none() {
            return Diags::new();
        }
        let origin: FilePath = crate::config::SITE_FILE.into();
        plan.claim(Route::new("sw.js"), &origin, Worker);
        plan.claim(Route::new("manifest.webmanifest"), &origin, Manifest);
        for icon in icons(world) {
            plan.claim(icon.route(), &origin, icon);
        }
        Diags::new()
    }
}

/// Icons for the home screen: two sizes, and one that phones may cut into any shape.
fn icons(world: &World) -> Vec<Icon> {
    let Ok(drawing) = world.theme.asset_bytes(DRAWING) else {
        return Vec::new();
    };
    if drawing.is_empty() {
        return Vec::new();
    }
    [
        (192, Purpose::Any),
        (512, Purpose::Any),
        (512, Purpose::Maskable),
    ]
    .map(|(size, purpose)| Icon {
        drawing: drawing.clone(),
        colour: colour(world),
        size,
        purpose,
    })
    .to_vec()
}

fn colour(world: &World) -> String {
    let set = world.theme.setting(COLOUR);
    set.as_ref()
        .and_then(|value| value.as_str())
        .unwrap_or(PLAIN)
        .to_owned()
}

/// `sw.js`.
struct Worker;

impl Worker {
    /// Changes with everything that readers may see.
    fn version(&self, world: &World) -> String {
        let mut key = Key::new();
        self.key(world, &mut key);
        format!("{:016x}", key.finish() >> 64)
    }
}

impl Recipe for Worker {
    fn key(&self, world: &World, key: &mut Key) {
        key.text("worker", WORKER);
        key.number("theme", world.theme.hash());
        key.number("config", world.config.hash);
        for id in world.site.ids() {
            key.text("route", world.site.route(id).as_str());
            key.number("entry", world.site.entry(id).hash);
        }
        // Ledgers are written by the build itself and change no page.
        let files = world.snapshot.below("content/");
        let read = |path: &str| !path.ends_with(".md") && !super::is_ledger(path);
        for file in files.filter(|f| read(&f.path)) {
            key.number("file", file.hash);
        }
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        let page = offline_page(world)?;
        let pages: Vec<(String, String)> = offline_pages(world)
            .map(|(prefix, route)| (prefix, route.as_str().to_owned()))
            .collect();
        let mut files: Vec<&str> = pages
            .last()
            .map(|(_, route)| &**route)
            .into_iter()
            .collect();
        let html = String::from_utf8_lossy(&page);
        files.extend(shell(&html));
        let start = format!(
            "const VERSION = {}, FILES = {}, OFFLINE = {};\n",
            json!(self.version(world)),
            json!(files),
            json!(pages),
        );
        out.extend(start.as_bytes());
        out.extend(crate::theme::compact_script(WORKER).as_bytes());
        Ok(Diags::new())
    }

    fn templates(&self, _world: &World) -> Vec<String> {
        vec!["offline.html".to_owned()]
    }
}

/// Style sheets and scripts that a page at the root names.
fn shell(html: &str) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for start in ["href=\"", "src=\""] {
        for (at, _) in html.match_indices(start) {
            let rest = html.get(at + start.len()..).unwrap_or_default();
            let path = rest.split('"').next().unwrap_or_default();
            let is_file = path.ends_with(".css") || path.ends_with(".js");
            if is_file && !path.contains(':') && !found.contains(&path) {
                found.push(path);
            }
        }
    }
    found
}

/// `manifest.webmanifest` (W3C, Web Application Manifest).
struct Manifest;

impl Recipe for Manifest {
    fn key(&self, world: &World, key: &mut Key) {
        key.number("base", world.base_hash(world.default_lang()));
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        let language = world.site.language(world.default_lang());
        let icons: Vec<Value> = icons(world).iter().map(Icon::entry).collect();
        let mut manifest = json!({
            "id": "./",
            "name": language.title,
            "short_name": short(&language.title),
            "description": language.description,
            "lang": language.code,
            "start_url": "./index.html",
            "scope": "./",
            "display": "minimal-ui",
            "theme_color": colour(world),
            "background_color": "#ffffff",
            "icons": icons,
        });
        let search = super::special::search_route(world, &language.code);
        let word = world
            .theme
            .string(&language.code, "search.title", None, &[]);
        if let (Some(search), Some(word), Some(map)) = (search, word, manifest.as_object_mut()) {
            let shortcut = json!([{"name": word, "url": format!("./{search}")}]);
            map.insert("shortcuts".to_owned(), shortcut);
        }
        out.extend(manifest.to_string().as_bytes());
        out.push(b'\n');
        Ok(Diags::new())
    }
}

/// The part of a title that fits under an icon: up to its first comma or colon, else as many words as fit.
fn short(title: &str) -> String {
    let head = title.split([',', ':', '–']).next().unwrap_or(title).trim();
    let mut out = String::new();
    for word in head.split_whitespace() {
        let more = usize::from(!out.is_empty()) + word.chars().count();
        if !out.is_empty() && out.chars().count() + more > SHORT {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_fits_under_an_icon() {
        assert_eq!(short("Sát cơ sở, gần công nhân"), "Sát cơ sở");
        assert_eq!(short("Công đoàn An Giang hôm nay"), "Công đoàn An");
        assert_eq!(short("Liênđoànlaođộngtỉnh"), "Liênđoànlaođộngtỉnh");
        assert_eq!(short(""), "");
    }

    #[test]
    fn the_shell_is_what_the_page_names() {
        let html = "<link rel=\"stylesheet\" href=\"assets/a.css\"><link href=\"assets/a.css\"><a href=\"b.html\"><script src=\"assets/c.js\"></script><script src=\"https://x.example/d.js\">";
        assert_eq!(shell(html), ["assets/a.css", "assets/c.js"]);
    }
}
