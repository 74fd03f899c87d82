//! Pictures offered for download keep every pixel as it is and lose everything else: Exif with its place and camera,
//! XMP, comments, thumbnails, the video behind a “motion photo”. Nothing is encoded anew.

use super::exif::{Exif, Orientation};
use super::fault::Fault;
use super::probe::{Format, Header};

/// The same picture without metadata. Colour profiles stay, and which way up it is.
///
/// # Errors
/// When the file is broken or ends too early.
pub fn strip(bytes: &[u8], header: &Header) -> Result<Vec<u8>, Fault> {
    match header.format {
        Format::Jpeg => jpeg(bytes, header.orientation),
        Format::Png => png(bytes, header.orientation),
        Format::WebP => webp(bytes, header.orientation),
        Format::Gif => gif(bytes),
        Format::Svg => return Err(Fault::Corrupt("SVG".to_owned())),
    }
    .ok_or(Fault::Truncated)
}

/// JPEG (ITU-T T.81): JFIF, colour profile and Adobe's colour transform stay of the application segments. Whatever
/// follows the end of the image is cut off.
fn jpeg(bytes: &[u8], orientation: Orientation) -> Option<Vec<u8>> {
    let mut out = bytes.get(..2)?.to_vec();
    let mut turned = (orientation != Orientation::NORMAL).then(|| exif_segment(orientation));
    let mut at = 2;
    loop {
        let marker = *bytes.get(at + 1).filter(|_| bytes.get(at) == Some(&0xff))?;
        match marker {
            0xff => {
                at += 1;
                continue;
            }
            0xd9 => {
                out.extend([0xff, 0xd9]);
                return Some(out);
            }
            0x01 | 0xd0..=0xd8 => {
                at += 2;
                continue;
            }
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes([
            *bytes.get(at + 2)?,
            *bytes.get(at + 3)?,
        ]))
        .max(2);
        let segment = bytes.get(at..at + 2 + length)?;
        at += 2 + length;
        let body = segment.get(4..)?;
        let stays = match marker {
            0xe0 => body.starts_with(b"JFIF\0"),
            0xe2 => body.starts_with(b"ICC_PROFILE\0"),
            0xee => body.starts_with(b"Adobe"),
            0xe1..=0xef | 0xfe => false,
            _ => true,
        };
        if marker != 0xe0
            && let Some(exif) = turned.take()
        {
            out.extend(exif);
        }
        if stays {
            out.extend(segment);
        }
        if marker == 0xda {
            let end = at + scan_length(bytes.get(at..)?)?;
            out.extend(bytes.get(at..end)?);
            at = end;
        }
    }
}

/// Length of a scan's data: up to the next marker that is no restart marker.
fn scan_length(data: &[u8]) -> Option<usize> {
    data.windows(2)
        .position(|pair| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7 | 0xff))
}

fn exif_segment(orientation: Orientation) -> Vec<u8> {
    let tiff = Exif::only(orientation);
    let length = u16::try_from(tiff.len() + 8).unwrap_or(u16::MAX);
    [&[0xff, 0xe1][..], &length.to_be_bytes(), b"Exif\0\0", &tiff].concat()
}

/// PNG: the chunks that make the picture.
fn png(bytes: &[u8], orientation: Orientation) -> Option<Vec<u8>> {
    const STAYS: [&[u8; 4]; 14] = [
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
        b"pHYs", b"acTL", b"fcTL", b"fdAT",
    ];
    let mut out = bytes.get(..8)?.to_vec();
    let mut at = 8;
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize;
        let chunk = bytes.get(at..at.checked_add(length)?.checked_add(12)?)?;
        let kind: &[u8; 4] = chunk.get(4..8)?.try_into().ok()?;
        if STAYS.contains(&kind) {
            out.extend(chunk);
        }
        if kind == b"IHDR" && orientation != Orientation::NORMAL {
            let tiff = Exif::only(orientation);
            let body = [b"eXIf".as_slice(), &tiff].concat();
            out.extend(u32::try_from(tiff.len()).ok()?.to_be_bytes());
            out.extend(&body);
            out.extend(crc32(&body).to_be_bytes());
        }
        if kind == b"IEND" {
            return Some(out);
        }
        at += chunk.len();
    }
}

/// CRC-32 of a PNG chunk (W3C PNG, annex D).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc: u32, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                (crc >> 1) ^ 0xedb8_8320
            } else {
                crc >> 1
            }
        })
    })
}

/// WebP (RFC 9649): all chunks but Exif, XMP and unknown ones.
fn webp(bytes: &[u8], orientation: Orientation) -> Option<Vec<u8>> {
    const STAYS: [&[u8; 4]; 7] = [
        b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP",
    ];
    const EXIF: u8 = 0x08;
    const XMP: u8 = 0x04;
    let mut out = bytes.get(..12)?.to_vec();
    let end = usize::try_from(u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?))
        .ok()?
        .checked_add(8)?;
    let bytes = bytes.get(..end)?;
    let turned = orientation != Orientation::NORMAL;
    let mut at = 12;
    while at < end {
        let kind: &[u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
        let length = u32::from_le_bytes(bytes.get(at + 4..at + 8)?.try_into().ok()?) as usize;
        let chunk = bytes.get(at..at.checked_add(length)?.checked_add(8)?)?;
        if STAYS.contains(&kind) {
            let flags = out.len() + 8;
            out.extend(chunk);
            if let Some(flags) = out.get_mut(flags).filter(|_| kind == b"VP8X") {
                *flags = (*flags & !(EXIF | XMP)) | if turned { EXIF } else { 0 };
            }
            out.extend((length & 1 == 1).then_some(0));
        }
        at += chunk.len() + (length & 1);
    }
    if turned {
        let tiff = Exif::only(orientation);
        out.extend(b"EXIF");
        out.extend(u32::try_from(tiff.len()).ok()?.to_le_bytes());
        out.extend(&tiff);
        out.extend((tiff.len() & 1 == 1).then_some(0));
    }
    let size = u32::try_from(out.len() - 8).ok()?;
    out.get_mut(4..8)?.copy_from_slice(&size.to_le_bytes());
    Some(out)
}

/// GIF89a: comments, plain text and application data go, except the number of repetitions.
fn gif(bytes: &[u8]) -> Option<Vec<u8>> {
    let table = |flags: u8| {
        if flags & 0x80 == 0 {
            0
        } else {
            3 << ((flags & 7) + 1)
        }
    };
    let mut at = 13 + table(*bytes.get(10)?);
    let mut out = bytes.get(..at)?.to_vec();
    loop {
        let start = at;
        let stays = match *bytes.get(at)? {
            0x3b => {
                out.push(0x3b);
                return Some(out);
            }
            0x21 => {
                let label = *bytes.get(at + 1)?;
                at += 2;
                label == 0xf9 || (label == 0xff && bytes.get(at + 1..)?.starts_with(b"NETSCAPE2.0"))
            }
            0x2c => {
                at += 11 + table(*bytes.get(at + 9)?);
                true
            }
            _ => return None,
        };
        loop {
            let length = usize::from(*bytes.get(at)?);
            at += 1 + length;
            if length == 0 {
                break;
            }
        }
        if stays {
            out.extend(bytes.get(start..at)?);
        }
    }
}

#[cfg(test)]
#[path = "strip_tests.rs"]
mod tests;
