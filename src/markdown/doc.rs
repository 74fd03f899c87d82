use super::Marked;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

/// How a rich block's body is written; the theme says it for each of its components.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum BodyKind {
    /// Markdown, rendered before the component's template sees it.
    Markdown,
    /// YAML, given to the template as data.
    Yaml,
    /// Plain text, given as it stands.
    Text,
}

/// What the Markdown of a site may contain, beyond CommonMark.
#[derive(Clone, Debug, Default)]
pub struct Dialect {
    /// The theme's components (` ```{name} `) and how their bodies are written.
    pub components: BTreeMap<String, BodyKind>,
    /// Whether raw HTML passes unchanged (`trust_html: true` in `site.yaml`).
    pub trust_html: bool,
    /// Code that was marked already.
    pub marked: Marked,
}

/// A parsed body. All ranges are bytes of the *file's* decoded text (front matter included). Serialised, it is its
/// outline: all but the HTML, which takes as long to read back as to make.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Doc {
    /// HTML of the whole body, with nothing at the holes.
    #[serde(skip)]
    pub html: String,
    /// Where something is filled in when the page is made, in order of `at`.
    #[serde(skip)]
    pub holes: Vec<Hole>,
    /// Links, in order; those to other sites too.
    pub links: Vec<Link>,
    /// Pictures, in order.
    pub images: Vec<Image>,
    /// Rich blocks, in order. Links and pictures inside them are in their own `Doc`.
    pub components: Vec<Component>,
    /// Headings in order, for the table of contents; those inside components are left out.
    pub toc: Vec<Heading>,
    /// The first paragraph's words, without markup, at most about 300 characters.
    pub excerpt: String,
    /// Syllables of the whole text (bodies of components included), for reading time.
    pub syllables: u32,
    /// Whether a code block was highlighted, so that the page needs the style sheet for it.
    pub has_code: bool,
}

impl Doc {
    /// What [`Doc::outline`] leaves out: HTML and holes, of this body and of those of its rich blocks, in order.
    pub fn filling(&self) -> Vec<(&str, &[Hole])> {
        let inner = self.components.iter().filter_map(|c| match &c.body {
            ComponentBody::Markdown(doc) => Some(doc.filling()),
            ComponentBody::Yaml(_) | ComponentBody::Text(_) => None,
        });
        let own = (self.html.as_str(), self.holes.as_slice());
        std::iter::once(own).chain(inner.flatten()).collect()
    }

    /// The body of which this is the outline, with what [`Doc::filling`] gave of it; `None` where that is too little.
    pub fn filled<'a>(
        mut self,
        filling: &mut impl Iterator<Item = (&'a str, Vec<Hole>)>,
    ) -> Option<Doc> {
        let (html, holes) = filling.next()?;
        (self.html, self.holes) = (html.to_owned(), holes);
        for component in &mut self.components {
            if let ComponentBody::Markdown(doc) = &mut component.body {
                **doc = std::mem::take(&mut **doc).filled(filling)?;
            }
        }
        Some(self)
    }

    /// All but the HTML, which is the greater part.
    pub fn outline(mut self) -> Doc {
        (self.html, self.holes) = (String::new(), Vec::new());
        for component in &mut self.components {
            if let ComponentBody::Markdown(doc) = &mut component.body {
                **doc = std::mem::take(&mut **doc).outline();
            }
        }
        self
    }
}

/// A place in a [`Doc`]'s HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hole {
    /// Byte offset in `html`.
    pub at: u32,
    /// What goes there.
    pub what: HoleKind,
}

/// What goes into a hole: an index into the [`Doc`]'s own lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HoleKind {
    /// The attributes of an `<a` tag: ` href="…"` and what belongs to it.
    Link(u32),
    /// A whole picture.
    Image(u32),
    /// A whole rich block.
    Component(u32),
    /// A word of the program's own, escaped, in the page's language; it may stand in an attribute.
    Word(Word),
}

/// What the program itself has to say on a page, in the words of the theme's `strings/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Word {
    /// Title of `> [!NOTE]`.
    Note,
    /// Title of `> [!TIP]`.
    Tip,
    /// Title of `> [!IMPORTANT]`.
    Important,
    /// Title of `> [!WARNING]`.
    Warning,
    /// Title of `> [!CAUTION]`.
    Caution,
    /// Name of the footnotes at the end.
    Footnotes,
    /// Name of the link from a footnote back into the text.
    FootnoteBack,
}

impl Word {
    /// Key in `strings/<lang>.yaml`.
    pub fn key(self) -> &'static str {
        match self {
            Word::Note => "alert_note",
            Word::Tip => "alert_tip",
            Word::Important => "alert_important",
            Word::Warning => "alert_warning",
            Word::Caution => "alert_caution",
            Word::Footnotes => "footnotes",
            Word::FootnoteBack => "footnote_back",
        }
    }
}

/// A link as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Destination: a URL, `#heading`, or a path relative to the file.
    pub target: String,
    /// Title, if any.
    pub title: String,
    /// The link's words, without markup.
    pub text: String,
    /// Where the whole link stands.
    pub span: Range<u32>,
}

/// A picture as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Path relative to the file (or a URL, which is refused later).
    pub target: String,
    /// Text for those who do not see it; empty when missing.
    pub alt: String,
    /// Title, if any.
    pub title: String,
    /// Whether it stands alone in its paragraph.
    pub alone: bool,
    /// Where the whole image stands.
    pub span: Range<u32>,
}

/// A rich block: ` ```{name} argument `, option lines `:key: value`, body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Component {
    /// Its name; the template is `components/<name>.html`.
    pub name: String,
    /// What follows the name on the opening line.
    pub argument: String,
    /// Option lines, in order.
    pub options: Vec<(String, String)>,
    /// The rest.
    pub body: ComponentBody,
    /// Where the opening line stands.
    pub span: Range<u32>,
    /// Where the body (after the option lines) starts in the file.
    pub body_at: u32,
}

/// A rich block's body, read as the theme says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ComponentBody {
    /// Parsed Markdown.
    Markdown(Box<Doc>),
    /// Parsed YAML.
    Yaml(crate::yaml::Value),
    /// Plain text.
    Text(String),
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its id in the page, unique within it.
    pub id: String,
    /// Its words, without markup.
    pub text: String,
    /// Where it stands.
    pub span: Range<u32>,
}

impl ComponentBody {
    /// The first words of a Markdown body.
    pub(super) fn excerpt(&self) -> Option<&str> {
        match self {
            ComponentBody::Markdown(doc) => Some(doc.excerpt.as_str()).filter(|e| !e.is_empty()),
            ComponentBody::Yaml(_) | ComponentBody::Text(_) => None,
        }
    }
}
