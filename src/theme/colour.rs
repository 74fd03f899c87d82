//! Colours of style sheets and how well one can be told from another.

/// A colour in sRGB, channels 0 to 255, alpha 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colour {
    /// Red, green, blue.
    pub rgb: [f64; 3],
    /// Opacity.
    pub alpha: f64,
}

/// Names that style sheets use often; the others of CSS are rather written in digits.
const NAMES: [(&str, [u8; 3]); 20] = [
    ("black", [0, 0, 0]),
    ("silver", [192, 192, 192]),
    ("gray", [128, 128, 128]),
    ("grey", [128, 128, 128]),
    ("white", [255, 255, 255]),
    ("maroon", [128, 0, 0]),
    ("red", [255, 0, 0]),
    ("purple", [128, 0, 128]),
    ("fuchsia", [255, 0, 255]),
    ("magenta", [255, 0, 255]),
    ("green", [0, 128, 0]),
    ("lime", [0, 255, 0]),
    ("olive", [128, 128, 0]),
    ("yellow", [255, 255, 0]),
    ("navy", [0, 0, 128]),
    ("blue", [0, 0, 255]),
    ("teal", [0, 128, 128]),
    ("aqua", [0, 255, 255]),
    ("cyan", [0, 255, 255]),
    ("orange", [255, 165, 0]),
];

impl Colour {
    /// Reads `#rgb`, `#rrggbb` (with alpha, too), `rgb(…)`, `hsl(…)` and common names, as CSS Color 4 writes them.
    pub fn read(text: &str) -> Option<Colour> {
        let text = text.trim().to_ascii_lowercase();
        if let Some(hex) = text.strip_prefix('#') {
            return hexadecimal(hex);
        }
        if let Some((_, rgb)) = NAMES.iter().find(|(name, _)| *name == text) {
            return Some(Colour::opaque(rgb.map(f64::from)));
        }
        let (name, rest) = text.split_once('(')?;
        let inside = rest.strip_suffix(')')?;
        let parts: Vec<&str> = inside
            .split([',', ' ', '/'])
            .filter(|p| !p.is_empty())
            .collect();
        let (first, alpha) = match parts.as_slice() {
            [a, b, c] => ([*a, *b, *c], 1.0),
            [a, b, c, alpha] => ([*a, *b, *c], share(alpha, 1.0)?),
            _ => return None,
        };
        let [a, b, c] = first;
        let rgb = match name {
            "rgb" | "rgba" => [share(a, 255.0)?, share(b, 255.0)?, share(c, 255.0)?],
            "hsl" | "hsla" => {
                let hue = a.strip_suffix("deg").unwrap_or(a).parse().ok()?;
                of_hsl(hue, percent(b)?, percent(c)?)
            }
            _ => return None,
        };
        Some(Colour {
            rgb: rgb.map(|v| v.clamp(0.0, 255.0)),
            alpha: alpha.clamp(0.0, 1.0),
        })
    }

    fn opaque(rgb: [f64; 3]) -> Colour {
        Colour { rgb, alpha: 1.0 }
    }

    /// What is seen where this colour lies over another.
    pub fn over(self, below: Colour) -> Colour {
        let mix = |i: usize| {
            let of = |c: Colour| c.rgb.get(i).copied().unwrap_or(0.0);
            of(self) * self.alpha + of(below) * (1.0 - self.alpha)
        };
        Colour::opaque([mix(0), mix(1), mix(2)])
    }

