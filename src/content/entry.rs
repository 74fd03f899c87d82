use super::stow::{Stow, Stowed};
use crate::diagnostics::{FilePath, Span, line_with};
use crate::markdown::plain::Block;
use crate::markdown::{self, Dialect, Doc, Wanted};
use crate::text::date::Instant;
use crate::yaml::{Part, Path};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// An entry as its file says it, whole at birth; nothing changes it later. Its number ([`crate::site::EntryId`]),
/// route, terms and neighbours are the site's business.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The file.
    pub file: FilePath,
    /// What its path says.
    pub path: EntryPath,
    /// xxh3-128 of the file.
    pub hash: u128,
    /// Front matter.
    pub front: Front,
    /// Body; its outline only where the entry is not `whole`.
    pub doc: Doc,
    /// Whether the body's HTML is there. It is not in an entry that an earlier run kept on disk ([`super::Kept`]), nor in
    /// those of a site so large that all HTML together would fill the memory of a small machine.
    pub whole: bool,
    /// Where the HTML is, if it is on disk.
    pub stowed: Option<Stowed>,
    /// The file's decoded text, to which all ranges refer.
    pub text: Arc<str>,
    /// Where the YAML of the front matter stands in it, without its markers; empty where there is none.
    pub front_at: Range<u32>,
    /// Where the body starts in it.
    pub body_at: usize,
    /// The front matter could not be read (an error says why): only path and body are known, so that links to this
    /// entry do not seem broken too. Rules about front matter should pass it over.
    pub broken: bool,
    /// Hash of the file and of all else that parsing depends on; `None` where parsing had something to say, which must
    /// be said again in the next build.
    pub reuse: Option<u128>,
}

impl Entry {
    /// A place in this entry's file.
    pub fn span(&self, range: Range<u32>) -> Span {
        Span {
            file: self.file.clone(),
            start: range.start,
            end: range.end,
        }
    }

    /// The place of a front matter field, for diagnostics of other rooms: `Path::Root.key("cover").key("alt")`; the
    /// front matter as a whole where it is not given. Costs one reading of the front matter.
    pub fn field_span(&self, path: &Path<'_>, part: Part) -> Span {
        let range = self.front_at.start as usize..self.front_at.end as usize;
        match crate::yaml::locate(&self.text, range, path, part) {
            Some(range) => Span::new(&self.file, range),
            None => self.front_span(),
        }
    }

    /// The line on which a front matter field's value (or key) stands, with it replaced: a correction to show.
    pub fn field_line(&self, path: &Path<'_>, part: Part, new: &str) -> Option<String> {
        let range = self.front_at.start as usize..self.front_at.end as usize;
        let place = crate::yaml::locate(&self.text, range, path, part)?;
        line_with(&self.text, place, new)
    }

    /// The front matter as a whole, for what is missing from it.
    pub fn front_span(&self) -> Span {
        Span::new(
            &self.file,
            0..self
                .text
                .find('\n')
                .unwrap_or(0)
                .max(3)
                .min(self.text.len()),
        )
    }

    /// The entry without its body's HTML.
    pub fn outline(self) -> Entry {
        Entry {
            doc: self.doc.outline(),
            whole: false,
            ..self
        }
    }

    /// The entry with its body's HTML on disk, or without it where it cannot be put there.
    pub(super) fn stowed_in(self, stow: &Arc<Stow>) -> Entry {
        match stow.put(&self.doc) {
            stowed @ Some(_) => Entry {
                stowed,
                ..self.outline()
            },
            None => self.outline(),
        }
    }

    /// The parsed body with its HTML, read from where it was put, or made anew where only its outline was kept; syllables
    /// are not counted again then.
    pub fn whole_doc(&self, dialect: &Dialect) -> Cow<'_, Doc> {
        if self.whole {
            return Cow::Borrowed(&self.doc);
        }
        if let Some(doc) = self.stowed.as_ref().and_then(|s| s.whole(&self.doc)) {
            return Cow::Owned(doc);
        }
        let body = self.body_at..self.text.len();
        let (lang, wanted) = (&self.path.lang, Wanted::Html);
        Cow::Owned(markdown::parse_in(lang, &self.text, body, &self.file, dialect, wanted).0)
    }

    /// The body as a tree, for what is no HTML.
    pub fn blocks(&self, dialect: &Dialect) -> Vec<Block> {
        markdown::plain::blocks(&self.text, self.body_at..self.text.len(), dialect)
    }

    /// The body's Markdown.
    pub fn body(&self) -> &str {
        self.text.get(self.body_at..).unwrap_or("")
    }
}

