use serde::Serialize;
use std::collections::BTreeMap;

/// A moment, already written out.
#[derive(Clone, Debug, Serialize, PartialEq)]
pub struct DateView {
    /// RFC 3339 in the site's zone: `2026-11-22T00:00:00+07:00`.
    pub iso: String,
    /// `2026-11-22`.
    pub day: String,
    /// `22/11/2026`, or as the language writes it.
    pub short: String,
    /// `ngày 22 tháng 11 năm 2026`, or as the language writes it.
    pub long: String,
    /// The year, for grouping.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: u8,
}

/// A title with its address.
#[derive(Clone, Debug, Serialize, PartialEq)]
pub struct LinkView {
    /// What is shown.
    pub title: String,
    /// Path below the site's root, or an absolute URL.
    pub path: String,
    /// Whether it leads to another site.
    pub external: bool,
}

/// A picture in several widths and formats.
#[derive(Clone, Debug, Serialize, PartialEq, Default)]
pub struct Picture {
    /// The fallback file (JPEG, PNG or SVG), a path below the root.
    pub src: String,
    /// Width of the fallback in pixels.
    pub width: u32,
    /// Height of the fallback in pixels.
    pub height: u32,
    /// Files of the modern format (WebP), narrow to wide; empty for SVG.
    pub modern: Vec<Variant>,
    /// The file for phones, of a photo that stands at the head of a page: WebP of 14 kB at most, whatever it shows, and
    /// narrower than is said where its bytes want it. None for SVG.
    pub light: Option<Variant>,
    /// Files of the fallback format, narrow to wide.
    pub fallback: Vec<Variant>,
    /// Text for those who do not see it.
    pub alt: String,
    /// Who made it.
    pub credit: String,
}

/// One file of a picture.
#[derive(Clone, Debug, Serialize, PartialEq)]
pub struct Variant {
    /// Path below the root.
    pub path: String,
    /// Width in pixels.
    pub width: u32,
}

/// A term as entries and lists show it.
#[derive(Clone, Debug, Serialize, PartialEq)]
pub struct TermView {
    /// Its name in the page's language.
    pub name: String,
    /// Last part of its address.
    pub slug: String,
    /// Its page's path.
    pub path: String,
    /// How many entries have it, in this language.
    pub count: usize,
    /// A remark from `site.yaml`.
    pub note: String,
    /// Whether it is the one that the list at hand is narrowed to.
    pub active: bool,
}

/// A field of the kind, ready to show.
#[derive(Clone, Debug, Serialize, PartialEq)]
pub struct FieldView {
    /// Key in front matter.
    pub name: String,
    /// Name for people.
    pub label: String,
    /// Type: `string`, `list`, `term` …
    pub kind: &'static str,
    /// Unit after a number.
    pub unit: String,
    /// The value: see `page.extra`.
    pub value: Shown,
}

/// The value of a field as templates see it.
#[derive(Clone, Debug, Serialize, PartialEq)]
#[serde(untagged)]
pub enum Shown {
    /// Text, choice.
    Text(String),
    /// Date.
    Date(DateView),
    /// Integer: the plain number and how the language writes it.
    Number {
        /// The number.
        value: f64,
        /// `1.234,5` in Vietnamese.
        text: String,
    },
    /// Boolean.
    Boolean(bool),
    /// List.
    List(Vec<Shown>),
    /// Term.
    Term(TermView),
    /// File for download.
    File(FileView),
    /// Picture.
    Picture(Box<Picture>),
    /// Person.
    Person {
        /// Name.
        name: String,
        /// What they do.
        role: String,
    },
    /// Link.
    Link(LinkView),
    /// Record.
    Record(BTreeMap<String, Shown>),
}

/// A file for download.
#[derive(Clone, Debug, Serialize, PartialEq)]
pub struct FileView {
    /// Path below the root.
    pub path: String,
    /// File name.
    pub name: String,
    /// `PDF`, `DOCX` …
    pub kind: String,
    /// `1,2 MB` in the page's language.
    pub size: String,
}

