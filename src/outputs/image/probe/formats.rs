//! Headers of PNG (W3C PNG 3rd edition) and WebP (RFC 9649).

use super::super::exif::Exif;
use super::super::fault::Fault;
use super::reader::Reader;
use super::{Format, Header};
use std::io::{Read, Seek};

/// More chunks than any program writes before the pixels.
const MOST_CHUNKS: usize = 10_000;
/// An Exif block larger than this is not read.
const MOST_EXIF: u32 = 1 << 20;

/// Size, whether it may be transparent or moves, orientation.
pub fn png<R: Read + Seek>(reader: &mut Reader<R>) -> Result<Header, Fault> {
    reader.skip(8)?;
    let (_, kind) = png_chunk(reader)?;
    if &kind != b"IHDR" {
        return Err(Fault::Corrupt("PNG".to_owned()));
    }
    let width = u32::from_be_bytes(reader.take()?);
    let height = u32::from_be_bytes(reader.take()?);
    let [_, colour, ..] = reader.take::<5>()?;
    let mut header = Header {
        alpha: matches!(colour, 4 | 6),
        ..Header::new(Format::Png, width, height)
    };
    reader.skip(4)?;
    for _ in 0..MOST_CHUNKS {
        let (length, kind) = png_chunk(reader)?;
        match &kind {
            b"IDAT" | b"IEND" => return Ok(header),
            b"tRNS" => header.alpha = true,
            b"acTL" => header.animated = true,
            b"eXIf" if length <= MOST_EXIF => {
                let exif = Exif::read(&reader.bytes(length)?);
                (header.orientation, header.gps) = (exif.orientation, exif.gps);
                reader.skip(4)?;
                continue;
            }
            _ => {}
        }
        reader.skip(u64::from(length) + 4)?;
    }
    Err(Fault::Corrupt("PNG".to_owned()))
}

fn png_chunk<R: Read + Seek>(reader: &mut Reader<R>) -> Result<(u32, [u8; 4]), Fault> {
    Ok((u32::from_be_bytes(reader.take()?), reader.take()?))
}

/// Size, whether it may be transparent or moves, orientation.
pub fn webp<R: Read + Seek>(reader: &mut Reader<R>) -> Result<Header, Fault> {
    reader.skip(12)?;
    let (length, kind) = webp_chunk(reader)?;
    let new = |width, height| Header::new(Format::WebP, width, height);
    match &kind {
        b"VP8 " => {
            let [.., w0, w1, h0, h1] = reader.take::<10>()?;
            let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3fff);
            Ok(new(side(w0, w1), side(h0, h1)))
        }
        b"VP8L" => {
            let [_, bits @ ..] = reader.take::<5>()?;
            let bits = u32::from_le_bytes(bits);
            let (width, height) = ((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1);
            Ok(Header {
                alpha: bits & (1 << 28) != 0,
                ..new(width, height)
            })
        }
        b"VP8X" => {
            let [flags, _, _, _, w0, w1, w2, h0, h1, h2] = reader.take::<10>()?;
            let side = |a, b, c| u32::from_le_bytes([a, b, c, 0]) + 1;
            let header = Header {
                alpha: flags & 0x10 != 0,
                animated: flags & 0x02 != 0,
                ..new(side(w0, w1, w2), side(h0, h1, h2))
            };
            reader.skip(u64::from(padded(length)).saturating_sub(10))?;
            if flags & 0x08 == 0 {
                Ok(header)
            } else {
                webp_exif(reader, header)
            }
        }
        _ => Err(Fault::Corrupt("WebP".to_owned())),
    }
}

fn webp_exif<R: Read + Seek>(reader: &mut Reader<R>, mut header: Header) -> Result<Header, Fault> {
    for _ in 0..MOST_CHUNKS {
        let (length, kind) = match webp_chunk(reader) {
            Ok(chunk) => chunk,
            Err(Fault::Truncated) => break,
            Err(fault) => return Err(fault),
        };
        if &kind == b"EXIF" && length <= MOST_EXIF {
            let block = reader.bytes(length)?;
            let exif = Exif::read(block.strip_prefix(b"Exif\0\0").unwrap_or(&block));
            (header.orientation, header.gps) = (exif.orientation, exif.gps);
            break;
        }
        reader.skip(padded(length).into())?;
    }
    Ok(header)
}

fn webp_chunk<R: Read + Seek>(reader: &mut Reader<R>) -> Result<(u32, [u8; 4]), Fault> {
    let kind = reader.take()?;
    Ok((u32::from_le_bytes(reader.take()?), kind))
}

/// Chunks of odd length are followed by one byte.
fn padded(length: u32) -> u32 {
    length.saturating_add(length & 1)
}

#[cfg(test)]
mod tests {
    use super::super::super::exif::Orientation;
    use super::super::probe;
    use super::*;
    use std::io::Cursor;

    fn png_bytes(colour: u8, chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
        let ihdr = [
            &20_u32.to_be_bytes()[..],
            &10_u32.to_be_bytes(),
            &[8, colour, 0, 0, 0],
        ]
        .concat();
        for (kind, body) in [(b"IHDR", ihdr.as_slice())].iter().chain(chunks) {
            out.extend((body.len() as u32).to_be_bytes());
            out.extend(*kind);
            out.extend(*body);
            out.extend([0; 4]);
        }
        out
    }

    #[test]
    fn png_tells_transparency_movement_and_orientation() {
        let turned = Exif::only(Orientation::new(8));
        for (colour, chunks, alpha, animated) in [
            (2, vec![(b"IDAT", &[][..])], false, false),
            (6, vec![(b"IDAT", &[][..])], true, false),
            (
                3,
                vec![(b"PLTE", &[0; 3][..]), (b"tRNS", &[0]), (b"IDAT", &[])],
                true,
                false,
            ),
            (
                2,
                vec![(b"acTL", &[0; 8][..]), (b"eXIf", &turned), (b"IDAT", &[])],
                false,
                true,
            ),
        ] {
            let header = probe(Cursor::new(png_bytes(colour, &chunks))).unwrap();
            assert_eq!((header.alpha, header.animated), (alpha, animated));
            assert_eq!(header.shown(), if animated { (10, 20) } else { (20, 10) });
        }
        assert_eq!(probe(Cursor::new(png_bytes(2, &[]))), Err(Fault::Truncated));
    }

    #[test]
    fn webp_of_all_three_kinds() {
        let lossy = b"RIFF\0\0\0\0WEBPVP8 \x0a\0\0\0\0\0\0\x9d\x01\x2a\x40\x01\xf0\0";
        assert_eq!(probe(Cursor::new(lossy)).unwrap().shown(), (320, 240));
        let bits = 319_u32 | (239 << 14) | (1 << 28);
        let lossless = [
            b"RIFF\0\0\0\0WEBPVP8L\x05\0\0\0\x2f".as_slice(),
            &bits.to_le_bytes(),
        ]
        .concat();
        let header = probe(Cursor::new(lossless)).unwrap();
        assert_eq!((header.shown(), header.alpha), ((320, 240), true));
        let exif = Exif::only(Orientation::new(6));
        let extended = [
            b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x0a\0\0\0\x3f\x01\0\xef\0\0".as_slice(),
            b"VP8 \x03\0\0\0abc\0EXIF",
            &(exif.len() as u32).to_le_bytes(),
            &exif,
        ]
        .concat();
        let header = probe(Cursor::new(extended)).unwrap();
        assert_eq!(
            (header.shown(), header.alpha, header.animated),
            ((240, 320), false, true)
        );
    }
}
