//! Edits of a small site, as people make them: for the law that what an earlier run lends never shows.

use crate::site::Site;
use proptest::sample::Index;
use satcoso::site::ADDRESSES;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// A ledger of the site with addresses of entries that are gone, and that titles given below may seem to be: of the same
/// title and date.
fn ledger() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| {
        let site = Site::of("nho");
        for n in 1..20 {
            let front = format!("title: Tên {n}\ndate: 2026-11-0{}", 2 + n % 2);
            site.write(
                &format!("content/tai-lieu/mat-{n}.md"),
                format!("---\n{front}\n---\nLời.\n"),
            );
        }
        site.publish();
        site.read(ADDRESSES)
    })
}

/// Kinds of edit. The numbers choose which file, and what is written.
#[derive(Clone, Copy, Debug)]
pub enum Edit {
    Body,
    Heading,
    LinkToHeading,
    LinkToEntry,
    LinkToNothing,
    Picture,
    PictureInText,
    Title,
    Summary,
    Tag,
    Date,
    Draft,
    Alias,
    Place,
    Rename,
    MoveToOtherKind,
    Delete,
    New,
    NewFolder,
    SectionText,
    Translation,
    Template,
    NewTemplate,
    ThemeString,
    Style,
    SiteYaml,
    BreakSiteYaml,
    Data,
    Download,
    Static,
    Ledger,
    BreakFrontMatter,
    NotText,
    Mend,
    Nothing,
}

/// All of them.
pub const ALL: &[Edit] = &[
    Edit::Body,
    Edit::Heading,
    Edit::LinkToHeading,
    Edit::LinkToEntry,
    Edit::LinkToNothing,
    Edit::Picture,
    Edit::PictureInText,
    Edit::Title,
    Edit::Summary,
    Edit::Tag,
    Edit::Date,
    Edit::Draft,
    Edit::Alias,
    Edit::Place,
    Edit::Rename,
    Edit::MoveToOtherKind,
    Edit::Delete,
    Edit::New,
    Edit::NewFolder,
    Edit::SectionText,
    Edit::Translation,
    Edit::Template,
    Edit::NewTemplate,
    Edit::ThemeString,
    Edit::Style,
    Edit::SiteYaml,
    Edit::BreakSiteYaml,
    Edit::Data,
    Edit::Download,
    Edit::Static,
    Edit::Ledger,
    Edit::BreakFrontMatter,
    Edit::NotText,
    Edit::Mend,
    Edit::Nothing,
];

/// The project, and the paths that the last edit touched.
pub struct Desk {
    pub site: Site,
    pub touched: BTreeSet<PathBuf>,
}

impl Desk {
    pub fn new() -> Desk {
        let mut site = Site::of("nho");
        site.write(ADDRESSES, ledger());
        site.allow_vanished = true;
        // Pages that ask the site, a data file, and addresses published before.
        site.edit(
            "themes/nho/templates/section.html",
            "{% block main %}",
            "{% block main %}{% set all = get_section(path=\"don-vi/_index.md\") %}{% for p in all.pages %}{{ p.title }}{% endfor %}\
             {% set d = load_data(path=\"so-lieu.yaml\") %}{{ d.so }}",
        );
        site.write("content/so-lieu.yaml", "so: 1\n");
        Desk {
            site,
            touched: BTreeSet::new(),
        }
    }

    /// Also with share cards, whose addresses change with what they show.
    pub fn with_cards() -> Desk {
        let desk = Desk::new();
        desk.site.write(
            "themes/nho/templates/cards/default.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1200 630\"><desc>{{ page?.title or site.title }}</desc></svg>",
        );
        desk
    }

    fn entries(&self) -> Vec<String> {
        let root = self.site.root();
        let all = walkdir::WalkDir::new(root.join("content")).sort_by_file_name();
        all.into_iter()
            .filter_map(Result::ok)
            .map(|e| {
                e.path()
                    .strip_prefix(root)
                    .unwrap()
                    .to_string_lossy()
                    .into_owned()
            })
            .filter(|p| p.ends_with(".md"))
            .collect()
    }

