#![doc = include_str!("ARCHITECTURE.md")]
#![forbid(unsafe_code)]

pub mod build;
pub mod checks;
pub mod cli;
pub mod config;
pub mod content;
pub mod diagnostics;
pub mod kept;
pub mod markdown;
pub mod mend;
pub mod online;
pub mod outputs;
pub mod report;
pub mod serve;
pub mod site;
pub mod source;
pub mod text;
pub mod theme;
pub mod view;
pub mod yaml;

mod pipeline;

pub use pipeline::{
    Earlier, FOLDERS, Outcome, Prepared, Request, Stages, build, check, check_links, prepare,
    publish,
};
