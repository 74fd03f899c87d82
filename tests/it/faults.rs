//! What goes wrong on real computers: power cuts, full disks, folders that may not be written, files that change under the
//! build's hands, and content that nobody thought of. Nothing is lost, nothing half-written, and a message says what to
//! do. `tests/README.md` tells what is tried and what holds.
//!
//! `SATCOSO_KILLS=200` sets how often a build is killed, `SATCOSO_FAULTS=full` the large sizes (10,000 files).

use crate::site::{Site, differences, files};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

const NOW: [&str; 2] = ["--now", "2026-11-22T12:00"];

fn program(root: &Path, output: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_satcoso"));
    command
        .arg("--root")
        .arg(root)
        .args(["build", "--output"])
        .arg(output)
        .args(NOW);
    command
}

fn words(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

fn full() -> bool {
    std::env::var_os("SATCOSO_FAULTS").is_some()
}

/// The small site with many entries whose text says which state they are of.
fn many(count: usize) -> Site {
    let site = Site::of("nho");
    let text = site.read("content/site.yaml") + "outputs: {facebook: false, share_card: false}\n";
    site.write("content/site.yaml", text);
    state(&site, count, "cũ");
    site
}

fn state(site: &Site, count: usize, which: &str) {
    for i in 0..count {
        site.write(
            &format!("content/tai-lieu/them-{i}.md"),
            format!("---\ntitle: Thêm {i}\ndate: 2026-10-01\n---\nBản {which} {i}.\n"),
        );
    }
}

/// The same each time, and well spread.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n.max(1)
    }
}

