//! The postings of many documents, brought together by key.

use super::analyse::Analysed;

/// How many of a key's 32 hash bits an index uses: the upper ones choose the part, 24 tell keys apart within it.
/// Two keys that fall together only lengthen each other's lists; it happens to one in some thousands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Width {
    part: u32,
}

impl Width {
    /// For about this many postings: parts of some ten thousand, at most 256 of them.
    pub(super) fn new(postings: usize) -> Width {
        Width {
            part: (postings / 16_000).max(1).ilog2().min(8),
        }
    }

    /// How many parts there are, as a binary logarithm.
    pub(super) fn part_bits(self) -> u32 {
        self.part
    }

    /// How many bits of the hash are used.
    pub(super) fn bits(self) -> u32 {
        self.part + KEY_BITS
    }

    /// Cuts a hash down to the bits used, and splits it into part and key.
    pub(super) fn split(self, hash: u32) -> (usize, u32) {
        let used = hash >> (32 - self.bits());
        ((used >> KEY_BITS) as usize, used & 0xFF_FFFF)
    }
}

/// Hash bits of a key within its part.
pub(super) const KEY_BITS: u32 = 24;

/// Documents one index can hold (22 bits of a posting).
pub(super) const MOST_DOCS: usize = 1 << 22;

/// A posting within a part: key (24 bits), spelling (16), weight (2), document (22).
/// Sorting these numbers groups them by key, spelling and weight, documents ascending.
pub(super) type Posting = u64;

/// The key within the part.
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
    pub(super) fn new(width: Width, first: usize, docs: &[Analysed]) -> Spread {
        let mut at = vec![0usize; 1 << width.part];
        for posting in docs.iter().flat_map(|doc| &doc.postings) {
            if let Some(n) = at.get_mut(width.split((posting >> 32) as u32).0) {
                *n += 1;
            }
        }
        starts(&mut at);
        let mut postings = vec![0; docs.iter().map(|doc| doc.postings.len()).sum()];
        for (number, doc) in (first as u64..).zip(docs) {
            for &posting in &doc.postings {
                let (part, key) = width.split((posting >> 32) as u32);
                let packed = u64::from(key) << 40
                    | (posting >> 16 & 0xFFFF) << 24
                    | (posting & 3) << 22
                    | number & 0x3F_FFFF;
                place(&mut postings, &mut at, part, packed);
            }
        }
        let words = distinct(docs.iter().flat_map(|doc| doc.words.iter().copied()));
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

/// Each word once, sorted.
fn distinct(words: impl Iterator<Item = u64>) -> Vec<u64> {
    // Most repetitions fall on the slot where the word already is.
    let mut slots = vec![0; 1 << 12];
    let mut out = Vec::new();
    for word in words {
        let place = (word.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52) as usize;
        if let Some(slot) = slots.get_mut(place)
            && *slot != word
        {
            *slot = word;
            out.push(word);
        }
    }
    out.sort_unstable();
    out.dedup();
    out
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
    postings: Vec<Posting>,
    other: Vec<Posting>,
}

impl Sorter {
    /// The part's postings of all documents, sorted.
    pub(super) fn part(&mut self, spread: &[Spread], part: usize) -> &[Posting] {
        self.postings.clear();
        for postings in spread.iter().map(|s| s.part(part)) {
            self.postings.extend_from_slice(postings);
        }
        // By the key's lower and upper half; documents stay in order.
        self.other.resize(self.postings.len(), 0);
        scatter(&self.postings, &mut self.other, 40);
        scatter(&self.other, &mut self.postings, 52);
        for list in self.postings.chunk_by_mut(|a, b| key(*a) == key(*b)) {
            if !list.is_sorted() {
                list.sort_unstable();
            }
        }
        &self.postings
    }
}

/// Brings postings into the order of their 12 bits from `shift` on.
fn scatter(from: &[Posting], to: &mut [Posting], shift: u32) {
    let bucket = |posting: Posting| (posting >> shift & 0xFFF) as usize;
    let mut at = [0; 1 << 12];
    for &posting in from {
        if let Some(n) = at.get_mut(bucket(posting)) {
            *n += 1;
        }
    }
    starts(&mut at);
    for &posting in from {
        place(to, &mut at, bucket(posting), posting);
    }
}
