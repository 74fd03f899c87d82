use super::super::probe::probe;
use super::*;
use proptest::prelude::*;
use std::io::Cursor;

const SECRET: &[u8] = b"GPS 10.386 105.435 Lan";

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|w| w == word)
}

fn stripped(bytes: &[u8]) -> Vec<u8> {
    let header = probe(Cursor::new(bytes)).unwrap();
    let out = strip(bytes, &header).unwrap();
    assert!(holds(bytes, SECRET) && !holds(&out, SECRET));
    let after = probe(Cursor::new(&out)).unwrap();
    assert_eq!((after.shown(), after.gps), (header.shown(), false));
    let (before, after) = (
        image::load_from_memory(bytes).unwrap(),
        image::load_from_memory(&out).unwrap(),
    );
    assert_eq!(before.as_bytes(), after.as_bytes());
    assert_eq!(strip(&out, &header).unwrap(), out);
    out
}

fn turned_exif() -> Vec<u8> {
    let tiff = b"MM\0*\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0";
    [tiff.as_slice(), SECRET].concat()
}

#[test]
fn a_jpeg_keeps_its_pixels_and_its_way_up() {
    for progressive in [false, true] {
        let mut jpeg = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut jpeg, 85);
        encoder.set_progressive(progressive);
        encoder
            .add_app_segment(1, [b"Exif\0\0".as_slice(), &turned_exif()].concat())
            .unwrap();
        encoder.add_app_segment(13, SECRET.to_vec()).unwrap();
        encoder.add_icc_profile(b"a colour profile").unwrap();
        let pixels: Vec<u8> = (0..64 * 48 * 3).map(|i| (i * 7 % 251) as u8).collect();
        encoder
            .encode(&pixels, 64, 48, jpeg_encoder::ColorType::Rgb)
            .unwrap();
        jpeg.extend(SECRET);
        let out = stripped(&jpeg);
        assert!(holds(&out, b"ICC_PROFILE"));
        assert_eq!(probe(Cursor::new(&out)).unwrap().shown(), (48, 64));
    }
}

#[test]
fn a_png_keeps_its_pixels() {
    let mut png = Cursor::new(Vec::new());
    image::RgbaImage::from_fn(9, 5, |x, y| image::Rgba([x as u8, y as u8, 3, 200]))
        .write_to(&mut png, image::ImageFormat::Png)
        .unwrap();
    let mut png = png.into_inner();
    for (kind, body) in [
        (b"tEXt", [b"Author\0", SECRET].concat()),
        (b"eXIf", turned_exif()),
    ] {
        let chunk = [kind.as_slice(), &body].concat();
        let whole = [
            &(body.len() as u32).to_be_bytes()[..],
            &chunk,
            &crc32(&chunk).to_be_bytes(),
        ]
        .concat();
        png.splice(33..33, whole);
    }
    png.extend(SECRET);
    assert_eq!(probe(Cursor::new(stripped(&png))).unwrap().shown(), (5, 9));
}

#[test]
fn a_webp_keeps_its_pixels() {
    let plain = webp::Encoder::from_rgb(&[90; 20 * 10 * 3], 20, 10)
        .encode(80.0)
        .to_vec();
    let exif = turned_exif();
    let chunk = |kind: &[u8], body: &[u8]| {
        let pad = vec![0; body.len() & 1];
        [kind, &(body.len() as u32).to_le_bytes(), body, &pad].concat()
    };
    let body = [
        b"WEBP".to_vec(),
        chunk(b"VP8X", &[0x0c, 0, 0, 0, 19, 0, 0, 9, 0, 0]),
        plain[12..].to_vec(),
        chunk(b"EXIF", &exif),
        chunk(b"XMP ", SECRET),
    ]
    .concat();
    let webp = chunk(b"RIFF", &body);
    assert_eq!(
        probe(Cursor::new(stripped(&webp))).unwrap().shown(),
        (10, 20)
    );
}

#[test]
fn a_gif_keeps_its_pixels() {
    let mut gif = Vec::new();
    let frame = image::Frame::new(image::RgbaImage::from_pixel(
        8,
        4,
        image::Rgba([9, 8, 7, 255]),
    ));
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut gif);
    encoder
        .set_repeat(image::codecs::gif::Repeat::Infinite)
        .unwrap();
    encoder.encode_frame(frame).unwrap();
    drop(encoder);
    let comment = [&[0x21, 0xfe, SECRET.len() as u8][..], SECRET, &[0]].concat();
    gif.splice(gif.len() - 1..gif.len() - 1, comment);
    assert!(holds(&stripped(&gif), b"NETSCAPE2.0"));
}

proptest! {
    #[test]
    fn no_input_panics(format in 0_usize..4, rest in prop::collection::vec(any::<u8>(), 0..300)) {
        let (format, start): (Format, &[u8]) = [
            (Format::Jpeg, &b"\xff\xd8\xff\xda\0\x02"[..]),
            (Format::Png, b"\x89PNG\r\n\x1a\n"),
            (Format::WebP, b"RIFF\x40\0\0\0WEBP"),
            (Format::Gif, b"GIF89a\x01\0\x01\0\0\0\0"),
        ][format];
        let orientation = Orientation::new(3);
        let header = Header { format, width: 1, height: 1, orientation, alpha: false, animated: false, gps: false };
        let _ = strip(&[start, &rest].concat(), &header);
    }
}
