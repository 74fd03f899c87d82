//! What a picture is, from its first bytes: the kind by its content (never by its name), size, orientation, and what
//! else must be known before it is decoded. Reads headers only and skips over the rest.

mod formats;
mod gif;
mod jpeg;
mod reader;

use super::exif::Orientation;
use super::fault::Fault;
use super::svg;
use reader::Reader;
use std::io::{Read, Seek};

/// The most pixels that a picture may have: 50 megapixels (a phone's camera gives 12 to 50).
pub const MAX_PIXELS: u64 = 50_000_000;

/// The root element of an SVG stands in its first bytes.
const SVG_HEAD: u64 = 64 << 10;

/// Kinds of pictures that are accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    WebP,
    /// GIF.
    Gif,
    /// SVG.
    Svg,
}

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// Kind.
    pub format: Format,
    /// Width of the stored pixels; for SVG in CSS pixels.
    pub width: u32,
    /// Height of the stored pixels; for SVG in CSS pixels.
    pub height: u32,
    /// Which way up they are.
    pub orientation: Orientation,
    /// Whether it may be transparent.
    pub alpha: bool,
    /// Whether it moves.
    pub animated: bool,
    /// Whether it says where it was taken.
    pub gps: bool,
}

impl Header {
    fn new(format: Format, width: u32, height: u32) -> Self {
        let orientation = Orientation::NORMAL;
        Self {
            format,
            width,
            height,
            orientation,
            alpha: false,
            animated: false,
            gps: false,
        }
    }

    /// Width and height as they are shown.
    pub fn shown(&self) -> (u32, u32) {
        match self.orientation.is_turned() {
            true => (self.height, self.width),
            false => (self.width, self.height),
        }
    }

    /// How many pixels it has.
    pub fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}

/// Reads the header of a picture.
///
/// # Errors
/// When it is no picture that is accepted, or has too many pixels.
pub fn probe(source: impl Read + Seek) -> Result<Header, Fault> {
    let mut reader = Reader::new(source);
    let head = reader.peek(512)?;
    let header = match sniff(head)? {
        Format::Jpeg => jpeg::header(&mut reader)?,
        Format::Png => formats::png(&mut reader)?,
        Format::WebP => formats::webp(&mut reader)?,
        Format::Gif => gif::header(&mut reader)?,
        Format::Svg => return svg_header(&reader.at_most(SVG_HEAD)?),
    };
    if header.width == 0 || header.height == 0 {
        return Err(Fault::Corrupt("0 × 0".to_owned()));
    }
    if header.pixels() > MAX_PIXELS {
        return Err(Fault::TooManyPixels(header.width, header.height));
    }
    Ok(header)
}

fn svg_header(head: &[u8]) -> Result<Header, Fault> {
    match svg::size_of(&String::from_utf8_lossy(head)) {
        None => Err(Fault::Corrupt("SVG".to_owned())),
        Some(None) => Err(Fault::NoSize),
        Some(Some((width, height))) => Ok(Header {
            alpha: true,
            ..Header::new(Format::Svg, width, height)
        }),
    }
}

/// The kind, by the signature at the beginning of a file.
///
/// # Errors
/// When it is none that is accepted, with the name of what it is where that is known.
pub fn sniff(head: &[u8]) -> Result<Format, Fault> {
    let at = |offset: usize, signature: &[u8]| {
        head.get(offset..)
            .is_some_and(|rest| rest.starts_with(signature))
    };
    match head {
        [] => Err(Fault::Empty),
        _ if at(0, b"\xff\xd8\xff") => Ok(Format::Jpeg),
        _ if at(0, b"\x89PNG\r\n\x1a\n") => Ok(Format::Png),
        _ if at(0, b"RIFF") && at(8, b"WEBP") => Ok(Format::WebP),
        _ if at(0, b"GIF87a") || at(0, b"GIF89a") => Ok(Format::Gif),
        _ if at(4, b"ftyp") => Err(iso_media(head)),
        _ if at(0, b"BM") => Err(Fault::Unsupported("BMP")),
        _ if at(0, b"II*\0") || at(0, b"MM\0*") => Err(Fault::Unsupported("TIFF")),
        _ if at(0, b"\xff\x0a") || at(4, b"JXL ") => Err(Fault::Unsupported("JPEG XL")),
        _ if at(0, b"8BPS") => Err(Fault::Unsupported("Photoshop")),
        _ if at(0, b"\0\0\x01\0") => Err(Fault::Unsupported("ICO")),
        _ if at(0, b"\x1f\x8b") => Err(Fault::Unsupported("SVGZ")),
        _ if at(0, b"%PDF") => Err(Fault::NotAPicture("PDF")),
        _ if at(0, b"PK\x03\x04") => Err(Fault::NotAPicture("ZIP/Word/Excel")),
        _ => sniff_text(head),
    }
}

