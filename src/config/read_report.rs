//! `report:` of `site.yaml`: what the year's report measures.

use super::kind::{Field, FieldType};
use super::read::{Reading, take};
use super::report::{Report, Visits};
use super::types::SiteConfig;
use crate::text::date::Date;
use crate::yaml::{Map, Part, Path, Value};

impl Reading<'_> {
    /// Read after the kinds, whose names and fields it speaks of.
    pub(super) fn report(&mut self, map: &mut Map, site: &mut SiteConfig) {
        let path = Path::Root.key("report");
        let Some(value) = take(map, "report") else {
            return;
        };
        let Some(mut map) = self
            .reader
            .record(value, &path, &["due", "visits", "fields"])
        else {
            return;
        };
        let mut report = Report::default();
        if let Some(value) = take(&mut map, "due") {
            report.due = self.day_of_year(value, &path.key("due"));
        }
        if let Some(value) = take(&mut map, "visits") {
            report.visits = self.visits(value, &path.key("visits"), site);
        }
        if let Some(value) = take(&mut map, "fields") {
            let path = path.key("fields");
            let known = one_word_fields(site);
            for (i, name) in self.reader.texts(value, &path).into_iter().enumerate() {
                if known.contains(&name.as_str()) {
                    report.fields.push(name);
                } else {
                    self.not_one_of(&path.index(i), &name, &known);
                }
            }
        }
        site.report = report;
    }

    /// `15/12`: a day of any year.
    fn day_of_year(&mut self, value: Value, path: &Path<'_>) -> Option<(u8, u8)> {
        let written = self.reader.words(value, path)?;
        let day = written.split_once('/').and_then(|(day, month)| {
            // A common year: the 29th of February does not come every year.
            let date =
                Date::new(2026, month.trim().parse().ok()?, day.trim().parse().ok()?).ok()?;
            Some((date.day, date.month))
        });
        if day.is_none() {
            let message = (
                format!("“{written}” không phải là ngày và tháng. Viết như 15/12."),
                format!("“{written}” is no day and month. Write it like 15/12."),
            );
            self.reader
                .fault("C003", path, Part::Value, message, Some("15/12"));
        }
        day
    }

    fn visits(&mut self, value: Value, path: &Path<'_>, site: &SiteConfig) -> Option<Visits> {
        let mut map = self
            .reader
            .record(value, path, &["kind", "date", "per_week"])?;
        let per_week = self.take_integer(&mut map, path, "per_week", 1, 100);
        let per_week = per_week.and_then(|n| u32::try_from(n).ok()).unwrap_or(1);
        let date = self.take_words(&mut map, path, "date");
        let Some(kind) = self.take_words(&mut map, path, "kind") else {
            self.missing(path, "kind", "visits: {kind: di-co-so, per_week: 1}");
            return None;
        };
        let Some(declared) = site.kind(&kind) else {
            let kinds: Vec<&str> = site.kinds.iter().map(|k| k.folder.as_str()).collect();
            self.not_one_of(&path.key("kind"), &kind, &kinds);
            return None;
        };
        if let Some(name) = &date {
            let is_date = |f: &&Field| matches!(f.field_type, FieldType::Date);
            let dates = declared.fields.iter().filter(is_date);
            let dates: Vec<&str> = dates.map(|f| f.name.as_str()).collect();
            if !dates.contains(&name.as_str()) {
                self.not_one_of(&path.key("date"), name, &dates);
                return None;
            }
        }
        Some(Visits {
            kind,
            date,
            per_week,
        })
    }
}

/// Names of fields that hold one line or one of several words: what entries can be counted by.
fn one_word_fields(site: &SiteConfig) -> Vec<&str> {
    let is_word = |f: &&Field| matches!(f.field_type, FieldType::String | FieldType::Choice(_));
    let all = site.kinds.iter().flat_map(|k| &k.fields).filter(is_word);
    let mut names: Vec<&str> = all.map(|f| f.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names
}
