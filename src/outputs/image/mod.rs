//! Pictures and files that entries use: which files they become, and the recipes of those files.

use super::references::{self, Use};
use super::{Key, Made, Output, Plan, Recipe, World};
use crate::diagnostics::{Diagnostic, Diags};
use crate::site::{EntryId, Route, Site};
use crate::source::{Snapshot, SourceFile};
use crate::view::{Media, Picture, ShareImage};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Pictures and files in use, by source path.
#[derive(Default)]
pub struct Gallery {
    pictures: BTreeMap<String, Picture>,
    files: BTreeMap<String, (Route, u64)>,
}

impl Gallery {
    /// Finds every picture and file that shown entries refer to.
    pub fn collect(snapshot: &Snapshot, site: &Site) -> (Gallery, Diags) {
        let mut gallery = Gallery::default();
        let diags = Diags::new();
        for entry in &site.entries {
            for reference in references::of(entry) {
                let Some(path) = crate::site::join(&entry.file, &reference.target) else {
                    continue;
                };
                let Some(file) = snapshot.get(&path).filter(|_| !path.ends_with(".md")) else {
                    continue;
                };
                let picture = matches!(reference.used_as, Use::Image | Use::Picture)
                    || (reference.used_as == Use::Argument && is_picture(&path));
                if picture {
                    gallery
                        .pictures
                        .entry(path)
                        .or_insert_with(|| as_it_is(file));
                } else {
                    gallery
                        .files
                        .insert(path.clone(), (Site::file_route(&path), file.len));
                }
            }
        }
        (gallery, diags)
    }
}

impl Media for Gallery {
    fn picture(&self, source: &str) -> Option<Picture> {
        self.pictures.get(source).cloned()
    }

    fn file(&self, source: &str) -> Option<(Route, u64)> {
        self.files.get(source).cloned()
    }

    fn share_image(&self, _id: EntryId) -> Option<ShareImage> {
        None
    }
}

/// Whether a path names a picture, by its extension.
pub(super) fn is_picture(path: &str) -> bool {
    let ext = path
        .rsplit_once('.')
        .map_or("", |(_, e)| e)
        .to_ascii_lowercase();
    matches!(
        ext.as_str(),
        "jpg"
            | "jpeg"
            | "png"
            | "webp"
            | "gif"
            | "svg"
            | "heic"
            | "heif"
            | "avif"
            | "bmp"
            | "tif"
            | "tiff"
    )
}

fn as_it_is(file: &Arc<SourceFile>) -> Picture {
    Picture {
        src: Site::file_route(&file.path).as_str().to_owned(),
        width: 1200,
        height: 630,
        ..Picture::default()
    }
}

/// The output of pictures and files.
pub struct Images;

impl Output for Images {
    fn name(&self) -> &'static str {
        "image"
    }

    fn plan(&self, world: &World, plan: &mut Plan) -> Diags {
        let gallery = &world.gallery;
        let pictures = gallery
            .pictures
            .iter()
            .map(|(source, p)| (source, Route::new(p.src.as_str())));
        let files = gallery
            .files
            .iter()
            .map(|(source, (route, _))| (source, route.clone()));
        for (source, route) in pictures.chain(files) {
            if let Some(file) = world.snapshot.get(source) {
                plan.claim(route, &file.path, Copy(file.clone()));
            }
        }
        Diags::new()
    }
}

/// A file that is published as it is.
pub(super) struct Copy(pub(super) Arc<SourceFile>);

impl Recipe for Copy {
    fn key(&self, _world: &World, key: &mut Key) {
        key.number("file", self.0.hash);
    }

    fn make(&self, _world: &World, out: &mut Vec<u8>) -> Made {
        match self.0.bytes() {
            Ok(bytes) => {
                out.extend(bytes);
                Ok(Diags::new())
            }
            Err(error) => Err(unreadable(&self.0, &error).into()),
        }
    }
}

/// The file was there when the project was read, and is not now.
pub(super) fn unreadable(file: &SourceFile, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error(
        "O001",
        crate::diagnostics::Span::file(&file.path),
        format!("Không đọc được tệp này nữa ({error}). Tệp vừa bị xóa hoặc đổi tên? Hãy chạy lại."),
        format!(
            "This file can no longer be read ({error}). Was it just deleted or renamed? Run again."
        ),
    )
}
