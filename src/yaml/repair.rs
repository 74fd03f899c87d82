//! Broken YAML, line by line: what is wrong in the words of people, and the line as it was meant. A correction is only
//! shown when the real parser accepts it, and reading goes on with it, so that one run finds the faults behind it too.

use super::de::Fault;
use super::line::Line;
use super::parse::{Document, Failure, value};
use super::propose::{Proposal, for_line};
use super::refuse::{self, At, floor, line_range, words_range};
use crate::diagnostics::{Diagnostic, Diags, Edit};

/// Lines that are mended in one document before giving up.
const MOST_REPAIRS: usize = 12;

/// Explains why `yaml` cannot be read, and reads it with its broken lines mended where that works.
pub(super) fn mend(at: &At, yaml: &str, mut failure: Failure) -> (Option<Document>, Diags) {
    let mut text = Mended::new(yaml);
    let mut diags = Diags::new();
    // What is proposed after a guess rests on that guess.
    let mut sure = true;
    for _ in 0..MOST_REPAIRS {
        if let Some(diagnostic) = hopeless(at, &text, &failure) {
            diags.push(diagnostic);
            return (None, diags);
        }
        let Some((proposal, outcome)) = first_that_helps(&text, &failure) else {
            diags.push(unknown(at, &text, &failure));
            return (None, diags);
        };
        sure &= proposal.safe;
        diags.push(proposed(at, &text, &proposal, sure));
        text.replace(proposal.line, proposal.new);
        match outcome {
            Ok(value) => {
                return (
                    Some(Document {
                        value,
                        mended: Some(text.joined()),
                    }),
                    diags,
                );
            }
            Err(next) => failure = next,
        }
    }
    (None, diags)
}

/// The text with some lines mended; lines keep their numbers.
struct Mended<'a> {
    original: &'a str,
    starts: Vec<usize>,
    lines: Vec<String>,
}

impl<'a> Mended<'a> {
    fn new(original: &'a str) -> Self {
        let lines: Vec<String> = original.split('\n').map(str::to_owned).collect();
        let starts = std::iter::once(0)
            .chain(original.match_indices('\n').map(|(i, _)| i + 1))
            .collect();
        Self {
            original,
            starts,
            lines,
        }
    }

    fn joined(&self) -> String {
        self.lines.join("\n")
    }

    fn replace(&mut self, line: usize, new: String) {
        if let Some(old) = self.lines.get_mut(line) {
            *old = new;
        }
    }

    fn line(&self, n: usize) -> &str {
        self.lines.get(n).map_or("", String::as_str)
    }

    /// Offset in the original of the line that holds an offset of the mended text.
    fn original_at(&self, at: usize) -> usize {
        let joined = self.joined();
        let at = floor(&joined, at);
        let line = joined.get(..at).map_or(0, |t| t.matches('\n').count());
        let column = at - line_range(&joined, at).start;
        let start = self.starts.get(line).copied().unwrap_or(0);
        floor(
            self.original,
            (start + column).min(line_range(self.original, start).end),
        )
    }
}

/// Faults that no mending of a line cures.
fn hopeless(at: &At, text: &Mended, failure: &Failure) -> Option<Diagnostic> {
    let offset = text.original_at(failure.at.unwrap_or(0));
    match failure.fault.as_ref()? {
        Fault::Duplicate(key) => Some(refuse::duplicate(at, text.original, offset, key)),
        Fault::OddKey => Some(refuse::odd_key(at, text.original, offset)),
        Fault::Bomb => {
            // serde_yaml points at what is repeated; what repeats it helps more.
            let alias = text.original.rfind(" *").or(text.original.rfind("[*"));
            Some(refuse::bomb(at, alias.map_or(offset, |i| i + 1)))
        }
        Fault::Deep => Some(refuse::too_deep(at, offset)),
        Fault::Tag => None,
    }
}

