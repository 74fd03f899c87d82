use super::super::decode::decode;
use super::super::probe::probe;
use super::super::sizes::variants;
use super::*;
use std::io::Cursor;

/// A photo with a red left half and a blue right half.
fn two_halves(width: u32, height: u32) -> Pixels {
    let red_first = |x: u32| {
        if x < width / 2 {
            [200, 30, 30]
        } else {
            [30, 30, 200]
        }
    };
    let data = (0..height)
        .flat_map(|_| (0..width).flat_map(red_first))
        .collect();
    Pixels {
        data,
        width,
        height,
        channels: 3,
    }
}

fn all(bytes: &[u8]) -> Vec<(Variant, Vec<u8>)> {
    let header = probe(Cursor::new(bytes)).unwrap();
    let wanted = variants(&header, true);
    let scaled = scale(decode(bytes, &header).unwrap(), &header, &wanted).unwrap();
    wanted
        .iter()
        .map(|v| (*v, encode(&scaled, v).unwrap()))
        .collect()
}

/// A JPEG with Exif (turned by 90°, with a GPS directory and a marker text), a comment and XMP.
fn phone_photo() -> Vec<u8> {
    let mut jpeg = Vec::new();
    let pixels = two_halves(400, 240);
    let mut encoder = jpeg_encoder::Encoder::new(&mut jpeg, 90);
    let tiff = b"MM\0*\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0";
    encoder
        .add_app_segment(
            1,
            [b"Exif\0\0".as_slice(), tiff, b"GPSLatitude 10.386 105.435"].concat(),
        )
        .unwrap();
    encoder
        .add_app_segment(
            1,
            b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>GPSLatitude</x:xmpmeta>".to_vec(),
        )
        .unwrap();
    encoder
        .add_app_segment(13, b"Photoshop 3.0\0GPSLatitude".to_vec())
        .unwrap();
    encoder
        .encode(&pixels.data, 400, 240, jpeg_encoder::ColorType::Rgb)
        .unwrap();
    jpeg
}

#[test]
fn a_phone_photo_is_turned_and_loses_all_metadata() {
    let files = all(&phone_photo());
    assert_eq!(files.len(), 3);
    for (variant, bytes) in files {
        for trace in [
            &b"Exif"[..],
            b"EXIF",
            b"GPS",
            b"xmp",
            b"XMP",
            b"Photoshop",
            b"105.435",
        ] {
            assert!(
                !bytes.windows(trace.len()).any(|w| w == trace),
                "{trace:?} in {variant:?}"
            );
        }
        let image = image::load_from_memory(&bytes).unwrap().to_rgb8();
        assert_eq!(image.dimensions(), (240, 400));
        // Orientation 6: the stored left edge is the top.
        let (top, bottom) = (image.get_pixel(120, 60), image.get_pixel(120, 340));
        assert!(
            top[0] > 150 && top[2] < 80 && bottom[0] < 80 && bottom[2] > 150,
            "{top:?} {bottom:?}"
        );
    }
}

#[test]
fn a_truncated_or_damaged_photo_is_an_error() {
    let whole = phone_photo();
    let header = probe(Cursor::new(&whole)).unwrap();
    assert_eq!(
        decode(&whole[..whole.len() * 3 / 4], &header).err(),
        Some(Fault::Truncated)
    );
    let mut png = png(&two_halves(64, 64)).unwrap();
    let header = probe(Cursor::new(&png)).unwrap();
    png.truncate(png.len() - 20);
    assert!(matches!(
        decode(&png, &header).err(),
        Some(Fault::Corrupt(_))
    ));
}

#[test]
fn transparency_stays_and_drawings_are_kept_crisp() {
    let mut data = Vec::new();
    for y in 0..200_u32 {
        for x in 0..700_u32 {
            data.extend(if (x / 40 + y / 40) % 2 == 0 {
                [200, 20, 20, 255]
            } else {
                [0, 0, 0, 0]
            });
        }
    }
    let drawing = png(&Pixels {
        data,
        width: 700,
        height: 200,
        channels: 4,
    })
    .unwrap();
    for (variant, bytes) in all(&drawing) {
        let image = image::load_from_memory(&bytes).unwrap();
        assert!(image.color().has_alpha(), "{variant:?}");
        if variant.width == 700 {
            let image = image.to_rgba8();
            assert_eq!(image.get_pixel(5, 5).0, [200, 20, 20, 255], "{variant:?}");
            assert_eq!(image.get_pixel(45, 5)[3], 0, "{variant:?}");
        }
    }
}

