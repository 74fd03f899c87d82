//! All addresses: what is known already, then host after host.

use super::client::Client;
use super::hosts::lock;
use super::{Answer, Answers, Cache, Known, Settings, Trouble, Wanted};
use crate::text::date::Instant;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Mutex, PoisonError};
use url::Url;

/// Finds out about addresses, by `cache` where that is recent enough at `now`, else over the network. `progress` is told
/// how many of how many are done.
pub fn ask(
    wanted: &Wanted,
    settings: &Settings,
    cache: &mut Cache,
    now: Instant,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Answers {
    let mut answers = Answers::default();
    let mut by_host: BTreeMap<String, Vec<(Url, &BTreeSet<String>)>> = BTreeMap::new();
    for (address, places) in wanted {
        match (
            cache.get(address, places, now, settings.offline),
            Url::parse(address),
        ) {
            (Some(known), _) => {
                answers.known.insert(address.clone(), known);
            }
            (None, Ok(url)) if !settings.offline => {
                let host = url.host_str().unwrap_or_default().to_owned();
                by_host.entry(host).or_default().push((url, places));
            }
            _ => {
                answers.unknown.insert(address.clone());
            }
        }
    }
    let all: usize = by_host.values().map(Vec::len).sum();
    if all == 0 {
        return answers;
    }
    let client = Client::new(settings);
    // Hosts with many addresses take longest, since they are asked one by one: they begin.
    let mut hosts: Vec<_> = by_host.into_values().collect();
    hosts.sort_by_key(|urls| std::cmp::Reverse(urls.len()));
    let hosts_asked = hosts.len();
    let queue = Mutex::new(VecDeque::from(hosts));
    let found: Mutex<Vec<(String, Option<Known>)>> = Mutex::new(Vec::new());
    // A function, so that the queue is free again before the host is asked.
    let next = || lock(&queue).pop_front();
    let work = || {
        while let Some(urls) = next() {
            for (url, places) in urls {
                let known = match client.is_over() {
                    true => None,
                    false => client.look(&url, places),
                };
                let mut found = lock(&found);
                found.push((url.into(), known));
                progress(found.len(), all);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..settings.at_once.clamp(1, all) {
            scope.spawn(work);
        }
    });
    answers.asked = all;
    let found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    // Where no name at all leads anywhere, it is this machine that has no network.
    let nowhere = |known: &Option<Known>| {
        let nobody = Answer::Failed(Trouble::NoHost);
        known.as_ref().is_none_or(|k| k.answer == nobody)
    };
    answers.no_network = hosts_asked > 1 && found.iter().all(|(_, known)| nowhere(known));
    for (address, known) in found {
        match known {
            Some(known) if !answers.no_network => {
                cache.put(&address, &known, now);
                answers.known.insert(address, known);
            }
            _ => {
                answers.unknown.insert(address);
            }
        }
    }
    answers.waiting = client.hosts.waiting();
    answers
}