fn start(site: &Site) -> Child {
    let mut command = program(site.root(), &site.public());
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// A build that is killed leaves whole files, old or new, and the next one finishes the job.
#[test]
fn killed_builds_leave_whole_files() {
    let kills: u64 = std::env::var("SATCOSO_KILLS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(25);
    let site = many(100);
    let states = ["cũ", "mới"].map(|which| {
        state(&site, 100, which);
        site.clean()
    });
    let since = Instant::now();
    assert!(start(&site).wait().unwrap().success());
    let whole = u64::try_from(since.elapsed().as_micros()).unwrap();
    let mut dice = Dice(0x5eed);
    let (mut early, mut half, mut done) = (0, 0, 0);
    for round in 0..kills {
        // Now the other state is wanted; every fifth time the output is a new folder.
        state(&site, 100, ["cũ", "mới"][round as usize % 2]);
        if round % 5 == 4 {
            std::fs::remove_dir_all(site.public()).unwrap();
        }
        let before = site.files();
        let mut child = start(&site);
        if round % 2 == 0 {
            std::thread::sleep(Duration::from_micros(dice.below(whole + whole / 8)));
        } else {
            // The moment that matters is short: from the note of what is about to be moved on.
            let intent = site.public().join(".satcoso/intent");
            while !intent.exists() && child.try_wait().unwrap().is_none() {
                std::thread::sleep(Duration::from_micros(100));
            }
            std::thread::sleep(Duration::from_micros(dice.below(8_000)));
        }
        let _ = child.kill();
        let _ = child.wait();
        let after = site.files();
        for (route, bytes) in &after {
            assert!(
                states.iter().any(|s| s.get(route) == Some(bytes)),
                "round {round}: {route} is neither old nor new"
            );
        }
        let wanted = &states[round as usize % 2];
        match (
            differences(&before, &after).is_empty(),
            differences(wanted, &after).is_empty(),
        ) {
            (true, _) => early += 1,
            (_, true) => done += 1,
            _ => half += 1,
        }
        if round % 3 == 2 {
            assert!(start(&site).wait().unwrap().success(), "round {round}");
            let wrong = differences(wanted, &site.files());
            assert!(
                wrong.is_empty(),
                "round {round}: the next build leaves {wrong:?}"
            );
        }
    }
    println!("{kills} kills: {early} before anything was moved, {half} between, {done} after");
    state(&site, 100, "mới");
    site.build();
    assert!(differences(&states[1], &site.files()).is_empty());
    assert_eq!(
        site.read("content/tai-lieu/them-7.md"),
        "---\ntitle: Thêm 7\ndate: 2026-10-01\n---\nBản mới 7.\n"
    );
}

/// Runs a shell script as the master of a small disk at `$DISK` (a namespace of its own); `None` where the system lets
/// nobody do that.
fn with_disk(size: &str, folder: &Path, script: &str) -> Option<Output> {
    let disk = folder.join("disk");
    std::fs::create_dir_all(&disk).unwrap();
    let mount = format!("mount -t tmpfs -o size={size} tmpfs \"$DISK\" || exit 77\n{script}");
    let output = Command::new("unshare")
        .args(["-rm", "sh", "-c", &mount])
        .env("DISK", &disk)
        .env("SATCOSO", env!("CARGO_BIN_EXE_satcoso"))
        .env("OUT", folder)
        .output()
        .ok()?;
    if output.status.code() == Some(77) || words(&output).contains("unshare") {
        println!("skipped: no disk of one's own here: {}", words(&output));
        return None;
    }
    Some(output)
}

#[test]
fn a_full_disk_leaves_the_old_site_and_says_so() {
    let site = many(60);
    let old = site.clean();
    let folder = tempfile::TempDir::new().unwrap();
    let build = format!(
        "\"$SATCOSO\" --root '{}' build --output \"$DISK/public\" --now 2026-11-22T12:00",
        site.root().display()
    );
    let grow = format!(
        "for i in $(seq 0 59); do f='{}/content/tai-lieu/them-'$i.md; cp \"$f\" \"$OUT/giu-$i\"; yes 'Một dòng chữ nữa của bài.' | head -2500 >> \"$f\"; done",
        site.root().display()
    );
    let script = format!(
        "{build} >/dev/null 2>&1 || exit 70
{grow}
{build} --lang vi >\"$OUT/vi\" 2>&1; echo $? >\"$OUT/rc\"
{build} --lang en >\"$OUT/en\" 2>&1
cp -r \"$DISK/public\" \"$OUT/full\"
mount -o remount,size=900m \"$DISK\"
{build} >\"$OUT/again\" 2>&1 || exit 71
cp -r \"$DISK/public\" \"$OUT/after\""
    );
    // Room for the old site twice over (each file takes whole blocks), and not for the new one.
    let room = old
        .values()
        .map(|bytes| bytes.len() / 4096 + 1)
        .sum::<usize>()
        * 2
        + 200;
    let Some(output) = with_disk(&format!("{}k", room * 4), folder.path(), &script) else {
        return;
    };
    assert_eq!(output.status.code(), Some(0), "{}", words(&output));
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(read("rc").trim(), "1");
    assert!(read("vi").contains("Ổ đĩa đã đầy"), "{}", read("vi"));
    assert!(read("en").contains("The disk is full"), "{}", read("en"));
    let wrong = differences(&old, &files(&folder.path().join("full")));
    assert!(wrong.is_empty(), "the old site is damaged: {wrong:?}");
    let wrong = differences(&site.clean(), &files(&folder.path().join("after")));
    assert!(wrong.is_empty(), "after making room: {wrong:?}");
}

#[test]
fn an_output_that_may_only_be_read_is_told() {
    let site = Site::of("nho");
    let folder = tempfile::TempDir::new().unwrap();
    let build = format!(
        "\"$SATCOSO\" --root '{}' build --output \"$DISK/public\" --now 2026-11-22T12:00",
        site.root().display()
    );
    let script = format!(
        "{build} >/dev/null 2>&1 || exit 70
mount -o remount,ro \"$DISK\"
{build} --lang vi >\"$OUT/vi\" 2>&1; echo $? >\"$OUT/rc\"
{build} --lang en >\"$OUT/en\" 2>&1
cp -r \"$DISK/public\" \"$OUT/public\""
    );
    let Some(output) = with_disk("9m", folder.path(), &script) else {
        return;
    };
    assert_eq!(output.status.code(), Some(0), "{}", words(&output));
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(read("rc").trim(), "1");
    assert!(read("vi").contains("Không có quyền ghi"), "{}", read("vi"));
    assert!(
        read("en").contains("No permission to write"),
        "{}",
        read("en")
    );
    assert!(differences(&site.clean(), &files(&folder.path().join("public"))).is_empty());
}

/// As somebody who is not the machine's master: folders without permission to write, sources without permission to read.
#[cfg(unix)]
#[test]
fn missing_permissions_are_told() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::of("nho");
    let allow = |path: &Path, mode: u32| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap()
    };
    let everywhere = |mode: u32| {
        for entry in walkdir::WalkDir::new(site.root())
            .into_iter()
            .filter_map(Result::ok)
        {
            allow(
                entry.path(),
                if entry.file_type().is_dir() {
                    mode | 0o111
                } else {
                    mode
                },
            );
        }
    };
    let root = std::fs::read("/etc/shadow").is_ok();
    let tool = site.root().join("satcoso");
    std::fs::copy(env!("CARGO_BIN_EXE_satcoso"), &tool).unwrap();
    let run = |lang: &str| {
        let mut command = match root {
            true => {
                let mut command = Command::new("setpriv");
                command
                    .args(["--reuid", "65534", "--regid", "65534", "--clear-groups"])
                    .arg(&tool);
                command
            }
            false => Command::new(&tool),
        };
        command
            .arg("--root")
            .arg(site.root())
            .args(["build", "--lang", lang])
            .args(NOW)
            .output()
    };
    site.build();
    let old = site.files();
    everywhere(0o666);
    allow(&tool, 0o755);
    match run("vi") {
        Ok(output) if output.status.success() => {}
        _ => return println!("skipped: nobody else to run as"),
    }
    // The output may not be written.
    site.edit("content/tai-lieu/bai-hai.md", "Nội dung", "Lời");
    allow(&site.root().join("content/tai-lieu/bai-hai.md"), 0o644);
    for path in ["public/.satcoso", "public"] {
        allow(&site.root().join(path), 0o555);
    }
    for (lang, told) in [
        ("vi", "Không có quyền ghi"),
        ("en", "No permission to write"),
    ] {
        let output = run(lang).unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(words(&output).contains(told), "{}", words(&output));
    }
    assert!(differences(&old, &site.files()).is_empty());
    for path in ["public/.satcoso", "public"] {
        allow(&site.root().join(path), 0o777);
    }
    // A source may not be read: the entry is named, and nothing is written.
    allow(&site.root().join("content/tai-lieu/bai-hai.md"), 0o000);
    for (lang, told) in [
        ("vi", "Không đọc được tệp này"),
        ("en", "Cannot read this file"),
    ] {
        let output = run(lang).unwrap();
        let said = words(&output);
        assert_eq!(output.status.code(), Some(1));
        assert!(said.contains(told) && said.contains("bai-hai.md"), "{said}");
    }
    assert!(differences(&old, &site.files()).is_empty());
    allow(&site.root().join("content/tai-lieu/bai-hai.md"), 0o644);
    assert!(run("vi").unwrap().status.success());
}

