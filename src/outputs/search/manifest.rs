//! The first file the client reads: how the index is cut, its kinds, and the syllables the site knows.

use super::merge::{Spread, Width};
use super::shards::{Count, Word};
use super::{hash, words};
use rayon::prelude::*;
use serde::Serialize;

/// Words listed at most; Vietnamese has about 1,600 syllables without their marks.
const MOST_WORDS: usize = 1600;

/// The manifest as the client reads it.
#[derive(Serialize)]
pub(super) struct Manifest<'a> {
    /// Changes whenever any file of the index does; asked for with every file, so that no cache mixes two builds.
    pub v: String,
    /// Language of the index.
    pub l: &'a str,
    /// Number of documents.
    pub n: usize,
    /// How many upper bits of a key's hash count.
    pub h: u32,
    /// How many of those choose the shard.
    pub b: u32,
    /// Documents per block.
    pub d: usize,
    /// Kinds in document order: slug, label, how many documents.
    pub k: Vec<(&'a str, &'a str, usize)>,
    /// Words, see [`list`].
    pub w: String,
}

/// The words of all documents, by part.
pub(super) fn by_part(spread: &[Spread], width: Width) -> Vec<Vec<Word>> {
    let mut all: Vec<u64> = spread
        .iter()
        .flat_map(|s| s.words().iter().copied())
        .collect();
    all.par_sort_unstable();
    all.dedup();
    let mut parts = vec![Vec::new(); 1 << width.part_bits()];
    for packed in all {
        let (part, key) = width.split(hash::token(&words::unpack(packed)));
        if let Some(part) = parts.get_mut(part) {
            part.push((key, packed));
        }
    }
    parts
}

/// The commonest words in alphabetical order, written one after the other: a capital letter for how many letters
/// are as in the word before (`A` none), the other letters, a digit for how common the word is (0–9).
pub(super) fn list(mut counts: Vec<Count>, documents: usize) -> String {
    counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    counts.truncate(MOST_WORDS);
    counts.sort_unstable();
    let mut out = String::new();
    let mut before = String::new();
    for (packed, n) in counts {
        let word = words::unpack(packed);
        let same = word
            .bytes()
            .zip(before.bytes())
            .take_while(|(a, b)| a == b)
            .count();
        out.push(char::from(b'A' + same.min(25) as u8));
        out.push_str(word.get(same..).unwrap_or(""));
        out.push(char::from(b'0' + commonness(n, documents)));
        before = word;
    }
    out
}

/// 0 to 9 (in all documents), by quarters of powers of two.
fn commonness(n: usize, documents: usize) -> u8 {
    let steps = |n: usize| (n as u128 + 1).pow(4).ilog2();
    (steps(n) * 9 / steps(documents).max(1)).min(9) as u8
}
