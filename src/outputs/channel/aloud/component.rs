//! Rich blocks: notes and steps are read; whom to call is said at the end of the script; the rest is for the eye.

use super::{Kind, Reader, Words};
use crate::markdown::Word;
use crate::markdown::plain::{Block, Body};

impl Reader<'_> {
    pub(super) fn component(&mut self, name: &str, argument: &str, body: &Body) {
        let Body::Blocks(blocks) = body else {
            self.announce_nothing();
            return;
        };
        if matches!(
            name,
            "contact" | "download" | "figure" | "gallery" | "legal-basis" | "video"
        ) {
            self.announce_nothing();
            return;
        }
        let title = match (name, argument.trim()) {
            ("note", "") => self.words.alert(Word::Note),
            ("warning", "") => self.words.alert(Word::Warning),
            (_, title) => title,
        };
        self.push(Kind::Heading, vec![title.to_owned()]);
        if name != "steps" {
            self.blocks(blocks);
            return;
        }
        for block in blocks {
            match block {
                Block::List {
                    start: Some(first),
                    items,
                    ..
                } => {
                    let words: &Words = self.words;
                    let lines = self.list(Some(*first), items, &words.step);
                    self.push(Kind::List, lines);
                }
                other => self.block(other),
            }
        }
    }
}
