//! `facebook:` in an entry's front matter, typed.

use super::hashtag;
use crate::content::Entry;
use crate::diagnostics::{Diagnostic, Diags};
use crate::text::date::{Instant, Offset, parse_moment};
use crate::text::similar::nearest;
use crate::yaml::{Codes, Map, Part, Path, Reader, Value, quote};

/// How a post carries its link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Pictures, and the link in the first comment: attached pictures suppress the link preview (FACTS §5).
    Photo,
    /// The link in the text, with its preview.
    Link,
}

impl Mode {
    /// Its name in front matter and in `post.json`.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Photo => "photo",
            Mode::Link => "link",
        }
    }
}

/// A picture named for the post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chosen {
    /// Path relative to the entry's file.
    pub image: String,
    /// Its alt text, where one is given here.
    pub alt: String,
}

/// A post that has been published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// When.
    pub date: Instant,
    /// Its address.
    pub url: String,
    /// The entry's title at that time.
    pub title: String,
}

/// What the block says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Settings {
    /// First line instead of the title.
    pub hook: Option<String>,
    /// What stands between hook and hashtags, instead of the entry's own text.
    pub message: Option<String>,
    /// Photo or link.
    pub mode: Option<Mode>,
    /// Pictures instead of the entry's own.
    pub images: Option<Vec<Chosen>>,
    /// Hashtags instead of those made of tags; the page's own come on top.
    pub hashtags: Option<Vec<String>>,
    /// When Meta shall publish it.
    pub schedule: Option<Instant>,
    /// Where it has been published.
    pub posted: Vec<Posted>,
}

const KEYS: [&str; 7] = [
    "hook", "message", "mode", "images", "hashtags", "schedule", "posted",
];

/// Reads an entry's block.
pub(super) fn read(entry: &Entry, offset: Offset) -> (Settings, Diags) {
    let Value::Map(_) = &entry.front.facebook else {
        return (Settings::default(), Diags::new());
    };
    let range = entry.front_at.start as usize..entry.front_at.end as usize;
    let codes = Codes {
        unknown_key: "P001",
        wrong_type: "P002",
    };
    let reader = Reader::new(&entry.file, &entry.text, range, None, codes);
    let mut reading = Reading { reader, offset };
    let settings = reading.block(entry.front.facebook.clone());
    (settings, reading.reader.into_diags())
}

/// The posts that an entry records as published, and how many more of its records lack a date or an address.
pub fn posted(entry: &Entry, offset: Offset) -> (Vec<Posted>, usize) {
    let (settings, _) = read(entry, offset);
    let records = entry.front.facebook.as_map().and_then(|m| m.get("posted"));
    let written = match records {
        None | Some(Value::Null) => 0,
        Some(Value::List(items)) => items.len(),
        Some(_) => 1,
    };
    let unclear = written.saturating_sub(settings.posted.len());
    (settings.posted, unclear)
}

/// Pictures that the block names, for the gallery; faults are said by [`read`].
pub(in crate::outputs) fn images(front: &Value) -> Vec<&str> {
    let items = front.as_map().and_then(|m| m.get("images"));
    let items = match items {
        Some(Value::List(items)) => items.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    items
        .iter()
        .filter_map(|item| match item {
            Value::Map(map) => map.get("image").and_then(Value::as_str),
            other => other.as_str(),
        })
        .collect()
}

struct Reading<'a> {
    reader: Reader<'a>,
    offset: Offset,
}

