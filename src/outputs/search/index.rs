//! From documents to the files of the index.

use super::analyse::Analyser;
use super::blocks::{self, Shown};
use super::manifest::{self, Manifest};
use super::merge::{self, Spread, Width};
use super::shards;
use rayon::prelude::*;
use serde::Serialize;
use std::borrow::Cow;
use xxhash_rust::xxh3::Xxh3;

/// A page that can be found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchDoc {
    /// The caller's number, by which its text is found; not written out.
    pub id: u32,
    /// Shown, and weighs most.
    pub title: String,
    /// Address relative to the site's root, e.g. `tai-lieu/thai-san.html`.
    pub route: String,
    /// Slug of the kind, e.g. `tai-lieu`.
    pub kind: String,
    /// The kind's name in the index's language.
    pub kind_label: String,
    /// Language of the text.
    pub lang: String,
    /// Headings of the body.
    pub headings: Vec<String>,
    /// About how many bytes its body has.
    pub size: usize,
    /// Shown when no part of the body fits better.
    pub summary: String,
    /// Names of terms, units, persons, places.
    pub terms: Vec<String>,
    /// `2026-11-22`, or empty; of equal results the newer comes first.
    pub date: String,
}

/// How an index is made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Language of the pages that use this index (`vi`, `km`, `en`).
    pub lang: String,
}

/// A finished index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Index {
    files: Vec<(String, Vec<u8>)>,
}

impl Index {
    /// The files as (name relative to the index's folder, bytes): the manifest `m.js`, shards `p0.js` …,
    /// blocks `d0.js` ….
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        self.files.clone()
    }

    /// The same without a copy.
    pub fn into_files(self) -> Vec<(String, Vec<u8>)> {
        self.files
    }
}

/// Documents whose postings are spread at a time.
const CHUNK: usize = 128;

/// Makes the index of the documents given (the caller chooses them: those in the page's language, and what stands
/// in for pages that are not translated). `body` is asked for a document's text once, and the text is not kept: all
/// texts of a large site together are more than its index.
pub fn build<'a>(
    docs: &'a [SearchDoc],
    options: &Options,
    body: impl Fn(&'a SearchDoc) -> Cow<'a, str> + Sync,
) -> Index {
    let docs = docs.get(..docs.len().min(merge::MOST_DOCS)).unwrap_or(docs);
    let (kinds, order) = order(docs);
    let in_order: Vec<&SearchDoc> = order.iter().filter_map(|&i| docs.get(i)).collect();
    let size = blocks::size(docs.len());
    // Texts have about one posting in four bytes; only the order of magnitude matters.
    let width = Width::new(docs.iter().map(|doc| doc.size).sum::<usize>() / 4);
    let analyser = Analyser::new();
    let (spread, shown): (Vec<Spread>, Vec<Vec<Shown>>) = in_order
        .par_chunks(CHUNK)
        .enumerate()
        .map_init(
            || analyser.reader(),
            |reader, (n, chunk)| {
                let read = |doc: &&'a SearchDoc| {
                    let body = body(doc);
                    let shown = Shown::new(doc, &body, size, &options.lang);
                    (reader.analyse(doc, &body), shown)
                };
                let (analysed, shown): (Vec<_>, Vec<_>) = chunk.iter().map(read).unzip();
                (Spread::new(width, n * CHUNK, &analysed), shown)
            },
        )
        .unzip();
    let bits = shards::bits(spread.iter().map(Spread::len).sum());
    let words = manifest::by_part(&spread, width);
    let (texts, counts) = shards::encode(&spread, width, bits, &words);
    drop(spread);
    let mut files: Vec<(String, Vec<u8>)> = (0..)
        .zip(texts)
        .map(|(n, text): (usize, _)| (format!("p{n}.js"), text))
        .collect();

    let shown: Vec<Shown> = shown.into_iter().flatten().collect();
    let blocks = shown.par_chunks(size).enumerate();
    files.par_extend(blocks.map(|(n, chunk)| call(format!("d{n}"), &chunk)));

    let mut manifest = Manifest {
        v: String::new(),
        l: &options.lang,
        n: docs.len(),
        h: width.bits(),
        b: bits,
        d: size,
        k: kinds,
        w: manifest::list(counts, docs.len()),
    };
    manifest.v = version(&files, &to_json(&manifest));
    files.push(call("m".into(), &manifest));
    files.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    Index { files }
}

/// Slug, label and number of documents of each kind.
type Kinds<'a> = Vec<(&'a str, &'a str, usize)>;

/// The kinds in the order the caller's documents show them, and the documents' order in the index: by kind (so
/// that a document's kind follows from its number), the older first (so that a new one moves few numbers).
fn order(docs: &[SearchDoc]) -> (Kinds<'_>, Vec<usize>) {
    let mut kinds: Kinds = Vec::new();
    let mut order: Vec<(usize, &str, &str, usize)> = Vec::with_capacity(docs.len());
    for (i, doc) in docs.iter().enumerate() {
        let known = kinds.iter_mut().position(|kind| {
            let same = kind.0 == doc.kind;
            kind.2 += usize::from(same);
            same
        });
        let kind = known.unwrap_or_else(|| {
            kinds.push((&doc.kind, &doc.kind_label, 1));
            kinds.len() - 1
        });
        order.push((kind, &doc.date, &doc.route, i));
    }
    order.sort_unstable();
    (kinds, order.into_iter().map(|(_, _, _, i)| i).collect())
}

/// A file that hands JSON to the client.
fn call(name: String, json: &impl Serialize) -> (String, Vec<u8>) {
    let mut bytes = format!("satcosoSearch(\"{name}\",").into_bytes();
    // Strings, numbers and lists into memory: cannot fail.
    let _ = serde_json::to_writer(&mut bytes, json);
    bytes.extend_from_slice(b")\n");
    (name + ".js", bytes)
}

