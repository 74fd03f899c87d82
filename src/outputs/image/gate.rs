//! A gate that lets through only as much at a time as memory allows.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A counting semaphore with weights.
pub struct Gate {
    room: u64,
    taken: Mutex<u64>,
    freed: Condvar,
}

/// Room that is given back when this is dropped.
pub struct Pass<'a> {
    gate: &'a Gate,
    weight: u64,
}

impl Gate {
    /// A gate with so much room.
    pub fn new(room: u64) -> Self {
        Self {
            room,
            taken: Mutex::new(0),
            freed: Condvar::new(),
        }
    }

    /// Waits until there is room for `weight`. What is larger than the whole room goes through alone.
    pub fn enter(&self, weight: u64) -> Pass<'_> {
        let weight = weight.min(self.room);
        let mut taken = self.lock();
        while *taken + weight > self.room {
            taken = self
                .freed
                .wait(taken)
                .unwrap_or_else(PoisonError::into_inner);
        }
        *taken += weight;
        Pass { gate: self, weight }
    }

    fn lock(&self) -> MutexGuard<'_, u64> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        *self.gate.lock() -= self.weight;
        self.gate.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

    #[test]
    fn never_more_inside_than_there_is_room() {
        let gate = Gate::new(10);
        let (inside, most) = (AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for weight in [3, 4, 5, 6, 99, 1, 2, 10] {
                let (gate, inside, most) = (&gate, &inside, &most);
                scope.spawn(move || {
                    for _ in 0..200 {
                        let _pass = gate.enter(weight);
                        let real = weight.min(10);
                        most.fetch_max(inside.fetch_add(real, SeqCst) + real, SeqCst);
                        inside.fetch_sub(real, SeqCst);
                    }
                });
            }
        });
        assert!(most.into_inner() <= 10);
    }
}
