//! The project under preview: one state after another.

use super::overlay::Faults;
use super::state::{Shown, State, Step};
use super::{Event, Settings};
use crate::content::Entry;
use crate::diagnostics::{Diags, FilePath, Lang, Severity};
use crate::site::Site;
use crate::text::date::Instant;
use crate::{Earlier, Prepared, Request, prepare};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant as Clock};

/// The project and its present state.
pub struct Preview {
    request: Request,
    lang: Lang,
    clock: fn() -> Instant,
    /// The project as it stands.
    prepared: Prepared,
    earlier: Earlier,
    /// Entries whose files have errors, as they were when they last had none.
    held: BTreeMap<FilePath, Arc<Entry>>,
    state: Arc<State>,
    /// Tells this run of the program from others.
    run: String,
    number: u64,
    /// When the next entry will be published or expire.
    due: Option<Instant>,
    took: Duration,
}

impl Preview {
    /// Reads the project. Drafts, future and expired entries are shown, marked.
    pub fn open(mut request: Request, settings: &Settings) -> Preview {
        let clock = Clock::now();
        request.drafts = true;
        request.options.preview = true;
        let prepared = prepare(&request, &Earlier::on_disk(&request));
        let run = format!("{}-{}", std::process::id(), request.now.0);
        let state = Arc::new(State {
            name: format!("{run}-0"),
            step: Step::Reload,
            shown: shown(&prepared, None),
            faults: Faults::of(&prepared, settings.lang),
            sources: prepared.sources.clone(),
        });
        let mut preview = Preview {
            request,
            lang: settings.lang,
            clock: settings.clock,
            earlier: Earlier::of(&prepared),
            prepared,
            held: BTreeMap::new(),
            state,
            run,
            number: 0,
            due: None,
            took: clock.elapsed(),
        };
        preview.after();
        preview
    }

    /// The present state.
    pub fn state(&self) -> Arc<State> {
        self.state.clone()
    }

    /// The project's folder.
    pub fn root(&self) -> &Path {
        &self.request.root
    }

    /// What is said of the project as it stands.
    pub fn diags(&self) -> &Diags {
        &self.prepared.diags
    }

    /// Files that are no longer as they were read, by size and time (paths relative to the project's folder).
    pub fn stale(&self) -> BTreeSet<PathBuf> {
        self.prepared
            .sources
            .stale(&self.request.root, &crate::FOLDERS)
    }

    /// Takes in what has changed on disk: at `hints` (paths relative to the project's folder: files, or folders with
    /// them) or, if they are not known, anywhere. Gives the new state, or `None` when nothing has changed.
    pub fn refresh(&mut self, hints: Option<&BTreeSet<PathBuf>>) -> Option<Arc<State>> {
        let clock = Clock::now();
        let now = self.request.now;
        if self.due.is_some_and(|due| due <= (self.clock)()) {
            self.request.now = (self.clock)();
        }
        let before = self.prepared.clone();
        let changed = self.prepared.renew(&self.request, &self.earlier, hints);
        if changed.is_empty() && self.request.now == now {
            return None;
        }
        self.earlier.learn(&self.prepared);
        self.hold(&before, &changed);
        let mut to_show = None;
        if !self.held.is_empty() && self.prepared.world.is_some() {
            to_show = Some(
                self.prepared
                    .with_instead(&self.request, &self.earlier, &self.held),
            );
        }
        let to_show = to_show.as_ref().unwrap_or(&self.prepared);
        let shown =
            shown(to_show, self.state.shown.as_deref()).or_else(|| self.state.shown.clone());
        let faults = Faults::of(&self.prepared, self.lang);
        let step = self.step(shown.as_deref(), &faults, &changed);
        self.number += 1;
        self.state = Arc::new(State {
            name: format!("{}-{}", self.run, self.number),
            step,
            shown,
            faults,
            sources: self.prepared.sources.clone(),
        });
        self.took = clock.elapsed();
        Some(self.state())
    }

    /// What can be done once a new state is out.
    pub(super) fn after(&mut self) {
        if let Some(world) = &self.prepared.world {
            self.due = due(&world.site);
        }
    }

    /// Tells of the last reading.
    pub(super) fn tell(&self, tell: &dyn Fn(Event)) {
        let mut diags = self.prepared.diags.clone();
        diags.sort();
        tell(Event::Read {
            diags: &diags,
            sources: &self.prepared.sources,
            took: self.took,
        });
    }

    /// Keeps the last good entry of each file that an edit has made faulty, as long as it is.
    fn hold(&mut self, before: &Prepared, changed: &BTreeSet<FilePath>) {
        if self.prepared.world.is_none() {
            return;
        }
        let faulty_now = faulty(&self.prepared.diags);
        self.held.retain(|file, _| faulty_now.contains(file));
        let faulty_before = faulty(&before.diags);
        for file in changed.intersection(&faulty_now) {
            let good = before.world.as_ref().and_then(|world| {
                let id = world.site.by_file(file)?;
                (!faulty_before.contains(file)).then(|| world.site.entry(id).clone())
            });
            if let Some(good) = good {
                self.held.entry(file.clone()).or_insert(good);
            }
        }
    }

    /// Style sheets can be exchanged without loading pages again, when nothing else has changed.
    fn step(&self, new: Option<&Shown>, faults: &Faults, changed: &BTreeSet<FilePath>) -> Step {
        let (Some(old), Some(new)) = (self.state.shown.as_deref(), new) else {
            return Step::Reload;
        };
        if *faults != self.state.faults || !changed.iter().all(|path| path.ends_with(".css")) {
            return Step::Reload;
        }
        let mut styles = Vec::new();
        for asset in new
            .world
            .theme
            .assets()
            .filter(|a| a.logical.ends_with(".css"))
        {
            if let Some(before) = old.world.theme.asset(&asset.logical)
                && before.route != asset.route
            {
                styles.push((before.route.to_string(), asset.route.to_string()));
            }
        }
        let own = changed
            .iter()
            .filter_map(|p| p.strip_prefix("content/static/"));
        styles.extend(own.map(|path| (path.to_owned(), path.to_owned())));
        if styles.is_empty() {
            return Step::Reload;
        }
        Step::Styles(self.state.name.clone(), styles)
    }
}

fn shown(prepared: &Prepared, before: Option<&Shown>) -> Option<Arc<Shown>> {
    let world = prepared.world.clone()?;
    Some(Arc::new(Shown {
        world,
        plan: prepared.plan.clone(),
        kept: before.map_or_else(Arc::default, |s| s.kept.clone()),
    }))
}

/// Files in which there are errors.
fn faulty(diags: &Diags) -> BTreeSet<FilePath> {
    diags
        .iter()
        .filter(|d| d.severity == Severity::Error)
        .filter_map(|d| d.span.as_ref().map(|s| s.file.clone()))
        .collect()
}

/// The next moment at which an entry is published or expires.
fn due(site: &Site) -> Option<Instant> {
    let dates = site.entries.iter().flat_map(|entry| {
        let common = &entry.front.common;
        [common.date, common.expires]
    });
    dates.flatten().filter(|at| *at > site.moment.now).min()
}
