//! Words into lines. The renderer does not wrap text, so we do: measure with the theme's fonts, break at spaces and at
//! U+200B (Khmer is written without spaces), make the letters smaller until the lines fit their box, and end with an
//! ellipsis where even the smallest do not.

use super::fonts::Fonts;
use unicode_segmentation::UnicodeSegmentation;

/// Letters are made smaller in steps of so many pixels.
const STEP: f32 = 2.0;
/// Where a line may be broken besides at a space.
pub(super) const BREAK: char = '\u{200B}';

/// A box for text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// In pixels.
    pub width: f32,
    /// In pixels; no limit when 0.
    pub height: f32,
    /// Most lines.
    pub lines: usize,
    /// Largest letters, in pixels.
    pub largest: f32,
    /// Smallest letters, in pixels.
    pub smallest: f32,
    /// Distance of lines, in em.
    pub leading: f32,
}

/// Text that fits its box.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fitted {
    /// Lines, without break marks.
    pub lines: Vec<String>,
    /// Width of each, in pixels.
    pub widths: Vec<f32>,
    /// In pixels.
    pub size: f32,
    /// Whether something was left out.
    pub cut: bool,
}

/// How words are written.
pub(super) struct Hand<'a> {
    pub fonts: &'a Fonts,
    pub families: &'a [&'a str],
    pub weight: u16,
}

/// What cannot be broken, with its width.
#[derive(Clone, Debug)]
struct Word {
    text: String,
    width: f32,
    /// Whether a space stands before it, unless it begins a line.
    spaced: bool,
}

impl Hand<'_> {
    /// Fits a text into a box.
    ///
    /// # Errors
    /// The first letter that no font has.
    pub fn fit(&self, text: &str, room: Room) -> Result<Fitted, char> {
        let words = self.words(text)?;
        let space = self.width(" ")?;
        let sum = |words: &[Word]| line_width(words, space);
        let mut size = room.largest;
        loop {
            let widest = room.width / size;
            if let Some(lines) = break_lines(&words, widest, &sum)
                && lines.len() <= allowed(&room, size)
            {
                let lines = balance(&words, lines, widest, &sum);
                return Ok(finish(&lines, size, &sum, false));
            }
            if size <= room.smallest {
                return self.cut(words, space, room);
            }
            size = (size - STEP).max(room.smallest);
        }
    }

    /// With the smallest letters: words too long for a line are broken between letters, what does not fit is left out.
    fn cut(&self, words: Vec<Word>, space: f32, room: Room) -> Result<Fitted, char> {
        let sum = |words: &[Word]| line_width(words, space);
        let (size, widest) = (room.smallest, room.width / room.smallest);
        let mut pieces = Vec::new();
        for word in words {
            if word.width <= widest {
                pieces.push(word);
            } else {
                pieces.extend(self.pieces(&word, widest)?);
            }
        }
        let mut lines = break_lines(&pieces, widest, &sum).unwrap_or_default();
        let most = allowed(&room, size);
        let cut = lines.len() > most;
        if cut {
            lines.truncate(most);
            let last = lines.pop().unwrap_or_default();
            let last = self.ended(last.to_vec(), widest, &sum)?;
            lines.push(&last);
            return Ok(finish(&lines, size, &sum, true));
        }
        Ok(finish(&lines, size, &sum, false))
    }

    /// A line that ends with an ellipsis and still fits: words are left out from its end, of a last one letters.
    fn ended(
        &self,
        mut line: Vec<Word>,
        widest: f32,
        sum: &dyn Fn(&[Word]) -> f32,
    ) -> Result<Vec<Word>, char> {
        while let Some(word) = line.pop() {
            let mut kept = letters(&word.text);
            while !kept.is_empty() {
                let text = kept.concat();
                let text = format!("{}…", text.trim_end_matches([',', ';', ':', '.', '–', '-']));
                let width = self.width(&text)?;
                line.push(Word {
                    text,
                    width,
                    ..word
                });
                if sum(&line) <= widest {
                    return Ok(line);
                }
                line.pop();
                match line.is_empty() {
                    true => _ = kept.pop(),
                    false => break,
                }
            }
        }
        Ok(line)
    }

    fn width(&self, text: &str) -> Result<f32, char> {
        self.fonts.width(text, self.families, self.weight)
    }

    fn words(&self, text: &str) -> Result<Vec<Word>, char> {
        let mut words = Vec::new();
        for (i, spaced) in text
            .split([' ', '\n', '\t', '\r'])
            .filter(|w| !w.is_empty())
            .enumerate()
        {
            for (k, part) in spaced.split(BREAK).filter(|p| !p.is_empty()).enumerate() {
                words.push(Word {
                    text: part.to_owned(),
                    width: self.width(part)?,
                    spaced: i > 0 && k == 0,
                });
            }
        }
        Ok(words)
    }

    /// A word too long for a line, in pieces that fit; never inside what a reader takes for one letter.
    fn pieces(&self, word: &Word, widest: f32) -> Result<Vec<Word>, char> {
        let mut pieces: Vec<Word> = Vec::new();
        for letter in letters(&word.text) {
            if let Some(last) = pieces.last_mut() {
                let longer = format!("{}{letter}", last.text);
                let width = self.width(&longer)?;
                if width <= widest {
                    (last.text, last.width) = (longer, width);
                    continue;
                }
            }
            pieces.push(Word {
                text: letter.to_owned(),
                width: self.width(letter)?,
                spaced: pieces.is_empty() && word.spaced,
            });
        }
        Ok(pieces)
    }
}

