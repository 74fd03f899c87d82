//! Entries that nobody can find, and pictures that nobody sees.

use super::{Check, Findings, Rule};
use crate::config::MenuItem;
use crate::content::Entry;
use crate::diagnostics::{Diagnostic, Span};
use crate::outputs::{Plan, Use, World, is_picture, references};
use crate::site::{EntryId, Target};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What nothing leads to.
pub(super) struct Reach;

impl Check for Reach {
    fn rules(&self) -> &'static [Rule] {
        const {
            &[
                Rule::warning("E006", "unreachable-entry"),
                Rule::warning("E007", "unused-image"),
            ]
        }
    }

    fn site(&self, world: &World, _plan: &Plan, found: &mut Findings<'_>) {
        if found.wants("E006") {
            entries(world, found);
        }
        if found.wants("E007") {
            pictures(world, found);
        }
    }
}

/// Entries that no list, menu or other entry leads to.
fn entries(world: &World, found: &mut Findings<'_>) {
    let site = &world.site;
    let listed = |id: EntryId| {
        let own_list = site.section_of(id).is_some_and(|s| !s.folder.is_empty());
        own_list || !site.memberships(id).is_empty()
    };
    let lonely: BTreeSet<EntryId> = site
        .pages()
        .filter(|id| !listed(*id) && site.translations(*id).is_empty() && !in_menu(world, *id))
        .collect();
    if lonely.is_empty() {
        return;
    }
    let linked = linked(world);
    for id in lonely.difference(&linked) {
        let entry = site.entry(*id);
        found.push(Diagnostic::warning(
            "E006",
            entry.front_span(),
            "Không có danh sách, menu hay bài nào dẫn tới bài này, nên không ai tìm thấy. Hãy thêm tags, thêm vào menus trong site.yaml, hoặc liên kết từ một bài khác.",
            "No list, menu or other entry leads here, so nobody will find it. Add tags, add it to menus in site.yaml, or link to it.",
        ));
    }
}

fn in_menu(world: &World, id: EntryId) -> bool {
    let file = &world.site.entry(id).file;
    let path = file.strip_prefix("content/").unwrap_or(file);
    let leads = |item: &MenuItem| item.to.trim_start_matches('/') == path;
    world.config.menus.values().flatten().any(leads)
}

/// Entries that others link to.
fn linked(world: &World) -> BTreeSet<EntryId> {
    let site = &world.site;
    let is_file = |_: &str| false;
    let mut out = BTreeSet::new();
    for id in site.ids() {
        let entry = site.entry(id);
        for reference in references(entry).iter().filter(|r| r.used_as == Use::Link) {
            if let Ok(Target::Entry(to, _)) = site.resolve(entry, &reference.target, &is_file)
                && to != id
            {
                out.insert(to);
            }
        }
    }
    out
}

/// Pictures below `content/` that no entry shows, published or not.
fn pictures(world: &World, found: &mut Findings<'_>) {
    let pictures: BTreeSet<&str> = world
        .snapshot
        .below("content/")
        .map(|f| &*f.path)
        .filter(|p| is_picture(p) && !p.starts_with("content/static/"))
        .collect();
    if pictures.is_empty() {
        return;
    }
    let withheld = world.site.withheld.iter().map(|(e, _)| e);
    let all: Vec<&Arc<Entry>> = world.site.entries.iter().chain(withheld).collect();
    let mut used: BTreeSet<String> = BTreeSet::new();
    for entry in &all {
        used.extend(references(entry).iter().filter_map(|r| r.file()));
    }
    for path in pictures.into_iter().filter(|p| !used.contains(*p)) {
        // Posts and templates name pictures in their own ways; the name alone then counts as use.
        let name = path.rsplit('/').next().unwrap_or(path);
        let folder = path.strip_suffix(name).unwrap_or("");
        let near = |e: &&&Arc<Entry>| e.file.starts_with(folder);
        let named = all.iter().filter(near).any(|e| e.text.contains(name))
            || world.config.text.contains(name);
        if !named {
            found.push(Diagnostic::warning(
                "E007",
                Span::file(&path.into()),
                "Không bài nào dùng ảnh này. Hãy dùng nó, hoặc xóa tệp.",
                "No entry uses this picture. Use it, or delete the file.",
            ));
        }
    }
}
