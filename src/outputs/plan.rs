//! Route → recipe, and who claimed each route.

use super::{Bundle, Recipe};
use crate::diagnostics::{Diagnostic, Diags, FilePath, Span};
use crate::site::Route;
use crate::source::Sorted;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

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

/// What is claimed for one entry.
#[derive(Default)]
pub struct Claims {
    routes: Vec<(Route, Planned)>,
    /// Name of the output that is claiming.
    pub(super) output: &'static str,
}

impl Claims {
    /// Claims a route.
    pub fn claim(&mut self, route: Route, origin: &FilePath, recipe: impl Recipe + 'static) {
        let planned = Planned {
            output: self.output,
            origin: origin.clone(),
            recipe: Box::new(recipe),
        };
        self.routes.push((route, planned));
    }
}

/// All routes of a site. A copy costs little.
#[derive(Clone, Default)]
pub struct Plan {
    routes: Sorted<Route, Arc<Planned>>,
    bundles: Sorted<Arc<str>, Arc<PlannedBundle>>,
    beside: BTreeMap<String, Plan>,
    faults: Diags,
    /// Name of the output that is claiming.
    pub(super) output: &'static str,
}

impl Plan {
    /// Claims a route. A second claim of one route is an error that names both sources.
    pub fn claim(&mut self, route: Route, origin: &FilePath, recipe: impl Recipe + 'static) {
        let planned = Planned {
            output: self.output,
            origin: origin.clone(),
            recipe: Box::new(recipe),
        };
        self.put(route, planned);
    }

    fn put(&mut self, route: Route, planned: Planned) {
        match self.routes.get(&route) {
            Some(first) => self
                .faults
                .push(collision(&route, &first.origin, &planned.origin)),
            None => {
                self.routes.insert(route, Arc::new(planned));
            }
        }
    }

    /// Claims what one entry claims.
    pub(super) fn claim_all(&mut self, claims: Claims) {
        for (route, planned) in claims.routes {
            self.put(route, planned);
        }
    }

    /// The plan after one entry's claims were exchanged for others. `None` where routes would meet, which only a whole
    /// plan can tell of.
    pub(super) fn exchanged(&self, old: &Claims, new: Claims, fixed: bool) -> Option<Plan> {
        let mut plan = self.clone();
        let gone: BTreeSet<&Route> = old.routes.iter().map(|(route, _)| route).collect();
        for route in &gone {
            plan.routes.remove(*route)?;
        }
        for (route, planned) in new.routes {
            if !gone.contains(&route) && (fixed || plan.meets(&route)) {
                return None;
            }
            if plan.routes.insert(route, Arc::new(planned)).is_some() {
                return None;
            }
        }
        Some(plan)
    }

    /// Whether a new route would be a folder of others, lie below a file, or inside a bundle.
    fn meets(&self, route: &Route) -> bool {
        let path = route.as_str();
        let is_folder = self.below(&format!("{path}/")).is_some();
        let is_below = path
            .match_indices('/')
            .any(|(at, _)| self.routes.contains(&Route::new(&path[..at])));
        is_folder || is_below || self.bundle_of(path).is_some()
    }

