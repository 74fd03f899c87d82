//! Text, numbers, true and false: what Vietnamese officers write for them, and what YAML makes of it.

use super::super::line::quote;
use super::super::path::{Part, Path};
use super::super::propose::COLON;
use super::super::value::{Map, Value};
use super::Reader;

impl Reader<'_> {
    /// Text. Numbers and true/false count as the text they were written as; `None` when nothing is written.
    pub fn text(&mut self, value: Value, path: &Path<'_>) -> Option<String> {
        match value {
            Value::String(s) => Some(s),
            Value::Null => None,
            Value::Integer(_) | Value::Number(_) | Value::Bool(_) => {
                let canonical = match &value {
                    Value::Integer(n) => n.to_string(),
                    Value::Number(n) => n.to_string(),
                    other => (*other == Value::Bool(true)).to_string(),
                };
                Some(
                    self.written(path)
                        .filter(|w| !w.is_empty())
                        .unwrap_or(canonical),
                )
            }
            Value::Map(map) if map.len() == 1 && self.colon_in_item(&map, path) => {
                let (key, value) = map.into_iter().next()?;
                Some(format!("{key}: {}", value.as_str().unwrap_or("")))
            }
            Value::List(_) | Value::Map(_) => {
                // `title: [Mới] …` and `title: {…}`: a bracket was meant as a bracket.
                let bracket = self.written(path).filter(|w| w.starts_with(['[', '{']));
                let new = bracket.map(|w| quote(&w));
                self.wrong_type(path, &value, ("chữ", "text"), new.as_deref());
                None
            }
        }
    }

    /// `- Hỏi: đáp` in a list of texts: to YAML a group of one key. Reports it with the item quoted.
    fn colon_in_item(&mut self, map: &Map, path: &Path<'_>) -> bool {
        let Some((key, Value::String(value))) = map.iter().next() else {
            return false;
        };
        let at_key = path.key(key);
        let (Some(a), Some(b)) = (
            self.place(&at_key, Part::Key),
            self.place(&at_key, Part::Value),
        ) else {
            return false;
        };
        if b.start < a.end
            || self
                .yaml()
                .get(a.end..b.start)
                .is_none_or(|t| t.contains('\n'))
        {
            return false;
        }
        let meant = quote(&format!("{key}: {value}"));
        let message = (COLON.0.to_owned(), COLON.1.to_owned());
        let place = a.start..b.end.max(a.end);
        let as_written = self.yaml().get(place.clone()) == Some(&format!("{key}: {value}"));
        self.fault_on("Y001", place, message, &meant, as_written);
        true
    }

    /// Text without white space at its ends; `None` when nothing is left.
    pub fn words(&mut self, value: Value, path: &Path<'_>) -> Option<String> {
        let text = self.text(value, path)?;
        let trimmed = text.trim();
        if trimmed.is_empty() {
            None
        } else if trimmed.len() == text.len() {
            Some(text)
        } else {
            Some(trimmed.to_owned())
        }
    }

    /// True or false.
    pub fn boolean(&mut self, value: &Value, path: &Path<'_>) -> Option<bool> {
        match value {
            Value::Bool(b) => Some(*b),
            Value::Null => None,
            other => {
                let meant = match other {
                    Value::String(s) => yes_or_no(s),
                    Value::Integer(0) => Some("false"),
                    Value::Integer(1) => Some("true"),
                    _ => None,
                };
                self.wrong_type(
                    path,
                    other,
                    ("true (có) hoặc false (không)", "true or false"),
                    meant,
                );
                None
            }
        }
    }

    /// A whole number; text that holds nothing but one counts.
    pub fn integer(&mut self, value: &Value, path: &Path<'_>) -> Option<i64> {
        let meant = match value {
            Value::Integer(n) => return Some(*n),
            Value::Null => return None,
            // `1.250` is 1250 to a Vietnamese and 1.25 to YAML: only the written text tells them apart.
            Value::Number(n) => match self.written(path) {
                Some(written) => grouped(&written),
                None if n.fract() == 0.0 && n.abs() < 1e15 => return Some(*n as i64),
                None => None,
            },
            Value::String(s) => match s.trim().parse::<i64>() {
                Ok(n) => return Some(n),
                Err(_) => grouped(s),
            },
            _ => None,
        };
        self.wrong_type(
            path,
            value,
            (
                "số nguyên, viết liền không dấu chấm",
                "a whole number without separators",
            ),
            meant.as_deref(),
        );
        None
    }

    /// Any number. `12,5` is an error with its correction.
    pub fn number(&mut self, value: &Value, path: &Path<'_>) -> Option<f64> {
        let meant = match value {
            Value::Integer(n) => return Some(*n as f64),
            Value::Number(n) => return Some(*n),
            Value::Null => return None,
            Value::String(s) => match s.trim().parse::<f64>() {
                Ok(n) if n.is_finite() => return Some(n),
                _ => decimal(s),
            },
            _ => None,
        };
        self.wrong_type(
            path,
            value,
            (
                "số, phần lẻ viết sau dấu chấm",
                "a number with a decimal point",
            ),
            meant.as_deref(),
        );
        None
    }
}

fn yes_or_no(text: &str) -> Option<&'static str> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "y" | "on" | "có" | "co" | "đúng" | "dung" | "x" | "rồi" | "“true”" => {
            Some("true")
        }
        "no" | "n" | "off" | "không" | "khong" | "sai" | "chưa" | "“false”" => Some("false"),
        _ => None,
    }
}

/// `1.250` or `1,250,000` as digits alone.
fn grouped(text: &str) -> Option<String> {
    let text = text.trim();
    let mut groups = text.split(['.', ',', ' ']);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let digits = |s: &&str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let good = !rest.is_empty()
        && first.len() <= 3
        && digits(&first)
        && rest.iter().all(|g| g.len() == 3 && digits(g));
    good.then(|| format!("{first}{}", rest.concat()))
}

/// `1.234,5` as `1234.5`.
fn decimal(text: &str) -> Option<String> {
    let (whole, fraction) = text.trim().split_once(',')?;
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let whole = if digits(whole) {
        whole.to_owned()
    } else {
        grouped(whole)?
    };
    digits(fraction).then(|| format!("{whole}.{fraction}"))
}