/// Strings, numbers and lists: cannot fail.
fn to_json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

/// A short name for exactly these files.
fn version(files: &[(String, Vec<u8>)], manifest: &[u8]) -> String {
    let mut hash = Xxh3::new();
    for (name, bytes) in files {
        hash.update(name.as_bytes());
        hash.update(bytes);
    }
    hash.update(manifest);
    format!("{:08x}", hash.digest() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Documents with their texts.
    type Texts = (Vec<SearchDoc>, Vec<String>);

    fn index((docs, bodies): &Texts) -> Index {
        build(docs, &options(), |doc| {
            bodies[doc.id as usize].as_str().into()
        })
    }

    fn docs(n: u32) -> Texts {
        let words = [
            "công", "đoàn", "lương", "thai", "sản", "ca", "đêm", "hòa", "giải",
        ];
        (0..n)
            .map(|id| {
                let word = |k: u32| words[((id * 7 + k * k * 3) % 9) as usize];
                let body = (0..60).map(word).collect::<Vec<_>>().join(" ");
                let doc = SearchDoc {
                    id,
                    title: format!("{} {} {id}", word(1), word(2)),
                    route: format!("tai-lieu/{id}.html"),
                    kind: if id.is_multiple_of(3) {
                        "don-vi"
                    } else {
                        "tai-lieu"
                    }
                    .into(),
                    kind_label: "Nhãn".into(),
                    lang: "vi".into(),
                    size: body.len(),
                    date: format!("2026-{:02}-01", id % 12 + 1),
                    ..SearchDoc::default()
                };
                (doc, body)
            })
            .unzip()
    }

    fn options() -> Options {
        Options { lang: "vi".into() }
    }

    #[test]
    fn threads_do_not_change_a_byte() {
        let docs = docs(1700);
        let alone = rayon::ThreadPoolBuilder::new()
            .num_threads(1)
            .build()
            .unwrap();
        let one = alone.install(|| index(&docs));
        assert_eq!(one, index(&docs));
    }

    #[test]
    fn files_are_scripts_with_one_call() {
        let files = index(&docs(50)).into_files();
        for (name, bytes) in &files {
            let text = std::str::from_utf8(bytes).unwrap();
            let stem = name.strip_suffix(".js").unwrap();
            let call = format!("satcosoSearch(\"{stem}\",");
            let json = text
                .strip_prefix(&call)
                .and_then(|t| t.strip_suffix(")\n"))
                .unwrap();
            assert!(
                serde_json::from_str::<serde_json::Value>(json).is_ok(),
                "{name}: {json}"
            );
        }
        assert!(files.iter().any(|f| f.0 == "m.js"));
        assert_eq!(files.iter().filter(|f| f.0.starts_with('d')).count(), 50);
    }

    #[test]
    fn no_documents_make_an_empty_index() {
        let files = index(&docs(0)).into_files();
        assert!(files.iter().any(|f| f.0 == "m.js"));
    }

    #[test]
    fn a_change_anywhere_changes_the_version() {
        let manifest = |docs: &Texts| {
            let files = index(docs).into_files();
            files.into_iter().find(|f| f.0 == "m.js").unwrap().1
        };
        let mut docs = docs(20);
        let before = manifest(&docs);
        docs.0[3].summary = "Khác".into();
        assert_ne!(before, manifest(&docs));
    }

    /// `tests/search/index/` is what the client's tests read. `SATCOSO_ACCEPT=1 cargo test search` writes it anew.
    #[test]
    fn the_clients_test_index_is_up_to_date() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search");
        let text = std::fs::read_to_string(folder.join("docs.json")).unwrap();
        let list: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
        let docs: Texts = (0..).zip(&list).map(from_json).unzip();
        let made = index(&docs).into_files();
        let index = folder.join("index");
        if std::env::var_os("SATCOSO_ACCEPT").is_some() {
            let _ = std::fs::remove_dir_all(&index);
            std::fs::create_dir_all(&index).unwrap();
            for (name, bytes) in &made {
                std::fs::write(index.join(name), bytes).unwrap();
            }
        }
        for (name, bytes) in &made {
            assert!(
                std::fs::read(index.join(name)).unwrap() == *bytes,
                "{name} differs"
            );
        }
        assert_eq!(std::fs::read_dir(&index).unwrap().count(), made.len());
    }

    fn from_json((id, doc): (u32, &serde_json::Value)) -> (SearchDoc, String) {
        let text = |key: &str| {
            doc.get(key)
                .and_then(|v| v.as_str())
                .unwrap_or("")
                .to_owned()
        };
        let list = |key: &str| {
            let items = doc
                .get(key)
                .and_then(|v| v.as_array())
                .into_iter()
                .flatten();
            items
                .filter_map(|v| v.as_str())
                .map(str::to_owned)
                .collect()
        };
        let label = match text("kind").as_str() {
            "tai-lieu" => "Tài liệu",
            "don-vi" => "Đơn vị tiêu biểu",
            "cau-chuyen" => "Câu chuyện",
            _ => "Đi cơ sở",
        };
        let body = text("body");
        let doc = SearchDoc {
            id,
            title: text("title"),
            route: text("route"),
            kind: text("kind"),
            kind_label: label.into(),
            lang: doc
                .get("lang")
                .and_then(|v| v.as_str())
                .unwrap_or("vi")
                .into(),
            headings: list("headings"),
            size: body.len(),
            summary: text("summary"),
            terms: list("terms"),
            date: text("date"),
        };
        (doc, body)
    }
}
