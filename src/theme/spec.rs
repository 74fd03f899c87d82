//! What a `theme.yaml` declares: rich blocks and settings.

use crate::config::Labels;
use crate::markdown::BodyKind;
use crate::yaml::Value;

/// Whether a rich block takes an argument after its name (` ```{video} URL `).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument {
    /// It must be there.
    Required,
    /// It may be there.
    Optional,
    /// There must be none.
    None,
}

/// A rich block that the theme offers: `components: {note: {body: markdown, argument: optional, label: Lưu ý}}`. Its
/// template is `components/<name>.html`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComponentSpec {
    /// How its body is written. Default `markdown`.
    pub body: BodyKind,
    /// Whether it takes an argument. Default `optional`.
    pub argument: Argument,
    /// Its name for people, by language.
    pub label: Labels,
}

/// What a setting of the theme may hold.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum SettingType {
    String,
    Integer,
    Number,
    Boolean,
    /// `#b3121d` or `#fff`.
    Color,
    /// One of `choices`.
    Choice(Vec<String>),
    /// A list of texts.
    List,
}

/// A setting: `settings: {accent: {type: color, default: "#b3121d", label: Màu nhấn}}`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Setting {
    pub kind: SettingType,
    pub default: Value,
}
