//! What the program has to say about content and themes: one value per fault, made beside the code that finds it,
//! with the Vietnamese and the English text side by side. Nothing is printed here; `emit` only makes text.

mod emit;
mod files;
mod span;

pub use emit::{Emitter, SourceText};
pub use files::hint;
pub use span::{FilePath, Span, line_with};

use serde::Serialize;

/// The language of messages to staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Lang {
    /// Vietnamese, the default.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// The text in this language.
    pub fn pick<T>(self, vi: T, en: T) -> T {
        match self {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }
}

/// How grave a diagnostic is. An error stops the build; a warning does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is written while one of these stands.
    Error,
    /// Worth mending; the site is written all the same.
    Warning,
}

/// A proposed correction: the replacement of one span, or the whole corrected line to paste.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// The corrected line (or lines), as it should stand in the file.
    pub line: String,
    /// The exact replacement, where the correction is safe to apply by program (`check --fix`): it follows from the fault
    /// alone, nothing else can be meant, and the text says afterwards what it said before.
    pub edit: Option<Edit>,
}

/// A replacement of bytes in one source file (offsets in the decoded, normalised text).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// What to replace.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// One fault, warning or hint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Stable code, such as `F012`: a letter for the room and three digits.
    pub code: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// Where; `None` for faults of the whole site.
    pub span: Option<Span>,
    /// The message in Vietnamese.
    pub vi: String,
    /// The message in English.
    pub en: String,
    /// The corrected line, where one can be known.
    pub fix: Option<Fix>,
    /// Commands to paste, each of which settles it.
    pub commands: Vec<String>,
}

impl Diagnostic {
    /// An error at a place. Both texts say what is wrong and what to do.
    pub fn error(
        code: &'static str,
        span: impl Into<Option<Span>>,
        vi: impl Into<String>,
        en: impl Into<String>,
    ) -> Self {
        Self {
            code,
            severity: Severity::Error,
            span: span.into(),
            vi: vi.into(),
            en: en.into(),
            fix: None,
            commands: Vec::new(),
        }
    }

    /// A warning at a place.
    pub fn warning(
        code: &'static str,
        span: impl Into<Option<Span>>,
        vi: impl Into<String>,
        en: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, span, vi, en)
        }
    }

    /// Adds the corrected line to paste.
    pub fn with_fix(mut self, line: impl Into<String>) -> Self {
        self.fix = Some(Fix {
            line: line.into(),
            edit: None,
        });
        self
    }

    /// Adds a correction that a program may apply without asking what was meant.
    pub fn with_edit(mut self, line: impl Into<String>, edit: Edit) -> Self {
        self.fix = Some(Fix {
            line: line.into(),
            edit: Some(edit),
        });
        self
    }

    /// Adds a command to paste that settles it, one of several perhaps.
    pub fn with_command(mut self, command: impl Into<String>) -> Self {
        self.commands.push(command.into());
        self
    }

    /// The message in the given language.
    pub fn message(&self, lang: Lang) -> &str {
        lang.pick(&self.vi, &self.en)
    }
}

/// Diagnostics as they are collected. A parser returns its value *and* these, so one run reports every fault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diags(Vec<Diagnostic>);

impl Diags {
    /// No diagnostics yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all of another collection.
    pub fn extend(&mut self, other: Diags) {
        self.0.extend(other.0);
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|d| d.severity == Severity::Error)
    }

    /// How many there are of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|d| d.severity == severity).count()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In order of file, place and code, without repeats: the order in which they are shown.
    pub fn sort(&mut self) {
        self.0
            .sort_by(|a, b| (&a.span, a.code, &a.vi).cmp(&(&b.span, b.code, &b.vi)));
        self.0.dedup();
    }

    /// In their present order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// Keeps and changes what `f` wants kept.
    pub fn retain_mut(&mut self, f: impl FnMut(&mut Diagnostic) -> bool) {
        self.0.retain_mut(f);
    }
}

impl From<Diagnostic> for Diags {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl FromIterator<Diagnostic> for Diags {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(iter: I) -> Self {
        Self(iter.into_iter().collect())
    }
}

impl IntoIterator for Diags {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
