//! `satcoso redirect OLD NEW` and `satcoso retire ROUTE`: what becomes of an address that no page has any more.

use super::{FAULTY, OK, common, ledger};
use crate::diagnostics::{Diags, Lang};
use crate::outputs::World;
use crate::site::{ADDRESSES, Fact, Fate, Ledger, Pasted, Route, Site};
use crate::text::similar::nearest;
use crate::{Earlier, Request, prepare};
use clap::{Arg, ArgMatches, Command};
use std::sync::Arc;

/// The two commands.
pub(super) fn commands(lang: Lang) -> [Command; 2] {
    let t = |vi: &'static str, en: &'static str| lang.pick(vi, en);
    let old = t(
        "Địa chỉ đã đăng, nay không còn trang; chép từ trình duyệt cũng được",
        "A published address that no page has any more, as the browser shows it or from the site's root",
    );
    let redirect = super::args::sub(
        "redirect",
        lang,
        "Dẫn một địa chỉ cũ sang trang khác",
        "Lead a former address to another page",
    )
    .arg(
        Arg::new("old")
            .required(true)
            .value_name(t("CŨ", "OLD"))
            .help(old),
    )
    .arg(
        Arg::new("new")
            .required(true)
            .value_name(t("MỚI", "NEW"))
            .help(t(
                "Trang đang có: địa chỉ, hoặc tệp của bài (content/…)",
                "A page that is there: its address, or the entry's file (content/…)",
            )),
    );
    let retire = super::args::sub(
        "retire",
        lang,
        "Bỏ hẳn một địa chỉ cũ: từ nay ở đó không có trang nào",
        "Give a former address up: there is to be no page",
    )
    .arg(
        Arg::new("route")
            .required(true)
            .num_args(1..)
            .value_name(t("ĐỊA_CHỈ", "ROUTE"))
            .help(old),
    );
    [redirect, retire]
}

/// `satcoso redirect`.
pub(super) fn redirect(matches: &ArgMatches, lang: Lang) -> u8 {
    decide(matches, lang, |desk| {
        let old = desk.former(desk.argument("old"))?;
        let new = desk.page(desk.argument("new"), &old)?;
        let mut ledger = Ledger::clone(desk.ledger());
        // The next publication puts the entry in the place of its address, so that it is followed from then on.
        ledger.decide(&old, Fact::Leads(new.clone()));
        let said = lang.pick("Đã dẫn", "Now leads on");
        let line = format!("{said}: /{} → /{}", old.pretty(), new.pretty());
        Ok((ledger, vec![line]))
    })
}

/// `satcoso retire`.
pub(super) fn retire(matches: &ArgMatches, lang: Lang) -> u8 {
    decide(matches, lang, |desk| {
        let mut ledger = Ledger::clone(desk.ledger());
        let mut said = Vec::new();
        let given = matches.get_many::<String>("route").into_iter().flatten();
        for route in given {
            let old = desk.former(route)?;
            ledger.decide(&old, Fact::Retired);
            let word = lang.pick("Đã bỏ", "Given up");
            said.push(format!("{word}: /{}", old.pretty()));
        }
        Ok((ledger, said))
    })
}

/// Reads the project, asks what the ledger is to become, writes it and says so.
fn decide(
    matches: &ArgMatches,
    lang: Lang,
    decision: impl FnOnce(&Desk) -> Result<(Ledger, Vec<String>), String>,
) -> u8 {
    let mut request = match common::request(matches, lang) {
        Ok(request) => request,
        Err(message) => return common::wrong(&message, lang),
    };
    request.options.allow_vanished = true;
    let prepared = prepare(&request, &Earlier::default());
    let Some(world) = &prepared.world else {
        common::print(&prepared.diags, &*prepared.sources, lang);
        return FAULTY;
    };
    let site = &world.site;
    if site.addresses.ledger.is_faulty() {
        let of_ledger = prepared.said_of(ADDRESSES).into_iter();
        let faults: Diags = of_ledger
            .filter(|d| matches!(d.code, "R006" | "R007"))
            .collect();
        common::print(&faults, &*prepared.sources, lang);
        return FAULTY;
    }
    let desk = Desk {
        matches,
        world,
        site,
        lang,
    };
    match decision(&desk) {
        Ok((ledger, said)) => write(&request, &ledger.text(), &said, lang),
        Err(message) => common::wrong(&message, lang),
    }
}

