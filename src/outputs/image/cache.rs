//! Encoded photos on disk, between builds. One file (a pack) holds all files of one photo; its name is the key: hash of
//! the photo's bytes and of everything that encoding depends on. A pack is written under another name and then
//! renamed, and carries its lengths and hashes, so a broken one is noticed and made anew. Any number of builds may use
//! one folder.
//!
//! Layout, all numbers little-endian: `SCI1`, count u32; per file: length u64, xxh3-128 of its bytes; xxh3-64 of all
//! that; the files' bytes.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

const MAGIC: &[u8; 4] = b"SCI1";
const HEAD: usize = 8;
const RECORD: usize = 24;
/// A photo has eight files at most.
const MOST_FILES: u32 = 64;
/// A pack used less recently than this has its time of last use renewed.
const RENEW_AFTER: Duration = Duration::from_secs(24 * 3600);
/// Half-written packs older than this belong to no running build.
const STALE_AFTER: Duration = Duration::from_secs(24 * 3600);

/// The folder of packs.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// In `folder`, which need not exist yet.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The file number `index` of the photo with that key; `None` when it is not there whole.
    pub fn read(&self, key: u128, index: usize) -> Option<Vec<u8>> {
        let mut file = File::open(self.path(key)).ok()?;
        let meta = file.metadata().ok()?;
        let records = read_records(&mut file)?;
        let total: u64 = records
            .iter()
            .try_fold(head_len(records.len()), |sum, r| sum.checked_add(r.length))?;
        if meta.len() != total {
            return None;
        }
        let before: u64 = records.iter().take(index).map(|r| r.length).sum();
        let record = records.get(index)?;
        file.seek(SeekFrom::Start(head_len(records.len()) + before))
            .ok()?;
        let mut bytes = Vec::new();
        file.take(record.length).read_to_end(&mut bytes).ok()?;
        if xxh3_128(&bytes) != record.hash {
            return None;
        }
        self.renew(key, meta.modified().ok());
        Some(bytes)
    }

    /// The length of that file in bytes, without reading it; `None` when its pack is not there.
    pub fn length(&self, key: u128, index: usize) -> Option<u64> {
        let mut file = File::open(self.path(key)).ok()?;
        Some(read_records(&mut file)?.get(index)?.length)
    }

    /// Keeps a photo's files.
    ///
    /// # Errors
    /// When the folder cannot be written to. A build can do without.
    pub fn write(&self, key: u128, files: &[Vec<u8>]) -> std::io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let part = self.folder.join(part_name(key));
        let written = write_pack(&part, files).and_then(|()| fs::rename(&part, self.path(key)));
        if written.is_err() {
            let _ = fs::remove_file(&part);
        }
        written
    }

    /// Removes packs that are not in `used`, the longest unused first, until all together have at most `limit` bytes;
    /// and what killed builds left behind. Returns how many packs it removed.
    pub fn prune(&self, used: &BTreeSet<u128>, limit: u64) -> usize {
        let Ok(entries) = fs::read_dir(&self.folder) else {
            return 0;
        };
        let (mut total, mut unused) = (0_u64, Vec::new());
        for entry in entries.flatten() {
            let Ok(meta) = entry.metadata() else { continue };
            let (name, modified) = (
                entry.file_name().to_string_lossy().into_owned(),
                meta.modified().ok(),
            );
            match key_of(&name) {
                Some(key) => {
                    total += meta.len();
                    if !used.contains(&key) {
                        unused.push((modified, name, meta.len()));
                    }
                }
                None if name.ends_with(".part") && is_older(modified, STALE_AFTER) => {
                    let _ = fs::remove_file(entry.path());
                }
                None => {}
            }
        }
        unused.sort();
        let mut removed = 0;
        for (_, name, length) in unused {
            if total <= limit {
                break;
            }
            if fs::remove_file(self.folder.join(name)).is_ok() {
                total -= length;
                removed += 1;
            }
        }
        removed
    }

    fn path(&self, key: u128) -> PathBuf {
        self.folder.join(format!("{key:032x}.pack"))
    }

    /// Says by its time that a pack was used, at most once a day.
    fn renew(&self, key: u128, modified: Option<SystemTime>) {
        if is_older(modified, RENEW_AFTER)
            && let Ok(file) = File::options().append(true).open(self.path(key))
        {
            let _ = file.set_modified(SystemTime::now());
        }
    }
}

fn is_older(modified: Option<SystemTime>, than: Duration) -> bool {
    modified
        .and_then(|at| SystemTime::now().duration_since(at).ok())
        .is_some_and(|age| age > than)
}

fn key_of(name: &str) -> Option<u128> {
    let hex = name.strip_suffix(".pack").filter(|hex| hex.len() == 32)?;
    u128::from_str_radix(hex, 16).ok()
}

/// A name that no other thread or process uses.
fn part_name(key: u128) -> String {
    let thread =
        format!("{:?}", std::thread::current().id()).replace(|c: char| !c.is_ascii_digit(), "");
    format!("{key:032x}.{}.{thread}.part", std::process::id())
}

struct Record {
    length: u64,
    hash: u128,
}

fn head_len(count: usize) -> u64 {
    (HEAD + count * RECORD + 8) as u64
}

