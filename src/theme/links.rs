use crate::config::{BaseUrl, SiteConfig};
use crate::site::{Route, encode, has_scheme, relative};
use crate::text::date::Offset;

/// What links and dates depend on beyond the page at hand.
#[derive(Clone, Debug)]
pub(super) struct Links {
    pub base_url: Option<BaseUrl>,
    pub default_lang: String,
    pub offset: Offset,
}

impl Links {
    pub fn new(config: &SiteConfig) -> Self {
        Self {
            base_url: config.base_url.clone(),
            default_lang: config.language.clone(),
            offset: config.timezone.offset(),
        }
    }

    /// The reference from the page `from` to a path below the site's root; addresses of their own stay as they are.
    pub fn href(&self, from: &str, path: &str) -> String {
        if is_address(path) {
            return path.to_owned();
        }
        let (file, part) = parted(path);
        let mut href = relative(from, file);
        href.push_str(part);
        href
    }

    /// The absolute address of a path below the site's root; `None` without `base_url`.
    pub fn absolute(&self, path: &str) -> Option<String> {
        if is_address(path) {
            return Some(path.to_owned());
        }
        let (file, part) = parted(path);
        let mut encoded = String::with_capacity(path.len());
        encode(Route::new(file).pretty(), &mut encoded);
        Some(self.base_url.as_ref()?.join(&encoded) + part)
    }
}

/// A path below the site's root, and the part of the page or the query that follows it.
fn parted(path: &str) -> (&str, &str) {
    let path = path.strip_prefix('/').unwrap_or(path);
    let end = path.bytes().position(|b| matches!(b, b'#' | b'?'));
    path.split_at(end.unwrap_or(path.len()))
}

/// Whether it is an address rather than a path: `https:…`, `tel:…`, `//host`, `#part`.
fn is_address(path: &str) -> bool {
    has_scheme(path) || path.starts_with("//") || path.starts_with('#')
}
