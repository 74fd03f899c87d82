//! Tables: by month, by kind, by the terms of each taxonomy, by the words of the fields that `site.yaml` names.

use super::code;
use super::counts::{Counts, head};
use super::document::{Cell, Part, Section, Table};
use super::tally::{Tally, Work};
use crate::config::{Field, FieldType, Kind, SiteConfig, Taxonomy};
use crate::diagnostics::Lang;
use crate::text::collate;
use crate::text::date::Date;
use crate::text::fold::canonical_tones;
use std::collections::BTreeMap;

/// Terms of an open taxonomy that are shown: those with the most entries. The list of entries has them all.
const MOST_OPEN: usize = 15;

/// All tables.
pub(super) fn sections(tally: &Tally<'_>, lang: Lang) -> Vec<Section> {
    let mut out = vec![months(tally, lang), kinds(tally, lang)];
    let taxonomies = &tally.config().taxonomies;
    for taxonomy in taxonomies.iter().filter(|t| !t.open) {
        out.extend(terms(tally, taxonomy, lang));
    }
    for field in &tally.config().report.fields {
        out.extend(words(tally, field, lang));
    }
    for taxonomy in taxonomies.iter().filter(|t| t.open) {
        out.extend(terms(tally, taxonomy, lang));
    }
    out
}

fn months(tally: &Tally<'_>, lang: Lang) -> Section {
    let kinds: Vec<&Kind> = tally.config().kinds.iter().collect();
    let last = match tally.until().year == tally.year {
        true => tally.until().month,
        false => 0,
    };
    let mut sum = Counts {
        by_kind: vec![0; kinds.len()],
        ..Counts::default()
    };
    let mut rows = Vec::new();
    for month in 1..=last {
        let works = tally
            .dated()
            .filter(|w| w.date.is_some_and(|d| d.month == month));
        let mut counts = Counts::of(works, &kinds, tally.year);
        counts.posts = tally.posts().filter(|p| p.date.month == month).count();
        sum.by_kind
            .iter_mut()
            .zip(&counts.by_kind)
            .for_each(|(s, n)| *s += n);
        sum.published += counts.published;
        sum.posts += counts.posts;
        sum.invented += counts.invented;
        rows.push(counts.row(&month_name(tally.year, month, lang)));
    }
    rows.push(sum.row(lang.pick("Cả năm", "The year")));
    let first = lang.pick("Tháng", "Month");
    let table = Table {
        caption: lang.pick("Theo tháng", "By month").to_owned(),
        head: head(first, &kinds, lang),
        rows,
        total: true,
    };
    Section::new(
        lang.pick("Theo tháng", "By month"),
        vec![Part::Table(table)],
    )
}

/// `Tháng 11`, `November`.
pub(super) fn month_name(year: i32, month: u8, lang: Lang) -> String {
    let first = Date::new(year, month.into(), 1);
    let long = first.map_or_else(|_| String::new(), |d| d.month_year("en"));
    match lang {
        Lang::Vi => format!("Tháng {month}"),
        Lang::En => long.split(' ').next().unwrap_or_default().to_owned(),
    }
}

fn kinds(tally: &Tally<'_>, lang: Lang) -> Section {
    let t = |vi: &'static str, en: &'static str| lang.pick(vi, en);
    let kinds = &tally.config().kinds;
    let mut rows = Vec::new();
    let (mut sum, mut all_translated) = (Counts::default(), 0);
    for kind in kinds {
        let of_kind = |w: &&Work<'_>| w.kind.folder == kind.folder;
        let counts = Counts::of(tally.works.iter().filter(of_kind), &[kind], tally.year);
        let several = |w: &&Work<'_>| w.languages.len() > 1;
        let translated = tally.published().filter(of_kind).filter(several).count();
        sum.published += counts.published;
        sum.posts += counts.posts;
        sum.invented += counts.invented;
        all_translated += translated;
        rows.push(with_translated(
            counts.row(kind.label.get(code(lang))),
            translated,
        ));
    }
    rows.push(with_translated(sum.row(t("Tổng", "Total")), all_translated));
    let mut head = head(t("Loại bài", "Kind"), &[], lang);
    head.insert(2, t("Có bản dịch", "Translated").to_owned());
    let table = Table {
        caption: t("Theo loại bài", "By kind").to_owned(),
        head,
        rows,
        total: true,
    };
    Section::new(t("Theo loại bài", "By kind"), vec![Part::Table(table)])
}

/// Puts a number behind that of published entries.
fn with_translated(mut row: Vec<Cell>, translated: usize) -> Vec<Cell> {
    row.insert(2.min(row.len()), Cell::Number(translated));
    row
}

/// The kinds whose entries can have terms of a taxonomy.
pub(super) fn kinds_of<'a>(tally: &Tally<'a>, taxonomy: &Taxonomy) -> Vec<&'a Kind> {
    fn holds(field: &Field, key: &str) -> bool {
        match &field.field_type {
            FieldType::Term(taxonomy) => taxonomy == key,
            FieldType::List(of) => holds(of, key),
            FieldType::Record(fields) => fields.iter().any(|f| holds(f, key)),
            _ => false,
        }
    }
    let has =
        |k: &&Kind| taxonomy.key == "tags" || k.fields.iter().any(|f| holds(f, &taxonomy.key));
    tally.config().kinds.iter().filter(has).collect()
}

