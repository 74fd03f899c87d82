//! The command line: one file a command. The only place that prints, and that asks the clock and the environment.

mod account;
mod address;
mod args;
mod build;
mod common;
mod completions;
mod explain;
mod fix;
mod init;
mod ledger;
mod links;
mod new;
mod report;
mod serve;
mod withdraw;

use crate::diagnostics::Lang;
use std::ffi::OsString;
use std::process::ExitCode;

/// The site was written, or the question answered.
pub(crate) const OK: u8 = 0;
/// Content or theme has errors.
pub(crate) const FAULTY: u8 = 1;
/// The command was used wrongly.
pub(crate) const WRONG_USE: u8 = 2;
/// Corrections could be applied and were not.
pub(crate) const PENDING: u8 = 3;

/// Runs the command line given by `args` (the program's name first) and says how it ended: 0 done, 1 errors in
/// content or theme, 2 wrong usage, 3 corrections that `check --fix` found and did not apply.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let lang = common::language(&args);
    let code = match args::command(lang).try_get_matches_from(&args) {
        Ok(matches) => dispatch(&matches, lang),
        Err(error) => args::explain(&error, lang),
    };
    ExitCode::from(code)
}

fn dispatch(matches: &clap::ArgMatches, lang: Lang) -> u8 {
    match matches.subcommand() {
        Some(("build", m)) => build::build(m, lang),
        Some(("check", m)) => build::check(m, lang),
        Some(("serve", m)) => serve::run(m, lang),
        Some(("new", m)) => new::run(m, lang),
        Some(("init", m)) => init::run(m, lang),
        Some(("explain", m)) => explain::run(m, lang),
        Some(("withdraw", m)) => withdraw::run(m, lang),
        Some(("report", m)) => report::run(m, lang),
        Some(("redirect", m)) => address::redirect(m, lang),
        Some(("retire", m)) => address::retire(m, lang),
        Some(("completions", m)) => completions::run(m, lang),
        _ => WRONG_USE,
    }
}
