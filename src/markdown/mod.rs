//! Markdown text → [`Doc`], without knowing the site: HTML with holes where links, pictures and rich blocks go, and
//! what others want to know of the text (headings, links, pictures, excerpt, length).

mod doc;

pub use doc::{
    BodyKind, Component, ComponentBody, Dialect, Doc, Heading, Hole, HoleKind, Image, Link,
};
