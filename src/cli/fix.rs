//! `satcoso check --fix`: shows what can be corrected safely, asks, keeps a backup, corrects, and checks again.

use super::{FAULTY, PENDING, account, build, common};
use crate::Request;
use crate::diagnostics::{Diags, Lang, Severity};
use crate::mend::{self, Applied, Correction, Mended, Mending};
use crate::text::date::Offset;
use clap::ArgMatches;
use serde_json::{Value, json};
use std::io::{BufRead, IsTerminal, Write};
use std::time::Instant;

/// Letters of a text that are shown in the list of corrections.
const SHOWN: usize = 60;

/// Runs `check --fix`.
pub(super) fn run(matches: &ArgMatches, request: &Request, lang: Lang) -> u8 {
    let yes = matches.get_flag("yes");
    let json = build::is_json(matches);
    let mending = mend::find(request);
    let count = mending.count();
    if !json {
        common::print(&mending.skipped, &*mending.sources, lang);
        show(&mending, lang);
    }
    let wanted = count > 0 && (yes || (!json && agreed(&mending, lang)));
    if count > 0 && !wanted && !json {
        eprintln!("{}", pending(count, lang));
        return PENDING;
    }
    let applied = wanted.then(|| mend::apply(&request.root, &mending.files, &stamp()));
    let since = Instant::now();
    let mut outcome = build::with_progress(lang, |progress| crate::check(request, progress));
    let took = since.elapsed();
    let faults = applied
        .as_ref()
        .map_or_else(Diags::new, |a| a.faults.clone());
    if json {
        outcome.diags.extend(faults.clone());
        let mut document = account::json(&outcome, took);
        if let Some(map) = document.as_object_mut() {
            map.insert(
                "fix".to_owned(),
                document_of(&mending, applied.as_ref(), &*outcome.sources),
            );
        }
        println!("{}", account::pretty(&document));
    } else {
        common::print(&outcome.diags, &*outcome.sources, lang);
        common::print(&faults, &*outcome.sources, lang);
        print!("{}", account::text(&outcome, request, took, lang, false));
        println!("{}", told(count, applied.as_ref(), lang));
    }
    let code = build::code(&outcome);
    std::mem::forget(outcome);
    match count > 0 && !wanted {
        true => PENDING,
        false if faults.has_errors() => FAULTY,
        false => code,
    }
}

/// Name of this run's backup: the present time in Vietnam, as names of folders sort and Windows allows.
fn stamp() -> String {
    let (date, hour, minute, second) = common::now().to_local(Offset::VIETNAM);
    format!("{}_{hour:02}-{minute:02}-{second:02}", date.iso())
}

/// Each file's corrections, in words and as a unified difference.
fn show(mending: &Mending, lang: Lang) {
    let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    for file in &mending.files {
        let n = file.corrections.len();
        println!(
            "{}",
            match lang {
                Lang::Vi => format!("{}: {n} chỗ sửa được", file.file),
                Lang::En if n == 1 => format!("{}: 1 correction", file.file),
                Lang::En => format!("{}: {n} corrections", file.file),
            }
        );
        for c in &file.corrections {
            println!("  {}", in_words(c, lang));
        }
        let [before, after] = file.texts();
        for line in mend::unified(&file.file, &before, &after).lines() {
            println!("{}", painted(line, colour));
        }
        println!();
    }
}

/// One correction on a line.
fn in_words(c: &Correction, lang: Lang) -> String {
    let place = lang.pick("dòng", "line");
    let (old, new) = (short(&c.old), short(&c.new));
    match (c.old.is_empty(), c.new.is_empty()) {
        (true, _) => format!("{place} {}: + “{new}” [{}]", c.line, c.code),
        (_, true) => format!("{place} {}: - “{old}” [{}]", c.line, c.code),
        _ => format!("{place} {}: “{old}” → “{new}” [{}]", c.line, c.code),
    }
}

fn short(text: &str) -> String {
    let clean = text.chars().map(|c| if c.is_control() { '·' } else { c });
    match text.chars().count() > SHOWN {
        true => clean.take(SHOWN).chain(std::iter::once('…')).collect(),
        false => clean.collect(),
    }
}

fn painted(line: &str, colour: bool) -> String {
    let code = match line.chars().next().filter(|_| colour) {
        _ if !colour => return line.to_owned(),
        Some('+') => "32",
        Some('-') => "31",
        Some('@') => "36",
        _ => return line.to_owned(),
    };
    format!("\u{1B}[{code}m{line}\u{1B}[0m")
}

