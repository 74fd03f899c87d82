//! The YAML boundary: the only room that knows serde_yaml. Text becomes our own [`Value`], which keeps the order of
//! keys and refuses duplicates; places are found again only when a diagnostic needs them ([`locate`]).

mod de;
mod front;
mod hash;
mod line;
mod parse;
mod path;
mod place;
mod plain;
mod propose;
mod reader;
mod refuse;
mod repair;
mod value;

pub use front::{Parts, split};
pub use line::{quote, scalar};
pub use parse::{Document, FILE_LIMIT, FRONT_MATTER_LIMIT, parse, read};
pub use path::{Part, Path, locate};
pub use reader::{Codes, Reader};
pub use value::{Map, Value};
