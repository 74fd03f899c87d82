//! The project's files at one moment.

use super::decode::{Decoded, Undecodable, decode};
use crate::diagnostics::{Diagnostic, Diags, FilePath, SourceText, Span};
use crate::text::normalize::nfc;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;
use walkdir::WalkDir;
use xxhash_rust::xxh3::xxh3_128;

/// What a file is to the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// An entry, configuration, template, strings or data file: read and decoded.
    Text(Decoded),
    /// Anything else (pictures, downloads, style sheets): only its hash is kept, its bytes are read when wanted.
    Opaque,
}

/// One file.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Relative to the project's root, `/` between parts, NFC.
    pub path: FilePath,
    /// Where it is on this machine; empty for files that are built into the program.
    pub disk: PathBuf,
    /// xxh3-128 of its bytes.
    pub hash: u128,
    /// Size in bytes.
    pub len: u64,
    /// Time of last change, to know later that it has not changed.
    pub modified: Option<SystemTime>,
    /// Its text, if it has one.
    pub kind: FileKind,
    /// Bytes that are built into the program, for the default theme.
    pub built_in: Option<&'static [u8]>,
}

impl SourceFile {
    /// The decoded text, for text files.
    pub fn text(&self) -> Option<&Decoded> {
        match &self.kind {
            FileKind::Text(text) => Some(text),
            FileKind::Opaque => None,
        }
    }

    /// The file's bytes as they stand now.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn bytes(&self) -> std::io::Result<Vec<u8>> {
        match self.built_in {
            Some(bytes) => Ok(bytes.to_vec()),
            None => std::fs::read(&self.disk),
        }
    }

    /// The file's text as it stands now, whatever its kind; for small lists that are no entries.
    ///
    /// # Errors
    /// When the file cannot be read or is no text.
    pub fn decoded(&self) -> std::io::Result<Decoded> {
        let odd = |_| std::io::Error::from(std::io::ErrorKind::InvalidData);
        match self.text() {
            Some(text) => Ok(text.clone()),
            None => decode(&self.bytes()?).map_err(odd),
        }
    }

    /// The file's extension in lower case, without the dot.
    pub fn extension(&self) -> String {
        extension(&self.path)
    }
}

/// Size limits, in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For entries, configuration and templates.
    pub text: u64,
    /// For anything else.
    pub asset: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            text: 4 << 20,
            asset: 200 << 20,
        }
    }
}

/// All files below some folders of the project, in order of their paths.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    files: BTreeMap<FilePath, Arc<SourceFile>>,
}

impl Snapshot {
    /// Reads every file below `folders` (relative to `root`) once, in parallel. Files of `previous` whose size and
    /// time have not changed are taken over without reading;.
    pub fn read(
        root: &Path,
        folders: &[&str],
        limits: Limits,
        previous: Option<&Snapshot>,
    ) -> (Snapshot, Diags) {
        let mut diags = Diags::new();
        let mut found = Vec::new();
        for folder in folders {
            walk(root, folder, &mut found, &mut diags);
        }
        let read: Vec<(Option<SourceFile>, Diags)> = found
            .into_par_iter()
            .map(|found| read_one(found, limits, previous))
            .collect();
        let mut files = BTreeMap::new();
        for (file, faults) in read {
            diags.extend(faults);
            if let Some(file) = file {
                files.insert(file.path.clone(), Arc::new(file));
            }
        }
        (Snapshot { files }, diags)
    }

    /// Adds a file that is built into the program, unless the project has its own of that path.
    pub fn add_built_in(&mut self, path: &str, bytes: &'static [u8]) {
        if self.files.contains_key(path) {
            return;
        }
        let path: FilePath = path.into();
        let kind = match decode(bytes) {
            Ok(text) if is_text(&path) => FileKind::Text(text),
            _ => FileKind::Opaque,
        };
        let file = SourceFile {
            path: path.clone(),
            disk: PathBuf::new(),
            hash: xxh3_128(bytes),
            len: bytes.len() as u64,
            modified: None,
            kind,
            built_in: Some(bytes),
        };
        self.files.insert(path, Arc::new(file));
    }

