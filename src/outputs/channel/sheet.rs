//! The recipe that all files of channels are: a template, rendered with the entry's card and what the channel says of it.

use super::{Channel, contact, faults};
use crate::diagnostics::Diags;
use crate::outputs::{Key, Made, Plan, Recipe, World};
use crate::site::{EntryId, Route};
use crate::theme::{Context, Shared};
use std::collections::BTreeSet;

/// What a channel says of an entry: the variable of its template, and what is wrong with it.
pub(in crate::outputs) type Say = fn(&World, EntryId) -> (Vec<(&'static str, Shared)>, Diags);

/// What may be wrong with the text of an entry's file.
pub(in crate::outputs) type Check = fn(&World, EntryId, &str) -> Diags;

/// One file of a channel.
struct Sheet {
    /// The entry.
    id: EntryId,
    /// The template.
    template: &'static str,
    /// Where the file lies.
    route: Route,
    /// What it says.
    say: Say,
    /// What may be wrong with the text made.
    check: Option<Check>,
}

impl Sheet {
    /// Variables of the template: those of every page, the entry's card with `contact`, and the channel's own.
    fn context(&self, world: &World) -> (Context, Diags) {
        let entry = world.site.entry(self.id);
        let lang = &entry.path.lang;
        let contact = contact(world, entry);
        let page = world
            .shelf
            .get(self.id)
            .clone()
            .with("contact", Shared::new(&contact));
        let mut context = world.context(&self.route, lang, Vec::new());
        context.insert("page", page);
        let (own, said) = (self.say)(world, self.id);
        for (name, value) in own {
            context.insert(name, value);
        }
        (context, said)
    }
}

impl Recipe for Sheet {
    fn key(&self, world: &World, key: &mut Key) {
        let entry = world.site.entry(self.id);
        key.text("template", self.template);
        key.number("base", world.base_hash(&entry.path.lang));
        key.number("entry", entry.hash);
        key.number("card", world.shelf.hash(self.id));
        crate::outputs::leads::body_key(world, self.id, key);
        if world.theme.uses_site(self.template) {
            key.number("everything", world.shelf.everything());
        }
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        let (context, mut said) = self.context(world);
        if !self.template.ends_with(".txt") {
            world
                .engine
                .render(self.template, &context, out)
                .map_err(Diags::from)?;
            return Ok(said);
        }
        let mut made = Vec::new();
        world
            .engine
            .render(self.template, &context, &mut made)
            .map_err(Diags::from)?;
        let text = tidy(&String::from_utf8_lossy(&made));
        if let Some(check) = self.check {
            said.extend(check(world, self.id, &text));
        }
        // With this mark every browser and Notepad reads the file as UTF-8, also from disk.
        out.extend("\u{FEFF}".as_bytes());
        out.extend(text.as_bytes());
        Ok(said)
    }

    fn templates(&self, _world: &World) -> Vec<String> {
        vec![self.template.to_owned()]
    }
}

/// Claims the files of a channel, where the theme has its templates.
pub(in crate::outputs) fn claim(
    channel: Channel,
    say: Say,
    check: Option<Check>,
    world: &World,
    plan: &mut Plan,
) -> Diags {
    let templates = channel.made(world);
    if templates.is_empty() {
        return Diags::new();
    }
    let mut claimed = BTreeSet::new();
    for id in channel.entries(world) {
        // Two entries with one address are reported for their pages, once.
        if !claimed.insert(world.site.route(id)) {
            continue;
        }
        for template in &templates {
            let route = channel.route(world, id, template);
            let sheet = Sheet {
                id,
                template,
                route: route.clone(),
                say,
                check,
            };
            plan.claim(route, &world.site.entry(id).file, sheet);
        }
    }
    faults::of(world, channel)
}

/// Text without spaces at the ends of lines, and with at most one empty line together.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines().map(str::trim_end) {
        if line.is_empty() && (out.is_empty() || out.ends_with("\n\n")) {
            continue;
        }
        out.push_str(line);
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_tidy() {
        assert_eq!(tidy("\n\n a \n\n\n\nb\n\n"), " a\n\nb\n");
        assert_eq!(tidy(""), "\n");
    }
}
