//! What earlier runs found in entries that have not changed since.

use crate::diagnostics::Diags;
use crate::kept;
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, RwLock};

/// Findings of the last run by the key of an entry. Clones share it, so that a preview's next run need look only at what
/// changed. On disk only the keys of faultless entries are kept: what is wrong with the others must be said again.
#[derive(Clone, Debug, Default)]
pub struct Memory(Arc<RwLock<HashMap<u128, Diags>>>);

impl Memory {
    /// What an earlier process kept at `path`; nothing where there is nothing that can be trusted.
    pub fn load(path: &Path) -> Memory {
        let bytes = kept::load(path, &form()).unwrap_or_default();
        let keys = bytes.as_chunks::<16>().0.iter();
        let known = keys.map(|key| (u128::from_le_bytes(*key), Diags::new()));
        Memory(Arc::new(RwLock::new(known.collect())))
    }

    /// Keeps the faultless at `path`.
    ///
    /// # Errors
    /// When the folder cannot be written to. The next build can do without.
    pub fn save(&self, path: &Path) -> std::io::Result<()> {
        let mut keys: Vec<u128> = match self.0.read() {
            Ok(known) => known
                .iter()
                .filter_map(|(key, found)| found.is_empty().then_some(*key))
                .collect(),
            Err(_) => return Ok(()),
        };
        keys.sort_unstable();
        let bytes: Vec<u8> = keys.iter().flat_map(|key| key.to_le_bytes()).collect();
        if kept::load(path, &form()).is_some_and(|before| before == bytes) {
            return Ok(());
        }
        kept::save(path, &form(), &bytes)
    }

    /// What was found under a key, if it was looked at before.
    pub(super) fn get(&self, key: u128) -> Option<Diags> {
        self.0.read().ok()?.get(&key).cloned()
    }

    /// Notes what a run found, all of it, in place of what the run before had found.
    pub(super) fn put(&self, found: HashMap<u128, Diags>) {
        if let Ok(mut known) = self.0.write() {
            *known = found;
        }
    }
}

/// Another program file may find other faults.
fn form() -> String {
    format!("faultless entries {}", kept::program())
}
