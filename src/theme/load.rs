//! From the files of `themes/` to a theme that can render.

use super::assets::Assets;
use super::document::Place;
use super::hint::did_you_mean;
use super::links::Links;
use super::manifest::{self, Manifest};
use super::seal::Seal;
use super::strings::Strings;
use super::templates::Templates;
use super::version::Version;
use super::{Theme, contrast, filters, functions, lint, settings};
use crate::config::SiteConfig;
use crate::diagnostics::{Diagnostic, Diags, FilePath, Span};
use crate::source::{Snapshot, fingerprint};
use crate::text::similar::nearest;
use crate::yaml::{Map, Part};
use std::sync::Arc;
use tera::Tera;

/// Templates that every theme must have, itself or from its parents.
const REQUIRED: [&str; 7] = [
    "index.html",
    "page.html",
    "section.html",
    "taxonomy_list.html",
    "taxonomy_single.html",
    "404.html",
    "components/image.html",
];

/// Loads the theme that the site names, with its parents. All faults of all its files are reported at once; a theme
/// comes back whenever its `theme.yaml` could be read, so that entries can be checked against its components.
pub fn load(snapshot: &Snapshot, config: &SiteConfig) -> (Option<Theme>, Diags) {
    let mut diags = Diags::new();
    let chain = chain(snapshot, &config.theme, &mut diags);
    if chain.is_empty() {
        return (None, diags);
    }
    let folders: Vec<&str> = chain.iter().map(|m| m.folder.as_str()).collect();
    let settings = settings::merge(&chain, &config.theme_settings, snapshot, &mut diags);
    let languages: Vec<String> = config.languages.iter().map(|l| l.code.clone()).collect();
    let links = Arc::new(Links::new(config));
    let strings = Arc::new(Strings::read(snapshot, &folders, &languages, &mut diags));
    let assets = Arc::new(Assets::read(snapshot, &folders, &mut diags));
    let templates = Templates::collect(snapshot, &folders, &mut diags);

    let mut base = Tera::default();
    filters::register(&mut base, &links);
    let hash = hash(snapshot, &folders, &settings);
    let seal = Seal::new(hash);
    functions::register(&mut base, &links, &strings, &assets, &seal);
    let tera = templates.compile(&base, &mut diags);
    lint::check(&templates, &strings, &assets, &mut diags);
    let asking = templates.asking_the_site();
    let components = components(&chain, &templates, &mut diags);
    required(&chain, &templates, &mut diags);
    let low_contrast = contrast::resolve(&chain, &assets, &settings, &mut diags);
    let theme = Theme {
        name: config.theme.clone(),
        chain: folders.iter().map(|f| (*f).to_owned()).collect(),
        hash,
        components,
        asking,
        config: super::global::config(config, &settings),
        tera,
        files: Arc::new(templates.files),
        links,
        strings,
        assets,
        seal,
        low_contrast,
        marked: Default::default(),
    };
    diags.sort();
    (Some(theme), diags)
}

/// The theme and its parents, child first. Empty when the theme itself cannot be read.
fn chain(snapshot: &Snapshot, name: &str, diags: &mut Diags) -> Vec<Manifest> {
    let mut chain: Vec<Manifest> = Vec::new();
    let mut wanted = Some(name.to_owned());
    while let Some(folder) = wanted.take() {
        // Where the theme is named: in site.yaml, or in the child's `extends`.
        let place = match chain.last() {
            None => Place::find(snapshot, "content/site.yaml", &["theme"], Part::Value),
            Some(child) => Place::find(snapshot, &child.document.file, &["extends"], Part::Value),
        };
        if chain.iter().any(|m| m.folder == folder) {
            let list = chain
                .iter()
                .map(|m| m.folder.as_str())
                .chain([folder.as_str()])
                .collect::<Vec<_>>()
                .join(" → ");
            let vi =
                format!("Các giao diện kế thừa nhau thành vòng: {list}. Hãy bỏ một mục “extends”.");
            let en = format!("Themes extend each other in a circle: {list}. Remove one “extends”.");
            diags.push(Place::error(place, "T004", vi, en, None));
            break;
        }
        let path = format!("themes/{folder}/theme.yaml");
        let Some(file) = snapshot.get(&path) else {
            diags.push(no_theme(snapshot, &folder, &path, place));
            break;
        };
        let Some(manifest) = manifest::read(&folder, file, Version::of_program(), diags) else {
            break;
        };
        wanted = manifest.extends.clone();
        chain.push(manifest);
    }
    chain
}

fn no_theme(snapshot: &Snapshot, folder: &str, path: &str, place: Option<Place>) -> Diagnostic {
    let mut known: Vec<&str> = snapshot
        .below("themes/")
        .filter_map(|f| {
            f.path
                .strip_prefix("themes/")?
                .split_once('/')
                .map(|(n, _)| n)
        })
        .collect();
    known.dedup();
    if known.contains(&folder) {
        let path: FilePath = path.into();
        return Diagnostic::error(
            "T002",
            Span::file(&path),
            format!("Giao diện “{folder}” thiếu tệp theme.yaml."),
            format!("The theme “{folder}” has no theme.yaml."),
        )
        .with_fix(format!(
            "name: {folder}\nversion: \"1.0\"\nengine: {{min: \"{v}\", max: \"{v}\"}}",
            v = Version::of_program().series()
        ));
    }
    let list = known.join(", ");
    let near = nearest(folder, known.iter().copied());
    let (vi, en) = did_you_mean(near);
    let vi =
        format!("Không có giao diện “{folder}” trong thư mục themes.{vi} Các giao diện: {list}.");
    let en = format!("There is no theme “{folder}” in the folder themes.{en} Themes: {list}.");
    Place::error(place, "T001", vi, en, near)
}

/// The components of the chain, the child's over its parents'; each must have its template.
fn components(
    chain: &[Manifest],
    templates: &Templates,
    diags: &mut Diags,
) -> std::collections::BTreeMap<String, super::ComponentSpec> {
    let mut all = std::collections::BTreeMap::new();
    for manifest in chain.iter().rev() {
        for (name, spec) in &manifest.components {
            if templates
                .resolve(&format!("components/{name}.html"))
                .is_none()
            {
                diags.push(Diagnostic::error(
                    "T010",
                    manifest.document.key(&["components", name]),
                    format!("Khối “{name}” chưa có khuôn mẫu: thiếu tệp templates/components/{name}.html."),
                    format!("The component “{name}” has no template: templates/components/{name}.html is missing."),
                ));
            }
            all.insert(name.clone(), spec.clone());
        }
    }
    all
}

fn required(chain: &[Manifest], templates: &Templates, diags: &mut Diags) {
    let Some(child) = chain.first() else { return };
    for name in REQUIRED.iter().filter(|n| templates.resolve(n).is_none()) {
        diags.push(Diagnostic::error(
            "T009",
            Span::file(&child.document.file),
            format!("Giao diện thiếu khuôn mẫu bắt buộc templates/{name}."),
            format!("The theme lacks the required template templates/{name}."),
        ));
    }
}

/// Over the names and hashes of all files of the chain, and the settings: whatever could change a page.
fn hash(snapshot: &Snapshot, folders: &[&str], settings: &Map) -> u128 {
    let mut bytes = Vec::new();
    for folder in folders {
        for file in snapshot.below(&format!("themes/{folder}/")) {
            bytes.extend_from_slice(file.path.as_bytes());
            bytes.push(0);
            bytes.extend_from_slice(&file.hash.to_le_bytes());
        }
        bytes.push(1);
    }
    bytes.extend(serde_json::to_vec(settings).unwrap_or_default());
    fingerprint(&bytes)
}
