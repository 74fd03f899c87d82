//! Hashes of search keys, computed alike by the engine and by the client.

/// Where the hash of a token starts (FNV-1a).
pub(super) const START: u32 = 0x811C_9DC5;

/// Takes in one UTF-16 unit of a token.
pub(super) fn step(hash: u32, unit: u16) -> u32 {
    (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193)
}

/// Ends a token's hash: a mix, because the upper bits choose the shard.
pub(super) fn finish(hash: u32) -> u32 {
    mix(hash)
}

/// The hash of a whole token.
pub(super) fn token(word: &str) -> u32 {
    finish(word.encode_utf16().fold(START, step))
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
        let (a, b) = (token("co"), token("do"));
        assert_ne!(a, b);
        assert_ne!(pair(a, b), pair(b, a));
    }
}
