//! The cover picture.

use super::Cover;
use super::front::FrontReading;
use crate::diagnostics::Diagnostic;
use crate::yaml::{Map, Part, Path, Value, quote, scalar};

impl FrontReading<'_, '_> {
    pub(super) fn cover(&mut self, value: Value, path: &Path<'_>) -> Option<Cover> {
        let mut cover = Cover::default();
        let short = matches!(value, Value::String(_));
        let mut map: Map = if short {
            [("image".to_owned(), value)].into_iter().collect()
        } else {
            self.reader
                .record(value, path, &["image", "alt", "credit", "decorative"])?
        };
        let image_path = if short { *path } else { path.key("image") };
        let given = map.get("image").is_some_and(|v| !v.is_null());
        let image = map
            .remove("image")
            .and_then(|v| self.file_path(v, &image_path));
        cover.alt = map
            .remove("alt")
            .and_then(|v| self.one_line(v, &path.key("alt")))
            .unwrap_or_default();
        cover.credit = map
            .remove("credit")
            .and_then(|v| self.one_line(v, &path.key("credit")))
            .unwrap_or_default();
        if let Some(decorative) = map.remove("decorative") {
            cover.decorative = self
                .reader
                .boolean(&decorative, &path.key("decorative"))
                .unwrap_or(false);
        }
        let Some(image) = image else {
            if !given {
                let diagnostic = Diagnostic::error(
                    "F004",
                    self.reader.span(path, Part::Key),
                    "Ảnh bìa (cover) thiếu tên tệp ảnh (image).",
                    "The cover has no image.",
                );
                self.incomplete(diagnostic.with_fix("  image: anh-bia.jpg"));
            }
            return None;
        };
        cover.image = image;
        if cover.alt.is_empty() && !cover.decorative {
            self.alt_missing(path, &image_path, short, &cover.image);
        }
        Some(cover)
    }

    fn alt_missing(&mut self, path: &Path<'_>, image_path: &Path<'_>, short: bool, image: &str) {
        const EXAMPLE: &str = "Ảnh chụp ai, đang làm gì, ở đâu";
        let line = self.reader.line_of(image_path).unwrap_or_default();
        let fix = if short {
            format!(
                "cover: {{image: {}, alt: {}}}",
                scalar(image),
                quote(EXAMPLE)
            )
        } else if line.contains('{') {
            let both = format!("{}, alt: {}", scalar(image), quote(EXAMPLE));
            self.reader
                .line_with(image_path, Part::Value, &both)
                .unwrap_or_default()
        } else {
            let indent = line
                .get(..line.len() - line.trim_start().len())
                .unwrap_or("");
            format!("{}\n{indent}alt: {EXAMPLE}", line.trim_end())
        };
        let diagnostic = Diagnostic::error(
            "F010",
            self.reader
                .span(if short { path } else { image_path }, Part::Value),
            "Ảnh bìa chưa có lời mô tả (alt) cho người không nhìn thấy ảnh. Nếu ảnh chỉ để trang trí, thêm “decorative: true”.",
            "The cover has no text (alt) for people who cannot see it. If it only decorates, add “decorative: true”.",
        );
        self.incomplete(diagnostic.with_fix(fix));
    }
}
