//! The cover's file, ready for the renderer.

use super::draw::Cover;
use crate::source::SourceFile;
use fast_image_resize::images::Image;
use fast_image_resize::{PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use std::sync::Arc;

/// Reads a cover. `slot` is the size at which it is shown; photos are brought to about that size.
///
/// # Errors
/// Why it cannot be read, for people.
pub(super) fn read(file: &SourceFile, slot: (f32, f32)) -> Result<Cover, String> {
    let bytes = file.bytes().map_err(|e| e.to_string())?;
    if file.extension() == "svg" {
        return Ok(Cover::Drawing(Arc::new(bytes)));
    }
    let photo = image::load_from_memory(&bytes)
        .map_err(|e| e.to_string())?
        .into_rgb8();
    let (width, height) = photo.dimensions();
    let scale = (slot.0 / width as f32).max(slot.1 / height as f32).min(1.0);
    let small = |n: u32| ((n as f32 * scale).ceil() as u32).max(1);
    let (to_width, to_height) = (small(width), small(height));
    let from = Image::from_vec_u8(width, height, photo.into_raw(), PixelType::U8x3)
        .map_err(|e| e.to_string())?;
    let mut to = Image::new(to_width, to_height, PixelType::U8x3);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(
        fast_image_resize::FilterType::Bilinear,
    ));
    Resizer::new()
        .resize(&from, &mut to, &options)
        .map_err(|e| e.to_string())?;
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Sub)
        .write_image(to.buffer(), to_width, to_height, ExtendedColorType::Rgb8)
        .map_err(|e| e.to_string())?;
    Ok(Cover::Photo(Arc::new(png)))
}
