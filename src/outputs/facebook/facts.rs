//! What the kind's own fields say, in a few lines: the figures of a unit, the person of a story, whom a guide is for.

use crate::text::excerpt::graphemes;
use crate::view::{FieldView, Shown};

/// Graphemes of all facts together at most.
const MOST: usize = 280;
/// Graphemes of one value above which it is an article's business.
const LONGEST: usize = 160;
/// Items of a list that are shown.
const ITEMS: usize = 4;
/// Facts of one line that are shown.
const LINES: usize = 3;

/// One fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    /// The field it comes from.
    pub field: String,
    /// Its line or lines.
    pub text: String,
    /// Whether it is a list, which stands apart.
    pub is_list: bool,
}

/// How dear a fact is when room is short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Results and lessons, the heart of their kinds.
    List,
    /// What somebody said.
    Quote,
    /// A name, a figure.
    Line,
    /// A term or choice, by which lists are narrowed.
    Term,
    /// The legal basis, which the text cites itself.
    Law,
}

/// The facts of an entry that fit, in the order of its kind's fields. What `told` says already is left out.
pub(super) fn of(fields: &[FieldView], told: &str) -> Vec<Fact> {
    let mut ranked: Vec<(Rank, usize, &FieldView)> = fields
        .iter()
        .enumerate()
        .filter_map(|(i, field)| Some((rank(field)?, i, field)))
        .collect();
    ranked.sort_by_key(|(rank, i, _)| (*rank, *i));
    let (mut room, mut lines) = (MOST, LINES);
    let mut facts = Vec::new();
    for (rank, i, field) in ranked {
        let is_list = matches!(rank, Rank::List | Rank::Law);
        let text = match &field.value {
            Shown::List(items) if is_list => list(field.label.trim(), items, told, room),
            _ if lines == 0 => None,
            _ => line(field, told),
        };
        let Some(text) = text else { continue };
        let length = graphemes(&text) + 2;
        if length > room {
            continue;
        }
        room -= length;
        lines -= usize::from(!is_list);
        facts.push((
            i,
            Fact {
                field: field.name.clone(),
                text,
                is_list,
            },
        ));
    }
    facts.sort_by_key(|(i, _)| *i);
    facts.into_iter().map(|(_, fact)| fact).collect()
}

/// How dear a field is; `None` for what is no fact for a post: files, pictures, links, and consent, which is between the
/// person and the union.
fn rank(field: &FieldView) -> Option<Rank> {
    match &field.value {
        _ if field.name == "consent" => None,
        Shown::List(items) if items.iter().all(is_law) => Some(Rank::Law),
        Shown::List(items) if items.iter().all(|v| matches!(v, Shown::Term(_))) => None,
        Shown::List(_) => Some(Rank::List),
        Shown::Text(_) if field.kind == "text" => Some(Rank::Quote),
        Shown::Text(_) if field.kind == "choice" => Some(Rank::Term),
        Shown::Term(_) => Some(Rank::Term),
        Shown::Text(_)
        | Shown::Date(_)
        | Shown::Number { .. }
        | Shown::Person { .. }
        | Shown::Record(_) => Some(Rank::Line),
        Shown::File(_) | Shown::Picture(_) | Shown::Link(_) | Shown::Boolean(_) => None,
    }
}

/// A list with its label, as many items as fit.
fn list(label: &str, items: &[Shown], told: &str, room: usize) -> Option<String> {
    let mut out = format!("{label}:");
    let mut left = room.checked_sub(graphemes(&out) + 4)?;
    let mut count = 0;
    for value in items
        .iter()
        .filter_map(one)
        .filter(|v| !told.contains(v.as_str()))
    {
        let length = graphemes(&value) + 3;
        if length > left || count == ITEMS {
            out.push_str("\n• …");
            break;
        }
        left -= length;
        count += 1;
        out.push_str(&format!("\n• {value}"));
    }
    (count > 0).then_some(out)
}

/// One line: label and value.
fn line(field: &FieldView, told: &str) -> Option<String> {
    let label = field.label.trim();
    let value = match &field.value {
        // A year is not 2.012.
        Shown::Number { value, .. } if is_year(&field.name) => format!("{value:.0}"),
        Shown::Text(text) if field.kind == "text" => {
            let said = text.split_whitespace().collect::<Vec<_>>().join(" ");
            said.trim_matches(['“', '”', '"']).to_owned()
        }
        value => one(value)?,
    };
    let length = graphemes(&value);
    // Short values (3, An) stand in any text by chance.
    if length == 0 || length > LONGEST || (length > 3 && told.contains(&value)) {
        return None;
    }
    let unit = if field.unit.is_empty() {
        String::new()
    } else {
        format!(" {}", field.unit)
    };
    Some(match field.kind {
        "text" => format!("{label}: “{value}”"),
        _ => format!("{label}: {value}{unit}"),
    })
}

