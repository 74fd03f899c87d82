//! Pictures and files that entries use: which files they become, and the recipes of those files.
//!
//! A photo is probed when the site is put together (its kind, size and orientation are in its first bytes) and decoded
//! only when one of its files is wanted. The original is never published.

mod builder;
mod cache;
mod collect;
mod colour;
pub mod decode;
pub mod encode;
pub mod exif;
mod fault;
mod gallery;
mod gate;
mod lend;
mod messages;
pub mod probe;
mod recipes;
pub mod sizes;
mod strip;
pub mod svg;
mod workshop;

pub(super) use cache::Cache;
pub use fault::Fault;
pub use gallery::Gallery;
pub use lend::Lent;
pub(super) use recipes::Copy;

use super::{Output, Plan, World};
use crate::diagnostics::Diags;

/// Whether a path names a picture, by its extension.
pub(crate) fn is_picture(path: &str) -> bool {
    const EXTENSIONS: [&str; 14] = [
        "jpg", "jpeg", "jfif", "png", "webp", "gif", "svg", "heic", "heif", "avif", "bmp", "tif",
        "tiff", "jxl",
    ];
    let ext = path.rsplit_once('.').map_or("", |(_, ext)| ext);
    EXTENSIONS
        .iter()
        .any(|known| ext.eq_ignore_ascii_case(known))
}

/// Whether a picture's target is an address on another site, or the picture itself.
pub(super) fn is_remote(target: &str) -> bool {
    let lower = target.trim_start().to_ascii_lowercase();
    ["http:", "https:", "data:", "blob:", "ftp:", "//"]
        .iter()
        .any(|start| lower.starts_with(start))
}

/// The output of pictures and files.
pub struct Images;

impl Output for Images {
    fn name(&self) -> &'static str {
        "image"
    }

    fn plan(&self, world: &World, plan: &mut Plan) -> Diags {
        world.gallery.claim(plan);
        Diags::new()
    }
}
