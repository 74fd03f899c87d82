//! What is wrong with the project, as a panel over the page.

use crate::Prepared;
use crate::diagnostics::{Diagnostic, Diags, Emitter, FilePath, Lang, Severity, SourceText};

/// At most so many faults are written out on one page.
const MOST: usize = 30;

/// The errors of a state, as text for people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Faults {
    errors: Vec<(Option<FilePath>, String)>,
    /// How many more there are.
    more: usize,
    /// Nothing new can be shown because of them: they concern every page.
    pub everywhere: bool,
    pub lang: Lang,
}

impl Faults {
    /// The errors of a project as it stands. Where it came to no site, they concern every page.
    pub fn of(prepared: &Prepared, lang: Lang) -> Faults {
        let everywhere = prepared.world.is_none();
        Faults::among(&prepared.diags, &*prepared.sources, lang, everywhere)
    }

    fn among(diags: &Diags, sources: &dyn SourceText, lang: Lang, everywhere: bool) -> Faults {
        let mut errors: Vec<&Diagnostic> = diags
            .iter()
            .filter(|d| d.severity == Severity::Error)
            .collect();
        errors.sort_by(|a, b| (&a.span, a.code, &a.vi).cmp(&(&b.span, b.code, &b.vi)));
        errors.dedup();
        let emitter = Emitter {
            lang,
            colour: false,
            sources,
        };
        let file = |d: &Diagnostic| d.span.as_ref().map(|s| s.file.clone());
        Faults {
            more: errors.len().saturating_sub(MOST),
            errors: errors
                .into_iter()
                .take(MOST)
                .map(|d| (file(d), emitter.one(d)))
                .collect(),
            everywhere,
            lang,
        }
    }

    /// The panel for a page made from `origin`: its own errors in full, those of other pages folded away. Nothing when
    /// all is well.
    pub fn panel(&self, origin: &str) -> String {
        let own = |(file, _): &&(Option<FilePath>, String)| {
            self.everywhere || file.as_deref() == Some(origin)
        };
        let (mine, others): (Vec<_>, Vec<_>) = self.errors.iter().partition(own);
        let mut out = String::new();
        if !mine.is_empty() {
            let title = self.lang.pick(
                "Có lỗi: trang này đang hiện bản đúng gần nhất. Sửa xong, lưu lại là trang tự cập nhật.",
                "There are errors: this is the last good page. Mend them and save, and the page shows the news by itself.",
            );
            let more = if self.everywhere { self.more } else { 0 };
            block(title, &mine, more, self.lang, true, &mut out);
        }
        if !others.is_empty() {
            let n = others.len() + if self.everywhere { 0 } else { self.more };
            let title = match self.lang {
                Lang::Vi => format!("{n} lỗi ở chỗ khác"),
                Lang::En => format!("{n} errors elsewhere"),
            };
            let more = if self.everywhere { 0 } else { self.more };
            block(&title, &others, more, self.lang, false, &mut out);
        }
        if out.is_empty() { out } else { around(&out) }
    }
}

/// The panel for a page that could not be made just now.
pub(super) fn of_page(diags: &Diags, sources: &dyn SourceText, lang: Lang) -> String {
    Faults::among(diags, sources, lang, true).panel("")
}

fn around(blocks: &str) -> String {
    format!("<aside id=\"satcoso-faults\" role=\"alert\" lang=\"vi\">\n{blocks}</aside>\n")
}

fn block(
    title: &str,
    faults: &[&(Option<FilePath>, String)],
    more: usize,
    lang: Lang,
    open: bool,
    out: &mut String,
) {
    out.push_str(if open { "<details open>" } else { "<details>" });
    out.push_str("<summary>");
    escape(title, out);
    out.push_str("</summary>\n");
    for (_, text) in faults {
        out.push_str("<pre>");
        escape(text.trim_end(), out);
        out.push_str("</pre>\n");
    }
    if more > 0 {
        let text = match lang {
            Lang::Vi => format!("… và {more} lỗi nữa"),
            Lang::En => format!("… and {more} more"),
        };
        out.push_str(&format!("<p>{text}</p>\n"));
    }
    out.push_str("</details>\n");
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
}
