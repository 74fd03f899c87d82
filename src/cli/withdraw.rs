//! `satcoso withdraw --person NAME`: takes a person's name and pictures from everything the site publishes.

use super::{FAULTY, OK, common, ledger};
use crate::content::Entry;
use crate::diagnostics::Lang;
use crate::mend::BACKUP;
use crate::outputs::{is_ledger, share_card};
use crate::site::{self, ADDRESSES, WITHDRAWN, Withdrawn};
use crate::source::decode;
use crate::yaml::Value;
use crate::{Earlier, Request, prepare};
use clap::ArgMatches;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

/// Puts the name on the list and says what follows from it.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> u8 {
    let t = |vi: &'static str, en: &'static str| lang.pick(vi, en);
    let request = match common::request(matches, lang) {
        Ok(request) => request,
        Err(message) => return common::wrong(&message, lang),
    };
    let name = matches.get_one::<String>("person").map_or("", |n| n.trim());
    let list = Withdrawn::read(name);
    let prepared = prepare(&request, &Earlier::default());
    let Some(world) = &prepared.world else {
        common::print(&prepared.diags, &*prepared.sources, lang);
        return FAULTY;
    };
    let withheld = world.site.withheld.iter().map(|(e, _)| e);
    let named: Vec<_> = world
        .site
        .entries
        .iter()
        .chain(withheld)
        .filter(|e| list.named_by(e))
        .collect();
    let holds = |f: &crate::source::SourceFile| {
        list.named_in(&f.path)
            || f.len < 4 << 20 && f.decoded().is_ok_and(|text| list.named_in(&text))
    };
    let files: Vec<&str> = prepared
        .sources
        .below("content/")
        .filter(|f| *f.path != *WITHDRAWN && !is_ledger(&f.path) && holds(f))
        .map(|f| &*f.path)
        .collect();
    if files.is_empty() {
        eprintln!(
            "{}: “{name}”",
            t(
                "Không tệp nào trong content có tên này; chưa ghi gì",
                "No file in content has this name; nothing was written"
            )
        );
        return FAULTY;
    }
    let noted = note(&request, name)
        .map_err(|e| (WITHDRAWN, e))
        .and_then(|()| forget(&request, &list, &named));
    if let Err((file, error)) = noted {
        let fault = crate::build::io_fault(&request.root.join(file), &error);
        common::print(&fault.into(), &common::NoSources, lang);
        return FAULTY;
    }
    println!(
        "{} {WITHDRAWN}.",
        t("Đã ghi tên vào", "The name was written into")
    );
    for entry in &named {
        println!(
            "{} {}",
            t("Không đăng nữa:", "No longer published:"),
            entry.file
        );
    }
    for url in named.iter().flat_map(|e| posts(e)) {
        println!(
            "{} {url}",
            t("Gỡ tay trên Facebook:", "Take down by hand on Facebook:")
        );
    }
    for file in files {
        println!(
            "{} {file}",
            t(
                "Tệp nguồn còn giữ tên:",
                "Source file that still holds the name:"
            )
        );
    }
    for path in backups(&request, &list) {
        println!(
            "{} {}",
            t(
                "Bản cũ còn giữ tên (của check --fix, nên xóa):",
                "Backup of check --fix that still holds the name (better deleted):"
            ),
            path.display()
        );
    }
    println!(
        "{}",
        t(
            "Tiếp theo: chạy satcoso build, rồi đưa trang lên lại.",
            "Next: run satcoso build, then publish the site again."
        )
    );
    OK
}

/// Files as they were before a correction that hold the name.
fn backups(request: &Request, list: &Withdrawn) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![request.root.join(BACKUP)];
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = item.path();
            if path.is_dir() {
                folders.push(path);
            } else if fs::read(&path)
                .ok()
                .and_then(|bytes| decode(&bytes).ok())
                .is_some_and(|text| list.named_in(&text))
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Adds the line, and empties the cache, where pictures of the person may lie.
fn note(request: &Request, name: &str) -> std::io::Result<()> {
    let path = request.root.join(WITHDRAWN);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let day = request.now.date(crate::text::date::Offset::VIETNAM).iso();
    let mut file = fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(&path)?;
    writeln!(file, "{day}\t{name}")?;
    match fs::remove_dir_all(request.root.join(common::CACHE)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Takes the name from the ledgers: cards whose address has it would be made for ever, and addresses of the entries that
/// are no longer published need nobody's decision.
fn forget(
    request: &Request,
    list: &Withdrawn,
    named: &[&Arc<Entry>],
) -> Result<(), (&'static str, std::io::Error)> {
    let files: BTreeSet<&str> = named.iter().map(|e| &*e.file).collect();
    let addresses = |text: &str| site::forget(text, list, &files);
    let cards = |text: &str| share_card::without(text, |line| list.named_in(line));
    ledger::change(&request.root, ADDRESSES, addresses).map_err(|e| (ADDRESSES, e))?;
    let file = share_card::LEDGER;
    ledger::change(&request.root, file, cards).map_err(|e| (file, e))
}

/// Addresses of posts that were made of an entry (`facebook: {posted: [{url: …}]}`).
fn posts(entry: &Entry) -> Vec<String> {
    fn collect(value: &Value, out: &mut Vec<String>) {
        match value {
            Value::String(text) if text.starts_with("http") => out.push(text.clone()),
            Value::List(items) => items.iter().for_each(|v| collect(v, out)),
            Value::Map(map) => map.iter().for_each(|(_, v)| collect(v, out)),
            _ => {}
        }
    }
    let mut out = Vec::new();
    if let Some(posted) = entry.front.facebook.as_map().and_then(|m| m.get("posted")) {
        collect(posted, &mut out);
    }
    out
}
