//! Messages for Zalo groups: `zalo/<kind>-<slug>.txt`, to copy and send as they are.
//!
//! The first line is a title of at most 150 characters, the paragraph below it has at most 300: what an article of an
//! official account takes as title and description (FACTS §5). The whole is at most 2,000 characters, what the message
//! service of official accounts takes as text (its resellers' documentation). Zalo shows a preview of the link from the
//! page's Open Graph tags.

use super::channel::ask::ask;
use super::channel::{self, Channel, points};
use super::{Output, Plan, World};
use crate::diagnostics::{Diagnostic, Diags};
use crate::site::EntryId;
use crate::text::excerpt::{truncate, whole_sentences};
use crate::theme::Shared;
use crate::yaml::{Part, Path};

/// Characters of a title.
const TITLE: usize = 150;
/// Characters of a description.
const DESCRIPTION: usize = 300;
/// Characters of a message.
const MESSAGE: usize = 2_000;

/// The output of messages.
pub struct Messages;

impl Output for Messages {
    fn name(&self) -> &'static str {
        Channel::Zalo.name()
    }

    fn plan(&self, world: &World, plan: &mut Plan) -> Diags {
        channel::claim(Channel::Zalo, say, Some(too_long), world, plan)
    }
}

/// `message`: title, summary, points and link, each within its limit.
fn say(world: &World, id: EntryId) -> (Vec<(&'static str, Shared)>, Diags) {
    let card = &world.shelf.card(id);
    let points = points::of(world, id);
    let entry = world.site.entry(id);
    let ask = ask(world, &entry.path.lang, &channel::contact(world, entry));
    let message = Shared::map([
        ("title", Shared::text(&truncate(&card.title, TITLE))),
        (
            "summary",
            Shared::text(&whole_sentences(&card.summary, DESCRIPTION)),
        ),
        ("label", Shared::text(&points.label)),
        ("points", Shared::new(&points.items)),
        ("link", Shared::new(&card.permalink)),
        ("ask", Shared::text(&ask)),
    ]);
    (vec![("message", message)], Diags::new())
}

/// A message that Zalo would not take, which only a theme's template or a very long address can make.
fn too_long(world: &World, id: EntryId, text: &str) -> Diags {
    let units = text.encode_utf16().count();
    if units <= MESSAGE {
        return Diags::new();
    }
    let entry = world.site.entry(id);
    Diagnostic::warning(
        "N005",
        entry.field_span(&Path::Root.key("title"), Part::Value),
        format!("Tin Zalo của bài này dài {units} ký tự, Zalo chỉ nhận {MESSAGE}. Hãy rút gọn mẫu zalo.txt của giao diện."),
        format!("The Zalo message of this entry has {units} characters; Zalo takes {MESSAGE}. Shorten the theme's zalo.txt."),
    )
    .into()
}
