//! From what entries refer to, to the gallery: which pictures are shown where, what they are, which files they become.

use super::super::references::{self, Reference, Use};
use super::fault::Fault;
use super::gallery::{Gallery, Make, Piece};
use super::probe::{Format, Header, probe};
use super::sizes::{Variant, variants};
use super::workshop::{Job, Workshop};
use super::{encode, is_picture, is_remote, messages, svg};
use crate::content::Entry;
use crate::diagnostics::{Diagnostic, Diags, Span};
use crate::site::{EntryId, Route, Site};
use crate::source::{Snapshot, SourceFile, fingerprint};
use crate::text::slug::slugify;
use crate::view::{self, Picture, ShareImage};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::sync::Arc;

/// Narrower covers look blurred, and are no large card on Facebook (from 600 × 315, Meta's sharing documentation).
const SMALL_COVER: u32 = 600;
/// Longer names are cut.
const LONGEST_NAME: usize = 48;
/// Files that are published as they are.
const STATIC: &str = "content/static/";

/// A picture or file that entries want.
struct Wanted<'a> {
    file: &'a Arc<SourceFile>,
    /// Where it is first referred to.
    span: Span,
    /// It is shown.
    shown: bool,
    /// A link leads to it.
    linked: bool,
    /// It is offered for download.
    offered: bool,
    /// Entries whose cover it is, with the place and alt text.
    covers: Vec<(EntryId, Span, String)>,
}

