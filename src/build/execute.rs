//! The executor: it knows no kinds of output, only recipes and keys.

use super::faults;
use super::manifest::{Manifest, Written};
use super::report::{Report, made_hash};
use super::transaction::Transaction;
use crate::checks::Pages;
use crate::diagnostics::Diags;
use crate::outputs::{Key, Plan, Planned, PlannedBundle, World};
use crate::source::fingerprint;
use rayon::prelude::*;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Routes that one thread takes on at once: few, so that all threads are done at about the same time.
pub(super) const SHARE: usize = 32;

/// Told how far the making has come: routes done, routes in all.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// How one file came out.
enum Done {
    /// As it stands in the output.
    Same(Written),
    /// New or different: staged.
    Changed(Written),
    Failed,
}

/// A file of the site, how it came out, and what was said about it.
struct Settled {
    route: String,
    done: Done,
    said: Diags,
}

/// Makes every route of the plan and writes what changed into `output`. Nothing is written when anything fails.
///
/// # Errors
/// All diagnostics of the failed recipes, or the file operation that failed.
pub fn run(
    world: &World,
    plan: &Plan,
    output: &Path,
    progress: Progress,
) -> Result<(Report, Diags), Diags> {
    let transaction = Transaction::begin(output).map_err(Diags::from)?;
    if let Err(fault) = transaction.prepare(plan.iter().map(|(r, _)| r.as_str())) {
        transaction.abandon();
        return Err(fault.into());
    }
    let executor = Executor {
        world,
        transaction: &transaction,
        pages: Pages::new(world),
        made: AtomicUsize::new(0),
    };
    let mut after = Manifest::default();
    let count = AtomicUsize::new(0);
    let routes: Vec<_> = plan.iter().collect();
    let mut settled: Vec<Settled> = routes
        .par_iter()
        .with_max_len(SHARE)
        .map_init(Vec::new, |buffer, (route, planned)| {
            let settled = executor.route(route.as_str(), planned, buffer);
            progress(count.fetch_add(1, Relaxed) + 1, routes.len());
            settled
        })
        .collect();
    let bundles: Vec<_> = plan.bundles().collect();
    let bundles: Vec<_> = bundles
        .par_iter()
        .map(|(folder, planned)| (*folder, executor.bundle(folder, planned)))
        .collect();
    for (folder, (key, files)) in bundles {
        after.bundles.insert(folder.to_owned(), (key, files.len()));
        settled.extend(files);
    }
    let made = executor.made.into_inner();
    finish(transaction, settled, after, made)
}

struct Executor<'a> {
    world: &'a World,
    transaction: &'a Transaction,
    pages: Pages,
    made: AtomicUsize,
}

