//! What a browser asks for to show the first view of a page, found in its HTML.

use crate::site::{decode, join};
use memchr::memmem::Finder;

/// Width in pixels that a cheap phone asks for: 360 CSS pixels at two for one.
const PHONE: u32 = 720;

/// Finds the few tags that load something, many times faster than reading all tags.
pub(super) struct Eyes {
    images: Finder<'static>,
    links: Finder<'static>,
    robots: Finder<'static>,
    scripts: Finder<'static>,
    sources: Finder<'static>,
}

/// Routes of the files that load at once.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FirstView {
    pub styles: Vec<String>,
    pub scripts: Vec<String>,
    pub pictures: Vec<String>,
    /// Bytes of scripts within the page, as written.
    pub inline: u64,
}

impl Eyes {
    pub(super) fn new() -> Self {
        Self {
            images: Finder::new("<img "),
            links: Finder::new("<link "),
            robots: Finder::new("<meta name=\"robots\" content=\"noindex"),
            scripts: Finder::new("<script"),
            sources: Finder::new("<source "),
        }
    }

    /// Whether a page is for staff or for the printer: search engines are told to leave it out.
    pub(super) fn is_internal(&self, html: &str) -> bool {
        self.robots.find(html.as_bytes()).is_some()
    }

    /// Reads those tags. Files of other hosts are left out: pages have none.
    pub(super) fn look(&self, route: &str, html: &str) -> FirstView {
        let mut view = FirstView::default();
        for (_, tag) in tags(&self.links, html) {
            let is_style = attribute(tag, "rel") == Some("stylesheet");
            if is_style && attribute(tag, "media") != Some("print") {
                add(&mut view.styles, route, attribute(tag, "href"));
            }
        }
        for (at, tag) in tags(&self.scripts, html) {
            match attribute(tag, "src") {
                Some(file) => add(&mut view.scripts, route, Some(file)),
                None if attribute(tag, "type").is_none() => view.inline += inside(html, at, tag),
                None => {}
            }
        }
        for (at, tag) in tags(&self.images, html) {
            if attribute(tag, "loading") == Some("lazy") {
                continue;
            }
            let set = self
                .offered(html, at)
                .or_else(|| attribute(tag, "srcset"))
                .and_then(for_phone);
            add(
                &mut view.pictures,
                route,
                set.or_else(|| attribute(tag, "src")),
            );
        }
        view
    }

    /// What a `<picture>` offers a phone before its `<img>`, which stands at `image`.
    fn offered<'p>(&self, html: &'p str, image: usize) -> Option<&'p str> {
        let before = html.get(..image)?;
        let picture = before.get(before.rfind("<picture")?..)?;
        if picture.contains("</picture") {
            return None;
        }
        let (_, tag) = tags(&self.sources, picture).find(|(_, tag)| {
            attribute(tag, "media").is_none_or(|screens| screens.contains("max-width"))
        })?;
        attribute(tag, "srcset")
    }
}

/// Where each such tag stands, and its text up to the sign that closes it.
fn tags<'p>(finder: &Finder<'_>, html: &'p str) -> impl Iterator<Item = (usize, &'p str)> {
    finder.find_iter(html.as_bytes()).filter_map(move |at| {
        let rest = html.get(at..)?;
        Some((at, rest.split('>').next().unwrap_or(rest)))
    })
}

/// Bytes between a script's tags.
fn inside(html: &str, at: usize, tag: &str) -> u64 {
    let text = html.get(at + tag.len() + 1..).unwrap_or_default();
    text.find("</script").unwrap_or(0) as u64
}

fn add(list: &mut Vec<String>, route: &str, reference: Option<&str>) {
    if let Some(path) = reference.and_then(|r| file(route, r))
        && !list.contains(&path)
    {
        list.push(path);
    }
}

/// The value of a tag's attribute, as our templates write it: in double quotes.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.match_indices(name).find_map(|(at, _)| {
        let before = tag.get(..at)?;
        let after = tag.get(at + name.len()..)?.strip_prefix("=\"")?;
        before
            .ends_with([' ', '\n'])
            .then(|| after.split('"').next())?
    })
}

