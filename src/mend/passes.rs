//! Which corrections there are: each run's, put into the files in memory, then the next run's, until none is left.

use super::faults;
use super::refine::refine;
use crate::diagnostics::{Diagnostic, Diags, Edit, FilePath};
use crate::pipeline::{Earlier, Prepared, Request, again, prepare};
use crate::source::{Decoded, Snapshot, decode, fingerprint, splice};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

/// Runs before giving up. A correction may uncover another fault (behind broken front matter), hardly ever a third.
const MOST_RUNS: usize = 8;

/// One correction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The fault's code.
    pub code: &'static str,
    /// The fault in Vietnamese.
    pub vi: String,
    /// The fault in English.
    pub en: String,
    /// Its line, from 1.
    pub line: usize,
    /// Its column in characters, from 1.
    pub column: usize,
    /// What stands there.
    pub old: String,
    /// What is to stand there.
    pub new: String,
}

/// A file with its corrections.
#[derive(Clone, Debug)]
pub struct Mended {
    /// The file.
    pub file: FilePath,
    /// Where it is on this machine.
    pub disk: PathBuf,
    /// Its bytes as they are.
    pub before: Vec<u8>,
    /// Its bytes with the corrections.
    pub after: Vec<u8>,
    /// What is corrected, run by run in order of place.
    pub corrections: Vec<Correction>,
}

impl Mended {
    /// The file's text as it is and with the corrections.
    pub fn texts(&self) -> [Decoded; 2] {
        [&self.before, &self.after].map(|bytes| decode(bytes).unwrap_or_else(|_| "".into()))
    }
}

/// What can be corrected in a project.
pub struct Mending {
    /// Files with corrections, in order.
    pub files: Vec<Mended>,
    /// What could be corrected if the file were written otherwise.
    pub skipped: Diags,
    /// The project's sources as they are.
    pub sources: Arc<Snapshot>,
}

impl Mending {
    /// How many corrections there are.
    pub fn count(&self) -> usize {
        self.files.iter().map(|f| f.corrections.len()).sum()
    }
}

/// Looks for everything that can be corrected; writes nothing.
pub fn find(request: &Request) -> Mending {
    let mut prepared = prepare(request, &Earlier::default());
    let sources = prepared.sources.clone();
    let mut files: BTreeMap<FilePath, Mended> = BTreeMap::new();
    let mut skipped = Skipped::default();
    for _ in 0..MOST_RUNS {
        let mut sources = (*prepared.sources).clone();
        let mut changed = false;
        for (file, faults) in by_file(&prepared) {
            changed |= mend(&mut sources, &file, faults, &mut files, &mut skipped);
        }
        if !changed {
            break;
        }
        prepared = again(request, sources, &Earlier::of(&prepared));
    }
    // A correction that another one undid is none.
    let files = files.into_values().filter(|f| f.before != f.after);
    Mending {
        files: files.collect(),
        skipped: skipped.diags,
        sources,
    }
}

