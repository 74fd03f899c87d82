//! `cargo bench --bench build [-- SIZE…]`: cold, warm and one-edit builds of the generated corpus, with the time of
//! each step, CPU time and peak memory. Each build is a process of its own.
//! `cargo bench --bench build -- corpus N DIR [hugo]` only writes the corpus.

#[path = "corpus.rs"]
mod corpus;

use corpus::For;
use satcoso::outputs::Options;
use satcoso::text::date::Instant;
use satcoso::{Request, Stages};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant as Clock};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Where builds keep what the next need not work out again.
const CACHE: &str = ".satcoso-cache";

/// Builds of each kind; the median is shown.
const RUNS: usize = 3;

fn main() {
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| a != "--bench")
        .collect();
    let themes = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/bench");
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["corpus", n, folder] => written(Path::new(folder), n, For::Satcoso, &themes),
        ["corpus", n, folder, "hugo"] => written(Path::new(folder), n, For::Hugo, &themes),
        ["one", root, output] => one(Path::new(root), Path::new(output)),
        [] => [1_000, 10_000].into_iter().for_each(|n| size(n, &themes)),
        _ => args
            .iter()
            .filter_map(|a| a.parse().ok())
            .for_each(|n| size(n, &themes)),
    }
}

fn written(folder: &Path, n: &str, target: For, themes: &Path) {
    let n = n.parse().expect("a number of entries");
    corpus::write(folder, n, target, themes).expect("the corpus is written");
}

/// One build, told on one line: milliseconds in all, of each step, CPU, peak memory in MB.
fn one(root: &Path, output: &Path) {
    let request = Request {
        root: root.to_path_buf(),
        output: output.to_path_buf(),
        base_url: None,
        drafts: false,
        now: Instant(1_795_323_600),
        options: Options {
            cache: Some(root.join(CACHE)),
            ..Options::default()
        },
    };
    let clock = Clock::now();
    let outcome = satcoso::build(&request, &|_, _| {});
    let total = clock.elapsed();
    assert!(outcome.report.is_some(), "{:#?}", outcome.diags);
    let Stages {
        read,
        load,
        parse,
        assemble,
        plan,
        check,
        make,
    } = outcome.stages;
    let mut line: Vec<f64> = [total, read, load, parse, assemble, plan, check, make]
        .map(millis)
        .to_vec();
    line.push(cpu_millis());
    line.push(peak_mb());
    println!(
        "{}",
        line.iter()
            .map(|x| format!("{x:.1}"))
            .collect::<Vec<_>>()
            .join(" ")
    );
}

fn millis(d: Duration) -> f64 {
    d.as_secs_f64() * 1000.0
}

/// User and system time of this process; 0 where the system does not tell it this way.
fn cpu_millis() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap_or("")
        .split_whitespace()
        .collect();
    let ticks = |i: usize| {
        fields
            .get(i)
            .and_then(|f| f.parse::<f64>().ok())
            .unwrap_or(0.0)
    };
    (ticks(11) + ticks(12)) * 10.0
}

fn peak_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find_map(|l| l.strip_prefix("VmHWM:"))
        .unwrap_or("0");
    line.split_whitespace()
        .next()
        .and_then(|k| k.parse::<f64>().ok())
        .unwrap_or(0.0)
        / 1024.0
}

fn size(entries: usize, themes: &Path) {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let root = folder.path().join("site");
    corpus::write(&root, entries, For::Satcoso, themes).expect("the corpus is written");
    println!(
        "\n{entries} entries       total    read    load   parse assemble    plan   check    make |     CPU  peak MB"
    );
    let cold: Vec<PathBuf> = (0..RUNS)
        .map(|i| folder.path().join(format!("out-{i}")))
        .collect();
    let afresh = cold.iter().map(|out| {
        let _ = std::fs::remove_dir_all(root.join(CACHE));
        run(&root, out)
    });
    show("cold", afresh.collect());
    show(
        "nothing changed",
        (0..RUNS).map(|_| run(&root, &cold[0])).collect(),
    );
    let entry = root.join("content/tai-lieu/bai-000003.md");
    let edited = (0..RUNS).map(|i| {
        let text = std::fs::read_to_string(&entry).expect("an entry");
        std::fs::write(&entry, format!("{text}\nThêm một câu {i}.\n")).expect("an edit");
        run(&root, &cold[0])
    });
    show("one body edited", edited.collect());
}

fn run(root: &Path, output: &Path) -> Vec<f64> {
    let exe = std::env::current_exe().expect("this program");
    let out = Command::new(exe)
        .arg("one")
        .arg(root)
        .arg(output)
        .output()
        .expect("a build");
    assert!(
        out.status.success(),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    String::from_utf8_lossy(&out.stdout)
        .split_whitespace()
        .filter_map(|x| x.parse().ok())
        .collect()
}

/// The median of each column.
fn show(name: &str, runs: Vec<Vec<f64>>) {
    let column = |i: usize| {
        let mut values: Vec<f64> = runs.iter().filter_map(|r| r.get(i)).copied().collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let c: Vec<f64> = (0..10).map(column).collect();
    println!(
        "{name:<16} {:>8.1} {:>7.1} {:>7.1} {:>7.1} {:>8.1} {:>7.1} {:>7.1} {:>7.1} | {:>7.0} {:>8.0}",
        c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9]
    );
}
