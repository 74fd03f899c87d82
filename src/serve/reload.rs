//! Telling browsers that there is something new.

use super::state::{State, Step};
use axum::extract::ws::{Message, WebSocket};
use serde_json::json;
use std::sync::Arc;
use tokio::sync::watch::Receiver;

/// Most bytes of a message from a browser, which has nothing to say.
pub(super) const LONGEST: usize = 1 << 10;

/// Serves one tab until it is closed: the present state's name first, in case the tab shows an older one, then each
/// new state.
pub(super) async fn listen(mut socket: WebSocket, mut states: Receiver<Arc<State>>) {
    let first = json!({ "state": states.borrow_and_update().name }).to_string();
    if socket.send(Message::text(first)).await.is_err() {
        return;
    }
    loop {
        tokio::select! {
            said = socket.recv() => match said {
                Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                Some(Ok(_)) => {}
            },
            changed = states.changed() => {
                if changed.is_err() {
                    return;
                }
                let news = news(&states.borrow_and_update());
                if socket.send(Message::text(news)).await.is_err() {
                    return;
                }
            }
        }
    }
}

fn news(state: &State) -> String {
    match &state.step {
        Step::Reload => json!({ "state": state.name }),
        Step::Styles(after, styles) => {
            json!({ "state": state.name, "after": after, "styles": styles })
        }
    }
    .to_string()
}
