//! Addresses in `site.yaml`: where the site is published, and what may not lie in the same place.

use super::read::Reading;
use super::types::{BaseUrl, SiteConfig};
use crate::text::slug::slugify;
use crate::yaml::{Map, Part, Path};
use std::collections::BTreeMap;

impl Reading<'_> {
    /// `base_url`, without the slash at its end.
    pub(super) fn base_url(&mut self, map: &mut Map) -> Option<BaseUrl> {
        let root = Path::Root;
        let written = self.take_words(map, &root, "base_url")?;
        let url = written.trim_end_matches('/');
        let (fault, meant) = match check_url(url) {
            Ok(()) => return Some(BaseUrl(url.to_owned())),
            Err(fault) => fault,
        };
        let message = (
            format!("Địa chỉ trang “{written}” không đúng: {}.", fault.0),
            format!("The site's address “{written}” is not right: {}.", fault.1),
        );
        self.reader.fault(
            "C006",
            &root.key("base_url"),
            Part::Value,
            message,
            meant.as_deref(),
        );
        None
    }

    /// `theme`: the name of a folder.
    pub(super) fn theme(&mut self, map: &mut Map) -> Option<String> {
        let root = Path::Root;
        let name = self.take_words(map, &root, "theme")?;
        let inner = name
            .trim_start_matches("./")
            .trim_start_matches("themes/")
            .trim_end_matches('/');
        if inner == name && !name.contains(['/', '\\']) && name != ".." && name != "." {
            return Some(name);
        }
        let message = (
            format!("“{name}” phải là tên một thư mục trong themes/, không phải đường dẫn."),
            format!("“{name}” must be the name of a folder in themes/, not a path."),
        );
        let meant = Some(inner).filter(|i| !i.is_empty() && !i.contains(['/', '\\', '.']));
        self.reader
            .fault("C017", &root.key("theme"), Part::Value, message, meant);
        None
    }

    /// A part of an address that stands in the configuration. Reports one that would have to be changed to be an address.
    pub(super) fn address(&mut self, text: &str, path: &Path<'_>, part: Part) -> bool {
        if super::is_address(text) {
            return true;
        }
        let slug = slugify(text);
        let message = (
            format!(
                "“{text}” không dùng làm địa chỉ được: chỉ dùng chữ thường không dấu, số và dấu gạch nối."
            ),
            format!(
                "“{text}” cannot be part of an address: use small letters without marks, digits and hyphens."
            ),
        );
        self.reader.fault(
            "C014",
            path,
            part,
            message,
            Some(&slug).filter(|s| !s.is_empty()).map(String::as_str),
        );
        false
    }

    /// Two things that would lie in one folder of the site.
    pub(super) fn collisions(&mut self, site: &SiteConfig) {
        let mut taken: BTreeMap<String, String> = BTreeMap::new();
        for language in site.languages.iter().skip(1) {
            taken.insert(
                language.code.clone(),
                format!("languages.{}", language.code),
            );
        }
        let root = Path::Root;
        for kind in &site.kinds {
            let kinds = root.key("kinds");
            self.claim(
                &mut taken,
                slugify(&kind.folder),
                &kinds.key(&kind.folder),
                Part::Key,
            );
        }
        for taxonomy in &site.taxonomies {
            let taxonomies = root.key("taxonomies");
            let path = taxonomies.key(&taxonomy.key);
            self.claim(
                &mut taken,
                taxonomy.slug.clone(),
                &path.key("slug"),
                Part::Value,
            );
        }
    }

    fn claim(
        &mut self,
        taken: &mut BTreeMap<String, String>,
        address: String,
        path: &Path<'_>,
        part: Part,
    ) {
        if let Some(first) = taken.get(&address) {
            let message = (
                format!(
                    "“{path}” dùng địa chỉ /{address}/, nhưng “{first}” đã dùng rồi. Hãy đổi một trong hai."
                ),
                format!(
                    "“{path}” uses the address /{address}/, which “{first}” has already. Change one of them."
                ),
            );
            self.reader.fault("C010", path, part, message, None);
        } else {
            taken.insert(address, path.to_string());
        }
    }
}

type UrlFault = ((&'static str, &'static str), Option<String>);

fn check_url(url: &str) -> Result<(), UrlFault> {
    let Some(rest) = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))
    else {
        let bare = url
            .split_once("://")
            .map_or(url, |(_, r)| r)
            .trim_start_matches('/');
        let meant = (bare.contains('.') && !bare.contains(' ')).then(|| format!("https://{bare}"));
        return Err((
            (
                "phải bắt đầu bằng https:// hoặc http://",
                "it must begin with https:// or http://",
            ),
            meant,
        ));
    };
    let host = rest.split('/').next().unwrap_or("");
    if host.is_empty() || host.starts_with('.') || host.contains('@') {
        return Err((("thiếu tên miền", "the host is missing"), None));
    }
    if let Some(at) = url.find(['?', '#']) {
        let meant = url.get(..at).map(|u| u.trim_end_matches('/').to_owned());
        return Err((("không được có ? hay #", "it may not have ? or #"), meant));
    }
    if url
        .chars()
        .any(|c| c.is_whitespace() || c.is_control() || matches!(c, '"' | '\'' | '<' | '>' | '\\'))
    {
        return Err((
            (
                "có dấu cách hoặc ký tự lạ",
                "it has spaces or odd characters",
            ),
            None,
        ));
    }
    Ok(())
}
