//! Labels of footnotes.

use std::collections::BTreeSet;

/// Labels differ neither by case nor by how much white space stands between their words.
pub(super) fn folded(label: &str) -> String {
    label
        .split_whitespace()
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Labels of what looks like footnotes in a whole page, so that its rich blocks can refer to them.
pub(super) fn of_footnotes(text: &str) -> BTreeSet<String> {
    let marks = memchr::memmem::find_iter(text.as_bytes(), "[^").map(|at| (at, at + "[^".len()));
    marks
        .filter(|&(at, _)| {
            text.get(..at).is_some_and(|before| {
                before.trim_end_matches(' ').ends_with(['\n', '>']) || at == 0
            })
        })
        .filter_map(|(_, after)| text.get(after..)?.split_once("]:"))
        .filter(|(label, _)| label.len() < 1000 && !label.contains(['\n', ']', '[']))
        .map(|(label, _)| folded(label))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_looks_like_a_footnote() {
        let labels = of_footnotes("[^a]: x\n\nb[^c]: y\n  [^Đ  e]: z\n> [^f]: g\n[^h] i");
        assert_eq!(
            labels.iter().map(String::as_str).collect::<Vec<_>>(),
            ["a", "f", "đ e"]
        );
    }
}
