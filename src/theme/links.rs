use crate::config::{BaseUrl, SiteConfig};
use crate::site::{Route, encode, leaves, parted, relative};
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
        let (file, part) = parted(path.strip_prefix('/').unwrap_or(path));
        let mut href = relative(from, file);
        href.push_str(part);
        href
    }

    /// The absolute address of a path below the site's root; `None` without `base_url`.
    pub fn absolute(&self, path: &str) -> Option<String> {
        if is_address(path) {
            return Some(path.to_owned());
        }
        let (file, part) = parted(path.strip_prefix('/').unwrap_or(path));
        let mut encoded = String::with_capacity(path.len());
        encode(Route::new(file).pretty(), &mut encoded);
        Some(self.base_url.as_ref()?.join(&encoded) + part)
    }
}

/// Whether it is an address rather than a path: `https:…`, `tel:…`, `//host`, `#part`.
fn is_address(path: &str) -> bool {
    leaves(path) || path.starts_with('#')
}
