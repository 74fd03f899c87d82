//! Hints that something has changed, gathered until it is quiet.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// One hint.
pub(super) enum Hint {
    /// Something happened at these paths (relative to the project's folder).
    At(Vec<PathBuf>),
    /// Something happened; the system does not say where.
    Somewhere,
    /// It is enough.
    Stop,
    /// Nothing happened for as long as was waited.
    Nothing,
}

/// Where hints arrive.
pub(super) struct Hints(pub Receiver<Hint>);

/// What was gathered.
pub(super) enum Gathered {
    /// Changes at these paths; there may be none.
    At(BTreeSet<PathBuf>),
    /// Changes anywhere.
    Anywhere,
    /// It is enough.
    Stop,
}

impl Hints {
    /// The next hint, or [`Hint::Nothing`] after `longest`.
    pub fn next(&self, longest: Duration) -> Hint {
        match self.0.recv_timeout(longest) {
            Ok(hint) => hint,
            Err(RecvTimeoutError::Timeout) => Hint::Nothing,
            Err(RecvTimeoutError::Disconnected) => Hint::Stop,
        }
    }

    /// `first` and what follows it until nothing comes for `quiet`, or until `longest` is over.
    pub fn gather(&self, first: Hint, quiet: Duration, longest: Duration) -> Gathered {
        let since = Instant::now();
        let mut paths = BTreeSet::new();
        let mut anywhere = false;
        let mut hint = first;
        loop {
            match hint {
                Hint::At(at) => paths.extend(at),
                Hint::Somewhere => anywhere = true,
                Hint::Stop => return Gathered::Stop,
                Hint::Nothing => {}
            }
            if since.elapsed() >= longest {
                break;
            }
            hint = self.next(quiet);
            if matches!(hint, Hint::Nothing) {
                break;
            }
        }
        if anywhere {
            Gathered::Anywhere
        } else {
            Gathered::At(paths)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    const QUIET: Duration = Duration::from_millis(60);

    fn at(path: &str) -> Hint {
        Hint::At(vec![path.into()])
    }

    #[test]
    fn a_burst_is_one_change() {
        let (sender, received) = channel();
        let hints = Hints(received);
        let writer = std::thread::spawn(move || {
            for path in ["a", "b", "a"] {
                sender.send(at(path)).unwrap();
                std::thread::sleep(QUIET / 6);
            }
            sender
        });
        let Gathered::At(paths) = hints.gather(at("c"), QUIET, QUIET * 20) else {
            panic!("places are known");
        };
        assert_eq!(paths, ["a", "b", "c"].map(PathBuf::from).into());
        drop(writer.join().unwrap());
        assert!(matches!(hints.next(QUIET), Hint::Stop));
    }

    #[test]
    fn changes_without_end_are_taken_in_all_the_same() {
        let (sender, received) = channel();
        let hints = Hints(received);
        for _ in 0..10_000 {
            sender.send(Hint::Somewhere).unwrap();
        }
        assert!(matches!(
            hints.gather(Hint::Nothing, QUIET, Duration::ZERO),
            Gathered::At(paths) if paths.is_empty()
        ));
        assert!(matches!(
            hints.gather(Hint::Somewhere, QUIET, Duration::ZERO),
            Gathered::Anywhere
        ));
        sender.send(Hint::Stop).unwrap();
        assert!(matches!(
            hints.gather(Hint::Nothing, QUIET, QUIET * 50),
            Gathered::Stop
        ));
    }
}
