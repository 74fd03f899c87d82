//! Which requests are answered at all. Any page that a browser has open can send requests to this machine; what they
//! can reach is drafts, so only requests that name this server are answered.

use axum::http::header::{HOST, HeaderMap, ORIGIN};
use axum::http::{Method, StatusCode, Uri};
use std::net::{IpAddr, SocketAddr};

/// Most bytes of all header names and values together.
const MOST_HEADERS: usize = 16 << 10;
/// Longest address.
const LONGEST_ADDRESS: usize = 4 << 10;

/// The names under which this server may be asked. A foreign name is what DNS rebinding brings: a page of some other
/// site whose name was made to lead here.
#[derive(Clone, Debug)]
pub struct Hosts {
    bound: SocketAddr,
    /// `--host`, in lower case.
    named: Option<String>,
}

impl Hosts {
    /// For a server that listens at `bound`, by the name given with `--host`.
    pub fn new(named: Option<&str>, bound: SocketAddr) -> Self {
        Self {
            bound,
            named: named.map(|n| n.trim_matches(['[', ']']).to_ascii_lowercase()),
        }
    }

    /// Where a browser on this machine finds the server.
    pub fn url(&self) -> String {
        let port = self.bound.port();
        match (&self.named, self.bound.ip()) {
            (_, ip) if ip.is_unspecified() => format!("http://127.0.0.1:{port}/"),
            (Some(name), _) if name.parse::<IpAddr>().is_err() => format!("http://{name}:{port}/"),
            (_, IpAddr::V6(ip)) => format!("http://[{ip}]:{port}/"),
            (_, IpAddr::V4(ip)) => format!("http://{ip}:{port}/"),
        }
    }

    /// Whether a `Host` (name, and port unless it is 80) names this server.
    fn knows(&self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, port),
            _ => (host, "80"),
        };
        let digits = port.bytes().all(|b| b.is_ascii_digit());
        if !digits || port.parse() != Ok(self.bound.port()) {
            return false;
        }
        let name = name.to_ascii_lowercase();
        if let Some(inner) = name.strip_prefix('[').and_then(|n| n.strip_suffix(']')) {
            return inner.parse().is_ok_and(|ip| self.knows_ip(IpAddr::V6(ip)));
        }
        match name.parse() {
            Ok(ip) => self.knows_ip(IpAddr::V4(ip)),
            Err(_) => name == "localhost" || self.named.as_deref() == Some(name.as_str()),
        }
    }

    /// No name leads to an address by a trick, so when every interface is listened on, every address is this server's.
    fn knows_ip(&self, ip: IpAddr) -> bool {
        let ours = self.bound.ip();
        ip == ours || ours.is_unspecified() || ip.is_loopback() && ours.is_loopback()
    }
}

/// Lets a request in.
///
/// # Errors
/// The status with which it is refused.
pub fn admit(
    hosts: &Hosts,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<(), StatusCode> {
    let size: usize = headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len() + 4)
        .sum();
    if size > MOST_HEADERS {
        return Err(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
    }
    if uri.path().len() + uri.query().map_or(0, str::len) > LONGEST_ADDRESS {
        return Err(StatusCode::URI_TOO_LONG);
    }
    let mut named = headers.get_all(HOST).iter();
    let host = match (named.next(), named.next()) {
        (Some(host), None) => host.to_str().map_err(|_| StatusCode::BAD_REQUEST)?,
        _ => return Err(StatusCode::BAD_REQUEST),
    };
    let authority = uri.authority().map(|a| a.as_str());
    if !hosts.knows(host) || authority.is_some_and(|a| !hosts.knows(a)) {
        return Err(StatusCode::MISDIRECTED_REQUEST);
    }
    if !matches!(*method, Method::GET | Method::HEAD) {
        return Err(StatusCode::METHOD_NOT_ALLOWED);
    }
    Ok(())
}

/// Whether a WebSocket is asked for by a page of this server. Browsers name the page's origin; a page of another site
/// may not listen.
pub fn same_origin(hosts: &Hosts, headers: &HeaderMap) -> bool {
    headers.get(ORIGIN).is_none_or(|origin| {
        origin
            .to_str()
            .ok()
            .and_then(|o| o.strip_prefix("http://"))
            .is_some_and(|host| hosts.knows(host))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(named: Option<&str>, bound: &str) -> Hosts {
        Hosts::new(named, bound.parse().unwrap())
    }

    #[test]
    fn only_names_of_this_machine_are_known() {
        let here = hosts(None, "127.0.0.1:4000");
        for host in [
            "127.0.0.1:4000",
            "localhost:4000",
            "LOCALHOST:4000",
            "[::1]:4000",
        ] {
            assert!(here.knows(host), "{host}");
        }
        for host in [
            "127.0.0.1",
            "127.0.0.1:4001",
            "localhost",
            "evil.example:4000",
            "127.0.0.1.evil.example:4000",
            "192.168.1.5:4000",
            "",
            ":4000",
            "[::1",
            "[::1]",
            "localhost.:4000",
            "localhost:4000:4000",
            "a@localhost:4000",
            "localhost:+4000",
        ] {
            assert!(!here.knows(host), "{host}");
        }
    }

    #[test]
    fn a_host_that_was_given_is_known_too() {
        let all = hosts(Some("0.0.0.0"), "0.0.0.0:80");
        for host in ["192.168.1.5", "192.168.1.5:80", "localhost", "[fe80::1]:80"] {
            assert!(all.knows(host), "{host}");
        }
        assert!(!all.knows("evil.example"));
        let named = hosts(Some("May-Chi-Lan.local"), "192.168.1.5:4000");
        assert!(named.knows("may-chi-lan.local:4000") && named.knows("192.168.1.5:4000"));
        assert!(!named.knows("192.168.1.6:4000") && !named.knows("127.0.0.1:4000"));
        assert_eq!(named.url(), "http://may-chi-lan.local:4000/");
    }
}
