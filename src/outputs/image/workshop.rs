//! Where photos become files: each is decoded at most once in a run, all its files are encoded together, few large
//! pictures are in memory at a time, and what an earlier run has encoded is taken from the cache.

use super::cache::Cache;
use super::decode::decode;
use super::encode::{VERSION, encode, scale};
use super::fault::Fault;
use super::gate::Gate;
use super::probe::{Header, MAX_PIXELS};
use super::sizes::Variant;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// The most bytes of encoded files that wait in memory to be asked for, when there is no cache on disk.
const MOST_WAITING: u64 = 64 << 20;

/// A photo as the workshop needs it.
pub struct Job {
    /// xxh3-128 of its bytes.
    pub hash: u128,
    /// Its header.
    pub header: Header,
    /// Its files.
    pub variants: Vec<Variant>,
}

impl Job {
    /// The key of its pack: everything that the files' bytes depend on.
    pub fn key(&self) -> u128 {
        let mut hasher = Xxh3::new();
        hasher.update(&self.hash.to_le_bytes());
        hasher.update(format!("{VERSION} {:?}", self.variants).as_bytes());
        hasher.digest128()
    }
}

enum State {
    /// Not asked for yet, or all that was made is on disk or handed out.
    Idle,
    /// Files that wait to be asked for, by number.
    Waiting(Vec<Option<Vec<u8>>>),
    /// It cannot be made into files.
    Failed(Fault),
}

/// The photos of a site with what has become of them. Each has its own lock, so two threads never encode the same one.
pub struct Workshop {
    jobs: Vec<(Job, Mutex<State>)>,
    /// Counts pixels of large pictures in memory.
    gate: Gate,
    waiting: AtomicU64,
    encoded: AtomicUsize,
}

impl Workshop {
    /// For those photos.
    pub fn new(jobs: Vec<Job>) -> Self {
        let jobs = jobs
            .into_iter()
            .map(|job| (job, Mutex::new(State::Idle)))
            .collect();
        Self {
            jobs,
            gate: Gate::new(MAX_PIXELS),
            waiting: AtomicU64::new(0),
            encoded: AtomicUsize::new(0),
        }
    }

    /// A photo.
    pub fn job(&self, photo: usize) -> Option<&Job> {
        self.jobs.get(photo).map(|(job, _)| job)
    }

    /// All photos.
    pub fn jobs(&self) -> impl Iterator<Item = &Job> {
        self.jobs.iter().map(|(job, _)| job)
    }

    /// How many photos were decoded and encoded, rather than found in the cache.
    pub fn encoded(&self) -> usize {
        self.encoded.load(Relaxed)
    }

    /// The bytes of a photo's file number `index`. `read` gives the photo's own bytes, if they are needed.
    ///
    /// # Errors
    /// When the photo cannot be read, is no longer the one that was hashed, or is broken.
    pub fn file(
        &self,
        photo: usize,
        index: usize,
        cache: Option<&Cache>,
        read: impl FnOnce() -> std::io::Result<Vec<u8>>,
    ) -> Result<Vec<u8>, Fault> {
        let Some((job, state)) = self.jobs.get(photo) else {
            return Err(Fault::Empty);
        };
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *state {
            State::Failed(fault) => return Err(fault.clone()),
            State::Waiting(files) => {
                if let Some(bytes) = files.get_mut(index).and_then(Option::take) {
                    self.waiting.fetch_sub(bytes.len() as u64, Relaxed);
                    return Ok(bytes);
                }
            }
            State::Idle => {}
        }
        if let Some(bytes) = cache.and_then(|cache| cache.read(job.key(), index)) {
            return Ok(bytes);
        }
        self.forget(&mut state);
        match self.make(job, read) {
            Ok(files) => {
                let kept = cache.is_some_and(|cache| cache.write(job.key(), &files).is_ok());
                let (wanted, rest) = split(files, index);
                if !kept {
                    *state = self.wait(rest);
                }
                wanted.ok_or(Fault::Empty)
            }
            Err(fault) => {
                *state = State::Failed(fault.clone());
                Err(fault)
            }
        }
    }

