//! Typed reading of a [`Value`](super::Value): what `site.yaml` and front matter have in common. Nothing costs more
//! than a match on the good way; places are looked up only when there is something to say.

use super::line::{Line, quote};
use super::path::{Part, Path, locate_in};
use super::propose::COLON;
use super::refuse::{floor, line_range};
use super::value::{Map, Value};
use crate::diagnostics::{Diagnostic, Diags, FilePath, Span};
use crate::text::similar::nearest;
use std::cell::Cell;
use std::ops::Range;

/// Faults reported for one document; hostile input could otherwise make each byte one.
const MOST_FAULTS: usize = 100;

/// Places looked up in one document; each costs one more reading of it.
const MOST_PLACES: u32 = 300;

/// The codes that a room gives to the faults found here.
#[derive(Clone, Copy, Debug)]
pub struct Codes {
    /// A key that is not known.
    pub unknown_key: &'static str,
    /// A value of another type than wanted.
    pub wrong_type: &'static str,
}

/// Reads the values of one document and collects what is wrong with them.
pub struct Reader<'a> {
    file: &'a FilePath,
    text: &'a str,
    range: Range<usize>,
    mended: Option<String>,
    codes: Codes,
    places_left: Cell<u32>,
    diags: Diags,
}

impl<'a> Reader<'a> {
    /// A reader of the document that stands in `range` of a file's text (as [`super::read`] gave it).
    pub fn new(
        file: &'a FilePath,
        text: &'a str,
        range: Range<usize>,
        mended: Option<String>,
        codes: Codes,
    ) -> Self {
        Self {
            file,
            text,
            range,
            mended,
            codes,
            places_left: Cell::new(MOST_PLACES),
            diags: Diags::new(),
        }
    }

