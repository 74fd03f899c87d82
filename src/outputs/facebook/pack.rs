//! One entry's post, whole: texts, pictures, status, and what is wrong with it.

use super::body;
use super::compose::{self, Parts, Texts, compose};
use super::faults::{consent, form, letters, markup, personal, pictures};
use super::images::{self, PostImage};
use super::settings::{self, Mode, Settings};
use super::words::Words;
use crate::config::{CheckLevel, SiteConfig};
use crate::content::Entry;
use crate::diagnostics::{Diagnostic, Diags, Severity};
use crate::outputs::World;
use crate::site::{EntryId, Target};
use crate::text::similarity::{Fingerprint, fingerprint};
use crate::view::{Media, SocialView};

/// Links of the text that the first comment names.
const LINKS: usize = 3;

/// Everything about one entry's post but the bytes of its pictures.
pub(super) struct Pack {
    /// The entry.
    pub id: EntryId,
    /// Its front matter's block.
    pub settings: Settings,
    /// Photo or link.
    pub mode: Mode,
    /// First line.
    pub hook: String,
    /// Text of the photo post.
    pub photo: String,
    /// Text of the link post.
    pub link: String,
    /// The first comment.
    pub comment: String,
    /// Hashtags without `#`.
    pub hashtags: Vec<String>,
    /// Pictures.
    pub images: Vec<PostImage>,
    /// What the link preview shows.
    pub social: SocialView,
    /// Whether Meta takes the schedule now; `None` where there is none.
    pub window: Option<form::Window>,
    /// Whether it may be posted.
    pub ready: bool,
    /// Errors and warnings, as grave as `site.yaml` makes them.
    pub faults: Diags,
    /// Why it is kept back although nothing is wrong with it.
    pub blocks: Vec<Diagnostic>,
    /// Fingerprint of its own words.
    pub print: Fingerprint,
}

impl Pack {
    /// Makes an entry's pack.
    pub fn of(world: &World, id: EntryId) -> Pack {
        let entry = world.site.entry(id);
        let config = &world.config;
        let words = Words::of(&entry.path.lang);
        let views = world.views();
        let social = views.social(id);
        let url = social.url.clone();
        let (settings, mut faults) = settings::read(entry, config.timezone.offset());

        let blocks = entry.blocks(&world.dialect);
        let body = body::of(&blocks, &entry.text, words);
        let images = images::collect(world, id, &settings, &body.pictures, words, &mut faults);
        let comment = comment(world, entry, &body, url.as_deref(), words);
        if settings.message.is_none() {
            markup::unshowable(entry, &body.unshowable, &mut faults);
        }
        let contact = views.contact_of(&entry.front.common, &entry.path.lang);
        let texts = compose(Parts {
            entry,
            settings: &settings,
            body,
            fields: &views.fields(id),
            contact: &contact,
            own_hashtags: &config.facebook.hashtags,
            url: url.as_deref(),
            words,
        });
        let mode = settings.mode.unwrap_or(if images.is_empty() {
            Mode::Link
        } else {
            Mode::Photo
        });
        let parts = Checked {
            id,
            world,
            entry,
            settings: &settings,
            texts: &texts,
            images: &images,
            mode,
            url: url.as_deref(),
        };
        parts.check(&mut faults);
        let mut blocks = consent::blocks(entry);
        blocks.extend(cannot_be_posted(entry, &images, mode, url.as_deref()));
        faults.retain_mut(|d| config.checks.get(d.code) != Some(&CheckLevel::Off));
        // A fault that `site.yaml` only warns of is one all the same: the build goes on, the post waits.
        let ready = !faults.has_errors() && blocks.is_empty();
        level(config, &mut faults);
        let photo = compose::text(&texts.photo);
        Pack {
            id,
            mode,
            hook: texts.hook().map_or_else(String::new, |p| p.text.clone()),
            link: compose::text(&texts.link),
            print: fingerprint(&photo),
            photo,
            comment,
            hashtags: texts.hashtags,
            images,
            window: settings
                .schedule
                .map(|at| form::window(at, world.site.moment.now)),
            settings,
            social,
            ready,
            faults,
            blocks,
        }
    }

    /// The text of the post's mode.
    pub fn message(&self) -> &str {
        match self.mode {
            Mode::Photo => &self.photo,
            Mode::Link => &self.link,
        }
    }