/// The first proposal with which the text can be read, or at least read further than before.
fn first_that_helps(
    text: &Mended,
    failure: &Failure,
) -> Option<(Proposal, Result<super::Value, Failure>)> {
    let joined = text.joined();
    let suspects = suspects(&joined, failure);
    let before = focus(&joined, failure);
    let stopped_before = stopped(&joined, failure);
    for line in suspects {
        let above: Vec<Line> = text
            .lines
            .get(..line)?
            .iter()
            .map(|l| Line::new(l))
            .filter(|l| !l.is_blank())
            .collect();
        for mut proposal in for_line(text.line(line), &above, &failure.message) {
            if proposal.new == text.line(line) {
                continue;
            }
            proposal.line = line;
            let mut tried = text.lines.clone();
            if let Some(old) = tried.get_mut(line) {
                *old = proposal.new.clone();
            }
            let tried = tried.join("\n");
            let outcome = value(&tried);
            let helps = match &outcome {
                Ok(_) => true,
                Err(next) => {
                    next.fault.as_ref().is_some_and(|f| *f != Fault::Tag)
                        || focus(&tried, next) > before.max(line)
                        || stopped(&tried, next) > stopped_before.max(line)
                }
            };
            if helps {
                return Some((proposal, outcome));
            }
        }
    }
    None
}

/// Number of the line a failure is about.
fn focus(yaml: &str, failure: &Failure) -> usize {
    suspects(yaml, failure).into_iter().next().unwrap_or(0)
}

/// Number of the line on which reading stopped.
fn stopped(yaml: &str, failure: &Failure) -> usize {
    let at = floor(yaml, failure.at.unwrap_or(0));
    yaml.get(..at).map_or(0, |t| t.matches('\n').count())
}

/// Lines that may be at fault, the likeliest first: where an open quotation or bracket began, where reading stopped,
/// and the line above that.
fn suspects(yaml: &str, failure: &Failure) -> Vec<usize> {
    if failure.message.contains("more than one document") {
        let marker = yaml
            .lines()
            .skip(1)
            .position(|l| l.starts_with("---") || l.starts_with("..."));
        let first = yaml.lines().position(|l| !Line::new(l).is_blank());
        return vec![marker.map_or(first.unwrap_or(0), |n| n + 1)];
    }
    if failure.message.contains("control characters") {
        let hidden = yaml.lines().position(|l| l.contains(is_hidden));
        return vec![hidden.unwrap_or(0)];
    }
    let stopped = stopped(yaml, failure);
    let mut out = Vec::new();
    if let Some(began) = began_at(&failure.message) {
        out.push(began);
    }
    out.push(stopped);
    let above = yaml
        .lines()
        .take(stopped)
        .enumerate()
        .filter(|(_, l)| !Line::new(l).is_blank())
        .last();
    out.extend(above.map(|(n, _)| n));
    let mut seen = std::collections::BTreeSet::new();
    out.retain(|n| seen.insert(*n));
    out
}

/// Characters that YAML does not allow.
pub(super) fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t' | '\r' | '\u{85}'))
        || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

/// The line (from 0) on which libyaml says the quotation, bracket or key began.
fn began_at(message: &str) -> Option<usize> {
    let context = message.split(", while ").nth(1)?;
    if context.starts_with("parsing a block") {
        return None;
    }
    let number = context.split("at line ").nth(1)?.split(' ').next()?;
    number.parse::<usize>().ok()?.checked_sub(1)
}

fn proposed(at: &At, text: &Mended, proposal: &Proposal, sure: bool) -> Diagnostic {
    let start = text.starts.get(proposal.line).copied().unwrap_or(0);
    let line = line_range(text.original, start);
    let on_line = |offset: usize| floor(text.original, (start + offset).min(line.end));
    let span = at.span(on_line(proposal.span.start)..on_line(proposal.span.end));
    let diagnostic = Diagnostic::error(
        proposal.code,
        span,
        proposal.vi.clone(),
        proposal.en.clone(),
    );
    if proposal.new.is_empty() {
        diagnostic
    } else if sure {
        let edit = Edit {
            span: at.span(line),
            text: proposal.new.clone(),
        };
        diagnostic.with_edit(proposal.new.clone(), edit)
    } else {
        diagnostic.with_fix(proposal.new.clone())
    }
}

fn unknown(at: &At, text: &Mended, failure: &Failure) -> Diagnostic {
    let joined = text.joined();
    let line = focus(&joined, failure);
    let offset = text.starts.get(line).copied().unwrap_or(0);
    let reason = failure.message.split(" at line").next().unwrap_or("");
    Diagnostic::error(
        "Y020",
        at.span(words_range(text.original, offset)),
        "Không đọc được chỗ này. Mỗi dòng phải có dạng “tên: giá trị”; chữ có dấu đặc biệt (: # [ ] { } \" ') thì đặt trong ngoặc kép.",
        format!(
            "This cannot be read ({reason}). Each line must be “name: value”; put text with special signs (: # [ ] {{ }} \" ') in quotes."
        ),
    )
}
