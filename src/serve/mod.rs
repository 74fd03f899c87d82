//! The live preview: a small web server on this machine that answers each route from the plan when it is asked for,
//! watches the project, and tells browsers when there is something new.
//!
//! `preview` owns the project and makes one [`State`] after another; a state is immutable and answers routes. `http`
//! is the only place that knows HTTP, `watch` the only one that knows how file systems tell of changes.

mod address;
mod guard;
mod hints;
mod http;
mod inject;
mod media;
mod overlay;
mod preview;
mod range;
mod reload;
mod state;
mod watch;

pub use preview::Preview;
pub use state::{Answer, State};

use crate::Request;
use crate::diagnostics::{Diags, Lang};
use crate::source::Snapshot;
use crate::text::date::Instant;
use guard::Hosts;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;

/// How the preview is to run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The name or address to listen on; `None` for this machine only (127.0.0.1).
    pub host: Option<String>,
    /// The port; 0 for any free one.
    pub port: u16,
    /// Looks for changes on a timer, without asking the system to tell of them.
    pub poll: bool,
    /// Language of what the browser shows about errors.
    pub lang: Lang,
    /// The present time; asked again when an entry's date may have passed.
    pub clock: fn() -> Instant,
}

/// What happens, for whoever shows it.
pub enum Event<'a> {
    /// The preview answers at this address.
    Ready {
        /// With `http://` and a slash at its end.
        url: String,
        /// Whether other machines can reach it.
        open_to_others: bool,
    },
    /// The project was read, at the start or after a change.
    Read {
        /// Everything said about it.
        diags: &'a Diags,
        /// For showing lines.
        sources: &'a Snapshot,
        /// How long it took.
        took: Duration,
    },
    /// The system does not tell of changes; files are looked through on a timer.
    Polling,
    /// Ended by Ctrl-C.
    Ended,
}

/// Why the preview could not run: in both languages.
#[derive(Clone, Debug)]
pub struct Refused {
    /// In Vietnamese.
    pub vi: String,
    /// In English.
    pub en: String,
}

/// Runs the preview until Ctrl-C.
///
/// # Errors
/// When the address cannot be had, or the system gives no threads.
pub fn run(
    request: Request,
    settings: Settings,
    tell: impl Fn(Event) + Send + Sync + 'static,
) -> Result<(), Refused> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|e| no_runtime(&e))?;
    let address = address_of(&settings)?;
    let listener = runtime
        .block_on(tokio::net::TcpListener::bind(address))
        .map_err(|e| not_free(address, &e))?;
    let bound = listener.local_addr().map_err(|e| not_free(address, &e))?;

    let tell = Arc::new(tell);
    let preview = Preview::open(request, &settings);
    preview.tell(&*tell);
    let hosts = Hosts::new(settings.host.as_deref(), bound);
    tell(Event::Ready {
        url: hosts.url(),
        open_to_others: !bound.ip().is_loopback(),
    });
    let (sender, states) = tokio::sync::watch::channel(preview.state());
    let watching = watch::start(preview, settings.poll, sender, tell.clone());
    runtime.block_on(http::serve(listener, hosts, states));
    watching.stop();
    runtime.shutdown_timeout(Duration::from_millis(300));
    tell(Event::Ended);
    Ok(())
}

fn address_of(settings: &Settings) -> Result<SocketAddr, Refused> {
    let Some(host) = &settings.host else {
        return Ok((IpAddr::V4(Ipv4Addr::LOCALHOST), settings.port).into());
    };
    let name = host.trim_start_matches('[').trim_end_matches(']');
    (name, settings.port)
        .to_socket_addrs()
        .ok()
        .and_then(|mut found| found.next())
        .ok_or_else(|| Refused {
            vi: format!("máy này không có địa chỉ “{host}”. Bỏ --host để chỉ xem trên máy này."),
            en: format!("this machine has no address “{host}”. Leave --host out to preview on this machine only."),
        })
}

fn not_free(address: SocketAddr, error: &std::io::Error) -> Refused {
    Refused {
        vi: format!(
            "không mở được {address} ({error}). Có thể cổng đang bận: bỏ --port để tự chọn cổng trống."
        ),
        en: format!(
            "cannot listen on {address} ({error}). The port may be taken: leave --port out to get a free one."
        ),
    }
}

fn no_runtime(error: &std::io::Error) -> Refused {
    Refused {
        vi: format!("hệ thống không cho mở máy chủ xem thử ({error})."),
        en: format!("the system does not let a preview server start ({error})."),
    }
}
