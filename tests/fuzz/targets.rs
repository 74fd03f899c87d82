//! The targets: what takes bytes from authors.

use super::http::Http;
use crate::hostile::pages;
use crate::site::{NOW, Site};
use satcoso::config::SiteConfig;
use satcoso::diagnostics::{Diags, Emitter, FilePath, Lang, SourceText};
use satcoso::markdown::{Component, ComponentBody, Dialect, Doc};
use satcoso::outputs::image::{decode, probe, svg};
use satcoso::source::Snapshot;
use satcoso::theme::{self, Context, Shared};
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

pub trait Target {
    fn name(&self) -> &'static str;
    /// What inputs of this form are made of.
    fn words(&self) -> &'static [&'static str];
    /// Bytes of an input.
    fn limit(&self) -> usize {
        60_000
    }
    /// Mutations in `cargo test`.
    fn quick(&self) -> u64 {
        150
    }
    /// Takes an input; tells what kind of outcome it was, or which promise was broken.
    fn run(&mut self, input: &[u8]) -> Result<u64, String>;
}

pub fn all() -> Vec<Box<dyn Target>> {
    vec![
        Box::new(Entries::new("entry")),
        Box::new(Entries::new("front")),
        Box::new(Markdown(dialect())),
        Box::new(SiteFile(dialect())),
        Box::new(Templates::new()),
        Box::new(Post::new()),
        Box::new(Pictures),
        Box::new(Drawings),
        Box::new(Http::start()),
    ]
}

/// Writes out what was said, in both languages, and tells what kinds of things it was.
fn said(diags: &Diags, sources: &dyn SourceText) -> Result<u64, String> {
    let mut codes = BTreeSet::new();
    for d in diags.iter() {
        if !codes.insert((d.code, d.severity)) {
            continue;
        }
        for lang in [Lang::Vi, Lang::En] {
            let text = Emitter {
                lang,
                colour: false,
                sources,
            }
            .one(d);
            if text.trim().is_empty() || d.message(lang).is_empty() {
                return Err(format!("{} says nothing", d.code));
            }
        }
        if let Some(span) = &d.span
            && let Some(text) = sources.text(&span.file)
            && (span.start > span.end || span.end as usize > text.len())
        {
            return Err(format!("{} has a place outside its file: {span:?}", d.code));
        }
    }
    Ok(hash(&codes))
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// A file in memory. Its bytes stay for the life of the process, as those of the program's own files do.
fn add(snapshot: &mut Snapshot, path: &str, bytes: &[u8]) {
    snapshot.add_built_in(path, bytes.to_vec().leak());
}

const MARKDOWN: &[&str] = &[
    "# ",
    "## ",
    "> ",
    "- ",
    "1. ",
    "    ",
    "- [ ] ",
    "- [x] ",
    "*",
    "**",
    "_",
    "`",
    "~~",
    "|",
    "| a | b |\n|--|--|\n",
    "[^1]",
    "[^1]: ",
    ": ",
    "```",
    "````",
    "```{note} ",
    "```{video} ",
    "```{contact}\n",
    "```{gallery}\n- {image: a.jpg, alt: b}\n",
    "```{steps}\n",
    ":alt: ",
    "```rust\n",
    "[a](b.md)",
    "![a](b.jpg)",
    "[",
    "](",
    ")",
    "![",
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "<!--",
    "-->",
    "<script>",
    "<style>",
    "<svg>",
    "<math>",
    "<table>",
    "<td>",
    "<select>",
    "<p",
    " title=\"",
    " href=javascript:x",
    "&amp;",
    "https://a.vn/x_y",
    "www.b.vn",
    "> [!NOTE]\n",
    "{#a}",
    "{.b c=d}",
    "===\n",
    "\u{80}",
    "<a@b.vn>",
    "[a]: c\n",
    "\n",
    "0296 000 0000",
    "Nghị định 30/2020/NĐ-CP",
    "50.000 đồng/ngày",
];

const YAML: &[&str] = &[
    "title: ",
    "date: ",
    "2026-11-22",
    "22/11/2026",
    "summary: ",
    "tags: [",
    "]",
    "{",
    "}",
    "- ",
    ": ",
    "\n",
    "  ",
    "\"",
    "'",
    "|\n",
    ">-\n",
    "&a ",
    "*a",
    "!!str ",
    "? ",
    "# ",
    "~",
    "null",
    "true",
    "draft: true\n",
    "cover: {image: a.jpg, alt: b}\n",
    "slug: ",
    "aliases: ",
    "contact: {phone: \"0296\"}\n",
    "facebook: {message: x}\n",
    "poster: {points: [a]}\n",
    "outputs: {press: false}\n",
    "---\n",
    "kinds:\n",
    "fields:\n",
    "type: list",
    "of: {type: string}",
    "taxonomies:\n",
    "terms: [{name: a, slug: b}]",
    "base_url: https://a.vn\n",
    "menus: {main: [{label: a, to: b/}]}\n",
    "0x1F",
    "1_000",
    ".inf",
    "<<: *a",
];

/// `entry`: the bytes of a file; `front`: text between its marks.
struct Entries {
    name: &'static str,
    config: SiteConfig,
    dialect: Dialect,
}

impl Entries {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            config: config(),
            dialect: dialect(),
        }
    }
}

