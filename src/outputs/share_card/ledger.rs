//! The ledger of cards: every address at which a card was ever published, so that none of them goes dead. Facebook keeps
//! the address of a shared picture and shows white where it has vanished (FACTS §5, Meta's documents for webmasters).
//!
//! At a former address the entry's *present* card is published, and the site's where the entry is gone. So any machine
//! can make it from the sources alone, a wrong name does not live on, and a person who withdraws consent disappears
//! from old shares too.
//!
//! The file is plain text, one card a line: `the/<name>-<hash>.jpg <page>`; lines with `#` are remarks. Order and
//! repetition mean nothing, so two people's versions are merged by keeping both sides' lines.

use super::super::World;
use super::deck::{hash, image, wanted};
use super::{FOLDER, Format, Subject};
use crate::diagnostics::{Diagnostic, Diags, FilePath, Span};
use crate::site::Route;
use crate::source::Snapshot;
use std::collections::BTreeMap;

/// Where the ledger lies.
pub const LEDGER: &str = "content/du-lieu/the-chia-se.txt";

/// What a new ledger begins with.
const HEAD: &str = "\
# Sổ thẻ chia sẻ: mỗi dòng là một ảnh đã đăng và trang của nó. Lệnh build tự ghi thêm; đừng xóa dòng nào,
# vì bài đã chia sẻ trên Facebook, Zalo sẽ mất ảnh. Khi ghép hai bản, giữ mọi dòng của cả hai.
";

/// Cards by address, with the route of the page that each belongs to.
pub type Cards = BTreeMap<Route, Route>;

/// Reads the ledger; none is an empty one. A line that is none of a card is an error.
pub(super) fn read(snapshot: &Snapshot) -> (Cards, Diags) {
    let (mut cards, mut diags) = (Cards::new(), Diags::new());
    let Some(file) = snapshot.get(LEDGER) else {
        return (cards, diags);
    };
    let bytes = match file.bytes() {
        Ok(bytes) => bytes,
        Err(error) => {
            diags.push(unreadable(&file.path, &error));
            return (cards, diags);
        }
    };
    let text = String::from_utf8_lossy(&bytes);
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match parse(line) {
            Some((card, page)) => drop(cards.insert(card, page)),
            None => diags.push(bad_line(&file.path, number + 1, line)),
        }
    }
    (cards, diags)
}

fn parse(line: &str) -> Option<(Route, Route)> {
    let mut words = line.split_ascii_whitespace();
    let (card, page) = (words.next()?, words.next()?);
    let name = card.strip_prefix(FOLDER)?.strip_suffix(".jpg")?;
    let safe = !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', ':']);
    (safe && words.next().is_none()).then(|| (Route::new(card), Route::new(page)))
}

/// The ledger with this site's cards added, as text; `None` where it has them all already.
pub fn renewed(world: &World) -> Option<String> {
    let (mut cards, faults) = read(&world.snapshot);
    let before = cards.len();
    for (subject, page) in subjects(world) {
        if let Some(image) = image(world, &subject) {
            cards.insert(image.route, page);
        }
    }
    if cards.len() == before || faults.has_errors() {
        return None;
    }
    let lines = cards.iter().map(|(card, page)| format!("{card} {page}\n"));
    Some(HEAD.to_owned() + &lines.collect::<String>())
}

/// A ledger's text without the lines that `unwanted` names; `None` where it names none. Remarks and line ends stay.
pub fn without(text: &str, unwanted: impl Fn(&str) -> bool) -> Option<String> {
    let goes = |line: &&str| !line.trim_start().starts_with('#') && unwanted(line);
    let kept: String = text.split_inclusive('\n').filter(|l| !goes(l)).collect();
    (kept.len() != text.len()).then_some(kept)
}

/// All that may have a card, with its page.
pub(super) fn subjects(world: &World) -> impl Iterator<Item = (Subject, Route)> {
    let entries = world
        .site
        .pages()
        .map(|id| (Subject::Entry(id), world.site.route(id).clone()));
    let languages = world.config.languages.iter().map(|language| {
        let home = Route::new(format!("{}index.html", language.prefix));
        (Subject::Site(language.code.clone()), home)
    });
    entries.chain(languages)
}

/// What is to be shown where a page's card was: the card of the entry that is there now or that the address leads to,
/// else the site's card in the page's language.
pub(super) fn heir(world: &World, page: &Route, entries: &BTreeMap<Route, Subject>) -> Subject {
    let site = &world.site;
    let moved = || {
        let redirect = site.redirect(page)?;
        entries.get(&redirect.to)
    };
    if let Some(subject) = entries.get(page).or_else(moved)
        && wanted(world, subject)
        && hash(world, subject, Format::Wide).is_some()
    {
        return subject.clone();
    }
    let languages = world.config.languages.iter();
    let language = languages
        .filter(|l| page.as_str().starts_with(&l.prefix))
        .max_by_key(|l| l.prefix.len());
    Subject::Site(language.map_or_else(|| world.default_lang().to_owned(), |l| l.code.clone()))
}

fn bad_line(path: &FilePath, number: usize, line: &str) -> Diagnostic {
    Diagnostic::error(
        "K006",
        Span::file(path),
        format!(
            "Dòng {number} của sổ thẻ chia sẻ không đọc được: “{line}”. Mỗi dòng phải có dạng: the/ten-bai-1a2b3c4d.jpg tai-lieu/ten-bai.html"
        ),
        format!(
            "Line {number} of the ledger of share cards cannot be read: “{line}”. Each line must be like: the/name-1a2b3c4d.jpg tai-lieu/name.html"
        ),
    )
}

fn unreadable(path: &FilePath, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error(
        "K006",
        Span::file(path),
        format!("Không đọc được sổ thẻ chia sẻ ({error})."),
        format!("The ledger of share cards cannot be read ({error})."),
    )
}
