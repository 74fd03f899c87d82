//! A sorted map whose copies share what they have in common: a copy with one change costs little, however large it is.

use std::borrow::Borrow;
use std::sync::Arc;

/// Most pairs of one chunk. A change copies one chunk; a copy of the map copies the list of chunks.
const MOST: usize = 256;

/// A sorted map, cheap to copy.
#[derive(Debug)]
pub struct Sorted<K, V> {
    /// In order; none is empty.
    chunks: Vec<Arc<Vec<(K, V)>>>,
    len: usize,
}

impl<K, V> Clone for Sorted<K, V> {
    fn clone(&self) -> Self {
        Self {
            chunks: self.chunks.clone(),
            len: self.len,
        }
    }
}

impl<K, V> Default for Sorted<K, V> {
    fn default() -> Self {
        Self {
            chunks: Vec::new(),
            len: 0,
        }
    }
}

impl<K: Ord + Clone, V: Clone> Sorted<K, V> {
    /// The number of the chunk in which a key stands or would stand.
    fn chunk<Q: Ord + ?Sized>(&self, key: &Q) -> usize
    where
        K: Borrow<Q>,
    {
        let after = self
            .chunks
            .partition_point(|c| c.first().is_some_and(|(k, _)| k.borrow() <= key));
        after.saturating_sub(1)
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let chunk = self.chunks.get(self.chunk(key))?;
        let at = chunk.binary_search_by(|(k, _)| k.borrow().cmp(key)).ok()?;
        chunk.get(at).map(|(_, value)| value)
    }

    /// Whether a key is there.
    pub fn contains<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.get(key).is_some()
    }

    /// Puts a value at its key, and gives the one that stood there.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let number = self.chunk(&key);
        let last = number + 1 >= self.chunks.len();
        let Some(chunk) = self.chunks.get_mut(number) else {
            self.chunks.push(Arc::new(vec![(key, value)]));
            self.len += 1;
            return None;
        };
        let chunk = Arc::make_mut(chunk);
        let at = match chunk.binary_search_by(|(k, _)| k.cmp(&key)) {
            Ok(at) => {
                return chunk
                    .get_mut(at)
                    .map(|(_, old)| std::mem::replace(old, value));
            }
            Err(at) => at,
        };
        self.len += 1;
        if chunk.len() < MOST {
            chunk.insert(at, (key, value));
        } else if last && at == chunk.len() {
            // Filled in order, chunks become full ones.
            self.chunks.push(Arc::new(vec![(key, value)]));
        } else {
            let mut upper = chunk.split_off(MOST / 2);
            if at <= MOST / 2 {
                chunk.insert(at, (key, value));
            } else {
                upper.insert(at - MOST / 2, (key, value));
            }
            self.chunks.insert(number + 1, Arc::new(upper));
        }
        None
    }

    /// Takes a key out, and gives its value.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let number = self.chunk(key);
        let chunk = self.chunks.get_mut(number)?;
        let at = chunk.binary_search_by(|(k, _)| k.borrow().cmp(key)).ok()?;
        let chunk = Arc::make_mut(chunk);
        let (_, value) = chunk.remove(at);
        if chunk.is_empty() {
            self.chunks.remove(number);
        }
        self.len -= 1;
        Some(value)
    }

    /// All pairs, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.chunks
            .iter()
            .flat_map(|c| c.iter())
            .map(|(k, v)| (k, v))
    }

    /// Pairs from the first key that is not below `key` on, in order.
    pub fn from<Q: Ord + ?Sized>(&self, key: &Q) -> impl Iterator<Item = (&K, &V)>
    where
        K: Borrow<Q>,
    {
        let number = self.chunk(key);
        let skipped = self
            .chunks
            .get(number)
            .map_or(0, |c| c.partition_point(|(k, _)| k.borrow() < key));
        self.chunks
            .iter()
            .skip(number)
            .flat_map(|c| c.iter())
            .skip(skipped)
            .map(|(k, v)| (k, v))
    }

    /// How many pairs there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Keys whose values differ between two maps, those that only one of them has included, in order. What the two
    /// share is passed over without a look.
    pub fn differing<'a>(&'a self, other: &'a Self, same: impl Fn(&V, &V) -> bool) -> Vec<&'a K> {
        let (mut a, mut b) = (Walk::new(self), Walk::new(other));
        let mut out = Vec::new();
        loop {
            if a.skip_shared(&mut b) {
                continue;
            }
            match (a.peek(), b.peek()) {
                (None, None) => return out,
                (Some((k, _)), None) => {
                    out.push(k);
                    a.step();
                }
                (None, Some((k, _))) => {
                    out.push(k);
                    b.step();
                }
                (Some((k, v)), Some((l, w))) => match k.cmp(l) {
                    std::cmp::Ordering::Less => {
                        out.push(k);
                        a.step();
                    }
                    std::cmp::Ordering::Greater => {
                        out.push(l);
                        b.step();
                    }
                    std::cmp::Ordering::Equal => {
                        if !same(v, w) {
                            out.push(k);
                        }
                        a.step();
                        b.step();
                    }
                },
            }
        }
    }
}