    /// Relative luminance (WCAG 2.2, “relative luminance”), 0 for black, 1 for white.
    pub fn luminance(self) -> f64 {
        let [r, g, b] = self.rgb.map(|value| {
            let v = value / 255.0;
            match v <= 0.04045 {
                true => v / 12.92,
                false => ((v + 0.055) / 1.055).powf(2.4),
            }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// Contrast ratio (WCAG 2.2, “contrast ratio”) of this colour upon another, 1 to 21.
    pub fn contrast(self, on: Colour) -> f64 {
        let (a, b) = (self.over(on).luminance(), on.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The nearest colour of this hue that reaches a contrast, towards black or white, whichever is nearer.
    pub fn until(self, on: Colour, wanted: f64) -> Option<Colour> {
        let toward = |end: f64, step: u32| {
            let t = f64::from(step) / 100.0;
            Colour::opaque(self.over(on).rgb.map(|v| (v + (end - v) * t).round()))
        };
        (1..=100)
            .flat_map(|step| [toward(0.0, step), toward(255.0, step)])
            .find(|c| c.contrast(on) >= wanted)
    }

    /// As `#rrggbb`.
    pub fn hex(self) -> String {
        let [r, g, b] = self.rgb.map(|v| v.round() as u8);
        format!("#{r:02x}{g:02x}{b:02x}")
    }
}

fn hexadecimal(hex: &str) -> Option<Colour> {
    let digits: Vec<f64> = hex
        .chars()
        .map(|c| c.to_digit(16).map(f64::from))
        .collect::<Option<_>>()?;
    let bytes: Vec<f64> = match digits.len() {
        3 | 4 => digits.iter().map(|d| d * 17.0).collect(),
        6 | 8 => digits
            .as_chunks::<2>()
            .0
            .iter()
            .map(|[a, b]| a * 16.0 + b)
            .collect(),
        _ => return None,
    };
    match bytes.as_slice() {
        [r, g, b] => Some(Colour::opaque([*r, *g, *b])),
        [r, g, b, alpha] => Some(Colour {
            rgb: [*r, *g, *b],
            alpha: alpha / 255.0,
        }),
        _ => None,
    }
}

fn percent(text: &str) -> Option<f64> {
    Some(text.strip_suffix('%')?.parse::<f64>().ok()? / 100.0)
}

/// A number, or a percentage of `whole`.
fn share(text: &str, whole: f64) -> Option<f64> {
    match text.ends_with('%') {
        true => Some(percent(text)? * whole),
        false => text.parse().ok(),
    }
}

fn of_hsl(hue: f64, saturation: f64, light: f64) -> [f64; 3] {
    let chroma = (1.0 - (2.0 * light - 1.0).abs()) * saturation;
    [0.0, 8.0, 4.0].map(|n: f64| {
        let k = (n + hue / 30.0).rem_euclid(12.0);
        let part = (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0);
        255.0 * (light - chroma / 2.0 * part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        Colour::read(text).map_or_else(|| "none".to_owned(), Colour::hex)
    }

    #[test]
    fn notations() {
        for (text, want) in [
            ("#fff", "#ffffff"),
            (" #B3261E ", "#b3261e"),
            ("#12345680", "#123456"),
            ("rgb(179, 38, 30)", "#b3261e"),
            ("rgb(70% 0 0 / 50%)", "#b30000"),
            ("hsl(120deg 100% 25%)", "#008000"),
            ("hsl(3, 71%, 41%)", "#b3261e"),
            ("White", "#ffffff"),
            ("#12345", "none"),
            ("rgb(1,2)", "none"),
            ("var(--x)", "none"),
            ("đỏ", "none"),
        ] {
            assert_eq!(read(text), want, "{text}");
        }
    }

    /// Pairs whose ratio the WebAIM checker and WCAG's own techniques give.
    #[test]
    fn ratios_are_those_of_wcag() {
        let ratio = |a: &str, b: &str| {
            let ratio = Colour::read(a).unwrap().contrast(Colour::read(b).unwrap());
            (ratio * 100.0).floor() / 100.0
        };
        assert_eq!(ratio("#000", "#fff"), 21.0);
        assert_eq!(ratio("#777", "#fff"), 4.47);
        assert_eq!(ratio("#767676", "#fff"), 4.54);
        assert_eq!(ratio("#f00", "#fff"), 3.99);
        assert_eq!(ratio("#00f", "#fff"), 8.59);
        assert_eq!(ratio("#fff", "#fff"), 1.0);
        // Half-transparent black upon white is the grey between them, 127.5.
        assert_eq!(ratio("rgb(0 0 0 / 50%)", "#fff"), 3.97);
    }

    proptest! {
        #[test]
        fn a_colour_that_is_enough_is_found(text in "#[0-9a-f]{6}", on in "#[0-9a-f]{6}") {
            let (text, on) = (Colour::read(&text).unwrap(), Colour::read(&on).unwrap());
            // Black or white reaches 4.5 on any colour.
            let found = text.until(on, 4.5).unwrap();
            prop_assert!(found.contrast(on) >= 4.5);
            prop_assert_eq!(Colour::read(&found.hex()), Some(found));
        }
    }
}
