//! serde_yaml's events → [`Value`]: keys stay in order, duplicates, tags and alias bombs are refused where they stand.

use super::value::{Map, Value};
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Visitor};
use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::fmt;

/// A map of more pairs than this looks for duplicates in a set instead of going through its keys.
pub(super) const SMALL: usize = 24;

/// Why a well-formed document is refused.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Fault {
    /// A key stands twice in one map.
    Duplicate(String),
    /// A value begins with `!`.
    Tag,
    /// A key is a list or a map.
    OddKey,
    /// Aliases unfold to far more than was written.
    Bomb,
    /// Brackets or indentation are nested too deep.
    Deep,
}

/// What one reading remembers: how much may still be made, and the fault that ended it.
pub(super) struct Reading {
    left: Cell<usize>,
    depth: Cell<u32>,
    /// The fault, when the reading failed for a reason of ours.
    pub fault: RefCell<Option<Fault>>,
}

/// Levels of nesting that are allowed.
pub(super) const MAX_DEPTH: u32 = 64;

impl Reading {
    /// For a text of `len` bytes. Without aliases a document makes at most one node per byte and copies at most each
    /// byte, so four times its length is never reached by honest text.
    pub fn new(len: usize) -> Self {
        Self {
            left: Cell::new(len.saturating_mul(4) + 1024),
            depth: Cell::new(0),
            fault: RefCell::new(None),
        }
    }

    fn fail<E: Error>(&self, fault: Fault) -> E {
        self.fault.replace(Some(fault));
        E::custom("refused")
    }

    fn spend<E: Error>(&self, amount: usize) -> Result<(), E> {
        match self.left.get().checked_sub(amount + 1) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None => Err(self.fail(Fault::Bomb)),
        }
    }

    fn deeper<T, E: Error>(&self, f: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let depth = self.depth.get();
        if depth >= MAX_DEPTH {
            return Err(self.fail(Fault::Deep));
        }
        self.depth.set(depth + 1);
        let result = f();
        self.depth.set(depth);
        result
    }
}

/// Makes one [`Value`].
pub(super) struct Node<'r>(pub &'r Reading);

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.0.spend(0)?;
        Ok(Value::Null)
    }

    /// A text of nothing but comments.
    fn visit_none<E: Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_bool<E: Error>(self, v: bool) -> Result<Value, E> {
        self.0.spend(0)?;
        Ok(Value::Bool(v))
    }

    fn visit_i64<E: Error>(self, v: i64) -> Result<Value, E> {
        self.0.spend(0)?;
        Ok(Value::Integer(v))
    }

    fn visit_u64<E: Error>(self, v: u64) -> Result<Value, E> {
        self.0.spend(0)?;
        Ok(i64::try_from(v).map_or(Value::Number(v as f64), Value::Integer))
    }

    fn visit_i128<E: Error>(self, v: i128) -> Result<Value, E> {
        self.visit_f64(v as f64)
    }

    fn visit_u128<E: Error>(self, v: u128) -> Result<Value, E> {
        self.visit_f64(v as f64)
    }

    fn visit_f64<E: Error>(self, v: f64) -> Result<Value, E> {
        self.0.spend(0)?;
        // `.inf` and `.nan` are no numbers to anyone here, and a NaN would make an entry unequal to itself.
        Ok(if v.is_finite() {
            Value::Number(v)
        } else {
            Value::String(v.to_string())
        })
    }

    fn visit_str<E: Error>(self, v: &str) -> Result<Value, E> {
        self.0.spend(v.len())?;
        Ok(Value::String(v.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        self.0.spend(0)?;
        self.0.deeper(|| {
            let mut list = Vec::new();
            while let Some(item) = seq.next_element_seed(Node(self.0))? {
                list.push(item);
            }
            Ok(Value::List(list))
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        self.0.spend(0)?;
        self.0.deeper(|| {
            let mut map = Map::with_capacity(8);
            let mut seen: HashSet<String> = HashSet::new();
            while let Some(key) = access.next_key_seed(Key {
                reading: self.0,
                map: &map,
                seen: &seen,
            })? {
                let value = access.next_value_seed(Node(self.0))?;
                if map.len() == SMALL {
                    seen = map.keys().map(str::to_owned).collect();
                }
                if map.len() >= SMALL {
                    seen.insert(key.clone());
                }
                map.push(key, value);
            }
            Ok(Value::Map(map))
        })
    }

    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<Value, A::Error> {
        Err(self.0.fail(Fault::Tag))
    }
}

struct Key<'a> {
    reading: &'a Reading,
    map: &'a Map,
    seen: &'a HashSet<String>,
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key<'_> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        // Only lists and maps arrive here: serde_yaml reads every scalar as text when text is asked for.
        self.reading.fault.replace(Some(Fault::OddKey));
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, v: &str) -> Result<String, E> {
        self.reading.spend(v.len())?;
        let twice = if self.map.len() <= SMALL {
            self.map.get(v).is_some()
        } else {
            self.seen.contains(v)
        };
        if twice {
            return Err(self.reading.fail(Fault::Duplicate(v.to_owned())));
        }
        Ok(v.to_owned())
    }
}
