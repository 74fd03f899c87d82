//! Corrections that a program may apply (`check --fix`): found, shown, then written into the authors' files.
//!
//! A correction is the [`Edit`](crate::diagnostics::Edit) of a diagnostic. Whoever finds a fault gives one only where it
//! is *safe*: it follows from the fault alone, nothing else can be meant, and the text says afterwards what it said
//! before. What needs a person's eye has a corrected line and no edit.
//!
//! | code | safe | not safe |
//! | --- | --- | --- |
//! | E012 look-alike letters | the same word in Latin letters | in addresses, names of files, hashtags |
//! | E013 impossible syllable | the same letters with the tone where it belongs (`qúy` → `quý`) | anything else; names |
//! | E014 mixed tone places | the habit of the entry's greater part | capitalised words, addresses |
//! | E015 space before a mark | the space goes | after a number (`1 .` would begin a list), after an address |
//! | E016 old encoding | lines whose every changed word became a syllable | all other lines, and every other correction in them |
//! | M005, M006 | the missing brace or colon of a block that the theme has | |
//! | Y001 colon in a value | the value in quotes | in brackets; where a key may be meant (`cover: image: a.jpg`) |
//! | Y003, Y018 quotes, backslash | the other kind of quotes | with a comment or escapes |
//! | Y004 tabs | two spaces each, or as the line above | other depths |
//! | Y006 mistyped `---` | `---` | a missing one |
//! | Y008 | quotes, where `@`, a backtick or `%` begins the value | signs that mean something in YAML |
//! | Y015 missing space | after a key's colon, after a list's dash | a missing colon |
//! | Y019 hidden characters | control characters go | line breaks of Word, remains of other encodings |
//!
//! The steps: [`find`] (in memory, run after run, until nothing is left to correct), [`unified`] to show it, [`apply`].

mod diff;
mod faults;
mod passes;
mod refine;
mod write;

pub use diff::unified;
pub use passes::{Correction, Mended, Mending, find};
pub use write::{Applied, BACKUP, apply};
