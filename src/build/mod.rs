//! Recipes → bytes → files. Everything is made and staged first; then one transaction puts it into the output folder.

mod execute;
mod faults;
mod lock;
mod manifest;
mod rehearse;
mod report;
mod transaction;
mod why;

pub use execute::{Progress, run};
pub(crate) use faults::write_failed as io_fault;
pub use manifest::STATE;
pub use rehearse::rehearse;
pub use report::Report;
pub(crate) use transaction::check_output;
pub use why::{Why, why};