/// Asks on a terminal; elsewhere nobody can answer.
fn agreed(mending: &Mending, lang: Lang) -> bool {
    let stdin = std::io::stdin();
    if !stdin.is_terminal() {
        return false;
    }
    let (count, files) = (mending.count(), mending.files.len());
    print!(
        "{} ",
        match lang {
            Lang::Vi => format!(
                "Sửa {count} chỗ trong {files} tệp? Gõ c (có) rồi Enter để sửa, chỉ Enter để thôi:"
            ),
            Lang::En => format!("Apply {count} corrections to {files} files? [y/N]"),
        }
    );
    let _ = std::io::stdout().flush();
    says_yes(&mut stdin.lock())
}

/// Whether the next line is a yes in either language.
fn says_yes(input: &mut dyn BufRead) -> bool {
    let mut line = String::new();
    if input.read_line(&mut line).is_err() {
        return false;
    }
    let word = crate::text::normalize::nfc(line.trim()).to_lowercase();
    matches!(word.as_str(), "c" | "có" | "co" | "y" | "yes")
}

fn pending(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!(
            "Chưa sửa gì. Có {count} chỗ sửa được; muốn sửa không cần hỏi thì gõ: satcoso check --fix --yes"
        ),
        Lang::En => format!(
            "Nothing was changed. {count} corrections are pending; to apply them without being asked: satcoso check --fix --yes"
        ),
    }
}

/// What was done, in the last line.
fn told(count: usize, applied: Option<&Applied<'_>>, lang: Lang) -> String {
    let Some(applied) = applied else {
        return lang
            .pick(
                "Không có chỗ nào tự sửa được; chưa đụng vào tệp nào.",
                "There is nothing that can be corrected by program; no file was touched.",
            )
            .to_owned();
    };
    let (done, files) = (corrected(applied), applied.written.len());
    let backup = applied.backup.as_ref().map(|p| p.display().to_string());
    let kept = match (&backup, lang) {
        (Some(path), Lang::Vi) => format!(" Bản cũ ở {path}; muốn lấy lại thì chép tệp từ đó về."),
        (Some(path), Lang::En) => {
            format!(" The files as they were: {path}; copy them back to undo.")
        }
        (None, _) => String::new(),
    };
    match lang {
        Lang::Vi => format!("Đã sửa {done} trong {count} chỗ, ở {files} tệp.{kept}"),
        Lang::En => format!("Applied {done} of {count} corrections, in {files} files.{kept}"),
    }
}

fn corrected(applied: &Applied<'_>) -> usize {
    applied.written.iter().map(|f| f.corrections.len()).sum()
}

/// For programs.
fn document_of(
    mending: &Mending,
    applied: Option<&Applied<'_>>,
    sources: &dyn crate::diagnostics::SourceText,
) -> Value {
    let written =
        |file: &Mended| applied.is_some_and(|a| a.written.iter().any(|w| w.file == file.file));
    let files: Vec<Value> = mending
        .files
        .iter()
        .map(|file| {
            let [before, after] = file.texts();
            let corrections: Vec<Value> = file
                .corrections
                .iter()
                .map(|c| json!({"code": c.code, "vi": c.vi, "en": c.en, "line": c.line, "column": c.column, "old": c.old, "new": c.new}))
                .collect();
            json!({"file": file.file, "applied": written(file), "corrections": corrections,
                   "diff": mend::unified(&file.file, &before, &after)})
        })
        .collect();
    let skipped: Vec<Value> = mending
        .skipped
        .iter()
        .map(|d| account::diagnostic(d, sources))
        .collect();
    let done = applied.map_or(0, corrected);
    let failed = applied.map_or(0, |a| a.faults.count(Severity::Error));
    json!({"corrections": mending.count(), "applied": done, "pending": mending.count() - done, "failed": failed,
           "backup": applied.and_then(|a| a.backup.as_ref()).map(|p| p.display().to_string()), "files": files, "skipped": skipped})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_yes_is_a_yes() {
        for yes in ["c\n", "C\r\n", " có \n", "co\u{301}\n", "y\n", "YES\n"] {
            assert!(says_yes(&mut yes.as_bytes()), "{yes:?}");
        }
        for no in ["", "\n", "k\n", "không\n", "n\n", "cc\n", "\u{1B}[A\n"] {
            assert!(!says_yes(&mut no.as_bytes()), "{no:?}");
        }
        assert!(!says_yes(&mut &b"\xFF\n"[..]));
    }
}