fn write_pack(path: &Path, files: &[Vec<u8>]) -> std::io::Result<()> {
    let mut head = MAGIC.to_vec();
    head.extend((files.len() as u32).to_le_bytes());
    for bytes in files {
        head.extend((bytes.len() as u64).to_le_bytes());
        head.extend(xxh3_128(bytes).to_le_bytes());
    }
    head.extend(xxh3_64(&head).to_le_bytes());
    let mut file = File::create(path)?;
    file.write_all(&head)?;
    files.iter().try_for_each(|bytes| file.write_all(bytes))
}

fn read_records(file: &mut File) -> Option<Vec<Record>> {
    let mut head = [0; HEAD];
    file.read_exact(&mut head).ok()?;
    let [m0, m1, m2, m3, count @ ..] = head;
    let count = u32::from_le_bytes(count);
    if [m0, m1, m2, m3] != *MAGIC || count > MOST_FILES {
        return None;
    }
    let mut all = head.to_vec();
    Read::by_ref(file)
        .take(u64::from(count) * RECORD as u64)
        .read_to_end(&mut all)
        .ok()?;
    let mut sum = [0; 8];
    file.read_exact(&mut sum).ok()?;
    if xxh3_64(&all) != u64::from_le_bytes(sum) {
        return None;
    }
    let records = all.get(HEAD..)?.chunks_exact(RECORD);
    records
        .map(|record| {
            let (length, hash) = record.split_at_checked(8)?;
            Some(Record {
                length: u64::from_le_bytes(length.try_into().ok()?),
                hash: u128::from_le_bytes(hash.try_into().ok()?),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache() -> (tempfile::TempDir, Cache) {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().join("images"));
        (folder, cache)
    }

    #[test]
    fn what_is_written_is_read_back() {
        let (_folder, cache) = cache();
        assert_eq!(cache.read(7, 0), None);
        cache
            .write(7, &[b"one".to_vec(), Vec::new(), b"three".to_vec()])
            .unwrap();
        assert_eq!(cache.read(7, 0).unwrap(), b"one");
        assert_eq!(cache.read(7, 1).unwrap(), b"");
        assert_eq!(cache.read(7, 2).unwrap(), b"three");
        assert_eq!((cache.length(7, 2), cache.length(8, 0)), (Some(5), None));
        assert_eq!((cache.read(7, 3), cache.read(8, 0)), (None, None));
        let names: Vec<_> = fs::read_dir(&cache.folder)
            .unwrap()
            .map(|e| e.unwrap().file_name())
            .collect();
        assert_eq!(names.len(), 1, "{names:?}");
    }

    #[test]
    fn every_cut_and_every_changed_byte_is_noticed() {
        let (_folder, cache) = cache();
        cache.write(1, &[b"one".to_vec(), b"two".to_vec()]).unwrap();
        let whole = fs::read(cache.path(1)).unwrap();
        for cut in 0..whole.len() {
            fs::write(cache.path(1), &whole[..cut]).unwrap();
            assert_eq!(cache.read(1, 0), None, "cut at {cut}");
        }
        for at in 0..whole.len() {
            let mut broken = whole.clone();
            broken[at] ^= 0x55;
            fs::write(cache.path(1), broken).unwrap();
            let (one, two) = (cache.read(1, 0), cache.read(1, 1));
            assert!(one.is_none() || two.is_none(), "byte {at}");
            assert!(
                one.is_none_or(|b| b == b"one") && two.is_none_or(|b| b == b"two"),
                "byte {at}"
            );
        }
    }

    #[test]
    fn pruning_keeps_what_is_used_and_removes_the_longest_unused() {
        let (_folder, cache) = cache();
        for key in 1..=5_u128 {
            cache.write(key, &[vec![0; 1000]]).unwrap();
            let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1000 * (10 - key as u64));
            File::options()
                .append(true)
                .open(cache.path(key))
                .unwrap()
                .set_modified(at)
                .unwrap();
        }
        // 5 is the oldest but in use; then 4, 3.
        assert_eq!(cache.prune(&BTreeSet::from([5]), 3500), 2);
        let left: Vec<bool> = (1..=5).map(|key| cache.path(key).exists()).collect();
        assert_eq!(left, [true, true, false, false, true]);
        assert_eq!(cache.prune(&BTreeSet::new(), u64::MAX), 0);
    }

    #[test]
    fn reading_renews_the_time_of_last_use() {
        let (_folder, cache) = cache();
        cache.write(1, &[b"one".to_vec()]).unwrap();
        let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1000);
        File::options()
            .append(true)
            .open(cache.path(1))
            .unwrap()
            .set_modified(old)
            .unwrap();
        cache.read(1, 0).unwrap();
        assert!(fs::metadata(cache.path(1)).unwrap().modified().unwrap() > old);
    }

    #[test]
    fn builds_at_the_same_time_do_not_disturb_each_other() {
        let (_folder, cache) = cache();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        cache.write(1, &[vec![9; 5000]]).unwrap();
                        assert_eq!(cache.read(1, 0).unwrap(), vec![9; 5000]);
                    }
                });
            }
        });
    }
}