/// The configuration that the tests of posts use: a field of every type.
fn config() -> SiteConfig {
    let text: Arc<str> = include_str!("../posts/site.yaml").into();
    satcoso::config::parse(&FilePath::from("content/site.yaml"), &text).0
}

impl Target for Entries {
    fn name(&self) -> &'static str {
        self.name
    }

    fn words(&self) -> &'static [&'static str] {
        if self.name == "front" { YAML } else { MARKDOWN }
    }

    fn run(&mut self, input: &[u8]) -> Result<u64, String> {
        let bytes = match self.name {
            "front" => {
                let text = String::from_utf8_lossy(input);
                format!("---\n{}\n---\nLời.\n", text.trim_matches('-')).into_bytes()
            }
            _ => input.to_vec(),
        };
        let mut snapshot = Snapshot::default();
        add(&mut snapshot, "content/bai/a.md", &bytes);
        let (entries, diags) =
            satcoso::content::parse_all(&snapshot, &self.config, &self.dialect, None);
        let mut kinds = vec![said(&diags, &snapshot)?];
        for entry in &entries {
            if self.name == "entry" {
                kinds.push(document(&entry.doc)?);
            }
        }
        Ok(hash(&kinds))
    }
}

fn dialect() -> Dialect {
    let mut snapshot = Snapshot::default();
    theme::built_in::add_to(&mut snapshot);
    let config = SiteConfig::default();
    theme::load(&snapshot, &config)
        .0
        .map(|theme| theme.dialect(false))
        .unwrap()
}

/// The promises of a document's HTML: nothing hostile in it, elements closed.
fn document(doc: &Doc) -> Result<u64, String> {
    let mut wrong = Vec::new();
    pages::html("doc", &doc.html, &mut wrong);
    if let Some(first) = wrong.first() {
        return Err(first.clone());
    }
    for hole in &doc.holes {
        if !doc.html.is_char_boundary(hole.at as usize) {
            return Err(format!("a hole inside a letter: {hole:?}"));
        }
    }
    for Component { body, .. } in &doc.components {
        if let ComponentBody::Markdown(inner) = body {
            document(inner)?;
        }
    }
    let tags: BTreeSet<&str> = doc
        .html
        .split('<')
        .skip(1)
        .filter_map(|t| t.split([' ', '>']).next())
        .collect();
    Ok(hash(&(
        tags,
        doc.holes.len().min(9),
        doc.links.len().min(3),
        doc.toc.len().min(3),
    )))
}

struct Markdown(Dialect);

impl Target for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn words(&self) -> &'static [&'static str] {
        MARKDOWN
    }

    fn run(&mut self, input: &[u8]) -> Result<u64, String> {
        let Ok(text) = satcoso::source::decode(String::from_utf8_lossy(input).as_bytes()) else {
            return Ok(0);
        };
        let mut snapshot = Snapshot::default();
        let file = FilePath::from("content/a.md");
        add(&mut snapshot, "content/a.md", text.as_bytes());
        let (doc, diags) = satcoso::markdown::parse(&text, 0..text.len(), &file, &self.0);
        Ok(hash(&(said(&diags, &snapshot)?, document(&doc)?)))
    }
}

struct SiteFile(Dialect);

impl Target for SiteFile {
    fn name(&self) -> &'static str {
        "site"
    }

    fn words(&self) -> &'static [&'static str] {
        YAML
    }

    fn run(&mut self, input: &[u8]) -> Result<u64, String> {
        let mut snapshot = Snapshot::default();
        add(&mut snapshot, "content/site.yaml", input);
        add(
            &mut snapshot,
            "content/bai/a.md",
            b"---\ntitle: A\ndate: 2026-11-22\ntags: [x]\n---\nA.\n",
        );
        let (config, mut diags) = satcoso::config::read(&snapshot);
        let (_, more) = satcoso::content::parse_all(&snapshot, &config, &self.0, None);
        diags.extend(more);
        said(&diags, &snapshot)
    }
}

/// One template of a small theme, rendered for a page with a bit of everything.
struct Templates {
    files: Vec<(String, Vec<u8>)>,
    config: SiteConfig,
}

