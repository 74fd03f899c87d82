//! Finding the project's files: links are followed as long as they stay inside, and other programs' own files are passed
//! over.

use crate::diagnostics::{Diagnostic, FilePath, Span};
use crate::text::normalize::nfc;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use walkdir::WalkDir;

/// Where a file is.
pub(super) struct Place {
    pub path: FilePath,
    pub disk: PathBuf,
}

/// A file that was found.
pub(super) struct Found {
    pub path: FilePath,
    pub disk: PathBuf,
    pub len: u64,
    pub modified: Option<SystemTime>,
}

impl Place {
    /// Asks the system about the file. That takes longer than finding it, so it is left to many threads.
    pub fn look(self) -> Found {
        let meta = std::fs::metadata(&self.disk).ok();
        Found {
            len: meta.as_ref().map_or(0, std::fs::Metadata::len),
            modified: meta.and_then(|m| m.modified().ok()),
            path: self.path,
            disk: self.disk,
        }
    }
}

/// What a walk came upon besides files.
#[derive(Default)]
pub(super) struct Walked {
    /// Places that could not be taken in, with the reason.
    pub faults: Vec<(FilePath, Diagnostic)>,
    /// A link was met: one file may have several paths.
    pub linked: bool,
}

/// Walks what lies at `start` (relative to `root`): a file, or all files below a folder, or nothing. Gives each file to
/// `found`.
pub(super) fn walk(root: &Path, start: &Path, out: &mut Walked, found: &mut dyn FnMut(Place)) {
    let real_root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    let mut walker = WalkDir::new(root.join(start))
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|e| e.depth() == 0 || !is_ignored(&e.file_name().to_string_lossy()));
    while let Some(item) = walker.next() {
        let entry = match item {
            Ok(entry) => entry,
            Err(error) => {
                walk_error(root, start, &error, out);
                continue;
            }
        };
        let Some(path) = relative(root, entry.path()) else {
            out.faults.push(odd_name(root, entry.path()));
            continue;
        };
        if entry.path_is_symlink() {
            out.linked = true;
            if !stays_inside(&real_root, entry.path()) {
                out.faults.push((path.clone(), leaves_project(&path)));
                if entry.file_type().is_dir() {
                    walker.skip_current_dir();
                }
                continue;
            }
        }
        if entry.file_type().is_file() {
            let disk = entry.into_path();
            found(Place { path, disk });
        }
    }
}

pub(super) fn stays_inside(real_root: &Path, path: &Path) -> bool {
    path.canonicalize()
        .is_ok_and(|real| real.starts_with(real_root))
}

fn walk_error(root: &Path, start: &Path, error: &walkdir::Error, out: &mut Walked) {
    let at = error.path().and_then(|p| relative(root, p));
    let Some(path) = at.or_else(|| relative(root, &root.join(start))) else {
        return;
    };
    if error.loop_ancestor().is_some() {
        out.linked = true;
        let fault = Diagnostic::error(
            "S003",
            Span::file(&path),
            "Liên kết thư mục này quay vòng về chính nó. Hãy xóa liên kết.",
            "This folder link leads back to itself. Remove the link.",
        );
        out.faults.push((path, fault));
    } else if error.depth() > 0
        || error
            .io_error()
            .is_some_and(|e| e.kind() != std::io::ErrorKind::NotFound)
    {
        let fault = unreadable(&path, &error.to_string());
        out.faults.push((path, fault));
    }
}

fn leaves_project(path: &FilePath) -> Diagnostic {
    Diagnostic::error(
        "S004",
        Span::file(path),
        "Liên kết này dẫn ra ngoài thư mục dự án. Hãy chép tệp vào trong thư mục content.",
        "This link leads out of the project. Copy the file into the content folder.",
    )
}

fn odd_name(root: &Path, path: &Path) -> (FilePath, Diagnostic) {
    let shown = path.strip_prefix(root).unwrap_or(path).to_string_lossy();
    let shown: FilePath = shown.replace('\\', "/").into();
    let fault = Diagnostic::error(
        "S005",
        Span::file(&shown),
        "Tên tệp có ký tự không đọc được. Hãy đổi tên tệp, chỉ dùng chữ, số và dấu gạch ngang.",
        "The file's name has characters that cannot be read. Rename it with letters, digits and hyphens.",
    );
    (shown, fault)
}

pub(super) fn unreadable(path: &FilePath, why: &str) -> Diagnostic {
    Diagnostic::error(
        "S006",
        Span::file(path),
        format!(
            "Không đọc được tệp này ({why}). Hãy kiểm tra quyền đọc, hoặc đóng chương trình đang giữ tệp."
        ),
        format!(
            "Cannot read this file ({why}). Check its permissions, or close the program that holds it."
        ),
    )
}

pub(super) fn relative(root: &Path, path: &Path) -> Option<FilePath> {
    let mut out = String::new();
    for part in path.strip_prefix(root).ok()? {
        if !out.is_empty() {
            out.push('/');
        }
        out.push_str(&nfc(part.to_str()?));
    }
    Some(out.into())
}

/// Whether a name is one of editors' and systems' own files: hidden ones, backups, half-written saves, Word's locks.
pub(super) fn is_ignored(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || name.ends_with(".tmp")
        || name.ends_with(".swp")
        || name.ends_with(".bak")
        || name.eq_ignore_ascii_case("thumbs.db")
        || name.eq_ignore_ascii_case("desktop.ini")
}
