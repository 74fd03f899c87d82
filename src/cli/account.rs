//! The account at the end of a build: what was made, and which entries were not published and why.

use crate::diagnostics::{Diagnostic, Lang, Severity, SourceText};
use crate::site::{Site, Withheld};
use crate::text::date::Instant;
use crate::text::number;
use crate::{Outcome, Request, Stages};
use serde_json::{Value, json};
use std::fmt::Write;
use std::time::Duration;

/// For people.
pub(super) fn text(
    outcome: &Outcome,
    request: &Request,
    took: Duration,
    lang: Lang,
    writes: bool,
) -> String {
    let mut out = String::new();
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    let code = lang.pick("vi", "en");
    let n = |n: usize| number::integer(i64::try_from(n).unwrap_or(i64::MAX), code);
    let errors = outcome.diags.count(Severity::Error);
    let warnings = outcome.diags.count(Severity::Warning);
    if let Some(site) = &outcome.site {
        for text in withheld(site, lang).into_iter().chain(moved(site, lang)) {
            line(text);
        }
    }
    match &outcome.report {
        Some(report) => {
            let entries = outcome.site.as_ref().map_or(0, |s| s.pages().count());
            line(match lang {
                Lang::Vi => format!(
                    "{} {} bài, {} trang, {} tệp ({}), {} cảnh báo, {} giây.",
                    if writes { "Xong:" } else { "Không có lỗi:" },
                    n(entries),
                    n(report.pages),
                    n(report.files),
                    number::file_size(report.bytes, code),
                    n(warnings),
                    number::decimal_with(took.as_secs_f64(), 2, code),
                ),
                Lang::En => format!(
                    "{} {} entries, {} pages, {} files ({}), {} warnings, {} s.",
                    if writes { "Done:" } else { "No errors:" },
                    n(entries),
                    n(report.pages),
                    n(report.files),
                    number::file_size(report.bytes, code),
                    n(warnings),
                    number::decimal_with(took.as_secs_f64(), 2, code),
                ),
            });
            if writes {
                let (w, u, r) = (n(report.written), n(report.unchanged), n(report.removed));
                let folder = request.output.display();
                line(match lang {
                    Lang::Vi => format!("Thư mục {folder}: ghi {w}, giữ nguyên {u}, xóa {r}."),
                    Lang::En => {
                        format!("Folder {folder}: {w} written, {u} unchanged, {r} removed.")
                    }
                });
            }
        }
        None => line(match lang {
            Lang::Vi => format!(
                "Có {} lỗi, {} cảnh báo. Chưa ghi gì; trang cũ còn nguyên.",
                n(errors),
                n(warnings)
            ),
            Lang::En => format!(
                "{} errors, {} warnings. Nothing was written; the old site is as it was.",
                n(errors),
                n(warnings)
            ),
        }),
    }
    let edits = |d: &&Diagnostic| d.fix.as_ref().is_some_and(|f| f.edit.is_some());
    let mendable = outcome.diags.iter().filter(edits).count();
    if mendable > 0 {
        line(match lang {
            Lang::Vi => format!(
                "Trong đó có {} chỗ tự sửa được: satcoso check --fix",
                n(mendable)
            ),
            Lang::En => format!(
                "Of these, {} can be corrected by program: satcoso check --fix",
                n(mendable)
            ),
        });
    }
    out
}

/// A line for each entry that is not published, in the site's time.
fn withheld(site: &Site, lang: Lang) -> Vec<String> {
    let offset = site.config.timezone.offset();
    let moment = |at: Instant| {
        let code = lang.pick("vi", "en");
        format!("{} {}", at.clock(offset), at.short(offset, code))
    };
    let mut out = Vec::new();
    for (entry, why) in &site.withheld {
        let reason = match (why, lang) {
            (Withheld::Draft, Lang::Vi) => "bản nháp (draft: true)".to_owned(),
            (Withheld::Draft, Lang::En) => "draft (draft: true)".to_owned(),
            (Withheld::Future(at), Lang::Vi) => format!("hẹn đăng lúc {}", moment(*at)),
            (Withheld::Future(at), Lang::En) => format!("scheduled for {}", moment(*at)),
            (Withheld::Expired(at), Lang::Vi) => format!("hết hạn từ {}", moment(*at)),
            (Withheld::Expired(at), Lang::En) => format!("expired since {}", moment(*at)),
            (Withheld::NoConsent, Lang::Vi) => {
                "chưa ghi đủ sự đồng ý của nhân vật (consent: by, date, scope có “trang web”)"
                    .to_owned()
            }
            (Withheld::NoConsent, Lang::En) => {
                "no consent of the person is recorded (consent: by, date, scope with “trang web”)"
                    .to_owned()
            }
            (Withheld::Withdrawn, Lang::Vi) => "nhân vật đã rút lại sự đồng ý".to_owned(),
            (Withheld::Withdrawn, Lang::En) => "the person has withdrawn consent".to_owned(),
        };
        out.push(match lang {
            Lang::Vi => format!("Chưa đăng: {} – {reason}", entry.file),
            Lang::En => format!("Not published: {} – {reason}", entry.file),
        });
    }
    out
}

