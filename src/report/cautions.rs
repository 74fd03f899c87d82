//! What the figures do not know, and how they were counted: a report that hides its gaps is worth nothing.

use super::document::{Part, Section};
use super::tally::Tally;
use crate::diagnostics::Lang;

/// Files that are named at most in one sentence.
const NAMED: usize = 8;

/// The last words of the report.
pub(super) fn section(tally: &Tally<'_>, lang: Lang) -> Section {
    let mut points: Vec<(String, String)> = unknown(tally, lang)
        .into_iter()
        .chain(how(tally, lang))
        .map(|text| (String::new(), text))
        .collect();
    points.dedup();
    Section::new(
        lang.pick(
            "Cách đếm, và điều chưa biết",
            "How this was counted, and what is not known",
        ),
        vec![Part::Points(points)],
    )
}

fn unknown(tally: &Tally<'_>, lang: Lang) -> Vec<String> {
    let left = &tally.left;
    let mut out = Vec::new();
    let mut say = |n: usize, vi: String, en: String| {
        if n > 0 {
            out.push(lang.pick(vi, en));
        }
    };
    let n = left.undated.len();
    let files = names(&left.undated, lang);
    say(
        n,
        format!("{n} bài không ghi ngày nên không biết thuộc năm nào, không tính: {files}."),
        format!("{n} without a date, of an unknown year, not counted: {files}."),
    );
    let n: usize = left.unclear_posts.iter().map(|(_, n)| n).sum();
    let files: Vec<String> = left.unclear_posts.iter().map(|(f, _)| f.clone()).collect();
    let files = names(&files, lang);
    say(
        n,
        format!("{n} bài Facebook ghi thiếu ngày hoặc đường dẫn, không tính: {files}."),
        format!(
            "{n} Facebook posts are recorded without a date or an address, not counted: {files}."
        ),
    );
    let n = left.future_posts.len();
    let files = names(&left.future_posts, lang);
    say(
        n,
        format!("{n} bài Facebook ghi ngày sau hôm nay, không tính: {files}."),
        format!("{n} Facebook posts are dated later than today, not counted: {files}."),
    );
    let reasons = |lang: Lang| {
        let reason = |(why, n): (&&str, &usize)| format!("{n} {}", why_not(why, lang));
        let all: Vec<String> = left.withheld.iter().map(reason).collect();
        all.join("; ")
    };
    let n: usize = left.withheld.values().sum();
    let (vi, en) = (reasons(Lang::Vi), reasons(Lang::En));
    say(
        n,
        format!("{n} bài mang ngày trong năm nhưng không có trên trang, không tính: {vi}."),
        format!("{n} dated in the year are not on the site, not counted: {en}."),
    );
    let n = left.hidden_posts;
    say(
        n,
        format!("{n} bài Facebook của những bài không đăng ấy, không tính."),
        format!("{n} Facebook posts of entries that are not published, not counted."),
    );
    let n = left.without_kind;
    say(
        n,
        format!("{n} trang có ngày trong năm nhưng không thuộc loại bài nào, không tính."),
        format!("{n} pages dated in the year belong to no kind, not counted."),
    );
    let invented = tally.works.iter().filter(|w| w.illustrative);
    let n: usize = invented.map(|w| w.posts.len()).sum();
    say(
        n,
        format!("{n} bài Facebook của bài minh họa, không tính."),
        format!("{n} Facebook posts of illustrative entries, not counted."),
    );
    let n = tally.published().filter(|w| w.posts.is_empty()).count();
    say(
        n,
        format!(
            "{n} bài đã đăng không ghi lại bài Facebook nào trong năm: chưa đăng, hoặc đăng mà quên ghi (mục facebook, posted)."
        ),
        format!(
            "{n} published entries record no Facebook post in the year: not posted, or posted and not recorded (facebook, posted)."
        ),
    );
    out
}

/// Why entries are not on the site, behind their number.
fn why_not(mark: &str, lang: Lang) -> &'static str {
    let (vi, en) = match mark {
        "draft" => ("còn là bản nháp", "still drafts"),
        "future" => ("hẹn giờ, chưa đến ngày", "scheduled for a later day"),
        "expired" => ("đã hết hạn", "expired"),
        "consent" => (
            "chưa ghi sự đồng ý của nhân vật",
            "without recorded consent",
        ),
        _ => (
            "có người rút lại sự đồng ý",
            "withdrawn by the person named",
        ),
    };
    lang.pick(vi, en)
}

fn how(tally: &Tally<'_>, lang: Lang) -> Vec<String> {
    let mut out = vec![
        lang.pick(
            "Đếm những bài đang có trên trang theo ngày của bài; bài minh họa đếm riêng. Các bản dịch của một bài là một bài, tính theo bản ra sớm nhất.",
            "Entries that are on the site now count on their own date; illustrative ones are counted apart. Translations are one entry, counted with the earliest.",
        ),
        lang.pick(
            "Bài Facebook đếm theo ngày đăng ghi trong bài, kể cả của bài từ năm trước. Bài thuộc nhiều mục được đếm ở mỗi mục.",
            "Facebook posts count on the day recorded, those of earlier entries too. An entry with several terms counts under each.",
        ),
    ];
    if tally.config().report.visits.is_none() {
        out.push(lang.pick(
            "site.yaml chưa khai báo report.visits nên không xét được số lần đi cơ sở mỗi tuần.",
            "site.yaml declares no report.visits, so weekly visits cannot be judged.",
        ));
    } else {
        out.push(lang.pick(
            "Chuyến đi không viết nhật ký, hoặc nhật ký chưa đăng, thì báo cáo này không biết.",
            "Visits without a published note are not known here.",
        ));
    }
    out.into_iter().map(str::to_owned).collect()
}

/// The first file names of several.
fn names(files: &[String], lang: Lang) -> String {
    let mut files: Vec<&str> = files.iter().map(String::as_str).collect();
    files.sort_unstable();
    files.dedup();
    let more = files.len().saturating_sub(NAMED);
    files.truncate(NAMED);
    let list = files.join(", ");
    match (more, lang) {
        (0, _) => list,
        (n, Lang::Vi) => format!("{list} và {n} tệp nữa"),
        (n, Lang::En) => format!("{list} and {n} more"),
    }
}
