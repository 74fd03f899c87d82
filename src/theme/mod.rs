//! Themes: `theme.yaml`, templates (Tera 2, known only here), strings, assets; inheritance and overrides; the
//! functions and filters that templates may call.
//!
//! [`load`] reads a theme and its parents from a snapshot; [`Theme::engine`] binds it to a site; [`Engine::render`]
//! makes bytes of a template and a [`Context`].

mod assets;
pub mod built_in;
mod colour;
mod compact;
mod contrast;
mod css;
mod csv;
mod data;
mod document;
mod engine;
mod faults;
mod filters;
mod functions;
mod global;
mod hint;
mod links;
mod lint;
mod load;
mod manifest;
mod palette;
mod phrase;
mod scan;
mod seal;
mod settings;
mod shared;
mod spec;
mod strings;
mod templates;
mod version;
mod words;

#[cfg(test)]
mod tests;

pub use assets::Asset;
pub use colour::Colour;
pub use compact::script as compact_script;
pub use contrast::{Named, Needs, Pair};
pub use engine::{Engine, Lookup};
pub use load::load;
pub use palette::Scheme;
pub use shared::{Context, Shared};
pub use spec::{Argument, ComponentSpec};

use crate::diagnostics::Diagnostic;
use crate::markdown::{Dialect, Marked};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A theme, read and compiled.
pub struct Theme {
    name: String,
    chain: Vec<String>,
    hash: u128,
    components: BTreeMap<String, ComponentSpec>,
    asking: BTreeSet<String>,
    config: Shared,
    tera: tera::Tera,
    files: Arc<faults::Files>,
    links: Arc<links::Links>,
    strings: Arc<strings::Strings>,
    assets: Arc<assets::Assets>,
    seal: seal::Seal,
    low_contrast: Vec<Pair>,
    /// Of all bodies that were read with it.
    marked: Marked,
}

impl Theme {
    /// Its folder below `themes/`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its folder below `themes/`, and those of its parents, itself first.
    pub fn chain(&self) -> &[String] {
        &self.chain
    }

    /// A hash of all its files (its parents' too) and settings: what is rendered with it depends on nothing else of it.
    pub fn hash(&self) -> u128 {
        self.hash
    }

    /// Colours that `theme.yaml` declares to stand on one another (`contrast:`) and that are too near for that.
    pub fn low_contrast(&self) -> &[Pair] {
        &self.low_contrast
    }

    /// The rich blocks that it offers.
    pub fn components(&self) -> &BTreeMap<String, ComponentSpec> {
        &self.components
    }

    /// The Markdown of a site with this theme.
    pub fn dialect(&self, trust_html: bool) -> Dialect {
        let components = self
            .components
            .iter()
            .map(|(name, spec)| (name.clone(), spec.body))
            .collect();
        Dialect {
            components,
            trust_html,
            marked: self.marked.clone(),
        }
    }

    /// Whether it or a parent has a template.
    pub fn has(&self, template: &str) -> bool {
        self.tera.contains_template(template)
    }

    /// The first of these templates that exists.
    pub fn pick<T: AsRef<str>>(&self, templates: &[T]) -> Option<String> {
        templates
            .iter()
            .map(AsRef::as_ref)
            .find(|t| self.has(t))
            .map(str::to_owned)
    }

    /// Whether a template, with all that it extends, includes and calls, asks the site for more than its context
    /// holds (`get_page`, `get_section`, `load_data`, `get_url` of an entry): what it renders then depends on all
    /// entries.
    pub fn uses_site(&self, template: &str) -> bool {
        self.asking.contains(template)
    }

    /// Whether a template that renders parts of bodies (`components/…`) asks the site, as [`Theme::uses_site`] says.
    pub fn bodies_use_site(&self) -> bool {
        self.asking
            .iter()
            .any(|template| template.starts_with("components/"))
    }

    /// Whether any template of it or its parents has a word: what none speaks of need not be made.
    pub fn speaks_of(&self, word: &str) -> bool {
        self.files.values().any(|(_, source)| source.contains(word))
    }

    /// Its files for browsers, one for each route, in order of their paths.
    pub fn assets(&self) -> impl Iterator<Item = &Asset> {
        self.assets.published()
    }

    /// The asset of a path below `static/`.
    pub fn asset(&self, logical: &str) -> Option<&Asset> {
        self.assets.get(logical)
    }

    /// What is published for the asset of a path below `static/`; nothing where there is no such asset.
    ///
    /// # Errors
    /// When its file cannot be read any more.
    pub fn asset_bytes(&self, logical: &str) -> Result<Vec<u8>, Diagnostic> {
        self.assets
            .get(logical)
            .map_or(Ok(Vec::new()), |asset| self.assets.bytes(asset))
    }

    /// The value of one of its settings: the site's, else the theme's default.
    pub fn setting(&self, name: &str) -> Option<Shared> {
        self.config.get("extra")?.get(name)
    }

    /// A text of the theme in a language, as `trans` gives it; `None` where no language has it or an argument that it
    /// needs is not given.
    pub fn string(
        &self,
        lang: &str,
        key: &str,
        count: Option<i64>,
        args: &[(&str, &str)],
    ) -> Option<String> {
        let argument = |name: &str| match (args.iter().find(|(n, _)| *n == name), count) {
            (Some((_, value)), _) => Some((*value).to_owned()),
            (None, Some(n)) if name == "count" => Some(crate::text::number::integer(n, lang)),
            _ => None,
        };
        let text = self
            .strings
            .get(lang, key, count.map(|n| n as f64), argument)
            .ok()?;
        text.as_str().map(str::to_owned)
    }

    /// Binds the theme to a site.
    pub fn engine(&self, site: Arc<dyn Lookup>) -> Engine {
        let mut tera = self.tera.clone();
        functions::register_site(&mut tera, &self.links, &self.assets, &site);
        tera.global_context()
            .insert_value("config", self.config.0.clone());
        Engine {
            tera,
            files: self.files.clone(),
            seal: self.seal.clone(),
        }
    }
}
