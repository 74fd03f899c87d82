//! Route → recipe, and who claimed each route.

use super::Recipe;
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

/// All routes of a site.
#[derive(Default)]
pub struct Plan {
    routes: BTreeMap<Route, Planned>,
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
        for (route, planned) in &self.routes {
            if let Some(other) = folders.get(route.as_str()) {
                self.faults.push(collision(route, &planned.origin, other));
            }
        }
        std::mem::take(&mut self.faults)
    }

    /// The recipe of a route.
    pub fn get(&self, route: &str) -> Option<&Planned> {
        self.routes.get(&Route::new(route))
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