impl Templates {
    fn new() -> Self {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/nho");
        let files = walkdir::WalkDir::new(folder.join("themes"))
            .into_iter()
            .filter_map(Result::ok)
            .filter(|e| e.file_type().is_file())
            .map(|e| {
                let path = e
                    .path()
                    .strip_prefix(&folder)
                    .unwrap()
                    .to_string_lossy()
                    .into_owned();
                (path, std::fs::read(e.path()).unwrap())
            })
            .collect();
        let text: Arc<str> = include_str!("../sites/nho/content/site.yaml").into();
        let config = satcoso::config::parse(&FilePath::from("content/site.yaml"), &text).0;
        Self { files, config }
    }
}

struct NoSite;

impl theme::Lookup for NoSite {
    fn page(&self, path: &str) -> Option<Shared> {
        (path == "a.md").then(|| Shared::text("a"))
    }
    fn section(&self, _: &str, _: &str) -> Option<Shared> {
        None
    }
    fn entry_route(&self, _: &str) -> Option<satcoso::site::Route> {
        None
    }
    fn data(&self, path: &str) -> Option<satcoso::source::Decoded> {
        path.ends_with("csv").then(|| "a,b\n1,2\n".into())
    }
}

impl Target for Templates {
    fn name(&self) -> &'static str {
        "theme"
    }

    fn words(&self) -> &'static [&'static str] {
        &[
            "{{ ",
            " }}",
            "{% ",
            " %}",
            "{%- ",
            "-%}",
            "{# ",
            " #}",
            "page",
            ".title",
            "site",
            "?.x",
            "[0]",
            "[:5]",
            "[1:",
            " | ",
            "url",
            "safe",
            "json",
            "number(decimals=2)",
            "truncate_text(length=9)",
            "sort_vi(attribute=\"title\")",
            "group_by_year",
            "trans(key=\"",
            "get_url(path=\"",
            "get_page(path=\"a.md\")",
            "load_data(path=\"a.csv\")",
            "asset_text(path=\"site.css\")",
            "csp_mark()",
            "csp_hashes()",
            "for x in ",
            "endfor",
            "if ",
            "elif ",
            "else",
            "endif",
            "set y = ",
            "block main",
            "endblock",
            "extends \"base.html\"",
            "include \"",
            "macro a()",
            "endmacro",
            "component",
            "range(end=9)",
            "raw",
            "endraw",
            " is defined",
            " is containing(pat=\"a\")",
            " and ",
            " or ",
            " not ",
            " in ",
            " ~ ",
            " + ",
            " / 0",
            " % 0",
            " ** ",
            "-",
            "9223372036854775807",
            "1.5",
            "\"",
            "'",
            "{\"a\": 1}",
            "[1, 2]",
            "loop.index",
            "super()",
        ]
    }

    fn limit(&self) -> usize {
        8_000
    }

    fn quick(&self) -> u64 {
        60
    }

    fn run(&mut self, input: &[u8]) -> Result<u64, String> {
        let mut snapshot = Snapshot::default();
        add(&mut snapshot, "themes/nho/templates/page.html", input);
        for (path, bytes) in &self.files {
            add(&mut snapshot, path, bytes);
        }
        let (theme, diags) = theme::load(&snapshot, &self.config);
        let mut kinds = vec![said(&diags, &snapshot)?];
        if let Some(theme) = theme.filter(|_| !diags.has_errors()) {
            let engine = theme.engine(Arc::new(NoSite));
            let mut context = Context::new();
            let entry = serde_json::json!({
                "title": "Một <bài>", "path": "tai-lieu/a.html", "content": "<p>x</p>", "tags": ["a", "b"], "date": {"day": "2026-11-22", "short": "22/11/2026"}, "extra": {"n": 3, "x": null},
            });
            context.insert("page", Shared::new(&entry));
            context.insert("pages", Shared::new(&vec![entry.clone(), entry]));
            context.insert("current_path", Shared::text("tai-lieu/a.html"));
            context.insert("lang", Shared::text("vi"));
            let mut out = b"before".to_vec();
            match engine.render("page.html", &context, &mut out) {
                Ok(()) => kinds.push(out.len().min(1000) as u64),
                Err(fault) if out == b"before" => kinds.push(said(&Diags::from(fault), &snapshot)?),
                Err(_) => return Err("a failed rendering left something".to_owned()),
            }
        }
        Ok(hash(&kinds))
    }
}

/// Everything that is made of an entry: pages, posts, sheets, messages, scripts, cards of search.
struct Post {
    site: Site,
}