#[test]
fn over_white_blends() {
    assert_eq!(
        over_white(&[10, 20, 30, 255, 10, 20, 30, 0, 0, 0, 0, 128]),
        [10, 20, 30, 255, 255, 255, 127, 127, 127]
    );
}

#[test]
fn grey_and_sixteen_bit_pictures_are_read() {
    let grey = image::DynamicImage::ImageLuma16(image::ImageBuffer::from_fn(50, 40, |x, _| {
        image::Luma([x as u16 * 1000])
    }));
    let mut bytes = Cursor::new(Vec::new());
    grey.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    assert_eq!(all(&bytes.into_inner()).len(), 3);
}

/// What compresses worst: noise, with a soft edge or none, as a photo and as a drawing, wide and tall.
#[test]
fn a_light_file_is_light_whatever_it_shows() {
    let mut seed = 1_u32;
    let mut noise = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 24) as u8
    };
    for (width, height, channels, few) in [
        (540, 400, 3, false),
        (540, 400, 4, false),
        (540, 400, 3, true),
        (540, 4000, 3, false),
        (540, 8, 4, false),
    ] {
        let data = (0..width * height * channels as u32)
            .map(|_| if few { noise() & 0x80 } else { noise() })
            .collect();
        let pixels = Pixels {
            data,
            width,
            height,
            channels,
        };
        let bytes = light(&pixels, 14_000, few).unwrap();
        assert!(
            (9_000..=14_000).contains(&bytes.len()) || height == 8,
            "{width}×{height}, {channels}: {}",
            bytes.len()
        );
        let shown = image::load_from_memory(&bytes).unwrap();
        let ratio = f64::from(shown.width()) / f64::from(shown.height());
        let wanted = f64::from(width) / f64::from(height);
        assert!((ratio / wanted - 1.0).abs() < 0.05, "{ratio} {wanted}");
    }
}

/// Print shops save CMYK; Photoshop stores it inverted, with Adobe's marker.
#[test]
fn colours_of_print_come_out_right() {
    let mut jpeg = Vec::new();
    let red: Vec<u8> = [0, 255, 255, 0].repeat(32 * 32);
    let encoder = jpeg_encoder::Encoder::new(&mut jpeg, 90);
    encoder
        .encode(&red, 32, 32, jpeg_encoder::ColorType::Cmyk)
        .unwrap();
    for (_, bytes) in all(&jpeg) {
        let image = image::load_from_memory(&bytes).unwrap().to_rgb8();
        let [r, g, b] = image.get_pixel(16, 16).0;
        assert!(r > 200 && g < 60 && b < 60, "{r} {g} {b}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]
    /// Whatever is broken in a file ends as a fault, never as a panic.
    #[test]
    fn broken_files_do_not_panic(
        kind in 0_usize..4,
        breaks in proptest::collection::vec((proptest::prelude::any::<u16>(), proptest::prelude::any::<u8>()), 1..6),
    ) {
        let image = image::RgbaImage::from_fn(24, 16, |x, y| image::Rgba([x as u8 * 9, y as u8 * 9, 70, 200 + y as u8]));
        let format = [image::ImageFormat::Png, image::ImageFormat::Gif, image::ImageFormat::WebP, image::ImageFormat::Jpeg][kind];
        let mut bytes = Cursor::new(Vec::new());
        if format == image::ImageFormat::Jpeg {
            jpeg_encoder::Encoder::new(bytes.get_mut(), 80).encode(&image, 24, 16, jpeg_encoder::ColorType::Rgba).unwrap();
        } else {
            image::DynamicImage::ImageRgba8(image).write_to(&mut bytes, format).unwrap();
        }
        let mut bytes = bytes.into_inner();
        for (at, value) in breaks {
            let at = usize::from(at) % bytes.len();
            bytes[at] = value;
        }
        if let Ok(header) = probe(Cursor::new(&bytes)) {
            let wanted = variants(&header, true);
            if header.pixels() < 1_000_000
                && let Ok(decoded) = decode(&bytes, &header)
            {
                let scaled = scale(decoded, &header, &wanted).unwrap();
                for variant in &wanted {
                    encode(&scaled, variant).unwrap();
                }
            }
        }
    }
}
