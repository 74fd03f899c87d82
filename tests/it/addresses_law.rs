//! Law 7: after any sequence of edits, renames, moves and deletions with publications in between, every address that was
//! ever published is a page, leads to the page of its own entry, was given up, is withheld with its entry, or stops the
//! build by name. And what can be known is known: nobody is asked about an entry of which file, title and date, or id
//! stayed.

use crate::site::{NOW, Site};
use proptest::prelude::*;
use proptest::sample::Index;
use satcoso::site::{ADDRESSES, Fact, Fate, Ledger, Route};
use satcoso::{Earlier, Prepared, prepare};
use std::collections::{BTreeMap, BTreeSet};

const CONFIG: &str = "\
title: Trang nhỏ
base_url: https://nho.example
theme: nho
permalinks: html
contacts: {phone: \"0296 000 0000\"}
kinds: {tai-lieu: {label: Tài liệu}, don-vi: {label: Đơn vị}}
menus: {main: [{label: Tài liệu, to: tai-lieu/}]}
checks: {summary-missing: off}
outputs: {off: [search, share_card, facebook, poster, zalo, loudspeaker, press]}
";

#[derive(Clone, Copy, Debug)]
enum Step {
    New,
    Delete,
    Rename,
    Move,
    Exchange,
    Title,
    Date,
    Slug,
    Id,
    Draft,
    Permalinks,
    Publish,
}

const STEPS: &[Step] = &[
    Step::New,
    Step::Delete,
    Step::Rename,
    Step::Rename,
    Step::Move,
    Step::Move,
    Step::Exchange,
    Step::Title,
    Step::Date,
    Step::Slug,
    Step::Slug,
    Step::Id,
    Step::Draft,
    Step::Permalinks,
    Step::Publish,
    Step::Publish,
    Step::Publish,
    Step::Publish,
];

/// What the program may know an entry by.
#[derive(Clone, Debug, PartialEq)]
struct Looks {
    file: String,
    title: u32,
    day: u32,
    id: Option<u32>,
}

#[derive(Clone, Debug)]
struct Item {
    looks: Looks,
    slug: Option<u32>,
    draft: bool,
}

struct Desk {
    site: Site,
    /// Entries by number; a number never comes back.
    items: BTreeMap<u32, Item>,
    next: u32,
    folder_links: bool,
    /// Every address that was published: whose it is, or nobody's since it was given up.
    published: BTreeMap<String, Option<u32>>,
    /// How each entry that has an address looked at the last publication.
    known: BTreeMap<u32, Looks>,
}

impl Desk {
    fn new() -> Desk {
        let site = Site::of("nho");
        std::fs::remove_dir_all(site.root().join("content")).unwrap();
        site.write("content/site.yaml", CONFIG);
        let mut desk = Desk {
            site,
            items: BTreeMap::new(),
            next: 0,
            folder_links: false,
            published: BTreeMap::new(),
            known: BTreeMap::new(),
        };
        for _ in 0..4 {
            desk.add(None);
        }
        desk
    }

    fn number(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    fn put(&self, uid: u32) {
        let item = &self.items[&uid];
        let looks = &item.looks;
        let mut front = format!(
            "title: Bài số {}\ndate: 2026-10-{:02}\n",
            looks.title,
            1 + looks.day % 28
        );
        for (key, value) in [("slug: s-", item.slug), ("id: i-", looks.id)] {
            if let Some(value) = value {
                front += &format!("{key}{value}\n");
            }
        }
        if item.draft {
            front += "draft: true\n";
        }
        self.site
            .write(&looks.file, format!("---\n{front}---\n\nMột câu.\n"));
    }

    /// A new entry, at a name that is free; the names are few, so that they come back.
    fn add(&mut self, at: Option<u8>) {
        let uid = self.number();
        let Some(file) = self.free(at.unwrap_or(uid as u8), "tai-lieu") else {
            return;
        };
        let looks = Looks {
            file,
            title: uid,
            day: uid,
            id: None,
        };
        self.items.insert(
            uid,
            Item {
                looks,
                slug: None,
                draft: false,
            },
        );
        self.put(uid);
    }

    fn free(&self, n: u8, folder: &str) -> Option<String> {
        let names = (0..6).map(|i| format!("content/{folder}/b-{}.md", (n + i) % 6));
        names
            .into_iter()
            .find(|name| !self.items.values().any(|i| i.looks.file == *name))
    }

    fn go(&mut self, uid: u32, file: String) {
        let item = self.items.get_mut(&uid).unwrap();
        self.site.rename(&item.looks.file, &file);
        item.looks.file = file;
    }

    fn apply(&mut self, step: Step, which: &Index, other: &Index, n: u8) {
        let uids: Vec<u32> = self.items.keys().copied().collect();
        if uids.is_empty() || matches!(step, Step::New) {
            return self.add(Some(n));
        }
        let uid = *which.get(&uids);
        let fresh = self.number();
        match step {
            Step::New | Step::Publish => {}
            Step::Delete => {
                let item = self.items.remove(&uid).unwrap();
                self.site.remove(&item.looks.file);
            }
            Step::Rename | Step::Move => {
                let folder = match (step, n % 2) {
                    (Step::Rename, _) => self.items[&uid]
                        .looks
                        .file
                        .split('/')
                        .nth(1)
                        .unwrap()
                        .to_owned(),
                    (_, 0) => "tai-lieu".to_owned(),
                    _ => "don-vi".to_owned(),
                };
                if let Some(file) = self.free(n, &folder) {
                    self.go(uid, file);
                }
            }
            Step::Exchange => {
                let with = *other.get(&uids);
                if with != uid {
                    let (a, b) = (
                        self.items[&uid].looks.file.clone(),
                        self.items[&with].looks.file.clone(),
                    );
                    self.go(uid, "content/tai-lieu/tam.md".to_owned());
                    self.go(with, a);
                    self.go(uid, b);
                }
            }
            Step::Title => self.edit(uid, |i| i.looks.title = fresh),
            Step::Date => self.edit(uid, |i| i.looks.day = fresh),
            Step::Slug => self.edit(uid, |i| {
                i.slug = match i.slug {
                    None => Some(fresh),
                    Some(_) if n.is_multiple_of(2) => Some(fresh),
                    Some(_) => None,
                };
            }),
            Step::Id => self.edit(uid, |i| i.looks.id = i.looks.id.is_none().then_some(fresh)),
            Step::Draft => self.edit(uid, |i| i.draft = !i.draft),
            Step::Permalinks => {
                self.folder_links = !self.folder_links;
                let form = if self.folder_links { "folder" } else { "html" };
                let text = CONFIG.replace("permalinks: html", &format!("permalinks: {form}"));
                self.site.write("content/site.yaml", text);
            }
        }
    }

    fn edit(&mut self, uid: u32, edit: impl FnOnce(&mut Item)) {
        edit(self.items.get_mut(&uid).unwrap());
        self.put(uid);
    }

    fn prepare(&self) -> Prepared {
        prepare(&self.site.request(&self.site.public()), &Earlier::default())
    }

    fn whose(&self, file: &str) -> u32 {
        let mut items = self.items.iter();
        *items.find(|(_, i)| i.looks.file == file).unwrap().0
    }

    /// What became of each address, held against what is true. Gives those that stop the build.
    fn judge(&self, prepared: &Prepared) -> Result<Vec<Route>, TestCaseError> {
        let world = prepared.world.as_ref().unwrap();
        let site = &world.site;
        let mut blocked = Vec::new();
        for (address, owner) in &self.published {
            let route = Route::new(address.as_str());
            let planned = prepared.plan.get(address);
            let is_page = site.ids().any(|id| *site.route(id) == route);
            if is_page {
                prop_assert!(planned.is_some_and(|p| p.output == "page"), "{address}");
                continue;
            }
            let fate = site.addresses.fate(&route);
            match fate {
                Some(Fate::Leads(to, Some(id))) => {
                    prop_assert!(planned.is_some_and(|p| p.output == "redirect"), "{address}");
                    prop_assert_eq!(site.route(*id), to, "no redirect leads to a redirect");
                    prop_assert_eq!(&site.redirect(&route).unwrap().to, to);
                    self.own(address, *owner, &site.entry(*id).file)?;
                }
                Some(Fate::Withheld(file, _)) => {
                    prop_assert!(planned.is_none());
                    prop_assert!(self.items[&self.whose(file)].draft, "{address}");
                    self.own(address, *owner, file)?;
                }
                Some(Fate::Retired) => prop_assert_eq!(owner, &None, "{}", address),
                Some(Fate::Vanished) => {
                    let told = |d: &satcoso::diagnostics::Diagnostic| {
                        d.code == "R005" && d.en.contains(&format!("/{} ", route.pretty()))
                    };
                    prop_assert!(prepared.diags.iter().any(told), "{address} is not named");
                    prop_assert!(prepared.diags.has_errors());
                    if let Some(item) = owner.and_then(|uid| self.items.get(&uid)) {
                        let (now, then) = (&item.looks, &self.known[&owner.unwrap()]);
                        let other_id = matches!((now.id, then.id), (Some(a), Some(b)) if a != b);
                        let known = !other_id
                            && (now.file == then.file
                                || (now.title, now.day) == (then.title, then.day)
                                || now.id.is_some() && now.id == then.id);
                        prop_assert!(!known, "{address}: {then:?} is {now:?}");
                    }
                    blocked.push(route);
                }
                other => prop_assert!(false, "{address}: {other:?}"),
            }
        }
        Ok(blocked)
    }

    /// An address must be its owner's; but for an entry written anew in the file of one that is gone, which nothing tells
    /// from an edit.
    fn own(&self, address: &str, owner: Option<u32>, file: &str) -> Result<(), TestCaseError> {
        let found = self.whose(file);
        if owner == Some(found) {
            return Ok(());
        }
        let then = owner.map(|uid| &self.known[&uid]);
        let now = &self.items[&found].looks;
        let anew = then.is_some_and(|then| then.file == now.file)
            && !self
                .known
                .values()
                .any(|k| (k.title, k.day) == (now.title, now.day) && k.file != now.file);
        prop_assert!(
            anew,
            "{address} of {owner:?} {then:?} leads to {found} {now:?}"
        );
        Ok(())
    }

    /// Publishes; whatever nobody can know is decided first.
    fn publish(&mut self, which: &Index) -> Result<(), TestCaseError> {
        let prepared = self.prepare();
        let blocked = self.judge(&prepared)?;
        let site = prepared.world.unwrap().site.clone();
        if !blocked.is_empty() {
            let (mut ledger, _) = Ledger::read(&self.site.read(ADDRESSES));
            let pages: Vec<_> = site.pages().collect();
            for (i, route) in blocked.iter().enumerate() {
                let heir = (i % 2 == 0 && !pages.is_empty()).then(|| *which.get(&pages));
                let fact = heir.map_or(Fact::Retired, |id| Fact::Leads(site.route(id).clone()));
                ledger.decide(route, fact);
                let owner = heir.map(|id| self.whose(&site.entry(id).file));
                self.published.insert(route.to_string(), owner);
            }
            self.site.write(ADDRESSES, ledger.text());
        }
        // Two entries at one address are another rule's business.
        let prepared = self.prepare();
        if prepared.diags.iter().any(|d| d.code == "R001") {
            return Ok(());
        }
        // What leads somewhere anew by a doubtful match has its owner from now on.
        let site = prepared.world.as_ref().unwrap().site.clone();
        for (address, owner) in &mut self.published {
            let route = Route::new(address.as_str());
            let file = match site.addresses.fate(&route) {
                Some(Fate::Leads(_, Some(id))) => site.entry(*id).file.clone(),
                Some(Fate::Withheld(file, _)) => file.clone(),
                _ => continue,
            };
            *owner = self
                .items
                .iter()
                .find(|(_, i)| *i.looks.file == *file)
                .map(|(uid, _)| *uid);
        }
        let outcome = self.site.try_publish();
        prop_assert!(outcome.report.is_some(), "{:#?}", outcome.diags);
        for id in site.pages() {
            let owner = self.whose(&site.entry(id).file);
            self.published
                .insert(site.route(id).to_string(), Some(owner));
        }
        for (uid, item) in &self.items {
            if self.published.values().any(|owner| *owner == Some(*uid)) {
                self.known.insert(*uid, item.looks.clone());
            }
        }
        // What was published is a file, and leads to one.
        let files = self.site.files();
        let withheld: BTreeSet<&str> = site
            .addresses
            .gone()
            .filter(|(_, fate)| matches!(fate, Fate::Withheld(..)))
            .map(|(route, _)| route.as_str())
            .collect();
        for (address, owner) in &self.published {
            let expected = owner.is_some() && !withheld.contains(address.as_str());
            prop_assert_eq!(files.contains_key(address), expected, "{}", address);
        }
        prop_assert!(
            self.site.try_publish().ledgers.is_empty(),
            "the ledger rests"
        );
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 200, ..ProptestConfig::default() })]
    #[test]
    fn no_address_is_lost(
        steps in proptest::collection::vec((0..STEPS.len(), any::<Index>(), any::<Index>(), 0u8..60), 4..28)
    ) {
        let mut desk = Desk::new();
        assert_eq!(desk.site.now, NOW);
        let last = steps[0].1;
        desk.publish(&last)?;
        for (step, which, other, n) in steps {
            match STEPS[step] {
                Step::Publish => desk.publish(&which)?,
                step => {
                    desk.apply(step, &which, &other, n);
                    desk.judge(&desk.prepare())?;
                }
            }
        }
        desk.publish(&last)?;
    }
}
