//! The first file the client reads: how the index is cut, its kinds, and the syllables the site knows.

use super::analyse::Analysed;
use super::hash;
use super::merge::{self, PARTS, Posting};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

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
    /// Binary logarithm of the number of shards.
    pub b: u32,
    /// Documents per block.
    pub d: usize,
    /// Kinds in document order: slug, label, how many documents.
    pub k: Vec<(&'a str, &'a str, usize)>,
    /// Words, see [`words`].
    pub w: String,
}

/// The site's words in alphabetical order, written one after the other: a capital letter for how many letters are
/// as in the word before (`A` none), the other letters, a digit for how common the word is (0–9).
pub(super) fn words(analysed: &[Analysed], parts: &[Vec<Posting>], documents: usize) -> String {
    let all: BTreeSet<&str> = analysed
        .par_chunks(512)
        .map(|chunk| {
            let mut words: Vec<&str> = chunk
                .iter()
                .flat_map(|a| a.words.split_ascii_whitespace())
                .collect();
            words.sort_unstable();
            words.dedup();
            words
        })
        .reduce(Vec::new, |mut a, b| {
            a.extend(b);
            a
        })
        .into_iter()
        .collect();
    let mut by_count: Vec<(usize, &str)> = all
        .into_iter()
        .map(|word| (count(parts, word), word))
        .collect();
    by_count.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    by_count.truncate(MOST_WORDS);
    let listed: BTreeMap<&str, usize> = by_count.into_iter().map(|(n, word)| (word, n)).collect();
    let mut out = String::new();
    let mut before = "";
    for (word, n) in listed {
        let same = word
            .bytes()
            .zip(before.bytes())
            .take_while(|(a, b)| a == b)
            .count();
        out.push(char::from(b'A' + same.min(25) as u8));
        out.push_str(word.get(same.min(25)..).unwrap_or(""));
        out.push(char::from(b'0' + commonness(n, documents)));
        before = word;
    }
    out
}

/// 0 (in one document) to 9 (in all of them), by powers of two.
fn commonness(n: usize, documents: usize) -> u8 {
    let steps = |n: usize| (n + 1).ilog2();
    (steps(n) * 9 / steps(documents).max(1)).min(9) as u8
}

fn count(parts: &[Vec<Posting>], word: &str) -> usize {
    let units: Vec<u16> = word.encode_utf16().collect();
    let hash = hash::token(&units);
    let part = parts
        .get(hash as usize >> 24 & (PARTS - 1))
        .map_or(&[][..], |p| p);
    let key = hash & 0xFF_FFFF;
    let from = part.partition_point(|&p| merge::key(p) < key);
    let to = part.partition_point(|&p| merge::key(p) <= key);
    to - from
}
