//! A card's template, rendered: everything the card shows, before its text is in lines. Its hash names the card.

use super::super::World;
use super::Format;
use crate::diagnostics::{Diagnostic, Span};
use crate::site::EntryId;
use crate::source::{SourceFile, fingerprint};
use crate::theme::Shared;
use crate::view::Media;
use std::sync::Arc;

/// Changes whenever the program draws the same sheet in another way, so that the cards get new names.
const DRAWING: u8 = 1;

/// What a card is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// An entry.
    Entry(EntryId),
    /// The site, in a language.
    Site(String),
}

/// A card that can be drawn.
pub(super) struct Sheet {
    /// Its SVG.
    pub svg: String,
    /// Its cover's file.
    pub cover: Option<Arc<SourceFile>>,
    /// Hash of all that the card depends on. The program's version and other files of the theme are left out on purpose:
    /// a card's address must not change without need.
    pub hash: u128,
    /// The template.
    pub template: String,
}

/// The template of a card; `None` where the theme has none.
fn template(world: &World, subject: &Subject) -> Option<String> {
    let mut wanted = Vec::new();
    if let Subject::Entry(id) = subject {
        let kind = &world.site.entry(*id).path.kind;
        wanted.extend((!kind.is_empty()).then(|| format!("cards/{kind}.svg")));
    } else {
        wanted.push("cards/site.svg".to_owned());
    }
    wanted.push("cards/default.svg".to_owned());
    world.theme.pick(&wanted)
}

/// Renders the template of a card.
///
/// # Errors
/// What the template did wrong.
pub(super) fn sheet(
    world: &World,
    subject: &Subject,
    format: Format,
) -> Result<Option<Sheet>, Diagnostic> {
    let Some(template) = template(world, subject) else {
        return Ok(None);
    };
    let cover = cover(world, subject);
    let (width, height) = format.size();
    let card = Shared::map([
        ("format", Shared::text(format.name())),
        ("width", Shared::new(&width)),
        ("height", Shared::new(&height)),
        ("cover", Shared::new(&cover.is_some())),
    ]);
    let (route, lang, page) = match subject {
        Subject::Entry(id) => (
            world.site.route(*id).clone(),
            world.site.entry(*id).path.lang.as_str(),
            world.shelf.get(*id).clone(),
        ),
        Subject::Site(lang) => {
            let home = world.site.section(lang, "").map(|s| s.route.clone());
            let route = home.unwrap_or_else(|| crate::site::Route::new("index.html"));
            (route, lang.as_str(), Shared::none())
        }
    };
    let mut context = world.context(&route, lang, Vec::new());
    context.insert("page", page);
    context.insert("card", card);
    let mut bytes = Vec::new();
    world.engine.render(&template, &context, &mut bytes)?;
    let mut key = bytes.clone();
    key.push(DRAWING);
    key.extend(width.to_le_bytes());
    key.extend(height.to_le_bytes());
    key.extend(world.deck.fonts_hash().to_le_bytes());
    key.extend(cover.as_ref().map_or(0, |c| c.hash).to_le_bytes());
    Ok(Some(Sheet {
        svg: String::from_utf8_lossy(&bytes).into_owned(),
        hash: fingerprint(&key),
        cover,
        template,
    }))
}

/// The picture of a card: the entry's cover, or that of the home page.
fn cover(world: &World, subject: &Subject) -> Option<Arc<SourceFile>> {
    let id = match subject {
        Subject::Entry(id) => *id,
        Subject::Site(lang) => world.site.section(lang, "")?.index?,
    };
    let entry = world.site.entry(id);
    let cover = entry.front.common.cover.as_ref()?;
    let path = crate::site::join(&entry.file, &cover.image)?;
    world.gallery.picture(&path)?;
    world.snapshot.get(&path).cloned()
}

/// Where to point for a fault of a card: the entry's front matter, or the template.
pub(super) fn span(world: &World, subject: &Subject, template: &str) -> Span {
    match subject {
        Subject::Entry(id) => world.site.entry(*id).front_span(),
        Subject::Site(_) => {
            let path = format!("themes/{}/templates/{template}", world.theme.name());
            Span::file(&path.into())
        }
    }
}
