//! Which edits leave a site's side tables as they are: those of a page's title, summary and body.

use super::{EntryId, Site};
use crate::content::{Common, Entry, Front};
use std::sync::Arc;

/// Whether an entry may take the place of another without any change to routes, order, sections, terms, neighbours and
/// redirects: the two differ in title, summary and body only. Sections' own texts have no such standing, since lists and
/// menus name them; nor has an entry with former addresses, whose redirects carry its title.
pub fn same_standing(a: &Entry, b: &Entry) -> bool {
    let Front {
        common,
        fields,
        off,
        facebook,
        allow,
        points,
    } = &a.front;
    let Common {
        title: _,
        summary: _,
        slug,
        id,
        date,
        updated,
        expires,
        draft,
        cover,
        tags,
        aliases,
        weight,
        authors,
        contact,
        illustrative,
        template,
    } = common;
    let other = &b.front.common;
    a.file == b.file
        && a.path == b.path
        && !a.path.is_section
        && a.broken == b.broken
        && aliases.is_empty()
        && other.aliases.is_empty()
        && (slug, id, date, updated) == (&other.slug, &other.id, &other.date, &other.updated)
        && (expires, draft, weight) == (&other.expires, &other.draft, &other.weight)
        && (cover, tags, authors) == (&other.cover, &other.tags, &other.authors)
        && (contact, illustrative) == (&other.contact, &other.illustrative)
        && *template == other.template
        && (fields, off) == (&b.front.fields, &b.front.off)
        && (facebook, allow, points) == (&b.front.facebook, &b.front.allow, &b.front.points)
}

impl Site {
    /// The site with some entries exchanged for others of the same files. `None` where one of them is not shown, or its
    /// standing is another: then the site must be put together anew.
    pub fn with_entries(&self, new: &[Arc<Entry>]) -> Option<(Site, Vec<EntryId>)> {
        let mut entries = self.entries.clone();
        let mut ids = Vec::with_capacity(new.len());
        for entry in new {
            let id = self.by_file(&entry.file)?;
            let slot = entries.get_mut(id.0 as usize)?;
            if !same_standing(slot, entry) || self.addresses.depend_on(slot, entry) {
                return None;
            }
            *slot = entry.clone();
            ids.push(id);
        }
        let site = Site {
            config: self.config.clone(),
            moment: self.moment,
            entries,
            withheld: self.withheld.clone(),
            sections: self.sections.clone(),
            taxonomies: self.taxonomies.clone(),
            redirects: self.redirects.clone(),
            addresses: self.addresses.clone(),
            withdrawn: self.withdrawn.clone(),
            tables: self.tables.clone(),
        };
        Some((site, ids))
    }
}
