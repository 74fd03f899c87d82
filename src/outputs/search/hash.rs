//! Hashes of search keys, computed alike by the engine and by the client.

const OFFSET: u32 = 0x811C_9DC5;
const PRIME: u32 = 0x0100_0193;

/// The hash of one token: FNV-1a over its UTF-16 units, then a finishing mix, because the upper bits choose
/// the shard.
pub(super) fn token(units: &[u16]) -> u32 {
    mix(units
        .iter()
        .fold(OFFSET, |h, &unit| (h ^ u32::from(unit)).wrapping_mul(PRIME)))
}

/// The hash of two neighbouring tokens, in this order.
pub(super) fn pair(first: u32, second: u32) -> u32 {
    mix(first.wrapping_mul(5).wrapping_add(second))
}

/// The finishing steps of MurmurHash3 (public domain, Austin Appleby).
fn mix(mut h: u32) -> u32 {
    h ^= h >> 16;
    h = h.wrapping_mul(0x85EB_CA6B);
    h ^= h >> 13;
    h = h.wrapping_mul(0xC2B2_AE35);
    h ^ (h >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_matters() {
        let (a, b) = (token(&[99, 111]), token(&[100, 111]));
        assert_ne!(a, b);
        assert_ne!(pair(a, b), pair(b, a));
    }
}
