//! `satcoso serve` as a browser meets it: the program is started, and spoken to over the loopback.

use crate::site::Site;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long anything may take on a busy machine.
const LONG: Duration = Duration::from_secs(30);

struct Server {
    child: Child,
    address: SocketAddr,
}

struct Response {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Response {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn field(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (n, value) = line.split_once(": ")?;
            n.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}

impl Server {
    fn start(root: &Path, options: &[&str]) -> Server {
        let mut child = Command::new(env!("CARGO_BIN_EXE_satcoso"))
            .arg("--root")
            .arg(root)
            .args(["serve", "--now", "2026-11-22T12:00"])
            .args(options)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env("LANG", "vi_VN.UTF-8")
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| {
                let (_, rest) = line.split_once("http://")?;
                rest.trim_end_matches('/').parse().ok()
            })
            .expect("an address is printed");
        // Whatever is said later is read, so that the program does not wait for it.
        std::thread::spawn(move || lines.for_each(drop));
        Server { child, address }
    }

    fn host(&self) -> String {
        self.address.to_string()
    }

    fn raw(&self, request: impl AsRef<[u8]>) -> Response {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        let _ = stream.write_all(request.as_ref());
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let at = bytes
            .windows(4)
            .position(|w| w == b"\r\n\r\n")
            .map_or(bytes.len(), |at| at + 4);
        let head = String::from_utf8_lossy(&bytes[..at]).into_owned();
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|s| s.parse().ok())
            .unwrap_or(0);
        Response {
            status,
            head,
            body: bytes[at..].to_vec(),
        }
    }

