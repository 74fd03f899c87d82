//! What is said of addresses and of their ledger.

use super::super::Route;
use super::{ADDRESSES, Line};
use crate::content::Entry;
use crate::diagnostics::{Diagnostic, Severity, Span};

pub(super) fn bad_line(span: Span, line: &str, right: Option<String>) -> Diagnostic {
    let conflict = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"]
        .iter()
        .any(|mark| line.starts_with(mark));
    if conflict {
        return Diagnostic::error(
            "R006",
            span,
            "Dòng này do git để lại khi ghép hai bản của sổ địa chỉ. Hãy xóa nó (và các dòng <<<<<<<, =======, >>>>>>> khác), giữ mọi dòng còn lại của cả hai bản.",
            "git left this line when it merged two versions of the ledger of addresses. Delete it (and the other lines <<<<<<<, =======, >>>>>>>) and keep all other lines of both.",
        );
    }
    let found = Diagnostic::error(
        "R006",
        span,
        "Không đọc được dòng này của sổ địa chỉ. Mỗi dòng có một trong ba dạng: “địa chỉ, tệp của bài, mã” do lệnh build ghi; “địa-chỉ-cũ.html -> địa-chỉ-mới.html”; “địa-chỉ.html x” (bỏ hẳn).",
        "This line of the ledger of addresses cannot be read. A line is one of three: “address, the entry's file, mark”, which build writes; “old.html -> new.html”; “address.html x” (given up).",
    );
    match right {
        Some(right) => found.with_fix(right),
        None => found,
    }
}

pub(super) fn unreadable(error: &std::io::Error) -> Diagnostic {
    Diagnostic::error(
        "R006",
        Span::file(&ADDRESSES.into()),
        format!(
            "Không đọc được sổ địa chỉ ({error}). Hãy đóng chương trình đang mở tệp, hoặc lưu lại tệp dạng UTF-8."
        ),
        format!(
            "The ledger of addresses cannot be read ({error}). Close what has it open, or save it as UTF-8."
        ),
    )
}

pub(super) fn two_decisions(span: Span, route: &Route, first: usize) -> Diagnostic {
    Diagnostic::error(
        "R007",
        span,
        format!(
            "Sổ địa chỉ có hai quyết định khác nhau về /{route}: dòng này và dòng {first}. Hãy xóa một trong hai dòng."
        ),
        format!(
            "The ledger of addresses has two different decisions about /{route}: this line and line {first}. Delete one of them."
        ),
    )
}

/// An address that no page has any more, and that nobody has decided about.
pub(super) fn vanished(
    line: &Line,
    severity: Severity,
    entry: &str,
    heirs: &[Route],
) -> Diagnostic {
    let route = &line.route;
    let mut found = Diagnostic::error(
        "R005",
        place(line),
        format!(
            "Địa chỉ /{} đã đăng trước đây (tệp {entry}), nay không còn trang nào; ai đã lưu hoặc chia sẻ nó sẽ gặp trang lỗi. Nếu bài đã dời sang trang khác thì dẫn sang đó (redirect; trang trong lệnh dưới đây chỉ là phỏng đoán, hãy xem lại); nếu bài bị xóa hẳn thì bỏ địa chỉ (retire).",
            route.pretty()
        ),
        format!(
            "The address /{} was published earlier (file {entry}), and no page has it any more; whoever kept or shared it meets an error. If the entry has moved, lead the address there (redirect; the page in the command below is a guess, look at it first); if it is gone for good, give it up (retire).",
            route.pretty()
        ),
    );
    found.severity = severity;
    let old = word(route);
    for heir in heirs {
        found = found.with_command(format!("satcoso redirect {old} {}", word(heir)));
    }
    found.with_command(format!("satcoso retire {old}"))
}

/// A decision that leads to an address that no page has.
pub(super) fn leads_nowhere(
    line: &Line,
    to: &Route,
    severity: Severity,
    heirs: &[Route],
) -> Diagnostic {
    let route = &line.route;
    let mut found = Diagnostic::error(
        "R008",
        place(line),
        format!(
            "Dòng này dẫn /{} sang /{}, nhưng ở đó không có trang nào. Hãy dẫn sang một trang đang có, hoặc bỏ địa chỉ.",
            route.pretty(),
            to.pretty()
        ),
        format!(
            "This line leads /{} to /{}, where there is no page. Lead it to a page that is there, or give the address up.",
            route.pretty(),
            to.pretty()
        ),
    );
    found.severity = severity;
    let old = word(route);
    for heir in heirs {
        found = found.with_command(format!("satcoso redirect {old} {}", word(heir)));
    }
    found.with_command(format!("satcoso retire {old}"))
}

/// Two entries of one language with the same `id`.
pub(super) fn same_id(entry: &Entry, first: &Entry, id: &str) -> Diagnostic {
    let span = entry.field_span(&crate::yaml::Path::Root.key("id"), crate::yaml::Part::Value);
    Diagnostic::error(
        "R009",
        span,
        format!(
            "Mã bài (id) “{id}” đã có ở {}. Mỗi bài cần một mã riêng: xóa dòng id ở bài chép lại, hoặc đặt mã khác.",
            first.file
        ),
        format!(
            "The id “{id}” is that of {} already. Each entry needs its own: delete the line from the copy, or write another.",
            first.file
        ),
    )
    .with_fix(format!("id: {id}-2"))
}

fn place(line: &Line) -> Span {
    Span::new(&ADDRESSES.into(), line.at.0..line.at.1)
}

/// An address as a word of a command line.
fn word(route: &Route) -> String {
    let path = route.pretty();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_');
    match path.chars().all(plain) {
        true => format!("/{path}"),
        false => format!("\"/{path}\""),
    }
}
