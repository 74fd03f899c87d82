//! Recipes → bytes → files. Everything is made and staged first; then one transaction puts it into the output folder.

mod execute;
mod faults;
mod lock;
mod manifest;
mod transaction;

pub(crate) use execute::check_output;
pub use execute::{Progress, Report, made_hash, rehearse, run};
pub use execute::{Why, why};
pub(crate) use faults::write_failed as io_fault;
pub use manifest::STATE;
