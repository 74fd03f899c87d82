//! Recipes of pictures and files.

use super::super::{Key, Made, Recipe, World, references};
use super::encode;
use super::gallery::Gallery;
use super::messages;
use super::probe::Header;
use super::strip::strip;
use super::svg;
use crate::diagnostics::{Diagnostic, Diags, FilePath, Span};
use crate::source::SourceFile;
use std::sync::Arc;

/// One of a photo's files.
pub(super) struct PhotoFile {
    pub source: Arc<SourceFile>,
    pub by: FilePath,
    pub photo: usize,
    pub index: usize,
}

impl Recipe for PhotoFile {
    fn key(&self, world: &World, key: &mut Key) {
        key.number("photo", self.source.hash);
        key.number("encoder", encode::VERSION.into());
        let variants = world
            .gallery
            .workshop
            .job(self.photo)
            .map(|job| &job.variants);
        if let Some(variant) = variants.and_then(|all| all.get(self.index)) {
            key.text("file", &format!("{variant:?}"));
        }
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        let cache = world.options.cache.as_deref().map(Gallery::cache);
        let made = world
            .gallery
            .workshop
            .file(self.photo, self.index, cache.as_ref(), || {
                self.source.bytes()
            });
        let place = || place(world, &self.by, &self.source);
        out.extend(made.map_err(|fault| messages::fault(&fault, &place(), &self.source))?);
        Ok(Diags::new())
    }
}

/// A cleaned SVG.
pub(super) struct Drawing {
    pub source: Arc<SourceFile>,
    pub by: FilePath,
}

impl Recipe for Drawing {
    fn key(&self, _world: &World, key: &mut Key) {
        key.number("drawing", self.source.hash);
        key.number("cleaner", svg::VERSION.into());
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        let place = || place(world, &self.by, &self.source);
        let bytes = self
            .source
            .bytes()
            .map_err(|error| unreadable(&self.source, &error))?;
        let clean = svg::sanitise(&bytes)
            .map_err(|fault| messages::fault(&fault, &place(), &self.source))?;
        out.extend(clean.text.as_bytes());
        let mut diags = Diags::new();
        if !clean.removed.is_empty() {
            diags.push(messages::svg_cleaned(
                &clean.removed,
                &place(),
                &self.source,
            ));
        }
        if !clean.lost.is_empty() {
            diags.push(messages::svg_lost(&clean.lost, &place(), &self.source));
            return Err(diags);
        }
        Ok(diags)
    }
}

/// A picture for download: its pixels as they are, without metadata.
pub(super) struct Stripped {
    pub source: Arc<SourceFile>,
    pub by: FilePath,
    pub header: Header,
}

impl Recipe for Stripped {
    fn key(&self, _world: &World, key: &mut Key) {
        key.number("stripped", self.source.hash);
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        let place = || place(world, &self.by, &self.source);
        let bytes = self
            .source
            .bytes()
            .map_err(|error| unreadable(&self.source, &error))?;
        out.extend(
            strip(&bytes, &self.header)
                .map_err(|fault| messages::fault(&fault, &place(), &self.source))?,
        );
        Ok(Diags::new())
    }
}

/// A file that is published as it is.
pub(in super::super) struct Copy(pub(in super::super) Arc<SourceFile>);

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
fn unreadable(file: &SourceFile, error: &std::io::Error) -> Diagnostic {
    messages::unreadable(file, &error.to_string())
}

/// Where the entry `by` refers to a file, as its text stands now.
fn place(world: &World, by: &FilePath, file: &SourceFile) -> Span {
    let entry = world.site.by_file(by).map(|id| world.site.entry(id));
    let found = entry.and_then(|entry| {
        references::of(entry)
            .into_iter()
            .find(|r| r.file().as_deref() == Some(&*file.path))
    });
    found.map_or_else(|| Span::file(by), |reference| reference.span())
}
