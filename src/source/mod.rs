//! Reading the project once: every file's path, bytes, hash, and for text its decoded, NFC-normalised form.

mod decode;
mod snapshot;

pub use decode::{Decoded, Undecodable, decode};
pub use snapshot::{FileKind, Limits, Snapshot, SourceFile, fingerprint};
