//! What is counted: works, that is entries with all their translations taken as one.

use crate::config::{Kind, SiteConfig};
use crate::content::{Entry, FieldValue};
use crate::outputs;
use crate::site::{Route, Site, Withheld};
use crate::text::date::{Date, Offset};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An entry of a kind, in whatever languages.
pub(super) struct Work<'a> {
    /// The version that stands for it: that of the site's first language, if there is one.
    pub entry: &'a Entry,
    pub kind: &'a Kind,
    /// Where it is published; nothing for an entry that is over.
    pub route: Option<&'a Route>,
    /// The day on which its first version came out; nothing where no version says it, or where it is over.
    pub date: Option<Date>,
    /// Invented for demonstration.
    pub illustrative: bool,
    /// Codes of all its languages.
    pub languages: Vec<&'a str>,
    /// Posts made of it in the year.
    pub posts: Vec<Post>,
}

/// A post on Facebook.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Post {
    pub date: Date,
    pub url: String,
}

/// What cannot be counted, or is not.
#[derive(Default)]
pub(super) struct Left {
    /// Files of published entries without a date.
    pub undated: Vec<String>,
    /// Files that record posts without a date or an address, with their number.
    pub unclear_posts: Vec<(String, usize)>,
    /// Files with posts that are dated later than today.
    pub future_posts: Vec<String>,
    /// Entries of the year that are not published, by reason.
    pub withheld: BTreeMap<&'static str, usize>,
    /// Posts made of entries that are not published.
    pub hidden_posts: usize,
    /// Pages of the year that belong to no kind.
    pub without_kind: usize,
}

/// The year's works and posts.
pub(super) struct Tally<'a> {
    pub site: &'a Site,
    pub year: i32,
    /// The present day.
    pub today: Date,
    /// All works of kinds that are published now, and those over whose posts still count.
    pub works: Vec<Work<'a>>,
    pub left: Left,
}

impl<'a> Tally<'a> {
    /// Counts.
    pub fn of(site: &'a Site, year: i32) -> Tally<'a> {
        let offset = site.config.timezone.offset();
        let mut tally = Tally {
            site,
            year,
            today: site.moment.now.date(offset),
            works: Vec::new(),
            left: Left::default(),
        };
        let groups = tally.groups();
        let mut seen = BTreeSet::new();
        for versions in groups.values() {
            let work = tally.work(versions, &mut seen, offset);
            tally.works.extend(work);
        }
        tally.withheld(&groups, offset);
        // Newest first, as lists of the site have it.
        let order = |w: &Work<'_>| (std::cmp::Reverse(w.date), w.entry.file.clone());
        tally.works.sort_by_key(order);
        tally
    }

    /// What was published in the year, invented entries left out.
    pub fn published(&self) -> impl Iterator<Item = &Work<'a>> {
        self.dated().filter(|w| !w.illustrative)
    }

