//! Files → entries, in parallel.

use super::front::FrontReading;
use super::path::entry_path;
use super::schema::Schema;
use super::stow::Stow;
use super::{Entry, Front, Kept};
use crate::config::SiteConfig;
use crate::diagnostics::{Diagnostic, Diags, FilePath, Span};
use crate::markdown::{self, Dialect, Wanted};
use crate::source::{Snapshot, SourceFile, fingerprint};
use crate::text::similar::nearest;
use crate::yaml::{self, Codes, FRONT_MATTER_LIMIT, Reader, Value};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

const CODES: Codes = Codes {
    unknown_key: "F001",
    wrong_type: "F002",
};

/// Files that one thread takes on at once.
const SHARE: usize = 64;

/// Reads one file as an entry; `None` where it has no text. An entry whose front matter cannot be read is given all the
/// same, marked as broken, so that what links to it does not seem wrong too.
pub fn parse(file: &SourceFile, config: &SiteConfig, dialect: &Dialect) -> (Option<Entry>, Diags) {
    let surroundings = Surroundings::new(config, dialect);
    surroundings.entry(file, Wanted::All)
}

/// Reads all entries below `content/`, in the order of their paths. Entries of `previous` whose file and surroundings
/// have not changed are taken over as they are.
pub fn parse_all(
    snapshot: &Snapshot,
    config: &SiteConfig,
    dialect: &Dialect,
    previous: Option<&[Arc<Entry>]>,
) -> (Vec<Arc<Entry>>, Diags) {
    let known = Known {
        entries: previous.unwrap_or_default(),
        kept: None,
    };
    let room = Room {
        bytes: u64::MAX,
        folder: None,
    };
    let (entries, faults) = parse_each(snapshot, config, dialect, known, room);
    let mut diags: Diags = faults.into_values().flatten().collect();
    diags.extend(strange_folders(&entries, config));
    (entries, diags)
}

/// What earlier runs know of entries. What has not changed since is not parsed again.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// All entries of an earlier run of this process, in the order of their paths.
    pub entries: &'a [Arc<Entry>],
    /// Those of an earlier process.
    pub kept: Option<&'a Kept>,
}

/// Where the HTML of bodies stays from their reading to the making of pages.
#[derive(Clone, Copy, Debug)]
pub struct Room<'a> {
    /// In memory, where the files have no more bytes than this together.
    pub bytes: u64,
    /// Else in this folder; nowhere without one: it is made again when it is wanted.
    pub folder: Option<&'a Path>,
}

/// As [`parse_all`], with what was said of each file by itself; files of which nothing was said are left out.
pub fn parse_each(
    snapshot: &Snapshot,
    config: &SiteConfig,
    dialect: &Dialect,
    known: Known<'_>,
    room: Room<'_>,
) -> (Vec<Arc<Entry>>, BTreeMap<FilePath, Diags>) {
    let surroundings = Surroundings::new(config, dialect);
    let files: Vec<&Arc<SourceFile>> = snapshot
        .below("content/")
        .filter(|f| is_entry(&f.path))
        .collect();
    let tight = files.iter().map(|f| f.len).sum::<u64>() > room.bytes;
    let stow = room.folder.filter(|_| tight).and_then(|folder| {
        // One file for all runs of a process.
        let before = known.entries.iter().find_map(|e| e.stowed.as_ref());
        before.map_or_else(|| Stow::open(folder), |stowed| Some(stowed.stow().clone()))
    });
    let wanted = match tight && stow.is_none() {
        true => Wanted::Outline,
        false => Wanted::All,
    };
    let unchanged = surroundings.unchanged(&files, known.entries);
    let read: Vec<(Option<Arc<Entry>>, Diags)> = files
        .par_iter()
        .zip(unchanged)
        .with_max_len(SHARE)
        .map(|(file, unchanged)| {
            let kept = || {
                let reuse = mix(surroundings.hash, file.hash);
                known.kept?.entry(file, reuse, config).map(Arc::new)
            };
            match unchanged.or_else(kept) {
                Some(entry) => (Some(entry), Diags::new()),
                None => {
                    let (entry, diags) = surroundings.entry(file, wanted);
                    let entry = entry.map(|entry| match &stow {
                        Some(stow) => entry.stowed_in(stow),
                        None => entry,
                    });
                    (entry.map(Arc::new), diags)
                }
            }
        })
        .collect();
    let mut entries = Vec::with_capacity(read.len());
    let mut said = BTreeMap::new();
    for (file, (entry, faults)) in files.iter().zip(read) {
        entries.extend(entry);
        if !faults.is_empty() {
            said.insert(file.path.clone(), faults);
        }
    }
    (entries, said)
}

/// Whether a file is an entry.
pub fn is_entry(path: &str) -> bool {
    path.starts_with("content/") && path.ends_with(".md") && !path.starts_with("content/static/")
}

/// What entries are read with, and its hash.
struct Surroundings<'a> {
    schema: Schema<'a>,
    dialect: &'a Dialect,
    hash: u128,
}

