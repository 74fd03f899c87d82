//! What photos cost: `cargo bench --bench images [-- PHOTOS]`. Makes photos of 12 megapixels (gradients, texture and
//! noise) in a temporary folder and prints milliseconds per photo for each stage, then builds a site with all of them,
//! cold and warm, and prints the time per photo and the peak of memory (on Linux).

use satcoso::outputs::Options;
use satcoso::outputs::image::decode::decode;
use satcoso::outputs::image::encode::{encode, scale};
use satcoso::outputs::image::probe::probe;
use satcoso::outputs::image::sizes::variants;
use satcoso::text::date::Instant as Moment;
use satcoso::{Request, build};
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::time::Instant;

const WIDTH: u32 = 4000;
const HEIGHT: u32 = 3000;
const ROUNDS: u32 = 5;

fn main() {
    let photos = std::env::args()
        .find_map(|arg| arg.parse().ok())
        .unwrap_or(200);
    let baseline = photo(false);
    stages("baseline", &baseline);
    stages("progressive", &photo(true));
    whole_site(&baseline, photos);
}

/// A photo of 12 megapixels as a JPEG.
fn photo(progressive: bool) -> Vec<u8> {
    let (mut pixels, mut seed) = (Vec::with_capacity((WIDTH * HEIGHT * 3) as usize), 1_u32);
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            seed ^= seed << 13;
            seed ^= seed >> 17;
            seed ^= seed << 5;
            let grain = (seed & 15) + (((x / 7) ^ (y / 5)) & 31);
            pixels.push((x * 200 / WIDTH + grain) as u8);
            pixels.push((y * 200 / HEIGHT + grain) as u8);
            pixels.push(((x + y) * 180 / (WIDTH + HEIGHT) + grain) as u8);
        }
    }
    let mut jpeg = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut jpeg, 88);
    encoder.set_progressive(progressive);
    encoder
        .encode(
            &pixels,
            WIDTH as u16,
            HEIGHT as u16,
            jpeg_encoder::ColorType::Rgb,
        )
        .unwrap();
    jpeg
}

/// The fastest of several rounds, in milliseconds.
fn timed<T>(name: &str, work: impl Fn() -> T) -> T {
    let (mut best, mut made) = (f64::MAX, None);
    for _ in 0..ROUNDS {
        let since = Instant::now();
        made = Some(work());
        best = best.min(since.elapsed().as_secs_f64() * 1e3);
    }
    println!("  {name:<28} {best:>8.2} ms");
    made.unwrap()
}

fn stages(name: &str, jpeg: &[u8]) {
    println!("12 MP {name} JPEG, {} kB:", jpeg.len() / 1000);
    let header = timed("header", || probe(Cursor::new(jpeg)).unwrap());
    let wanted = variants(&header, true);
    timed("decode", || decode(jpeg, &header).unwrap());
    let since = Instant::now();
    let mut decoding = 0.0;
    for _ in 0..ROUNDS {
        let before = since.elapsed();
        let decoded = decode(jpeg, &header).unwrap();
        decoding += (since.elapsed() - before).as_secs_f64();
        scale(decoded, &header, &wanted).unwrap();
    }
    let scaling = (since.elapsed().as_secs_f64() - decoding) * 1e3 / f64::from(ROUNDS);
    println!("  {:<28} {scaling:>8.2} ms", "scale to 1080");
    let scaled = scale(decode(jpeg, &header).unwrap(), &header, &wanted).unwrap();
    for variant in &wanted {
        let label = format!(
            "{}×{} {:?}",
            variant.width, variant.height, variant.encoding
        );
        let bytes = timed(&label, || encode(&scaled, variant).unwrap());
        println!("  {:<28} {:>8.1} kB", "", bytes.len() as f64 / 1e3);
    }
}

fn whole_site(jpeg: &[u8], photos: usize) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/nho");
    copy(&sample, root);
    let mut body = "---\ntitle: Ảnh\ndate: 2026-11-01\n---\nẢnh của tổ.\n\n".to_owned();
    for number in 0..photos {
        // A comment makes each photo another one.
        let comment = format!("photo {number:08}");
        let segment = [
            &[0xff, 0xfe, 0, comment.len() as u8 + 2][..],
            comment.as_bytes(),
        ]
        .concat();
        let bytes = [&jpeg[..2], &segment, &jpeg[2..]].concat();
        fs::write(
            root.join(format!("content/tai-lieu/an-toan/{number}.jpg")),
            bytes,
        )
        .unwrap();
        body += &format!("![Ảnh số {number}]({number}.jpg)\n\n");
    }
    fs::write(root.join("content/tai-lieu/an-toan/anh.md"), body).unwrap();
    println!("a site with {photos} such photos:");
    for name in ["cold", "warm cache, no output", "nothing to do"] {
        let _ = fs::write("/proc/self/clear_refs", "5");
        let (since, cpu) = (Instant::now(), cpu_seconds());
        let outcome = build(&request(root), &|_, _| {});
        let (seconds, cpu) = (since.elapsed().as_secs_f64(), cpu_seconds() - cpu);
        assert!(outcome.report.is_some(), "{:#?}", outcome.diags);
        let per_photo = cpu * 1e3 / photos.max(1) as f64;
        let memory = peak_memory();
        println!(
            "  {name:<24} {seconds:>6.2} s  CPU {per_photo:>7.2} ms per photo  peak {memory} MB"
        );
        if name == "cold" {
            fs::remove_dir_all(root.join("public")).unwrap();
        }
    }
}

fn request(root: &Path) -> Request {
    Request {
        root: root.to_path_buf(),
        output: root.join("public"),
        base_url: None,
        drafts: false,
        now: Moment(1_795_323_600),
        options: Options {
            cache: Some(root.join(".satcoso-cache")),
            ..Options::default()
        },
    }
}

/// CPU time of this process so far, all threads, in seconds; 0 where the system does not tell.
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat
        .rsplit(") ")
        .next()
        .unwrap_or("")
        .split(' ')
        .skip(11)
        .take(2);
    // Linux counts in hundredths of a second.
    fields
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}

/// Peak of resident memory since it was last reset, in MB; 0 where the system does not tell.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| {
        line.trim()
            .trim_end_matches("kB")
            .trim()
            .parse::<u64>()
            .ok()
    })
    .unwrap_or(0)
        / 1000
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from)
        .into_iter()
        .filter_map(Result::ok)
    {
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).unwrap();
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
