//! Icons for home screens, PNG made of the theme's drawing: phones do not take SVG.

use crate::diagnostics::{Diagnostic, Diags, Span};
use crate::outputs::{Key, Made, Recipe, World};
use crate::site::Route;
use crate::source::fingerprint;
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use serde_json::{Value, json};

/// What an icon is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Purpose {
    /// Shown as it is.
    Any,
    /// Cut into the phone's shape: the drawing keeps within the circle of 80 % that is always shown (W3C, maskable icons).
    Maskable,
}

/// One icon.
#[derive(Clone)]
pub(super) struct Icon {
    pub drawing: Vec<u8>,
    /// Colour behind a maskable icon.
    pub colour: String,
    /// Width and height in pixels.
    pub size: u32,
    pub purpose: Purpose,
}

impl Icon {
    fn word(&self) -> &'static str {
        match self.purpose {
            Purpose::Any => "any",
            Purpose::Maskable => "maskable",
        }
    }

    /// Its route, which changes with what it is made from.
    pub fn route(&self) -> Route {
        let made_from = [
            &self.drawing,
            self.colour.as_bytes(),
            self.word().as_bytes(),
        ]
        .concat();
        let hash = fingerprint(&made_from) as u32;
        Route::new(format!("assets/icon-{}.{hash:08x}.png", self.size))
    }

    /// Its entry in the web manifest.
    pub fn entry(&self) -> Value {
        json!({
            "src": self.route().as_str(),
            "sizes": format!("{0}x{0}", self.size),
            "type": "image/png",
            "purpose": self.word(),
        })
    }

    fn draw(&self) -> Result<Vec<u8>, String> {
        let tree =
            Tree::from_data(&self.drawing, &Options::default()).map_err(|e| e.to_string())?;
        let mut pixels = Pixmap::new(self.size, self.size).ok_or("size")?;
        let side = self.size as f32;
        let mut scale = side / tree.size().width().max(tree.size().height());
        let mut edge = 0.0;
        if self.purpose == Purpose::Maskable {
            pixels.fill(parse(&self.colour).unwrap_or(Color::WHITE));
            edge = side * 0.12;
            scale *= 0.76;
        }
        let place = Transform::from_row(scale, 0.0, 0.0, scale, edge, edge);
        resvg::render(&tree, place, &mut pixels.as_mut());
        pixels.encode_png().map_err(|e| e.to_string())
    }
}

/// `#rrggbb`.
fn parse(colour: &str) -> Option<Color> {
    let digits = colour.strip_prefix('#').filter(|d| d.len() == 6)?;
    let [_, r, g, b] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some(Color::from_rgba8(r, g, b, 255))
}

impl Recipe for Icon {
    fn key(&self, _world: &World, key: &mut Key) {
        key.text("icon", self.route().as_str());
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        match self.draw() {
            Ok(bytes) => {
                out.extend(bytes);
                Ok(Diags::new())
            }
            Err(why) => {
                let file = world
                    .theme
                    .asset(super::DRAWING)
                    .map(|a| Span::file(&a.file));
                Err(Diagnostic::error(
                    "O004",
                    file,
                    format!("Không vẽ được biểu tượng từ tệp này ({why})."),
                    format!("No icon can be drawn from this file ({why})."),
                )
                .into())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn icon(purpose: Purpose) -> Icon {
        Icon {
            drawing: b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'><circle cx='4' cy='4' r='4' fill='#00f'/></svg>".to_vec(),
            colour: "#ff0000".to_owned(),
            size: 64,
            purpose,
        }
    }

    #[test]
    fn a_maskable_icon_has_colour_to_its_edges_and_its_drawing_within() {
        let pixel = |purpose, x, y| {
            let image = Pixmap::decode_png(&icon(purpose).draw().unwrap()).unwrap();
            let colour = image.pixel(x, y).unwrap();
            (colour.red(), colour.blue(), colour.alpha())
        };
        assert_eq!(pixel(Purpose::Any, 0, 0), (0, 0, 0));
        assert_eq!(pixel(Purpose::Any, 2, 32), (0, 255, 255));
        assert_eq!(pixel(Purpose::Maskable, 0, 0), (255, 0, 255));
        assert_eq!(pixel(Purpose::Maskable, 4, 32), (255, 0, 255));
        assert_eq!(pixel(Purpose::Maskable, 32, 32), (0, 255, 255));
        assert_ne!(icon(Purpose::Any).route(), icon(Purpose::Maskable).route());
    }

    #[test]
    fn what_is_no_drawing_is_an_error() {
        let mut bad = icon(Purpose::Any);
        bad.drawing = b"<svg".to_vec();
        assert!(bad.draw().is_err());
    }
}
