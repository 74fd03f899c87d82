//! Pages that belong to no entry: the page for addresses that do not exist, search, the list from A to Z, and the page
//! shown without a network. Each exists where the theme has its template.

use super::{Key, Made, Output, Plan, Recipe, World};
use crate::config::BaseUrl;
use crate::diagnostics::{Diags, FilePath};
use crate::site::{EntryId, Route};
use crate::text::{collate, letter};
use crate::theme::Shared;
use crate::view::TranslationView;

/// The output of these pages.
pub struct Specials;

/// What a special page shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    NotFound,
    Search,
    Index,
    Offline,
}

impl What {
    fn template(self) -> &'static str {
        match self {
            What::NotFound => "404.html",
            What::Search => "search.html",
            What::Index => "a-z.html",
            What::Offline => "offline.html",
        }
    }

    /// The theme's text that is its title.
    fn title(self) -> &'static str {
        match self {
            What::NotFound => "missing.title",
            What::Search => "search.title",
            What::Index => "az.title",
            What::Offline => "offline.title",
        }
    }

    /// Whether the site has it: the theme has the template, and what it is for is on.
    fn on(self, world: &World) -> bool {
        let output = match self {
            What::Search => "search",
            What::Offline => "offline",
            What::NotFound | What::Index => "",
        };
        world.config.outputs.on(output) && world.theme.has(self.template())
    }

    fn route(self, prefix: &str) -> Route {
        Route::new(match self {
            What::NotFound => "404.html".to_owned(),
            What::Search => format!("{prefix}tim-kiem.html"),
            What::Index => format!("{prefix}a-z.html"),
            What::Offline => format!("{prefix}offline.html"),
        })
    }
}

impl Output for Specials {
    fn name(&self) -> &'static str {
        "special"
    }

    fn plan(&self, world: &World, plan: &mut Plan) -> Diags {
        let origin: FilePath = format!("themes/{}/templates", world.config.theme).into();
        for section in world.site.sections.iter().filter(|s| s.folder.is_empty()) {
            let language = world.site.language(&section.lang);
            for what in [What::NotFound, What::Search, What::Index, What::Offline] {
                let once = what == What::NotFound && !language.prefix.is_empty();
                if !once && what.on(world) {
                    let page = Special {
                        what,
                        lang: section.lang.clone(),
                    };
                    plan.claim(what.route(&language.prefix), &origin, page);
                }
            }
        }
        Diags::new()
    }
}

/// Whether a page only tells that another could not be shown.
pub(super) fn is_notice(world: &World, route: &Route) -> bool {
    *route == What::NotFound.route("") || offline_pages(world).any(|(_, page)| page == *route)
}

/// The pages shown without a network, with their languages' prefixes; the default language's (without prefix) last.
pub(super) fn offline_pages(world: &World) -> impl Iterator<Item = (String, Route)> {
    let homes = world
        .site
        .sections
        .iter()
        .rev()
        .filter(|s| s.folder.is_empty());
    homes.filter(|_| What::Offline.on(world)).map(|s| {
        let prefix = world.site.language(&s.lang).prefix.clone();
        let route = What::Offline.route(&prefix);
        (prefix, route)
    })
}

/// The page shown without a network, in the default language.
///
/// # Errors
/// What the theme's template is wrong about.
pub(super) fn offline_page(world: &World) -> Result<Vec<u8>, Diags> {
    let mut out = Vec::new();
    let lang = world.default_lang().to_owned();
    let what = What::Offline;
    Special { what, lang }.make(world, &mut out)?;
    Ok(out)
}

/// Where the search page of a language is, when there is one.
pub(super) fn search_route(world: &World, lang: &str) -> Option<Route> {
    What::Search
        .on(world)
        .then(|| What::Search.route(&world.site.language(lang).prefix))
}

/// The folder of a language's search index, with a slash at its end.
pub(super) fn search_folder(world: &World, lang: &str) -> String {
    format!("{}tim-kiem/", world.site.language(lang).prefix)
}

/// All language versions of an entry, itself included; empty when it is in one language only.
pub(super) fn alternates(world: &World, id: EntryId) -> Vec<TranslationView> {
    let others = world.views().translations_of(id);
    if others.is_empty() {
        return others;
    }
    let entry = world.site.entry(id);
    let route = world.site.route(id);
    let mut all = vec![TranslationView {
        lang: entry.path.lang.clone(),
        name: crate::view::language_name(&entry.path.lang).to_owned(),
        title: entry.front.common.title.clone(),
        path: route.as_str().to_owned(),
        permalink: world.views().permalink(route),
    }];
    all.extend(others);
    all
}

