//! What the board's template sees of a pack. `themes/README.md` lists the fields.

use super::fold::{self, Fold};
use super::json;
use super::pack::Pack;
use super::packs::{Item, Packs};
use super::settings::Mode;
use crate::outputs::World;
use crate::site::Route;
use crate::text::excerpt::graphemes;
use crate::yaml::quote;
use serde::Serialize;

/// Stands for the day of posting, which the board's script fills in: a page made without a clock cannot know it.
const DAY: &str = "NĂM-THÁNG-NGÀY";

/// A kind among the filters.
#[derive(Serialize)]
pub(super) struct Kind<'a> {
    /// Folder.
    pub key: &'a str,
    /// Name.
    pub label: &'a str,
}

/// A text as a device shows it at first.
#[derive(Serialize)]
struct Folded<'a> {
    /// Above the fold.
    shown: &'a str,
    /// Behind “Xem thêm”; empty where nothing is hidden.
    rest: &'a str,
    /// Where the fold is, in characters; 0 where nothing is hidden.
    at: usize,
}

#[derive(Serialize)]
struct Image<'a> {
    path: String,
    name: &'a str,
    /// What a browser shall call the file when it saves it.
    save_as: String,
    width: u32,
    height: u32,
    alt: &'a str,
    caption: &'a str,
}

#[derive(Serialize)]
struct LinkCard<'a> {
    host: String,
    title: &'a str,
    description: &'a str,
    /// Path below the root, or an absolute address.
    image: Option<String>,
}

#[derive(Serialize)]
struct Problem<'a> {
    level: &'a str,
    code: &'a str,
    message: &'a str,
    file: String,
    line: Option<usize>,
}

#[derive(Serialize)]
struct Posted {
    date: String,
    url: String,
}

/// One entry of the board.
#[derive(Serialize)]
pub(super) struct Entry<'a> {
    id: String,
    title: String,
    kind: String,
    kind_label: String,
    lang: String,
    date: Option<String>,
    day: Option<String>,
    /// The article: a path below the root, or its address when the board lies outside the site.
    page: String,
    file: String,
    ready: bool,
    mode: &'a str,
    message: &'a str,
    other_message: &'a str,
    comment: &'a str,
    phone: Folded<'a>,
    desktop: Folded<'a>,
    characters: usize,
    hashtags: &'a [String],
    images: Vec<Image<'a>>,
    link: LinkCard<'a>,
    schedule: Option<String>,
    schedule_open: bool,
    posted: Vec<Posted>,
    problems: Vec<Problem<'a>>,
    /// The lines to paste into the entry once it is posted.
    record: String,
    folder: String,
}

/// An entry as the board shows it.
pub(super) fn entry<'a>(world: &'a World, packs: &'a Packs, item: &'a Item) -> Entry<'a> {
    let pack = packs.pack(world, item);
    let source = world.site.entry(item.id);
    let common = &source.front.common;
    let kind = world.site.kind(item.id);
    let offset = world.config.timezone.offset();
    let message = pack.message();
    let address = |route: &Route| match packs.beside.is_some() {
        true => world.views().permalink(route).unwrap_or_default(),
        false => route.as_str().to_owned(),
    };
    Entry {
        id: item.folder.replace('/', "-"),
        title: common.title.clone(),
        kind: source.path.kind.clone(),
        kind_label: kind.map_or_else(String::new, |k| {
            k.label.get(world.default_lang()).to_owned()
        }),
        lang: source.path.lang.clone(),
        date: common.date.map(|d| d.short(offset, world.default_lang())),
        day: common.date.map(|d| d.date(offset).iso()),
        page: address(world.site.route(item.id)),
        file: source.file.to_string(),
        ready: pack.ready,
        mode: pack.mode.name(),
        message,
        other_message: match pack.mode {
            Mode::Photo => &pack.link,
            Mode::Link => &pack.photo,
        },
        comment: &pack.comment,
        phone: folded(message, fold::phone(message)),
        desktop: folded(message, fold::desktop(message)),
        characters: graphemes(message),
        hashtags: &pack.hashtags,
        images: images(packs, item, pack),
        link: link(world, pack, &address),
        schedule: pack.settings.schedule.map(|at| {
            format!(
                "{} {}",
                at.clock(offset),
                at.date(offset).short(world.default_lang())
            )
        }),
        schedule_open: pack.window == Some(super::form::Window::Open),
        posted: pack
            .settings
            .posted
            .iter()
            .map(|p| Posted {
                date: p.date.date(offset).short(world.default_lang()),
                url: p.url.clone(),
            })
            .collect(),
        problems: problems(world, pack),
        record: format!(
            "facebook:\n  posted:\n    - date: {DAY}\n      url: {}\n      title: {}",
            quote("https://www.facebook.com/…"),
            quote(&source.front.common.title)
        ),
        folder: format!("{}{}/", packs.root, item.folder),
    }
}

fn folded(text: &str, fold: Option<Fold>) -> Folded<'_> {
    match fold {
        Some(fold) => Folded {
            shown: text.get(..fold.bytes).unwrap_or(text),
            rest: text.get(fold.bytes..).unwrap_or(""),
            at: fold.graphemes,
        },
        None => Folded {
            shown: text,
            rest: "",
            at: 0,
        },
    }
}

fn images<'a>(packs: &Packs, item: &Item, pack: &'a Pack) -> Vec<Image<'a>> {
    let image = |image: &'a super::images::PostImage| Image {
        path: packs.route(item, &image.name).as_str().to_owned(),
        name: &image.name,
        save_as: format!("{}-{}", item.folder.replace('/', "-"), image.name),
        width: image.width,
        height: image.height,
        alt: &image.alt,
        caption: &image.caption,
    };
    pack.images.iter().map(image).collect()
}

fn link<'a>(world: &World, pack: &'a Pack, address: &dyn Fn(&Route) -> String) -> LinkCard<'a> {
    use crate::view::Media;
    let social = &pack.social;
    let url = social.url.as_deref().unwrap_or("");
    let host = url
        .split_once("://")
        .map_or("", |(_, rest)| rest.split('/').next().unwrap_or(""));
    LinkCard {
        host: host.to_uppercase(),
        title: &social.title,
        description: &social.description,
        image: world.share_image(pack.id).map(|i| address(&i.route)),
    }
}

fn problems<'a>(world: &World, pack: &'a Pack) -> Vec<Problem<'a>> {
    let english = world.default_lang() == "en";
    let problem = |(level, d): (&'a str, &'a crate::diagnostics::Diagnostic)| Problem {
        level,
        code: d.code,
        message: if english { &d.en } else { &d.vi },
        file: d
            .span
            .as_ref()
            .map_or_else(String::new, |s| s.file.to_string()),
        line: json::line(world, d),
    };
    pack.problems().into_iter().map(problem).collect()
}