    /// What was found.
    pub fn into_diags(self) -> Diags {
        self.diags
    }

    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.diags.iter().len() < MOST_FAULTS {
            self.diags.push(diagnostic);
        }
    }

    /// Whether anything was found.
    pub fn is_clean(&self) -> bool {
        self.diags.is_empty()
    }

    fn yaml(&self) -> &str {
        self.mended
            .as_deref()
            .or_else(|| self.text.get(self.range.clone()))
            .unwrap_or("")
    }

    /// Bytes of a node in the YAML that was read.
    fn place(&self, path: &Path<'_>, part: Part) -> Option<Range<usize>> {
        let left = self.places_left.get().checked_sub(1)?;
        self.places_left.set(left);
        locate_in(self.yaml(), path, part)
    }

    /// A node's place in the file; that of the node around it when it is not there itself.
    pub fn span(&self, path: &Path<'_>, part: Part) -> Span {
        match self.place(path, part) {
            Some(place) => Span::new(
                self.file,
                self.in_file(place.start)..self.in_file(place.end),
            ),
            None => match path.parent() {
                Some(parent @ (Path::Key(..) | Path::Index(..))) => self.span(parent, part),
                _ => self.whole(),
            },
        }
    }

    /// The document as a whole, for what is missing from it: its opening marker, else its first line.
    pub fn whole(&self) -> Span {
        let before = self.range.start.saturating_sub(1);
        let line = line_range(self.text, if self.range.start > 0 { before } else { 0 });
        Span::new(
            self.file,
            line.start..line.end.max((line.start + 1).min(self.text.len())),
        )
    }

    fn in_file(&self, at: usize) -> usize {
        let yaml = self.yaml();
        if self.mended.is_none() {
            return self.range.start + at;
        }
        let at = floor(yaml, at);
        let number = yaml.get(..at).map_or(0, |t| t.matches('\n').count());
        let column = at - line_range(yaml, at).start;
        let original = self.text.get(self.range.clone()).unwrap_or("");
        let start = original
            .match_indices('\n')
            .nth(number.wrapping_sub(1))
            .filter(|_| number > 0)
            .map_or(0, |(i, _)| i + 1);
        floor(
            self.text,
            self.range.start + (start + column).min(line_range(original, start).end),
        )
    }

    /// A value as it is written in the file.
    pub fn written(&self, path: &Path<'_>) -> Option<String> {
        let place = self.place(path, Part::Value)?;
        let text = self.yaml().get(place)?;
        Some(text.to_owned())
    }

    /// The node's line with the node replaced by other text.
    pub fn line_with(&self, path: &Path<'_>, part: Part, new: &str) -> Option<String> {
        let place = self.place(path, part)?;
        self.replaced(place, new)
    }

    fn replaced(&self, place: Range<usize>, new: &str) -> Option<String> {
        let yaml = self.yaml();
        let line = line_range(yaml, place.start);
        let before = yaml.get(line.start..place.start)?;
        let after = yaml.get(place.end.min(line.end)..line.end)?;
        Some(format!("{before}{new}{after}").trim_end().to_owned())
    }

    /// An error at a node, with the node replaced in its line as the correction.
    pub fn fault(
        &mut self,
        code: &'static str,
        path: &Path<'_>,
        part: Part,
        message: (String, String),
        new: Option<&str>,
    ) {
        let mut diagnostic = Diagnostic::error(code, self.span(path, part), message.0, message.1);
        if let Some(line) = new.and_then(|new| self.line_with(path, part, new)) {
            diagnostic = diagnostic.with_fix(line);
        }
        self.push(diagnostic);
    }

    /// An error from the start of one node to the end of another on its line, with all that replaced as the correction.
    pub fn fault_across(
        &mut self,
        code: &'static str,
        first: &Path<'_>,
        last: &Path<'_>,
        message: (String, String),
        new: &str,
    ) {
        let (Some(a), Some(b)) = (
            self.place(first, Part::Value),
            self.place(last, Part::Value),
        ) else {
            return self.fault(code, first, Part::Value, message, None);
        };
        self.fault_on(code, a.start..b.end.max(a.end), message, new);
    }

    /// An error at some bytes of the YAML that was read, with them replaced as the correction.
    fn fault_on(
        &mut self,
        code: &'static str,
        place: Range<usize>,
        message: (String, String),
        new: &str,
    ) {
        let span = Span::new(
            self.file,
            self.in_file(place.start)..self.in_file(place.end),
        );
        let diagnostic = Diagnostic::error(code, span, message.0, message.1);
        self.push(match self.replaced(place, new) {
            Some(line) => diagnostic.with_fix(line),
            None => diagnostic,
        });
    }

    /// Says that a value has the wrong type. `expected` is what it should be, in both languages.
    pub fn wrong_type(
        &mut self,
        path: &Path<'_>,
        found: &Value,
        expected: (&str, &str),
        new: Option<&str>,
    ) {
        let (vi, en) = found.kind_name();
        let message = (
            format!("“{path}” phải là {}, nhưng ở đây là {vi}.", expected.0),
            format!("“{path}” must be {}, but here it is {en}.", expected.1),
        );
        self.fault(self.codes.wrong_type, path, Part::Value, message, new);
    }

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
        self.fault_on("Y001", a.start..b.end.max(a.end), message, &meant);
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

    /// The items of a list; a single value counts as a list of one.
    pub fn list(&mut self, value: Value, path: &Path<'_>) -> Vec<Value> {
        match value {
            Value::List(items) => items,
            Value::Null => Vec::new(),
            Value::Map(_) => {
                self.wrong_type(
                    path,
                    &value,
                    (
                        "danh sách, mỗi mục một dòng bắt đầu bằng “- ”",
                        "a list, each item on a line that begins with “- ”",
                    ),
                    None,
                );
                Vec::new()
            }
            one => vec![one],
        }
    }

    /// A list of texts; empty ones are left out.
    pub fn texts(&mut self, value: Value, path: &Path<'_>) -> Vec<String> {
        if let Value::List(items) = value {
            let read = items.into_iter().enumerate();
            return read
                .filter_map(|(i, item)| self.words(item, &path.index(i)))
                .collect();
        }
        if let Value::String(text) = &value
            && let Some(first) = lost_dash(text)
        {
            let message = (
                "Thiếu dấu cách sau dấu gạch đầu dòng, nên các dòng dính thành một.".to_owned(),
                "The space after the list dash is missing, so the lines run into one.".to_owned(),
            );
            let span = self.span(path, Part::Value);
            let fix = format!("  - {first}");
            self.push(Diagnostic::error("Y015", span, message.0, message.1).with_fix(fix));
            return text
                .split('-')
                .map(str::trim)
                .filter(|t| !t.is_empty())
                .map(str::to_owned)
                .collect();
        }
        if let Value::Map(_) = value {
            return self
                .list(value, path)
                .into_iter()
                .filter_map(|_| None)
                .collect();
        }
        self.words(value, path).into_iter().collect()
    }

    /// A map with any keys.
    pub fn map(&mut self, value: Value, path: &Path<'_>) -> Option<Map> {
        match value {
            Value::Map(map) => Some(map),
            Value::Null => None,
            other => {
                self.wrong_type(
                    path,
                    &other,
                    (
                        "nhóm các dòng “khóa: giá trị”",
                        "a group of “key: value” lines",
                    ),
                    None,
                );
                None
            }
        }
    }

    /// A map of which all keys are known; others are reported and left out.
    pub fn record(&mut self, value: Value, path: &Path<'_>, known: &[&str]) -> Option<Map> {
        let mut map = self.map(value, path)?;
        self.join_cut_values(&mut map, path, known);
        let unknown: Vec<String> = map
            .keys()
            .filter(|k| !known.contains(k))
            .map(str::to_owned)
            .collect();
        for key in unknown {
            self.unknown_key(
                path,
                &key,
                nearest(&key, known.iter().copied()),
                known,
                None,
            );
            map.remove(&key);
        }
        Some(map)
    }

    /// Says that a key is not known. `near` is the one that may have been meant; `hint` adds a sentence.
    pub fn unknown_key(
        &mut self,
        parent: &Path<'_>,
        key: &str,
        near: Option<&str>,
        known: &[&str],
        hint: Option<(String, String)>,
    ) {
        let path = parent.key(key);
        let (mut vi, mut en) = (
            format!("Không có khóa “{key}”"),
            format!("There is no key “{key}”"),
        );
        if !matches!(parent, Path::Root) {
            vi.push_str(&format!(" trong “{parent}”"));
            en.push_str(&format!(" in “{parent}”"));
        }
        match (near, hint) {
            (_, Some((hint_vi, hint_en))) => {
                vi.push_str(&format!(". {hint_vi}"));
                en.push_str(&format!(". {hint_en}"));
            }
            (Some(near), None) => {
                vi.push_str(&format!(". Có phải “{near}”?"));
                en.push_str(&format!(". Did you mean “{near}”?"));
            }
            (None, None) if known.is_empty() => {
                vi.push('.');
                en.push('.');
            }
            (None, None) => {
                vi.push_str(&format!(". Các khóa có thể dùng: {}.", known.join(", ")));
                en.push_str(&format!(". Keys that may be used: {}.", known.join(", ")));
            }
        }
        self.fault(self.codes.unknown_key, &path, Part::Key, (vi, en), near);
    }

    /// `{name: Bệnh viện, trạm y tế, slug: y-te}`: in braces a comma ends the value, and what follows becomes a key
    /// without a value. Reports it with the value quoted, and reads on as it was meant.
    pub fn join_cut_values(&mut self, map: &mut Map, path: &Path<'_>, known: &[&str]) {
        let stray = |key: &str, value: &Value| value.is_null() && !known.contains(&key);
        if !map.iter().skip(1).any(|(k, v)| stray(k, v)) {
            return;
        }
        let mut joined: Vec<(String, Value)> = Vec::with_capacity(map.len());
        let mut cut: Option<(usize, String)> = None;
        for (key, value) in std::mem::take(map) {
            let continues = match joined.last() {
                Some((before, Value::String(_))) if stray(&key, &value) => {
                    let last = cut
                        .as_ref()
                        .map_or(before.as_str(), |(_, last)| last.as_str());
                    self.only_comma_between(path, last, cut.is_some(), &key)
                }
                _ => false,
            };
            if continues && let Some((_, Value::String(text))) = joined.last_mut() {
                text.push_str(", ");
                text.push_str(&key);
                cut = Some((joined.len() - 1, key));
                continue;
            }
            self.report_cut(path, &joined, cut.take());
            joined.push((key, value));
        }
        self.report_cut(path, &joined, cut.take());
        *map = joined.into_iter().collect();
    }

    fn only_comma_between(
        &self,
        path: &Path<'_>,
        before: &str,
        before_is_key: bool,
        key: &str,
    ) -> bool {
        let part = if before_is_key {
            Part::Key
        } else {
            Part::Value
        };
        let (Some(a), Some(b)) = (
            self.place(&path.key(before), part),
            self.place(&path.key(key), Part::Key),
        ) else {
            return false;
        };
        self.yaml()
            .get(a.end..b.start)
            .is_some_and(|t| t.trim() == ",")
    }

    fn report_cut(
        &mut self,
        path: &Path<'_>,
        joined: &[(String, Value)],
        cut: Option<(usize, String)>,
    ) {
        let Some((at, last)) = cut else { return };
        let Some((key, Value::String(meant))) = joined.get(at) else {
            return;
        };
        let (Some(value), Some(end)) = (
            self.place(&path.key(key), Part::Value),
            self.place(&path.key(&last), Part::Key),
        ) else {
            return;
        };
        let whole = value.start..end.end.max(value.end);
        let span = Span::new(
            self.file,
            self.in_file(whole.start)..self.in_file(whole.end),
        );
        let diagnostic = Diagnostic::error(
            "Y021",
            span,
            format!(
                "Trong ngoặc {{ }}, dấu phẩy cắt giá trị của “{key}”. Hãy đặt cả giá trị trong ngoặc kép."
            ),
            format!(
                "Inside {{ }} a comma ends the value of “{key}”. Put the whole value in quotes."
            ),
        );
        let fix = self.replaced(whole, &quote(meant));
        self.push(match fix {
            Some(line) => diagnostic.with_fix(line),
            None => diagnostic,
        });
    }

    /// The whole line on which a key stands, as written.
    pub fn line_of(&self, path: &Path<'_>) -> Option<String> {
        let place = self.place(path, Part::Key)?;
        let line = Line::new(self.yaml().get(line_range(self.yaml(), place.start))?);
        Some(line.text.to_owned())
    }
}

/// The first item of a list whose dashes have lost their spaces: `-lương` read as one text.
fn lost_dash(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('-')?;
    let first = rest.split(" -").next().unwrap_or(rest).trim();
    rest.starts_with(char::is_alphabetic).then_some(first)
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
