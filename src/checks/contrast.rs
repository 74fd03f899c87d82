//! Colours that are hard to tell apart: in the sun on a cheap phone, and for eyes that see little.

use super::{Check, Findings, Rule};
use crate::diagnostics::Diagnostic;
use crate::outputs::{Plan, World};
use crate::text::number;
use crate::theme::{Needs, Pair, Scheme};
use crate::yaml::{Part, Path};

/// Contrast of the theme's colours.
pub(super) struct Contrast;

impl Check for Contrast {
    fn rules(&self) -> &'static [Rule] {
        const { &[Rule::warning("A016", "low-contrast")] }
    }

    fn site(&self, world: &World, _plan: &Plan, found: &mut Findings<'_>) {
        if !found.wants("A016") {
            return;
        }
        for pair in world.theme.low_contrast() {
            found.push(tell(world, pair));
        }
    }
}

fn tell(world: &World, pair: &Pair) -> Diagnostic {
    let ratio = pair.over.colour.contrast(pair.on.colour);
    let least = pair.needs.least();
    let (what_vi, what_en) = match pair.needs {
        Needs::Text => ("Chữ", "Text"),
        Needs::Large => ("Chữ lớn", "Large text"),
        Needs::Part => ("Nét", "The line"),
    };
    let (where_vi, where_en) = match pair.scheme {
        Scheme::Light => ("nền sáng", "light"),
        Scheme::Dark => ("nền tối", "dark"),
    };
    // Rounded down, so that 4.499 is not shown as 4.5.
    let shown = (ratio * 100.0).floor() / 100.0;
    let n = |value: f64, lang: &str| number::decimal_with(value, 2, lang);
    let (over, on) = (&pair.over, &pair.on);
    // Of the two, the one that the site sets is the one to change there; else what stands on the other.
    let (change, better) = match (on.setting, over.setting) {
        (true, false) => (on, on.colour.until(over.colour, least)),
        _ => (over, over.colour.until(on.colour, least)),
    };
    let set = world.config.theme_settings.get(&change.name).is_some() && change.setting;
    let span = match set {
        true => {
            let key = Path::Root.key("theme_settings");
            world.config.span(&key.key(&change.name), Part::Value)
        }
        false => pair.span.clone(),
    };
    let hex = better.map(|c| c.hex()).unwrap_or_default();
    let diagnostic = Diagnostic::warning(
        "A016",
        span,
        format!(
            "{what_vi} màu {} ({}) trên nền {} ({}) chỉ tương phản {} lần ở {where_vi}, cần ít nhất {}: khó đọc ngoài nắng. Thử {} là {hex}.",
            over.name,
            over.colour.hex(),
            on.name,
            on.colour.hex(),
            n(shown, "vi"),
            n(least, "vi"),
            change.name
        ),
        format!(
            "{what_en} in {} ({}) on {} ({}) has a contrast of only {} to 1 in {where_en}, at least {} is needed: hard to read in the sun. Try {hex} for {}.",
            over.name,
            over.colour.hex(),
            on.name,
            on.colour.hex(),
            n(shown, "en"),
            n(least, "en"),
            change.name
        ),
    );
    match set && !hex.is_empty() {
        true => diagnostic.with_fix(format!("{}: \"{hex}\"", change.name)),
        false => diagnostic,
    }
}
