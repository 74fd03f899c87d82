//! What earlier runs found in entries that have not changed since.

use crate::diagnostics::Diags;
use crate::kept;
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, RwLock};

/// Keys of entries that are no more, or were different, beside as many as there are entries.
const SPARE: usize = 1000;

/// Findings of earlier runs by the key of an entry. Clones share them, so that a preview's next run need look only at what
/// changed. On disk only the keys of faultless entries are kept: what is wrong with the others must be said again.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    found: Arc<RwLock<HashMap<u128, Diags>>>,
    /// What is on disk.
    kept: Arc<[u8]>,
}

impl Memory {
    /// What an earlier process kept at `path`; nothing where there is nothing that can be trusted.
    pub fn load(path: &Path) -> Memory {
        let bytes = kept::load(path, &form()).unwrap_or_default();
        let keys = bytes.as_chunks::<16>().0.iter();
        let known = keys.map(|key| (u128::from_le_bytes(*key), Diags::new()));
        Memory {
            found: Arc::new(RwLock::new(known.collect())),
            kept: bytes.into(),
        }
    }

    /// Keeps the faultless at `path`.
    ///
    /// # Errors
    /// When the folder cannot be written to. The next build can do without.
    pub fn save(&self, path: &Path) -> std::io::Result<()> {
        let Ok(found) = self.found.read() else {
            return Ok(());
        };
        let faultless = found.iter().filter(|(_, said)| said.is_empty());
        let mut keys: Vec<u128> = faultless.map(|(key, _)| *key).collect();
        keys.sort_unstable();
        let bytes: Vec<u8> = keys.iter().flat_map(|key| key.to_le_bytes()).collect();
        match *bytes == *self.kept {
            true => Ok(()),
            false => kept::save(path, &form(), [bytes]),
        }
    }

    /// What was found under a key, if it was looked at before.
    pub(super) fn get(&self, key: u128) -> Option<Diags> {
        self.found.read().ok()?.get(&key).cloned()
    }

    /// Notes what a run found in the entries it looked at. Of what only runs before it had met, as much stays as there is
    /// room for beside the `current` keys, those of all entries of this run.
    pub(super) fn put(&self, fresh: Vec<(u128, Diags)>, current: &[u128]) {
        let Ok(mut found) = self.found.write() else {
            return;
        };
        found.extend(fresh);
        if found.len() > 2 * current.len() + SPARE {
            *found = current
                .iter()
                .filter_map(|key| found.remove_entry(key))
                .collect();
        }
    }
}

/// Another program file may find other faults.
fn form() -> String {
    format!("faultless entries {}", kept::program())
}
