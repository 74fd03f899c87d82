//! From a file's bytes to pixels: eight bits of red, green, blue (and alpha) in sRGB.

use super::colour;
use super::fault::Fault;
use super::probe::{Format, Header};
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The most memory that a decoder may take for one picture, in bytes: 50 megapixels of 16-bit RGBA.
const MAX_MEMORY: u64 = 400 << 20;

/// Pixels in rows from the top, `channels` bytes each.
pub struct Pixels {
    /// Bytes.
    pub data: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// 3 (red, green, blue) or 4 (and alpha).
    pub channels: usize,
}

/// A decoded picture.
pub struct Decoded {
    /// As stored.
    pub pixels: Pixels,
    /// The colour profile, unless it is sRGB.
    pub profile: Option<colour::Profile>,
}

/// Decodes a whole picture as it is stored (the first frame, where it moves).
///
/// # Errors
/// When its data are broken or end too early. A decoder that panics counts as finding broken data.
pub fn decode(bytes: &[u8], header: &Header) -> Result<Decoded, Fault> {
    if header.format == Format::Jpeg && !has_end_of_image(bytes) {
        return Err(Fault::Truncated);
    }
    let decoded = catch_unwind(AssertUnwindSafe(|| decode_with_image(bytes, header)));
    decoded.unwrap_or_else(|_| Err(Fault::Corrupt("?".to_owned())))
}

fn decode_with_image(bytes: &[u8], header: &Header) -> Result<Decoded, Fault> {
    let format = match header.format {
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Png => ImageFormat::Png,
        Format::WebP => ImageFormat::WebP,
        Format::Gif => ImageFormat::Gif,
        Format::Svg => return Err(Fault::Corrupt("SVG".to_owned())),
    };
    let corrupt = |error: image::ImageError| Fault::Corrupt(error.to_string());
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(corrupt)?;
    if decoder.dimensions() != (header.width, header.height) {
        return Err(Fault::Corrupt("size".to_owned()));
    }
    let profile = decoder
        .icc_profile()
        .ok()
        .flatten()
        .and_then(|icc| colour::Profile::new(&icc));
    let image = DynamicImage::from_decoder(decoder).map_err(corrupt)?;
    let (width, height) = (image.width(), image.height());
    let (data, channels) = match image.color().has_alpha() {
        true => drop_opaque_alpha(image.into_rgba8().into_raw()),
        false => (image.into_rgb8().into_raw(), 3),
    };
    Ok(Decoded {
        pixels: Pixels {
            data,
            width,
            height,
            channels,
        },
        profile,
    })
}

/// Many programs save pictures without holes as transparent ones.
fn drop_opaque_alpha(mut rgba: Vec<u8>) -> (Vec<u8>, usize) {
    if rgba.chunks_exact(4).any(|p| p[3] != 255) {
        return (rgba, 4);
    }
    let count = rgba.len() / 4;
    for i in 0..count {
        rgba.copy_within(i * 4..i * 4 + 3, i * 3);
    }
    rgba.truncate(count * 3);
    (rgba, 3)
}

/// Decoders fill what is missing at the end of a JPEG with grey; here that is an error. Inside the picture's data a
/// byte FF is always followed by 00 or a restart marker, so FF D9 is the end (ITU-T T.81, B.1.1.5).
fn has_end_of_image(jpeg: &[u8]) -> bool {
    let data = after_first_scan_header(jpeg)
        .and_then(|at| jpeg.get(at..))
        .unwrap_or(&[]);
    data.windows(2).any(|pair| pair == b"\xff\xd9")
}

fn after_first_scan_header(jpeg: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        if *jpeg.get(at)? != 0xff {
            return None;
        }
        match *jpeg.get(at + 1)? {
            0xff => at += 1,
            0x01 | 0xd0..=0xd8 => at += 2,
            marker => {
                let length = u16::from_be_bytes([*jpeg.get(at + 2)?, *jpeg.get(at + 3)?]);
                at += 2 + usize::from(length);
                if marker == 0xda {
                    return Some(at);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alpha_that_hides_nothing_is_dropped() {
        assert_eq!(
            drop_opaque_alpha(vec![1, 2, 3, 255, 4, 5, 6, 255]),
            (vec![1, 2, 3, 4, 5, 6], 3)
        );
        assert_eq!(drop_opaque_alpha(vec![1, 2, 3, 255, 4, 5, 6, 254]).1, 4);
    }

    #[test]
    fn the_end_is_looked_for_behind_the_thumbnail() {
        let thumbnail = b"\xff\xd8\xff\xe1\0\x06Ex\xff\xd9\xff\xda\0\x02data";
        assert!(!has_end_of_image(thumbnail));
        assert!(has_end_of_image(&[thumbnail, &b"\xff\xd9"[..]].concat()));
    }
}
