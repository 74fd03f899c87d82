//! Personal data in what is about to be published: telephone numbers, identity numbers, bank accounts, home and e-mail
//! addresses, names without consent (Law on Personal Data Protection 91/2025/QH15; consent and purpose, articles 9–11).
//!
//! A finding stops the build until the entry names the very words under `allow:`, so that somebody has looked at them.

mod address;
mod allowed;
mod bank;
mod email;
mod identity;
mod left;
mod names;
mod phone;

pub(super) use address::{GAPS, HOUSES};
pub(super) use left::Left;
pub(super) use names::Names;

use super::survey::Survey;
use super::{Check, Findings, Rule, Subject};
use crate::diagnostics::{Diagnostic, FilePath, Span};
use crate::outputs::{Plan, World};
use crate::yaml::quote;
use allowed::Allowed;
use std::ops::Range;

/// Numbers and addresses of persons.
pub(super) struct Numbers;

/// What a text has that nobody looked through.
const SUSPECTED: Survey = Survey {
    digits: true,
    account: true,
    house: true,
    ..Survey::NONE
};

/// One finding in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Hit {
    code: &'static str,
    at: Range<usize>,
}

impl Check for Numbers {
    fn rules(&self) -> &'static [Rule] {
        const {
            &[
                Rule::error("D001", "phone-number"),
                Rule::error("D002", "identity-number"),
                Rule::error("D003", "bank-account"),
                Rule::error("D004", "home-address"),
                Rule::error("D005", "email-address"),
            ]
        }
    }

    fn entry(&self, subject: &Subject<'_>, found: &mut Findings<'_>) {
        let text = &subject.entry.text;
        let hits = hits(text, subject.survey);
        if hits.is_empty() {
            return;
        }
        let allowed = Allowed::of(subject.config, &[subject.entry]);
        let body_at = subject.entry.body_at;
        for hit in hits {
            let words = text.get(hit.at.clone()).unwrap_or("");
            // The list of what is allowed is no disclosure of its own; it is not published.
            let listed = hit.at.end <= body_at && allowed.names(words);
            if !listed && !allowed.permits(hit.code, words) {
                let span = Span::new(&subject.entry.file, hit.at.clone());
                found.push(message(hit.code, span, words));
            }
        }
    }

    fn site(&self, world: &World, plan: &Plan, found: &mut Findings<'_>) {
        for (_, planned) in plan.iter() {
            if !is_plain(&planned.origin) || !matches!(planned.output, "image" | "asset") {
                continue;
            }
            let file = world.snapshot.get(&planned.origin);
            let Some(text) = file.and_then(|f| f.decoded().ok()) else {
                continue;
            };
            let hits = hits(&text, SUSPECTED);
            if hits.is_empty() {
                continue;
            }
            let folder = planned.origin.rsplit_once('/').map_or("", |(f, _)| f);
            let near = world
                .site
                .entries
                .iter()
                .filter(|e| e.file.starts_with(folder));
            let near: Vec<_> = near.map(AsRef::as_ref).collect();
            let allowed = Allowed::of(&world.config, &near);
            for hit in hits {
                let words = text.get(hit.at.clone()).unwrap_or("");
                if !allowed.permits(hit.code, words) {
                    found.push(message(
                        hit.code,
                        place(&planned.origin, &text, &hit),
                        words,
                    ));
                }
            }
        }
    }
}

/// Files for download that are text.
fn is_plain(path: &str) -> bool {
    let ext = path.rsplit_once('.').map_or("", |(_, e)| e);
    path.starts_with("content/")
        && matches!(
            ext.to_ascii_lowercase().as_str(),
            "txt" | "csv" | "json" | "html" | "vcf" | "ics"
        )
}

/// The place in a download; those without a decoded text in the snapshot are named as a whole.
fn place(file: &FilePath, text: &str, hit: &Hit) -> Span {
    if text.is_empty() {
        return Span::file(file);
    }
    Span::new(file, hit.at.clone())
}

/// Whether a text has a home address, however quick looks suspect it.
#[cfg(test)]
pub(super) fn has_home(text: &str) -> bool {
    !address::find(text).is_empty()
}

/// All findings in a text, in order, of what it is suspected to have.
fn hits(text: &str, suspected: Survey) -> Vec<Hit> {
    let mut all = Vec::new();
    if suspected.digits {
        all.extend(identity::find(text));
    }
    if suspected.account {
        all.extend(bank::find(text));
    }
    if suspected.digits {
        all.extend(phone::find(text));
    }
    if suspected.house {
        all.extend(address::find(text));
    }
    all.extend(email::find(text));
    // A number is one thing: the first to claim it wins.
    let mut kept: Vec<Hit> = Vec::new();
    for hit in all {
        let overlaps = |k: &Hit| k.at.start < hit.at.end && hit.at.start < k.at.end;
        if !kept.iter().any(overlaps) {
            kept.push(hit);
        }
    }
    kept.sort_by_key(|h| h.at.start);
    kept
}

fn message(code: &'static str, span: Span, words: &str) -> Diagnostic {
    let (vi, en) = match code {
        "D001" => (
            "Số điện thoại này không có trong danh sách liên hệ",
            "This telephone number is not among the contacts",
        ),
        "D002" => (
            "Đây có vẻ là số căn cước hoặc chứng minh nhân dân",
            "This looks like an identity-card number",
        ),
        "D003" => (
            "Đây có vẻ là số tài khoản ngân hàng",
            "This looks like a bank account",
        ),
        "D004" => (
            "Đây có vẻ là địa chỉ nhà riêng",
            "This looks like a home address",
        ),
        _ => (
            "Địa chỉ thư điện tử này không có trong danh sách liên hệ",
            "This e-mail address is not among the contacts",
        ),
    };
    Diagnostic::error(
        code,
        span,
        format!("{vi}: “{words}”. Hãy xóa; nếu được phép đăng thì ghi vào đầu bài dòng dưới đây."),
        format!("{en}: “{words}”. Delete it; if it may be published, add the line below to the entry's head."),
    )
    .with_fix(format!("allow: [{}]", quote(words)))
}