/// An entry as lists show it. A change of the body's text alone does not change it.
#[derive(Clone, Debug, Serialize, PartialEq)]
pub struct Card<T = ()> {
    /// Title.
    pub title: String,
    /// Path below the root.
    pub path: String,
    /// Absolute address, when the site has a `base_url`.
    pub permalink: Option<String>,
    /// Last part of the address.
    pub slug: String,
    /// Source file below `content/`.
    pub relative_path: String,
    /// Kind's folder; empty for plain pages.
    pub kind: String,
    /// Kind's name in the entry's language.
    pub kind_label: String,
    /// Language code.
    pub lang: String,
    /// Publication.
    pub date: Option<DateView>,
    /// Last change.
    pub updated: Option<DateView>,
    /// Summary, or the excerpt where there is none.
    pub summary: String,
    /// Cover.
    pub cover: Option<Picture>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Invented for demonstration.
    pub illustrative: bool,
    /// Why a preview shows it although it is not published: `draft`, `future`, `expired`; empty otherwise.
    pub unpublished: &'static str,
    /// Minutes to read.
    pub reading_time: u32,
    /// The kind's fields by name.
    pub extra: BTreeMap<String, Shown>,
    /// Its terms by taxonomy: templates see them, and who shares them between cards makes them.
    pub taxonomies: T,
}

/// A heading of the table of contents, with those below it.
#[derive(Clone, Debug, Serialize, PartialEq)]
pub struct TocView {
    /// 2 to 6.
    pub level: u8,
    /// Its id.
    pub id: String,
    /// Its words.
    pub title: String,
    /// Headings below it.
    pub children: Vec<TocView>,
}

/// What a page of its own shows beyond its card (merged into `page`).
#[derive(Clone, Debug, Serialize, PartialEq, Default)]
pub struct FullExtras {
    /// Table of contents.
    pub toc: Vec<TocView>,
    /// From the home page down, without the page itself.
    pub breadcrumbs: Vec<LinkView>,
    /// The kind's fields in the schema's order, with labels; empty where the theme shows none.
    pub fields: Vec<FieldView>,
    /// The same entry in other languages.
    pub translations: Vec<TranslationView>,
    /// Whom to ask about it; `None` where the theme does not say it.
    pub contact: Option<ContactView>,
    /// Whether a code block was highlighted.
    pub has_code: bool,
    /// Syllables of the text.
    pub word_count: u32,
    /// schema.org data, ready for `<script type="application/ld+json">`; empty without `base_url`.
    pub json_ld: String,
}

/// The same page in another language.
#[derive(Clone, Debug, Serialize, PartialEq)]
pub struct TranslationView {
    /// Language code.
    pub lang: String,
    /// The language's own name.
    pub name: String,
    /// The title there.
    pub title: String,
    /// Path below the root.
    pub path: String,
    /// Absolute address.
    pub permalink: Option<String>,
}

/// Whom to call.
#[derive(Clone, Debug, Serialize, PartialEq, Default)]
pub struct ContactView {
    /// A person's name, if one is named.
    pub name: String,
    /// Their role.
    pub role: String,
    /// As people write it.
    pub phone: String,
    /// For `tel:`; digits and `+` only.
    pub phone_link: String,
    /// As people write it.
    pub zalo: String,
    /// `https://zalo.me/…`.
    pub zalo_link: String,
    /// E-mail address.
    pub email: String,
    /// Postal address.
    pub address: String,
    /// Remark.
    pub note: String,
}

/// A list that a section can be narrowed to.
#[derive(Clone, Debug, Serialize, PartialEq)]
pub struct FilterView {
    /// Taxonomy key.
    pub key: String,
    /// Its label.
    pub label: String,
    /// Its terms, with the paths of the narrowed lists.
    pub terms: Vec<TermView>,
}

