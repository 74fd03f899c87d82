//! `satcoso build` and `satcoso check`.

use super::{FAULTY, OK, account, common, fix, ledger, links};
use crate::diagnostics::Lang;
use crate::{Outcome, Request};
use clap::ArgMatches;
use clap::parser::ValueSource;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// A build that takes longer than this shows how far it is.
const SILENT: Duration = Duration::from_secs(1);

/// `satcoso build`.
pub(super) fn build(matches: &ArgMatches, lang: Lang) -> u8 {
    // Only the site that is going to be published counts: not tries, nor builds for another place or time.
    let tries = ["output", "base-url", "drafts", "now", "no-ledger"];
    let given = |name: &&str| matches.value_source(name) == Some(ValueSource::CommandLine);
    let work = match tries.iter().any(given) {
        true => crate::build,
        false => crate::publish,
    };
    run(matches, lang, work, true)
}

/// `satcoso check`.
pub(super) fn check(matches: &ArgMatches, lang: Lang) -> u8 {
    if matches.get_flag("fix") {
        return match common::request(matches, lang) {
            Ok(request) => fix::run(matches, &request, lang),
            Err(message) => common::wrong(&message, lang),
        };
    }
    run(matches, lang, crate::check, false)
}

fn run(
    matches: &ArgMatches,
    lang: Lang,
    work: fn(&Request, crate::build::Progress) -> Outcome,
    writes: bool,
) -> u8 {
    let request = match common::request(matches, lang) {
        Ok(request) => request,
        Err(message) => return common::wrong(&message, lang),
    };
    let json = is_json(matches);
    let since = Instant::now();
    let mut outcome = with_progress(lang, |progress| work(&request, progress));
    let answers = links::look(&mut outcome, &request, matches, lang);
    if matches.value_source("root") == Some(ValueSource::CommandLine) {
        common::with_root(&mut outcome.diags, &request.root);
    }
    let took = since.elapsed();
    if json {
        let mut document = account::json(&outcome, took);
        if let Some(answers) = &answers {
            document["links"] = links::json(answers);
        }
        println!("{}", account::pretty(&document));
    } else {
        common::print(&outcome.diags, &*outcome.sources, lang);
        print!("{}", account::text(&outcome, &request, took, lang, writes));
        if let Some(answers) = &answers {
            print!(
                "{}",
                links::text(answers, matches.get_flag("offline"), lang)
            );
        }
        if matches.get_flag("timings") {
            print!("{}", account::timings(&outcome.stages, lang));
        }
    }
    for (file, text) in &outcome.ledgers {
        if let Err(error) = ledger::write(&request.root, file, text) {
            common::wrong(&ledger::failed(file, &error, lang), lang);
            return FAULTY;
        }
    }
    let code = code(&outcome);
    // The process ends here; freeing a large site piece by piece would take longer than planning it.
    std::mem::forget(outcome);
    code
}

/// Whether the output is for programs.
pub(super) fn is_json(matches: &ArgMatches) -> bool {
    matches
        .get_one::<String>("format")
        .is_some_and(|f| f == "json")
}

/// How a run ended.
pub(super) fn code(outcome: &Outcome) -> u8 {
    match outcome.diags.has_errors() || outcome.report.is_none() {
        true => FAULTY,
        false => OK,
    }
}

/// Runs `work` with a progress bar on a terminal, once it takes longer than a second.
pub(super) fn with_progress(
    lang: Lang,
    work: impl FnOnce(crate::build::Progress) -> Outcome,
) -> Outcome {
    if !std::io::stderr().is_terminal() {
        return work(&|_, _| {});
    }
    let bar: OnceLock<ProgressBar> = OnceLock::new();
    let since = Instant::now();
    let style = ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    let outcome = work(&|done, all| {
        if bar.get().is_none() && since.elapsed() > SILENT {
            let made = ProgressBar::new(all as u64).with_style(style.clone());
            made.set_message(lang.pick("Đang dựng", "Building"));
            let _ = bar.set(made);
        }
        if let Some(bar) = bar.get()
            && (done % 64 == 0 || done == all)
        {
            bar.set_position(done as u64);
        }
    });
    if let Some(bar) = bar.get() {
        bar.finish_and_clear();
    }
    outcome
}
