//! Filters of our own. All are pure: their results depend on their input, their arguments, and `lang` and
//! `current_path` of the page at hand.

use super::faults::fault;
use super::links::Links;
use crate::text;
use std::sync::Arc;
use tera::value::Key;
use tera::{Error, Kwargs, Map, State, StringInput, TeraResult, Value};

/// Registers all filters.
pub(super) fn register(tera: &mut tera::Tera, links: &Arc<Links>) {
    let l = links.clone();
    tera.register_filter("url", move |path: Value, _: Kwargs, state: &State| {
        url(&l, &path, state)
    });
    let l = links.clone();
    tera.register_filter("absolute_url", move |path: Value, _: Kwargs, _: &State| {
        absolute_url(&l, &path)
    });
    let l = links.clone();
    tera.register_filter("number", move |n: Value, kw: Kwargs, state: &State| {
        number(&l, &n, &kw, state)
    });
    let l = links.clone();
    tera.register_filter(
        "file_size",
        move |n: u64, _: Kwargs, state: &State| -> TeraResult<String> {
            Ok(text::number::file_size(
                n,
                lang(&l, state)?.as_str().unwrap_or_default(),
            ))
        },
    );
    let l = links.clone();
    tera.register_filter("date_short", move |v: Value, _: Kwargs, state: &State| {
        date(&l, &v, state, "short")
    });
    let l = links.clone();
    tera.register_filter("date_long", move |v: Value, _: Kwargs, state: &State| {
        date(&l, &v, state, "long")
    });
    tera.register_filter("truncate_text", truncate_text);
    tera.register_filter("slugify", slugify);
    tera.register_filter("urlencode", urlencode);
    tera.register_filter("json", json);
    tera.register_filter("tel", tel);
    tera.register_filter("sort_vi", sort_vi);
    tera.register_filter("group_by_year", group_by_year);
    tera.register_filter("linebreaks", linebreaks);
}

/// Names of the filters, for hints.
pub(super) const NAMES: [&str; 14] = [
    "url",
    "absolute_url",
    "number",
    "file_size",
    "date_short",
    "date_long",
    "truncate_text",
    "slugify",
    "urlencode",
    "json",
    "tel",
    "sort_vi",
    "group_by_year",
    "linebreaks",
];

/// The page's language; the site's default where the context has none.
pub(super) fn lang(links: &Links, state: &State) -> TeraResult<Value> {
    Ok(state
        .get::<Value>("lang")?
        .unwrap_or_else(|| Value::from(links.default_lang.as_str())))
}

/// The route of the page at hand.
///
/// # Errors
/// Where it is not known: in a Tera `{% component %}` that does not declare `@current_path`.
pub(super) fn current_path(state: &State) -> TeraResult<Value> {
    match state.get::<Value>("current_path")? {
        Some(path) if path.is_string() => Ok(path),
        _ => Err(fault(
            "T023",
            "Ở đây không biết trang đang dựng (current_path). Trong {% component %}, hãy khai báo thêm @current_path.",
            "The page at hand (current_path) is not known here. In a {% component %}, declare @current_path.",
        )),
    }
}

/// `{{ page.path | url }}`: the relative reference from the page at hand to a path below the site's root. An address
/// of its own (`https:`, `tel:`, `#part`) stays as it is.
fn url(links: &Links, path: &Value, state: &State) -> TeraResult<String> {
    let Some(path) = path.as_str() else {
        return Err(wrong("url", "đường dẫn", "a path", path));
    };
    let from = current_path(state)?;
    Ok(links.href(from.as_str().unwrap_or_default(), path))
}

/// `{{ page.path | absolute_url }}`: the address with the site's `base_url`; none without one.
fn absolute_url(links: &Links, path: &Value) -> TeraResult<Value> {
    match path.as_str() {
        Some(path) => Ok(links.absolute(path).map_or_else(Value::none, Value::from)),
        None if path.is_none() => Ok(Value::none()),
        None => Err(wrong("absolute_url", "đường dẫn", "a path", path)),
    }
}

/// `{{ 1234.5 | number }}` → `1.234,5` in the page's language; `decimals` rounds to at most so many.
fn number(links: &Links, value: &Value, kwargs: &Kwargs, state: &State) -> TeraResult<String> {
    let lang = lang(links, state)?;
    let lang = lang.as_str().unwrap_or_default();
    let decimals = kwargs.get::<usize>("decimals")?;
    match (value.as_i64(), value.as_f64(), decimals) {
        (Some(n), _, _) => Ok(text::number::integer(n, lang)),
        (None, Some(x), Some(places)) => Ok(text::number::decimal_with(x, places, lang)),
        (None, Some(x), None) => Ok(text::number::decimal(x, lang)),
        (None, None, _) => Err(wrong("number", "số", "a number", value)),
    }
}

/// `{{ page.date.iso | date_long }}`: a day or moment (`2026-11-22`, RFC 3339) as the page's language writes it, in the
/// site's time zone. A date of the site (`page.date`) may be given whole.
fn date(links: &Links, value: &Value, state: &State, form: &str) -> TeraResult<Value> {
    if let Some(written) = value.as_map().and_then(|m| m.get(&Key::Str(form))) {
        return Ok(written.clone());
    }
    let text = value.as_str().unwrap_or_default();
    let lang = lang(links, state)?;
    let lang = lang.as_str().unwrap_or_default();
    match text::date::parse_moment(text, links.offset) {
        Ok(moment) if form == "long" => Ok(moment.instant.long(links.offset, lang).into()),
        Ok(moment) => Ok(moment.instant.short(links.offset, lang).into()),
        Err(error) => Err(fault("T022", error.vi(), error.en())),
    }
}

