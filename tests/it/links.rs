//! `check --links` against a server on this machine: what other sites may do, and how politely they are asked.

use crate::cli::{satcoso, text};
use crate::site::Site;
use satcoso::Outcome;
use satcoso::diagnostics::{Diagnostic, Emitter, Lang, Severity};
use satcoso::online::{Answers, Settings};
use satcoso::text::date::Instant;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant as Clock};

/// 22 November 2026, noon in Vietnam.
const NOW: Instant = crate::site::NOW;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// A request as the server saw it.
#[derive(Clone, Debug)]
struct Seen {
    host: String,
    /// `HEAD /co`.
    what: String,
    agent: String,
    from: Clock,
    until: Clock,
}

/// Many hosts of the web in one server.
struct Web {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    /// Bytes of the endless page that were sent.
    sent: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
}

impl Web {
    fn start() -> Web {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let web = Web {
            address: listener.local_addr().unwrap(),
            seen: Arc::default(),
            sent: Arc::default(),
            stop: Arc::default(),
        };
        let (seen, sent, stop) = (web.seen.clone(), web.sent.clone(), web.stop.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                let (seen, sent) = (seen.clone(), sent.clone());
                std::thread::spawn(move || answer(stream, &seen, &sent));
            }
        });
        web
    }

    fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    fn asked(&self, host: &str) -> Vec<String> {
        let of = |s: &Seen| (s.host == host).then(|| s.what.clone());
        self.seen().iter().filter_map(of).collect()
    }

    /// Short times, and every name of `.example` on this server, except that of nobody.
    fn settings(&self) -> Settings {
        let address = self.address;
        Settings {
            request: Duration::from_secs(4),
            connect: Duration::from_secs(4),
            pause: Duration::from_millis(40),
            total: Duration::from_secs(60),
            body: 64 << 10,
            hosts: Some(Arc::new(move |host: &str| {
                (host.ends_with(".example") && host != "khong-ai.example").then_some(address)
            })),
            ..Settings::default()
        }
    }
}

impl Drop for Web {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(self.address);
    }
}

fn answer(stream: TcpStream, seen: &Mutex<Vec<Seen>>, sent: &AtomicUsize) {
    let from = Clock::now();
    stream
        .set_read_timeout(Some(Duration::from_secs(5)))
        .unwrap();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        match reader.read_line(&mut line) {
            Ok(n) if n > 2 => lines.push(line.trim_end().to_owned()),
            _ => break,
        }
    }
    let header = |name: &str| {
        let find = |l: &String| {
            l.to_lowercase()
                .strip_prefix(name)
                .map(|v| v.trim().to_owned())
        };
        lines.iter().find_map(find).unwrap_or_default()
    };
    let what = lines.first().and_then(|l| l.strip_suffix(" HTTP/1.1"));
    let what = what.unwrap_or("(no HTTP)").to_owned();
    let (method, path) = what.split_once(' ').unwrap_or(("", ""));
    if header("host:").starts_with('h') {
        std::thread::sleep(Duration::from_millis(10));
    }
    // Noted before the client has its answer, and goes on.
    let seen_now = Seen {
        host: header("host:"),
        agent: header("user-agent:"),
        what: what.clone(),
        from,
        until: Clock::now(),
    };
    seen.lock().unwrap().push(seen_now);
    respond(stream, method, path, sent);
}

