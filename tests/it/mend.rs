//! `check --fix`: only what is certain, shown first, everything else byte for byte, with a backup.

use crate::site::{Site, files};
use satcoso::mend;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};
use unicode_normalization::UnicodeNormalization;

/// The site on which checks are tried.
fn site() -> Site {
    let site = Site::of("kiem-tra");
    let theme = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/sites/nho/themes");
    site.add(&theme, "themes");
    site
}

fn command(site: &Site, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_satcoso"));
    command
        .arg("--root")
        .arg(site.root())
        .args([
            "check",
            "--fix",
            "--now",
            "2026-11-22T12:00",
            "--lang",
            "vi",
        ])
        .args(args)
        .stdin(Stdio::null());
    command
}

fn fix(site: &Site, args: &[&str]) -> Output {
    command(site, args).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn sources(site: &Site) -> BTreeMap<String, Vec<u8>> {
    files(&site.root().join("content"))
}

fn entry(front: &str, body: &str) -> String {
    format!("---\n{front}\ndate: 2026-11-01\nsummary: Tóm tắt của bài.\n---\n\n{body}\n")
}

/// Broken files, mended: name, faulty, right.
fn faulty() -> Vec<(&'static str, String, String)> {
    let body = |faulty: &str, right: &str| {
        let front = "title: Bài thử";
        (entry(front, faulty), entry(front, right))
    };
    let head = |faulty: &str, right: &str| (entry(faulty, "Một câu."), entry(right, "Một câu."));
    let pairs = [
        (
            "E012",
            body(
                "Công Ðoàn, Сông nhân. Không phải Москва.",
                "Công Đoàn, Công nhân. Không phải Москва.",
            ),
        ),
        (
            "E013",
            body(
                "Mỗi qúy họp một lần. Mọi nghành đều cần.",
                "Mỗi quý họp một lần. Mọi nghành đều cần.",
            ),
        ),
        (
            "E014",
            body(
                "Cùng hòa giải, khỏe mạnh, **tùy** việc, rồi hoà thuận. Xem https://thu.example/hoà nhé.",
                "Cùng hòa giải, khỏe mạnh, **tùy** việc, rồi hòa thuận. Xem https://thu.example/hoà nhé.",
            ),
        ),
        (
            "E015",
            body(
                "Đủ rồi , về thôi !\n\n1 . Không phải danh sách.",
                "Đủ rồi, về thôi!\n\n1 . Không phải danh sách.",
            ),
        ),
        (
            "E016",
            body(
                "Câu lành.\n\nC«ng ®oµn c¬ së ch¨m lo ng\u{AD}êi lao ®éng.\n",
                "Câu lành.\n\nCông đoàn cơ sở chăm lo người lao động.\n",
            ),
        ),
        (
            "M005",
            body(
                "```{note Lưu ý\nNhớ mang theo thẻ.\n```",
                "```{note} Lưu ý\nNhớ mang theo thẻ.\n```",
            ),
        ),
        (
            "M006",
            body(
                "```{note} Lưu ý\n:kieu nhỏ\n\nNhớ.\n```",
                "```{note} Lưu ý\n:kieu: nhỏ\n\nNhớ.\n```",
            ),
        ),
        (
            "Y001",
            head(
                "title: Công đoàn: 10 mô hình # ghi chú",
                "title: \"Công đoàn: 10 mô hình\" # ghi chú",
            ),
        ),
        (
            "Y003",
            head(
                "title: \"Ông \"Ba Máy\" và tổ\"",
                "title: 'Ông \"Ba Máy\" và tổ'",
            ),
        ),
        (
            "Y004",
            head(
                "title: Bài\ntags:\n\t- lương",
                "title: Bài\ntags:\n  - lương",
            ),
        ),
        (
            "Y008",
            head(
                "title: @CongDoanAnGiang kêu gọi",
                "title: \"@CongDoanAnGiang kêu gọi\"",
            ),
        ),
        ("Y015", head("title:Bài thử", "title: Bài thử")),
        (
            "Y018",
            head("title: \"Lưu ở C:\\quý\"", "title: 'Lưu ở C:\\quý'"),
        ),
        ("Y019", head("title: Bài\u{7} thử", "title: Bài thử")),
    ];
    let dashes = |mark: &str| {
        format!("{mark}\ntitle: Bài\ndate: 2026-11-01\nsummary: Tóm tắt.\n---\n\nMột câu.\n")
    };
    let mut all: Vec<_> = pairs
        .into_iter()
        .map(|(name, (a, b))| (name, a, b))
        .collect();
    all.push(("Y006", dashes("—"), dashes("---")));
    all
}

/// How an editor may write a file.
#[derive(Clone, Copy, Debug)]
enum Form {
    Plain,
    Marked,
    Windows,
    Little,
    Big,
    Apart,
}

const FORMS: [Form; 6] = [
    Form::Plain,
    Form::Marked,
    Form::Windows,
    Form::Little,
    Form::Big,
    Form::Apart,
];

fn written(form: Form, text: &str) -> Vec<u8> {
    let lines = text.replace('\n', "\r\n");
    let units = lines.encode_utf16();
    match form {
        Form::Plain | Form::Apart => text.as_bytes().to_vec(),
        Form::Marked => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        Form::Windows => lines.into_bytes(),
        Form::Little => b"\xFF\xFE"
            .iter()
            .copied()
            .chain(units.flat_map(u16::to_le_bytes))
            .collect(),
        Form::Big => b"\xFE\xFF"
            .iter()
            .copied()
            .chain(units.flat_map(u16::to_be_bytes))
            .collect(),
    }
}

#[test]
fn fifteen_kinds_of_faults_are_mended_in_every_form_of_file_and_nothing_else() {
    let site = site();
    let mut want = sources(&site);
    for (n, (name, before, after)) in faulty().iter().enumerate() {
        let form = FORMS[n % 5];
        let path = format!("tai-lieu/{}.md", name.to_lowercase());
        site.write(&format!("content/{path}"), written(form, before));
        want.insert(path, written(form, after));
    }
    let before = sources(&site);

    // Nobody can be asked: everything is shown, nothing is touched, and the exit code says so.
    let shown = fix(&site, &[]);
    assert_eq!(shown.status.code(), Some(3), "{}", text(&shown.stderr));
    assert_eq!(sources(&site), before);
    assert!(!site.root().join(mend::BACKUP).exists());
    let diff = text(&shown.stdout);
    for part in [
        "content/tai-lieu/e012.md: 2 chỗ sửa được\n  dòng 7: “Ðoàn” → “Đoàn” [E012]",
        "--- a/content/tai-lieu/e015.md\n+++ b/content/tai-lieu/e015.md\n@@ -4,6 +4,6 @@",
        "-Đủ rồi , về thôi !\n+Đủ rồi, về thôi!\n",
        "-\t- lương\n+  - lương\n",
        "+title: Bài thử\n",
    ] {
        assert!(diff.contains(part), "{part:?} is missing from\n{diff}");
    }
    assert!(text(&shown.stderr).contains("--yes"));

    let done = fix(&site, &["--yes"]);
    let after = sources(&site);
    for (path, bytes) in &want {
        assert!(
            after.get(path) == Some(bytes),
            "{path} is\n{}\ninstead of\n{}\n{}",
            text(&after[path]),
            text(bytes),
            text(&done.stderr)
        );
    }
    assert_eq!(after.len(), want.len(), "no other file was left there");
    // The files as they were are kept, those that changed and no others.
    let backups: Vec<_> = std::fs::read_dir(site.root().join(mend::BACKUP))
        .unwrap()
        .collect();
    let kept = files(&backups[0].as_ref().unwrap().path().join("content"));
    assert_eq!(kept.len(), faulty().len());
    assert!(
        kept.iter()
            .all(|(path, bytes)| before.get(path) == Some(bytes))
    );
    let said = text(&done.stdout);
    assert!(
        said.contains("Đã sửa") && said.contains(mend::BACKUP),
        "{said}"
    );
    // What needs a person's eye is still told.
    assert!(text(&done.stderr).contains("Có phải “nghành” là “ngành”?"));

    // A second time there is nothing to do.
    let again = fix(&site, &["--yes"]);
    assert_eq!(sources(&site), after);
    assert!(
        text(&again.stdout).contains("Không có chỗ nào tự sửa được"),
        "{}",
        text(&again.stdout)
    );
    assert_eq!(
        std::fs::read_dir(site.root().join(mend::BACKUP))
            .unwrap()
            .count(),
        1
    );
    // The site builds, since nothing but warnings is left.
    site.build();
}

/// Pieces of a body: as written, and with its corrections.
const PIECES: &[(&str, &str)] = &[
    ("Công đoàn cơ sở.", "Công đoàn cơ sở."),
    ("Tổ Ðoàn kết.", "Tổ Đoàn kết."),
    ("Xong , rồi về.", "Xong, rồi về."),
    ("Mỗi qúy một lần.", "Mỗi quý một lần."),
    (
        "**Mạnh khỏe** và *hòa thuận*.",
        "**Mạnh khỏe** và *hòa thuận*.",
    ),
    ("Cả tổ cùng hoà giải.", "Cả tổ cùng hòa giải."),
    ("`Ðoàn , qúy` là mã.", "`Ðoàn , qúy` là mã."),
    (
        "Dùng khoá , đóng cửa &amp; về !",
        "Dùng khóa, đóng cửa &amp; về!",
    ),
    ("សហជីព 😀 “ngoặc” – xong.", "សហជីព 😀 “ngoặc” – xong."),
    (
        "[Đường dẫn](https://thu.example/qúy , x)",
        "[Đường dẫn](https://thu.example/qúy , x)",
    ),
    ("> Trích , lời", "> Trích, lời"),
    ("- mục một ;\n- mục hai .", "- mục một;\n- mục hai."),
    (
        "| Cột , một | b |\n|---|---|\n| qúy | c |",
        "| Cột, một | b |\n|---|---|\n| quý | c |",
    ),
    ("<!-- Ðoàn , qúy -->", "<!-- Ðoàn , qúy -->"),
];

/// Each piece alone in another form of file, and the pieces in random order: what is no correction is there byte for byte.
#[test]
fn random_files_keep_all_other_bytes() {
    let site = site();
    let mut dice = 0x9E37_79B9_7F4A_7C15_u64;
    let mut below = |n: usize| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        (dice % n as u64) as usize
    };
    let mut want = BTreeMap::new();
    for n in 0..60 {
        let form = FORMS[n % FORMS.len()];
        // In NFD only what stays is taken apart: corrections are written in NFC.
        let decompose = |text: &str, same: bool| match form {
            Form::Apart if same => text.nfd().collect(),
            _ => text.to_owned(),
        };
        let mut raw = decompose("---\ntitle: Bài thử số ", true) + &format!("{n}\n");
        raw += &decompose(
            "date: 2026-11-01\nsummary: Tóm tắt. Mạnh khỏe, hòa thuận, tùy việc, thủy lợi, hóa đơn.\n---\n",
            true,
        );
        let mut right = raw.clone();
        for _ in 0..below(9) {
            let (before, after) = PIECES[below(PIECES.len())];
            let gap = ["\n\n", "\n \n\n", "\n\n\n"][below(3)];
            raw += &(gap.to_owned() + &decompose(before, before == after));
            right += &(gap.to_owned() + &decompose(after, before == after));
        }
        let end = ["", "\n", "\n\n\n", "  \n"][below(4)];
        let path = format!("tai-lieu/so-{n}.md");
        site.write(&format!("content/{path}"), written(form, &(raw + end)));
        want.insert(path, written(form, &(right + end)));
    }
    let mending = mend::find(&site.request(&site.public()));
    assert!(mending.skipped.is_empty(), "{:#?}", mending.skipped);
    assert!(mending.count() > 60, "{}", mending.count());
    let before = sources(&site);
    let mut made: BTreeMap<String, Vec<u8>> = before.clone();
    for file in &mending.files {
        made.insert(
            file.file.trim_start_matches("content/").to_owned(),
            file.after.clone(),
        );
    }
    for (path, bytes) in &want {
        assert!(
            &made[path] == bytes,
            "{path} is\n{}\ninstead of\n{}",
            text(&made[path]),
            text(bytes)
        );
    }
    assert_eq!(sources(&site), before, "looking writes nothing");
    let applied = mend::apply(site.root(), &mending.files, "thử");
    assert!(applied.faults.is_empty());
    assert_eq!(
        mend::find(&site.request(&site.public())).count(),
        0,
        "the second time finds nothing"
    );
}

