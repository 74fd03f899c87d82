//! The command `satcoso`; everything is in the library.

#![forbid(unsafe_code)]

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    satcoso::cli::run(std::env::args_os())
}
