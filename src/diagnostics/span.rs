use serde::Serialize;
use std::ops::Range;
use std::sync::Arc;

/// A source file's path relative to the project's root, with `/` between its parts (`content/tai-lieu/a.md`).
pub type FilePath = Arc<str>;

/// The line (or lines) around a range of bytes, with `new` in the range's place: a correction to show. `None` where the
/// range is not one of this text.
pub fn line_with(text: &str, range: Range<usize>, new: &str) -> Option<String> {
    let (before, after) = (text.get(..range.start)?, text.get(range.end..)?);
    let before = &before[before.rfind('\n').map_or(0, |i| i + 1)..];
    let after = after.split('\n').next().unwrap_or_default();
    Some(format!("{before}{new}{after}"))
}

/// A place in a source file: a byte range of its decoded, NFC-normalised text. Lines and columns are computed only
/// when a diagnostic is shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// The file.
    pub file: FilePath,
    /// First byte.
    pub start: u32,
    /// One past the last byte; equal to `start` for a point, and 0..0 for the file as a whole.
    pub end: u32,
}

impl Span {
    /// A byte range of a file. Offsets past 4 GiB are clamped; no source file may be that large.
    pub fn new(file: &FilePath, range: Range<usize>) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            file: file.clone(),
            start: clamp(range.start),
            end: clamp(range.end.max(range.start)),
        }
    }

    /// The file as a whole.
    pub fn file(file: &FilePath) -> Self {
        Self::new(file, 0..0)
    }

    /// The byte range.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}