/// What is told once of a file or a place, however many runs come upon it.
#[derive(Default)]
struct Skipped {
    diags: Diags,
    told: BTreeSet<(FilePath, &'static str, u32)>,
}

impl Skipped {
    fn say(&mut self, fault: Diagnostic) {
        let place = fault
            .span
            .as_ref()
            .map(|s| (s.file.clone(), fault.code, s.start));
        if place.is_none_or(|place| self.told.insert(place)) {
            self.diags.push(fault);
        }
    }
}

/// Diagnostics that have an edit, by file, in order of place.
fn by_file(prepared: &Prepared) -> BTreeMap<FilePath, Vec<Diagnostic>> {
    let mut all: BTreeMap<FilePath, Vec<Diagnostic>> = BTreeMap::new();
    for diagnostic in prepared.diags.iter() {
        if let Some(edit) = edit_of(diagnostic) {
            let file = edit.span.file.clone();
            all.entry(file).or_default().push(diagnostic.clone());
        }
    }
    for faults in all.values_mut() {
        faults.sort_by_key(|d| {
            let span = edit_of(d).map(|e| (e.span.start, u32::MAX - e.span.end));
            (span, d.code)
        });
    }
    all
}

fn edit_of(diagnostic: &Diagnostic) -> Option<&Edit> {
    diagnostic.fix.as_ref().and_then(|f| f.edit.as_ref())
}

/// Puts a file's corrections into it, in memory; `false` where nothing changed.
fn mend(
    sources: &mut Snapshot,
    path: &FilePath,
    faults: Vec<Diagnostic>,
    files: &mut BTreeMap<FilePath, Mended>,
    skipped: &mut Skipped,
) -> bool {
    let Some(source) = sources.get(path).filter(|f| f.built_in.is_none()) else {
        return false;
    };
    let bytes = match files.get(path) {
        Some(mended) => mended.after.clone(),
        None => match source.bytes() {
            Ok(bytes) if fingerprint(&bytes) == source.hash => bytes,
            _ => {
                skipped.say(faults::changed(path));
                return false;
            }
        },
    };
    let (disk, Some(text)) = (source.disk.clone(), source.text().cloned()) else {
        return false;
    };
    let chosen = choose(&bytes, &text, &faults, skipped);
    let small = chosen.iter().filter_map(|d| edit_of(d));
    let small: Vec<_> = small.flat_map(|edit| least(edit, &text)).collect();
    let edits: Vec<(Range<usize>, &str)> =
        small.iter().map(|(r, t)| (r.clone(), t.as_str())).collect();
    let Ok(new) = splice(&bytes, &edits) else {
        // Each by itself can be done, all together cannot: the first, and the others in the next run.
        let first = chosen.first().map(|d| vec![(*d).clone()]);
        return chosen.len() > 1
            && first.is_some_and(|first| mend(sources, path, first, files, skipped));
    };
    if new == bytes || sources.put(path, &new).is_err() {
        return false;
    }
    let corrections = chosen.iter().filter_map(|d| correction(d, &text));
    let mended = files.entry(path.clone()).or_insert_with(|| Mended {
        file: path.clone(),
        disk,
        before: bytes,
        after: Vec::new(),
        corrections: Vec::new(),
    });
    mended.corrections.extend(corrections);
    mended.after = new;
    true
}

/// Edits that change something, that do not overlap an earlier one, and that the file's bytes can take.
fn choose<'a>(
    bytes: &[u8],
    text: &str,
    faults: &'a [Diagnostic],
    skipped: &mut Skipped,
) -> Vec<&'a Diagnostic> {
    let mut chosen: Vec<&Diagnostic> = Vec::new();
    let mut end = None;
    for fault in faults {
        let Some(edit) = edit_of(fault) else { continue };
        let range = edit.span.range();
        let free =
            end.is_none_or(|end| range.start > end || (range.start == end && !range.is_empty()));
        if !free || text.get(range.clone()) == Some(&edit.text) {
            continue;
        }
        let small = least(edit, text);
        let alone: Vec<_> = small.iter().map(|(r, t)| (r.clone(), t.as_str())).collect();
        if splice(bytes, &alone).is_err() {
            skipped.say(faults::unmapped(fault));
            continue;
        }
        end = Some(range.end);
        chosen.push(fault);
    }
    chosen
}

/// What an edit changes, and nothing that it only repeats.
fn least(edit: &Edit, text: &str) -> Vec<(Range<usize>, String)> {
    match text.get(edit.span.range()) {
        Some(old) => refine(edit.span.start as usize, old, &edit.text),
        None => vec![(edit.span.range(), edit.text.clone())],
    }
}

fn correction(fault: &Diagnostic, text: &str) -> Option<Correction> {
    let edit = edit_of(fault)?;
    let (line, column) = edit.span.line_column(text);
    Some(Correction {
        code: fault.code,
        vi: fault.vi.clone(),
        en: fault.en.clone(),
        line,
        column,
        old: text.get(edit.span.range())?.to_owned(),
        new: edit.text.clone(),
    })
}
