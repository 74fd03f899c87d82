//! `satcoso report --year YEAR`: the year's figures, for the review.

use super::{FAULTY, OK, common};
use crate::diagnostics::{Diags, Lang, Severity};
use crate::kept;
use crate::report::of_year;
use crate::{Earlier, FOLDERS, Request, prepare};
use clap::ArgMatches;
use std::fs;
use std::path::{Path, PathBuf};

/// Where reports are written: beside the site, so that they are not published by accident.
const FOLDER: &str = "bao-cao";

/// Writes the report. It is in Vietnamese unless `--lang` asks for another language: the locale of the machine says
/// nothing about who will read it.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> u8 {
    let request = match common::request(matches, lang) {
        Ok(request) => request,
        Err(message) => return common::wrong(&message, lang),
    };
    let written_in = match matches.get_one::<String>("lang").map(String::as_str) {
        Some("en") => Lang::En,
        _ => Lang::Vi,
    };
    let prepared = prepare(&request, &Earlier::default());
    let mut diags = prepared.diags.clone();
    diags.retain_mut(|d| d.severity == Severity::Error);
    diags.sort();
    let world = prepared.world.as_ref().filter(|_| diags.is_empty());
    let Some(world) = world else {
        common::print(&diags, &*prepared.sources, lang);
        let message = lang.pick(
            "Nội dung còn lỗi nên số liệu sẽ sai. Sửa xong rồi chạy lại.",
            "With errors in the content the figures would be wrong. Mend them and run again.",
        );
        eprintln!("{message}");
        return FAULTY;
    };
    let today = request.now.date(world.config.timezone.offset());
    let year = matches.get_one::<i32>("year").copied();
    let year = year.unwrap_or(today.year);
    if year > today.year {
        let day = today.short(lang.pick("vi", "en"));
        let message = match lang {
            Lang::Vi => format!(
                "Năm {year} chưa đến (hôm nay là {day}). Báo cáo được tới năm {}.",
                today.year
            ),
            Lang::En => format!(
                "The year {year} has not begun (today is {day}). The last year to report on is {}.",
                today.year
            ),
        };
        return common::wrong(&message, lang);
    }
    let report = of_year(&world.site, year, written_in);
    let folder = match matches.get_one::<PathBuf>("output") {
        Some(folder) => folder.clone(),
        None => request.root.join(FOLDER).join(year.to_string()),
    };
    if let Some(inside) = published_with(&request, &folder) {
        let message = match lang {
            Lang::Vi => format!(
                "Không ghi báo cáo vào {inside}: nó sẽ bị đăng lên trang. Hãy chọn thư mục khác bằng --output."
            ),
            Lang::En => format!(
                "The report is not written into {inside}: it would be published with the site. Choose another folder with --output."
            ),
        };
        return common::wrong(&message, lang);
    }
    for (name, bytes) in &report.files {
        let path = folder.join(name);
        if let Err(error) = kept::replace(&path, bytes) {
            let fault = crate::build::io_fault(&path, &error);
            common::print(&Diags::from(fault), &common::NoSources, lang);
            return FAULTY;
        }
        println!("{}", path.display());
    }
    let (published, posts) = (report.published, report.posts);
    println!(
        "{}",
        match lang {
            Lang::Vi => format!(
                "Xong: năm {year} có {published} bài đã đăng, {posts} bài Facebook. Mở tệp .html bằng trình duyệt để xem và in."
            ),
            Lang::En => format!(
                "Done: {published} published, {posts} Facebook posts in {year}. Open the .html file in a browser to read and print it."
            ),
        }
    );
    OK
}

/// The folder of the site (its sources or what is published) in which another folder lies.
fn published_with<'a>(request: &Request, folder: &Path) -> Option<&'a str> {
    let folder = plain(folder);
    let site = FOLDERS.into_iter().chain(["public"]);
    site.into_iter()
        .find(|name| folder.starts_with(plain(&request.root.join(name))))
}

/// A path from the root of the file system, without `..`; links in the part that exists are followed.
fn plain(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut out = PathBuf::new();
    for part in whole.components() {
        match part {
            std::path::Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
        if let Ok(real) = fs::canonicalize(&out) {
            out = real;
        }
    }
    out
}
