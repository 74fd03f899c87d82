//! Terms and their lists.

use super::sections::{folder_route, list_page, page_route};
use super::{EntryId, Membership, Route, order};
use crate::config::{SiteConfig, Taxonomy};
use crate::content::Entry;
use crate::diagnostics::{Diagnostic, Diags, Span};
use crate::text::{collate, slug::slugify};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A taxonomy in one language.
#[derive(Clone, Debug)]
pub struct TaxonomyPages {
    /// Index into the configuration's taxonomies.
    pub config: usize,
    /// Language code.
    pub lang: String,
    /// Where its terms are listed.
    pub route: Route,
    /// Terms in use, in dictionary order.
    pub terms: Vec<TermPages>,
}

/// A term and the entries that have it.
#[derive(Clone, Debug)]
pub struct TermPages {
    /// Its name.
    pub name: String,
    /// Last part of its address.
    pub slug: String,
    /// Remark from `site.yaml`.
    pub note: String,
    /// First page of its list.
    pub route: Route,
    /// Its entries in the order of lists.
    pub entries: Vec<EntryId>,
}

impl TermPages {
    /// Route of the n-th page of its list, from 1.
    pub fn page_route(&self, lang: &str, n: usize) -> Route {
        list_page(&self.route, lang, n)
    }
}

struct Draft {
    name: String,
    note: String,
    slug: String,
    first: EntryId,
    entries: Vec<EntryId>,
}

/// Groups the entries by terms. Two names that lead to one address are an error that names both.
pub(super) fn collect(
    config: &SiteConfig,
    entries: &[Arc<Entry>],
) -> (Vec<TaxonomyPages>, Vec<Vec<Membership>>, Diags) {
    let mut diags = Diags::new();
    let mut out = Vec::new();
    let mut memberships = vec![Vec::new(); entries.len()];
    for language in &config.languages {
        for (at, taxonomy) in config.taxonomies.iter().enumerate() {
            let drafts = drafts(taxonomy, &language.code, entries, &mut diags);
            if drafts.is_empty() {
                continue;
            }
            let folder = folder_route(&language.prefix, &taxonomy.slug);
            let mut terms: Vec<TermPages> = drafts
                .into_iter()
                .map(|d| {
                    let mut term = TermPages {
                        route: page_route(config, &folder, &d.slug),
                        name: d.name,
                        slug: d.slug,
                        note: d.note,
                        entries: d.entries,
                    };
                    order::sort(&mut term.entries, entries);
                    term
                })
                .collect();
            terms.sort_by_cached_key(|t| (collate::sort_key(&t.name), t.slug.clone()));
            for (term, pages) in terms.iter().enumerate() {
                for (place, id) in pages.entries.iter().enumerate() {
                    memberships[id.0 as usize].push(Membership {
                        taxonomy: out.len() as u16,
                        term: term as u32,
                        place: place as u32,
                    });
                }
            }
            let route = Route::new(format!("{folder}index.html"));
            out.push(TaxonomyPages {
                config: at,
                lang: language.code.clone(),
                route,
                terms,
            });
        }
    }
    (out, memberships, diags)
}

fn drafts(
    taxonomy: &Taxonomy,
    lang: &str,
    entries: &[Arc<Entry>],
    diags: &mut Diags,
) -> Vec<Draft> {
    let mut by_slug: BTreeMap<String, Draft> = BTreeMap::new();
    let mut known: HashMap<&str, String> = HashMap::new();
    for (i, entry) in entries
        .iter()
        .enumerate()
        .filter(|(_, e)| e.path.lang == lang && !e.path.is_section)
    {
        let id = EntryId(i as u32);
        for written in entry.front.terms(&taxonomy.key) {
            let slug = known
                .entry(written)
                .or_insert_with(|| match taxonomy.find(written) {
                    Some(term) => term.slug.clone(),
                    None => slugify(written),
                });
            match by_slug.get_mut(slug) {
                Some(draft) => {
                    if taxonomy.find(written).is_none() && !same_name(&draft.name, written) {
                        diags.push(collision(
                            taxonomy,
                            entry,
                            written,
                            draft,
                            &entries[draft.first.0 as usize],
                        ));
                    }
                    if draft.entries.last() != Some(&id) {
                        draft.entries.push(id);
                    }
                }
                None => {
                    let declared = taxonomy.find(written);
                    by_slug.insert(
                        slug.clone(),
                        Draft {
                            name: declared.map_or_else(
                                || written.to_owned(),
                                |t| t.name.get(lang).to_owned(),
                            ),
                            note: declared.map_or_else(String::new, |t| t.note.clone()),
                            slug: slug.clone(),
                            first: id,
                            entries: vec![id],
                        },
                    );
                }
            }
        }
    }
    by_slug
        .into_values()
        .filter(|d| !d.slug.is_empty())
        .collect()
}

/// One term written with other capitals, or the marks of the other spelling (hòa, hoà).
fn same_name(a: &str, b: &str) -> bool {
    let key = |s: &str| crate::text::fold::canonical_tones(&s.to_lowercase());
    a == b || key(a) == key(b)
}

fn collision(
    taxonomy: &Taxonomy,
    entry: &Entry,
    written: &str,
    draft: &Draft,
    first: &Entry,
) -> Diagnostic {
    let at = entry.text.find(written).unwrap_or(0);
    Diagnostic::error(
        "R002",
        Span::new(&entry.file, at..at + written.len()),
        format!(
            "“{written}” và “{}” ({}) cùng thành địa chỉ “{}”. Khai báo một trong hai ở site.yaml, mục taxonomies.{}.terms, với slug khác.",
            draft.name, first.file, draft.slug, taxonomy.key
        ),
        format!(
            "“{written}” and “{}” ({}) both get the address “{}”. Declare one of them in site.yaml under taxonomies.{}.terms with another slug.",
            draft.name, first.file, draft.slug, taxonomy.key
        ),
    )
    .with_fix(format!("- {{name: {written}, slug: {}-2}}", draft.slug))
}
