//! The way from the top of a document to one of its nodes, and finding the node's bytes again.

use super::place::{key_end, node_end};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::ops::Range;

/// A way from the top of a document to a node. Made on the stack while a document is read, and walked only when a
/// diagnostic wants the node's place: `Path::Root.key("cover").key("alt")`.
#[derive(Clone, Copy, Debug)]
pub enum Path<'a> {
    /// The document itself.
    Root,
    /// The value of a key of the map there.
    Key(&'a Path<'a>, &'a str),
    /// An item of the list there, counted from 0.
    Index(&'a Path<'a>, usize),
}

impl<'a> Path<'a> {
    /// The value of a key of the map here.
    pub fn key(&'a self, key: &'a str) -> Path<'a> {
        Path::Key(self, key)
    }

    /// An item of the list here, counted from 0.
    pub fn index(&'a self, index: usize) -> Path<'a> {
        Path::Index(self, index)
    }

    /// The node that holds this one.
    pub fn parent(&self) -> Option<&'a Path<'a>> {
        match self {
            Path::Root => None,
            Path::Key(parent, _) | Path::Index(parent, _) => Some(parent),
        }
    }

    /// The nearest key on the way, the name by which people know the value.
    pub fn name(&self) -> &'a str {
        match self {
            Path::Root => "",
            Path::Key(_, key) => key,
            Path::Index(parent, _) => parent.name(),
        }
    }

    fn steps(&self) -> Vec<Step<'a>> {
        let mut steps = Vec::new();
        let mut at = *self;
        loop {
            let parent = match at {
                Path::Root => break,
                Path::Key(parent, key) => {
                    steps.push(Step::Key(key));
                    parent
                }
                Path::Index(parent, index) => {
                    steps.push(Step::Index(index));
                    parent
                }
            };
            at = *parent;
        }
        steps.reverse();
        steps
    }
}

impl fmt::Display for Path<'_> {
    /// `cover.alt`, `legal[2].date`.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Path::Root => Ok(()),
            Path::Key(Path::Root, key) => f.write_str(key),
            Path::Key(parent, key) => write!(f, "{parent}.{key}"),
            Path::Index(parent, index) => write!(f, "{parent}[{}]", index + 1),
        }
    }
}

/// Which part of a pair is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The key (for an item of a list: the item).
    Key,
    /// The value; where nothing stands, the key.
    Value,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// The bytes of a node in YAML text: `text[range]` is the document, and the answer counts from the start of `text`.
/// A scalar is given to its end, a flow list or map to its closing bracket, anything else to the end of its first line.
/// Costs one more reading of the document, so it is asked only when there is something to say.
pub fn locate(
    text: &str,
    range: Range<usize>,
    path: &Path<'_>,
    part: Part,
) -> Option<Range<usize>> {
    let yaml = text.get(range.clone())?;
    let found = locate_in(yaml, path, part)?;
    Some(range.start + found.start..range.start + found.end)
}

/// The same within a document that begins at 0.
pub(super) fn locate_in(yaml: &str, path: &Path<'_>, part: Part) -> Option<Range<usize>> {
    let steps = path.steps();
    let start = mark(yaml, &steps, part)?;
    let in_flow = is_in_flow(yaml, path);
    if part == Part::Key && matches!(path, Path::Key(..)) {
        return Some(start..key_end(yaml, start, in_flow));
    }
    let end = node_end(yaml, start, in_flow);
    if end == start {
        return match path {
            Path::Key(..) if part == Part::Value => locate_in(yaml, path, Part::Key),
            _ => Some(start..start),
        };
    }
    Some(start..end)
}

/// Whether a node stands inside brackets or braces.
fn is_in_flow(yaml: &str, path: &Path<'_>) -> bool {
    let mut around = path.parent();
    while let Some(node) = around {
        let at = mark(yaml, &node.steps(), Part::Value);
        let first = at.and_then(|at| yaml.as_bytes().get(at));
        if first.is_some_and(|b| matches!(b, b'[' | b'{')) {
            return true;
        }
        around = node.parent();
    }
    false
}

