//! The text of a new entry: every field of its kind, with what to write there.

use super::schema::Schema;
use crate::config::{Field, FieldType, Kind, SiteConfig};
use crate::diagnostics::Lang;
use crate::text::date::Date;
use crate::yaml::{quote, scalar};

/// The file of a new entry, a draft: required fields stand open to be filled in, others as comments to be uncommented.
/// It can be read as it is; what is missing from a draft is a warning.
pub fn scaffold(kind: &Kind, config: &SiteConfig, title: &str, lang: Lang, today: Date) -> String {
    let schema = Schema::new(config);
    let say = |vi: &'static str, en: &'static str| lang.pick(vi, en);
    let mut out = String::from("---\n");
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    line(format!("title: {}", scalar(title.trim())));
    line(format!(
        "date: {:04}-{:02}-{:02}",
        today.year, today.month, today.day
    ));
    line(format!(
        "draft: true   # {}",
        say(
            "bản nháp, chưa đăng; xong thì xóa dòng này",
            "not published; delete this line when done"
        )
    ));
    line(format!(
        "summary:   # {}",
        say(
            "một, hai câu: bài này giúp được gì",
            "one or two sentences: what this helps with"
        )
    ));
    line(format!(
        "#tags: [{}]",
        say("chủ đề, chủ đề khác", "one tag, another tag")
    ));
    line("#cover:".to_owned());
    line(format!("#  image: {}", say("anh-bia.jpg", "cover.jpg")));
    line(format!(
        "#  alt: {}",
        say(
            "Ảnh chụp ai, đang làm gì, ở đâu",
            "Who is in the picture, doing what, where"
        )
    ));
    line(format!("#  credit: {}", say("Người chụp", "Who took it")));
    if !kind.fields.is_empty() {
        line(String::new());
        line(format!(
            "# {} {}",
            say("Các trường của loại", "Fields of the kind"),
            kind.label.get(code(lang))
        ));
    }
    for field in &kind.fields {
        for text in field_lines(field, &schema, lang) {
            line(text);
        }
    }
    out.push_str("---\n\n");
    out.push_str(say("Viết nội dung ở đây.\n", "Write the text here.\n"));
    out
}

fn code(lang: Lang) -> &'static str {
    lang.pick("vi", "en")
}

/// A field's lines: what it is as a comment, then the field. Required ones have an empty value.
fn field_lines(field: &Field, schema: &Schema, lang: Lang) -> Vec<String> {
    let label = field.label.get(code(lang));
    let help = field
        .help
        .0
        .get(code(lang))
        .or_else(|| field.help.0.get("vi"))
        .map_or("", String::as_str);
    let need = match (field.required, lang) {
        (true, Lang::Vi) => "bắt buộc",
        (true, _) => "required",
        (false, Lang::Vi) => "không bắt buộc",
        (false, _) => "optional",
    };
    let mut about = String::from("# ");
    about.push_str(if label.is_empty() { &field.name } else { label });
    about.push_str(&format!(" ({need})"));
    if !help.is_empty() {
        about.push_str(&format!(": {help}"));
    }
    let mut lines = vec![about];
    let choices = possible(field, schema);
    if !choices.is_empty() {
        let head = if lang == Lang::Vi {
            "#   chọn trong"
        } else {
            "#   choose from"
        };
        lines.push(format!("{head}: {}", choices.join("; ")));
    }
    if field.required {
        lines.push(format!("{}:", field.name));
    }
    let sample = example(field, schema, "");
    if !field.required || sample.contains('\n') {
        lines.extend(sample.lines().map(|l| format!("#{l}")));
    }
    lines
}

/// Words that may stand in a field.
fn possible<'a>(field: &'a Field, schema: &Schema<'a>) -> Vec<&'a str> {
    match &field.field_type {
        FieldType::Choice(choices) => choices.iter().map(String::as_str).collect(),
        FieldType::Term(taxonomy) => schema.term_names(taxonomy),
        FieldType::List(item) => possible(item, schema),
        _ => Vec::new(),
    }
}

/// A field as it may be written: `skill: Tư vấn pháp luật`.
pub(super) fn example(field: &Field, schema: &Schema, indent: &str) -> String {
    let name = &field.name;
    match &field.field_type {
        FieldType::List(item) => match &item.field_type {
            FieldType::Record(fields) => {
                let mut out = format!("{indent}{name}:");
                for (i, field) in fields.iter().enumerate() {
                    let head = if i == 0 { "- " } else { "  " };
                    let line = example(field, schema, "").replace('\n', &format!("\n{indent}    "));
                    out.push_str(&format!("\n{indent}  {head}{line}"));
                }
                out
            }
            _ => format!("{indent}{name}: [{}]", sample(item, schema)),
        },
        FieldType::Record(fields) => {
            let mut out = format!("{indent}{name}:");
            for field in fields {
                out.push('\n');
                out.push_str(&example(field, schema, &format!("{indent}  ")));
            }
            out
        }
        _ => format!("{indent}{name}: {}", sample(field, schema)),
    }
}

fn sample(field: &Field, schema: &Schema) -> String {
    let label = field.label.get("vi");
    match &field.field_type {
        FieldType::String | FieldType::Text => scalar(if label.is_empty() { "…" } else { label }),
        FieldType::Date => "22/11/2026".into(),
        FieldType::Integer | FieldType::Number => field.limits.min.unwrap_or(1.0).to_string(),
        FieldType::Boolean => "true".into(),
        FieldType::Choice(choices) => choices.first().map_or_else(|| quote(""), |c| scalar(c)),
        FieldType::Term(taxonomy) => schema
            .term_names(taxonomy)
            .first()
            .map_or_else(|| "…".into(), |t| scalar(t)),
        FieldType::File => "tep-tai-ve.pdf".into(),
        FieldType::Image => "anh.jpg".into(),
        FieldType::Person => "{name: Họ và tên, role: Chức danh}".into(),
        FieldType::Link => "https://example.org/".into(),
        FieldType::List(item) => format!("[{}]", sample(item, schema)),
        FieldType::Record(_) => "{}".into(),
    }
}
