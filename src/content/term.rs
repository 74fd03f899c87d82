//! Words out of a list: terms of taxonomies and choices.

use super::FieldValue;
use super::front::FrontReading;
use crate::text::similar::nearest;
use crate::yaml::{Part, Path, Value, quote, scalar};

impl FrontReading<'_, '_> {
    /// Says that a term is not declared in its taxonomy.
    pub(super) fn undeclared(&mut self, taxonomy: &str, term: &str, path: &Path<'_>) {
        let names = self.schema.term_names(taxonomy);
        let near = nearest(term, self.schema.all_names(taxonomy)).map(str::to_owned);
        let shown: Vec<&str> = names.iter().copied().take(12).collect();
        let more = if names.len() > shown.len() {
            ", …"
        } else {
            ""
        };
        let list = shown.join("; ");
        let message = (
            format!(
                "“{term}” chưa được khai báo trong taxonomies.{taxonomy} của site.yaml. Đã có: {list}{more}."
            ),
            format!(
                "“{term}” is not declared in taxonomies.{taxonomy} of site.yaml. Declared are: {list}{more}."
            ),
        );
        let flow = near.map(|n| {
            if n.contains(',') {
                quote(&n)
            } else {
                scalar(&n)
            }
        });
        self.reader
            .fault("F005", path, Part::Value, message, flow.as_deref());
    }

    /// Terms of a list. `[Bệnh viện, trạm y tế]` is two items to YAML; where together they are one declared term, that
    /// is what is said.
    pub(super) fn terms(
        &mut self,
        taxonomy: &str,
        values: Vec<Value>,
        path: &Path<'_>,
        whole: bool,
    ) -> Vec<FieldValue> {
        let mut words: Vec<Option<String>> = Vec::with_capacity(values.len());
        for (i, value) in values.into_iter().enumerate() {
            let at = path.index(i);
            words.push(self.one_line(value, if whole { path } else { &at }));
        }
        let mut out = Vec::with_capacity(words.len());
        let mut i = 0;
        while let Some(word) = words.get(i) {
            let at = path.index(i);
            let place = if whole { path } else { &at };
            match word {
                None => {}
                Some(word) if self.schema.has_term(taxonomy, word) => {
                    out.push(FieldValue::Term(taxonomy.to_owned(), word.clone()));
                }
                Some(word) => {
                    if let Some((parts, joined)) =
                        self.joined(taxonomy, words.get(i..).unwrap_or_default())
                    {
                        let message = (
                            format!(
                                "Dấu phẩy tách “{joined}” thành {parts} mục. Hãy đặt cả tên trong ngoặc kép."
                            ),
                            format!(
                                "The commas split “{joined}” into {parts} items. Put the whole name in quotes."
                            ),
                        );
                        self.reader.fault_across(
                            "F005",
                            place,
                            &path.index(i + parts - 1),
                            message,
                            &quote(&joined),
                        );
                        out.push(FieldValue::Term(taxonomy.to_owned(), joined));
                        i += parts;
                        continue;
                    }
                    self.undeclared(taxonomy, word, place);
                }
            }
            i += 1;
        }
        out
    }

    fn joined(&self, taxonomy: &str, words: &[Option<String>]) -> Option<(usize, String)> {
        let mut joined = words.first()?.clone()?;
        for (n, next) in words.iter().enumerate().skip(1).take(4) {
            joined = format!("{joined}, {}", next.as_ref()?);
            if self.schema.has_term(taxonomy, &joined) {
                return Some((n + 1, joined));
            }
        }
        None
    }

    pub(super) fn choice(
        &mut self,
        choices: &[String],
        value: Value,
        path: &Path<'_>,
    ) -> Option<String> {
        let word = self.one_line(value, path)?;
        if choices.contains(&word) {
            return Some(word);
        }
        let list = choices.join(", ");
        let message = (
            format!("“{word}” không có trong danh sách chọn của “{path}”. Có thể dùng: {list}."),
            format!("“{word}” is not one of the choices for “{path}”. Possible are: {list}."),
        );
        let near = nearest(&word, choices).map(scalar);
        self.reader
            .fault("F003", path, Part::Value, message, near.as_deref());
        None
    }
}
