//! Postings → shards: what the client fetches to answer a query.
//!
//! A shard holds every key whose hash begins with the shard's number. Its text is, for each key,
//! the distance from the key before, perhaps [`digits::CUT`], then groups of documents: a tag with the group's weight,
//! the spelling if it differs from the group before, and the documents as distances (the first from −1).

use super::digits;
use super::merge::{self, KEY_BITS, Posting, Sorter, Spread, Width};
use rayon::prelude::*;

/// Longer lists are thinned: the best weights stay, of the rest every n-th document. Bounds what one common
/// syllable costs on a large site.
const LONGEST_LIST: usize = 3000;

/// The binary logarithm of how many shards there should be. Their number grows with the 0.6th power of the
/// postings, so that both the size of one (1.3 kB compressed at 1,000 entries, 2.6 kB at 10,000) and the files to
/// write (1,024 and 4,096) grow slowly; on small sites a shard has some 300 postings, about 1 kB.
pub(super) fn bits(postings: usize) -> u32 {
    let quarters = (postings.max(1) as u128).pow(4).ilog2();
    let slow = (quarters * 3 / 5).saturating_sub(5) / 4;
    slow.min((postings / 200).max(1).ilog2())
}

/// The shards' files in order, and in how many postings each word occurs.
pub(super) fn encode(
    spread: &[Spread],
    width: Width,
    bits: u32,
    words: &[Vec<Word>],
) -> (Vec<Vec<u8>>, Vec<Count>) {
    let made: Vec<Made> = (0..1usize << width.part_bits().min(bits))
        .into_par_iter()
        .map_init(Sorter::default, |sorter, unit| {
            if let Some(more) = width.part_bits().checked_sub(bits) {
                shard_of_parts(spread, words, sorter, unit, 1 << more)
            } else {
                shards_of_part(spread, words, sorter, unit, bits - width.part_bits())
            }
        })
        .collect();
    let (files, counts): (Vec<_>, Vec<_>) = made.into_iter().unzip();
    (files.into_iter().flatten().collect(), counts.concat())
}

/// A word's key within its part, and the word, packed.
pub(super) type Word = (u32, u64);

/// A packed word and in how many postings it occurs.
pub(super) type Count = (u64, usize);

type Made = (Vec<Vec<u8>>, Vec<Count>);

fn shard_of_parts(
    spread: &[Spread],
    words: &[Vec<Word>],
    sorter: &mut Sorter,
    shard: usize,
    each: usize,
) -> Made {
    let mut writer = Writer::new(shard, 0);
    let mut counts = Vec::new();
    for n in 0..each {
        let part = shard * each + n;
        let postings = sorter.part(spread, part);
        writer.keys(postings, (n as u32) << KEY_BITS);
        count(postings, words.get(part), &mut counts);
    }
    (vec![writer.finish()], counts)
}

fn shards_of_part(
    spread: &[Spread],
    words: &[Vec<Word>],
    sorter: &mut Sorter,
    part: usize,
    more: u32,
) -> Made {
    let mut rest = sorter.part(spread, part);
    let mut counts = Vec::new();
    count(rest, words.get(part), &mut counts);
    let files = (0..1u32 << more)
        .map(|n| {
            let first = n << (KEY_BITS - more);
            let end = (n + 1) << (KEY_BITS - more);
            let (here, after) = rest.split_at(rest.partition_point(|&p| merge::key(p) < end));
            rest = after;
            let mut writer = Writer::new((part << more) + n as usize, first);
            writer.keys(here, 0);
            writer.finish()
        })
        .collect();
    (files, counts)
}

fn count(postings: &[Posting], words: Option<&Vec<Word>>, counts: &mut Vec<Count>) {
    for &(hash, word) in words.into_iter().flatten() {
        let from = postings.partition_point(|&p| merge::key(p) < hash);
        let rest = postings.get(from..).unwrap_or(&[]);
        counts.push((word, rest.partition_point(|&p| merge::key(p) == hash)));
    }
}

struct Writer {
    out: Vec<u8>,
    before: u32,
}

impl Writer {
    fn new(shard: usize, before: u32) -> Writer {
        let out = format!("satcosoSearch(\"p{shard}\",\"").into_bytes();
        Writer { out, before }
    }

    fn finish(mut self) -> Vec<u8> {
        self.out.extend_from_slice(b"\")\n");
        self.out
    }

    /// Writes keys; `base` is what their hashes have above 24 bits within the shard.
    fn keys(&mut self, postings: &[Posting], base: u32) {
        self.out.reserve(postings.len() * 3);
        for list in postings.chunk_by(|a, b| merge::key(*a) == merge::key(*b)) {
            let key = list.first().map_or(0, |&p| merge::key(p)) | base;
            digits::push_value(&mut self.out, digits::KEY);
            digits::push_number(&mut self.out, key.wrapping_sub(self.before));
            self.before = key;
            if list.len() > LONGEST_LIST {
                digits::push_value(&mut self.out, digits::CUT);
                self.list(&thin(list));
            } else {
                self.list(list);
            }
        }
    }

    fn list(&mut self, postings: &[Posting]) {
        let mut before = None;
        let mut next = 0;
        for &posting in postings {
            let group = Some((merge::spelling(posting), merge::weight(posting)));
            if group != before {
                let weight = merge::weight(posting);
                if before.is_some_and(|b| b.0 == merge::spelling(posting)) {
                    digits::push_value(&mut self.out, digits::SAME + weight);
                } else {
                    digits::push_value(&mut self.out, digits::SPELLED + weight);
                    digits::push_number(&mut self.out, merge::spelling(posting));
                }
                before = group;
                next = 0;
            }
            let document = merge::document(posting);
            digits::push_number(&mut self.out, document.wrapping_sub(next));
            next = document + 1;
        }
    }
}

/// At most [`LONGEST_LIST`] postings: the heavier weights first, an even choice of the weight that no longer fits.
fn thin(list: &[Posting]) -> Vec<Posting> {
    let mut kept: Vec<Posting> = Vec::with_capacity(LONGEST_LIST);
    for weight in (0..4u8).rev() {
        let room = LONGEST_LIST - kept.len();
        let these: Vec<Posting> = list
            .iter()
            .copied()
            .filter(|&p| merge::weight(p) == weight)
            .collect();
        let step = these.len().div_ceil(room.max(1)).max(1);
        kept.extend(these.into_iter().step_by(step).take(room));
    }
    kept.sort_unstable();
    kept
}
