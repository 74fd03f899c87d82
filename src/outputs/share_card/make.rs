//! Making a card's bytes, or taking them from the cache.

use super::super::World;
use super::super::image::{Cache, Lent};
use super::sheet::{self, Sheet};
use super::{Format, Subject, cover, draw, faults, markup};
use crate::diagnostics::{Diagnostic, Diags};
use std::path::Path;

/// The folder of cards inside the cache.
const CACHE_FOLDER: &str = "cards";
/// The most bytes that the cache may keep of cards that this site does not use.
const CACHE_LIMIT: u64 = 256 << 20;
/// Photos are seldom wider than this for their height.
const WIDEST: f32 = 1.5;

/// A card's bytes (JPEG, at most 300 kB).
///
/// # Errors
/// What is wrong with its template, its cover or its letters.
pub fn bytes(world: &World, subject: &Subject, format: Format) -> Result<Vec<u8>, Diags> {
    let sheet = match sheet::sheet(world, subject, format) {
        Ok(Some(sheet)) => sheet,
        Ok(None) => return Err(faults::no_template(world).into()),
        Err(fault) => return Err(fault.into()),
    };
    let cache = world.options.cache.as_deref().map(cache);
    if let Some(bytes) = cache.as_ref().and_then(|c| c.read(sheet.hash, 0)) {
        return Ok(bytes);
    }
    let bytes = make(world, subject, format, &sheet)?;
    world.deck.count();
    if let Some(cache) = cache {
        // A build can do without.
        let _ = cache.write(sheet.hash, std::slice::from_ref(&bytes));
    }
    Ok(bytes)
}

/// Keeps the cache to its size, after a run that drew something.
pub fn prune(world: &World, cache_folder: &Path) {
    if world.deck.drawn() > 0 {
        cache(cache_folder).prune(&world.deck.used(), CACHE_LIMIT);
    }
}

fn cache(folder: &Path) -> Cache {
    Cache::new(folder.join(CACHE_FOLDER))
}

fn make(world: &World, subject: &Subject, format: Format, sheet: &Sheet) -> Result<Vec<u8>, Diags> {
    let (fonts, bad_fonts) = world.deck.fonts(&world.snapshot);
    if bad_fonts.has_errors() {
        return Err(bad_fonts.clone());
    }
    let span = || sheet::span(world, subject, &sheet.template);
    let told = |fault| Diags::from(faults::of(fault, &sheet.template, span()));
    let laid = markup::lay_out(&sheet.svg, fonts).map_err(told)?;
    let cover = match laid.slot {
        Some(slot) => picture(world, sheet, slot, span)?,
        None => None,
    };
    draw::draw(&laid, format.size(), cover.as_ref(), fonts).map_err(told)
}

/// The cover, ready for the renderer.
fn picture(
    world: &World,
    sheet: &Sheet,
    slot: (f32, f32),
    span: impl Fn() -> crate::diagnostics::Span,
) -> Result<Option<draw::Cover>, Diagnostic> {
    let Some(file) = &sheet.cover else {
        return Ok(None);
    };
    let width = slot.0.max(slot.1 * WIDEST) as u32;
    match world
        .gallery
        .lend(file, width, world.options.cache.as_deref())
    {
        None => Ok(None),
        Some(Err(fault)) => Err(fault),
        Some(Ok(Lent::Drawing(svg))) => Ok(Some(draw::Cover::Drawing(svg.into()))),
        Some(Ok(Lent::Photo(bytes))) => match cover::sized(&bytes, slot) {
            Ok(png) => Ok(Some(draw::Cover::Photo(png.into()))),
            Err(error) => Err(faults::bad_cover(&file.path, &error, span())),
        },
    }
}
