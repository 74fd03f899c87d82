//! One file → one [`Entry`]: typed front matter and a Markdown [`Doc`](crate::markdown::Doc), places kept.

mod common;
mod cover;
mod entry;
mod field;
mod front;
mod kept;
mod limit;
mod parse;
mod path;
mod place;
mod poster;
mod scaffold;
mod schema;
mod stow;
mod term;
#[cfg(test)]
mod tests;

pub use entry::{Common, Cover, Entry, EntryPath, FieldValue, Front, Person};
pub use kept::Kept;
pub use parse::{Known, Room, is_entry, parse, parse_all, parse_each, strange_folders};
pub use poster::{POINT_LENGTH, POINTS};
pub use scaffold::scaffold;
pub use stow::Stowed;