/// `{{ text | truncate_text(length=120) }}`: at most so many characters (default 160), cut between words, with `…`.
fn truncate_text(text: &str, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    let length = kwargs.get::<usize>("length")?.unwrap_or(160);
    let Some((limit, _)) = text.char_indices().nth(length) else {
        return Ok(text.to_owned());
    };
    let head = text.get(..limit).unwrap_or_default();
    let cut = match text.get(limit..).and_then(|t| t.chars().next()) {
        Some(c) if c.is_whitespace() => head.len(),
        _ => head.rfind(char::is_whitespace).unwrap_or(head.len()),
    };
    let words = head.get(..cut).unwrap_or_default();
    Ok(words
        .trim_end_matches(|c: char| c.is_whitespace() || ",;:–-".contains(c))
        .to_owned()
        + "…")
}

/// `{{ "Công đoàn" | slugify }}` → `cong-doan`.
fn slugify(text: &str, _: Kwargs, _: &State) -> String {
    text::slug::slugify(text)
}

/// `{{ page.title | urlencode }}`: encoded for the value of a query (`mailto:…?subject=…`). Letters and signs beyond ASCII
/// stay as they are, as the URL standard allows (“URL code points”): browsers encode them, and the page is a third
/// shorter there.
fn urlencode(text: &str, _: Kwargs, _: &State) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        let is_sign = c > '\u{A0}' && !c.is_whitespace() && !c.is_control();
        if c.is_ascii_alphanumeric() || is_sign || matches!(c, '-' | '.' | '_' | '~') {
            out.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    out
}

/// `<script>const x = {{ value | json }}</script>`: JSON that may stand in a script (`<`, `>`, `&` and line separators
/// escaped), marked safe.
fn json(value: Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    let json = serde_json::to_string(&value).map_err(Error::message)?;
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    Ok(Value::safe_string(&out))
}

/// `<a href="tel:{{ phone | tel }}">`: digits only, and `+` where it leads.
fn tel(text: &str, _: Kwargs, _: &State) -> String {
    let plus = if text.trim_start().starts_with('+') {
        "+"
    } else {
        ""
    };
    plus.to_owned()
        + &text
            .chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
}

/// `{{ terms | sort_vi(attribute="name") }}`: in Vietnamese dictionary order of the items, or of an attribute of them
/// (with dots for attributes of attributes). Equal ones keep their order; those without the attribute come last.
fn sort_vi(items: &[Value], kwargs: Kwargs, _: &State) -> TeraResult<Vec<Value>> {
    let attribute = kwargs.get::<&str>("attribute")?;
    let mut keyed: Vec<(Option<Vec<u8>>, &Value)> = items
        .iter()
        .map(|item| {
            let text = attribute
                .map_or(Some(item), |a| item.get_from_path(a))
                .and_then(Value::as_str);
            (text.map(text::collate::sort_key), item)
        })
        .collect();
    keyed.sort_by(|(a, _), (b, _)| a.is_none().cmp(&b.is_none()).then_with(|| a.cmp(b)));
    Ok(keyed.into_iter().map(|(_, item)| item.clone()).collect())
}

/// `{% for group in pages | group_by_year %}{{ group.year }} … group.pages`: neighbouring pages of one year together,
/// in the order given; pages without a date have `year` none.
fn group_by_year(pages: &[Value], _: Kwargs, _: &State) -> Vec<Value> {
    let mut groups: Vec<(Value, Vec<Value>)> = Vec::new();
    for page in pages {
        let year = page
            .get_from_path("date.year")
            .cloned()
            .unwrap_or_else(Value::none);
        match groups.last_mut() {
            Some((last, members)) if *last == year => members.push(page.clone()),
            _ => groups.push((year, vec![page.clone()])),
        }
    }
    let group = |(year, pages): (Value, Vec<Value>)| {
        Value::from(Map::from_iter([
            (Key::from("year"), year),
            (Key::from("pages"), Value::from(pages)),
        ]))
    };
    groups.into_iter().map(group).collect()
}

/// `{{ text | linebreaks }}`: paragraphs at blank lines, `<br>` at other line ends; escaped and marked safe.
fn linebreaks(text: StringInput, _: Kwargs, state: &State) -> TeraResult<Value> {
    let escaped = if text.is_safe() {
        text.as_str().to_owned()
    } else {
        state.escape(text.as_str())?
    };
    let mut out = String::with_capacity(escaped.len() + 16);
    let mut open = false;
    for line in escaped.lines() {
        match (line.trim().is_empty(), open) {
            (true, true) => out.push_str("</p>"),
            (true, false) => {}
            (false, true) => out.push_str("<br>"),
            (false, false) => out.push_str("<p>"),
        }
        open = !line.trim().is_empty();
        out.push_str(line.trim());
    }
    if open {
        out.push_str("</p>");
    }
    Ok(Value::safe_string(&out))
}

fn wrong(filter: &str, vi: &str, en: &str, value: &Value) -> Error {
    let name = value.name();
    fault(
        "T022",
        format!("Bộ lọc {filter} cần {vi}, ở đây là {name}."),
        format!("The filter {filter} wants {en}, this is {name}."),
    )
}
