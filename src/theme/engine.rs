//! A theme bound to a site: what makes bytes of templates and contexts.

use super::faults::{self, Files};
use super::seal::Seal;
use super::shared::{Context, Shared};
use crate::diagnostics::Diagnostic;
use crate::site::Route;
use crate::source::Decoded;
use std::sync::Arc;

/// What templates may ask of the site beyond their context. Everything they get must be the same for the same site.
pub trait Lookup: Send + Sync {
    /// The card of the entry of that path below `content/` (`tai-lieu/a.md`).
    fn page(&self, path: &str) -> Option<Shared>;
    /// Title, path and pages of the section of that path (`tai-lieu/_index.md`) in a language.
    fn section(&self, path: &str, lang: &str) -> Option<Shared>;
    /// The route of the entry of that path below `content/`.
    fn entry_route(&self, path: &str) -> Option<Route>;
    /// The text of a data file below `content/`; the engine reads it as its extension says, once.
    fn data(&self, path: &str) -> Option<Decoded>;
}

/// Renders templates. Made once per site by [`Theme::engine`](super::Theme::engine); rendering needs no lock and
/// registers nothing.
pub struct Engine {
    pub(super) tera: tera::Tera,
    pub(super) files: Arc<Files>,
    pub(super) seal: Seal,
}

impl Engine {
    /// Renders a template, adding to `out`. On an error `out` is as before.
    ///
    /// # Errors
    /// Says what went wrong at which place of which template, and for which entry (`page.relative_path` of the
    /// context, else `current_path`).
    pub fn render(
        &self,
        template: &str,
        context: &Context,
        out: &mut Vec<u8>,
    ) -> Result<(), Diagnostic> {
        let before = out.len();
        self.tera
            .render_to(template, &context.0, &mut *out)
            .map_err(|error| {
                out.truncate(before);
                faults::rendering(&self.files, template, &entry_of(context), &error)
            })?;
        self.seal.close(out, before);
        Ok(())
    }

    /// What a script of the program's own bears in its tag, so that the page's policy lets it run (`csp_mark()`).
    pub fn mark(&self) -> &str {
        self.seal.mark()
    }

    /// Renders a template to text that is HTML, for use in the context of another.
    ///
    /// # Errors
    /// As [`Engine::render`].
    pub fn render_html(&self, template: &str, context: &Context) -> Result<Shared, Diagnostic> {
        let mut out = Vec::new();
        self.render(template, context, &mut out)?;
        Ok(Shared::html(&String::from_utf8_lossy(&out)))
    }
}

/// What is being rendered, for messages: the entry's file, or the route.
fn entry_of(context: &Context) -> String {
    let page = context
        .0
        .get("page")
        .and_then(|p| p.get_from_path("relative_path"))
        .and_then(|v| v.as_str());
    match page.filter(|p| !p.is_empty()) {
        Some(path) => format!("content/{path}"),
        None => context
            .0
            .get("current_path")
            .and_then(|v| v.as_str())
            .unwrap_or("?")
            .to_owned(),
    }
}
