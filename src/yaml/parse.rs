//! Text → [`Value`], with the guards that hostile or broken text needs.

use super::de::{Fault, MAX_DEPTH, Node, Reading};
use super::{hash, plain, refuse, repair, value::Value};
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
    if let Some(value) = plain::value(yaml) {
        let mended = None;
        return (Some(Document { value, mended }), Diags::new());
    }
    let scan = scan(yaml);
    if let Some(deep) = scan.too_deep {
        return (None, refuse::too_deep(&at, deep).into());
    }
    match value(yaml) {
        Ok(value) => {
            let (diags, meant) = if scan.hash {
                hash::cut_values(&at, yaml, &value)
            } else {
                (Diags::new(), None)
            };
            let as_is = Document {
                value,
                mended: None,
            };
            (Some(meant.unwrap_or(as_is)), diags)
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::time::{Duration, Instant};

    fn codes(yaml: &str) -> Vec<&'static str> {
        let (_, diags) = read(&"a.md".into(), yaml, 0..yaml.len(), FRONT_MATTER_LIMIT);
        diags.iter().map(|d| d.code).collect()
    }

    fn parsed(yaml: &str) -> Value {
        parse(&"a.md".into(), yaml, 0..yaml.len()).unwrap()
    }

    #[test]
    fn values_keep_their_order_and_types() {
        let value = parsed("b: 1\na: [x, 2.5, true, null, '3']\nc: 2026-11-22\nd:\n");
        let map = value.as_map().unwrap();
        assert_eq!(map.keys().collect::<Vec<_>>(), ["b", "a", "c", "d"]);
        assert_eq!(map.get("c"), Some(&Value::String("2026-11-22".into())));
        let items = map.get("a").and_then(Value::as_list).unwrap();
        assert_eq!(items.get(1), Some(&Value::Number(2.5)));
        assert_eq!(items.get(4), Some(&Value::String("3".into())));
        assert_eq!(parsed("# only a comment\n"), Value::Null);
        assert_eq!(parsed(""), Value::Null);
    }

    #[test]
    fn an_anchor_may_be_used_modestly() {
        let value = parsed("a: &x [1, 2]\nb: *x\n");
        let map = value.as_map().unwrap();
        assert_eq!(map.get("a"), map.get("b"));
    }

    #[test]
    fn too_much_is_refused_at_once() {
        let started = Instant::now();
        assert_eq!(codes(&format!("a: {}", "x".repeat(70_000))), ["Y011"]);
        assert_eq!(codes(&format!("a: {}", "[".repeat(60_000))), ["Y010"]);
        assert_eq!(codes(&"- ".repeat(30_000)), ["Y010"]);
        // One long text repeated by many aliases, and many small ones.
        let long = format!(
            "a: &a {}\nb: [{}]\n",
            "x".repeat(20_000),
            "*a,".repeat(10_000)
        );
        assert_eq!(codes(&long), ["Y009"]);
        let many = format!(
            "a: &a [{}]\nb: [{}]\n",
            "1,".repeat(8_000),
            "*a,".repeat(8_000)
        );
        assert_eq!(codes(&many), ["Y009"]);
        assert!(
            started.elapsed() < Duration::from_secs(20),
            "{:?}",
            started.elapsed()
        );
    }

    #[test]
    fn many_keys_are_checked_for_repeats() {
        let mut yaml: String = (0..200).map(|i| format!("k{i}: {i}\n")).collect();
        assert!(codes(&yaml).is_empty());
        yaml.push_str("k7: again\n");
        assert_eq!(codes(&yaml), ["Y007"]);
    }

    #[test]
    fn comments_are_comments_and_block_texts_are_texts() {
        let good =
            "a: 1 #hai\nb: \"x\" #y\nc: [1] #z\nd: |\n  một #hai\n  # ba\n#e: f\n  #g\nh: x # y\n";
        assert!(codes(good).is_empty(), "{:?}", codes(good));
        assert_eq!(codes("a: một #hai\n"), ["Y002"]);
        assert_eq!(codes("a: một\n  hai #ba\n"), ["Y002"]);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_explained(text in "\\PC{0,200}") {
            let _ = read(&"a.md".into(), &text, 0..text.len(), FRONT_MATTER_LIMIT);
        }

        #[test]
        fn yaml_like_text_is_read_or_explained(text in "([a-c]{1,3}|: |:|- |\n|\n  |\t|\"|'|\\[|\\]|\\{|\\}|, |#| #|&a|\\*a|!|%|@|`|\\||>|“|ế|\\\\|---\n){0,40}") {
            let (document, diags) = read(&"a.md".into(), &text, 0..text.len(), FRONT_MATTER_LIMIT);
            prop_assert!(document.is_some() || diags.has_errors());
            for d in diags.iter() {
                let span = d.span.as_ref().map(|s| s.range());
                prop_assert!(span.is_none_or(|s| text.get(s).is_some()), "{:?}", d);
            }
        }
    }
}
