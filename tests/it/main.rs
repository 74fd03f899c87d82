//! The integration suite: one binary, whole small sites in, what a reader or an officer sees out.

mod addresses;
mod addresses_law;
mod architecture;
mod build_law;
mod channels;
mod checks;
mod cli;
mod diagnostics;
mod edits;
mod facebook;
mod faults;
#[path = "../fuzz/mod.rs"]
mod fuzz;
mod hostile;
mod images;
mod laws;
mod links;
mod mend;
mod report;
mod reproducible;
mod serve;
mod serve_law;
mod share_cards;
mod site;
mod theme;
mod web;
mod whole;
