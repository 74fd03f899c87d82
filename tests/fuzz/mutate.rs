//! Changing inputs at random, the same way for the same seed.

pub struct Mutator {
    state: u64,
    words: &'static [&'static str],
}

const ODD: &[&str] = &[
    "\0",
    "\u{80}",
    "\u{feff}",
    "\u{200b}",
    "\u{301}",
    "\u{202e}",
    "đ",
    "Ắ",
    "ខ្មែរ",
    "🙂",
    "\r\n",
    "\r",
    "\n\n",
    "\t",
    "  ",
    "\u{85}",
    "\u{2028}",
    "<",
    ">",
    "\"",
    "'",
    "&",
    "&#0;",
    "%",
    "%00",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    ":",
    "- ",
    "---\n",
    "\\",
    "/",
    "../",
    "0",
    "-1",
    "9999999999999999999",
    "1e999",
    "\u{ffff}",
];

impl Mutator {
    pub fn new(seed: u64, words: &'static [&'static str]) -> Self {
        Self {
            state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
            words,
        }
    }

    fn below(&mut self, n: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state % n.max(1) as u64) as usize
    }

    fn word(&mut self) -> &'static [u8] {
        let own = !self.words.is_empty() && self.below(4) > 0;
        let list = if own { self.words } else { ODD };
        list[self.below(list.len())].as_bytes()
    }

    fn range(&mut self, len: usize, most: usize) -> std::ops::Range<usize> {
        let start = self.below(len + 1);
        let room = (len - start).min(most);
        start..start + self.below(room + 1)
    }

    /// A new input from some of the pool, of at most `limit` bytes.
    pub fn next(&mut self, pool: &[Vec<u8>], limit: usize) -> Vec<u8> {
        let mut out = pool[self.below(pool.len())].clone();
        for _ in 0..=self.below(6) {
            let len = out.len();
            match self.below(12) {
                0 if len > 0 => {
                    let at = self.below(len);
                    out[at] = self.below(256) as u8;
                }
                1 if len > 0 => {
                    let at = self.below(len);
                    out[at] ^= 1 << self.below(8);
                }
                2 => {
                    let range = self.range(len, 64);
                    out.drain(range);
                }
                3 => {
                    // A part again, many times: what nests, nests deep.
                    let range = self.range(len, 24);
                    let part = out[range.clone()].to_vec();
                    let times = [2, 8, 64, 500, 3000][self.below(5)];
                    let room = limit.saturating_sub(len) / part.len().max(1);
                    let at = range.end;
                    out.splice(at..at, part.repeat(times.min(room)));
                }
                4 => {
                    let other = &pool[self.below(pool.len())];
                    let from = self.range(other.len(), 400);
                    let to = self.range(len, 100);
                    out.splice(to, other[from].iter().copied());
                }
                5 => {
                    let word = self.word();
                    let times = [1, 2, 40, 1000][self.below(4)];
                    let at = self.below(len + 1);
                    let room = limit.saturating_sub(len) / word.len().max(1);
                    out.splice(at..at, word.repeat(times.min(room)));
                }
                6 => out.truncate(self.below(len + 1)),
                7 => {
                    // A line to another place.
                    let lines: Vec<&[u8]> = out.split_inclusive(|b| *b == b'\n').collect();
                    let (from, to) = (self.below(lines.len()), self.below(lines.len() + 1));
                    let line = lines.get(from).map_or(Vec::new(), |l| l.to_vec());
                    let at: usize = lines[..to].iter().map(|l| l.len()).sum();
                    out.splice(at..at, line);
                }
                _ => {
                    let word = self.word();
                    let range = self.range(len, 6);
                    let range = if self.below(2) == 0 {
                        range.start..range.start
                    } else {
                        range
                    };
                    out.splice(range, word.iter().copied());
                }
            }
        }
        out.truncate(limit);
        out
    }
}
