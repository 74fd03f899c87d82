//! Range requests (RFC 9110, section 14): players and download managers ask for parts of a file.

use std::ops::Range;

/// What a `Range` header asks of a body of some length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The whole: no range, one of another unit, several, or one that is not well formed, all of which may be ignored.
    Whole,
    /// These bytes.
    Part(Range<usize>),
    /// Bytes that there are not.
    Beyond,
}

/// Reads a `Range` header.
pub fn asked(header: Option<&str>, len: usize) -> Asked {
    let Some(wanted) = header.and_then(|h| h.trim().strip_prefix("bytes=")) else {
        return Asked::Whole;
    };
    let Some((first, last)) = wanted.trim().split_once('-') else {
        return Asked::Whole;
    };
    let (first, last) = (first.trim(), last.trim());
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if !digits(first) || !digits(last) || first.is_empty() && last.is_empty() {
        return Asked::Whole;
    }
    // Numbers too large for this machine are beyond any body.
    let number = |s: &str| s.parse::<usize>().unwrap_or(usize::MAX);
    if first.is_empty() {
        return match number(last).min(len) {
            0 => Asked::Beyond,
            n => Asked::Part(len - n..len),
        };
    }
    let from = number(first);
    let to = if last.is_empty() {
        usize::MAX
    } else {
        number(last)
    };
    if to < from {
        return Asked::Whole;
    }
    if from >= len {
        return Asked::Beyond;
    }
    Asked::Part(from..to.saturating_add(1).min(len))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn parts_are_cut_as_asked() {
        for (header, want) in [
            (None, Asked::Whole),
            (Some("bytes=0-3"), Asked::Part(0..4)),
            (Some("bytes=4-"), Asked::Part(4..10)),
            (Some("bytes=-4"), Asked::Part(6..10)),
            (Some("bytes=-40"), Asked::Part(0..10)),
            (Some("bytes=8-99999999999999999999999"), Asked::Part(8..10)),
            (Some("bytes=10-"), Asked::Beyond),
            (Some("bytes=-0"), Asked::Beyond),
            (Some("bytes=5-2"), Asked::Whole),
            (Some("bytes=0-1,4-5"), Asked::Whole),
            (Some("bytes=-"), Asked::Whole),
            (Some("lines=1-2"), Asked::Whole),
        ] {
            assert_eq!(asked(header, 10), want, "{header:?}");
        }
    }

    proptest! {
        #[test]
        fn no_header_asks_past_the_end(header in "bytes=[0-9-]{0,12}", len in 0usize..50) {
            if let Asked::Part(part) = asked(Some(&header), len) {
                prop_assert!(part.start < part.end && part.end <= len);
            }
        }
    }
}
