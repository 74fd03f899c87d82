/// “Did you mean …?” in Vietnamese and English, with a space before it; empty where nothing is near.
pub(super) fn did_you_mean(near: Option<&str>) -> (String, String) {
    near.map_or_else(Default::default, |near| {
        (
            format!(" Có phải “{near}”?"),
            format!(" Did you mean “{near}”?"),
        )
    })
}

/// The line that holds a place of a text, with the place replaced.
pub(super) fn corrected(text: &str, range: std::ops::Range<usize>, new: &str) -> Option<String> {
    let before = text.get(..range.start)?;
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    let after = text.get(range.end..)?.lines().next().unwrap_or_default();
    Some(format!("{}{new}{after}", before.get(start..)?))
}
