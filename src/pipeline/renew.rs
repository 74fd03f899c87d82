//! After a change: what the run before may lend to the next. The result is always that of [`prepare`](super::prepare)
//! on the project as it stands; only the way there is shorter.
//!
//! An edit of a page's title, summary or body leaves the site's side tables, its gallery and all other entries' claims as
//! they are, so they are shared ([`exchange`]). Any other edit puts the site together anew, from files, entries and a
//! theme that are taken over where they have not changed.

use super::{FOLDERS, Prepared, Request, Stages, put_together, weigh};
use crate::checks::{self, Memory};
use crate::config::SiteConfig;
use crate::content::{self, Entry, Kept};
use crate::diagnostics::{Diags, FilePath};
use crate::outputs::{self, World};
use crate::source::{Limits, Snapshot};
use crate::theme::{self, Theme};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant as Clock;

/// What an earlier run may lend to the next: files, entries and the theme where they have not changed.
#[derive(Clone, Default)]
pub struct Earlier {
    sources: Option<Arc<Snapshot>>,
    /// The last world that could be put together.
    world: Option<Arc<World>>,
    /// What was said of its theme.
    theme: Diags,
    checked: Memory,
    /// Entries that an earlier process left on disk.
    kept: Option<Arc<Kept>>,
}

/// Entries of the last build, in the folder of the disk cache.
const ENTRIES: &str = "entries";
/// Which of them were without fault.
const FAULTLESS: &str = "faultless";

impl Earlier {
    /// From what an earlier process left in the disk cache.
    pub fn on_disk(request: &Request) -> Earlier {
        let Some(cache) = &request.options.cache else {
            return Earlier::default();
        };
        Earlier {
            checked: Memory::load(&cache.join(FAULTLESS)),
            kept: Some(Arc::new(Kept::load(&cache.join(ENTRIES)))),
            ..Earlier::default()
        }
    }

    /// Leaves what was prepared to the next process, after which it takes less time. Where it cannot be written, the
    /// next takes its time.
    pub(super) fn leave(&self, cache: &Path, prepared: &Prepared) {
        let (Some(world), Some(kept)) = (&prepared.world, &self.kept) else {
            return;
        };
        let withheld = world.site.withheld.iter().map(|(entry, _)| entry);
        let entries = world.site.entries.iter().chain(withheld);
        let _ = kept.renew(&cache.join(ENTRIES), entries);
        let _ = prepared.checked.save(&cache.join(FAULTLESS));
    }

    /// From what an earlier run prepared.
    pub fn of(prepared: &Prepared) -> Earlier {
        let mut earlier = Earlier::default();
        earlier.learn(prepared);
        earlier
    }

    /// Takes over what a run prepared. The world of an earlier one is kept where the run came to none.
    pub fn learn(&mut self, prepared: &Prepared) {
        self.sources = Some(prepared.sources.clone());
        self.checked = prepared.checked.clone();
        if prepared.world.is_some() {
            self.world = prepared.world.clone();
            self.theme = prepared.said.theme.clone();
        }
    }

    /// What checks remember of unchanged entries.
    pub(super) fn checked(&self) -> Memory {
        self.checked.clone()
    }

    /// What an earlier process kept of entries.
    pub(super) fn kept(&self) -> Option<&Kept> {
        self.kept.as_deref()
    }

    pub(super) fn sources(&self) -> Option<&Snapshot> {
        self.sources.as_deref()
    }

    /// All entries, in order of their paths.
    pub(super) fn entries(&self) -> Vec<Arc<Entry>> {
        let Some(world) = &self.world else {
            return Vec::new();
        };
        let withheld = world.site.withheld.iter().map(|(entry, _)| entry);
        let mut all: Vec<_> = world.site.entries.iter().chain(withheld).cloned().collect();
        if !world.site.withheld.is_empty() {
            all.sort_by(|a, b| a.file.cmp(&b.file));
        }
        all
    }

    /// The theme, if loading it would give the same: its files, the configuration, and the files that settings may name
    /// are the same.
    pub(super) fn theme(
        &self,
        snapshot: &Snapshot,
        config: &SiteConfig,
    ) -> Option<(Arc<Theme>, Diags)> {
        let world = self
            .world
            .as_ref()
            .filter(|w| w.config.hash == config.hash)?;
        let same = snapshot.changes(&world.snapshot).iter().all(|path| {
            let there = |s: &Snapshot| s.get(path).is_some();
            !path.starts_with("themes/") && there(snapshot) == there(&world.snapshot)
                || content::is_entry(path)
        });
        same.then(|| (world.theme.clone(), self.theme.clone()))
    }
}

