//! What the steps had to say.

use crate::checks::Levels;
use crate::diagnostics::{Diags, FilePath};
use crate::outputs::{PlanFaults, World};
use crate::source::Snapshot;
use std::collections::BTreeMap;

/// What each step said, apart, so that a later run can take over what still holds.
#[derive(Clone, Default)]
pub(super) struct Said {
    pub config: Diags,
    pub theme: Diags,
    /// Reading of entries, by file.
    pub entries: BTreeMap<FilePath, Diags>,
    pub folders: Diags,
    pub site: Diags,
    pub gallery: Diags,
    pub plan: PlanFaults,
    pub checks: Diags,
}

/// Gives what was said while planning the weight that `site.yaml` gives it.
pub(super) fn weigh(world: &World, faults: &mut PlanFaults) {
    let levels = Levels::of(&world.config);
    levels.weigh(&mut faults.site);
    faults.entries.values_mut().for_each(|d| levels.weigh(d));
}

impl Said {
    /// All of it, with what could not be read.
    pub fn all(&self, sources: &Snapshot) -> Diags {
        let mut all = sources.faults();
        for part in [
            &self.config,
            &self.theme,
            &self.folders,
            &self.site,
            &self.gallery,
            &self.checks,
        ] {
            all.extend(part.clone());
        }
        for diags in self.entries.values() {
            all.extend(diags.clone());
        }
        all.extend(self.plan.all());
        all
    }
}
