//! A YAML file of a theme, with the places of its keys.

use crate::diagnostics::{Diagnostic, Diags, FilePath, Span};
use crate::source::{Decoded, Snapshot, SourceFile};
use crate::yaml::{Map, Value};

/// A YAML file that is a map at its top.
pub(super) struct Document {
    pub file: FilePath,
    pub text: Decoded,
    pub root: Map,
}

impl Document {
    /// Reads the file; `None` when it cannot be read, with the reason in `diags`. An empty file is an empty map.
    pub fn read(file: &SourceFile, diags: &mut Diags) -> Option<Self> {
        let text = file.text()?.clone();
        let root = match parse_text(&text) {
            Ok(Value::Map(root)) => root,
            Ok(Value::Null) => Map::new(),
            Ok(_) => {
                diags.push(Diagnostic::error(
                    "T003",
                    Span::file(&file.path),
                    "Tệp này phải gồm các dòng “tên: giá trị”.",
                    "This file must consist of lines of the form “name: value”.",
                ));
                return None;
            }
            Err(fault) => {
                diags.push(Diagnostic::error(
                    "T003",
                    Span::file(&file.path),
                    format!("Sai cú pháp YAML: {fault}"),
                    format!("Bad YAML: {fault}"),
                ));
                return None;
            }
        };
        Some(Self {
            file: file.path.clone(),
            text,
            root,
        })
    }

    /// Where the last key of a path stands.
    pub fn key(&self, path: &[&str]) -> Span {
        Span {
            file: self.file.clone(),
            ..locate(&self.text, path).map_or(Span::file(&self.file), |r| Span::new(&self.file, r))
        }
    }

    /// Where the value at the end of a path stands.
    pub fn value(&self, path: &[&str]) -> Span {
        self.key(path)
    }
}

/// Where a key of a YAML file of the project stands; the file as a whole where it cannot be found.
pub(super) fn key_in(snapshot: &Snapshot, path: &str, keys: &[&str]) -> Option<Span> {
    let file = snapshot.get(path)?;
    let range = file
        .text()
        .and_then(|text| locate(text, keys))
        .unwrap_or(0..0);
    Some(Span::new(&file.path, range))
}

/// Reads YAML; the reason why it cannot be read in Vietnamese and English.
pub(super) fn parse(_path: &str, text: &str) -> Result<Value, (String, String)> {
    parse_text(text).map_err(|e| (e.clone(), e))
}

fn parse_text(text: &str) -> Result<Value, String> {
    fn convert(value: serde_yaml::Value) -> Value {
        match value {
            serde_yaml::Value::Null => Value::Null,
            serde_yaml::Value::Bool(b) => Value::Bool(b),
            serde_yaml::Value::Number(n) => n
                .as_i64()
                .map_or(Value::Number(n.as_f64().unwrap_or(0.0)), Value::Integer),
            serde_yaml::Value::String(s) => Value::String(s),
            serde_yaml::Value::Sequence(s) => Value::List(s.into_iter().map(convert).collect()),
            serde_yaml::Value::Mapping(m) => Value::Map(
                m.into_iter()
                    .map(|(k, v)| {
                        (
                            k.as_str().map(str::to_owned).unwrap_or_default(),
                            convert(v),
                        )
                    })
                    .collect(),
            ),
            serde_yaml::Value::Tagged(t) => convert(t.value),
        }
    }
    serde_yaml::from_str(text)
        .map(convert)
        .map_err(|e| e.to_string())
}

fn locate(text: &str, path: &[&str]) -> Option<std::ops::Range<usize>> {
    let mut at = 0;
    let mut found = None;
    for key in path {
        let start = at + text.get(at..)?.find(&format!("{key}:"))?;
        at = start + key.len();
        found = Some(start..at);
    }
    found
}
