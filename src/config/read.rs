//! Text of `site.yaml` → [`SiteConfig`].

use super::names::{COMMON_FIELDS, SITE_FILE, is_language_code};
use super::types::{Labels, Language, Permalinks, SiteConfig};
use crate::diagnostics::{Diagnostic, Diags, FilePath, Span};
use crate::source::{Snapshot, fingerprint};
use crate::text::date::Timezone;
use crate::text::similar::nearest;
use crate::yaml::{self, Codes, FILE_LIMIT, Map, Part, Path, Reader, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

const KEYS: [&str; 22] = [
    "title",
    "description",
    "base_url",
    "language",
    "languages",
    "timezone",
    "theme",
    "theme_settings",
    "page_size",
    "permalinks",
    "organization",
    "contacts",
    "facebook",
    "menus",
    "taxonomies",
    "kinds",
    "outputs",
    "budgets",
    "checks",
    "review_months",
    "allowed_contacts",
    "trust_html",
];

/// Reads `content/site.yaml` of a project. The configuration is usable whatever was wrong: what could not be read has
/// its default.
pub fn read(snapshot: &Snapshot) -> (SiteConfig, Diags) {
    let Some((file, text)) = snapshot.get(SITE_FILE).and_then(|f| Some((f, f.text()?))) else {
        return (SiteConfig::default(), missing(snapshot).into());
    };
    let (mut config, diags) = parse(&file.path, text);
    config.hash = file.hash;
    (config, diags)
}

fn missing(snapshot: &Snapshot) -> Diagnostic {
    let other = [
        "content/site.yml",
        "content/config.yaml",
        "site.yaml",
        "config.toml",
    ];
    let found = other.into_iter().find(|p| snapshot.get(p).is_some());
    let (vi, en) = match found {
        Some(found) => (
            format!(" Có phải là {found}? Hãy đổi tên."),
            format!(" Is it {found}? Rename it."),
        ),
        None => (
            " Hãy chạy lệnh trong thư mục dự án, hoặc tạo trang mới: satcoso init <thư mục>."
                .to_owned(),
            " Run the command in the project's folder, or make a new site: satcoso init <folder>."
                .to_owned(),
        ),
    };
    Diagnostic::error(
        "C001",
        Span::file(&FilePath::from(SITE_FILE)),
        format!("Không có tệp cấu hình {SITE_FILE}.{vi}"),
        format!("There is no configuration file {SITE_FILE}.{en}"),
    )
}

/// Reads the text of a configuration. Its hash is that of the text until the caller knows better.
pub fn parse(file: &FilePath, text: &Arc<str>) -> (SiteConfig, Diags) {
    let defaults = SiteConfig {
        file: file.clone(),
        text: text.clone(),
        hash: fingerprint(text.as_bytes()),
        ..SiteConfig::default()
    };
    let (document, mut diags) = yaml::read(file, text, 0..text.len(), FILE_LIMIT);
    let Some(document) = document else {
        return (defaults, diags);
    };
    let codes = Codes {
        unknown_key: "C002",
        wrong_type: "C003",
    };
    let reader = Reader::new(file, text, 0..text.len(), document.mended, codes);
    let mut reading = Reading {
        reader,
        languages: Vec::new(),
    };
    let config = reading.site(document.value, defaults);
    diags.extend(reading.reader.into_diags());
    (config, diags)
}

/// The state of one reading.
pub(super) struct Reading<'a> {
    pub reader: Reader<'a>,
    /// Codes of the site's languages, the default one first.
    pub languages: Vec<String>,
}

