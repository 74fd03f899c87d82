//! The ledger as text.

use super::super::Route;
use super::Fact;

/// What a new ledger begins with.
pub(super) const HEAD: [&str; 3] = [
    "# Sổ địa chỉ: mỗi dòng là một địa chỉ đã đăng và bài của nó. Lệnh build tự ghi; đừng xóa dòng nào, vì người đã lưu",
    "# hoặc chia sẻ địa chỉ ấy sẽ gặp trang lỗi. Địa chỉ không còn trang thì gõ: satcoso redirect CŨ MỚI, hoặc satcoso retire CŨ.",
    "# Khi ghép hai bản, giữ mọi dòng của cả hai.",
];

/// The whole file: remarks, then lines in order.
pub(super) fn text(remarks: &[String], mut all: Vec<(&Route, &Fact)>) -> String {
    let mut out = String::with_capacity(all.len() * 112 + 512);
    let head = HEAD.iter().copied();
    let own = remarks.iter().map(String::as_str);
    let remarks: Vec<&str> = match remarks.is_empty() {
        true => head.collect(),
        false => own.collect(),
    };
    for remark in remarks {
        out.push_str(remark);
        out.push('\n');
    }
    all.sort();
    all.dedup();
    for (route, fact) in all {
        line(route, fact, &mut out);
        out.push('\n');
    }
    out
}

/// One line, without its end.
pub(super) fn line(route: &Route, fact: &Fact, out: &mut String) {
    out.push_str(route.as_str());
    match fact {
        Fact::Entry(identity) => {
            out.push('\t');
            out.push_str(&identity.file);
            out.push('\t');
            out.push_str(&identity.mark.to_string());
            if let Some(name) = &identity.name {
                out.push('\t');
                out.push_str(name);
            }
        }
        Fact::Leads(to) => {
            out.push_str(" -> ");
            out.push_str(to.as_str());
        }
        Fact::Retired => out.push_str(" x"),
    }
}

/// Whether the ledger can hold an address of an entry's file: no letter in them has a meaning there.
pub(super) fn fits(route: &Route, file: &str) -> bool {
    super::read::is_page(route.as_str())
        && !route.as_str().contains("->")
        && file.starts_with("content/")
        && file.ends_with(".md")
        && !file.chars().any(char::is_control)
        && !file.contains("->")
}
