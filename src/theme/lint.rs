//! Faults in templates that can be told without rendering them: texts and assets, named literally, that the theme does
//! not have.

use super::assets::Assets;
use super::faults;
use super::hint::{corrected, did_you_mean};
use super::strings::Strings;
use super::templates::Templates;
use crate::diagnostics::{Diagnostic, Diags};
use crate::text::similar::nearest;

/// Checks the literal arguments of `trans` and `asset_text` in all templates.
pub(super) fn check(templates: &Templates, strings: &Strings, assets: &Assets, diags: &mut Diags) {
    for (name, scan) in &templates.scans {
        for call in &scan.calls {
            let (argument, code) = match call.name.as_str() {
                "trans" => ("key", "T018"),
                "asset_text" => ("path", "T019"),
                _ => continue,
            };
            let Some((text, range)) = call.literal(argument) else {
                continue;
            };
            let near = match code {
                "T018" if strings.has(text) => continue,
                "T018" => nearest(text, strings.keys()),
                _ if assets.get(text).is_some() => continue,
                _ => assets.nearest(text),
            };
            let (vi, en) = if code == "T018" {
                no_string(strings, text)
            } else {
                no_asset(assets, text)
            };
            let mut fault = Diagnostic::error(
                code,
                faults::span(&templates.files, name, range.clone()),
                vi,
                en,
            );
            if let (Some((_, source)), Some(near)) = (templates.files.get(name), near)
                && let Some(line) = corrected(source, range, &format!("\"{near}\""))
            {
                fault = fault.with_fix(line);
            }
            diags.push(fault);
        }
    }
}

/// That no language has a text.
pub(super) fn no_string(strings: &Strings, key: &str) -> (String, String) {
    let near = nearest(key, strings.keys());
    let (vi, en) = match near {
        Some(_) => did_you_mean(near),
        None => (
            " Hãy thêm vào strings/vi.yaml.".to_owned(),
            " Add it to strings/vi.yaml.".to_owned(),
        ),
    };
    (
        format!("Giao diện không có câu “{key}”.{vi}"),
        format!("The theme has no text “{key}”.{en}"),
    )
}

/// That the theme has no such asset.
pub(super) fn no_asset(assets: &Assets, path: &str) -> (String, String) {
    let (vi, en) = did_you_mean(assets.nearest(path));
    (
        format!("Giao diện không có tệp “static/{path}”.{vi}"),
        format!("The theme has no file “static/{path}”.{en}"),
    )
}
