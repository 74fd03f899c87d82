//! From what is wanted to what is published: names, files, pictures.

use super::collect::{STATIC, Wanted};
use super::gallery::{Gallery, Make, Piece};
use super::probe::{Format, Header};
use super::sizes::{Encoding, Variant, variants};
use super::workshop::{Job, Workshop};
use super::{encode, messages, svg};
use crate::diagnostics::Diags;
use crate::site::{EntryId, Route, Site};
use crate::source::{SourceFile, fingerprint};
use crate::text::slug::slugify;
use crate::view::{self, Picture, ShareImage};
use std::collections::{BTreeMap, BTreeSet};

/// Narrower covers look blurred, and are no large card on Facebook (from 600 × 315, Meta's sharing documentation).
const SMALL_COVER: u32 = 600;
/// Longer names are cut.
const LONGEST_NAME: usize = 48;

/// A gallery in the making.
#[derive(Default)]
pub(super) struct Builder {
    pictures: BTreeMap<String, Picture>,
    files: BTreeMap<String, (Route, u64)>,
    shares: BTreeMap<EntryId, ShareImage>,
    pieces: Vec<Piece>,
    jobs: Vec<Job>,
    /// Photos by the hash of their bytes and by whether they lead: two copies of one photo are encoded once.
    photos: BTreeMap<(u128, bool), usize>,
    /// Routes of pictures with the hash of what they are made from: two copies of one name are published once.
    routes: BTreeSet<(Route, u128)>,
}

impl Builder {
    /// The gallery.
    pub fn finish(self) -> Gallery {
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
                by: wanted.span.file.clone(),
                make,
            });
        }
    }

    /// A file for download, at an address like its path. Files of `content/static/` are published anyway.
    pub fn file(&mut self, path: String, wanted: &Wanted, make: Make) {
        if let Some(below) = path.strip_prefix(STATIC) {
            self.files
                .insert(path.clone(), (Route::new(below), wanted.file.len));
            return;
        }
        let route = Site::file_route(&path);
        self.piece(route.clone(), wanted, make);
        self.files.insert(path, (route, wanted.file.len));
    }

    /// A picture: shown, linked or offered for download, or several of these.
    pub fn picture(&mut self, path: String, wanted: &Wanted, header: &Header, diags: &mut Diags) {
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
        let all = variants(header, wanted.leads);
        let jobs = &mut self.jobs;
        let key = (wanted.file.hash, wanted.leads);
        let photo = *self.photos.entry(key).or_insert_with(|| {
            jobs.push(Job {
                hash: wanted.file.hash,
                header: *header,
                variants: all.clone(),
            });
            jobs.len() - 1
        });
        let name = file_name(wanted.file, encode::VERSION);
        let route = |v: &Variant| match v.encoding {
            // As wide as its bytes allow.
            Encoding::Light(_) => format!("{name}-nhe.{}", v.encoding.extension()),
            other => format!("{name}-{}.{}", v.width, other.extension()),
        };
        for (index, variant) in all.iter().enumerate() {
            self.piece(
                Route::new(route(variant)),
                wanted,
                Make::Photo { photo, index },
            );
        }
        let files = |kind: fn(&Variant) -> bool| -> Vec<view::Variant> {
            let chosen = all.iter().filter(move |v| kind(v));
            chosen
                .map(|v| view::Variant {
                    path: route(v),
                    width: v.width,
                })
                .collect()
        };
        let Some(widest) = all.iter().rfind(|v| v.is_fallback()) else {
            return Picture::default();
        };
        Picture {
            src: route(widest),
            width: widest.width,
            height: widest.height,
            modern: files(Variant::is_modern),
            light: files(Variant::is_light).pop(),
            fallback: files(Variant::is_fallback),
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
