//! What is known of earlier days, from the lists below `content/du-lieu/`.

use super::Request;
use crate::diagnostics::{Diags, Severity};
use crate::site::{ADDRESSES, Ledger, WITHDRAWN, Withdrawn};
use crate::source::Snapshot;

/// Persons who withdrew consent, and addresses that were published.
pub(super) struct Lists {
    pub withdrawn: Withdrawn,
    pub ledger: Ledger,
    /// What is wrong with them.
    pub faults: Diags,
}

/// Reads the lists. Their texts are kept with the sources, for diagnostics.
pub(super) fn lists(snapshot: &mut Snapshot) -> Lists {
    let withdrawn = snapshot.text_of(WITHDRAWN).ok().flatten();
    let (ledger, faults) = match snapshot.text_of(ADDRESSES) {
        Ok(Some(text)) => Ledger::read(&text),
        Ok(None) => Default::default(),
        Err(error) => Ledger::unreadable(&error),
    };
    Lists {
        withdrawn: withdrawn.map_or_else(Withdrawn::default, |text| Withdrawn::read(&text)),
        ledger,
        faults,
    }
}

/// How grave it is that an address has vanished. In a preview nothing is said of it: what is being edited may come back.
pub(super) fn vanished(request: &Request) -> Option<Severity> {
    match (request.options.preview, request.options.allow_vanished) {
        (true, _) => None,
        (false, true) => Some(Severity::Warning),
        (false, false) => Some(Severity::Error),
    }
}
