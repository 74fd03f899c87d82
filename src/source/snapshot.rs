//! The project's files at one moment.

use super::decode::Decoded;
use super::file::{self, FileKind, Limits, SourceFile};
use super::sorted::Sorted;
use super::walk::{Found, Place, Walked, is_ignored, relative, stays_inside, walk};
use crate::diagnostics::{Diagnostic, Diags, FilePath, SourceText};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::SystemTime;

/// Files that are handed from the walk to the reading at once.
const AT_ONCE: usize = 64;

/// All files below some folders of the project, in order of their paths. A copy costs little, however many they are.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    files: Sorted<FilePath, Arc<SourceFile>>,
    /// What could not be read.
    unread: Sorted<FilePath, Arc<Unread>>,
    /// A link was met: a change of one file may be one of others.
    linked: bool,
}

/// A file that was found, and what reading it gave.
type Read = (Found, Result<Arc<SourceFile>, Diagnostic>);

/// Reads what was found, unless it is known.
fn read_one(
    place: Place,
    limits: Limits,
    known: &(dyn Fn(&Found) -> Option<Arc<SourceFile>> + Sync),
) -> Read {
    let found = place.look();
    let file = match known(&found) {
        Some(file) => Ok(file),
        None => file::read(&found, limits).map(Arc::new),
    };
    (found, file)
}

/// A place whose file could not be read, or is none.
#[derive(Debug)]
struct Unread {
    len: u64,
    modified: Option<SystemTime>,
    fault: Diagnostic,
}

impl Snapshot {
    /// Reads every file below `folders` (relative to `root`) once, in parallel. Files of `previous` whose size and
    /// time have not changed are taken over without reading.
    pub fn read(
        root: &Path,
        folders: &[&str],
        limits: Limits,
        previous: Option<&Snapshot>,
    ) -> (Snapshot, Diags) {
        let known = |found: &Found| previous.and_then(|p| p.standing(found));
        let (sender, places) = mpsc::channel();
        let (walked, read) = thread::scope(|scope| {
            // Reading begins while the walk goes on.
            let walker = scope.spawn(move || {
                let (mut walked, mut some) = (Walked::default(), Vec::new());
                let found = &mut |place| {
                    some.push(place);
                    if some.len() == AT_ONCE {
                        // Nobody listens only where reading has panicked.
                        let _ = sender.send(std::mem::take(&mut some));
                    }
                };
                for folder in folders {
                    walk(root, Path::new(folder), &mut walked, found);
                }
                let _ = sender.send(some);
                walked
            });
            let each = |some: Vec<Place>| {
                let places = some.into_iter();
                places.map(|place| read_one(place, limits, &known))
            };
            let read = places
                .into_iter()
                .par_bridge()
                .flat_map_iter(each)
                .collect();
            let walked = walker.join().unwrap_or_else(|panic| resume_unwind(panic));
            (walked, read)
        });
        let mut snapshot = Snapshot::default();
        snapshot.take_in(walked, read);
        let faults = snapshot.faults();
        (snapshot, faults)
    }

