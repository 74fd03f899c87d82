//! From what entries refer to, to the gallery: which pictures are shown where, what they are, which files they become.

use super::super::references::{self, Reference, Use};
use super::builder::Builder;
use super::fault::Fault;
use super::gallery::{Gallery, Make};
use super::probe::{Header, probe};
use super::{is_picture, is_remote, messages};
use crate::content::Entry;
use crate::diagnostics::{Diagnostic, Diags, Span};
use crate::site::{EntryId, Site};
use crate::source::{Snapshot, SourceFile};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;

/// Files that are published as they are.
pub(super) const STATIC: &str = "content/static/";

/// Entries that one thread looks at at once.
const SHARE: usize = 256;

/// A picture or file that entries want.
pub(super) struct Wanted<'a> {
    pub file: &'a Arc<SourceFile>,
    /// Where it is first referred to.
    pub span: Span,
    /// It is shown.
    pub shown: bool,
    /// A link leads to it.
    pub linked: bool,
    /// It is offered for download.
    pub offered: bool,
    /// A page may begin with it.
    pub leads: bool,
    /// Entries whose cover it is, with the place and alt text.
    pub covers: Vec<(EntryId, Span, String)>,
}

/// Finds every picture and file that shown entries refer to.
pub fn collect(snapshot: &Snapshot, site: &Site) -> (Gallery, Diags) {
    let ids: Vec<EntryId> = site.ids().collect();
    let found: Vec<(Vec<Found>, Diags)> = ids
        .par_iter()
        .with_max_len(SHARE)
        .map(|id| {
            let entry = site.entry(*id);
            let references = references::of(entry);
            let faults = references.iter().filter_map(|r| check(entry, r)).collect();
            let found = |r| Found::new(snapshot, r);
            (references.into_iter().filter_map(found).collect(), faults)
        })
        .collect();
    let mut diags = Diags::new();
    let mut wanted: BTreeMap<String, Wanted> = BTreeMap::new();
    for (id, (files, faults)) in ids.iter().zip(found) {
        for file in files {
            want(*id, site.entry(*id), file, &mut wanted);
        }
        diags.extend(faults);
    }
    let wanted: Vec<(String, Wanted)> = wanted.into_iter().collect();
    let headers: Vec<Option<Result<Header, Fault>>> = wanted
        .par_iter()
        .map(|(path, wanted)| (wanted.shown || is_picture(path)).then(|| header(wanted.file)))
        .collect();
    let mut builder = Builder::default();
    for ((path, wanted), header) in wanted.into_iter().zip(headers) {
        match header {
            None => builder.file(path, &wanted, Make::Copy),
            Some(Ok(header)) => builder.picture(path, &wanted, &header, &mut diags),
            Some(Err(fault)) => diags.push(messages::fault(&fault, &wanted.span, wanted.file)),
        }
    }
    diags.extend(places_in_static(snapshot));
    (builder.finish(), diags)
}

/// A reference to a file that is there.
struct Found<'a> {
    path: String,
    file: &'a Arc<SourceFile>,
    reference: Reference<'a>,
}

impl<'a> Found<'a> {
    fn new(snapshot: &'a Snapshot, reference: Reference<'a>) -> Option<Self> {
        let path = reference.file()?;
        if path.ends_with(".md") {
            return None;
        }
        let file = snapshot.get(&path)?;
        Some(Self {
            path,
            file,
            reference,
        })
    }
}

fn want<'a>(
    id: EntryId,
    entry: &Entry,
    found: Found<'a>,
    wanted: &mut BTreeMap<String, Wanted<'a>>,
) {
    let reference = found.reference;
    let picture = is_picture(&found.path);
    let new = || Wanted {
        file: found.file,
        span: reference.span(),
        shown: false,
        linked: false,
        offered: false,
        leads: false,
        covers: Vec::new(),
    };
    let wanted = wanted.entry(found.path).or_insert_with(new);
    match reference.used_as {
        Use::Image | Use::Picture => wanted.shown = true,
        Use::Argument if picture => wanted.shown = true,
        Use::Link => wanted.linked = true,
        Use::Argument | Use::File => wanted.offered = true,
    }
    let cover = entry.front.common.cover.as_ref();
    let is_cover = reference.used_as == Use::Picture
        && cover.is_some_and(|cover| cover.image == reference.target);
    wanted.leads |= is_cover || cover.is_none();
    if let Some(cover) = cover.filter(|_| is_cover) {
        wanted
            .covers
            .push((id, reference.span(), cover.alt.clone()));
    }
}

/// What can be said of a reference by itself. A cover's alt text is the front matter's affair.
fn check(entry: &Entry, reference: &Reference) -> Option<Diagnostic> {
    let shown = match reference.used_as {
        Use::Image | Use::Picture => true,
        Use::Argument => is_picture(&reference.target),
        Use::Link | Use::File => false,
    };
    if !shown {
        return None;
    }
    if is_remote(&reference.target) {
        return Some(messages::remote(reference));
    }
    let alt = reference.alt.trim();
    if alt.is_empty() && !reference.decorative && reference.used_as != Use::Picture {
        return Some(messages::no_alt(entry, reference));
    }
    is_file_name(alt).then(|| messages::alt_is_a_name(reference))
}

/// `IMG_2031.jpg`, `z5938…`, `DSC01234`: what phones, Zalo and cameras call photos.
fn is_file_name(alt: &str) -> bool {
    let camera = ["IMG", "DSC", "PXL", "Screenshot_", "received_", "z"]
        .iter()
        .any(|start| {
            alt.strip_prefix(start).is_some_and(|rest| {
                let rest = rest.trim_start_matches(['_', '-']);
                rest.len() >= 4
                    && rest
                        .chars()
                        .all(|c| c.is_ascii_hexdigit() || matches!(c, '_' | '-'))
            })
        });
    camera || (is_picture(alt) && !alt.contains(' '))
}

/// Reads only the first bytes.
fn header(file: &SourceFile) -> Result<Header, Fault> {
    match file.built_in {
        Some(bytes) => probe(Cursor::new(bytes)),
        None => probe(
            std::fs::File::open(&file.disk)
                .map_err(|error| Fault::Unreadable(error.to_string()))?,
        ),
    }
}

fn places_in_static(snapshot: &Snapshot) -> Diags {
    let pictures: Vec<&Arc<SourceFile>> = snapshot
        .below(STATIC)
        .filter(|f| is_picture(&f.path))
        .collect();
    let with_place = |file: &&Arc<SourceFile>| header(file).is_ok_and(|header| header.gps);
    let found: Vec<Diagnostic> = pictures
        .into_par_iter()
        .filter(with_place)
        .map(|file| messages::place_in_static(file))
        .collect();
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_phones_and_zalo_are_no_alt_text() {
        for alt in [
            "IMG_2031.jpg",
            "IMG_20240501_080000",
            "DSC01234",
            "z5938abc012_3",
            "anh-dep.png",
            "PXL_20240501",
        ] {
            assert!(is_file_name(alt), "{alt}");
        }
        for alt in [
            "",
            "Chị Lan đội mũ",
            "z",
            "zalo",
            "Sơ đồ 1.png của tổ",
            "IMG",
            "Hình 2",
        ] {
            assert!(!is_file_name(alt), "{alt}");
        }
    }
}
