//! The kinds of output, one file each.

pub mod search;