fn respond(mut stream: TcpStream, method: &str, path: &str, sent: &AtomicUsize) {
    let head = method == "HEAD";
    let mut send = |status: u16, headers: &str, body: &str| {
        let body = if head { "" } else { body };
        let _ = write!(
            stream,
            "HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Type: text/html\r\n{headers}Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
    };
    let to = |to: &str| format!("Location: {to}\r\n");
    let path = path.split('?').next().unwrap();
    match path {
        "/mat" => send(404, "", ""),
        "/bo" => send(410, "", ""),
        "/doi" => send(301, &to("/giua"), ""),
        "/giua" => send(308, &to("/moi?a=1"), ""),
        "/ve-nha" => send(301, &to("/"), ""),
        "/tam" => send(302, &to("/co"), ""),
        "/vong-a" => send(308, &to("/vong-b"), ""),
        "/vong-b" => send(308, &to("/vong-a"), ""),
        "/xa" => send(302, &to(&format!("{path}x")), ""),
        _ if path.starts_with("/xax") => send(302, &to(&format!("{path}x")), ""),
        "/khong-head" if head => send(405, "", ""),
        "/head-404" if head => send(404, "", ""),
        "/head-dong" if head => {}
        "/dong" => {}
        "/cham" => std::thread::sleep(Duration::from_secs(8)),
        "/loi" => send(500, "", ""),
        "/cam" => send(403, "", ""),
        "/ban" => send(429, "Retry-After: 3600\r\n", ""),
        "/noi-bo" => send(302, &to("http://127.0.0.1:9/bi-mat"), ""),
        "/trang" => send(
            200,
            "",
            "<h2 id=\"muc\">A</h2><a name='cu'></a><h2 id=mười>B</h2>",
        ),
        "/lon" => {
            let _ = write!(
                stream,
                "HTTP/1.1 200 X\r\nContent-Type: text/html\r\n\r\n<i id=dau>"
            );
            // More than the client reads and sockets hold; bounded, should it read on.
            for _ in 0..4096 {
                if stream.write_all(&[b'x'; 16 << 10]).is_err() {
                    break;
                }
                sent.fetch_add(16 << 10, Ordering::Relaxed);
            }
        }
        _ => send(200, "", "<p>Có đây.</p>"),
    }
}

/// A site whose entry has these links.
fn site(links: &[&str]) -> Site {
    let site = Site::of("nho");
    let links: Vec<String> = links
        .iter()
        .map(|l| format!("Xem [trang {l}]({l}) nhé.\n"))
        .collect();
    site.write(
        "content/tai-lieu/lien-ket.md",
        format!(
            "---\ntitle: Liên kết\ndate: 2026-11-01\n---\n\n{}",
            links.join("\n")
        ),
    );
    site
}

fn check_at(site: &Site, settings: &Settings, now: Instant) -> (Outcome, Answers) {
    let request = site.request(&site.public());
    let mut outcome = satcoso::check(&request, &|_, _| {});
    let answers = satcoso::check_links(&mut outcome, &request, settings, now, &|_, _| {});
    (outcome, answers)
}

fn check(site: &Site, settings: &Settings) -> (Outcome, Answers) {
    check_at(site, settings, NOW)
}

/// Code and the address that it speaks of.
fn found(outcome: &Outcome) -> BTreeMap<String, &'static str> {
    let of_web = |d: &&Diagnostic| d.code.starts_with("L01");
    let place = |d: &Diagnostic| {
        let span = d.span.clone().unwrap();
        let text = &outcome.sources.get(&span.file).unwrap().decoded().unwrap();
        (
            text[span.start as usize..span.end as usize].to_owned(),
            d.code,
        )
    };
    outcome.diags.iter().filter(of_web).map(place).collect()
}