    fn ask(&self, method: &str, path: &str, fields: &str) -> Response {
        let host = self.host();
        self.raw(format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{fields}\r\n"
        ))
    }

    fn get(&self, path: &str) -> Response {
        self.ask("GET", path, "")
    }

    /// The page as soon as it is as wanted.
    fn until(&self, path: &str, wanted: impl Fn(&Response) -> bool) -> Response {
        let since = Instant::now();
        loop {
            let response = self.get(path);
            if wanted(&response) {
                return response;
            }
            assert!(
                since.elapsed() < LONG,
                "{path}: {}\n{}",
                response.head,
                response.text()
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// A tab that listens for news.
    fn listen(&self) -> Tab {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        let host = self.host();
        let hello = format!(
            "GET /_satcoso/reload HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nConnection: Upgrade\r\n\
             Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        stream.write_all(hello.as_bytes()).unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
            head.push(byte[0]);
        }
        assert!(
            head.starts_with(b"HTTP/1.1 101"),
            "{}",
            String::from_utf8_lossy(&head)
        );
        Tab(stream)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Tab(TcpStream);

impl Tab {
    /// The next message (RFC 6455, section 5.2: short unmasked text frames).
    fn news(&mut self) -> String {
        let mut head = [0; 2];
        self.0.read_exact(&mut head).unwrap();
        assert_eq!(head[0], 0x81, "a text");
        let len = match head[1] {
            126 => {
                let mut len = [0; 2];
                self.0.read_exact(&mut len).unwrap();
                usize::from(u16::from_be_bytes(len))
            }
            len => usize::from(len),
        };
        let mut text = vec![0; len];
        self.0.read_exact(&mut text).unwrap();
        String::from_utf8(text).unwrap()
    }
}

#[test]
fn pages_files_and_the_page_for_missing_addresses_are_served() {
    let site = Site::of("nho");
    let server = Server::start(site.root(), &[]);
    assert!(server.address.ip().is_loopback());
    let page = server.get("/tai-lieu/an-toan.html");
    assert_eq!(
        (page.status, page.field("content-type")),
        (200, Some("text/html; charset=utf-8"))
    );
    assert_eq!(page.field("cache-control"), Some("no-store"));
    assert!(page.text().contains("<h1>An toàn lao động</h1>"));
    // Every reference of the page is answered, at the site's root and where the published site will lie.
    for path in [
        "/",
        "/tai-lieu/",
        "/a/b/",
        "/a/b/tai-lieu/an-toan.html",
        "/sitemap.xml",
        "/feed.xml",
    ] {
        assert_eq!(server.get(path).status, 200, "{path}");
    }
    assert_eq!(
        server.get("/tai-lieu").field("location"),
        Some("/tai-lieu/")
    );
    let style = page.text();
    let style = style
        .split("href=\"..")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    assert_eq!(
        server.get(style).field("content-type"),
        Some("text/css; charset=utf-8")
    );
    let missing = server.get("/tai-lieu/sau/khong-co.html");
    assert_eq!(
        (missing.status, missing.field("content-type")),
        (404, Some("text/html; charset=utf-8"))
    );
    assert!(missing.text().contains("/a/b/"), "{}", missing.text());
    let head = server.ask("HEAD", "/", "");
    assert!(head.status == 200 && head.body.is_empty());
}

#[test]
fn parts_of_files_are_sent_when_asked_for() {
    let site = Site::of("nho");
    site.write("content/static/phim.mp4", "0123456789");
    let server = Server::start(site.root(), &[]);
    let part = server.ask("GET", "/phim.mp4", "Range: bytes=2-4\r\n");
    assert_eq!((part.status, part.text().as_str()), (206, "234"));
    assert_eq!(part.field("content-range"), Some("bytes 2-4/10"));
    assert_eq!(part.field("content-type"), Some("video/mp4"));
    assert_eq!(
        server.ask("GET", "/phim.mp4", "Range: bytes=-2\r\n").text(),
        "89"
    );
    assert_eq!(
        server
            .ask("GET", "/phim.mp4", "Range: bytes=10-\r\n")
            .status,
        416
    );
    let whole = server.get("/phim.mp4");
    assert_eq!(
        (whole.status, whole.field("accept-ranges")),
        (200, Some("bytes"))
    );
}

#[test]
fn requests_in_bad_faith_are_refused() {
    let site = Site::of("nho");
    site.write("mat.txt", "bí mật")
        .write("content/nhap.txt", "bí mật");
    let server = Server::start(site.root(), &[]);
    for path in [
        "/../mat.txt",
        "/%2e%2e/mat.txt",
        "/tai-lieu/..%2f..%2fmat.txt",
        "/..%5cmat.txt",
        "/index.html%00.txt",
        "//mat.txt",
        "/mat.txt",
        "/content/nhap.txt",
        "/nhap.txt",
        "/_satcoso/../mat.txt",
        "/_satcoso/khac",
    ] {
        let response = server.get(path);
        assert!(
            matches!(response.status, 400 | 404),
            "{path}: {}",
            response.status
        );
        assert!(!response.text().contains("bí mật"), "{path}");
    }
    for method in [
        "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND",
    ] {
        let status = server.ask(method, "/", "").status;
        assert!(matches!(status, 400 | 405), "{method}: {status}");
    }
    assert_eq!(
        server.ask("POST", "/", "").field("allow"),
        Some("GET, HEAD")
    );
    let port = server.address.port();
    for host in [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        "127.0.0.1".to_owned(),
        format!("192.168.1.2:{port}"),
    ] {
        let status = server
            .raw(format!(
                "GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
            ))
            .status;
        assert_eq!(status, 421, "{host}");
    }
    assert_eq!(
        server
            .raw(format!(
                "GET / HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"
            ))
            .status,
        200
    );
    assert_eq!(
        server
            .raw("GET / HTTP/1.1\r\nConnection: close\r\n\r\n")
            .status,
        400
    );
    let long = "x".repeat(20_000);
    for request in [
        format!(
            "GET / HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nX-Lang: {long}\r\n\r\n",
            server.host()
        ),
        format!(
            "GET / HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{}\r\n",
            server.host(),
            "X: y\r\n".repeat(500)
        ),
        format!(
            "GET /{long} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            server.host()
        ),
        "GARBAGE\r\n\r\n".to_owned(),
    ] {
        let status = server.raw(&request).status;
        assert!(
            matches!(status, 400 | 414 | 431),
            "{status}: {}",
            &request[..40.min(request.len())]
        );
    }
    // A page of another site may not listen.
    let foreign = "Origin: http://evil.example\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    assert_eq!(server.ask("GET", "/_satcoso/reload", foreign).status, 403);
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn a_save_reloads_every_tab_and_a_style_is_exchanged() {
    let site = Site::of("nho");
    let server = Server::start(site.root(), &[]);
    let state = |page: &Response| {
        let text = page.text();
        text.split("data-state=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned()
    };
    let first = state(&server.get("/"));
    let mut tabs: Vec<Tab> = (0..12).map(|_| server.listen()).collect();
    for tab in &mut tabs {
        assert_eq!(tab.news(), format!("{{\"state\":\"{first}\"}}"));
    }
    // Twelve tabs listen, and pages are served all the same.
    site.edit("content/tai-lieu/bai-hai.md", "Bài hai", "Bài thứ hai");
    let list = server.until("/tai-lieu/", |r| r.text().contains("Bài thứ hai"));
    let second = state(&list);
    for tab in &mut tabs {
        assert_eq!(tab.news(), format!("{{\"state\":\"{second}\"}}"));
    }
    site.write("themes/nho/static/site.css", "body{line-height:1.9}");
    let news = tabs[0].news();
    assert!(news.contains(&format!("\"after\":\"{second}\"")), "{news}");
    let styles = news.split("\"styles\":[[\"").nth(1).unwrap();
    let routes: Vec<&str> = styles.split('"').step_by(2).collect();
    assert!(
        routes[0].starts_with("assets/site.") && routes[1].starts_with("assets/site."),
        "{news}"
    );
    assert_ne!(routes[0], routes[1]);
    assert!(
        server
            .get(&format!("/{}", routes[1]))
            .text()
            .contains("1.9")
    );
}

#[test]
fn the_script_is_the_servers_alone() {
    let site = Site::of("nho");
    site.build();
    for (route, bytes) in site.files() {
        assert!(
            !String::from_utf8_lossy(&bytes).contains("_satcoso"),
            "{route}"
        );
    }
    let server = Server::start(site.root(), &[]);
    let page = server.get("/index.html").text();
    let (before, after) = page
        .split_once("<script src=\"/_satcoso/preview.js\"")
        .unwrap();
    assert!(
        !before.contains("_satcoso") && after.contains("</body>"),
        "{page}"
    );
    assert!(!server.get("/sitemap.xml").text().contains("_satcoso"));
    for (path, kind) in [
        ("preview.js", "text/javascript; charset=utf-8"),
        ("preview.css", "text/css; charset=utf-8"),
    ] {
        assert_eq!(
            server
                .get(&format!("/_satcoso/{path}"))
                .field("content-type"),
            Some(kind)
        );
    }
}

#[test]
fn errors_lie_over_the_last_good_page_until_they_are_mended() {
    let site = Site::of("nho");
    let server = Server::start(site.root(), &[]);
    let path = "/tai-lieu/bai-hai.html";
    let good = server.get(path).text();
    assert!(!good.contains("satcoso-faults"));
    site.edit(
        "content/tai-lieu/bai-hai.md",
        "title: Bài hai",
        "title: Bài hai\nkhong-co: 1",
    );
    let bad = server
        .until(path, |r| r.text().contains("satcoso-faults"))
        .text();
    assert!(
        bad.contains("lỗi[F001]") && bad.contains("content/tai-lieu/bai-hai.md:3"),
        "{bad}"
    );
    assert!(
        bad.contains("<h1>Bài hai</h1>") && bad.contains("<details open>"),
        "{bad}"
    );
    // Other pages keep working, and say in a folded line that there are errors elsewhere.
    let other = server.get("/tai-lieu/bai-ba.html").text();
    assert!(
        other.contains("<details><summary>1 lỗi ở chỗ khác") && !other.contains("<details open>"),
        "{other}"
    );
    site.edit("content/tai-lieu/bai-ba.md", "Nội dung", "Lời mới của");
    server.until("/tai-lieu/bai-ba.html", |r| {
        r.text().contains("Lời mới của")
    });
    site.edit("content/tai-lieu/bai-hai.md", "khong-co: 1\n", "");
    let mended = server
        .until(path, |r| !r.text().contains("satcoso-faults"))
        .text();
    assert!(mended.contains("<h1>Bài hai</h1>"));
    // With a broken site.yaml every page stays, and says so.
    let config = site.read("content/site.yaml");
    site.write("content/site.yaml", "title: [\n");
    let page = server
        .until("/tai-lieu/bai-ba.html", |r| {
            r.text().contains("<details open>")
        })
        .text();
    assert!(
        page.contains("content/site.yaml") && page.contains("Lời mới của"),
        "{page}"
    );
    site.write("content/site.yaml", config);
    server.until("/tai-lieu/bai-ba.html", |r| {
        !r.text().contains("satcoso-faults")
    });
}

#[test]
fn a_project_that_is_broken_from_the_start_is_shown_once_it_is_mended() {
    let site = Site::of("nho");
    let config = site.read("content/site.yaml");
    site.write("content/site.yaml", "title: [\n");
    let server = Server::start(site.root(), &[]);
    let page = server.get("/");
    assert_eq!(page.status, 500);
    assert!(page.text().contains("content/site.yaml") && page.text().contains("preview.js"));
    site.write("content/site.yaml", config);
    server.until("/", |r| r.status == 200 && r.text().contains("Trang nhỏ"));
}

#[test]
fn everything_takes_effect_without_a_restart() {
    let site = Site::of("nho");
    let server = Server::start(site.root(), &[]);
    site.write(
        "content/tai-lieu/tap/moi.md",
        "---\ntitle: Mới tinh\ndate: 2026-11-05\n---\nLời.\n",
    );
    server.until("/tai-lieu/tap/moi.html", |r| r.status == 200);
    server.until("/tai-lieu/", |r| r.text().contains("Mới tinh"));
    // A folder that came with its files, and one that is renamed.
    site.rename("content/tai-lieu/tap", "content/tai-lieu/tap-hai");
    server.until("/tai-lieu/tap-hai/moi.html", |r| r.status == 200);
    assert_eq!(server.get("/tai-lieu/tap/moi.html").status, 404);
    // As editors save: beside, then renamed over.
    site.write("content/tai-lieu/.bai-hai.md.swp", "nửa")
        .write(
            "content/tai-lieu/bai-hai.md.tmp",
            site.read("content/tai-lieu/bai-hai.md")
                .replace("Nội dung", "Lời lưu"),
        )
        .rename(
            "content/tai-lieu/bai-hai.md.tmp",
            "content/tai-lieu/bai-hai.md",
        );
    server.until("/tai-lieu/bai-hai.html", |r| r.text().contains("Lời lưu"));
    site.remove("content/tai-lieu/tap-hai/moi.md");
    server.until("/tai-lieu/tap-hai/moi.html", |r| r.status == 404);
    site.edit("content/site.yaml", "title: Trang nhỏ", "title: Trang khác");
    server.until("/", |r| r.text().contains("Trang khác"));
    site.edit(
        "themes/nho/templates/page.html",
        "<h1>",
        "<h1 class=\"moi\">",
    );
    server.until("/tai-lieu/bai-hai.html", |r| {
        r.text().contains("class=\"moi\"")
    });
    site.edit("themes/nho/strings/vi.yaml", "Chân trang", "Cuối trang");
    server.until("/", |r| r.text().contains("Cuối trang"));
    site.edit("content/tai-lieu/an-toan/mu.svg", "#a00", "#0a0");
    let page = server
        .until("/tai-lieu/an-toan.html", |r| r.text().contains("anh/mu-"))
        .text();
    let at = page.find("anh/mu-").unwrap();
    let route = page[at..].split('"').next().unwrap();
    assert!(server.get(&format!("/{route}")).text().contains("#0a0"));
    assert!(!site.public().exists(), "a preview writes nothing");
}

#[test]
fn files_are_looked_through_where_no_events_come() {
    let site = Site::of("nho");
    let server = Server::start(site.root(), &["--poll"]);
    site.edit("content/tai-lieu/bai-hai.md", "Nội dung", "Lời nói");
    server.until("/tai-lieu/bai-hai.html", |r| r.text().contains("Lời nói"));
    site.write(
        "content/don-vi/hai.md",
        "---\ntitle: Hai\nmembers: 2\n---\n",
    );
    server.until("/don-vi/hai.html", |r| r.status == 200);
}

#[test]
fn the_port_is_as_wanted_and_other_machines_only_with_a_warning() {
    let site = Site::of("nho");
    let server = Server::start(site.root(), &[]);
    let port = server.address.port().to_string();
    let run = |options: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_satcoso"))
            .arg("--root")
            .arg(site.root())
            .arg("serve")
            .args(options)
            .args(["--lang", "vi"])
            .output()
            .unwrap()
    };
    let taken = run(&["--port", &port]);
    assert_eq!(taken.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&taken.stderr).contains(&port));
    let nowhere = run(&["--host", "khong.co.may.nay.invalid"]);
    assert_eq!(nowhere.status.code(), Some(1));
    let mut open = Command::new(env!("CARGO_BIN_EXE_satcoso"))
        .arg("--root")
        .arg(site.root())
        .args(["serve", "--host", "0.0.0.0", "--lang", "vi"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let warned = BufReader::new(open.stderr.take().unwrap())
        .lines()
        .map_while(Result::ok)
        .any(|line| line.contains("cảnh báo") && line.contains("bài nháp"));
    open.kill().unwrap();
    open.wait().unwrap();
    assert!(warned);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_cleanly_even_with_open_tabs() {
    let site = Site::of("nho");
    for signal in ["-INT", "-TERM"] {
        let mut server = Server::start(site.root(), &[]);
        let mut tab = server.listen();
        tab.news();
        let _idle = TcpStream::connect(server.address).unwrap();
        let id = server.child.id().to_string();
        assert!(
            Command::new("kill")
                .args([signal, &id])
                .status()
                .unwrap()
                .success()
        );
        let since = Instant::now();
        let status = loop {
            if let Some(status) = server.child.try_wait().unwrap() {
                break status;
            }
            assert!(since.elapsed() < LONG);
            std::thread::sleep(Duration::from_millis(10));
        };
        assert_eq!(status.code(), Some(0), "{signal}");
    }
}
