//! Broken and hostile input neither overflows the stack nor takes forever.

use super::*;
use crate::markdown::plain;
use std::time::{Duration, Instant};

#[test]
fn hostile_input_is_read_in_good_time() {
    let deep_list: String = (0..600)
        .map(|depth| format!("{}- x\n", "  ".repeat(depth)))
        .collect();
    let columns = format!(
        "|{}\n|{}\n{}",
        "a|".repeat(500),
        "-|".repeat(500),
        "|b\n".repeat(500)
    );
    let fences: String = (0..300)
        .map(|n| format!("{}{{note}}\n", "`".repeat(3 + n)))
        .collect();
    for (name, text) in [
        ("lists in lists", deep_list),
        ("quotations in quotations", "> ".repeat(5_000) + "a"),
        (
            "quotation marks on many lines",
            ("> ".repeat(300) + "a\n").repeat(300),
        ),
        ("open emphasis", "*a **b ".repeat(20_000)),
        ("stars", "*".repeat(100_000)),
        ("underscores", "_a".repeat(50_000)),
        ("open brackets", "[".repeat(100_000)),
        ("open links", "[a](".repeat(30_000)),
        ("open pictures", "![".repeat(50_000)),
        (
            "references",
            "[a]: b\n".repeat(10_000) + &"[a]".repeat(10_000),
        ),
        ("broken references", "[a][b]".repeat(10_000)),
        ("backticks", (1..400).map(|n| "`".repeat(n) + " ").collect()),
        ("code blocks never closed", "```\n".repeat(10_001)),
        ("blocks never closed", fences),
        ("same headings", "# a\n".repeat(20_000)),
        (
            "footnotes",
            (0..3_000)
                .map(|n| format!("[^{n}]\n\n[^{n}]: x\n\n"))
                .collect(),
        ),
        ("one footnote", "[^a]".repeat(20_000) + "\n\n[^a]: x\n"),
        ("footnotes without text", "[^a] ".repeat(20_000)),
        ("addresses", "https://a.vn ".repeat(20_000)),
        (
            "one long address",
            "https://".to_owned() + &"a(".repeat(50_000),
        ),
        (
            "half addresses",
            "www.".repeat(30_000) + &"://".repeat(30_000),
        ),
        ("wide tables", columns),
        ("tags", "<b>".repeat(20_000)),
        ("tags in many lines", "<b>a</b>\n\n".repeat(5_000)),
        ("tags never closed", "<div a=".repeat(10_000)),
        ("comments never closed", "<!-- a ".repeat(10_000)),
        ("attributes", format!("<b {}>x</b>", "a=1 ".repeat(10_000))),
        ("references to characters", "&amp;".repeat(30_000)),
        ("definitions", "a\n: b\n".repeat(10_000)),
        ("tasks", "- [ ] a\n".repeat(20_000)),
        (
            "options",
            format!(
                "```{{note}}\n{}```\n",
                (0..2_000)
                    .map(|n| format!(":k{n}: v\n"))
                    .collect::<String>()
            ),
        ),
    ] {
        let started = Instant::now();
        let (doc, _) = read(&text);
        let parsed = started.elapsed();
        let blocks = plain::blocks(&text, 0..text.len(), &dialect());
        drop(plain::text(&blocks));
        drop((doc, blocks));
        let all = started.elapsed();
        // Some milliseconds in a release build; this is for what grows with the square of the input.
        assert!(
            all < Duration::from_secs(5),
            "{name}: {parsed:?}, {all:?} for {} bytes",
            text.len()
        );
    }
}
