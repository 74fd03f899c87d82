//! Fuzzing on the stable toolchain: each target takes any bytes and must neither panic, nor hang, nor break its promises.
//! `cargo test` runs the corpus and a few mutations of it; for longer runs:
//!
//! ```sh
//! SATCOSO_FUZZ=600 SATCOSO_FUZZ_TARGETS=markdown,yaml cargo test --test it fuzz::long -- --ignored --nocapture
//! ```
//!
//! Inputs whose outcome is new (other diagnostics, other elements) are mutated further. What fails is written to
//! `SATCOSO_FUZZ_OUT` (or the temporary folder) under the target's name; once mended it belongs into `corpus/<target>/`.

mod http;
mod mutate;
mod seeds;
mod targets;

use mutate::Mutator;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use targets::{Target, all};

/// What one input may take in a long run, in a build without optimisation. The corpus is run on machines that may have
/// anything else to do, where a time says nothing.
const SLOW: Duration = Duration::from_secs(10);

struct Tally {
    /// What is longer than this is a fault.
    patience: Duration,
    runs: u64,
    fresh: usize,
    slowest: Duration,
    found: Vec<(String, Vec<u8>)>,
}

/// Runs one input; says what is wrong with it.
fn try_one(target: &mut dyn Target, input: &[u8], tally: &mut Tally) -> Option<u64> {
    let since = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| target.run(input)));
    let took = since.elapsed();
    tally.runs += 1;
    if took > tally.slowest {
        tally.slowest = took;
        if took > Duration::from_millis(500) {
            leave(&format!("{}.slow", target.name()), input);
        }
    }
    let fault = match outcome {
        Ok(Ok(_)) if took > tally.patience => format!("took {} ms", took.as_millis()),
        Ok(Ok(signature)) => return Some(signature),
        Ok(Err(fault)) => fault,
        Err(panic) => panic
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned()))
            .unwrap_or_else(|| "panic".to_owned()),
    };
    tally.found.push((fault, input.to_vec()));
    None
}

fn fuzz(
    target: &mut dyn Target,
    until: impl Fn(u64) -> bool,
    seed: u64,
    patience: Duration,
) -> Tally {
    let mut tally = Tally {
        patience,
        runs: 0,
        fresh: 0,
        slowest: Duration::ZERO,
        found: Vec::new(),
    };
    let mut pool = seeds::of(target.name());
    let mut seen = HashSet::new();
    for input in &pool {
        seen.extend(try_one(target, input, &mut tally));
    }
    let known = pool.len();
    let mut mutator = Mutator::new(seed, target.words());
    while until(tally.runs) && tally.found.len() < 20 {
        let input = mutator.next(&pool, target.limit());
        leave(target.name(), &input);
        if let Some(signature) = try_one(target, &input, &mut tally)
            && seen.insert(signature)
            && pool.len() < 4000
        {
            pool.push(input);
        }
    }
    tally.fresh = pool.len() - known;
    tally
}

fn folder() -> PathBuf {
    std::env::var_os("SATCOSO_FUZZ_OUT").map_or_else(std::env::temp_dir, PathBuf::from)
}

/// Leaves the input behind, should it end the process.
fn leave(name: &str, input: &[u8]) {
    if std::env::var_os("SATCOSO_FUZZ_OUT").is_some() {
        let _ = std::fs::write(folder().join(format!("{name}.last")), input);
    }
}

fn report(name: &str, tally: &Tally) -> Vec<String> {
    let mut said = Vec::new();
    for (n, (fault, input)) in tally.found.iter().enumerate() {
        let path = folder().join(format!("{name}-{n}.found"));
        let _ = std::fs::write(&path, input);
        let head: String = String::from_utf8_lossy(input).chars().take(200).collect();
        said.push(format!(
            "{name}: {fault}\n  {} ({} bytes): {head:?}",
            path.display(),
            input.len()
        ));
    }
    said
}

#[test]
fn the_corpus_holds() {
    let mut wrong = Vec::new();
    for mut target in all() {
        let seeds = seeds::of(target.name()).len() as u64;
        let more = target.quick();
        let since = Instant::now();
        let tally = fuzz(&mut *target, |runs| runs < seeds + more, 1, Duration::MAX);
        println!(
            "{}: {} runs in {} ms",
            target.name(),
            tally.runs,
            since.elapsed().as_millis()
        );
        wrong.extend(report(target.name(), &tally));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[ignore = "runs for as long as SATCOSO_FUZZ says"]
fn long() {
    let number = |name: &str| std::env::var(name).ok().and_then(|v| v.parse::<u64>().ok());
    let budget = Duration::from_secs(number("SATCOSO_FUZZ").unwrap_or(60));
    let seed = number("SATCOSO_FUZZ_SEED").unwrap_or(2);
    let wanted = std::env::var("SATCOSO_FUZZ_TARGETS").unwrap_or_default();
    let mut wrong = Vec::new();
    for mut target in all() {
        let name = target.name();
        if !wanted.is_empty() && !wanted.split(',').any(|w| w == name) {
            continue;
        }
        let since = Instant::now();
        let tally = fuzz(&mut *target, |_| since.elapsed() < budget, seed, SLOW);
        println!(
            "{name}: {} runs in {} s, {} new outcomes, slowest {} ms, {} found",
            tally.runs,
            since.elapsed().as_secs(),
            tally.fresh,
            tally.slowest.as_millis(),
            tally.found.len()
        );
        wrong.extend(report(name, &tally));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
