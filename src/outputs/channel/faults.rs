//! What keeps an entry off a channel, or makes its files worth less.

use super::{CHANNELS, Channel};
use crate::config::SITE_FILE;
use crate::diagnostics::{Diagnostic, Diags, Span};
use crate::outputs::World;
use crate::site::EntryId;
use crate::yaml::{Part, Path};

/// What is wrong with the channels of a site as a whole, said by the first of them that is made.
pub(super) fn of(world: &World, channel: Channel) -> Diags {
    let made: Vec<Channel> = CHANNELS
        .into_iter()
        .filter(|c| !c.made(world).is_empty())
        .collect();
    if made.first() != Some(&channel) {
        return Diags::new();
    }
    let mut diags = withheld(world, &made);
    diags.extend(nobody_to_call(world, channel));
    diags.extend(no_address(world, channel).into_iter().collect());
    diags
}

/// A sheet or script without a number helps nobody: once for the site's contacts, once for each entry with its own.
fn nobody_to_call(world: &World, channel: Channel) -> Diags {
    let nobody = |id: &EntryId| {
        let contact = super::contact(world, world.site.entry(*id));
        [contact.phone, contact.zalo, contact.email]
            .iter()
            .all(String::is_empty)
    };
    let mut diags = Diags::new();
    let mut told = false;
    for id in channel.entries(world).into_iter().filter(nobody) {
        let entry = world.site.entry(id);
        let own = !entry.front.common.contact.is_null();
        if own {
            let span = entry.field_span(&Path::Root.key("contact"), Part::Value);
            diags.push(nobody_at(span, "contact"));
        } else if !told {
            told = true;
            diags.push(nobody_at(Span::file(&SITE_FILE.into()), "contacts"));
        }
    }
    diags
}

fn nobody_at(span: Span, key: &str) -> Diagnostic {
    Diagnostic::warning(
        "N002",
        span,
        "Chưa có số điện thoại, Zalo hay thư điện tử nào, nên tờ bảng tin và bản tin loa không ghi được gọi ai.",
        "There is no telephone number, Zalo or e-mail address, so sheets and scripts cannot say whom to call.",
    )
    .with_fix(format!("{key}: {{phone: \"0296 000 0000\"}}"))
}

/// Without `base_url` no entry has an address that a code or message could give.
fn no_address(world: &World, channel: Channel) -> Option<Diagnostic> {
    if world.config.base_url.is_some() || channel.entries(world).is_empty() {
        return None;
    }
    Some(
        Diagnostic::warning(
            "N001",
            Span::file(&SITE_FILE.into()),
            "Chưa khai báo base_url, nên tờ bảng tin không có mã QR, tin Zalo và thông tin báo chí không có đường dẫn.",
            "No base_url is set, so notice-board sheets have no QR code, and messages and press notes no link.",
        )
        .with_fix("base_url: https://ten-mien-cua-ban.vn"),
    )
}

/// Entries that would go on more channels if the person had agreed to it.
fn withheld(world: &World, made: &[Channel]) -> Diags {
    let mut diags = Diags::new();
    for id in world.site.pages() {
        let entry = world.site.entry(id);
        let names: Vec<&str> = made
            .iter()
            .filter(|c| c.wanted(world, id) && !c.consented(entry))
            .map(|c| c.consent())
            .collect();
        if names.is_empty() {
            continue;
        }
        let names = names.join(", ");
        diags.push(Diagnostic::warning(
            "N004",
            entry.field_span(&Path::Root.key("consent").key("scope"), Part::Value),
            format!("Nhân vật chưa đồng ý cho đưa lên: {names}. Bài này không ra các kênh đó."),
            format!(
                "The person has not agreed to: {names}. This entry is not made for these channels."
            ),
        ));
    }
    diags
}
