//! Ids of headings, unique in the page.

use crate::text::slug::slugify;
use std::collections::BTreeMap;

/// What a heading without letters is called.
const NAMELESS: &str = "muc";

/// The ids given so far. A tree: for the few that a page has, hashing takes longer than comparing.
#[derive(Default)]
pub(super) struct Ids(BTreeMap<String, u32>);

impl Ids {
    /// An id for a heading's words: `thu-tuc`, then `thu-tuc-2`, `thu-tuc-3`.
    pub(super) fn of_words(&mut self, words: &str) -> String {
        let slug = slugify(words);
        self.unique(if slug.is_empty() {
            NAMELESS.to_owned()
        } else {
            slug
        })
    }

    /// The id as wished, with a number where it is given already.
    pub(super) fn unique(&mut self, wish: String) -> String {
        // Footnotes have ids of this form.
        let wish = if is_footnote(&wish) {
            format!("{NAMELESS}-{wish}")
        } else {
            wish
        };
        let Some(count) = self.0.get_mut(&wish) else {
            self.0.insert(wish.clone(), 1);
            return wish;
        };
        let mut number = *count + 1;
        let mut id = format!("{wish}-{number}");
        while self.0.contains_key(&id) {
            number += 1;
            id = format!("{wish}-{number}");
        }
        self.0.insert(wish, number);
        self.0.insert(id.clone(), 1);
        id
    }
}

fn is_footnote(id: &str) -> bool {
    ["fn-", "fnref-"].into_iter().any(|prefix| {
        id.strip_prefix(prefix)
            .is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit() || b == b'-'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique() {
        let mut ids = Ids::default();
        let given: Vec<String> = [
            "Thủ tục",
            "Thủ tục",
            "Thủ tục 2",
            "Thu tuc",
            "🎉",
            "…",
            "fn 1",
        ]
        .iter()
        .map(|w| ids.of_words(w))
        .collect();
        assert_eq!(
            given,
            [
                "thu-tuc",
                "thu-tuc-2",
                "thu-tuc-2-2",
                "thu-tuc-3",
                "muc",
                "muc-2",
                "muc-fn-1"
            ]
        );
    }
}
