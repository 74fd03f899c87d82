//! Share cards: the pictures that Facebook, Zalo and others show beside a link, one for each entry and one for the site.
//! The theme's `cards/*.svg` say what a card shows; here their text is put into lines, drawn and encoded.
//!
//! Other outputs ask [`image`] for a card's address, and [`bytes`] for its bytes in either format.

mod cover;
mod deck;
mod draw;
mod faults;
mod fonts;
mod ledger;
mod make;
mod markup;
mod sheet;
mod wrap;

#[cfg(test)]
mod tests;

pub use deck::{Deck, hash, image};
pub use ledger::{LEDGER, renewed};
pub use make::{bytes, prune};
pub use sheet::Subject;

use super::{Key, Made, Output, Plan, Recipe, World};
use crate::diagnostics::{Diagnostic, Diags};
use crate::site::Route;
use crate::view::ShareImage;
use deck::wanted;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The output's name.
const NAME: &str = "share_card";
/// Folder of the cards.
const FOLDER: &str = "the/";

/// The two forms of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// 1200×630, for link previews (Meta: aim at 1200×630).
    Wide,
    /// 1080×1350, for photo posts (4:5, the tallest that feeds show whole).
    Tall,
}

impl Format {
    /// Width and height in pixels.
    pub fn size(self) -> (u32, u32) {
        match self {
            Format::Wide => (1200, 630),
            Format::Tall => (1080, 1350),
        }
    }

    /// As templates know it (`card.format`).
    pub fn name(self) -> &'static str {
        match self {
            Format::Wide => "wide",
            Format::Tall => "tall",
        }
    }
}

<<<<<<< HEAD
/// What all cards of a run share: the fonts, and hashes once known.
pub struct Deck {
    themes: Vec<String>,
    fonts_hash: u128,
    fonts: OnceLock<(Fonts, Diags)>,
    hashes: Vec<OnceLock<Option<u128>>>,
    site: BTreeMap<String, OnceLock<Option<u128>>>,
}

impl Deck {
    /// For a site of so many entries, in those languages, with a theme and its parents (child first).
    pub fn new(
        snapshot: &Snapshot,
        themes: &[String],
        entries: usize,
        languages: impl Iterator<Item = String>,
    ) -> Deck {
        let hashes: Vec<u8> = fonts::files(snapshot, themes)
            .flat_map(|file| file.hash.to_le_bytes())
            .collect();
        Deck {
            themes: themes.to_vec(),
            fonts_hash: fingerprint(&hashes),
            fonts: OnceLock::new(),
            hashes: (0..entries).map(|_| OnceLock::new()).collect(),
            site: languages.map(|l| (l, OnceLock::new())).collect(),
        }
    }

    fn fonts_hash(&self) -> u128 {
        self.fonts_hash
    }

    fn fonts(&self, snapshot: &Snapshot) -> &(Fonts, Diags) {
        self.fonts
            .get_or_init(|| Fonts::load(snapshot, &self.themes))
    }
}

/// Whether a subject has a card of its own.
fn wanted(world: &World, subject: &Subject) -> bool {
    let on = world.config.outputs.on("share_card");
    let Subject::Entry(id) = subject else {
        return on;
    };
    let off = |list: &[String]| list.iter().any(|o| o == "share_card");
    on && !off(&world.site.entry(*id).front.off)
        && !world.site.kind(*id).is_some_and(|k| off(&k.off))
}

/// Hash of all that a subject's card depends on; `None` where it has none or its template fails.
pub fn hash(world: &World, subject: &Subject, format: Format) -> Option<u128> {
    let make = || {
        let sheet = sheet::sheet(world, subject, format).ok().flatten();
        sheet.map(|s| s.hash)
    };
    match (format, subject) {
        (Format::Tall, _) => make(),
        (Format::Wide, Subject::Entry(id)) => {
            *world.deck.hashes.get(id.0 as usize)?.get_or_init(make)
        }
        (Format::Wide, Subject::Site(lang)) => *world.deck.site.get(lang)?.get_or_init(make),
    }
}

/// The published card of a subject. Its name changes with what it shows, since Facebook keeps pictures by address.
pub fn image(world: &World, subject: &Subject) -> Option<ShareImage> {
    world.config.base_url.as_ref()?;
    if !wanted(world, subject) {
        return None;
    }
    let short = hash(world, subject, Format::Wide)? as u32;
    let (name, alt) = match subject {
        Subject::Entry(id) => {
            let card = &world.shelf.card(*id);
            let cover = card.cover.as_ref().map_or("", |c| c.alt.as_str());
            let title = card.title.trim_end_matches('.');
            let alt = if cover.is_empty() {
                title.to_owned()
            } else {
                format!("{title}. {cover}")
            };
            (card.slug.clone(), alt)
        }
        Subject::Site(lang) => (lang.clone(), world.site.language(lang).title.clone()),
    };
    let (width, height) = Format::Wide.size();
    Some(ShareImage {
        route: Route::new(format!("{FOLDER}{name}-{short:08x}.jpg")),
        width,
        height,
        alt,
    })
}

