//! `satcoso completions SHELL`.

use super::{OK, args};
use crate::diagnostics::Lang;
use clap::ArgMatches;
use clap_complete::Shell;

/// Prints the completion script of a shell.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> u8 {
    if let Some(shell) = matches.get_one::<Shell>("shell") {
        clap_complete::generate(
            *shell,
            &mut args::command(lang),
            "satcoso",
            &mut std::io::stdout(),
        );
    }
    OK
}
