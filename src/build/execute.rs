//! The executor: it knows no kinds of output, only recipes and keys.

use super::faults;
use super::manifest::{Loaded, Manifest, STATE, Written};
use super::transaction::Transaction;
use crate::diagnostics::{Diagnostic, Diags};
use crate::outputs::{Key, Plan, Planned, World};
use crate::site::Route;
use crate::source::fingerprint;
use rayon::prelude::*;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Told how far the making has come: routes done, routes in all.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// What a build did.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Report {
    /// Files of the site.
    pub files: usize,
    /// Of these, HTML pages.
    pub pages: usize,
    /// Files written because they are new or changed.
    pub written: usize,
    /// Files left as they were.
    pub unchanged: usize,
    /// Files of the last build that are gone.
    pub removed: usize,
    /// Recipes that were carried out (the rest were known to give the same).
    pub made: usize,
    /// Size of the whole site in bytes.
    pub bytes: u64,
    /// Hash over all routes and their bytes.
    pub hash: String,
}

enum Done {
    Same(Written, Diags),
    Changed(Written, Diags),
    Failed(Diags),
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
    let routes: Vec<(&Route, &Planned)> = plan.iter().collect();
    let prepared = transaction.prepare(routes.iter().map(|(r, _)| r.as_str()));
    if let Err(fault) = prepared {
        transaction.abandon();
        return Err(fault.into());
    }
    let (count, made) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let done: Vec<Done> = routes
        .par_iter()
        .with_min_len(8)
        .map_init(Vec::new, |buffer, (route, planned)| {
            let done = one(world, &transaction, route, planned, buffer, &made);
            progress(count.fetch_add(1, Relaxed) + 1, routes.len());
            done
        })
        .collect();
    finish(transaction, &routes, done, made.into_inner())
}

fn one(
    world: &World,
    transaction: &Transaction,
    route: &Route,
    planned: &Planned,
    buffer: &mut Vec<u8>,
    made: &AtomicUsize,
) -> Done {
    let mut key = Key::new();
    planned.recipe.key(world, &mut key);
    let key = key.finish();
    let name = route.as_str();
    let before = transaction.before.files.get(name);
    let intact = before.is_some() && transaction.is_intact(name);
    if let Some(before) = before.filter(|b| intact && b.key == key && !b.warned) {
        return Done::Same(before.clone(), Diags::new());
    }
    buffer.clear();
    made.fetch_add(1, Relaxed);
    let warnings = match planned.recipe.make(world, buffer) {
        Ok(warnings) => warnings,
        Err(faults) => return Done::Failed(faults),
    };
    let hash = fingerprint(buffer);
    if let Some(before) = before.filter(|b| intact && b.hash == hash) {
        return Done::Same(
            Written {
                key,
                warned: !warnings.is_empty(),
                ..before.clone()
            },
            warnings,
        );
    }
    match transaction.stage(name, buffer) {
        Err(fault) => Done::Failed(fault.into()),
        Ok(_) if transaction.is_foreign(name) => {
            Done::Failed(faults::foreign(name, &planned.origin).into())
        }
        Ok(staged) => {
            let (len, modified) = (staged.len, staged.modified);
            Done::Changed(
                Written {
                    key,
                    hash,
                    len,
                    modified,
                    warned: !warnings.is_empty(),
                },
                warnings,
            )
        }
    }
}

