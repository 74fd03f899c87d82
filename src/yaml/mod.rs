//! The YAML boundary: the only room that knows serde_yaml. Text becomes our own [`Value`], which keeps the order of
//! keys and refuses duplicates; places are found again only when a diagnostic needs them.

mod value;

pub use value::{Map, Value};