/// A line in quotes gets two quotation marks: its letters, in NFD, stay as they are.
#[test]
fn of_a_line_in_quotes_only_the_quotes_are_new() {
    let site = site();
    let front: String = "title: Công đoàn: hai mô hình".nfd().collect();
    site.write("content/tai-lieu/a.md", entry(&front, "Một câu."));
    assert!(fix(&site, &["--yes"]).status.success());
    let quoted = front.replace(": Co", ": \"Co") + "\"";
    assert_eq!(
        site.read("content/tai-lieu/a.md"),
        entry(&quoted, "Một câu.")
    );
}

#[test]
fn programs_get_one_document() {
    let site = site();
    site.write("content/tai-lieu/a.md", entry("title: Bài", "Đủ rồi , về."));
    let look = fix(&site, &["--format", "json"]);
    assert_eq!(look.status.code(), Some(3));
    let document: serde_json::Value = serde_json::from_slice(&look.stdout).unwrap();
    let correction = &document["fix"]["files"][0]["corrections"][0];
    assert_eq!(
        (
            &correction["code"],
            &correction["line"],
            &correction["column"],
            &correction["old"],
            &correction["new"]
        ),
        (
            &"E015".into(),
            &7.into(),
            &7.into(),
            &" ,".into(),
            &",".into()
        ),
        "{document:#}"
    );
    assert_eq!(
        (&document["fix"]["pending"], &document["fix"]["applied"]),
        (&1.into(), &0.into())
    );
    let told = document["diagnostics"].as_array().unwrap();
    assert!(
        told.iter()
            .any(|d| d["code"] == "E015" && d["safe"] == true)
    );
    let done = fix(&site, &["--format", "json", "--yes"]);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stdout));
    let document: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(
        (&document["fix"]["pending"], &document["fix"]["applied"]),
        (&0.into(), &1.into())
    );
    assert!(PathBuf::from(document["fix"]["backup"].as_str().unwrap()).is_dir());
    assert!(site.read("content/tai-lieu/a.md").contains("Đủ rồi, về."));
    let plain = Command::new(env!("CARGO_BIN_EXE_satcoso"))
        .args(["check", "--yes"])
        .output()
        .unwrap();
    assert_eq!(plain.status.code(), Some(2), "--yes alone means nothing");
}