/// Somebody edits, renames and deletes while the program builds.
#[test]
fn files_that_change_during_the_build() {
    let site = many(60);
    let photo = {
        let image = image::RgbImage::from_fn(400, 300, |x, y| image::Rgb([x as u8, y as u8, 9]));
        let mut bytes = std::io::Cursor::new(Vec::new());
        image
            .write_to(&mut bytes, image::ImageFormat::Jpeg)
            .unwrap();
        bytes.into_inner()
    };
    for i in 0..8 {
        site.write(
            &format!("content/tai-lieu/anh-{i}/index.md"),
            format!("---\ntitle: Ảnh {i}\ndate: 2026-10-02\n---\n![Ảnh](a.jpg)\n"),
        );
        site.write(&format!("content/tai-lieu/anh-{i}/a.jpg"), &photo);
    }
    site.build();
    let mut dice = Dice(7);
    for round in 0..12 {
        let mut command = program(site.root(), &site.public());
        let child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        for step in 0..30 {
            std::thread::sleep(Duration::from_micros(dice.below(15_000)));
            let n = dice.below(60);
            let file = site.root().join(format!("content/tai-lieu/them-{n}.md"));
            let picture = site
                .root()
                .join(format!("content/tai-lieu/anh-{}/a.jpg", dice.below(8)));
            match step % 6 {
                0 => drop(std::fs::write(
                    &file,
                    format!("---\ntitle: Lần {round}.{step}\ndate: 2026-10-01\n---\nLời.\n"),
                )),
                1 => drop(std::fs::remove_file(&file)),
                2 => drop(std::fs::write(&file, "---\ntitle: nửa ")),
                3 => drop(std::fs::remove_file(&picture)),
                4 => drop(std::fs::write(&picture, &photo[..photo.len() / 2])),
                _ => drop(std::fs::rename(&file, file.with_extension("md.tmp"))),
            }
        }
        let output = child.wait_with_output().unwrap();
        let said = words(&output);
        assert!(
            matches!(output.status.code(), Some(0 | 1)),
            "{:?} {said}",
            output.status
        );
        assert!(
            !said.contains("panicked") && (output.status.success() || said.contains("[")),
            "{said}"
        );
        for (route, bytes) in site.files().iter().filter(|(r, _)| r.ends_with(".html")) {
            assert!(
                bytes.ends_with(b"</html>\n") || bytes.ends_with(b"</html>"),
                "{route} is not whole"
            );
        }
        // Quiet again: all is as if nothing had been.
        state(&site, 60, "mới");
        for i in 0..8 {
            site.write(&format!("content/tai-lieu/anh-{i}/a.jpg"), &photo);
        }
        if round % 4 == 3 {
            site.build();
            let wrong = differences(&site.clean(), &site.files());
            assert!(wrong.is_empty(), "{wrong:?}");
        }
    }
}

