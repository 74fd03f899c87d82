//! One file → one [`Entry`]: typed front matter and a Markdown [`Doc`](crate::markdown::Doc), places kept.

mod entry;
mod provisional;
pub use provisional::*;

pub use entry::{Common, Cover, Entry, EntryPath, FieldValue, Front, Person};
