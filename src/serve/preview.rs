//! The project under preview: one state after another.

use super::overlay::Faults;
use super::state::{Shown, State, Step};
use super::{Event, Settings};
use crate::diagnostics::{Diags, Lang};
use crate::text::date::Instant;
use crate::{Earlier, Prepared, Request, prepare};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant as Clock};

/// The project and its present state.
pub struct Preview {
    request: Request,
    lang: Lang,
    clock: fn() -> Instant,
    earlier: Earlier,
    state: Arc<State>,
    number: u64,
    diags: Diags,
    took: Duration,
}

impl Preview {
    /// Reads the project. Drafts, future and expired entries are shown, marked.
    pub fn open(mut request: Request, settings: &Settings) -> Preview {
        request.drafts = true;
        request.options.preview = true;
        let state = State {
            name: String::new(),
            step: Step::Reload,
            shown: None,
            faults: Faults::default(),
            sources: Arc::default(),
        };
        let mut preview = Preview {
            request,
            lang: settings.lang,
            clock: settings.clock,
            earlier: Earlier::default(),
            state: Arc::new(state),
            number: 0,
            diags: Diags::new(),
            took: Duration::ZERO,
        };
        preview.read();
        preview
    }

    /// The present state.
    pub fn state(&self) -> Arc<State> {
        self.state.clone()
    }

    /// The project's folder.
    pub fn root(&self) -> &PathBuf {
        &self.request.root
    }

    /// Takes in what has changed on disk. Gives the new state, or `None` when nothing has.
    pub fn refresh(&mut self) -> Option<Arc<State>> {
        self.read();
        Some(self.state())
    }

    /// Tells of the last reading.
    pub(super) fn tell(&self, tell: &dyn Fn(Event)) {
        tell(Event::Read {
            diags: &self.diags,
            sources: &self.state.sources,
            took: self.took,
        });
    }

    fn read(&mut self) {
        let clock = Clock::now();
        let mut prepared = prepare(&self.request, &self.earlier);
        prepared.diags.sort();
        self.earlier.learn(&prepared);
        self.number += 1;
        let Prepared {
            world,
            plan,
            diags,
            sources,
            ..
        } = prepared;
        let everywhere = world.is_none();
        let faults = Faults::of(&diags, &*sources, self.lang, everywhere);
        let before = self.state.shown.clone();
        let kept = before
            .as_ref()
            .map_or_else(Arc::default, |s| s.kept.clone());
        let shown = world.map(|world| Arc::new(Shown { world, plan, kept }));
        let name = format!("{}-{}-{}", std::process::id(), self.started(), self.number);
        self.state = Arc::new(State {
            name,
            step: Step::Reload,
            shown: shown.or(before),
            faults,
            sources,
        });
        self.diags = diags;
        self.took = clock.elapsed();
    }

    fn started(&self) -> i64 {
        self.request.now.0
    }
}
