//! What was learned earlier, in one file of the cache folder. A file that cannot be read is as good as none.

use super::{Answer, Known};
use crate::kept;
use crate::text::date::Instant;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The file's name inside the cache folder.
const FILE: &str = "lien-ket.json";

/// The form of the file; others are not read.
const VERSION: u32 = 1;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// Seconds after which nothing is believed any more, and forgotten.
const OLDEST: i64 = 90 * DAY;

/// Answers with their times.
#[derive(Debug)]
pub struct Cache {
    path: Option<PathBuf>,
    kept: BTreeMap<String, Kept>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    /// Seconds since 1970.
    at: i64,
    #[serde(flatten)]
    known: Known,
}

#[derive(Serialize, Deserialize)]
struct File {
    version: u32,
    answers: BTreeMap<String, Kept>,
}

impl Cache {
    /// Reads the cache of a folder; without one, answers are kept nowhere.
    pub fn open(folder: Option<&Path>) -> Cache {
        let path = folder.map(|f| f.join(FILE));
        let text = path.as_ref().and_then(|p| fs::read(p).ok());
        let file = text.and_then(|t| serde_json::from_slice::<File>(&t).ok());
        let kept = file.filter(|f| f.version == VERSION);
        Cache {
            path,
            kept: kept.map(|f| f.answers).unwrap_or_default(),
        }
    }

    /// What is known of an address and of places in its page, if it is recent enough. Who is offline takes what there is.
    pub(super) fn get(
        &self,
        address: &str,
        places: &BTreeSet<String>,
        now: Instant,
        offline: bool,
    ) -> Option<Known> {
        let kept = self.kept.get(address)?;
        let age = now.0.saturating_sub(kept.at);
        // A clock that was wrong then, or is now.
        let limit = if offline {
            OLDEST
        } else {
            valid(&kept.known.answer)
        };
        if !(-DAY..limit).contains(&age) {
            return None;
        }
        let there = matches!(kept.known.answer, Answer::Found | Answer::Moved(_));
        let looked = places.iter().all(|p| kept.known.places.contains_key(p));
        (offline || !there || looked).then(|| kept.known.clone())
    }

    pub(super) fn put(&mut self, address: &str, known: &Known, now: Instant) {
        let (at, known) = (now.0, known.clone());
        self.kept.insert(address.to_owned(), Kept { at, known });
    }

    /// Writes the file anew, without what is too old: whole, old or new.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save(mut self, now: Instant) -> std::io::Result<()> {
        let Some(path) = self.path else {
            return Ok(());
        };
        self.kept.retain(|_, k| now.0.saturating_sub(k.at) < OLDEST);
        let file = File {
            version: VERSION,
            answers: self.kept,
        };
        kept::replace(&path, &serde_json::to_vec_pretty(&file)?)
    }
}

/// How long an answer is believed. Good ones stay good; faults are looked at again after they may have been mended.
fn valid(answer: &Answer) -> i64 {
    match answer {
        Answer::Found | Answer::Moved(_) => 14 * DAY,
        Answer::Gone(_) | Answer::Barred(_) | Answer::Private => DAY,
        Answer::Failed(_) => HOUR,
    }
}
