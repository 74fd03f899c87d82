//! The report's head: who reports, until which day, and the year in four figures.

use super::document::{Document, Figure};
use super::tally::Tally;
use super::{code, visits};
use crate::diagnostics::Lang;
use crate::text::date::Date;

/// The document without its sections.
pub(super) fn head(tally: &Tally<'_>, lang: Lang) -> Document {
    let (config, year) = (tally.config(), tally.year);
    let until = tally.until().long(code(lang));
    let language = config.languages.iter().find(|l| l.code == code(lang));
    let title = language.map(|l| &l.title).filter(|t| !t.is_empty());
    let mut about = vec![
        title.unwrap_or(&config.title).clone(),
        match lang {
            Lang::Vi => format!("Số liệu tính đến hết {until}"),
            Lang::En => format!("Figures until the end of {until}"),
        },
    ];
    let due = config.report.due;
    let due = due.and_then(|(day, month)| Date::new(year, month.into(), day.into()).ok());
    about.extend(due.map(|due| match lang {
        Lang::Vi => format!("Phục vụ sơ kết trước {}", due.long("vi")),
        Lang::En => format!("For the review before {}", due.long("en")),
    }));
    Document {
        lang,
        organization: config.organization.clone(),
        title: match lang {
            Lang::Vi => format!("Báo cáo truyền thông năm {year}"),
            Lang::En => format!("Communications report {year}"),
        },
        about,
        figures: figures(tally, lang),
        sections: Vec::new(),
    }
}

fn figures(tally: &Tally<'_>, lang: Lang) -> Vec<Figure> {
    let figure = |value: usize, of: Option<usize>, vi: &str, en: &str| Figure {
        label: lang.pick(vi, en).to_owned(),
        value,
        of,
    };
    let published = tally.published().count();
    let posts = tally.posts().count();
    let mut out = vec![
        figure(published, None, "bài đã đăng", "entries published"),
        figure(
            posts,
            None,
            "bài Facebook đã ghi lại",
            "Facebook posts recorded",
        ),
    ];
    if let Some(settings) = &tally.config().report.visits {
        let weeks = visits::weeks(tally, settings);
        let (met, judged) = visits::standing(&weeks);
        out.push(figure(
            weeks.iter().map(|w| w.visits).sum(),
            None,
            "chuyến đi cơ sở có nhật ký",
            "visits with a note",
        ));
        out.push(figure(
            met,
            Some(judged),
            "tuần đạt mức đi cơ sở",
            "weeks that met the target",
        ));
    }
    let invented = tally.invented().count();
    if invented > 0 {
        out.push(figure(
            invented,
            None,
            "bài minh họa, không tính vào số trên",
            "illustrative entries, not in the figures above",
        ));
    }
    out
}
