use serde::{Serialize, Serializer};
use std::ops::Range;
use tera::Value;
use tera::value::Key;

/// A value made for templates once and shared by all pages that show it: cloning it costs a counter (maps, lists and
/// long texts are behind an `Arc`) or a copy of 24 bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Shared(pub(super) Value);

impl Shared {
    /// From anything serialisable. What cannot be represented (a map with keys that are no strings) becomes nothing.
    pub fn new<T: Serialize + ?Sized>(value: &T) -> Self {
        Self(Value::try_from_serializable(value).unwrap_or_else(|_| Value::none()))
    }

    /// Plain text, escaped where HTML templates show it.
    pub fn text(text: &str) -> Self {
        Self(Value::normal_string(text))
    }

    /// Text that is already HTML.
    pub fn html(text: &str) -> Self {
        Self(Value::safe_string(text))
    }

    /// A list of shared values.
    pub fn list(items: impl IntoIterator<Item = Shared>) -> Self {
        Self(Value::from(
            items.into_iter().map(|s| s.0).collect::<Vec<_>>(),
        ))
    }

    /// A map of shared values, in the order given; of two equal keys the later one holds.
    pub fn map(pairs: impl IntoIterator<Item = (&'static str, Shared)>) -> Self {
        Self::none().with_pairs(pairs)
    }

    /// As [`Shared::map`], by names that are known only now.
    pub fn by_name<'a>(pairs: impl IntoIterator<Item = (&'a str, Shared)>) -> Self {
        Self::none().with_pairs(pairs.into_iter().map(|(k, v)| (k.to_owned(), v)))
    }

    /// Nothing.
    pub fn none() -> Self {
        Self(Value::none())
    }

    /// Whether it is nothing.
    pub fn is_none(&self) -> bool {
        self.0.is_none()
    }

    /// This map with one more key (or another value for it). What is not a map counts as an empty one. A map that is shared
    /// is copied, its values are not.
    #[must_use]
    pub fn with(self, key: &'static str, value: Shared) -> Self {
        self.with_pairs([(key, value)])
    }

    fn with_pairs<K>(self, pairs: impl IntoIterator<Item = (K, Shared)>) -> Self
    where
        Key<'static>: From<K>,
    {
        let mut map = self.0.into_map().unwrap_or_default();
        map.extend(pairs.into_iter().map(|(k, v)| (Key::from(k), v.0)));
        Self(Value::from(map))
    }

    /// This map with all keys of another and then some more; the later of two equal keys holds. Values that are shared
    /// stay so.
    #[must_use]
    pub fn merge<const N: usize>(self, other: Shared, more: [(&'static str, Shared); N]) -> Self {
        let theirs = other.0.into_map().unwrap_or_default();
        let mut map = self.0.into_map().unwrap_or_default();
        map.reserve(theirs.len() + N);
        map.extend(theirs);
        map.extend(more.map(|(k, v)| (Key::from(k), v.0)));
        Self(Value::from(map))
    }

    /// A part of a list, cut off at its end; empty for what is not a list.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        let items = self.0.as_array().unwrap_or_default();
        let end = range.end.min(items.len());
        let start = range.start.min(end);
        Self(Value::from(items.get(start..end).unwrap_or_default()))
    }

    /// The value of a map's key.
    pub fn get(&self, key: &str) -> Option<Shared> {
        self.0.as_map()?.get(&Key::Str(key)).cloned().map(Shared)
    }

    /// How many items a list or a map has; 0 for anything else.
    pub fn len(&self) -> usize {
        match (self.0.as_array(), self.0.as_map()) {
            (Some(items), _) => items.len(),
            (None, Some(map)) => map.len(),
            (None, None) => 0,
        }
    }

    /// Whether it is a list or a map without items, or neither.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text, if it is text.
    pub fn as_str(&self) -> Option<&str> {
        self.0.as_str()
    }
}

/// Inside of what becomes a value itself, it stays shared.
impl Serialize for Shared {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// The variables of one rendering.
#[derive(Clone, Debug, Default)]
pub struct Context(pub(super) tera::Context);

impl Context {
    /// No variables yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a variable.
    pub fn insert(&mut self, name: &'static str, value: Shared) {
        self.0.insert_value(name, value.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_grow_without_copying_what_they_hold() {
        let long = "một câu dài hơn hai mươi mốt byte để nằm sau một bộ đếm";
        let card = Shared::map([("title", Shared::text(long)), ("n", Shared::new(&1))]);
        let page = card.clone().merge(
            Shared::map([("n", Shared::new(&2))]),
            [("content", Shared::html("<p>"))],
        );
        assert_eq!(page.get("n"), Some(Shared::new(&2)));
        assert_eq!(card.get("n"), Some(Shared::new(&1)));
        assert_eq!(page.len(), 3);
        let (a, b) = (
            card.get("title").expect("title"),
            page.get("title").expect("title"),
        );
        assert_eq!(
            a.as_str().map(str::as_ptr),
            b.as_str().map(str::as_ptr),
            "one text, shared"
        );
        let clone = page.clone();
        assert!(
            std::ptr::eq(
                clone.0.as_map().expect("map"),
                page.0.as_map().expect("map")
            ),
            "one map, shared"
        );
    }

    #[test]
    fn slices_stop_at_the_end() {
        let list = Shared::list((0..5).map(|n| Shared::new(&n)));
        assert_eq!(
            list.slice(3..9),
            Shared::list([Shared::new(&3), Shared::new(&4)])
        );
        assert!(list.slice(7..9).is_empty());
        assert!(Shared::none().slice(0..2).is_empty());
    }
}
