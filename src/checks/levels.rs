//! Which rules there are, and how grave this site takes each of them.

use super::{ALL, Check};
use crate::config::{CheckLevel, SiteConfig};
use crate::diagnostics::{Diagnostic, Diags, Severity};
use crate::text::similar::nearest;
use crate::yaml::{Part, Path};
use std::collections::BTreeMap;

pub use crate::config::CheckLevel as Level;

/// One rule of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Stable code, such as `E010`.
    pub code: &'static str,
    /// Name in `site.yaml`, such as `long-sentence`.
    pub name: &'static str,
    /// How grave it is where `site.yaml` says nothing.
    pub level: Level,
}

impl Rule {
    /// A rule that warns.
    pub const fn warning(code: &'static str, name: &'static str) -> Rule {
        Rule {
            code,
            name,
            level: Level::Warning,
        }
    }

    /// A rule that stops the build.
    pub const fn error(code: &'static str, name: &'static str) -> Rule {
        Rule {
            code,
            name,
            level: Level::Error,
        }
    }
}

/// Links within the site are looked at where pages are planned; a page with a link that leads nowhere shows its words
/// only, so a site may choose to live with it.
const LINKS: &[Rule] = &[
    Rule::error("L001", "link-missing"),
    Rule::warning("L002", "link-unpublished"),
    Rule::error("L003", "link-heading"),
    Rule::error("L005", "link-outside"),
    Rule::error("L006", "link-absolute"),
];

/// How grave each rule is on one site.
#[derive(Clone, Debug)]
pub struct Levels(BTreeMap<&'static str, Level>);

impl Levels {
    /// The levels that `site.yaml` asks for.
    pub fn of(config: &SiteConfig) -> Levels {
        let level = |rule: &Rule| {
            let own = [rule.code, rule.name]
                .iter()
                .find_map(|key| config.checks.get(*key));
            (rule.code, own.copied().unwrap_or(rule.level))
        };
        Levels(rules().map(level).collect())
    }

    /// How grave a rule is; codes of other rooms are not asked for here.
    pub fn get(&self, code: &str) -> Level {
        self.0.get(code).copied().unwrap_or(Level::Warning)
    }

    /// The families of which any rule is on: the others need not look.
    pub(super) fn families(&self) -> Vec<&'static dyn Check> {
        let on = |check: &&dyn Check| {
            let mut rules = check.rules().iter();
            rules.any(|r| self.get(r.code) != Level::Off)
        };
        ALL.iter().copied().filter(on).collect()
    }

    /// Gives what other rooms found about links the severity that this site wants.
    pub fn weigh(&self, diags: &mut Diags) {
        diags.retain_mut(|d| match self.0.get(d.code) {
            Some(level) => set(d, *level),
            None => true,
        });
    }
}

/// Sets a diagnostic's severity; `false` where it is not wanted.
pub(super) fn set(diagnostic: &mut Diagnostic, level: Level) -> bool {
    diagnostic.severity = match level {
        CheckLevel::Error => Severity::Error,
        CheckLevel::Warning => Severity::Warning,
        CheckLevel::Off => return false,
    };
    true
}

fn rules() -> impl Iterator<Item = &'static Rule> {
    LINKS.iter().chain(ALL.iter().flat_map(|c| c.rules()))
}

/// Names in `checks:` that no rule has.
pub(super) fn unknown(config: &SiteConfig) -> Diags {
    let known: Vec<&str> = rules().flat_map(|r| [r.code, r.name]).collect();
    let strange = config
        .checks
        .keys()
        .filter(|k| !known.contains(&k.as_str()) && !is_post_code(k));
    strange
        .map(|name| {
            let path = Path::Root.key("checks");
            let span = config.span(&path.key(name), Part::Key);
            let names: Vec<&str> = rules().map(|r| r.name).collect();
            let found = Diagnostic::error(
                "C020",
                span,
                format!(
                    "Không có phép kiểm tra nào tên là “{name}”. Các tên: {}.",
                    names.join(", ")
                ),
                format!(
                    "No check is called “{name}”. There are: {}.",
                    names.join(", ")
                ),
            );
            match nearest(name, known.iter().copied()) {
                Some(near) => {
                    let level = match config.checks.get(name) {
                        Some(CheckLevel::Error) => "error",
                        Some(CheckLevel::Off) => "off",
                        _ => "warning",
                    };
                    found.with_fix(format!("{near}: {level}"))
                }
                None => found,
            }
        })
        .collect()
}

/// Codes of posts, which their room weighs itself: a post with a fault waits while the site is built.
fn is_post_code(name: &str) -> bool {
    name.len() == 4 && name.starts_with('P') && name.bytes().skip(1).all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_and_names_are_unique() {
        let mut seen = BTreeSet::new();
        for rule in rules() {
            assert!(seen.insert(rule.code), "{}", rule.code);
            assert!(seen.insert(rule.name), "{}", rule.name);
        }
    }

    #[test]
    fn a_site_decides_by_code_or_name() {
        let mut config = SiteConfig::default();
        config.checks.insert("long-sentence".into(), Level::Off);
        config.checks.insert("L001".into(), Level::Warning);
        let levels = Levels::of(&config);
        assert_eq!(levels.get("E010"), Level::Off);
        assert_eq!(levels.get("L001"), Level::Warning);
        assert_eq!(levels.get("D001"), Level::Error);
    }
}
