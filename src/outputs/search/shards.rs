//! Postings → shards: what the client fetches to answer a query.
//!
//! A shard holds every key whose hash begins with the shard's number. Its text is, for each key,
//! the distance from the key before, perhaps [`digits::CUT`], then groups of documents: a tag with the group's weight,
//! the spelling if it differs from the group before, and the documents as distances (the first from −1).

use super::digits;
use super::merge::{self, PARTS, Posting};
use rayon::prelude::*;

/// Longer lists are thinned: the best weights stay, of the rest every n-th document. Bounds what one common
/// syllable costs on a large site.
const LONGEST_LIST: usize = 8192;

/// The binary logarithm of how many shards there should be: about half the square root of the postings, so that
/// both the size of one and their number grow slowly, but no shards of a few hundred bytes.
pub(super) fn bits(postings: usize) -> u32 {
    let by_root = postings.isqrt() * 2 / 5;
    let by_size = postings / 500;
    by_root.min(by_size).max(1).ilog2().min(16)
}

/// The text of every shard, in order.
pub(super) fn encode(parts: &[Vec<Posting>], bits: u32) -> Vec<Vec<u8>> {
    let shards = 1usize << bits;
    (0..shards)
        .into_par_iter()
        .map(|shard| {
            let mut writer = Writer::default();
            if shards <= PARTS {
                let each = PARTS / shards;
                for part in shard * each..(shard + 1) * each {
                    let base = ((part % each) as u32) << 24;
                    writer.part(parts.get(part).map_or(&[], |p| p), base);
                }
            } else {
                let each = shards / PARTS;
                let part = parts.get(shard / each).map_or(&[][..], |p| p);
                let first = ((shard % each) << 24) / each;
                let end = ((shard % each + 1) << 24) / each;
                let from = part.partition_point(|&p| (merge::key(p) as usize) < first);
                let to = part.partition_point(|&p| (merge::key(p) as usize) < end);
                let keys = part.get(from..to).unwrap_or(&[]);
                writer.before = first as u32;
                writer.part(keys, 0);
            }
            writer.out
        })
        .collect()
}

#[derive(Default)]
struct Writer {
    out: Vec<u8>,
    before: u32,
}

impl Writer {
    fn part(&mut self, postings: &[Posting], base: u32) {
        self.out.reserve(postings.len() * 2);
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
        let mut spelling = None;
        for group in postings.chunk_by(|a, b| a >> 22 == b >> 22) {
            let Some(&first) = group.first() else {
                continue;
            };
            let (weight, spelled) = (merge::weight(first), merge::spelling(first));
            if spelling == Some(spelled) {
                digits::push_value(&mut self.out, digits::SAME + weight);
            } else {
                digits::push_value(&mut self.out, digits::SPELLED + weight);
                digits::push_number(&mut self.out, spelled);
                spelling = Some(spelled);
            }
            let mut next = 0;
            for &posting in group {
                let document = merge::document(posting);
                digits::push_number(&mut self.out, document.wrapping_sub(next));
                next = document + 1;
            }
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
