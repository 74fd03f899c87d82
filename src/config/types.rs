use super::{Kind, Report, SITE_FILE};
use crate::diagnostics::{FilePath, Span};
use crate::text::date::Timezone;
use crate::yaml::{Part, Path};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A short text in several languages, by language code; `get` falls back to the first one given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Hash)]
#[serde(transparent)]
pub struct Labels(pub BTreeMap<String, String>);

impl Labels {
    /// The label in a language, else in Vietnamese, else in any; empty when there is none.
    pub fn get(&self, lang: &str) -> &str {
        self.0
            .get(lang)
            .or_else(|| self.0.get("vi"))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }
}

/// The whole configuration.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteConfig {
    /// The site's name, in its default language.
    pub title: String,
    /// One or two sentences, for search engines and link previews.
    pub description: String,
    /// Where the site is published; without it absolute addresses are left out.
    pub base_url: Option<BaseUrl>,
    /// Code of the default language, whose pages lie at the root.
    pub language: String,
    /// All languages, the default one first.
    pub languages: Vec<Language>,
    /// Zone in which dates without a zone are read, and all dates are shown.
    pub timezone: Timezone,
    /// Name of the theme's folder below `themes/`.
    pub theme: String,
    /// Values for the theme's own settings (checked by the theme against its `theme.yaml`).
    pub theme_settings: crate::yaml::Map,
    /// Entries on one list page; 0 for all on one.
    pub page_size: usize,
    /// How addresses are formed.
    pub permalinks: Permalinks,
    /// The organisation that publishes the site.
    pub organization: String,
    /// Whom to call.
    pub contacts: Contacts,
    /// The Facebook page.
    pub facebook: FacebookPage,
    /// Menus by name (`main`, `footer`).
    pub menus: BTreeMap<String, Vec<MenuItem>>,
    /// Taxonomies by key, in the order of the file.
    pub taxonomies: Vec<Taxonomy>,
    /// Kinds by folder, in the order of the file.
    pub kinds: Vec<Kind>,
    /// Which outputs are made.
    pub outputs: Outputs,
    /// Page weights over which a warning is given.
    pub budgets: Budgets,
    /// Severity of single checks, by code or name.
    pub checks: BTreeMap<String, CheckLevel>,
    /// Months after which reviewed guidance counts as old.
    pub review_months: u32,
    /// What the year's report measures.
    pub report: Report,
    /// Phone numbers and e-mail addresses that may stand in public text (the contacts always may).
    pub allowed_contacts: Vec<String>,
    /// Whether raw HTML in entries passes unchanged.
    pub trust_html: bool,
    /// The file it was read from.
    pub file: FilePath,
    /// That file's decoded text, to find places in it.
    pub text: Arc<str>,
    /// xxh3-128 of that file's bytes.
    pub hash: u128,
}

impl SiteConfig {
    /// A hash of everything the configuration depends on.
    pub fn fingerprint(&self) -> u128 {
        self.hash
    }

    /// The kind whose entries lie in a folder of `content/`.
    pub fn kind(&self, folder: &str) -> Option<&Kind> {
        self.kinds.iter().find(|k| k.folder == folder)
    }

    /// The taxonomy of a key.
    pub fn taxonomy(&self, key: &str) -> Option<&Taxonomy> {
        self.taxonomies.iter().find(|t| t.key == key)
    }

    /// The place of a value in `site.yaml`, for diagnostics of other rooms (`Path::Root.key("menus")`); the whole file
    /// where it is not given. Costs one reading of the file.
    pub fn span(&self, path: &Path<'_>, part: Part) -> Span {
        let range = crate::yaml::locate(&self.text, 0..self.text.len(), path, part);
        range.map_or_else(
            || Span::file(&self.file),
            |range| Span::new(&self.file, range),
        )
    }
}

impl Default for SiteConfig {
    /// What an empty `site.yaml` means: one language, no kinds, tags.
    fn default() -> Self {
        let language = Language {
            code: "vi".into(),
            title: String::new(),
            description: String::new(),
            prefix: String::new(),
        };
        Self {
            title: String::new(),
            description: String::new(),
            base_url: None,
            language: "vi".into(),
            languages: vec![language],
            timezone: Timezone::default(),
            theme: "gan-cong-nhan".into(),
            theme_settings: crate::yaml::Map::new(),
            page_size: 12,
            permalinks: Permalinks::default(),
            organization: String::new(),
            contacts: Contacts::default(),
            facebook: FacebookPage {
                output: "facebook".into(),
                ..FacebookPage::default()
            },
            menus: BTreeMap::new(),
            taxonomies: Vec::new(),
            kinds: Vec::new(),
            outputs: Outputs { off: Vec::new() },
            budgets: Budgets::default(),
            checks: BTreeMap::new(),
            review_months: 12,
            report: Report::default(),
            allowed_contacts: Vec::new(),
            trust_html: false,
            file: SITE_FILE.into(),
            text: "".into(),
            hash: 0,
        }
    }
}

