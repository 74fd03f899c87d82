//! Requests and responses.

use super::guard::{self, Hosts};
use super::range::{Asked, asked};
use super::state::{Answer, State};
use super::{address, inject, media, overlay, reload};
use crate::diagnostics::Lang;
use axum::body::Body;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{FromRequestParts, Request, State as Shared};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Router, serve::ListenerExt};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Notify, watch::Receiver};

/// How long running answers may take after Ctrl-C.
const GRACE: Duration = Duration::from_millis(300);

#[derive(Clone)]
struct Server {
    hosts: Arc<Hosts>,
    states: Receiver<Arc<State>>,
}

/// Answers requests until Ctrl-C.
pub(super) async fn serve(listener: TcpListener, hosts: Hosts, states: Receiver<Arc<State>>) {
    let server = Server {
        hosts: Arc::new(hosts),
        states,
    };
    let router = Router::new().fallback(answer).with_state(server);
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    let stop = Arc::new(Notify::new());
    let stopped = stop.clone();
    let serving = axum::serve(listener, router)
        .with_graceful_shutdown(async move { stopped.notified().await })
        .into_future();
    tokio::select! {
        _ = serving => {}
        () = async {
            interrupted().await;
            stop.notify_one();
            tokio::time::sleep(GRACE).await;
        } => {}
    }
}

/// Ctrl-C, and where there is such a thing the signal to end.
async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut ended) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = ended.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

async fn answer(Shared(server): Shared<Server>, request: Request) -> Response {
    let (mut parts, _) = request.into_parts();
    if let Err(status) = guard::admit(&server.hosts, &parts.method, &parts.uri, &parts.headers) {
        return refused(status);
    }
    let path = parts.uri.path().to_owned();
    if let Some(name) = path.strip_prefix(inject::FOLDER) {
        if name == "reload" {
            if !guard::same_origin(&server.hosts, &parts.headers) {
                return refused(StatusCode::FORBIDDEN);
            }
            return match WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
                Ok(upgrade) => upgrade
                    .max_message_size(reload::LONGEST)
                    .on_upgrade(move |socket| reload::listen(socket, server.states)),
                Err(rejection) => rejection.into_response(),
            };
        }
        return own(name, &parts.headers, &parts.method);
    }
    let state = server.states.borrow().clone();
    let (method, headers) = (parts.method, parts.headers);
    // Making a page is work: it is done beside the thread that serves.
    let made = tokio::task::spawn_blocking(move || of_site(&state, &path, &headers, &method));
    made.await
        .unwrap_or_else(|_| refused(StatusCode::INTERNAL_SERVER_ERROR))
}

/// The preview's own script and style.
fn own(name: &str, headers: &HeaderMap, method: &Method) -> Response {
    let text = match name {
        "preview.js" => inject::SCRIPT,
        "preview.css" => inject::STYLE,
        _ => return refused(StatusCode::NOT_FOUND),
    };
    whole_or_part(text.into(), media::content_type(name), headers, method)
}

fn of_site(state: &State, path: &str, headers: &HeaderMap, method: &Method) -> Response {
    let below = path
        .strip_prefix(state.base_path())
        .filter(|rest| rest.starts_with('/'));
    let Some(route) = address::route(path) else {
        return refused(StatusCode::BAD_REQUEST);
    };
    let mut found = (state.answer(&route), route);
    if let (Answer::Missing, Some(route)) = (&found.0, below.and_then(address::route)) {
        found = (state.answer(&route), route);
    }
    let (answer, route) = found;
    let lang = state.faults.lang;
    match answer {
        Answer::Made(bytes, origin) if media::is_page(&route) => page(
            bytes,
            &state.faults.panel(&origin),
            state,
            StatusCode::OK,
            headers,
            method,
        ),
        Answer::Made(bytes, _) => {
            whole_or_part(bytes, media::content_type(&route), headers, method)
        }
        Answer::Folder => redirect(path),
        Answer::Missing => not_found(state, headers, method),
        Answer::LastGood(bytes, faults) => {
            let panel = overlay::of_page(&faults, state.sources(), lang);
            page(
                bytes.to_vec(),
                &panel,
                state,
                StatusCode::OK,
                headers,
                method,
            )
        }
        Answer::Failed(faults) => {
            let panel = if faults.is_empty() {
                state.faults.panel("")
            } else {
                overlay::of_page(&faults, state.sources(), lang)
            };
            let title = lang.pick("Chưa có gì để xem", "There is nothing to show yet");
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            page(inject::bare(title), &panel, state, status, headers, method)
        }
    }
}

