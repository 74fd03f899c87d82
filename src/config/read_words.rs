//! Single values of `site.yaml`: words, numbers within limits, one of several.

use super::read::{Reading, take};
use crate::diagnostics::Diagnostic;
use crate::text::similar::nearest;
use crate::yaml::{Map, Part, Path, Value};

impl Reading<'_> {
    /// Text of a key.
    pub fn take_words(&mut self, map: &mut Map, path: &Path<'_>, key: &str) -> Option<String> {
        let value = take(map, key)?;
        self.reader.words(value, &path.key(key))
    }

    /// A whole number of a key, within limits.
    pub fn take_integer(
        &mut self,
        map: &mut Map,
        path: &Path<'_>,
        key: &str,
        min: i64,
        max: i64,
    ) -> Option<i64> {
        let path = path.key(key);
        let value = take(map, key)?;
        let n = self.reader.integer(&value, &path)?;
        if (min..=max).contains(&n) {
            return Some(n);
        }
        let message = (
            format!("“{path}” phải từ {min} đến {max}, ở đây là {n}."),
            format!("“{path}” must be between {min} and {max}, here it is {n}."),
        );
        self.reader.fault(
            "C015",
            &path,
            Part::Value,
            message,
            Some(&n.clamp(min, max).to_string()),
        );
        None
    }

    /// One of several words.
    pub fn take_choice<T: Copy>(
        &mut self,
        map: &mut Map,
        path: &Path<'_>,
        key: &str,
        choices: &[(&str, T)],
    ) -> Option<T> {
        let value = take(map, key)?;
        self.choice(value, &path.key(key), choices)
    }

    /// One of several words.
    pub fn choice<T: Copy>(
        &mut self,
        value: Value,
        path: &Path<'_>,
        choices: &[(&str, T)],
    ) -> Option<T> {
        let word = self.reader.words(value, path)?;
        if let Some((_, choice)) = choices.iter().find(|(name, _)| *name == word) {
            return Some(*choice);
        }
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        self.not_one_of(path, &word, &names);
        None
    }

    /// Says that a word is none of those allowed.
    pub fn not_one_of(&mut self, path: &Path<'_>, word: &str, names: &[&str]) {
        let near = nearest(word, names.iter().copied());
        let list = names.join(", ");
        let message = (
            format!("“{word}” không dùng được cho “{path}”. Có thể dùng: {list}."),
            format!("“{word}” is not possible for “{path}”. Possible are: {list}."),
        );
        self.reader.fault("C005", path, Part::Value, message, near);
    }

    /// Says that a key is required.
    pub fn missing(&mut self, path: &Path<'_>, key: &str, example: &str) {
        let message = (
            format!("“{path}” thiếu khóa “{key}”."),
            format!("“{path}” has no key “{key}”."),
        );
        let mut diagnostic = Diagnostic::error(
            "C004",
            self.reader.span(path, Part::Key),
            message.0,
            message.1,
        );
        if !example.is_empty() {
            diagnostic = diagnostic.with_fix(example);
        }
        self.reader.push(diagnostic);
    }
}
