//! Noticing changes of the project's files.
//!
//! What the system tells is taken as a hint that something happened: editors save in many ways (write in place, write
//! beside and rename), and folders that are synchronised tell little or nothing.

use super::{Event, Preview, State};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// How long nothing may happen before changes are taken in: an editor's save is several events.
const QUIET: Duration = Duration::from_millis(25);
/// Changes that do not end are taken in after this long.
const LONGEST: Duration = Duration::from_millis(400);
/// How often files are looked through when the system does not tell of changes.
const POLL: Duration = Duration::from_millis(500);

/// Folders whose files make the site.
const FOLDERS: [&str; 2] = ["content", "themes"];

enum Hint {
    Changed,
    Stop,
}

/// The running watcher.
pub(super) struct Watching {
    hints: Sender<Hint>,
}

impl Watching {
    /// Ends it; a reading under way is finished first.
    pub fn stop(&self) {
        let _ = self.hints.send(Hint::Stop);
    }
}

/// Watches a project on a thread of its own, and publishes a new state after each change.
pub(super) fn start(
    preview: Preview,
    poll: bool,
    states: watch::Sender<Arc<State>>,
    tell: Arc<dyn Fn(Event) + Send + Sync>,
) -> Watching {
    let (hints, received) = channel();
    let watching = Watching {
        hints: hints.clone(),
    };
    std::thread::spawn(move || {
        let watcher = if poll {
            None
        } else {
            watcher(preview.root(), hints)
        };
        if watcher.is_none() {
            tell(Event::Polling);
        }
        follow(preview, received, watcher.is_none(), &states, &*tell);
    });
    watching
}

fn watcher(root: &Path, hints: Sender<Hint>) -> Option<RecommendedWatcher> {
    let root = root.canonicalize().ok()?;
    let tell = move |event: notify::Result<notify::Event>| {
        if !matches!(&event, Ok(e) if matches!(e.kind, EventKind::Access(_))) {
            let _ = hints.send(Hint::Changed);
        }
    };
    let mut watcher = notify::recommended_watcher(tell).ok()?;
    for folder in FOLDERS.map(|f| root.join(f)).iter().filter(|f| f.is_dir()) {
        watcher.watch(folder, RecursiveMode::Recursive).ok()?;
    }
    Some(watcher)
}

fn follow(
    mut preview: Preview,
    hints: Receiver<Hint>,
    poll: bool,
    states: &watch::Sender<Arc<State>>,
    tell: &dyn Fn(Event),
) {
    loop {
        let hint = if poll {
            match hints.recv_timeout(POLL) {
                Err(RecvTimeoutError::Timeout) => Ok(Hint::Changed),
                Err(RecvTimeoutError::Disconnected) => return,
                Ok(hint) => Ok(hint),
            }
        } else {
            hints.recv()
        };
        if !matches!(hint, Ok(Hint::Changed)) {
            return;
        }
        let since = Instant::now();
        while since.elapsed() < LONGEST {
            match hints.recv_timeout(QUIET) {
                Ok(Hint::Changed) => {}
                Ok(Hint::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => break,
            }
        }
        if let Some(state) = preview.refresh() {
            preview.tell(tell);
            if states.send(state).is_err() {
                return;
            }
        }
    }
}