#[test]
fn what_other_sites_may_answer() {
    let web = Web::start();
    let of = |path: &str| format!("http://a.example{path}");
    let good = [
        "/co",
        "/tam",
        "/khong-head",
        "/head-404",
        "/head-dong",
        "/trang#muc",
        "/trang#cu",
        "/trang#m%C6%B0%E1%BB%9Di",
        "/trang#:~:text=A",
        "/cam",
        "/lon#cuoi",
        "/lon#dau",
    ];
    let bad = [
        ("/mat", "L010"),
        ("/bo", "L010"),
        ("/doi#phan", "L012"),
        ("/ve-nha", "L012"),
        ("/vong-a", "L011"),
        ("/xa", "L011"),
        ("/loi", "L011"),
        ("/trang#khong", "L014"),
        ("/noi-bo", "L013"),
    ];
    let mut links: Vec<String> = good
        .iter()
        .chain(bad.iter().map(|(p, _)| p))
        .map(|p| of(p))
        .collect();
    let apart = [
        ("http://cham.example/cham", "L011"),
        ("http://dong.example/dong", "L011"),
        ("http://khong-ai.example/", "L011"),
        ("https://khong-tls.example/", "L011"),
        ("http://192.168.1.1/cau-hinh", "L013"),
        ("http://may-in/", "L013"),
    ];
    links.extend(apart.iter().map(|(l, _)| (*l).to_owned()));
    let site = site(&links.iter().map(String::as_str).collect::<Vec<_>>());
    let since = Clock::now();
    let (outcome, answers) = check(&site, &web.settings());
    let mut expected: BTreeMap<String, &str> = bad.iter().map(|(p, code)| (of(p), *code)).collect();
    expected.extend(apart.iter().map(|(l, code)| ((*l).to_owned(), *code)));
    assert_eq!(found(&outcome), expected);
    assert!(answers.unknown.is_empty(), "{answers:?}");
    assert!(since.elapsed() < Duration::from_secs(240));
    // A page without end is left after what may be read of it, and what sockets hold.
    assert!(web.sent.load(Ordering::Relaxed) < 32 << 20);
    let seen = web.seen();
    assert!(
        seen.iter()
            .all(|s| s.what == "(no HTTP)" || s.agent.starts_with("satcoso/")),
        "{seen:?}"
    );
    assert_eq!(
        web.asked("a.example")
            .iter()
            .filter(|w| w.ends_with(" /co"))
            .collect::<Vec<_>>(),
        ["HEAD /co", "HEAD /co"]
    );
    assert!(
        seen.iter().all(|s| !s.host.contains("127.0.0.1")),
        "a redirect into this machine was followed"
    );
    told(&outcome);
}

/// What an officer is told, in both languages (`tests/links/`).
fn told(outcome: &Outcome) {
    let of_web = |d: &&Diagnostic| d.code.starts_with("L01");
    let diags = outcome.diags.iter().filter(of_web).cloned().collect();
    for (lang, name) in [(Lang::Vi, "expected.vi.txt"), (Lang::En, "expected.en.txt")] {
        let emitter = Emitter {
            lang,
            colour: false,
            sources: &*outcome.sources,
        };
        let told = emitter.all(&diags);
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("tests/links")
            .join(name);
        if std::env::var_os("SATCOSO_ACCEPT").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &told).unwrap();
        }
        assert_eq!(
            told,
            std::fs::read_to_string(&path).unwrap_or_default(),
            "{name}"
        );
    }
}

#[test]
fn hosts_are_asked_one_by_one_with_a_pause_and_several_at_once() {
    let web = Web::start();
    let links: Vec<String> = (0..18)
        .map(|i| {
            format!(
                "http://h{}.example/{}",
                i % 3,
                if i < 9 {
                    format!("co{i}")
                } else {
                    format!("co?{i}")
                }
            )
        })
        .collect();
    let site = site(&links.iter().map(String::as_str).collect::<Vec<_>>());
    let settings = Settings {
        at_once: 2,
        ..web.settings()
    };
    let (outcome, _) = check(&site, &settings);
    assert_eq!(found(&outcome), BTreeMap::new());
    let mut seen = web.seen();
    seen.sort_by_key(|s| s.from);
    assert!(seen.len() >= 18);
    for host in ["h0.example", "h1.example", "h2.example"] {
        let own: Vec<&Seen> = seen.iter().filter(|s| s.host == host).collect();
        for pair in own.windows(2) {
            // The client's pause begins when it has the answer; the server's clock sees nearly all of it.
            let gap = pair[1].from.saturating_duration_since(pair[0].from);
            assert!(gap >= Duration::from_millis(35), "{host}: {gap:?}");
            assert!(pair[1].from >= pair[0].from);
        }
    }
    let at_once = |s: &Seen| {
        seen.iter()
            .filter(|o| o.from <= s.from && s.from < o.until)
            .count()
    };
    assert!(seen.iter().all(|s| at_once(s) <= 2));
}

#[test]
fn a_slow_host_keeps_nobody_from_asking_another() {
    let web = Web::start();
    let site = site(&["http://cham1.example/cham", "http://cham2.example/cham"]);
    let settings = web.settings();
    check(&site, &settings);
    let first = |host: &str| {
        web.seen()
            .into_iter()
            .find(|s| s.host == host)
            .unwrap()
            .from
    };
    let (one, other) = (first("cham1.example"), first("cham2.example"));
    let gap = one.max(other) - one.min(other);
    assert!(
        gap < settings.request,
        "the second waited {gap:?} for the first"
    );
}