    /// The file of that path.
    pub fn get(&self, path: &str) -> Option<&Arc<SourceFile>> {
        self.files.get(path)
    }

    /// All files whose path starts with `prefix`, in order.
    pub fn below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a Arc<SourceFile>> + 'a {
        self.files
            .range::<str, _>((
                std::ops::Bound::Included(prefix),
                std::ops::Bound::Unbounded,
            ))
            .map(|(_, f)| f)
            .take_while(move |f| f.path.starts_with(prefix))
    }

    /// All files, in order of path.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<SourceFile>> {
        self.files.values()
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
        self.files.get(file).and_then(|f| f.text().cloned())
    }
}

/// The hash by which files and derived things are told apart: xxh3-128 (fast, not for secrets).
pub fn fingerprint(bytes: &[u8]) -> u128 {
    xxh3_128(bytes)
}

struct Found {
    path: FilePath,
    disk: PathBuf,
    len: u64,
    modified: Option<SystemTime>,
}

fn walk(root: &Path, folder: &str, found: &mut Vec<Found>, diags: &mut Diags) {
    let real_root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    let walker = WalkDir::new(root.join(folder))
        .follow_links(true)
        .sort_by_file_name()
        .into_iter();
    for item in
        walker.filter_entry(|e| e.depth() == 0 || !is_ignored(&e.file_name().to_string_lossy()))
    {
        match item {
            Ok(entry) => {
                let Some(path) = relative(root, entry.path()) else {
                    diags.push(odd_name(root, entry.path()));
                    continue;
                };
                if entry.path_is_symlink() && !stays_inside(&real_root, entry.path()) {
                    diags.push(leaves_project(&path));
                    continue;
                }
                if entry.file_type().is_file() {
                    let meta = entry.metadata().ok();
                    found.push(Found {
                        path,
                        disk: entry.path().to_path_buf(),
                        len: meta.as_ref().map_or(0, std::fs::Metadata::len),
                        modified: meta.and_then(|m| m.modified().ok()),
                    });
                }
            }
            Err(error) => walk_error(root, folder, &error, diags),
        }
    }
}

fn stays_inside(real_root: &Path, path: &Path) -> bool {
    path.canonicalize()
        .is_ok_and(|real| real.starts_with(real_root))
}

