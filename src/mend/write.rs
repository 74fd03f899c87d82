//! Writing corrections: first a copy of every file, then each file as a whole.

use super::faults;
use super::passes::Mended;
use crate::diagnostics::{Diagnostic, Diags};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Folder of backups inside the project. It is no source and no output, and Git ignores it.
pub const BACKUP: &str = ".satcoso-backup";

/// Name of a file that is being written, beside the one it replaces; hidden, so that no build takes it in.
const NEW: &str = ".satcoso-moi";

/// What was written.
pub struct Applied<'a> {
    /// Files that are corrected now.
    pub written: Vec<&'a Mended>,
    /// Where the files as they were stand; `None` where nothing was written.
    pub backup: Option<PathBuf>,
    /// Files that could not be corrected, and why.
    pub faults: Diags,
}

/// Writes the corrections into `root`'s files. The files as they were are copied into a new folder of [`BACKUP`] named
/// `stamp` before the first of them is touched; each is then replaced in one step, so that it is whole, old or new,
/// whatever happens.
pub fn apply<'a>(root: &Path, files: &'a [Mended], stamp: &str) -> Applied<'a> {
    let mut applied = Applied {
        written: Vec::new(),
        backup: None,
        faults: Diags::new(),
    };
    let mut real = BTreeSet::new();
    let mut ready = Vec::new();
    for file in files {
        match writable(file) {
            // Two paths may lead to one file.
            Ok(path) if real.insert(path.clone()) => ready.push((file, path)),
            Ok(_) => {}
            Err(fault) => applied.faults.push(fault),
        }
    }
    if ready.is_empty() {
        return applied;
    }
    match back_up(root, stamp, ready.iter().map(|(file, _)| *file)) {
        Ok(folder) => applied.backup = Some(folder),
        Err(fault) => {
            applied.faults.push(fault);
            return applied;
        }
    }
    for (file, path) in ready {
        match replace(file, &path) {
            Ok(()) => applied.written.push(file),
            Err(fault) => applied.faults.push(fault),
        }
    }
    applied
}

/// The file itself, behind links, if it may be written and is still what it was.
fn writable(file: &Mended) -> Result<PathBuf, Diagnostic> {
    let path = fs::canonicalize(&file.disk).map_err(|e| faults::io(&file.disk, &e))?;
    let meta = fs::metadata(&path).map_err(|e| faults::io(&path, &e))?;
    if meta.permissions().readonly() {
        return Err(faults::read_only(&file.file));
    }
    unchanged(file, &path)?;
    Ok(path)
}

fn unchanged(file: &Mended, path: &Path) -> Result<(), Diagnostic> {
    match fs::read(path) {
        Ok(bytes) if bytes == file.before => Ok(()),
        Ok(_) => Err(faults::changed(&file.file)),
        Err(error) => Err(faults::io(path, &error)),
    }
}

fn back_up<'a>(
    root: &Path,
    stamp: &str,
    files: impl Iterator<Item = &'a Mended>,
) -> Result<PathBuf, Diagnostic> {
    let folder = new_folder(&root.join(BACKUP), stamp)?;
    for file in files {
        let copy = folder.join(&*file.file);
        let write = || -> std::io::Result<()> {
            if let Some(parent) = copy.parent() {
                fs::create_dir_all(parent)?;
            }
            let mut out = File::create_new(&copy)?;
            out.write_all(&file.before)?;
            out.sync_all()
        };
        write().map_err(|e| faults::io(&copy, &e))?;
    }
    Ok(folder)
}

/// A folder that was not there before: `stamp`, else `stamp-2` and so on.
fn new_folder(parent: &Path, stamp: &str) -> Result<PathBuf, Diagnostic> {
    fs::create_dir_all(parent).map_err(|e| faults::io(parent, &e))?;
    let mut number = 1;
    loop {
        let name = match number {
            1 => stamp.to_owned(),
            n => format!("{stamp}-{n}"),
        };
        let folder = parent.join(name);
        match fs::create_dir(&folder) {
            Ok(()) => return Ok(folder),
            Err(e) if e.kind() == ErrorKind::AlreadyExists && number < 1000 => number += 1,
            Err(e) => return Err(faults::io(&folder, &e)),
        }
    }
}

/// Puts the corrected file where the old one stands.
fn replace(file: &Mended, path: &Path) -> Result<(), Diagnostic> {
    let new = path.with_file_name(NEW);
    let write = || -> std::io::Result<()> {
        let permissions = fs::metadata(path)?.permissions();
        let mut out = File::create(&new)?;
        out.write_all(&file.after)?;
        out.set_permissions(permissions)?;
        out.sync_all()
    };
    let done = write()
        .map_err(|e| faults::io(path, &e))
        .and_then(|()| unchanged(file, path))
        .and_then(|()| fs::rename(&new, path).map_err(|e| faults::io(path, &e)));
    if done.is_err() {
        let _ = fs::remove_file(&new);
    }
    done
}
