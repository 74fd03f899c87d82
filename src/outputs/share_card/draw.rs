//! From a laid out card to a JPEG file.

use super::fonts::Fonts;
use super::markup::{Fault, Laid, is_unseen};
use super::wrap::BREAK;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::roxmltree::Document;
use resvg::usvg::{FontResolver, Group, ImageHrefResolver, ImageKind, Node, Options, Tree};
use std::sync::Arc;

const SVG: &str = "http://www.w3.org/2000/svg";
/// Largest file, in bytes (the limit; Facebook's own is 8 MB).
pub(super) const LARGEST: usize = 300_000;
/// Qualities tried in turn until the file is small enough.
const QUALITIES: [u8; 8] = [90, 82, 74, 64, 50, 35, 22, 10];

/// What the cover is, ready for the renderer.
#[derive(Clone)]
pub(super) enum Cover {
    /// A drawing.
    Drawing(Arc<Vec<u8>>),
    /// A photo, as PNG of about the size it is shown at.
    Photo(Arc<Vec<u8>>),
}

/// Draws a card: JPEG, at most [`LARGEST`] bytes.
///
/// # Errors
/// What is wrong with the SVG, or the letter that no font has.
pub(super) fn draw(
    laid: &Laid,
    size: (u32, u32),
    cover: Option<&Cover>,
    fonts: &Fonts,
) -> Result<Vec<u8>, Fault> {
    encode(pixels(laid, size, cover, fonts)?.data(), size)
}

/// Draws a card: its pixels.
pub(super) fn pixels(
    laid: &Laid,
    size: (u32, u32),
    cover: Option<&Cover>,
    fonts: &Fonts,
) -> Result<Pixmap, Fault> {
    let picture = match cover {
        Some(Cover::Drawing(bytes)) => {
            letters_exist(&String::from_utf8_lossy(bytes), fonts)?;
            let drawing = parse(bytes, fonts, None)?;
            no_gaps(drawing.root())?;
            Some(ImageKind::SVG(drawing))
        }
        Some(Cover::Photo(bytes)) => Some(ImageKind::PNG(bytes.clone())),
        None => None,
    };
    letters_exist(&laid.svg, fonts)?;
    let tree = parse(laid.svg.as_bytes(), fonts, picture)?;
    no_gaps(tree.root())?;
    let mut pixels =
        Pixmap::new(size.0, size.1).ok_or_else(|| Fault::Markup("width, height".to_owned()))?;
    pixels.fill(Color::WHITE);
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = Transform::from_scale(size.0 as f32 / width, size.1 as f32 / height);
    resvg::render(&tree, scale, &mut pixels.as_mut());
    Ok(pixels)
}

fn parse(svg: &[u8], fonts: &Fonts, cover: Option<ImageKind>) -> Result<Tree, Fault> {
    let by_name = FontResolver::default_font_selector();
    let options = Options {
        fontdb: fonts.database.clone(),
        font_resolver: FontResolver {
            // A drawing may name fonts of its own: the theme's stand in for them.
            select_font: Box::new(move |font, database| {
                by_name(font, database).or_else(|| database.faces().next().map(|face| face.id))
            }),
            ..FontResolver::default()
        },
        image_href_resolver: ImageHrefResolver {
            // Nothing is read from disk but what we hand out.
            resolve_string: Box::new(move |href, _| cover.clone().filter(|_| href == "cover")),
            ..ImageHrefResolver::default()
        },
        ..Options::default()
    };
    Tree::from_data(svg, &options).map_err(|e| Fault::Markup(e.to_string()))
}

/// Every letter of every text is in some font: the renderer leaves out a text of which no letter is.
fn letters_exist(svg: &str, fonts: &Fonts) -> Result<(), Fault> {
    let document = Document::parse(svg).map_err(|e| Fault::Markup(e.to_string()))?;
    let texts = document
        .descendants()
        .filter(|n| n.has_tag_name((SVG, "text")));
    for text in texts
        .flat_map(|n| n.descendants())
        .filter(|n| n.is_text())
        .filter_map(|n| n.text())
    {
        let shown =
            |c: &char| !c.is_whitespace() && !c.is_control() && *c != BREAK && !is_unseen(*c);
        let missing = |c: &char| fonts.face(&[], 400, *c).is_none();
        if let Some(letter) = text.chars().filter(shown).find(missing) {
            return Err(Fault::Glyph(letter, text.trim().to_owned()));
        }
    }
    Ok(())
}

/// Every letter was drawn from a font that has it.
fn no_gaps(group: &Group) -> Result<(), Fault> {
    for node in group.children() {
        match node {
            Node::Group(group) => no_gaps(group)?,
            Node::Text(text) => {
                let words = || text.chunks().iter().map(|c| c.text()).collect::<String>();
                let glyphs = text
                    .layouted()
                    .iter()
                    .flat_map(|span| &span.positioned_glyphs);
                let missing = glyphs
                    .filter(|g| g.id.0 == 0)
                    .find_map(|g| g.text.chars().next());
                if let Some(letter) = missing {
                    return Err(Fault::Glyph(letter, words()));
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn encode(rgba: &[u8], (width, height): (u32, u32)) -> Result<Vec<u8>, Fault> {
    let fault = |e: &dyn std::fmt::Display| Fault::Markup(e.to_string());
    let side = |n: u32| u16::try_from(n).map_err(|e| fault(&e));
    let (width, height) = (side(width)?, side(height)?);
    let mut out = Vec::new();
    for quality in QUALITIES {
        out.clear();
        let mut encoder = Encoder::new(&mut out, quality);
        // Full colour resolution: red letters on white keep their edges.
        encoder.set_sampling_factor(SamplingFactor::F_1_1);
        encoder
            .encode(rgba, width, height, ColorType::Rgba)
            .map_err(|e| fault(&e))?;
        if out.len() <= LARGEST {
            break;
        }
    }
    Ok(out)
}
