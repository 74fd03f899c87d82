//! A post's text: hook, body, facts of the kind, call to action, hashtags.

use super::body::{Body, Paragraph};
use super::facts;
use super::hashtag;
use super::piece::{Origin, Piece, join};
use super::settings::Settings;
use super::trim::trim;
use super::words::Words;
use crate::content::Entry;
use crate::text::excerpt::graphemes;
use crate::text::fold::fold;
use crate::view::{ContactView, FieldView};

/// Length near which a post's own text is cut, in graphemes (issue 4).
const TARGET: usize = 1200;
/// Graphemes that the body has at least, however much stands around it.
const BODY_LEAST: usize = 500;

/// The two texts of a post, in pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Texts {
    /// With pictures: no address, the link stands in the first comment.
    pub photo: Vec<Piece>,
    /// With the link and its preview.
    pub link: Vec<Piece>,
    /// Hashtags without `#`.
    pub hashtags: Vec<String>,
    /// Whether there is nothing between hook and call to action.
    pub empty: bool,
    /// Whether the body was cut.
    pub cut: bool,
}

impl Texts {
    /// The first piece.
    pub fn hook(&self) -> Option<&Piece> {
        self.photo.first()
    }
}

/// What goes into a post.
pub(super) struct Parts<'a> {
    pub entry: &'a Entry,
    pub settings: &'a Settings,
    pub body: Body,
    pub fields: &'a [FieldView],
    pub contact: &'a ContactView,
    pub own_hashtags: &'a [String],
    pub url: Option<&'a str>,
    pub words: &'static Words,
}

/// Puts the texts together.
pub(super) fn compose(parts: Parts<'_>) -> Texts {
    let Parts {
        entry,
        settings,
        words,
        ..
    } = parts;
    let hook = match &settings.hook {
        Some(hook) => Piece::new(hook.clone(), Origin::Facebook("hook")),
        None => Piece::new(
            entry.front.common.title.clone(),
            Origin::Field("title".to_owned()),
        ),
    };
    let hashtags = hashtags(entry, settings, parts.own_hashtags);
    let last = Piece::new(
        hashtags
            .iter()
            .map(|t| format!("#{t}"))
            .collect::<Vec<_>>()
            .join(" "),
        match settings.hashtags {
            Some(_) => Origin::Facebook("hashtags"),
            None => Origin::Field("tags".to_owned()),
        },
    );
    if let Some(message) = &settings.message {
        let middle = Piece::new(message.trim(), Origin::Facebook("message"));
        let link = parts
            .url
            .map(|url| Piece::new(format!("{} {url}", words.read), Origin::Ours));
        let photo = vec![hook.clone(), middle.clone(), last.clone()];
        let link = [hook, middle]
            .into_iter()
            .chain(link)
            .chain([last])
            .collect();
        return Texts {
            photo,
            link,
            hashtags,
            empty: false,
            cut: false,
        };
    }
    let paragraphs = without_title(parts.body.paragraphs, &hook.text, &entry.front.common.title);
    let told: Vec<&str> = paragraphs
        .iter()
        .map(|p| p.text.as_str())
        .chain([hook.text.as_str()])
        .collect();
    let facts = facts::of(parts.fields, &told.join("\n"));
    let empty = paragraphs.is_empty();
    let ask = Piece {
        tight: true,
        ..Piece::new(words.ask(parts.contact), Origin::Ours)
    };
    let around = graphemes(&hook.text)
        + facts.iter().map(|f| graphemes(&f.text) + 1).sum::<usize>()
        + graphemes(&ask.text)
        + graphemes(words.more_in_comment)
        + graphemes(&last.text)
        + 8;
    let (paragraphs, cut) = trim(paragraphs, TARGET.saturating_sub(around).max(BODY_LEAST));
    let body = paragraphs.into_iter().map(piece);
    let apart: Vec<bool> = facts
        .iter()
        .skip(1)
        .map(|f| f.is_list)
        .chain([true])
        .collect();
    let facts = facts.into_iter().zip(apart).map(|(fact, apart)| Piece {
        tight: !fact.is_list && !apart,
        ..Piece::new(fact.text, Origin::Field(fact.field))
    });
    let common: Vec<Piece> = [hook]
        .into_iter()
        .chain(body)
        .chain(facts)
        .chain([ask])
        .collect();
    let read = if cut {
        words.more_in_comment
    } else {
        words.read_in_comment
    };
    let with = |read: String| {
        let read = Piece::new(read, Origin::Ours);
        common
            .iter()
            .cloned()
            .chain([read, last.clone()])
            .filter(|p| !p.text.is_empty())
            .collect()
    };
    Texts {
        photo: with(parts.url.map_or_else(String::new, |_| read.to_owned())),
        link: with(
            parts
                .url
                .map_or_else(String::new, |url| format!("{} {url}", words.read)),
        ),
        hashtags,
        empty,
        cut,
    }
}

fn piece(paragraph: Paragraph) -> Piece {
    Piece {
        text: paragraph.text,
        origin: Origin::Body(paragraph.place),
        tight: paragraph.heading,
    }
}

/// A body that opens with the title (or the hook) as a heading would say it twice.
fn without_title(mut paragraphs: Vec<Paragraph>, hook: &str, title: &str) -> Vec<Paragraph> {
    let same = |p: &Paragraph| fold(&p.text) == fold(hook) || fold(&p.text) == fold(title);
    if paragraphs.first().is_some_and(|p| p.heading && same(p)) {
        paragraphs.remove(0);
    }
    paragraphs
}

fn hashtags(entry: &Entry, settings: &Settings, own: &[String]) -> Vec<String> {
    match &settings.hashtags {
        Some(chosen) => hashtag::collect(chosen.iter().cloned(), own),
        None => {
            let of_tags = entry
                .front
                .common
                .tags
                .iter()
                .filter_map(|t| hashtag::of_tag(t));
            hashtag::collect(of_tags.take(hashtag::FROM_TAGS), own)
        }
    }
}

/// The first comment: the address of the article, and at most three links of the text. Empty without an address.
pub(super) fn comment(url: Option<&str>, links: &[(String, String)], words: &Words) -> String {
    let Some(url) = url else { return String::new() };
    let mut out = format!("{} {url}", words.read);
    if !links.is_empty() {
        out.push_str("\n\n");
        out.push_str(words.see_also);
    }
    for (name, address) in links {
        let is_bare = name == address;
        out.push_str(&match is_bare {
            true => format!("\n• {address}"),
            false => format!("\n• {name}: {address}"),
        });
    }
    out
}

/// The whole text of pieces, ending without a line break.
pub(super) fn text(pieces: &[Piece]) -> String {
    join(pieces)
}
