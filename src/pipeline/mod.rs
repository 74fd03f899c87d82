//! The way data flows, in one place: sources → entries → site → plan → bytes → files. What a run after a change may take
//! over from the run before is in `renew`.

mod links;
mod past;
mod renew;
mod said;

pub use links::check_links;
pub use renew::Earlier;

use crate::build::{Progress, Report, check_output, run};
use crate::checks::{self, Memory};
use crate::config::{self, BaseUrl, SiteConfig};
use crate::content::{self, Entry, Known};
use crate::diagnostics::{Diags, FilePath};
use crate::outputs::{self, Gallery, Options, Plan, World, share_card};
use crate::site::{Moment, Past, Site};
use crate::source::{Limits, Snapshot};
use crate::text::date::Instant;
use crate::theme::{self, Theme};
use said::{Said, weigh};
use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant as Clock};

/// The folders whose files make a site.
pub const FOLDERS: [&str; 2] = ["content", "themes"];

/// Bytes of entries up to which the HTML of all bodies stays in memory from the first reading to the making of pages. Beyond,
/// it is put on disk: that takes a third less memory.
const ROOM: u64 = 64 << 20;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The project's folder.
    pub root: PathBuf,
    /// Where the site is written.
    pub output: PathBuf,
    /// Replaces `base_url` of `site.yaml`.
    pub base_url: Option<String>,
    /// Whether drafts, future and expired entries are shown as well.
    pub drafts: bool,
    /// The build's one “now”.
    pub now: Instant,
    /// Of the outputs.
    pub options: Options,
}

/// How long each step took.
#[derive(Clone, Copy, Debug, Default, serde::Serialize)]
pub struct Stages {
    /// Walking, reading, decoding.
    pub read: Duration,
    /// Configuration and theme.
    pub load: Duration,
    /// Front matter and Markdown.
    pub parse: Duration,
    /// Sections, terms, neighbours.
    pub assemble: Duration,
    /// Claiming routes, checking links.
    pub plan: Duration,
    /// Checks of content.
    pub check: Duration,
    /// Making and writing.
    pub make: Duration,
}

/// What a run gave.
pub struct Outcome {
    /// Everything there is to say.
    pub diags: Diags,
    /// The sources, for showing the lines that diagnostics speak of.
    pub sources: Arc<Snapshot>,
    /// The site, when it could be put together.
    pub site: Option<Arc<Site>>,
    /// What was written; `None` when errors kept the site from being written.
    pub report: Option<Report>,
    /// What the ledgers below `content/` have to become, by their paths, where [`publish`] made what they lack.
    pub ledgers: BTreeMap<&'static str, String>,
    /// Times.
    pub stages: Stages,
    /// What it was made from, which takes a while to free.
    _kept: Prepared,
}

/// A site with its plan, nothing made yet.
#[derive(Clone)]
pub struct Prepared {
    /// Everything that recipes may look at; `None` when configuration or theme cannot be used.
    pub world: Option<Arc<World>>,
    /// Route → recipe.
    pub plan: Plan,
    /// Everything said so far.
    pub diags: Diags,
    /// The sources.
    pub sources: Arc<Snapshot>,
    /// Times so far.
    pub stages: Stages,
    /// What each step said.
    said: Said,
    checked: Memory,
}

/// Builds the site: the whole program in one function.
pub fn build(request: &Request, progress: Progress) -> Outcome {
    finish(request, |world, plan| write(request, world, plan, progress))
}

/// As [`build`], for a site that is going to be published: also says which addresses and cards the ledgers must remember.
pub fn publish(request: &Request, progress: Progress) -> Outcome {
    let mut ledgers = BTreeMap::new();
    let made = finish(request, |world, plan| {
        let written = write(request, world, plan, progress)?;
        ledgers = outputs::renewed_ledgers(world);
        Ok(written)
    });
    Outcome { ledgers, ..made }
}

