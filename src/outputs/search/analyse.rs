//! One document → its postings, without knowing the other documents: the parallel step.

use super::hash;
use super::index::SearchDoc;
use super::letters::Letters;
use super::runs::Runs;
use super::tokens::{Token, Tokenizer};

/// Where a key occurs in a document, the best place counting.
const BODY: u64 = 0;
const OFTEN: u64 = 1;
const HEADING: u64 = 2;
const TITLE: u64 = 3;

/// From how many occurrences in the body a key counts as what the document is about.
const MANY: u64 = 3;

/// Runs of a body beyond this are not indexed (a book pasted into one entry would fill every shard).
const MOST_RUNS: usize = 50_000;

/// What the index needs of one document. Depends on the document alone.
#[derive(Debug)]
pub(super) struct Analysed {
    /// One per key and spelling: hash of the key (32 bits), spelling (16), weight (16).
    pub(super) postings: Vec<u64>,
    /// The document's words of Latin letters, packed, most of them once.
    pub(super) words: Vec<u64>,
}

/// Makes [`Analysed`] from documents; holds the tables that takes. Cheap to share between threads.
#[derive(Debug)]
pub(super) struct Analyser {
    letters: Letters,
}

impl Default for Analyser {
    fn default() -> Analyser {
        Analyser::new()
    }
}

impl Analyser {
    /// Works out the tables.
    pub fn new() -> Analyser {
        Analyser {
            letters: Letters::new(),
        }
    }

    /// For documents one after the other.
    pub fn reader(&self) -> Reader<'_> {
        Reader {
            runs: Runs::new(Tokenizer::new(&self.letters)),
            table: Table::new(),
        }
    }
}

/// Analyses documents one after the other, remembering the words it has met.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    runs: Runs<'a>,
    table: Table,
}

impl Reader<'_> {
    /// The document's postings; `body` is its text, in NFC, headings included or not; lines end sentences.
    pub fn analyse(&mut self, doc: &SearchDoc, body: &str) -> Analysed {
        self.runs.start();
        self.read(&doc.title, TITLE);
        for text in doc.headings.iter().chain(&doc.terms) {
            self.read(text, HEADING);
        }
        self.read(&doc.summary, HEADING);
        self.read(body, BODY);
        Analysed {
            postings: self.table.take(),
            words: self.runs.take_words(),
        }
    }

    fn read(&mut self, text: &str, place: u64) {
        let table = &mut self.table;
        let mut before = Token::default();
        self.runs.each(text, MOST_RUNS, |token, parted| {
            table.add(token.hash, u64::from(token.spelling), place);
            if !parted {
                let spelling = u64::from(before.spelling) << 8 | u64::from(token.spelling);
                table.add(hash::pair(before.hash, token.hash), spelling, place);
            }
            before = token;
        });
    }
}

/// The document's postings so far, in an open hash table. A posting's low 16 bits are the best place (2 bits) and
/// above it how often the key was met.
#[derive(Debug)]
struct Table {
    slots: Vec<u64>,
    used: usize,
}

const ONCE: u64 = 4;
const KEY: u64 = !0xFFFF;

impl Table {
    fn new() -> Table {
        Table {
            slots: vec![0; 1 << 11],
            used: 0,
        }
    }

    fn add(&mut self, hash: u32, spelling: u64, place: u64) {
        if self.used * 4 > self.slots.len() * 3 {
            self.grow();
        }
        self.put(u64::from(hash) << 32 | spelling << 16 | ONCE | place);
    }

    fn put(&mut self, posting: u64) {
        let mask = self.slots.len() - 1;
        let mut at = (posting >> 40) as usize & mask;
        while let Some(slot) = self.slots.get_mut(at) {
            if *slot == 0 {
                *slot = posting;
                self.used += 1;
                return;
            }
            if (*slot ^ posting) & KEY == 0 {
                let place = (*slot & 3).max(posting & 3);
                let times = ((*slot & !KEY) >> 2) + ((posting & !KEY) >> 2);
                *slot = *slot & KEY | times.min(0x3FFF) << 2 | place;
                return;
            }
            at = (at + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let bigger = vec![0; self.slots.len() * 2];
        let old = std::mem::replace(&mut self.slots, bigger);
        self.used = 0;
        for posting in old.into_iter().filter(|&posting| posting != 0) {
            self.put(posting);
        }
    }

    /// The postings with their weights; the table is empty afterwards.
    fn take(&mut self) -> Vec<u64> {
        let mut postings = Vec::with_capacity(self.used);
        for slot in &mut self.slots {
            let posting = std::mem::take(slot);
            if posting != 0 {
                let often = posting & 3 == BODY && posting & !KEY >= MANY * ONCE;
                postings.push(posting & KEY | if often { OFTEN } else { posting & 3 });
            }
        }
        self.used = 0;
        postings
    }
}

#[cfg(test)]
mod tests {
    use super::super::words;
    use super::*;
    use std::collections::BTreeSet;

    fn analyse(doc: &SearchDoc, body: &str) -> Analysed {
        Analyser::new().reader().analyse(doc, body)
    }

    #[test]
    fn the_best_place_counts() {
        let mut doc = SearchDoc::default();
        let weights = |doc: &SearchDoc, body| -> Vec<u64> {
            let analysed = analyse(doc, body);
            analysed.postings.iter().map(|p| p & 0xFFFF).collect()
        };
        assert_eq!(weights(&doc, "lương"), [BODY]);
        let body = "Lương, lương, LƯƠNG";
        assert!(weights(&doc, body).contains(&OFTEN));
        doc.headings = vec!["Lương".into()];
        assert!(weights(&doc, body).contains(&HEADING));
        doc.title = "lương".into();
        assert!(weights(&doc, body).contains(&TITLE));
    }

    #[test]
    fn spellings_are_kept_apart() {
        let analysed = analyse(&SearchDoc::default(), "công đoàn, cộng đoàn");
        // công, cộng, đoàn; công đoàn, đoàn cộng, cộng đoàn
        assert_eq!(analysed.postings.len(), 6);
        let words: BTreeSet<String> = analysed.words.iter().map(|&w| words::unpack(w)).collect();
        assert!(words.iter().eq(["cong", "doan"]));
    }
}
