//! A bulletin for the loudspeaker: greeting, what it is about, as much of the text as fits into two minutes, the points,
//! whom to call, farewell. Everything in spoken words, so that the time it takes is that of what is said.

use super::aloud::{Kind, Passage, Words, passages, sentence};
use super::ask::ask;
use super::{contact, points, string};
use crate::outputs::World;
use crate::site::EntryId;
use crate::text::sentence::{aloud_seconds, sentences, syllables};
use serde::Serialize;

/// Most syllables of a bulletin: two minutes at 190 a minute (FACTS §4).
const MOST: usize = 380;
/// Syllables of one minute: a list is cut rather than left out where the bulletin would be shorter.
const LEAST: usize = 190;

/// A bulletin, as it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(in crate::outputs) struct Bulletin {
    /// Paragraphs in order, each of one or more lines.
    pub paragraphs: Vec<Vec<String>>,
    /// Its syllables.
    pub syllables: usize,
    /// Seconds it takes to read.
    pub seconds: u32,
    /// Whole minutes of these.
    pub minutes: u32,
    /// Seconds beyond the minutes.
    pub rest: u32,
}

/// The bulletin of an entry.
pub(in crate::outputs) fn of(world: &World, id: EntryId) -> Bulletin {
    let entry = world.site.entry(id);
    let lang = entry.path.lang.as_str();
    let words = words(world, lang);
    let card = &world.shelf.card(id);
    let say = |key: &str, args: &[(&str, &str)]| string(world, lang, key, args);
    let organization = &world.config.organization;

    let greeting = say("loud.greeting", &[("organization", organization)]);
    let title = say("loud.title", &[("title", &card.title)]);
    let opening = [greeting, title, card.summary.clone()];
    let points = points::of(world, id);
    let mut told = Vec::new();
    if !matches!(
        points.origin,
        points::Origin::Steps | points::Origin::Headings
    ) {
        let label = match points.label.as_str() {
            "" => say("loud.points", &[]),
            label => label.to_owned(),
        };
        let items = (1..).zip(&points.items);
        told.extend(sentence(&label));
        told.extend(items.filter_map(|(n, item)| sentence(&words.item(&words.item, n, item))));
    }
    let ask = ask(world, lang, &contact(world, entry));
    let closing = [ask, say("loud.closing", &[])];

    let fixed: Vec<String> = opening
        .iter()
        .chain(&told)
        .chain(&closing)
        .map(|line| words.speak(line))
        .collect();
    let taken: usize = fixed.iter().map(|line| syllables(line)).sum();
    let more = words.speak(&sentence(&say("loud.more", &[])).unwrap_or_default());
    let room = MOST.saturating_sub(taken);
    let (mut body, cut) = spoken(
        passages(&entry.blocks(&world.dialect), &words),
        &words,
        room,
    );
    if cut {
        let room = room.saturating_sub(syllables(&more));
        let least = LEAST.saturating_sub(taken + syllables(&more));
        body = trim(body, room, least);
    }

    let paragraph = |lines: &[String]| -> Vec<String> {
        lines
            .iter()
            .filter_map(|l| sentence(&words.speak(l)))
            .collect()
    };
    let mut paragraphs: Vec<Vec<String>> = opening
        .iter()
        .map(|l| paragraph(std::slice::from_ref(l)))
        .collect();
    paragraphs.extend(body.into_iter().map(|p| p.lines));
    paragraphs.push(paragraph(&told));
    if cut {
        paragraphs.push(vec![more]);
    }
    paragraphs.extend(closing.iter().map(|l| paragraph(std::slice::from_ref(l))));
    paragraphs.retain(|lines| !lines.is_empty());
    timed(paragraphs)
}

fn timed(paragraphs: Vec<Vec<String>>) -> Bulletin {
    let text = paragraphs.concat().join("\n");
    let seconds = aloud_seconds(&text);
    Bulletin {
        syllables: syllables(&text),
        seconds,
        minutes: seconds / 60,
        rest: seconds % 60,
        paragraphs,
    }
}