/// What a reader takes for one letter: grapheme clusters, and Khmer letters with those written below them (U+17D2).
fn letters(text: &str) -> Vec<&str> {
    let mut out: Vec<&str> = Vec::new();
    let mut start = 0;
    for (at, cluster) in text.grapheme_indices(true) {
        let end = at + cluster.len();
        let joined = cluster.ends_with('\u{17D2}')
            || text.get(end..).is_some_and(|t| t.starts_with('\u{17D2}'));
        if !joined {
            out.extend(text.get(start..end));
            start = end;
        }
    }
    out.extend(text.get(start..).filter(|t| !t.is_empty()));
    out
}

/// How many lines of that size the box has room for; at least one.
fn allowed(room: &Room, size: f32) -> usize {
    let by_height = match room.height > 0.0 {
        true => (room.height / (size * room.leading) + 0.01) as usize,
        false => usize::MAX,
    };
    by_height.min(room.lines).max(1)
}

fn line_width(words: &[Word], space: f32) -> f32 {
    let spaces = words.iter().skip(1).filter(|w| w.spaced).count();
    words.iter().map(|w| w.width).sum::<f32>() + spaces as f32 * space
}

/// Greedy lines; `None` when a word alone is too wide.
fn break_lines<'w>(
    words: &'w [Word],
    widest: f32,
    sum: &dyn Fn(&[Word]) -> f32,
) -> Option<Vec<&'w [Word]>> {
    let (mut lines, mut start) = (Vec::new(), 0);
    for (i, word) in words.iter().enumerate() {
        if word.width > widest {
            return None;
        }
        if i > start && sum(words.get(start..=i)?) > widest {
            lines.push(words.get(start..i)?);
            start = i;
        }
    }
    lines.extend(words.get(start..).filter(|l| !l.is_empty()));
    Some(lines)
}

/// As many lines, but as even as they can be: the narrowest width that needs no more of them.
fn balance<'w>(
    words: &'w [Word],
    lines: Vec<&'w [Word]>,
    widest: f32,
    sum: &dyn Fn(&[Word]) -> f32,
) -> Vec<&'w [Word]> {
    let count = lines.len();
    let (mut low, mut high, mut best) = (0.0, widest, lines);
    for _ in 0..12 {
        let middle = (low + high) / 2.0;
        match break_lines(words, middle, sum) {
            Some(lines) if lines.len() == count => (high, best) = (middle, lines),
            _ => low = middle,
        }
    }
    best
}

fn finish(lines: &[&[Word]], size: f32, sum: &dyn Fn(&[Word]) -> f32, cut: bool) -> Fitted {
    let text = |line: &&[Word]| {
        let mut out = String::new();
        for (i, word) in line.iter().enumerate() {
            if i > 0 && word.spaced {
                out.push(' ');
            }
            out.push_str(&word.text);
        }
        out
    };
    Fitted {
        lines: lines.iter().map(text).collect(),
        widths: lines.iter().map(|l| sum(l) * size).collect(),
        size,
        cut,
    }
}
