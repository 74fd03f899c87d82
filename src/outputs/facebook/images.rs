//! The pictures of a post: those chosen for it, else the cover and the photos of the text, else the share card. Drawings
//! (SVG) stay on the page: Facebook takes JPEG and PNG only (FACTS §5).

use super::body::Pictured;
use super::faults::pictures::wrong_format;
use super::piece::Origin;
use super::settings::Settings;
use super::words::Words;
use crate::content::Entry;
use crate::diagnostics::Diags;
use crate::outputs::World;
use crate::outputs::share_card::{self, Format, Subject};
use crate::site::{EntryId, Route};
use crate::view::{Media, Picture};

/// Pictures of one post at most; more than ten are not shown in the feed.
const MOST: usize = 10;

/// A picture of a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PostImage {
    /// Its name in the pack: `01.jpg`.
    pub name: String,
    /// As the author wrote it; for messages.
    pub target: String,
    /// Where its bytes come from.
    pub from: From,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Alt text.
    pub alt: String,
    /// Caption.
    pub caption: String,
    /// Where the author named it.
    pub origin: Origin,
}

/// Where a picture's bytes come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum From {
    /// The site's widest JPEG or PNG of a photo.
    Photo(Route),
    /// The tall share card.
    Card,
}

/// A picture that may go into a post.
struct Candidate {
    target: String,
    alt: String,
    decorative: bool,
    caption: String,
    origin: Origin,
}

/// The pictures of an entry's post.
pub(super) fn collect(
    world: &World,
    id: EntryId,
    settings: &Settings,
    body: &[Pictured],
    words: &Words,
    faults: &mut Diags,
) -> Vec<PostImage> {
    let entry = world.site.entry(id);
    let own = own(entry, body);
    let mut out: Vec<PostImage> = Vec::new();
    let chosen = settings.images.is_some();
    let candidates = match &settings.images {
        Some(images) => images
            .iter()
            .map(|c| {
                let known = own.iter().find(|o| o.target == c.image);
                let alt = if c.alt.is_empty() {
                    known.map_or("", |o| o.alt.as_str())
                } else {
                    &c.alt
                };
                Candidate {
                    target: c.image.clone(),
                    alt: alt.to_owned(),
                    decorative: known.is_some_and(|o| o.decorative),
                    caption: String::new(),
                    origin: Origin::Facebook("images"),
                }
            })
            .collect(),
        None => own,
    };
    for candidate in candidates {
        let Some(source) = crate::site::join(&entry.file, &candidate.target) else {
            continue;
        };
        // A file that does not exist is the page's fault, said there.
        let Some(picture) = world.gallery.picture(&source) else {
            continue;
        };
        let from = From::Photo(Route::new(picture.src.as_str()));
        if out.len() == MOST || out.iter().any(|i| i.from == from) {
            continue;
        }
        let Some(extension) = extension(&picture.src) else {
            if chosen {
                faults.push(wrong_format(entry, &candidate.target, &candidate.origin));
            }
            continue;
        };
        let name = format!("{:02}.{extension}", out.len() + 1);
        let decoration = format!("{} {}", words.decoration, entry.front.common.title);
        out.push(photo(candidate, picture, from, name, decoration));
    }
    if out.is_empty() && !chosen {
        out.extend(card(world, id));
    }
    out
}

/// Cover and pictures of the text.
fn own(entry: &Entry, body: &[Pictured]) -> Vec<Candidate> {
    let cover = entry.front.common.cover.as_ref().map(|c| Candidate {
        target: c.image.clone(),
        alt: c.alt.clone(),
        decorative: c.decorative,
        caption: String::new(),
        origin: Origin::Field("cover".to_owned()),
    });
    let body = body.iter().map(|p| Candidate {
        target: p.target.clone(),
        alt: p.alt.clone(),
        decorative: p.decorative,
        caption: p.caption.clone(),
        origin: Origin::Body(p.place.clone()),
    });
    cover.into_iter().chain(body).collect()
}

fn photo(
    written: Candidate,
    picture: Picture,
    from: From,
    name: String,
    decoration: String,
) -> PostImage {
    let alt = if written.alt.is_empty() && written.decorative {
        decoration
    } else {
        written.alt
    };
    PostImage {
        name,
        target: written.target,
        from,
        width: picture.width,
        height: picture.height,
        alt,
        caption: written.caption,
        origin: written.origin,
    }
}

/// The share card in its tall form, where the entry has one.
fn card(world: &World, id: EntryId) -> Option<PostImage> {
    let image = world.share_image(id)?;
    let (width, height) = Format::Tall.size();
    Some(PostImage {
        name: "01.jpg".to_owned(),
        target: image.route.as_str().to_owned(),
        from: From::Card,
        width,
        height,
        alt: image.alt,
        caption: String::new(),
        origin: Origin::Ours,
    })
}

/// `jpg` or `png`; `None` for what Facebook does not take.
pub(super) fn extension(path: &str) -> Option<&'static str> {
    match path.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
        "jpg" | "jpeg" => Some("jpg"),
        "png" => Some("png"),
        _ => None,
    }
}

/// The bytes of a picture of an entry's post.
///
/// # Errors
/// What is wrong with the picture or the card.
pub(super) fn bytes(world: &World, id: EntryId, image: &PostImage) -> Result<Vec<u8>, Diags> {
    match &image.from {
        From::Photo(route) => world
            .gallery
            .bytes(world, route)
            .unwrap_or_else(|| Ok(Vec::new())),
        From::Card => share_card::bytes(world, &Subject::Entry(id), Format::Tall),
    }
}