fn terms(tally: &Tally<'_>, taxonomy: &Taxonomy, lang: Lang) -> Option<Section> {
    let config = tally.config();
    let kinds = kinds_of(tally, taxonomy);
    let declared: Vec<(&str, &str)> = taxonomy
        .terms
        .iter()
        .map(|t| (t.slug.as_str(), t.name.get(code(lang))))
        .collect();
    let mut groups: BTreeMap<String, (String, Counts)> = BTreeMap::new();
    let mut without = Counts::of([], &kinds, tally.year);
    for work in &tally.works {
        let terms = work.terms(config, &taxonomy.key, code(lang));
        if terms.is_empty() && kinds.iter().any(|k| k.folder == work.kind.folder) {
            without.add(work, &kinds, tally.year);
        }
        for (slug, name) in terms {
            let group = groups.entry(slug);
            let group = group.or_insert_with(|| (name, Counts::of([], &kinds, tally.year)));
            group.1.add(work, &kinds, tally.year);
        }
    }
    let mut rows = Vec::new();
    for (slug, name) in &declared {
        let counts = groups.remove(*slug).map(|(_, counts)| counts);
        let counts = counts.unwrap_or_else(|| Counts::of([], &kinds, tally.year));
        rows.push(counts.row(name));
    }
    let mut open: Vec<(String, Counts)> =
        groups.into_values().filter(|(_, c)| !c.nothing()).collect();
    let most = |(name, c): &(String, Counts)| {
        let few = std::cmp::Reverse((c.published, c.posts));
        (few, collate::sort_key(name))
    };
    open.sort_by_cached_key(most);
    let more = open.len().saturating_sub(MOST_OPEN);
    open.truncate(MOST_OPEN);
    open.sort_by_cached_key(|(name, _)| collate::sort_key(name));
    rows.extend(open.iter().map(|(name, counts)| counts.row(name)));
    if !without.nothing() && !rows.is_empty() {
        rows.push(without.row(lang.pick("(không ghi)", "(none given)")));
    }
    let note = (more > 0).then(|| match lang {
        Lang::Vi => {
            format!("{MOST_OPEN} mục có nhiều bài nhất; còn {more} mục nữa, xem tệp danh sách.")
        }
        Lang::En => {
            format!("The {MOST_OPEN} with the most entries; {more} more are in the list file.")
        }
    });
    grouped(taxonomy.label.get(code(lang)), &kinds, rows, note, lang)
}

fn words(tally: &Tally<'_>, field: &str, lang: Lang) -> Option<Section> {
    let has = |k: &&Kind| k.fields.iter().any(|f| f.name == field);
    let kinds: Vec<&Kind> = tally.config().kinds.iter().filter(has).collect();
    let mut groups: BTreeMap<String, (String, Counts)> = BTreeMap::new();
    for work in tally
        .works
        .iter()
        .filter(|w| kinds.iter().any(|k| k.folder == w.kind.folder))
    {
        let name = work.words(field);
        let group = groups.entry(canonical_tones(&name.to_lowercase()));
        let group = group.or_insert_with(|| (name, Counts::of([], &kinds, tally.year)));
        group.1.add(work, &kinds, tally.year);
    }
    let mut all: Vec<(String, Counts)> =
        groups.into_values().filter(|(_, c)| !c.nothing()).collect();
    all.sort_by_cached_key(|(name, _)| (name.is_empty(), collate::sort_key(name)));
    let rows = all.iter().map(|(name, counts)| match name.as_str() {
        "" => counts.row(lang.pick("(không ghi)", "(none given)")),
        name => counts.row(name),
    });
    let label = field_label(tally.config(), field, lang);
    grouped(label, &kinds, rows.collect(), None, lang)
}

/// What the first kind that has a field calls it.
pub(super) fn field_label<'a>(config: &'a SiteConfig, name: &'a str, lang: Lang) -> &'a str {
    let mut fields = config.kinds.iter().flat_map(|k| &k.fields);
    fields
        .find(|f| f.name == name)
        .map_or(name, |f| f.label.get(code(lang)))
}

fn grouped(
    label: &str,
    kinds: &[&Kind],
    rows: Vec<Vec<Cell>>,
    note: Option<String>,
    lang: Lang,
) -> Option<Section> {
    if rows.is_empty() || kinds.is_empty() {
        return None;
    }
    let heading = match lang {
        Lang::Vi => format!("Theo {}", lower_first(label)),
        Lang::En => format!("By {}", lower_first(label)),
    };
    let table = Table {
        caption: heading.clone(),
        head: head(label, kinds, lang),
        rows,
        total: false,
    };
    let mut parts = vec![Part::Table(table)];
    parts.extend(note.map(Part::Text));
    Some(Section::new(heading, parts))
}

/// A heading's words within a sentence: `Địa bàn` → `địa bàn`, but not `CĐCS`.
pub(super) fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}
