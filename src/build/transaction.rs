//! The one place that changes the output folder. Files are staged below it and renamed into place, so that each is
//! whole at every instant; what is to be renamed is noted first, so that the next build knows its own files even if
//! this one is killed half-way.

use super::faults;
use super::lock::{Lock, PATIENCE};
use super::manifest::{FILES, Manifest, STATE, Written, modified};
use crate::diagnostics::Diagnostic;
use crate::kept;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Component, Path, PathBuf};

/// An open transaction on an output folder.
pub(super) struct Transaction {
    output: PathBuf,
    stage: PathBuf,
    _lock: Lock,
    /// What the last build wrote.
    pub(super) before: Manifest,
    /// Routes that are ours, but of unknown state: a killed build was about to write them, or the note is lost.
    interrupted: BTreeSet<String>,
    /// Nothing of an earlier build is there, so whole folders can be moved into place.
    fresh: bool,
    /// Nothing at all is there.
    empty: bool,
}

/// How a file came out.
pub(super) struct Staged {
    pub(super) len: u64,
    pub(super) modified: u128,
}

impl Transaction {
    /// Locks the folder (making it if it is not there) and reads what the last build left.
    pub(super) fn begin(output: &Path) -> Result<Transaction, Diagnostic> {
        let state = output.join(STATE);
        fs::create_dir_all(&state).map_err(|e| {
            faults::io(
                "Không tạo được thư mục",
                "Cannot make the folder",
                &state,
                &e,
            )
        })?;
        let lock = Lock::take(&state.join("lock"), PATIENCE)?;
        let stage = state.join("stage");
        let before = Manifest::load(&state.join("manifest"));
        let lines = |name: &str| fs::read_to_string(state.join(name)).unwrap_or_default();
        let mut ours = lines("intent");
        if before.is_none() {
            // A note of another version of the program, or a damaged one: the plain list still says what is ours.
            ours.push_str(&lines(FILES));
        }
        let interrupted: BTreeSet<String> = ours
            .lines()
            .filter(|route| is_inside(route))
            .map(str::to_owned)
            .collect();
        remove_tree(&stage)?;
        fs::create_dir_all(&stage).map_err(|e| {
            faults::io(
                "Không tạo được thư mục",
                "Cannot make the folder",
                &stage,
                &e,
            )
        })?;
        let fresh = before.is_none() && interrupted.is_empty();
        let ours = |name: std::io::Result<fs::DirEntry>| name.is_ok_and(|n| n.file_name() == STATE);
        let empty = fresh && fs::read_dir(output).is_ok_and(|mut names| names.all(ours));
        Ok(Transaction {
            output: output.to_path_buf(),
            stage,
            _lock: lock,
            before: before.unwrap_or_default(),
            interrupted,
            fresh,
            empty,
        })
    }

    /// What the last build wrote for a route, if the file still stands as it was left.
    pub(super) fn intact(&self, route: &str) -> Option<&Written> {
        let written = self.before.files.get(route)?;
        let sure = !self.interrupted.contains(route) && written.stands_at(&self.output.join(route));
        sure.then_some(written)
    }

