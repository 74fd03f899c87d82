//! The markup of card templates: SVG in which a `<text>` with `data-width` is a box of text. Each such box becomes lines
//! of plain SVG text of the size that fits. `themes/README.md` tells theme authors of it.

use super::fonts::Fonts;
use super::wrap::{Fitted, Hand, Room};
use resvg::usvg::roxmltree::{Document, Node, ParsingOptions};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Khmer letters are written below one another; lines of them stand at least so far apart, in em.
const KHMER_LEADING: f32 = 1.7;
/// Distance of lines in em, where the template does not say.
const LEADING: f32 = 1.4;

/// What is wrong with a card's SVG.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Fault {
    /// Not well-formed, or a value that cannot be read.
    Markup(String),
    /// No font of the theme has this letter; the text it stands in.
    Glyph(char, String),
}

/// A place that a box of text takes up, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Area {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

/// The card's SVG with its text in lines.
pub(super) struct Laid {
    pub svg: String,
    /// Boxes in the order of the template: their ids, what they take up, and how they came out. For tests.
    pub boxes: Vec<(String, Area, Fitted)>,
    /// Width and height of the picture slot (`<image href="cover">`), if there is one.
    pub slot: Option<(f32, f32)>,
}

/// Lays out a card.
///
/// # Errors
/// Says what is wrong with the markup, or which letter no font has.
pub(super) fn lay_out(svg: &str, fonts: &Fonts) -> Result<Laid, Fault> {
    let options = ParsingOptions {
        allow_dtd: false,
        ..ParsingOptions::default()
    };
    let document =
        Document::parse_with_options(svg, options).map_err(|e| Fault::Markup(e.to_string()))?;
    let mut laid = Laid {
        svg: String::with_capacity(svg.len() + 1024),
        boxes: Vec::new(),
        slot: None,
    };
    let mut areas: BTreeMap<String, Area> = BTreeMap::new();
    let mut done = 0;
    for node in document.descendants().filter(Node::is_element) {
        if node.tag_name().name() == "image" && href(node) == Some("cover") {
            laid.slot = Some((number(node, "width", 0.0)?, number(node, "height", 0.0)?));
        }
        if node.tag_name().name() != "text" || node.attribute("data-width").is_none() {
            continue;
        }
        let range = node.range();
        let id = node.attribute("id").unwrap_or_default().to_owned();
        laid.svg
            .push_str(svg.get(done..range.start).unwrap_or_default());
        done = range.end;
        let (area, fitted) = text_box(node, fonts, &areas, &mut laid.svg)?;
        areas.insert(id.clone(), area);
        laid.boxes.push((id, area, fitted));
    }
    laid.svg.push_str(svg.get(done..).unwrap_or_default());
    Ok(laid)
}

/// Writes one box of text.
fn text_box(
    node: Node,
    fonts: &Fonts,
    before: &BTreeMap<String, Area>,
    out: &mut String,
) -> Result<(Area, Fitted), Fault> {
    let text = words_of(node);
    let [largest, smallest] = pair(node, "data-size", inherited(node, "font-size"))?;
    let [pad_x, pad_y] = pair(node, "data-pad", Some("0"))?;
    let mut leading = number(node, "data-leading", LEADING)?;
    if text.chars().any(|c| matches!(c, '\u{1780}'..='\u{17FF}')) {
        leading = leading.max(KHMER_LEADING);
    }
    let room = Room {
        width: number(node, "data-width", 0.0)? - 2.0 * pad_x,
        height: number(node, "data-height", 0.0)?,
        lines: number(node, "data-lines", 1.0)? as usize,
        largest,
        smallest,
        leading,
    };
    if !(room.width > 0.0 && smallest >= 1.0 && largest >= smallest && leading > 0.0) {
        return Err(wrong(node, "data-width, data-size, data-leading"));
    }
    let mut top = number(node, "y", 0.0)?;
    if let Some(other) = node.attribute("data-below") {
        top = match before.get(other) {
            Some(area) => area.bottom + number(node, "data-gap", 0.0)?,
            None => return Err(wrong(node, "data-below")),
        };
    }
    let x = number(node, "x", 0.0)?;
    let families = inherited(node, "font-family").unwrap_or_default();
    let families: Vec<&str> = families
        .split(',')
        .map(|f| f.trim().trim_matches(['\'', '"']))
        .collect();
    let hand = Hand {
        fonts,
        families: &families,
        weight: weight(node),
    };
    if text.is_empty() {
        // Nothing to show takes no room, and what stands below moves up.
        let bottom = top
            - number(node, "data-gap", 0.0)?.min(if node.has_attribute("data-below") {
                f32::MAX
            } else {
                0.0
            });
        let nothing = Fitted {
            lines: Vec::new(),
            widths: Vec::new(),
            size: largest,
            cut: false,
        };
        return Ok((
            Area {
                left: x,
                top: bottom,
                right: x,
                bottom,
            },
            nothing,
        ));
    }
    let fitted = hand
        .fit(&text, room)
        .map_err(|letter| Fault::Glyph(letter, text.clone()))?;
    let line = fitted.size * leading;
    let tall = line * fitted.lines.len() as f32 + 2.0 * pad_y;
    top += match (node.attribute("data-valign"), room.height > 0.0) {
        (Some("middle"), true) => (room.height - tall) / 2.0,
        (Some("bottom"), true) => room.height - tall,
        _ => 0.0,
    };
    let wide = fitted.widths.iter().copied().fold(0.0, f32::max) + 2.0 * pad_x;
    let anchor = inherited(node, "text-anchor").unwrap_or_default();
    let (left, at) = match anchor {
        "middle" => (x - wide / 2.0, x),
        "end" => (x - wide, x - pad_x),
        _ => (x, x + pad_x),
    };
    let area = Area {
        left,
        top,
        right: left + wide,
        bottom: top + tall,
    };
    if let Some(fill) = node.attribute("data-fill") {
        let radius = number(node, "data-radius", 0.0)?;
        let _ = write!(
            out,
            "<rect x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{tall}\" rx=\"{radius}\" fill=\"{}\"/>",
            escaped(fill)
        );
    }
    open_text(node, fitted.size, out);
    for (i, words) in fitted.lines.iter().enumerate() {
        let middle = top + pad_y + line * (i as f32 + 0.5);
        write_line(&hand, words, (at, middle, fitted.size), out)
            .map_err(|letter| Fault::Glyph(letter, text.clone()))?;
    }
    out.push_str("</text>");
    Ok((area, fitted))
}

