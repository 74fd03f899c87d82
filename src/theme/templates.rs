//! Compiling the templates of a chain of themes.
//!
//! The theme's own templates have their plain names (`page.html`). Its parents' are named `<parent>/page.html`, and
//! Tera looks there for a plain name that the theme does not have, nearest parent first. So a child replaces a
//! template by having one of that name, also for what the parent's templates extend or include, and changes single
//! blocks with `{% extends "<parent>/page.html" %}`.

use super::faults::{self, Files, Known};
use super::hint::{corrected, did_you_mean};
use super::scan::{Scan, Target, scan};
use super::{filters, functions};
use crate::diagnostics::{Diagnostic, Diags, Span};
use crate::source::Snapshot;
use crate::text::similar::nearest;
use std::collections::{BTreeMap, BTreeSet};
use tera::{ErrorKind, Tera};

/// Which files are escaped as HTML.
const ESCAPED: [&str; 4] = [".html", ".htm", ".xml", ".svg"];

/// Tera's own filters and tests, for hints.
const TERA_NAMES: &str = "safe default upper lower wordcount escape escape_html escape_xml newlines_to_br pluralize trim \
    trim_start trim_end replace capitalize title truncate indent str int float length reverse split abs round first last \
    nth join sort unique get values keys pairs group_by string number map bool array integer none iterable defined \
    undefined odd even divisible_by starting_with ending_with containing super";

/// The sources of all templates, with what they name.
pub(super) struct Templates {
    pub files: Files,
    pub scans: BTreeMap<String, Scan>,
    prefixes: Vec<String>,
}

impl Templates {
    /// Collects the templates of a chain of themes (folders, child first).
    pub fn collect(snapshot: &Snapshot, chain: &[&str], diags: &mut Diags) -> Self {
        let mut files = Files::new();
        for (depth, folder) in chain.iter().enumerate() {
            let folder_prefix = format!("themes/{folder}/templates/");
            for file in snapshot.below(&folder_prefix) {
                let Some(text) = file.text() else { continue };
                let plain = file.path.get(folder_prefix.len()..).unwrap_or_default();
                let name = if depth == 0 {
                    plain.to_owned()
                } else {
                    format!("{folder}/{plain}")
                };
                if let Some((other, _)) =
                    files.insert(name.clone(), (file.path.clone(), text.clone()))
                {
                    diags.push(Diagnostic::error(
                        "T027",
                        Span::file(&other),
                        format!("“{name}” là tên dành cho khuôn mẫu của giao diện cha. Hãy đổi tên thư mục này."),
                        format!("The name “{name}” is kept for the parent theme's template. Rename this folder."),
                    ));
                }
            }
        }
        let scans = files
            .iter()
            .map(|(name, (_, text))| (name.clone(), scan(text)))
            .collect();
        let prefixes = chain
            .iter()
            .skip(1)
            .map(|folder| format!("{folder}/"))
            .collect();
        Self {
            files,
            scans,
            prefixes,
        }
    }

    /// The full name of a template as Tera finds it.
    pub fn resolve(&self, name: &str) -> Option<&str> {
        let found = |n: &str| self.files.get_key_value(n).map(|(k, _)| k.as_str());
        found(name).or_else(|| {
            self.prefixes
                .iter()
                .find_map(|p| found(&format!("{p}{name}")))
        })
    }

    /// Compiles all templates with the filters and functions of `base`. Every fault of every template goes to `diags`;
    /// with one, the answer has no templates.
    pub fn compile(&self, base: &Tera, diags: &mut Diags) -> Tera {
        let mut faults = Diags::new();
        self.check_targets(&mut faults);
        let mut tera = base.clone();
        tera.autoescape_on(ESCAPED.to_vec());
        let endless: Vec<_> = self
            .scans
            .iter()
            .filter_map(|(name, scan)| Some((name, scan.endless.clone()?)))
            .map(|(name, range)| faults::endless(&self.files, name, range))
            .collect();
        if !endless.is_empty() {
            diags.extend(faults);
            diags.extend(endless.into_iter().collect());
            return tera;
        }
        let sources = self
            .files
            .iter()
            .map(|(name, (_, text))| (name.as_str(), &**text));
        let compiled = tera
            .set_fallback_prefixes(self.prefixes.clone())
            .and_then(|()| tera.add_raw_templates(sources));
        if let Err(error) = compiled {
            // Tera stops at the first template that it cannot read: look at each by itself.
            for (name, (_, text)) in &self.files {
                self.check_alone(base, name, text, &mut faults);
            }
            if !faults.has_errors() {
                faults.extend(
                    faults::assembly(&self.files, &error, &self.known())
                        .into_iter()
                        .collect(),
                );
            }
        }
        diags.extend(faults);
        tera
    }

    /// Syntax, and names of filters, tests and functions, of one template: what it extends and includes is stood in for.
    fn check_alone(&self, base: &Tera, name: &str, text: &str, faults: &mut Diags) {
        let mut tera = base.clone();
        let scan = self.scans.get(name);
        let targets = scan
            .into_iter()
            .flat_map(|s| &s.targets)
            .map(|t| t.name.as_str())
            .filter(|t| *t != name);
        let stand_ins: BTreeSet<&str> = targets.collect();
        let stand_ins = stand_ins.into_iter().map(|t| (t, ""));
        let Err(error) = tera.add_raw_templates(stand_ins.chain([(name, text)])) else {
            return;
        };
        if let Some(fault) = faults::syntax(&self.files, name, &error) {
            faults.push(fault);
        } else if matches!(error.kind(), ErrorKind::Msg(_)) {
            let found = faults::assembly(&self.files, &error, &self.known());
            faults.extend(found.into_iter().filter(|d| d.code == "T012").collect());
        }
    }