impl Prepared {
    /// Takes in what has changed on disk, at `hints` (as for [`Snapshot::refresh`]) or, if they are not known, anywhere.
    /// Gives the paths of the files that are new, different or gone. `earlier` is of this run or, where this one came to
    /// no world, of the last that did.
    pub fn renew(
        &mut self,
        request: &Request,
        earlier: &Earlier,
        hints: Option<&BTreeSet<PathBuf>>,
    ) -> BTreeSet<FilePath> {
        let clock = Clock::now();
        let limits = Limits::default();
        let mut sources = match hints {
            Some(hints) => self.sources.refresh(&request.root, &FOLDERS, limits, hints),
            None => Snapshot::read(&request.root, &FOLDERS, limits, Some(&self.sources)).0,
        };
        let in_themes = |path: &FilePath| path.starts_with("themes/");
        if self.sources.changes(&sources).iter().any(in_themes) {
            sources = sources.without_built_in();
            theme::built_in::add_to(&mut sources);
        }
        let changed = self.sources.changes(&sources);
        let read = clock.elapsed();
        let now = self.world.as_ref().map(|world| world.site.moment.now);
        if changed.is_empty() && now.is_none_or(|now| now == request.now) {
            self.sources = Arc::new(sources);
            return changed;
        }
        let quick = (now == Some(request.now))
            .then(|| self.with_edits(&sources, &changed))
            .flatten();
        *self = quick.unwrap_or_else(|| put_together(request, sources, earlier, &BTreeMap::new()));
        self.stages.read = read;
        changed
    }

    /// The site if some entries were others than their files say.
    pub fn with_instead(
        &self,
        request: &Request,
        earlier: &Earlier,
        instead: &BTreeMap<FilePath, Arc<Entry>>,
    ) -> Prepared {
        let entries = instead
            .values()
            .map(|e| (e.clone(), Diags::new()))
            .collect();
        self.exchange(self.sources.clone(), entries)
            .unwrap_or_else(|| put_together(request, (*self.sources).clone(), earlier, instead))
    }

    /// After edits of entries that were there before; `None` when anything else has changed.
    fn with_edits(&self, sources: &Snapshot, changed: &BTreeSet<FilePath>) -> Option<Prepared> {
        let world = self.world.as_ref()?;
        let mut entries = Vec::with_capacity(changed.len());
        for path in changed {
            let file = sources.get(path).filter(|f| content::is_entry(&f.path))?;
            let (entry, said) = content::parse(file, &world.config, &world.dialect);
            entries.push((Arc::new(entry?), said));
        }
        self.exchange(Arc::new(sources.clone()), entries)
    }

    /// With some entries exchanged for others of the same standing that refer to the same things; `None` where one has
    /// another standing, or something was said of it that only putting the site together anew can say again.
    fn exchange(&self, sources: Arc<Snapshot>, new: Vec<(Arc<Entry>, Diags)>) -> Option<Prepared> {
        let before = self.world.as_ref()?;
        let clock = Clock::now();
        let mut said = self.said.clone();
        let mut entries = Vec::with_capacity(new.len());
        for (entry, diags) in new {
            said.entries.insert(entry.file.clone(), diags);
            entries.push(entry);
        }
        said.entries.retain(|_, diags| !diags.is_empty());
        let parts = [&said.site, &said.gallery, &said.plan.site, &said.folders];
        let of_them = |file: &FilePath| entries.iter().any(|e| e.file == *file);
        let spoken_of = |d: &crate::diagnostics::Diagnostic| {
            d.code == "R001" || d.span.as_ref().is_some_and(|s| of_them(&s.file))
        };
        if parts.iter().any(|part| part.iter().any(spoken_of)) {
            return None;
        }

        let (site, ids) = before.site.with_entries(&entries)?;
        let mut others = BTreeSet::new();
        for (id, entry) in ids.iter().zip(&entries) {
            let old = before.site.entry(*id);
            if !outputs::references::same(old, entry) {
                return None;
            }
            let headings = |e: &Entry| e.doc.toc.iter().map(|h| h.id.clone()).collect::<Vec<_>>();
            if headings(old) != headings(entry) {
                others.extend(outputs::references::leading_to_headings(&before.site, *id));
            }
        }
        let others: Vec<_> = others.into_iter().filter(|id| !ids.contains(id)).collect();
        let assemble = clock.elapsed();
        let world = before.with_entries(sources.clone(), Arc::new(site));
        // Cards that were published before keep their addresses, which only planning the whole can tell.
        let fixed = sources.get(outputs::share_card::LEDGER).is_some();
        let (plan, claims) = outputs::replan(&self.plan, before, &world, &ids, &others, fixed)?;
        said.plan.entries.extend(claims);
        weigh(&world, &mut said.plan);
        said.checks = checks::run(&world, &plan, &self.checked);
        said.plan.entries.retain(|_, diags| !diags.is_empty());
        let stages = Stages {
            assemble,
            plan: clock.elapsed() - assemble,
            ..Stages::default()
        };
        Some(Prepared {
            world: Some(Arc::new(world)),
            plan,
            diags: said.all(&sources),
            sources,
            stages,
            said,
            checked: self.checked.clone(),
        })
    }

    /// What was said of one file.
    pub fn said_of(&self, file: &str) -> Diags {
        let of_it =
            |d: &&crate::diagnostics::Diagnostic| d.span.as_ref().is_some_and(|s| *s.file == *file);
        self.diags.iter().filter(of_it).cloned().collect()
    }
}
