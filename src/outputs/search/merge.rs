//! The postings of many documents, brought together by key.

use super::analyse::Analysed;
use std::borrow::Cow;

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

/// The spelling.
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

/// Postings and words of some neighbouring documents, the postings lying together by part.
pub(super) struct Spread {
    postings: Vec<Posting>,
    ends: Vec<usize>,
    words: Vec<u64>,
}

impl Spread {
    /// From documents numbered `first` and on.
    pub(super) fn new(first: usize, docs: &[Cow<Analysed>]) -> Spread {
        let mut at = vec![0usize; PARTS];
        for posting in docs.iter().flat_map(|doc| &doc.postings) {
            if let Some(n) = at.get_mut((posting >> 56) as usize) {
                *n += 1;
            }
        }
        starts(&mut at);
        let mut postings = vec![0; docs.iter().map(|doc| doc.postings.len()).sum()];
        for (number, doc) in (first as u64..).zip(docs) {
            for &posting in &doc.postings {
                let packed = (posting >> 32 & 0xFF_FFFF) << 40
                    | (posting >> 16 & 0xFFFF) << 24
                    | (posting & 3) << 22
                    | number & 0x3F_FFFF;
                place(&mut postings, &mut at, (posting >> 56) as usize, packed);
            }
        }
        let mut words: Vec<u64> = docs
            .iter()
            .flat_map(|doc| doc.words.iter().copied())
            .collect();
        words.sort_unstable();
        words.dedup();
        Spread {
            postings,
            ends: at,
            words,
        }
    }

    /// How many postings there are.
    pub(super) fn len(&self) -> usize {
        self.postings.len()
    }

    /// The documents' words, packed, sorted, each once.
    pub(super) fn words(&self) -> &[u64] {
        &self.words
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

/// Turns counts into the places where each bucket starts.
fn starts(counts: &mut [usize]) {
    let mut sum = 0;
    for n in counts {
        sum += std::mem::replace(n, sum);
    }
}

/// Puts a posting where its bucket stands and moves the bucket on; in the end `at` holds the buckets' ends.
fn place(out: &mut [Posting], at: &mut [usize], bucket: usize, posting: Posting) {
    if let Some(next) = at.get_mut(bucket) {
        if let Some(slot) = out.get_mut(*next) {
            *slot = posting;
        }
        *next += 1;
    }
}

/// Sorts parts, using the same memory again for each.
#[derive(Default)]
pub(super) struct Sorter {
    gathered: Vec<Posting>,
    sorted: Vec<Posting>,
    at: Vec<usize>,
}

/// Buckets of the first pass: 12 bits of the hash.
const BUCKETS: usize = 1 << 12;

impl Sorter {
    /// The part's postings of all documents, sorted.
    pub(super) fn part(&mut self, spread: &[Spread], part: usize) -> &[Posting] {
        self.gathered.clear();
        for postings in spread.iter().map(|s| s.part(part)) {
            self.gathered.extend_from_slice(postings);
        }
        if self.gathered.len() < BUCKETS {
            self.gathered.sort_unstable();
            return &self.gathered;
        }
        let bucket = |posting: Posting| (posting >> 52) as usize;
        self.at.clear();
        self.at.resize(BUCKETS, 0);
        for &posting in &self.gathered {
            if let Some(n) = self.at.get_mut(bucket(posting)) {
                *n += 1;
            }
        }
        starts(&mut self.at);
        self.sorted.resize(self.gathered.len(), 0);
        for &posting in &self.gathered {
            place(&mut self.sorted, &mut self.at, bucket(posting), posting);
        }
        let mut start = 0;
        for &end in &self.at {
            if let Some(bucket) = self.sorted.get_mut(start..end) {
                bucket.sort_unstable();
            }
            start = end;
        }
        &self.sorted
    }
}
