//! “Did you mean …?”: the nearest known word.

use super::fold::fold;

/// The candidate nearest to a word, or `None` when none is near enough. Compared without marks and
/// capitals, `-`, `_` and spaces alike; a missing mark counts less than a wrong letter. Among equals the
/// first candidate wins.
///
/// Near enough means one slip (a letter missing, added, changed, or two swapped) in words of three
/// to five letters, two up to eight, and a third of the letters in longer words.
pub fn nearest<'a, S>(word: &str, candidates: impl IntoIterator<Item = &'a S>) -> Option<&'a str>
where
    S: AsRef<str> + ?Sized + 'a,
{
    let folded = bare(word);
    let exact: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    candidates
        .into_iter()
        .map(AsRef::as_ref)
        .filter_map(|candidate| {
            let other = bare(candidate);
            let slips = distance(&folded, &other);
            if slips > allowed(folded.len().max(other.len())) {
                return None;
            }
            let written: Vec<char> = candidate.chars().flat_map(char::to_lowercase).collect();
            Some(((slips, distance(&exact, &written)), candidate))
        })
        .min_by_key(|&(slips, _)| slips)
        .map(|(_, candidate)| candidate)
}

fn allowed(letters: usize) -> usize {
    match letters {
        0..=2 => 0,
        3..=5 => 1,
        6..=8 => 2,
        longer => longer / 3,
    }
}

fn bare(text: &str) -> Vec<char> {
    fold(text.trim())
        .chars()
        .map(|c| if matches!(c, '_' | ' ') { '-' } else { c })
        .collect()
}

/// The Damerau–Levenshtein distance (optimal string alignment): the number of letters added,
/// removed, changed or swapped with their neighbour.
pub fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &ca) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        let mut left = i + 1;
        row.push(left);
        let mut previous_b = None;
        for (j, (&cb, pair)) in b.iter().zip(last.windows(2)).enumerate() {
            let [diagonal, above] = *pair else { continue };
            let mut best = (above + 1)
                .min(left + 1)
                .min(diagonal + usize::from(ca != cb));
            let previous_a = i.checked_sub(1).and_then(|i| a.get(i)).copied();
            if previous_a == Some(cb) && previous_b == Some(ca) && ca != cb {
                let swapped = j.checked_sub(1).and_then(|j| before.get(j));
                best = best.min(swapped.map_or(best, |d| d + 1));
            }
            row.push(best);
            left = best;
            previous_b = Some(cb);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(a.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn finds_what_was_meant() {
        let fields = [
            "title",
            "summary",
            "cover",
            "tags",
            "workplace_type",
            "don-vi",
            "tai-lieu",
        ];
        for (word, want) in [
            ("titel", Some("title")),
            ("Title", Some("title")),
            ("sumary", Some("summary")),
            ("summmary", Some("summary")),
            ("tag", Some("tags")),
            ("workplace type", Some("workplace_type")),
            ("đơn vị", Some("don-vi")),
            ("tài liệu", Some("tai-lieu")),
            ("colour", None),
            ("xyz", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, fields), want, "{word}");
        }
    }

    #[test]
    fn marks_decide_among_equals() {
        let owned = vec!["cộng đoàn".to_owned(), "công đoàn".to_owned()];
        assert_eq!(nearest("công đòan", &owned), Some("công đoàn"));
    }

    #[test]
    fn distances() {
        let d = |a: &str, b: &str| {
            distance(
                &a.chars().collect::<Vec<_>>(),
                &b.chars().collect::<Vec<_>>(),
            )
        };
        assert_eq!(d("", ""), 0);
        assert_eq!(d("abc", ""), 3);
        assert_eq!(d("", "abc"), 3);
        assert_eq!(d("abcd", "acbd"), 1);
        assert_eq!(d("kitten", "sitting"), 3);
    }

    proptest! {
        #[test]
        fn is_symmetric_and_bounded(a in "[a-d]{0,8}", b in "[a-d]{0,8}") {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            let d = distance(&a, &b);
            prop_assert_eq!(d, distance(&b, &a));
            prop_assert!(d <= a.len().max(b.len()) && d >= a.len().abs_diff(b.len()));
            prop_assert_eq!(d == 0, a == b);
        }
    }
}
