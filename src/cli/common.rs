//! What several commands need: the reader's language, the project's folder, the present time, printing diagnostics.

use crate::Request;
use crate::diagnostics::{Diags, Emitter, Lang, SourceText};
use crate::outputs::Options;
use crate::text::date::{Instant, Offset, parse_moment};
use clap::ArgMatches;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// Folder of the disk cache inside the project.
pub(super) const CACHE: &str = ".satcoso-cache";

/// `--lang`, else English where the locale says so, else Vietnamese. Read before clap, so that its own messages are
/// in the right language too.
pub(super) fn language(args: &[OsString]) -> Lang {
    let mut rest = args.iter().filter_map(|a| a.to_str());
    while let Some(arg) = rest.next() {
        let value = if arg == "--lang" {
            rest.next()
        } else {
            arg.strip_prefix("--lang=")
        };
        match value {
            Some("en") => return Lang::En,
            Some("vi") => return Lang::Vi,
            _ => {}
        }
    }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(|v| std::env::var(v).ok())
        .find(|v| !v.is_empty());
    if locale.is_some_and(|l| l.starts_with("en")) {
        Lang::En
    } else {
        Lang::Vi
    }
}

/// The project's folder.
pub(super) fn root(matches: &ArgMatches) -> PathBuf {
    matches
        .get_one::<PathBuf>("root")
        .cloned()
        .unwrap_or_else(|| PathBuf::from("."))
}

/// The request that the options spell out.
///
/// # Errors
/// A message when `--now` is no time, or `--base-url` no address.
pub(super) fn request(matches: &ArgMatches, lang: Lang) -> Result<Request, String> {
    let root = root(matches);
    let text = |name: &str| matches.try_get_one::<String>(name).ok().flatten().cloned();
    let flag = |name: &str| {
        let given = matches.try_get_one::<bool>(name).ok().flatten();
        given.copied().unwrap_or(false)
    };
    let now = match text("now") {
        None => now(),
        Some(text) => {
            parse_moment(&text, Offset::VIETNAM)
                .map_err(|e| lang.pick(e.vi(), e.en()))?
                .instant
        }
    };
    let base_url = text("base-url");
    if base_url
        .as_ref()
        .is_some_and(|u| !(u.starts_with("http://") || u.starts_with("https://")))
    {
        return Err(lang
            .pick(
                "--base-url phải bắt đầu bằng http:// hoặc https://",
                "--base-url must start with http:// or https://",
            )
            .to_owned());
    }
    let output = matches
        .try_get_one::<PathBuf>("output")
        .ok()
        .flatten()
        .cloned();
    Ok(Request {
        output: output.unwrap_or_else(|| root.join("public")),
        base_url,
        drafts: flag("drafts"),
        now,
        options: Options {
            preview: false,
            allow_vanished: flag("allow-vanished"),
            cache: Some(root.join(CACHE)),
        },
        root,
    })
}

/// The clock's time.
pub(super) fn now() -> Instant {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |d| d.as_secs());
    Instant(i64::try_from(seconds).unwrap_or(i64::MAX))
}

/// Faults of one kind in one file that are written out; whoever has mended these sees the next.
const MOST_ALIKE: usize = 50;

/// Prints diagnostics to standard error.
pub(super) fn print(diags: &Diags, sources: &dyn SourceText, lang: Lang) {
    let stderr = std::io::stderr();
    let colour = stderr.is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let emitter = Emitter {
        lang,
        colour,
        sources,
    };
    let mut told: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for diagnostic in diags.iter() {
        let file = diagnostic.span.as_ref().map_or("", |s| &*s.file);
        let count = told.entry((file, diagnostic.code)).or_default();
        *count += 1;
        if *count <= MOST_ALIKE {
            eprintln!("{}", emitter.one(diagnostic));
        }
    }
    for ((file, code), count) in told.into_iter().filter(|(_, n)| *n > MOST_ALIKE) {
        let more = count - MOST_ALIKE;
        eprintln!(
            "{}",
            match lang {
                Lang::Vi => format!("… {file}: còn {more} chỗ nữa bị [{code}].\n"),
                Lang::En => format!("… {file}: [{code}] at {more} more places.\n"),
            }
        );
    }
}

/// Adds the project's folder to the commands that diagnostics propose, so that they can be pasted from where this one was
/// given.
pub(super) fn with_root(diags: &mut Diags, root: &Path) {
    let root = root.display().to_string();
    let word = match root.contains(|c: char| c.is_whitespace() || "'\"\\$&;()".contains(c)) {
        true => format!("\"{root}\""),
        false => root,
    };
    diags.retain_mut(|d| {
        let add = |c: &mut String| c.push_str(&format!(" --root {word}"));
        d.commands.iter_mut().for_each(add);
        true
    });
}

/// No source files, for diagnostics that speak of none.
pub(super) struct NoSources;

impl SourceText for NoSources {
    fn text(&self, _file: &str) -> Option<std::sync::Arc<str>> {
        None
    }
}

/// Says what is wrong with the usage.
pub(super) fn wrong(message: &str, lang: Lang) -> u8 {
    eprintln!("{}: {message}", lang.pick("lỗi", "error"));
    super::WRONG_USE
}