    fn pages(&self) -> Vec<String> {
        let mut all = self.entries();
        all.retain(|p| !p.ends_with("_index.md"));
        all
    }

    fn touch(&mut self, path: &str) {
        self.touched.insert(path.into());
    }

    fn write(&mut self, path: &str, text: impl AsRef<[u8]>) {
        self.site.write(path, text);
        self.touch(path);
    }

    fn append(&mut self, path: &str, text: &str) {
        let mut whole = std::fs::read(self.site.root().join(path)).unwrap_or_default();
        whole.extend(text.as_bytes());
        self.write(path, whole);
    }

    /// Puts a line into a front matter, instead of the one with that key.
    fn front(&mut self, path: &str, key: &str, value: &str) {
        let text = String::from_utf8_lossy(&std::fs::read(self.site.root().join(path)).unwrap())
            .into_owned();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.retain(|l| !l.starts_with(&format!("{key}: ")));
        let at = 1.min(lines.len());
        lines.insert(at, format!("{key}: {value}"));
        self.write(path, lines.join("\n") + "\n");
    }

    fn relative(from: &str, to: &str) -> String {
        "../".repeat(from.matches('/').count() - 1) + to.strip_prefix("content/").unwrap()
    }

    /// Makes one edit; the numbers choose where and what.
    pub fn apply(&mut self, edit: Edit, which: &Index, other: &Index, n: u8) {
        self.touched.clear();
        let pages = self.pages();
        if pages.is_empty() {
            return self.write(
                "content/tai-lieu/moi.md",
                "---\ntitle: Mới\ndate: 2026-11-02\n---\nMới.\n",
            );
        }
        let page = which.get(&pages).clone();
        let target = Self::relative(&page, other.get(&pages).as_str());
        match edit {
            Edit::Body => self.append(&page, &format!("\nThêm {n} lời.\n")),
            Edit::Heading => self.append(&page, &format!("\n## Mục {n}\n\nLời.\n")),
            Edit::LinkToHeading => self.append(&page, &format!("\n[mục]({target}#muc-{n})\n")),
            Edit::LinkToEntry => self.append(&page, &format!("\n[bài]({target})\n")),
            Edit::LinkToNothing => self.append(&page, &format!("\n[hỏng](khong-co-{n}.md)\n")),
            Edit::Picture => self.write(
                "content/tai-lieu/an-toan/mu.svg",
                format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {n}0 90\"/>"),
            ),
            Edit::PictureInText => {
                let mu = Self::relative(&page, "content/tai-lieu/an-toan/mu.svg");
                self.append(&page, &format!("\n![Mũ {n}]({mu})\n"));
            }
            Edit::Title => self.front(&page, "title", &format!("Tên {n}")),
            Edit::Summary => self.front(&page, "summary", &format!("Tóm tắt {n}.")),
            Edit::Tag => self.front(&page, "tags", &format!("[thẻ {}, Mũ]", n % 3)),
            Edit::Date => self.front(
                &page,
                "date",
                &format!("202{}-11-0{}", 5 + n % 3, 1 + n % 7),
            ),
            Edit::Draft => self.front(
                &page,
                "draft",
                if n.is_multiple_of(2) { "true" } else { "false" },
            ),
            Edit::Alias => self.front(&page, "aliases", &format!("[/cu/{}.html]", n % 3)),
            Edit::Place => self.front(
                &page,
                "place",
                ["chau-doc", "long-xuyen"][usize::from(n % 2)],
            ),
            Edit::Rename => {
                let to = format!(
                    "{}/ten-{}.md",
                    Path::new(&page).parent().unwrap().display(),
                    n % 4
                );
                self.rename(&page, &to);
            }
            Edit::MoveToOtherKind => {
                let name = Path::new(&page)
                    .file_name()
                    .unwrap()
                    .to_string_lossy()
                    .into_owned();
                let folder = ["tai-lieu", "don-vi", "linh-tinh"][usize::from(n % 3)];
                self.rename(&page, &format!("content/{folder}/{name}"));
            }
            Edit::Delete => {
                self.site.remove(&page);
                self.touch(&page);
            }
            Edit::New => self.write(
                &format!("content/don-vi/moi-{n}.md"),
                format!(
                    "---\ntitle: Mới {n}\ndate: 2026-10-0{}\nmembers: 5\n---\nMới.\n",
                    1 + n % 9
                ),
            ),
            Edit::NewFolder => {
                self.site.write(
                    "content/tai-lieu/tap/_index.md",
                    "---\ntitle: Tập\n---\nLời.\n",
                );
                self.site.write(
                    "content/tai-lieu/tap/mot.md",
                    "---\ntitle: Một\n---\nLời.\n",
                );
                self.touch("content/tai-lieu/tap");
            }
            Edit::SectionText => {
                self.append("content/don-vi/_index.md", &format!("\nLời mục {n}.\n"))
            }
            Edit::Translation => {
                self.write(
                    "content/tai-lieu/bai-hai.en.md",
                    format!("---\ntitle: Second {n}\n---\nText.\n"),
                );
            }
            Edit::Template => {
                let text = self.site.read("themes/nho/templates/page.html");
                let text = text.replace("<h1>", &format!("<h1 class=\"to-{n}\">"));
                self.write("themes/nho/templates/page.html", text);
            }
            Edit::NewTemplate => {
                let text = self.site.read("themes/nho/templates/page.html");
                self.write(
                    "themes/nho/templates/page-don-vi.html",
                    text.replace("<h1", &format!("<p>{n}</p><h1")),
                );
            }
            Edit::ThemeString => {
                self.write("themes/nho/strings/vi.yaml", format!("foot: Chân {n}\n"))
            }
            Edit::Style => self.write(
                "themes/nho/static/site.css",
                format!("body{{line-height:1.{n}}}"),
            ),
            Edit::SiteYaml => {
                let text = self.site.read("content/site.yaml");
                let size = text
                    .lines()
                    .find(|l| l.starts_with("page_size"))
                    .unwrap()
                    .to_owned();
                self.write(
                    "content/site.yaml",
                    text.replace(&size, &format!("page_size: {}", 1 + n % 4)),
                );
            }
            Edit::BreakSiteYaml => self.append("content/site.yaml", "title: Hai: lần\n"),
            Edit::Data => self.write("content/so-lieu.yaml", format!("so: {n}\n")),
            Edit::Download => self.write(
                "content/tai-lieu/an-toan/mau.txt",
                "mẫu".repeat(usize::from(n)),
            ),
            Edit::Static => self.write("content/static/CNAME", format!("nho-{n}.example\n")),
            Edit::Ledger => {
                let line = match n % 4 {
                    0 => format!("cu/{n}.html x\n"),
                    1 => format!("cu/{n}.html -> tai-lieu/bai-ba.html\n"),
                    2 => format!("cu/{n}.html -> cu/{}.html\n", n - 1),
                    _ => format!("cu/{n}.html\t{page}\t0123456789ab\n"),
                };
                self.append(ADDRESSES, &line);
            }
            Edit::BreakFrontMatter => self.front(&page, "title", "Công đoàn: mười: mô hình"),
            Edit::NotText => self.write(&page, [0u8, 1, 2, n]),
            Edit::Mend => {
                let fresh = Desk::new();
                for entry in walkdir::WalkDir::new(fresh.site.root())
                    .into_iter()
                    .filter_map(Result::ok)
                {
                    if entry.file_type().is_file() {
                        let path = entry.path().strip_prefix(fresh.site.root()).unwrap();
                        let path = path.to_string_lossy().into_owned();
                        self.write(&path, fresh.site.read(&path));
                    }
                }
            }
            Edit::Nothing => self.touch("content"),
        }
    }

    fn rename(&mut self, from: &str, to: &str) {
        if from != to {
            self.site.rename(from, to);
            self.touch(from);
            self.touch(to);
        }
    }
}
