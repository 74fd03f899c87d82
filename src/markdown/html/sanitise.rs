//! Keeping only allowed HTML, without losing our own.
//!
//! Holes and our own markup go through the sanitiser as marks that no author can write: a number between two U+0080.
//! That character is taken out of the author's text beforehand, and HTML has no way to write it as a reference (`&#128;`
//! is the euro sign there, by the standard's own table).

use super::{TAGS, raw::keeps_target};
use crate::markdown::doc::{Hole, HoleKind};
use crate::markdown::slice::clamp32;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

const MARK: char = '\u{80}';

/// A piece of our own markup, which sanitising must leave alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::markdown) struct Own {
    pub at: usize,
    pub len: usize,
    pub kind: OwnKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::markdown) enum OwnKind {
    /// Attributes inside a tag, with the space before them.
    Attributes,
    /// A whole inline element.
    Inline,
    /// A whole block.
    Block,
}

/// Something that goes through the sanitiser as a mark: a range of the HTML (empty for a hole) and the holes in it.
struct Piece {
    range: Range<usize>,
    kind: OwnKind,
    holes: Range<usize>,
}

/// Sanitises a document's HTML. `own` must be in order, as the holes are. What an author's markup leaves no place for
/// (a picture inside an unfinished list of options, say) is lost with it.
pub(in crate::markdown) fn sanitise(
    html: &str,
    holes: &[Hole],
    own: &[Own],
    alone: impl Fn(u32) -> bool,
) -> (String, Vec<Hole>) {
    let pieces = pieces(html, holes, own, alone);
    let mut marked = String::with_capacity(html.len() + pieces.len() * 16);
    let mut done = 0;
    for (number, piece) in pieces.iter().enumerate() {
        push_unmarked(
            &mut marked,
            html.get(done..piece.range.start).unwrap_or_default(),
        );
        done = piece.range.end;
        match piece.kind {
            OwnKind::Attributes => marked.push_str(&format!(" class=\"{MARK}{number}{MARK}\"")),
            OwnKind::Inline => marked.push_str(&format!("{MARK}{number}{MARK}")),
            OwnKind::Block => {
                marked.push_str(&format!("<div class=\"{MARK}{number}{MARK}\"></div>"))
            }
        }
    }
    push_unmarked(&mut marked, html.get(done..).unwrap_or_default());
    let clean = cleaner().clean(&marked).to_string();
    restore(&clean, html, holes, &pieces)
}

fn push_unmarked(out: &mut String, text: &str) {
    text.split(MARK).for_each(|part| out.push_str(part));
}

/// Our markup and the holes outside of it, in order.
fn pieces(html: &str, holes: &[Hole], own: &[Own], alone: impl Fn(u32) -> bool) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::with_capacity(holes.len() + own.len());
    let mut own = own
        .iter()
        .filter(|own| html.get(own.at..own.at + own.len).is_some())
        .peekable();
    let mut next = 0;
    loop {
        let hole_at = holes.get(next).map(|hole| hole.at as usize);
        match (own.peek(), hole_at) {
            (None, None) => return pieces,
            (Some(o), _) if hole_at.is_none_or(|at| o.at <= at) => {
                let mut range = o.at..o.at + o.len;
                let kind = o.kind;
                own.next();
                while let Some(more) = own.next_if(|more| {
                    more.at < range.end
                        || (kind == OwnKind::Attributes
                            && more.kind == kind
                            && more.at == range.end)
                }) {
                    range.end = range.end.max(more.at + more.len);
                }
                let first = next;
                while holes
                    .get(next)
                    .is_some_and(|hole| (hole.at as usize) < range.end)
                {
                    next += 1;
                }
                pieces.push(Piece {
                    range,
                    kind,
                    holes: first..next,
                });
            }
            (_, Some(at)) => {
                let kind = match holes.get(next).map(|hole| hole.what) {
                    Some(HoleKind::Link(_)) => OwnKind::Attributes,
                    Some(HoleKind::Component(_)) => OwnKind::Block,
                    Some(HoleKind::Image(image)) if alone(image) => OwnKind::Block,
                    _ => OwnKind::Inline,
                };
                pieces.push(Piece {
                    range: at..at,
                    kind,
                    holes: next..next + 1,
                });
                next += 1;
            }
            (Some(_), None) => return pieces,
        }
    }
}