fn write(request: &Request, text: &str, said: &[String], lang: Lang) -> u8 {
    if let Err(error) = ledger::write(&request.root, ADDRESSES, text) {
        let fault = crate::build::io_fault(&request.root.join(ADDRESSES), &error);
        common::print(&fault.into(), &common::NoSources, lang);
        return FAULTY;
    }
    said.iter().for_each(|line| println!("{line}"));
    println!(
        "{} {ADDRESSES}. {}",
        lang.pick("Đã ghi vào", "Written into"),
        lang.pick("Tiếp theo: chạy satcoso build.", "Next: run satcoso build.")
    );
    OK
}

/// What a decision is made from.
struct Desk<'a> {
    matches: &'a ArgMatches,
    world: &'a Arc<World>,
    site: &'a Site,
    lang: Lang,
}

impl Desk<'_> {
    fn argument(&self, name: &str) -> &str {
        self.matches.get_one::<String>(name).map_or("", |s| s)
    }

    fn ledger(&self) -> &Ledger {
        &self.site.addresses.ledger
    }

    fn pasted(&self, text: &str) -> Pasted {
        Pasted::read(text, self.world.config.base_url.as_ref())
    }

    /// The address that was published and that no page has any more.
    ///
    /// # Errors
    /// What is wrong with what was given.
    fn former(&self, text: &str) -> Result<Route, String> {
        let pasted = self.pasted(text);
        let addresses = &self.site.addresses;
        let former = pasted.former(self.site);
        if let Some(route) = former.filter(|r| addresses.fate(r).is_some()) {
            return match addresses.fate(route) {
                Some(Fate::Withdrawn) => Err(self
                    .lang
                    .pick(
                        "địa chỉ này có tên một người đã rút lại sự đồng ý, nên không dẫn đi đâu cả",
                        "this address has the name of a person who withdrew consent, so it leads nowhere",
                    )
                    .to_owned()),
                _ => Ok(route.clone()),
            };
        }
        let live = pasted.page(self.site);
        if let Some(route) = live.as_ref().or(former) {
            let route = route.pretty();
            return Err(match self.lang {
                Lang::Vi => {
                    format!("/{route} đang có trang. Chỉ đổi được địa chỉ không còn trang nào.")
                }
                Lang::En => {
                    format!("/{route} has a page. Only an address that no page has can be changed.")
                }
            });
        }
        let wanted = pasted.routes.first().map_or(text, |r| r.as_str());
        let gone = || addresses.gone().map(|(route, _)| route.as_str());
        let near = nearest(wanted, gone());
        Err(self.unknown(
            text,
            near,
            "không có trong sổ các địa chỉ đã đăng",
            "is not in the ledger of published addresses",
        ))
    }

    /// The page that an address is to lead to.
    ///
    /// # Errors
    /// What is wrong with what was given.
    fn page(&self, text: &str, old: &Route) -> Result<Route, String> {
        let pasted = self.pasted(text);
        let former = || {
            let former = pasted.former(self.site).filter(|r| *r != old)?;
            match self.site.addresses.fate(former)? {
                Fate::Leads(to, _) => Some(to.clone()),
                _ => None,
            }
        };
        if let Some(route) = pasted.page(self.site).or_else(former) {
            return Ok(route);
        }
        let withheld = pasted
            .file
            .as_ref()
            .and_then(|f| self.site.withheld_from(f));
        if let Some((entry, _)) = withheld {
            return Err(match self.lang {
                Lang::Vi => format!("{} chưa đăng, nên chưa dẫn sang đó được", entry.file),
                Lang::En => format!("{} is not published, so nothing can lead there", entry.file),
            });
        }
        let wanted = pasted.routes.first().map_or(text, |r| r.as_str());
        let routes = self.site.ids().map(|id| self.site.route(id).as_str());
        let near = match &pasted.file {
            Some(file) => nearest(file, self.site.entries.iter().map(|e| &*e.file)),
            None => nearest(wanted, routes),
        };
        Err(self.unknown(
            text,
            near,
            "không phải trang đang có",
            "is no page of the site",
        ))
    }

    fn unknown(&self, text: &str, near: Option<&str>, vi: &str, en: &str) -> String {
        let hint = near.map_or(String::new(), |near| {
            let slash = if near.starts_with("content/") {
                ""
            } else {
                "/"
            };
            let near = near.strip_suffix("index.html").unwrap_or(near);
            format!(
                " {} {slash}{near}?",
                self.lang.pick("Có phải:", "Did you mean")
            )
        });
        format!("“{text}” {}.{hint}", self.lang.pick(vi, en))
    }
}