impl Passage {
    fn syllables(&self) -> usize {
        self.lines.iter().map(|line| syllables(line)).sum()
    }
}

/// The passages in spoken words, and whether they have more than `room` syllables: then up to the one that has them.
fn spoken(passages: Vec<Passage>, words: &Words, room: usize) -> (Vec<Passage>, bool) {
    let mut out = Vec::new();
    let mut left = room;
    for Passage { kind, lines } in passages {
        let lines = lines.iter().map(|l| words.speak(l)).collect();
        let passage = Passage { kind, lines };
        let length = passage.syllables();
        out.push(passage);
        match left.checked_sub(length) {
            Some(rest) => left = rest,
            None => return (out, true),
        }
    }
    (out, false)
}

/// The passages that fit into `room` syllables, whole sentences in order. Lists stay whole, unless fewer than `least`
/// syllables would remain; what only announces something that is cut goes too.
pub(in crate::outputs) fn trim(passages: Vec<Passage>, room: usize, least: usize) -> Vec<Passage> {
    let mut out: Vec<Passage> = Vec::new();
    let mut taken = 0;
    for passage in passages {
        let length = passage.syllables();
        if taken + length <= room {
            taken += length;
            out.push(passage);
            continue;
        }
        let left = room - taken;
        let lines = match passage.kind {
            Kind::Prose => vec![whole_sentences(&passage.lines.join(" "), left)],
            Kind::List if taken < least => first_lines(&passage.lines, left),
            Kind::List | Kind::Heading => Vec::new(),
        };
        let lines: Vec<String> = lines.into_iter().filter(|l| !l.is_empty()).collect();
        if !lines.is_empty() {
            out.push(Passage {
                kind: passage.kind,
                lines,
            });
        }
        break;
    }
    while let Some(last) = out.last_mut() {
        let announces = last.kind == Kind::Heading
            || last
                .lines
                .last()
                .is_some_and(|line| line.ends_with([':', '៖']));
        if !announces {
            break;
        }
        let line = last.lines.pop().unwrap_or_default();
        let ends: Vec<_> = sentences(&line);
        // The sentences before the one that announces.
        if last.kind != Kind::Heading
            && let [.., before, _] = ends.as_slice()
            && let Some(kept) = line.get(..before.end)
        {
            last.lines.push(kept.to_owned());
        }
        if last.lines.is_empty() {
            out.pop();
        }
    }
    out
}

/// As many whole sentences as have so many syllables at most.
fn whole_sentences(text: &str, most: usize) -> String {
    let mut end = 0;
    let mut taken = 0;
    for range in sentences(text) {
        taken += text.get(range.clone()).map_or(0, syllables);
        if taken > most {
            break;
        }
        end = range.end;
    }
    text.get(..end).unwrap_or_default().to_owned()
}

fn first_lines(lines: &[String], most: usize) -> Vec<String> {
    let mut taken = 0;
    let fits = |line: &&String| {
        taken += syllables(line);
        taken <= most
    };
    lines.iter().take_while(fits).cloned().collect()
}

/// The words said of the theme, with the Vietnamese ones for what it does not have.
pub(in crate::outputs) fn words(world: &World, lang: &str) -> Words {
    let own = Words::default();
    let or = |key: &str, fallback: String| match string(world, lang, key, &[("number", "{number}")])
    {
        empty if empty.is_empty() => fallback,
        text => text,
    };
    let [note, tip, important, warning, caution] = own.alerts;
    Words {
        lang: lang.to_owned(),
        item: or("loud.item", own.item),
        step: or("loud.step", own.step),
        alerts: [
            or("alert_note", note),
            or("alert_tip", tip),
            or("alert_important", important),
            or("alert_warning", warning),
            or("alert_caution", caution),
        ],
    }
}