fn walk_error(root: &Path, folder: &str, error: &walkdir::Error, diags: &mut Diags) {
    let path = error
        .path()
        .and_then(|p| relative(root, p))
        .unwrap_or_else(|| folder.into());
    let span = Span::file(&path);
    if error.loop_ancestor().is_some() {
        diags.push(Diagnostic::error(
            "S003",
            span,
            "Liên kết thư mục này quay vòng về chính nó. Hãy xóa liên kết.",
            "This folder link leads back to itself. Remove the link.",
        ));
    } else if error.depth() > 0
        || error
            .io_error()
            .is_some_and(|e| e.kind() != std::io::ErrorKind::NotFound)
    {
        diags.push(unreadable(&path, &error.to_string()));
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

fn odd_name(root: &Path, path: &Path) -> Diagnostic {
    let shown = path
        .strip_prefix(root)
        .unwrap_or(path)
        .to_string_lossy()
        .replace('\\', "/");
    Diagnostic::error(
        "S005",
        Span::file(&shown.as_str().into()),
        "Tên tệp có ký tự không đọc được. Hãy đổi tên tệp, chỉ dùng chữ, số và dấu gạch ngang.",
        "The file's name has characters that cannot be read. Rename it with letters, digits and hyphens.",
    )
}

fn unreadable(path: &FilePath, why: &str) -> Diagnostic {
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

fn relative(root: &Path, path: &Path) -> Option<FilePath> {
    let mut out = String::new();
    for part in path.strip_prefix(root).ok()? {
        if !out.is_empty() {
            out.push('/');
        }
        out.push_str(&nfc(part.to_str()?));
    }
    Some(out.into())
}

/// Editors' and systems' own files: hidden ones, backups, half-written saves, Word's locks.
fn is_ignored(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || name.ends_with(".tmp")
        || name.ends_with(".swp")
        || name.ends_with(".bak")
        || name.eq_ignore_ascii_case("thumbs.db")
        || name.eq_ignore_ascii_case("desktop.ini")
}

fn extension(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.')
        .map_or(String::new(), |(_, e)| e.to_ascii_lowercase())
}

/// Entries, configuration, data, templates and strings are text to the program; all else is only carried.
fn is_text(path: &str) -> bool {
    match extension(path).as_str() {
        "md" | "yaml" | "yml" => !path.starts_with("content/static/"),
        "json" | "csv" => path.starts_with("content/") && !path.starts_with("content/static/"),
        "html" | "xml" | "svg" | "txt" => {
            path.starts_with("themes/") && path.contains("/templates/")
        }
        _ => false,
    }
}

fn read_one(
    found: Found,
    limits: Limits,
    previous: Option<&Snapshot>,
) -> (Option<SourceFile>, Diags) {
    let Found {
        path,
        disk,
        len,
        modified,
    } = found;
    if let Some(old) = previous.and_then(|p| p.get(&path))
        && old.len == len
        && old.modified == modified
        && modified.is_some()
    {
        return (Some((**old).clone()), Diags::new());
    }
    let text = is_text(&path);
    let limit = if text { limits.text } else { limits.asset };
    if len > limit {
        return (None, too_large(&path, len, limit).into());
    }
    let bytes = match std::fs::read(&disk) {
        Ok(bytes) => bytes,
        Err(error) => return (None, unreadable(&path, &error.to_string()).into()),
    };
    let kind = if text {
        match decode(&bytes) {
            Ok(text) => FileKind::Text(text),
            Err(why) => return (None, undecodable(&path, why).into()),
        }
    } else {
        FileKind::Opaque
    };
    let hash = xxh3_128(&bytes);
    (
        Some(SourceFile {
            path,
            disk,
            hash,
            len: bytes.len() as u64,
            modified,
            kind,
            built_in: None,
        }),
        Diags::new(),
    )
}

fn too_large(path: &FilePath, len: u64, limit: u64) -> Diagnostic {
    let mb = |n: u64| n as f64 / f64::from(1 << 20);
    Diagnostic::error(
        "S002",
        Span::file(path),
        format!(
            "Tệp nặng {:.1} MB, quá giới hạn {:.0} MB. Hãy chia nhỏ hoặc nén tệp.",
            mb(len),
            mb(limit)
        ),
        format!(
            "The file has {:.1} MB, over the limit of {:.0} MB. Split it or make it smaller.",
            mb(len),
            mb(limit)
        ),
    )
}

fn undecodable(path: &FilePath, why: Undecodable) -> Diagnostic {
    let (vi, en) = match why {
        Undecodable::NotUtf8(at) => (
            format!(
                "Tệp không phải mã UTF-8 (byte thứ {}). Mở bằng Notepad, chọn Lưu thành…, Mã hóa: UTF-8.",
                at + 1
            ),
            format!("The file is not UTF-8 (byte {}). Open it in Notepad and save it again as UTF-8.", at + 1),
        ),
        Undecodable::BadUtf16 => (
            "Tệp mã UTF-16 bị hỏng. Mở bằng Notepad, chọn Lưu thành…, Mã hóa: UTF-8.".to_owned(),
            "The UTF-16 text is damaged. Open it in Notepad and save it again as UTF-8.".to_owned(),
        ),
        Undecodable::Binary => (
            "Tệp này không phải văn bản (có byte rỗng). Có thể là tệp Word đổi tên: hãy chép phần chữ sang tệp mới."
                .to_owned(),
            "This file is not text (it has NUL bytes). If it is a renamed Word file, copy its text into a new file."
                .to_owned(),
        ),
    };
    Diagnostic::error("S001", Span::file(path), vi, en)
}
