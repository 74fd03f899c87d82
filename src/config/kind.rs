use super::Labels;

/// A kind of entry, as `site.yaml` declares it.
#[derive(Clone, Debug, PartialEq)]
pub struct Kind {
    /// Folder below `content/`, and name in templates (`tai-lieu`).
    pub folder: String,
    /// One entry of the kind, by language.
    pub label: Labels,
    /// Many of them: the section's heading, by language.
    pub plural: Labels,
    /// A sentence about the kind for its list, by language; an `_index.md` overrides it.
    pub description: Labels,
    /// Template of an entry's page; `page-<folder>.html` where the theme has it, else `page.html`.
    pub template: Option<String>,
    /// Template of the list; `section-<folder>.html` where the theme has it, else `section.html`.
    pub list_template: Option<String>,
    /// schema.org type for JSON-LD: `Article`, `LearningResource`, `HowTo`.
    pub schema_org: String,
    /// Outputs that are off for this kind, by name.
    pub off: Vec<String>,
    /// Its own fields, in order.
    pub fields: Vec<Field>,
}

/// A field of a kind or of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Key in front matter.
    pub name: String,
    /// What it holds.
    pub field_type: FieldType,
    /// Whether an entry must have it.
    pub required: bool,
    /// Name for people, by language.
    pub label: Labels,
    /// Help for people, by language.
    pub help: Labels,
    /// Unit shown after a number.
    pub unit: String,
    /// Limits.
    pub limits: Limits,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldType {
    /// One line.
    String,
    /// One or more lines.
    Text,
    /// A day or a moment.
    Date,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// Yes or no.
    Boolean,
    /// Several of one type.
    List(Box<Field>),
    /// One of these.
    Choice(Vec<String>),
    /// A term of the taxonomy of that key.
    Term(String),
    /// A file beside the entry (or a path relative to it).
    File,
    /// A picture, likewise.
    Image,
    /// A person: a name, or `{name, role}`.
    Person,
    /// An `http(s)` address, an e-mail address, or a path to an entry.
    Link,
    /// A group of fields.
    Record(Vec<Field>),
}

/// Limits of a field; `None` where there is none.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Limits {
    /// Least number.
    pub min: Option<f64>,
    /// Greatest number.
    pub max: Option<f64>,
    /// Most characters.
    pub max_length: Option<usize>,
    /// Most items of a list.
    pub max_items: Option<usize>,
}
