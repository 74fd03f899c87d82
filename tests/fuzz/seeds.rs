//! Where inputs begin: what failed once (`corpus/<target>/`), and what the project has of each form.

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder with one of these endings, each of at most `most` bytes, in order.
fn files(folder: &str, endings: &[&str], most: u64) -> Vec<Vec<u8>> {
    let mut paths: Vec<PathBuf> = walkdir::WalkDir::new(root().join(folder))
        .into_iter()
        .filter_map(Result::ok)
        .filter(|e| e.file_type().is_file() && e.metadata().is_ok_and(|m| m.len() <= most))
        .map(walkdir::DirEntry::into_path)
        .filter(|p| endings.iter().any(|e| p.to_string_lossy().ends_with(e)))
        .collect();
    paths.sort();
    paths.iter().map(|p| std::fs::read(p).unwrap()).collect()
}

fn lines(path: &Path) -> Vec<Vec<u8>> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines()
        .filter(|l| !l.starts_with("## "))
        .map(|l| l.as_bytes().to_vec())
        .collect()
}

pub fn of(target: &str) -> Vec<Vec<u8>> {
    let mut all = files(&format!("tests/fuzz/corpus/{target}"), &[""], 1 << 20);
    match target {
        "entry" | "front" => {
            all.extend(files("tests/diagnostics", &[".md"], 4000));
            all.extend(files("tests/posts", &[".md"], 4000));
        }
        "post" => all.extend(files("tests/posts", &[".md"], 4000).into_iter().step_by(4)),
        "markdown" => {
            all.extend(files("tests/diagnostics", &[".md"], 4000));
            all.extend(lines(&root().join("tests/hostile/vectors/html.txt")));
            all.extend(lines(&root().join("tests/hostile/vectors/url.txt")));
        }
        "site" => all.extend(files("tests", &["site.yaml"], 9000)),
        "theme" => {
            all.extend(files("themes/gan-cong-nhan/templates", &[".html"], 6000));
            all.extend(files("tests/sites/nho/themes", &[".html"], 6000));
        }
        "image" => all.extend(seeds_of_pictures()),
        "svg" => {
            all.extend(files("content", &[".svg"], 6000));
            all.extend(
                lines(&root().join("tests/hostile/vectors/svg.txt"))
                    .iter()
                    .map(|l| {
                        let line = String::from_utf8_lossy(l);
                        format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{line}</svg>")
                            .into_bytes()
                    }),
            );
        }
        _ => {}
    }
    if all.is_empty() {
        all.push(b"x".to_vec());
    }
    all
}

/// Small pictures of each kind that can be made here, and the heads of those that cannot.
fn seeds_of_pictures() -> Vec<Vec<u8>> {
    let picture = image::RgbaImage::from_fn(9, 7, |x, y| {
        image::Rgba([x as u8 * 20, y as u8 * 30, 90, 255])
    });
    let rgb = image::DynamicImage::ImageRgba8(picture).to_rgb8();
    let mut out = Vec::new();
    for format in [
        image::ImageFormat::Jpeg,
        image::ImageFormat::Png,
        image::ImageFormat::Gif,
        image::ImageFormat::WebP,
    ] {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::DynamicImage::ImageRgb8(rgb.clone())
            .write_to(&mut bytes, format)
            .unwrap();
        out.push(bytes.into_inner());
    }
    // A JPEG with an Exif part: byte order, one entry (orientation), a pointer to nowhere.
    let exif = b"\xff\xd8\xff\xe1\x00\x2aExif\0\0MM\0\x2a\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\x87\x69\0\x04\0\0\0\x01\0\0\xff\xff\0\0\0\0";
    let mut turned = exif.to_vec();
    turned.extend_from_slice(&out[0][2..]);
    out.push(turned);
    out.push(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x40meta\0\0\0\0".to_vec());
    out.push(b"\0\0\0\x18ftypavif\0\0\0\0mif1avif\0\0\0\x40meta\0\0\0\0".to_vec());
    out.push(b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x04\0\0\0\x04\0\0\0\x01\0\x18\0".to_vec());
    out.push(b"II*\0\x08\0\0\0\x01\0\x00\x01\x03\0\x01\0\0\0\x04\0\0\0".to_vec());
    out
}
