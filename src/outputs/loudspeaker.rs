//! Scripts for the loudspeakers of factories and parks: `loa/<kind>-<slug>.txt` and a page to print, in the words that
//! are spoken, with the time that reading takes.

use super::channel::{self, Channel, bulletin};
use super::{Output, Plan, World};
use crate::diagnostics::Diags;
use crate::site::EntryId;
use crate::theme::Shared;

/// The output of scripts.
pub struct Scripts;

impl Output for Scripts {
    fn name(&self) -> &'static str {
        Channel::Loudspeaker.name()
    }

    fn plan(&self, world: &World, plan: &mut Plan) -> Diags {
        channel::claim(Channel::Loudspeaker, say, None, world, plan)
    }
}

/// `script`: the bulletin.
fn say(world: &World, id: EntryId) -> (Vec<(&'static str, Shared)>, Diags) {
    let script = Shared::new(&bulletin::of(world, id));
    (vec![("script", script)], Diags::new())
}
