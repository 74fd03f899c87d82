//! The postings of all documents, brought together by key.

use super::analyse::Analysed;
use rayon::prelude::*;

/// The hash's upper 8 bits choose the part.
pub(super) const PARTS: usize = 256;

/// Documents one index can hold (22 bits of a posting).
pub(super) const MOST_DOCS: usize = 1 << 22;

/// A posting within a part: hash without its upper 8 bits (24 bits), spelling (16), weight (2), document (22).
/// Sorting these numbers groups them by key, spelling and weight, documents ascending.
pub(super) type Posting = u64;

/// The key's hash without the bits that choose the part.
pub(super) fn key(posting: Posting) -> u32 {
    (posting >> 40) as u32
}

/// Spelling and weight.
pub(super) fn spelling(posting: Posting) -> u32 {
    (posting >> 24 & 0xFFFF) as u32
}

/// The weight, 0–3.
pub(super) fn weight(posting: Posting) -> u8 {
    (posting >> 22 & 3) as u8
}

/// The document's number in the index.
pub(super) fn document(posting: Posting) -> u32 {
    (posting & 0x3F_FFFF) as u32
}

/// All postings in 256 parts, each sorted. `order[n]` is the place in `analysed` of the index's document `n`.
pub(super) fn parts(analysed: &[Analysed], order: &[usize]) -> Vec<Vec<Posting>> {
    let spread: Vec<Spread> = order
        .par_chunks(CHUNK)
        .enumerate()
        .map(|(n, chunk)| Spread::new(analysed, chunk, n * CHUNK))
        .collect();
    (0..PARTS)
        .into_par_iter()
        .map(|part| {
            let slices: Vec<&[Posting]> = spread.iter().map(|s| s.part(part)).collect();
            let mut postings = slices.concat();
            postings.sort_unstable();
            postings
        })
        .collect()
}

const CHUNK: usize = 512;

/// The postings of some documents, lying together by part.
struct Spread {
    postings: Vec<Posting>,
    ends: Vec<usize>,
}

impl Spread {
    fn new(analysed: &[Analysed], chunk: &[usize], first: usize) -> Spread {
        let docs = || {
            chunk
                .iter()
                .map(|&i| analysed.get(i).map_or(&[][..], |a| &a.postings[..]))
        };
        let mut at = vec![0usize; PARTS];
        for posting in docs().flatten() {
            if let Some(n) = at.get_mut((posting >> 56) as usize) {
                *n += 1;
            }
        }
        let mut sum = 0;
        for n in &mut at {
            sum += std::mem::replace(n, sum);
        }
        let mut postings = vec![0; sum];
        for (doc, list) in (first as u64..).zip(docs()) {
            for &posting in list {
                let packed = (posting >> 32 & 0xFF_FFFF) << 40
                    | (posting >> 16 & 0xFFFF) << 24
                    | (posting & 3) << 22
                    | doc & 0x3F_FFFF;
                if let Some(next) = at.get_mut((posting >> 56) as usize) {
                    if let Some(slot) = postings.get_mut(*next) {
                        *slot = packed;
                    }
                    *next += 1;
                }
            }
        }
        Spread { postings, ends: at }
    }

    fn part(&self, part: usize) -> &[Posting] {
        let end = self.ends.get(part).copied().unwrap_or(0);
        let start = part
            .checked_sub(1)
            .and_then(|p| self.ends.get(p))
            .copied()
            .unwrap_or(0);
        self.postings.get(start..end).unwrap_or(&[])
    }
}
