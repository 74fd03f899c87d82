//! Which files a photo becomes: widths and formats.

use super::probe::{Format, Header};

/// Widths in pixels. A phone of 360 CSS pixels shows a full-width picture from the 360, 720 or 1080 file, by the
/// density of its screen; 540 serves screens of density 1.5 and pictures in lists.
pub const WIDTHS: [u32; 4] = [360, 540, 720, 1080];

/// The most pixels in height that WebP can hold (RFC 9649: 14 bits).
const MAX_HEIGHT: u32 = 16_383;

/// Quality of the JPEG fallback, 1 to 100: only old browsers and link previews load it.
const JPEG_QUALITY: u8 = 76;

/// Width of the light file, which a phone loads of a photo at the head of a page, where its bytes allow it.
pub(super) const LIGHT_WIDTH: u32 = 540;

/// The most bytes of a light file: with the 10 kB of the page around it a first view stays within 25 kB.
const LIGHT_BYTES: u32 = 14_000;

/// How a file is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// WebP, with its quality (0 to 100).
    WebP(u8),
    /// WebP of at most so many bytes, narrower than was asked for where it must be.
    Light(u32),
    /// JPEG, with its quality (1 to 100).
    Jpeg(u8),
    /// PNG.
    Png,
}

impl Encoding {
    /// The file's extension.
    pub fn extension(self) -> &'static str {
        match self {
            Encoding::WebP(_) | Encoding::Light(_) => "webp",
            Encoding::Jpeg(_) => "jpg",
            Encoding::Png => "png",
        }
    }
}

/// One file of a photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Format.
    pub encoding: Encoding,
}

impl Variant {
    /// Whether it is one of the files of the modern format, from which a browser chooses by width.
    pub fn is_modern(&self) -> bool {
        matches!(self.encoding, Encoding::WebP(_))
    }

    /// Whether it is one of the files of the format that every browser reads.
    pub fn is_fallback(&self) -> bool {
        matches!(self.encoding, Encoding::Jpeg(_) | Encoding::Png)
    }

    /// Whether it is the file for a phone's first view.
    pub fn is_light(&self) -> bool {
        matches!(self.encoding, Encoding::Light(_))
    }
}

/// The files of a photo, those of one format from narrow to wide. It is never enlarged: a photo of 800 pixels gives
/// 360, 540 and 800 (720 would be as good as 800). The fallback comes in two widths only, to keep deployments small; a
/// photo that `leads`, being the first of a page, has a light file too.
pub fn variants(header: &Header, leads: bool) -> Vec<Variant> {
    let (width, height) = header.shown();
    let fits = if height > MAX_HEIGHT {
        scaled(MAX_HEIGHT, width, height)
    } else {
        width
    };
    let Some(top) = WIDTHS.last().map(|widest| fits.clamp(1, *widest)) else {
        return Vec::new();
    };
    let narrower = |than: u32| WIDTHS.into_iter().filter(move |w| w * 10 < than * 9);
    let fallback = match header.format {
        Format::Png if header.alpha => Encoding::Png,
        Format::WebP if header.alpha => Encoding::Png,
        Format::Gif => Encoding::Png,
        _ => Encoding::Jpeg(JPEG_QUALITY),
    };
    let sized = |w: u32, encoding| Variant {
        width: w,
        height: scaled(w, height, width).min(MAX_HEIGHT),
        encoding,
    };
    let modern = narrower(top)
        .chain([top])
        .map(|w| sized(w, Encoding::WebP(webp_quality(w))));
    let light = leads.then(|| sized(LIGHT_WIDTH.min(top), Encoding::Light(LIGHT_BYTES)));
    let plain = narrower(top)
        .filter(|w| *w == 540)
        .chain([top])
        .map(|w| sized(w, fallback));
    modern.chain(light).chain(plain).collect()
}

/// `length × to ÷ from`, rounded, at least 1.
fn scaled(length: u32, to: u32, from: u32) -> u32 {
    let (length, to, from) = (u64::from(length), u64::from(to), u64::from(from.max(1)));
    u32::try_from((length * to + from / 2) / from)
        .unwrap_or(u32::MAX)
        .max(1)
}

/// The wider file is loaded by the denser screen, whose pixels are too small for the eye to see their faults: quality
/// goes down as width goes up (measured on photos of people and places: 16 % fewer bytes at 720 than at quality 78).
pub(super) const fn webp_quality(width: u32) -> u8 {
    match width {
        0..=400 => 78,
        401..=600 => 74,
        601..=800 => 70,
        _ => 64,
    }
}

#[cfg(test)]
mod tests {
    use super::super::exif::Orientation;
    use super::super::probe;
    use super::*;

    fn header(format: Format, width: u32, height: u32) -> Header {
        let orientation = Orientation::NORMAL;
        probe::Header {
            format,
            width,
            height,
            orientation,
            alpha: false,
            animated: false,
            gps: false,
        }
    }

    fn widths(header: &Header, kind: fn(&Variant) -> bool) -> Vec<(u32, u32)> {
        let chosen = variants(header, false).into_iter().filter(kind);
        chosen.map(|v| (v.width, v.height)).collect()
    }

    #[test]
    fn widths_go_up_to_1080_and_never_enlarge() {
        let photo = header(Format::Jpeg, 4000, 3000);
        assert_eq!(
            widths(&photo, Variant::is_modern),
            [(360, 270), (540, 405), (720, 540), (1080, 810)]
        );
        assert_eq!(
            widths(&photo, Variant::is_fallback),
            [(540, 405), (1080, 810)]
        );
        assert_eq!(
            widths(&header(Format::Jpeg, 800, 600), Variant::is_modern),
            [(360, 270), (540, 405), (800, 600)]
        );
        assert_eq!(
            widths(&header(Format::Jpeg, 380, 20), Variant::is_modern),
            [(380, 20)]
        );
        assert_eq!(
            widths(&header(Format::Jpeg, 1, 1), Variant::is_modern),
            [(1, 1)]
        );
    }

    #[test]
    fn what_leads_has_a_light_file() {
        let light = |w, leads| {
            let all = variants(&header(Format::Jpeg, w, w / 2), leads);
            all.into_iter()
                .find(Variant::is_light)
                .map(|v| (v.width, v.height))
        };
        assert_eq!(light(4000, true), Some((540, 270)));
        assert_eq!(light(200, true), Some((200, 100)));
        assert_eq!(light(4000, false), None);
    }

    #[test]
    fn a_turned_photo_is_measured_as_it_is_shown() {
        let turned = Header {
            orientation: Orientation::new(6),
            ..header(Format::Jpeg, 4000, 3000)
        };
        assert_eq!(
            widths(&turned, Variant::is_fallback),
            [(540, 720), (1080, 1440)]
        );
    }

    #[test]
    fn very_long_pictures_fit_into_webp() {
        for (w, h) in [(1080, 40_000), (3, 49_999), (700, 60_000)] {
            for variant in variants(&header(Format::Png, w, h), true) {
                assert!(variant.height <= MAX_HEIGHT && variant.width <= w && variant.width > 0);
            }
        }
    }

    #[test]
    fn transparency_falls_back_to_png() {
        let clear = Header {
            alpha: true,
            ..header(Format::Png, 600, 600)
        };
        assert!(
            variants(&clear, true)
                .iter()
                .any(|v| v.encoding == Encoding::Png)
        );
        assert!(
            variants(&header(Format::Png, 600, 600), true)
                .iter()
                .all(|v| v.encoding != Encoding::Png)
        );
    }
}
