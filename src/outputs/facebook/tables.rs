//! All posts in one file: `posts.json` for programs, `posts.csv` for Excel. Here posts are compared with each other.

use super::json;
use super::packs::Packs;
use crate::config::CheckLevel;
use crate::diagnostics::{Diagnostic, Diags, Span};
use crate::outputs::{Key, Made, Recipe, World};
use crate::text::csv;
use crate::text::similarity::{Fingerprint, pairs};
use serde_json::Value;
use std::sync::Arc;

/// Likeness from which two posts look like one posted twice: four of five runs of words in common.
const ALIKE: f64 = 0.8;

fn key(packs: &Packs, world: &World, key: &mut Key) {
    for item in packs.items() {
        key.number("pack", packs.key(world, item));
    }
}

/// `posts.json`.
pub(super) struct Json(pub Arc<Packs>);

impl Recipe for Json {
    fn key(&self, world: &World, out: &mut Key) {
        key(&self.0, world, out);
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        let all = self
            .0
            .items()
            .iter()
            .map(|item| json::summary(world, &self.0, item));
        out.extend(json::pretty(&Value::Array(all.collect())));
        Ok(near_duplicates(world, &self.0))
    }
}

/// Warnings about posts that say nearly the same in one language.
fn near_duplicates(world: &World, packs: &Packs) -> Diags {
    let prints: Vec<Fingerprint> = packs
        .items()
        .iter()
        .map(|item| packs.pack(world, item).print.clone())
        .collect();
    let mut out = Diags::new();
    for (a, b, likeness) in pairs(&prints, ALIKE) {
        let (Some(newer), Some(older)) = (packs.items().get(a), packs.items().get(b)) else {
            continue;
        };
        let (newer, older) = (world.site.entry(newer.id), world.site.entry(older.id));
        if newer.path.lang != older.path.lang {
            continue;
        }
        let (percent, other) = ((likeness * 100.0).round(), &older.file);
        out.push(Diagnostic::warning(
            "P044",
            Span::file(&newer.file),
            format!("Bài đăng gần trùng ({percent} %) với {other}: Facebook giảm lượt hiện của bài lặp lại. Hãy viết khác đi, hoặc tắt một bài bằng “outputs: {{facebook: false}}”."),
            format!("The post is nearly the same ({percent} %) as that of {other}; Facebook shows repeated posts less. Write it differently, or switch one off with “outputs: {{facebook: false}}”."),
        ));
    }
    out.retain_mut(|d| world.config.checks.get(d.code) != Some(&CheckLevel::Off));
    out
}

/// `posts.csv`.
pub(super) struct Csv(pub Arc<Packs>);

const COLUMNS: [&str; 15] = [
    "id",
    "status",
    "mode",
    "kind",
    "lang",
    "date",
    "title",
    "url",
    "message",
    "link_message",
    "comment",
    "images",
    "alt",
    "schedule",
    "posted",
];

impl Recipe for Csv {
    fn key(&self, world: &World, out: &mut Key) {
        key(&self.0, world, out);
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        out.extend(csv::MARK.as_bytes());
        csv::row(COLUMNS, out);
        let offset = world.config.timezone.offset();
        for item in self.0.items() {
            let pack = self.0.pack(world, item);
            let entry = world.site.entry(item.id);
            let common = &entry.front.common;
            let join = |parts: Vec<String>| parts.join("\n");
            let cells = [
                item.folder.clone(),
                if pack.ready { "ready" } else { "blocked" }.to_owned(),
                pack.mode.name().to_owned(),
                entry.path.kind.clone(),
                entry.path.lang.clone(),
                common
                    .date
                    .map_or_else(String::new, |d| d.date(offset).iso()),
                common.title.clone(),
                pack.social.url.clone().unwrap_or_default(),
                pack.photo.clone(),
                pack.link.clone(),
                pack.comment.clone(),
                join(
                    pack.images
                        .iter()
                        .map(|i| format!("{}/{}", item.folder, i.name))
                        .collect(),
                ),
                join(pack.images.iter().map(|i| i.alt.clone()).collect()),
                pack.settings
                    .schedule
                    .map_or_else(String::new, |at| at.rfc3339(offset)),
                join(pack.settings.posted.iter().map(|p| p.url.clone()).collect()),
            ];
            csv::row(cells, out);
        }
        Ok(Diags::new())
    }
}
