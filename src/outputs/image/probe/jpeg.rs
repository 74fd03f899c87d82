//! JPEG headers (ITU-T T.81, annex B): segments up to the frame header.

use super::super::exif::Exif;
use super::super::fault::Fault;
use super::reader::Reader;
use super::{Format, Header};
use std::io::{Read, Seek};

/// More segments than any camera writes.
const MOST_SEGMENTS: usize = 10_000;

/// Size, orientation and whether there is a place.
pub fn header<R: Read + Seek>(reader: &mut Reader<R>) -> Result<Header, Fault> {
    reader.skip(2)?;
    let mut exif = Exif::NONE;
    for _ in 0..MOST_SEGMENTS {
        let marker = next_marker(reader)?;
        match marker {
            // Markers without a body.
            0x01 | 0xd0..=0xd8 => continue,
            // The picture ends, or its data begin, before its size was told.
            0xd9 | 0xda => break,
            _ => {}
        }
        let length = u16::from_be_bytes(reader.take()?)
            .checked_sub(2)
            .ok_or_else(broken)?;
        match marker {
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                let [_, h1, h0, w1, w0] = reader.take()?;
                let (width, height) = (u16::from_be_bytes([w1, w0]), u16::from_be_bytes([h1, h0]));
                let found = Header::new(Format::Jpeg, width.into(), height.into());
                return Ok(Header {
                    orientation: exif.orientation,
                    gps: exif.gps,
                    ..found
                });
            }
            0xe1 => {
                let segment = reader.bytes(length.into())?;
                if let Some(tiff) = segment.strip_prefix(b"Exif\0\0") {
                    exif = Exif::read(tiff);
                }
            }
            _ => reader.skip(length.into())?,
        }
    }
    Err(broken())
}

fn next_marker<R: Read + Seek>(reader: &mut Reader<R>) -> Result<u8, Fault> {
    if reader.byte()? != 0xff {
        return Err(broken());
    }
    loop {
        match reader.byte()? {
            0xff => {}
            marker => return Ok(marker),
        }
    }
}

fn broken() -> Fault {
    Fault::Corrupt("JPEG".to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::super::exif::Orientation;
    use super::super::probe;
    use super::*;
    use std::io::Cursor;

    fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker][..], &length, body].concat()
    }

    #[test]
    fn size_is_found_behind_other_segments_and_turned_by_exif() {
        let exif = [b"Exif\0\0".as_slice(), &Exif::only(Orientation::new(6))].concat();
        let jpeg = [
            b"\xff\xd8".as_slice(),
            &segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
            &segment(0xe1, &exif),
            &segment(0xe2, &[0xff; 60_000]),
            &segment(0xc4, &[0; 20]),
            &segment(0xc2, &[8, 0x0b, 0xb8, 0x0f, 0xa0, 3]),
        ]
        .concat();
        let header = probe(Cursor::new(jpeg)).unwrap();
        assert_eq!((header.width, header.height), (4000, 3000));
        assert_eq!(header.shown(), (3000, 4000));
    }

    #[test]
    fn a_file_that_ends_in_its_header_is_truncated() {
        assert_eq!(
            probe(Cursor::new(b"\xff\xd8\xff\xe0\0\x10JF")),
            Err(Fault::Truncated)
        );
        assert_eq!(
            probe(Cursor::new(b"\xff\xd8\xff\xda\0\x02")),
            Err(Fault::Corrupt("JPEG".to_owned()))
        );
    }
}