impl Reading<'_> {
    fn block(&mut self, value: Value) -> Settings {
        let root = Path::Root;
        let path = root.key("facebook");
        let mut settings = Settings::default();
        for (key, value) in self.reader.record(value, &path, &KEYS).unwrap_or_default() {
            let path = path.key(&key);
            match key.as_str() {
                "hook" => settings.hook = self.hook(value, &path),
                "message" => settings.message = self.reader.words(value, &path),
                "mode" => settings.mode = self.mode(value, &path),
                "images" => settings.images = Some(self.images(value, &path)),
                "hashtags" => settings.hashtags = Some(self.hashtags(value, &path)),
                "schedule" => settings.schedule = self.moment(value, &path),
                "posted" => settings.posted = self.posted(value, &path),
                _ => {}
            }
        }
        settings
    }

    /// One line: line breaks of a folded value are spaces.
    fn hook(&mut self, value: Value, path: &Path<'_>) -> Option<String> {
        let words = self.reader.words(value, path)?;
        Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn mode(&mut self, value: Value, path: &Path<'_>) -> Option<Mode> {
        let word = self.reader.words(value, path)?;
        match word.as_str() {
            "photo" => return Some(Mode::Photo),
            "link" => return Some(Mode::Link),
            _ => {}
        }
        let meant = match crate::text::fold::fold(&word).as_str() {
            "anh" | "hinh" | "image" => Some("photo"),
            "lien ket" | "duong dan" | "url" => Some("link"),
            _ => nearest(&word, ["photo", "link"]),
        };
        let message = (
            format!(
                "“{word}” không phải kiểu bài đăng. Chọn photo (ảnh, đường dẫn ở bình luận) hoặc link (đường dẫn có ảnh xem trước)."
            ),
            format!(
                "“{word}” is no kind of post. Choose photo (pictures, the link in a comment) or link (with its preview)."
            ),
        );
        self.reader
            .fault("P003", path, Part::Value, message, meant.or(Some("photo")));
        None
    }

    fn images(&mut self, value: Value, path: &Path<'_>) -> Vec<Chosen> {
        let single = !matches!(value, Value::List(_));
        let mut out = Vec::new();
        let items = match value {
            map @ Value::Map(_) => vec![map],
            other => self.reader.list(other, path),
        };
        for (i, item) in items.into_iter().enumerate() {
            let indexed = path.index(i);
            let path = if single { *path } else { indexed };
            let chosen = match item {
                Value::Map(map) => self.image(map, &path),
                other => self.reader.words(other, &path).map(|image| Chosen {
                    image,
                    alt: String::new(),
                }),
            };
            out.extend(chosen);
        }
        out
    }

    fn image(&mut self, map: Map, path: &Path<'_>) -> Option<Chosen> {
        let mut map = self
            .reader
            .record(Value::Map(map), path, &["image", "alt"])?;
        let alt = map
            .remove("alt")
            .and_then(|v| self.reader.words(v, &path.key("alt")));
        match map
            .remove("image")
            .and_then(|v| self.reader.words(v, &path.key("image")))
        {
            Some(image) => Some(Chosen {
                image,
                alt: alt.unwrap_or_default(),
            }),
            None => {
                let message = (
                    "Ảnh của bài đăng thiếu tên tệp (image).".to_owned(),
                    "This picture of the post has no file name (image).".to_owned(),
                );
                self.reader.fault("P004", path, Part::Value, message, None);
                None
            }
        }
    }

    fn hashtags(&mut self, value: Value, path: &Path<'_>) -> Vec<String> {
        let single = !matches!(value, Value::List(_));
        let mut out = Vec::new();
        for (i, written) in self.reader.texts(value, path).into_iter().enumerate() {
            let tag = written.trim_start_matches('#');
            if hashtag::is_valid(tag) {
                out.push(tag.to_owned());
                continue;
            }
            let message = (
                format!(
                    "“{written}” không dùng làm hashtag được: viết liền, chỉ gồm chữ, số và dấu gạch dưới, không chỉ toàn số."
                ),
                format!(
                    "“{written}” cannot be a hashtag: letters, digits and underscores only, without spaces, not digits alone."
                ),
            );
            let indexed = path.index(i);
            let path = if single { path } else { &indexed };
            let meant = hashtag::of_tag(&written);
            self.reader
                .fault("P006", path, Part::Value, message, meant.as_deref());
        }
        out
    }

    fn moment(&mut self, value: Value, path: &Path<'_>) -> Option<Instant> {
        let written = self.reader.words(value, path)?;
        match parse_moment(&written, self.offset) {
            Ok(moment) if !moment.date_only => Some(moment.instant),
            Ok(_) => {
                let message = (
                    format!("Lịch đăng “{written}” thiếu giờ."),
                    format!("The schedule “{written}” has no time of day."),
                );
                let meant = format!("{written} 19:30");
                self.reader
                    .fault("P005", path, Part::Value, message, Some(&meant));
                None
            }
            Err(error) => {
                self.reader.fault(
                    "P005",
                    path,
                    Part::Value,
                    (error.vi(), error.en()),
                    error.likely.as_deref(),
                );
                None
            }
        }
    }

    fn posted(&mut self, value: Value, path: &Path<'_>) -> Vec<Posted> {
        let items = match value {
            map @ Value::Map(_) => vec![map],
            other => self.reader.list(other, path),
        };
        let mut out = Vec::new();
        for (i, item) in items.into_iter().enumerate() {
            let path = path.index(i);
            out.extend(self.one_posted(item, &path));
        }
        out
    }

    fn one_posted(&mut self, value: Value, path: &Path<'_>) -> Option<Posted> {
        let mut map = self.reader.record(value, path, &["date", "url", "title"])?;
        let mut take = |key: &'static str| {
            let value = map.remove(key)?;
            self.reader.words(value, &path.key(key))
        };
        let (date, url, title) = (take("date"), take("url"), take("title"));
        let at = date
            .as_deref()
            .and_then(|d| parse_moment(d, self.offset).ok());
        let is_address = url
            .as_deref()
            .is_some_and(|u| u.starts_with("https://") && !u.contains(char::is_whitespace));
        if let (Some(at), Some(url), true) = (at, &url, is_address) {
            return Some(Posted {
                date: at.instant,
                url: url.clone(),
                title: title.unwrap_or_default(),
            });
        }
        let diagnostic = Diagnostic::error(
            "P007",
            self.reader.span(path, Part::Value),
            "Mỗi bài đã đăng cần ngày đăng (date) và đường dẫn https của bài trên Facebook (url).",
            "Each published post needs its date and its https address on Facebook (url).",
        );
        let date = at.map_or_else(|| "2026-11-22".to_owned(), |_| date.unwrap_or_default());
        let url = url
            .filter(|_| is_address)
            .unwrap_or_else(|| "https://www.facebook.com/…".to_owned());
        self.reader
            .push(diagnostic.with_fix(format!("    - {{date: {date}, url: {}}}", quote(&url))));
        None
    }
}
