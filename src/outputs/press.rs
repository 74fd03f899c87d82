//! Press notes: `bao-chi/<kind>-<slug>.html` and `.txt`, one page with who, what, when, where, a quotation, whom to ask
//! and where the photos are.

use super::channel::{self, Channel};
use super::references::{self, Use};
use super::{Output, Plan, World};
use crate::diagnostics::Diags;
use crate::markdown::plain::{Block, inline_text};
use crate::site::{EntryId, Route};
use crate::text::excerpt::{graphemes, whole_sentences};
use crate::theme::Shared;
use crate::view::Media;
use serde::Serialize;

/// Graphemes of the text: what fits on one page beside the facts.
const TEXT: usize = 900;
/// Graphemes of a quotation.
const QUOTE: usize = 300;
/// Photos that are named.
const PHOTOS: usize = 4;

/// The output of press notes.
pub struct Notes;

impl Output for Notes {
    fn name(&self) -> &'static str {
        Channel::Press.name()
    }

    fn plan(&self, world: &World, plan: &mut Plan) -> Diags {
        channel::claim(Channel::Press, say, None, world, plan)
    }
}

/// A photo that a paper may take.
#[derive(Serialize)]
struct Photo {
    /// What it shows.
    alt: String,
    /// Path below the site's root.
    path: String,
    /// Absolute address, with `base_url`.
    url: Option<String>,
    /// Whom to name.
    credit: String,
}

/// `press`: paragraphs, quotation, photos. Who, when and where are the kind's fields, which templates know.
fn say(world: &World, id: EntryId) -> (Vec<(&'static str, Shared)>, Diags) {
    let entry = world.site.entry(id);
    let blocks = entry.blocks(&world.dialect);
    let press = Shared::map([
        ("paragraphs", Shared::new(&paragraphs(&blocks))),
        ("quote", Shared::text(&quote(&blocks).unwrap_or_default())),
        ("photos", Shared::new(&photos(world, id))),
    ]);
    (vec![("press", press)], Diags::new())
}

/// The first paragraphs of the text, up to a list or table, to which what follows would refer.
fn paragraphs(blocks: &[Block]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut room = TEXT;
    for block in blocks {
        let inlines = match block {
            Block::Paragraph { inlines, .. } => inlines,
            Block::List { .. } | Block::Table { .. } if !out.is_empty() => break,
            _ => continue,
        };
        let text = inline_text(inlines);
        let text = text.trim();
        // What announces a list stands badly alone.
        if text.ends_with(':') {
            continue;
        }
        let length = graphemes(text);
        if length > room {
            if out.is_empty() {
                out.push(whole_sentences(text, room).into_owned());
            }
            break;
        }
        room -= length;
        out.push(text.to_owned());
    }
    out
}

/// The first quotation of the text, without its source, for entries whose kind has no quotation of its own.
fn quote(blocks: &[Block]) -> Option<String> {
    blocks.iter().find_map(|block| match block {
        Block::Quote {
            alert: None,
            blocks,
            ..
        } => match blocks.first() {
            Some(Block::Paragraph { inlines, .. }) => {
                let text = inline_text(inlines);
                let text = text.trim().trim_matches(['“', '”', '"']).trim();
                (!text.is_empty()).then(|| whole_sentences(text, QUOTE).into_owned())
            }
            _ => None,
        },
        _ => None,
    })
}

/// The cover and the text's pictures; drawings that only decorate are left out.
fn photos(world: &World, id: EntryId) -> Vec<Photo> {
    let entry = world.site.entry(id);
    let cover = entry.front.common.cover.as_ref();
    let mut out: Vec<Photo> = Vec::new();
    for reference in references::of(entry) {
        if matches!(reference.used_as, Use::Link | Use::File) || reference.alt.is_empty() {
            continue;
        }
        let Some(picture) = reference
            .file()
            .and_then(|source| world.gallery.picture(&source))
        else {
            continue;
        };
        let path = picture
            .fallback
            .last()
            .map_or(picture.src, |v| v.path.clone());
        if out.iter().any(|p| p.path == path) || out.len() == PHOTOS {
            continue;
        }
        let is_cover = cover.is_some_and(|c| c.image == reference.target);
        let credit = cover.filter(|_| is_cover).map_or("", |c| c.credit.as_str());
        out.push(Photo {
            alt: reference.alt.into_owned(),
            url: world.views().permalink(&Route::new(path.as_str())),
            path,
            credit: credit.to_owned(),
        });
    }
    out
}
