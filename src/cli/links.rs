//! `satcoso check --links`: asks other sites, and says what became of it.

use super::common;
use crate::diagnostics::Lang;
use crate::online::{Answer, Answers, Settings};
use crate::text::number;
use crate::{Outcome, Request, check_links};
use clap::ArgMatches;
use indicatif::ProgressBar;
use serde_json::{Value, json};
use std::io::IsTerminal;

/// Asks if the command line wants it; adds what was found to the outcome.
pub(super) fn look(
    outcome: &mut Outcome,
    request: &Request,
    matches: &ArgMatches,
    lang: Lang,
) -> Option<Answers> {
    let asks = |name: &str| {
        let given = matches.try_get_one::<bool>(name).ok().flatten();
        given.copied().unwrap_or(false)
    };
    if !asks("links") {
        return None;
    }
    let settings = Settings {
        offline: asks("offline"),
        ..Settings::default()
    };
    let bar = match std::io::stderr().is_terminal() {
        true => ProgressBar::new(0)
            .with_message(lang.pick("Đang hỏi các trang khác", "Asking other sites")),
        false => ProgressBar::hidden(),
    };
    let progress = |done: usize, all: usize| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    };
    let answers = check_links(outcome, request, &settings, common::now(), &progress);
    bar.finish_and_clear();
    Some(answers)
}

/// How many of each kind there are.
struct Counts {
    all: usize,
    good: usize,
    moved: usize,
    faulty: usize,
    barred: usize,
    unknown: usize,
}

fn counts(answers: &Answers) -> Counts {
    let of = |wanted: fn(&Answer) -> bool| {
        let known = answers.known.values();
        known.filter(|k| wanted(&k.answer)).count()
    };
    Counts {
        all: answers.known.len() + answers.unknown.len(),
        good: of(|a| matches!(a, Answer::Found)),
        moved: of(|a| matches!(a, Answer::Moved(_))),
        faulty: of(|a| matches!(a, Answer::Gone(_) | Answer::Failed(_) | Answer::Private)),
        barred: of(|a| matches!(a, Answer::Barred(_))),
        unknown: answers.unknown.len(),
    }
}

/// For people.
pub(super) fn text(answers: &Answers, offline: bool, lang: Lang) -> String {
    let n = |n: usize| number::integer(i64::try_from(n).unwrap_or(i64::MAX), lang.pick("vi", "en"));
    let c = counts(answers);
    let mut out = match lang {
        Lang::Vi => format!(
            "Liên kết ra ngoài: {} địa chỉ; {} mở được, {} đã chuyển, {} có lỗi, {} không cho chương trình xem, {} chưa biết.\n",
            n(c.all),
            n(c.good),
            n(c.moved),
            n(c.faulty),
            n(c.barred),
            n(c.unknown)
        ),
        Lang::En => format!(
            "Links to other sites: {} addresses; {} open, {} moved, {} faulty, {} not shown to programs, {} unknown.\n",
            n(c.all),
            n(c.good),
            n(c.moved),
            n(c.faulty),
            n(c.barred),
            n(c.unknown)
        ),
    };
    let mut say = |vi: String, en: String| {
        out.push_str(&lang.pick(vi, en));
        out.push('\n');
    };
    if offline && c.unknown > 0 {
        say(
            format!(
                "Không hỏi qua mạng (--offline): {} địa chỉ chưa biết ra sao.",
                n(c.unknown)
            ),
            format!(
                "The network was not asked (--offline): nothing is known of {} addresses.",
                n(c.unknown)
            ),
        );
    } else if answers.no_network {
        say(
            "Máy này hình như không có mạng: không tìm ra máy chủ nào. Hãy nối mạng rồi chạy lại."
                .to_owned(),
            "This machine seems to have no network: no host was found. Connect it and run again."
                .to_owned(),
        );
    }
    if !answers.waiting.is_empty() {
        let hosts: Vec<&str> = answers.waiting.iter().map(String::as_str).collect();
        let hosts = hosts.join(", ");
        say(
            format!("Máy chủ xin đợi nên chưa hỏi tiếp: {hosts}. Hãy chạy lại sau một giờ."),
            format!(
                "These hosts asked to wait and were left alone: {hosts}. Run again in an hour."
            ),
        );
    }
    out
}

/// For programs.
pub(super) fn json(answers: &Answers) -> Value {
    let c = counts(answers);
    json!({
        "addresses": c.all, "found": c.good, "moved": c.moved, "faulty": c.faulty, "barred": c.barred, "unknown": c.unknown,
        "asked": answers.asked, "no_network": answers.no_network, "waiting": answers.waiting,
    })
}
