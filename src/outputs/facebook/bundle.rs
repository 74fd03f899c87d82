//! The folder of one pack: texts, pictures, `post.json`.

use super::images;
use super::json::{self, ImageFile};
use super::packs::Packs;
use crate::diagnostics::Diags;
use crate::outputs::{Bundle, Files, Key, World};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// One entry's folder.
pub(super) struct Folder {
    /// All packs.
    pub packs: Arc<Packs>,
    /// Which one.
    pub index: usize,
}

impl Bundle for Folder {
    fn key(&self, world: &World, key: &mut Key) {
        if let Some(item) = self.packs.items().get(self.index) {
            key.number("pack", self.packs.key(world, item));
        }
    }

    fn make(&self, world: &World) -> Result<(Files, Diags), Diags> {
        let Some(item) = self.packs.items().get(self.index) else {
            return Ok((Vec::new(), Diags::new()));
        };
        let pack = self.packs.pack(world, item);
        if pack.faults.has_errors() {
            return Err(pack.faults.clone());
        }
        let mut pictures = Vec::new();
        let mut listed = Vec::new();
        for image in &pack.images {
            let bytes = images::bytes(world, item.id, image)?;
            listed.push(ImageFile {
                file: image.name.clone(),
                width: image.width,
                height: image.height,
                bytes: bytes.len(),
                sha256: Sha256::digest(&bytes)
                    .iter()
                    .map(|b| format!("{b:02x}"))
                    .collect(),
                alt: image.alt.clone(),
                caption: image.caption.clone(),
                url: json::address(world, &self.packs, &self.packs.route(item, &image.name)),
            });
            pictures.push((image.name.clone(), bytes));
        }
        let mut files = pictures;
        if !listed.is_empty() {
            let alt: String = listed
                .iter()
                .map(|i| format!("{}: {}\n", i.file, i.alt))
                .collect();
            files.push(("alt.txt".to_owned(), alt.into_bytes()));
        }
        if !pack.comment.is_empty() {
            files.push(("comment.txt".to_owned(), line_end(&pack.comment)));
        }
        files.push(("post-link.txt".to_owned(), line_end(&pack.link)));
        files.push((
            "post.json".to_owned(),
            json::pretty(&json::post(world, &self.packs, item, &listed)),
        ));
        files.push(("post.txt".to_owned(), line_end(&pack.photo)));
        Ok((files, pack.faults.clone()))
    }
}

fn line_end(text: &str) -> Vec<u8> {
    format!("{text}\n").into_bytes()
}
