//! Code that was marked before in this run: the same example, or the same with another number in one of its lines, stands
//! in many entries, and finding its parts takes as long as all the Markdown around it.

use super::highlight::{Token, Unmarked, highlight, syntax};
use std::collections::HashMap;
use std::sync::{Arc, RwLock};
use xxhash_rust::xxh3::xxh3_128_with_seed;

/// More pieces than this are not remembered, to bound memory.
const MOST: usize = 2_000;

/// Marked code by the hash of code and language, and single lines. Clones share it.
#[derive(Clone, Default)]
pub struct Marked(Arc<Memories>);

#[derive(Default)]
struct Memories {
    code: Memory<str>,
    lines: Memory<[Token]>,
}

/// What was made before, by a hash of what it was made of.
pub(super) struct Memory<T: ?Sized>(RwLock<HashMap<u128, Arc<T>>>);

impl<T: ?Sized> Default for Memory<T> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<T: ?Sized> Memory<T> {
    pub(super) fn get(&self, key: u128) -> Option<Arc<T>> {
        self.0.read().ok()?.get(&key).cloned()
    }

    pub(super) fn keep(&self, key: u128, made: Arc<T>) {
        if let Ok(mut known) = self.0.write()
            && known.len() < MOST
        {
            known.insert(key, made);
        }
    }
}

/// What is remembered changes nothing about how Markdown is read.
impl std::fmt::Debug for Marked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Marked")
    }
}

impl Marked {
    /// As [`highlight`], from memory where it was made before.
    pub(super) fn highlight(&self, language: &str, code: &str) -> Known {
        let key = xxh3_128_with_seed(
            code.as_bytes(),
            xxhash_rust::xxh3::xxh3_64(language.as_bytes()),
        );
        if let Some(html) = self.0.code.get(key) {
            return Known::Html(html);
        }
        let html: Arc<str> = match highlight(language, code, &self.0.lines) {
            Ok(html) => html.into(),
            Err(why) => return why.into(),
        };
        self.0.code.keep(key, html.clone());
        Known::Html(html)
    }
}

/// Code as a page shows it.
pub(super) enum Known {
    /// Escaped HTML with its parts marked.
    Html(Arc<str>),
    /// To be shown as it is.
    Plain,
    /// The language is not known; the nearest one that is.
    Unknown(Option<&'static str>),
}

impl Known {
    /// As [`Marked::highlight`] where only the kind of answer matters: the HTML is empty.
    pub(super) fn unmarked(language: &str, code: &str) -> Known {
        match syntax(language, code) {
            Ok(_) => Known::Html("".into()),
            Err(why) => why.into(),
        }
    }
}

impl From<Unmarked> for Known {
    fn from(why: Unmarked) -> Known {
        match why {
            Unmarked::Plain => Known::Plain,
            Unmarked::Unknown(near) => Known::Unknown(near),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(known: Known) -> Option<Arc<str>> {
        match known {
            Known::Html(html) => Some(html),
            _ => None,
        }
    }

    #[test]
    fn the_same_code_is_marked_once_and_other_languages_apart() {
        let marked = Marked::default();
        let once = html(marked.highlight("python", "x = 1  # một\n"));
        let again = html(marked.clone().highlight("python", "x = 1  # một\n"));
        assert!(once.is_some_and(|a| again.is_some_and(|b| Arc::ptr_eq(&a, &b))));
        assert_ne!(
            html(marked.highlight("rust", "x = 1  # một\n")),
            html(marked.highlight("python", "x = 1  # một\n"))
        );
    }
}
