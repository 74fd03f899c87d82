use crate::yaml::Value;
use std::fmt;

/// A version of the program: major, minor, patch. What is left out of a bound (`0.1`) fits every value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Version([Option<u32>; 3]);

impl Version {
    /// The version of this program.
    pub fn of_program() -> Self {
        parse(env!("CARGO_PKG_VERSION")).unwrap_or(Self([Some(0), None, None]))
    }

    /// Major and minor, as bounds are usually written: `0.1`.
    pub fn series(self) -> Version {
        let [major, minor, _] = self.0;
        Version([major, minor, None])
    }

    /// Whether it comes before the bound: compared as far as the bound says.
    pub fn is_before(self, bound: Version) -> bool {
        self.against(bound).is_lt()
    }

    /// Whether it comes after the bound: 0.1.7 is not after 0.1.
    pub fn is_after(self, bound: Version) -> bool {
        self.against(bound).is_gt()
    }

    fn against(self, bound: Version) -> std::cmp::Ordering {
        let pairs = self.0.iter().zip(bound.0);
        pairs
            .map_while(|(mine, theirs)| Some(mine.unwrap_or(0).cmp(&theirs?)))
            .find(|o| o.is_ne())
            .unwrap_or(std::cmp::Ordering::Equal)
    }
}

/// Reads `0.1` or `0.1.2`.
pub(super) fn parse(text: &str) -> Option<Version> {
    let mut parts = [None; 3];
    let mut given = text.trim().split('.');
    for part in &mut parts {
        *part = match given.next() {
            Some(number) => Some(number.parse().ok()?),
            None => None,
        };
    }
    (given.next().is_none()).then_some(Version(parts))
}

/// Reads a version from YAML; an unquoted `0.1` is a number there and is accepted too.
pub(super) fn of(value: &Value) -> Option<Version> {
    match value {
        Value::String(text) => parse(text),
        Value::Integer(n) => parse(&n.to_string()),
        Value::Number(x) => parse(&x.to_string()),
        _ => None,
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, part) in self.0.iter().flatten().enumerate() {
            write!(f, "{}{part}", if i == 0 { "" } else { "." })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_holds_as_far_as_it_is_written() {
        let at = |text| parse(text).expect("a version");
        assert!(!at("0.1.7").is_after(at("0.1")) && !at("0.1.7").is_before(at("0.1")));
        assert!(at("0.2.0").is_after(at("0.1")) && at("0.0.9").is_before(at("0.1")));
        assert!(at("0.1.2").is_before(at("0.1.3")) && at("1.0.0").is_after(at("0")));
        assert_eq!(
            (parse("0.1.x"), parse("1.2.3.4"), parse("")),
            (None, None, None)
        );
        assert_eq!(Version::of_program().to_string(), env!("CARGO_PKG_VERSION"));
    }
}
