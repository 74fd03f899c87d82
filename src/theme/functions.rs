//! Functions of our own. Those that need only the theme and the configuration are registered when the theme is loaded;
//! those that ask the site, when an engine is made for it.

use super::assets::Assets;
use super::data::Data;
use super::engine::Lookup;
use super::faults::fault;
use super::filters::{current_path, lang};
use super::links::Links;
use super::phrase::Missing;
use super::seal::Seal;
use super::strings::Strings;
use crate::text::number;
use std::sync::Arc;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

/// Names of the functions, for hints.
pub(super) const NAMES: [&str; 10] = [
    "get_url",
    "get_page",
    "get_section",
    "trans",
    "load_data",
    "asset_text",
    "csp_mark",
    "csp_hashes",
    "range",
    "throw",
];

/// Functions whose results depend on other entries than the page at hand.
pub(super) const ASKING_THE_SITE: [&str; 3] = ["get_page", "get_section", "load_data"];

/// Registers what needs no site, and stand-ins for what does, so that Tera knows every name.
pub(super) fn register(
    tera: &mut Tera,
    links: &Arc<Links>,
    strings: &Arc<Strings>,
    assets: &Arc<Assets>,
    seal: &Seal,
) {
    // `<script{{ csp_mark() }}>` and, in the policy, `{{ csp_hashes() }}`: see `seal`.
    for (name, text) in [("csp_mark", seal.mark()), ("csp_hashes", seal.place())] {
        let text = Value::safe_string(text);
        tera.register_function(name, move |_: Kwargs, _: &State| text.clone());
    }
    let (l, s) = (links.clone(), strings.clone());
    tera.register_function("trans", move |kw: Kwargs, state: &State| {
        trans(&l, &s, &kw, state)
    });
    let (l, a) = (links.clone(), assets.clone());
    tera.register_function("asset_text", move |kw: Kwargs, state: &State| {
        asset_text(&l, &a, &kw, state)
    });
    for name in ["get_url", "get_page", "get_section", "load_data"] {
        tera.register_function(name, |_: Kwargs, _: &State| Value::none());
    }
}

/// Registers what asks the site.
pub(super) fn register_site(
    tera: &mut Tera,
    links: &Arc<Links>,
    assets: &Arc<Assets>,
    site: &Arc<dyn Lookup>,
) {
    let (l, a, s) = (links.clone(), assets.clone(), site.clone());
    tera.register_function("get_url", move |kw: Kwargs, state: &State| {
        get_url(&l, &a, &*s, &kw, state)
    });
    let s = site.clone();
    tera.register_function("get_page", move |kw: Kwargs, _: &State| get_page(&*s, &kw));
    let (l, s) = (links.clone(), site.clone());
    tera.register_function("get_section", move |kw: Kwargs, state: &State| {
        get_section(&l, &*s, &kw, state)
    });
    let (s, data) = (site.clone(), Data::default());
    tera.register_function("load_data", move |kw: Kwargs, _: &State| {
        data.get(kw.must_get("path")?, &*s)
    });
}

/// `trans(key="nav.home")`: the theme's text in the page's language, or in `lang`. `count` chooses the plural form and
/// fills `{count}` as the language writes numbers; every other argument fills the placeholder of its name.
fn trans(links: &Links, strings: &Strings, kwargs: &Kwargs, state: &State) -> TeraResult<Value> {
    let key = kwargs.must_get::<&str>("key")?;
    let only_key = kwargs.iter().nth(1).is_none();
    let lang = match if only_key {
        None
    } else {
        kwargs.get::<Value>("lang")?
    } {
        Some(given) => given,
        None => lang(links, state)?,
    };
    let lang = lang.as_str().unwrap_or_default();
    let count = if only_key {
        None
    } else {
        kwargs.get::<f64>("count")?
    };
    let argument = |name: &str| {
        let value = kwargs.get::<Value>(name).ok().flatten()?;
        match (value.as_i64(), value.as_f64()) {
            (Some(n), _) if name == "count" => Some(number::integer(n, lang)),
            (None, Some(x)) => Some(number::decimal(x, lang)),
            _ if value.is_undefined() || value.is_none() => None,
            _ => Some(value.to_string()),
        }
    };
    strings
        .get(lang, key, count, argument)
        .map_err(|missing| match missing {
            Missing::Key => unknown_key(strings, key),
            Missing::Argument(name) => fault(
                "T018",
                format!("Câu “{key}” cần đối số {name}=…"),
                format!("The text “{key}” needs the argument {name}=…"),
            ),
        })
}