/// Makes everything and writes it.
fn write(
    request: &Request,
    world: &World,
    plan: &Plan,
    progress: Progress,
) -> Result<(Option<Report>, Diags), Diags> {
    check_output(&request.root, &request.output).map_err(Diags::from)?;
    // What lies beside the site comes first: if it fails, the site stays as it is.
    let (beside, mut said) = each_beside(plan, |folder, plan| {
        let output = request.output.join("..").join(folder);
        check_output(&request.root, &output).map_err(Diags::from)?;
        run(world, plan, &output, &|_, _| {})
    })?;
    let (mut report, warnings) = run(world, plan, &request.output, progress)?;
    report.add(&beside);
    said.extend(warnings);
    Ok((Some(report), said))
}

/// All of build's checks and diagnostics; writes nothing.
pub fn check(request: &Request, progress: Progress) -> Outcome {
    finish(request, |world, plan| {
        let rehearse = crate::build::rehearse;
        let (beside, mut said) = each_beside(plan, |_, plan| rehearse(world, plan, &|_, _| {}))?;
        let (mut report, warnings) = rehearse(world, plan, progress)?;
        report.add(&beside);
        said.extend(warnings);
        Ok((Some(report), said))
    })
}

/// Carries out the plans of folders beside the site.
fn each_beside(
    plan: &Plan,
    mut carry_out: impl FnMut(&str, &Plan) -> Result<(Report, Diags), Diags>,
) -> Result<(Report, Diags), Diags> {
    let (mut all, mut said) = (Report::default(), Diags::new());
    for (folder, plan) in plan.besides() {
        let (report, warnings) = carry_out(folder, plan)?;
        all.add(&report);
        said.extend(warnings);
    }
    Ok((all, said))
}

/// A run from end to end, with `make` as its last step.
fn finish(
    request: &Request,
    make: impl FnOnce(&World, &Plan) -> Result<(Option<Report>, Diags), Diags>,
) -> Outcome {
    let (earlier, (snapshot, taken)) = std::thread::scope(|scope| {
        let earlier = scope.spawn(|| Earlier::on_disk(request));
        let sources = read(request, None);
        let earlier = earlier.join().unwrap_or_else(|panic| resume_unwind(panic));
        (earlier, sources)
    });
    let mut prepared = again(request, snapshot, &earlier);
    prepared.stages.read = taken;
    let mut diags = std::mem::take(&mut prepared.diags);
    let clock = Clock::now();
    let world = prepared.world.as_ref().filter(|_| !diags.has_errors());
    // Leaving waits for the disk, making for the processor. (Not `rayon::join`: making may wait for another build's lock,
    // and a pool's thread that waits keeps that build from ending.)
    let leave = || {
        if let Some(cache) = &request.options.cache {
            earlier.leave(cache, &prepared);
        }
    };
    let made = std::thread::scope(|scope| {
        scope.spawn(leave);
        world.map(|w| make(w, &prepared.plan))
    });
    let mut report = None;
    if let Some((world, made)) = world.zip(made) {
        match made {
            Ok((made, warnings)) => {
                report = made;
                diags.extend(warnings);
            }
            Err(faults) => diags.extend(faults),
        }
        if let Some(cache) = &world.options.cache {
            world.gallery.prune(cache);
            share_card::prune(world, cache);
        }
    }
    let stages = Stages {
        make: clock.elapsed(),
        ..prepared.stages
    };
    diags.sort();
    checks::condense(&mut diags);
    Outcome {
        diags,
        sources: prepared.sources.clone(),
        site: prepared.world.as_ref().map(|w| w.site.clone()),
        report,
        ledgers: BTreeMap::new(),
        stages,
        _kept: prepared,
    }
}

/// The first four steps: everything up to the plan.
pub fn prepare(request: &Request, earlier: &Earlier) -> Prepared {
    let (snapshot, taken) = read(request, earlier.sources());
    let mut prepared = again(request, snapshot, earlier);
    prepared.stages.read = taken;
    prepared
}

/// The sources, read but for what is known, and the time that took.
fn read(request: &Request, known: Option<&Snapshot>) -> (Snapshot, Duration) {
    let clock = Clock::now();
    let (snapshot, _) = Snapshot::read(&request.root, &FOLDERS, Limits::default(), known);
    (snapshot, clock.elapsed())
}

/// As [`prepare`], from sources that are there already.
pub(crate) fn again(request: &Request, snapshot: Snapshot, earlier: &Earlier) -> Prepared {
    put_together(request, snapshot, earlier, &BTreeMap::new())
}

