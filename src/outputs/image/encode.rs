//! From a photo's bytes to all its files: decode once, turn, scale, encode. Nothing of the original but its pixels
//! gets through, so no Exif, GPS, thumbnail or comment can.

use super::colour::Profile;
use super::decode::{Decoded, Pixels};
use super::exif::Orientation;
use super::fault::Fault;
use super::probe::{Format, Header};
use super::sizes::{Encoding, LIGHT_WIDTH, Variant, webp_quality};
use fast_image_resize as fir;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use std::collections::HashSet;

/// Number of the way of encoding. Goes up whenever the same photo would give other bytes: names of files and keys of
/// the cache depend on it.
pub const VERSION: u32 = 2;

/// A picture with fewer colours than this is a drawing, a chart or a screenshot.
const COLOURS_OF_GRAPHICS: usize = 1024;

/// Quality of a light file that may be as wide as was asked for: that of the other file of this width.
const LIGHT_QUALITY: u8 = webp_quality(LIGHT_WIDTH);

/// The lowest quality of a light file: below it, faces fall into blocks.
const LIGHT_WORST: u8 = 12;

/// Pixels of a light file that has to have a lower quality, and its width. Of eight photos six had to; with them 480 in
/// width was at most 0.003 of SSIM (at 640) behind the best width of 300 to 600.
const NARROWER_PIXELS: f64 = 432.0 * 576.0;
const NARROWER_WIDTH: f64 = 480.0;

/// A photo scaled down to its widest file and turned the right way up.
pub struct Scaled {
    pixels: Pixels,
    graphics: bool,
}

/// Scales a decoded photo to the widest of its files. After this the large pixels are no longer needed.
pub fn scale(decoded: Decoded, header: &Header, variants: &[Variant]) -> Result<Scaled, Fault> {
    let Decoded { pixels, profile } = decoded;
    let Some(widest) = variants.iter().max_by_key(|v| v.width) else {
        return Err(Fault::Empty);
    };
    let graphics = matches!(header.format, Format::Png | Format::Gif) && has_few_colours(&pixels);
    let (width, height) = match header.orientation.is_turned() {
        true => (widest.height, widest.width),
        false => (widest.width, widest.height),
    };
    let small = if (pixels.width, pixels.height) == (width, height) {
        pixels
    } else {
        resized(&pixels, width, height)?
    };
    let pixels = turned(in_srgb(small, profile.as_ref()), header.orientation);
    Ok(Scaled { pixels, graphics })
}

/// Encodes one file.
///
/// # Errors
/// When an encoder refuses.
pub fn encode(photo: &Scaled, variant: &Variant) -> Result<Vec<u8>, Fault> {
    let whole = &photo.pixels;
    if (whole.width, whole.height) == (variant.width, variant.height) {
        return encode_pixels(whole, variant.encoding, photo.graphics);
    }
    encode_pixels(
        &resized(whole, variant.width, variant.height)?,
        variant.encoding,
        photo.graphics,
    )
}

fn encode_pixels(pixels: &Pixels, encoding: Encoding, graphics: bool) -> Result<Vec<u8>, Fault> {
    match encoding {
        Encoding::WebP(quality) if graphics => {
            // Sharp edges and few colours: lossless is often smaller, and always crisper.
            let lossy = webp(pixels, Some(quality.saturating_add(10)), true)?;
            let lossless = webp(pixels, None, true)?;
            Ok(if lossless.len() <= lossy.len() {
                lossless
            } else {
                lossy
            })
        }
        Encoding::WebP(quality) => webp(pixels, Some(quality), false),
        Encoding::Light(most) => light(pixels, most as usize, graphics),
        Encoding::Jpeg(quality) => jpeg(pixels, quality, graphics),
        Encoding::Png => png(pixels),
    }
}

/// The best WebP within so many bytes: as wide as was asked for at full quality, else narrower at the highest quality that
/// fits, at last at the lowest and as narrow as it must be.
fn light(pixels: &Pixels, most: usize, graphics: bool) -> Result<Vec<u8>, Fault> {
    if graphics {
        let lossless = webp(pixels, None, true)?;
        if lossless.len() <= most {
            return Ok(lossless);
        }
    }
    let whole = webp_light(pixels, LIGHT_QUALITY)?;
    if whole.len() <= most {
        return Ok(whole);
    }
    let (width, height) = (f64::from(pixels.width), f64::from(pixels.height));
    let narrower = (NARROWER_PIXELS / (width * height)).sqrt();
    let mut scale = narrower.min(NARROWER_WIDTH / width).min(1.0);
    loop {
        let side = |length: f64| ((length * scale).round() as u32).max(1);
        let small = resized(pixels, side(width), side(height))?;
        let mut best = webp_light(&small, LIGHT_WORST)?;
        if best.len() > most && small.width > 1 {
            scale *= (most as f64 / best.len() as f64).sqrt().min(0.9);
            continue;
        }
        let (mut low, mut high) = (LIGHT_WORST, LIGHT_QUALITY);
        while high - low > 1 {
            let middle = low.midpoint(high);
            let tried = webp_light(&small, middle)?;
            if tried.len() <= most {
                (low, best) = (middle, tried);
            } else {
                high = middle;
            }
        }
        return Ok(best);
    }
}

