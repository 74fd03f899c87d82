//! Where nothing was published: declared terms and kinds without an entry in the year.

use super::code;
use super::document::{Part, Section};
use super::groups::kinds_of;
use super::tally::{Tally, Work};
use crate::diagnostics::Lang;

/// The gaps, what to do something about; nothing where the site declares neither terms nor kinds.
pub(super) fn section(tally: &Tally<'_>, lang: Lang) -> Option<Section> {
    let config = tally.config();
    let mut points = Vec::new();
    let kinds: Vec<(&str, &str)> = config
        .kinds
        .iter()
        .map(|k| (k.folder.as_str(), k.label.get(code(lang))))
        .collect();
    let label = lang.pick("Loại bài", "Kind");
    points.extend(point(tally, label, &kinds, lang, |work, folder| {
        work.kind.folder == folder
    }));
    for taxonomy in config.taxonomies.iter().filter(|t| !t.terms.is_empty()) {
        if kinds_of(tally, taxonomy).is_empty() {
            continue;
        }
        let terms: Vec<(&str, &str)> = taxonomy
            .terms
            .iter()
            .map(|t| (t.slug.as_str(), t.name.get(code(lang))))
            .collect();
        let label = taxonomy.label.get(code(lang));
        points.extend(point(tally, label, &terms, lang, |work, slug| {
            let terms = work.terms(config, &taxonomy.key, code(lang));
            terms.iter().any(|(s, _)| s == slug)
        }));
    }
    if kinds.is_empty() {
        return None;
    }
    let (none, some) = lang.pick(
        (
            "Loại bài nào và mục nào khai báo trong site.yaml cũng có bài trong năm.",
            "Những mục sau không có bài nào mang ngày trong năm (bài minh họa không tính):",
        ),
        (
            "Every kind and every term declared in site.yaml has an entry in the year.",
            "No entry of the year covers these (illustrative ones do not count):",
        ),
    );
    let parts = match points.is_empty() {
        true => vec![Part::text(none)],
        false => vec![Part::text(some), Part::Points(points)],
    };
    Some(Section::new(lang.pick("Còn trống", "Gaps"), parts))
}

/// Those of a group's items that nothing was published about: first those that never had an entry, then those that have
/// something else.
fn point(
    tally: &Tally<'_>,
    label: &str,
    items: &[(&str, &str)],
    lang: Lang,
    is_of: impl Fn(&Work<'_>, &str) -> bool,
) -> Option<(String, String)> {
    let (mut nothing, mut invented, mut earlier) = (Vec::new(), Vec::new(), Vec::new());
    for (key, name) in items {
        if tally.published().any(|w| is_of(w, key)) {
            continue;
        }
        let before = |w: &&Work<'_>| !w.illustrative && w.date.is_some_and(|d| d.year < tally.year);
        let before = tally.works.iter().filter(before);
        match before.filter(|w| is_of(w, key)).count() {
            0 if tally.invented().any(|w| is_of(w, key)) => invented.push((*name).to_owned()),
            0 => nothing.push((*name).to_owned()),
            n => earlier.push(format!("{name} ({n})")),
        }
    }
    let (n, all) = (nothing.len() + invented.len() + earlier.len(), items.len());
    let year = tally.year;
    let groups = [
        (String::new(), nothing),
        (
            lang.pick("Chỉ có bài minh họa: ", "Illustrative only: ")
                .to_owned(),
            invented,
        ),
        (
            match lang {
                Lang::Vi => format!("Chỉ có bài từ trước năm {year}: "),
                Lang::En => format!("Only from before {year}: "),
            },
            earlier,
        ),
    ];
    let sentences: Vec<String> = groups
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(about, names)| format!("{about}{}.", names.join("; ")))
        .collect();
    (n > 0).then(|| (format!("{label} ({n}/{all})"), sentences.join(" ")))
}
