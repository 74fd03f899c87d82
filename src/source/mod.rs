//! Reading the project once: every file's path, bytes, hash, and for text its decoded, NFC-normalised form.

mod decode;
mod file;
mod snapshot;
mod sorted;
mod splice;
mod walk;

#[cfg(test)]
mod tests;

pub use decode::{Decoded, Undecodable, decode, utf8_text};
pub use file::{FileKind, Limits, SourceFile, fingerprint};
pub use snapshot::Snapshot;
pub use sorted::Sorted;
pub use splice::{Unmapped, splice};
