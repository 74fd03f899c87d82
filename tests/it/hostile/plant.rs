//! Where vectors are planted.

use crate::site::Site;
use std::path::PathBuf;

/// One file with one vector.
pub struct Planted {
    pub file: String,
    pub vector: String,
}

/// A file of vectors, one a line; `##` begins a remark; pictures of control characters stand for them.
fn vectors(name: &str) -> Vec<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/hostile/vectors")
        .join(name);
    std::fs::read_to_string(path)
        .unwrap()
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("## "))
        .map(|line| {
            line.replace('␉', "\t")
                .replace('␊', "\n")
                .replace('␌', "\u{c}")
                .replace('␀', "\0")
                .replace('␂', "\u{80}")
        })
        .collect()
}

struct Planter<'a> {
    site: &'a Site,
    planted: Vec<Planted>,
}

impl Planter<'_> {
    fn write(&mut self, file: String, vector: &str, text: impl AsRef<[u8]>) {
        self.site.write(&file, text);
        self.planted.push(Planted {
            file,
            vector: vector.to_owned(),
        });
    }
}

/// Text as YAML (JSON is).
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

const DRAWING: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9\"/></svg>";

/// Writes a site with every vector at every place.
pub fn everything(site: &Site) -> Vec<Planted> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    site.add(&root.join("tests/hostile/site"), "");
    site.add(&root.join("themes/gan-cong-nhan"), "themes/gan-cong-nhan");
    site.write("content/tai-lieu/x.svg", DRAWING)
        .write("content/don-vi/x.svg", DRAWING)
        .write("content/don-vi/mau.txt", "Mẫu\n");
    let texts = vectors("text.txt");
    site_file(site, &texts);
    data(site, &texts);
    let mut planter = Planter {
        site,
        planted: Vec::new(),
    };
    for (n, v) in vectors("html.txt").iter().enumerate() {
        planter.html(n, v);
    }
    for (n, v) in vectors("url.txt").iter().enumerate() {
        planter.url(n, v);
    }
    for (n, v) in texts.iter().enumerate() {
        planter.text(n, v);
    }
    for (n, v) in vectors("svg.txt").iter().enumerate() {
        planter.drawing(n, v);
    }
    for (n, v) in vectors("name.txt").iter().enumerate() {
        planter.name(n, v);
    }
    planter.planted
}

/// The configuration: titles, labels, contacts and menus.
fn site_file(site: &Site, texts: &[String]) {
    let mut more = String::new();
    let pick = |n: usize| quoted(&texts[n % texts.len()]);
    more.push_str("menus:\n  main:\n");
    for n in 0..6 {
        more.push_str(&format!(
            "    - {{label: {}, to: tai-lieu/}}\n",
            pick(n + 2)
        ));
    }
    let text = site.read("content/site.yaml");
    let text = text
        .replace(
            "title: Trang thử nội dung thù địch",
            &format!("title: {}", pick(1)),
        )
        .replace(
            "description: Mọi chỗ chữ có thể vào đều mang mã",
            &format!("description: {}", pick(4)),
        )
        .replace(
            "organization: Công đoàn thử",
            &format!("organization: {}", pick(10)),
        )
        .replace("label: Khác", &format!("label: {}", pick(2)))
        .replace("label: Một", &format!("label: {}", pick(3)))
        .replace("label: Chủ đề", &format!("label: {}", pick(20)));
    site.write("content/site.yaml", text + &more);
}

fn data(site: &Site, texts: &[String]) {
    let mut csv = String::from("a,b\n");
    for text in texts {
        let cell = text.replace('"', "\"\"");
        csv.push_str(&format!("\"{cell}\",\"{cell}\"\n"));
    }
    site.write("content/so-lieu.csv", csv);
    site.write(
        "content/so-lieu.json",
        serde_json::to_string(texts).unwrap(),
    );
    site.write(
        "content/di-co-so/so-lieu.md",
        "---\ntitle: Số liệu\ndate: 2026-11-01\nsummary: Từ tệp dữ liệu\n---\nBảng.\n",
    );
}

