//! Route → recipe, and who claimed each route.

use super::{Bundle, Recipe};
use crate::diagnostics::{Diagnostic, Diags, FilePath, Span};
use crate::site::Route;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// One route of the plan.
pub struct Planned {
    /// The output that claimed it.
    pub output: &'static str,
    /// The source file it is made from, as far as there is one.
    pub origin: FilePath,
    /// How it is made.
    pub recipe: Box<dyn Recipe>,
}

/// A folder of the plan whose files are made together.
pub struct PlannedBundle {
    /// The output that claimed it.
    pub output: &'static str,
    /// The source it is made from, as far as there is one.
    pub origin: FilePath,
    /// How it is made.
    pub bundle: Box<dyn Bundle>,
}

/// All routes of a site.
#[derive(Default)]
pub struct Plan {
    routes: BTreeMap<Route, Planned>,
    bundles: BTreeMap<String, PlannedBundle>,
    beside: BTreeMap<String, Plan>,
    faults: Diags,
    /// Name of the output that is claiming.
    pub(super) output: &'static str,
}

impl Plan {
    /// Claims a route. A second claim of one route is an error that names both sources.
    pub fn claim(&mut self, route: Route, origin: &FilePath, recipe: impl Recipe + 'static) {
        match self.routes.entry(route) {
            Entry::Vacant(slot) => {
                slot.insert(Planned {
                    output: self.output,
                    origin: origin.clone(),
                    recipe: Box::new(recipe),
                });
            }
            Entry::Occupied(slot) => {
                self.faults
                    .push(collision(slot.key(), &slot.get().origin, origin))
            }
        }
    }

    /// Claims a folder (with a slash at its end) for files that are made together. Nothing else may lie in it.
    pub fn claim_bundle(
        &mut self,
        folder: String,
        origin: &FilePath,
        bundle: impl Bundle + 'static,
    ) {
        let planned = PlannedBundle {
            output: self.output,
            origin: origin.clone(),
            bundle: Box::new(bundle),
        };
        if let Some(other) = self.bundles.insert(folder.clone(), planned) {
            self.faults
                .push(collision(&Route::new(folder), &other.origin, origin));
        }
    }

    /// The plan of a folder beside the site's, for what is made with the site and not published with it.
    pub fn beside(&mut self, folder: &str) -> &mut Plan {
        let plan = self.beside.entry(folder.to_owned()).or_default();
        plan.output = self.output;
        plan
    }

    /// Plans of folders beside the site's, by their names.
    pub fn besides(&self) -> impl Iterator<Item = (&str, &Plan)> {
        self.beside
            .iter()
            .map(|(folder, plan)| (folder.as_str(), plan))
    }

    /// Claims a route unless it is taken, in which case nothing is said.
    pub fn claim_if_free(
        &mut self,
        route: Route,
        origin: &FilePath,
        recipe: impl Recipe + 'static,
    ) {
        if !self.routes.contains_key(&route) {
            self.claim(route, origin, recipe);
        }
    }

    /// Faults of the claims so far, and of routes that are a file and a folder at once.
    pub(super) fn take_faults(&mut self) -> Diags {
        let mut folders: BTreeMap<&str, &FilePath> = BTreeMap::new();
        for (route, planned) in &self.routes {
            let path = route.as_str();
            for (at, _) in path.match_indices('/') {
                folders.entry(&path[..at]).or_insert(&planned.origin);
            }
        }
        for (folder, bundle) in &self.bundles {
            if let Some(other) = folders.get(folder.trim_end_matches('/')) {
                self.faults.push(collision(
                    &Route::new(folder.as_str()),
                    &bundle.origin,
                    other,
                ));
            }
        }
        for (route, planned) in &self.routes {
            if let Some(other) = folders.get(route.as_str()) {
                self.faults.push(collision(route, &planned.origin, other));
            }
        }
        for plan in self.beside.values_mut() {
            let faults = plan.take_faults();
            self.faults.extend(faults);
        }
        std::mem::take(&mut self.faults)
    }

    /// The recipe of a route.
    pub fn get(&self, route: &str) -> Option<&Planned> {
        self.routes.get(&Route::new(route))
    }

    /// All bundles, in order of their folders.
    pub fn bundles(&self) -> impl Iterator<Item = (&str, &PlannedBundle)> {
        self.bundles
            .iter()
            .map(|(folder, bundle)| (folder.as_str(), bundle))
    }

    /// All routes, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Route, &Planned)> {
        self.routes.iter()
    }

    /// How many routes there are.
    pub fn len(&self) -> usize {
        self.routes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.routes.is_empty()
    }
}

fn collision(route: &Route, first: &FilePath, second: &FilePath) -> Diagnostic {
    Diagnostic::error(
        "R001",
        Span::file(second),
        format!("Hai nguồn cùng ra một địa chỉ /{route}: {first} và {second}. Đổi tên một tệp, hoặc thêm dòng slug khác."),
        format!("Two sources make the same address /{route}: {first} and {second}. Rename one, or give it another slug."),
    )
    .with_fix("slug: ten-khac")
}