#[test]
fn a_file_that_may_only_be_read_is_told_and_left() {
    let site = site();
    for name in ["khoa", "mo"] {
        site.write(
            &format!("content/tai-lieu/{name}.md"),
            entry("title: Bài", "Đủ rồi , về."),
        );
    }
    let locked = site.root().join("content/tai-lieu/khoa.md");
    let mut permissions = std::fs::metadata(&locked).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&locked, permissions).unwrap();
    let done = fix(&site, &["--yes"]);
    assert_eq!(done.status.code(), Some(1));
    let said = text(&done.stderr);
    assert!(
        said.contains("W005") && said.contains("khoa.md") && said.contains("Read-only"),
        "{said}"
    );
    assert!(site.read("content/tai-lieu/khoa.md").contains("rồi , về"));
    assert!(site.read("content/tai-lieu/mo.md").contains("rồi, về"));
}

#[test]
fn a_file_that_changed_meanwhile_is_left_alone() {
    let site = site();
    site.write("content/tai-lieu/a.md", entry("title: Bài", "Đủ rồi , về."));
    let mending = mend::find(&site.request(&site.public()));
    let newer = entry("title: Bài", "Đủ rồi , về. Viết thêm.");
    site.write("content/tai-lieu/a.md", &newer);
    let applied = mend::apply(site.root(), &mending.files, "x");
    let codes: Vec<_> = applied.faults.iter().map(|d| d.code).collect();
    assert_eq!((codes, applied.written.len()), (vec!["W006"], 0));
    assert_eq!(site.read("content/tai-lieu/a.md"), newer);
}

