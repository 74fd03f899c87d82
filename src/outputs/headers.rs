//! What a host may say beside the pages: `_headers`, which Netlify and Cloudflare Pages read, and `htaccess.txt`, a sample
//! for Apache. The sample has another name because Apache answers with an error everywhere if a host forbids one of its
//! lines; whoever knows the host renames it to `.htaccess`. Other hosts show both as the plain files that they are.
//!
//! Addresses that were given up (`satcoso retire`) are told apart from those that never were: Apache answers 410 “Gone”.
//! `_redirects`, which Netlify and Cloudflare Pages read, has no such answer: there 404.html is shown.
//!
//! Each page has a stricter policy of its own, with hashes of its scripts (`csp_hashes()` in the theme); what is here holds
//! for files that are no pages, and forbids other sites to show ours in a frame, which a page cannot say itself.

use super::{Key, Made, Output, Plan, Recipe, World};
use crate::diagnostics::{Diags, FilePath};
use crate::site::{Fate, Route};

/// The output of what hosts are to say.
pub struct Headers;

impl Output for Headers {
    fn name(&self) -> &'static str {
        "headers"
    }

    fn plan(&self, world: &World, plan: &mut Plan) -> Diags {
        if world.config.outputs.on(self.name()) {
            let origin: FilePath = crate::config::SITE_FILE.into();
            plan.claim_if_free(Route::new("_headers"), &origin, Form::Netlify);
            plan.claim_if_free(Route::new("htaccess.txt"), &origin, Form::Apache);
        }
        Diags::new()
    }
}

/// Name and value of each header, for every file.
const ALL: [(&str, &str); 4] = [
    (
        "Content-Security-Policy",
        "default-src 'self' 'unsafe-inline' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    (
        "Permissions-Policy",
        "camera=(), geolocation=(), microphone=()",
    ),
];

/// For files whose names change with their content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

enum Form {
    Netlify,
    Apache,
}

impl Form {
    fn text(&self, world: &World) -> String {
        let mut out = String::new();
        match self {
            Form::Netlify => {
                out.push_str("# Netlify, Cloudflare Pages\n/*\n");
                for (name, value) in ALL {
                    out.push_str(&format!("  {name}: {value}\n"));
                }
                out.push_str(&format!(
                    "/assets/*\n  Cache-Control: {FOR_EVER}\n/sw.js\n  Cache-Control: no-cache\n"
                ));
            }
            Form::Apache => {
                out.push_str(
                    "# Mẫu cho máy chủ Apache. Đổi tên tệp này thành .htaccess rồi mở thử trang; nếu báo lỗi 500 thì xóa nó đi.\n\
                     # A sample for Apache. Rename it to .htaccess and look at the site; if it answers 500, delete it.\n\
                     <IfModule mod_headers.c>\n",
                );
                for (name, value) in ALL {
                    out.push_str(&format!("Header set {name} \"{value}\"\n"));
                }
                out.push_str(&format!(
                    "<FilesMatch \"\\.[0-9a-f]{{8}}\\.(css|js|svg|webp|jpg|png|woff2)$\">\nHeader set Cache-Control \"{FOR_EVER}\"\n</FilesMatch>\n\
                     <Files \"sw.js\">\nHeader set Cache-Control \"no-cache\"\n</Files>\n</IfModule>\n\
                     <IfModule mod_mime.c>\nAddType application/manifest+json .webmanifest\nAddDefaultCharset UTF-8\n</IfModule>\n\
                     ErrorDocument 404 /404.html\n"
                ));
                out.push_str(&gone(world));
            }
        }
        out
    }
}

/// Addresses that were given up, for Apache: <https://httpd.apache.org/docs/2.4/mod/mod_alias.html#redirectmatch>.
fn gone(world: &World) -> String {
    let base = world.config.base_url.as_ref().map_or("", |b| b.path());
    let retired = |(route, fate): (&Route, &Fate)| {
        let path = pattern(&format!("{base}/{}", route.pretty()));
        let is_folder = route.pretty().len() < route.as_str().len();
        let end = if is_folder { "(index\\.html)?" } else { "" };
        (*fate == Fate::Retired).then(|| format!("RedirectMatch gone \"^{path}{end}$\"\n"))
    };
    let lines: String = world.site.addresses.gone().filter_map(retired).collect();
    match lines.is_empty() {
        true => lines,
        false => format!("<IfModule mod_alias.c>\n{lines}</IfModule>\n"),
    }
}

/// A path as a regular expression that matches nothing else.
fn pattern(path: &str) -> String {
    let mut out = String::with_capacity(path.len() + 8);
    for c in path.chars() {
        if ".+*?()[]{}|^$\\".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

impl Recipe for Form {
    fn key(&self, world: &World, key: &mut Key) {
        key.text("text", &self.text(world));
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        out.extend(self.text(world).as_bytes());
        Ok(Diags::new())
    }
}