/// From the sources to the plan. Entries of `instead` stand in for what is in their files.
fn put_together(
    request: &Request,
    mut snapshot: Snapshot,
    earlier: &Earlier,
    instead: &BTreeMap<FilePath, Arc<Entry>>,
) -> Prepared {
    let mut stages = Stages::default();
    let mut clock = Clock::now();
    let mut lap = |slot: &mut Duration| {
        *slot = clock.elapsed();
        clock = Clock::now();
    };

    let mut said = Said::default();
    let config = read_config(request, &snapshot, &mut said.config);
    let theme = config
        .as_ref()
        .and_then(|config| load_theme(&mut snapshot, config, earlier, &mut said.theme));
    let lists = past::lists(&mut snapshot);
    let sources = Arc::new(snapshot);
    lap(&mut stages.load);
    let (Some(config), Some(theme)) = (config, theme) else {
        return Prepared {
            world: None,
            plan: Plan::default(),
            diags: said.all(&sources),
            sources,
            stages,
            said,
            checked: earlier.checked(),
        };
    };

    let dialect = theme.dialect(config.trust_html);
    let before = earlier.entries();
    let known = Known {
        entries: &before,
        kept: earlier.kept(),
    };
    let room = content::Room {
        bytes: ROOM,
        folder: request.options.cache.as_deref(),
    };
    let (mut entries, faults) = content::parse_each(&sources, &config, &dialect, known, room);
    for other in instead.values() {
        match entries.binary_search_by(|e| e.file.cmp(&other.file)) {
            Ok(at) => entries[at] = other.clone(),
            Err(at) => entries.insert(at, other.clone()),
        }
    }
    said.entries = faults;
    said.folders = content::strange_folders(&entries, &config);
    lap(&mut stages.parse);

    let moment = Moment {
        now: request.now,
        drafts: request.drafts,
    };
    let past = Past {
        withdrawn: lists.withdrawn,
        ledger: Arc::new(lists.ledger),
        vanished: past::vanished(request),
        is_file: &|path| sources.has(path),
    };
    let file: FilePath = config::SITE_FILE.into();
    let (site, faults) = Site::assemble(config.clone(), &file, entries, moment, past);
    said.site = lists.faults;
    said.site.extend(faults);
    let site = Arc::new(site);
    lap(&mut stages.assemble);

    let (gallery, faults) = Gallery::collect(&sources, &site);
    said.gallery = faults;
    let options = request.options.clone();
    let world = World::new(
        sources.clone(),
        config,
        site,
        theme,
        Arc::new(gallery),
        options,
    );
    let (plan, mut faults) = outputs::plan(&world);
    weigh(&world, &mut faults);
    said.plan = faults;
    lap(&mut stages.plan);

    said.checks = checks::run(&world, &plan, &earlier.checked());
    lap(&mut stages.check);
    Prepared {
        world: Some(Arc::new(world)),
        plan,
        diags: said.all(&sources),
        sources,
        stages,
        said,
        checked: earlier.checked(),
    }
}

fn read_config(
    request: &Request,
    snapshot: &Snapshot,
    diags: &mut Diags,
) -> Option<Arc<SiteConfig>> {
    let (mut config, faults) = config::read(snapshot);
    let usable = !faults.has_errors();
    diags.extend(faults);
    if let Some(base) = &request.base_url {
        config.base_url = Some(BaseUrl(base.trim_end_matches('/').to_owned()));
        config.hash ^= crate::source::fingerprint(base.as_bytes());
    }
    usable.then(|| Arc::new(config))
}

fn load_theme(
    snapshot: &mut Snapshot,
    config: &SiteConfig,
    earlier: &Earlier,
    diags: &mut Diags,
) -> Option<Arc<Theme>> {
    theme::built_in::add_to(snapshot);
    if let Some((theme, said)) = earlier.theme(snapshot, config) {
        diags.extend(said);
        return Some(theme);
    }
    let (theme, faults) = theme::load(snapshot, config);
    let usable = theme.filter(|_| !faults.has_errors());
    diags.extend(faults);
    usable.map(Arc::new)
}