/// Where serde_yaml says a node starts, as a byte offset.
fn mark(yaml: &str, steps: &[Step<'_>], part: Part) -> Option<usize> {
    let seed = Walk { steps, part };
    let error = seed
        .deserialize(serde_yaml::Deserializer::from_str(yaml))
        .err()?;
    let at = error.location()?.index();
    (error.to_string().contains(FOUND) && yaml.is_char_boundary(at)).then_some(at)
}

/// The message by which a walk's own error is told from the document's.
const FOUND: &str = "\u{1}found\u{1}";

#[derive(Clone, Copy)]
struct Walk<'a> {
    steps: &'a [Step<'a>],
    part: Part,
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Walk<'_> {
    fn here<E: Error>(self) -> Result<(), E> {
        if self.steps.is_empty() {
            Err(E::custom(FOUND))
        } else {
            Ok(())
        }
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a node")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.here()
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.here()
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        self.here()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        self.here()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        self.here()
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<(), E> {
        self.here()
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<(), E> {
        self.here()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        self.here()
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        self.here()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        self.here()?;
        let Some((Step::Index(wanted), rest)) = self.steps.split_first() else {
            while seq.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(());
        };
        for _ in 0..*wanted {
            if seq.next_element::<IgnoredAny>()?.is_none() {
                return Ok(());
            }
        }
        seq.next_element_seed(Walk {
            steps: rest,
            part: self.part,
        })?;
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.here()?;
        let wanted = match self.steps.first() {
            Some(Step::Key(key)) => *key,
            _ => "\u{1}",
        };
        let rest = self.steps.get(1..).unwrap_or_default();
        let stop = self.part == Part::Key && rest.is_empty();
        while let Some(is_it) = map.next_key_seed(IsKey { wanted, stop })? {
            if is_it {
                map.next_value_seed(Walk {
                    steps: rest,
                    part: self.part,
                })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

struct IsKey<'a> {
    wanted: &'a str,
    stop: bool,
}

impl<'de> DeserializeSeed<'de> for IsKey<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for IsKey<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, v: &str) -> Result<bool, E> {
        match v == self.wanted {
            true if self.stop => Err(E::custom(FOUND)),
            is_it => Ok(is_it),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "---\ntitle: Công đoàn   # ghi chú\nempty:\ncover: {image: a.jpg, alt: \"Ảnh, đẹp\"}\nlist:\n  - một\n  - {a: 1, b: hai}\n'q k': |\n  dài\n---\n";

    fn at(path: &Path<'_>, part: Part) -> Option<&'static str> {
        let end = TEXT.len() - 4;
        locate(TEXT, 4..end, path, part).and_then(|r| TEXT.get(r))
    }

    #[test]
    fn finds_keys_and_values() {
        let root = Path::Root;
        assert_eq!(at(&root.key("title"), Part::Value), Some("Công đoàn"));
        assert_eq!(at(&root.key("title"), Part::Key), Some("title"));
        assert_eq!(at(&root.key("empty"), Part::Value), Some("empty"));
        let cover = root.key("cover");
        assert_eq!(
            at(&cover, Part::Value),
            Some("{image: a.jpg, alt: \"Ảnh, đẹp\"}")
        );
        assert_eq!(at(&cover.key("image"), Part::Value), Some("a.jpg"));
        assert_eq!(at(&cover.key("alt"), Part::Key), Some("alt"));
        assert_eq!(at(&cover.key("alt"), Part::Value), Some("\"Ảnh, đẹp\""));
        let list = root.key("list");
        assert_eq!(at(&list.index(0), Part::Value), Some("một"));
        assert_eq!(at(&list.index(1).key("b"), Part::Value), Some("hai"));
        assert_eq!(at(&root.key("q k"), Part::Key), Some("'q k'"));
        assert_eq!(at(&root.key("q k"), Part::Value), Some("|"));
        assert_eq!(at(&root.key("none"), Part::Value), None);
        assert_eq!(at(&list.index(7), Part::Key), None);
    }

    #[test]
    fn paths_read_like_places() {
        assert_eq!(
            Path::Root.key("legal").index(1).key("date").to_string(),
            "legal[2].date"
        );
    }
}