/// A place in a map.
struct Walk<'a, K, V> {
    map: &'a Sorted<K, V>,
    chunk: usize,
    at: usize,
}

impl<'a, K, V> Walk<'a, K, V> {
    fn new(map: &'a Sorted<K, V>) -> Self {
        Self {
            map,
            chunk: 0,
            at: 0,
        }
    }

    fn peek(&self) -> Option<&'a (K, V)> {
        self.map.chunks.get(self.chunk)?.get(self.at)
    }

    fn step(&mut self) {
        self.at += 1;
        if self
            .map
            .chunks
            .get(self.chunk)
            .is_some_and(|c| self.at >= c.len())
        {
            (self.chunk, self.at) = (self.chunk + 1, 0);
        }
    }

    /// Passes over a chunk that both maps share, where both stand at its start.
    fn skip_shared(&mut self, other: &mut Self) -> bool {
        let here = self.map.chunks.get(self.chunk).filter(|_| self.at == 0);
        let there = other.map.chunks.get(other.chunk).filter(|_| other.at == 0);
        let shared = here.zip(there).is_some_and(|(a, b)| Arc::ptr_eq(a, b));
        if shared {
            self.chunk += 1;
            other.chunk += 1;
        }
        shared
    }
}

impl<K: Ord + Clone, V: Clone> FromIterator<(K, V)> for Sorted<K, V> {
    /// The last value of a key stands. Pairs that come in order are cheapest.
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let mut map = Self::default();
        for (key, value) in pairs {
            map.insert(key, value);
        }
        map
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn pairs(map: &Sorted<u16, u8>) -> Vec<(u16, u8)> {
        map.iter().map(|(k, v)| (*k, *v)).collect()
    }

    proptest! {
        #[test]
        fn it_is_a_sorted_map(
            start in proptest::collection::vec((0u16..2000, 0u8..4), 0..1500),
            steps in proptest::collection::vec((0u16..2000, proptest::option::of(0u8..4)), 0..60),
            from in 0u16..2100,
        ) {
            let mut map: Sorted<u16, u8> = start.iter().copied().collect();
            let mut model: BTreeMap<u16, u8> = start.into_iter().collect();
            let (before, model_before) = (map.clone(), model.clone());
            for (key, value) in steps {
                match value {
                    Some(value) => prop_assert_eq!(map.insert(key, value), model.insert(key, value)),
                    None => prop_assert_eq!(map.remove(&key), model.remove(&key)),
                }
                prop_assert_eq!(map.get(&key), model.get(&key));
            }
            prop_assert_eq!(map.len(), model.len());
            prop_assert_eq!(pairs(&map), model.iter().map(|(k, v)| (*k, *v)).collect::<Vec<_>>());
            prop_assert_eq!(
                map.from(&from).map(|(k, _)| *k).collect::<Vec<_>>(),
                model.range(from..).map(|(k, _)| *k).collect::<Vec<_>>()
            );
            // The copy is as it was, and the difference is what was changed.
            prop_assert_eq!(pairs(&before), model_before.iter().map(|(k, v)| (*k, *v)).collect::<Vec<_>>());
            let changed: Vec<u16> = (0..2000).filter(|k| model.get(k) != model_before.get(k)).collect();
            let found: Vec<u16> = map.differing(&before, |a, b| a == b).into_iter().copied().collect();
            prop_assert_eq!(found, changed);
        }
    }
}