fn unknown_key(strings: &Strings, key: &str) -> Error {
    let (vi, en) = super::lint::no_string(strings, key);
    fault("T018", vi, en)
}

/// `asset_text(path="css/critical.css")`: the text of a file of the theme, for being put into the page, marked safe.
fn asset_text(links: &Links, assets: &Assets, kwargs: &Kwargs, state: &State) -> TeraResult<Value> {
    let path = kwargs.must_get::<&str>("path")?;
    let Some(asset) = assets.get(path) else {
        let (vi, en) = super::lint::no_asset(assets, path);
        return Err(fault("T019", vi, en));
    };
    let from = state.get::<Value>("current_path")?;
    let from = from.as_ref().and_then(Value::as_str).unwrap_or_default();
    let text = assets.text(asset, |route| links.href(from, route.as_str()));
    text.map(|t| Value::safe_string(&t))
        .map_err(|d| fault("T019", d.vi, d.en))
}

/// `get_url(path=…)`: the relative reference to a file of the theme (`css/site.css`, under its published name), an
/// entry (`@/tai-lieu/a.md`, also with `#part`), or else a path below the site's root.
fn get_url(
    links: &Links,
    assets: &Assets,
    site: &dyn Lookup,
    kwargs: &Kwargs,
    state: &State,
) -> TeraResult<String> {
    let path = kwargs.must_get::<&str>("path")?;
    let from = current_path(state)?;
    let from = from.as_str().unwrap_or_default();
    if let Some(asset) = assets.get(path) {
        return Ok(links.href(from, asset.route.as_str()));
    }
    let Some(entry) = path.strip_prefix("@/") else {
        return Ok(links.href(from, path));
    };
    let (file, part) = entry.split_at(entry.find('#').unwrap_or(entry.len()));
    match site.entry_route(file) {
        Some(route) => Ok(links.href(from, route.as_str()) + part),
        None => Err(no_entry(file)),
    }
}

/// `get_page(path="tai-lieu/a.md")`: the card of another entry.
fn get_page(site: &dyn Lookup, kwargs: &Kwargs) -> TeraResult<Value> {
    let path = kwargs.must_get::<&str>("path")?;
    let path = path.strip_prefix("@/").unwrap_or(path);
    site.page(path)
        .map(|card| card.0)
        .ok_or_else(|| no_entry(path))
}

/// `get_section(path="tai-lieu/_index.md")`: title, path and pages of a section in the page's language, or in `lang`.
fn get_section(
    links: &Links,
    site: &dyn Lookup,
    kwargs: &Kwargs,
    state: &State,
) -> TeraResult<Value> {
    let path = kwargs.must_get::<&str>("path")?;
    let path = path.strip_prefix("@/").unwrap_or(path);
    let lang = match kwargs.get::<Value>("lang")? {
        Some(given) => given,
        None => lang(links, state)?,
    };
    let found = site.section(path, lang.as_str().unwrap_or_default());
    found.map(|section| section.0).ok_or_else(|| {
        fault(
            "T026",
            format!("Không có chuyên mục “{path}”. Viết đường dẫn từ thư mục content, như tai-lieu/_index.md."),
            format!("There is no section “{path}”. Write its path below content, such as tai-lieu/_index.md."),
        )
    })
}

fn no_entry(path: &str) -> Error {
    fault(
        "T026",
        format!(
            "Không có bài “{path}”, hoặc bài chưa được đăng. Viết đường dẫn từ thư mục content, như tai-lieu/bai.md."
        ),
        format!(
            "There is no entry “{path}”, or it is not published. Write its path below content, such as tai-lieu/a.md."
        ),
    )
}
