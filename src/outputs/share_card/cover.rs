//! The cover's photo, ready for the renderer.

use fast_image_resize::images::Image;
use fast_image_resize::{FilterType as Filter, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};

/// Brings a photo to about the size at which it is shown, as PNG, which the renderer reads without loss.
///
/// # Errors
/// Why it cannot be read, for people.
pub(super) fn sized(bytes: &[u8], slot: (f32, f32)) -> Result<Vec<u8>, String> {
    let photo = image::load_from_memory(bytes)
        .map_err(|e| e.to_string())?
        .into_rgba8();
    let (width, height) = photo.dimensions();
    let scale = (slot.0 / width as f32).max(slot.1 / height as f32).min(1.0);
    let small = |n: u32| ((n as f32 * scale).ceil() as u32).max(1);
    let (to_width, to_height) = (small(width), small(height));
    let from = Image::from_vec_u8(width, height, photo.into_raw(), PixelType::U8x4)
        .map_err(|e| e.to_string())?;
    let mut to = Image::new(to_width, to_height, PixelType::U8x4);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(Filter::Bilinear));
    Resizer::new()
        .resize(&from, &mut to, &options)
        .map_err(|e| e.to_string())?;
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Sub)
        .write_image(to.buffer(), to_width, to_height, ExtendedColorType::Rgba8)
        .map_err(|e| e.to_string())?;
    Ok(png)
}
