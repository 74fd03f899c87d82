//! The entries behind the figures: as an appendix to read, and as a table to sort and filter.

use super::code;
use super::document::{Cell, Part, Section, Table};
use super::tally::{Tally, Work};
use crate::diagnostics::Lang;
use crate::text::csv;
use crate::text::date::Date;

/// The appendix; nothing where nothing was published.
pub(super) fn section(tally: &Tally<'_>, lang: Lang) -> Option<Section> {
    let t = |vi: &'static str, en: &'static str| lang.pick(vi, en).to_owned();
    let rows: Vec<Vec<Cell>> = tally
        .published()
        .map(|work| {
            let title = work.entry.front.common.title.clone();
            vec![
                match address(tally, work) {
                    Some(url) => Cell::Link(title, url),
                    None => Cell::Words(title),
                },
                Cell::words(work.kind.label.get(code(lang))),
                Cell::Words(work.date.map_or_else(String::new, |d| d.short(code(lang)))),
                Cell::Number(work.posts.len()),
            ]
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let heading = t("Phụ lục: các bài đã đăng", "Appendix: entries published");
    let table = Table {
        caption: t("Mới nhất ở trên", "Newest first"),
        head: vec![
            t("Bài", "Entry"),
            t("Loại bài", "Kind"),
            t("Ngày đăng", "Published"),
            t("Bài Facebook", "Facebook posts"),
        ],
        rows,
        total: false,
    };
    Some(Section {
        appendix: true,
        ..Section::new(heading, vec![Part::Table(table)])
    })
}

/// The absolute address; nothing without `base_url`.
fn address(tally: &Tally<'_>, work: &Work<'_>) -> Option<String> {
    let base = tally.config().base_url.as_ref()?;
    let route = work.route.as_ref()?;
    let mut path = String::new();
    crate::site::encode(route.pretty(), &mut path);
    Some(base.join(&path))
}

/// A row for each entry that the figures count, invented ones too.
pub(super) fn csv(tally: &Tally<'_>, lang: Lang) -> Vec<u8> {
    let config = tally.config();
    let mut head: Vec<&str> = lang
        .pick(
            [
                "Ngày đăng",
                "Tháng",
                "Loại bài",
                "Tiêu đề",
                "Địa chỉ",
                "Tệp",
                "Ngôn ngữ",
                "Minh họa",
            ],
            [
                "Published",
                "Month",
                "Kind",
                "Title",
                "Address",
                "File",
                "Languages",
                "Illustrative",
            ],
        )
        .to_vec();
    head.extend(config.taxonomies.iter().map(|t| t.label.get(code(lang))));
    for field in &config.report.fields {
        head.push(super::groups::field_label(config, field, lang));
    }
    head.extend(lang.pick(
        [
            "Ngày đi cơ sở",
            "Tuần",
            "Số bài Facebook",
            "Ngày đăng Facebook",
            "Bài Facebook",
        ],
        [
            "Day of visit",
            "Week",
            "Number of posts",
            "Posted",
            "Facebook posts",
        ],
    ));
    let mut out = csv::MARK.as_bytes().to_vec();
    csv::row(&head, &mut out);
    let year = tally.year;
    let counts = |w: &&Work<'_>| {
        let visited = w.visited(config).is_some_and(|d| d.iso_week().0 == year);
        visited || !w.posts.is_empty() || w.date.is_some_and(|d| d.year == year)
    };
    for work in tally.works.iter().filter(counts) {
        csv::row(row(tally, work, lang), &mut out);
    }
    out
}

fn row(tally: &Tally<'_>, work: &Work<'_>, lang: Lang) -> Vec<String> {
    let config = tally.config();
    let iso = |d: Option<Date>| d.map_or_else(String::new, Date::iso);
    let month = |d: Date| format!("{:04}-{:02}", d.year, d.month);
    let week = |d: Date| {
        let (year, week) = d.iso_week();
        format!("{year}-{week:02}")
    };
    let yes = lang.pick("có", "yes");
    let mut row = vec![
        iso(work.date),
        work.date.map_or_else(String::new, month),
        work.kind.label.get(code(lang)).to_owned(),
        work.entry.front.common.title.clone(),
        address(tally, work).unwrap_or_default(),
        work.entry.file.to_string(),
        work.languages.join(" "),
        if work.illustrative { yes } else { "" }.to_owned(),
    ];
    for taxonomy in &config.taxonomies {
        let terms = work.terms(config, &taxonomy.key, code(lang));
        let names: Vec<String> = terms.into_iter().map(|(_, name)| name).collect();
        row.push(names.join("; "));
    }
    row.extend(config.report.fields.iter().map(|f| work.words(f)));
    let visited = work.visited(config);
    let posts = |of: fn(&super::tally::Post) -> String| {
        let all: Vec<String> = work.posts.iter().map(of).collect();
        all.join("\n")
    };
    row.extend([
        iso(visited),
        visited.map_or_else(String::new, week),
        work.posts.len().to_string(),
        posts(|p| p.date.iso()),
        posts(|p| p.url.clone()),
    ]);
    row
}
