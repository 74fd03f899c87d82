//! From answers to findings.

use super::places::{WebLink, all, is_place};
use super::private;
use crate::checks::{Findings, Levels};
use crate::diagnostics::{self, Diagnostic, Diags};
use crate::online::{Address, Answer, Answers, Known, Trouble};
use crate::outputs::World;

/// What is to be said about the site's links to other sites. Those that nothing is known of are left out.
pub fn judge(world: &World, answers: &Answers) -> Diags {
    let levels = Levels::of(&world.config);
    let mut found = Findings::new(&levels);
    for link in all(world) {
        let Ok(address) = Address::parse(&link.target) else {
            continue;
        };
        let Some(known) = answers.known.get(address.page.as_str()) else {
            continue;
        };
        if let Some(diagnostic) = about(&link, &address, known) {
            found.push(diagnostic);
        }
    }
    found.into_diags()
}

fn about(link: &WebLink, address: &Address, known: &Known) -> Option<Diagnostic> {
    let (span, target) = (link.span.clone(), &link.target);
    match &known.answer {
        Answer::Gone(status) => Some(Diagnostic::error(
            "L010",
            span,
            format!(
                "Trang “{target}” không còn nữa (máy chủ trả lời {status}). Hãy tìm địa chỉ mới, hoặc bỏ liên kết."
            ),
            format!(
                "There is nothing at “{target}” any more (the server answers {status}). Find its new address, or take the link away."
            ),
        )),
        Answer::Failed(trouble) => {
            let (vi, en) = why(*trouble);
            Some(Diagnostic::warning(
                "L011",
                span,
                format!("Không mở được “{target}”: {vi}. Hãy thử mở bằng trình duyệt."),
                format!("“{target}” cannot be opened: {en}. Try it in a browser."),
            ))
        }
        Answer::Moved(to) => Some(moved(link, address, to)),
        Answer::Private => Some(private(span, target)),
        Answer::Found | Answer::Barred(_) => {
            let place = &address.place;
            let missing = is_place(place) && known.places.get(place) == Some(&false);
            missing.then(|| Diagnostic::warning(
                "L014",
                span,
                format!("Trang mở được, nhưng không có chỗ “#{place}”, nên người đọc sẽ ở đầu trang. Hãy sửa hoặc bỏ phần sau dấu #."),
                format!("The page opens but has no place “#{place}”, so readers stay at its top. Mend or drop what stands behind #."),
            ))
        }
    }
}

/// An address that leads elsewhere for good.
fn moved(link: &WebLink, address: &Address, to: &str) -> Diagnostic {
    let target = &link.target;
    let home = Address::parse(to).is_ok_and(|a| a.page.path() == "/" && a.page.query().is_none());
    if home && address.page.path() != "/" {
        return Diagnostic::warning(
            "L012",
            link.span.clone(),
            format!(
                "“{target}” nay chuyển về trang chủ {to}: trang cũ có lẽ không còn. Hãy tìm địa chỉ mới của nó."
            ),
            format!(
                "“{target}” now leads to the home page {to}: the page itself is probably gone. Find its new address."
            ),
        );
    }
    let new = match target.split_once('#') {
        Some((_, place)) if !to.contains('#') => format!("{to}#{place}"),
        _ => to.to_owned(),
    };
    let diagnostic = Diagnostic::warning(
        "L012",
        link.span.clone(),
        format!("“{target}” đã chuyển hẳn sang địa chỉ khác."),
        format!("“{target}” has moved to another address for good."),
    );
    match line_with(link, &new) {
        Some(line) => diagnostic.with_fix(line),
        None => diagnostic.with_fix(new),
    }
}

/// The line on which an address stands, with another in its place.
fn line_with(link: &WebLink, new: &str) -> Option<String> {
    if link.text.get(link.span.range())? != link.target {
        return None;
    }
    diagnostics::line_with(&link.text, link.span.range(), new)
}

fn why(trouble: Trouble) -> (String, String) {
    let (vi, en) = match trouble {
        Trouble::NoHost => ("không có máy chủ nào tên như vậy", "no host has that name"),
        Trouble::NoAnswer => ("máy chủ không trả lời", "the host does not answer"),
        Trouble::TimedOut => ("máy chủ trả lời quá chậm", "the host takes too long"),
        Trouble::Certificate => (
            "chứng chỉ bảo mật của trang không hợp lệ",
            "its security certificate is not valid",
        ),
        Trouble::Redirects => (
            "địa chỉ cứ chuyển vòng, không tới trang nào",
            "redirects go round and reach no page",
        ),
        Trouble::Status(status) => {
            return (
                format!("máy chủ đang có lỗi ({status})"),
                format!("the server has a fault of its own ({status})"),
            );
        }
    };
    (vi.to_owned(), en.to_owned())
}
