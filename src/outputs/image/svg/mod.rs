//! SVG without anything that runs, reaches out or tells about its maker: what is on a list of allowed elements and
//! attributes is written out anew, everything else is left out. Browsers run no scripts of an `<img>`, but whoever
//! opens the file by its own address would run them.

mod rules;
mod size;
mod weight;

pub use size::size_of;

use super::fault::Fault;
use roxmltree::{Document, Node, ParsingOptions};
use rules::Rule;
use std::collections::BTreeSet;

/// Number of the way of cleaning; goes up whenever the same file would give other bytes.
pub const VERSION: u32 = 1;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Larger drawings belong into a PNG, for the reader's sake.
const MOST_BYTES: usize = 2 << 20;
const MOST_NODES: u32 = 200_000;
const MOST_DEPTH: usize = 128;
/// The most elements to paint, references followed.
const MOST_WEIGHT: u64 = 1_000_000;
/// The most bytes that entities of the document type may add.
const MOST_EXPANSION: usize = 8 << 20;

/// A cleaned drawing.
#[derive(Debug)]
pub struct Clean {
    /// The whole file.
    pub text: String,
    /// What was left out because it is dangerous, by name; the drawing looks the same without it.
    pub removed: BTreeSet<String>,
    /// What was left out and could be seen: embedded photos, HTML, styles that load something.
    pub lost: BTreeSet<String>,
}

/// Cleans a drawing.
///
/// # Errors
/// When it is not UTF-8, not well-formed, no SVG, or too complex.
pub fn sanitise(bytes: &[u8]) -> Result<Clean, Fault> {
    if bytes.len() > MOST_BYTES {
        return Err(Fault::TooComplex);
    }
    let text = std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
    let text = text.map_err(|_| Fault::Corrupt("UTF-8".to_owned()))?;
    if text.contains("<!ENTITY")
        && text.matches('&').count().saturating_mul(doctype_len(text)) > MOST_EXPANSION
    {
        return Err(Fault::TooComplex);
    }
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => Fault::TooComplex,
        error => Fault::Corrupt(error.to_string()),
    })?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" || !is_svg(&root) {
        return Err(Fault::NotAPicture("XML"));
    }
    if weight::weight(&document) > MOST_WEIGHT {
        return Err(Fault::TooComplex);
    }
    let mut writer = Writer {
        out: String::with_capacity(text.len()),
        removed: BTreeSet::new(),
        lost: BTreeSet::new(),
        xlink: text.contains(XLINK),
    };
    writer.element(&root, 0, false)?;
    writer.out.push('\n');
    Ok(Clean {
        text: writer.out,
        removed: writer.removed,
        lost: writer.lost,
    })
}

/// Length of the document type, in which entities are defined; each use of one adds less than that.
fn doctype_len(text: &str) -> usize {
    let from = text.find("<!DOCTYPE").unwrap_or(0);
    let to = text.find("]>").unwrap_or(text.len());
    to.saturating_sub(from)
}

/// Hand-written files may lack the namespace.
fn is_svg(node: &Node) -> bool {
    matches!(node.tag_name().namespace(), None | Some(SVG))
}

struct Writer {
    out: String,
    removed: BTreeSet<String>,
    lost: BTreeSet<String>,
    /// Whether the root declares the `xlink` prefix.
    xlink: bool,
}

impl Writer {
    /// `words` says whether text counts in the element around this one.
    fn element(&mut self, node: &Node, depth: usize, words: bool) -> Result<(), Fault> {
        if depth > MOST_DEPTH {
            return Err(Fault::TooComplex);
        }
        if !is_svg(node) {
            // Editors keep their own notes in other namespaces.
            return Ok(());
        }
        let name = node.tag_name().name();
        match rules::element(name) {
            Rule::Keep => {}
            Rule::Open => return self.children(node, depth, words),
            Rule::Forget => return Ok(()),
            Rule::Remove => {
                self.removed.insert(name.to_owned());
                return Ok(());
            }
            Rule::Lose => {
                // Inside <switch> it has a substitute.
                if node
                    .parent()
                    .is_none_or(|parent| parent.tag_name().name() != "switch")
                {
                    self.lost.insert(name.to_owned());
                }
                return Ok(());
            }
        }
        if name == "style"
            && !node
                .descendants()
                .filter_map(|n| n.text())
                .all(rules::is_local_css)
        {
            self.lost.insert("style".to_owned());
            return Ok(());
        }
        self.out.push('<');
        self.out.push_str(name);
        if depth == 0 {
            self.root_attributes(node);
        }
        self.attributes(node);
        self.out.push('>');
        let start = self.out.len();
        self.children(node, depth, rules::has_words(name))?;
        if self.out.len() == start {
            self.out.truncate(start - 1);
            self.out.push_str("/>");
        } else {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
        Ok(())
    }

    fn children(&mut self, node: &Node, depth: usize, words: bool) -> Result<(), Fault> {
        for child in node.children() {
            if child.is_element() {
                self.element(&child, depth + 1, words)?;
            } else if let Some(text) = child.text().filter(|_| child.is_text() && words) {
                escape(text, &mut self.out);
            }
        }
        Ok(())
    }

    fn root_attributes(&mut self, root: &Node) {
        self.out.push_str(&format!(" xmlns=\"{SVG}\""));
        if self.xlink {
            self.out.push_str(&format!(" xmlns:xlink=\"{XLINK}\""));
        }
        // Without a viewBox it could not be scaled.
        let side = |name| root.attribute(name).and_then(size::length);
        if let (None, Some(w), Some(h)) = (root.attribute("viewBox"), side("width"), side("height"))
        {
            self.out.push_str(&format!(" viewBox=\"0 0 {w} {h}\""));
        }
    }

    fn attributes(&mut self, node: &Node) {
        let element = node.tag_name().name();
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            match attribute.namespace() {
                None if name == "href" => self.reference(element, "href", value),
                Some(XLINK) if name == "href" => self.reference(element, "xlink:href", value),
                Some(XML) if name == "space" => self.attribute("xml:space", value),
                None if rules::is_handler(name) => {
                    self.removed.insert(name.to_owned());
                }
                None if rules::is_plain(name) => self.attribute(name, value),
                None if rules::is_styling(name) => {
                    if rules::is_local_css(value) {
                        self.attribute(name, value);
                    } else {
                        self.lost.insert(name.to_owned());
                    }
                }
                _ => {}
            }
        }
    }

    /// References lead to other parts of the same drawing, nowhere else.
    fn reference(&mut self, element: &str, name: &str, value: &str) {
        let value = value.trim();
        if value.starts_with('#') && rules::may_refer(element) {
            self.attribute(name, value);
        } else if rules::may_refer(element) {
            self.lost.insert(format!("{element} href"));
        } else {
            self.removed.insert(format!("{element} href"));
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(&value.replace(['\n', '\t'], " "), &mut self.out);
        self.out.push('"');
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests;