/// A section (a kind's list, a nested folder, the home page).
#[derive(Clone, Debug, Serialize, PartialEq)]
pub struct SectionView {
    /// Heading.
    pub title: String,
    /// Its list's path.
    pub path: String,
    /// Absolute address.
    pub permalink: Option<String>,
    /// Kind's folder; empty for the home page.
    pub kind: String,
    /// Language code.
    pub lang: String,
    /// One or two sentences.
    pub summary: String,
    /// From the home page down, without the section itself.
    pub breadcrumbs: Vec<LinkView>,
    /// Folders below it that have their own lists.
    pub subsections: Vec<LinkView>,
    /// How many entries it has.
    pub count: usize,
    /// Filters.
    pub filters: Vec<FilterView>,
    /// The filter at hand, if the list is narrowed.
    pub filter: Option<TermView>,
    /// Path of its Atom feed.
    pub feed: Option<String>,
    /// The same section in other languages.
    pub translations: Vec<TranslationView>,
}

/// A taxonomy.
#[derive(Clone, Debug, Serialize, PartialEq)]
pub struct TaxonomyView {
    /// Key in `site.yaml`.
    pub key: String,
    /// Heading in the page's language.
    pub label: String,
    /// Its page's path.
    pub path: String,
    /// Breadcrumbs.
    pub breadcrumbs: Vec<LinkView>,
}

/// One page of a list (`paginator`, without its `pages`, which are shared cards).
#[derive(Clone, Debug, Serialize, PartialEq)]
pub struct PaginatorView {
    /// Which page this is, from 1.
    pub current_index: usize,
    /// How many there are.
    pub number_pagers: usize,
    /// Path of the first.
    pub first: String,
    /// Path of the last.
    pub last: String,
    /// Path of the one before, if any.
    pub previous: Option<String>,
    /// Path of the one after, if any.
    pub next: Option<String>,
    /// The first, those near this one, the last: never many, however long the list is. Their titles are their numbers.
    pub pagers: Vec<LinkView>,
    /// How many entries the whole list has.
    pub total_pages: usize,
}

/// What a page says to link previews and search engines.
#[derive(Clone, Debug, Serialize, PartialEq, Default)]
pub struct SocialView {
    /// `article` or `website`.
    pub kind: String,
    /// Title without the site's name.
    pub title: String,
    /// Description.
    pub description: String,
    /// Absolute address of the page.
    pub url: Option<String>,
    /// Absolute address of the picture.
    pub image: Option<String>,
    /// Its width in pixels.
    pub image_width: u32,
    /// Its height in pixels.
    pub image_height: u32,
    /// Its alt text.
    pub image_alt: String,
    /// `vi_VN`.
    pub locale: String,
    /// `vi_VN` and the like of the translations.
    pub locale_alternates: Vec<String>,
    /// RFC 3339.
    pub published_time: Option<String>,
    /// RFC 3339.
    pub modified_time: Option<String>,
    /// Kind's name.
    pub section: String,
    /// Names of tags.
    pub tags: Vec<String>,
}

/// The site in one language (`site`).
#[derive(Clone, Debug, Serialize, PartialEq)]
pub struct SiteView {
    /// Title.
    pub title: String,
    /// Description.
    pub description: String,
    /// Language code.
    pub lang: String,
    /// Home page's path.
    pub path: String,
    /// Organisation.
    pub organization: String,
    /// Menus by name.
    pub menus: BTreeMap<String, Vec<LinkView>>,
    /// Whom to call.
    pub contact: ContactView,
    /// Name and address of the Facebook page.
    pub facebook: LinkView,
    /// Kinds, in the order of `site.yaml`, with their lists' paths.
    pub kinds: Vec<KindView>,
    /// Taxonomies with at least one term in use.
    pub taxonomies: Vec<TaxonomyView>,
    /// All languages that have a home page.
    pub languages: Vec<TranslationView>,
    /// Path of the Atom feed.
    pub feed: Option<String>,
    /// Path of the search page, when search is on.
    pub search: Option<String>,
}

/// A kind in menus and on the home page.
#[derive(Clone, Debug, Serialize, PartialEq)]
pub struct KindView {
    /// Folder.
    pub key: String,
    /// Its section's heading.
    pub title: String,
    /// Path of its list.
    pub path: String,
    /// How many entries.
    pub count: usize,
}
