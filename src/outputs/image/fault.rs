//! Why a picture cannot be used, without its place: the pure core of this room knows no diagnostics.

/// What is wrong with a file that should be a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It cannot be read; the system's words.
    Unreadable(String),
    /// Nothing in it.
    Empty,
    /// HEIC or HEIF, as iPhones save photos.
    Heic,
    /// A kind of picture that is not accepted: AVIF, BMP, TIFF …
    Unsupported(&'static str),
    /// Not a picture at all: PDF, a web page, a Word file …
    NotAPicture(&'static str),
    /// It ends before the picture does.
    Truncated,
    /// Its data cannot be understood; the decoder's words.
    Corrupt(String),
    /// More pixels than a picture may have: width, height.
    TooManyPixels(u32, u32),
    /// An SVG that has neither width and height nor viewBox.
    NoSize,
    /// An SVG that is too large or too deeply nested.
    TooComplex,
    /// The file is another one than when the project was read.
    Changed,
}
