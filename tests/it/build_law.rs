//! Law 1 in `build`: after any sequence of edits, what an earlier build left (its output, its notes, its cache) shows
//! neither in the output nor in what is said.

use crate::edits::{ALL, Desk};
use crate::site::{NOW, Site, differences};
use proptest::prelude::*;
use proptest::sample::Index;
use satcoso::text::date::Instant;
use satcoso::{Outcome, build};
use std::path::Path;

const DAY: i64 = 86_400;

/// A build that takes nothing from an earlier one.
fn afresh(site: &Site, output: &Path) -> Outcome {
    let mut request = site.request(output);
    request.options.cache = None;
    build(&request, &|_, _| {})
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, max_shrink_iters: 60, ..ProptestConfig::default() })]
    #[test]
    fn a_build_after_edits_equals_a_clean_one(
        edits in proptest::collection::vec(
            (0..ALL.len(), any::<Index>(), any::<Index>(), 1u8..20, -400i64..400),
            1..12,
        )
    ) {
        let mut desk = Desk::new();
        desk.site.build();
        for (kind, which, other, n, days) in edits {
            desk.apply(ALL[kind], &which, &other, n);
            // Now and then time goes on, or somebody builds for another day.
            if days % 3 == 0 {
                desk.site.now = Instant(NOW.0 + days * DAY);
            }
            let before = desk.site.files();
            let warm = desk.site.try_build();
            let clean = tempfile::TempDir::new().unwrap();
            let cold = afresh(&desk.site, clean.path());
            prop_assert_eq!(&warm.diags, &cold.diags, "after {:?}", ALL[kind]);
            prop_assert_eq!(warm.report.is_some(), cold.report.is_some());
            let wanted = match &cold.report {
                Some(_) => crate::site::files(clean.path()),
                None => before,
            };
            let wrong = differences(&desk.site.files(), &wanted);
            prop_assert!(wrong.is_empty(), "{:?} after {:?}", wrong, ALL[kind]);
            if let (Some(warm), Some(cold)) = (&warm.report, &cold.report) {
                prop_assert_eq!(&warm.hash, &cold.hash);
            }
        }
    }
}

/// What a build says of how much it did.
fn made(outcome: &Outcome) -> (usize, usize) {
    let report = outcome.report.as_ref().unwrap();
    (report.made, report.written)
}

#[test]
fn what_was_kept_is_used_and_any_damage_of_it_is_noticed() {
    let site = Site::of("nho");
    site.build();
    let clean = site.files();
    let cache = site.root().join(".satcoso-cache");
    let kept = ["entries", "faultless"].map(|name| cache.join(name));
    let whole = kept.each_ref().map(|path| std::fs::read(path).unwrap());
    assert_eq!(made(&site.build()), (0, 0), "nothing has changed");

    // Entries are read from what was kept: a wrong title there, under a right sum, would show.
    let warm = site.try_build();
    let taken = |outcome: &Outcome| {
        let site = outcome.site.as_ref().unwrap();
        site.entries.iter().filter(|e| !e.whole).count()
    };
    assert_eq!(taken(&warm), warm.site.as_ref().unwrap().entries.len());
    site.edit("content/tai-lieu/bai-hai.md", "Nội dung", "Nội dung mới");
    let edited = site.try_build();
    assert_eq!(taken(&edited) + 1, taken(&warm));
    site.edit("content/tai-lieu/bai-hai.md", "Nội dung mới", "Nội dung");

    for (path, bytes) in kept.iter().zip(&whole) {
        for at in (0..bytes.len()).step_by(61) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x40;
            std::fs::write(path, &damaged).unwrap();
            let outcome = site.build();
            assert!(
                differences(&site.files(), &clean).is_empty(),
                "{path:?} at {at}"
            );
            assert_eq!(
                &std::fs::read(path).unwrap(),
                bytes,
                "mended after byte {at}"
            );
            drop(outcome);
        }
    }
    // A folder in its place: nothing can be kept, and nothing is lost.
    for path in &kept {
        std::fs::remove_file(path).unwrap();
        std::fs::create_dir(path).unwrap();
    }
    site.build();
    assert!(differences(&site.files(), &clean).is_empty());
}