impl Planter<'_> {
    /// HTML in a body.
    fn html(&mut self, n: usize, v: &str) {
        let head = format!("---\ntitle: Mẫu H{n}\ndate: 2026-11-01\nsummary: Thử H{n}\n---\n");
        let inline = format!(
            "{head}Mở đầu {v} cuối.\n\n- mục {v}\n\n> trích {v}\n\n| a | b |\n| - | - |\n| {v} | x |\n\n## Đề mục {v}\n\nHết.[^1]\n\n[^1]: Chú thích {v}\n"
        );
        self.write(format!("content/tai-lieu/h{n}-trong.md"), v, inline);
        let block = format!("{head}Trước.\n\n{v}\n\nSau.\n\n```{{note}} Lưu ý\n{v}\n```\n\nHết.\n");
        self.write(format!("content/tai-lieu/h{n}-khoi.md"), v, block);
    }

    /// Addresses.
    fn url(&mut self, n: usize, v: &str) {
        let head = |more: &str| {
            format!(
                "---\ntitle: Mẫu U{n}\ndate: 2026-11-01\nsummary: Thử U{n}\n{more}---\nLời.\n\n"
            )
        };
        let raw = v.replace('"', "&quot;");
        let places = [
            ("lien-ket", format!("[chữ]({v})\n")),
            ("nhon", format!("[chữ](<{v}>)\n")),
            ("dan", format!("[chữ][r]\n\n[r]: {v}\n")),
            ("tu", format!("<{v}>\n")),
            ("tran", format!("Xem {v} nhé\n")),
            ("anh", format!("![chữ]({v})\n")),
            ("the", format!("<a href=\"{raw}\">chữ</a>\n")),
            (
                "the-nhay",
                format!("<a href='{v}'>chữ</a> <a href={v}>chữ</a>\n"),
            ),
            ("video", format!("```{{video}} {v}\n```\n")),
            ("tai", format!("```{{download}} {v}\n```\n")),
            ("hinh", format!("```{{figure}} {v}\n:alt: chữ\n```\n")),
            (
                "luat",
                format!(
                    "```{{legal-basis}}\n- {{title: Luật, source: {}}}\n```\n",
                    quoted(v)
                ),
            ),
            (
                "goi",
                format!(
                    "```{{contact}}\nname: A\nzalo: {0}\nemail: {0}\nphone: {0}\n```\n",
                    quoted(v)
                ),
            ),
            (
                "album",
                format!(
                    "```{{gallery}} Ảnh\n- {{image: {}, alt: chữ}}\n```\n",
                    quoted(v)
                ),
            ),
        ];
        for (place, body) in places {
            self.write(
                format!("content/tai-lieu/u{n}-{place}.md"),
                v,
                head("") + &body,
            );
        }
        let q = quoted(v);
        let fronts = [
            (
                "nguon",
                format!("source: {q}\nlegal: [{{title: Luật, source: {q}}}]\n"),
            ),
            ("tep", format!("downloads: [{q}]\n")),
            ("bia", format!("cover: {{image: {q}, alt: chữ}}\n")),
            ("cu", format!("aliases: [{q}]\n")),
            (
                "lien-he",
                format!("contact: {{name: A, zalo: {q}, email: {q}, phone: {q}}}\n"),
            ),
        ];
        for (place, front) in fronts {
            self.write(format!("content/tai-lieu/u{n}-{place}.md"), v, head(&front));
        }
        let other = format!(
            "---\ntitle: Mẫu U{n}\ndate: 2026-11-01\nsummary: Thử\nwhere: {q}\n---\nLời.\n"
        );
        self.write(format!("content/khac/u{n}.md"), v, other);
    }

    /// Words in front matter and blocks.
    fn text(&mut self, n: usize, v: &str) {
        let q = quoted(v);
        let head = format!(
            "title: {q}\ndate: 2026-11-01\nsummary: {q}\nauthors: [{q}]\ntags: [{}]\n",
            quoted(&format!("{v} {n}"))
        );
        let unit = format!(
            "---\n{head}unit: {q}\nsector: {q}\nawards: [{q}]\nachievements: [{{figure: {q}, text: {q}}}]\ncontact: {{name: {q}, role: {q}, address: {q}, note: {q}}}\ncover: {{image: x.svg, alt: {q}, credit: {q}}}\n---\nLời của đơn vị.\n"
        );
        self.write(format!("content/don-vi/t{n}.md"), v, unit);
        let story = format!(
            "---\n{head}person: {{name: {q}, role: {q}}}\nunit: {q}\nquote: {q}\nlessons: [{q}]\nillustrative: true\n---\nCâu chuyện.\n"
        );
        self.write(format!("content/cau-chuyen/t{n}.md"), v, story.clone());
        let points = story.replacen(
            "unit:",
            &format!("poster: {{points: [{q}]}}\noutputs: {{facebook: false}}\nunit:"),
            1,
        );
        self.write(format!("content/cau-chuyen/t{n}-y.md"), v, points);
        let other = format!(
            "---\ntitle: Khác {n}\ndate: 2026-11-01\nsummary: Thử\none: {q}\nperson: {{name: {q}, role: {q}}}\nmany: [{q}]\n---\nLời.\n"
        );
        self.write(format!("content/khac/t{n}.md"), v, other);
        let front = format!("---\ntitle: Chữ {n}\ndate: 2026-11-01\nsummary: Thử\n---\n");
        let line = v.replace('\n', " ");
        let bodies = [
            (
                "khoi",
                format!(
                    "```{{note}} {line}\nLời\n```\n\n```{{steps}} {line}\n1. Một\n```\n\n```{{checklist}} {line}\n- [ ] Một\n```\n\n```{{warning}} {line}\n{v}\n```\n"
                ),
            ),
            (
                "hinh",
                format!(
                    "```{{figure}} x.svg\n:alt: {line}\n:credit: {line}\nLời\n```\n\n![{v}](x.svg \"{line}\")\n\n![{v}](x.svg)\n"
                ),
            ),
            (
                "album",
                format!("```{{gallery}} {line}\n- {{image: x.svg, alt: {q}, credit: {q}}}\n```\n"),
            ),
            (
                "video",
                format!("```{{video}} https://video.example/x\n:title: {line}\n```\n"),
            ),
            (
                "goi",
                format!(
                    "```{{contact}} {line}\nname: {q}\nrole: {q}\naddress: {q}\nnote: {q}\n```\n"
                ),
            ),
            (
                "luat",
                format!("```{{legal-basis}} {line}\n- {{title: {q}, article: {q}}}\n```\n"),
            ),
            (
                "ma",
                format!("``` {line}\n{v}\n```\n\n~~~rust\n{v}\n~~~\n\n`{v}`\n"),
            ),
            (
                "de",
                format!(
                    "## {v}\n\n### Mục {{#{line}}}\n\n[chữ](https://a.vn \"{line}\")\n\n[{v}](https://a.vn)\n\nLời[^a]\n\n[^a]: {v}\n"
                ),
            ),
        ];
        for (place, body) in bodies {
            self.write(
                format!("content/tai-lieu/t{n}-{place}.md"),
                v,
                front.clone() + &body,
            );
        }
    }

    /// Drawings.
    fn drawing(&mut self, n: usize, v: &str) {
        let text = match v.contains("<svg xmlns") {
            true => v.to_owned(),
            false => format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 9 9\">{v}<path d=\"M0 0h9v9z\"/></svg>"
            ),
        };
        let folder = format!("content/tai-lieu/s{n}");
        self.site.write(&format!("{folder}/index.md"), format!("---\ntitle: Mẫu S{n}\ndate: 2026-11-01\nsummary: Thử S{n}\n---\nLời.\n\n![Hình](ve.svg)\n"));
        self.write(format!("{folder}/ve.svg"), v, text);
        self.planted.push(Planted {
            file: format!("{folder}/index.md"),
            vector: v.to_owned(),
        });
    }

    /// Names of entries, pictures and downloads.
    fn name(&mut self, n: usize, v: &str) {
        self.write(
            format!("content/khac/{v}.md"),
            v,
            format!("---\ntitle: Tên {n}\ndate: 2026-11-01\nsummary: Thử\n---\nLời.\n"),
        );
        let folder = format!("content/tai-lieu/n{n}");
        self.site.write(&format!("{folder}/{v}.svg"), DRAWING);
        self.site.write(&format!("{folder}/{v}.txt"), "Mẫu\n");
        let q = quoted(&format!("{v}.txt"));
        self.write(
            format!("{folder}/index.md"),
            v,
            format!(
                "---\ntitle: Tên {n}\ndate: 2026-11-01\nsummary: Thử\ncover: {{image: {}, alt: Bìa}}\ndownloads: [{q}]\n---\nLời.\n\n```{{download}} {v}.txt\n```\n\n![Hình](<{v}.svg>)\n\n[tải](<{v}.txt>)\n",
                quoted(&format!("{v}.svg"))
            ),
        );
    }
}
