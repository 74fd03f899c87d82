//! The two things that matter in a photo's Exif block: which way up it is, and whether it says where it was taken.
//! (Exif 2.32, CIPA DC-008: a TIFF structure with the tags 0x0112 Orientation and 0x8825 GPS.)

/// Which way up the stored pixels are: Exif's values 1 to 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Orientation(u8);

impl Orientation {
    /// As stored.
    pub const NORMAL: Orientation = Orientation(1);

    /// From Exif's value; unknown values mean “as stored”, as browsers take them.
    pub fn new(value: u16) -> Self {
        match u8::try_from(value) {
            Ok(value @ 1..=8) => Self(value),
            _ => Self::NORMAL,
        }
    }

    /// Exif's value, 1 to 8.
    pub fn value(self) -> u8 {
        self.0
    }

    /// Whether width and height change places.
    pub fn is_turned(self) -> bool {
        self.0 >= 5
    }

    /// Turns pixels of `channels` bytes the right way up; returns them with their new width and height.
    pub fn apply(
        self,
        pixels: Vec<u8>,
        width: u32,
        height: u32,
        channels: usize,
    ) -> (Vec<u8>, u32, u32) {
        if self == Self::NORMAL {
            return (pixels, width, height);
        }
        let (w, h) = (width as usize, height as usize);
        let (out_w, out_h) = if self.is_turned() { (h, w) } else { (w, h) };
        let mut out = Vec::with_capacity(pixels.len());
        for y in 0..out_h {
            for x in 0..out_w {
                let (sx, sy) = self.source(x, y, w, h);
                let at = (sy * w + sx) * channels;
                out.extend_from_slice(
                    pixels
                        .get(at..at + channels)
                        .unwrap_or(&[0; 4][..channels.min(4)]),
                );
            }
        }
        (out, out_w as u32, out_h as u32)
    }

    /// Where the shown pixel (x, y) is stored, in an image stored with width `w` and height `h`.
    fn source(self, x: usize, y: usize, w: usize, h: usize) -> (usize, usize) {
        let (right, bottom) = (w.saturating_sub(1), h.saturating_sub(1));
        match self.0 {
            2 => (right - x, y),
            3 => (right - x, bottom - y),
            4 => (x, bottom - y),
            5 => (y, x),
            6 => (y, bottom - x),
            7 => (right - y, bottom - x),
            8 => (right - y, x),
            _ => (x, y),
        }
    }
}

/// What an Exif block says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exif {
    /// Which way up.
    pub orientation: Orientation,
    /// Whether there is a GPS directory.
    pub gps: bool,
}

impl Exif {
    /// No Exif.
    pub const NONE: Exif = Exif {
        orientation: Orientation::NORMAL,
        gps: false,
    };

    /// Reads a TIFF block (after `Exif\0\0` in a JPEG). Whatever is broken counts as absent.
    pub fn read(tiff: &[u8]) -> Exif {
        Self::try_read(tiff).unwrap_or(Self::NONE)
    }

    fn try_read(tiff: &[u8]) -> Option<Exif> {
        let big = match tiff.get(..4)? {
            b"MM\0*" => true,
            b"II*\0" => false,
            _ => return None,
        };
        let u16_at = |at: usize| {
            let bytes: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
            Some(if big {
                u16::from_be_bytes(bytes)
            } else {
                u16::from_le_bytes(bytes)
            })
        };
        let u32_at = |at: usize| {
            let bytes: [u8; 4] = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
            Some(if big {
                u32::from_be_bytes(bytes)
            } else {
                u32::from_le_bytes(bytes)
            })
        };
        let directory = u32_at(4)? as usize;
        let mut exif = Exif::NONE;
        for i in 0..usize::from(u16_at(directory)?) {
            let field = directory.checked_add(2 + i * 12)?;
            match u16_at(field) {
                Some(0x0112) => exif.orientation = Orientation::new(u16_at(field + 8)?),
                Some(0x8825) => exif.gps = true,
                Some(_) => {}
                None => break,
            }
        }
        Some(exif)
    }

    /// A block that holds an orientation and nothing else, for copies whose pixels stay as stored.
    pub fn only(orientation: Orientation) -> Vec<u8> {
        let mut tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        tiff.extend([orientation.value(), 0, 0, 0, 0, 0, 0]);
        tiff
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_orientation_and_gps_in_both_byte_orders() {
        let big = b"MM\0*\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\x88\x25\0\x04\0\0\0\x01\0\0\0\0\0\0\0\0";
        assert_eq!(
            Exif::read(big),
            Exif {
                orientation: Orientation(6),
                gps: true
            }
        );
        let little = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x08\0\0\0\0\0\0\0";
        assert_eq!(
            Exif::read(little),
            Exif {
                orientation: Orientation(8),
                gps: false
            }
        );
        assert_eq!(
            Exif::read(&Exif::only(Orientation(3))).orientation,
            Orientation(3)
        );
    }

    #[test]
    fn broken_blocks_count_as_absent() {
        for block in [
            &b""[..],
            b"MM",
            b"II*\0\xff\xff\xff\xff",
            b"MM\0*\0\0\0\x08\xff\xff",
            b"XX*\0\0\0\0\x08",
        ] {
            assert_eq!(Exif::read(block), Exif::NONE);
        }
    }

    /// The picture “1 2 / 3 4 / 5 6” stored in each of the eight ways.
    #[test]
    fn all_eight_orientations_come_out_the_right_way_up() {
        for (value, stored, w, h) in [
            (1, [1, 2, 3, 4, 5, 6], 2, 3),
            (2, [2, 1, 4, 3, 6, 5], 2, 3),
            (3, [6, 5, 4, 3, 2, 1], 2, 3),
            (4, [5, 6, 3, 4, 1, 2], 2, 3),
            (5, [1, 3, 5, 2, 4, 6], 3, 2),
            (6, [2, 4, 6, 1, 3, 5], 3, 2),
            (7, [6, 4, 2, 5, 3, 1], 3, 2),
            (8, [5, 3, 1, 6, 4, 2], 3, 2),
        ] {
            let shown = Orientation::new(value).apply(stored.to_vec(), w, h, 1);
            assert_eq!(shown, (vec![1, 2, 3, 4, 5, 6], 2, 3), "orientation {value}");
        }
    }
}