    /// Before a first build, makes all folders at once; later ones stage few files, and make folders as they need them.
    pub(super) fn prepare<'a>(
        &self,
        routes: impl Iterator<Item = &'a str>,
    ) -> Result<(), Diagnostic> {
        let mut folders: Vec<&str> = routes
            .take_while(|_| self.fresh)
            .map(|route| &route[..route.rfind('/').unwrap_or(0)])
            .collect();
        folders.dedup();
        let make = |folder: &&str| {
            let path = self.stage.join(folder);
            fs::create_dir_all(&path).map_err(|e| {
                faults::io(
                    "Không tạo được thư mục",
                    "Cannot make the folder",
                    &path,
                    &e,
                )
            })
        };
        // In large parts: those who make folders in the same one wait for each other.
        let parts = folders.par_chunks(folders.len().max(64) / 4);
        let made: Vec<_> = parts.map(|some| some.iter().try_for_each(make)).collect();
        // Of several faults always the first.
        made.into_iter().collect()
    }

    /// Writes a route's bytes to the stage.
    pub(super) fn stage(&self, route: &str, bytes: &[u8]) -> Result<Staged, Diagnostic> {
        let path = self.stage.join(route);
        let write = || -> std::io::Result<Staged> {
            let mut file = match File::create(&path) {
                Err(e) if e.kind() == ErrorKind::NotFound => {
                    if let Some(folder) = path.parent() {
                        fs::create_dir_all(folder)?;
                    }
                    File::create(&path)?
                }
                other => other?,
            };
            file.write_all(bytes)?;
            let meta = file.metadata()?;
            Ok(Staged {
                len: meta.len(),
                modified: modified(&meta),
            })
        };
        write().map_err(|e| faults::io("Không ghi được", "Cannot write", &path, &e))
    }

    /// Somebody else's files where ours must go: an error for each, unless the bytes are the same.
    pub(super) fn is_foreign(&self, route: &str) -> bool {
        if self.empty {
            return false;
        }
        let path = self.output.join(route);
        !self.before.files.contains_key(route)
            && !self.interrupted.contains(route)
            && fs::symlink_metadata(&path).is_ok()
            && fs::read(&path).ok() != fs::read(self.stage.join(route)).ok()
    }

    /// Puts the staged files into place, removes those of the last build that are gone, and notes what stands there.
    /// Returns how many files were removed.
    pub(super) fn commit(self, staged: &[String], after: &Manifest) -> Result<usize, Diagnostic> {
        let state = self.output.join(STATE);
        let gone: Vec<&String> = self
            .before
            .files
            .keys()
            .chain(&self.interrupted)
            .filter(|route| !after.files.contains_key(*route))
            .collect();
        let failed =
            |path: &Path, e: &std::io::Error| faults::io("Không ghi được", "Cannot write", path, e);
        if !staged.is_empty() || !gone.is_empty() {
            let intent = state.join("intent");
            let mut all: BTreeSet<&str> = self.interrupted.iter().map(String::as_str).collect();
            all.extend(staged.iter().map(String::as_str));
            let text: String = all.iter().flat_map(|r| [*r, "\n"]).collect();
            kept::replace(&intent, text.as_bytes()).map_err(|e| failed(&intent, &e))?;
            if !self.fresh || !self.move_whole_folders()? {
                self.move_files(staged)?;
            }
            for route in &gone {
                let path = self.output.join(route.as_str());
                match fs::remove_file(&path) {
                    Err(e) if e.kind() != ErrorKind::NotFound => return Err(failed(&path, &e)),
                    _ => self.prune(route),
                }
            }
            after
                .save(&state.join("manifest"))
                .map_err(|e| failed(&state, &e))?;
            fs::remove_file(&intent).map_err(|e| failed(&intent, &e))?;
        } else if *after != self.before {
            after
                .save(&state.join("manifest"))
                .map_err(|e| failed(&state, &e))?;
        }
        remove_tree(&self.stage)?;
        Ok(gone.len())
    }

    /// Nothing was made or something failed: the output stays as it is.
    pub(super) fn abandon(self) {
        let _ = remove_tree(&self.stage);
    }

    /// First build into an empty folder: one rename for each of its top-level names. `false` when one of them is taken.
    fn move_whole_folders(&self) -> Result<bool, Diagnostic> {
        let list = |path: &Path| -> Result<Vec<fs::DirEntry>, Diagnostic> {
            fs::read_dir(path).and_then(Iterator::collect).map_err(|e| {
                faults::io("Không đọc được thư mục", "Cannot read the folder", path, &e)
            })
        };
        let names = list(&self.stage)?;
        if names
            .iter()
            .any(|n| fs::symlink_metadata(self.output.join(n.file_name())).is_ok())
        {
            return Ok(false);
        }
        for name in names {
            let to = self.output.join(name.file_name());
            fs::rename(name.path(), &to)
                .map_err(|e| faults::io("Không ghi được", "Cannot write", &to, &e))?;
        }
        Ok(true)
    }

    fn move_files(&self, staged: &[String]) -> Result<(), Diagnostic> {
        for route in staged {
            let (from, to) = (self.stage.join(route), self.output.join(route));
            if let Some(folder) = to.parent() {
                make_folder(&self.output, folder).map_err(|e| {
                    faults::io(
                        "Không tạo được thư mục",
                        "Cannot make the folder",
                        folder,
                        &e,
                    )
                })?;
            }
            replace(&from, &to)
                .map_err(|e| faults::io("Không ghi được", "Cannot write", &to, &e))?;
        }
        Ok(())
    }

    /// Removes folders that became empty, up to the output folder itself.
    fn prune(&self, route: &str) {
        let mut folder = Path::new(route).parent();
        while let Some(path) = folder.filter(|p| !p.as_os_str().is_empty()) {
            if fs::remove_dir(self.output.join(path)).is_err() {
                return;
            }
            folder = path.parent();
        }
    }
}

/// Whether a line of a plain note names a file below the output folder: what somebody else may have written there leads
/// to no file outside of it.
fn is_inside(route: &str) -> bool {
    let mut parts = Path::new(route).components();
    parts.all(|part| matches!(part, Component::Normal(_)))
}

/// Makes a folder; a file of ours that stands where a folder must be now gives way.
fn make_folder(output: &Path, folder: &Path) -> std::io::Result<()> {
    match fs::create_dir_all(folder) {
        Err(e)
            if matches!(
                e.kind(),
                ErrorKind::AlreadyExists | ErrorKind::NotADirectory
            ) =>
        {
            let mut path = folder;
            while path != output {
                if fs::symlink_metadata(path).is_ok_and(|m| m.is_file()) {
                    fs::remove_file(path)?;
                }
                match path.parent() {
                    Some(parent) => path = parent,
                    None => break,
                }
            }
            fs::create_dir_all(folder)
        }
        other => other,
    }
}

/// Puts a file where another may stand. Exchanging the two names spares ext4 the flush to disk that renaming over a
/// file costs (3 to 10 s for 10,000 files); where that cannot be done, a plain rename is as safe.
fn replace(from: &Path, to: &Path) -> std::io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        if renameat_with(CWD, from, CWD, to, RenameFlags::EXCHANGE).is_ok() {
            return Ok(());
        }
    }
    match fs::rename(from, to) {
        Err(e) if fs::symlink_metadata(to).is_ok_and(|m| m.is_dir()) => {
            // A folder of ours that is a file now: it goes if nothing is left in it.
            fs::remove_dir(to).map_err(|_| e)?;
            fs::rename(from, to)
        }
        other => other,
    }
}

fn remove_tree(path: &Path) -> Result<(), Diagnostic> {
    match fs::remove_dir_all(path) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(faults::io(
            "Không dọn được thư mục tạm",
            "Cannot clear the temporary folder",
            path,
            &e,
        )),
        _ => Ok(()),
    }
}

/// Refuses output folders that hold sources.
pub(crate) fn check_output(root: &Path, output: &Path) -> Result<(), Diagnostic> {
    let real = |p: &Path| p.canonicalize().unwrap_or_else(|_| p.to_path_buf());
    let (root, out) = (real(root), real(output));
    let sources = ["content", "themes", "src", ".git"].map(|f| root.join(f));
    if out == root || root.starts_with(&out) || sources.iter().any(|s| out.starts_with(s)) {
        return Err(faults::unsafe_output(output));
    }
    Ok(())
}
