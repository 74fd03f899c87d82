//! How alike two texts are: near-duplicates among entries and posts.
//!
//! A text is the set of its runs of three syllables (shingles), folded; likeness is the share of
//! shingles two texts have in common (Jaccard, Broder 1997). A fingerprint keeps only the smallest
//! hashes of the set, which is exact for short texts and within a few hundredths for long ones.

use super::fold::fold;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most hashes a fingerprint keeps.
const KEPT: usize = 256;
/// Syllables in a shingle.
const RUN: usize = 3;
/// The smallest hashes by which [`pairs`] looks for candidates.
const INDEXED: usize = 32;
/// A hash this many texts share is boilerplate and brings no candidates.
const COMMON: usize = 64;

/// The smallest hashes of a text's shingles, ascending. The same on every machine.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Fingerprint(Vec<u64>);

/// The fingerprint of a text. Capitals, marks, punctuation and spacing make no difference.
pub fn fingerprint(text: &str) -> Fingerprint {
    let folded = fold(text);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric() && !super::letter::is_khmer(c))
        .filter(|word| !word.is_empty())
        .collect();
    let run = RUN.min(words.len().max(1));
    let mut hashes: Vec<u64> = words.windows(run).map(hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes.truncate(KEPT);
    Fingerprint(hashes)
}

/// How alike two texts are, from 0 (nothing in common) to 1 (the same runs of words). Two empty
/// texts have nothing in common.
pub fn similarity(a: &Fingerprint, b: &Fingerprint) -> f64 {
    // Of the smallest hashes of both together, the share that both have.
    let (mut left, mut right) = (a.0.iter().peekable(), b.0.iter().peekable());
    let (mut seen, mut common) = (0u32, 0u32);
    let most = if a.0.len() < KEPT && b.0.len() < KEPT {
        2 * KEPT
    } else {
        KEPT
    };
    for _ in 0..most {
        let next = match (left.peek(), right.peek()) {
            (Some(&&l), Some(&&r)) => l.min(r),
            (Some(&&only), None) | (None, Some(&&only)) => only,
            (None, None) => break,
        };
        let in_left = left.next_if(|&&h| h == next).is_some();
        let in_right = right.next_if(|&&h| h == next).is_some();
        seen += 1;
        common += u32::from(in_left && in_right);
    }
    if seen == 0 {
        0.0
    } else {
        f64::from(common) / f64::from(seen)
    }
}

/// The pairs of texts that are at least so alike (0.5 and up is found reliably), as positions in the
/// list, in order. Grows with the number of likely pairs, not with the square of the texts.
pub fn pairs(prints: &[Fingerprint], least: f64) -> Vec<(usize, usize, f64)> {
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (i, print) in prints.iter().enumerate() {
        for &hash in print.0.iter().take(INDEXED) {
            holders.entry(hash).or_default().push(i);
        }
    }
    let mut candidates: Vec<(usize, usize)> = holders
        .values()
        .filter(|texts| texts.len() <= COMMON)
        .flat_map(|texts| {
            texts
                .iter()
                .enumerate()
                .flat_map(|(n, &a)| texts.iter().skip(n + 1).map(move |&b| (a, b)))
        })
        .collect();
    candidates.sort_unstable();
    candidates.dedup();
    candidates
        .into_iter()
        .filter_map(|(a, b)| {
            let alike = similarity(prints.get(a)?, prints.get(b)?);
            (alike >= least).then_some((a, b, alike))
        })
        .collect()
}

/// FNV-1a over the words, then mixed (the finaliser of MurmurHash3) so that the smallest hashes are a fair draw.
fn hash(words: &[&str]) -> u64 {
    let mut h: u64 = 0xcbf2_9ce4_8422_2325;
    for word in words {
        for byte in word.bytes().chain([b' ']) {
            h = (h ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    h = (h ^ (h >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    h = (h ^ (h >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ (h >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const STORY: &str = "Công đoàn cơ sở tổ chức đối thoại tại nơi làm việc mỗi quý một lần, \
        ghi lại ý kiến của công nhân và trả lời trong bảy ngày làm việc.";

    #[test]
    fn measures_likeness() {
        let story = fingerprint(STORY);
        assert_eq!(similarity(&story, &story), 1.0);
        assert_eq!(
            fingerprint("Công  đoàn – CƠ SỞ!"),
            fingerprint("cong doan co so")
        );
        let edited = fingerprint(&STORY.replace("bảy ngày", "mười ngày"));
        assert!((0.7..1.0).contains(&similarity(&story, &edited)));
        let other =
            fingerprint("Hướng dẫn đóng bảo hiểm y tế cho gia đình công nhân ở khu nhà trọ");
        assert!(similarity(&story, &other) < 0.1);
        assert_eq!(similarity(&fingerprint(""), &fingerprint("")), 0.0);
    }

    #[test]
    fn finds_pairs() {
        let prints: Vec<Fingerprint> = [
            STORY.to_owned(),
            "Một bài khác hẳn về an toàn vệ sinh lao động trong mùa nước nổi".to_owned(),
            STORY.replace("mỗi quý", "mỗi tháng"),
        ]
        .iter()
        .map(|text| fingerprint(text))
        .collect();
        let found = pairs(&prints, 0.5);
        assert_eq!(
            found.iter().map(|p| (p.0, p.1)).collect::<Vec<_>>(),
            [(0, 2)]
        );
    }

    #[test]
    fn is_the_same_on_every_machine() {
        assert_eq!(
            fingerprint("một hai ba"),
            Fingerprint(vec![hash(&["mot", "hai", "ba"])])
        );
        assert_eq!(hash(&["a"]), 0x4e0f_0bb0_752d_c290);
    }

    proptest! {
        #[test]
        fn is_symmetric_and_bounded(a in "[a-c ]{0,60}", b in "[a-c ]{0,60}", any in "\\PC*") {
            let (a, b, any) = (fingerprint(&a), fingerprint(&b), fingerprint(&any));
            prop_assert_eq!(similarity(&a, &b), similarity(&b, &a));
            prop_assert!((0.0..=1.0).contains(&similarity(&a, &any)));
        }
    }
}