#[test]
fn a_host_that_asks_to_wait_is_left_alone_and_a_dead_one_too() {
    let web = Web::start();
    let site = site(&[
        "http://ban.example/ban",
        "http://ban.example/co",
        "http://ban.example/mat",
        "http://dong.example/dong",
        "http://dong.example/dong?2",
        "http://dong.example/dong?3",
        "http://a.example/co",
    ]);
    let (outcome, answers) = check(&site, &web.settings());
    assert_eq!(answers.waiting.iter().collect::<Vec<_>>(), ["ban.example"]);
    assert_eq!(answers.unknown.len(), 3, "{answers:?}");
    assert_eq!(web.asked("ban.example").len(), 1);
    assert!(
        found(&outcome)
            .keys()
            .all(|link| link.contains("dong.example"))
    );
    assert_eq!(found(&outcome).len(), 3);
    // HEAD and GET of the first, after which the second counts as the last try.
    assert!(
        web.asked("dong.example").len() <= 4,
        "{:?}",
        web.asked("dong.example")
    );
}

#[test]
fn answers_are_kept_for_their_time() {
    let web = Web::start();
    let site = site(&[
        "http://a.example/co",
        "http://a.example/mat",
        "http://b.example/loi",
        "http://a.example/trang#muc",
    ]);
    let settings = web.settings();
    let asked_at = |later: i64| {
        let (outcome, answers) = check_at(&site, &settings, Instant(NOW.0 + later));
        assert_eq!(found(&outcome).len(), 2);
        answers.asked
    };
    assert_eq!(asked_at(0), 4);
    assert_eq!(asked_at(HOUR / 2), 0);
    assert_eq!(asked_at(2 * HOUR), 1, "a fault of the host");
    assert_eq!(asked_at(2 * DAY), 2, "that, and what was gone");
    assert_eq!(asked_at(20 * DAY), 4);
    // A clock that was put back.
    assert_eq!(asked_at(0), 4);
    // Another place in a page that is known.
    site.edit("content/tai-lieu/lien-ket.md", "#muc", "#cu");
    assert_eq!(asked_at(0), 1);
    let cache = site.root().join(".satcoso-cache/lien-ket.json");
    for broken in [
        "",
        "{",
        "{\"version\":1,\"answers\":{\"http://a.example/co\":{\"at\":\"x\"}}}",
        "{\"version\":99,\"answers\":{}}",
    ] {
        std::fs::write(&cache, broken).unwrap();
        assert_eq!(asked_at(0), 4, "{broken}");
    }
}

#[test]
fn offline_only_what_is_known_is_used() {
    let web = Web::start();
    let site = site(&["http://a.example/co", "http://a.example/mat"]);
    let settings = web.settings();
    check(&site, &settings);
    let before = web.seen().len();
    site.edit(
        "content/tai-lieu/lien-ket.md",
        "nhé",
        "nhé, và <http://b.example/moi>",
    );
    let offline = Settings {
        offline: true,
        ..settings
    };
    // Three weeks later, too: there is no better knowledge.
    let (outcome, answers) = check_at(&site, &offline, Instant(NOW.0 + 21 * DAY));
    assert_eq!(web.seen().len(), before);
    assert_eq!(answers.asked, 0);
    assert_eq!(
        answers.unknown.iter().collect::<Vec<_>>(),
        ["http://b.example/moi"]
    );
    assert_eq!(
        found(&outcome),
        BTreeMap::from([("http://a.example/mat".to_owned(), "L010")])
    );
}

