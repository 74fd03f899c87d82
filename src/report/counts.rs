//! What is counted of a group of works, as a row of a table.

use super::code;
use super::document::Cell;
use super::tally::Work;
use crate::config::Kind;
use crate::diagnostics::Lang;

/// What is counted of a group: entries of each kind, all of them, posts, invented entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub by_kind: Vec<usize>,
    pub published: usize,
    pub posts: usize,
    pub invented: usize,
}

impl Counts {
    /// What is counted of some works in a year.
    pub fn of<'w, 'a: 'w>(
        works: impl IntoIterator<Item = &'w Work<'a>>,
        kinds: &[&Kind],
        year: i32,
    ) -> Counts {
        let mut counts = Counts {
            by_kind: vec![0; kinds.len()],
            ..Counts::default()
        };
        for work in works {
            counts.add(work, kinds, year);
        }
        counts
    }

    /// Counts one more.
    pub fn add(&mut self, work: &Work<'_>, kinds: &[&Kind], year: i32) {
        let dated = work.date.is_some_and(|d| d.year == year);
        if work.illustrative {
            self.invented += usize::from(dated);
            return;
        }
        self.posts += work.posts.len();
        if dated {
            self.published += 1;
            let place = kinds.iter().position(|k| k.folder == work.kind.folder);
            if let Some(n) = place.and_then(|at| self.by_kind.get_mut(at)) {
                *n += 1;
            }
        }
    }

    /// Whether a row of it would be empty.
    pub fn nothing(&self) -> bool {
        self.published + self.posts + self.invented == 0
    }

    /// A row of a table.
    pub fn row(&self, label: &str) -> Vec<Cell> {
        // One kind alone says what all say.
        let kinds: &[usize] = match self.by_kind.len() {
            1 => &[],
            _ => &self.by_kind,
        };
        let numbers = kinds
            .iter()
            .chain([&self.published, &self.posts, &self.invented]);
        std::iter::once(Cell::words(label))
            .chain(numbers.map(|n| Cell::Number(*n)))
            .collect()
    }
}

/// The heads of a table's columns; `kinds` apart where there are several.
pub(super) fn head(first: &str, kinds: &[&Kind], lang: Lang) -> Vec<String> {
    let mut head = vec![first.to_owned()];
    if kinds.len() > 1 {
        head.extend(kinds.iter().map(|k| k.label.get(code(lang)).to_owned()));
    }
    let last = lang.pick(
        ["Đã đăng", "Bài Facebook", "Minh họa"],
        ["Published", "Facebook posts", "Illustrative"],
    );
    head.extend(last.map(str::to_owned));
    head
}