    /// Names for hints.
    fn known(&self) -> Known<'_> {
        let names = filters::NAMES
            .into_iter()
            .chain(functions::NAMES)
            .chain(TERA_NAMES.split_whitespace());
        let all = |list: fn(&Scan) -> &Vec<String>| {
            self.scans
                .values()
                .flat_map(list)
                .map(String::as_str)
                .collect()
        };
        Known {
            names: names.collect(),
            blocks: all(|s| &s.blocks),
            components: all(|s| &s.defines),
        }
    }

    /// Templates that do not exist, and circles.
    fn check_targets(&self, faults: &mut Diags) {
        for (name, scan) in &self.scans {
            for target in &scan.targets {
                if self.resolve(&target.name).is_none() {
                    faults.push(self.no_template(name, target));
                }
            }
        }
        let mut told = BTreeSet::new();
        for name in self.scans.keys() {
            let mut path = Vec::new();
            self.find_circle(name, &mut path, &mut BTreeSet::new(), &mut told, faults);
        }
    }

    fn find_circle<'a>(
        &'a self,
        name: &'a str,
        path: &mut Vec<&'a str>,
        clear: &mut BTreeSet<&'a str>,
        told: &mut BTreeSet<&'a str>,
        faults: &mut Diags,
    ) {
        path.push(name);
        for target in self.scans.get(name).into_iter().flat_map(|s| &s.targets) {
            let Some(next) = self.resolve(&target.name) else {
                continue;
            };
            if let Some(start) = path.iter().position(|n| *n == next) {
                let circle: Vec<&str> = path.get(start..).unwrap_or_default().to_vec();
                if !circle.iter().any(|n| told.contains(n)) {
                    faults.push(self.circle(name, target, &circle));
                }
                told.extend(circle);
            } else if !clear.contains(next) {
                self.find_circle(next, path, clear, told, faults);
            }
        }
        path.pop();
        clear.insert(name);
    }

    fn no_template(&self, name: &str, target: &Target) -> Diagnostic {
        let wrong = &target.name;
        let near = nearest(wrong, self.files.keys().map(String::as_str));
        let (vi, en) = did_you_mean(near);
        let diagnostic = Diagnostic::error(
            "T013",
            faults::span(&self.files, name, target.range.clone()),
            format!("Không có khuôn mẫu “{wrong}”.{vi}"),
            format!("There is no template “{wrong}”.{en}"),
        );
        let source = self.files.get(name).map(|(_, source)| source);
        let line = source
            .zip(near)
            .and_then(|(s, near)| corrected(s, target.range.clone(), &format!("\"{near}\"")));
        match line {
            Some(line) => diagnostic.with_fix(line),
            None => diagnostic,
        }
    }

    fn circle(&self, name: &str, target: &Target, circle: &[&str]) -> Diagnostic {
        let list = circle
            .iter()
            .copied()
            .chain(circle.first().copied())
            .collect::<Vec<_>>()
            .join(" → ");
        Diagnostic::error(
            "T014",
            faults::span(&self.files, name, target.range.clone()),
            format!("Các khuôn mẫu dẫn vòng về chính mình: {list}."),
            format!("Templates lead back to themselves: {list}."),
        )
    }

    /// Templates that ask the site for more than their context holds, directly or through what they extend, include
    /// or call; by every name under which they are found.
    pub fn asking_the_site(&self) -> BTreeSet<String> {
        let asks = |scan: &Scan| {
            scan.calls.iter().any(|call| {
                functions::ASKING_THE_SITE.contains(&call.name.as_str())
                    || call.name == "get_url"
                        && call
                            .literal("path")
                            .is_none_or(|(path, _)| path.starts_with("@/"))
            })
        };
        let mut asking: BTreeSet<&str> = self
            .scans
            .iter()
            .filter(|(_, s)| asks(s))
            .map(|(n, _)| n.as_str())
            .collect();
        loop {
            let before = asking.len();
            for (name, scan) in &self.scans {
                let through_template = scan
                    .targets
                    .iter()
                    .any(|t| self.resolve(&t.name).is_some_and(|n| asking.contains(n)));
                let through_component = || {
                    let defining = self
                        .scans
                        .iter()
                        .filter(|(n, _)| asking.contains(n.as_str()));
                    defining
                        .flat_map(|(_, s)| &s.defines)
                        .any(|d| scan.uses.contains(d))
                };
                if through_template || through_component() {
                    asking.insert(name);
                }
            }
            if asking.len() == before {
                break;
            }
        }
        let plain = self.files.keys().filter_map(|n| {
            self.prefixes
                .iter()
                .find_map(|p| n.strip_prefix(p.as_str()))
        });
        let plain = plain.filter(|n| self.resolve(n).is_some_and(|full| asking.contains(full)));
        asking
            .iter()
            .copied()
            .chain(plain)
            .map(str::to_owned)
            .collect()
    }
}
