//! `satcoso serve`.

use super::{FAULTY, OK, common};
use crate::diagnostics::{Lang, Severity};
use crate::serve::{self, Event, Settings};
use crate::text::number;
use clap::ArgMatches;
use std::process::{Command, Stdio};

/// Shows the site in the browser while it is edited, until Ctrl-C.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> u8 {
    let request = match common::request(matches, lang) {
        Ok(request) => request,
        Err(message) => return common::wrong(&message, lang),
    };
    let settings = Settings {
        host: matches.get_one::<String>("host").cloned(),
        port: matches.get_one::<u16>("port").copied().unwrap_or(0),
        poll: matches.get_flag("poll"),
        lang,
        clock: common::now,
    };
    let open = matches.get_flag("open");
    let tell = move |event: Event| {
        match event {
        Event::Ready {
            url,
            open_to_others,
        } => {
            if open_to_others {
                eprintln!("{}", warning(lang));
            }
            println!("{}: {url}", lang.pick("Xem thử tại", "Preview at"));
            println!("{}", lang.pick("Nhấn Ctrl-C để dừng.", "Press Ctrl-C to stop."));
            if open {
                browse(&url, lang);
            }
        }
        Event::Read {
            diags,
            sources,
            took,
        } => {
            common::print(diags, sources, lang);
            let errors = diags.count(Severity::Error);
            let ms = number::integer(
                i64::try_from(took.as_millis()).unwrap_or(i64::MAX),
                lang.pick("vi", "en"),
            );
            println!(
                "{}",
                match (lang, errors) {
                    (Lang::Vi, 0) => format!("Đã đọc nội dung ({ms} ms)."),
                    (Lang::En, 0) => format!("Content read ({ms} ms)."),
                    (Lang::Vi, n) => format!("Đã đọc nội dung ({ms} ms): có {n} lỗi."),
                    (Lang::En, n) => format!("Content read ({ms} ms): {n} errors."),
                }
            );
        }
        Event::Polling => println!(
            "{}",
            lang.pick(
                "Hệ thống không báo thay đổi; chương trình tự xem lại các tệp vài lần mỗi giây.",
                "The system does not tell of changes; files are looked through a few times a second.",
            )
        ),
        Event::Ended => println!("{}", lang.pick("Đã dừng.", "Stopped.")),
    }
    };
    match serve::run(request, settings, tell) {
        Ok(()) => OK,
        Err(refused) => {
            eprintln!(
                "{}: {}",
                lang.pick("lỗi", "error"),
                lang.pick(&refused.vi, &refused.en)
            );
            FAULTY
        }
    }
}

fn warning(lang: Lang) -> &'static str {
    lang.pick(
        "cảnh báo: với --host, mọi máy trong mạng nối được tới máy này đều xem được trang, kể cả bài nháp và bài chưa đến ngày đăng. Xong việc thì dừng bằng Ctrl-C.",
        "warning: with --host, every machine that can reach this one sees the site, drafts and scheduled entries too. Stop it with Ctrl-C when you are done.",
    )
}

/// Opens the system's browser. Without one the address stands on the screen anyway.
fn browse(url: &str, lang: Lang) {
    let mut command = if cfg!(target_os = "windows") {
        let mut command = Command::new("cmd");
        command.args(["/C", "start", "", url]);
        command
    } else {
        let mut command = Command::new(if cfg!(target_os = "macos") {
            "open"
        } else {
            "xdg-open"
        });
        command.arg(url);
        command
    };
    let quiet = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if quiet.spawn().is_err() {
        eprintln!(
            "{}",
            lang.pick(
                "Không mở được trình duyệt. Hãy chép địa chỉ trên vào trình duyệt.",
                "No browser could be opened. Copy the address above into one.",
            )
        );
    }
}
