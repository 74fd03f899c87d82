//! What the preview shows at one moment: immutable, and a function from route to bytes.

use super::overlay::Faults;
use crate::diagnostics::{Diags, SourceText};
use crate::outputs::{Key, Plan, PlannedBundle, World};
use crate::source::Snapshot;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What the preview shows between two changes of the project.
pub struct State {
    /// Tells states apart, also those of an earlier run of the program.
    pub(super) name: String,
    /// How it came from the state before.
    pub(super) step: Step,
    /// The newest site that could be put together; `None` when there never was one.
    pub(super) shown: Option<Arc<Shown>>,
    /// What is wrong with the project as it stands.
    pub(super) faults: Faults,
    /// The sources as they stand.
    pub(super) sources: Arc<Snapshot>,
}

/// What browsers need to do to show a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Load the page again.
    Reload,
    /// Coming from the state of that name, exchange style sheets: former and present routes.
    Styles(String, Vec<(String, String)>),
}

/// A site that can be shown.
pub(super) struct Shown {
    pub world: Arc<World>,
    pub plan: Plan,
    pub kept: Arc<Kept>,
}

/// What a route gives.
#[derive(Debug)]
pub enum Answer {
    /// Its bytes, and the source file that it is made from.
    Made(Vec<u8>, String),
    /// A folder was asked for without the slash at its end.
    Folder,
    /// There is no such route.
    Missing,
    /// It could not be made; nothing else can be shown.
    Failed(Diags),
    /// It could not be made: as it was when it last could.
    LastGood(Arc<Vec<u8>>, Diags),
}

impl State {
    /// The bytes of a route, made now.
    pub fn answer(&self, route: &str) -> Answer {
        let Some(shown) = &self.shown else {
            return Answer::Failed(Diags::new());
        };
        if let Some(planned) = shown.plan.get(route) {
            let mut out = Vec::new();
            return match planned.recipe.make(&shown.world, &mut out) {
                Ok(_) => {
                    if super::media::is_page(route) {
                        shown.kept.pages.put(route, Arc::new(out.clone()));
                    }
                    Answer::Made(out, planned.origin.to_string())
                }
                Err(faults) => match shown.kept.pages.get(route) {
                    Some(page) => Answer::LastGood(page, faults),
                    None => Answer::Failed(faults),
                },
            };
        }
        if let Some((folder, planned)) = shown.plan.bundle_of(route) {
            return match shown.bundle(folder, planned) {
                Err(faults) => Answer::Failed(faults),
                Ok(files) => match route.strip_prefix(folder).and_then(|name| files.get(name)) {
                    Some(bytes) => Answer::Made(bytes.clone(), planned.origin.to_string()),
                    None => Answer::Missing,
                },
            };
        }
        match shown.plan.get(&format!("{route}/index.html")) {
            Some(_) => Answer::Folder,
            None => Answer::Missing,
        }
    }

    /// The sources, for showing lines of templates and entries.
    pub(super) fn sources(&self) -> &dyn SourceText {
        &*self.sources
    }

    /// All routes, those of bundles too, in order.
    pub fn routes(&self) -> Vec<String> {
        let Some(shown) = &self.shown else {
            return Vec::new();
        };
        let mut routes: Vec<String> = shown.plan.iter().map(|(r, _)| r.to_string()).collect();
        for (folder, planned) in shown.plan.bundles() {
            let names = shown.bundle(folder, planned).map_or_else(
                |_| Vec::new(),
                |files| files.keys().map(|name| format!("{folder}{name}")).collect(),
            );
            routes.extend(names);
        }
        routes.sort();
        routes
    }

    /// Where the published site's root lies on its host (`/a/b`, or nothing): the page for missing addresses refers to
    /// files from there.
    pub(super) fn base_path(&self) -> &str {
        let base = self
            .shown
            .as_ref()
            .and_then(|s| s.world.config.base_url.as_ref());
        base.map_or("", |base| base.path())
    }
}

impl Shown {
    /// The files of a bundle: made when first wanted, and kept as long as they would come out the same.
    fn bundle(&self, folder: &str, planned: &PlannedBundle) -> Result<Arc<Files>, Diags> {
        let mut key = Key::new();
        planned.bundle.key(&self.world, &mut key);
        let key = key.finish();
        if let Some((known, files)) = self.kept.bundles.get(folder)
            && known == key
        {
            return Ok(files);
        }
        let (files, _) = planned.bundle.make(&self.world)?;
        let files: Arc<Files> = Arc::new(files.into_iter().collect());
        self.kept.bundles.put(folder, (key, files.clone()));
        Ok(files)
    }
}

/// A bundle's files by name.
type Files = BTreeMap<String, Vec<u8>>;

/// What is kept from one state to the next.
pub(super) struct Kept {
    /// Bundles with their keys.
    bundles: Recent<(u128, Arc<Files>)>,
    /// Pages, for the case that they cannot be made any more.
    pages: Recent<Arc<Vec<u8>>>,
}

impl Default for Kept {
    fn default() -> Self {
        Self {
            bundles: Recent::of(24),
            pages: Recent::of(48),
        }
    }
}

/// The values that were put last, by name.
struct Recent<T> {
    /// The newest at the end.
    values: Mutex<Vec<(String, T)>>,
    most: usize,
}

impl<T: Clone> Recent<T> {
    fn of(most: usize) -> Self {
        Self {
            values: Mutex::default(),
            most,
        }
    }

    fn put(&self, name: &str, value: T) {
        let mut values = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        values.retain(|(n, _)| n != name);
        if values.len() >= self.most {
            values.remove(0);
        }
        values.push((name.to_owned(), value));
    }

    fn get(&self, name: &str) -> Option<T> {
        let values = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        values
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, value)| value.clone())
    }
}
