//! Data files for templates: `load_data(path="so-lieu/doan-vien.csv")`.

use super::csv;
use super::engine::Lookup;
use super::faults::fault;
use crate::diagnostics::{Diagnostic, FilePath, Lang, Severity};
use crate::yaml;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use tera::value::Key;
use tera::{Error, Map, TeraResult, Value};

/// Data files as they were read, each once per engine.
#[derive(Default)]
pub(super) struct Data(Mutex<BTreeMap<String, Value>>);

impl Data {
    /// The contents of a file below `content/`, by extension: YAML and JSON as they are, CSV as `{headers, records}`
    /// with `records` a list of lists.
    pub fn get(&self, path: &str, site: &dyn Lookup) -> TeraResult<Value> {
        let path = path.trim_start_matches('/');
        if let Some(value) = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(path)
        {
            return Ok(value.clone());
        }
        let text = site.data(path).ok_or_else(|| {
            fault(
                "T025",
                format!("Không có tệp dữ liệu “{path}” trong thư mục content."),
                format!("There is no data file “{path}” below content."),
            )
        })?;
        let value = read(path, &text)?;
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(path.to_owned(), value.clone());
        Ok(value)
    }
}

fn read(path: &str, text: &str) -> TeraResult<Value> {
    let extension = path
        .rsplit_once('.')
        .map_or("", |(_, e)| e)
        .to_ascii_lowercase();
    match extension.as_str() {
        "yaml" | "yml" => {
            let file: FilePath = format!("content/{path}").into();
            let (read, diags) = yaml::read(&file, text, 0..text.len(), yaml::FILE_LIMIT);
            match (read, diags.iter().find(|d| d.severity == Severity::Error)) {
                (Some(read), None) => Value::try_from_serializable(&read.value),
                (_, Some(fault)) => Err(unreadable(
                    path,
                    &at(fault, text, Lang::Vi),
                    &at(fault, text, Lang::En),
                )),
                (None, None) => Ok(Value::none()),
            }
        }
        "json" => match serde_json::from_str::<serde_json::Value>(text) {
            Ok(value) => Value::try_from_serializable(&value),
            Err(error) => Err(unreadable(
                path,
                &format!(
                    "sai cú pháp JSON ở dòng {}, cột {}",
                    error.line(),
                    error.column()
                ),
                &format!("bad JSON: {error}"),
            )),
        },
        "csv" => {
            let mut records = csv::read(text).into_iter().map(Value::from);
            let headers = records
                .next()
                .unwrap_or_else(|| Value::from(Vec::<String>::new()));
            let records: Vec<Value> = records.collect();
            Ok(Value::from(Map::from_iter([
                (Key::from("headers"), headers),
                (Key::from("records"), records.into()),
            ])))
        }
        _ => Err(unreadable(
            path,
            "chỉ đọc được tệp .yaml, .yml, .json, .csv",
            "only .yaml, .yml, .json and .csv files can be read",
        )),
    }
}

/// A fault with its line, for being told inside another message.
fn at(fault: &Diagnostic, text: &str, lang: Lang) -> String {
    let line = fault.span.as_ref().map_or(1, |s| s.line_column(text).0);
    format!(
        "{} {line}: {}",
        lang.pick("dòng", "line"),
        fault.message(lang)
    )
}

fn unreadable(path: &str, vi: &str, en: &str) -> Error {
    fault(
        "T025",
        format!("Không đọc được “{path}”: {vi}."),
        format!("Cannot read “{path}”: {en}."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_becomes_data() {
        let csv = read("a.csv", "tên;số\nA;1\n").expect("csv");
        assert_eq!(
            csv.get_from_path("records.0.1").and_then(Value::as_str),
            Some("1")
        );
        assert_eq!(
            csv.get_from_path("headers.0").and_then(Value::as_str),
            Some("tên")
        );
        let json = read("a.JSON", r#"{"a": [1, 2.5, null]}"#).expect("json");
        assert_eq!(json.get_from_path("a.1").and_then(Value::as_f64), Some(2.5));
        let yaml = read("a.yml", "b: [x]\n").expect("yaml");
        assert_eq!(yaml.get_from_path("b.0").and_then(Value::as_str), Some("x"));
        assert!(
            read("a.json", "{").is_err()
                && read("a.toml", "").is_err()
                && read("a.yaml", "a: [").is_err()
        );
    }
}
