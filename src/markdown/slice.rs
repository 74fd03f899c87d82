use std::borrow::Cow;
use std::ops::Range;

/// A stretch of Markdown to parse, and where its bytes stand in the file. The body of a rich block inside a list or
/// quotation is not one stretch of the file: its lines have lost what stands before them.
pub(super) struct Slice<'a> {
    text: Cow<'a, str>,
    /// First byte of `text` that counts.
    start: usize,
    places: Places,
}

enum Places {
    /// The text stands in the file as it is, this many bytes further on.
    Shift(usize),
    /// Pieces in order.
    Runs(Vec<Run>),
}

#[derive(Clone)]
struct Run {
    at: usize,
    len: usize,
    file: Range<usize>,
}

/// A part of a piece of text, and where it stands in the file.
struct Part {
    start: usize,
    end: usize,
    file: Range<usize>,
}

impl Part {
    fn len(&self) -> usize {
        self.end - self.start
    }
}

impl<'a> Slice<'a> {
    /// A range of the file's text; out of bounds it is empty.
    pub(super) fn of_file(text: &'a str, range: Range<usize>) -> Self {
        let places = Places::Shift(range.start);
        Self {
            text: Cow::Borrowed(text.get(range).unwrap_or_default()),
            start: 0,
            places,
        }
    }

    /// Pieces of a slice's text, one after the other, each with the range of the slice it comes from.
    pub(super) fn of_pieces<'p>(
        outer: &'a Slice<'_>,
        pieces: impl Iterator<Item = (&'p str, Range<usize>)>,
    ) -> Self {
        let pieces: Vec<_> = pieces.collect();
        if let (Some((_, first)), Some((_, last))) = (pieces.first(), pieces.last()) {
            let whole = first.start..last.end;
            let len: usize = pieces.iter().map(|(text, _)| text.len()).sum();
            if let Some(text) = outer
                .text()
                .get(whole.clone())
                .filter(|text| text.len() == len)
                && let Places::Shift(shift) = outer.places
            {
                let places = Places::Shift(shift + outer.start + whole.start);
                return Self {
                    text: Cow::Borrowed(text),
                    start: 0,
                    places,
                };
            }
        }
        let mut text = String::new();
        let mut runs = Vec::with_capacity(pieces.len());
        for (piece, range) in pieces {
            for part in outer.parts(range, piece.len()) {
                runs.push(Run {
                    at: text.len() + part.start,
                    len: part.len(),
                    file: part.file,
                });
            }
            text.push_str(piece);
        }
        Self {
            text: Cow::Owned(text),
            start: 0,
            places: Places::Runs(runs),
        }
    }

    /// The parts of a range that lie in one stretch of the file each. `len` is what the text made of it has; where that
    /// is another length than the range's, the parts are not told apart.
    fn parts(&self, range: Range<usize>, len: usize) -> Vec<Part> {
        let runs = match &self.places {
            Places::Runs(runs) if len == range.len() && len > 0 => runs,
            _ => {
                return vec![Part {
                    start: 0,
                    end: len,
                    file: self.place(range),
                }];
            }
        };
        let (from, to) = (range.start + self.start, range.end + self.start);
        let first = runs.partition_point(|run| run.at + run.len <= from);
        let overlapping = runs.iter().skip(first).take_while(|run| run.at < to);
        overlapping
            .map(|run| {
                let (start, end) = (run.at.max(from), (run.at + run.len).min(to));
                let file = self.place(start - self.start..end - self.start);
                Part {
                    start: start - from,
                    end: end - from,
                    file,
                }
            })
            .collect()
    }

    /// The text.
    pub(super) fn text(&self) -> &str {
        self.text.get(self.start..).unwrap_or_default()
    }

    /// Leaves out the first bytes of the text.
    pub(super) fn skip(mut self, bytes: usize) -> Self {
        self.start = (self.start + bytes).min(self.text.len());
        self
    }

    /// Where a range of the text stands in the file.
    pub(super) fn place(&self, range: Range<usize>) -> Range<usize> {
        let (start, end) = (
            range.start + self.start,
            range.end.max(range.start) + self.start,
        );
        let runs = match &self.places {
            Places::Shift(shift) => return start + shift..end + shift,
            Places::Runs(runs) => runs,
        };
        let Some(first) = run_before(runs, start) else {
            return 0..0;
        };
        let from = match start - first.at {
            into if first.len == first.file.len() => first.file.start + into,
            0 => first.file.start,
            _ => first.file.end,
        };
        if end <= start {
            return from..from;
        }
        let last = run_before(runs, end - 1).unwrap_or(first);
        let to = if last.len == last.file.len() {
            last.file.start + (end - last.at)
        } else {
            last.file.end
        };
        from..to.max(from)
    }

    /// The range of the file that the text is, when it is one.
    pub(super) fn in_one_piece(&self) -> Option<Range<usize>> {
        match self.places {
            Places::Shift(_) => Some(self.place(0..self.text().len())),
            Places::Runs(_) => None,
        }
    }

    /// Where a range of the text stands in the file, as a document keeps it.
    pub(super) fn place32(&self, range: Range<usize>) -> Range<u32> {
        let place = self.place(range);
        clamp32(place.start)..clamp32(place.end)
    }
}

/// Offsets past 4 GiB are clamped; no source file may be that large.
pub(super) fn clamp32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The last run that starts at or before a byte.
fn run_before(runs: &[Run], at: usize) -> Option<&Run> {
    let after = runs.partition_point(|run| run.at <= at);
    runs.get(after.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_lines_without_their_prefix() {
        let file = "---\n> ab\n>  cd\n";
        let quote = Slice::of_file(file, 4..file.len());
        let inner = Slice::of_pieces(&quote, [("ab\n", 2..5), (" cd\n", 7..11)].into_iter());
        assert_eq!(inner.text(), "ab\n cd\n");
        assert_eq!(&file[inner.place(0..2)], "ab");
        assert_eq!(&file[inner.place(4..6)], "cd");
        assert_eq!(
            &file[inner.place(0..3)],
            "ab\n",
            "the end does not run into the next line's prefix"
        );
        assert_eq!(&file[inner.skip(4).place(0..2)], "cd");
    }

    #[test]
    fn adjoining_pieces_are_one_stretch() {
        let file = "xxabcd";
        let outer = Slice::of_file(file, 2..6);
        let inner = Slice::of_pieces(&outer, [("ab", 0..2), ("cd", 2..4)].into_iter());
        assert!(matches!(inner.text, Cow::Borrowed("abcd")));
        assert_eq!(inner.place(2..4), 4..6);
    }
}