/// Of `a.webp 480w, b.webp 960w` the narrowest that fills a phone, else the widest; `a.webp` alone is for all.
fn for_phone(set: &str) -> Option<&str> {
    let mut files: Vec<(u32, &str)> = set
        .split(',')
        .filter_map(|one| {
            let mut parts = one.split_ascii_whitespace();
            let path = parts.next()?;
            let size = parts.next().unwrap_or("1x");
            let width = match size.strip_suffix('x') {
                Some(density) => (density.parse::<f32>().ok()? * PHONE as f32 / 2.0) as u32,
                None => size.strip_suffix('w')?.parse().ok()?,
            };
            Some((width, path))
        })
        .collect();
    files.sort();
    let fits = files.iter().find(|(width, _)| *width >= PHONE);
    fits.or(files.last()).map(|(_, path)| *path)
}

/// The route that a reference names, when it is one of this site.
fn file(page: &str, reference: &str) -> Option<String> {
    let is_ours = !reference.is_empty() && !reference.contains(':') && !reference.starts_with('/');
    let path = reference.split(['?', '#']).next()?;
    is_ours.then(|| join(page, &decode(path)))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_loads_at_once_is_found() {
        let html = r#"<link rel="stylesheet" href="../assets/a.css"><link rel="stylesheet" media="print" href="../assets/p.css">
<link rel="icon" href="data:image/svg+xml,%3Csvg"><link rel="alternate" href="../feed.xml"><noscript><link rel="stylesheet" href="/assets/a.css"></noscript>
<script type="application/ld+json">{}</script><script>đi()</script><script src="../assets/b.js" defer></script><script src="https://x.example/c.js"></script>
<picture><source type="image/webp" srcset="../anh/a-480.webp 480w, ../anh/a-800.webp 800w, ../anh/a-1080.webp 1080w" sizes="100vw"><img src="../anh/a-1080.jpg" srcset="../anh/a-800.jpg 800w" alt="b"></picture>
<picture><source media="(min-width:48rem)" srcset="w.webp"><source media="(max-width:47.9rem)" srcset="n.webp"><source srcset="m.webp 720w"><img src="m.jpg" alt=""></picture>
<img src="x/m%C5%A9.svg" alt="src"><img src="l.jpg" loading="lazy"><img data-src="no.jpg" alt="">"#;
        assert_eq!(
            Eyes::new().look("tai-lieu/x.html", html),
            FirstView {
                styles: vec!["assets/a.css".into()],
                scripts: vec!["assets/b.js".into()],
                pictures: vec![
                    "anh/a-800.webp".into(),
                    "tai-lieu/n.webp".into(),
                    "tai-lieu/x/mũ.svg".into()
                ],
                inline: 5,
            }
        );
    }

    #[test]
    fn a_phone_takes_what_fills_it() {
        assert_eq!(for_phone("a 320w, b 640w"), Some("b"));
        assert_eq!(for_phone("c 1080w, b 720w"), Some("b"));
        assert_eq!(for_phone("a"), Some("a"));
        assert_eq!(for_phone("a, b 2x"), Some("b"));
        assert_eq!(for_phone("a 1.5x,\n\tb\n350w, "), Some("a"));
        assert_eq!(for_phone("a 99999999999x, b huge, ,"), Some("a"));
    }

    #[test]
    fn sheets_and_staff_pages_are_known() {
        let eyes = Eyes::new();
        assert!(eyes.is_internal("<meta name=\"robots\" content=\"noindex, nofollow\">"));
        assert!(!eyes.is_internal("<p>noindex"));
    }

    proptest! {
        #[test]
        fn any_page_can_be_read(html in "(<(img|link|source|script|picture) |src=\"|href=\"|srcset=\"|[a> đ\".,/:%wx\n0-9])*") {
            Eyes::new().look("a/b.html", &html);
        }
    }
}