    /// The project after changes at `hints` (paths relative to `root`, as the system names them): files that are new,
    /// different or gone, or folders with such files. Only these are looked at; the answer is that of [`Snapshot::read`]
    /// if nothing else has changed. Files named by themselves are read even if size and time are as before.
    pub fn refresh(
        &self,
        root: &Path,
        folders: &[&str],
        limits: Limits,
        hints: &BTreeSet<PathBuf>,
    ) -> Snapshot {
        if self.linked {
            return Snapshot::read(root, folders, limits, Some(self)).0;
        }
        let real_root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
        let mut new = self.clone();
        let (mut walked, mut places) = (Walked::default(), Vec::new());
        for hint in hints {
            // A name that is no text stands for its folder.
            let hint = match hint.to_str() {
                Some(_) => hint.as_path(),
                None => hint.parent().unwrap_or(hint),
            };
            let Some(path) = relative(root, &root.join(hint)) else {
                continue;
            };
            let below = |folder: &&str| {
                path.strip_prefix(*folder)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            if !folders.iter().any(below) || path.split('/').any(is_ignored) {
                continue;
            }
            new.forget(&path);
            let disk = root.join(hint);
            if disk.symlink_metadata().is_ok() && stays_inside(&real_root, &disk) {
                walk(root, hint, &mut walked, &mut |place| places.push(place));
            } else if disk.is_symlink() {
                walked.linked = true;
            }
        }
        if walked.linked {
            return Snapshot::read(root, folders, limits, Some(self)).0;
        }
        let named = |found: &Found| {
            found
                .disk
                .strip_prefix(root)
                .is_ok_and(|d| hints.contains(d))
        };
        let known = |found: &Found| self.standing(found).filter(|_| !named(found));
        let places = places.into_par_iter();
        let read = places
            .map(|place| read_one(place, limits, &known))
            .collect();
        new.take_in(walked, read);
        new
    }

    /// Paths at which the disk is no longer as it was read, by size and time.
    pub fn stale(&self, root: &Path, folders: &[&str]) -> BTreeSet<PathBuf> {
        let (mut walked, mut places) = (Walked::default(), Vec::new());
        for folder in folders {
            let found = &mut |place| places.push(place);
            walk(root, Path::new(folder), &mut walked, found);
        }
        let mut seen: BTreeSet<FilePath> = BTreeSet::new();
        let mut out = BTreeSet::new();
        let local = |disk: &Path| disk.strip_prefix(root).map(Path::to_path_buf).ok();
        let found: Vec<Found> = places.into_par_iter().map(Place::look).collect();
        for found in found {
            let same = self.standing(&found).is_some()
                || self
                    .unread
                    .get(&*found.path)
                    .is_some_and(|u| u.len == found.len && u.modified == found.modified);
            if !same {
                out.extend(local(&found.disk));
            }
            seen.insert(found.path);
        }
        for (path, _) in walked.faults {
            if !self.unread.contains(&*path) {
                out.insert(PathBuf::from(&*path));
            }
            seen.insert(path);
        }
        let gone = self
            .iter()
            .filter(|f| f.built_in.is_none() && !seen.contains(&f.path));
        out.extend(gone.filter_map(|f| local(&f.disk)));
        let mended = self.unread.iter().filter(|(path, _)| !seen.contains(*path));
        out.extend(mended.map(|(path, _)| PathBuf::from(&**path)));
        out
    }

    /// Paths whose file is another in `other`, or only in one of the two.
    pub fn changes(&self, other: &Snapshot) -> BTreeSet<FilePath> {
        let files = self
            .files
            .differing(&other.files, |a, b| Arc::ptr_eq(a, b) || a.hash == b.hash);
        let unread = self.unread.differing(&other.unread, |a, b| {
            Arc::ptr_eq(a, b) || a.fault == b.fault
        });
        files.into_iter().chain(unread).cloned().collect()
    }

    /// What could not be read, and why.
    pub fn faults(&self) -> Diags {
        self.unread.iter().map(|(_, u)| u.fault.clone()).collect()
    }

    /// The file of a path, if the one that was found is it.
    fn standing(&self, found: &Found) -> Option<Arc<SourceFile>> {
        self.files
            .get(&*found.path)
            .filter(|old| {
                old.len == found.len
                    && old.modified == found.modified
                    && found.modified.is_some()
                    && old.built_in.is_none()
            })
            .cloned()
    }

    /// Forgets a path and all below it.
    fn forget(&mut self, path: &str) {
        let here = |p: &str| {
            p.strip_prefix(path)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let from_disk = self
            .files
            .from(path)
            .take_while(|(p, _)| p.starts_with(path));
        let files: Vec<FilePath> = from_disk
            .filter(|(p, f)| here(p) && f.built_in.is_none())
            .map(|(p, _)| p.clone())
            .collect();
        let unread = self
            .unread
            .from(path)
            .take_while(|(p, _)| p.starts_with(path));
        let unread: Vec<FilePath> = unread
            .filter(|(p, _)| here(p))
            .map(|(p, _)| p.clone())
            .collect();
        for path in files {
            self.files.remove(&*path);
        }
        for path in unread {
            self.unread.remove(&*path);
        }
    }

    /// Takes in what was read, and what a walk came upon besides.
    fn take_in(&mut self, walked: Walked, mut read: Vec<Read>) {
        self.linked |= walked.linked;
        // Two names on disk may be one path, composed: then the last one is the file's, whichever was read first.
        read.par_sort_by(|(a, _), (b, _)| (&a.path, &a.disk).cmp(&(&b.path, &b.disk)));
        for (found, file) in read {
            let Found {
                path,
                len,
                modified,
                ..
            } = found;
            match file {
                Ok(file) => {
                    self.files.insert(path, file);
                }
                Err(fault) => {
                    let unread = Unread {
                        len,
                        modified,
                        fault,
                    };
                    self.unread.insert(path, Arc::new(unread));
                }
            }
        }
        for (path, fault) in walked.faults {
            let unread = Unread {
                len: 0,
                modified: None,
                fault,
            };
            self.unread.insert(path, Arc::new(unread));
        }
    }

    /// The project as if a file held other bytes; nothing is written. Only its text counts: what is carried as it is
    /// would still be read from disk.
    ///
    /// # Errors
    /// When there is no such file, or the bytes are not what it must be.
    pub fn put(&mut self, path: &str, bytes: &[u8]) -> Result<(), Diags> {
        let old = self.get(path).ok_or_else(Diags::new)?.clone();
        let file = old.with_bytes(bytes).map_err(Diags::from)?;
        self.files.insert(file.path.clone(), Arc::new(file));
        Ok(())
    }

    /// The text of a small list that is no entry, kept so that diagnostics can show its lines; `None` where there is none.
    ///
    /// # Errors
    /// When it cannot be read or is no text.
    pub fn text_of(&mut self, path: &str) -> std::io::Result<Option<Decoded>> {
        let Some(file) = self.files.get(path) else {
            return Ok(None);
        };
        let text = file.decoded()?;
        if file.text().is_none() {
            let mut known = SourceFile::clone(file);
            known.kind = FileKind::Text(text.clone());
            let path = known.path.clone();
            self.files.insert(path, Arc::new(known));
        }
        Ok(Some(text))
    }

    /// Whether the project has a file of that path, also one that could not be read.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains(path) || self.unread.contains(path)
    }

    /// Adds a file that is built into the program, unless the project has its own of that path.
    pub fn add_built_in(&mut self, path: &str, bytes: &'static [u8]) {
        if !self.files.contains(path) {
            let path: FilePath = path.into();
            let file = SourceFile::of_program(path.clone(), bytes);
            self.files.insert(path, Arc::new(file));
        }
    }

    /// Takes out the files that are built into the program.
    pub fn without_built_in(mut self) -> Snapshot {
        let built_in: Vec<FilePath> = self
            .below("themes/")
            .filter(|f| f.built_in.is_some())
            .map(|f| f.path.clone())
            .collect();
        for path in built_in {
            self.files.remove(&*path);
        }
        self
    }

    /// The file of that path.
    pub fn get(&self, path: &str) -> Option<&Arc<SourceFile>> {
        self.files.get(path)
    }

    /// All files whose path starts with `prefix`, in order.
    pub fn below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a Arc<SourceFile>> + 'a {
        self.files
            .from(prefix)
            .map(|(_, f)| f)
            .take_while(move |f| f.path.starts_with(prefix))
    }

    /// All files, in order of path.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<SourceFile>> {
        self.files.iter().map(|(_, f)| f)
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

impl SourceText for Snapshot {
    fn text(&self, file: &str) -> Option<Arc<str>> {
        self.get(file).and_then(|f| f.text().cloned())
    }
}
