//! A YAML file of a theme, with the places of its keys.

use super::hint::corrected;
use crate::diagnostics::{Diagnostic, Diags, FilePath, Span};
use crate::source::{Decoded, Snapshot, SourceFile};
use crate::yaml::{self, Map, Part, Path, Value};

/// A YAML file that is a map at its top.
pub(super) struct Document {
    pub file: FilePath,
    pub text: Decoded,
    pub root: Map,
    /// The text as it was read, where it had to be mended.
    pub mended: Option<String>,
}

impl Document {
    /// Reads the file; `None` when it cannot be read, with the reason in `diags`. An empty file is an empty map.
    pub fn read(file: &SourceFile, diags: &mut Diags) -> Option<Self> {
        let text = file.text()?.clone();
        let (read, faults) = yaml::read(&file.path, &text, 0..text.len(), yaml::FILE_LIMIT);
        diags.extend(faults);
        let read = read?;
        let root = match read.value {
            Value::Map(root) => root,
            Value::Null => Map::new(),
            other => {
                let (vi, en) = other.kind_name();
                diags.push(Diagnostic::error(
                    "T003",
                    first_line(&file.path, &text),
                    format!("Tệp này phải gồm các dòng “khóa: giá trị”, nhưng ở đây là {vi}."),
                    format!("This file must consist of “key: value” lines, but here it is {en}."),
                ));
                return None;
            }
        };
        Some(Self {
            file: file.path.clone(),
            text,
            root,
            mended: read.mended,
        })
    }

    /// Where the last key of a path stands; the first line where it cannot be found.
    pub fn key(&self, keys: &[&str]) -> Span {
        let found = if self.mended.is_none() {
            locate(&self.text, keys, Part::Key)
        } else {
            None
        };
        found.map_or_else(
            || first_line(&self.file, &self.text),
            |range| Span::new(&self.file, range),
        )
    }
}

impl Document {
    /// Where a value of an item of a list stands: of `list[index].key`, or of its item number `at`.
    pub fn item(&self, list: &str, index: usize, key: &str, at: Option<usize>) -> Span {
        let root = Path::Root.key(list);
        let item = root.index(index);
        let value = item.key(key);
        let inner = at.map(|at| value.index(at));
        let path = inner.as_ref().unwrap_or(&value);
        let whole = 0..self.text.len();
        let found = yaml::locate(&self.text, whole, path, Part::Value);
        match found.filter(|_| self.mended.is_none()) {
            Some(range) => Span::new(&self.file, range),
            None => self.key(&[list]),
        }
    }
}

/// A place in a YAML file of the project, and its line with something else in the place.
pub(super) struct Place<'a> {
    pub span: Span,
    text: &'a str,
}

impl<'a> Place<'a> {
    /// A key or its value; `None` where there is no such file or key.
    pub fn find(snapshot: &'a Snapshot, path: &str, keys: &[&str], part: Part) -> Option<Self> {
        let file = snapshot.get(path)?;
        let text = file.text()?;
        let range = locate(text, keys, part)?;
        Some(Self {
            span: Span::new(&file.path, range),
            text,
        })
    }

    /// An error here, with the corrected line where the right name is known.
    pub fn error(
        this: Option<Self>,
        code: &'static str,
        vi: String,
        en: String,
        right: Option<&str>,
    ) -> Diagnostic {
        let span = this.as_ref().map(|p| p.span.clone());
        let diagnostic = Diagnostic::error(code, span, vi, en);
        let line = this
            .zip(right)
            .and_then(|(place, right)| corrected(place.text, place.span.range(), right));
        match line {
            Some(line) => diagnostic.with_fix(line),
            None => diagnostic,
        }
    }
}

fn first_line(file: &FilePath, text: &str) -> Span {
    Span::new(file, 0..text.find('\n').unwrap_or(text.len()))
}

fn locate(text: &str, keys: &[&str], part: Part) -> Option<std::ops::Range<usize>> {
    fn walk(
        text: &str,
        path: &Path<'_>,
        keys: &[&str],
        part: Part,
    ) -> Option<std::ops::Range<usize>> {
        match keys.split_first() {
            Some((key, rest)) => walk(text, &path.key(key), rest, part),
            None => yaml::locate(text, 0..text.len(), path, part),
        }
    }
    walk(text, &Path::Root, keys, part)
}