    /// Invented entries with a date in the year.
    pub fn invented(&self) -> impl Iterator<Item = &Work<'a>> {
        self.dated().filter(|w| w.illustrative)
    }

    /// Posts of the year, those of invented entries left out.
    pub fn posts(&self) -> impl Iterator<Item = &Post> {
        let real = self.works.iter().filter(|w| !w.illustrative);
        real.flat_map(|w| &w.posts)
    }

    /// Works with a date in the year.
    pub fn dated(&self) -> impl Iterator<Item = &Work<'a>> {
        let year = self.year;
        self.works
            .iter()
            .filter(move |w| w.date.is_some_and(|d| d.year == year))
    }

    /// The last day that counts: today, or the year's end.
    pub fn until(&self) -> Date {
        Date::new(self.year, 12, 31).map_or(self.today, |end| end.min(self.today))
    }

    pub fn config(&self) -> &'a SiteConfig {
        &self.site.config
    }

    /// Published entries by what their translations have in common.
    fn groups(&self) -> BTreeMap<&'a str, Vec<&'a Arc<Entry>>> {
        let site = self.site;
        let mut groups: BTreeMap<&str, Vec<&Arc<Entry>>> = BTreeMap::new();
        for id in site.pages() {
            let entry = site.entry(id);
            groups.entry(&entry.path.key).or_default().push(entry);
        }
        let rank = |e: &&Arc<Entry>| {
            let languages = &site.config.languages;
            languages.iter().position(|l| l.code == e.path.lang)
        };
        groups.values_mut().for_each(|g| g.sort_by_key(rank));
        groups
    }

    fn work(
        &mut self,
        versions: &[&'a Arc<Entry>],
        seen: &mut BTreeSet<String>,
        offset: Offset,
    ) -> Option<Work<'a>> {
        let entry: &'a Entry = versions.first()?;
        let dates = versions.iter().filter_map(|e| e.front.common.date);
        let date = dates.min().map(|d| d.date(offset));
        let Some(kind) = self.config().kind(&entry.path.kind) else {
            self.left.without_kind += usize::from(date.is_some_and(|d| d.year == self.year));
            return None;
        };
        if date.is_none() {
            self.left.undated.push(entry.file.to_string());
        }
        let mut posts = Vec::new();
        for version in versions {
            posts.extend(self.posts_of(version, seen, offset));
        }
        let route = self.site.by_file(&entry.file);
        Some(Work {
            entry,
            kind,
            route: route.map(|id| self.site.route(id)),
            date,
            illustrative: versions.iter().any(|e| e.front.common.illustrative),
            languages: versions.iter().map(|e| e.path.lang.as_str()).collect(),
            posts,
        })
    }

    /// Posts of the year that an entry records; the same address twice is one post.
    fn posts_of(
        &mut self,
        entry: &Entry,
        seen: &mut BTreeSet<String>,
        offset: Offset,
    ) -> Vec<Post> {
        let (posted, unclear) = outputs::posted(entry, offset);
        if unclear > 0 {
            let unclear = (entry.file.to_string(), unclear);
            self.left.unclear_posts.push(unclear);
        }
        let mut posts = Vec::new();
        for post in posted {
            let date = post.date.date(offset);
            if date > self.today {
                self.left.future_posts.push(entry.file.to_string());
            } else if date.year == self.year && seen.insert(post.url.clone()) {
                let url = post.url;
                posts.push(Post { date, url });
            }
        }
        posts.sort();
        posts
    }

    /// Entries that are not published: their number by reason, and what was posted of them.
    fn withheld(&mut self, groups: &BTreeMap<&str, Vec<&Arc<Entry>>>, offset: Offset) {
        let mut keys = BTreeSet::new();
        let mut seen: BTreeSet<String> = self
            .works
            .iter()
            .flat_map(|w| &w.posts)
            .map(|p| p.url.clone())
            .collect();
        for (entry, why) in &self.site.withheld {
            let Some(kind) = self.config().kind(&entry.path.kind) else {
                continue;
            };
            if entry.path.is_section {
                continue;
            }
            let date = entry.front.common.date.map(|d| d.date(offset));
            let counts = date.is_some_and(|d| d.year == self.year);
            let known = groups.contains_key(entry.path.key.as_str());
            if counts && !known && keys.insert(&entry.path.key) {
                *self.left.withheld.entry(why.mark()).or_default() += 1;
            }
            let posts = self.posts_of(entry, &mut seen, offset);
            if !matches!(why, Withheld::Expired(_)) {
                self.left.hidden_posts += posts.len();
            } else if !posts.is_empty() {
                self.works.push(Work {
                    entry,
                    kind,
                    route: None,
                    date: None,
                    illustrative: entry.front.common.illustrative,
                    languages: vec![&entry.path.lang],
                    posts,
                });
            }
        }
    }
}

impl Work<'_> {
    /// Its terms of a taxonomy: address and name, each once.
    pub fn terms(&self, config: &SiteConfig, taxonomy: &str, lang: &str) -> Vec<(String, String)> {
        let Some(taxonomy) = config.taxonomy(taxonomy) else {
            return Vec::new();
        };
        let mut out: Vec<(String, String)> = Vec::new();
        for written in self.entry.front.terms(&taxonomy.key) {
            let (slug, name) = match taxonomy.find(written) {
                Some(term) => (term.slug.clone(), term.name.get(lang)),
                None => (crate::text::slug::slugify(written), written),
            };
            if !slug.is_empty() && !out.iter().any(|(s, _)| *s == slug) {
                out.push((slug, name.to_owned()));
            }
        }
        out
    }

    /// The words of one of its fields; empty where it has none.
    pub fn words(&self, field: &str) -> String {
        match self.entry.front.field(field) {
            Some(FieldValue::Text(text)) => text.split_whitespace().collect::<Vec<_>>().join(" "),
            _ => String::new(),
        }
    }

    /// The day of the visit that it tells of.
    pub fn visited(&self, config: &SiteConfig) -> Option<Date> {
        let visits = config.report.visits.as_ref()?;
        if visits.kind != self.kind.folder {
            return None;
        }
        let named = visits.date.as_ref().map(|f| self.entry.front.field(f));
        match named {
            Some(Some(FieldValue::Date(at, _))) => Some(at.date(config.timezone.offset())),
            _ => self.date,
        }
    }
}
