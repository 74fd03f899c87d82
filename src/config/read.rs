//! Text of `site.yaml` → [`SiteConfig`].

use super::names::{COMMON_FIELDS, SITE_FILE};
use super::types::{Permalinks, SiteConfig};
use crate::diagnostics::{Diagnostic, Diags, FilePath, Span};
use crate::source::{Snapshot, fingerprint};
use crate::text::date::Timezone;
use crate::text::similar::nearest;
use crate::yaml::{self, Codes, FILE_LIMIT, Map, Part, Path, Reader, Value};
use std::sync::Arc;

const KEYS: [&str; 23] = [
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
    "report",
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
        self.report(&mut map, &mut site);
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
}

/// Zones named in a message; others are known too.
const ZONES: [&str; 5] = [
    "Asia/Ho_Chi_Minh",
    "Asia/Bangkok",
    "Asia/Phnom_Penh",
    "Asia/Singapore",
    "UTC",
];

/// A key's value, taken out; nothing written is nothing.
pub(super) fn take(map: &mut Map, key: &str) -> Option<Value> {
    map.remove(key).filter(|v| !v.is_null())
}

/// Whether a kind may not declare a field of that name.
pub(super) fn is_common(name: &str) -> bool {
    COMMON_FIELDS.contains(&name)
}
