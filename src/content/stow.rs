//! The HTML of bodies, put on disk from their reading to the making of pages: in a site so large that all of it would fill
//! the memory of a small machine. A file without a name holds it, which the system removes with the process.

use crate::markdown::{Doc, Hole};
use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// The file.
#[derive(Debug)]
pub(super) struct Stow {
    file: File,
    end: AtomicU64,
}

/// One body in it; the file stays as long as any.
#[derive(Clone, Debug)]
pub struct Stowed {
    stow: Arc<Stow>,
    at: u64,
    len: usize,
}

/// Where a body was put says nothing about it.
impl PartialEq for Stowed {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Stow {
    /// An empty file in a folder, which is made; `None` where that cannot be.
    pub fn open(folder: &Path) -> Option<Arc<Stow>> {
        std::fs::create_dir_all(folder).ok()?;
        let file = tempfile::tempfile_in(folder).ok()?;
        let end = AtomicU64::new(0);
        Some(Arc::new(Stow { file, end }))
    }

    /// Puts what the outline of a body lacks into the file; `None` where it does not fit.
    pub fn put(self: &Arc<Self>, doc: &Doc) -> Option<Stowed> {
        let filling = doc.filling();
        let holes: Vec<(usize, &[Hole])> =
            filling.iter().map(|(h, holes)| (h.len(), *holes)).collect();
        let mut bytes = postcard::to_stdvec(&holes).ok()?;
        filling
            .iter()
            .for_each(|(html, _)| bytes.extend(html.as_bytes()));
        let at = self.end.fetch_add(bytes.len() as u64, Relaxed);
        write_at(&self.file, &bytes, at).ok()?;
        Some(Stowed {
            stow: self.clone(),
            at,
            len: bytes.len(),
        })
    }
}

impl Stowed {
    /// The file that it is in.
    pub(super) fn stow(&self) -> &Arc<Stow> {
        &self.stow
    }

    /// The whole body of which this is the outline; `None` where the file cannot be read.
    pub fn whole(&self, outline: &Doc) -> Option<Doc> {
        let mut bytes = vec![0; self.len];
        read_at(&self.stow.file, &mut bytes, self.at).ok()?;
        let (holes, html): (Vec<(usize, Vec<Hole>)>, _) = postcard::take_from_bytes(&bytes).ok()?;
        // All at once: the usual check takes as long on Vietnamese as all the rest.
        let mut html = simdutf8::basic::from_utf8(html).ok()?;
        let mut filling = Vec::with_capacity(holes.len());
        for (len, holes) in holes {
            let (own, rest) = html.split_at_checked(len)?;
            filling.push((own, holes));
            html = rest;
        }
        outline.clone().filled(&mut filling.into_iter())
    }
}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], at: u64) -> std::io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at)
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> std::io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

#[cfg(windows)]
fn write_at(file: &File, mut bytes: &[u8], mut at: u64) -> std::io::Result<()> {
    while !bytes.is_empty() {
        let n = std::os::windows::fs::FileExt::seek_write(file, bytes, at)?;
        if n == 0 {
            return Err(std::io::ErrorKind::WriteZero.into());
        }
        bytes = &bytes[n..];
        at += n as u64;
    }
    Ok(())
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut at: u64) -> std::io::Result<()> {
    while !bytes.is_empty() {
        let n = std::os::windows::fs::FileExt::seek_read(file, bytes, at)?;
        if n == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        bytes = &mut bytes[n..];
        at += n as u64;
    }
    Ok(())
}