/// The home pages of all languages; empty when there is one only.
pub(super) fn home_alternates(world: &World) -> Vec<TranslationView> {
    let homes: Vec<_> = world
        .site
        .sections
        .iter()
        .filter(|s| s.folder.is_empty())
        .collect();
    if homes.len() < 2 {
        return Vec::new();
    }
    homes
        .into_iter()
        .map(|s| TranslationView {
            lang: s.lang.clone(),
            name: crate::view::language_name(&s.lang).to_owned(),
            title: world.site.language(&s.lang).title.clone(),
            path: s.route.as_str().to_owned(),
            permalink: world.views().permalink(&s.route),
        })
        .collect()
}

/// A server shows `404.html` under whatever address does not exist, so at any depth, where relative references would
/// lead astray. This script, first in the page's head, then names the site's root as their base: `root` (the path of
/// `base_url`), or `/` where the site is hosted elsewhere. From disk and under its own name the page needs nothing. Links
/// to parts of the page (`#…`) stay within it.
fn anywhere(root: &str, mark: &str) -> String {
    let root = serde_json::Value::from(root)
        .to_string()
        .replace('<', "\\u003c");
    format!(
        r##"<script{mark}>(function(d,l,r){{if(!/^http/.test(l.protocol)||/\/404\.html$/.test(l.pathname))return;var b=d.createElement("base");b.href=l.pathname.indexOf(r)?"/":r;d.head.appendChild(b);d.addEventListener("DOMContentLoaded",function(){{d.querySelectorAll('a[href^="#"]').forEach(function(a){{a.href=l.pathname+l.search+a.getAttribute("href")}})}})}})(document,location,{root})</script>"##
    )
}

struct Special {
    what: What,
    lang: String,
}

impl Special {
    /// Entries in dictionary order, grouped by first letter.
    fn letters(&self, world: &World) -> Vec<(String, Vec<EntryId>)> {
        let site = &world.site;
        let mut ids: Vec<EntryId> = site
            .pages()
            .filter(|id| site.entry(*id).path.lang == self.lang)
            .collect();
        ids.sort_by_cached_key(|id| (collate::sort_key(&site.entry(*id).front.common.title), *id));
        let mut out: Vec<(String, Vec<EntryId>)> = Vec::new();
        for id in ids {
            let letter = first_letter(&site.entry(id).front.common.title);
            match out.last_mut() {
                Some((last, ids)) if *last == letter => ids.push(id),
                _ => out.push((letter, vec![id])),
            }
        }
        out
    }
}

/// The letter under which a title stands: its first letter without tone (Ă and Đ are letters of their own); `0–9` for
/// numbers.
fn first_letter(title: &str) -> String {
    match title.chars().find(|c| c.is_alphanumeric()) {
        Some(c) if c.is_numeric() => "0–9".to_owned(),
        Some(c) => letter::split(c).0.to_uppercase().to_string(),
        None => "#".to_owned(),
    }
}

impl Recipe for Special {
    fn key(&self, world: &World, key: &mut Key) {
        key.text("template", self.what.template());
        key.number("base", world.base_hash(&self.lang));
        if self.what == What::Index {
            for (_, ids) in self.letters(world) {
                ids.iter()
                    .for_each(|id| key.number("card", world.shelf.hash(*id)));
            }
        }
        if world.theme.uses_site(self.what.template()) {
            key.number("everything", world.shelf.everything());
        }
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        let language = world.site.language(&self.lang);
        let route = self.what.route(&language.prefix);
        let mut context = world.context(&route, &self.lang, Vec::new());
        let title = world.theme.string(&self.lang, self.what.title(), None, &[]);
        let title = title.as_ref().unwrap_or(&language.title);
        let social = world
            .views()
            .social_of(&route, &self.lang, title, &language.description);
        context.insert("social", Shared::new(&social));
        match self.what {
            What::Index => context.insert(
                "entries",
                Shared::list(self.letters(world).iter().map(|(letter, ids)| {
                    Shared::map([
                        ("letter", Shared::text(letter)),
                        ("pages", world.shelf.list(ids)),
                    ])
                })),
            ),
            What::Search => context.insert(
                "search",
                Shared::map([("data", Shared::text(&search_folder(world, &self.lang)))]),
            ),
            What::NotFound => {
                let root = format!(
                    "{}/",
                    world.config.base_url.as_ref().map_or("", BaseUrl::path)
                );
                context.insert(
                    "anywhere",
                    Shared::html(&anywhere(&root, world.engine.mark())),
                );
                context.insert("root", Shared::text(&root));
            }
            What::Offline => {}
        }
        world
            .engine
            .render(self.what.template(), &context, out)
            .map_err(Diags::from)?;
        Ok(Diags::new())
    }

    fn templates(&self, _world: &World) -> Vec<String> {
        vec![self.what.template().to_owned()]
    }
}
