//! One document → its postings, without knowing the other documents: the parallel, cacheable step.

use super::hash;
use super::index::SearchDoc;
use super::letters::Letters;
use super::tokens::Tokenizer;

/// Where a key occurs in a document, the best place counting.
const BODY: u64 = 0;
const OFTEN: u64 = 1;
const HEADING: u64 = 2;
const TITLE: u64 = 3;

/// From how many occurrences in the body a key counts as what the document is about.
const MANY: usize = 3;

/// Body tokens beyond this are not indexed (a book pasted into one entry would fill every shard).
const MOST_TOKENS: usize = 50_000;

/// Longest token kept for completing and mending what is typed.
const LONGEST_WORD: usize = 12;

/// What the index needs of one document. Depends on the document and the language alone, so it may be kept
/// between builds for as long as the document does not change.
#[derive(Debug, Clone, Default)]
pub struct Analysed {
    /// Sorted: hash of the key (32 bits), spelling (16), weight (2, in the low bits of 16).
    pub(super) postings: Vec<u64>,
    /// The document's distinct words of Latin letters, folded, each followed by a space.
    pub(super) words: String,
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
            postings: Vec::with_capacity(doc.body.len() / 2 + 64),
            words: String::new(),
            seen: vec![0; SEEN],
        };
        reader.read(&doc.title, TITLE);
        for text in doc.headings.iter().chain(&doc.terms) {
            reader.read(text, HEADING);
        }
        reader.read(&doc.summary, HEADING);
        reader.read(&doc.body, BODY);
        Analysed {
            postings: condense(reader.postings),
            words: reader.words,
        }
    }
}

/// Slots that remember which words were seen; two words that share a slot are at worst written again.
const SEEN: usize = 1 << 10;

struct Reader<'a> {
    tokenizer: Tokenizer<'a>,
    postings: Vec<u64>,
    words: String,
    seen: Vec<u32>,
}

impl Reader<'_> {
    fn read(&mut self, text: &str, place: u64) {
        let Reader {
            tokenizer,
            postings,
            words,
            seen,
        } = self;
        let mut before = (0, 0);
        let mut left = MOST_TOKENS;
        tokenizer.each(text, |token, units| {
            if left == 0 {
                return;
            }
            left -= 1;
            postings.push(posting(token.hash, u64::from(token.spelling), place));
            if !token.parted {
                let (hash, spelling): (u32, u8) = before;
                let spelling = u64::from(spelling) << 8 | u64::from(token.spelling);
                postings.push(posting(hash::pair(hash, token.hash), spelling, place));
            }
            before = (token.hash, token.spelling);
            if let Some(slot) = seen.get_mut(token.hash as usize % SEEN)
                && *slot != token.hash
            {
                *slot = token.hash;
                push_word(words, units);
            }
        });
    }
}

fn push_word(words: &mut String, units: &[u16]) {
    let latin = |unit: &u16| (u16::from(b'a')..=u16::from(b'z')).contains(unit);
    if units.len() <= LONGEST_WORD && units.iter().all(latin) {
        words.extend(units.iter().map(|&unit| char::from(unit as u8)));
        words.push(' ');
    }
}

fn posting(hash: u32, spelling: u64, place: u64) -> u64 {
    u64::from(hash) << 32 | spelling << 16 | place
}

/// One posting per key and spelling, with its weight.
fn condense(mut postings: Vec<u64>) -> Vec<u64> {
    postings.sort_unstable();
    let mut kept = 0;
    let mut run = 0;
    for i in 0..postings.len() {
        let Some(&here) = postings.get(i) else { break };
        run += 1;
        if postings
            .get(i + 1)
            .is_some_and(|next| next >> 16 == here >> 16)
        {
            continue;
        }
        // Sorted, so the last of the run has the best place.
        let often = here & 0xFFFF == BODY && run >= MANY;
        if let Some(slot) = postings.get_mut(kept) {
            *slot = if often { here | OFTEN } else { here };
        }
        kept += 1;
        run = 0;
    }
    postings.truncate(kept);
    postings.shrink_to_fit();
    postings
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
        assert_eq!(analysed.words, "cong doan ");
    }
}