    /// All that the board and `post.json` say about it: errors and blocks first, then warnings.
    pub fn problems(&self) -> Vec<(&'static str, &Diagnostic)> {
        let (errors, warnings): (Vec<_>, Vec<_>) = self
            .faults
            .iter()
            .partition(|d| d.severity == Severity::Error);
        let errors = errors.into_iter().map(|d| ("error", d));
        let blocks = self.blocks.iter().map(|d| ("block", d));
        let warnings = warnings.into_iter().map(|d| ("warning", d));
        errors.chain(blocks).chain(warnings).collect()
    }
}

/// What the rules look at.
struct Checked<'a> {
    id: EntryId,
    world: &'a World,
    entry: &'a Entry,
    settings: &'a Settings,
    texts: &'a Texts,
    images: &'a [PostImage],
    mode: Mode,
    url: Option<&'a str>,
}

impl Checked<'_> {
    fn check(&self, out: &mut Diags) {
        let Checked {
            entry,
            settings,
            texts,
            ..
        } = *self;
        let pieces = match self.mode {
            Mode::Photo => &texts.photo,
            Mode::Link => &texts.link,
        };
        form::length(entry, pieces, texts.empty, out);
        markup::left_over(entry, pieces, out);
        letters::check(entry, pieces, out);
        let allowed = personal::Allowed::of(&self.world.config, entry);
        personal::check(entry, &allowed, pieces, out);
        pictures::check(entry, self.images, out);
        if let Some(hook) = texts.hook() {
            form::hook(entry, hook, out);
        }
        form::style(entry, pieces, self.mode == Mode::Photo, out);
        form::schedule(entry, settings, self.world.site.moment.now, out);
        form::frozen_title(entry, settings, out);
        let canonical = self.world.views().permalink(self.world.site.route(self.id));
        form::addresses(entry, canonical.as_deref(), self.url, out);
    }
}

/// What is missing for a post that is otherwise sound.
fn cannot_be_posted(
    entry: &Entry,
    images: &[PostImage],
    mode: Mode,
    url: Option<&str>,
) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    if url.is_none() {
        out.push(Diagnostic::warning(
            "P052",
            None,
            "Trang chưa có địa chỉ (base_url trong site.yaml) nên bài đăng chưa có đường dẫn.",
            "The site has no address (base_url in site.yaml), so the post has no link.",
        ));
    }
    if mode == Mode::Photo && images.is_empty() {
        out.push(Diagnostic::warning(
            "P053",
            entry.front_span(),
            "Bài đăng kiểu ảnh (mode: photo) mà chưa có ảnh JPEG hoặc PNG nào.",
            "A post with pictures (mode: photo), but there is no JPEG or PNG.",
        ));
    }
    out
}

/// Makes findings as grave as `site.yaml` says (`checks: {P040: error}`).
fn level(config: &SiteConfig, faults: &mut Diags) {
    faults.retain_mut(|d| {
        d.severity = match config.checks.get(d.code) {
            Some(CheckLevel::Error) => Severity::Error,
            Some(CheckLevel::Warning) => Severity::Warning,
            _ => d.severity,
        };
        true
    });
}

/// The first comment.
fn comment(
    world: &World,
    entry: &Entry,
    body: &body::Body,
    url: Option<&str>,
    words: &Words,
) -> String {
    let links = body.links.iter().filter_map(|link| {
        let address = address(world, entry, &link.target).filter(|a| Some(a.as_str()) != url)?;
        Some((link.words.clone(), address))
    });
    let links: Vec<(String, String)> = links.take(LINKS).collect();
    compose::comment(url, &links, words)
}

/// The absolute address that a link of an entry leads to; `None` for those that lead nowhere outside the page.
fn address(world: &World, entry: &Entry, target: &str) -> Option<String> {
    let is_file = |path: &str| world.snapshot.get(path).is_some();
    let views = world.views();
    match world.site.resolve(entry, target, &is_file).ok()? {
        Target::External => target.starts_with("http").then(|| target.to_owned()),
        Target::Heading(_) => None,
        Target::Entry(id, heading) => {
            let mut address = views.permalink(world.site.route(id))?;
            if !heading.is_empty() {
                address.push('#');
                crate::site::encode(&heading, &mut address);
            }
            Some(address)
        }
        Target::File(path, place) => {
            let mut address = views.permalink(&world.gallery.file(&path)?.0)?;
            crate::site::push_place(&place, &mut address);
            Some(address)
        }
    }
}