/// Entries that have moved and are told one by one.
const MOST_MOVED: usize = 20;

/// A line for each former address that has just begun to lead on by itself.
fn moved(site: &Site, lang: Lang) -> Vec<String> {
    let all: Vec<_> = site.addresses.moved().collect();
    let mut out: Vec<String> = all
        .iter()
        .take(MOST_MOVED)
        .map(|(from, to)| {
            let said = lang.pick(
                "Địa chỉ cũ tự dẫn sang địa chỉ mới:",
                "The former address leads on by itself:",
            );
            format!("{said} /{} → /{}", from.pretty(), to.pretty())
        })
        .collect();
    if let more @ 1.. = all.len().saturating_sub(MOST_MOVED) {
        out.push(match lang {
            Lang::Vi => format!("… và {more} địa chỉ nữa."),
            Lang::En => format!("… and {more} more addresses."),
        });
    }
    out
}

/// How long each step took.
pub(super) fn timings(stages: &Stages, lang: Lang) -> String {
    let mut out = String::new();
    for (vi, en, time) in [
        ("đọc", "read", stages.read),
        ("cấu hình, giao diện", "load", stages.load),
        ("phân tích", "parse", stages.parse),
        ("ghép", "assemble", stages.assemble),
        ("lập kế hoạch", "plan", stages.plan),
        ("kiểm tra", "check", stages.check),
        ("dựng và ghi", "make and write", stages.make),
    ] {
        let _ = writeln!(
            out,
            "  {:<22}{:>8.1} ms",
            lang.pick(vi, en),
            time.as_secs_f64() * 1000.0
        );
    }
    out
}

/// For programs: one document with diagnostics and figures.
pub(super) fn json(outcome: &Outcome, took: Duration) -> Value {
    let diagnostics: Vec<Value> = outcome
        .diags
        .iter()
        .map(|d| diagnostic(d, &*outcome.sources))
        .collect();
    let withheld: Vec<Value> = outcome
        .site
        .iter()
        .flat_map(|site| &site.withheld)
        .map(|(entry, why)| json!({"file": entry.file, "why": why}))
        .collect();
    let moved: Vec<Value> = outcome
        .site
        .iter()
        .flat_map(|site| site.addresses.moved())
        .map(|(from, to)| json!({"from": from, "to": to}))
        .collect();
    let millis = |d: Duration| (d.as_secs_f64() * 10_000.0).round() / 10.0;
    let stages = &outcome.stages;
    json!({
        "ok": outcome.report.is_some() && !outcome.diags.has_errors(),
        "entries": outcome.site.as_ref().map(|s| s.pages().count()),
        "report": outcome.report,
        "errors": outcome.diags.count(Severity::Error),
        "warnings": outcome.diags.count(Severity::Warning),
        "not_published": withheld,
        "moved": moved,
        "milliseconds": {
            "total": millis(took), "read": millis(stages.read), "load": millis(stages.load), "parse": millis(stages.parse),
            "assemble": millis(stages.assemble), "plan": millis(stages.plan), "check": millis(stages.check), "make": millis(stages.make),
        },
        "diagnostics": diagnostics,
    })
}

/// A document as it is printed.
pub(super) fn pretty(document: &Value) -> String {
    serde_json::to_string_pretty(document).unwrap_or_default()
}

/// One diagnostic, for programs.
pub(super) fn diagnostic(d: &Diagnostic, sources: &dyn SourceText) -> Value {
    let place = d.span.as_ref().map(|span| {
        let at = sources.text(&span.file).map(|text| span.line_column(&text));
        json!({"file": span.file, "start": span.start, "end": span.end, "line": at.map(|a| a.0), "column": at.map(|a| a.1)})
    });
    json!({"code": d.code, "severity": d.severity, "vi": d.vi, "en": d.en, "place": place, "fix": d.fix.as_ref().map(|f| &f.line),
           "safe": d.fix.as_ref().is_some_and(|f| f.edit.is_some()), "commands": d.commands})
}
