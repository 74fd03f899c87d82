//! What any page must have to be read without eyes or mouse, whichever template made it: ids that are unique, an outline
//! without gaps, names for links, buttons and pictures, headers for tables (WCAG 2.2: 1.1.1, 1.3.1, 2.4.4, 3.1.1, 4.1.2).

mod scan;

use super::{Check, Findings, Page, Rule};
use crate::diagnostics::{Diagnostic, Span};
use scan::{Tag, Token, tokens};
use std::collections::BTreeSet;

/// Made pages.
pub(super) struct Html;

impl Check for Html {
    fn rules(&self) -> &'static [Rule] {
        const {
            &[
                Rule::warning("A010", "duplicate-id"),
                Rule::warning("A011", "page-outline"),
                Rule::warning("A012", "picture-name"),
                Rule::warning("A013", "control-name"),
                Rule::warning("A014", "table-header"),
                Rule::warning("A015", "page-language"),
            ]
        }
    }

    fn page(&self, page: &Page<'_>, found: &mut Findings<'_>) {
        let mut reader = Reader {
            page,
            found,
            ids: BTreeSet::new(),
            level: 0,
            controls: Vec::new(),
            tables: Vec::new(),
        };
        tokens(page.html, &mut |token| reader.token(token));
    }
}

struct Reader<'p, 'f, 'l> {
    page: &'p Page<'p>,
    found: &'f mut Findings<'l>,
    ids: BTreeSet<&'p str>,
    /// Level of the heading before.
    level: u8,
    /// Open links and buttons: their tag's name, and whether they have a name so far.
    controls: Vec<(&'p str, bool)>,
    /// Open tables: whether they have a header cell.
    tables: Vec<bool>,
}

impl<'p> Reader<'p, '_, '_> {
    fn token(&mut self, token: Token<'p>) {
        match token {
            Token::Text(text) => {
                if !text.trim().is_empty() {
                    self.named();
                }
            }
            Token::Start(tag) => self.start(&tag),
            Token::End(name) => self.end(name),
        }
    }

    fn named(&mut self) {
        self.controls
            .iter_mut()
            .for_each(|(_, named)| *named = true);
    }

    fn start(&mut self, tag: &Tag<'p>) {
        if !tag.is_bare()
            && let Some(id) = tag.attribute("id")
            && !id.is_empty()
            && !self.ids.insert(id)
        {
            self.say(
                "A010",
                format!("Trang có hai phần cùng mã id “{id}”, nên liên kết và trình đọc màn hình dẫn nhầm chỗ."),
                format!("Two parts of the page have the id “{id}”, so links and screen readers end up in the wrong place."),
            );
        }
        let labelled = || {
            ["aria-label", "aria-labelledby", "title"]
                .iter()
                .any(|name| tag.attribute(name).is_some_and(|v| !v.trim().is_empty()))
        };
        match tag.name {
            "html" if tag.attribute("lang").is_none_or(|l| l.trim().is_empty()) => self.say(
                "A015",
                "Thẻ <html> thiếu lang, nên trình đọc màn hình đọc sai giọng.".to_owned(),
                "The tag <html> has no lang, so screen readers use the wrong voice.".to_owned(),
            ),
            "img" => match tag.attribute("alt") {
                None => self.say(
                    "A012",
                    format!(
                        "Thẻ <img> “{}” thiếu alt.",
                        short(tag.attribute("src").unwrap_or(""))
                    ),
                    format!(
                        "The tag <img> “{}” has no alt.",
                        short(tag.attribute("src").unwrap_or(""))
                    ),
                ),
                Some(alt) if !alt.trim().is_empty() => self.named(),
                Some(_) => {}
            },
            "a" if tag.attribute("href").is_some() => self.controls.push(("a", labelled())),
            "button" => self.controls.push(("button", labelled())),
            "svg" if labelled() => self.named(),
            "table" => self
                .tables
                .push(labelled() && tag.attribute("role") == Some("presentation")),
            "th" => {
                if let Some(table) = self.tables.last_mut() {
                    *table = true;
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(tag.name),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "a" | "button" => {
                if self.controls.last().is_some_and(|(open, _)| *open == name)
                    && let Some((_, false)) = self.controls.pop()
                {
                    self.say(
                        "A013",
                        format!("Trang có thẻ <{name}> không có chữ và không có aria-label: người dùng trình đọc màn hình không biết để làm gì."),
                        format!("The page has a <{name}> without words or aria-label: nobody who listens to it knows what it does."),
                    );
                }
            }
            "table" if self.tables.pop() == Some(false) => self.say(
                "A014",
                "Trang có bảng không có hàng tiêu đề (<th>), nghe đọc sẽ không hiểu.".to_owned(),
                "The page has a table without headers (<th>), which makes no sense when it is read out.".to_owned(),
            ),
            _ => {}
        }
    }

    fn heading(&mut self, name: &str) {
        let level = name.as_bytes().get(1).map_or(1, |b| b.saturating_sub(b'0'));
        let own = self.page.world.site.by_file(self.page.origin);
        // An entry's own headings are looked at where they are written.
        let of_entry = own.is_some_and(|id| !self.page.world.site.entry(id).doc.toc.is_empty());
        if level > self.level + 1 && !(of_entry && self.level > 0) {
            let last = self.level;
            self.say(
                "A011",
                format!("Đề mục của trang nhảy từ bậc {last} sang bậc {level}: mẫu của giao diện cần sửa."),
                format!("The page's headings jump from level {last} to {level}: the theme's template needs mending."),
            );
        }
        self.level = level;
    }

    fn say(&mut self, code: &'static str, vi: String, en: String) {
        let span = Span::file(self.page.origin);
        self.found.push(Diagnostic::warning(code, span, vi, en));
    }
}

/// The last part of an address, which is enough to know it by.
fn short(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or(address)
}
