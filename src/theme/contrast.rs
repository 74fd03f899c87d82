//! Which colours stand on which: `contrast:` in `theme.yaml`, resolved to colours, for the check of contrast.

use super::assets::Assets;
use super::colour::Colour;
use super::manifest::Manifest;
use super::palette::{Palette, Scheme};
use crate::diagnostics::{Diagnostic, Diags, Span};
use crate::text::similar::nearest;
use crate::yaml::{Map, Value};
use std::collections::BTreeMap;

/// What is told apart from its background.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Text: 4.5 to 1 (WCAG 2.2, 1.4.3).
    Text,
    /// Text of 24 px, or 18.66 px and bold: 3 to 1 (1.4.3).
    Large,
    /// Borders of fields, ticks, outlines: 3 to 1 (1.4.11).
    Part,
}

impl Needs {
    /// The least contrast ratio.
    pub fn least(self) -> f64 {
        match self {
            Needs::Text => 4.5,
            Needs::Large | Needs::Part => 3.0,
        }
    }
}

/// A colour by its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// As `theme.yaml` writes it: a custom property, a setting, or the colour itself.
    pub name: String,
    /// What it is.
    pub colour: Colour,
    /// Whether it is a setting of the theme, which `site.yaml` may set.
    pub setting: bool,
}

/// Two colours of which one stands on the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The background.
    pub on: Named,
    /// What stands on it.
    pub over: Named,
    /// What that is.
    pub needs: Needs,
    /// Where both are seen.
    pub scheme: Scheme,
    /// Where the pair is declared.
    pub span: Span,
}

/// An item of `contrast:` as it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Declared {
    pub sheet: Option<String>,
    pub on: String,
    /// What stands on it, with its path in `theme.yaml`.
    pub over: Vec<(Needs, String, usize)>,
}

/// Keys of an item, with what they need.
pub(super) const LISTS: [(&str, Needs); 3] = [
    ("text", Needs::Text),
    ("large", Needs::Large),
    ("parts", Needs::Part),
];

/// The pairs that the themes of a chain declare whose colours are too near. A property that a child's style sheet of the same name no longer has is
/// passed over; one that the declaring theme's own sheet lacks is a fault.
pub(super) fn resolve(
    chain: &[Manifest],
    assets: &Assets,
    settings: &Map,
    diags: &mut Diags,
) -> Vec<Pair> {
    let mut palettes: BTreeMap<&str, Option<Palette>> = BTreeMap::new();
    let mut pairs = Vec::new();
    for manifest in chain {
        for (index, item) in manifest.contrast.iter().enumerate() {
            let sheet = item.sheet.as_deref().unwrap_or("");
            let palette = palettes
                .entry(sheet)
                .or_insert_with(|| read(assets, sheet))
                .clone();
            let own = assets
                .get(sheet)
                .is_none_or(|a| a.file.starts_with(&format!("themes/{}/", manifest.folder)));
            if palette.is_none() && !sheet.is_empty() {
                diags.push(no_sheet(manifest, index, sheet, assets));
                continue;
            }
            let palette = palette.unwrap_or_default();
            let schemes = match palette.has_dark() {
                true => &[Scheme::Light, Scheme::Dark][..],
                false => &[Scheme::Light],
            };
            let mut told = Vec::new();
            for scheme in schemes {
                let find = |name: &str| named(name, &palette, *scheme, settings);
                let on = find(&item.on);
                let mut lost = |name: &str, at: Span| {
                    if own && !told.contains(&name.to_owned()) {
                        told.push(name.to_owned());
                        diags.push(no_colour(at, name, &palette, settings));
                    }
                };
                let Some(on) = on else {
                    lost(&item.on, place(manifest, index, "on", None));
                    continue;
                };
                for (needs, name, at) in &item.over {
                    let key = LISTS.iter().find(|(_, n)| n == needs).map_or("", |l| l.0);
                    // Places are looked up only where there is something to say.
                    let span = || place(manifest, index, key, Some(*at));
                    match find(name) {
                        Some(over) if over.colour.contrast(on.colour) < needs.least() => {
                            pairs.push(Pair {
                                on: on.clone(),
                                over,
                                needs: *needs,
                                scheme: *scheme,
                                span: span(),
                            });
                        }
                        Some(_) => {}
                        None => lost(name, span()),
                    }
                }
            }
        }
    }
    pairs
}

fn read(assets: &Assets, sheet: &str) -> Option<Palette> {
    let asset = assets.get(sheet)?;
    let bytes = assets.bytes(asset).ok()?;
    Some(Palette::read(&String::from_utf8_lossy(&bytes)))
}

/// References of properties to others that are followed.
const DEEPEST: usize = 8;

/// A colour by a property's name, a setting's, or itself.
fn named(name: &str, palette: &Palette, scheme: Scheme, settings: &Map) -> Option<Named> {
    let setting = settings.get(name).and_then(Value::as_str);
    let mut value = match setting {
        Some(value) => value,
        None if name.starts_with("--") => palette.get(name, scheme)?,
        None => name,
    };
    for _ in 0..DEEPEST {
        let Some(inside) = value.strip_prefix("var(").and_then(|v| v.strip_suffix(')')) else {
            break;
        };
        let (other, fallback) = inside.split_once(',').unwrap_or((inside, ""));
        value = palette.get(other.trim(), scheme).unwrap_or(fallback.trim());
    }
    Some(Named {
        name: name.to_owned(),
        colour: Colour::read(value)?,
        setting: setting.is_some(),
    })
}

fn place(manifest: &Manifest, index: usize, key: &str, at: Option<usize>) -> Span {
    manifest.document.item("contrast", index, key, at)
}

fn no_sheet(manifest: &Manifest, index: usize, sheet: &str, assets: &Assets) -> Diagnostic {
    let near = assets.nearest(sheet);
    let (vi, en) = super::hint::did_you_mean(near);
    Diagnostic::error(
        "T028",
        place(manifest, index, "sheet", None),
        format!("Giao diện không có tệp static/{sheet}.{vi}"),
        format!("The theme has no file static/{sheet}.{en}"),
    )
}

fn no_colour(at: Span, name: &str, palette: &Palette, settings: &Map) -> Diagnostic {
    let known = palette.names().chain(settings.iter().map(|(name, _)| name));
    let (vi, en) = super::hint::did_you_mean(nearest(name, known));
    Diagnostic::error(
        "T028",
        at,
        format!(
            "“{name}” không phải màu đọc được: hãy ghi tên biến CSS (--ten) có trong tệp kiểu, tên thiết lập màu, hoặc mã màu như \"#b3261e\".{vi}"
        ),
        format!(
            "“{name}” is no colour that can be read: name a custom property (--name) of the style sheet, a setting that is a colour, or a colour such as \"#b3261e\".{en}"
        ),
    )
}