#[test]
fn odd_marks_are_told_and_left() {
    let site = site();
    // A mark that composes with no letter is one unit with it in the file: half of it cannot be replaced.
    let odd = entry("title: Bài", "Nhóm đoàС\u{323} này. Xong , nhé.");
    site.write("content/tai-lieu/a.md", &odd);
    let done = fix(&site, &["--yes"]);
    let said = text(&done.stderr);
    assert!(said.contains("W007") && said.contains("a.md:7:6"), "{said}");
    assert_eq!(
        site.read("content/tai-lieu/a.md"),
        odd.replace("Xong , nhé", "Xong, nhé")
    );
}

#[test]
fn without_a_backup_nothing_is_written() {
    let site = site();
    site.write("content/tai-lieu/a.md", entry("title: Bài", "Đủ rồi , về."));
    site.write(mend::BACKUP, "một tệp, không phải thư mục");
    let before = sources(&site);
    let done = fix(&site, &["--yes"]);
    assert_eq!(done.status.code(), Some(1));
    assert!(
        text(&done.stderr).contains("W008"),
        "{}",
        text(&done.stderr)
    );
    assert_eq!(sources(&site), before);
}

#[cfg(unix)]
#[test]
fn links_stay_links_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let site = site();
    site.write(
        "content/kho/goc.md.txt",
        entry("title: Bài", "Đủ rồi , về."),
    );
    let real = site.root().join("content/kho/goc.md.txt");
    std::fs::set_permissions(&real, PermissionsExt::from_mode(0o640)).unwrap();
    let link = site.root().join("content/tai-lieu/bai.md");
    std::fs::create_dir_all(link.parent().unwrap()).unwrap();
    symlink("../kho/goc.md.txt", &link).unwrap();
    let done = fix(&site, &["--yes"]);
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(
        site.read("content/kho/goc.md.txt").contains("rồi, về"),
        "{}",
        text(&done.stderr)
    );
    let mode = std::fs::metadata(&real).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

