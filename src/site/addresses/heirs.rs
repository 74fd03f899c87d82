//! The page that most probably took the place of one that vanished, for somebody to decide.

use super::super::Route;
use super::Ledger;
use super::follow::Pages;
use crate::text::similar::nearest;
use std::collections::BTreeMap;

/// Addresses that are compared with every page of the site; more would take too long where a whole folder vanished.
const MOST: usize = 5;
/// Addresses that are compared with the site's new pages.
const MOST_WITH_NEW: usize = 50;

/// Pages by language and by the last part of their address.
pub(super) struct Heirs<'a> {
    pages: &'a Pages<'a>,
    /// Those that the ledger does not know yet.
    new: Vec<usize>,
    asked: usize,
}

impl<'a> Heirs<'a> {
    pub fn new(pages: &'a Pages<'a>, ledger: &Ledger) -> Heirs<'a> {
        let new = |i: &usize| ledger.of(&pages.routes[*i]).is_empty();
        Heirs {
            pages,
            new: (0..pages.routes.len()).filter(new).collect(),
            asked: 0,
        }
    }

    /// The likeliest page: one that is new and has nearly the same name, else any such, else the list above.
    pub fn likely(&mut self, gone: &Route) -> Option<Route> {
        self.asked += 1;
        let of_new = (self.asked <= MOST_WITH_NEW)
            .then(|| self.near(gone, self.new.iter().copied()))
            .flatten();
        let of_all = || {
            (self.asked <= MOST)
                .then(|| self.near(gone, 0..self.pages.routes.len()))
                .flatten()
        };
        of_new.or_else(of_all).or_else(|| self.list_above(gone))
    }

    fn near(&self, gone: &Route, among: impl Iterator<Item = usize>) -> Option<Route> {
        let prefix = self.prefix(gone);
        let mut names: BTreeMap<&str, &Route> = BTreeMap::new();
        for i in among {
            let (Some(entry), Some(route)) = (self.pages.entries.get(i), self.pages.routes.get(i))
            else {
                continue;
            };
            if !entry.path.is_section && self.prefix(route) == prefix {
                names.entry(last_part(route)).or_insert(route);
            }
        }
        let name = nearest(last_part(gone), names.keys().copied())?;
        names.get(name).map(|route| (*route).clone())
    }

    /// The prefix of an address's language.
    fn prefix(&self, route: &Route) -> &str {
        let prefixes = self
            .pages
            .config
            .languages
            .iter()
            .map(|l| l.prefix.as_str());
        prefixes
            .filter(|p| route.as_str().starts_with(p))
            .max_by_key(|p| p.len())
            .unwrap_or("")
    }

    /// The list of the innermost folder that is still there.
    fn list_above(&self, gone: &Route) -> Option<Route> {
        let path = gone.pretty().trim_end_matches('/');
        let above = path.match_indices('/').map(|(at, _)| &path[..at]).rev();
        let mut lists = above.map(|folder| Route::new(format!("{folder}/index.html")));
        lists.find(|list| self.pages.sections.iter().any(|s| s.route == *list))
    }
}

/// The last part of an address, without its ending.
fn last_part(route: &Route) -> &str {
    let path = route.pretty().trim_end_matches('/');
    let path = path.strip_suffix(".html").unwrap_or(path);
    path.rsplit('/').next().unwrap_or(path)
}