/// An absolute `http(s)` address without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Hash)]
#[serde(transparent)]
pub struct BaseUrl(pub String);

impl BaseUrl {
    /// The absolute address of a path below the site's root (no leading slash).
    pub fn join(&self, path: &str) -> String {
        format!("{}/{path}", self.0)
    }

    /// Its path: `""` or `/a/b`.
    pub fn path(&self) -> &str {
        let rest = self.0.split_once("://").map_or("", |(_, r)| r);
        rest.find('/').map_or("", |i| &rest[i..])
    }
}

/// One language of the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Hash)]
pub struct Language {
    /// `vi`, `en`, `km`.
    pub code: String,
    /// The site's title in it.
    pub title: String,
    /// The site's description in it.
    pub description: String,
    /// The folder its pages lie in, with a slash at the end; empty for the default language.
    pub prefix: String,
}

/// How addresses are formed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Hash)]
#[serde(rename_all = "lowercase")]
pub enum Permalinks {
    /// `/tai-lieu/ten-bai.html`: works on any host and from disk.
    #[default]
    Html,
    /// `/tai-lieu/ten-bai/index.html`.
    Folder,
}

/// Whom to call. Empty strings where not given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Hash)]
pub struct Contacts {
    /// Phone number as people write it.
    pub phone: String,
    /// Zalo number or link.
    pub zalo: String,
    /// E-mail address.
    pub email: String,
    /// Postal address.
    pub address: String,
    /// A remark shown beside them.
    pub note: String,
}

/// The union's Facebook page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Hash)]
pub struct FacebookPage {
    /// Its address.
    pub page: String,
    /// Its name.
    pub name: String,
    /// Hashtags that every post carries, without `#`.
    pub hashtags: Vec<String>,
    /// Where the packs are written: a folder of `public/`, or with a leading `../` one beside it. Default `facebook`.
    pub output: String,
}

/// One line of a menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Hash)]
pub struct MenuItem {
    /// What is shown, by language.
    pub label: Labels,
    /// Where it leads: an entry's `.md` path below `content/`, a section's folder with `/`, or a URL.
    pub to: String,
}

/// A way of grouping entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taxonomy {
    /// Key in front matter and `site.yaml`.
    pub key: String,
    /// Heading, by language.
    pub label: Labels,
    /// Folder of its pages.
    pub slug: String,
    /// Whether entries may name terms that are not declared.
    pub open: bool,
    /// Declared terms.
    pub terms: Vec<Term>,
}

impl Taxonomy {
    /// The declared term of that slug, name, or old name.
    pub fn find(&self, written: &str) -> Option<&Term> {
        let is = |t: &&Term| {
            t.slug == written
                || t.name.0.values().any(|n| n == written)
                || t.old.iter().any(|o| o == written)
        };
        self.terms.iter().find(is)
    }
}

/// A declared term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its name, by language.
    pub name: Labels,
    /// Its address.
    pub slug: String,
    /// Earlier names, whose pages lead to this one.
    pub old: Vec<String>,
    /// A remark for its page.
    pub note: String,
}

/// Which outputs are made besides pages. Each may be switched off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Hash)]
pub struct Outputs {
    /// Outputs that are off, by name (`search`, `facebook`, `zalo`, `poster`, `loudspeaker`, `press`, `share_card`, `offline`).
    pub off: Vec<String>,
}

impl Outputs {
    /// Whether an output is on.
    pub fn on(&self, name: &str) -> bool {
        !self.off.iter().any(|o| o == name)
    }
}

/// Page weights in bytes over which a warning is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Hash)]
pub struct Budgets {
    /// First view without photos, compressed. Default 15 kB.
    pub page: u64,
    /// First view with one photo, compressed. Default 60 kB.
    pub page_with_photo: u64,
    /// Script of one page, compressed. Default 10 kB.
    pub script: u64,
}

impl Default for Budgets {
    fn default() -> Self {
        Self {
            page: 15_000,
            page_with_photo: 60_000,
            script: 10_000,
        }
    }
}

/// How grave a check's findings are on this site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Hash)]
#[serde(rename_all = "lowercase")]
pub enum CheckLevel {
    /// Stops the build.
    Error,
    /// Is shown.
    Warning,
    /// Is not looked for.
    Off,
}