/// What an entry's path says: `content/tai-lieu/quy-dinh/doi-thoai.en.md`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct EntryPath {
    /// Folder below `content/` without slashes at its ends (`tai-lieu/quy-dinh`); empty at the root. For
    /// `name/index.md` the folder above `name`; relative paths in an entry always start at its file.
    pub folder: String,
    /// First part of the folder, which names the kind; empty for plain pages.
    pub kind: String,
    /// File name without language and `.md`; for `name/index.md` the folder's name.
    pub name: String,
    /// Whether it is `name/index.md`, whose folder holds the entry's files.
    pub is_bundle: bool,
    /// Whether it is `_index.md`, a section's own text.
    pub is_section: bool,
    /// Language code.
    pub lang: String,
    /// Path without language suffix: the same for all translations of one entry.
    pub key: String,
}

/// Front matter, typed.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Front {
    /// Fields that every entry may have.
    pub common: Common,
    /// The kind's own fields, in the order of the schema; those not given are left out.
    pub fields: Vec<(String, FieldValue)>,
    /// Outputs switched off for this entry (`outputs: {loudspeaker: false}`).
    pub off: Vec<String>,
    /// The `facebook:` block as written; its own room reads it.
    pub facebook: crate::yaml::Value,
    /// `poster: {points: […]}`: what the notice-board sheet says, instead of what a rule would choose.
    pub points: Vec<String>,
    /// The `allow:` list: personal data that this entry may name on purpose.
    pub allow: Vec<String>,
}

/// Fields that every entry may have.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Common {
    /// Title, required.
    pub title: String,
    /// Last part of the address; from the file's name when not given.
    pub slug: Option<String>,
    /// A name that stays the same when the file is renamed or moved, for redirects.
    pub id: Option<String>,
    /// Moment of publication.
    pub date: Option<Instant>,
    /// Moment of the last real change.
    pub updated: Option<Instant>,
    /// Moment from which it is no longer published.
    pub expires: Option<Instant>,
    /// Not to be published.
    pub draft: bool,
    /// One or two sentences.
    pub summary: Option<String>,
    /// Picture.
    pub cover: Option<Cover>,
    /// Tags as written.
    pub tags: Vec<String>,
    /// Former addresses, as paths below the site's root.
    pub aliases: Vec<String>,
    /// Position in lists: lower comes first; entries without come after, by date.
    pub weight: Option<i64>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Whom to ask about it, instead of the site's contacts.
    pub contact: crate::yaml::Value,
    /// Invented for demonstration; marked on the page and never ready for Facebook.
    pub illustrative: bool,
    /// Template to use instead of the kind's.
    pub template: Option<String>,
}

/// A cover picture.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Cover {
    /// Path relative to the entry's file.
    pub image: String,
    /// Text for those who do not see it; empty only when `decorative`.
    pub alt: String,
    /// Who made it.
    pub credit: String,
    /// Says nothing that the text does not say.
    pub decorative: bool,
}

/// A named person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Name.
    pub name: String,
    /// What they do.
    pub role: String,
}

/// The value of a kind's field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FieldValue {
    /// String, text or choice.
    Text(String),
    /// A moment; `true` when only a day was given.
    Date(Instant, bool),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// Yes or no.
    Boolean(bool),
    /// A list.
    List(Vec<FieldValue>),
    /// A term: taxonomy key and the term as written.
    Term(String, String),
    /// A path relative to the entry's file.
    File(String),
    /// A picture's path relative to the entry's file.
    Image(String),
    /// A person.
    Person(Person),
    /// An address.
    Link(String),
    /// A group of fields.
    Record(Vec<(String, FieldValue)>),
}

impl Front {
    /// The value of a kind's field.
    pub fn field(&self, name: &str) -> Option<&FieldValue> {
        self.fields.iter().find(|(n, _)| n == name).map(|(_, v)| v)
    }

    /// Terms of a taxonomy as written, from the kind's fields (and `tags`), without repeats, in order.
    pub fn terms<'a>(&'a self, taxonomy: &str) -> Vec<&'a str> {
        let mut out: Vec<&str> = Vec::new();
        if taxonomy == "tags" {
            out.extend(self.common.tags.iter().map(String::as_str));
        }
        fn collect<'a>(value: &'a FieldValue, taxonomy: &str, out: &mut Vec<&'a str>) {
            match value {
                FieldValue::Term(key, term) if key == taxonomy => out.push(term),
                FieldValue::List(items) => items.iter().for_each(|v| collect(v, taxonomy, out)),
                FieldValue::Record(fields) => {
                    fields.iter().for_each(|(_, v)| collect(v, taxonomy, out))
                }
                _ => {}
            }
        }
        self.fields
            .iter()
            .for_each(|(_, v)| collect(v, taxonomy, &mut out));
        let mut seen = std::collections::BTreeSet::new();
        out.retain(|t| seen.insert(*t));
        out
    }
}