/// Whether a field of that name holds a year.
fn is_year(name: &str) -> bool {
    name == "year" || name.ends_with("_year") || name == "nam" || name.starts_with("nam_")
}

/// A record with a source and a date is a citation: the text has it inline.
fn is_law(value: &Shown) -> bool {
    matches!(value, Shown::Record(fields) if fields.values().any(|v| matches!(v, Shown::Date(_) | Shown::Link(_))))
}

/// One value as words; `None` for files, pictures, links, yes and no.
fn one(value: &Shown) -> Option<String> {
    match value {
        Shown::Text(text) => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        Shown::Date(date) => Some(date.short.clone()),
        Shown::Number { text, .. } => Some(text.clone()),
        Shown::Term(term) => Some(term.name.clone()),
        Shown::Person { name, role } if role.is_empty() => Some(name.clone()),
        Shown::Person { name, role } => Some(format!("{name}, {role}")),
        Shown::Record(fields) => {
            let parts: Vec<String> = fields
                .values()
                .filter(|v| !matches!(v, Shown::Date(_)))
                .filter_map(one)
                .collect();
            join(&parts)
        }
        Shown::List(_)
        | Shown::File(_)
        | Shown::Picture(_)
        | Shown::Link(_)
        | Shown::Boolean(_) => None,
    }
}

/// `25.000 đồng` + `cho một suất ăn ca` reads on; a part that begins with a capital comes after a comma.
fn join(parts: &[String]) -> Option<String> {
    let mut out = String::new();
    for part in parts.iter().filter(|p| !p.is_empty()) {
        if !out.is_empty() {
            let reads_on = part.starts_with(char::is_lowercase);
            out.push_str(if reads_on { " " } else { ", " });
        }
        out.push_str(part);
    }
    (!out.is_empty()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str, label: &str, kind: &'static str, value: Shown) -> FieldView {
        FieldView {
            name: name.into(),
            label: label.into(),
            kind,
            unit: String::new(),
            value,
        }
    }

    fn text(words: &str) -> Shown {
        Shown::Text(words.into())
    }

    #[test]
    fn results_come_first_when_room_is_short_and_stand_in_order() {
        let record = |a: &str, b: &str| {
            Shown::Record([("figure".to_owned(), text(a)), ("text".to_owned(), text(b))].into())
        };
        let lessons: Vec<Shown> = (0..5)
            .map(|i| text(&format!("Bài học số {i} đủ dài để đứng riêng")))
            .collect();
        let fields = [
            field("unit", "Đơn vị", "string", text("Công ty A")),
            field(
                "members",
                "Đoàn viên",
                "integer",
                Shown::Number {
                    value: 1640.0,
                    text: "1.640".into(),
                },
            ),
            field(
                "year",
                "Thành lập",
                "integer",
                Shown::Number {
                    value: 2012.0,
                    text: "2.012".into(),
                },
            ),
            field(
                "achievements",
                "Kết quả",
                "list",
                Shown::List(vec![record("25.000 đồng", "cho một suất ăn")]),
            ),
            field("lessons", "Bài học", "list", Shown::List(lessons)),
            field("note", "Ghi chú", "string", text(&"dài ".repeat(30))),
            field("consent", "Đồng ý", "record", record("a", "b")),
        ];
        let all: Vec<String> = of(&fields, "Công ty A nói")
            .into_iter()
            .map(|f| f.text)
            .collect();
        assert_eq!(
            all,
            [
                "Đoàn viên: 1.640",
                "Thành lập: 2012",
                "Kết quả:\n• 25.000 đồng cho một suất ăn",
                "Bài học:\n• Bài học số 0 đủ dài để đứng riêng\n• Bài học số 1 đủ dài để đứng riêng\n• Bài học số 2 đủ dài để đứng riêng\n• Bài học số 3 đủ dài để đứng riêng\n• …"
            ]
        );
    }

    #[test]
    fn a_quotation_stands_in_its_marks() {
        let fields = [field("quote", "Câu nói", "text", text("Tôi chỉ\nghi lại."))];
        assert_eq!(
            of(&fields, "").first().map(|f| f.text.as_str()),
            Some("Câu nói: “Tôi chỉ ghi lại.”")
        );
    }
}
