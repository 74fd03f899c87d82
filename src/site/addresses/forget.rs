//! Taking a person's name from the ledger.

use super::super::{Route, Withdrawn};
use super::{Fact, Ledger, write};
use std::collections::BTreeSet;

/// A ledger's text without the names on a list, when the entries of `files` are no longer published; `None` where nothing
/// has to go. Addresses with a name in them are forgotten, other addresses of those entries given up. A line that cannot
/// be read goes if it has a name in it.
pub fn forget(text: &str, list: &Withdrawn, files: &BTreeSet<&str>) -> Option<String> {
    let (mut out, mut changed) = (String::with_capacity(text.len()), false);
    for line in text.split_inclusive('\n') {
        let named = list.named_in(line);
        let (ledger, _) = Ledger::read(line);
        let known = ledger.lines.first().map(|l| (&l.route, &l.fact));
        let given_up = |route: &Route| {
            let mut line = String::new();
            write::line(route, &Fact::Retired, &mut line);
            line + "\n"
        };
        match known {
            Some((route, Fact::Entry(of))) if named || files.contains(&*of.file) => {
                changed = true;
                if !list.named_in(route.as_str()) {
                    out.push_str(&given_up(route));
                }
            }
            Some((route, Fact::Leads(to))) if named => {
                changed = true;
                if !list.named_in(route.as_str()) && list.named_in(to.as_str()) {
                    out.push_str(&given_up(route));
                }
            }
            _ if named => changed = true,
            _ => out.push_str(line),
        }
    }
    changed.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_and_their_addresses_are_given_up() {
        let list = Withdrawn::read("Võ Thị Hoà");
        let text = "\
# Sổ, không phải của Võ Thị Hoà
a.html\tcontent/a.md\t0123456789ab
b.html\tcontent/vo-thi-hoa.md\t0123456789ab
c.html -> cau-chuyen/vo-thi-hoa.html
d.html\tcontent/ke.md\t0123456789ab
cau-chuyen/vo-thi-hoa.html\tcontent/cau-chuyen/ke.md\t0123456789ab
vo-thi-hoa.html x
vo thi hoa: dòng hỏng
";
        let files = BTreeSet::from(["content/ke.md"]);
        let kept = forget(text, &list, &files).unwrap();
        assert_eq!(
            kept,
            "a.html\tcontent/a.md\t0123456789ab\nb.html x\nc.html x\nd.html x\n"
        );
        assert!(!list.named_in(&kept));
        assert_eq!(forget(&kept, &list, &files), None);
    }
}
