//! Entries kept on disk from the last build to the next: all of an entry that other pages and the site's structure need,
//! so that only what has changed, and what is shown anew, is parsed again.

use super::parse::mix;
use super::path::entry_path;
use super::{Entry, Front};
use crate::config::SiteConfig;
use crate::kept;
use crate::markdown::Doc;
use crate::source::{SourceFile, fingerprint};
use std::collections::HashMap;
use std::io::Write;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// Larger than any site that has to be built on a small machine; what goes beyond is not kept.
const LIMIT: usize = 512 << 20;

/// Entries that are in memory at once while they are written.
const AT_ONCE: usize = 64;

/// Bytes that an entry nearly always fits in, so that buffers need not grow.
const ROOM: usize = 2048;

/// What comes before each entry: its key, and the length of what follows.
const HEAD: usize = 16 + 4;

/// Entries as they were kept, read one by one as they are asked for.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    bytes: Vec<u8>,
    places: HashMap<u128, Range<usize>>,
}

impl Kept {
    /// Reads what was kept at `path`; nothing where there is nothing, or nothing that can be trusted.
    pub fn load(path: &Path) -> Kept {
        let bytes = kept::load(path, &form()).unwrap_or_default();
        let mut places = HashMap::new();
        let mut at = 0;
        while let Some((key, rest)) = bytes.get(at..).and_then(|b| b.split_first_chunk::<16>())
            && let Some(length) = rest.first_chunk::<4>()
        {
            let start = at + HEAD;
            at = start + u32::from_le_bytes(*length) as usize;
            places.insert(u128::from_le_bytes(*key), start..at);
        }
        Kept { bytes, places }
    }

    /// The entry of a file that has not changed, nor anything that reading it depends on, of which `reuse` is the hash.
    pub(super) fn entry(
        &self,
        file: &SourceFile,
        reuse: u128,
        config: &SiteConfig,
    ) -> Option<Entry> {
        let place = self.places.get(&key(&file.path, reuse))?;
        let text = file.text()?.clone();
        let (front, doc, front_at, body_at): (Front, Doc, Range<u32>, usize) =
            postcard::from_bytes(self.bytes.get(place.clone())?).ok()?;
        Some(Entry {
            file: file.path.clone(),
            path: entry_path(&file.path, config).0,
            hash: file.hash,
            front,
            doc,
            whole: false,
            stowed: None,
            text,
            front_at,
            body_at,
            broken: false,
            reuse: Some(reuse),
        })
    }

    /// Keeps these entries at `path` in place of what is kept there, if they are not the same.
    ///
    /// # Errors
    /// When the folder cannot be written to. The next build can do without.
    pub fn renew<'a>(
        &self,
        path: &Path,
        entries: impl Iterator<Item = &'a Arc<Entry>>,
    ) -> std::io::Result<()> {
        let wanted: Vec<(u128, &Entry)> = entries
            .filter_map(|e| Some((key(&e.file, e.reuse?), &**e)))
            .collect();
        let known = |(key, _): &(u128, &Entry)| self.places.contains_key(key);
        if wanted.len() == self.places.len() && wanted.iter().all(known) {
            return Ok(());
        }
        let written = |few: &[(u128, &Entry)]| {
            let mut out = Vec::with_capacity(few.len() * ROOM);
            few.iter().for_each(|(key, e)| self.put(*key, e, &mut out));
            out
        };
        let mut room = LIMIT;
        // One by one, though there may be time: pages are made meanwhile, and what is given to their threads waits until
        // they are done.
        let parts = wanted.chunks(AT_ONCE).map(written).take_while(|part| {
            let left = room.checked_sub(part.len());
            room = left.unwrap_or(0);
            left.is_some()
        });
        kept::save(path, &form(), parts)
    }

    fn put(&self, key: u128, entry: &Entry, out: &mut Vec<u8>) {
        let before = self.places.get(&key);
        let start = out.len();
        out.extend(key.to_le_bytes());
        out.extend([0; 4]);
        let begin = out.len();
        let written = match before.and_then(|place| self.bytes.get(place.clone())) {
            Some(bytes) => out.write_all(bytes).is_ok(),
            None => {
                let all = (&entry.front, &entry.doc, &entry.front_at, entry.body_at);
                postcard::to_io(&all, &mut *out).is_ok()
            }
        };
        match u32::try_from(out.len() - begin) {
            Ok(length) if written => out[begin - 4..begin].copy_from_slice(&length.to_le_bytes()),
            _ => out.truncate(start),
        }
    }
}

/// An entry's name among those kept: its file, and everything that reading it depends on.
fn key(file: &str, reuse: u128) -> u128 {
    mix(fingerprint(file.as_bytes()), reuse)
}

/// Another program file may read entries otherwise.
fn form() -> String {
    format!("entries {}", kept::program())
}
