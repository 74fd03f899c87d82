//! Links to other sites: whether they lead somewhere, by what [`crate::online`] learned. On request only
//! (`check --links`), since it asks the network; links to this machine or the network around it are a fault of the
//! content and told always.

mod judge;
mod places;

pub use judge::judge;
pub use places::wanted;

use super::{Check, Findings, Rule, Subject};
use crate::diagnostics::{Diagnostic, Span};
use crate::online::{Address, Unfit};

/// Links to other sites.
pub(super) struct WebLinks;

impl Check for WebLinks {
    fn rules(&self) -> &'static [Rule] {
        const {
            &[
                Rule::error("L010", "web-link-gone"),
                Rule::warning("L011", "web-link-unreachable"),
                Rule::warning("L012", "web-link-moved"),
                Rule::error("L013", "web-link-private"),
                Rule::warning("L014", "web-link-place"),
            ]
        }
    }

    fn entry(&self, subject: &Subject<'_>, found: &mut Findings<'_>) {
        for link in places::of(subject.entry, subject.dialect) {
            if Address::parse(&link.target) == Err(Unfit::Private) {
                found.push(private(link.span, &link.target));
            }
        }
    }
}

/// A link that nobody else can follow.
fn private(span: Span, target: &str) -> Diagnostic {
    Diagnostic::error(
        "L013",
        span,
        format!(
            "“{target}” chỉ mở được trên máy này hoặc trong mạng nội bộ, người đọc không mở được. Hãy thay bằng địa chỉ công khai."
        ),
        format!(
            "“{target}” opens on this machine or its own network only; readers cannot open it. Write a public address instead."
        ),
    )
}
