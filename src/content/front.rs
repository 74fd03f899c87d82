//! Front matter → [`Front`], against the kind's schema.

use super::schema::Schema;
use super::{Common, Front};
use crate::config::{COMMON_FIELDS, Kind};
use crate::diagnostics::{Diagnostic, Severity};
use crate::text::fold::fold;
use crate::text::similar::nearest;
use crate::yaml::{Map, Part, Path, Reader, Value};

/// One front matter being read.
pub(super) struct FrontReading<'r, 'a> {
    pub reader: &'r mut Reader<'a>,
    pub schema: &'r Schema<'a>,
    /// The kind, for entries that have one; sections and plain pages have common fields only.
    pub kind: Option<&'a Kind>,
    /// A section's own text needs no title.
    pub is_section: bool,
    /// How many folders below `content/` the file lies.
    pub depth: usize,
    /// Whether a title was given that is no text, which has been reported.
    pub odd_title: bool,
    /// A draft may be incomplete: what is missing from it is a warning.
    pub draft: bool,
}

impl<'a> FrontReading<'_, 'a> {
    pub fn read(&mut self, map: Map) -> Front {
        let root = Path::Root;
        let mut front = Front::default();
        let fields = self.kind.map_or(&[][..], |k| k.fields.as_slice());
        let mut found = Vec::with_capacity(fields.len());
        let mut given = vec![false; fields.len()];
        self.draft = map.get("draft") == Some(&Value::Bool(true));
        self.odd_title = matches!(map.get("title"), Some(Value::List(_) | Value::Map(_)));
        for (key, value) in map {
            let path = root.key(&key);
            if COMMON_FIELDS.contains(&key.as_str()) {
                self.common(&key, value, &path, &mut front);
            } else if let Some(at) = fields.iter().position(|f| f.name == key) {
                if let Some(given) = given.get_mut(at) {
                    *given = !value.is_null();
                }
                if let Some(field) = fields.get(at)
                    && let Some(value) = self.field(field, value, &path)
                {
                    found.push((at, (key, value)));
                }
            } else {
                self.unknown(&key);
            }
        }
        found.sort_by_key(|(at, _)| *at);
        for (field, given) in fields.iter().zip(given) {
            if field.required && !given {
                self.required(field);
            }
        }
        front.fields = found.into_iter().map(|(_, field)| field).collect();
        self.after(&mut front.common);
        front
    }

    /// Adds a diagnostic about something missing: a warning in a draft.
    pub fn incomplete(&mut self, mut diagnostic: Diagnostic) {
        if self.draft {
            diagnostic.severity = Severity::Warning;
        }
        self.reader.push(diagnostic);
    }

    fn unknown(&mut self, key: &str) {
        let own = self.kind.map_or(&[][..], |k| k.fields.as_slice());
        let known: Vec<&str> = own
            .iter()
            .map(|f| f.name.as_str())
            .chain(COMMON_FIELDS)
            .collect();
        let other = self
            .schema
            .config
            .kinds
            .iter()
            .find(|k| k.fields.iter().any(|f| f.name == key));
        let near = nearest(key, known.iter().copied())
            .or_else(|| synonym(key))
            .or_else(|| self.by_label(key));
        let hint = match (near, other) {
            (None, Some(other)) => Some((
                format!(
                    "Trường này thuộc loại “{}” (thư mục {}).",
                    other.label.get("vi"),
                    other.folder
                ),
                format!(
                    "This field belongs to the kind “{}” (folder {}).",
                    other.label.get("en"),
                    other.folder
                ),
            )),
            _ if matches!(key, "lang" | "language" | "locale") => Some((
                "Ngôn ngữ của bài ghi ở tên tệp: ten-bai.en.md.".to_owned(),
                "An entry's language stands in its file name: name.en.md.".to_owned(),
            )),
            _ => None,
        };
        let near = if hint.is_some() { None } else { near };
        self.reader
            .unknown_key(&Path::Root, key, near, &known, hint);
    }

    /// The field that people know by this name: `Kỹ năng:` for `skill:`.
    fn by_label(&self, key: &str) -> Option<&'a str> {
        let key = fold(key);
        let fields = self.kind.map_or(&[][..], |k| k.fields.as_slice());
        let is = |label: &String| fold(label) == key;
        fields
            .iter()
            .find(|f| f.label.0.values().any(is))
            .map(|f| f.name.as_str())
    }

    /// What only shows when all fields are there.
    fn after(&mut self, common: &mut Common) {
        let root = Path::Root;
        if common.title.is_empty() && !self.is_section && !self.odd_title {
            let at_key = self.reader.line_of(&root.key("title"));
            let span = match at_key {
                Some(_) => self.reader.span(&root.key("title"), Part::Key),
                None => self.reader.whole(),
            };
            let diagnostic = Diagnostic::error(
                "F013",
                span,
                "Bài chưa có tên (title).",
                "The entry has no title.",
            );
            self.incomplete(diagnostic.with_fix("title: Tên bài viết"));
        }
        if let (Some(date), Some(expires)) = (common.date, common.expires)
            && expires <= date
        {
            let message = (
                "Ngày hết hạn (expires) không sau ngày đăng (date), nên bài không bao giờ hiện ra."
                    .to_owned(),
                "The entry expires before its date, so it would never be shown.".to_owned(),
            );
            self.reader
                .fault("F011", &root.key("expires"), Part::Value, message, None);
        }
        if let (Some(date), Some(updated)) = (common.date, common.updated)
            && updated < date
        {
            let span = self.reader.span(&root.key("updated"), Part::Value);
            self.reader.push(Diagnostic::warning(
                "F019",
                span,
                "Ngày cập nhật (updated) trước ngày đăng (date).",
                "The entry was updated before its date.",
            ));
        }
    }
}

/// Names that people and other generators use for common fields.
fn synonym(key: &str) -> Option<&'static str> {
    Some(match fold(key).replace(['-', '_'], " ").as_str() {
        "tieu de" | "ten" | "ten bai" | "name" | "headline" => "title",
        "ngay" | "ngay dang" | "published" | "publishdate" | "pubdate" | "created" => "date",
        "ngay sua" | "cap nhat" | "lastmod" | "modified" => "updated",
        "het han" | "expirydate" | "expiry" => "expires",
        "tom tat" | "mo ta" | "description" | "excerpt" | "abstract" => "summary",
        "anh" | "anh bia" | "hinh" | "image" | "thumbnail" | "banner" => "cover",
        "the" | "chu de" | "keywords" | "categories" | "category" => "tags",
        "tac gia" | "nguoi viet" | "author" | "writer" => "authors",
        "nhap" | "ban nhap" => "draft",
        "lien he" | "hotline" => "contact",
        "minh hoa" => "illustrative",
        "url" | "permalink" => "slug",
        "redirects" | "redirect from" => "aliases",
        "layout" => "template",
        "thu tu" | "order" | "position" => "weight",
        _ => return None,
    })
}
