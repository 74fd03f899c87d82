//! After a run: the links to other sites.

use super::{Outcome, Request};
use crate::build::Progress;
use crate::checks;
use crate::online::{self, Answers};
use crate::text::date::Instant;

/// Asks other sites whether the links to them lead somewhere, and adds what is to be said about that. `now` is the clock's
/// time, by which earlier answers are recent or not.
pub fn check_links(
    outcome: &mut Outcome,
    request: &Request,
    settings: &online::Settings,
    now: Instant,
    progress: Progress,
) -> Answers {
    let Some(world) = &outcome._kept.world else {
        return Answers::default();
    };
    let mut cache = online::Cache::open(request.options.cache.as_deref());
    let wanted = checks::wanted_links(world);
    let answers = online::ask(&wanted, settings, &mut cache, now, progress);
    if answers.asked > 0 {
        // Who cannot keep answers asks again next time.
        let _ = cache.save(now);
    }
    outcome.diags.extend(checks::judge_links(world, &answers));
    outcome.diags.sort();
    answers
}
