//! What a page says to link previews (Open Graph, Twitter cards).

use super::types::SocialView;
use super::views::{ShareImage, Views};
use crate::site::{EntryId, Route};

impl Views<'_> {
    /// Of an entry's page.
    pub fn social(&self, id: EntryId) -> SocialView {
        let entry = self.site.entry(id);
        let common = &entry.front.common;
        let offset = self.site.config.timezone.offset();
        let published = common.date.map(|d| d.rfc3339(offset));
        let description = common
            .summary
            .clone()
            .unwrap_or_else(|| entry.doc.excerpt.clone());
        let mut view = self.social_of(
            self.site.route(id),
            &entry.path.lang,
            &common.title,
            &description,
        );
        view.kind = if entry.path.kind.is_empty() {
            "website".to_owned()
        } else {
            "article".to_owned()
        };
        view.modified_time = common
            .updated
            .map(|d| d.rfc3339(offset))
            .or_else(|| published.clone());
        view.published_time = published;
        view.section = self
            .site
            .kind(id)
            .map_or_else(String::new, |k| k.label.get(&entry.path.lang).to_owned());
        view.tags = common.tags.clone();
        view.locale_alternates = self
            .translations_of(id)
            .iter()
            .map(|t| locale(&t.lang).to_owned())
            .collect();
        if let Some(image) = self.media.share_image(id) {
            self.show_image(&mut view, image);
        }
        view
    }

    /// Of any other page.
    pub fn social_of(
        &self,
        route: &Route,
        lang: &str,
        title: &str,
        description: &str,
    ) -> SocialView {
        let mut view = SocialView {
            kind: "website".to_owned(),
            title: title.to_owned(),
            description: description.to_owned(),
            url: self.permalink(route),
            locale: locale(lang).to_owned(),
            ..SocialView::default()
        };
        if let Some(image) = self.media.site_image(lang) {
            self.show_image(&mut view, image);
        }
        view
    }

    /// Puts a picture into a view; without a `base_url` it has no address that others could use.
    fn show_image(&self, view: &mut SocialView, image: ShareImage) {
        let url = self.permalink(&image.route);
        if url.is_some() {
            view.image = url;
            view.image_width = image.width;
            view.image_height = image.height;
            view.image_alt = image.alt;
        }
    }
}

/// Open Graph's name of a language.
fn locale(lang: &str) -> &str {
    match lang {
        "vi" => "vi_VN",
        "en" => "en_US",
        "km" => "km_KH",
        other => other,
    }
}
