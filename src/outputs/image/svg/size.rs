//! The size of a drawing, from the first bytes of its file.

/// Sizes beyond this are scaled down: they are units of a drawing program, not pixels.
const MOST: f64 = 4096.0;

/// Width and height in CSS pixels, from the attributes `width`, `height` and `viewBox` of the root element; `None` when
/// there is no `<svg` in these bytes, `Some(None)` when it tells no size.
pub fn size_of(head: &str) -> Option<Option<(u32, u32)>> {
    let tag = root_tag(head)?;
    let value = |name| attribute(tag, name);
    let (width, height) = (
        value("width").and_then(length),
        value("height").and_then(length),
    );
    let view = value("viewBox").and_then(view_box);
    let size = match (width, height, view) {
        (Some(w), Some(h), _) => Some((w, h)),
        (Some(w), None, Some((vw, vh))) => Some((w, w * vh / vw)),
        (None, Some(h), Some((vw, vh))) => Some((h * vw / vh, h)),
        (None, None, Some(view)) => Some(view),
        _ => None,
    };
    Some(size.map(pixels))
}

fn pixels((width, height): (f64, f64)) -> (u32, u32) {
    let shrink = (MOST / width.max(height)).min(1.0);
    let side = |n: f64| (n * shrink).round().clamp(1.0, MOST) as u32;
    (side(width), side(height))
}

/// What stands between `<svg` and its `>`.
fn root_tag(text: &str) -> Option<&str> {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<?") => "?>",
            _ if rest.starts_with("<!")
                && rest.split('>').next().is_some_and(|d| d.contains('[')) =>
            {
                "]>"
            }
            _ if rest.starts_with("<!") => ">",
            _ => break,
        };
        rest = rest.split_once(end)?.1.trim_start();
    }
    let inside = rest
        .strip_prefix("<svg")
        .or_else(|| rest.strip_prefix("<svg:svg"))?;
    let mut quote = None;
    let end = inside.find(|c| {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
        quote.is_none() && c == '>'
    })?;
    inside.get(..end)
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, next) = after.get(1..)?.split_once(quote)?;
        if before.trim() == name {
            return Some(value);
        }
        rest = next;
    }
    None
}

/// A length in CSS pixels; `None` for percentages and for what is no length.
pub fn length(text: &str) -> Option<f64> {
    let text = text.trim();
    let unit_at = text
        .find(|c: char| c.is_ascii_alphabetic() && !matches!(c, 'e' | 'E'))
        .unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(unit_at)?;
    let factor = match unit {
        "" | "px" => 1.0,
        "pt" => 4.0 / 3.0,
        "pc" => 16.0,
        "mm" => 96.0 / 25.4,
        "cm" => 96.0 / 2.54,
        "in" => 96.0,
        _ => return None,
    };
    positive(number).map(|n| n * factor)
}

fn view_box(text: &str) -> Option<(f64, f64)> {
    let mut numbers = text
        .split(|c: char| c == ',' || c.is_whitespace())
        .filter(|part| !part.is_empty())
        .skip(2);
    Some((positive(numbers.next()?)?, positive(numbers.next()?)?))
}

fn positive(number: &str) -> Option<f64> {
    number
        .trim()
        .parse()
        .ok()
        .filter(|n: &f64| n.is_finite() && *n > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_in_all_the_ways_they_are_written() {
        for (text, size) in [
            ("<svg viewBox='0 0 1200 630'>", Some(Some((1200, 630)))),
            (
                "<svg width=\"210mm\" height=\"297mm\" viewBox=\"0 0 2100 2970\">",
                Some(Some((794, 1123))),
            ),
            (
                "<svg width=\"100%\" viewBox=\"0,0,80,60\">",
                Some(Some((80, 60))),
            ),
            (
                "<svg width='300' viewBox='0 0 80 60'>",
                Some(Some((300, 225))),
            ),
            (
                "<?xml version=\"1.0\"?><!-- > --><!DOCTYPE svg [<!ENTITY a \"b\">]>\n<svg data-x='>' height='10' width = '20px'/>",
                Some(Some((20, 10))),
            ),
            (
                "<svg viewBox='0 0 210000 297000'>",
                Some(Some((2896, 4096))),
            ),
            ("<svg stroke-width='3'>", Some(None)),
            ("<svg width='0' height='5'>", Some(None)),
            ("<html>", None),
            ("<svg width='3", None),
        ] {
            assert_eq!(size_of(text), size, "{text}");
        }
    }
}