/// Finds every picture and file that shown entries refer to.
pub fn collect(snapshot: &Snapshot, site: &Site) -> (Gallery, Diags) {
    let ids: Vec<EntryId> = site.ids().collect();
    let found: Vec<Vec<Reference>> = ids
        .par_iter()
        .map(|id| references::of(site.entry(*id)))
        .collect();
    let mut diags = Diags::new();
    let mut wanted: BTreeMap<String, Wanted> = BTreeMap::new();
    for (id, references) in ids.iter().zip(&found) {
        let entry = site.entry(*id);
        for reference in references {
            want(snapshot, *id, entry, reference, &mut wanted);
            check(entry, reference)
                .into_iter()
                .for_each(|fault| diags.push(fault));
        }
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

fn want<'a>(
    snapshot: &'a Snapshot,
    id: EntryId,
    entry: &Entry,
    reference: &Reference,
    wanted: &mut BTreeMap<String, Wanted<'a>>,
) {
    let Some(path) = crate::site::join(&entry.file, &reference.target) else {
        return;
    };
    let Some(file) = snapshot.get(&path).filter(|_| !path.ends_with(".md")) else {
        return;
    };
    let picture = is_picture(&path);
    let new = || Wanted {
        file,
        span: reference.span.clone(),
        shown: false,
        linked: false,
        offered: false,
        covers: Vec::new(),
    };
    let wanted = wanted.entry(path).or_insert_with(new);
    match reference.used_as {
        Use::Image | Use::Picture => wanted.shown = true,
        Use::Argument if picture => wanted.shown = true,
        Use::Link => wanted.linked = true,
        Use::Argument | Use::File => wanted.offered = true,
    }
    let cover = entry.front.common.cover.as_ref();
    if let Some(cover) =
        cover.filter(|c| reference.used_as == Use::Picture && c.image == reference.target)
    {
        wanted
            .covers
            .push((id, reference.span.clone(), cover.alt.clone()));
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

#[derive(Default)]
struct Builder {
    pictures: BTreeMap<String, Picture>,
    files: BTreeMap<String, (Route, u64)>,
    shares: BTreeMap<EntryId, ShareImage>,
    pieces: Vec<Piece>,
    jobs: Vec<Job>,
    /// Photos by the hash of their bytes: two copies of one photo are encoded once.
    photos: BTreeMap<u128, usize>,
    /// Routes of pictures with the hash of what they are made from: two copies of one name are published once.
    routes: BTreeSet<(Route, u128)>,
}

impl Builder {
    fn finish(self) -> Gallery {
        let Builder {
            pictures,
            files,
            shares,
            pieces,
            jobs,
            ..
        } = self;
        let by_route = pieces
            .iter()
            .enumerate()
            .map(|(i, piece)| (piece.route.clone(), i))
            .collect();
        Gallery {
            pictures,
            files,
            shares,
            pieces,
            by_route,
            workshop: Workshop::new(jobs),
        }
    }

    fn piece(&mut self, route: Route, wanted: &Wanted, make: Make) {
        if self.routes.insert((route.clone(), wanted.file.hash)) {
            self.pieces.push(Piece {
                route,
                source: wanted.file.clone(),
                span: wanted.span.clone(),
                make,
            });
        }
    }

    /// A file for download, at an address like its path. Files of `content/static/` are published anyway.
    fn file(&mut self, path: String, wanted: &Wanted, make: Make) {
        if let Some(below) = path.strip_prefix(STATIC) {
            self.files
                .insert(path.clone(), (Route::new(below), wanted.file.len));
            return;
        }
        let route = Site::file_route(&path);
        self.piece(route.clone(), wanted, make);
        self.files.insert(path, (route, wanted.file.len));
    }

    fn picture(&mut self, path: String, wanted: &Wanted, header: &Header, diags: &mut Diags) {
        if header.animated {
            diags.push(messages::animated(&wanted.span, wanted.file));
        }
        let (width, _) = header.shown();
        if header.format != Format::Svg && width < SMALL_COVER {
            for (_, span, _) in &wanted.covers {
                diags.push(messages::small_cover(span, wanted.file, width));
            }
        }
        if wanted.offered {
            let make = if header.format == Format::Svg {
                Make::Drawing
            } else {
                Make::Stripped(*header)
            };
            self.file(path.clone(), wanted, make);
        }
        if wanted.shown || wanted.linked {
            let picture = match header.format {
                Format::Svg => self.drawing(wanted, header),
                _ => self.photo(wanted, header),
            };
            // A link to a photo leads to its widest file, not to the original.
            let route = Route::new(picture.src.as_str());
            self.files
                .entry(path.clone())
                .or_insert((route, wanted.file.len));
            self.share(wanted, header, &picture);
            self.pictures.insert(path, picture);
        }
    }

    fn drawing(&mut self, wanted: &Wanted, header: &Header) -> Picture {
        let route = format!("{}.svg", file_name(wanted.file, svg::VERSION));
        self.piece(Route::new(route.as_str()), wanted, Make::Drawing);
        Picture {
            src: route,
            width: header.width,
            height: header.height,
            ..Picture::default()
        }
    }

    fn photo(&mut self, wanted: &Wanted, header: &Header) -> Picture {
        let all = variants(header);
        let jobs = &mut self.jobs;
        let photo = *self.photos.entry(wanted.file.hash).or_insert_with(|| {
            jobs.push(Job {
                hash: wanted.file.hash,
                header: *header,
                variants: all.clone(),
            });
            jobs.len() - 1
        });
        let name = file_name(wanted.file, encode::VERSION);
        let route = |v: &Variant| format!("{name}-{}.{}", v.width, v.encoding.extension());
        for (index, variant) in all.iter().enumerate() {
            self.piece(
                Route::new(route(variant)),
                wanted,
                Make::Photo { photo, index },
            );
        }
        let files = |modern: bool| {
            let chosen = all.iter().filter(move |v| v.is_modern() == modern);
            chosen
                .map(|v| view::Variant {
                    path: route(v),
                    width: v.width,
                })
                .collect::<Vec<_>>()
        };
        let Some(widest) = all.iter().rfind(|v| !v.is_modern()) else {
            return Picture::default();
        };
        Picture {
            src: route(widest),
            width: widest.width,
            height: widest.height,
            modern: files(true),
            fallback: files(false),
            ..Picture::default()
        }
    }

    /// Link previews show JPEG and PNG; SVG and WebP they do not.
    fn share(&mut self, wanted: &Wanted, header: &Header, picture: &Picture) {
        if header.format == Format::Svg || picture.width < SMALL_COVER {
            return;
        }
        for (id, _, alt) in &wanted.covers {
            let share = ShareImage {
                route: Route::new(picture.src.as_str()),
                width: picture.width,
                height: picture.height,
                alt: alt.clone(),
            };
            self.shares.insert(*id, share);
        }
    }
}

/// `anh/<name>-<8 hex digits>`: the digits change with the picture's bytes and with the way it is made, so that a file
/// may be cached for ever.
fn file_name(file: &SourceFile, version: u32) -> String {
    let last = file.path.rsplit('/').next().unwrap_or(&file.path);
    let slug = slugify(last.rsplit_once('.').map_or(last, |(stem, _)| stem));
    let short: String = slug.chars().take(LONGEST_NAME).collect();
    let short = if short.is_empty() {
        "anh"
    } else {
        short.trim_end_matches('-')
    };
    let hash = fingerprint(format!("{version} {:032x}", file.hash).as_bytes());
    format!("anh/{short}-{:08x}", hash >> 96)
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
