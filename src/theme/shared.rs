use serde::Serialize;
use tera::Value;

/// A value made for templates once and shared by all pages that show it: cloning it costs a counter.
#[derive(Clone, Debug)]
pub struct Shared(pub(super) Value);

impl Shared {
    /// From anything serialisable. What cannot be represented (a map with keys that are no strings) becomes nothing.
    pub fn new<T: Serialize + ?Sized>(value: &T) -> Self {
        Self(Value::try_from_serializable(value).unwrap_or_else(|_| Value::none()))
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

    /// Nothing.
    pub fn none() -> Self {
        Self(Value::none())
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