/// A card's bytes (JPEG, at most 300 kB).
///
/// # Errors
/// What is wrong with its template, its cover or its letters.
pub fn bytes(world: &World, subject: &Subject, format: Format) -> Result<Vec<u8>, Diags> {
    let sheet = match sheet::sheet(world, subject, format) {
        Ok(Some(sheet)) => sheet,
        Ok(None) => return Err(no_template(world).into()),
        Err(fault) => return Err(fault.into()),
    };
    let (fonts, faults) = world.deck.fonts(&world.snapshot);
    if faults.has_errors() {
        return Err(faults.clone());
    }
    let span = || sheet::span(world, subject, &sheet.template);
    let told = |fault: Fault| Diags::from(fault_of(fault, &sheet.template, span()));
    let laid = markup::lay_out(&sheet.svg, fonts).map_err(told)?;
    let cover = match (&sheet.cover, laid.slot) {
        (Some(file), Some(slot)) => match cover::read(file, slot) {
            Ok(cover) => Some(cover),
            Err(error) => return Err(bad_cover(&file.path, &error, span()).into()),
        },
        _ => None,
    };
    draw::draw(&laid, format.size(), cover.as_ref(), fonts).map_err(told)
}

fn fault_of(fault: Fault, template: &str, span: crate::diagnostics::Span) -> Diagnostic {
    match fault {
        Fault::Markup(what) => Diagnostic::error(
            "K002",
            span,
            format!("Không vẽ được thẻ chia sẻ từ mẫu {template}: {what}."),
            format!("The share card cannot be drawn from the template {template}: {what}."),
        ),
        Fault::Glyph(letter, text) => Diagnostic::error(
            "K003",
            span,
            format!(
                "Thẻ chia sẻ không viết được ký tự “{letter}” (U+{:04X}) trong “{text}”: không phông chữ nào của giao diện \
                 có ký tự này. Hãy bỏ ký tự ấy, hoặc thêm phông có nó vào thư mục fonts của giao diện.",
                u32::from(letter)
            ),
            format!(
                "The share card cannot show the letter “{letter}” (U+{:04X}) of “{text}”: no font of the theme has it. \
                 Leave it out, or add a font that has it to the theme's folder fonts.",
                u32::from(letter)
            ),
        ),
    }
}

fn bad_cover(path: &FilePath, error: &str, span: crate::diagnostics::Span) -> Diagnostic {
    Diagnostic::error(
        "K004",
        span,
        format!("Không đọc được ảnh bìa {path} để vẽ thẻ chia sẻ ({error})."),
        format!("The cover {path} cannot be read for the share card ({error})."),
    )
}

fn no_template(world: &World) -> Diagnostic {
    let path: FilePath = format!("themes/{}/theme.yaml", world.theme.name()).into();
    Diagnostic::error(
        "K005",
        crate::diagnostics::Span::file(&path),
        "Giao diện thiếu mẫu thẻ chia sẻ templates/cards/default.svg.",
        "The theme lacks the share card's template templates/cards/default.svg.",
    )
}

=======
>>>>>>> 3cd64c3 (Share cards: ledger, cache, covers lent by the gallery, tests)
/// The output of cards.
pub struct ShareCards;

impl Output for ShareCards {
    fn name(&self) -> &'static str {
        NAME
    }

    fn plan(&self, world: &World, plan: &mut Plan) -> Diags {
        let (old, mut diags) = ledger::read(&world.snapshot);
        let subjects: Vec<(Subject, Route)> = ledger::subjects(world).collect();
        let planned: Vec<Result<Option<ShareImage>, Diagnostic>> = subjects
            .par_iter()
            .map(|(subject, _)| match image(world, subject) {
                None if wanted(world, subject) => {
                    sheet::sheet(world, subject, Format::Wide).map(|_| None)
                }
                found => Ok(found),
            })
            .collect();
        let mut by_page = BTreeMap::new();
        for ((subject, page), planned) in subjects.into_iter().zip(planned) {
            let origin = match &subject {
                Subject::Entry(id) => world.site.entry(*id).file.clone(),
                Subject::Site(_) => crate::config::SITE_FILE.into(),
            };
            match planned {
                Ok(Some(image)) => plan.claim(image.route, &origin, Card(subject.clone())),
                Ok(None) => {}
                Err(fault) => diags.push(fault),
            }
            if matches!(subject, Subject::Entry(_)) {
                by_page.insert(page, subject);
            }
        }
        let origin = ledger::LEDGER.into();
        for (card, page) in old {
            let subject = ledger::heir(world, &page, &by_page);
            if hash(world, &subject, Format::Wide).is_some() {
                plan.claim_if_free(card, &origin, Card(subject));
            }
        }
        diags
    }
}

/// One card.
struct Card(Subject);

impl Recipe for Card {
    fn key(&self, world: &World, key: &mut Key) {
        key.number(
            "card",
            hash(world, &self.0, Format::Wide).unwrap_or_default(),
        );
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        out.extend(bytes(world, &self.0, Format::Wide)?);
        Ok(Diags::new())
    }

    fn templates(&self, world: &World) -> Vec<String> {
        let sheet = sheet::sheet(world, &self.0, Format::Wide).ok().flatten();
        sheet.map(|s| s.template).into_iter().collect()
    }
}