    /// The first route that lies in a folder (with a slash at its end).
    fn below(&self, folder: &str) -> Option<&Planned> {
        let (route, planned) = self.routes.from(&Route::new(folder)).next()?;
        route.as_str().starts_with(folder).then_some(planned)
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
        let folder: Arc<str> = folder.into();
        if let Some(other) = self.bundles.insert(folder.clone(), Arc::new(planned)) {
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
        if !self.routes.contains(&route) {
            self.claim(route, origin, recipe);
        }
    }

    /// Faults of the claims so far, and of routes that are a file and a folder at once.
    pub(super) fn take_faults(&mut self) -> Diags {
        let mut faults = Diags::new();
        for (folder, bundle) in self.bundles.iter() {
            if let Some(other) = self.below(folder) {
                let folder = Route::new(folder.clone());
                faults.push(collision(&folder, &bundle.origin, &other.origin));
            }
        }
        // Mostly names of files have a dot and those of folders have none: few of either can be both.
        let mut files: Vec<&Route> = Vec::new();
        let mut folders: BTreeSet<&str> = BTreeSet::new();
        let dotted = |path: &str| path.rsplit('/').next().is_some_and(|n| n.contains('.'));
        for (route, _) in self.routes.iter() {
            let path = route.as_str();
            if !dotted(path) {
                files.push(route);
            }
            if path[..path.rfind('/').unwrap_or(0)].contains('.') {
                let above = path.match_indices('/').map(|(at, _)| &path[..at]);
                folders.extend(above.filter(|folder| dotted(folder)));
            }
        }
        let folders = folders.into_iter().map(Route::new);
        for path in files.into_iter().cloned().chain(folders) {
            let other = self.below(&format!("{path}/"));
            if let Some((file, other)) = self.routes.get(&path).zip(other) {
                faults.push(collision(&path, &file.origin, &other.origin));
            }
        }
        self.faults.extend(faults);
        for (route, planned) in self.routes.iter() {
            if !route.works_on_windows() {
                self.faults.push(no_windows_name(route, &planned.origin));
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
        self.routes
            .get(&Route::new(route))
            .map(|planned| &**planned)
    }

    /// All bundles, in order of their folders.
    pub fn bundles(&self) -> impl Iterator<Item = (&str, &PlannedBundle)> {
        self.bundles
            .iter()
            .map(|(folder, bundle)| (&**folder, &**bundle))
    }

    /// The bundle in whose folder a route lies, and that folder.
    pub fn bundle_of<'a>(&'a self, route: &'a str) -> Option<(&'a str, &'a PlannedBundle)> {
        route.match_indices('/').find_map(|(at, _)| {
            let folder = route.get(..=at)?;
            self.bundles.get(folder).map(|bundle| (folder, &**bundle))
        })
    }

    /// All routes, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Route, &Planned)> {
        self.routes
            .iter()
            .map(|(route, planned)| (route, &**planned))
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

fn no_windows_name(route: &Route, origin: &FilePath) -> Diagnostic {
    Diagnostic::warning(
        "R004",
        Span::file(origin),
        format!("Máy Windows không lưu được tệp có tên như {route}. Hãy đổi tên tệp, hoặc thêm dòng slug khác (với thẻ: khai báo slug trong site.yaml)."),
        format!("Windows cannot keep a file of the name {route}. Rename the file, or give it another slug (for a tag: declare a slug in site.yaml)."),
    )
    .with_fix("slug: ten-khac")
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outputs::{Files, Key, Made, World};

    struct Nothing;

    impl Recipe for Nothing {
        fn key(&self, _: &World, _: &mut Key) {}

        fn make(&self, _: &World, _: &mut Vec<u8>) -> Made {
            Ok(Diags::new())
        }
    }

    impl Bundle for Nothing {
        fn key(&self, _: &World, _: &mut Key) {}

        fn make(&self, _: &World) -> Result<(Files, Diags), Diags> {
            Ok((Vec::new(), Diags::new()))
        }
    }

    #[test]
    fn no_route_is_a_file_and_a_folder() {
        let faults = |routes: &[&str], bundles: &[&str]| {
            let mut plan = Plan::default();
            for route in routes {
                plan.claim(Route::new(*route), &FilePath::from(*route), Nothing);
            }
            for folder in bundles {
                plan.claim_bundle((*folder).to_owned(), &FilePath::from(*folder), Nothing);
            }
            let said = plan.take_faults();
            said.iter().filter(|d| d.code == "R001").count()
        };
        for (routes, bundles, want) in [
            (&["a", "a/b.html"][..], &[][..], 1),
            (&["a.html", "a.html/b/c.html", "a.html/b/d.html"], &[], 1),
            (&["x.y", "x.y-z/a.html", "x.y.z/a.html"], &[], 0),
            (&["x.y", "x.y-z/a.html", "x.y/a", "x.yz/a.html"], &[], 1),
            (&["b", "b-a.html", "b.html", "b/c/d"], &[], 1),
            (&["b/c", "b/c-d", "b/c/d", "b/c/d/e"], &[], 2),
            (&["s/a.html", "t.html"], &["s/"], 1),
            (&["s.html", "t/s/a.html"], &["s/"], 0),
        ] {
            assert_eq!(faults(routes, bundles), want, "{routes:?} {bundles:?}");
        }
    }
}