impl Reading<'_> {
    fn site(&mut self, value: Value, defaults: SiteConfig) -> SiteConfig {
        let root = Path::Root;
        let Some(mut map) = self.reader.record(value, &root, &KEYS) else {
            self.title_missing();
            return defaults;
        };
        let mut site = defaults;
        site.title = self
            .take_words(&mut map, &root, "title")
            .unwrap_or_default();
        if site.title.is_empty() {
            self.title_missing();
        }
        site.description = self
            .take_words(&mut map, &root, "description")
            .unwrap_or_default();
        self.languages(&mut map, &mut site);
        site.base_url = self.base_url(&mut map);
        if let Some(zone) = self.timezone(&mut map) {
            site.timezone = zone;
        }
        if let Some(theme) = self.theme(&mut map) {
            site.theme = theme;
        }
        if let Some(settings) = take(&mut map, "theme_settings") {
            site.theme_settings = self
                .reader
                .map(settings, &root.key("theme_settings"))
                .unwrap_or_default();
        }
        if let Some(n) = self.take_integer(&mut map, &root, "page_size", 0, 1000) {
            site.page_size = usize::try_from(n).unwrap_or(site.page_size);
        }
        if let Some(n) = self.take_integer(&mut map, &root, "review_months", 1, 120) {
            site.review_months = u32::try_from(n).unwrap_or(site.review_months);
        }
        let permalinks = [("html", Permalinks::Html), ("folder", Permalinks::Folder)];
        if let Some(permalinks) = self.take_choice(&mut map, &root, "permalinks", &permalinks) {
            site.permalinks = permalinks;
        }
        site.organization = self
            .take_words(&mut map, &root, "organization")
            .unwrap_or_default();
        if let Some(allowed) = take(&mut map, "allowed_contacts") {
            site.allowed_contacts = self.reader.texts(allowed, &root.key("allowed_contacts"));
        }
        if let Some(trust) = take(&mut map, "trust_html") {
            site.trust_html = self
                .reader
                .boolean(&trust, &root.key("trust_html"))
                .unwrap_or(false);
        }
        self.parts(&mut map, &mut site);
        self.taxonomies(&mut map, &mut site);
        self.kinds(&mut map, &mut site);
        self.collisions(&site);
        site
    }

    fn title_missing(&mut self) {
        let span = self.reader.whole();
        let diagnostic = Diagnostic::error(
            "C004",
            span,
            "Thiếu tên trang (title). Hãy thêm một dòng ở đầu tệp.",
            "The site's title is missing. Add a line at the top of the file.",
        );
        self.reader
            .push(diagnostic.with_fix("title: Tên trang của bạn"));
    }

    /// The default language and the others, with the site's title in each.
    fn languages(&mut self, map: &mut Map, site: &mut SiteConfig) {
        let root = Path::Root;
        let path = root.key("language");
        if let Some(code) = self.take_words(map, &root, "language")
            && self.is_code(&code, &path, Part::Value)
        {
            site.language = code;
        }
        let default = Language {
            code: site.language.clone(),
            title: site.title.clone(),
            description: site.description.clone(),
            prefix: String::new(),
        };
        let mut all = vec![default];
        let path = root.key("languages");
        match take(map, "languages") {
            Some(Value::List(codes)) => {
                for (i, code) in codes.into_iter().enumerate() {
                    let path = path.index(i);
                    if let Some(code) = self.reader.words(code, &path)
                        && self.is_code(&code, &path, Part::Value)
                    {
                        all.push(language(code, site));
                    }
                }
            }
            Some(other) => {
                for (code, value) in self.reader.map(other, &path).unwrap_or_default() {
                    let path = path.key(&code);
                    if !self.is_code(&code, &path, Part::Key) {
                        continue;
                    }
                    let mut made = language(code.clone(), site);
                    if let Some(mut map) =
                        self.reader.record(value, &path, &["title", "description"])
                    {
                        made.title = self
                            .take_words(&mut map, &path, "title")
                            .unwrap_or(made.title);
                        made.description = self
                            .take_words(&mut map, &path, "description")
                            .unwrap_or(made.description);
                    }
                    all.push(made);
                }
            }
            None => {}
        }
        // The default language may be listed again, to keep all titles together.
        if let Some(again) = all
            .iter()
            .skip(1)
            .find(|l| l.code == site.language)
            .cloned()
            && let Some(first) = all.first_mut()
        {
            first.title = again.title;
            first.description = again.description;
        }
        let mut seen = std::collections::BTreeSet::new();
        all.retain(|l| seen.insert(l.code.clone()));
        self.languages = all.iter().map(|l| l.code.clone()).collect();
        site.languages = all;
    }

    fn is_code(&mut self, code: &str, path: &Path<'_>, part: Part) -> bool {
        let good = is_language_code(code);
        if !good {
            let near = match code.to_lowercase().as_str() {
                "vn" | "vie" | "tiếng việt" | "vietnamese" => Some("vi"),
                "eng" | "english" | "us" | "gb" => Some("en"),
                "kh" | "khmer" => Some("km"),
                lower if is_language_code(lower) => Some(lower),
                _ => None,
            }
            .map(str::to_owned);
            let message = (
                format!("“{code}” không phải mã ngôn ngữ. Hãy viết hai chữ thường như vi, en, km."),
                format!(
                    "“{code}” is not a language code. Write two small letters such as vi, en, km."
                ),
            );
            self.reader
                .fault("C008", path, part, message, near.as_deref());
        }
        good
    }

    fn timezone(&mut self, map: &mut Map) -> Option<Timezone> {
        let root = Path::Root;
        let name = self.take_words(map, &root, "timezone")?;
        match Timezone::parse(&name) {
            Ok(zone) => Some(zone),
            Err(_) => {
                let near = nearest(&name, ZONES).unwrap_or("Asia/Ho_Chi_Minh");
                let known = ZONES.join(", ");
                let message = (
                    format!(
                        "Không biết múi giờ “{name}”. Có thể dùng: {known}, hoặc độ lệch như +07:00."
                    ),
                    format!(
                        "The time zone “{name}” is not known. Known are {known}, or an offset such as +07:00."
                    ),
                );
                self.reader.fault(
                    "C007",
                    &root.key("timezone"),
                    Part::Value,
                    message,
                    Some(near),
                );
                None
            }
        }
    }

    /// Text by language: a map of codes, or one text in the site's own language.
    pub fn labels(&mut self, value: Value, path: &Path<'_>) -> Labels {
        let mut labels = BTreeMap::new();
        match value {
            Value::Map(mut map) => {
                let known: Vec<String> = self.languages.clone();
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                self.reader.join_cut_values(&mut map, path, &known);
                for (code, value) in map {
                    let path = path.key(&code);
                    self.label_language(&code, &path);
                    if let Some(text) = self.reader.words(value, &path) {
                        labels.insert(code.clone(), text);
                    }
                }
            }
            other => {
                if let Some(text) = self.reader.words(other, path) {
                    let code = self.languages.first().map_or("vi", String::as_str);
                    labels.insert(code.to_owned(), text);
                }
            }
        }
        Labels(labels)
    }

    fn label_language(&mut self, code: &str, path: &Path<'_>) {
        if self.languages.iter().any(|l| l == code) {
            return;
        }
        let known = self.languages.join(", ");
        let near = nearest(code, &self.languages)
            .or_else(|| (code == "vn").then_some("vi"))
            .map(str::to_owned);
        let mut diagnostic = Diagnostic::warning(
            "C019",
            self.reader.span(path, Part::Key),
            format!(
                "“{code}” không phải ngôn ngữ của trang ({known}), nên chữ này không dùng đến."
            ),
            format!("“{code}” is not a language of this site ({known}), so this text is not used."),
        );
        if let Some(line) = near.and_then(|near| self.reader.line_with(path, Part::Key, &near)) {
            diagnostic = diagnostic.with_fix(line);
        }
        self.reader.push(diagnostic);
    }

    /// Text of a key.
    pub fn take_words(&mut self, map: &mut Map, path: &Path<'_>, key: &str) -> Option<String> {
        let value = take(map, key)?;
        self.reader.words(value, &path.key(key))
    }

    /// A whole number of a key, within limits.
    pub fn take_integer(
        &mut self,
        map: &mut Map,
        path: &Path<'_>,
        key: &str,
        min: i64,
        max: i64,
    ) -> Option<i64> {
        let path = path.key(key);
        let value = take(map, key)?;
        let n = self.reader.integer(&value, &path)?;
        if (min..=max).contains(&n) {
            return Some(n);
        }
        let message = (
            format!("“{path}” phải từ {min} đến {max}, ở đây là {n}."),
            format!("“{path}” must be between {min} and {max}, here it is {n}."),
        );
        self.reader.fault(
            "C015",
            &path,
            Part::Value,
            message,
            Some(&n.clamp(min, max).to_string()),
        );
        None
    }

    /// One of several words.
    pub fn take_choice<T: Copy>(
        &mut self,
        map: &mut Map,
        path: &Path<'_>,
        key: &str,
        choices: &[(&str, T)],
    ) -> Option<T> {
        let value = take(map, key)?;
        self.choice(value, &path.key(key), choices)
    }

    /// One of several words.
    pub fn choice<T: Copy>(
        &mut self,
        value: Value,
        path: &Path<'_>,
        choices: &[(&str, T)],
    ) -> Option<T> {
        let word = self.reader.words(value, path)?;
        if let Some((_, choice)) = choices.iter().find(|(name, _)| *name == word) {
            return Some(*choice);
        }
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        self.not_one_of(path, &word, &names);
        None
    }

    /// Says that a word is none of those allowed.
    pub fn not_one_of(&mut self, path: &Path<'_>, word: &str, names: &[&str]) {
        let near = nearest(word, names.iter().copied());
        let list = names.join(", ");
        let message = (
            format!("“{word}” không dùng được cho “{path}”. Có thể dùng: {list}."),
            format!("“{word}” is not possible for “{path}”. Possible are: {list}."),
        );
        self.reader.fault("C005", path, Part::Value, message, near);
    }

    /// Says that a key is required.
    pub fn missing(&mut self, path: &Path<'_>, key: &str, example: &str) {
        let message = (
            format!("“{path}” thiếu khóa “{key}”."),
            format!("“{path}” has no key “{key}”."),
        );
        let mut diagnostic = Diagnostic::error(
            "C004",
            self.reader.span(path, Part::Key),
            message.0,
            message.1,
        );
        if !example.is_empty() {
            diagnostic = diagnostic.with_fix(example);
        }
        self.reader.push(diagnostic);
    }
}

/// Zones named in a message; others are known too.
const ZONES: [&str; 5] = [
    "Asia/Ho_Chi_Minh",
    "Asia/Bangkok",
    "Asia/Phnom_Penh",
    "Asia/Singapore",
    "UTC",
];

fn language(code: String, site: &SiteConfig) -> Language {
    Language {
        prefix: format!("{code}/"),
        title: site.title.clone(),
        description: site.description.clone(),
        code,
    }
}

/// A key's value, taken out; nothing written is nothing.
pub(super) fn take(map: &mut Map, key: &str) -> Option<Value> {
    map.remove(key).filter(|v| !v.is_null())
}

/// Whether a kind may not declare a field of that name.
pub(super) fn is_common(name: &str) -> bool {
    COMMON_FIELDS.contains(&name)
}
