//! The difference of two texts as `diff -u` writes it.

use std::fmt::Write;
use std::ops::Range;

/// Lines shown around a change.
const CONTEXT: usize = 3;

/// A stretch of lines that differ: these of the old text, those of the new one.
struct Change {
    old: Range<usize>,
    new: Range<usize>,
}

/// The unified difference of a file's text before and after; empty where there is none. Control characters, which could
/// command a terminal, are shown as pictures.
pub fn unified(file: &str, before: &str, after: &str) -> String {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let changes = changes(&old, &new);
    if changes.is_empty() {
        return String::new();
    }
    let mut out = format!("--- a/{file}\n+++ b/{file}\n");
    let mut rest = changes.as_slice();
    while !rest.is_empty() {
        // Changes whose surroundings touch are shown together.
        let near =
            |pair: &[Change]| matches!(pair, [a, b] if b.old.start - a.old.end <= 2 * CONTEXT);
        let count = 1 + rest.windows(2).take_while(|pair| near(pair)).count();
        let (hunk, others) = rest.split_at(count);
        write_hunk(&mut out, hunk, &old, &new);
        rest = others;
    }
    out
}

/// Where the texts differ. Corrections nearly always keep the number of lines, so lines are compared one by one; else all
/// between the first and the last difference counts as one.
fn changes(old: &[&str], new: &[&str]) -> Vec<Change> {
    if old.len() != new.len() {
        let same = |(a, b): &(&&str, &&str)| a == b;
        let head = old.iter().zip(new).take_while(same).count();
        let tails = old.iter().skip(head).rev().zip(new.iter().skip(head).rev());
        let tail = tails.take_while(same).count();
        return vec![Change {
            old: head..old.len() - tail,
            new: head..new.len() - tail,
        }];
    }
    let mut out: Vec<Change> = Vec::new();
    let differ = old.iter().zip(new).enumerate().filter(|(_, (a, b))| a != b);
    for (n, _) in differ {
        match out.last_mut() {
            Some(last) if last.old.end == n => {
                last.old.end = n + 1;
                last.new.end = n + 1;
            }
            _ => out.push(Change {
                old: n..n + 1,
                new: n..n + 1,
            }),
        }
    }
    out
}

fn write_hunk(out: &mut String, hunk: &[Change], old: &[&str], new: &[&str]) {
    let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else {
        return;
    };
    let lead = first.old.start.min(CONTEXT);
    let trail = (old.len() - last.old.end).min(CONTEXT);
    let side = |range: Range<usize>| match range.len() {
        // An empty side names the line before it.
        0 => format!("{},0", range.start),
        1 => (range.start + 1).to_string(),
        n => format!("{},{n}", range.start + 1),
    };
    let before = side(first.old.start - lead..last.old.end + trail);
    let after = side(first.new.start - lead..last.new.end + trail);
    let _ = writeln!(out, "@@ -{before} +{after} @@");
    let mut at = first.old.start - lead;
    for change in hunk {
        lines(out, ' ', old, at..change.old.start);
        lines(out, '-', old, change.old.clone());
        lines(out, '+', new, change.new.clone());
        at = change.old.end;
    }
    lines(out, ' ', old, at..at + trail);
}

fn lines(out: &mut String, sign: char, text: &[&str], range: Range<usize>) {
    for line in text.get(range).unwrap_or_default() {
        out.push(sign);
        let bare = line.strip_suffix('\n');
        out.extend(bare.unwrap_or(line).chars().map(visible));
        out.push('\n');
        if bare.is_none() {
            out.push_str("\\ No newline at end of file\n");
        }
    }
}

/// A control character's picture (U+2400–2421); a tab stays.
fn visible(c: char) -> char {
    match c {
        '\t' => c,
        '\u{7F}' => '\u{2421}',
        '\u{80}'..='\u{9F}' => '\u{FFFD}',
        c if c < ' ' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{FFFD}'),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hunks_as_diff_writes_them() {
        let before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\nend";
        let after = before.replace("2\n3", "2\nba").replace("end", "hết");
        assert_eq!(
            unified("a.md", before, &after),
            "--- a/a.md\n+++ b/a.md\n@@ -1,6 +1,6 @@\n 1\n 2\n-3\n+ba\n 4\n 5\n 6\n@@ -10,4 +10,4 @@\n 10\n 11\n 12\n-end\n\
             \\ No newline at end of file\n+hết\n\\ No newline at end of file\n"
        );
        assert_eq!(unified("a", "x\n", "x\n"), "");
        let escape = unified("a", "x\n", "\u{1B}[31m\u{7}\n");
        assert!(escape.ends_with("+␛[31m␇\n"), "{escape}");
    }

    /// The new text, from the old one and the difference, as `patch` makes it.
    fn patched(before: &str, diff: &str) -> String {
        let old: Vec<&str> = before.split_inclusive('\n').collect();
        let (mut out, mut at) = (String::new(), 0);
        let lines: Vec<&str> = diff.split_inclusive('\n').skip(2).collect();
        for (n, line) in lines.iter().enumerate() {
            let cut = lines.get(n + 1).is_some_and(|l| l.starts_with('\\'));
            let body = if cut {
                line[1..].trim_end_matches('\n')
            } else {
                &line[1..]
            };
            match &line[..1] {
                "@" => {
                    let place = line[4..].split([',', ' ']).next().unwrap();
                    let empty = line[4..].split(' ').next().unwrap().ends_with(",0");
                    let start: usize = place.parse().unwrap();
                    let start = if empty { start } else { start - 1 };
                    out.extend(old[at..start].iter().copied());
                    at = start;
                }
                "+" => out.push_str(body),
                "\\" => {}
                sign => {
                    assert_eq!(old[at], body);
                    if sign == " " {
                        out.push_str(body);
                    }
                    at += 1;
                }
            }
        }
        out.extend(old[at..].iter().copied());
        out
    }

    proptest! {
        #[test]
        fn the_new_text_can_be_made_from_it(before in "([abc]{0,2}\n){0,20}[ab]{0,1}", after in "([abc]{0,2}\n){0,20}[ab]{0,1}") {
            prop_assert_eq!(patched(&before, &unified("a", &before, &after)), after);
        }
    }
}
