//! GIF headers (CompuServe GIF89a): the screen's size, and whether there is more than one frame.

use super::super::fault::Fault;
use super::reader::Reader;
use super::{Format, Header};
use std::io::{Read, Seek};

/// More blocks than are looked at for a second frame.
const MOST_BLOCKS: usize = 100_000;

/// Size and whether it moves. A GIF may always be transparent.
pub fn header<R: Read + Seek>(reader: &mut Reader<R>) -> Result<Header, Fault> {
    reader.skip(6)?;
    let [w0, w1, h0, h1, flags, _, _] = reader.take()?;
    let (width, height) = (u16::from_le_bytes([w0, w1]), u16::from_le_bytes([h0, h1]));
    let header = Header {
        alpha: true,
        ..Header::new(Format::Gif, width.into(), height.into())
    };
    reader.skip(colours(flags))?;
    // Whether it is whole is the decoder's affair.
    let animated = has_second_frame(reader).unwrap_or(false);
    Ok(Header { animated, ..header })
}

/// Size of a colour table.
fn colours(flags: u8) -> u64 {
    if flags & 0x80 == 0 {
        0
    } else {
        3 << ((flags & 7) + 1)
    }
}

fn has_second_frame<R: Read + Seek>(reader: &mut Reader<R>) -> Result<bool, Fault> {
    let mut frames = 0;
    for _ in 0..MOST_BLOCKS {
        match reader.byte()? {
            0x21 => reader.skip(1)?,
            0x2c if frames == 1 => return Ok(true),
            0x2c => {
                frames += 1;
                let [.., flags] = reader.take::<9>()?;
                reader.skip(colours(flags) + 1)?;
            }
            _ => return Ok(false),
        }
        for _ in 0..MOST_BLOCKS {
            match reader.byte()? {
                0 => break,
                length => reader.skip(length.into())?,
            }
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::super::probe;
    use std::io::Cursor;

    #[test]
    fn a_second_frame_makes_it_move() {
        let screen = b"GIF89a\x14\0\x0a\0\0\0\0";
        let frame = b"\x21\xf9\x04\0\0\0\0\0\x2c\0\0\0\0\x14\0\x0a\0\0\x02\x02\x4c\x01\0";
        let one = [&screen[..], frame, b";"].concat();
        let two = [&screen[..], frame, frame, b";"].concat();
        assert!(!probe(Cursor::new(one)).unwrap().animated);
        let header = probe(Cursor::new(two)).unwrap();
        assert_eq!((header.shown(), header.animated), ((20, 10), true));
    }
}
