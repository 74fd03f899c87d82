//! Bodies of the requests that publish a post through Meta's Graph API v26.0 (`/{page}/photos`, `/{page}/feed`,
//! `/{post}/comments`; Meta's developer documents, FACTS §5). No tokens: whoever sends them adds theirs. What one answer
//! gives to the next request stands in braces.

use super::faults::form::Window;
use super::pack::Pack;
use serde_json::{Map, Value, json};

/// Version of the API that the bodies are written for.
const VERSION: &str = "v26.0";

/// The requests of a pack. `image_urls` are the absolute addresses of its pictures, as far as they have any; `url` is the
/// article's.
pub(super) fn requests(pack: &Pack, image_urls: &[Option<String>], url: Option<&str>) -> Value {
    json!({
        "version": VERSION,
        "photo": photo(pack, image_urls),
        "link": link(pack, url),
        "comment": comment(pack),
        "use": pack.mode.name(),
    })
}

/// Pictures are uploaded first, unpublished, and attached to the post. A post that is scheduled needs `temporary`.
fn photo(pack: &Pack, image_urls: &[Option<String>]) -> Value {
    if pack.images.is_empty() {
        return Value::Null;
    }
    let scheduled = pack.window == Some(Window::Open);
    let mut requests = Vec::new();
    let mut attached = Vec::new();
    for (i, (image, url)) in pack.images.iter().zip(image_urls).enumerate() {
        let n = i + 1;
        let mut body = Map::new();
        match url {
            Some(url) => body.insert("url".into(), json!(url)),
            // Without an address the file itself is sent (multipart/form-data).
            None => body.insert("source".into(), json!(format!("@{}", image.name))),
        };
        if !image.caption.is_empty() {
            body.insert("caption".into(), json!(image.caption));
        }
        body.insert("alt_text_custom".into(), json!(image.alt));
        body.insert("published".into(), json!(false));
        if scheduled {
            body.insert("temporary".into(), json!(true));
        }
        requests.push(json!({"method": "POST", "path": "/{page-id}/photos", "body": body, "gives": format!("photo-{n}")}));
        attached.push(json!({"media_fbid": format!("{{photo-{n}}}")}));
    }
    let mut body = Map::new();
    body.insert("message".into(), json!(pack.photo));
    body.insert("attached_media".into(), json!(attached));
    publish(pack, &mut body);
    requests.push(
        json!({"method": "POST", "path": "/{page-id}/feed", "body": body, "gives": "post-id"}),
    );
    Value::Array(requests)
}

/// The link goes into its own field too, which makes its preview certain.
fn link(pack: &Pack, url: Option<&str>) -> Value {
    let Some(url) = url else { return Value::Null };
    let mut body = Map::new();
    body.insert("message".into(), json!(pack.link));
    body.insert("link".into(), json!(url));
    publish(pack, &mut body);
    json!([{"method": "POST", "path": "/{page-id}/feed", "body": body, "gives": "post-id"}])
}

fn publish(pack: &Pack, body: &mut Map<String, Value>) {
    match (pack.settings.schedule, pack.window) {
        (Some(at), Some(Window::Open)) => {
            body.insert("published".into(), json!(false));
            body.insert("scheduled_publish_time".into(), json!(at.0));
        }
        _ => {
            body.insert("published".into(), json!(true));
        }
    }
}

fn comment(pack: &Pack) -> Value {
    if pack.comment.is_empty() {
        return Value::Null;
    }
    json!([{"method": "POST", "path": "/{post-id}/comments", "body": {"message": pack.comment}}])
}