#[test]
fn a_clock_in_the_past_or_far_ahead() {
    let site = Site::of("nho");
    for (now, entries) in [
        ("1970-01-01", false),
        ("2019-05-01T00:00", false),
        ("9999-12-31", true),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_satcoso"))
            .arg("--root")
            .arg(site.root())
            .args(["build", "--now", now, "--format", "json"])
            .output()
            .unwrap();
        assert!(output.status.success(), "{now}: {}", words(&output));
        assert_eq!(
            site.public().join("tai-lieu/bai-hai.html").exists(),
            entries,
            "{now}"
        );
        let account: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let withheld = account["not_published"].as_array().unwrap();
        assert_eq!(
            withheld.is_empty(),
            entries,
            "{now}: what waits for its day is told"
        );
    }
    let output = Command::new(env!("CARGO_BIN_EXE_satcoso"))
        .arg("--root")
        .arg(site.root())
        .args(["build", "--now", "31/02/2026"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", words(&output));
}

#[test]
fn very_many_files_in_one_folder() {
    let count = if full() { 10_000 } else { 1_500 };
    let site = many(count);
    for i in 0..count {
        site.write(&format!("content/static/tep/{i}.txt"), format!("{i}\n"));
    }
    let outcome = site.build();
    let made = site.files();
    assert!(made.contains_key(&format!("tai-lieu/them-{}.html", count - 1)));
    assert_eq!(made.keys().filter(|r| r.starts_with("tep/")).count(), count);
    assert_eq!(outcome.report.unwrap().files, made.len());
}

/// A build's outcome for one entry: its page, or what was said of it.
fn entry(text: &str) -> Result<String, BTreeSet<String>> {
    let site = Site::of("nho");
    site.write("content/tai-lieu/la.md", text);
    let output = program(site.root(), &site.public()).output().unwrap();
    let said = words(&output);
    assert!(
        matches!(output.status.code(), Some(0 | 1)),
        "{:?} {said}",
        output.status
    );
    match output.status.success() {
        true => Ok(site.page("tai-lieu/la.html")),
        false => Err(said
            .lines()
            .filter(|l| l.contains('['))
            .map(str::to_owned)
            .collect()),
    }
}

#[test]
fn very_long_and_very_deep_entries() {
    let head = "---\ntitle: Lạ\ndate: 2026-10-01\nsummary: Thử\n---\n";
    let sentence =
        "Công đoàn cơ sở gom ý kiến của người lao động rồi gửi người sử dụng lao động.\n\n";
    let long = sentence.repeat(5 * 1024 * 1024 / sentence.len());
    let deep: [(&str, String); 9] = [
        ("5 MB", long),
        ("one line of 1 MB", "chữ ".repeat(200_000)),
        ("2,000 lists in a line", format!("{}x\n", "- ".repeat(2000))),
        (
            "2,000 lists by indentation",
            (0..2000)
                .map(|n| format!("{}- x\n", " ".repeat(2 * n)))
                .collect(),
        ),
        ("2,000 quotations", format!("{}x\n", "> ".repeat(2000))),
        (
            "2,000 brackets",
            format!("{}x{}\n", "[".repeat(2000), "](a)".repeat(2000)),
        ),
        ("2,000 elements", format!("{}x\n", "<div><b>".repeat(1000))),
        ("12,000 faults in a line", "<t-->".repeat(12_000)),
        (
            "2,000 stars",
            format!("{}x{}\n", "*a **b ".repeat(1000), "** *".repeat(1000)),
        ),
    ];
    for (name, body) in deep {
        // Each takes well under a second on a quiet machine; a square of its length would take hours on any.
        let since = Instant::now();
        let outcome = entry(&format!("{head}{body}"));
        let took = since.elapsed();
        assert!(took < Duration::from_secs(300), "{name}: {took:?}");
        match outcome {
            Ok(page) => assert!(page.trim_end().ends_with("</html>"), "{name}"),
            Err(said) => assert!(
                said.iter()
                    .any(|line| line.contains("la.md") || line.contains("[")),
                "{name}: {said:?}"
            ),
        }
    }
    // YAML as deep, in front matter and in a block.
    for text in [
        format!(
            "---\ntitle: {}x{}\n---\nLời\n",
            "[".repeat(2000),
            "]".repeat(2000)
        ),
        format!(
            "---\ntitle: A\nfacebook:\n{}\n---\nLời\n",
            (0..2000)
                .map(|n| format!("{}a:\n", " ".repeat(n + 1)))
                .collect::<String>()
        ),
    ] {
        let said = entry(&text).expect_err("such front matter is refused");
        assert!(!said.is_empty());
    }
}

#[test]
fn strange_names() {
    let site = Site::of("nho");
    let entry = |title: &str| format!("---\ntitle: {title}\ndate: 2026-10-01\n---\nLời.\n");
    let names = [
        "có dấu cách và dấu tiếng Việt",
        "😀🎉",
        "CON",
        "aux",
        "nul",
        "com1",
        "a..b",
        "-gạch-",
        "'nháy'",
        "dấu%20phần",
        "#thăng",
        "a&b",
        "a+b",
        "(1)",
        "một.hai.ba",
        "  thụt",
        "ខ្មែរ",
    ];
    let mut told = BTreeMap::new();
    for name in names {
        site.write(&format!("content/tai-lieu/{name}.md"), entry(name));
        let outcome = site.try_build();
        let mine: Vec<&str> = outcome
            .diags
            .iter()
            .filter(|d| {
                d.vi.contains(name) || d.span.as_ref().is_some_and(|s| s.file.contains(name))
            })
            .map(|d| d.code)
            .collect();
        assert!(
            outcome.report.is_some() || !mine.is_empty(),
            "{name}: no site and no reason: {:#?}",
            outcome.diags
        );
        if outcome.report.is_none() {
            site.remove(&format!("content/tai-lieu/{name}.md"));
        }
        told.insert(name, mine);
    }
    for name in ["CON", "aux", "nul", "com1"] {
        assert!(
            told[name].contains(&"R004"),
            "{name}: Windows cannot keep it: {told:?}"
        );
    }
    // No made file has a name that a host or Windows refuses, but those that were told.
    for route in site.files().keys() {
        let odd = route
            .chars()
            .any(|c| matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\') || c.is_control());
        assert!(!odd, "{route}");
    }
    // A name as long as the system lets it be, and folders as deep.
    let long = "a".repeat(250);
    site.write(&format!("content/tai-lieu/{long}.md"), entry("Dài"));
    let deep = (0..40)
        .map(|n| format!("thu-muc-rat-sau-so-{n}-{}", "x".repeat(60)))
        .collect::<Vec<_>>()
        .join("/");
    let path = site.root().join("content/tai-lieu").join(&deep);
    let made = std::fs::create_dir_all(&path)
        .and_then(|()| std::fs::write(path.join("b.md"), entry("Sâu")));
    let outcome = site.try_build();
    assert!(
        outcome.report.is_some() || outcome.diags.has_errors(),
        "deep folders made: {made:?}"
    );
    if let Some(fault) = outcome.diags.iter().find(|d| d.code == "W001") {
        assert!(
            fault.vi.contains("tai-lieu") && !fault.en.is_empty(),
            "{fault:?}"
        );
    }
    let bytes = std::os::unix::ffi::OsStringExt::from_vec(b"kh\xf4ng-utf8.md".to_vec());
    let odd: std::ffi::OsString = bytes;
    if std::fs::write(site.root().join("content/tai-lieu").join(odd), entry("x")).is_ok() {
        let outcome = site.try_build();
        assert!(
            outcome.diags.iter().any(|d| d.code == "S005"),
            "{:#?}",
            outcome.diags
        );
    }
}

/// A note in the output that somebody wrote by hand makes the program delete nothing outside of it.
#[test]
fn a_forged_note_leads_nowhere_else() {
    let site = Site::of("nho");
    site.build();
    site.write("giu.txt", "x")
        .remove("public/.satcoso/manifest")
        .write(
            "public/.satcoso/files.txt",
            format!("../giu.txt\n{}\n", site.root().join("giu.txt").display()),
        )
        .write("public/.satcoso/intent", "tai-lieu/../../giu.txt\n");
    site.try_build();
    assert_eq!(site.read("giu.txt"), "x");
}
