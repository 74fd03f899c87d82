//! A recipe: everything it takes to make one route's bytes, and a key that says whether they would come out the same.

use super::World;
use crate::diagnostics::Diags;
use xxhash_rust::xxh3::Xxh3;

/// How one route is made.
pub trait Recipe: Send + Sync {
    /// Hashes everything that the bytes depend on: if the key is the same, so are the bytes.
    fn key(&self, world: &World, key: &mut Key);

    /// Makes the bytes, appended to `out`.
    ///
    /// # Errors
    /// Whatever makes the page impossible; nothing is written then.
    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made;

    /// Templates it renders, for `explain`.
    fn templates(&self, _world: &World) -> Vec<String> {
        Vec::new()
    }
}

/// Many files below one folder that are made together, and whose names are known only then.
pub trait Bundle: Send + Sync {
    /// As [`Recipe::key`].
    fn key(&self, world: &World, key: &mut Key);

    /// Makes the files: names relative to the bundle's folder, in order, and their bytes.
    ///
    /// # Errors
    /// Whatever makes them impossible.
    fn make(&self, world: &World) -> Result<(Files, Diags), Diags>;
}

/// A bundle's files: names relative to its folder, and bytes.
pub type Files = Vec<(String, Vec<u8>)>;

/// What making gave: warnings, or errors.
pub type Made = Result<Diags, Diags>;

/// A key in the making. With [`Key::explained`] it also keeps its fields, for people.
pub struct Key {
    hasher: Xxh3,
    fields: Option<Vec<(&'static str, String)>>,
}

impl Key {
    /// A key that only hashes. The engine's version is part of every key.
    pub fn new() -> Self {
        let mut key = Self {
            hasher: Xxh3::new(),
            fields: None,
        };
        key.text("engine", env!("CARGO_PKG_VERSION"));
        key
    }

    /// A key that keeps its fields.
    pub fn explained() -> Self {
        let mut key = Self {
            hasher: Xxh3::new(),
            fields: Some(Vec::new()),
        };
        key.text("engine", env!("CARGO_PKG_VERSION"));
        key
    }

    /// Adds a text.
    pub fn text(&mut self, name: &'static str, value: &str) {
        self.hasher.update(&(value.len() as u64).to_le_bytes());
        self.hasher.update(value.as_bytes());
        if let Some(fields) = &mut self.fields {
            fields.push((name, value.to_owned()));
        }
    }

    /// Adds a hash or number.
    pub fn number(&mut self, name: &'static str, value: u128) {
        self.hasher.update(&value.to_le_bytes());
        if let Some(fields) = &mut self.fields {
            fields.push((name, format!("{value:032x}")));
        }
    }

    /// Whether it keeps its fields.
    pub fn explains(&self) -> bool {
        self.fields.is_some()
    }

    /// Keeps the fields of another key, for people, without hashing them: they are behind a number that was added.
    pub fn tell(&mut self, other: Key) {
        if let (Some(fields), Some(theirs)) = (&mut self.fields, other.fields) {
            // The engine is a field of every key.
            fields.extend(theirs.into_iter().skip(1));
        }
    }

    /// The key.
    pub fn finish(&self) -> u128 {
        self.hasher.digest128()
    }

    /// The fields, where they were kept.
    pub fn fields(&self) -> &[(&'static str, String)] {
        self.fields.as_deref().unwrap_or(&[])
    }
}

impl Default for Key {
    fn default() -> Self {
        Self::new()
    }
}
