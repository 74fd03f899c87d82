//! Noticing changes of the project's files, and publishing a new state after each.
//!
//! What the system tells is taken as a hint where to look: editors save in many ways (write in place, write beside and
//! rename), and folders that are synchronised or lie on the network tell little or nothing. So the files are also looked
//! through on a timer, seldom while events come, and often once a change was found of which no event told.

use super::hints::{Gathered, Hint, Hints};
use super::{Event, Preview, State};
use crate::FOLDERS;
use notify::event::ModifyKind;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// How long nothing may happen before changes are taken in: one save is several events.
const QUIET: Duration = Duration::from_millis(25);
/// Changes that do not end are taken in after this long.
const LONGEST: Duration = Duration::from_millis(400);
/// How late an event may be, before it is taken not to come.
const LATE: Duration = Duration::from_millis(150);
/// How often files are looked through when no events come.
const OFTEN: Duration = Duration::from_millis(500);
/// How often as long as it is not known whether events come.
const AT_FIRST: Duration = Duration::from_millis(1500);
/// How often once events were seen to come.
const SELDOM: Duration = Duration::from_secs(10);
/// Looking through the files may take this part of the time at most.
const SHARE: u32 = 20;

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

/// Watches a project on a thread of its own.
pub(super) fn start(
    preview: Preview,
    poll: bool,
    states: watch::Sender<Arc<State>>,
    tell: Arc<dyn Fn(Event) + Send + Sync>,
) -> Watching {
    let (sender, received) = channel();
    let watching = Watching {
        hints: sender.clone(),
    };
    std::thread::spawn(move || {
        let mut follower = Follower {
            watcher: None,
            pause: AT_FIRST,
            preview,
            states,
            tell,
        };
        follower.watch(poll, sender);
        follower.follow(&Hints(received));
    });
    watching
}

struct Follower {
    /// `None` where files are looked through often instead.
    watcher: Option<RecommendedWatcher>,
    pause: Duration,
    preview: Preview,
    states: watch::Sender<Arc<State>>,
    tell: Arc<dyn Fn(Event) + Send + Sync>,
}

impl Follower {
    fn watch(&mut self, poll: bool, hints: Sender<Hint>) {
        if !poll {
            self.watcher = watcher(self.preview.root(), hints);
        }
        if self.watcher.is_none() {
            self.poll();
        }
    }

    /// From now on files are looked through often.
    fn poll(&mut self) {
        self.watcher = None;
        self.pause = OFTEN;
        (self.tell)(Event::Polling);
    }

    fn follow(&mut self, hints: &Hints) {
        let mut look = Instant::now() + self.pause;
        loop {
            let gathered = match hints.next(look.saturating_duration_since(Instant::now())) {
                Hint::Nothing => {
                    let clock = Instant::now();
                    let gathered = self.look(hints);
                    look = Instant::now() + self.pause.max(clock.elapsed() * SHARE);
                    gathered
                }
                first => {
                    if matches!(first, Hint::At(_)) && self.watcher.is_some() {
                        // Events come: the timer is for what they may leave out.
                        self.pause = SELDOM;
                    }
                    hints.gather(first, QUIET, LONGEST)
                }
            };
            let heard = match gathered {
                Gathered::Stop => return,
                Gathered::At(paths) if paths.is_empty() => true,
                Gathered::At(paths) => self.take_in(Some(&paths)),
                Gathered::Anywhere => self.take_in(None),
            };
            if !heard {
                return;
            }
        }
    }

    /// Looks through the files. If there are changes of which no event tells, none will.
    fn look(&mut self, hints: &Hints) -> Gathered {
        let mut found = self.preview.stale();
        if found.is_empty() || self.watcher.is_none() {
            return Gathered::At(found);
        }
        match hints.gather(Hint::Nothing, LATE, LONGEST) {
            Gathered::At(told) => {
                if told.is_empty() {
                    self.poll();
                }
                found.extend(told);
                Gathered::At(found)
            }
            other => other,
        }
    }

    /// Whether anybody is still interested.
    fn take_in(&mut self, hints: Option<&BTreeSet<PathBuf>>) -> bool {
        if let (Some(watcher), Some(hints)) = (&mut self.watcher, hints) {
            // A folder that was not there before, or was exchanged for another.
            for folder in FOLDERS.iter().filter(|f| hints.contains(Path::new(f))) {
                watch_folder(watcher, &self.preview.root().join(folder));
            }
        }
        let Some(state) = self.preview.refresh(hints) else {
            return true;
        };
        let heard = self.states.send(state).is_ok();
        self.preview.tell(&*self.tell);
        self.preview.after();
        heard
    }
}

/// The system's watcher, or `None` where it cannot be had.
fn watcher(root: &Path, hints: Sender<Hint>) -> Option<RecommendedWatcher> {
    let root = root.canonicalize().ok()?;
    let below = root.clone();
    let tell = move |event: notify::Result<notify::Event>| {
        let hint = match event {
            Ok(event) if event.need_rescan() => Hint::Somewhere,
            // Our own reading is an event too.
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => return,
            Ok(event) => Hint::At(
                event
                    .paths
                    .iter()
                    .filter(|path| !is_folder_of_change(&event.kind, path))
                    .filter_map(|path| path.strip_prefix(&below).ok())
                    .filter(|path| FOLDERS.iter().any(|folder| path.starts_with(folder)))
                    .map(Path::to_path_buf)
                    .collect(),
            ),
            Err(_) => Hint::Somewhere,
        };
        if !matches!(&hint, Hint::At(paths) if paths.is_empty()) {
            let _ = hints.send(hint);
        }
    };
    let mut watcher = notify::recommended_watcher(tell).ok()?;
    // The project's folder itself, for folders that come later; never what is built into it.
    watcher.watch(&root, RecursiveMode::NonRecursive).ok()?;
    let there = FOLDERS
        .map(|f| root.join(f))
        .into_iter()
        .filter(|f| f.is_dir());
    there
        .into_iter()
        .all(|folder| watch_folder(&mut watcher, &folder))
        .then_some(watcher)
}

/// Some systems tell of a folder too when a file in it changes.
fn is_folder_of_change(kind: &EventKind, path: &Path) -> bool {
    matches!(kind, EventKind::Modify(what) if !matches!(what, ModifyKind::Name(_))) && path.is_dir()
}

fn watch_folder(watcher: &mut RecommendedWatcher, folder: &Path) -> bool {
    let folder = folder.canonicalize();
    folder.is_ok_and(|folder| watcher.watch(&folder, RecursiveMode::Recursive).is_ok())
}
