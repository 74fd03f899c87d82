//! The variables that every template has, whatever page it makes.

use super::shared::Shared;
use crate::config::SiteConfig;
use crate::yaml::Map;

/// `config`: title, description, base_url (or none), default_language, timezone (`+07:00`), organization,
/// languages (`[{code, title}]`), and `extra`, the theme's settings.
pub(super) fn config(config: &SiteConfig, settings: &Map) -> Shared {
    let minutes = config.timezone.offset().minutes();
    let sign = if minutes < 0 { '-' } else { '+' };
    let timezone = format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60);
    let language = |l: &crate::config::Language| {
        Shared::map([
            ("code", Shared::text(&l.code)),
            ("title", Shared::text(&l.title)),
        ])
    };
    Shared::map([
        ("title", Shared::text(&config.title)),
        ("description", Shared::text(&config.description)),
        (
            "base_url",
            config
                .base_url
                .as_ref()
                .map_or_else(Shared::none, |b| Shared::text(&b.0)),
        ),
        ("default_language", Shared::text(&config.language)),
        ("timezone", Shared::text(&timezone)),
        ("organization", Shared::text(&config.organization)),
        (
            "languages",
            Shared::list(config.languages.iter().map(language)),
        ),
        ("extra", Shared::new(settings)),
    ])
}
