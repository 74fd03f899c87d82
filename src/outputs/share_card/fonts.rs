//! The fonts that a theme ships for its cards. Nothing else is looked at: system fonts differ between machines.

use crate::diagnostics::{Diagnostic, Diags, Span};
use crate::source::{Snapshot, SourceFile};
use harfrust::{ShapeOptions, ShaperData, UnicodeBuffer};
use resvg::usvg::fontdb;
use skrifa::MetadataProvider;
use std::collections::BTreeSet;
use std::sync::Arc;

/// One face of one font file.
pub(super) struct Face {
    /// Family name, as `font-family` names it.
    pub family: String,
    /// 100 to 900.
    pub weight: u16,
    data: Arc<Vec<u8>>,
    index: u32,
    shaper: ShaperData,
    units_per_em: f32,
    letters: BTreeSet<char>,
    /// Height above the baseline, in em.
    pub ascent: f32,
    /// Depth below the baseline, in em.
    pub descent: f32,
}

/// All faces of a theme, in order of their files' paths, the child theme's before its parents'.
#[derive(Default)]
pub(super) struct Fonts {
    faces: Vec<Face>,
    /// For the renderer.
    pub database: Arc<fontdb::Database>,
}

/// What kind of text a stretch of one face has.
pub(super) struct Run<'a> {
    /// Its letters.
    pub text: &'a str,
    /// Its face.
    pub face: &'a Face,
}

/// The font files of a chain of themes.
pub(super) fn files<'a>(
    snapshot: &'a Snapshot,
    themes: &'a [String],
) -> impl Iterator<Item = &'a Arc<SourceFile>> {
    let below = |path: &str, folder: &str| path.starts_with(folder);
    themes.iter().flat_map(move |theme| {
        let folder = format!("themes/{theme}/fonts/");
        snapshot
            .iter()
            .filter(move |f| below(&f.path, &folder))
            .filter(|f| matches!(f.extension().as_str(), "ttf" | "otf"))
    })
}

impl Fonts {
    /// Loads `fonts/*.ttf` and `*.otf` of a chain of themes. A file that is no font is an error.
    pub fn load(snapshot: &Snapshot, themes: &[String]) -> (Fonts, Diags) {
        let (mut fonts, mut diags) = (Fonts::default(), Diags::new());
        let mut database = fontdb::Database::new();
        for file in files(snapshot, themes) {
            let faces = file
                .bytes()
                .map_err(|e| e.to_string())
                .and_then(|bytes| faces(Arc::new(bytes), &mut database));
            match faces {
                Ok(faces) => fonts.faces.extend(faces),
                Err(error) => diags.push(Diagnostic::error(
                    "K001",
                    Span::file(&file.path),
                    format!("Không đọc được phông chữ trong tệp này ({error}). Hãy chép lại tệp TTF hoặc OTF còn nguyên, hoặc bỏ tệp này đi."),
                    format!("No font can be read from this file ({error}). Copy a whole TTF or OTF file again, or remove this one."),
                )),
            }
        }
        fonts.database = Arc::new(database);
        (fonts, diags)
    }

    /// The face for a letter: of the families named, in their order, the nearest weight that has it; else any that has
    /// it, the nearest weight first. `None` when no font has it.
    pub fn face(&self, families: &[&str], weight: u16, letter: char) -> Option<&Face> {
        families
            .iter()
            .find_map(|name| self.nearest(weight, letter, |f| f.family == *name))
            .or_else(|| self.nearest(weight, letter, |_| true))
    }

    fn nearest(&self, weight: u16, letter: char, fits: impl Fn(&Face) -> bool) -> Option<&Face> {
        self.faces
            .iter()
            .filter(|f| fits(f) && f.letters.contains(&letter))
            .min_by_key(|f| f.weight.abs_diff(weight))
    }

    /// Cuts a text where the face changes. Letters without a face of their own (joiners, marks) stay with those before.
    ///
    /// # Errors
    /// The first letter that no font has.
    pub fn runs<'a>(
        &'a self,
        text: &'a str,
        families: &[&str],
        weight: u16,
    ) -> Result<Vec<Run<'a>>, char> {
        let mut runs: Vec<(usize, &Face)> = Vec::new();
        for (at, letter) in text.char_indices() {
            let stays =
                |face: &Face| is_joiner(letter) || letter == ' ' && face.letters.contains(&letter);
            if runs.last().is_some_and(|(_, face)| stays(face)) {
                continue;
            }
            let face = self.face(families, weight, letter).ok_or(letter)?;
            if !runs
                .last()
                .is_some_and(|(_, last)| std::ptr::eq(*last, face))
            {
                runs.push((at, face));
            }
        }
        let ends = runs.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
        Ok(runs
            .iter()
            .zip(ends)
            .filter_map(|((start, face), end)| {
                let text = text.get(*start..end)?;
                Some(Run { text, face })
            })
            .collect())
    }

    /// How wide a text is in em, shaped as the renderer shapes it.
    ///
    /// # Errors
    /// The first letter that no font has.
    pub fn width(&self, text: &str, families: &[&str], weight: u16) -> Result<f32, char> {
        let runs = self.runs(text, families, weight)?;
        Ok(runs.iter().map(|run| run.face.advance(run.text)).sum())
    }
}

/// Letters that show nothing of themselves and belong to what stands before them.
fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200C}' | '\u{200D}')
}

impl Face {
    fn advance(&self, text: &str) -> f32 {
        let Ok(font) = harfrust::FontRef::from_index(&self.data, self.index) else {
            return 0.0;
        };
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let shaper = self.shaper.shaper(&font).build();
        let shaped = shaper.shape(buffer, ShapeOptions::new());
        let sum: i64 = shaped
            .glyph_positions()
            .iter()
            .map(|p| i64::from(p.x_advance))
            .sum();
        sum as f32 / self.units_per_em
    }
}

fn faces(data: Arc<Vec<u8>>, database: &mut fontdb::Database) -> Result<Vec<Face>, String> {
    let ids = database.load_font_source(fontdb::Source::Binary(data.clone()));
    let mut faces = Vec::new();
    for id in ids {
        let info = database.face(id).ok_or("?")?;
        let font = skrifa::FontRef::from_index(&data, info.index).map_err(|e| e.to_string())?;
        let shaped = harfrust::FontRef::from_index(&data, info.index).map_err(|e| e.to_string())?;
        let metrics = font.metrics(
            skrifa::instance::Size::new(1.0),
            skrifa::instance::LocationRef::default(),
        );
        faces.push(Face {
            family: info
                .families
                .first()
                .map_or_else(String::new, |(name, _)| name.clone()),
            weight: info.weight.0,
            index: info.index,
            shaper: ShaperData::new(&shaped),
            units_per_em: f32::from(metrics.units_per_em).max(1.0),
            letters: font
                .charmap()
                .mappings()
                .filter_map(|(code, _)| char::from_u32(code))
                .collect(),
            ascent: metrics.ascent,
            descent: -metrics.descent,
            data: data.clone(),
        });
    }
    if faces.is_empty() {
        return Err("TTF?".to_owned());
    }
    Ok(faces)
}
