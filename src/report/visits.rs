//! Visits to the grassroots, week by week, against the number that `site.yaml` declares.

use super::code;
use super::document::{Cell, Part, Section, Table};
use super::groups::month_name;
use super::tally::Tally;
use super::weeks::{State, Week, missed, of_year};
use crate::config::Visits;
use crate::diagnostics::Lang;
use crate::text::date::Date;
use crate::text::number;

/// The weeks of the year that have begun, with the visits that notes tell of.
pub(super) fn weeks(tally: &Tally<'_>, visits: &Visits) -> Vec<Week> {
    let real = tally.works.iter().filter(|w| !w.illustrative);
    let days: Vec<Date> = real
        .filter_map(|w| w.visited(tally.config()))
        .filter(|d| *d <= tally.today)
        .collect();
    let per_week = usize::try_from(visits.per_week).unwrap_or(usize::MAX);
    of_year(tally.year, tally.today, per_week, &days)
}

/// Weeks with enough visits, and weeks that are judged: those that are over or have had enough already.
pub(super) fn standing(weeks: &[Week]) -> (usize, usize) {
    let of = |state: State| weeks.iter().filter(|w| w.state == state).count();
    (of(State::Met), of(State::Met) + of(State::Missed))
}

/// The weekly visits; nothing where `site.yaml` says nothing of them.
pub(super) fn section(tally: &Tally<'_>, lang: Lang) -> Option<Section> {
    let visits = tally.config().report.visits.as_ref()?;
    let weeks = weeks(tally, visits);
    let (met, judged) = standing(&weeks);
    let all: usize = weeks.iter().map(|w| w.visits).sum();
    let share = match judged {
        0 => String::new(),
        n => format!(
            " ({})",
            number::percent(met as f64 * 100.0 / n as f64, code(lang))
        ),
    };
    let per_week = visits.per_week;
    let mut parts = vec![Part::text(match lang {
        Lang::Vi => format!(
            "Mức đề ra: mỗi tuần ít nhất {per_week} lần đi cơ sở. Có {met}/{judged} tuần đạt{share}, với {all} chuyến đi có nhật ký đã đăng. Tuần tính từ thứ Hai đến Chủ nhật, chuyến đi tính theo ngày đi."
        ),
        Lang::En => format!(
            "Target: {per_week} or more visits to the grassroots a week. Weeks that met it: {met}/{judged}{share}; visits with a published note: {all}. Weeks run from Monday to Sunday; a visit counts on the day it was made."
        ),
    })];
    let runs: Vec<(String, String)> = missed(&weeks)
        .iter()
        .map(|(first, last)| run(first, last, lang))
        .collect();
    if !runs.is_empty() {
        parts.push(Part::text(match (lang, per_week) {
            (Lang::Vi, 1) => "Tuần không có nhật ký đi cơ sở:",
            (Lang::Vi, _) => "Tuần chưa đủ số lần đi cơ sở:",
            (Lang::En, 1) => "Weeks without a visit note:",
            (Lang::En, _) => "Weeks with too few visits:",
        }));
        parts.push(Part::Points(runs));
    }
    if let Some(now) = weeks.iter().find(|w| w.state == State::Running) {
        let (n, last) = (now.number, now.last().short(code(lang)));
        parts.push(Part::text(match lang {
            Lang::Vi => format!("Tuần {n} chưa hết (đến {last}) nên chưa xét."),
            Lang::En => format!("Week {n} is not over (until {last}) and is not judged yet."),
        }));
    }
    if !weeks.is_empty() {
        parts.push(Part::Table(by_month(tally, &weeks, lang)));
    }
    let heading = lang.pick("Đi cơ sở hằng tuần", "Weekly visits");
    Some(Section::new(heading, parts))
}

/// `Tuần 3–5`: `12/01/2026 – 01/02/2026`.
fn run(first: &Week, last: &Week, lang: Lang) -> (String, String) {
    let (word, several) = lang.pick(("Tuần", "Tuần"), ("Week", "Weeks"));
    let name = match first.number == last.number {
        true => format!("{word} {}", first.number),
        false => format!("{several} {}–{}", first.number, last.number),
    };
    let (from, to) = (first.first.short(code(lang)), last.last().short(code(lang)));
    (name, format!("{from} – {to}"))
}

fn by_month(tally: &Tally<'_>, weeks: &[Week], lang: Lang) -> Table {
    let mut rows = Vec::new();
    for month in 1..=12 {
        let own: Vec<Week> = weeks
            .iter()
            .filter(|w| w.month() == month)
            .copied()
            .collect();
        if !own.is_empty() {
            rows.push(row(month_name(tally.year, month, lang), &own));
        }
    }
    rows.push(row(lang.pick("Cả năm", "The year").to_owned(), weeks));
    // Naming each week of the year again would say nothing new.
    if let Some(Cell::Words(words)) = rows.last_mut().and_then(|r| r.last_mut()) {
        words.clear();
    }
    let head = lang.pick(
        [
            "Tháng",
            "Chuyến đi",
            "Tuần đạt",
            "Tuần đã xét",
            "Các tuần chưa đạt",
        ],
        [
            "Month",
            "Visits",
            "Weeks met",
            "Weeks judged",
            "Weeks not met",
        ],
    );
    Table {
        caption: lang
            .pick(
                "Chuyến đi theo tháng (mỗi tuần thuộc tháng có ngày thứ Năm của nó)",
                "Visits by month (a week belongs to the month of its Thursday)",
            )
            .to_owned(),
        head: head.map(str::to_owned).to_vec(),
        rows,
        total: true,
    }
}

fn row(label: String, weeks: &[Week]) -> Vec<Cell> {
    let (met, judged) = standing(weeks);
    let short: Vec<String> = weeks
        .iter()
        .filter(|w| w.state == State::Missed)
        .map(|w| w.number.to_string())
        .collect();
    vec![
        Cell::Words(label),
        Cell::Number(weeks.iter().map(|w| w.visits).sum()),
        Cell::Number(met),
        Cell::Number(judged),
        // Excel would take “45, 46” for a number.
        Cell::Words(short.join("; ")),
    ]
}
