//! The search index: built here, answered in the reader's browser, kilobytes instead of a server.
//!
//! A document becomes postings (one per syllable and one per pair of neighbouring syllables, see
//! [`analyse`]); the postings of all documents are merged by the hash of their key into small files
//! ([`shards`]); what a result shows lies in blocks of a few documents ([`blocks`]); the manifest
//! ([`manifest`]) says how many of each there are and which syllables the site knows, so that the
//! client can mend typing errors by itself. Every file is a script that makes one call,
//! `satcosoSearch(name, data)`, because a page opened from `file://` may load scripts and nothing else.
//!
//! The client is `themes/gan-cong-nhan/static/search.js` (described in `CLIENT.md`); the two sides must agree on tokens
//! ([`tokens`]), hashes ([`hash`]) and digits ([`digits`]). `tests/search/` holds them together.

mod analyse;
mod blocks;
mod digits;
mod hash;
mod index;
mod letters;
mod manifest;
mod merge;
mod output;
mod runs;
mod shards;
mod tokens;
mod words;

pub use index::{Index, Options, SearchDoc, build};
pub use output::SearchIndex;
