//! Other sites at one moment: whether the addresses that entries link to lead somewhere. As `source` is for files, this
//! room is the only one that asks; what it learned enters the checks as data ([`Answers`]).
//!
//! It asks politely: HEAD first, one request at a time per host with a pause between, no more on a host that asks to wait
//! (429, Retry-After), a name to be known by. It is bounded: in time for one request and for all, in redirects, in bytes
//! read. And it never calls on this machine or the network around it, whatever an entry links to or a name resolves to.

mod address;
mod ask;
mod cache;
mod client;
mod hosts;
mod resolve;

pub use address::{Address, Unfit};
pub use ask::ask;
pub use cache::Cache;

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// What an address gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Something is there.
    Found,
    /// Something is there, for good at another address (301, 308).
    Moved(String),
    /// Nothing is there any more: 404 or 410.
    Gone(u16),
    /// It could not be looked at.
    Failed(Trouble),
    /// The site shows it to people, not to programs (401, 403 …): nothing can be said.
    Barred(u16),
    /// The name leads to this machine or to the network around it.
    Private,
}

/// Why an address could not be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// No host of that name.
    NoHost,
    /// It does not answer, or breaks off.
    NoAnswer,
    /// It takes too long.
    TimedOut,
    /// Its certificate is not valid, or it speaks no TLS.
    Certificate,
    /// Redirects go round, or there are too many.
    Redirects,
    /// It answers with a fault of its own.
    Status(u16),
}

/// What is known of an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// What it gave.
    pub answer: Answer,
    /// Places in the page that were looked for (`#id`), and whether they are there.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub places: BTreeMap<String, bool>,
}

/// Addresses to ask for, each with the places in its page that are linked to.
pub type Wanted = BTreeMap<String, BTreeSet<String>>;

/// What is known of several addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// By address, without `#…`.
    pub known: BTreeMap<String, Known>,
    /// Addresses that nothing is known of: not asked for, or the host asked to wait.
    pub unknown: BTreeSet<String>,
    /// Hosts that asked to wait.
    pub waiting: BTreeSet<String>,
    /// No name led anywhere: it is this machine that has no network.
    pub no_network: bool,
    /// Addresses asked for over the network just now; the others were known already.
    pub asked: usize,
}

/// Says where a host is.
pub type FindHost = Arc<dyn Fn(&str) -> Option<SocketAddr> + Send + Sync>;

/// Bounds. The defaults are for a site of some hundred links and a slow connection.
#[derive(Clone)]
pub struct Settings {
    /// Whether only what is known already is used.
    pub offline: bool,
    /// For everything together.
    pub total: Duration,
    /// For one request.
    pub request: Duration,
    /// To find and reach a host.
    pub connect: Duration,
    /// Between two requests to one host.
    pub pause: Duration,
    /// Hosts asked at the same time.
    pub at_once: usize,
    /// Redirects followed.
    pub redirects: usize,
    /// Bytes of a page in which places are looked for.
    pub body: u64,
    /// Where a host is, instead of asking the system: for tests, which may so reach this machine.
    pub hosts: Option<FindHost>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            offline: false,
            total: Duration::from_secs(600),
            request: Duration::from_secs(20),
            connect: Duration::from_secs(10),
            pause: Duration::from_secs(1),
            at_once: 6,
            redirects: 6,
            body: 2 << 20,
            hosts: None,
        }
    }
}
