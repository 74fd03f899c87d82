//! Addresses that last. A ledger below `content/` holds every address that was ever published, each with its entry; so an
//! entry that was renamed, moved or given another address is found again, and its former addresses lead on by themselves.
//! Where the program cannot know what became of an address, somebody has to decide (`satcoso redirect`, `satcoso retire`).
//!
//! `read` and `write` know the file, `follow` finds out what became of each address, `renewed` says what the ledger has to
//! become when the site is published, `pasted` understands addresses as people paste them.

mod facts;
mod fates;
mod faults;
mod follow;
mod forget;
mod heirs;
mod known;
mod pasted;
mod read;
mod renewed;
mod write;

pub use facts::{Fact, Identity, Ledger, Line, Mark};
pub use fates::{Addresses, Fate};
pub use forget::forget;
pub use pasted::Pasted;
pub use renewed::renewed;

pub(super) use follow::{Pages, follow};
pub(super) use known::same_ids;

use super::Withdrawn;
use crate::diagnostics::Severity;
use std::sync::Arc;

/// Where the ledger lies.
pub const ADDRESSES: &str = "content/du-lieu/dia-chi.txt";

/// What is known of earlier days when a site is put together.
pub struct Past<'a> {
    /// Persons whose entries are not published.
    pub withdrawn: Withdrawn,
    /// Addresses that were published.
    pub ledger: Arc<Ledger>,
    /// How grave it is that an address has vanished; `None` where nothing is to be said of it.
    pub vanished: Option<Severity>,
    /// Whether the project has a file of that path, also one that could not be read.
    pub is_file: &'a dyn Fn(&str) -> bool,
}
