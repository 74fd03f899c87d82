//! Text → [`Value`], with the guards that hostile or broken text needs.

use super::de::{Fault, MAX_DEPTH, Node, Reading};
use super::{hash, refuse, repair, value::Value};
use crate::diagnostics::{Diags, FilePath};
use serde::de::DeserializeSeed;
use std::ops::Range;

/// Most bytes of front matter. serde_yaml takes time that grows with the square of some inputs.
pub const FRONT_MATTER_LIMIT: usize = 64 << 10;

/// Most bytes of a YAML file of its own (`site.yaml`, data files).
pub const FILE_LIMIT: usize = 1 << 20;

/// What reading gave: the value where there is one, and the text in which its places are found.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The value.
    pub value: Value,
    /// The YAML text as it was mended line by line, when what stood in the file could not be read. It has the same
    /// lines, so places in it can be told in the file. Errors have been reported for each mended line.
    pub mended: Option<String>,
}

/// Reads YAML that stands in `range` of a file's text, up to [`FRONT_MATTER_LIMIT`] bytes.
///
/// # Errors
/// Everything that is wrong with it as YAML, and values that a `#` cuts without a word.
pub fn parse(file: &FilePath, text: &str, range: Range<usize>) -> Result<Value, Diags> {
    match read(file, text, range, FRONT_MATTER_LIMIT) {
        (Some(document), diags) if !diags.has_errors() => Ok(document.value),
        (_, diags) => Err(diags),
    }
}

/// Reads YAML and goes on where it can: lines that are wrong in a way people are, are reported and read as they were
/// meant, so that one run finds the faults behind them too.
pub fn read(
    file: &FilePath,
    text: &str,
    range: Range<usize>,
    limit: usize,
) -> (Option<Document>, Diags) {
    let at = refuse::At {
        file,
        text,
        start: range.start,
    };
    let Some(yaml) = text.get(range.clone()) else {
        return (None, Diags::new());
    };
    if yaml.len() > limit {
        return (None, refuse::too_large(&at, yaml.len(), limit).into());
    }
    let scan = scan(yaml);
    if let Some(deep) = scan.too_deep {
        return (None, refuse::too_deep(&at, deep).into());
    }
    match value(yaml) {
        Ok(value) => {
            let diags = if scan.hash {
                hash::cut_values(&at, yaml, &value)
            } else {
                Diags::new()
            };
            (
                Some(Document {
                    value,
                    mended: None,
                }),
                diags,
            )
        }
        Err(failure) => repair::mend(&at, yaml, failure),
    }
}

/// Why a text is not read.
#[derive(Debug)]
pub(super) struct Failure {
    /// Our own reason, or `None` for a fault of syntax.
    pub fault: Option<Fault>,
    /// Byte offset in the YAML text, where it is known.
    pub at: Option<usize>,
    /// serde_yaml's words.
    pub message: String,
}

/// Reads a text of YAML without its guards and explanations.
pub(super) fn value(yaml: &str) -> Result<Value, Failure> {
    let reading = Reading::new(yaml.len());
    Node(&reading)
        .deserialize(serde_yaml::Deserializer::from_str(yaml))
        .or_else(|error| {
            let message = error.to_string();
            // serde_yaml calls a text of nothing but comments the end of the stream.
            if message.starts_with("EOF while parsing") {
                return Ok(Value::Null);
            }
            let fault = reading.fault.take().or_else(|| known(&message));
            Err(Failure {
                fault,
                at: error.location().map(|l| l.index().min(yaml.len())),
                message,
            })
        })
}

fn known(message: &str) -> Option<Fault> {
    if message.starts_with("repetition limit") {
        Some(Fault::Bomb)
    } else if message.starts_with("recursion limit") {
        Some(Fault::Deep)
    } else {
        None
    }
}

struct Scan {
    /// Where brackets are nested deeper than is allowed.
    too_deep: Option<usize>,
    /// Whether a `#` stands close before a word, after something else.
    hash: bool,
}

/// One look at every byte: nesting of flow brackets (20,000 `[` take serde_yaml 1.5 s), and `#` that may cut a value.
fn scan(yaml: &str) -> Scan {
    let mut depth = 0u32;
    let mut scan = Scan {
        too_deep: None,
        hash: false,
    };
    let mut before = b'\n';
    for (i, byte) in yaml.bytes().enumerate() {
        match byte {
            b'[' | b'{' => {
                depth += 1;
                if depth > MAX_DEPTH && scan.too_deep.is_none() {
                    scan.too_deep = Some(i);
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'#' => scan.hash |= matches!(before, b' ' | b'\t'),
            _ => {}
        }
        before = byte;
    }
    scan
}