impl Executor<'_> {
    fn route(&self, route: &str, planned: &Planned, buffer: &mut Vec<u8>) -> Settled {
        let mut key = Key::new();
        planned.recipe.key(self.world, &mut key);
        let key = key.finish();
        if let Some(before) = self
            .transaction
            .intact(route)
            .filter(|b| b.key == key && !b.warned)
        {
            return Settled {
                route: route.to_owned(),
                done: Done::Same(before.clone()),
                said: Diags::new(),
            };
        }
        buffer.clear();
        self.made.fetch_add(1, Relaxed);
        let looked_at = planned
            .recipe
            .make(self.world, buffer)
            .and_then(|mut said| {
                said.extend(self.pages.check(self.world, route, &planned.origin, buffer));
                if said.has_errors() {
                    Err(said)
                } else {
                    Ok(said)
                }
            });
        match looked_at {
            Ok(said) => self.settle(route, key, buffer, said, &planned.origin),
            Err(said) => Settled {
                route: route.to_owned(),
                done: Done::Failed,
                said,
            },
        }
    }

    /// The bundle's key and files.
    fn bundle(&self, folder: &str, planned: &PlannedBundle) -> (u128, Vec<Settled>) {
        let mut key = Key::new();
        planned.bundle.key(self.world, &mut key);
        let key = key.finish();
        if let Some(same) = self.whole_bundle(folder, key) {
            return (key, same);
        }
        self.made.fetch_add(1, Relaxed);
        match planned.bundle.make(self.world) {
            Ok((files, said)) => {
                // What was said of the bundle stays with its first file, so that it is said again in the next build.
                let settle = |(at, (name, bytes)): (usize, (String, Vec<u8>))| {
                    let said = if at == 0 { said.clone() } else { Diags::new() };
                    self.settle(
                        &format!("{folder}{name}"),
                        key,
                        &bytes,
                        said,
                        &planned.origin,
                    )
                };
                let files = files.into_par_iter().enumerate().map(settle).collect();
                (key, files)
            }
            Err(said) => (
                key,
                vec![Settled {
                    route: folder.to_owned(),
                    done: Done::Failed,
                    said,
                }],
            ),
        }
    }

    /// All files of a bundle, if the last build made it with the same key and every file stands as it was written.
    fn whole_bundle(&self, folder: &str, key: u128) -> Option<Vec<Settled>> {
        let before = &self.transaction.before;
        let count = before.bundles.get(folder).filter(|(k, _)| *k == key)?.1;
        let below = before
            .files
            .range(folder.to_owned()..)
            .take_while(|(route, _)| route.starts_with(folder));
        let names: Vec<(&String, &Written)> = below.collect();
        let whole = names.len() == count && names.iter().all(|(_, w)| w.key == key && !w.warned);
        let intact = whole
            && names
                .par_iter()
                .all(|(route, _)| self.transaction.intact(route).is_some());
        let same = |(route, written): (&String, &Written)| Settled {
            route: route.clone(),
            done: Done::Same(written.clone()),
            said: Diags::new(),
        };
        intact.then(|| names.into_iter().map(same).collect())
    }

    /// Compares bytes with what stands in the output and stages them if they differ.
    fn settle(&self, route: &str, key: u128, bytes: &[u8], said: Diags, origin: &str) -> Settled {
        let hash = fingerprint(bytes);
        let warned = !said.is_empty();
        let settled = |done, said| Settled {
            route: route.to_owned(),
            done,
            said,
        };
        if let Some(before) = self.transaction.intact(route).filter(|b| b.hash == hash) {
            return settled(
                Done::Same(Written {
                    key,
                    warned,
                    ..before.clone()
                }),
                said,
            );
        }
        match self.transaction.stage(route, bytes) {
            Err(fault) => settled(Done::Failed, fault.into()),
            Ok(_) if self.transaction.is_foreign(route) => {
                settled(Done::Failed, faults::foreign(route, origin).into())
            }
            Ok(staged) => {
                let (len, modified) = (staged.len, staged.modified);
                settled(
                    Done::Changed(Written {
                        key,
                        hash,
                        len,
                        modified,
                        warned,
                    }),
                    said,
                )
            }
        }
    }
}

fn finish(
    transaction: Transaction,
    settled: Vec<Settled>,
    mut after: Manifest,
    made: usize,
) -> Result<(Report, Diags), Diags> {
    let (mut staged, mut said) = (Vec::new(), Diags::new());
    let mut report = Report {
        files: settled.len(),
        made,
        ..Report::default()
    };
    let mut failed = false;
    let mut files = Vec::with_capacity(settled.len());
    for file in settled {
        said.extend(file.said);
        let written = match file.done {
            Done::Failed => {
                failed = true;
                continue;
            }
            Done::Same(written) => {
                report.unchanged += 1;
                written
            }
            Done::Changed(written) => {
                report.written += 1;
                staged.push(file.route.clone());
                written
            }
        };
        report.count(&file.route, written.len);
        files.push((file.route, written));
    }
    // Nearly in order already: that makes a tree much faster than one after the other.
    after.files = files.into_iter().collect();
    if failed {
        transaction.abandon();
        return Err(said);
    }
    report.hash = made_hash(
        after
            .files
            .iter()
            .map(|(route, w)| (route.as_str(), w.hash)),
    );
    match transaction.commit(&staged, &after) {
        Ok(removed) => {
            report.removed = removed;
            Ok((report, said))
        }
        Err(fault) => {
            said.push(fault);
            Err(said)
        }
    }
}
