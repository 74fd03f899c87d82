//! One document → its postings, without knowing the other documents: the parallel, cacheable step.

use super::index::SearchDoc;
use super::letters::Letters;
use super::tokens::Tokenizer;
use super::{hash, words};

/// Where a key occurs in a document, the best place counting.
const BODY: u64 = 0;
const OFTEN: u64 = 1;
const HEADING: u64 = 2;
const TITLE: u64 = 3;

/// From how many occurrences in the body a key counts as what the document is about.
const MANY: u64 = 3;

/// Body tokens beyond this are not indexed (a book pasted into one entry would fill every shard).
const MOST_TOKENS: usize = 50_000;

/// What the index needs of one document. Depends on the document and the language alone, so it may be kept
/// between builds for as long as the document does not change.
#[derive(Debug, Clone, Default)]
pub struct Analysed {
    /// One per key and spelling: hash of the key (32 bits), spelling (16), weight (16).
    pub(super) postings: Vec<u64>,
    /// The document's words of Latin letters, packed, most of them once.
    pub(super) words: Vec<u64>,
}

/// Makes [`Analysed`] from documents; holds the tables that takes. Cheap to share between threads.
#[derive(Debug, Clone)]
pub struct Analyser {
    letters: Letters,
    plurals: bool,
}

impl Analyser {
    /// For an index in the given language (`en` drops plural endings; the others need nothing special).
    pub fn new(lang: &str) -> Analyser {
        Analyser {
            letters: Letters::new(),
            plurals: lang == "en" || lang.starts_with("en-"),
        }
    }

    /// The document's postings.
    pub fn analyse(&self, doc: &SearchDoc) -> Analysed {
        let mut reader = Reader {
            tokenizer: Tokenizer::new(&self.letters, self.plurals),
            table: Table::new(doc.body.len() / 5),
            words: Vec::with_capacity(256),
            seen: vec![0; SEEN],
        };
        reader.read(&doc.title, TITLE);
        for text in doc.headings.iter().chain(&doc.terms) {
            reader.read(text, HEADING);
        }
        reader.read(&doc.summary, HEADING);
        reader.read(&doc.body, BODY);
        Analysed {
            postings: reader.table.into_postings(),
            words: reader.words,
        }
    }
}

/// Slots that remember which words were seen; two words that share a slot are at worst kept twice.
const SEEN: usize = 1 << 10;

struct Reader<'a> {
    tokenizer: Tokenizer<'a>,
    table: Table,
    words: Vec<u64>,
    seen: Vec<u32>,
}

impl Reader<'_> {
    fn read(&mut self, text: &str, place: u64) {
        let Reader {
            tokenizer,
            table,
            words,
            seen,
        } = self;
        let mut before: (u32, u8) = (0, 0);
        let mut left = MOST_TOKENS;
        tokenizer.each(text, |token, units| {
            if left == 0 {
                return;
            }
            left -= 1;
            table.add(token.hash, u64::from(token.spelling), place);
            if !token.parted {
                let spelling = u64::from(before.1) << 8 | u64::from(token.spelling);
                table.add(hash::pair(before.0, token.hash), spelling, place);
            }
            before = (token.hash, token.spelling);
            if let Some(slot) = seen.get_mut(token.hash as usize % SEEN)
                && *slot != token.hash
            {
                *slot = token.hash;
                words.extend(words::pack(units));
            }
        });
    }
}

/// The document's postings so far, in an open hash table. A posting's low 16 bits are the best place (2 bits) and
/// above it how often the key was met.
struct Table {
    slots: Vec<u64>,
    used: usize,
}

const ONCE: u64 = 4;
const KEY: u64 = !0xFFFF;

impl Table {
    fn new(tokens: usize) -> Table {
        Table {
            slots: vec![0; (tokens * 3).next_power_of_two().max(256)],
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

    fn into_postings(self) -> Vec<u64> {
        let mut postings = Vec::with_capacity(self.used);
        postings.extend(
            self.slots
                .into_iter()
                .filter(|&posting| posting != 0)
                .map(|posting| {
                    let often = posting & 3 == BODY && posting & !KEY >= MANY * ONCE;
                    posting & KEY | if often { OFTEN } else { posting & 3 }
                }),
        );
        postings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights(doc: &SearchDoc) -> Vec<u64> {
        let analysed = Analyser::new("vi").analyse(doc);
        analysed.postings.iter().map(|p| p & 0xFFFF).collect()
    }

    #[test]
    fn the_best_place_counts() {
        let mut doc = SearchDoc {
            body: "lương".into(),
            ..SearchDoc::default()
        };
        assert_eq!(weights(&doc), [BODY]);
        doc.body = "Lương, lương, LƯƠNG".into();
        assert!(weights(&doc).contains(&OFTEN));
        doc.headings = vec!["Lương".into()];
        assert!(weights(&doc).contains(&HEADING));
        doc.title = "lương".into();
        assert!(weights(&doc).contains(&TITLE));
    }

    #[test]
    fn spellings_are_kept_apart() {
        let doc = SearchDoc {
            body: "công đoàn, cộng đoàn".into(),
            ..SearchDoc::default()
        };
        let analysed = Analyser::new("vi").analyse(&doc);
        // công, cộng, đoàn; công đoàn, đoàn cộng, cộng đoàn
        assert_eq!(analysed.postings.len(), 6);
        let words: Vec<String> = analysed.words.iter().map(|&w| words::unpack(w)).collect();
        assert_eq!(words, ["cong", "doan"]);
    }
}
