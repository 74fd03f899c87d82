//! Lists narrowed to one term of the kind's own fields: each is a page, so that filters need no script.

use crate::config::FieldType;
use crate::outputs::World;
use crate::site::{EntryId, Route, Section, TermPages};
use crate::view::{FilterView, TermView};

/// A section's entries that have one term.
#[derive(Clone)]
pub(super) struct Narrowed {
    pub(super) taxonomy: usize,
    pub(super) term: usize,
    pub(super) entries: Vec<EntryId>,
}

/// The terms to which a kind's list can be narrowed: those of the kind's own term fields, where they divide it.
pub(super) fn narrowings(world: &World, section: &Section) -> Vec<Narrowed> {
    let site = &world.site;
    let Some(kind) = site.kind_named(&section.folder) else {
        return Vec::new();
    };
    let mut keys: Vec<&str> = Vec::new();
    kind.fields
        .iter()
        .for_each(|f| term_keys(&f.field_type, &mut keys));
    let mut out = Vec::new();
    for key in keys {
        let Some((number, pages)) =
            site.taxonomies.iter().enumerate().find(|(_, t)| {
                t.lang == section.lang && site.config.taxonomies[t.config].key == key
            })
        else {
            continue;
        };
        for (term, listed) in pages.terms.iter().enumerate() {
            let here = |id: &&EntryId| site.entry(**id).path.kind == section.folder;
            let entries: Vec<EntryId> = listed.entries.iter().filter(here).copied().collect();
            if !entries.is_empty() {
                out.push(Narrowed {
                    taxonomy: number,
                    term,
                    entries,
                });
            }
        }
    }
    out
}

fn term_keys<'a>(field_type: &'a FieldType, keys: &mut Vec<&'a str>) {
    match field_type {
        FieldType::Term(key) if !keys.contains(&key.as_str()) => keys.push(key),
        FieldType::List(of) => term_keys(&of.field_type, keys),
        FieldType::Record(fields) => fields.iter().for_each(|f| term_keys(&f.field_type, keys)),
        _ => {}
    }
}

/// `tai-lieu/ky-nang/doi-thoai.html`.
pub(super) fn narrowed_route(world: &World, section: &Section, narrowed: &Narrowed) -> Route {
    let pages = &world.site.taxonomies[narrowed.taxonomy];
    let folder = section.route.as_str().trim_end_matches("index.html");
    let slug = &world.config.taxonomies[pages.config].slug;
    Route::new(format!(
        "{folder}{slug}/{}.html",
        pages.terms[narrowed.term].slug
    ))
}

/// The filters of a list, with the one at hand marked.
pub(super) fn filters(
    world: &World,
    section: &Section,
    active: Option<&Narrowed>,
) -> Vec<FilterView> {
    let mut out: Vec<FilterView> = Vec::new();
    for narrowed in narrowings(world, section) {
        let pages = &world.site.taxonomies[narrowed.taxonomy];
        let config = &world.config.taxonomies[pages.config];
        let is_active =
            active.is_some_and(|a| a.taxonomy == narrowed.taxonomy && a.term == narrowed.term);
        let view = narrowed_view(
            world,
            section,
            &narrowed,
            &pages.terms[narrowed.term],
            is_active,
        );
        match out.last_mut() {
            Some(last) if last.key == config.key => last.terms.push(view),
            _ => out.push(FilterView {
                key: config.key.clone(),
                label: config.label.get(&section.lang).to_owned(),
                terms: vec![view],
            }),
        }
    }
    out
}

fn narrowed_view(
    world: &World,
    section: &Section,
    narrowed: &Narrowed,
    term: &TermPages,
    active: bool,
) -> TermView {
    TermView {
        path: narrowed_route(world, section, narrowed).as_str().to_owned(),
        count: narrowed.entries.len(),
        active,
        ..crate::view::term_view(term)
    }
}