/// Killed at any instant, each file is the old one or the new one, and what was touched has its backup.
#[test]
fn killed_half_way_leaves_whole_files() {
    let site = site();
    let count = 40;
    let state = |mark: &str| {
        let body = format!("Đủ rồi{mark} về.\n\n{}", "Một câu nữa.\n\n".repeat(20));
        (0..count).for_each(|n| {
            site.write(
                &format!("content/tai-lieu/bai-{n}.md"),
                entry(&format!("title: Bài {n}"), &body),
            );
        });
        sources(&site)
    };
    let new = state(",");
    let old = state(" ,");
    let since = Instant::now();
    assert!(fix(&site, &["--yes"]).status.success());
    let whole = since.elapsed();
    assert_eq!(sources(&site), new);
    let mut seen = BTreeSet::new();
    for round in 0..12u32 {
        let _ = std::fs::remove_dir_all(site.root().join(mend::BACKUP));
        state(" ,");
        let mut child = command(&site, &["--yes"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Half of them from the moment on that the backup is begun.
        if round % 2 == 0 {
            std::thread::sleep(whole * round / 12);
        } else {
            while !site.root().join(mend::BACKUP).exists() && child.try_wait().unwrap().is_none() {
                std::thread::sleep(Duration::from_micros(200));
            }
            std::thread::sleep(Duration::from_millis(u64::from(round) * 8));
        }
        let _ = child.kill();
        let _ = child.wait();
        let mut mended = 0;
        for n in 0..count {
            let path = format!("tai-lieu/bai-{n}.md");
            let bytes = std::fs::read(site.root().join("content").join(&path)).unwrap();
            assert!(
                bytes == old[&path] || bytes == new[&path],
                "round {round}: {path} is neither old nor new"
            );
            mended += usize::from(bytes == new[&path]);
        }
        if mended > 0 {
            let kept = files(&site.root().join(mend::BACKUP));
            assert_eq!(kept.len(), count, "round {round}: backups come first");
            assert!(
                kept.iter()
                    .all(|(path, bytes)| old.iter().any(|(p, o)| path.ends_with(p) && o == bytes))
            );
        }
        seen.insert(match mended {
            0 => "before",
            n if n == count => "after",
            _ => "between",
        });
        // What a killed run left is no source.
        let left: Vec<_> = mend::find(&site.request(&site.public())).files;
        assert_eq!(left.len(), count - mended, "round {round}");
    }
    assert!(seen.len() > 1, "{seen:?}");
}
