//! One file → one [`Entry`]: typed front matter and a Markdown [`Doc`](crate::markdown::Doc), places kept.

mod entry;

pub use entry::{Common, Cover, Entry, EntryPath, FieldValue, Front, Person};
