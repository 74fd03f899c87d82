//! One address: HEAD, GET where HEAD is refused, redirects one by one.

use super::address::is_private;
use super::hosts::{Host, Hosts};
use super::resolve::{Far, Near};
use super::{Answer, Known, Settings, Trouble};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::time::{Duration, Instant};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Error};
use url::Url;

/// What this program calls itself.
const NAME: &str = concat!("satcoso/", env!("CARGO_PKG_VERSION"), " (link check)");

/// Asks for addresses.
pub(super) struct Client<'a> {
    agent: Agent,
    settings: &'a Settings,
    pub hosts: Hosts,
    end: Instant,
}

/// What a host sent.
struct Reply {
    status: u16,
    location: Option<String>,
    /// The page, where it was asked for; `false` where it is longer.
    page: Option<(Vec<u8>, bool)>,
}

/// Why there is no reply.
enum Stopped {
    Trouble(Trouble),
    /// The name has a near number.
    Near,
    /// The host asked to wait, or time is over.
    Unknown,
}

impl<'a> Client<'a> {
    pub fn new(settings: &'a Settings) -> Client<'a> {
        let config = Agent::config_builder()
            .user_agent(NAME)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_resolve(Some(settings.connect))
            .timeout_connect(Some(settings.connect))
            .timeout_global(Some(settings.request))
            .max_response_header_size(64 << 10)
            .max_idle_connections(settings.at_once)
            .build();
        let resolver = Far {
            hosts: settings.hosts.clone(),
            ..Far::default()
        };
        Client {
            agent: Agent::with_parts(config, DefaultConnector::default(), resolver),
            settings,
            hosts: Hosts::default(),
            end: Instant::now() + settings.total,
        }
    }

    /// Whether time is over.
    pub fn is_over(&self) -> bool {
        Instant::now() >= self.end
    }

    /// Looks at an address and for places in its page; nothing where nothing can be known now.
    pub fn look(&self, start: &Url, places: &BTreeSet<String>) -> Option<Known> {
        let of = |answer| Some(Known::of(answer));
        let failed = |trouble| of(Answer::Failed(trouble));
        let (mut url, mut moved, mut for_good) = (start.clone(), None, true);
        let mut seen = BTreeSet::new();
        for _ in 0..=self.settings.redirects {
            if is_private(&url) {
                return of(Answer::Private);
            }
            if !seen.insert(url.clone()) {
                break;
            }
            let reply = match self.reply(&url, !places.is_empty()) {
                Ok(reply) => reply,
                Err(Stopped::Trouble(trouble)) => return failed(trouble),
                Err(Stopped::Near) => return of(Answer::Private),
                Err(Stopped::Unknown) => return None,
            };
            match reply.status {
                200..=299 | 416 => {
                    let answer = match moved {
                        Some(to) => Answer::Moved(String::from(to)),
                        None => Answer::Found,
                    };
                    return Some(Known {
                        answer,
                        places: reply.page.map(|p| find(&p, places)).unwrap_or_default(),
                    });
                }
                301 | 302 | 303 | 307 | 308 => {
                    let Some(next) = reply.location.and_then(|l| url.join(&l).ok()) else {
                        return failed(Trouble::Status(reply.status));
                    };
                    let mut next = next;
                    next.set_fragment(None);
                    for_good &= matches!(reply.status, 301 | 308);
                    if for_good {
                        moved = Some(next.clone());
                    }
                    url = next;
                }
                404 | 410 => return of(Answer::Gone(reply.status)),
                status @ (500 | 502..600) => return failed(Trouble::Status(status)),
                // Everything else says something of the asker, not of the page.
                status => return of(Answer::Barred(status)),
            }
        }
        failed(Trouble::Redirects)
    }

    /// A reply to HEAD. Some hosts refuse HEAD, or answer it as they would not answer GET: then the first byte of the
    /// page is asked for, and that reply counts.
    fn reply(&self, url: &Url, whole: bool) -> Result<Reply, Stopped> {
        if whole {
            return self.one(url, Method::Whole);
        }
        match self.one(url, Method::Head) {
            Ok(reply) if matches!(reply.status, 200..400) => Ok(reply),
            Ok(_) | Err(Stopped::Trouble(Trouble::NoAnswer)) => self.one(url, Method::Start),
            Err(stopped) => Err(stopped),
        }
    }

    /// One request, when it is this one's turn.
    fn one(&self, url: &Url, method: Method) -> Result<Reply, Stopped> {
        let name = url.host_str().unwrap_or_default();
        self.hosts.alone(name, self.settings.pause, |host| {
            if host.waits || self.is_over() {
                return Err(Stopped::Unknown);
            }
            if let Some(trouble) = host.down {
                return Err(Stopped::Trouble(trouble));
            }
            self.send(url, method, host)
        })
    }

    fn send(&self, url: &Url, method: Method, host: &mut Host) -> Result<Reply, Stopped> {
        let left = self.end.saturating_duration_since(Instant::now());
        let limit = self
            .settings
            .request
            .min(left)
            .max(Duration::from_millis(1));
        let request = match method {
            Method::Head => self.agent.head(url.as_str()),
            Method::Start => self.agent.get(url.as_str()).header("Range", "bytes=0-0"),
            Method::Whole => self.agent.get(url.as_str()),
        };
        let request = request.header("Accept", "text/html,*/*;q=0.8");
        let sent = request.config().timeout_global(Some(limit)).build().call();
        let mut response = match sent {
            Ok(response) => response,
            Err(error) => {
                let stopped = why(&error);
                // HEAD alone may be what it does not like.
                let counts = !(method == Method::Head
                    && matches!(stopped, Stopped::Trouble(Trouble::NoAnswer)));
                match stopped {
                    Stopped::Trouble(trouble) if counts => host.note(Some(trouble)),
                    _ => host.note_turn(),
                }
                return Err(stopped);
            }
        };
        host.note(None);
        let status = response.status().as_u16();
        let header = |name: &str| {
            let value = response.headers().get(name);
            value.and_then(|v| v.to_str().ok()).map(str::to_owned)
        };
        if status == 429 || (status == 503 && header("retry-after").is_some()) {
            host.waits = true;
            return Err(Stopped::Unknown);
        }
        let location = header("location");
        let is_html = header("content-type").is_some_and(|t| t.contains("html"));
        let page = (method == Method::Whole && is_html && status == 200).then(|| {
            let (mut bytes, most) = (Vec::new(), self.settings.body);
            let body = response.body_mut().as_reader();
            let read = body.take(most).read_to_end(&mut bytes);
            let is_whole = read.is_ok_and(|n| (n as u64) < most);
            (bytes, is_whole)
        });
        Ok(Reply {
            status,
            location,
            page,
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Method {
    Head,
    /// GET, the first byte.
    Start,
    /// GET, to look for places in the page.
    Whole,
}

fn why(error: &Error) -> Stopped {
    use std::io::ErrorKind as Io;
    match error {
        Error::HostNotFound => Stopped::Trouble(Trouble::NoHost),
        Error::Timeout(_) => Stopped::Trouble(Trouble::TimedOut),
        Error::Other(other) if other.is::<Near>() => Stopped::Near,
        Error::Io(io) if matches!(io.kind(), Io::TimedOut | Io::WouldBlock) => {
            Stopped::Trouble(Trouble::TimedOut)
        }
        // rustls tells its faults as those of the stream.
        Error::Io(io) if io.kind() == Io::InvalidData => Stopped::Trouble(Trouble::Certificate),
        Error::Tls(_) | Error::Rustls(_) | Error::Pem(_) => Stopped::Trouble(Trouble::Certificate),
        _ => Stopped::Trouble(Trouble::NoAnswer),
    }
}

/// Which places a page has: elements of that id, and anchors of that name. A place that is not in the part that was read
/// is left out.
fn find((page, is_whole): &(Vec<u8>, bool), places: &BTreeSet<String>) -> BTreeMap<String, bool> {
    let html = String::from_utf8_lossy(page);
    let has = |place: &str| {
        let quoted = |mark: &str| {
            let (id, name) = (
                format!("id={mark}{place}{mark}"),
                format!("name={mark}{place}{mark}"),
            );
            html.contains(&id) || html.contains(&name)
        };
        let bare = |end: char| html.contains(&format!("id={place}{end}"));
        quoted("\"") || quoted("'") || bare(' ') || bare('>')
    };
    places
        .iter()
        .map(|place| (place.clone(), has(place)))
        .filter(|(_, found)| *found || *is_whole)
        .collect()
}

impl Known {
    fn of(answer: Answer) -> Known {
        Known {
            answer,
            places: BTreeMap::new(),
        }
    }
}