fn finish(
    transaction: Transaction,
    routes: &[(&Route, &Planned)],
    done: Vec<Done>,
    made: usize,
) -> Result<(Report, Diags), Diags> {
    let mut after = Manifest::new();
    let (mut staged, mut diags, mut failed) = (Vec::new(), Diags::new(), Diags::new());
    let mut report = Report {
        files: routes.len(),
        made,
        ..Report::default()
    };
    for ((route, _), done) in routes.iter().zip(done) {
        let name = route.as_str();
        let (written, warnings) = match done {
            Done::Failed(faults) => {
                failed.extend(faults);
                continue;
            }
            Done::Same(written, warnings) => {
                report.unchanged += 1;
                (written, warnings)
            }
            Done::Changed(written, warnings) => {
                report.written += 1;
                staged.push(name.to_owned());
                (written, warnings)
            }
        };
        diags.extend(warnings);
        report.bytes += written.len;
        report.pages += usize::from(name.ends_with(".html"));
        after.files.insert(name.to_owned(), written);
    }
    if !failed.is_empty() {
        transaction.abandon();
        failed.extend(diags);
        return Err(failed);
    }
    report.hash = made_hash(
        after
            .files
            .iter()
            .map(|(route, w)| (route.as_str(), w.hash)),
    );
    report.removed = transaction.commit(&staged, &after).map_err(Diags::from)?;
    Ok((report, diags))
}

/// One hash over all routes (in order) and the hashes of their bytes.
pub fn made_hash<'a>(files: impl Iterator<Item = (&'a str, u128)>) -> String {
    let mut all = Vec::new();
    for (route, hash) in files {
        all.extend(route.as_bytes());
        all.push(0);
        all.extend(hash.to_le_bytes());
    }
    format!("{:032x}", fingerprint(&all))
}

/// Refuses output folders that hold sources.
pub(crate) fn check_output(root: &Path, output: &Path) -> Result<(), Diagnostic> {
    let real = |p: &Path| p.canonicalize().unwrap_or_else(|_| p.to_path_buf());
    let (root, out) = (real(root), real(output));
    let sources = ["content", "themes", "src", ".git"].map(|f| root.join(f));
    if out == root || root.starts_with(&out) || sources.iter().any(|s| out.starts_with(s)) {
        return Err(faults::unsafe_output(output));
    }
    Ok(())
}

/// Makes every route and writes nothing.
///
/// # Errors
/// All diagnostics of the failed recipes.
pub fn rehearse(world: &World, plan: &Plan, progress: Progress) -> Result<(Report, Diags), Diags> {
    let routes: Vec<(&Route, &Planned)> = plan.iter().collect();
    let count = AtomicUsize::new(0);
    let done: Vec<Result<(u128, u64, Diags), Diags>> = routes
        .par_iter()
        .with_min_len(8)
        .map_init(Vec::new, |buffer, (_, planned)| {
            buffer.clear();
            let made = planned.recipe.make(world, buffer);
            progress(count.fetch_add(1, Relaxed) + 1, routes.len());
            made.map(|warnings| (fingerprint(buffer), buffer.len() as u64, warnings))
        })
        .collect();
    let (mut diags, mut failed) = (Diags::new(), Diags::new());
    let mut report = Report {
        files: routes.len(),
        made: routes.len(),
        ..Report::default()
    };
    let mut hashes = Vec::with_capacity(routes.len());
    for ((route, _), done) in routes.iter().zip(done) {
        match done {
            Ok((hash, len, warnings)) => {
                diags.extend(warnings);
                report.bytes += len;
                report.pages += usize::from(route.as_str().ends_with(".html"));
                hashes.push((route.as_str(), hash));
            }
            Err(faults) => failed.extend(faults),
        }
    }
    if !failed.is_empty() {
        failed.extend(diags);
        return Err(failed);
    }
    report.hash = made_hash(hashes.into_iter());
    Ok((report, diags))
}

/// Whether the next build would make a route anew, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It would not.
    Same,
    /// The last build did not have it.
    New,
    /// Something that it depends on has changed.
    KeyChanged,
    /// The file was changed or removed since.
    FileChanged,
}

/// Compares a route's present key with the last build into `output`.
pub fn why(output: &Path, route: &str, key: u128) -> Why {
    let Loaded::Whole(before) = Manifest::load(&output.join(STATE).join("manifest")) else {
        return Why::New;
    };
    match before.files.get(route) {
        None => Why::New,
        Some(written) if written.key != key => Why::KeyChanged,
        Some(written) if written.stands_at(&output.join(route)) => Why::Same,
        Some(_) => Why::FileChanged,
    }
}
