//! Making everything and writing nothing, for `check`.

use super::execute::{Progress, SHARE};
use super::report::{Report, made_hash};
use crate::checks::Pages;
use crate::diagnostics::Diags;
use crate::outputs::{Plan, World};
use crate::source::fingerprint;
use rayon::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// A file that could be written: route, hash, size.
type File = (String, u128, u64);

/// Makes every route and writes nothing.
///
/// # Errors
/// All diagnostics of the failed recipes.
pub fn rehearse(world: &World, plan: &Plan, progress: Progress) -> Result<(Report, Diags), Diags> {
    let routes: Vec<_> = plan.iter().collect();
    let pages = Pages::new(world);
    let count = AtomicUsize::new(0);
    let mut made: Vec<Result<(Vec<File>, Diags), Diags>> = routes
        .par_iter()
        .with_max_len(SHARE)
        .map_init(Vec::new, |buffer, (route, planned)| {
            buffer.clear();
            let said = planned.recipe.make(world, buffer).and_then(|mut said| {
                said.extend(pages.check(world, route.as_str(), &planned.origin, buffer));
                if said.has_errors() {
                    Err(said)
                } else {
                    Ok(said)
                }
            });
            progress(count.fetch_add(1, Relaxed) + 1, routes.len());
            said.map(|said| {
                (
                    vec![(
                        route.as_str().to_owned(),
                        fingerprint(buffer),
                        buffer.len() as u64,
                    )],
                    said,
                )
            })
        })
        .collect();
    let bundles: Vec<_> = plan.bundles().collect();
    made.par_extend(bundles.par_iter().map(|(folder, planned)| {
        planned.bundle.make(world).map(|(files, said)| {
            let file = |(name, bytes): (String, Vec<u8>)| {
                (
                    format!("{folder}{name}"),
                    fingerprint(&bytes),
                    bytes.len() as u64,
                )
            };
            (files.into_iter().map(file).collect(), said)
        })
    }));
    let (mut all, mut files, mut failed) = (Diags::new(), Vec::new(), false);
    for one in made {
        match one {
            Ok((made, said)) => {
                files.extend(made);
                all.extend(said);
            }
            Err(faults) => {
                failed = true;
                all.extend(faults);
            }
        }
    }
    if failed {
        return Err(all);
    }
    files.sort();
    let mut report = Report {
        files: files.len(),
        made: routes.len(),
        ..Report::default()
    };
    files
        .iter()
        .for_each(|(route, _, len)| report.count(route, *len));
    report.hash = made_hash(files.iter().map(|(route, hash, _)| (route.as_str(), *hash)));
    Ok((report, all))
}
