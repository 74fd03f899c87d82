//! Lists: `• `, nested `– `; numbers kept; tasks ☐ ☑; a list of terms as `• A: B`.

use super::Writer;
use crate::markdown::plain::{Block, Definition, Item};

impl Writer<'_> {
    /// A list's lines.
    pub(super) fn list(&mut self, start: Option<u64>, items: &[Item], depth: usize) -> Vec<String> {
        let mut lines = Vec::new();
        for (i, item) in items.iter().enumerate() {
            let marker = match (item.task, start) {
                (Some(done), _) => if done { "☑ " } else { "☐ " }.to_owned(),
                (None, Some(first)) if depth == 0 => {
                    format!("{}. ", first.saturating_add(i as u64))
                }
                (None, Some(first)) => format!("{}) ", first.saturating_add(i as u64)),
                (None, None) if depth == 0 => "• ".to_owned(),
                (None, None) => "– ".to_owned(),
            };
            self.item(&marker, &item.blocks, depth, &mut lines);
        }
        lines
    }

    fn item(&mut self, marker: &str, blocks: &[Block], depth: usize, lines: &mut Vec<String>) {
        let mut marker = Some(marker);
        for block in blocks {
            match block {
                Block::List { start, items, .. } => {
                    if let Some(marker) = marker.take() {
                        lines.push(marker.trim_end().to_owned());
                    }
                    lines.extend(self.list(*start, items, depth + 1));
                }
                other => {
                    let mut paragraphs = Vec::new();
                    self.block(other, &mut paragraphs);
                    for paragraph in paragraphs {
                        let marker = marker.take().unwrap_or("");
                        lines.push(format!("{marker}{}", paragraph.text));
                    }
                }
            }
        }
    }

    /// Terms with their meanings.
    pub(super) fn definitions(&mut self, items: &[Definition]) -> Vec<String> {
        let mut lines = Vec::new();
        for item in items {
            let term = self.inlines(&item.term);
            let mut meanings = Vec::new();
            for meaning in &item.meanings {
                let mut paragraphs = Vec::new();
                self.blocks(meaning, &mut paragraphs);
                let text: Vec<String> = paragraphs.into_iter().map(|p| p.text).collect();
                meanings.push(text.join(" "));
            }
            lines.push(format!("• {term}: {}", meanings.join("; ")));
        }
        lines
    }
}
