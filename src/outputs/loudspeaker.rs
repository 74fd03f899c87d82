//! Scripts for the loudspeakers of factories and parks: `loa/<kind>-<slug>.txt` and a page to print, in the words that
//! are spoken, with the time that reading takes.

use super::channel::{self, Channel, bulletin};
use super::{Output, Plan, World};
use crate::diagnostics::Diags;
use crate::site::EntryId;
use crate::theme::Shared;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

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

/// Scripts of which one of an entry's files was made and another is to be made: putting a text into spoken words takes
/// longer than all else about these files.
#[derive(Default)]
pub(super) struct Spoken(Mutex<HashMap<EntryId, Shared>>);

impl Spoken {
    fn scripts(&self) -> MutexGuard<'_, HashMap<EntryId, Shared>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `script`: the bulletin.
fn say(world: &World, id: EntryId) -> (Vec<(&'static str, Shared)>, Diags) {
    let spoken = world.spoken.scripts().remove(&id);
    let script = spoken.unwrap_or_else(|| {
        let script = Shared::new(&bulletin::of(world, id));
        if Channel::Loudspeaker.made(world).len() > 1 {
            world.spoken.scripts().insert(id, script.clone());
        }
        script
    });
    (vec![("script", script)], Diags::new())
}