/// Puts our own back where the marks are.
fn restore(clean: &str, html: &str, holes: &[Hole], pieces: &[Piece]) -> (String, Vec<Hole>) {
    let mut out = String::with_capacity(html.len());
    let mut placed = Vec::with_capacity(holes.len());
    let mut rest = clean;
    while let Some((before, after)) = rest.split_once(MARK) {
        let Some((number, after)) = after.split_once(MARK) else {
            break;
        };
        let piece = number.parse().ok().and_then(|n: usize| pieces.get(n));
        let (frame, after) = match piece.map(|piece| piece.kind) {
            Some(OwnKind::Attributes) => (" class=\"", after.strip_prefix('"')),
            Some(OwnKind::Block) => ("<div class=\"", after.strip_prefix("\"></div>")),
            Some(OwnKind::Inline) | None => ("", Some(after)),
        };
        let (Some(before), Some(after), Some(piece)) = (before.strip_suffix(frame), after, piece)
        else {
            // Only where an author's markup turned ours into text.
            out.push_str(before);
            rest = after.unwrap_or_default();
            continue;
        };
        out.push_str(before);
        for hole in holes.get(piece.holes.clone()).unwrap_or_default() {
            let into = (hole.at as usize).saturating_sub(piece.range.start);
            placed.push(Hole {
                at: clamp32(out.len() + into),
                what: hole.what,
            });
        }
        out.push_str(html.get(piece.range.clone()).unwrap_or_default());
        rest = after;
    }
    out.push_str(rest);
    (out, placed)
}

fn cleaner() -> ammonia::Builder<'static> {
    let mut cleaner = ammonia::Builder::empty();
    let attributes: [(&str, &[&str]); 10] = [
        ("a", &["href"]),
        ("bdo", &["dir"]),
        ("col", &["span"]),
        ("colgroup", &["span"]),
        ("details", &["open"]),
        ("li", &["value"]),
        ("ol", &["start", "reversed"]),
        ("td", &["colspan", "rowspan"]),
        ("th", &["colspan", "rowspan", "scope"]),
        ("time", &["datetime"]),
    ];
    cleaner
        .tags(TAGS.into_iter().chain(["wbr"]).collect())
        .clean_content_tags(HashSet::from(["script", "style"]))
        .tag_attributes(
            attributes
                .iter()
                .map(|(tag, names)| (*tag, names.iter().copied().collect()))
                .collect::<HashMap<_, _>>(),
        )
        .generic_attributes(HashSet::from(["lang", "dir", "title", "class"]))
        .url_schemes(HashSet::from([
            "http", "https", "mailto", "tel", "sms", "geo",
        ]))
        .link_rel(None)
        .attribute_filter(|_, name, value| match name {
            "class" => value.starts_with(MARK).then_some(Cow::Borrowed(value)),
            "href" => keeps_target(value.trim()).then_some(Cow::Borrowed(value)),
            _ => Some(Cow::Borrowed(value)),
        });
    cleaner
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(html: &str) -> String {
        sanitise(html, &[], &[], |_| false).0
    }

    #[test]
    fn keeps_only_what_is_allowed() {
        for (html, want) in [
            ("<b onclick=x style='a' id=q class=y>a</b>", "<b>a</b>"),
            (
                "<a href=\"javascript:x\" title=\"t\">a</a>",
                "<a title=\"t\">a</a>",
            ),
            (
                "<a href=\"../x.md\">a</a><a href=\"//x.vn\">b</a>",
                "<a>a</a><a>b</a>",
            ),
            (
                "<a href=\"https://a.vn/?x&y\">a</a><a href=#b>c</a>",
                "<a href=\"https://a.vn/?x&amp;y\">a</a><a href=\"#b\">c</a>",
            ),
            ("<script>x</script><style>y</style>z", "z"),
            ("<b>a<p>b", "<b>a<p>b</p></b>"),
            ("<td colspan=2>a", "a"),
            ("<form action=x><input name=y>a</form>", "a"),
            ("a\u{80}0\u{80}b", "a0b"),
            ("<b class=\"&#128;0&#128;\">a</b>", "<b>a</b>"),
            ("&#x80;0&#x80;", "€0€"),
        ] {
            assert_eq!(clean(html), want, "{html}");
        }
    }

    #[test]
    fn our_own_survives() {
        let html = "<h2 id=\"a\" class=\"b\"><u>x</u></h2>\n<p><a>y</a></p>\n\n<i>z";
        let own = [Own {
            at: 3,
            len: 17,
            kind: OwnKind::Attributes,
        }];
        let hole = |what: &str, at, kind| Hole {
            at: clamp32(html.find(what).unwrap() + at),
            what: kind,
        };
        let holes = [
            hole("<a", 2, HoleKind::Link(0)),
            hole("\n\n", 1, HoleKind::Component(0)),
            hole("z", 0, HoleKind::Image(0)),
        ];
        let (out, placed) = sanitise(html, &holes, &own, |_| false);
        assert_eq!(
            out,
            "<h2 id=\"a\" class=\"b\"><u>x</u></h2>\n<p><a>y</a></p>\n\n<i>z</i>"
        );
        assert_eq!(placed, holes);
    }
}