impl Post {
    fn new() -> Self {
        let site = Site::empty();
        let text = include_str!("../posts/site.yaml").replace(
            "outputs: {off: [search, feed, sitemap, share_card, zalo, poster, loudspeaker, press]}",
            "outputs: {off: [share_card]}",
        );
        assert!(text.contains("off: [share_card]"));
        site.write("content/site.yaml", text);
        site.write(
            "content/bai/a.jpg",
            &super::seeds::of("image")[super::seeds::of("image").len() - 9],
        );
        Self { site }
    }
}

impl Target for Post {
    fn name(&self) -> &'static str {
        "post"
    }

    fn words(&self) -> &'static [&'static str] {
        MARKDOWN
    }

    fn limit(&self) -> usize {
        6_000
    }

    fn quick(&self) -> u64 {
        0
    }

    fn run(&mut self, input: &[u8]) -> Result<u64, String> {
        self.site.write("content/bai/a.md", input);
        let mut request = self.site.request(&self.site.public());
        request.now = NOW;
        request.options.cache = None;
        let outcome = satcoso::build(&request, &|_, _| {});
        let kind = said(&outcome.diags, &*outcome.sources)?;
        if outcome.report.is_none() && !outcome.diags.has_errors() {
            return Err("no site, and no reason".to_owned());
        }
        let mut wrong = Vec::new();
        if outcome.report.is_some() {
            for (route, bytes) in self.site.files() {
                if route.starts_with("bai/") && route.ends_with(".html")
                    || route.starts_with("bang-tin/")
                    || route.starts_with("loa/")
                {
                    pages::html(&route, &String::from_utf8_lossy(&bytes), &mut wrong);
                }
            }
        }
        wrong
            .first()
            .map_or(Ok(hash(&(kind, outcome.report.is_some()))), |w| {
                Err(w.clone())
            })
    }
}

/// The head of a picture, and its points where they may be read.
struct Pictures;

impl Target for Pictures {
    fn name(&self) -> &'static str {
        "image"
    }

    fn words(&self) -> &'static [&'static str] {
        &[
            "\u{0}\u{0}",
            "JFIF",
            "Exif\u{0}\u{0}",
            "MM\u{0}*",
            "II*\u{0}",
            "RIFF",
            "WEBP",
            "VP8 ",
            "VP8L",
            "VP8X",
            "IHDR",
            "IDAT",
            "PLTE",
            "acTL",
            "GIF89a",
            "ftyp",
            "meta",
            "iloc",
            "ispe",
            "http://ns.adobe.com/xap/1.0/\u{0}",
        ]
    }

    fn limit(&self) -> usize {
        4_000
    }

    fn quick(&self) -> u64 {
        600
    }

    fn run(&mut self, input: &[u8]) -> Result<u64, String> {
        let header = match probe::probe(std::io::Cursor::new(input)) {
            Ok(header) => header,
            Err(fault) => {
                return Ok(hash(
                    &format!("{fault:?}").chars().take(24).collect::<String>(),
                ));
            }
        };
        let pixels = header.pixels();
        let decoded = match pixels < 2_000_000 {
            true => decode::decode(input, &header).is_ok(),
            false => false,
        };
        let _ = satcoso::outputs::image::sizes::variants(&header, true);
        Ok(hash(&(
            decoded,
            pixels.checked_ilog2(),
            format!("{header:?}").len(),
        )))
    }
}

struct Drawings;

impl Target for Drawings {
    fn name(&self) -> &'static str {
        "svg"
    }

    fn words(&self) -> &'static [&'static str] {
        &[
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">",
            "</svg>",
            "<g>",
            "</g>",
            "<path d=\"M0 0h9\"/>",
            "<script>",
            "</script>",
            "<style>",
            "</style>",
            "<use href=\"#a\"/>",
            " onload=\"x\"",
            " href=\"",
            "<![CDATA[",
            "]]>",
            "<!--",
            "-->",
            "<!DOCTYPE svg [<!ENTITY a \"b\">]>",
            "&a;",
            "&#60;",
            "&lt;",
            "xmlns:x=\"http://www.w3.org/2000/svg\"",
            "<x:script/>",
            "url(#a)",
            "url(http://x)",
            "@import",
            "<foreignObject>",
            "<text>",
            " width=\"1e99\"",
            " viewBox=\"0 0 -1 nan\"",
        ]
    }

    fn run(&mut self, input: &[u8]) -> Result<u64, String> {
        match svg::sanitise(input) {
            Ok(clean) => {
                let text = &clean.text;
                let mut wrong = Vec::new();
                pages::xml("a.svg", text, &mut wrong);
                let size = svg::size_of(text);
                wrong.first().map_or(
                    Ok(hash(&(text.len().min(2000), format!("{size:?}").len()))),
                    |w| Err(w.clone()),
                )
            }
            Err(fault) => Ok(hash(
                &format!("{fault:?}").chars().take(24).collect::<String>(),
            )),
        }
    }
}