/// The words of an element, with single spaces and without signs that show nothing.
fn words_of(node: Node) -> String {
    let texts = node.descendants().filter(Node::is_text);
    let mut text: String = texts.filter_map(|n| n.text()).collect();
    text.retain(|c| !is_unseen(c));
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    words.join(" ")
}

/// Soft hyphens, marks of direction, word joiners.
pub(super) fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\u{AD}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{FEFF}'
    )
}

/// The `<text>` itself, with all its attributes that are not ours.
fn open_text(node: Node, size: f32, out: &mut String) {
    let _ = write!(out, "<text font-size=\"{size}\"");
    for attribute in node.attributes().filter(|a| a.namespace().is_none()) {
        let name = attribute.name();
        if !name.starts_with("data-") && !matches!(name, "x" | "y" | "font-size") {
            let _ = write!(out, " {name}=\"{}\"", escaped(attribute.value()));
        }
    }
    out.push('>');
}

/// One line; each stretch names its own face, since the renderer's own search for a face can lose letters.
fn write_line(
    hand: &Hand,
    words: &str,
    (x, middle, size): (f32, f32, f32),
    out: &mut String,
) -> Result<(), char> {
    let runs = hand.fonts.runs(words, hand.families, hand.weight)?;
    let first = runs
        .first()
        .map_or((1.0, 0.27), |run| (run.face.ascent, run.face.descent));
    let baseline = middle + size * (first.0 - first.1) / 2.0;
    let _ = write!(out, "<tspan x=\"{x}\" y=\"{baseline}\">");
    for run in &runs {
        let (family, weight) = (escaped(&run.face.family), run.face.weight);
        let _ = write!(
            out,
            "<tspan font-family=\"{family}\" font-weight=\"{weight}\">{}</tspan>",
            escaped(run.text)
        );
    }
    out.push_str("</tspan>");
    Ok(())
}

fn href<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.attributes()
        .find(|a| a.name() == "href")
        .map(|a| a.value())
}

/// The value of an attribute of the element or the nearest one around it.
fn inherited<'a>(node: Node<'a, 'a>, name: &str) -> Option<&'a str> {
    node.ancestors().find_map(|n| n.attribute(name))
}

fn weight(node: Node) -> u16 {
    match inherited(node, "font-weight") {
        Some("bold") => 700,
        Some(number) => number.parse().unwrap_or(400),
        None => 400,
    }
}

fn number(node: Node, name: &str, default: f32) -> Result<f32, Fault> {
    match node.attribute(name) {
        None => Ok(default),
        Some(text) => text
            .trim()
            .trim_end_matches("px")
            .parse()
            .ok()
            .filter(|n: &f32| n.is_finite() && n.abs() < 100_000.0)
            .ok_or_else(|| wrong(node, name)),
    }
}

/// One or two numbers.
fn pair(node: Node, name: &str, default: Option<&str>) -> Result<[f32; 2], Fault> {
    let text = node.attribute(name).or(default).unwrap_or_default();
    let numbers: Option<Vec<f32>> = text
        .split_ascii_whitespace()
        .map(|n| {
            n.trim_end_matches("px")
                .parse()
                .ok()
                .filter(|n: &f32| (0.0..10_000.0).contains(n))
        })
        .collect();
    match numbers.as_deref() {
        Some([one]) => Ok([*one, *one]),
        Some([one, two]) => Ok([*one, *two]),
        _ => Err(wrong(node, name)),
    }
}

fn wrong(node: Node, name: &str) -> Fault {
    let id = node.attribute("id").unwrap_or("?");
    Fault::Markup(format!("<{} id=\"{id}\"> {name}", node.tag_name().name()))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}