#[test]
fn time_is_bounded_and_no_network_is_no_fault_of_the_links() {
    let web = Web::start();
    let links: Vec<String> = (0..40)
        .map(|i| format!("http://h{i}.example/cham"))
        .collect();
    let site = site(&links.iter().map(String::as_str).collect::<Vec<_>>());
    let settings = Settings {
        total: Duration::from_millis(900),
        ..web.settings()
    };
    let since = Clock::now();
    let (_, answers) = check(&site, &settings);
    assert!(
        since.elapsed() < Duration::from_secs(60),
        "{:?}",
        since.elapsed()
    );
    assert!(!answers.unknown.is_empty());
    let nowhere = Settings {
        hosts: Some(Arc::new(|_| None)),
        ..web.settings()
    };
    let site = self::site(&["http://a.example/co", "http://b.example/co"]);
    let (outcome, answers) = check(&site, &nowhere);
    assert!(answers.no_network && answers.unknown.len() == 2);
    assert_eq!(found(&outcome), BTreeMap::new());
    let cache = site.read(".satcoso-cache/lien-ket.json");
    assert!(!cache.contains("a.example"), "{cache}");
}

/// Links of front matter, menus, raw HTML, definitions and bare addresses are all asked for, and the site decides how
/// grave a finding is.
#[test]
fn every_link_is_found_and_the_site_decides() {
    let web = Web::start();
    let site = site(&[]);
    site.write(
        "content/tai-lieu/lien-ket.md",
        "---\ntitle: Liên kết\ndate: 2026-11-01\nsource: http://a.example/mat?1\n---\n\n<http://a.example/mat?2> và [chữ][x], <a href=\"http://a.example/mat?3\">thẻ</a>.\n\n<div><a href=\"http://a.example/mat?7&amp;b=1\">thẻ</a></div>\n\n```{note} Nhớ\n[trong khối](http://a.example/mat?4)\n```\n\n[x]: http://a.example/mat?5\n",
    );
    site.edit(
        "content/site.yaml",
        "    fields:\n      place",
        "    fields:\n      source: {type: link, label: Nguồn}\n      place",
    );
    site.edit(
        "content/site.yaml",
        "to: gioi-thieu.md}",
        "to: gioi-thieu.md}\n    - {label: Ngoài, to: \"http://a.example/mat?6\"}",
    );
    let (outcome, _) = check(&site, &web.settings());
    let mut all: Vec<String> = (1..=7)
        .map(|i| format!("http://a.example/mat?{i}"))
        .collect();
    all[6].push_str("&amp;b=1");
    let mut links: Vec<String> = found(&outcome)
        .keys()
        .map(|k| k.trim_matches('"').to_owned())
        .collect();
    links.sort();
    assert_eq!(links, all);
    let errors = |outcome: &Outcome| {
        let grave = |d: &&Diagnostic| d.code == "L010" && d.severity == Severity::Error;
        outcome.diags.iter().filter(grave).count()
    };
    assert_eq!(errors(&outcome), 7);
    site.edit(
        "content/site.yaml",
        "checks: {",
        "checks: {web-link-gone: warning, ",
    );
    let (outcome, _) = check(&site, &web.settings());
    assert_eq!((errors(&outcome), found(&outcome).len()), (0, 7));
    site.edit("content/site.yaml", "web-link-gone: warning", "L010: off");
    assert_eq!(found(&check(&site, &web.settings()).0).len(), 0);
}

#[test]
fn the_command_asks_only_when_told() {
    let site = site(&["http://khong-ai.example/a"]);
    let run = |args: &[&str]| satcoso(site.root(), args);
    let plain = run(&["check", "--now", "2026-11-22"]);
    assert!(plain.status.success() && !text(&plain.stdout).contains("Liên kết ra ngoài"));
    let offline = run(&["check", "--links", "--offline", "--now", "2026-11-22"]);
    assert!(offline.status.success(), "{}", text(&offline.stderr));
    let said = text(&offline.stdout);
    assert!(
        said.contains("Liên kết ra ngoài: 1 địa chỉ") && said.contains("1 địa chỉ chưa biết"),
        "{said}"
    );
    let json = run(&[
        "check",
        "--links",
        "--offline",
        "--format",
        "json",
        "--now",
        "2026-11-22",
    ]);
    let document: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(document["links"]["unknown"], 1);
    assert_eq!(document["links"]["asked"], 0);
    assert_eq!(run(&["check", "--offline"]).status.code(), Some(2));
    for (lang, word) in [("vi", "Hỏi các trang khác"), ("en", "Ask other sites")] {
        assert!(
            text(&run(&["check", "--help", "--lang", lang]).stdout).contains(word),
            "{lang}"
        );
    }
}