/// libwebp at its default effort. Sharper conversion of colours costs half as much time again and shows only on
/// edges of pure colour.
fn webp(pixels: &Pixels, quality: Option<u8>, sharp: bool) -> Result<Vec<u8>, Fault> {
    webp_as(pixels, |config| {
        config.lossless = i32::from(quality.is_none());
        config.quality = f32::from(quality.unwrap_or(75));
        config.use_sharp_yuv = i32::from(sharp);
    })
}

/// Transparency is otherwise kept exactly, whatever the quality: a soft edge alone may take 80 kB.
fn webp_light(pixels: &Pixels, quality: u8) -> Result<Vec<u8>, Fault> {
    webp_as(pixels, |config| {
        config.quality = f32::from(quality);
        config.alpha_quality = 50;
    })
}

fn webp_as(pixels: &Pixels, set: impl Fn(&mut webp::WebPConfig)) -> Result<Vec<u8>, Fault> {
    let refused = || Fault::Corrupt("WebP encoder".to_owned());
    let mut config = webp::WebPConfig::new().map_err(|()| refused())?;
    set(&mut config);
    let encoder = match pixels.channels {
        4 => webp::Encoder::from_rgba(&pixels.data, pixels.width, pixels.height),
        _ => webp::Encoder::from_rgb(&pixels.data, pixels.width, pixels.height),
    };
    Ok(encoder
        .encode_advanced(&config)
        .map_err(|_| refused())?
        .to_vec())
}

/// Baseline JPEG. The encoder's optimised Huffman tables are not used: without progressive scans they come out broken
/// in jpeg-encoder 0.7.1.
fn jpeg(pixels: &Pixels, quality: u8, graphics: bool) -> Result<Vec<u8>, Fault> {
    let side =
        |n: u32| u16::try_from(n).map_err(|_| Fault::TooManyPixels(pixels.width, pixels.height));
    let (width, height) = (side(pixels.width)?, side(pixels.height)?);
    let mut out = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut out, quality);
    if graphics {
        encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_1_1);
    }
    let on_white;
    let data = if pixels.channels == 4 {
        on_white = over_white(&pixels.data);
        &on_white
    } else {
        &pixels.data
    };
    let done = encoder.encode(data, width, height, jpeg_encoder::ColorType::Rgb);
    done.map_err(|error| Fault::Corrupt(error.to_string()))?;
    Ok(out)
}

fn png(pixels: &Pixels) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::new();
    let colour = if pixels.channels == 4 {
        ExtendedColorType::Rgba8
    } else {
        ExtendedColorType::Rgb8
    };
    PngEncoder::new_with_quality(&mut out, CompressionType::Default, FilterType::Adaptive)
        .write_image(&pixels.data, pixels.width, pixels.height, colour)
        .map_err(|error| Fault::Corrupt(error.to_string()))?;
    Ok(out)
}

fn over_white(rgba: &[u8]) -> Vec<u8> {
    let blend = |colour: u8, alpha: u8| {
        let (colour, alpha) = (u16::from(colour), u16::from(alpha));
        u8::try_from((colour * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(255)
    };
    rgba.chunks_exact(4)
        .flat_map(|p| [blend(p[0], p[3]), blend(p[1], p[3]), blend(p[2], p[3])])
        .collect()
}

/// Lanczos-3 (alpha is multiplied in before and out after).
fn resized(pixels: &Pixels, width: u32, height: u32) -> Result<Pixels, Fault> {
    let corrupt = |error: &dyn std::fmt::Display| Fault::Corrupt(error.to_string());
    let kind = if pixels.channels == 4 {
        fir::PixelType::U8x4
    } else {
        fir::PixelType::U8x3
    };
    let from = fir::images::ImageRef::new(pixels.width, pixels.height, &pixels.data, kind)
        .map_err(|e| corrupt(&e))?;
    let mut to = fir::images::Image::new(width, height, kind);
    let options = fir::ResizeOptions::new()
        .resize_alg(fir::ResizeAlg::Convolution(fir::FilterType::Lanczos3));
    fir::Resizer::new()
        .resize(&from, &mut to, &options)
        .map_err(|e| corrupt(&e))?;
    Ok(Pixels {
        data: to.into_vec(),
        width,
        height,
        channels: pixels.channels,
    })
}

fn in_srgb(pixels: Pixels, profile: Option<&Profile>) -> Pixels {
    match profile {
        Some(profile) => Pixels {
            data: profile.to_srgb(pixels.data, pixels.channels),
            ..pixels
        },
        None => pixels,
    }
}

fn turned(pixels: Pixels, orientation: Orientation) -> Pixels {
    let channels = pixels.channels;
    let (data, width, height) =
        orientation.apply(pixels.data, pixels.width, pixels.height, channels);
    Pixels {
        data,
        width,
        height,
        channels,
    }
}

/// Looks at about 65,000 pixels spread over the picture.
fn has_few_colours(pixels: &Pixels) -> bool {
    let count = pixels.data.len() / pixels.channels.max(1);
    let step = (count / 65_536).max(1) | 1;
    let mut seen = HashSet::new();
    for pixel in pixels
        .data
        .chunks_exact(pixels.channels.max(1))
        .step_by(step)
    {
        seen.insert(pixel);
        if seen.len() > COLOURS_OF_GRAPHICS {
            return false;
        }
    }
    true
}

#[cfg(test)]
#[path = "encode_tests.rs"]
mod tests;
