//! The pictures and files of a site, and what each became.

use super::super::{Plan, Recipe, World};
use super::cache::Cache;
use super::collect;
use super::recipes::{Copy, Drawing, PhotoFile, Stripped};
use super::workshop::Workshop;
use crate::diagnostics::{Diags, FilePath};
use crate::site::{EntryId, Route, Site};
use crate::source::{Snapshot, SourceFile};
use crate::view::{Media, Picture, ShareImage};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// The folder of encoded photos inside the cache.
const FOLDER: &str = "images";
/// The most bytes that the cache may keep of photos that this site does not use.
const CACHE_LIMIT: u64 = 2 << 30;

/// Pictures and files in use, by source path.
pub struct Gallery {
    pub(super) pictures: BTreeMap<String, Picture>,
    pub(super) files: BTreeMap<String, (Route, u64)>,
    pub(super) shares: BTreeMap<EntryId, ShareImage>,
    pub(super) pieces: Vec<Piece>,
    /// Positions in `pieces` by route.
    pub(super) by_route: BTreeMap<Route, usize>,
    pub(super) workshop: Workshop,
}

/// One file that is published.
pub(super) struct Piece {
    pub route: Route,
    pub source: Arc<SourceFile>,
    /// The entry that refers to it first, for faults that are found when it is made.
    pub by: FilePath,
    pub make: Make,
}

/// How it is made.
#[derive(Clone, Copy)]
pub(super) enum Make {
    /// The file number `index` of a photo.
    Photo { photo: usize, index: usize },
    /// A cleaned SVG.
    Drawing,
    /// A picture for download, without metadata.
    Stripped(super::probe::Header),
    /// As it is.
    Copy,
}

impl Gallery {
    /// Finds every picture and file that shown entries refer to, and reads the headers of the pictures.
    pub fn collect(snapshot: &Snapshot, site: &Site) -> (Gallery, Diags) {
        collect::collect(snapshot, site)
    }

    /// How many photos were decoded and encoded so far, rather than found in the cache.
    pub fn encoded(&self) -> usize {
        self.workshop.encoded()
    }

    /// Keeps the cache to its size: removes what this site does not use, the longest unused first. Does nothing in a
    /// run that encoded nothing. Returns how many photos it forgot.
    pub fn prune(&self, cache: &Path) -> usize {
        if self.encoded() == 0 {
            return 0;
        }
        let used: BTreeSet<u128> = self
            .workshop
            .jobs()
            .map(super::workshop::Job::key)
            .collect();
        Cache::new(cache.join(FOLDER)).prune(&used, CACHE_LIMIT)
    }

    /// The cache of encoded photos inside the cache folder.
    pub(super) fn cache(folder: &Path) -> Cache {
        Cache::new(folder.join(FOLDER))
    }

    /// The bytes of one of its files, for outputs that give pictures away themselves; `None` where it has no such file.
    ///
    /// # Errors
    /// What is wrong with the picture.
    pub(in super::super) fn bytes(
        &self,
        world: &World,
        route: &Route,
    ) -> Option<Result<Vec<u8>, Diags>> {
        let piece = self.pieces.get(*self.by_route.get(route)?)?;
        let (source, by) = (piece.source.clone(), piece.by.clone());
        let mut out = Vec::new();
        let made = match piece.make {
            Make::Photo { photo, index } => PhotoFile {
                source,
                by,
                photo,
                index,
            }
            .make(world, &mut out),
            Make::Drawing => Drawing { source, by }.make(world, &mut out),
            Make::Stripped(header) => Stripped { source, by, header }.make(world, &mut out),
            Make::Copy => Copy(source).make(world, &mut out),
        };
        Some(made.map(|_| out))
    }

    /// The size in bytes of one of its files as it is sent. A drawing counts as it was handed in. Of a photo it is known
    /// when it has been encoded, which is done here where a cache keeps the result; without a cache it is not known.
    pub fn weight(&self, world: &World, route: &Route) -> Option<u64> {
        let piece = self.pieces.get(*self.by_route.get(route)?)?;
        let Make::Photo { photo, index } = piece.make else {
            return Some(piece.source.len);
        };
        let cache = world.options.cache.as_deref().map(Gallery::cache)?;
        let known = cache.length(self.workshop.job(photo)?.key(), index);
        known.or_else(|| {
            let read = || piece.source.bytes();
            let made = self.workshop.file(photo, index, Some(&cache), read);
            made.ok().map(|bytes| bytes.len() as u64)
        })
    }

    /// Claims the routes of all files.
    pub(super) fn claim(&self, plan: &mut Plan) {
        for piece in &self.pieces {
            let (route, origin) = (piece.route.clone(), &piece.source.path);
            let (source, by) = (piece.source.clone(), piece.by.clone());
            match piece.make {
                Make::Photo { photo, index } => plan.claim(
                    route,
                    origin,
                    PhotoFile {
                        source,
                        by,
                        photo,
                        index,
                    },
                ),
                Make::Drawing => plan.claim(route, origin, Drawing { source, by }),
                Make::Stripped(header) => {
                    plan.claim(route, origin, Stripped { source, by, header })
                }
                Make::Copy => plan.claim(route, origin, Copy(source)),
            }
        }
    }
}

impl Media for Gallery {
    fn picture(&self, source: &str) -> Option<Picture> {
        self.pictures.get(source).cloned()
    }

    fn file(&self, source: &str) -> Option<(Route, u64)> {
        self.files.get(source).cloned()
    }

    fn share_image(&self, id: EntryId) -> Option<ShareImage> {
        self.shares.get(&id).cloned()
    }
}
