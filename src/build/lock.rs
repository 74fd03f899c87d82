//! One build at a time for one output folder.

use super::faults;
use crate::diagnostics::Diagnostic;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// How long a second build waits for the first.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// The lock; it ends with the value, or with the process, however that ends.
pub(super) struct Lock(#[allow(dead_code)] File);

impl Lock {
    /// Takes the lock, waiting a while for another build to finish.
    pub(super) fn take(path: &Path, patience: Duration) -> Result<Lock, Diagnostic> {
        let open = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path);
        let mut file = open.map_err(|e| {
            faults::io(
                "Không mở được tệp khóa",
                "Cannot open the lock file",
                path,
                &e,
            )
        })?;
        let since = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if since.elapsed() < patience => {
                    std::thread::sleep(Duration::from_millis(50));
                }
                Err(TryLockError::WouldBlock) => {
                    let mut holder = String::new();
                    let _ = file.read_to_string(&mut holder);
                    let holder = if holder.is_empty() {
                        "?"
                    } else {
                        holder.trim()
                    };
                    return Err(faults::locked(path, holder));
                }
                // A file system without locks: better to build than not to.
                Err(TryLockError::Error(_)) => break,
            }
        }
        let _ = file.set_len(0);
        let _ = file.rewind();
        let _ = write!(file, "pid {}", std::process::id());
        Ok(Lock(file))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_build_is_told_who_holds_the_lock() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("lock");
        let first = Lock::take(&path, PATIENCE).unwrap();
        let refused = Lock::take(&path, Duration::from_millis(60)).err().unwrap();
        assert_eq!(refused.code, "W003");
        let holder = format!("pid {}", std::process::id());
        assert!(
            refused.vi.contains(&holder) && refused.en.contains(&holder),
            "{refused:?}"
        );
        drop(first);
        assert!(Lock::take(&path, PATIENCE).is_ok());
    }
}
