//! The preview's server, spoken to with anything: it goes on answering.

use super::targets::Target;
use crate::site::Site;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

pub struct Http {
    child: Child,
    address: SocketAddr,
    sent: u64,
    _site: Site,
}

impl Http {
    pub fn start() -> Http {
        let site = Site::of("nho");
        let mut child = Command::new(env!("CARGO_BIN_EXE_satcoso"))
            .arg("--root")
            .arg(site.root())
            .args(["serve", "--now", "2026-11-22T12:00"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| {
                line.split_once("http://")?
                    .1
                    .trim_end_matches('/')
                    .parse()
                    .ok()
            })
            .expect("an address is printed");
        std::thread::spawn(move || lines.for_each(drop));
        Http {
            child,
            address,
            sent: 0,
            _site: site,
        }
    }

    /// `whole`: the request is finished; else the connection is closed from here. After `patience` what came is taken.
    fn ask(&self, request: &[u8], whole: bool, patience: Duration) -> std::io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(patience))?;
        let _ = stream.write_all(request);
        if !whole {
            let _ = stream.shutdown(Shutdown::Write);
        }
        let mut bytes = Vec::new();
        let _ = stream.take(1 << 16).read_to_end(&mut bytes);
        Ok(bytes)
    }
}

impl Drop for Http {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// How long an odd request is waited for: the server may rightly wait for more of it.
const ODD: Duration = Duration::from_secs(2);
/// How long a plain one may take on a machine that has much else to do.
const PLAIN: Duration = Duration::from_secs(120);

impl Target for Http {
    fn name(&self) -> &'static str {
        "http"
    }

    fn words(&self) -> &'static [&'static str] {
        &[
            "GET ",
            "HEAD ",
            "POST ",
            "OPTIONS ",
            "/",
            "/tai-lieu/",
            "/_satcoso/live",
            "/_satcoso/preview.js",
            "/../",
            "/%2e%2e/",
            "%00",
            "%",
            "?",
            "#",
            " HTTP/1.1\r\n",
            " HTTP/1.0\r\n",
            "Host: 127.0.0.1\r\n",
            "Host: localhost\r\n",
            "Host: evil.example\r\n",
            "Range: bytes=0-\r\n",
            "Range: bytes=-5\r\n",
            "bytes=9-3",
            "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
            "Origin: http://evil.example\r\n",
            "Content-Length: 99999999999\r\n",
            "Transfer-Encoding: chunked\r\n\r\n",
            "\r\n\r\n",
            "If-None-Match: \"x\"\r\n",
            "content/site.yaml",
            "\\..\\",
            "//",
            "http://",
        ]
    }

    fn limit(&self) -> usize {
        20_000
    }

    fn quick(&self) -> u64 {
        100
    }

    fn run(&mut self, input: &[u8]) -> Result<u64, String> {
        let mut request = input.to_vec();
        let whole = self.sent.is_multiple_of(2);
        if whole {
            // Half of them are whole requests to the right name.
            request.extend_from_slice(
                format!("\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).as_bytes(),
            );
        }
        self.sent += 1;
        let answer = self
            .ask(&request, whole, ODD)
            .map_err(|e| format!("the server is gone: {e}"))?;
        let text = String::from_utf8_lossy(&answer);
        for secret in ["root:x:0", "kinds:\n", "base_url:"] {
            if text.contains(secret) {
                return Err(format!("a file outside the site came back: {secret}"));
            }
        }
        if self.sent.is_multiple_of(25) {
            let plain = format!(
                "GET / HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
                self.address
            );
            let answer = self
                .ask(plain.as_bytes(), true, PLAIN)
                .map_err(|e| format!("the server is gone: {e}"))?;
            if !answer.starts_with(b"HTTP/1.1 200") {
                return Err("the server answers no more".to_owned());
            }
        }
        let status: String = text.chars().skip(9).take(3).collect();
        Ok(u64::from(status.parse::<u16>().unwrap_or(0)) << 8 | (answer.len() as u64).ilog2_or(0))
    }
}

trait Log {
    fn ilog2_or(self, other: u64) -> u64;
}

impl Log for u64 {
    fn ilog2_or(self, other: u64) -> u64 {
        self.checked_ilog2().map_or(other, u64::from)
    }
}
