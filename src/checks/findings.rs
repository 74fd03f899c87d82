//! What a check found, at the level that the site wants.

use super::levels::{Level, Levels, set};
use crate::diagnostics::{Diagnostic, Diags};

/// Collects diagnostics; those of rules that are off are dropped.
pub struct Findings<'a> {
    levels: &'a Levels,
    diags: Diags,
}

impl<'a> Findings<'a> {
    /// Nothing found yet.
    pub fn new(levels: &'a Levels) -> Self {
        Self {
            levels,
            diags: Diags::new(),
        }
    }

    /// Whether a rule is on: ask before doing costly work for it.
    pub fn wants(&self, code: &str) -> bool {
        self.levels.get(code) != Level::Off
    }

    /// Adds a finding; its severity becomes the one that the site wants.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        let level = self.levels.get(diagnostic.code);
        if set(&mut diagnostic, level) {
            self.diags.push(diagnostic);
        }
    }

    /// What was found.
    pub fn into_diags(self) -> Diags {
        self.diags
    }
}