/// The site's own page for addresses that do not exist.
fn not_found(state: &State, headers: &HeaderMap, method: &Method) -> Response {
    let bytes = match state.answer("404.html") {
        Answer::Made(bytes, _) => bytes,
        Answer::LastGood(bytes, _) => bytes.to_vec(),
        _ => {
            let lang: Lang = state.faults.lang;
            inject::bare(lang.pick("Không có trang này", "There is no such page"))
        }
    };
    let panel = state.faults.panel("");
    page(bytes, &panel, state, StatusCode::NOT_FOUND, headers, method)
}

fn page(
    bytes: Vec<u8>,
    panel: &str,
    state: &State,
    status: StatusCode,
    headers: &HeaderMap,
    method: &Method,
) -> Response {
    let bytes = inject::page(bytes, &state.name, panel);
    let kind = "text/html; charset=utf-8";
    if status == StatusCode::OK {
        whole_or_part(bytes, kind, headers, method)
    } else {
        respond(status, kind, bytes)
    }
}

fn whole_or_part(
    bytes: Vec<u8>,
    kind: &'static str,
    headers: &HeaderMap,
    method: &Method,
) -> Response {
    // Nothing here has a version that `If-Range` could name, so with it the whole is sent.
    let wanted = headers
        .get(header::RANGE)
        .filter(|_| method == Method::GET && !headers.contains_key(header::IF_RANGE))
        .and_then(|value| value.to_str().ok());
    let len = bytes.len();
    let (status, bytes, range) = match asked(wanted, len) {
        Asked::Whole => (StatusCode::OK, bytes, None),
        Asked::Beyond => (
            StatusCode::RANGE_NOT_SATISFIABLE,
            Vec::new(),
            Some(format!("bytes */{len}")),
        ),
        Asked::Part(part) => (
            StatusCode::PARTIAL_CONTENT,
            bytes.get(part.clone()).unwrap_or_default().to_vec(),
            Some(format!("bytes {}-{}/{len}", part.start, part.end - 1)),
        ),
    };
    let mut response = respond(status, kind, bytes);
    let fields = response.headers_mut();
    fields.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if let Some(range) = range.and_then(|r| HeaderValue::from_str(&r).ok()) {
        fields.insert(header::CONTENT_RANGE, range);
    }
    response
}

fn refused(status: StatusCode) -> Response {
    let text = status.canonical_reason().unwrap_or("refused");
    let mut response = respond(status, "text/plain; charset=utf-8", text.into());
    if status == StatusCode::METHOD_NOT_ALLOWED {
        let allowed = HeaderValue::from_static("GET, HEAD");
        response.headers_mut().insert(header::ALLOW, allowed);
    }
    response
}

fn redirect(path: &str) -> Response {
    let mut response = respond(StatusCode::FOUND, "text/plain; charset=utf-8", Vec::new());
    if let Ok(to) = HeaderValue::from_str(&format!("{path}/")) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

fn respond(status: StatusCode, kind: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    let fields = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Pages of other sites may neither embed nor read a draft.
        (header::CONTENT_SECURITY_POLICY, "frame-ancestors 'self'"),
    ] {
        fields.insert(name, HeaderValue::from_static(value));
    }
    let policy = header::HeaderName::from_static("cross-origin-resource-policy");
    fields.insert(policy, HeaderValue::from_static("same-origin"));
    response
}