impl<'a> Surroundings<'a> {
    fn new(config: &'a SiteConfig, dialect: &'a Dialect) -> Self {
        let dialect_text = format!("{dialect:?}");
        let hash = mix(config.fingerprint(), fingerprint(dialect_text.as_bytes()));
        Self {
            schema: Schema::new(config),
            dialect,
            hash,
        }
    }

    /// Entries that need not be read again. Both lists are in the order of paths.
    fn unchanged(
        &self,
        files: &[&Arc<SourceFile>],
        previous: &[Arc<Entry>],
    ) -> Vec<Option<Arc<Entry>>> {
        let mut previous = previous.iter().peekable();
        let mut known = Vec::with_capacity(files.len());
        for file in files {
            while previous.next_if(|e| e.file < file.path).is_some() {}
            let same = previous.next_if(|e| e.file == file.path);
            known.push(
                same.filter(|e| e.reuse == Some(mix(self.hash, file.hash)))
                    .cloned(),
            );
        }
        known
    }

    fn entry(&self, file: &SourceFile, wanted: Wanted) -> (Option<Entry>, Diags) {
        let Some(text) = file.text() else {
            return (None, Diags::new());
        };
        let mut diags = Diags::new();
        let (path, fault) = entry_path(&file.path, self.schema.config);
        diags.extend(fault.into_iter().collect());
        let (parts, fault) = yaml::split(&file.path, text);
        let unmarked = !parts.marked;
        diags.extend(fault.into_iter().collect());
        let kind = if path.is_section {
            None
        } else {
            self.schema.kind(&path.kind)
        };
        let (document, faults) =
            yaml::read(&file.path, text, parts.yaml.clone(), FRONT_MATTER_LIMIT);
        diags.extend(faults);
        let broken = document.is_none() || unmarked && !path.is_section;
        let mut front = Front::default();
        if unmarked && !path.is_section {
            diags.push(no_front_matter(file, &path.name));
        } else if let Some(document) = document {
            let mut reader =
                Reader::new(&file.path, text, parts.yaml.clone(), document.mended, CODES);
            let root = yaml::Path::Root;
            let map = match document.value {
                Value::Map(map) => map,
                other => reader.map(other, &root).unwrap_or_default(),
            };
            let mut reading = FrontReading {
                reader: &mut reader,
                schema: &self.schema,
                kind,
                is_section: path.is_section,
                depth: file.path.matches('/').count().saturating_sub(1),
                odd_title: false,
                draft: false,
            };
            front = reading.read(map);
            diags.extend(reader.into_diags());
        }
        if broken || unmarked || front.common.title.is_empty() && !path.is_section {
            front.common.title = path.name.clone();
        }
        let (doc, faults) = markdown::parse_in(
            &path.lang,
            text,
            parts.body.clone(),
            &file.path,
            self.dialect,
            wanted,
        );
        diags.extend(faults);
        let offset = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let entry = Entry {
            file: file.path.clone(),
            path,
            hash: file.hash,
            front,
            doc,
            whole: true,
            stowed: None,
            text: text.clone(),
            front_at: offset(parts.yaml.start)..offset(parts.yaml.end),
            body_at: parts.body.start,
            broken,
            reuse: diags.is_empty().then(|| mix(self.hash, file.hash)),
        };
        match wanted {
            Wanted::Outline => (Some(entry.outline()), diags),
            Wanted::All | Wanted::Html => (Some(entry), diags),
        }
    }
}

pub(super) fn mix(a: u128, b: u128) -> u128 {
    let mut bytes = [0u8; 32];
    let (first, second) = bytes.split_at_mut(16);
    first.copy_from_slice(&a.to_le_bytes());
    second.copy_from_slice(&b.to_le_bytes());
    fingerprint(&bytes)
}

fn no_front_matter(file: &SourceFile, name: &str) -> Diagnostic {
    Diagnostic::error(
        "Y006",
        Span::file(&file.path),
        "Bài chưa có phần khai báo. Hãy thêm vào đầu tệp phần nằm giữa hai dòng ---, ít nhất có tên bài (title).",
        "The entry has no front matter. Add it at the top, between two lines of ---, with at least a title.",
    )
    .with_fix(format!("---\ntitle: {}\n---", yaml::scalar(&name.replace('-', " "))))
}

/// Folders that look like a kind's, mistyped.
pub fn strange_folders(entries: &[Arc<Entry>], config: &SiteConfig) -> Diags {
    let mut diags = Diags::new();
    let mut seen = BTreeSet::new();
    for entry in entries
        .iter()
        .filter(|e| e.path.kind.is_empty() && !e.path.folder.is_empty())
    {
        let top = entry.path.folder.split('/').next().unwrap_or("");
        if !seen.insert(top) {
            continue;
        }
        let Some(near) = nearest(top, config.kinds.iter().map(|k| &k.folder)) else {
            continue;
        };
        diags.push(Diagnostic::warning(
            "F023",
            Span::file(&entry.file),
            format!("Thư mục “{top}” không phải loại bài nào trong site.yaml, nên các bài trong đó là trang thường. Có phải “{near}”?"),
            format!("The folder “{top}” is no kind of site.yaml, so its entries are plain pages. Did you mean “{near}”?"),
        ));
    }
    diags
}
