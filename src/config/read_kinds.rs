//! Kinds and the schema of their fields.

use super::kind::{Field, Kind};
use super::read::{Reading, is_common, take};
use super::types::{Labels, SiteConfig};
use crate::yaml::{Map, Part, Path, Value};

const KIND_KEYS: [&str; 8] = [
    "label",
    "plural",
    "description",
    "template",
    "list_template",
    "schema_org",
    "outputs",
    "fields",
];

impl Reading<'_> {
    pub(super) fn kinds(&mut self, map: &mut Map, site: &mut SiteConfig) {
        let root = Path::Root;
        let path = root.key("kinds");
        let declared = take(map, "kinds")
            .and_then(|v| self.reader.map(v, &path))
            .unwrap_or_default();
        for (folder, value) in declared {
            let path = path.key(&folder);
            if !self.is_folder(&folder, &path) {
                continue;
            }
            let kind = self.kind(folder.clone(), value, &path, site);
            site.kinds.push(kind);
        }
    }

    /// Whether a name can be a folder of entries. `static` holds files that are copied as they are.
    fn is_folder(&mut self, folder: &str, path: &Path<'_>) -> bool {
        let reserved = folder == "static" || folder == "data" || folder.starts_with(['_', '.']);
        if !reserved {
            return self.address(folder, path, Part::Key);
        }
        let message = (
            format!(
                "Thư mục “{folder}” có việc riêng, không dùng cho loại bài được. Hãy chọn tên khác."
            ),
            format!(
                "The folder “{folder}” has a purpose of its own and cannot hold entries. Choose another name."
            ),
        );
        self.reader.fault("C014", path, Part::Key, message, None);
        false
    }

    fn kind(&mut self, folder: String, value: Value, path: &Path<'_>, site: &SiteConfig) -> Kind {
        let language = site.language.clone();
        let named = Labels([(language, folder.clone())].into_iter().collect());
        let mut kind = Kind {
            label: named.clone(),
            plural: named,
            description: Labels::default(),
            template: None,
            list_template: None,
            schema_org: "Article".into(),
            off: Vec::new(),
            fields: Vec::new(),
            folder,
        };
        let Some(mut map) = self.reader.record(value, path, &KIND_KEYS) else {
            return kind;
        };
        if let Some(label) = take(&mut map, "label") {
            kind.label = self.labels(label, &path.key("label"));
            kind.plural = kind.label.clone();
        }
        if let Some(plural) = take(&mut map, "plural") {
            kind.plural = self.labels(plural, &path.key("plural"));
        }
        if let Some(description) = take(&mut map, "description") {
            kind.description = self.labels(description, &path.key("description"));
        }
        kind.template = self.take_words(&mut map, path, "template");
        kind.list_template = self.take_words(&mut map, path, "list_template");
        if let Some(schema) = self.take_words(&mut map, path, "schema_org") {
            kind.schema_org = schema;
        }
        if let Some(outputs) = take(&mut map, "outputs") {
            kind.off = self.outputs_off(outputs, &path.key("outputs"));
        }
        if let Some(fields) = take(&mut map, "fields") {
            kind.fields = self.fields(fields, &path.key("fields"), site, 0);
            self.no_common_names(&kind.fields, &path.key("fields"));
        }
        kind
    }

    fn no_common_names(&mut self, fields: &[Field], path: &Path<'_>) {
        for field in fields.iter().filter(|f| is_common(&f.name)) {
            let name = &field.name;
            let message = (
                format!(
                    "Mọi bài đều có sẵn trường “{name}”, không khai báo lại được. Hãy đặt tên khác."
                ),
                format!(
                    "Every entry has the field “{name}” already; it cannot be declared again. Choose another name."
                ),
            );
            self.reader
                .fault("C013", &path.key(name), Part::Key, message, None);
        }
    }
}
