//! One file of the project: what it is to the program, and how it is read.

use super::decode::{Decoded, Undecodable, decode};
use super::walk::{Found, unreadable};
use crate::diagnostics::{Diagnostic, FilePath, Span};
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;
use std::time::SystemTime;
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
    /// A file that is built into the program.
    pub(super) fn of_program(path: FilePath, bytes: &'static [u8]) -> SourceFile {
        let kind = match decode(bytes) {
            Ok(text) if is_text(&path) => FileKind::Text(text),
            _ => FileKind::Opaque,
        };
        SourceFile {
            path,
            disk: PathBuf::new(),
            hash: xxh3_128(bytes),
            len: bytes.len() as u64,
            modified: None,
            kind,
            built_in: Some(bytes),
        }
    }

    /// The file as if it held other bytes.
    pub(super) fn with_bytes(&self, bytes: &[u8]) -> Result<SourceFile, Diagnostic> {
        let kind = match self.kind {
            FileKind::Text(_) => {
                FileKind::Text(decode(bytes).map_err(|why| undecodable(&self.path, why))?)
            }
            FileKind::Opaque => FileKind::Opaque,
        };
        Ok(SourceFile {
            hash: xxh3_128(bytes),
            len: bytes.len() as u64,
            modified: None,
            kind,
            ..self.clone()
        })
    }

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

/// The hash by which files and derived things are told apart: xxh3-128 (fast, not for secrets).
pub fn fingerprint(bytes: &[u8]) -> u128 {
    xxh3_128(bytes)
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

/// Reads a file that was found.
///
/// # Errors
/// Why it cannot be read or is no text.
pub(super) fn read(found: &Found, limits: Limits) -> Result<SourceFile, Diagnostic> {
    let (path, len) = (&found.path, found.len);
    let text = is_text(path);
    let limit = if text { limits.text } else { limits.asset };
    if len > limit {
        return Err(too_large(path, len, limit));
    }
    let bytes = contents(found).map_err(|e| unreadable(path, &e.to_string()))?;
    let kind = if text {
        FileKind::Text(decode(&bytes).map_err(|why| undecodable(path, why))?)
    } else {
        FileKind::Opaque
    };
    Ok(SourceFile {
        path: path.clone(),
        disk: found.disk.clone(),
        hash: xxh3_128(&bytes),
        len: bytes.len() as u64,
        modified: found.modified,
        kind,
        built_in: None,
    })
}

/// As many bytes as were found: asking for no more spares two of five calls to the system. What was added since is read in
/// the next run, which finds another length. Where no length was found, all there is.
fn contents(found: &Found) -> std::io::Result<Vec<u8>> {
    if found.len == 0 {
        return std::fs::read(&found.disk);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(found.len).unwrap_or(0));
    File::open(&found.disk)?
        .take(found.len)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
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
