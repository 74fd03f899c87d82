//! The three things that somebody who walks past should take with them.

use crate::config::{Field, FieldType};
use crate::content::{FieldValue, POINTS};
use crate::markdown::plain::{Block, Body, Inline, inline_text};
use crate::outputs::World;
use crate::site::EntryId;
use crate::text::excerpt::truncate;
use crate::text::number;
use crate::text::sentence::sentences;

/// Graphemes of a point at most; what is longer is cut between words.
const LONGEST: usize = 140;

/// Where points come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::outputs) enum Origin {
    /// `poster: {points: …}` in front matter.
    Author,
    /// A field of the kind.
    Field,
    /// Steps of the body.
    Steps,
    /// Headings of the body.
    Headings,
}

/// Points of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::outputs) struct Points {
    /// What stands above them: a field's label, or empty for the theme to say.
    pub label: String,
    /// At most three, without full stops.
    pub items: Vec<String>,
    /// Where they come from.
    pub origin: Origin,
}

/// An entry's points, by the first of these rules that finds any: `poster.points` of the front matter; the kind's first
/// list of texts, or of records of texts without a date or link (results, lessons, proposals), in the order of
/// `site.yaml`; the body's first steps or numbered list; its headings of the second level.
pub(in crate::outputs) fn of(world: &World, id: EntryId) -> Points {
    let entry = world.site.entry(id);
    let lang = &entry.path.lang;
    let own = &entry.front.points;
    if !own.is_empty() {
        return points("", own.iter().cloned(), Origin::Author);
    }
    let fields = world.site.kind(id).map_or(&[][..], |k| k.fields.as_slice());
    for field in fields.iter().filter(|f| tells(f)) {
        if let Some(FieldValue::List(items)) = entry.front.field(&field.name)
            && !items.is_empty()
        {
            let items = items.iter().map(|i| words(i, lang));
            return points(field.label.get(lang), items, Origin::Field);
        }
    }
    let blocks = entry.blocks(&world.dialect);
    if let Some(steps) = steps(&blocks) {
        return points("", steps, Origin::Steps);
    }
    let headings = blocks.iter().filter_map(|block| match block {
        Block::Heading {
            level: 2, inlines, ..
        } => Some(inline_text(inlines)),
        _ => None,
    });
    points("", headings, Origin::Headings)
}

fn points(label: &str, items: impl IntoIterator<Item = String>, origin: Origin) -> Points {
    let items = items
        .into_iter()
        .map(|item| {
            let item = item.split_whitespace().collect::<Vec<_>>().join(" ");
            truncate(item.trim_end_matches(['.', ';', ',']), LONGEST).into_owned()
        })
        .filter(|item| !item.is_empty())
        .take(POINTS)
        .collect();
    Points {
        label: label.to_owned(),
        items,
        origin,
    }
}

/// Whether a field is a list of things told in words. A record with a date or a link is a reference.
fn tells(field: &Field) -> bool {
    let is_words = |f: &Field| matches!(f.field_type, FieldType::String | FieldType::Text);
    match &field.field_type {
        FieldType::List(item) => match &item.field_type {
            FieldType::Record(fields) => {
                fields.iter().any(is_words)
                    && !fields
                        .iter()
                        .any(|f| matches!(f.field_type, FieldType::Date | FieldType::Link))
            }
            _ => is_words(item),
        },
        _ => false,
    }
}

/// A value in words: `25.000 đồng` + `cho một suất ăn` reads on; a part that begins with a capital follows a colon.
fn words(value: &FieldValue, lang: &str) -> String {
    match value {
        FieldValue::Text(text) => text.clone(),
        FieldValue::Integer(n) => number::integer(*n, lang),
        FieldValue::Number(n) => number::decimal(*n, lang),
        FieldValue::Person(person) => person.name.clone(),
        FieldValue::Record(fields) => {
            let mut out = String::new();
            for part in fields.iter().map(|(_, v)| words(v, lang)) {
                if !out.is_empty() && !part.is_empty() {
                    let capital = part.starts_with(char::is_uppercase);
                    out.push_str(if capital { ": " } else { " " });
                }
                out.push_str(&part);
            }
            out
        }
        _ => String::new(),
    }
}

/// The leads of the first steps block, else of the first numbered list.
fn steps(blocks: &[Block]) -> Option<Vec<String>> {
    let block = blocks.iter().find_map(|block| match block {
        Block::Component {
            name,
            body: Body::Blocks(inner),
            ..
        } if name == "steps" => steps(inner),
        _ => None,
    });
    block.or_else(|| {
        blocks.iter().find_map(|block| match block {
            Block::List {
                start: Some(_),
                items,
                ..
            } => Some(items.iter().map(|item| lead(&item.blocks)).collect()),
            _ => None,
        })
    })
}

/// The bold words that an item begins with, else its first sentence.
fn lead(blocks: &[Block]) -> String {
    let Some(Block::Paragraph { inlines, .. }) = blocks.first() else {
        return String::new();
    };
    if let Some(Inline::Strong { inlines, .. }) = inlines.first() {
        return inline_text(inlines);
    }
    let text = inline_text(inlines);
    let first = sentences(&text).into_iter().next();
    first
        .and_then(|range| text.get(range))
        .unwrap_or(&text)
        .to_owned()
}
