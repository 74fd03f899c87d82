//! One request at a time per host, with a pause between; a host that asks to wait, or does not answer, is left alone.

use super::Trouble;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Failures in a row after which a host is taken for unreachable.
const STRIKES: u8 = 2;

/// What is known of one host in this run.
#[derive(Default)]
pub(super) struct Host {
    last: Option<Instant>,
    strikes: u8,
    /// Why it is not asked again.
    pub down: Option<Trouble>,
    /// It asked to wait.
    pub waits: bool,
}

impl Host {
    /// Notes that there was a request of which nothing follows.
    pub fn note_turn(&mut self) {
        self.last = Some(Instant::now());
    }

    /// Notes how a request went.
    pub fn note(&mut self, trouble: Option<Trouble>) {
        self.last = Some(Instant::now());
        self.strikes = match trouble {
            Some(_) => self.strikes + 1,
            None => 0,
        };
        let for_good = matches!(trouble, Some(Trouble::NoHost));
        if self.strikes >= STRIKES || for_good {
            self.down = trouble;
        }
    }
}

/// All hosts of this run.
#[derive(Default)]
pub(super) struct Hosts(Mutex<BTreeMap<String, Arc<Mutex<Host>>>>);

impl Hosts {
    /// Lets the caller, alone, ask a host when its pause is over: `work` gets the host.
    pub fn alone<T>(&self, name: &str, pause: Duration, work: impl FnOnce(&mut Host) -> T) -> T {
        let host = lock(&self.0).entry(name.to_owned()).or_default().clone();
        let mut host = lock(&host);
        if host.down.is_none()
            && !host.waits
            && let Some(last) = host.last
        {
            std::thread::sleep(pause.saturating_sub(last.elapsed()));
        }
        work(&mut host)
    }

    /// Hosts that asked to wait.
    pub fn waiting(&self) -> BTreeSet<String> {
        let hosts = lock(&self.0);
        let waits = hosts.iter().filter(|(_, host)| lock(host).waits);
        waits.map(|(name, _)| name.clone()).collect()
    }
}

/// A panic elsewhere does not make what is noted here wrong.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
