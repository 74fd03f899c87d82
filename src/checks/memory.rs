//! What earlier runs found in entries that have not changed since.

use crate::diagnostics::Diags;
use std::collections::HashMap;
use std::sync::{Arc, RwLock};

/// Findings by the key of an entry. Clones share it, so that a preview's next run need look only at what changed.
#[derive(Clone, Debug, Default)]
pub struct Memory(Arc<RwLock<HashMap<u128, Diags>>>);

impl Memory {
    /// What was found under a key, if it was looked at before.
    pub(super) fn get(&self, key: u128) -> Option<Diags> {
        self.0.read().ok()?.get(&key).cloned()
    }

    /// Notes what was found. Forgets everything once it holds many times more than one site has.
    pub(super) fn put(&self, found: impl IntoIterator<Item = (u128, Diags)>, entries: usize) {
        if let Ok(mut known) = self.0.write() {
            if known.len() > 4 * entries + 1000 {
                known.clear();
            }
            known.extend(found);
        }
    }
}
