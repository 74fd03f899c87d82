//! `satcoso new KIND "Tiêu đề"`.

use super::{FAULTY, OK, common};
use crate::config;
use crate::content;
use crate::diagnostics::{Diags, Lang};
use crate::source::{Limits, Snapshot};
use crate::text::{similar, slug::slugify};
use clap::ArgMatches;
use std::fs::{self, OpenOptions};
use std::io::Write;

/// Creates an entry with its kind's fields, prints its path. Never overwrites.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> u8 {
    let text = |name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
    let (kind, title) = (text("kind"), text("title"));
    let root = common::root(matches);
    let (snapshot, _) = Snapshot::read(&root, &[config::SITE_FILE], Limits::default(), None);
    let (site, diags) = config::read(&snapshot);
    if diags.has_errors() {
        common::print(&diags, &snapshot, lang);
        return FAULTY;
    }
    let Some(kind) = site.kinds.iter().find(|k| k.folder == kind) else {
        let known: Vec<&str> = site.kinds.iter().map(|k| k.folder.as_str()).collect();
        let near =
            similar::nearest(&kind, known.iter().copied()).map_or(String::new(), |n| match lang {
                Lang::Vi => format!(" Có phải: {n}?"),
                Lang::En => format!(" Did you mean {n}?"),
            });
        let list = known.join(", ");
        return common::wrong(
            &match lang {
                Lang::Vi => format!("không có loại “{kind}”.{near} Các loại: {list}"),
                Lang::En => format!("there is no kind “{kind}”.{near} Kinds: {list}"),
            },
            lang,
        );
    };
    let slug = slugify(&title);
    if slug.is_empty() {
        return common::wrong(
            lang.pick("tiêu đề phải có chữ", "the title must have letters"),
            lang,
        );
    }
    let today = common::now().date(site.timezone.offset());
    let scaffold = content::scaffold(kind, &site, &title, lang, today);
    let folder = root.join("content").join(&kind.folder);
    let taken = folder.join(&slug).exists();
    let path = folder.join(format!("{slug}.md"));
    let write = || -> std::io::Result<()> {
        fs::create_dir_all(&folder)?;
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&path)?
            .write_all(scaffold.as_bytes())
    };
    match if taken {
        Err(std::io::ErrorKind::AlreadyExists.into())
    } else {
        write()
    } {
        Ok(()) => {
            println!("{}", path.display());
            OK
        }
        Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => common::wrong(
            &match lang {
                Lang::Vi => format!(
                    "đã có bài {}. Hãy đặt tiêu đề khác, hoặc sửa bài đó.",
                    path.display()
                ),
                Lang::En => format!(
                    "{} exists already. Choose another title, or edit it.",
                    path.display()
                ),
            },
            lang,
        ),
        Err(e) => {
            let fault = crate::build::io_fault(&path, &e);
            common::print(&Diags::from(fault), &common::NoSources, lang);
            FAULTY
        }
    }
}
