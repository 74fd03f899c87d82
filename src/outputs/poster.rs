//! Notice-board sheets: `bang-tin/<kind>-<slug>.html`, an A4 page that prints to one side, with what matters in type that
//! is read at two metres, whom to call, and a QR code of the entry's address.

use super::channel::{self, Channel, fit, points};
use super::qr::Code;
use super::{Output, Plan, World};
use crate::diagnostics::{Diagnostic, Diags};
use crate::site::EntryId;
use crate::theme::Shared;
use crate::yaml::{Part, Path};

/// The output of notice-board sheets.
pub struct Posters;

impl Output for Posters {
    fn name(&self) -> &'static str {
        Channel::Poster.name()
    }

    fn plan(&self, world: &World, plan: &mut Plan) -> Diags {
        channel::claim(Channel::Poster, say, None, world, plan)
    }
}

/// `poster`: what the sheet says and how large.
fn say(world: &World, id: EntryId) -> (Vec<(&'static str, Shared)>, Diags) {
    let entry = world.site.entry(id);
    let card = &world.shelf.card(id);
    let points = points::of(world, id);
    let fitted = fit::fit(&card.title, &card.summary, &points.items);
    let address = card.permalink.as_deref();
    let code = address.and_then(Code::sturdy);
    let shown = address.map_or("", |a| a.split_once("://").map_or(a, |(_, rest)| rest));
    let origin = match points.origin {
        points::Origin::Author => "author",
        points::Origin::Field => "field",
        points::Origin::Steps => "steps",
        points::Origin::Headings => "headings",
    };
    let poster = Shared::map([
        ("title", Shared::text(&fitted.title)),
        ("label", Shared::text(&points.label)),
        ("origin", Shared::text(origin)),
        ("points", Shared::new(&fitted.points)),
        ("title_size", Shared::new(&fitted.title_size)),
        ("text_size", Shared::new(&fitted.text_size)),
        ("summary", Shared::new(&fitted.summary)),
        ("picture", Shared::new(&fitted.picture)),
        (
            "qr",
            code.map_or_else(Shared::none, |code| Shared::html(&code.svg())),
        ),
        ("address", Shared::text(shown)),
    ]);
    let mut said = Diags::new();
    if fitted.cut {
        let span = entry.field_span(&Path::Root.key("title"), Part::Value);
        said.push(
            Diagnostic::warning(
                "N003",
                span,
                "Chữ trên tờ bảng tin quá dài, phải cắt bớt mới vừa một mặt A4. Hãy tự chọn ba ý ngắn.",
                "The text of the notice-board sheet was cut to fit one A4 side. Choose three short points yourself.",
            )
            .with_fix("poster: {points: [Ý thứ nhất, Ý thứ hai, Ý thứ ba]}"),
        );
    }
    (vec![("poster", poster)], said)
}