    fn make(
        &self,
        job: &Job,
        read: impl FnOnce() -> std::io::Result<Vec<u8>>,
    ) -> Result<Vec<Vec<u8>>, Fault> {
        let pass = self.gate.enter(job.header.pixels());
        let bytes = read().map_err(|error| Fault::Unreadable(error.to_string()))?;
        if xxh3_128(&bytes) != job.hash {
            return Err(Fault::Changed);
        }
        self.encoded.fetch_add(1, Relaxed);
        let decoded = decode(&bytes, &job.header)?;
        drop(bytes);
        let scaled = scale(decoded, &job.header, &job.variants)?;
        drop(pass);
        job.variants
            .iter()
            .map(|variant| encode(&scaled, variant))
            .collect()
    }

    /// Keeps the other files in memory, unless too many wait already: then they are encoded again when asked for.
    fn wait(&self, rest: Vec<Option<Vec<u8>>>) -> State {
        let bytes = rest.iter().flatten().map(|file| file.len() as u64).sum();
        if self.waiting.fetch_add(bytes, Relaxed) + bytes > MOST_WAITING {
            self.waiting.fetch_sub(bytes, Relaxed);
            return State::Idle;
        }
        State::Waiting(rest)
    }

    fn forget(&self, state: &mut State) {
        if let State::Waiting(rest) = std::mem::replace(state, State::Idle) {
            let bytes = rest.iter().flatten().map(|file| file.len() as u64).sum();
            self.waiting.fetch_sub(bytes, Relaxed);
        }
    }
}

fn split(files: Vec<Vec<u8>>, index: usize) -> (Option<Vec<u8>>, Vec<Option<Vec<u8>>>) {
    let mut files: Vec<Option<Vec<u8>>> = files.into_iter().map(Some).collect();
    let wanted = files.get_mut(index).and_then(Option::take);
    (wanted, files)
}

#[cfg(test)]
mod tests {
    use super::super::probe::probe;
    use super::super::sizes::variants;
    use super::*;
    use std::io::Cursor;

    fn photo(shade: u8) -> Vec<u8> {
        let mut jpeg = Vec::new();
        let pixels = vec![shade; 600 * 10 * 3];
        jpeg_encoder::Encoder::new(&mut jpeg, 80)
            .encode(&pixels, 600, 10, jpeg_encoder::ColorType::Rgb)
            .unwrap();
        jpeg
    }

    fn workshop(photo: &[u8]) -> Workshop {
        let header = probe(Cursor::new(photo)).unwrap();
        Workshop::new(vec![Job {
            hash: xxh3_128(photo),
            header,
            variants: variants(&header, true),
        }])
    }

    #[test]
    fn a_photo_is_encoded_once_without_a_cache() {
        let photo = photo(90);
        let workshop = workshop(&photo);
        let count = workshop.job(0).unwrap().variants.len();
        std::thread::scope(|scope| {
            for index in 0..count {
                let (workshop, photo) = (&workshop, &photo);
                scope.spawn(move || workshop.file(0, index, None, || Ok(photo.clone())).unwrap());
            }
        });
        assert_eq!(workshop.encoded(), 1);
        assert_eq!(workshop.waiting.load(Relaxed), 0);
        // Asked for again, it is made again, and the same.
        let again = workshop.file(0, 0, None, || Ok(photo.clone())).unwrap();
        assert_eq!(
            again,
            workshop.file(0, 0, None, || Ok(photo.clone())).unwrap()
        );
        assert_eq!(workshop.encoded(), 3);
    }

    #[test]
    fn a_second_run_takes_all_from_the_cache() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().to_path_buf());
        let photo = photo(90);
        let first = workshop(&photo);
        let made: Vec<_> = (0..3)
            .map(|i| {
                first
                    .file(0, i, Some(&cache), || Ok(photo.clone()))
                    .unwrap()
            })
            .collect();
        assert_eq!(first.encoded(), 1);
        let second = workshop(&photo);
        let unread = || Err(std::io::Error::other("not to be read"));
        let found: Vec<_> = (0..3)
            .map(|i| second.file(0, i, Some(&cache), unread).unwrap())
            .collect();
        assert_eq!((second.encoded(), found), (0, made));
    }

    #[test]
    fn a_changed_or_broken_photo_fails_for_all_its_files() {
        let (old, new) = (photo(90), photo(91));
        let changed = workshop(&old);
        assert_eq!(changed.file(0, 0, None, || Ok(new)), Err(Fault::Changed));
        let cut = &old[..old.len() - 2];
        let broken = workshop(cut);
        for index in 0..2 {
            assert_eq!(
                broken.file(0, index, None, || Ok(cut.to_vec())),
                Err(Fault::Truncated)
            );
        }
        assert_eq!(broken.encoded(), 1);
    }
}