/// ISO base media files tell their kind by the brands of their first box (ISO/IEC 14496-12, 23008-12).
fn iso_media(head: &[u8]) -> Fault {
    let length = head
        .get(..4)
        .and_then(|b| b.try_into().ok())
        .map_or(0, u32::from_be_bytes) as usize;
    let brands = head.get(8..length.clamp(8, head.len())).unwrap_or(&[]);
    let has = |wanted: &[&[u8]]| brands.chunks_exact(4).any(|brand| wanted.contains(&brand));
    if has(&[b"avif", b"avis"]) {
        Fault::Unsupported("AVIF")
    } else if has(&[
        b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1",
    ]) {
        Fault::Heic
    } else {
        Fault::NotAPicture("video")
    }
}

fn sniff_text(head: &[u8]) -> Result<Format, Fault> {
    let text = head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head)
        .trim_ascii_start();
    let lower = text.to_ascii_lowercase();
    let holds = |word: &[u8]| lower.windows(word.len()).any(|w| w == word);
    if holds(b"<html") || holds(b"<!doctype html") {
        Err(Fault::NotAPicture("HTML"))
    } else if text.starts_with(b"<") {
        Ok(Format::Svg)
    } else {
        Err(Fault::NotAPicture("?"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Cursor;

    #[test]
    fn kinds_are_told_by_content() {
        for (head, kind) in [
            (&b"\xff\xd8\xff\xe0"[..], Ok(Format::Jpeg)),
            (b"GIF89a", Ok(Format::Gif)),
            (
                b"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<svg/>",
                Ok(Format::Svg),
            ),
            (b"", Err(Fault::Empty)),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Err(Fault::Heic)),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", Err(Fault::Heic)),
            (
                b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf",
                Err(Fault::Unsupported("AVIF")),
            ),
            (
                b"\0\0\0\x18ftypisom\0\0\0\0isomavc1",
                Err(Fault::NotAPicture("video")),
            ),
            (b"BM\0\0", Err(Fault::Unsupported("BMP"))),
            (b"II*\0", Err(Fault::Unsupported("TIFF"))),
            (b"%PDF-1.7", Err(Fault::NotAPicture("PDF"))),
            (b"<!DOCTYPE html><html>", Err(Fault::NotAPicture("HTML"))),
            (b"xin ch\xc3\xa0o", Err(Fault::NotAPicture("?"))),
        ] {
            assert_eq!(sniff(head), kind, "{}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn a_huge_declared_size_is_refused_before_decoding() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        png.extend(100_000_u32.to_be_bytes());
        png.extend(100_000_u32.to_be_bytes());
        png.extend(b"\x08\x02\0\0\0\0\0\0\0\0\0\0\0IDAT");
        assert_eq!(
            probe(Cursor::new(png)),
            Err(Fault::TooManyPixels(100_000, 100_000))
        );
    }

    proptest! {
        #[test]
        fn no_input_panics(start in 0_usize..5, rest in prop::collection::vec(any::<u8>(), 0..400)) {
            let starts: [&[u8]; 5] = [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\x01\0\0WEBPVP8X", b"GIF89a", b"\0\0\0\x18ftyp"];
            let _ = probe(Cursor::new([starts[start], &rest].concat()));
        }
    }
}
