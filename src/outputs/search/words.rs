//! Words packed into numbers: up to twelve letters a–z, five bits each, so that lists of them sort and compare fast.

/// Longest word that is packed.
const LONGEST: usize = 12;

/// The word as a number whose order is alphabetical; `None` for anything but 1–12 letters a–z.
pub(super) fn pack(units: &[u16]) -> Option<u64> {
    if units.is_empty() || units.len() > LONGEST {
        return None;
    }
    let mut packed = 0;
    for i in 0..LONGEST {
        let letter = match units.get(i) {
            Some(&unit @ 97..=122) => u64::from(unit - 96),
            Some(_) => return None,
            None => 0,
        };
        packed = packed << 5 | letter;
    }
    Some(packed)
}

/// The word of a packed number.
pub(super) fn unpack(packed: u64) -> String {
    (0..LONGEST)
        .map(|i| (packed >> (5 * (LONGEST - 1 - i)) & 31) as u8)
        .take_while(|&letter| letter > 0)
        .map(|letter| char::from(96 + letter))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_come_back_in_order(a in "[a-z]{1,12}", b in "[a-z]{1,12}") {
            let packed = |w: &str| pack(&w.encode_utf16().collect::<Vec<_>>()).unwrap();
            prop_assert_eq!(unpack(packed(&a)), a.clone());
            prop_assert_eq!(packed(&a).cmp(&packed(&b)), a.cmp(&b));
        }
    }
}
