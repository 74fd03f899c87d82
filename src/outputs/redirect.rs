//! Former addresses: a page that leads on, for any host, and a `_redirects` file for hosts that read it.

use super::body::escape;
use super::{Key, Made, Output, Plan, Recipe, World};
use crate::diagnostics::{Diags, FilePath};
use crate::site::{ADDRESSES, Redirect, Route};

/// The output of redirects.
pub struct Redirects;

impl Output for Redirects {
    fn name(&self) -> &'static str {
        "redirect"
    }

    fn plan(&self, world: &World, plan: &mut Plan) -> Diags {
        for (number, redirect) in world.site.redirects.iter().enumerate() {
            let (from, origin) = (redirect.from.clone(), &redirect.origin);
            match from.as_str().ends_with(".html") {
                // What has taken a former address by now need not give way.
                true if **origin == *ADDRESSES => plan.claim_if_free(from, origin, Page { number }),
                true => plan.claim(from, origin, Page { number }),
                false => {}
            }
        }
        if !world.site.redirects.is_empty() {
            let origin: FilePath = crate::config::SITE_FILE.into();
            plan.claim_if_free(Route::new("_redirects"), &origin, Table);
        }
        Diags::new()
    }
}

struct Page {
    number: usize,
}

impl Recipe for Page {
    fn key(&self, world: &World, key: &mut Key) {
        let Redirect {
            from, to, title, ..
        } = &world.site.redirects[self.number];
        key.text("from", from.as_str());
        key.text("to", to.as_str());
        key.text("title", title);
        key.number("config", world.config.hash);
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        let Redirect {
            from, to, title, ..
        } = &world.site.redirects[self.number];
        let mut href = String::new();
        escape(&to.relative_to(from), &mut href);
        let mut name = String::new();
        escape(title, &mut name);
        let mut canonical = String::new();
        if let Some(url) = world.views().permalink(to) {
            canonical.push_str("<link rel=\"canonical\" href=\"");
            escape(&url, &mut canonical);
            canonical.push_str("\">\n");
        }
        let page = format!(
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
             <title>{name}</title>\n<meta name=\"robots\" content=\"noindex\">\n{canonical}<meta http-equiv=\"refresh\" content=\"0; url={href}\">\n</head>\n\
             <body>\n<main><h1>{name}</h1>\n<p><a href=\"{href}\">{name}</a></p></main>\n</body>\n</html>\n",
            world.config.language,
        );
        out.extend(page.as_bytes());
        Ok(Diags::new())
    }
}

/// For Netlify, Cloudflare Pages and their like.
struct Table;

impl Recipe for Table {
    fn key(&self, world: &World, key: &mut Key) {
        for redirect in world.site.redirects.iter() {
            key.text("from", redirect.from.as_str());
            key.text("to", redirect.to.as_str());
        }
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        let mut lines: Vec<String> = Vec::new();
        for redirect in world.site.redirects.iter() {
            let (mut from, mut to) = (String::new(), String::new());
            crate::site::encode(redirect.from.pretty(), &mut from);
            crate::site::encode(redirect.to.pretty(), &mut to);
            lines.push(format!("/{from} /{to} 301\n"));
        }
        lines.sort();
        out.extend(lines.concat().as_bytes());
        Ok(Diags::new())
    }
}
