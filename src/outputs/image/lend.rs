//! Pictures for other outputs that draw with them.

use super::gallery::{Gallery, Make, Piece};
use super::{messages, svg};
use crate::diagnostics::Diagnostic;
use crate::source::SourceFile;
use std::path::Path;

/// A picture as it was lent.
pub enum Lent {
    /// A cleaned SVG.
    Drawing(Vec<u8>),
    /// One of a photo's files: upright, in sRGB; JPEG, PNG or WebP.
    Photo(Vec<u8>),
}

impl Gallery {
    /// A picture of the site: of a photo the narrowest file of at least that width, else the widest. `None` where the
    /// site does not use that file as a picture. `cache` is the cache folder.
    ///
    /// # Errors
    /// When the picture cannot be used, at the place that wants it.
    pub fn lend(
        &self,
        source: &SourceFile,
        width: u32,
        cache: Option<&Path>,
    ) -> Option<Result<Lent, Diagnostic>> {
        // By content: of two copies of one picture only one has files.
        let of_source = |p: &&Piece| p.source.hash == source.hash;
        let piece = self
            .pieces
            .iter()
            .filter(of_source)
            .min_by_key(|piece| self.distance(piece, width))?;
        let lent = match piece.make {
            Make::Photo { photo, index } => {
                let cache = cache.map(Gallery::cache);
                self.workshop
                    .file(photo, index, cache.as_ref(), || source.bytes())
                    .map(Lent::Photo)
            }
            Make::Drawing => source
                .bytes()
                .map_err(|error| super::Fault::Unreadable(error.to_string()))
                .and_then(|bytes| svg::sanitise(&bytes))
                .map(|clean| Lent::Drawing(clean.text.into_bytes())),
            Make::Stripped(_) | Make::Copy => return None,
        };
        Some(lent.map_err(|fault| {
            messages::fault(&fault, &crate::diagnostics::Span::file(&piece.by), source)
        }))
    }

    /// How far a piece is from what is wanted: files that are wide enough before those that are not.
    fn distance(&self, piece: &Piece, width: u32) -> (bool, u32) {
        let Make::Photo { photo, index } = piece.make else {
            return (true, u32::MAX);
        };
        let variant = self
            .workshop
            .job(photo)
            .and_then(|job| job.variants.get(index));
        variant.map_or((true, u32::MAX), |v| {
            (v.width < width, v.width.abs_diff(width))
        })
    }
}
